"""Forms about somebody's place in a partnership: role, group, invitation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.people import rules
from alongside.people.access import ROLE_MEANS, ROLE_NAMES, Role
from alongside.people.forms.sign_in import PASSWORD_HINT
from alongside.people.groups import stakeholder_groups
from alongside.people.models import Organisation, User
from alongside.ui.forms import Choice, Email, Form, Text, Whole

# A form cannot send an empty answer that differs from none at all.
NO_GROUP = "rather-not-say"
NO_ORGANISATION = "none"


def role_choices() -> list[tuple[str, Any, Any]]:
    """Every role with what it means."""
    return [(role.value, ROLE_NAMES[role], ROLE_MEANS[role]) for role in Role]


def organisation_choices(organisations: Iterable[Organisation]) -> list[tuple[str, Any]]:
    """Some organisations, and none."""
    return [
        (NO_ORGANISATION, _("None of these, or not for an organisation")),
        *((str(o.pk), o.name) for o in organisations),
    ]


class GroupForm(Form):
    """Which stakeholder group somebody belongs to. Not saying is one of the answers."""

    group = Choice(
        _("Which group are you part of here?"),
        missing=_("Choose a group, or choose that you would rather not name one"),
        hint=_("If more than one fits, choose the one you want to speak for. Members of this partnership see it."),
        apart=[NO_GROUP],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(group.key, group.name, group.plain) for group in stakeholder_groups().values()]
        self.fields["group"].choices = [*groups, (NO_GROUP, _("I would rather not name my group"))]  # type: ignore[attr-defined]

    def clean_group(self) -> str:
        """The key of the group, or nothing."""
        group = str(self.cleaned_data["group"])
        return "" if group == NO_GROUP else group


class _Organisations(Form):
    """A form with a choice between some organisations; gives an Organisation or None."""

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(organisation.pk): organisation for organisation in organisations}
        self.fields["organisation"].choices = organisation_choices(self.offered.values())  # type: ignore[attr-defined]

    def clean_organisation(self) -> Organisation | None:
        """The organisation that was chosen."""
        return self.offered.get(str(self.cleaned_data["organisation"]))


class MemberForm(_Organisations):
    """A member's role, and for which organisation they are here."""

    role = Choice(_("Role"), choices=role_choices(), missing=_("Choose a role"))
    organisation = Choice(_("For which organisation are they here?"), missing=_("Choose an answer"), drop_down=True)


class InviteForm(_Organisations):
    """Whom to invite to what."""

    role = Choice(_("What should they do here?"), choices=role_choices(), missing=_("Choose a role"))
    name = Text(_("Their name"), max_length=120, hint=_("So that you recognise the invitation in the list"))
    email = Email(
        _("Their email address"),
        hint=_("We send the invitation there. Leave it empty to hand over a link or a code yourself."),
    )
    organisation = Choice(_("For which organisation are they here?"), missing=_("Choose an answer"), drop_down=True)
    days = Whole(
        _("How many days is it open?"),
        missing=_("Enter for how many days the invitation is open"),
        at_least=1,
        at_most=60,
        width=3,
        initial=rules.INVITATION_DAYS,
    )


class FirstLeadForm(Form):
    """Whom to invite as the first lead of a partnership."""

    name = Text(_("Their name"), max_length=120)
    email = Email(
        _("Their email address"),
        hint=_("We send the invitation there. Leave it empty to hand over a link or a code yourself."),
    )


class TypedCodeForm(Form):
    """A code somebody was given."""

    code = Text(
        _("Your code"),
        missing=_("Enter the code you were given"),
        hint=_("8 letters and numbers, like ABCD-2345. Capital letters do not matter."),
        max_length=20,
        width=10,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class JoinForm(GroupForm):
    """A new account for somebody who was invited. Where the invitation names an address, that one is used."""

    name = Text(
        _("Your name"),
        missing=_("Enter your name"),
        hint=_("As you want the other members of this partnership to see it"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = Email(
        _("Your email address"),
        missing=_("Enter your email address"),
        hint=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=PASSWORD_HINT,
        strip=False,
        max_length=1000,
        error_messages={"required": _("Choose a password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ("name", "email", "password", "group")

    def __init__(self, *args: Any, fixed_email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixed_email = fixed_email
        if fixed_email:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is easy to guess."""
        data = super().clean() or self.cleaned_data
        email = self.fixed_email or data.get("email", "")
        if data.get("password"):
            try:
                validate_password(data["password"], User(email=email, name=data.get("name", "")))
            except ValidationError as problem:
                self.add_error("password", problem)
        return data
