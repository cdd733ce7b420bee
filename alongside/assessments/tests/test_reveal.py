"""Opening a round: once, for everybody, for ever, and nothing before it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.assessments.actions import reveal as revealing
from alongside.assessments.actions.rating import add_card, rate, share_reason
from alongside.assessments.actions.reveal import reveal
from alongside.assessments.models import Reveal
from alongside.assessments.queries.answered import answers_by_group
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.record import record
from alongside.assessments.queries.reveals import opened, order_to_talk
from alongside.assessments.queries.rounds import open_rounds
from alongside.assessments.rules.small_groups import Released
from alongside.audit.actor import SYSTEM, Actor
from alongside.evidence.models import Card
from alongside.evidence.queries import visible
from alongside.ui.refusals import Conflict, Refused
from tests import makers

pytestmark = pytest.mark.django_db
GROUPS = ("people-who-use-services", "carers", "staff", "managers", "commissioners")


@pytest.fixture
def assessment():
    return makers.assessment(makers.partnership(), groups=GROUPS)


def answered(assessment, group, n, answer="engagement", **kwargs):
    people = makers.participants(assessment, group, n, **kwargs)
    makers.rate_all(people, {"risk": answer})
    return people


def shown(assessment, round=1):
    found = Released.from_json(Reveal.objects.get(assessment=assessment, item="risk", round=round).cells)
    return {cell.keys: dict(cell.counts) for cell in found.cells}, found.withheld


def breaches(assessment):
    """What the real population of one item has to fear from its release: read from the people, not the counts."""
    rows, withheld = shown(assessment)
    people = {}
    for rating in assessment.ratings.filter(item="risk", round=1).select_related("participant__group"):
        key = rating.participant.group.key if rating.participant.group else ""
        people.setdefault(key, []).append(rating.participant.may_show_alone)
    found = [keys for keys, counts in rows.items() if sum(counts.values()) != sum(len(people[key]) for key in keys)]
    found += [
        keys
        for keys, counts in rows.items()
        if sum(counts.values()) < 5 and not (len(keys) == 1 and all(people[keys[0]]))
    ]
    if sum(map(len, rows)) + len(withheld) != len(people):
        found.append("every group once")
    return found


@pytest.fixture
def small_groups(assessment):
    """One group of five who refuse, one of three who all agree, one of three of whom one refuses, one unnamed."""
    answered(assessment, "people-who-use-services", 5)
    answered(assessment, "carers", 3, "development", consent=True)
    answered(assessment, "staff", 2, "transformation", consent=True)
    answered(assessment, "staff", 1, "engagement")
    answered(assessment, "", 2, "cannot_say")
    return assessment


def test_reveal_shows_large_and_willing_groups_and_pools_the_rest(small_groups):
    makers.reveal_all(small_groups, ["risk"])
    rows, withheld = shown(small_groups)
    assert rows == {
        ("people-who-use-services",): {"engagement": 5},
        ("carers",): {"development": 3},
        ("staff", ""): {"transformation": 2, "engagement": 1, "cannot_say": 2},
    }
    assert withheld == ()
    assert breaches(small_groups) == []


def test_reveal_that_ignores_one_refusal_is_caught(small_groups, monkeypatch):
    def deaf(assessment, rounds):
        assessment.participants.filter(group__key="staff").update(may_show_alone=True)
        found = answers_by_group(assessment, rounds)
        assessment.participants.filter(pk__in=refusing).update(may_show_alone=False)
        return found

    refusing = list(small_groups.participants.filter(may_show_alone=False).values_list("pk", flat=True))
    monkeypatch.setattr(revealing, "answers_by_group", deaf)
    makers.reveal_all(small_groups, ["risk"])
    assert breaches(small_groups)


def test_reveal_withholds_a_group_that_nobody_can_be_pooled_with(assessment):
    answered(assessment, "people-who-use-services", 6)
    answered(assessment, "carers", 4)
    makers.reveal_all(assessment, ["risk"])
    rows, withheld = shown(assessment)
    assert set(rows) == {("people-who-use-services",)}
    assert withheld == ("Carers, family and friends",)


def test_reveal_counts_who_answered_this_item_not_who_joined(assessment):
    answered(assessment, "staff", 4)
    makers.participants(assessment, "staff", 9)
    makers.reveal_all(assessment, ["risk"])
    assert shown(assessment)[0] == {}


def test_reveal_pressed_twice_is_a_conflict_for_the_second(assessment):
    answered(assessment, "staff", 5)
    makers.reveal_all(assessment, ["risk"])
    with pytest.raises(Conflict):
        makers.reveal_all(assessment, ["risk"])
    assert Reveal.objects.count() == 1


def test_reveal_from_an_older_page_leaves_the_round_that_has_just_begun_alone(assessment):
    """The second of two who pressed at once must not open the first late answer by accident."""
    people = answered(assessment, "staff", 5)
    seen = open_rounds(assessment, ["risk"])
    reveal(assessment=assessment, items=["risk"], by=SYSTEM, seen=seen)
    makers.rate_all(people[:1], {"risk": "transformation"})
    with pytest.raises(Conflict):
        reveal(assessment=assessment, items=["risk"], by=SYSTEM, seen=seen)
    with pytest.raises(Conflict):
        reveal(assessment=assessment, items=["risk"], by=SYSTEM, seen={})
    assert Reveal.objects.count() == 1


def test_reveal_of_nothing_is_a_conflict(assessment):
    for items in ([], ["risk"], ["no-such-item"]):
        with pytest.raises(Conflict):
            reveal(assessment=assessment, items=items, by=SYSTEM)


def test_reveal_of_all_passes_over_what_nobody_answered(assessment):
    answered(assessment, "staff", 5)
    makers.reveal_all(assessment)
    assert list(Reveal.objects.values_list("item", "round")) == [("risk", 1)]


def test_reveal_puts_late_answers_in_round_two_and_shows_them_apart(assessment):
    people = answered(assessment, "staff", 6)
    makers.reveal_all(assessment, ["risk"])
    makers.rate_all(people, {"risk": "transformation"})
    before = [each.released for each in opened(assessment, framework_of(assessment))["risk"]]
    makers.reveal_all(assessment, ["risk"])
    assert shown(assessment, 1)[0] == {("staff",): {"engagement": 6}}
    assert shown(assessment, 2)[0] == {("staff",): {"transformation": 6}}
    here = next(each for each in record(assessment).items if each.item.key == "risk")
    assert [each.round for each in here.rounds] == [1, 2]
    assert here.rounds[0].released == before[0]


def test_reveal_of_two_items_in_different_rounds_mixes_nothing(assessment):
    people = answered(assessment, "staff", 5)
    makers.reveal_all(assessment, ["risk"])
    makers.rate_all(people, {"risk": "transformation", "training": "development"})
    makers.reveal_all(assessment, ["risk", "training"])
    assert shown(assessment, 2)[0] == {("staff",): {"transformation": 5}}
    assert Reveal.objects.get(item="training").cells["cells"][0]["counts"] == {"development": 5}


def test_reveal_releases_the_cards_of_its_round_and_no_others(assessment):
    people = answered(assessment, "staff", 5)
    for item in ("risk", "training"):
        add_card(
            participant=people[0],
            item=item,
            kind="story",
            title=item,
            shows="What it shows",
            does_not_show="",
            source="",
            dated="",
            by=Actor.participant(people[0].pk),
        )
    assert list(visible(assessment.partnership)) == []
    started = timezone.now()
    makers.reveal_all(assessment, ["risk"])
    assert [card.title for card in visible(assessment.partnership)] == ["risk"]
    assert Card.objects.get(title="risk").created_at >= started - timedelta(seconds=1)


def test_reveal_needs_an_open_assessment():
    with pytest.raises(Refused):
        reveal(assessment=makers.assessment(makers.partnership(), open=False), items=["risk"], by=SYSTEM)


def test_reasons_are_shown_from_the_reveal_on_and_name_only_groups_shown_alone(assessment):
    for group, n in (("staff", 5), ("carers", 2), ("", 3)):
        for person in answered(assessment, group, n):
            by = Actor.participant(person.pk)
            saved = rate(
                participant=person, item="risk", answer="engagement", reason=f"by {group}", round=1, revision=1, by=by
            )
            share_reason(rating=saved, by=by)
    here = next(each for each in record(assessment).items if each.item.key == "risk")
    assert here.reasons == ()
    makers.reveal_all(assessment, ["risk"])
    here = next(each for each in record(assessment).items if each.item.key == "risk")
    assert sorted({(each.text, each.group) for each in here.reasons}) == [
        ("by ", ""),
        ("by carers", ""),
        ("by staff", "Staff"),
    ]
    assert len(here.reasons) == 10


def test_nobodys_group_or_round_stands_beside_reasons_where_that_would_name_a_single_small_group(assessment):
    """The one carer came after staff, so "round 2" or "not of staff" would both say whose words it is."""

    def say(group, n, round):
        for person in makers.participants(assessment, group, n):
            by = Actor.participant(person.pk)
            said = {"participant": person, "item": "risk", "answer": "engagement", "round": round, "revision": 0}
            share_reason(rating=rate(reason=f"by {group}", by=by, **said), by=by)
        makers.reveal_all(assessment, ["risk"])
        here = next(each for each in record(assessment).items if each.item.key == "risk")
        return {(each.text, each.group, each.round) for each in here.reasons}

    assert say("staff", 5, 1) == {("by staff", "Staff", 1)}
    assert say("carers", 1, 2) == {("by staff", "", None), ("by carers", "", None)}


def test_workshop_order_uses_revealed_answers_only(assessment):
    staff, users = answered(assessment, "staff", 5), answered(assessment, "people-who-use-services", 5)
    makers.rate_all(staff, {"training": "transformation"})
    makers.rate_all(users, {"training": "not_there_yet"})
    framework = framework_of(assessment)
    makers.reveal_all(assessment, ["risk"])
    assert order_to_talk(opened(assessment, framework), framework) == ["risk"]
    makers.reveal_all(assessment, ["training"])
    assert order_to_talk(opened(assessment, framework), framework) == ["training", "risk"]
