"""What the environment may say, read once and refused loudly where it makes no sense."""

from __future__ import annotations

import base64
import hashlib
import secrets
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()


def secret_key(demonstration: bool, data: Path) -> str:
    """The key that signs sessions and derives invitation secrets.

    A demonstration makes its own and keeps it in its data folder; anything else must be given one, as
    ALONGSIDE_SECRET_KEY or as a file named by ALONGSIDE_SECRET_KEY_FILE.
    """
    named_file = env.str("ALONGSIDE_SECRET_KEY_FILE", default="")
    if named_file:
        return Path(named_file).read_text().strip()
    given = env.str("ALONGSIDE_SECRET_KEY", default="")
    if given:
        return str(given)
    if not demonstration:
        raise environ.ImproperlyConfigured(
            "Set ALONGSIDE_SECRET_KEY (or ALONGSIDE_SECRET_KEY_FILE) to a long random text before serving."
        )
    kept = data / "secret-key"
    if not kept.exists():
        data.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(48))
        kept.chmod(0o600)
    return kept.read_text().strip()


def feedback_key(secret: str) -> str:
    """The key that opens sealed answers: 32 bytes, as base64 that is safe in addresses.

    Given as ALONGSIDE_FEEDBACK_KEY, or made from the secret key, which is outside the database too. Whoever changes
    either loses the answers, fewer than eight for each asking, that are sealed at that moment.
    """
    given = env.str("ALONGSIDE_FEEDBACK_KEY", default="")
    if given:
        return str(given)
    return base64.urlsafe_b64encode(hashlib.sha256(b"alongside feedback key " + secret.encode()).digest()).decode()


def deployer() -> dict[str, str]:
    """What the organisation that runs this installation tells its users; empty where it has not said."""
    names = ["organisation", "crisis", "concern", "privacy", "accessibility_contact", "logo"]
    return {name: env.str(f"ALONGSIDE_{name.upper()}", default="") for name in names}
