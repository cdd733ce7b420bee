"""Open every page of an assessment, as everybody, and read all of what comes back."""

import io
import re
import zipfile

from django.urls import get_resolver, reverse

# Drawn by a typesetting program: slow, and tested where they are made.
PRINTED = {"template-a-pdf", "my-template-a-pdf", "printed-pack"}
DIFFERS_EACH_TIME = re.compile(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"|<dcterms:\w+.*?</dcterms:\w+>')


def addresses(assessment, items):
    """(name, address) of every page that is reached with a partnership, an assessment or an item of it."""
    known = {"partnership_id": assessment.partnership_id, "assessment_id": assessment.pk}
    for name, needs in routes(get_resolver().url_patterns, frozenset()):
        if name in PRINTED or not needs & known.keys() or needs - {*known, "item"}:
            continue
        given = {key: value for key, value in known.items() if key in needs}
        for item in items if "item" in needs else [None]:
            yield name, reverse(name, kwargs={**given, "item": item} if item else given)


def routes(patterns, needs):
    """(name, what the address needs) of every route below these."""
    for pattern in patterns:
        all_needs = needs | pattern.pattern.converters.keys()
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, all_needs)
        elif pattern.name:
            yield pattern.name, all_needs


def text_of(response):
    """Everything in an answer that could tell something; a spreadsheet is unpacked."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    # The length of a packed file changes with the second in which it was made; its content is compared instead.
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return f"{headers}\n{body.decode(errors='replace')}"


def masked(text):
    """The same without what differs each time a page is drawn."""
    return DIFFERS_EACH_TIME.sub("", text)


def walk(visitors, assessment, items):
    """{(visitor, address): text} for every visitor and page."""
    found = {}
    for visitor, client in visitors.items():
        for name, address in addresses(assessment, items):
            response = client.get(address)
            assert response.status_code < 500, (visitor, name)
            found[visitor, address] = text_of(response)
    return found
