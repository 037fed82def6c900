"""One month of a neighbourhood in plain Python, one person after the other: the reference for ``month.py``.

``month.py`` does each room for 512 people before the next; here each is done for one person, with ordinary ifs and
loops, as the ``plain.py`` of its folder has it. Both call the same scalar functions and draw at the same addresses, and
so agree to the last bit. What comes back is not the state alone but what happened, to whom, and where it was written
down; so rooms that only count or copy are missing.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.consequence.plain import answer_all, record_conducts
from glasshouse.engine.world import Ready
from glasshouse.life.plain import add_dues, draw_occasions, move_debts, update_livelihood
from glasshouse.observe.plain import age_files
from glasshouse.population.lives import Here, Life, Rules
from glasshouse.population.people import LANES
from glasshouse.population.plain import echoes_of, load_neighbourhood, publish_scores, store_neighbourhood
from glasshouse.population.state import RECORDS_PER_WORD, State
from glasshouse.population.ties import COMMUNITY
from glasshouse.remedy.plain import decide_appeals
from glasshouse.scheme.compile.tables import ORDER
from glasshouse.scheme.judge.plain import (
    grade_subjects,
    is_judged,
    join,
    load_standing,
    reset_joint,
    score_files,
    store_standing,
)
from glasshouse.scheme.judge.standing import as_rules


class Moved(NamedTuple):
    """A neighbourhood a month later, and what happened to each of its people."""

    state: State  # of its 512 places
    lives: tuple[Life, ...]


def simulate_month(here: Here, before: State, drag: npt.NDArray[np.uint32], last: bool) -> Moved:
    """The neighbourhood ``here`` after a month; ``before`` stays as it is.

    Parameters
    ----------
    drag : uint32 array [M]
        Lists of the linked subjects of each of its people a month ago, four bits a scheme.
    last : bool
        Whether people are only judged, as at the end of a run; the state is then that of before.
    """
    lives = load_neighbourhood(here, before, drag)
    for life in lives:
        age_files(here, life)
        judge_all(here, life)
    if last:
        return Moved(before._replace(echo=here.echo), tuple(lives))
    for life in lives:
        decide_appeals(here, life)
        draw_occasions(here, life)
        add_dues(here, life)
        move_debts(here, life)
    record_conducts(here, lives)
    for life in lives:
        answer_all(here, life)
        update_livelihood(here, life)
    return Moved(store_neighbourhood(here, before, lives), tuple(lives))


def judge_all(here: Here, life: Life) -> None:
    """A person is judged by one scheme after the other, each after those whose lists it goes by."""
    reset_joint(here, life)
    for turn in map(int, here.clocks[:, ORDER]):
        if is_judged(here, life, turn):
            held = load_standing(life, turn)
            found = score_files(here, life, turn, held)
            grade_subjects(here, life, turn, found)
            publish_scores(here, life, turn)
            store_standing(here, life, turn, held)
            join(here, life, turn)


def simulate_month_plainly(
    ready: Ready,
    seed: int,
    month: int,
    first_block: int,
    block: int,
    state: State,
    people: int,
    begins: int,
    last: bool = False,
    drag: npt.NDArray[np.uint32] | None = None,
) -> Moved:
    """The neighbourhood ``block`` of ``state`` after ``month``; ``state`` itself stays as it is.

    Parameters
    ----------
    first_block : int
        The neighbourhood of the world with which ``state`` begins.
    people : int
        How many people live in ``state``.
    begins : int
        Calendar month (0 to 11) of month 0.
    last, drag
        As for :func:`simulate_month`; ``drag`` [N] of everybody in ``state``, left out where nobody is linked.
    """
    before = cut(state, block)
    here = find(ready, seed, month, first_block + block, before, begins)
    here.echoes = echoes_of(here.rules.scheme, state, here.home // COMMUNITY, first_block, people)
    lists = np.zeros(len(state.life), np.uint32) if drag is None else drag
    with np.errstate(over="ignore"):  # whole numbers wrap around, as they do in kernels
        return simulate_month(here, before, lists[block * LANES : min((block + 1) * LANES, people)], last)


def find(ready: Ready, seed: int, month: int, home: int, before: State, begins: int) -> Here:
    """The neighbourhood ``home`` of the world with a copy of its files, and the month; friends have no scores yet."""
    now, calendar, filing = ready.at(month), (begins + month) % 12, ready.filing[home]
    here = now.life[0], now.answers[0], now.livelihood[0], now.observation[0], now.joint[0]
    tables = *here, ready.file[filing], ready.remedy[filing]
    return Here(
        ready=ready,
        rules=Rules._make([*map(as_rules, tables), [as_rules(one) for one in now.scheme]]),
        members=now.member,
        clocks=ready.clocks(month, calendar),
        home=home,
        month=month,
        calendar=calendar,
        key=(np.uint32(seed & 0xFFFFFFFF), np.uint32(seed >> 32)),
        files=before.files.copy(),
        slots=len(before.files) // LANES * RECORDS_PER_WORD,
        echoes={},
        echo=before.echo.copy(),
    )


def cut(state: State, block: int) -> State:
    """A copy of one neighbourhood of a state."""
    size, at = len(state.life), block * LANES

    def of(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return array.reshape(-1, size)[:, at : at + LANES].ravel().copy()

    return State(*(of(array) for array in state))
