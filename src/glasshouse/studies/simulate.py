"""The main path over time: make ready, month by month, tally, and hand over a run."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.units import MONTHS_PER_YEAR
from glasshouse.engine.company import Cohort, Company, company_of
from glasshouse.population.firms import firm_count
from glasshouse.population.state import RECORDS_PER_WORD
from glasshouse.runs import frames, provenance, saved, store
from glasshouse.runs.checkpoint import Checkpoint
from glasshouse.runs.run import Run
from glasshouse.scheme.compile import bins_of, sanctioned_grades
from glasshouse.scheme.placed import month_number
from glasshouse.studies.bookkeeping import BookKeeper, followed_blocks
from glasshouse.studies.handover import start_in
from glasshouse.studies.spec import Parts, RunSpec, again, parts_of, plan_of, refuse_too_many, texts_of

Progress = Callable[[int, int], None]


class Verification(NamedTuple):
    """Whether a run, lived again, gave the same tables."""

    same: bool
    differences: list[str]


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
    parts = parts_of(spec)
    if folder is not None:
        store.refuse_what_is_there(folder, force=spec.force)
    refuse_too_many(plan_of(spec, parts), spec)
    texts = texts_of(parts)
    info = described(spec, parts, texts)
    if folder is None:
        return live(spec, parts, None, info, progress)
    with store.begin(folder, info, texts, force=spec.force) as kept:
        return live(spec, parts, kept, info, progress)


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
        branch=branch, parts=spec.parts.told(),
    )  # fmt: skip


def resume(folder: Path, progress: Progress | None = None) -> Run:
    """Go on with an unfinished run from its last whole month, to the same bits.

    Raises
    ------
    GlasshouseError
        If the folder is no unfinished run, is being written, was begun by another engine, or is too large for this
        machine.
    """
    with store.reopen(Path(folder)) as kept:
        spec, parts = again(kept.info, kept.path)
        refuse_too_many(plan_of(spec, parts), spec)
        start = start_in(kept.path, kept.info, parts.placed, spec.begins, spec.months)
        return live(spec, parts, kept, kept.info, progress, start)


def verify(folder: Path, progress: Progress | None = None) -> Verification:
    """Live a complete run again, a branch from the month it begins with, and compare every table.

    Raises
    ------
    GlasshouseError
        If the folder is no complete run, is damaged, was made by another engine, or is too large for this machine.
    """
    run = store.open_run(Path(folder))
    store.require_same_engine(run.info, Path(folder))
    spec, parts = again(run.info, Path(folder))
    refuse_too_many(plan_of(spec, parts), spec)
    start = start_in(Path(folder), run.info, parts.placed, spec.begins, spec.months)
    lived = live(spec, parts, None, run.info, progress, start)
    differences = []
    for name in run.schemes:
        mine, theirs = run.under(name), lived.under(name)
        prefix = "" if mine is run else f"{name}/"
        differences += [
            prefix + table
            for table in frames.TABLES
            if not mine.table(table).equals(theirs.table(table), null_equal=True)
        ]
    return Verification(not differences, differences)


def past_of(run: Run, month: int, start: Checkpoint | None = None, progress: Progress | None = None) -> Checkpoint:
    """Everything that a complete run held after ``month`` months, lived again.

    Parameters
    ----------
    start : Checkpoint, optional
        A month of the same run, not after ``month``, to begin with; if not given, the past is lived as a whole.

    Raises
    ------
    GlasshouseError
        If the run was made by another engine, is a branch that begins with a later month, or is too large for this
        machine.
    """
    assert run.folder is not None
    store.require_same_engine(run.info, run.folder)
    spec, parts = again(run.info, run.folder)
    refuse_too_many(plan_of(spec, parts), spec)
    start = start or start_in(run.folder, run.info, parts.placed, spec.begins, spec.months)
    if start is not None and start.month > month:
        raise GlasshouseError(
            f"{run.folder} is a branch that begins with {run.info['branch']['begins']}; what came before was lived "
            "under other rules. Name the run that it branched from."
        )
    with company_for(spec, parts) as company:
        book_keeper = BookKeeper(company, spec.months, len(parts.placed), None)
        company.warm_up()
        for lived in range(book_keeper.begin(start), month):
            book_keeper.book(lived)
            if progress is not None:
                progress(lived + 1, month)
        return book_keeper.held(month)


def live(
    spec: RunSpec,
    parts: Parts,
    kept: store.RunFolder | None,
    info: dict[str, Any],
    progress: Progress | None = None,
    start: Checkpoint | None = None,
) -> Run:
    """Live the months that are left, keep what is to be kept, and hand over the run.

    Parameters
    ----------
    kept : RunFolder, optional
        Where the run is kept; from its last month that was kept it goes on.
    start : Checkpoint, optional
        What the run begins with if not with its first month; as its schemes find it.
    """
    began = time.perf_counter()
    with company_for(spec, parts) as company:
        book_keeper = BookKeeper(company, spec.months, len(parts.placed), kept)
        company.warm_up()
        lived_before = book_keeper.begin(start)
        living = time.perf_counter()
        for month in range(lived_before, spec.months + 1):
            book_keeper.book(month)
            if month < spec.months:
                book_keeper.keep(month + 1)
                if kept is not None and month + 1 in spec.saves:
                    saved.keep(kept.path, book_keeper.held(month + 1))
                if progress is not None:
                    progress(month + 1, spec.months)
        lived = time.perf_counter()
    took = {"seconds": round(lived - began, 3), "seconds_living": round(lived - living, 3)}
    return handed_over(parts, book_keeper, kept, info, took)


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


def handed_over(
    parts: Parts,
    keeper: BookKeeper,
    kept: store.RunFolder | None,
    info: dict[str, Any],
    took: dict[str, float],
) -> Run:
    """The run that was lived, its tables kept in the folder if there is one.

    Parameters
    ----------
    info : dict
        What ``run.json`` said so far.
    took : dict
        Seconds, to be added to it.
    """
    each = [frames.tables(one) for one in lived_under(parts, keeper)]
    about = {**info, **took, "state": store.COMPLETE, "files": info.get("files", {})}
    if kept is not None:
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


def lived_under(parts: Parts, keeper: BookKeeper) -> list[frames.Lived]:
    """What was lived, as each scheme of the run sees it."""
    return [
        frames.Lived(
            tallies=keeper.tallies[at], scheme=one.scheme, catalogue=parts.catalogue_of(one), panel=keeper.lives(at),
            sanctioned_grades=sanctioned_grades(one.scheme), bins=bins_of(one.scheme),
        )
        for at, one in enumerate(parts.placed)
    ]  # fmt: skip
