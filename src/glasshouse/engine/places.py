"""How many records come on file: what the rates of a world and the terms of its rules bring, before anything is run."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.engine.setting import strata_of
from glasshouse.life.compile import MOST_TEMPER, headroom, livelihood_tables, occasion_rates
from glasshouse.life.start import start_tables
from glasshouse.life.tables import LivelihoodTables
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.observe.record import UNLIMITED
from glasshouse.population.model import World
from glasshouse.population.state import FILES
from glasshouse.population.temper import MEAN, quantiles
from glasshouse.scheme.compile.calendar import forms_of
from glasshouse.scheme.compile.compile import subjects
from glasshouse.scheme.compile.filing import file_tables, numbers_of
from glasshouse.scheme.compile.response import most_response, response
from glasshouse.scheme.language.model import Scheme

Floats = npt.NDArray[np.float64]

ENOUGH_FOR = 0.99  # of those who are scored
TEMPERS = 16  # equally likely ones that stand for all
STAGES = 8
SETTLED_IN = 240  # months in which debts come to a steady state


class Places(NamedTuple):
    """How many records that count the subjects of some schemes have on file after so many months."""

    mean: float
    most: int  # that 99 in 100 of them have at most

    @property
    def size(self) -> int:
        """The smallest file that has room for them, or the largest there is."""
        return next((one for one in FILES if one >= self.most), FILES[-1])


def places_needed(schemes: Sequence[Scheme], world: World, catalogue: Catalogue, months: int) -> Places:
    """The records that schemes over one file have use for, of their subjects in a world after ``months`` months.

    Records are counted as they come: by chance, at the rates of the catalogue, more to strata and tempers that
    misbehave more, and kept as long as any of the schemes, in any of its forms, has a use for them. Those beyond a
    limit are left out, since they give way first; so is what strain and sanctions add.
    """
    forms = [form for one in schemes for form in forms_of(one)]
    numbers = numbers_of(forms, catalogue)
    files = file_tables(forms, catalogue, numbers)
    people = strata_of(world, catalogue)
    weights = people * np.logical_or.reduce([subjects(one, catalogue.cast) for one in schemes])
    tempers = np.minimum(quantiles(float(world.temper_spread.value)), MOST_TEMPER).reshape(TEMPERS, -1).mean(axis=1)
    coming = _Coming(schemes, catalogue, people, tempers / MEAN)
    held = np.zeros((len(people), TEMPERS))
    for kind in catalogue.kinds:
        if number := numbers.of(kind.row):
            held += _counted(coming.of(kind), int(files.most[number])) * min(int(files.kept[number]), months)
    return _needed(held, weights / max(1, weights.sum()))


def _counted(monthly: Floats, rule: int) -> Floats:
    """Records a month, of so many that come by chance, that a limit counts; ``rule`` as in ``FileTables.most``."""
    most, window = rule & 127, rule >> 7 & 15
    if most == UNLIMITED or window == 0:
        return monthly
    mean = monthly * window
    chance, beyond, expected = np.exp(-mean), np.ones_like(mean), np.zeros_like(mean)
    for count in range(most):
        beyond = beyond - chance  # the chance of more than ``count``
        expected += beyond
        chance = chance * mean / (count + 1)
    return expected / window


def _needed(held: Floats, weights: Floats) -> Places:
    """The mean, and what so many have at most, of Poisson numbers with these means [S, T]; [S] how many people."""
    mean = float((held.mean(axis=1) * weights).sum())
    chance, upto, most = np.exp(-held), 0.0, -1
    while upto < ENOUGH_FOR and most < 1000:
        most += 1
        upto += float((chance.mean(axis=1) * weights).sum())
        chance = chance * held / (most + 1)
    return Places(mean, max(0, most))


class _Coming:
    """Records that come on file of each kind, by stratum and temper."""

    def __init__(self, schemes: Sequence[Scheme], catalogue: Catalogue, people: npt.NDArray[np.int64], tempers: Floats):
        self.catalogue, self.tempers = catalogue, tempers
        self.room = headroom(catalogue, most_response(catalogue))
        self.rates = occasion_rates(catalogue, people, self.room)
        self.factor = response(schemes, catalogue, [(1 << len(schemes)) - 1])[0]
        self.adults = catalogue.cast.adults()
        self.by_debt = self._by_debt(people)

    def of(self, kind: Kind) -> Floats:
        """[S, T] Records a month."""
        if kind.conduct is None or kind.source is None:
            return np.repeat(self.rates[:, kind.row, None], TEMPERS, axis=1)  # every request granted
        seen, false = float(kind.source.coverage.value), float(kind.source.false_records.value)
        due = kind.conduct.due
        if due is not None:
            often = self.adults / due.every * float(due.chance.value)
        elif kind.conduct.per_1000_a_year is not None:
            often = self.rates[:, kind.row] / self.room[kind.row]
        else:
            often = self.adults * self.by_debt[kind.row]
        weight = float(kind.conduct.temper.value) if kind.conduct.temper and not self.by_debt[kind.row] else 0.0
        acts = self.factor[kind.row] * np.maximum(0, 1 + weight * (self.tempers - 1))
        return np.asarray(often[:, None] * (acts * seen + false))

    def _by_debt(self, people: npt.NDArray[np.int64]) -> Floats:
        """[K] Times a month that an adult falls or recovers on the debt ladder, by the kind of conduct that this is."""
        means, grown = livelihood_tables(self.catalogue), people * self.adults
        share = grown / max(1, grown.sum())
        indebted = float((start_tables(self.catalogue.livelihood, self.catalogue.cast).indebted * share).sum())
        stages = np.zeros(STAGES)
        stages[:2] = 1 - indebted, indebted
        moves = _moves(means) @ self._loans(share)
        for _ in range(SETTLED_IN):
            stages = stages @ moves
        found = np.zeros(self.catalogue.size)
        np.add.at(found, means.falls_kind, stages * means.falls)
        np.add.at(found, means.cures_kind, stages * means.cures)
        found[0] = 0
        return found

    def _loans(self, share: Floats) -> Floats:
        """[8, 8] Chance that what one asks for, or does, leads from a stage of debt to another in a month."""
        names, led = [one.id for one in self.catalogue.livelihood.stages], np.eye(STAGES)
        for kind in self.catalogue.kinds:
            then = kind.service.if_granted if kind.service else kind.conduct.then if kind.conduct else None
            if then is None or not then.debt:
                continue
            often = min(1.0, float((self.rates[:, kind.row] * share).sum()) / self.room[kind.row])
            to = names.index(then.debt)
            for stage in range(STAGES):
                asks = kind.service is None or kind.service.asked_by != ("debt-free" if stage else "indebted")
                moved = led[stage] * often * asks
                led[stage] -= moved
                led[stage, to] += moved.sum()
        return led


def _moves(means: LivelihoodTables) -> Floats:
    """[8, 8] Chance of each move on the debt ladder in a month, by those who are not strained and can pay."""
    moves = np.zeros((STAGES, STAGES))
    for stage in range(STAGES):
        falls, cures = float(means.falls[stage]), float(means.cures[stage])
        moves[stage, stage] += 1 - falls - cures
        moves[stage, means.falls_into[stage]] += falls
        moves[stage, means.cures_into[stage]] += cures
    return moves
