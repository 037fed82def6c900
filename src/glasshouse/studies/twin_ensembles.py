"""Many seeds of one comparison: each lived in both worlds at once, gathered in the order of their seeds."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from glasshouse.measure.gather import Gathered, Layout
from glasshouse.runs import contrast, frames
from glasshouse.runs import folder as folders
from glasshouse.runs.contrast_layouts import LAYOUTS, with_each
from glasshouse.runs.ensemble import COMPARISON, require_of
from glasshouse.runs.folder import Folder
from glasshouse.runs.kinds import COMPLETE, ENSEMBLE, SIDES
from glasshouse.runs.run import inputs_in
from glasshouse.runs.twin_ensemble import TwinEnsemble
from glasshouse.studies import side_by_side
from glasshouse.studies.bookkeeping import Keeps
from glasshouse.studies.ensembles import (
    SECONDS_A_SEED,
    Gathering,
    described_many,
    lanes_of,
    many_times,
    refuse_long,
    refuse_seeds,
    tables_of,
    verification,
)
from glasshouse.studies.pairing import Both, described_both, plan_of_both, sides_of
from glasshouse.studies.simulate import (
    Progress,
    Verification,
    cohorts_for,
    described,
    lived_under,
)
from glasshouse.studies.spec import Plan, RunSpec, again, plan_of, refuse_too_many, texts_of
from glasshouse.studies.twin import Side


def ensemble(
    spec: RunSpec,
    other: str | Path,
    seeds: int,
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    patient: bool = False,
) -> TwinEnsemble:
    """What ``seeds`` comparisons come to, with the seeds from ``spec.seed`` on; see ``comparison.compare``.

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
        If anything that is named is wrong, too large for this machine or would take more than an hour, or the disk
        refuses.
    """
    both = sides_of(replace(spec, follow=0), other)
    planned = _plan(both, seeds)
    refuse_long(planned, seeds, patient=patient)
    if folder is not None:
        folders.refuse_what_is_there(folder, force=spec.force)
    refuse_too_many(planned, spec)
    texts = [texts_of(side.parts) for side in both]
    infos = [described(side.spec, side.parts, text) for side, text in zip(both, texts, strict=True)]
    info = _described(both, infos, seeds)
    if folder is None:
        return _live(both, None, info, progress)
    inside = {f"{name}/{file}": text for name, own in zip(SIDES, texts, strict=True) for file, text in own.items()}
    with folders.begin(ENSEMBLE, folder, info, inside, force=spec.force) as kept:
        return _live(both, kept, info, progress)


def plan(spec: RunSpec, other: str | Path, seeds: int) -> Plan:
    """What ``seeds`` comparisons would take, before anything runs.

    Raises
    ------
    GlasshouseError
        If anything that is named is wrong, or there are no such seeds.
    """
    return _plan(sides_of(replace(spec, follow=0), other), seeds)


def _plan(both: Both, seeds: int) -> Plan:
    spec = both[0].spec
    refuse_seeds(spec, seeds)
    one = plan_of_both(both)
    to_begin = 2 * plan_of(replace(spec, months=1), replace(both[0].parts, people=1)).seconds
    return many_times(one, spec, seeds, to_begin, 3 * SECONDS_A_SEED)


def _described(both: Both, infos: Sequence[dict[str, Any]], seeds: int) -> dict[str, Any]:
    """What ``ensemble.json`` says of an ensemble that begins now, by what the JSON of its first runs would say."""
    info = described_both(both, infos)
    sides = [
        {**said, "about": about, "of": {who: _told(side, who) for who in info["who"]}}
        for said, about, side in zip(info["sides"], infos, both, strict=True)
    ]
    return described_many({**info, "sides": sides}, seeds, COMPARISON)


def _told(side: Side, who: str) -> dict[str, Any]:
    """What a world is called on a page about ``who``, and the grades that they have there, best first."""
    kind = "person" if who == "people" else "firm"
    mine = [one.scheme for one in side.parts.placed if one.scheme.subjects.kind == kind]
    return {"title": " + ".join(one.title for one in mine), "grades": [grade.id for grade in mine[0].grades]}


def resume(folder: Path, progress: Progress | None = None) -> TwinEnsemble:
    """Go on with an unfinished ensemble of comparisons, to the same bits.

    Raises
    ------
    GlasshouseError
        If the folder is no unfinished ensemble of comparisons, is being written, was begun by another engine, or is too
        large for this machine.
    """
    with folders.reopen(ENSEMBLE, Path(folder)) as kept:
        require_of(COMPARISON, kept.info, kept.path)
        both = _both_again(kept.path, kept.info)
        refuse_too_many(_plan(both, kept.info["seeds"]), both[0].spec)
        return _live(both, kept, kept.info, progress)


def verify(folder: Path, progress: Progress | None = None) -> Verification:
    """Live every seed of a complete ensemble of comparisons again and compare its tables.

    Raises
    ------
    GlasshouseError
        If the folder is no complete ensemble of comparisons, is damaged, was made by another engine, or is too large
        for this machine.
    """
    folder = Path(folder)
    info = folders.opened(ENSEMBLE, folder)
    require_of(COMPARISON, info, folder)
    folders.require_same_engine(info, folder)
    both = _both_again(folder, info)
    refuse_too_many(_plan(both, info["seeds"]), both[0].spec)
    return verification(_gathered(both, None, info, progress), info, folder)


def _both_again(folder: Path, info: Mapping[str, Any]) -> Both:
    """Both worlds of an ensemble in a folder, to be lived again."""
    one, two = (
        Side(*again(side["about"], folder, inputs_in(folder / "inputs" / name)))
        for name, side in zip(SIDES, info["sides"], strict=True)
    )
    return one, two


def _live(both: Both, kept: Folder | None, info: dict[str, Any], progress: Progress | None) -> TwinEnsemble:
    """Live the seeds that are left, keep what is to be kept, and hand over the ensemble."""
    began = time.perf_counter()
    tables = tables_of(_gathered(both, kept, info, progress), info["seed"])
    took = {"seconds": round(time.perf_counter() - began, 3)}
    about = {**info, **took, "state": COMPLETE} if kept is None else kept.finish(tables, took)
    return TwinEnsemble(about, tables, folder=kept.path if kept else None)


def _gathered(both: Both, kept: Folder | None, info: Mapping[str, Any], progress: Progress | None) -> Gathered:
    """What all seeds came to, of which some may have been lived before."""
    spec = both[0].spec
    lanes = lanes_of(spec, plan_of_both(both).state_bytes, info["seeds"])
    living = Comparisons(both, lanes)
    return Gathering(living, info["seeds"], lanes, kept, progress).gather()


class Comparisons:
    """Comparisons that differ in their seed alone, all from what was made ready once."""

    layouts: Mapping[str, Layout] = LAYOUTS

    def __init__(self, both: Both, lanes: int) -> None:
        threads = max(1, (both[0].spec.threads or os.cpu_count() or 1) // lanes)
        one, two = (Side(replace(side.spec, threads=threads), side.parts) for side in both)
        self.both: Both = (one, two)
        self.months = one.spec.months
        self.cohorts = [cohorts_for(side.spec, side.parts) for side in self.both]

    def live(self, turn: int, kept: Keeps | None, tick: Callable[[], None]) -> Mapping[str, contrast.Compared]:
        """What differs in the comparison number ``turn``, by whose lives they are."""
        one, two = (Side(replace(side.spec, seed=side.spec.seed + turn), side.parts) for side in self.both)
        keeper, _ = side_by_side.lived((one, two), self.cohorts, kept, lambda _: tick())
        metrics = [
            [frames.tables(lived, ("metrics",))["metrics"] for lived in lived_under(side.parts, own)]
            for side, own in zip((one, two), keeper.keepers, strict=True)
        ]
        return side_by_side.compared((one, two), keeper, metrics)

    def tables(self, lived: Mapping[str, contrast.Compared]) -> dict[str, dict[str, pl.DataFrame]]:
        """The tables of each kind of subject."""
        return {who: with_each(contrast.tables(one, FROM_A_COMPARISON)) for who, one in lived.items()}


FROM_A_COMPARISON = tuple(name for name in contrast.TABLES if name in LAYOUTS)
"""The tables of a comparison that are gathered."""
