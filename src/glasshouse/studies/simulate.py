"""The main path over time: make ready, month by month, tally, and hand over a run."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.units import MONTHS_PER_YEAR
from glasshouse.engine.company import Cohort, Company, company_of
from glasshouse.population.firms import firm_count
from glasshouse.population.state import RECORDS_PER_WORD
from glasshouse.results import run_tables as frames
from glasshouse.results.run import Run
from glasshouse.results.simulated import Simulated
from glasshouse.scheme.compile.score import bins_of
from glasshouse.scheme.compile.statuses import sanctioned_grades
from glasshouse.scheme.forms.placed import month_number
from glasshouse.storage import provenance, saved
from glasshouse.storage.checkpoint import Checkpoint
from glasshouse.storage.folder import Folder, require_same_engine
from glasshouse.storage.kinds import COMPLETE, RUN
from glasshouse.studies.bookkeeping import BookKeeper, followed_blocks, simulate_months
from glasshouse.studies.handover import start_in
from glasshouse.studies.spec import Parts, Plan, RunSpec, asked_again, parts_of, plan_of, refuse_too_many, texts_of
from glasshouse.studies.study import Contents, Progress, conduct


@dataclass(frozen=True)
class OneRun:
    """A question asked as it is: one world under its schemes, with one seed."""

    spec: RunSpec
    parts: Parts
    start: Checkpoint | None = None  # what it begins with if not with its first month; as its schemes find it
    branch: Mapping[str, Any] | None = None  # what its JSON says of the run it branches from
    source: Path | None = None  # the file of the saved month that it begins with

    kind = RUN

    def plan(self) -> Plan:
        """What it would take, before anything runs."""
        return plan_of(self.spec, self.parts)

    @cached_property
    def contents(self) -> Contents:
        """What its folder begins with, if it begins now."""
        texts = texts_of(self.parts)
        return Contents(described(self.spec, self.parts, texts, self.branch), texts, start=self.source)

    def carry_out(self, kept: Folder | None, progress: Progress | None) -> Run:
        """Simulate the months that are left, keep what is to be kept, and hand over the run."""
        began, spec = time.perf_counter(), self.spec

        def tick(month: int) -> None:
            if kept is not None and month in spec.saves:
                saved.keep(kept.path, book_keeper.held(month))
            if progress is not None:
                progress(month, spec.months)

        with company_for(spec, self.parts) as company:
            book_keeper = BookKeeper(company, spec.months, len(self.parts.placed), kept)
            company.warm_up()
            first = book_keeper.begin(self.start)
            prepared = time.perf_counter()
            simulate_months(book_keeper, first, tick)
            ended = time.perf_counter()
        took = {"seconds": round(ended - began, 3), "seconds_living": round(ended - prepared, 3)}
        return handed_over(self, book_keeper, kept, took)


def simulate(spec: RunSpec, folder: Path | None = None, progress: Progress | None = None) -> Run:
    """The run that ``spec`` describes, kept in ``folder`` if there is one.

    Parameters
    ----------
    progress : function of (months done, months), optional
        Called after every month.

    Raises
    ------
    GlasshouseError
        If anything that ``spec`` names is wrong, too large for this machine, or the disk refuses.
    """
    return conduct(one_run(spec), folder, progress)


def one_run(spec: RunSpec) -> OneRun:
    """The run that ``spec`` describes, with all that it names read and checked; raises what ``parts_of`` raises."""
    return OneRun(spec, parts_of(spec))


def again(folder: Path, info: Mapping[str, Any]) -> OneRun:
    """The run that a folder keeps, to be made again; a branch from the month it begins with."""
    spec, parts = asked_again(info, folder)
    return OneRun(spec, parts, start_in(folder, info, parts.placed, spec.begins, spec.months))


def described(
    spec: RunSpec, parts: Parts, texts: Mapping[str, str], branch: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What ``run.json`` says of a run that begins now.

    Parameters
    ----------
    texts : mapping of str to str
        The files that it is made of.
    branch : mapping, optional
        What it begins with, if it is a branch.
    """
    return provenance.describe(
        reference=str(spec.scheme), placed=parts.placed, world=parts.world, world_text=parts.world_text,
        catalogue={name: text for name, text in texts.items() if name.startswith("catalogue")}, people=parts.people,
        firms=firm_count(parts.people) if "firm" in parts.kinds else 0, begins=spec.begins, months=spec.months,
        seed=spec.seed, follow=spec.follow, records=spec.records, command=spec.command, saves=spec.saves,
        branch=branch, parts=spec.parts.told(), burn_in=spec.burn_in,
    )  # fmt: skip


