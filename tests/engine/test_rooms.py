"""Where the time of a month goes is told without touching the month."""

import numpy as np
import pytest
from busy import PEOPLE, busy, simulator_of

from glasshouse.engine import rooms

MONTHS = 3


@pytest.fixture(scope="module")
def clocked():
    return rooms.Clocked()


def after(**month):
    """The people of the busy society after some months."""
    with simulator_of(busy(), PEOPLE, **month) as simulator:
        for number in range(MONTHS):
            simulator.simulate(number)
        return simulator


def test_people_live_by_the_clock_as_they_do_without_one(clocked: rooms.Clocked):
    with_clock, without = after(month=clocked.simulate), after()
    assert all(np.array_equal(*both) for both in zip(with_clock.state, without.state, strict=True))
    assert all(np.array_equal(*both) for both in zip(with_clock.counts, without.counts, strict=True))


def test_every_room_of_the_month_is_timed_in_its_order(clocked: rooms.Clocked):
    names = clocked.rooms
    assert len(names) == len(set(names)) > 15
    assert names.index("score_files") < names.index("draw_occasions") < names.index("store_neighbourhood")
    after(month=clocked.simulate)
    assert (clocked.spent > 0).all()


def test_the_clock_runs_forward():
    assert rooms.read_clock() < rooms.read_clock()
