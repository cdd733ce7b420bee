"""The pages of comparing: who may open them, what they say first, what they refuse, and what they cost."""

from __future__ import annotations

import re
from time import perf_counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.assessments.tests.devices import hidden, says
from alongside.comparing.models import Comparison, Turn
from alongside.comparing.tests.makers import LONG_AGO, REASON, compared, counted, crowd, some_released, turned_on
from alongside.feedback.models import Release
from alongside.people.models import Membership, Partnership
from tests import makers

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
EDITION = ("team-feedback", "2026")


def at(name: str, partnership: Partnership, *rest: Any) -> str:
    return reverse(name, args=[partnership.pk, *(getattr(each, "pk", each) for each in rest)])


def question(partnership: Partnership, made: Comparison, item: str = "hope") -> str:
    return at("compared-question", partnership, made, item)


# ── On and off ─────────────────────────────────────────────────────────────────────────────────────


def test_both_sides_turn_it_on_and_one_turns_it_off(
    riverside: Partnership, amina: Membership, joel: Membership, tom: Membership
) -> None:
    some_released(riverside)
    page, overview = at("turn-comparing", riverside, *EDITION), at("comparing", riverside)
    lead, co_lead, reader = makers.signed_in(amina), makers.signed_in(joel), makers.signed_in(tom)
    assert says(reader.get(overview), "Off", "Teams are not compared")
    assert lead.post(page, {"reason": REASON, "after": 0, "do": "on"}).status_code == 302
    assert says(reader.get(overview), "Waits for the other side")
    assert says(lead.get(page), "Your side stands by this already")
    assert not says(lead.get(page), "I agree, turn it on")
    assert lead.post(page, {"after": 1, "do": "confirm"}).status_code == 422
    assert says(
        co_lead.get(page), REASON, "I agree, turn it on", "It can also hurt", "Agree beforehand", "turn it off again"
    )
    assert co_lead.post(page, {"after": 1, "do": "confirm"}).status_code == 302
    assert says(reader.get(overview), "Turned on by Amina and Joel", "No comparison has been made yet")
    assert lead.post(at("compare-teams", riverside, *EDITION), {"months": "12"}).status_code == 302
    made = Comparison.objects.get()
    assert says(reader.get(question(riverside, made)), REASON, "Not validated", "Amina", "Joel")
    assert says(co_lead.get(page), "They are not deleted")
    assert co_lead.post(page, {"after": 1, "do": "off", "reason": "A team was blamed."}).status_code == 302
    assert says(reader.get(overview), "Turned off by Joel", "A team was blamed.")
    for address in (
        at("comparison", riverside, made),
        question(riverside, made),
        at("compared-groups", riverside, made),
    ):
        assert reader.get(address).status_code == 404
    assert Comparison.objects.count() == 1


def test_without_a_reason_it_stays_off(riverside: Partnership, amina: Membership) -> None:
    some_released(riverside, teams=1)
    client, page = makers.signed_in(amina), at("turn-comparing", riverside, *EDITION)
    for reason in ("", "   ", "To compare"):
        refused = client.post(page, {"reason": reason, "after": 0, "do": "on"})
        assert refused.status_code == 422
        assert says(refused, "Write at least one sentence")
    assert not Turn.objects.exists()


def test_who_saw_an_older_decision_loses_nothing_and_changes_nothing(
    riverside: Partnership, amina: Membership, joel: Membership
) -> None:
    some_released(riverside, teams=1)
    page = at("turn-comparing", riverside, *EDITION)
    assert makers.signed_in(amina).post(page, {"reason": REASON, "after": 0, "do": "on"}).status_code == 302
    late = makers.signed_in(joel).post(page, {"reason": "Another reason, and a long one.", "after": 0, "do": "on"})
    assert late.status_code == 409
    assert says(late, "while you were reading")
    assert makers.signed_in(joel).post(page, {"after": 0, "do": "confirm"}).status_code in (409, 422)
    assert Turn.objects.count() == 1


def test_what_staff_said_is_not_compared(riverside: Partnership, amina: Membership) -> None:
    released = counted(riverside, "Harbour team", crowd(1, 30)).feedback_counts
    released.update(survey="staff-experience")
    assert makers.signed_in(amina).get(at("turn-comparing", riverside, "staff-experience", "2026")).status_code == 404


# ── Comparing ──────────────────────────────────────────────────────────────────────────────────────


