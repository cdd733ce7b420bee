"""What may happen to places, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.access import Role
from alongside.people.rules import Kept, Standing, expiry, kept, standing

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "others", "by_themselves", "why"),
    [
        (Role.LEAD, 0, True, Kept.LAST_LEAD),
        (Role.LEAD, 0, False, Kept.LAST_LEAD),
        (Role.LEAD, 1, False, None),
        (Role.CO_LEAD, 0, False, Kept.LAST_CO_LEAD),
        (Role.CO_LEAD, 0, True, None),
        (Role.CO_LEAD, 1, False, None),
        (Role.CONTRIBUTOR, 0, False, None),
    ],
)
def test_who_keeps_their_role(role, others, by_themselves, why):
    assert kept(role, others, by_themselves=by_themselves) is why


@given(st.sampled_from(Role), st.integers(1, 50), st.booleans())
def test_one_of_several_may_always_go(role, others, by_themselves):
    assert kept(role, others, by_themselves=by_themselves) is None


def test_an_invitation_is_open_until_its_last_instant():
    end = expiry(NOW)
    assert end == NOW + timedelta(days=14)
    assert standing(None, end, end - timedelta(microseconds=1)) is Standing.OPEN
    assert standing(None, end, end) is Standing.EXPIRED


@given(st.sampled_from(["accepted", "withdrawn"]), st.datetimes(timezones=st.just(UTC)))
def test_how_it_ended_counts_before_when_it_runs_out(how, expires_at):
    assert standing(how, expires_at, NOW) == how
