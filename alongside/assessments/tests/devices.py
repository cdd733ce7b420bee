"""A browser as far as it matters here: cookies go only where their path says, and forms are sent as they were shown."""

import re
from http.cookies import SimpleCookie

from django.test import Client

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Device(Client):
    """Somebody's phone or tablet. Django's own client sends every cookie everywhere, which no browser does."""

    def __init__(self, **options):
        super().__init__(**options)
        self.jar = {}

    def request(self, **request):
        # What signing in put there by hand.
        self.jar |= {(name, "/"): kept.value for name, kept in self.cookies.items()}
        known = sorted(self.jar.items(), key=lambda each: len(each[0][1]))
        self.cookies = SimpleCookie(
            {name: value for (name, path), value in known if request["PATH_INFO"].startswith(path)}
        )
        response = super().request(**request)
        self.cookies = SimpleCookie()
        for name, kept in response.cookies.items():
            self.jar.pop((name, kept["path"]), None)
            if kept["max-age"] != 0:
                self.jar[name, kept["path"]] = kept.value
        return response

    def send(self, address, **answers):
        """Open a page and send its form back, with what it hides and these answers; no script runs."""
        shown = self.get(address)
        assert shown.status_code == 200, (address, shown.status_code)
        return self.post(address, {**hidden(shown), **answers})


def hidden(response):
    """What the forms of a page send along unseen."""
    return {name: value for name, value in HIDDEN.findall(response.content.decode()) if name != "csrfmiddlewaretoken"}


def agree(client, address):
    """Read the page that closes a record, and agree to what it shows."""
    return client.post(address, {"agree": "on", **hidden(client.get(address))})


def says(response, *words):
    """Whether a page holds these words, as somebody reads them."""
    text = response.content.decode().replace("&#39;", "'").replace("&#x27;", "'")
    return all(word in text for word in words)
