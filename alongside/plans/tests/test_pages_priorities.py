"""From a closed record to an order: members by role, people who took part by device, and paper."""

import pytest

from alongside.assessments.queries.editions import framework_of
from alongside.assessments.tests.devices import hidden, says
from alongside.audit.actor import SYSTEM
from alongside.people.access import Role
from alongside.plans.actions import choosing
from alongside.plans.models import ChoicesOpened, Chooser, PriorityAnswer, SharedWhy
from alongside.plans.queries.prioritising import newer_record
from alongside.plans.tests.pressing import at, mine, send
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db
# What each page asks at most; the limit of all pages is 15.
ENOUGH = {
    "priorities": 12,
    "order-priorities": 11,
    "choose-priorities": 10,
    "enter-choices": 9,
    "open-choices": 8,
    "my-priorities": 12,
}
PRIVATE = {"shares": "no", "alone": "no"}


def test_it_begins_from_the_page_of_a_closed_assessment(assessment, who):
    address = at("priorities", assessment)
    assert says(who[Role.LEAD].get(at("assessment", assessment)), "Priorities: what to act on first", address)
    page = who[Role.FACILITATOR].get(address)
    assert says(page, "Let people choose", "up to 5 challenges")
    assert not says(who[Role.CONTRIBUTOR].get(address), "Let people choose")
    assert who[Role.FACILITATOR].post(at("start-priorities", assessment))["Location"] == address
    assert says(who[Role.CONTRIBUTOR].get(address), "Choose yourself")
    assert not says(who[Role.OBSERVER].get(address), "Choose yourself")


def test_it_does_not_begin_while_the_record_is_open():
    made = makers.assessment(makers.partnership())
    client = makers.signed_in(makers.member(made.partnership))
    assert says(client.get(at("priorities", made)), "Not yet")
    refused = client.post(at("start-priorities", made))
    assert (refused.status_code, says(refused, "Close the record first")) == (422, True)


def test_strengths_stand_beside_weaknesses_with_what_groups_see_differently(assessment, begun, who):
    text = who[Role.OBSERVER].get(at("priorities", assessment)).content.decode()
    assert text.index("something to build on") < text.index("furthest to go") < text.index("Where groups differ most")
    assert "Worth an early look" in text


def test_somebody_who_took_part_reads_chooses_and_changes_their_mind(assessment, begun, devices):
    device, address = devices["carers"], mine("my-priorities", assessment)
    assert says(device.get(mine("my-part", assessment)), address)
    assert says(device.get(address), "Plans are written and rarely shared.", "must not be shown on its own")
    sent = {"choose_risk": "on", "why_risk": "It frightens us", "shares": "yes", "alone": "no"}
    assert send(device, address, **sent)["Location"] == address
    page = device.get(address)
    assert says(page, "Your choice is kept", "It frightens us", "Take my choice back")
    assert Chooser.objects.get().group.key == "carers"
    send(device, address, choose_training="on", shares="no", alone="yes")
    chosen = Chooser.objects.get()
    assert ([each.item for each in chosen.choices.all()], chosen.may_show_alone) == (["training"], True)
    device.post(address, {"then": "take-back"})
    assert not Chooser.objects.exists()


def test_choosing_too_many_keeps_what_was_typed(assessment, begun, devices):
    keys = [item.key for item in framework_of(assessment).items][:6]
    sent = {
        **{f"choose_{key}": "on" for key in keys},
        f"why_{keys[5]}": "My very own words",
        "shares": "no",
        "alone": "no",
    }
    page = devices["staff"].post(mine("my-priorities", assessment), sent)
    assert page.status_code == 422
    assert says(page, "Choose no more than 5 challenges. You have chosen 6", "My very own words")
    nothing = devices["staff"].post(mine("my-priorities", assessment), PRIVATE)
    assert says(nothing, "Choose at least one challenge")
    words = devices["staff"].post(
        mine("my-priorities", assessment),
        {"why_risk": "Because", "choose_training": "on", "shares": "no", "alone": "no"},
    )
    assert says(words, "Choose it too, or clear the words")
    assert not Chooser.objects.exists()


def test_a_member_says_that_they_choose_only_once(assessment, begun, who):
    address = at("choose-priorities", assessment)
    carers = str(assessment.groups.get(key="carers").pk)
    page = who[Role.CONTRIBUTOR].get(address)
    assert says(page, "Type your return code", f'value="{carers}" checked')
    sent = {"choose_risk": "on", "shares": "no", "alone": "yes", "group": carers}
    refused = send(who[Role.CONTRIBUTOR], address, **sent)
    assert (refused.status_code, says(refused, "Each person is counted once")) == (422, True)
    assert send(who[Role.CONTRIBUTOR], address, once="on", **sent)["Location"] == at("priorities", assessment)
    assert Chooser.objects.get().group.key == "carers"
    assert says(who[Role.CONTRIBUTOR].get(at("priorities", assessment)), "Change your own choice")
    assert who[Role.CONTRIBUTOR].post(address, {"then": "take-back"}).status_code == 302
    assert not Chooser.objects.exists()


