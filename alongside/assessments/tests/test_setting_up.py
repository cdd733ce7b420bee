"""Starting, setting up, opening, and sharing the record."""

import pytest

from alongside.assessments.actions import assessment as running
from alongside.assessments.actions.sharing import share_record, take_back
from alongside.assessments.forms.setting_up import ChangeGroupsForm, local_groups
from alongside.assessments.models import RecordShareEnd
from alongside.assessments.queries.overview import overviews
from alongside.assessments.queries.states import current_state
from alongside.assessments.rules.expected import Wanted
from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.ui.refusals import Refused
from tests import makers

pytestmark = pytest.mark.django_db
CARERS = Wanted("carers", "Carers", "carers", invited=8, support="A lift", payment="£20")
STAFF = Wanted("staff", "Staff", "staff")


@pytest.fixture
def prepared():
    return makers.assessment(makers.partnership(), groups=[CARERS, STAFF], open=False)


def test_start_is_being_prepared_with_its_groups_in_order(prepared):
    assert current_state(prepared) == "preparing"
    assert [(g.key, g.invited, g.support) for g in prepared.groups.all()] == [
        ("carers", 8, "A lift"),
        ("staff", None, ""),
    ]


def test_open_happens_once(prepared):
    running.open_for_answers(assessment=prepared, by=SYSTEM)
    with pytest.raises(Refused):
        running.open_for_answers(assessment=prepared, by=SYSTEM)
    assert current_state(prepared) == "open"
    assert prepared.states.count() == 2


def test_set_up_changes_title_and_what_people_are_told(prepared):
    running.set_up(assessment=prepared, title="Autumn", told="We will write.", by=SYSTEM)
    prepared.refresh_from_db()
    assert (prepared.title, prepared.told) == ("Autumn", "We will write.")


def test_expect_groups_adds_changes_and_removes(prepared):
    more = Wanted("carers", "Carers", "carers", invited=9)
    running.expect_groups(assessment=prepared, groups=[Wanted("police", "Police", "partners"), more], by=SYSTEM)
    assert [(g.key, g.invited, g.payment) for g in prepared.groups.all()] == [("police", None, ""), ("carers", 9, "")]


def test_expect_groups_keeps_a_group_that_somebody_joined(prepared):
    running.open_for_answers(assessment=prepared, by=SYSTEM)
    makers.participants(prepared, "staff", 1)
    with pytest.raises(Refused, match="Staff"):
        running.expect_groups(assessment=prepared, groups=[], by=SYSTEM)
    assert {group.key for group in prepared.groups.all()} == {"carers", "staff"}


def test_local_groups_get_keys_of_their_own():
    found = local_groups("Parents\n\n  Chaplains \nParents\n親\n子\n!!\n??")
    assert [each.name for each in found] == ["Parents", "Chaplains", "親", "子", "!!", "??"]
    assert len({each.key for each in found}) == 6
    assert all(each.key.startswith("local-") and len(each.key) <= 60 for each in found)


def test_groups_added_later_are_kept_beside_those_in_another_script(prepared):
    running.expect_groups(assessment=prepared, groups=local_groups("親"), by=SYSTEM)
    form = ChangeGroupsForm(
        {"groups": ["local-親"], "more_groups": "子\n親"}, offered=[], expected=prepared.groups.all()
    )
    assert form.is_valid()
    assert [each.name for each in form.wanted()] == ["親", "子"]


def test_share_record_ends_for_good_when_taken_back(prepared):
    share = share_record(assessment=prepared, for_whom="The board", days=30, with_reasons=False, by=SYSTEM)
    assert (share.expires_at - share.created_at).days in (29, 30)
    take_back(share=share, by=SYSTEM)
    take_back(share=share, by=SYSTEM)
    assert RecordShareEnd.objects.count() == 1
    assert list(Entry.objects.filter(target_id=share.pk).values_list("verb", flat=True)) == ["shared", "took back"]


def test_overview_counts_people_of_each_assessment_only(prepared):
    running.open_for_answers(assessment=prepared, by=SYSTEM)
    makers.participants(prepared, "staff", 2)
    other = makers.assessment(prepared.partnership, title="Autumn")
    makers.assessment(makers.partnership(), title="Elsewhere")
    found = {each.assessment: (each.state, each.joined, each.finished) for each in overviews(prepared.partnership)}
    assert found == {prepared: ("open", 2, 0), other: ("open", 0, 0)}
