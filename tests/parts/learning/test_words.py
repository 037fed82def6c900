"""Learning in words and numbers."""

import numpy as np
import pytest

from glasshouse.measure.registry import METRICS, sanctioned_cells
from glasshouse.measure.tally import Tallies
from glasshouse.parts.learning.tables import CARRY, HELD_BACK, LESSONS, TEMPTED, WRONG
from glasshouse.parts.learning.words import held_back_share, learned_people, told, wrong_lessons_share

USUAL = {"learns": 0.1, "fades": 0.1}
NONE = sanctioned_cells([])


def tallies(**counts: int) -> Tallies:
    found = Tallies.for_months(2, on=("learning",))
    for name, place in {
        "carry": CARRY,
        "lessons": LESSONS,
        "wrong": WRONG,
        "tempted": TEMPTED,
        "held": HELD_BACK,
    }.items():
        found.parts[:, place] = counts.get(name, 0)
    return found


def test_a_life_that_learned_nothing_says_so():
    assert told(USUAL, np.zeros(1, np.uint8)).startswith("learned nothing")


def test_two_lessons_of_a_tenth_make_a_fifth():
    assert told(USUAL, np.array([64], np.uint8)).endswith("thinks the next 20 % likelier than it is")


def test_no_number_is_told_with_an_exponent():
    assert told({"learns": 4, "fades": 0}, np.array([160], np.uint8)).endswith(
        "thinks the next 2,000 % likelier than it is"
    )


def test_who_carries_a_lesson_is_counted_at_the_end_and_what_was_taught_over_the_whole_run():
    found = tallies(carry=3, lessons=10, wrong=1, tempted=20, held=5)
    found.people[-1, 0, 0] = 9
    assert learned_people(found, NONE)[:3] == (3.0, 3, 9)
    assert wrong_lessons_share(found, NONE)[:3] == (0.1, 2, 20)
    assert held_back_share(found, NONE)[:3] == (0.25, 10, 40)


def test_where_nothing_was_taught_no_share_is_formed():
    assert wrong_lessons_share(tallies(), NONE).value is None


@pytest.mark.parametrize("name", ["learned_people", "wrong_lessons_share", "held_back_share"])
def test_its_metrics_are_those_of_the_part(name: str):
    assert METRICS[name].part == "learning"
