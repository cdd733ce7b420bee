"""The agenda page: every button saves the whole list, a conflict loses nothing, a challenge goes on elsewhere."""

import pytest

from alongside.assessments.tests.devices import hidden, says
from alongside.workshops.models import Step
from alongside.workshops.tests.planned import at, session_of, workshop_of
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(assessment, amina, joel):
    return session_of(workshop_of(assessment), amina, joel, items=("risk", "training", "involvement"))


@pytest.fixture
def lead(amina):
    return makers.signed_in(amina)


def page_of(here):
    return at("agenda", here.workshop.assessment, here)


def press(client, here, what, **answers):
    """Press a button of the page as it is, with these answers."""
    shown = client.get(page_of(here))
    keys = hidden(shown).get("order", "").split(",")
    saved = {row.item: row for row in here.agenda.all()}
    minutes = {f"minutes_{key}": str(saved[key].minutes) for key in keys if key in saved}
    skipped = {f"skip_{key}": "on" for key in keys if key in saved and saved[key].skipped}
    return client.post(page_of(here), {**hidden(shown), **minutes, **skipped, "more": "", "do": what, **answers})


def order(here):
    return [(row.item, row.minutes, row.skipped) for row in here.agenda.all()]


def test_a_challenge_moves_up_and_down_and_the_page_comes_back_to_it(lead, here):
    done = press(lead, here, "up:training")
    assert done["Location"] == page_of(here) + "#challenge-training"
    assert [item for item, *_rest in order(here)] == ["training", "risk", "involvement"]
    press(lead, here, "down:training")
    press(lead, here, "down:training")
    assert [item for item, *_rest in order(here)] == ["risk", "involvement", "training"]
    # The last one cannot go further, and nothing breaks.
    press(lead, here, "down:training")
    press(lead, here, "up:nonsense")
    assert [item for item, *_rest in order(here)] == ["risk", "involvement", "training"]


def test_a_button_keeps_what_was_typed_beside_it(lead, here):
    press(lead, here, "up:training", minutes_risk="55", skip_involvement="on")
    assert order(here) == [("training", 40, False), ("risk", 55, False), ("involvement", 40, True)]
    assert says(lead.get(page_of(here)), 'value="55"', "2 hours 10 minutes")
    press(lead, here, "", skip_involvement="")
    assert order(here)[2] == ("involvement", 40, False)


def test_enter_saves_and_moves_nothing(lead, here):
    """The first button of a form is what the Enter key presses: the seeded fault is a move button there."""
    text = lead.get(page_of(here)).content.decode()
    form = text[text.index('name="order"') :]
    first = form[form.index("<button") : form.index("</button>")]
    assert 'name="do"' not in first


def test_a_challenge_comes_on_and_goes_off(lead, here):
    refused = press(lead, here, "add")
    assert (refused.status_code, says(refused, "Choose the challenge to add")) == (422, True)
    press(lead, here, "add", more="workforce")
    press(lead, here, "off:risk")
    assert [item for item, *_rest in order(here)] == ["training", "involvement", "workforce"]
    press(lead, here, "off:training")
    press(lead, here, "off:involvement")
    press(lead, here, "off:workforce")
    assert order(here) == []
    assert says(lead.get(page_of(here)), "No challenge is on the agenda yet")
    assert says(lead.get(at("session", here.workshop.assessment, here)), "Add one before you open the room")
    # Chosen is meant, whichever button was pressed.
    press(lead, here, "", more="risk")
    assert [item for item, *_rest in order(here)] == ["risk"]


@pytest.mark.parametrize(("minutes", "sentence"), [("4", "5 or more"), ("999", "180 or less"), ("ten", "whole number")])
def test_minutes_that_cannot_be_are_refused_and_kept(lead, here, minutes, sentence):
    refused = press(lead, here, "up:training", minutes_risk=minutes)
    assert refused.status_code == 422
    assert says(refused, sentence, f'value="{minutes}"')
    assert order(here)[0] == ("risk", 40, False)


def test_somebody_else_was_quicker_and_nothing_typed_is_lost(lead, here, joel):
    shown = lead.get(page_of(here))
    press(makers.signed_in(joel), here, "off:involvement")
    sent = {**hidden(shown), "minutes_risk": "25", "minutes_training": "40", "minutes_involvement": "35", "more": ""}
    late = lead.post(page_of(here), {**sent, "do": "up:training"})
    assert late.status_code == 409
    assert says(late, "Somebody changed this while", "What is saved now", 'value="25"', 'value="35"')
    assert [item for item, *_rest in order(here)] == ["risk", "training"]
    again = lead.post(page_of(here), {**sent, **hidden(late), "do": "up:training"})
    assert again.status_code == 302
    assert order(here) == [("training", 40, False), ("risk", 25, False), ("involvement", 35, False)]


def test_what_is_no_challenge_of_the_framework_is_left_out(lead, here):
    shown = hidden(lead.get(page_of(here)))
    sent = {**shown, "order": "risk,nonsense,risk", "minutes_risk": "30", "more": ""}
    assert lead.post(page_of(here), sent).status_code == 302
    assert order(here) == [("risk", 30, False)]


def test_a_challenge_goes_on_at_another_session(lead, here, assessment, amina, joel):
    where = at("split-item", assessment, here, "risk")
    alone = lead.get(where)
    assert says(alone, "There is no other session yet", at("plan-session", assessment) + "?item=risk")
    other = session_of(here.workshop, amina, joel, items=("workforce",))
    assert lead.post(where, {}).status_code == 422
    done = lead.post(where, {"into": str(other.pk)})
    assert done["Location"] == page_of(here)
    assert [item for item, *_rest in order(other)] == ["workforce", "risk"]
    lead.post(where, {"into": str(other.pk)})
    assert [item for item, *_rest in order(other)] == ["workforce", "risk"], "twice is once"
    Step.objects.create(session=other, sequence=2, phase=Step.Phase.ENDED)
    assert lead.post(where, {"into": str(other.pk)}).status_code == 422, "it is over"
    assert lead.get(at("split-item", assessment, here, "workforce")).status_code == 404, "not on this agenda"


def test_another_session_about_it_begins_with_it_chosen(lead, assessment, here):
    text = lead.get(at("plan-session", assessment) + "?item=risk").content.decode()
    box = text[text.index('value="risk"') - 200 : text.index('value="risk"') + 60]
    assert "checked" in box
