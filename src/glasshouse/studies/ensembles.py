"""Many seeds of one run, or of one comparison: what they come to, each number as a mean with its interval."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import polars as pl

from glasshouse.base.errors import GlasshouseError, lasting
from glasshouse.measure.gather import Gathered, Layout
from glasshouse.measure.interval import LEVEL, METHOD
from glasshouse.results import comparison_tables as contrast
from glasshouse.results import comparison_totals as contrast_totals
from glasshouse.results import run_tables as frames
from glasshouse.results import run_totals as totals
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.means import TABLES
from glasshouse.results.run import inputs_in
from glasshouse.results.simulated import Simulated
from glasshouse.results.together import read_together
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.storage import provenance
from glasshouse.storage.folder import Folder
from glasshouse.storage.kinds import COMPARISON, COMPLETE, ENSEMBLE, RUN, SIDES
from glasshouse.studies import side_by_side
from glasshouse.studies.bookkeeping import BookKeeper, Keeps, simulate_months
from glasshouse.studies.comparison import TwoWorlds, two_worlds
from glasshouse.studies.gathering import Gathering, Repeated
from glasshouse.studies.pairing import Both
from glasshouse.studies.simulate import OneRun, cohorts_for, company_for, one_run, seen_by_schemes
from glasshouse.studies.spec import Plan, RunSpec, asked_again, plan_of
from glasshouse.studies.study import Contents, Progress, conduct

SMALL_STATE = 256_000_000  # bytes of all people up to which every core simulates a seed of its own
PATIENCE = 3_600.0  # seconds; what takes longer is simulated only if somebody says so
SECONDS_A_SEED = 0.15  # to begin a seed of a run, and to make and gather its tables

Outcome = TypeVar("Outcome", Ensemble, TwinEnsemble, covariant=True)


class Member(Protocol[Outcome]):
    """What is asked with many seeds, and what is particular to that."""

    of: str  # the noun of its kind
    seconds: float  # that a seed takes beside its months

    @property
    def spec(self) -> RunSpec:
        """The question with its first seed."""
        ...

    def plan(self) -> Plan:
        """What one seed would take."""
        ...

    def seconds_to_begin(self) -> float:
        """Those that are spent once, for all seeds."""
        ...

    def contents(self) -> Contents:
        """What the folder of one seed would begin with, all files below ``inputs``."""
        ...

    def repeated(self, lanes: int) -> Repeated[Any]:
        """It, made ready to be simulated with one seed after another, so many at once."""
        ...

    def result(self, about: Mapping[str, Any], tables: Mapping[str, pl.DataFrame], folder: Path | None) -> Outcome:
        """What all seeds come to."""
        ...


@dataclass(frozen=True)
class ManySeeds(Generic[Outcome]):
    """A question asked with many seeds, one after another."""

    member: Member[Outcome]
    seeds: int

    kind = ENSEMBLE

    @property
    def spec(self) -> RunSpec:
        """The question with its first seed."""
        return self.member.spec

    @property
    def lanes(self) -> int:
        """How many seeds are simulated at once."""
        return lanes_of(self.spec, self.member.plan().state_bytes, self.seeds)

    def plan(self) -> Plan:
        """What all seeds would take, before anything runs."""
        refuse_seeds(self.spec, self.seeds)
        one, begin, lanes = self.member.plan(), self.member.seconds_to_begin(), self.lanes
        return one._replace(
            seconds=begin + self.seeds * (max(one.seconds - begin, 0.0) + self.member.seconds),
            memory_bytes=one.memory_bytes + (lanes - 1) * one.state_bytes,
            disk_bytes=10_000_000 + (2 * one.state_bytes if lanes == 1 else 0),
        )

    @cached_property
    def contents(self) -> Contents:
        """What its folder begins with, if it begins now."""
        one = self.member.contents()
        info = {
            **one.info,
            "run": provenance.sha256(f"{one.info['run']} {self.seeds}")[:12],
            "versions": {**one.info["versions"], "scipy": metadata.version("scipy")},
            "of": self.member.of,
            "seeds": self.seeds,
            "tables": list(TABLES),
            "method": METHOD,
            "level": LEVEL,
        }
        return Contents(info, one.texts)

    def carry_out(self, kept: Folder | None, progress: Progress | None) -> Outcome:
        """Simulate the seeds that are left, keep what is to be kept, and hand over the ensemble."""
        began = time.perf_counter()
        gathering = Gathering(self.member.repeated(self.lanes), self.seeds, self.lanes, kept, progress)
        tables = tables_of(gathering.gather(), self.spec.seed)
        took = {"seconds": round(time.perf_counter() - began, 3)}
        if kept is None:
            return self.member.result({**self.contents.info, **took, "state": COMPLETE}, tables, None)
        return self.member.result(kept.finish(tables, took), tables, kept.path)


@dataclass(frozen=True)
class OfRuns:
    """A run that is asked with many seeds."""

    run: OneRun

    of = RUN.noun
    seconds = SECONDS_A_SEED

    @property
    def spec(self) -> RunSpec:
        """The question with its first seed."""
        return self.run.spec

    def plan(self) -> Plan:
        """What one seed would take."""
        return self.run.plan()

    def seconds_to_begin(self) -> float:
        """Those that are spent once, for all seeds."""
        return _seconds_of_one_person(self.run)

    def contents(self) -> Contents:
        """What the folder of one seed would begin with."""
        return self.run.contents

    def repeated(self, lanes: int) -> Repeated[list[Simulated]]:
        """The run, made ready to be simulated with one seed after another."""
        return Runs(_on_threads(self.run, lanes))

    def result(self, about: Mapping[str, Any], tables: Mapping[str, pl.DataFrame], folder: Path | None) -> Ensemble:
        """What all seeds come to."""
        parts = self.run.parts
        made_of = {one.scheme.id: (one.scheme, parts.catalogue_of(one)) for one in parts.placed}
        return Ensemble(about, tables, made_of=made_of, world=parts.world, folder=folder)


@dataclass(frozen=True)
class OfComparisons:
    """A comparison that is asked with many seeds."""

    two: TwoWorlds

    of = COMPARISON.noun
    seconds = 3 * SECONDS_A_SEED

    @property
    def spec(self) -> RunSpec:
        """The question with its first seed, as it is asked of the first world."""
        return self.two.spec

    def plan(self) -> Plan:
        """What one seed would take."""
        return self.two.plan()

    def seconds_to_begin(self) -> float:
        """Those that are spent once, for all seeds."""
        return 2 * _seconds_of_one_person(self.two.both[0])

    def contents(self) -> Contents:
        """What the folder of one seed would begin with; the files of either side below its name."""
        info, _, each, _ = self.two.contents
        sides = [
            {**said, "about": about, "of": {who: _called(side, who) for who in info["who"]}}
            for said, (about, _), side in zip(info["sides"], each.values(), self.two.both, strict=True)
        ]
        texts = {f"{name}/{file}": text for name, (_, own) in each.items() for file, text in own.items()}
        return Contents({**info, "sides": sides}, texts)

    def repeated(self, lanes: int) -> Repeated[Mapping[str, contrast.Compared]]:
        """The comparison, made ready to be simulated with one seed after another."""
        one, two = (_on_threads(side, lanes) for side in self.two.both)
        return Comparisons((one, two))

    def result(self, about: Mapping[str, Any], tables: Mapping[str, pl.DataFrame], folder: Path | None) -> TwinEnsemble:
        """What all seeds come to."""
        return TwinEnsemble(about, tables, folder=folder)


def ensemble(
    spec: RunSpec, seeds: int, folder: Path | None = None, progress: Progress | None = None, *, patient: bool = False
) -> Ensemble:
    """What ``seeds`` runs of ``spec`` come to, with the seeds from ``spec.seed`` on.

    Parameters
    ----------
    folder : Path, optional
        Where to keep it; it can then be resumed.
    progress : function of (months done, months), optional
        Called now and then with the months of all seeds.
    patient : bool
        Whether it may take more than an hour.

    Raises
    ------
    GlasshouseError
        If anything that ``spec`` names is wrong, too large for this machine or would take more than an hour, or the
        disk refuses.
    """
    study = many_runs(spec, seeds)
    refuse_long(study.plan(), seeds, patient=patient)
    return conduct(study, folder, progress)


def compared(
    spec: RunSpec,
    other: str | Path,
    seeds: int,
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    patient: bool = False,
) -> TwinEnsemble:
    """What ``seeds`` comparisons come to, with the seeds from ``spec.seed`` on; see ``comparison.compare``.

    The parameters, and what is raised, are those of :func:`ensemble`.
    """
    study = many_comparisons(spec, other, seeds)
    refuse_long(study.plan(), seeds, patient=patient)
    return conduct(study, folder, progress)


def many_runs(spec: RunSpec, seeds: int) -> ManySeeds[Ensemble]:
    """Runs of ``spec`` with so many seeds; raises what ``parts_of`` raises."""
    return ManySeeds(OfRuns(one_run(replace(spec, follow=0))), seeds)


def many_comparisons(spec: RunSpec, other: str | Path, seeds: int) -> ManySeeds[TwinEnsemble]:
    """Comparisons of ``spec`` with ``other`` with so many seeds; raises what ``sides_of`` raises."""
    return ManySeeds(OfComparisons(two_worlds(replace(spec, follow=0), other)), seeds)


def again(folder: Path, info: Mapping[str, Any]) -> ManySeeds[Any]:
    """The ensemble that a folder keeps, to be made again."""
    if info["of"] == RUN.noun:
        return ManySeeds(OfRuns(OneRun(*asked_again(info, folder))), info["seeds"])
    one, two = (
        OneRun(*asked_again(side["about"], folder, inputs_in(folder / "inputs" / name)))
        for name, side in zip(SIDES, info["sides"], strict=True)
    )
    return ManySeeds(OfComparisons(TwoWorlds((one, two))), info["seeds"])


def refuse_long(planned: Plan, seeds: int, *, patient: bool) -> None:
    """Refuse what takes more than an hour, unless somebody is patient.

    Raises
    ------
    GlasshouseError
        If so; the text says how long it would take.
    """
    if planned.seconds > PATIENCE and not patient:
        raise GlasshouseError(
            f"{seeds:,} seeds would take about {lasting(planned.seconds)}. Take fewer, or say patient=True to wait "
            "that long."
        )


def refuse_seeds(spec: RunSpec, seeds: int) -> None:
    """Refuse seeds that are none, or beyond the last.

    Raises
    ------
    GlasshouseError
        If so.
    """
    if seeds < 1:
        raise GlasshouseError(f"seeds is {seeds:,}; at least one seed must be simulated.")
    if spec.seed + seeds > 1 << 64:
        raise GlasshouseError(f"{seeds:,} seeds from {spec.seed} on end beyond {(1 << 64) - 1}, the last there is.")


def lanes_of(spec: RunSpec, state_bytes: int, seeds: int) -> int:
    """How many seeds are simulated at once, so that every core is busy: one a thread, or one where people are many."""
    return min(_threads(spec), seeds) if state_bytes <= SMALL_STATE else 1


def tables_of(gathered: Gathered, first: int) -> dict[str, pl.DataFrame]:
    """The tables of an ensemble whose seeds begin with ``first``."""
    return {"numbers": read_together(gathered.numbers()), "seeds": gathered.of_each(first)}


def _threads(spec: RunSpec) -> int:
    return spec.threads or os.cpu_count() or 1


def _on_threads(run: OneRun, lanes: int) -> OneRun:
    """A run on the threads that are left for each of so many at once."""
    return replace(run, spec=replace(run.spec, threads=max(1, _threads(run.spec) // lanes)))


def _seconds_of_one_person(run: OneRun) -> float:
    """How long it takes to begin: a month of one person."""
    return plan_of(replace(run.spec, months=1), replace(run.parts, people=1)).seconds


def _called(side: OneRun, who: str) -> dict[str, Any]:
    """What a world is called on a page about ``who``, and the grades that they have there, best first."""
    kind = "person" if who == "people" else "firm"
    mine = [one.scheme for one in side.parts.placed if one.scheme.subjects.kind == kind]
    return {"title": " + ".join(one.title for one in mine), "grades": [grade.id for grade in mine[0].grades]}


class Runs:
    """Runs that differ in their seed alone, all from what was made ready once."""

    layouts: Mapping[str, Layout] = totals.LAYOUTS

    def __init__(self, run: OneRun) -> None:
        self.run, self.months = run, run.spec.months
        self.cohorts = cohorts_for(run.spec, run.parts)

    def simulate(self, turn: int, kept: Keeps | None, tick: Callable[[], None]) -> list[Simulated]:
        """What each scheme sees of the run number ``turn``."""
        spec, parts = replace(self.run.spec, seed=self.run.spec.seed + turn), self.run.parts
        with company_for(spec, parts, self.cohorts) as company:
            keeper = BookKeeper(company, self.months, len(parts.placed), kept)
            company.warm_up()
            simulate_months(keeper, keeper.begin(), lambda _: tick())
        return seen_by_schemes(parts, keeper)

    def tables(self, outcome: list[Simulated]) -> dict[str, dict[str, pl.DataFrame]]:
        """The tables of each scheme."""
        return {one.scheme.id: totals.with_totals(frames.tables(one, totals.FROM_A_RUN)) for one in outcome}


class Comparisons:
    """Comparisons that differ in their seed alone, all from what was made ready once."""

    layouts: Mapping[str, Layout] = contrast_totals.LAYOUTS

    def __init__(self, both: Both) -> None:
        self.both, self.months = both, both[0].spec.months
        self.cohorts = [cohorts_for(side.spec, side.parts) for side in both]

    def simulate(self, turn: int, kept: Keeps | None, tick: Callable[[], None]) -> Mapping[str, contrast.Compared]:
        """What differs in the comparison number ``turn``, by whose lives they are."""
        one, two = (replace(side, spec=replace(side.spec, seed=side.spec.seed + turn)) for side in self.both)
        keeper, _ = side_by_side.simulated((one, two), self.cohorts, kept, lambda _: tick())
        metrics = [
            [frames.tables(lived, ("metrics",))["metrics"] for lived in seen_by_schemes(side.parts, own)]
            for side, own in zip((one, two), keeper.keepers, strict=True)
        ]
        return side_by_side.compared((one, two), keeper, metrics)

    def tables(self, outcome: Mapping[str, contrast.Compared]) -> dict[str, dict[str, pl.DataFrame]]:
        """The tables of each kind of subject."""
        tables = {who: contrast.tables(one, contrast_totals.FROM_A_COMPARISON) for who, one in outcome.items()}
        return {who: contrast_totals.with_totals(own) for who, own in tables.items()}
