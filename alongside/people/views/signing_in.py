"""The sign-in library's pages, with our forms and, for passkeys, what the browser needs to know."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.utils.html import json_script

from alongside.people.forms import sign_in as forms

PASSKEY_DATA = "passkey-data"


class _Passkeys:
    """Puts the browser's part of a passkey into the page as data, because the page may hold no inline script."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        if "js_data" in context:
            context["passkey_data"] = json_script(context["js_data"], PASSKEY_DATA)
        return context


class _AddPasskey(_Passkeys, AddWebAuthnView):  # type: ignore[misc]
    form_class = forms.AddPasskeyForm


class _ConfirmWithPasskey(_Passkeys, ReauthenticateWebAuthnView):  # type: ignore[misc]
    pass


class _SecondStep(_Passkeys, mfa.AuthenticateView):  # type: ignore[misc]
    form_class = forms.CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer only what this person has set up."""
        context = super().get_context_data(**kwargs)
        kinds = set(self.stage.login.user.authenticator_set.values_list("type", flat=True))
        seen = {"has_app": "totp" in kinds, "has_passkey": "webauthn" in kinds}
        return {**context, **seen, "demonstration": settings.DEMONSTRATION}


class _SignIn(account.LoginView):  # type: ignore[misc]
    form_class = forms.SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The demonstration shows the way to its invented people."""
        return {**super().get_context_data(**kwargs), "demonstration": settings.DEMONSTRATION}


sign_in = _SignIn.as_view()
second_step = _SecondStep.as_view()
confirm_password = account.ReauthenticateView.as_view(form_class=forms.ConfirmPasswordForm)
confirm_code = mfa.ReauthenticateView.as_view(form_class=forms.ConfirmCodeForm)
confirm_with_passkey = _ConfirmWithPasskey.as_view()
change_password = account.PasswordChangeView.as_view(form_class=forms.ChangePasswordForm)
set_password = account.PasswordSetView.as_view(form_class=forms.SetPasswordForm)
ask_for_reset = account.PasswordResetView.as_view(form_class=forms.AskForResetForm)
reset_password = account.PasswordResetFromKeyView.as_view(form_class=forms.ResetPasswordForm)
set_up_code_app = ActivateTOTPView.as_view(form_class=forms.SetUpCodeAppForm)
turn_off_code_app = DeactivateTOTPView.as_view()
add_passkey = _AddPasskey.as_view()
rename_passkey = EditWebAuthnView.as_view(form_class=forms.RenamePasskeyForm)
