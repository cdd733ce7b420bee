"""Forms about organisations, partnerships and teams."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Organisation, PartnershipOrganisation
from alongside.ui.forms import Choice, Choices, Form, Text

Side = PartnershipOrganisation.Side
CHOOSE = ("", _("Choose one"))


class NameForm(Form):
    """A person's own name."""

    name = Text(
        _("Your name"),
        missing=_("Enter your name"),
        hint=_("The other members of your partnerships see it."),
        max_length=120,
    )


class TeamForm(Form):
    """A team's name."""

    name = Text(_("Name of the team"), missing=_("Enter the name of the team"), max_length=120)


class OrganisationForm(Form):
    """An organisation of the site."""

    name = Text(_("Name"), missing=_("Enter the name of the organisation"), max_length=160)
    kind = Choice(
        _("What kind of organisation is it?"),
        choices=[CHOOSE, *Organisation.Kind.choices],
        missing=_("Choose a kind"),
        drop_down=True,
    )
    ods_code = Text(
        _("ODS code"),
        hint=_("The short code that the NHS gives to organisations, like RX4 or QHM. Leave it empty if there is none."),
        max_length=12,
        width=10,
    )

    def clean_ods_code(self) -> str:
        """The code in capitals."""
        code = str(self.cleaned_data["ods_code"]).replace(" ", "").upper()
        if code and not re.fullmatch(r"[A-Z0-9]{3,12}", code):
            raise ValidationError(_("An ODS code has 3 to 12 letters and numbers, like RX4"))
        return code


class _Offered(Form):
    """A form that offers some organisations."""

    choosing: tuple[str, ...] = ()

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(organisation.pk): organisation for organisation in organisations}
        answers = [(key, organisation.name) for key, organisation in self.offered.items()]
        for name in self.choosing:
            field: Any = self.fields[name]
            field.choices = answers if isinstance(field, Choices) else [CHOOSE, *answers]


class BringInForm(_Offered):
    """An organisation to add to a partnership, and on which side."""

    choosing = ("organisation",)
    organisation = Choice(_("Which organisation?"), missing=_("Choose an organisation"), drop_down=True)
    side = Choice(
        _("What is its part?"),
        choices=[(side.value, side.label) for side in Side if side is not Side.PROVIDER],
        missing=_("Choose its part"),
    )

    def clean_organisation(self) -> Organisation:
        """The organisation that was chosen."""
        return self.offered[self.cleaned_data["organisation"]]


class PartnershipForm(_Offered):
    """A new partnership: one provider, its commissioners and its partners."""

    choosing = ("provider", "commissioners", "partners")
    name = Text(_("Name of the partnership"), missing=_("Enter the name of the partnership"), max_length=160)
    provider = Choice(
        _("Which organisation provides the services?"),
        missing=_("Choose the provider"),
        hint=_("Its services are what the partnership looks at."),
        drop_down=True,
    )
    commissioners = Choices(_("Who commissions the services?"))
    partners = Choices(_("Who else works beside them?"))

    def clean_provider(self) -> Organisation:
        """The provider that was chosen."""
        return self.offered[self.cleaned_data["provider"]]

    def clean_commissioners(self) -> list[Organisation]:
        """The commissioners that were chosen."""
        return [self.offered[key] for key in self.cleaned_data["commissioners"]]

    def clean_partners(self) -> list[Organisation]:
        """The partners that were chosen."""
        return [self.offered[key] for key in self.cleaned_data["partners"]]

    def clean(self) -> dict[str, Any]:
        """An organisation has one part only."""
        data = super().clean() or self.cleaned_data
        chosen = [data.get("provider"), *data.get("commissioners", []), *data.get("partners", [])]
        twice = {organisation.name for organisation in chosen if organisation and chosen.count(organisation) > 1}
        if twice:
            raise ValidationError(
                _("Give each organisation one part only: %(names)s"), params={"names": ", ".join(twice)}
            )
        return data
