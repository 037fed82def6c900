"""Where the members of a study are simulated: on threads of this machine."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

GLANCE = 0.2  # seconds between two looks at how far the members have come

Outcome = TypeVar("Outcome")


class StoppedError(Exception):
    """The other members are no longer wanted."""


class Executor(Protocol):
    """What simulates the members of a study, several at once, and hands over what they come to in their order."""

    stop: threading.Event  # set when no more is wanted

    def in_order(
        self, members: Sequence[int], simulate: Callable[[int], Outcome], glance: Callable[[], None]
    ) -> Iterator[Outcome]:
        """What each member comes to; ``glance`` is called now and then while they are simulated."""
        ...


@dataclass
class Threads:
    """Threads of this machine, each of which simulates a member of its own."""

    lanes: int  # how many at once
    stop: threading.Event = field(default_factory=threading.Event)

    def in_order(
        self, members: Sequence[int], simulate: Callable[[int], Outcome], glance: Callable[[], None]
    ) -> Iterator[Outcome]:
        """What each member comes to, in their order.

        No more than one besides those that are simulated waits to be taken, so that room does not grow with the
        members. Whoever takes no more sets ``stop`` by that, and so does an error.
        """
        waiting: deque[Future[Outcome]] = deque()
        pool = ThreadPoolExecutor(self.lanes)
        try:
            for member in members:
                waiting.append(pool.submit(simulate, member))
                if len(waiting) > self.lanes:
                    yield _taken(waiting.popleft(), glance)
            while waiting:
                yield _taken(waiting.popleft(), glance)
        finally:
            self.stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


def _taken(one: Future[Outcome], glance: Callable[[], None]) -> Outcome:
    """What a member comes to, with a look at how far it is while it is simulated."""
    while True:
        try:
            return one.result(timeout=GLANCE)
        except NotYetError:
            glance()