def past_of(run: Run, month: int, start: Checkpoint | None = None, progress: Progress | None = None) -> Checkpoint:
    """Everything that a complete run held after ``month`` months, simulated again.

    Parameters
    ----------
    start : Checkpoint, optional
        A month of the same run, not after ``month``, to begin with; if not given, the past is simulated as a whole.

    Raises
    ------
    GlasshouseError
        If the run was made by another engine, is a branch that begins with a later month, or is too large for this
        machine.
    """
    assert run.folder is not None
    require_same_engine(run.info, run.folder)
    study = again(run.folder, run.info)
    refuse_too_many(study.plan(), study.spec)
    spec, parts, start = study.spec, study.parts, start or study.start
    if start is not None and start.month > month:
        raise GlasshouseError(
            f"{run.folder} is a branch that begins with {run.info['branch']['begins']}; what came before was simulated "
            "under other rules. Name the run that it branched from."
        )
    with company_for(spec, parts) as company:
        book_keeper = BookKeeper(company, spec.months, len(parts.placed), None)
        company.warm_up()
        for done in range(book_keeper.begin(start), month):
            book_keeper.book(done)
            if progress is not None:
                progress(done + 1, month)
        return book_keeper.held(month)


def cohorts_for(spec: RunSpec, parts: Parts) -> list[Cohort]:
    """People and firms of a run, made ready; whatever the seed."""
    first = month_number(spec.begins) if spec.begins else None
    return company_of(
        parts.placed, parts.world, parts.catalogue, parts.firms, parts.people, spec.months, first, spec.parts
    )


def company_for(spec: RunSpec, parts: Parts, cohorts: list[Cohort] | None = None) -> Company:
    """Those who live a run; made ready, if they are not yet."""
    cohorts = cohorts or cohorts_for(spec, parts)
    followed = [followed_blocks(one.subjects, spec.follow) for one in cohorts]
    return Company(
        cohorts, spec.seed, parts.people, spec.records // RECORDS_PER_WORD, spec.threads or os.cpu_count() or 1,
        followed, month_number(spec.begins or parts.world.begins) % MONTHS_PER_YEAR,
    )  # fmt: skip


def handed_over(study: OneRun, keeper: BookKeeper, kept: Folder | None, took: dict[str, float]) -> Run:
    """The run that was simulated, its tables kept in the folder if there is one; ``took``: seconds, for its JSON."""
    parts = study.parts
    each = [frames.tables(one) for one in seen_by_schemes(parts, keeper)]
    if kept is None:
        about = {**study.contents.info, **took, "state": COMPLETE, "files": {}}
    else:
        named = dict(each[0])
        for one, tables in zip(parts.placed[1:], each[1:], strict=True):
            named |= {f"{one.scheme.id}/{name}": table for name, table in tables.items()}
        about = kept.finish(named, took)
    runs = [
        Run(
            {**about, "scheme": about["schemes"][at]}, tables, scheme=one.scheme, world=parts.world,
            catalogue=parts.catalogue_of(one), folder=kept.path if kept else None, at=at,
            made_of=None if kept else parts,
        )
        for at, (one, tables) in enumerate(zip(parts.placed, each, strict=True))
    ]  # fmt: skip
    for run in runs:
        run.know({one.info["scheme"]["id"]: one for one in runs})
    return runs[0]


def seen_by_schemes(parts: Parts, keeper: BookKeeper) -> list[Simulated]:
    """What was simulated, as each scheme of the run sees it."""
    return [
        Simulated(
            tallies=keeper.tallies[at], scheme=one.scheme, catalogue=parts.catalogue_of(one), panel=keeper.lives(at),
            sanctioned_grades=sanctioned_grades(one.scheme), bins=bins_of(one.scheme),
        )
        for at, one in enumerate(parts.placed)
    ]  # fmt: skip
