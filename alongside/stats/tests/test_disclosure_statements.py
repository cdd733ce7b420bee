"""What any statements about whole numbers leave open, held against a list of every possibility."""

import random
from itertools import product

import pytest

from alongside.stats.disclosure.feasible import Contradiction
from alongside.stats.disclosure.statements import Statements, possible_values

UNKNOWN, MOST = 4, 4


def riddle(seed: int) -> tuple[Statements, list[set[int]]]:
    """A few statements with odd weights about four small numbers, and by trying all which values each can have."""
    chance = random.Random(seed)  # noqa: S311
    truth = [chance.randint(0, MOST) for _each in range(UNKNOWN)]
    about = Statements()
    for _each in range(UNKNOWN):
        about.unknown(0, MOST)
    for _statement in range(chance.randint(1, 4)):
        weights = {place: chance.choice([-2.5, -1, 1, 1, 2, 3.25]) for place in range(UNKNOWN) if chance.random() < 0.7}
        value = sum(weight * truth[place] for place, weight in weights.items())
        about.known(weights, value - chance.choice([0, 0.5, 2]), value + chance.choice([0, 0.5, 2]))
    fitting = [
        each
        for each in product(range(MOST + 1), repeat=UNKNOWN)
        if all(
            low - 1e-6 <= sum(weight * each[place] for place, weight in weights.items()) <= high + 1e-6
            for weights, low, high in about.sums
        )
    ]
    return about, [{each[place] for each in fitting} for place in range(UNKNOWN)]


@pytest.mark.parametrize("seed", range(40))
def test_as_many_values_are_found_as_there_are(seed: int) -> None:
    about, values = riddle(seed)
    assert possible_values(about, range(UNKNOWN), values=3) == [min(3, len(each)) for each in values]


def test_what_contradicts_itself_is_refused() -> None:
    about = Statements()
    place = about.unknown(0, 5)
    about.known({place: 2.0}, 3, 3)
    with pytest.raises(Contradiction):
        possible_values(about, [place])
