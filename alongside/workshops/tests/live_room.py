"""A session without a database: one page, one form, the stream, and a server that can be stopped and started."""

import socket
import threading
import time
from pathlib import Path
from urllib.parse import parse_qs
from uuid import uuid4

import uvicorn

import alongside
from alongside.workshops import live
from alongside.workshops.live import Frame, phone_token, screen_token, stream

STATIC = [Path(alongside.__file__).parent / name / "static" for name in ("ui", "workshops")]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; img-src 'self'"
)
PAGE = """<!doctype html><html lang="en"><head><title>{heading} - Alongside</title><link rel="icon" href="data:,">
<script type="module" src="/static/workshops/room.js"></script></head><body>
<main data-room data-kind="{kind}" data-stream="/live/{token}" data-here="/{kind}" data-have="{have}" data-token="tok"
 data-now="{now}" data-hand="one" data-say-kept="Kept on this phone." data-say-sent="Sent." data-say-away="No network."
 data-say-lost="Load the page again." data-say-minutes="about {{n}} minutes left" data-say-minute="about 1 minute left"
 data-say-over="time is up">
<div data-frame>{html}</div><p data-said aria-live="polite"></p><p data-status role="status"></p><p data-line></p>
<div data-writing hidden>You were writing: <span data-writing-text></span></div><a href="/{kind}">What is on now</a>
</main></body></html>"""
FORM = """<form method="post" action="/answer" data-answer data-key="{item}.{round}" data-keep="{item}" {saved}>
<label><input type="radio" name="stage" value="development"> Development</label>
<label>Why <textarea name="why">{why}</textarea></label><button>Save</button></form>"""


def alone(item="risk", round=1, saved=False, why="", mine="alone"):
    """The page on which people answer by themselves; `saved` as this person sees it afterwards."""
    form = FORM.format(item=item, round=round, saved="data-saved" if saved else "", why=why)
    told = "<p>Your answer is saved.</p>" if saved else ""
    return (
        f'<h1 data-announce="Answer alone">Alone: {item}</h1><div data-mine="{item}.{round}.{mine}">{told}{form}</div>'
    )


class Room:
    """What is on now, what was answered, and the server. `stream_works` off: a proxy that holds streams back."""

    def __init__(self):
        self.session = uuid4()
        self.frame = Frame(1, 0, "<h1>Welcome</h1>")
        self.progress = {"joined": 2, "answered": 0}
        self.answers, self.asked = [], []
        self.stream_works, self.answering = True, 200
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self):
        live.start(load=lambda session: self.frame, progress=lambda session: self.progress)
        config = uvicorn.Config(
            self, port=self.port, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=0
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def stop(self):
        self.server.should_exit = True
        self.thread.join(timeout=8)
        live.stop()

    def goes_on(self, version, html, nudge=0, ended=False):
        self.frame = Frame(version, nudge, html, ended)
        live.running().changed(self.session)

    def people_answer(self, number):
        self.progress = {**self.progress, "answered": number}
        live.running().moved(self.session)

    def own(self):
        """The frame as somebody sees it who answered, if they did."""
        html = self.frame.html
        if self.answers and "data-answer" in html:
            html = alone(saved=True, why=self.answers[-1]["why"])
        return html

    async def __call__(self, scope, receive, send):
        path = scope["path"]
        self.asked.append(path)
        if path.startswith("/live/"):
            if self.stream_works or path.endswith("/now"):
                await stream.live(scope, receive, send)
            return
        status, kind, body = 200, "text/html; charset=utf-8", ""
        headers = [(b"content-security-policy", POLICY.encode()), (b"cache-control", b"no-store")]
        if path.startswith("/static/"):
            found = next(folder / path[8:] for folder in STATIC if (folder / path[8:]).exists())
            kind, body = "text/javascript", found.read_text(encoding="utf-8")
        elif path == "/answer":
            sent = (await receive())["body"]
            status, typed = self.answering, {name: values[0] for name, values in parse_qs(sent.decode()).items()}
            if status == 200:
                self.answers.append(typed)
            body = self.own() if status == 200 else "<h1>Too late</h1>" + alone(why=typed["why"])
        elif scope["query_string"] == b"fragment=1":
            body = self.own()
        else:
            body = self.page(path.strip("/"))
        if path != "/static/":
            headers.append((b"x-room-have", self.have.encode()))
        headers.append((b"content-type", kind.encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body.encode()})

    @property
    def have(self):
        return f"{self.frame.version}.{self.frame.nudge}"

    def page(self, kind):
        token = (phone_token if kind == "phone" else screen_token)(self.session)
        heading = self.frame.html.partition(">")[2].partition("<")[0]
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        return PAGE.format(kind=kind, token=token, heading=heading, have=self.have, now=now, html=self.own())
