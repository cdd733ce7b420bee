"""One person's answer to one question in one round: kept once, never overwritten by an older page, theirs alone."""

import pytest

from alongside.assessments.actions.rating import add_card, keep_reason, rate, remove_card, share_reason
from alongside.assessments.models import AssessmentState, ParticipantCard, Rating, SharedReason
from alongside.audit.actor import Actor
from alongside.audit.models import Entry
from alongside.evidence.models import Card
from alongside.ui.refusals import Conflict, Refused
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return makers.participants(makers.assessment(makers.partnership()), "staff", 1)[0]


def say(person, answer="engagement", reason="", item="risk", round=1, revision=0):
    by = Actor.participant(person.pk)
    return rate(participant=person, item=item, answer=answer, reason=reason, round=round, revision=revision, by=by)


def share(rating):
    return share_reason(rating=rating, by=Actor.participant(rating.participant_id))


def put_card(person, item="risk", title="Rota"):
    return add_card(
        participant=person,
        item=item,
        kind="observation",
        title=title,
        shows="Two on the rota",
        does_not_show="",
        source="",
        dated="",
        by=Actor.participant(person.pk),
    )


def test_rate_new_answer_is_kept_and_its_writer_counts_as_having_answered(person):
    say(person, "development", "We see it every day.")
    kept = Rating.objects.get()
    assert (kept.participant, kept.item, kept.round, kept.answer) == (person, "risk", 1, "development")
    assert (kept.reason, kept.revision) == ("We see it every day.", 1)
    person.refresh_from_db()
    assert person.answered_at is not None


def test_rate_retry_of_the_same_form_counts_once(person):
    first, again = say(person, reason="Seen it"), say(person, reason="Seen it")
    assert first == again
    assert (Rating.objects.count(), Rating.objects.get().revision) == (1, 1)


def test_rate_retry_of_a_change_counts_once(person):
    say(person)
    say(person, "development", revision=1)
    assert say(person, "development", revision=1).revision == 2
    assert Rating.objects.count() == 1


def test_rate_retry_after_the_reveal_is_still_the_same_answer(person):
    say(person, reason="Seen it")
    makers.reveal_all(person.assessment, ["risk"])
    assert say(person, reason="Seen it").round == 1
    assert Rating.objects.count() == 1


def test_rate_from_an_older_page_is_a_conflict_and_changes_nothing(person):
    say(person)
    say(person, "development", revision=1)
    with pytest.raises(Conflict):
        say(person, "transformation", revision=1)
    with pytest.raises(Conflict):
        say(person, "transformation", revision=0)
    assert Rating.objects.get().answer == "development"


def test_rate_of_an_answer_that_was_taken_back_is_a_conflict(person):
    with pytest.raises(Conflict):
        say(person, revision=3)
    assert not Rating.objects.exists()


def test_rate_after_the_reveal_belongs_to_the_next_round(person):
    say(person)
    makers.reveal_all(person.assessment, ["risk"])
    with pytest.raises(Conflict):
        say(person, "transformation", revision=1)
    say(person, "transformation", round=2)
    assert sorted(Rating.objects.values_list("round", "answer")) == [(1, "engagement"), (2, "transformation")]


@pytest.mark.parametrize("round", [0, 2, 10**30])
def test_rate_in_a_round_that_is_not_open_is_a_conflict(person, round):
    with pytest.raises(Conflict):
        say(person, round=round)
    assert not Rating.objects.exists()


@pytest.mark.parametrize("revision", [2, 10**30])
def test_rate_with_an_impossible_revision_is_a_conflict(person, revision):
    say(person)
    with pytest.raises(Conflict):
        say(person, "development", revision=revision)


@pytest.mark.parametrize(
    "wrong",
    [{"item": "first-visit"}, {"item": ""}, {"answer": "harvest"}, {"answer": "not_agreed"}, {"answer": ""}],
)
def test_rate_of_what_is_not_in_this_edition_is_refused(person, wrong):
    with pytest.raises(Refused):
        say(person, **wrong)
    assert not Rating.objects.exists()


def test_rate_while_preparing_is_refused():
    prepared = makers.assessment(makers.partnership(), open=False)
    AssessmentState.objects.filter(assessment=prepared).update(state="open")
    person = makers.participants(prepared, "staff", 1)[0]
    AssessmentState.objects.filter(assessment=prepared).update(state="preparing")
    with pytest.raises(Refused, match="not been opened yet"):
        say(person)


def test_rate_after_closing_is_refused(person):
    say(person)
    makers.reveal_all(person.assessment, ["risk"])
    makers.decide(person.assessment, "risk", "engagement")
    makers.close(person.assessment)
    with pytest.raises(Refused, match="closed"):
        say(person, round=2)
    assert not Rating.objects.exists()


def test_rate_leaves_no_trace_in_the_log(person):
    before = Entry.objects.count()
    say(person, reason="Seen it")
    share(Rating.objects.get())
    keep_reason(rating=Rating.objects.get(), by=Actor.participant(person.pk))
    assert Entry.objects.count() == before


def test_share_reason_keeps_the_words_as_they_stand(person):
    share(say(person, reason="Seen it"))
    kept = SharedReason.objects.get()
    assert (kept.text, kept.item, kept.round, kept.group.key) == ("Seen it", "risk", 1, "staff")


def test_share_reason_without_words_is_refused(person):
    with pytest.raises(Refused):
        share(say(person))


def test_share_reason_that_changed_since_the_preview_is_a_conflict(person):
    seen = say(person, reason="What I saw in the preview")
    say(person, reason="What I wrote on my other phone", revision=1)
    with pytest.raises(Conflict):
        share(seen)
    assert not SharedReason.objects.exists()


def test_share_reason_of_an_answer_that_is_gone_is_a_conflict(person):
    seen = say(person, reason="Seen it")
    Rating.objects.all().delete()
    with pytest.raises(Conflict):
        share(seen)


def test_change_of_the_reason_takes_it_back(person):
    share(say(person, reason="Seen it"))
    say(person, reason="Seen it, I think", revision=1)
    assert not SharedReason.objects.exists()


def test_change_of_the_answer_alone_leaves_the_reason_shared(person):
    share(say(person, reason="Seen it"))
    say(person, "development", "Seen it", revision=1)
    assert SharedReason.objects.count() == 1


def test_keep_reason_takes_a_shared_reason_back_also_after_the_reveal(person):
    rating = say(person, reason="Seen it")
    share(rating)
    makers.reveal_all(person.assessment, ["risk"])
    keep_reason(rating=rating, by=Actor.participant(person.pk))
    assert not SharedReason.objects.exists()


def test_card_beside_an_answer_waits_for_its_reveal_and_names_nobody(person):
    card = put_card(person)
    assert card.held_for == f"{person.assessment_id}:risk:1"
    assert card.by_id is None
    assert person.cards.get().card == card


def test_card_that_was_not_revealed_can_be_taken_back(person):
    put_card(person)
    remove_card(held=person.cards.get(), by=Actor.participant(person.pk))
    assert not Card.objects.exists()
    assert not ParticipantCard.objects.exists()


def test_card_that_was_revealed_stays(person):
    put_card(person)
    say(person)
    makers.reveal_all(person.assessment, ["risk"])
    with pytest.raises(Refused):
        remove_card(held=person.cards.get(), by=Actor.participant(person.pk))
    assert Card.objects.count() == 1
