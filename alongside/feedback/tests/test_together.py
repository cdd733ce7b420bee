"""Answers that come at one moment are stored in one transaction, and each is told of its own end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from alongside.feedback.actions import together
from alongside.feedback.actions.together import Together, _Written
from alongside.people.models import Partnership
from alongside.ui.refusals import Refused


def named(name: str) -> bool:
    Partnership.objects.create(name=name)
    return True


def refused() -> bool:
    named("of somebody who is refused")
    raise Refused("No.")


@pytest.mark.django_db
def test_one_that_is_refused_is_undone_alone() -> None:
    queue = Together()
    other = _Written(lambda: named("of somebody else"))
    queue._waiting.append(other)
    with pytest.raises(Refused):
        queue.write(refused)
    assert other.done and other.result and other.problem is None
    assert list(Partnership.objects.values_list("name", flat=True)) == ["of somebody else"]


@pytest.mark.django_db
def test_nobody_is_told_that_it_is_in_where_it_could_not_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def full_disk() -> Iterator[None]:
        yield
        raise OSError("no space left")

    monkeypatch.setattr(together.transaction, "atomic", full_disk)
    queue = Together()
    other = _Written(lambda: True)
    queue._waiting.append(other)
    with pytest.raises(OSError, match="no space"):
        queue.write(lambda: True)
    assert isinstance(other.problem, OSError)


@pytest.mark.django_db
def test_who_was_written_by_another_is_not_written_again() -> None:
    queue, times = Together(), []
    mine = _Written(lambda: bool(times.append(1)) or True)
    queue._waiting.append(mine)
    assert queue.write(lambda: True)
    assert queue.write(lambda: True)
    assert times == [1]
