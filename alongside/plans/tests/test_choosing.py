"""Choose alone, change one's mind, open once and for ever; afterwards no single choice is left."""

from uuid import uuid4

import pytest

from alongside.audit.actor import SYSTEM, Actor
from alongside.audit.models import Entry
from alongside.plans.actions import choosing
from alongside.plans.models import Choice, ChoicesOpened, Chooser, Prioritising, SharedWhy
from alongside.plans.queries.prioritising import chosen_by_group, opened_choices, prioritising_of, whys
from alongside.ui.refusals import Conflict, Refused
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    """Choosing has begun; who took part does not matter here."""
    return Prioritising.objects.create(assessment=makers.assessment(makers.partnership()))


def choose(found, whose, items, why="", group=None, **answers):
    given = {"mode": "own", "may_show_alone": False, "shares_reasons": False, **answers}
    choices = dict.fromkeys(items, why)
    return choosing.choose(prioritising=found, whose=whose, group=group, choices=choices, by=SYSTEM, **given)


def test_choosing_begins_once_the_record_is_closed():
    assessment = makers.assessment(makers.partnership(), groups=["staff"])
    with pytest.raises(Refused, match="Close the record first"):
        choosing.start(assessment=assessment, by=SYSTEM)
    makers.rate_all(makers.participants(assessment, "staff", 5), {"risk": "engagement"})
    makers.reveal_all(assessment, ["risk"])
    makers.decide(assessment, "risk", "engagement")
    makers.close(assessment)
    begun = choosing.start(assessment=assessment, by=SYSTEM)
    assert choosing.start(assessment=assessment, by=SYSTEM) == begun
    assert Prioritising.objects.count() == 1


def test_choosing_again_replaces_what_was_chosen(found):
    person = makers.participants(found.assessment, "carers", 1)[0]
    whose = choosing.Whose(participant=person)
    choose(found, whose, ["risk", "training"], group=person.group)
    choose(found, whose, ["commitment"], why="It matters", group=person.group, shares_reasons=True)
    mine = Chooser.objects.get()
    assert [(choice.item, choice.why) for choice in mine.choices.all()] == [("commitment", "It matters")]
    assert mine.shares_reasons
    choosing.take_back_choices(prioritising=found, whose=whose, by=SYSTEM)
    assert not Chooser.objects.exists()


@pytest.mark.parametrize(
    "items", [[], ["risk", "training", "commitment", "involvement", "workforce", "interactions"], ["nonsense"]]
)
def test_too_few_too_many_or_unknown_challenges_are_refused(found, items):
    with pytest.raises(Refused):
        choose(found, choosing.Whose(sheet=uuid4()), items)
    assert not Chooser.objects.exists()


def test_a_sheet_is_stored_once_and_taking_back_never_touches_it(found):
    sheet = choosing.Whose(sheet=uuid4())
    choose(found, sheet, ["risk"])
    with pytest.raises(Conflict, match="stored already"):
        choose(found, sheet, ["training"])
    choosing.take_back_choices(prioritising=found, whose=sheet, by=SYSTEM)
    assert Choice.objects.get().item == "risk"


def test_somebody_of_another_assessment_is_refused(found):
    other = makers.assessment(makers.partnership())
    person = makers.participants(other, "carers", 1)[0]
    with pytest.raises(Refused, match="another assessment"):
        choose(found, choosing.Whose(participant=person), ["risk"])
    with pytest.raises(Refused, match="another assessment"):
        choose(found, choosing.Whose(sheet=uuid4()), ["risk"], group=person.group)


def test_before_opening_only_people_are_counted(found):
    plan_makers.choose(found, "carers", 2, ["risk"])
    plan_makers.choose(found, "", 1, ["risk"])
    counts = [(each.group.key if each.group else "", each.people) for each in chosen_by_group(found)]
    assert counts == [("people-who-use-services", 0), ("carers", 2), ("staff", 0), ("commissioners", 0), ("", 1)]
    assert opened_choices(prioritising_of(found.assessment)) is None


def test_opening_keeps_what_may_be_shown_and_deletes_every_choice(found):
    plan_makers.choose(found, "people-who-use-services", 5, ["risk"], why="It frightens us", shares=True)
    plan_makers.choose(found, "carers", 1, ["training"], why="Teach us too", shares=True)
    plan_makers.choose(found, "staff", 5, ["commitment"], why="Only for me")
    choosing.open_choices(prioritising=found, by=SYSTEM)
    opened = opened_choices(prioritising_of(found.assessment))
    assert [(cell.names, cell.people, cell.counts) for cell in opened.cells] == [
        (("People who use services",), 5, {"risk": 5}),
        (("Staff",), 5, {"commitment": 5}),
    ]
    assert [group.key for group in opened.withheld] == ["carers"]
    assert [group.key for group in opened.absent] == ["commissioners"]
    assert not Chooser.objects.exists()
    assert not Choice.objects.exists()
    assert whys(found) == {
        "risk": [("It frightens us", "")] * 5,
        "training": [("Teach us too", "")],
    }, "with five named everywhere else, what has no name would be the one carer's"
    assert "training" not in str(ChoicesOpened.objects.get().cells), "what the withheld chose is not even kept"


def test_a_small_group_that_agreed_is_shown_and_still_not_named_beside_reasons(found):
    plan_makers.choose(found, "carers", 2, ["training"], why="Teach us too", consent=True, shares=True)
    choosing.open_choices(prioritising=found, by=SYSTEM)
    assert opened_choices(prioritising_of(found.assessment)).cells[0].people == 2
    assert set(SharedWhy.objects.values_list("group_name", flat=True)) == {""}


def test_nothing_can_be_opened_twice_or_chosen_afterwards(found):
    with pytest.raises(Refused, match="Nobody has chosen"):
        choosing.open_choices(prioritising=found, by=SYSTEM)
    plan_makers.chosen(found)
    kept = ChoicesOpened.objects.get().cells
    for late in (
        lambda: choosing.open_choices(prioritising=found, by=SYSTEM),
        lambda: plan_makers.choose(found, "carers", 1, ["risk"]),
        lambda: choosing.take_back_choices(prioritising=found, whose=choosing.Whose(sheet=uuid4()), by=SYSTEM),
    ):
        with pytest.raises(Conflict, match="opened meanwhile"):
            late()
    assert ChoicesOpened.objects.get().cells == kept


def test_the_log_says_nothing_of_who_chose(found):
    person = makers.participants(found.assessment, "carers", 1)[0]
    before = Entry.objects.count()
    choosing.choose(
        prioritising=found, whose=choosing.Whose(participant=person), group=person.group, mode="own",
        may_show_alone=True, shares_reasons=True, choices={"risk": "Why"}, by=Actor.participant(person.pk),
    )  # fmt: skip
    assert Entry.objects.count() == before
