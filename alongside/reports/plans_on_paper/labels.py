"""The fixed words of Template B, the same in every form of it."""

from __future__ import annotations

from django.utils.translation import gettext as _


def labels() -> dict[str, str]:
    """Headings, columns and hints by name."""
    return {
        "template_b": _("Template B"),
        "purpose": _("What we agree to do about one challenge, who does it, how we will know, and when we look again."),
        "partnership": _("Partnership"),
        "provider": _("Provider"),
        "edition": _("Edition"),
        "version": _("Version"),
        "state": _("Where it stands"),
        "challenge": _("Challenge"),
        "standard": _("Where we are now"),
        "stage": _("Stage %(n)s"),
        "ticked": _("Ticked: %(stage)s"),
        "not_ticked": _("Not ticked"),
        "no_stage": _("No stage is ticked: %(standard)s."),
        "described": _("What that looks like"),
        "goals": _("Our goals"),
        "goal": _("Goal"),
        "goal_number": _("Goal %(n)s"),
        "no_goals": _("No goal yet."),
        "by_when": _("By when"),
        "actions": _("What we will do before the next review"),
        "action": _("Action"),
        "actions_alone": _("Actions"),
        "owner": _("Who sees to it"),
        "due": _("By when"),
        "resources": _("What it needs"),
        "no_actions": _("No action yet."),
        "evidence": _("Where we will look for evidence"),
        "signatures": _("Signatures"),
        "name": _("Name"),
        "post": _("Post"),
        "organisation": _("Organisation"),
        "authority": _("By what authority"),
        "stands": _("Signature"),
        "done": _("What they did"),
        "side": _("For"),
        "statements": _("What people who use services and carers say of it"),
        "said": _("What people said"),
        "who": _("Who"),
        "stands_by": _("Where they stand"),
        "words": _("In their words"),
        "review": _("Next review"),
        "fingerprint": _("Fingerprint of this version (SHA-256)"),
        "fault": _("Something is wrong"),
        "nothing": _("Nothing written yet."),
        "page": _("Page %(page)s of %(pages)s"),
    }
