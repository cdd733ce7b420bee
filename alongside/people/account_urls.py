"""Addresses of one's own account, under /account/. Only those pages of the sign-in library that we use are here.

They keep the library's names, because it looks them up by name, and each declares its scope like every page of ours.
"""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpResponseBase
from django.urls import URLPattern, path, re_path

from alongside.people.access import Scope, declare
from alongside.people.views import account as ours
from alongside.people.views import signing_in

View = Callable[..., HttpResponseBase]


def public(route: str, view: View, name: str) -> URLPattern:
    """A page of the library for somebody who is not signed in."""
    return path(route, declare(view, Scope.PUBLIC), name=name)


def person(route: str, view: View, name: str) -> URLPattern:
    """A page of the library for somebody who is signed in."""
    return path(route, declare(view, Scope.PERSON), name=name)


urlpatterns = [
    path("", ours.account, name="account"),
    path("name/", ours.change_name, name="account-name"),
    path("sign-out-elsewhere/", ours.end_sessions, name="end-sessions"),
    path("second-factor-needed/", ours.second_factor_needed, name="second-factor-needed"),
    path("leave/<uuid:partnership_id>/", ours.leave, name="leave"),
    public("sign-in/", signing_in.sign_in, "account_login"),
    public("sign-in/second-step/", signing_in.second_step, "mfa_authenticate"),
    public("sign-out/", account.logout, "account_logout"),
    public("closed/", account.account_inactive, "account_inactive"),
    public("reset-password/", signing_in.ask_for_reset, "account_reset_password"),
    public("reset-password/sent/", account.password_reset_done, "account_reset_password_done"),
    public("reset-password/done/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    re_path(
        r"^reset-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        declare(signing_in.reset_password, Scope.PUBLIC),
        name="account_reset_password_from_key",
    ),
    person("confirm/password/", signing_in.confirm_password, "account_reauthenticate"),
    person("confirm/code/", signing_in.confirm_code, "mfa_reauthenticate"),
    person("confirm/passkey/", signing_in.confirm_with_passkey, "mfa_reauthenticate_webauthn"),
    person("password/", signing_in.change_password, "account_change_password"),
    person("password/first/", signing_in.set_password, "account_set_password"),
    person("second-factor/", mfa.index, "mfa_index"),
    person("second-factor/app/set-up/", signing_in.set_up_code_app, "mfa_activate_totp"),
    person("second-factor/app/turn-off/", signing_in.turn_off_code_app, "mfa_deactivate_totp"),
    person("second-factor/recovery-codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    person("second-factor/recovery-codes/new/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    person("second-factor/recovery-codes/download/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    person("second-factor/passkeys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    person("second-factor/passkeys/add/", signing_in.add_passkey, "mfa_add_webauthn"),
    person("second-factor/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    person("second-factor/passkeys/<int:pk>/rename/", signing_in.rename_passkey, "mfa_edit_webauthn"),
]
