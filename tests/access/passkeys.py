"""A passkey as the sign-in library stores it, made without a device, and what such a device would answer."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from alongside.people.models import User

# A point on the curve that every textbook has, because its secret is 1: nobody signs in with it.
SECRET = ec.derive_private_key(1, ec.SECP256R1())
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


def answer(user: User, request_options: dict[str, Any], origin: str = "http://testserver") -> str:
    """What a browser would send where this person's passkey says yes to a question."""
    number = websafe_encode(user.pk.bytes)
    challenge = websafe_decode(request_options["publicKey"]["challenge"])
    client = CollectedClientData.create("webauthn.get", challenge, origin)
    data = AuthenticatorData.create(sha256(b"testserver"), AuthenticatorData.FLAG.UP, 1)
    signed = SECRET.sign(bytes(data) + client.hash, ec.ECDSA(SHA256()))
    response = {"clientDataJSON": bytes(client), "authenticatorData": bytes(data), "signature": signed}
    sent = {"id": number, "rawId": number, "type": "public-key"}
    return json.dumps({**sent, "response": {name: websafe_encode(part) for name, part in response.items()}})
