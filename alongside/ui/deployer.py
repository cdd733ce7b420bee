"""What the organisation that runs this installation tells the people who use it.

The software cannot know whom to ring at night in a given town. Where the organisation has not said, the pages
say so plainly and give the signposts that hold for the whole of England.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

KEYS = ("organisation", "crisis", "concern", "privacy", "accessibility_contact", "logo")


@dataclass(frozen=True)
class Deployer:
    """Texts of the organisation that runs this installation, each with a default that is safe to show.

    `crisis`: where to turn in a crisis. `concern`: how to raise a concern about something read or heard.
    `privacy`: who is responsible for the data and how to ask. `accessibility_contact`: whom to tell when
    something cannot be used. `logo`: the address of the organisation's own picture, or empty.
    `unset`: the keys for which the organisation has given nothing yet.
    """

    organisation: str
    crisis: str
    concern: str
    privacy: str
    accessibility_contact: str
    logo: str
    unset: tuple[str, ...]


def deployer() -> Deployer:
    """Read ALONGSIDE_DEPLOYER from the settings; an empty or missing value gets its default."""
    given = getattr(settings, "ALONGSIDE_DEPLOYER", {})
    texts = {key: str(given.get(key) or "").strip() for key in KEYS}
    unset = tuple(key for key in KEYS if not texts[key] and key != "logo")
    defaults = _defaults()
    return Deployer(unset=unset, **{key: texts[key] or defaults[key] for key in KEYS})


def _defaults() -> dict[str, str]:
    return {
        "organisation": _("the organisation that runs this website"),
        "crisis": _(
            "If you need help now, call 111 and choose the mental health option. "
            "If somebody’s life is at risk, call 999. "
            "If you cannot hear or speak on the phone, put 18001 before the number: 18001 111 or 18001 999. "
            "The organisation that runs this website has not added its own crisis contacts yet."
        ),
        "concern": _(
            "If you worry about a person’s safety or how they are treated, tell a member of staff you trust "
            "or the organisation’s safeguarding team. "
            "The organisation that runs this website has not added its own contact for concerns yet."
        ),
        "privacy": _(
            "The organisation that runs this website is responsible for what is kept here. "
            "It has not added its own privacy notice yet. Ask the person who invited you."
        ),
        "accessibility_contact": _(
            "The organisation that runs this website has not added a contact for accessibility yet. "
            "Ask the person who invited you."
        ),
        "logo": "",
    }
