"""The library's pages: who opens them, what they show, and that nothing typed is lost."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.catalogue import shelf
from alongside.evidence.tests import making
from alongside.library import actions, queries
from alongside.library.forms import ItemForm
from alongside.library.models import Draft, LocalDocument
from alongside.library.rules.versions import fingerprint
from alongside.people.access import Role
from alongside.people.models import Partnership, User

EDITION = ("ten-challenges", "2010")


@pytest.fixture
def client(lead: User) -> Client:
    return making.browser(lead)


@pytest.fixture
def draft(place: Partnership, lead: User) -> Draft:
    return actions.start_draft(partnership=place, key=EDITION[0], version=EDITION[1], by=making.actor(lead))


def address(name: str, place: Partnership, *more: str) -> str:
    return reverse(name, args=[place.pk, *more])


def words_of_page(answer: HttpResponse) -> str:
    """What a reader reads: no tags, no entities, single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode())).split())


def as_posted(draft: Draft, item: str, **changed: str) -> dict[str, str]:
    """What a browser sends of the item's form, with some of it changed."""
    framework = queries.draft_framework(draft)
    initial = ItemForm(framework=framework, item=framework.item(item)).initial
    return {**initial, "revision": str(draft.revision), **changed}


def test_every_page_of_every_edition_can_be_read(
    place: Partnership, client: Client, five_by_four: str, lead: User
) -> None:
    brought = actions.bring(partnership=place, text=five_by_four, by=making.actor(lead))
    actions.publish(draft=brought, revision=1, by=making.actor(lead))
    assert client.get(address("library", place)).status_code == 200
    for framework in queries.frameworks(place):
        page = words_of_page(client.get(address("edition", place, framework.key, framework.version)))
        assert " ".join(framework.endorsement.split()) in page
        for stage in framework.stages:
            assert stage.name in page
        for item in framework.items:
            answer = client.get(address("edition-item", place, framework.key, framework.version, item.key))
            assert answer.status_code == 200
        assert client.get(address("edition-changes", place, framework.key, framework.version)).status_code == 200
    assert client.get(address("glossary", place)).status_code == 200


def test_an_item_shows_everything_there_is(place: Partnership, client: Client) -> None:
    page = client.get(address("edition-item", place, *EDITION, "training")).content.decode()
    for words in ("Challenge 2 of 10", "Fewer than 25%", "They never set a stage", "The idea", "page 9"):
        assert words in page


def test_an_observer_reads_and_changes_nothing(place: Partnership, draft: Draft) -> None:
    observer = making.browser(making.member(place, Role.OBSERVER))
    assert observer.get(address("edition", place, *EDITION)).status_code == 200
    assert b"Make a local version" not in observer.get(address("edition", place, *EDITION)).content
    for name in ("edition-draft", "draft-text", "publish-draft", "discard-draft", "download-draft"):
        assert observer.get(address(name, place, draft.key)).status_code == 403
    assert observer.post(address("change-edition", place, *EDITION)).status_code == 403
    assert observer.post(address("bring-edition", place)).status_code == 403


def test_a_stranger_finds_nothing(place: Partnership, draft: Draft) -> None:
    stranger = making.browser(making.member(making.partnership("Westmere"), Role.LEAD))
    for target in (address("library", place), address("edition-draft", place, draft.key)):
        assert stranger.get(target).status_code == 404


def test_change_an_item_look_at_the_difference_and_publish(place: Partnership, client: Client) -> None:
    assert client.get(address("change-edition", place, *EDITION)).status_code == 200
    assert client.post(address("change-edition", place, *EDITION)).status_code == 302
    draft = Draft.objects.get()
    assert client.get(address("edition-draft", place, draft.key)).status_code == 200
    target = address("change-draft-item", place, draft.key, "training")
    assert client.get(target).status_code == 200
    sent = as_posted(draft, "training", idea="Our own idea of it.", indicator_0="")
    assert client.post(target, sent).status_code == 302
    preview = words_of_page(client.get(address("publish-draft", place, draft.key)))
    assert "Our own idea of it." in preview
    assert "2010-local-1" in preview
    assert "nobody else has endorsed the changes" in preview
    answer = client.post(address("publish-draft", place, draft.key), {"revision": "2"})
    assert answer.url == address("edition", place, "ten-challenges", "2010-local-1")
    changes = words_of_page(client.get(address("edition-changes", place, "ten-challenges", "2010-local-1")))
    assert "Our own idea of it." in changes
    assert LocalDocument.objects.get().by == User.objects.get(name="Amina")