def test_a_paper_sheet_is_typed_in_once(assessment, begun, who):
    address = at("enter-choices", assessment)
    key = hidden(who[Role.FACILITATOR].get(address))["key"]
    sent = {"key": key, "choose_risk": "on", "shares": "no", "alone": "no", "group": "none"}
    assert who[Role.FACILITATOR].post(address, sent)["Location"] == address
    again = who[Role.FACILITATOR].post(address, sent)
    assert (again.status_code, says(again, "stored already")) == (409, True)
    assert Chooser.objects.get().group is None


def test_nobody_reads_a_choice_before_the_opening(assessment, begun, who, devices):
    send(
        devices["carers"],
        mine("my-priorities", assessment),
        choose_risk="on",
        why_risk="Zebra",
        shares="yes",
        alone="no",
    )
    pages = [client.get(at("priorities", assessment)) for client in who.values()]
    pages += [client.get(mine("my-priorities", assessment)) for key, client in devices.items() if key != "carers"]
    pages.append(who[Role.LEAD].get(at("open-choices", assessment)))
    assert not any(says(page, "Zebra") for page in pages)
    assert all(page.status_code == 200 for page in pages)


def test_opening_is_asked_once_more_and_shown_by_group(assessment, begun, who, devices):
    address = at("open-choices", assessment)
    assert says(who[Role.FACILITATOR].get(address), "Nobody has chosen yet")
    plan_makers.choose(begun, "people-who-use-services", 5, ["risk"], why="It frightens us", shares=True)
    plan_makers.choose(begun, "people-who-use-services", 4, ["training"])
    plan_makers.choose(begun, "carers", 1, ["training"], why="Teach us too", shares=True)
    assert says(who[Role.FACILITATOR].get(address), "This cannot be undone")
    assert who[Role.FACILITATOR].post(address)["Location"] == at("priorities", assessment)
    assert who[Role.LEAD].post(address).status_code == 409
    assert SharedWhy.objects.count() == 6
    for page in (
        who[Role.OBSERVER].get(at("priorities", assessment)),
        devices["staff"].get(mine("my-priorities", assessment)),
    ):
        assert says(
            page, "5 of 9 chose", "Also chose, but too few", "carers, family and friends", "Expected, and nobody chose"
        )
        assert says(page, "It frightens us", "Teach us too", "nobody can check whether the order leaves out")
        assert not says(page, "10 people")


def test_a_choice_that_comes_too_late_is_told_and_kept_on_the_page(assessment, opened, devices, who):
    sent = {"choose_risk": "on", "why_risk": "My late words", "shares": "no", "alone": "no"}
    late = devices["carers"].post(mine("my-priorities", assessment), sent)
    assert late.status_code == 409
    assert says(late, "opened meanwhile", "My late words")
    assert who[Role.CONTRIBUTOR].get(at("choose-priorities", assessment)).status_code == 302
    assert ChoicesOpened.objects.count() == 1


def test_pages_ask_little(assessment, begun, who, devices, django_assert_max_num_queries):
    def all_pages():
        for name in ("priorities", "choose-priorities", "enter-choices", "open-choices", "order-priorities"):
            with django_assert_max_num_queries(ENOUGH[name], info=name):
                assert who[Role.CO_LEAD].get(at(name, assessment)).status_code in (200, 302)
        with django_assert_max_num_queries(ENOUGH["my-priorities"], info="my-priorities"):
            assert devices["carers"].get(mine("my-priorities", assessment)).status_code == 200

    all_pages()
    for group in ("people-who-use-services", "carers", "staff", "commissioners", ""):
        items = [item.key for item in framework_of(assessment).items][:5]
        plan_makers.choose(begun, group, 5, items, why="Because", shares=True)
    all_pages()
    choosing.open_choices(prioritising=begun, by=SYSTEM)
    for _each in range(3):
        order = plan_makers.propose(begun, ["commitment"], because="Later.")
        for text in "abc":
            PriorityAnswer.objects.create(order=order, voice="carers", text=text, told=True)
    all_pages()


def test_on_an_older_record_every_page_leads_to_the_newest(assessment, opened, who):
    newest = plan_makers.closed(assessment.partnership)
    lead = who[Role.LEAD]
    again = choosing.start(assessment=newest, by=SYSTEM)
    for name in ("priorities", "order-priorities"):
        page = lead.get(at(name, assessment)).content.decode()
        assert "A newer record is closed. Choose after that one, unless you mean to." in page
        assert at("priorities", newest) in page
    assert again.assessment == newest
    for name in ("priorities", "choose-priorities", "enter-choices", "open-choices"):
        assert "A newer record is closed" not in lead.get(at(name, newest)).content.decode(), name


def test_before_anybody_chose_it_is_said_too(assessment, begun, who):
    newest = plan_makers.closed(assessment.partnership)
    for name in ("priorities", "choose-priorities", "enter-choices", "open-choices"):
        page = who[Role.LEAD].get(at(name, assessment)).content.decode()
        assert at("priorities", newest) in page, name


def test_only_a_closed_record_of_the_same_framework_is_newer(assessment, begun, who):
    makers.assessment(assessment.partnership)
    other = plan_makers.closed(assessment.partnership)
    other.framework = "another"
    other.save(update_fields=["framework"])
    plan_makers.closed(makers.partnership())
    assert newer_record(assessment) is None
    newest = plan_makers.closed(assessment.partnership)
    assert newer_record(assessment) == newest
    assert newer_record(newest) is None
    assert newer_record(makers.assessment(assessment.partnership)) is None, "one that is open itself"
