"""Which requests are answered beside the pages: only what our own page's script sends, and only when it was saved."""

from uuid import uuid4

import pytest
from django.urls import reverse

from alongside.workshops.live import answer_key, lane
from alongside.workshops.live.bus import Full
from alongside.workshops.live.lane import Reply, answer_beside
from alongside.workshops.live.tokens import phone_token
from alongside.workshops.tests.live_asking import Answer, played

ASSESSMENT, SESSION, PERSON = uuid4(), uuid4(), uuid4()
PATH = f"/take-part/{ASSESSMENT}/room/{SESSION}/answer/"
FORM = b"item=risk&answer=engagement"


class Writer:
    """Notes what it is given and gives back what a test wants."""

    def __init__(self, gives=None):
        self.gives, self.taps = gives or Reply("3.7", "<p>Saved</p>"), []

    async def done(self, tap):
        self.taps.append(tap)
        if isinstance(self.gives, Exception):
            raise self.gives
        return None if self.gives == "nothing" else self.gives


class Pages:
    """What the pages were asked, with the whole body."""

    def __init__(self):
        self.bodies = []

    async def __call__(self, scope, receive, send):
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        self.bodies.append(body)


def headers(**changed):
    sent = {
        "host": "testserver",
        "origin": "http://testserver",
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
        "content-length": str(len(FORM)),
        "cookie": "csrf=x; participant=secret; words=plain",
        "x-room": "1",
        "x-room-key": answer_key(SESSION, PERSON),
    } | {name.replace("_", "-"): value for name, value in changed.items()}
    return [(name.encode(), value.encode()) for name, value in sent.items() if value is not None]


def asked(monkeypatch, writer, sent=None, method="POST", path=PATH, pieces=(FORM,), **scope):
    """Ask; the answer, and what the pages were asked instead."""
    monkeypatch.setattr(lane.rooms, "writer", lambda: writer)
    pages, answer = Pages(), Answer()
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive():
        return waiting.pop(0)

    async def scene():
        asking = {"type": "http", "scheme": "http", "method": method, "path": path, "headers": sent or headers()}
        await answer_beside({**asking, **scope}, receive, answer.send, pages)

    played(scene())
    return answer, pages


@pytest.fixture(autouse=True)
def plain_http(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = False, None
    settings.CSRF_TRUSTED_ORIGINS = ["https://elsewhere.example"]


def test_a_tap_is_answered_beside_the_pages(monkeypatch):
    writer = Writer()
    answer, pages = asked(monkeypatch, writer, pieces=(FORM[:5], FORM[5:]))
    assert (answer.status, answer.body, answer.headers["x-room-have"]) == (200, b"<p>Saved</p>", "3.7")
    assert pages.bodies == []
    [tap] = writer.taps
    assert (tap.assessment_id, tap.session_id, tap.participant_id) == (ASSESSMENT, SESSION, PERSON)
    assert (tap.secret, tap.form) == ("secret", FORM)
    assert answer.headers["cache-control"] == "no-store" and "set-cookie" not in answer.headers
    assert {"x-content-type-options", "x-frame-options", "content-security-policy"} <= set(answer.headers)


def test_its_address_is_that_of_the_form():
    assert reverse("answer-in-room", args=[ASSESSMENT, SESSION]) == PATH


@pytest.mark.parametrize(
    "changed",
    [
        {"x_room": None},
        {"x_room_key": None},
        {"x_room_key": answer_key(uuid4(), PERSON)},
        {"x_room_key": answer_key(SESSION, PERSON)[:-1]},
        {"x_room_key": phone_token(SESSION)},
        {"cookie": None},
        {"cookie": "participant="},
        {"origin": None},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": "https://testserver"},
        {"origin": "http://testserver.evil.example"},
        {"host": "evil.example", "origin": "http://evil.example"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site"},
        {"content_type": "multipart/form-data; boundary=x"},
        {"content_type": "text/plain"},
        {"content_length": None},
        {"content_length": "-1"},
        {"content_length": "1e3"},
        {"content_length": "²"},
        {"content_length": str(lane.LONGEST + 1)},
    ],
)
def test_whatever_is_unusual_goes_to_the_page_whole(monkeypatch, changed):
    writer = Writer()
    answer, pages = asked(monkeypatch, writer, headers(**changed))
    assert (writer.taps, answer.status, pages.bodies) == ([], None, [FORM])


def test_a_header_that_comes_twice_goes_to_the_page(monkeypatch):
    writer = Writer()
    _answer, pages = asked(monkeypatch, writer, [*headers(), (b"origin", b"http://evil.example")])
    assert writer.taps == [] and pages.bodies == [FORM]


@pytest.mark.parametrize("method, path", [("GET", PATH), ("POST", "/"), ("POST", PATH + "x"), ("POST", "/x" + PATH)])
def test_other_pages_are_pages(monkeypatch, method, path):
    writer = Writer()
    _answer, pages = asked(monkeypatch, writer, method=method, path=path)
    assert writer.taps == [] and pages.bodies == [FORM]


def test_a_key_that_is_too_old_goes_to_the_page(monkeypatch):
    from alongside.workshops.live import tokens

    sent = headers()
    monkeypatch.setattr(tokens, "LASTS", tokens.LASTS * 0)
    writer = Writer()
    _answer, pages = asked(monkeypatch, writer, sent)
    assert writer.taps == [] and pages.bodies == [FORM]


def test_what_was_not_saved_goes_to_the_page_with_all_that_was_sent(monkeypatch):
    answer, pages = asked(monkeypatch, Writer("nothing"), pieces=(FORM[:5], FORM[5:]))
    assert (answer.status, pages.bodies) == (None, [FORM])


def test_a_room_that_writes_too_much_asks_to_send_again(monkeypatch):
    answer, pages = asked(monkeypatch, Writer(Full()))
    assert (answer.status, answer.headers["retry-after"], pages.bodies) == (503, "5", [])


def test_without_a_writer_everything_is_a_page(monkeypatch):
    _answer, pages = asked(monkeypatch, None)
    assert pages.bodies == [FORM]


def test_behind_a_proxy_only_what_came_encrypted_is_answered(monkeypatch, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    told = {"origin": "https://testserver"}
    assert asked(monkeypatch, Writer(), headers(**told, x_forwarded_proto="https"))[0].status == 200
    for proto in (None, "http", "https, http"):
        answer, _pages = asked(monkeypatch, Writer(), headers(**told, x_forwarded_proto=proto))
        assert (answer.status == 200) is (proto == "https, http"), "the first is what the phone used"
    settings.SECURE_PROXY_SSL_HEADER = None
    assert asked(monkeypatch, Writer(), headers(**told, x_forwarded_proto="https"))[0].status is None
    assert asked(monkeypatch, Writer(), headers(**told), scheme="https")[0].status == 200


def test_somebody_who_hangs_up_stores_nothing_half(monkeypatch):
    """A body that breaks off is no form: its pieces are not handed to the writer as one."""
    writer = Writer()
    monkeypatch.setattr(lane.rooms, "writer", lambda: writer)
    messages = [{"type": "http.request", "body": FORM[:9], "more_body": True}, {"type": "http.disconnect"}]

    async def receive():
        return messages.pop(0)

    async def scene():
        scope = {"type": "http", "scheme": "http", "method": "POST", "path": PATH, "headers": headers()}
        await answer_beside(scope, receive, Answer().send, Pages())

    played(scene())
    assert writer.taps == []
