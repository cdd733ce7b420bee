"""A passkey as the sign-in library stores it, made without a device."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from alongside.people.models import User

# A point on the curve that every textbook has: nobody signs in with it.
KEY = {
    1: 2,
    3: -7,
    -1: 1,
    -2: bytes.fromhex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    -3: bytes.fromhex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
}


def passkey(user: User, name: str) -> Authenticator:
    """Give somebody a passkey of this name."""
    number = user.pk.bytes
    credential = AttestedCredentialData.create(Aaguid(bytes(16)), number, ES256(KEY))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(sha256(b"testserver"), flags, 0, credential)
    attestation = AttestationObject.create("none", data, {})
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://testserver")
    registered = {
        "id": websafe_encode(number),
        "rawId": websafe_encode(number),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(bytes(client)),
            "attestationObject": websafe_encode(bytes(attestation)),
        },
    }
    kept = {"name": name, "credential": registered}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=kept)
