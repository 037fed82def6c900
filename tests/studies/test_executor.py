"""Members of a study are simulated at once and handed over in their order; an error ends them all."""

import threading
import time

import pytest

from glasshouse.studies.executor import StoppedError, Threads


class KilledError(Exception):
    """Stands for whatever ends a process."""


def test_members_come_in_order_though_they_end_in_another():
    ends = {0: 0.05, 1: 0.0, 2: 0.02, 3: 0.0}

    def simulate(member: int) -> int:
        time.sleep(ends[member])
        return member

    assert list(Threads(2).in_order(range(4), simulate, lambda: None)) == [0, 1, 2, 3]


def test_no_more_than_one_member_waits_to_be_taken():
    begun: list[int] = []

    def simulate(member: int) -> int:
        begun.append(member)
        return member

    taken = Threads(2).in_order(range(100), simulate, lambda: None)
    next(taken)
    time.sleep(0.1)
    assert max(begun) <= 2
    taken.close()


def test_an_error_in_one_member_ends_the_others():
    stop = threading.Event()

    def simulate(member: int) -> int:
        if member == 1:
            raise KilledError
        while not stop.wait(0.01):
            assert member in (2, 3) or member == 0
            if member == 0:
                return member
        raise StoppedError

    with pytest.raises(KilledError):
        list(Threads(2, stop).in_order(range(4), simulate, lambda: None))
    assert stop.is_set()
