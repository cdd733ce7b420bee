"""What arrives together is written together, in its order, and nobody is told before it is done."""

import asyncio
import logging
import threading

import pytest

from alongside.workshops.live import together
from alongside.workshops.live.bus import Full
from alongside.workshops.live.together import Together
from alongside.workshops.tests.live_asking import played


@pytest.fixture
def made():
    kept = []
    yield kept
    for each in kept:
        each.stop()


def writer(made, write, gather=0.05):
    made.append(Together(write, gather))
    return made[-1]


def test_what_arrives_at_once_is_written_at_once_and_in_order(made):
    batches = []

    def write(ones):
        batches.append(list(ones))
        return [each * 10 for each in ones]

    async def scene():
        beside = writer(made, write)
        return await asyncio.gather(*(beside.done(number) for number in range(30)))

    assert played(scene()) == [number * 10 for number in range(30)]
    assert batches == [list(range(30))]


def test_nobody_is_told_before_it_is_written(made):
    """The seeded fault: told first, an answer could be acknowledged and then lost."""
    held = threading.Event()

    def write(ones):
        held.wait(5)
        return list(ones)

    async def scene():
        waiting = asyncio.ensure_future(writer(made, write, 0).done("one"))
        done, _ = await asyncio.wait([waiting], timeout=0.2)
        assert not done
        held.set()
        return await waiting

    assert played(scene()) == "one"


def test_more_than_one_batch_holds_are_written_one_after_the_other(made, monkeypatch):
    monkeypatch.setattr(together, "MOST_AT_ONCE", 4)
    batches = []

    def write(ones):
        batches.append(len(ones))
        return list(ones)

    async def scene():
        beside = writer(made, write)
        return await asyncio.gather(*(beside.done(number) for number in range(10)))

    assert played(scene()) == list(range(10))
    assert batches == [4, 4, 2]


def test_a_fault_leaves_all_of_them_to_their_pages_and_tells_no_words(made, caplog):
    def write(ones):
        raise ValueError("what somebody wrote")

    async def scene():
        beside = writer(made, write)
        return await asyncio.gather(*(beside.done(number) for number in range(3)))

    with caplog.at_level(logging.DEBUG):
        assert played(scene()) == [None, None, None]
    assert "ValueError" in caplog.text and "what somebody wrote" not in caplog.text


def test_it_takes_no_more_than_can_wait(made, monkeypatch):
    monkeypatch.setattr(together, "MOST_WAITING", 2)

    async def scene():
        beside = writer(made, lambda ones: list(ones), 0.3)
        first = [asyncio.ensure_future(beside.done(number)) for number in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await beside.done(3)
        return await asyncio.gather(*first)

    assert played(scene()) == [0, 1]


def test_it_ends_and_takes_nothing_more(made):
    async def scene():
        beside = writer(made, lambda ones: list(ones), 0)
        assert await beside.done(1) == 1
        beside.stop()
        with pytest.raises(Full):
            await beside.done(2)

    played(scene())
    assert not made[0]._thread.is_alive()
