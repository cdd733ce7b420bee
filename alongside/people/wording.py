"""Our words for what the sign-in library says: what went wrong, and what was done; and where mail goes."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.people.rules import Kept

SIGN_IN_ERRORS = {
    "account_inactive": _("This account is closed. Ask the person who invited you."),
    "email_password_mismatch": _("The email address or the password is not right. Check both and try again."),
    "enter_current_password": _("This is not your password of today. Try again."),
    "incorrect_code": _("That did not match. A code works for half a minute and only once. Use the newest one."),
    "incorrect_password": _("That is not the right password. Try again."),
    "invalid_password_reset": _("This link no longer works. Ask for a new one."),
    "rate_limited": _("There were too many tries. Wait five minutes, then try again."),
    "too_many_login_attempts": _("There were too many tries. Wait five minutes, then try again."),
    "cannot_delete_authenticator": _("You cannot turn this off."),
    "cannot_generate_recovery_codes": _("Set up a code app or a passkey first. Recovery codes come with it."),
}

# What the library calls each thing that happened, and what we say of it. Signing in and out need no message.
MESSAGES = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is saved."),
    "mfa/messages/totp_activated.txt": _("Your code app is set up."),
    "mfa/messages/totp_deactivated.txt": _("Your code app is turned off."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes."),
}

# The same for the message that goes to the person by mail.
CHANGES = {
    "password_changed": _("Your password was changed."),
    "password_set": _("A password was chosen for your account."),
    "password_reset": _("A new password was chosen with a link from your email."),
    "totp_activated": _("A code app was set up."),
    "totp_deactivated": _("The code app was turned off."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was removed."),
    "recovery_codes_generated": _("New recovery codes were made."),
    "second_factor_removed": _("The people who run this website removed your second proof, because it was lost."),
}

# Why somebody keeps their role for now.
KEPT = {
    Kept.LAST_LEAD: _("A partnership always has a lead. Make somebody else a lead first."),
    Kept.LAST_CO_LEAD: _(
        "The lived-experience co-lead has the same rights as the lead, so others cannot end the role of the last one. "
        "Make somebody else a co-lead first."
    ),
}


def stays_here() -> str:
    """In a demonstration no mail leaves the computer; the sentence that says so, or nothing."""
    if not settings.DEMONSTRATION:
        return ""
    return gettext("(Here nothing leaves this computer: read it in the window where ./run runs.)")
