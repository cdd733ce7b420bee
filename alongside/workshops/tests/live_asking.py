"""A phone for the tests: asks the stream as a server would hand the request on, and reads what comes."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from alongside.workshops.live.stream import live


def played(scene):
    """Run a scene to its end, in a thread of its own: the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, scene).result()


class Answer:
    """What came back, while it comes."""

    def __init__(self):
        self.status, self.headers, self.body = None, {}, b""
        self.ended = False
        self.news = asyncio.Event()
        self.gone = asyncio.Event()
        # Cleared, it takes nothing more until it is set again: a phone on a slow line.
        self.reading = asyncio.Event()
        self.reading.set()

    async def send(self, message):
        await self.reading.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message["body"]
            self.ended = not message.get("more_body", False)
        self.news.set()

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    def events(self):
        """Each event as its fields; comments are left out."""
        blocks = [block for block in self.body.decode().split("\n\n") if block]
        return [dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":")) for block in blocks]

    def messages(self):
        """What the page would read."""
        return [json.loads(event["data"]) for event in self.events() if "event" not in event]

    async def until(self, condition, seconds=3.0):
        """Wait for what comes; fails where it never does."""
        async with asyncio.timeout(seconds):
            while not condition(self):
                self.news.clear()
                await self.news.wait()


@asynccontextmanager
async def asking(path, method="GET", query="", headers=None):
    """Ask, and go away at the end; whatever the answering raised is raised here."""
    answer = Answer()
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
    }
    task = asyncio.create_task(live(scope, answer.receive, answer.send))
    task.add_done_callback(lambda _: answer.news.set())
    try:
        yield answer
    finally:
        answer.gone.set()
        async with asyncio.timeout(3):
            await task


async def asked(path, method="GET", query="", headers=None):
    """Ask and wait for the whole answer."""
    async with asking(path, method, query, headers) as answer:
        await answer.until(lambda so_far: so_far.ended)
        return answer
