"""Lives month by month, to the last bit, and worlds in which one thing differs that cannot touch a stranger."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from busy import cut, simulator_of

from glasshouse.base.compiled import as_written
from glasshouse.engine.plain import find, judge_all
from glasshouse.engine.simulator import Simulator
from glasshouse.engine.world import Ready, ready
from glasshouse.life.plain import add_dues, draw_occasions, move_debts
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.numbers import is_settled
from glasshouse.observe.plain import age_files, land_records, sent_astray
from glasshouse.population import ties as _ties
from glasshouse.population.lives import Life
from glasshouse.population.people import LANES
from glasshouse.population.plain import load_person
from glasshouse.population.record import renumbered
from glasshouse.population.state import State
from glasshouse.population.ties import COMMUNITY, FRIENDS
from glasshouse.remedy.plain import decide_appeals
from glasshouse.studies.simulate import RunSpec, parts_of

ties = as_written(_ties.__name__)

PEOPLE, MONTHS = 2_000, 13
A_MINOR = 0  # the first stratum is of children, to whom nothing happens
JUDGED = ("score", "deserved", "status", "rightful")


class Lives(NamedTuple):
    """Everything there is about everybody, month by month."""

    state: npt.NDArray[np.int64]  # [T, N, C] after each month: file, balance, life, other standings, score for friends
    judged: npt.NDArray[np.int32]  # [T, N, 4, K] on the first of each month, under each scheme


def state_of(simulator: Simulator) -> npt.NDArray[np.int64]:
    """[N, C] The state of everybody; records have the row of their kind, + 128 if settled, instead of their number."""
    size, rows = len(simulator.state.life), simulator.ready.numbers.rows
    names = np.array([int(row) | is_settled(rows, number) << 7 for number, row in enumerate(rows)], np.uint8)
    state = simulator.state._replace(files=renumbered(simulator.state.files, names))
    return np.concatenate([one.astype(np.int64).reshape(-1, size)[:, : simulator.people] for one in state]).T


def judged_by(simulator: Simulator) -> npt.NDArray[np.int32]:
    """[N, 4, K] What each scheme made of everybody."""
    columns = np.stack([getattr(simulator.panel, name) for name in JUDGED]).reshape(4, simulator.ready.schemes, -1)
    return columns[:, :, : simulator.people].transpose(2, 0, 1)


def lived(
    made: Ready,
    people: int = PEOPLE,
    months: int = MONTHS,
    meddle: Callable[[State, int], None] | None = None,
    **more: Any,
) -> Lives:
    """So many months of so many people, judged once more at the end; ``meddle`` may change the state before a month."""
    states, judged = [], []
    with simulator_of(made, people, **{"begins": 0, **more}) as simulator:
        for month in range(months + 1):
            if meddle is not None:
                meddle(simulator.state, month)
            simulator.simulate(month, last=month == months)
            states.append(state_of(simulator))
            judged.append(judged_by(simulator))
    return Lives(np.stack(states), np.stack(judged))


def parted(one: Lives, other: Lives) -> npt.NDArray[np.bool_]:
    """[T, N] Whose life differs by one bit or more after each month, among those who are in both."""
    n = min(one.state.shape[1], other.state.shape[1])
    state = (one.state[:, :n] != other.state[:, :n]).any(axis=2)
    return np.asarray(state | (one.judged[:, :n] != other.judged[:, :n]).any(axis=(2, 3)))


def without(made: Ready, person: int) -> Ready:
    """The same world with an empty place where this person lived: that neighbourhood has a page of its own for it."""
    society, (block, lane) = made.society, divmod(person, LANES)
    old, pages = int(society.page[block]), len(society.region)

    def with_own_page(column: npt.NDArray[Any], nobody: int, each: int = LANES) -> npt.NDArray[Any]:
        own = column[old * each : (old + 1) * each].copy()
        if each == LANES:
            own[lane] = nobody
        return np.concatenate([column, own])

    page = society.page.copy()
    page[block] = pages
    emptied = society._replace(
        page=page,
        stratum=with_own_page(society.stratum, A_MINOR),
        temper=with_own_page(society.temper, 0),
        household=with_own_page(society.household, lane),
        region=with_own_page(society.region, 0, each=1),
        kind=with_own_page(society.kind, 0, each=1),
    )
    editions = tuple(replace(one, member=with_own_page(one.member, 0)) for one in made.editions)
    return replace(made, society=emptied, about=with_own_page(made.about, 0), editions=editions)


def rightly(catalogue: Catalogue) -> Catalogue:
    """The same catalogue, whose sources mistake nobody for somebody else."""
    sources = [
        one.model_copy(update={"wrong_person": one.wrong_person.model_copy(update={"value": 0})})
        for one in catalogue.sources
    ]
    return replace(catalogue, sources=tuple(sources))


@cache
def hamlet(reference: str = "rongcheng-2016", *, right: bool = False, people: int = PEOPLE) -> Ready:
    """The hamlet under some schemes, made ready."""
    parts = parts_of(RunSpec(scheme=reference, world="hamlet", people=people, months=MONTHS))
    return ready(parts.placed, parts.world, rightly(parts.catalogue) if right else parts.catalogue, people, MONTHS)


def astray(made: Ready, before: State, month: int, block: int, lanes: Iterable[int], seed: int = 1) -> Counter[Any]:
    """How many records of each kind go to the wrong file in a month, by (lane they land on, kind); of some senders.

    The plain engine lives the senders' month as far as their records.
    """
    own = cut(before, block)
    here, lives = find(made, seed, month, block, own, 0), []
    with np.errstate(over="ignore"):  # whole numbers wrap around, as they do in kernels
        for lane in lanes:
            life = Life(load_person(here, lane, own, 0))
            for room in (age_files, judge_all, decide_appeals, draw_occasions, add_dues, move_debts, land_records):
                room(here, life)
            lives.append(life)
    return Counter((event.lands_on, event.kind) for event in sent_astray(lives))


def friends_in(community: int, seed: int = 1) -> npt.NDArray[np.int64]:
    """[8, 4096] The places of everybody's friends in a community."""
    low, high = np.uint32(seed & 0xFFFFFFFF), np.uint32(seed >> 32)
    with np.errstate(over="ignore"):
        keys = [int(ties.key_of(low, high, np.uint32(community), np.uint32(number))) for number in range(FRIENDS)]
    return np.array(keys)[:, None] - np.arange(COMMUNITY * LANES) & COMMUNITY * LANES - 1
