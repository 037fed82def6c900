"""Conducts, services and livelihoods made ready for kernels: names become rows, rates become bounds."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.evidence import Varies
from glasshouse.base.units import MONTHS_PER_YEAR
from glasshouse.life.model import Due, Effect, Livelihood
from glasshouse.life.tables import (
    COUNTS,
    NOTHING,
    PARTS,
    STATUSES,
    TENTHS,
    AnswerTables,
    LifeTables,
    LivelihoodTables,
)
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.population.people import PEOPLE, STRATA, Cast
from glasshouse.population.state import EMPLOYED, NOT_SEEKING, UNEMPLOYED

Floats = npt.NDArray[np.float64]

LEAST_WIDTH = 8  # bits of the other column in an entry of an alias table
MOST_OCCASIONS = 12.0  # mean a month that 31 counts still hold (the rest has a chance below 1e-6)
MOST_TEMPER = 128  # 32nds: four times the mean; the headroom of occasions is made for it
AVERAGE_TEMPER = 32.0
_MOST_WEIGHT = 0x7FFF
_DIGITS = 6

_JOBS = {"employed": EMPLOYED, "unemployed": UNEMPLOYED}
_ASKED_BY = {
    "everyone": 31,
    "employed": 2 | 8 | 16,
    "unemployed": 4 | 8 | 16,
    "indebted": 1 | 2 | 4 | 8,
    "debt-free": 1 | 2 | 4 | 16,
}


def life_tables(catalogue: Catalogue, people: npt.NDArray[np.int64], most: Floats) -> LifeTables:
    """What happens in a world with ``people`` [S] in each stratum, whatever the schemes; see :func:`answer_tables`.

    Parameters
    ----------
    most : float64 array [K]
        The highest factor that any scheme could give, so that the occasions are the same under all.

    Raises
    ------
    GlasshouseError
        If more occasions come in a month than can be counted.
    """
    room = headroom(catalogue, most)
    rates = occasion_rates(catalogue, people, room)
    busiest = float(rates.sum(axis=1).max())
    if busiest > MOST_OCCASIONS:
        raise GlasshouseError(
            f"The catalogue brings up to {busiest:.1f} occasions a month to one person; the engine counts at most "
            f"{MOST_OCCASIONS:g} on average. Lower the rates, or how strongly they respond."
        )
    stages = [stage.id for stage in catalogue.livelihood.stages]
    dues = scheduled_conducts(catalogue)
    money, strain, job, debt = _effects(catalogue, stages)
    return LifeTables(
        bits=np.int32(catalogue.bits),
        counts=count_aliases(rates.sum(axis=1), evenly=catalogue.occasions == "evenly").ravel(),
        alias=alias_tables(rates).ravel(),
        sways=_sways(catalogue),
        asked_by=_by_kind(catalogue, lambda kind: _ASKED_BY[kind.service.asked_by] if kind.service else 0).astype(
            np.uint8
        ),
        then_money=money,
        then_strain=strain,
        then_job=job,
        then_debt=debt,
        due_kind=np.array([kind.row for kind, _ in dues] + [0] * (3 - len(dues)), np.int32),
        due_every=np.array([due.every for _, due in dues] + [1] * (3 - len(dues)), np.int32),
        due_month=np.array([due.month - 1 for _, due in dues] + [0] * (3 - len(dues)), np.int32),
        service=_by_kind(catalogue, _service_number(catalogue), -1).astype(np.int32),
    )


def answer_tables(catalogue: Catalogue, most: Floats, response: Floats, classes: npt.NDArray[np.uint8]) -> AnswerTables:
    """How conduct answers to schemes.

    Parameters
    ----------
    most : float64 array [K]
        As for :func:`life_tables`.
    response : float64 array [16, K]
        Factor on the propensity to conduct of kind k of people of response r (class of their schemes + 8 * under
        sanction).
    classes : uint8 array [256]
        The class of people by the schemes that they are subjects of, one bit each.
    """
    return AnswerTables(
        likely=(response / headroom(catalogue, most)).astype(np.float32).ravel(),
        due_likely=_due_likely(scheduled_conducts(catalogue), response).ravel(),
        classes=classes,
    )


def occasion_rates(catalogue: Catalogue, people: npt.NDArray[np.int64], room: Floats) -> Floats:
    """[S, K] Occasions of each kind that come to a person of each stratum in a month, at the highest rate."""
    grown = catalogue.cast.adults()
    counts = people * grown
    rates = np.zeros((STRATA, catalogue.size))
    for kind in catalogue.kinds:
        what = kind.conduct or kind.service
        assert what is not None
        if what.per_1000_a_year is not None:
            monthly = float(what.per_1000_a_year.value) / 1000 / MONTHS_PER_YEAR * kind.view
            rates[:, kind.row] = monthly * factors(what.varies, counts, catalogue.cast) * room[kind.row] * grown
    return rates


def factors(varies: Sequence[Varies], people: npt.NDArray[np.int64], cast: Cast = PEOPLE) -> Floats:
    """[S] How a rate differs between the strata of a cast, with mean 1 over ``people`` [S]."""
    product = np.ones(STRATA)
    for one in varies:
        times = np.array([float(one.times.get(level, 1)) for level in cast.levels(one.trait)])
        product *= times[cast.level_index(one.trait)]
    mean = math.fsum(product * people) / max(1, int(people.sum()))
    return product / mean if mean > 0 else np.zeros(STRATA)


def headroom(catalogue: Catalogue, most: Floats) -> Floats:
    """[K] How many occasions come for each conduct of an average person: the highest that anyone can need."""
    room = np.ones(catalogue.size)
    for kind in catalogue.kinds:
        if kind.conduct is not None:
            temper, hardship = _weights(kind)
            top = 1 + temper * (MOST_TEMPER / AVERAGE_TEMPER - 1)
            room[kind.row] = most[kind.row] * top * (1 + hardship)
        if kind.source is not None:
            room[kind.row] += float(kind.source.false_records.value)
    return room


def alias_tables(rates: Floats) -> npt.NDArray[np.uint32]:
    """[S, n] Alias tables (Walker 1977, Vose 1991) that draw column k in proportion to ``rates`` [S, n].

    An entry is ``bound << 8 | other``: the cell keeps its own column for fractions below bound / 2**24. Of more than
    256 columns the other takes as many bits as it needs, and the fraction has so many less.
    """
    rows, n = rates.shape
    width = max(LEAST_WIDTH, (n - 1).bit_length())
    totals = np.array([math.fsum(row) for row in rates])
    share = np.where(totals[:, None] > 0, rates / np.maximum(totals, 1e-300)[:, None] * n, 1.0)
    share[totals == 0] = 0
    share[totals == 0, 0] = n  # nothing ever comes: all cells point to row 0
    bound, other = np.ones((rows, n)), np.tile(np.arange(n), (rows, 1))
    every, full = np.arange(rows), 1 << (32 - width)
    emptiest, fullest = share.copy(), share.copy()  # of the cells that are still open
    for _ in range(n - 1):  # fill the emptiest open cell from the fullest
        low, high = emptiest.argmin(axis=1), fullest.argmax(axis=1)
        bound[every, low] = np.minimum(emptiest[every, low], 1)
        other[every, low] = high
        emptiest[every, high] -= 1 - bound[every, low]
        fullest[every, high] = emptiest[every, high]
        emptiest[every, low], fullest[every, low] = np.inf, -np.inf
    kept = np.minimum(np.round(bound * full), full - 1).astype(np.uint32)
    entries: npt.NDArray[np.uint32] = (kept << np.uint32(width)) | other.astype(np.uint32)
    return entries


def count_aliases(means: Floats, *, evenly: bool = False) -> npt.NDArray[np.uint32]:
    """[S, 32] Alias tables of counts with the given means: Poisson counts cut at 31, or the two nearest counts."""
    chances = np.zeros((len(means), COUNTS))
    if evenly:
        near = np.round(means, _DIGITS)  # rates that add up to one do so to within the rounding of people by stratum
        whole, every = np.floor(near).astype(np.int64), np.arange(len(means))
        chances[every, whole + 1] = near - whole
        chances[every, whole] = 1 - (near - whole)
        return alias_tables(chances)
    for at, mean in enumerate(means):
        logs = [-mean + k * math.log(mean) - math.lgamma(k + 1) if mean > 0 else 0.0 for k in range(COUNTS)]
        chances[at] = [math.exp(one) for one in logs] if mean > 0 else [1.0] + [0.0] * (COUNTS - 1)
    return alias_tables(chances)


def livelihood_tables(catalogue: Catalogue) -> LivelihoodTables:
    """Work, debt, savings and strain."""
    lives, kinds = (
        catalogue.livelihood,
        {kind.conduct.id: kind.row for kind in catalogue.kinds if kind.conduct},
    )
    stages = {stage.id: at for at, stage in enumerate(lives.stages)}
    ranks = catalogue.cast.traits[catalogue.cast.means]

    def by_stage(values: list[float]) -> npt.NDArray[np.float32]:
        return np.array(values + [0.0] * (8 - len(values)), np.float32)

    def number(names: list[str | None], numbers: dict[str, int]) -> npt.NDArray[np.int32]:
        return np.array([numbers[name] if name else 0 for name in names] + [0] * (8 - len(names)), np.int32)

    def value(part: object) -> float:
        return float(getattr(part, "value", 0.0))

    return LivelihoodTables(
        job_changes=_job_changes(lives),
        income=_income(lives, ranks),
        usual=np.array([float(lives.starting_savings[rank].value) * TENTHS for rank in ranks], np.float32),
        falls=by_stage([value(one.falls) for one in lives.stages]),
        falls_hardship=by_stage([value(one.hardship) for one in lives.stages]),
        falls_into=number([one.falls_into for one in lives.stages], stages),
        falls_kind=number([one.conduct for one in lives.stages], kinds),
        cures=by_stage([value(one.cures) for one in lives.stages]),
        burden=by_stage([value(one.burden) for one in lives.stages]),
        cures_into=number([one.cures_into for one in lives.stages], stages),
        cures_kind=number([one.cure_conduct for one in lives.stages], kinds),
        needs=by_stage([value(one.needs_savings) * TENTHS for one in lives.stages]),
        pays=by_stage([value(lives.repayment) * TENTHS if one.id == "current" else 0.0 for one in lives.stages]),
        strain_of_job=np.array([0, 0, value(lives.strain_of_joblessness) * PARTS, 0], np.float32),
        constants=np.array(
            [
                value(lives.strain_of_poverty) * PARTS,
                value(lives.strain_of_sanction) * PARTS,
                1 - value(lives.strain_fades),
                value(lives.spends_back),
                value(lives.poverty_line) * TENTHS,
            ],
            np.float32,
        ),
    )


def _job_changes(lives: Livelihood) -> npt.NDArray[np.float32]:
    loss, found = float(lives.job_loss.value), float(lives.job_found.value)
    table = np.zeros((4, 2), np.float32)
    table[EMPLOYED] = loss, min(1.0, loss + float(lives.dismissed_listed.value))
    table[UNEMPLOYED] = found, float(lives.job_found_listed.value)
    return table.ravel()


def _income(lives: Livelihood, ranks: Sequence[str]) -> npt.NDArray[np.float32]:
    """[5*4*2] What is left of a month's income, in tenths of a month's outgoings, before debts are paid.

    ``ranks`` are the levels that means go by, poorest first.
    """
    table = np.zeros((5, 4, 2))
    for at, rank in enumerate(ranks):
        earned = 1 / (1 - min(0.95, float(lives.saving_rate[rank].value)))  # in months of outgoings
        for travel_refused in range(2):
            lost = float(lives.income_listed.value) * travel_refused
            table[at, NOT_SEEKING, travel_refused] = 0
            table[at, EMPLOYED, travel_refused] = earned * (1 - lost) - 1
            table[at, UNEMPLOYED, travel_refused] = earned * float(lives.jobless_income.value) * (1 - lost) - 1
    return (table * TENTHS).astype(np.float32).ravel()


def _weights(kind: Kind) -> tuple[float, float]:
    """How far a conduct follows temper, and how much likelier full strain makes it; as the kernel holds them."""
    assert kind.conduct is not None
    temper = float(kind.conduct.temper.value) if kind.conduct.temper else 0.0
    hardship = float(kind.conduct.hardship.value) if kind.conduct.hardship else 0.0
    return round(temper * 256) / 256, min(round(hardship * 256), _MOST_WEIGHT) / 256


def _sways(catalogue: Catalogue) -> npt.NDArray[np.int32]:
    table = np.zeros(catalogue.size, np.int32)
    for kind in catalogue.kinds:
        if kind.conduct is not None:
            temper, hardship = _weights(kind)
            table[kind.row] = int(temper * 256) | int(hardship * 256) << 16
    return table


def _by_kind(catalogue: Catalogue, of: Callable[[Kind], float], rest: float = 0) -> Floats:
    table = np.full(catalogue.size, float(rest))
    for kind in catalogue.kinds:
        table[kind.row] = of(kind)
    return table


def _service_number(catalogue: Catalogue) -> Callable[[Kind], int]:
    services = [kind.row for kind in catalogue.kinds if kind.service]
    return lambda kind: services.index(kind.row) if kind.service else -1


def _effects(
    catalogue: Catalogue, stages: list[str]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Money, strain, job and debt that each kind of event leads to, by 2 * kind + refused."""
    size = 2 * catalogue.size
    money, strain = np.zeros(size, np.float32), np.zeros(size, np.float32)
    job, debt = np.full(size, NOTHING, np.uint8), np.full(size, NOTHING, np.uint8)
    for kind in catalogue.kinds:
        both: list[Effect | None] = [kind.conduct.then, None] if kind.conduct else []
        if kind.service:
            both = [kind.service.if_granted, kind.service.if_refused]
        for refused, effect in enumerate(both):
            at = 2 * kind.row + refused
            if effect is not None:
                money[at] = float(effect.money.value) * TENTHS if effect.money else 0
                strain[at] = float(effect.strain.value) * PARTS if effect.strain else 0
                job[at] = _JOBS[effect.job] if effect.job else NOTHING
                debt[at] = stages.index(effect.debt) if effect.debt else NOTHING
    return money, strain, job, debt


def scheduled_conducts(catalogue: Catalogue) -> list[tuple[Kind, Due]]:
    """The kinds of conduct that fall due by the calendar, and when."""
    return [(kind, kind.conduct.due) for kind in catalogue.kinds if kind.conduct and kind.conduct.due]


def _due_likely(dues: list[tuple[Kind, Due]], response: Floats) -> npt.NDArray[np.float32]:
    table = np.zeros((3, STATUSES), np.float32)
    for at, (kind, due) in enumerate(dues):
        table[at] = float(due.chance.value) * response[:, kind.row]
    return table
