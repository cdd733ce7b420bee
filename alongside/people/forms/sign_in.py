"""The forms of the sign-in library in our words. The library keeps checking them; only what they say is ours."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.people.factors import use_once

PASSWORD_HINT = _("Use at least 12 characters. Three random words are easy to remember and hard to guess.")
CODE_ATTRIBUTES = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


class Asks(NamedTuple):
    """How a field asks: its label, the sentence when it is empty, a hint."""

    label: Any
    missing: Any
    hint: Any = ""


class OurWords(BaseForm):
    """Put our label, hint and sentence on the fields of a form."""

    asks: ClassVar[dict[str, Asks]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name, asks in self.asks.items():
            field = self.fields[name]
            field.label, field.help_text = asks.label, asks.hint
            field.error_messages["required"] = asks.missing


EMAIL = Asks(_("Email address"), _("Enter your email address"))
PASSWORD = Asks(_("Password"), _("Enter your password"))
NEW_PASSWORD = Asks(_("New password"), _("Choose a new password"), PASSWORD_HINT)


class SignInForm(OurWords, account.LoginForm):  # type: ignore[misc]
    """Address and password."""

    asks: ClassVar = {"login": EMAIL, "password": PASSWORD}


class ConfirmPasswordForm(OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password again, before something that matters."""

    asks: ClassVar = {"password": PASSWORD}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and a new one. It can be shown while it is typed, so it is asked once."""

    password2 = None
    asks: ClassVar = {
        "oldpassword": Asks(_("Your password now"), _("Enter the password you use now")),
        "password1": NEW_PASSWORD,
    }


class SetPasswordForm(OurWords, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""

    password2 = None
    asks: ClassVar = {"password1": NEW_PASSWORD}


class AskForResetForm(OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link is sent."""

    asks: ClassVar = {"email": EMAIL}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the link, or to an address without an account a message that says so: the page is the same."""
        if self.users:
            return str(super().save(request, **kwargs))
        email: str = self.cleaned_data["email"]
        get_adapter(request).send_mail("account/email/unknown_account", email, {})
        return email


class ResetPasswordForm(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password for somebody who followed the link."""

    password2 = None
    asks: ClassVar = {"password1": NEW_PASSWORD}


class _Code(OurWords):
    """A form that asks for a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(CODE_ATTRIBUTES)


class SetUpCodeAppForm(_Code, ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which shows that the app is set up."""

    asks: ClassVar = {
        "code": Asks(_("The 6 numbers that your app shows"), _("Enter the 6 numbers that your app shows"))
    }


class _CodeOnce(_Code):
    """A form that lets somebody in for a code, each code once."""

    def clean_code(self) -> str:
        """The code. Raises ValidationError for a wrong one, and for one of the app that was used before."""
        code: str = super().clean_code()  # type: ignore[misc]
        used = self.authenticator  # type: ignore[attr-defined]
        if used.type == Authenticator.Type.TOTP and not use_once(used, code):
            raise mfa_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_CodeOnce, mfa.AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or one of the recovery codes."""

    asks: ClassVar = {
        "code": Asks(
            _("Your code"),
            _("Enter your code"),
            _("The 6 numbers that your code app shows now, or one of your recovery codes"),
        )
    }


class ConfirmCodeForm(_CodeOnce, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code again, before something that matters."""

    asks: ClassVar = CodeForm.asks


PASSKEY_NAME = Asks(
    _("A name for this passkey"),
    _("Enter a name for this passkey"),
    _("So that you recognise it later, for example “my phone”"),
)


class AddPasskeyForm(OurWords, AddWebAuthnForm):  # type: ignore[misc]
    """A name for a new passkey; the browser fills in the rest."""

    asks: ClassVar = {"name": PASSKEY_NAME}


class RenamePasskeyForm(OurWords, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    asks: ClassVar = {"name": PASSKEY_NAME}
