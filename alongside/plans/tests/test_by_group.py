"""What each group chose, in words: the rows that were released, and no other sum."""

from alongside.assessments.queries.editions import framework_of
from alongside.plans.queries.by_group import by_group
from alongside.plans.rules.choices import ChoiceCell, Named, OpenedChoices
from tests import makers


def test_each_row_says_what_was_chosen_most_first(db):
    framework = framework_of(makers.assessment(makers.partnership()))
    first, second, third = (item for item in framework.items[:3])
    staff, carers = Named("staff", "Staff", "staff"), Named("carers", "Carers", "carers")
    opened = OpenedChoices(
        (
            ChoiceCell((staff,), 5, {second.key: 4, first.key: 2, third.key: 4}),
            ChoiceCell((carers, Named("", "", "")), 1, {first.key: 1}),
        ),
        withheld=(Named("managers", "Managers", "managers"),),
    )
    one, other = by_group(opened, framework)
    assert (one.name, one.people) == ("Staff", "5 people chose")
    assert one.chose == (
        (f"4 of 5 chose “{second.short_title}”", True),
        (f"4 of 5 chose “{third.short_title}”", True),
        (f"2 of 5 chose “{first.short_title}”", False),
    )
    assert other.name == "Carers; people who did not name a group (put together)"
    assert (other.people, other.chose) == ("1 person chose", ((f"1 of 1 chose “{first.short_title}”", True),))
    assert by_group(OpenedChoices(()), framework) == []
