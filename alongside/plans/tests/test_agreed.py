"""What priorities are chosen from: how far each challenge is, and where groups stood furthest apart."""

from alongside.assessments.queries.editions import framework_of
from alongside.plans.queries.agreed import agreed
from tests import makers

ITEM = "risk"


def test_a_second_round_of_a_few_does_not_hide_where_many_differed(db):
    made = makers.assessment(makers.partnership())
    staff, users = makers.participants(made, "staff", 6), makers.participants(made, "people-who-use-services", 6)
    makers.rate_all(staff, "transformation", items=[ITEM])
    makers.rate_all(users, "engagement", items=[ITEM])
    makers.reveal_all(made, [ITEM])
    said = agreed(made, framework_of(made)).of(ITEM).gap
    assert "Transformation" in said and "Engagement" in said
    makers.rate_all(staff[:5], "transformation", items=[ITEM])
    makers.reveal_all(made, [ITEM])
    assert agreed(made, framework_of(made)).of(ITEM).gap == said
