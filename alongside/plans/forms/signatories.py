"""Who signs a plan, for whom, in which post and by what authority."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Membership, PartnershipOrganisation
from alongside.plans.forms.drafting import PartForm
from alongside.plans.queries.people import stands_for
from alongside.plans.rules.changes import side_name
from alongside.plans.rules.readiness import wrong_side
from alongside.ui.forms import Choice, Text

Side = PartnershipOrganisation.Side


class SignatoryForm(PartForm):
    """Who signs: a member, for an organisation that provides or commissions, in which post and by what authority."""

    user = Choice(
        _("Who signs?"),
        missing=_("Choose who signs"),
        hint=_(
            "Only members can sign. Those who are commissioners here sign for a commissioner, and for nobody else. "
            "Somebody who is not here can be invited on the page People."
        ),
        drop_down=True,
    )
    organisation = Choice(_("For which organisation?"), missing=_("Choose the organisation they sign for"))
    post = Text(
        _("Their post"), missing=_("Say which post they hold"), hint=_("Example: director of nursing"), max_length=160
    )
    authority = Text(
        _("What gives them the right to sign?"),
        missing=_("Say what gives them the right to sign"),
        hint=_("Example: the board’s decision of 4 November 2026"),
        max_length=300,
    )

    def __init__(
        self, *args: Any, sides: Iterable[PartnershipOrganisation], signers: Iterable[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = [each for each in sides if each.side in (Side.PROVIDER, Side.COMMISSIONER)]
        signers = list(signers)
        self.roles = {str(each.user_id): each.role for each in signers}
        self.sides = {str(each.organisation_id): each.side for each in rows}
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            (str(each.organisation_id), each.organisation.name, side_name(each.side)) for each in rows
        ]
        self.fields["user"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Choose one")),
            *((str(each.user_id), f"{each.user.name} ({each.get_role_display()})") for each in signers),
        ]

    def clean(self) -> dict[str, Any]:
        """Who signs for a commissioner is one, and a commissioner signs for nobody else."""
        data = super().clean() or self.cleaned_data
        side = self.sides.get(data.get("organisation", ""), "")
        user = data.get("user")
        if user and side and not stands_for(side, self.roles.get(user)):
            self.add_error("user", wrong_side(side))
        return data

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        organisation = self.cleaned_data["organisation"]
        return {
            "side": self.sides[organisation],
            "organisation_id": UUID(organisation),
            "user_id": UUID(self.cleaned_data["user"]),
            **{name: self.cleaned_data[name] for name in ("post", "authority", "seen")},
        }