def test_comparing_is_refused_while_off_with_few_teams_and_with_nothing_new(
    riverside: Partnership, amina: Membership
) -> None:
    client, page = makers.signed_in(amina), at("compare-teams", riverside, *EDITION)
    some_released(riverside, teams=4)
    assert says(client.get(page), "Comparing is off")
    assert says(client.post(page, {"months": "12"}), "Comparing is off")
    turned_on(riverside)
    assert says(client.get(page), "There is too little to compare", "Number of teams that have them: 4")
    assert "How old may" not in client.get(page).content.decode()
    refused = client.post(page, {"months": "12"})
    assert refused.status_code == 422
    assert says(refused, "At least 5 teams", "Number of teams that have them: 4")
    some_released(riverside, teams=6)
    assert client.post(page, {"months": "6"}).status_code == 302
    assert Comparison.objects.get().compared.count() == 6
    assert client.post(page, {"months": "24"}).status_code == 422
    assert client.post(page, {"months": "3"}).status_code == 422
    assert Comparison.objects.count() == 1


def test_results_that_are_too_old_are_left_out_by_name(riverside: Partnership, amina: Membership) -> None:
    compared(riverside)
    for number in range(5):
        counted(riverside, f"New {number}", crowd(number, 40), LONG_AGO)
    client = makers.signed_in(amina)
    assert client.post(at("publish-every-team", riverside, *EDITION)).status_code == 302
    assert Release.objects.count() == 11
    assert client.post(at("compare-teams", riverside, *EDITION), {"months": "24"}).status_code == 422


def test_every_team_is_published_with_one_press(riverside: Partnership, amina: Membership, tom: Membership) -> None:
    for number in range(7):
        counted(riverside, f"Team {number}", crowd(number, 7 + number))
    client, page = makers.signed_in(amina), at("publish-every-team", riverside, *EDITION)
    some_released(riverside, teams=1)
    assert says(makers.signed_in(amina).get(at("comparing", riverside)), "Publish results of every team")
    assert says(client.get(page), "6 teams can be published now")
    assert says(client.post(page, follow=True), "Published for 6 teams")
    assert Release.objects.count() == 7
    assert says(client.post(page, follow=True), "There was nothing new to publish")
    assert makers.signed_in(tom).post(page).status_code == 403


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────


def test_words_come_first_then_teams_by_name_then_pictures(riverside: Partnership, tom: Membership) -> None:
    made = compared(riverside)
    riverside.teams.create(name="Quiet team")
    client = makers.signed_in(tom)
    text = client.get(question(riverside, made)).content.decode().partition("</blockquote>")[2]
    order = ["What can we say?", "lies below what chance would usually make", "Team F: below", "Outside is not bad"]
    order += ["Outside means: beyond the outer limits", "The teams, by name", "<svg", "Steadier estimates", "Places"]
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)
    assert re.findall(r">(Team [A-F])</a>", text) == [f"Team {letter}" for letter in "ABCDEF"]
    assert "With fewer than ten teams" in text and "Beside how much all differ" not in text
    whole = client.get(at("comparison", riverside, made))
    assert says(whole, "Hope", "Control", "Opportunity", "What groups of people say")
    assert not says(whole, "Quiet team"), "made before that team was there"


def test_places_are_shown_only_where_the_data_can_tell(riverside: Partnership, tom: Membership) -> None:
    made = compared(riverside, teams=12)
    client = makers.signed_in(tom)
    [hope] = [each for each in made.result["measures"] if each["item"] == "hope"]
    hope["places"], hope["tau2"] = False, 0.01
    made.save()
    page = client.get(question(riverside, made))
    assert says(page, "The data cannot tell these teams apart") and not says(page, "Show the places")
    hope["places"], hope["tau2"] = True, 0.01
    made.save()
    assert says(
        client.get(question(riverside, made)),
        "No place is sure",
        "The smallest share is not the worst team",
        "Show the places of these teams",
    )


def test_teams_with_too_few_people_are_named_and_not_compared(riverside: Partnership, tom: Membership) -> None:
    some_released(riverside)
    some = crowd(1, 12)
    counted(riverside, "Small team", some)
    turned_on(riverside)
    lead = makers.signed_in(makers.member(riverside))
    lead.post(at("publish-every-team", riverside, *EDITION))
    lead.post(at("compare-teams", riverside, *EDITION), {"months": "12"})
    page = makers.signed_in(tom).get(question(riverside, Comparison.objects.get()))
    assert says(page, "Not compared", "fewer than about 20", "Small team")


