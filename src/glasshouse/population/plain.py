"""A neighbourhood taken out of the state for a month, and put back: in plain Python, one person after the other."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from glasshouse.base.compiled import as_written
from glasshouse.base.draws import Purpose
from glasshouse.population import state as _state
from glasshouse.population import ties as _ties
from glasshouse.population.lives import Held, Here, Life, Person
from glasshouse.population.people import LANES
from glasshouse.population.state import UNKNOWN, State
from glasshouse.population.ties import COMMUNITY, FRIENDS

f32, u32 = np.float32, np.uint32
MONTHS = 12  # of a year
state_of, ties = as_written(_state.__name__), as_written(_ties.__name__)


def load_neighbourhood(here: Here, before: State, drag: npt.NDArray[np.uint32]) -> list[Life]:
    """Who lives here this month, and how they are; ``drag`` [M]: lists of the linked subjects of each of them."""
    return [Life(load_person(here, lane, before, int(lists))) for lane, lists in enumerate(drag)]


def load_person(here: Here, lane: int, before: State, drag: int) -> Person:
    """The person in one place, as last month left them."""
    ready, society, number = here.ready, here.ready.society, here.home * LANES + lane
    place = int(society.page[here.home]) * LANES + lane
    about, life = int(ready.about[place]), before.life[lane]
    holds, away = where(here, number)
    return Person(
        lane=lane,
        number=number,
        stratum=int(society.stratum[place]),
        temper=int(society.temper[place]),
        adult=about & 1 == 1,
        known=about & 2 == 2 and (holds if not away else holds & int(here.members[place])) != 0,
        mask=int(here.members[place]) & holds,
        fifth=about >> 2,
        money=f32(state_of.money_of(life)),
        strain=f32(state_of.strain_of(life)),
        job=int(state_of.job_of(life)),
        debt=int(state_of.debt_of(life)),
        held=[_first_held(before, lane), *(_held(int(word)) for word in before.beside[lane::LANES])],
        drag=drag,
        words=here.draw(number, Purpose.MONTH),
    )


def where(here: Here, number: int) -> tuple[int, bool]:
    """The schemes that hold where a person spends this year, one bit each; and whether that is somewhere else."""
    if len(here.ready.elsewhere):
        lot = ties.lot_of(*here.key, u32(number), u32(here.month // MONTHS))
        if ties.is_away(lot, u32(round(here.ready.moves * (1 << 16)))):
            return int(here.ready.elsewhere[int(ties.place_away(lot))]), True
    return int(here.ready.here[here.home]), False


def store_neighbourhood(here: Here, before: State, lives: Sequence[Life]) -> State:
    """The state that is kept of these people and their files; places where nobody lives stay as they were."""
    balance, life, beside = before.balance.copy(), before.life.copy(), before.beside.copy()
    for one in (each.person for each in lives):
        first, *others = one.held
        balance[one.lane] = first.balance
        life[one.lane] = state_of.packed_life(
            int(one.money), int(one.strain), one.job, one.debt, first.grade, first.year_grade, first.spell,
            first.entered_wrongly,
        )  # fmt: skip
        for turn, held in enumerate(others):
            beside[turn * LANES + one.lane] = state_of.packed_standing(
                held.balance, held.grade, held.year_grade, held.spell, held.entered_wrongly
            )
    return State(here.files, balance, life, beside, here.echo)


def _first_held(before: State, lane: int) -> Held:
    """How a person stood under the first scheme."""
    life = before.life[lane]
    return Held(
        balance=int(before.balance[lane]),
        grade=int(state_of.grade_of_life(life)),
        year_grade=int(state_of.year_grade_of(life)),
        spell=int(state_of.spell_of(life)),
        entered_wrongly=bool(state_of.entered_wrongly(life)),
    )


def _held(word: int) -> Held:
    """What a standing word holds."""
    balance = word & 0xFFFF
    return Held(
        balance=balance - (1 << 16) if balance >= 1 << 15 else balance,
        grade=word >> 16 & 7,
        year_grade=word >> 19 & 7,
        spell=word >> 22 & 63,
        entered_wrongly=bool(word >> 28 & 1),
    )


# friends


def echoes_of(
    rules: Sequence[Any], state: State, community: int, first_block: int, people: int
) -> dict[int, list[int | None]]:
    """Last month's scores of a whole community, by scheme that friends feed; ``None`` for who has none."""
    size, found = len(state.life), {}
    begins = community * COMMUNITY * LANES - first_block * LANES
    for turn, one in enumerate(rules):
        which = int(one.friends) - 1
        if which >= 0:
            at = [begins + place for place in range(COMMUNITY * LANES)]
            scores = [int(state.echo[which * size + one]) if 0 <= one < people else UNKNOWN for one in at]
            found[turn] = [None if one == UNKNOWN else one for one in scores]
    return found


def average_friends(here: Here, person: Person, turn: int) -> np.float32 | None:
    """Where the mean score of a person's friends lay last month, in hundredths of the scale."""
    if turn not in here.echoes:
        return None
    place, community = person.number % (COMMUNITY * LANES), u32(here.home // COMMUNITY)
    keys = [ties.key_of(*here.key, community, u32(number)) for number in range(FRIENDS)]
    scores = [here.echoes[turn][int(ties.friend_of(place, int(key)))] for key in keys]
    known = [one for one in scores if one is not None]
    if not known:
        return None
    lowest, highest = int(here.rules.scheme[turn].lowest), int(here.rules.scheme[turn].highest)
    mean = f32(f32(sum(known)) / f32(len(known)))
    return f32(f32(mean - f32(lowest)) * f32(f32(100) / f32(highest - lowest)))


def publish_scores(here: Here, life: Life, turn: int) -> None:
    """Leave the score of this month, or that there is none, for friends to read in the next, if they do."""
    which, judged = int(here.rules.scheme[turn].friends) - 1, life.judged[turn]
    if which >= 0:
        here.echo[which * LANES + life.person.lane] = judged.score if judged.scored else UNKNOWN
