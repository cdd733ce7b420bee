"""Somebody without an account takes part, from the link to the last answer, on a device that runs no script."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.actions.invites import invite, withdraw
from alongside.assessments.actions.participation import join
from alongside.assessments.models import Participant, ParticipantCard, Rating, SharedReason
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.tests.devices import Device, hidden, says
from alongside.audit.actor import SYSTEM
from alongside.evidence.models import Card
from alongside.people.access import Role
from alongside.people.tokens import link_secret, typed_code
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return makers.assessment(makers.partnership())


def way_in(assessment, group="carers", personal=False):
    chosen = assessment.groups.get(key=group) if group else None
    return invite(assessment=assessment, group=chosen, personal=personal, by=SYSTEM)


def link(way):
    return reverse("join-by-link", args=[way.pk, link_secret("assessment", way.pk)])


def here(name, assessment, *args):
    return reverse(name, args=[assessment.pk, *args])


def joined(assessment, group="carers", **kwargs):
    """A device that joined by a link of its group."""
    device = Device()
    response = device.send(link(way_in(assessment, **kwargs)), group=group_key(assessment, group), alone="no")
    assert response.status_code == 302
    return device


def group_key(assessment, key):
    return str(assessment.groups.get(key=key).pk) if key else "none"


def test_whole_way_from_the_link_to_the_end(assessment):
    device, way = Device(), way_in(assessment)
    welcome = device.get(link(way))
    assert says(welcome, assessment.told, "confidential", "not anonymous", "A room", "£20", "111")
    response = device.post(link(way), {"group": group_key(assessment, "carers"), "alone": "yes"})
    assert response["Location"] == here("my-part", assessment)
    person = Participant.objects.get()
    assert (person.group.key, person.may_show_alone, person.mode) == ("carers", True, "own")

    part = device.get(here("my-part", assessment))
    assert says(part, "You have answered 0 of 10", typed_code("participant", person.pk))
    items = framework_of(assessment).items
    for number, item in enumerate(items):
        assert says(device.get(here("understand", assessment, item.key)), item.question)
        sent = device.send(
            here("answer", assessment, item.key), answer="engagement", reason=f"Seen {number}", then="share"
        )
        assert sent["Location"] == here("share-reason", assessment, item.key)
        preview = device.get(sent["Location"])
        assert says(preview, f"Seen {number}", "without my name")
        kept = device.send(sent["Location"], share="yes" if number % 2 else "no")
        after = here("understand", assessment, items[number + 1].key) if number < 9 else here("my-part", assessment)
        assert kept["Location"] == after
    assert says(device.get(here("my-part", assessment)), "You have answered 10 of 10", "I have finished")
    device.post(here("finish", assessment))
    assert says(device.get(here("my-part", assessment)), "You have said that you have finished")
    assert Rating.objects.filter(participant=person, answer="engagement").count() == 10
    assert sorted(SharedReason.objects.values_list("text", flat=True)) == [f"Seen {n}" for n in (1, 3, 5, 7, 9)]
    person.refresh_from_db()
    assert person.finished_at and person.answered_at


def test_plain_words_are_one_press_away(assessment):
    item = framework_of(assessment).items[0]
    address = here("understand", assessment, item.key)
    assert says(joined(assessment).get(address, {"words": "plain"}), item.plain.split(".")[0])


def test_join_with_nothing_chosen_says_what_is_missing(assessment):
    response = Device().send(link(way_in(assessment)))
    assert response.status_code == 422
    assert says(response, "Choose a group", "Choose yes or no")
    assert not Participant.objects.exists()


def test_join_by_a_link_for_anybody_may_name_no_group(assessment):
    joined(assessment, group="")
    assert Participant.objects.get().group is None


def test_join_cannot_name_a_group_of_another_assessment(assessment):
    other = makers.assessment(makers.partnership())
    response = Device().send(link(way_in(assessment)), group=group_key(other, "staff"), alone="no")
    assert response.status_code == 422
    assert not Participant.objects.exists()


def test_join_again_by_the_same_link_leads_back_to_ones_answers(assessment):
    device, way = Device(), way_in(assessment)
    device.send(link(way), group=group_key(assessment, "carers"), alone="no")
    assert device.get(link(way))["Location"] == here("my-part", assessment)
    assert device.post(link(way), {"group": "none", "alone": "no"})["Location"] == here("my-part", assessment)
    assert Participant.objects.count() == 1


def test_join_by_links_that_do_not_work_shows_one_page(assessment):
    withdrawn, expired, used, right = (way_in(assessment, personal=True) for _ in range(4))
    withdraw(invite=withdrawn, by=SYSTEM)
    makers.run_out(expired)
    join(assessment=assessment, group=None, mode="own", may_show_alone=False, invite=used)
    wrong = reverse("join-by-link", args=[right.pk, link_secret("assessment", used.pk)])
    answers = [Client().get(address) for address in (link(withdrawn), link(expired), link(used), wrong)]
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1


def test_link_before_opening_and_after_closing_says_so():
    prepared = makers.assessment(makers.partnership(), open=False)
    way = way_in(prepared)
    assert says(Client().get(link(way)), "not open for answers yet")
    assert Client().post(link(way), {"group": "none", "alone": "no"}).status_code == 422
    assert not Participant.objects.exists()


def test_typed_code_leads_to_the_welcome_page(assessment):
    way = way_in(assessment)
    code = typed_code("assessment", way.pk).lower().replace("-", " ")
    assert Device().send(reverse("join"), code=code)["Location"] == link(way)


@pytest.mark.parametrize("code", ["", "ABCD-EFGH", "not a code", "O0O0-IIII"])
def test_typed_code_that_is_unknown_stays_on_the_page_with_what_was_typed(assessment, code):
    response = Device().send(reverse("join"), code=code)
    assert response.status_code == 422
    assert not code or says(response, f'value="{code}"')


def test_return_code_opens_the_answers_on_another_device_and_closes_the_first(assessment):
    first = joined(assessment)
    first.send(here("answer", assessment, "risk"), answer="development", reason="Seen it on my phone")
    code = typed_code("participant", Participant.objects.get().pk)
    second = Device()
    assert second.send(reverse("join"), code=code)["Location"] == here("my-part", assessment)
    assert says(second.get(here("my-answers", assessment)), "Seen it on my phone")
    assert first.get(here("my-answers", assessment)).status_code == 404
    assert Participant.objects.count() == 1


def test_device_that_was_handed_over_knows_nobody_and_lets_the_next_person_join(assessment):
    device, way = Device(), way_in(assessment)
    device.send(link(way), group=group_key(assessment, "carers"), alone="no")
    code = typed_code("participant", Participant.objects.get().pk)
    assert says(device.get(here("hand-over", assessment)), code)
    gone = device.post(here("hand-over", assessment))
    assert gone["Clear-Site-Data"] == '"cache"'
    assert device.get(here("my-part", assessment)).status_code == 404
    device.send(link(way), group=group_key(assessment, "carers"), alone="no")
    assert Participant.objects.count() == 2
    assert Device().send(reverse("join"), code=code).status_code == 302


def test_unknown_device_cannot_tell_whether_there_is_an_assessment(assessment):
    nowhere = str(assessment.pk)[:-4] + "0000"
    names = ["my-part", "my-choice", "my-answers", "finish", "hand-over", "leave-assessment"]
    for name in names:
        for act in (Client().get, Client().post):
            real, none = act(here(name, assessment)), act(reverse(name, args=[nowhere]))
            assert (real.status_code, none.status_code) == (404, 404)
            assert real.content == none.content
            assert {**real.headers} == {**none.headers}
    for name in ("understand", "answer", "share-reason", "my-cards", "see-together"):
        real, none = Client().get(here(name, assessment, "risk")), Client().get(reverse(name, args=[nowhere, "risk"]))
        assert real.content == none.content


def test_device_of_one_assessment_opens_no_other(assessment):
    device = joined(assessment)
    other = makers.assessment(assessment.partnership)
    stolen = next(value for (name, _path), value in device.jar.items() if name == "participant")
    device.jar["participant", "/"] = stolen
    assert device.get(here("my-part", assessment)).status_code == 200
    assert device.get(here("my-part", other)).status_code == 404


def test_cookies_are_kept_from_scripts_and_other_pages(assessment):
    device, way = Device(), way_in(assessment)
    response = device.send(link(way), group=group_key(assessment, "carers"), alone="no")
    kept = {name: each for name, each in response.cookies.items() if name in ("participant", "came-by")}
    assert {each["path"] for each in kept.values()} == {here("my-part", assessment), f"/join/{way.pk}/"}
    assert all(each["httponly"] and each["samesite"] == "Lax" for each in kept.values())


def test_choice_about_a_small_group_can_change(assessment):
    device = joined(assessment)
    assert device.send(here("my-choice", assessment), alone="yes").status_code == 302
    assert Participant.objects.get().may_show_alone
    assert device.send(here("my-choice", assessment)).status_code == 422


def test_card_beside_an_answer_is_kept_refused_and_taken_back(assessment):
    device, address = joined(assessment), here("my-cards", assessment, "risk")
    words = {"kind": "document", "title": "Policy", "shows": "Risk is shared", "does_not_show": "", "dated": ""}
    refused = device.send(address, **words, source="")
    assert refused.status_code == 422
    assert says(refused, 'value="Policy"', "Risk is shared", "where others can find")
    assert device.send(address, **words | {"source": "Website", "dated": "2026"}).status_code == 302
    assert says(device.get(address), "Policy")
    device.post(here("remove-my-card", assessment, "risk", ParticipantCard.objects.get().pk))
    assert not Card.objects.exists()


def test_card_of_somebody_else_cannot_be_taken_back(assessment):
    owner, other = joined(assessment), joined(assessment)
    owner.send(
        here("my-cards", assessment, "risk"), kind="story", title="T", shows="S", does_not_show="", source="", dated=""
    )
    held = ParticipantCard.objects.get()
    assert other.post(here("remove-my-card", assessment, "risk", held.pk)).status_code == 404
    assert Card.objects.count() == 1


def test_leaving_takes_everything_back_and_forgets_the_device(assessment):
    device = joined(assessment)
    device.send(here("answer", assessment, "risk"), answer="development", reason="Mine")
    assert says(device.send(here("leave-assessment", assessment)), "You have left this assessment")
    assert not Rating.objects.exists()
    assert device.get(here("my-part", assessment)).status_code == 404


def test_return_code_stands_on_ones_own_pages_only(assessment):
    device = joined(assessment)
    code = typed_code("participant", Participant.objects.get().pk)
    shown = [
        name
        for name in ("my-part", "hand-over", "my-choice", "my-answers")
        if says(device.get(here(name, assessment)), code)
    ]
    assert shown == ["my-part", "hand-over"]
    lead = makers.signed_in(makers.member(assessment.partnership))
    for name in ("assessment", "invitations"):
        assert not says(lead.get(reverse(name, args=[assessment.partnership_id, assessment.pk])), code)
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", code)
    assert "round" not in hidden(device.get(here("my-part", assessment)))


OUTSIDE = "people outside if a lead shares the closed record with them"


def test_wherever_one_chooses_to_share_it_says_that_the_record_may_go_outside(assessment):
    device = Device()
    welcome = device.get(link(way_in(assessment)))
    assert says(welcome, OUTSIDE, "which a lead may share with people outside")
    device = joined(assessment)
    answer = device.get(here("answer", assessment, "risk"))
    assert says(answer, "people outside, if a lead shares the closed record with them")
    device.send(here("answer", assessment, "risk"), answer="engagement", reason="Seen it")
    assert says(device.get(here("share-reason", assessment, "risk")), OUTSIDE, "So would people outside")
    facilitator = makers.signed_in(makers.member(assessment.partnership, Role.FACILITATOR))
    members_pages = [
        facilitator.get(reverse(name, args=[assessment.partnership_id, assessment.pk]))
        for name in ("enter-paper", "enter-for-somebody", "take-part")
    ]
    assert all(says(page, OUTSIDE) for page in members_pages)


def test_a_return_code_says_that_the_first_device_is_let_go(assessment):
    first = joined(assessment)
    mine = first.get(here("my-part", assessment))
    assert says(mine, "The device you used before then no longer opens your answers")
    second = Device()
    second.get(reverse("join"))
    code = typed_code("participant", Participant.objects.get().pk)
    answer = second.post(reverse("join"), {"code": code}, follow=True)
    assert says(answer, "Welcome back", "The device you used before no longer opens your answers")
    assert says(first.get(here("my-part", assessment)), "only the device on which it was typed last opens your answers")


def test_the_example_is_called_invented(assessment):
    assert says(joined(assessment).get(here("understand", assessment, "risk")), "an invented example")