def test_a_preview_changes_nothing(place: Partnership, client: Client, draft: Draft) -> None:
    page = client.get(address("publish-draft", place, draft.key)).content.decode()
    assert "Change something first" in page
    assert not LocalDocument.objects.exists()


def test_a_conflict_keeps_what_was_typed(place: Partnership, client: Client, draft: Draft) -> None:
    target = address("change-draft-item", place, draft.key, "training")
    sent = as_posted(draft, "training", idea="What I typed.")
    client.post(target, as_posted(draft, "training", idea="Somebody was faster."))
    answer = client.post(target, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What I typed." in page
    assert 'name="revision" value="2"' in page
    assert queries.draft_framework(Draft.objects.get()).item("training").idea == "Somebody was faster."
    # Told of it, they may save again.
    assert client.post(target, {**sent, "revision": "2"}).status_code == 302


def test_an_empty_field_is_named_and_the_rest_kept(place: Partnership, client: Client, draft: Draft) -> None:
    target = address("change-draft-item", place, draft.key, "training")
    answer = client.post(target, as_posted(draft, "training", idea="", example="What I typed."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Explain the idea" in page
    assert "What I typed." in page


def test_a_text_that_cannot_be_read_comes_back_with_lines_and_reasons(place: Partnership, client: Client) -> None:
    text = "format: framework/1\nkey: ours\nversoin: '1'\n"
    answer = client.post(address("bring-edition", place), {"text": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 3:" in page
    assert "version" in page
    assert "versoin" in page
    assert not Draft.objects.exists()


def test_an_uploaded_file_comes_back_as_text_to_repair(place: Partnership, client: Client) -> None:
    file = SimpleUploadedFile("ours.yaml", b"format: framework/1\nkey: ours-in-the-file\n")
    answer = client.post(address("bring-edition", place), {"text": "", "file": file})
    assert answer.status_code == 422
    assert "key: ours-in-the-file" in answer.content.decode()


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b""])
def test_a_file_that_is_no_text_is_refused(place: Partnership, client: Client, raw: bytes) -> None:
    file = SimpleUploadedFile("ours.yaml", raw)
    assert client.post(address("bring-edition", place), {"text": "", "file": file}).status_code == 422
    assert not Draft.objects.exists()


def test_a_bomb_is_refused(place: Partnership, client: Client) -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert client.post(address("bring-edition", place), {"text": bomb}).status_code == 422


def test_a_framework_of_another_shape_is_brought_and_changed(
    place: Partnership, client: Client, five_by_four: str
) -> None:
    file = SimpleUploadedFile("five-by-four.yaml", five_by_four.encode())
    assert client.post(address("bring-edition", place), {"text": "", "file": file}).status_code == 302
    draft = Draft.objects.get()
    for item in queries.draft_framework(draft).items:
        assert client.get(address("change-draft-item", place, draft.key, item.key)).status_code == 200
    for stage in queries.draft_framework(draft).stages:
        assert client.get(address("change-draft-stage", place, draft.key, stage.key)).status_code == 200
    assert client.get(address("add-draft-item", place, draft.key)).status_code == 200
    assert client.post(address("publish-draft", place, draft.key), {"revision": "1"}).status_code == 302
    assert client.get(address("edition", place, "five-by-four", "1")).status_code == 200


def test_a_download_is_inert_and_comes_back_equal(place: Partnership, client: Client) -> None:
    answer = client.get(address("download-edition", place, *EDITION))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="ten-challenges-2010.yaml"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    draft = actions.bring(
        partnership=place, text=answer.content.decode(), by=making.actor(User.objects.get(name="Amina"))
    )
    assert queries.draft_framework(draft) == shelf.framework(*EDITION)


def test_a_broken_document_is_listed_with_its_problem(place: Partnership, client: Client) -> None:
    text = "format: framework/1"
    LocalDocument.objects.create(partnership=place, key="half", version="1", text=text, sha256=fingerprint(text))
    page = client.get(address("library", place)).content.decode()
    assert "half/1" in page
    assert "Out of use" in page
    assert client.get(address("edition", place, "half", "1")).status_code == 404
    assert client.get(address("compare-editions", place)).status_code == 200


def test_a_draft_that_an_upgrade_broke_can_be_repaired(place: Partnership, client: Client, draft: Draft) -> None:
    Draft.objects.update(text="format: framework/0")
    page = client.get(address("edition-draft", place, draft.key))
    assert page.status_code == 200
    assert b"This draft cannot be read" in page.content
    assert client.get(address("draft-text", place, draft.key)).status_code == 200
    assert client.get(address("publish-draft", place, draft.key)).status_code == 404


def test_compare_shows_what_must_not_be_compared(place: Partnership, client: Client) -> None:
    query = {"from": "ten-challenges/2010", "to": "ten-challenges/2026"}
    page = client.get(address("compare-editions", place), query).content.decode()
    assert "Not comparable" in page
    assert "Same question, other words" in page


@pytest.mark.parametrize(
    "query", [{"from": "x", "to": "y"}, {"from": "ten-challenges/2010", "to": "ten-challenges/2010"}]
)
def test_compare_without_two_editions_asks_for_them(place: Partnership, client: Client, query: dict[str, str]) -> None:
    answer = client.get(address("compare-editions", place), query)
    assert answer.status_code == 200
    assert b"Choose two different editions" in answer.content


def test_stage_about_and_items_are_changed_on_pages(place: Partnership, client: Client, draft: Draft) -> None:
    stage = {"revision": "1", "name": "Setting out", "short": "We begin.", "means": "It begins."}
    assert client.post(address("change-draft-stage", place, draft.key, "engagement"), stage).status_code == 302
    about = {"revision": "2", "title": "Ours", "short_title": "Ours", "summary": "For us."}
    assert client.post(address("change-draft-about", place, draft.key), about).status_code == 302
    draft.refresh_from_db()
    new = as_posted(draft, "training", short_title="Homes that help")
    assert client.post(address("add-draft-item", place, draft.key), new).status_code == 302
    removal = address("remove-draft-item", place, draft.key, "risk")
    assert client.get(removal).status_code == 200
    assert client.post(removal, {"revision": "1"}).status_code == 302
    assert "risk" in {item.key for item in queries.draft_framework(Draft.objects.get()).items}
    assert client.post(removal, {"revision": "4"}).status_code == 302
    framework = queries.draft_framework(Draft.objects.get())
    assert (framework.title, framework.stages[0].name) == ("Ours", "Setting out")
    assert "risk" not in {item.key for item in framework.items}
    assert framework.items[-1].short_title == "Homes that help"


def test_words_stay_words(place: Partnership, client: Client, draft: Draft) -> None:
    bad = "<script>alert(1)</script>"
    client.post(address("change-draft-item", place, draft.key, "training"), as_posted(draft, "training", idea=bad))
    for name in ("publish-draft", "draft-text"):
        page = client.get(address(name, place, draft.key)).content.decode()
        assert "&lt;script&gt;" in page
        assert bad not in page


def test_discarding_asks_first(place: Partnership, client: Client, draft: Draft) -> None:
    assert client.get(address("discard-draft", place, draft.key)).status_code == 200
    assert Draft.objects.exists()
    assert client.post(address("discard-draft", place, draft.key)).status_code == 302
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["publish-draft", "edition-draft", "draft-text", "discard-draft"])
def test_back_after_publishing_leads_to_the_edition(
    name: str, place: Partnership, client: Client, draft: Draft, lead: User
) -> None:
    text = draft.text.replace(queries.draft_framework(draft).items[0].short_title, "Our own words", 1)
    draft = actions.replace_text(draft=draft, revision=draft.revision, text=text, by=making.actor(lead))
    page = words_of_page(client.get(address("publish-draft", place, draft.key)))
    assert "It becomes the edition that is offered first" in page
    document = actions.publish(draft=draft, revision=draft.revision, by=making.actor(lead))
    where = address("edition", place, document.key, document.version)
    assert client.get(address(name, place, document.key)).url == where
    assert client.post(address("publish-draft", place, document.key), {"revision": "1"}).url == where
    assert client.get(address(name, place, "never-there")).status_code == 404
