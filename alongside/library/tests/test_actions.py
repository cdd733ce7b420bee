"""Drafts are begun, changed, published once and for ever; what cannot be read is never stored."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from alongside.audit.models import Entry
from alongside.catalogue import shelf
from alongside.catalogue.document import ContentError
from alongside.evidence.tests import making
from alongside.library import actions, queries
from alongside.library.models import Draft, LocalDocument
from alongside.library.rules.versions import DraftConflict, NothingChanged, fingerprint
from alongside.library.rules.words import words_of
from alongside.people.models import Partnership, User


@pytest.fixture
def draft(place: Partnership, lead: User) -> Draft:
    return actions.start_draft(partnership=place, key="ten-challenges", version="2010", by=making.actor(lead))


def reworded(draft: Draft, user: User, idea: str = "Another idea.", revision: int | None = None) -> Draft:
    item = queries.draft_framework(draft).items[0]
    return actions.change_item(
        draft=draft,
        revision=draft.revision if revision is None else revision,
        item=item.key,
        words=replace(words_of(item), idea=idea),
        by=making.actor(user),
    )


def test_there_is_one_draft_of_a_framework(place: Partnership, lead: User, draft: Draft) -> None:
    again = actions.start_draft(partnership=place, key="ten-challenges", version="2026", by=making.actor(lead))
    assert again == draft
    assert Entry.objects.filter(verb="started").count() == 1
    with pytest.raises(LookupError):
        actions.start_draft(partnership=place, key="ten-challenges", version="1066", by=making.actor(lead))


def test_publishing_makes_a_local_version_that_says_so(place: Partnership, lead: User, draft: Draft) -> None:
    draft = reworded(draft, lead)
    document = actions.publish(draft=draft, revision=draft.revision, by=making.actor(lead))
    framework = queries.edition(place, "ten-challenges", "2010-local-1")
    assert (document.version, document.based_on, document.by) == ("2010-local-1", "ten-challenges/2010", lead)
    assert document.sha256 == fingerprint(document.text)
    assert framework.items[0].idea == "Another idea."
    assert framework.endorsement.startswith("Eastmere changed this edition")
    assert framework.status == "working"
    assert not Draft.objects.exists()
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == ["started", "changed item", "published"]
    assert "Another idea" not in repr(list(Entry.objects.values()))


def test_a_draft_without_a_change_is_not_published(lead: User, draft: Draft) -> None:
    with pytest.raises(NothingChanged):
        actions.publish(draft=draft, revision=draft.revision, by=making.actor(lead))
    assert not LocalDocument.objects.exists()
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_saving_words_as_they_were_is_no_change(lead: User, draft: Draft) -> None:
    item = queries.draft_framework(draft).items[0]
    saved = actions.change_item(draft=draft, revision=1, item=item.key, words=words_of(item), by=making.actor(lead))
    with pytest.raises(NothingChanged):
        actions.publish(draft=saved, revision=saved.revision, by=making.actor(lead))


def test_an_older_page_never_overwrites_a_newer_one(lead: User, draft: Draft) -> None:
    newer = reworded(draft, lead, "The newer idea.")
    assert newer.revision == 2
    with pytest.raises(DraftConflict):
        reworded(Draft.objects.get(pk=draft.pk), lead, "The older idea.", revision=1)
    with pytest.raises(DraftConflict):
        actions.publish(draft=newer, revision=1, by=making.actor(lead))
    assert queries.draft_framework(Draft.objects.get()).items[0].idea == "The newer idea."
    assert not LocalDocument.objects.exists()


def test_what_cannot_be_read_is_never_stored(lead: User, draft: Draft) -> None:
    with pytest.raises(ContentError):
        reworded(draft, lead, idea="  ")
    with pytest.raises(ContentError):
        actions.change_stage(
            draft=draft, revision=1, stage="engagement", name="", short="S", means="M", by=making.actor(lead)
        )
    with pytest.raises(ContentError) as refused:
        actions.replace_text(draft=draft, revision=1, text="format: framework/1\nkey: [", by=making.actor(lead))
    assert refused.value.problems[0].line
    draft.refresh_from_db()
    assert draft.revision == 1


def test_a_text_of_another_framework_does_not_replace_a_draft(lead: User, draft: Draft, five_by_four: str) -> None:
    with pytest.raises(ContentError, match="ten-challenges"):
        actions.replace_text(draft=draft, revision=1, text=five_by_four, by=making.actor(lead))


def test_stage_about_and_items_can_be_changed(place: Partnership, lead: User, draft: Draft) -> None:
    by = making.actor(lead)
    words = words_of(queries.draft_framework(draft).items[0])
    draft = actions.change_stage(
        draft=draft, revision=1, stage="engagement", name="Setting out", short="We begin.", means="It begins.", by=by
    )
    draft = actions.change_about(draft=draft, revision=2, title="Ours", short_title="Ours", summary="For us.", by=by)
    draft, key = actions.add_item(draft=draft, revision=3, words=replace(words, short_title="Homes that help"), by=by)
    draft = actions.remove_item(draft=draft, revision=4, item="risk", by=by)
    actions.publish(draft=draft, revision=5, by=by)
    framework = queries.edition(place, "ten-challenges", "2010-local-1")
    assert framework.title == "Ours"
    assert framework.stages[0].name == "Setting out"
    assert key == "homes-that-help"
    assert framework.items[-1].key == key
    assert framework.items[-1].source.document == "written-locally"
    assert "risk" not in {item.key for item in framework.items}


def test_a_framework_that_was_brought_keeps_its_version_and_its_words(
    place: Partnership, lead: User, five_by_four: str
) -> None:
    by = making.actor(lead)
    draft = actions.bring(partnership=place, text=five_by_four, by=by)
    assert draft.based_on_version == ""
    with pytest.raises(DraftConflict):
        actions.bring(partnership=place, text=five_by_four, by=by)
    document = actions.publish(draft=draft, revision=1, by=by)
    framework = queries.edition(place, document.key, document.version)
    assert document.version == "1"
    assert document.based_on == ""
    assert len(framework.stages) != 3
    # Bringing the same again is a change of what is here by now, and there is none.
    again = actions.bring(partnership=place, text=five_by_four, by=by)
    assert again.based_on_version == "1"
    with pytest.raises(NothingChanged):
        actions.publish(draft=again, revision=1, by=by)


def test_a_published_document_never_changes(lead: User, draft: Draft) -> None:
    draft = reworded(draft, lead)
    document = actions.publish(draft=draft, revision=draft.revision, by=making.actor(lead))
    document.text = "other"
    with pytest.raises(TypeError):
        document.save()
    fresh = LocalDocument.objects.get()
    assert fresh.text != "other"
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalDocument.objects.create(
            partnership=fresh.partnership, key=fresh.key, version=fresh.version, text="x", sha256="x"
        )


def test_discarding_deletes_the_draft(lead: User, draft: Draft) -> None:
    actions.discard_draft(draft=draft, by=making.actor(lead))
    assert not Draft.objects.exists()
    assert Entry.objects.get(verb="discarded").target_id


def test_a_local_version_of_a_local_version_counts_on(place: Partnership, lead: User, draft: Draft) -> None:
    by = making.actor(lead)
    draft = reworded(draft, lead)
    actions.publish(draft=draft, revision=2, by=by)
    second = actions.start_draft(partnership=place, key="ten-challenges", version="2010-local-1", by=by)
    second = reworded(second, lead, "A third idea.")
    document = actions.publish(draft=second, revision=2, by=by)
    assert document.version == "2010-local-2"
    assert document.based_on == "ten-challenges/2010-local-1"
    older, newer = shelf.framework("ten-challenges", "2010"), queries.edition(place, document.key, document.version)
    assert newer.endorsement.count("Eastmere changed") == 1
    walk = queries.crosswalk(place, older, newer)
    assert walk.comparable_items().keys() == {item.key for item in older.items}
    other = queries.crosswalk(place, newer, shelf.framework("ten-challenges", "2026"))
    assert "risk" not in other.comparable_items()
    assert "training" in other.comparable_items()