def test_groups_are_told_over_all_teams_in_the_order_of_the_survey(riverside: Partnership, tom: Membership) -> None:
    ages = {"25-44": 0.6, "under-18": 0.1, "45-64": 0.3}
    made = compared(riverside, people=80, age=ages)
    page = makers.signed_in(tom).get(at("compared-groups", riverside, made))
    text = page.content.decode()
    assert says(page, "How old are you?", "A “yes” means", "“Quite a lot” or “Very much”")
    table = text[text.index("<tbody") : text.index("</tbody>")]
    shown = [name for name in ("Under 18", "25 to 44", "45 to 64") if name in table]
    assert shown == ["Under 18", "25 to 44", "45 to 64"]
    assert [table.index(name) for name in shown] == sorted(table.index(name) for name in shown)


def test_a_page_of_two_thousand_teams_is_found_by_letter_and_by_name(riverside: Partnership, amina: Membership) -> None:
    made = compared(riverside)
    widen(made, 2000)
    client, page = makers.signed_in(amina), question(riverside, made)
    first = client.get(page)
    assert says(first, "Teams 1 to 50 of 2000", "Page 1 of 40")
    assert first.content.decode().count('<th class="nhsuk-table__header" scope="row"') < 130
    assert says(client.get(page + "?page=40"), "Teams 1951 to 2000 of 2000")
    for odd in (
        "?page=0",
        "?page=99999",
        "?page=x",
        "?page=%C2%B2",
        "?find=" + "x" * 500,
        "?page=99999999999999999999",
    ):
        assert client.get(page + odd).status_code == 200
    assert says(client.get(page + "?find=1234"), "1 team found", "Team 1234")
    assert says(client.get(page + "?find=nowhere"), "No team has these words")


def test_a_page_of_two_thousand_teams_is_made_in_time(riverside: Partnership, amina: Membership) -> None:
    made = compared(riverside)
    widen(made, 2000)
    client, page = makers.signed_in(amina), question(riverside, made)
    client.get(page)
    times = []
    for _each in range(5):
        begun = perf_counter()
        client.get(page)
        times.append(perf_counter() - begun)
    # 300 ms are promised; twice that is left for a machine that does other things beside.
    assert min(times) < 0.6, times


def widen(made: Comparison, teams: int) -> None:
    """Let a comparison have as many teams as a nation; its rows are repeated under other names."""
    for measure in made.result["measures"]:
        rows = measure["rows"]
        measure["rows"] = [[rows[n % len(rows)][0], f"Team {n:04d}", *rows[n % len(rows)][2:]] for n in range(teams)]
    made.save(update_fields=["result"])


# ── Who may ────────────────────────────────────────────────────────────────────────────────────────

READS, LEADS = {"amina", "joel", "priya", "gareth", "dee", "tom"}, {"amina", "joel"}
WHO_MAY: dict[str, set[str]] = {
    "comparing": READS,
    "turn-comparing": LEADS,
    "compare-teams": LEADS,
    "publish-every-team": LEADS,
    "comparison": READS,
    "compared-question": READS,
    "compared-groups": READS,
}


def addresses(partnership: Partnership, made: Comparison) -> dict[str, str]:
    of: dict[str, tuple[Any, ...]] = dict.fromkeys(("turn-comparing", "compare-teams", "publish-every-team"), EDITION)
    of |= {"comparison": (made,), "compared-groups": (made,), "compared-question": (made, "hope")}
    return {name: at(name, partnership, *of.get(name, ())) for name in WHO_MAY}


@pytest.mark.parametrize("who", sorted(READS))
def test_every_page_for_every_role_in_few_queries(
    riverside: Partnership, who: str, request: pytest.FixtureRequest
) -> None:
    client = makers.signed_in(request.getfixturevalue(who))
    made = compared(riverside, age={"25-44": 1, "45-64": 1})
    for name, address in addresses(riverside, made).items():
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        assert page.status_code == (200 if who in WHO_MAY[name] else 403), name
        assert len(asked) <= MOST_QUERIES, f"{name}: {len(asked)}"


def test_a_stranger_finds_nothing(riverside: Partnership, hillside: Partnership, olga: Membership) -> None:
    made = compared(riverside)
    turned_on(hillside)
    client = makers.signed_in(olga)
    for name, address in addresses(riverside, made).items():
        assert client.get(address).status_code == 404, name
    for name in ("comparison", "compared-groups"):
        assert client.get(at(name, hillside, made)).status_code == 404, name
    assert client.get(question(hillside, made)).status_code == 404
    assert client.get(question(riverside, made, "anything-else")).status_code == 404


def test_a_hidden_field_says_what_was_seen(riverside: Partnership, amina: Membership) -> None:
    some_released(riverside, teams=1)
    page = at("turn-comparing", riverside, *EDITION)
    client = makers.signed_in(amina)
    assert hidden(client.get(page))["after"] == "0"
    turned_on(riverside)
    assert hidden(client.get(page))["after"] == "1"
