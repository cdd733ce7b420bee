"""A token opens one session for one kind of screen, for a day, and names nobody."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.signing import TimestampSigner

from alongside.workshops.live.tokens import opens, phone_token, screen_token

SESSION = uuid4()


def test_each_opens_its_session_as_its_kind() -> None:
    assert opens(phone_token(SESSION)) == (SESSION, "phone")
    assert opens(screen_token(SESSION)) == (SESSION, "screen")


@pytest.mark.parametrize("changed", ["", "x", "phone", "phone-1234:x:y", "\x00", "é:é:é", ":" * 9])
def test_what_nobody_signed_opens_nothing(changed: str) -> None:
    assert opens(changed) is None


def test_a_phone_cannot_make_itself_a_screen() -> None:
    token = phone_token(SESSION)
    assert opens(token.replace("phone", "screen")) is None
    assert opens(token.replace(SESSION.hex, uuid4().hex)) is None
    assert opens(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


def test_a_token_of_another_purpose_opens_nothing() -> None:
    assert opens(TimestampSigner(salt="something else").sign(f"phone-{SESSION.hex}")) is None


def test_a_signed_word_that_is_no_kind_opens_nothing() -> None:
    signer = TimestampSigner(salt="alongside.workshops.live")
    assert opens(signer.sign(f"console-{SESSION.hex}")) is None
    assert opens(signer.sign("phone-somewhere")) is None


def test_it_opens_nothing_the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    token = phone_token(SESSION)
    later = datetime.now().timestamp() + timedelta(hours=15, minutes=59).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert opens(token) == (SESSION, "phone")
    monkeypatch.setattr("django.core.signing.time.time", lambda: later + 120)
    assert opens(token) is None


def test_it_holds_the_session_and_the_kind_only() -> None:
    said, when, signature = phone_token(SESSION).split(":")
    assert said == f"phone-{SESSION.hex}"
    assert (len(when), len(signature)) == (6, 43)
