"""The same world lived under two systems of schemes at once, with every chance shared, and what differs."""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from glasshouse.bookkeeping import SECONDS_BETWEEN_CHECKPOINTS, SMALL_STATE, BookKeeper
from glasshouse.engine.company import Troupe
from glasshouse.engine.pair import Pair, Twins
from glasshouse.errors import GlasshouseError
from glasshouse.measure.apart import LIFE, Apart, Contrast
from glasshouse.runs import contrast, provenance
from glasshouse.runs import folder as folders
from glasshouse.runs.checkpoint import Arrays, Checkpoint
from glasshouse.runs.folder import Folder
from glasshouse.runs.frames import TABLES as TABLES_OF_RUNS
from glasshouse.runs.kinds import COMPARISON, COMPLETE, SIDES
from glasshouse.runs.run import Run
from glasshouse.runs.store import open_run
from glasshouse.runs.twins import Comparison, names_of
from glasshouse.scheme.library import scheme_path
from glasshouse.scheme.model import Scheme
from glasshouse.scheme.system import Placement, placement
from glasshouse.simulate import Progress, Verification, company_for, described, handed_over, troupes_for
from glasshouse.spec import Parts, Plan, RunSpec, again, parts_of, plan_of, refuse_too_many, texts_of
from glasshouse.twin import reliving

APART_BYTES = 2 + 2 * (2 * LIFE + 4 + 2 + 4)  # of a comparison, per subject
NOBODY_SCORES = {"person": "none", "firm": "none-firms"}


class Side(NamedTuple):
    """One of the two worlds: how it was asked for, and what it is made of."""

    spec: RunSpec
    parts: Parts


Both = tuple[Side, Side]


def sides_of(spec: RunSpec, other: str | Path) -> Both:
    """Both worlds of a comparison: that of ``spec``, and the same with other schemes.

    Where one of them scores firms (or persons) and the other does not, these live there too, and nobody scores them.

    Raises
    ------
    GlasshouseError
        If anything named is wrong, or the schemes are about different subjects.
    """
    specs = (spec, replace(spec, scheme=other))
    one, two = (parts_of(each) for each in specs)
    kinds = [_scored(each) or each.kinds for each in (one, two)]
    if not kinds[0] & kinds[1] and all(_scored(each) for each in (one, two)):
        names = [f"{spec.scheme} scores {_many(kinds[0])}", f"{other} scores {_many(kinds[1])}"]
        raise GlasshouseError(
            f"{names[0]} and {names[1]}: they have no subjects in common, so there is nothing to compare. Compare each "
            f"with the world without it: glasshouse compare {spec.scheme} none."
        )
    wanted = (_scored(one) | _scored(two)) or {"person"}
    return Side(specs[0], _with_kinds(one, wanted)), Side(specs[1], _with_kinds(two, wanted))


def _scored(parts: Parts) -> set[str]:
    """The kinds of subject that are scored or listed."""
    return {one.scheme.subjects.kind for one in parts.placed if _has_rules(one.scheme)}


def _has_rules(scheme: Scheme) -> bool:
    return bool(scheme.score or scheme.grades or scheme.lists)


def _many(kinds: set[str]) -> str:
    return " and ".join(sorted(f"{kind}s" for kind in kinds))


def _with_kinds(parts: Parts, wanted: set[str]) -> Parts:
    """The same, with just these kinds of subject, of whom some may be scored by nobody; persons first."""
    kept = [one for one in parts.placed if one.scheme.subjects.kind in wanted]
    missing = wanted - {one.scheme.subjects.kind for one in kept}
    nobody = [placement(scheme_path(NOBODY_SCORES[kind]), parts.catalogue, parts.firms) for kind in sorted(missing)]
    placed: list[Placement] = [*kept, *nobody]
    return replace(parts, placed=tuple(placed))


def plan(spec: RunSpec, other: str | Path) -> Plan:
    """What a comparison would take, before anything runs; raises what :func:`sides_of` raises."""
    return _plan(sides_of(spec, other))


def _plan(both: Both) -> Plan:
    one, two = (plan_of(*side) for side in both)
    return one._replace(
        state_bytes=one.state_bytes + two.state_bytes + APART_BYTES * one.people,
        memory_bytes=one.memory_bytes + two.memory_bytes + APART_BYTES * one.people,
        disk_bytes=one.disk_bytes + two.disk_bytes + APART_BYTES * one.people,
        seconds=one.seconds + two.seconds,
    )


def compare(
    spec: RunSpec, other: str | Path, folder: Path | None = None, progress: Progress | None = None
) -> Comparison:
    """The world of ``spec`` under its scheme (a) and under ``other`` (b), kept in ``folder`` if there is one.

    Parameters
    ----------
    progress : function of (months done, months), optional
        Called after every month.

    Raises
    ------
    GlasshouseError
        If anything that is named is wrong, too large for this machine, or the disk refuses.
    """
    both = sides_of(spec, other)
    if folder is not None:
        folders.refuse_what_is_there(folder, force=spec.force)
    refuse_too_many(_plan(both), spec)
    texts = [texts_of(side.parts) for side in both]
    infos = [described(*side, text) for side, text in zip(both, texts, strict=True)]
    info = _described(both, infos)
    if folder is None:
        return _live(both, None, info, infos, progress)
    inside = {name: (own, text) for name, own, text in zip(SIDES, infos, texts, strict=True)}
    with folders.begin(COMPARISON, folder, info, {}, sides=inside, force=spec.force) as kept:
        return _live(both, kept, info, infos, progress)


def _described(both: Both, infos: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What ``comparison.json`` says of a comparison that begins now."""
    one = infos[0]
    alike = ("world", "engine", "seed", "months", "follow", "records", "firms", "dated", "begins", "command", "created",
             "versions", "machine")  # fmt: skip
    kinds = list(dict.fromkeys(placed.scheme.subjects.kind for placed in both[0].parts.placed))
    who = ["people" if kind == "person" else "firms" for kind in sorted(kinds, reverse=True)]
    return {
        "run": provenance.sha256(" ".join(info["run"] for info in infos))[:12],
        "sides": [
            {
                "name": name,
                "reference": str(side.spec.scheme),
                "title": " + ".join(placed.scheme.title for placed in side.parts.placed),
                "run": info["run"],
            }
            for name, side, info in zip(SIDES, both, infos, strict=True)
        ],
        **{name: one[name] for name in alike},
        "who": who,
        "tables": names_of(who),
    }


def resume(folder: Path, progress: Progress | None = None) -> Comparison:
    """Go on with an unfinished comparison from its last whole month, to the same bits.

    Raises
    ------
    GlasshouseError
        If the folder is no unfinished comparison, is being written, or was begun by another engine.
    """
    with folders.reopen(COMPARISON, Path(folder)) as kept:
        infos = [kept.side(name).info for name in SIDES]
        return _live(_both_again(kept.path, infos), kept, kept.info, infos, progress)


def _both_again(folder: Path, infos: Sequence[dict[str, Any]]) -> Both:
    """Both worlds of a comparison in a folder, to be lived again."""
    one, two = (Side(*again(info, folder / name)) for name, info in zip(SIDES, infos, strict=True))
    return one, two


def verify(folder: Path, progress: Progress | None = None) -> Verification:
    """Live a complete comparison again and compare every table, those of both runs too.

    Raises
    ------
    GlasshouseError
        If the folder is no complete comparison, is damaged, or was made by another engine.
    """
    kept = open_comparison(folder)
    folders.require_same_engine(kept.info, Path(folder))
    infos = [kept.a.info, kept.b.info]
    lived = _live(_both_again(Path(folder), infos), None, kept.info, infos, progress)
    differences = [
        f"{who}/{name}"
        for who in kept.info["who"]
        for name in contrast.TABLES
        if not kept.of(who).table(name).equals(lived.of(who).table(name), null_equal=True)
    ]
    for side, mine, theirs in zip(SIDES, (kept.a, kept.b), (lived.a, lived.b), strict=True):
        differences += [f"{side}/{name}" for name in _differing(mine, theirs)]
    return Verification(not differences, differences)


def _differing(mine: Run, theirs: Run) -> list[str]:
    """The tables in which two runs differ."""
    return [
        f"{scheme}/{name}"
        for scheme in mine.schemes
        for name in TABLES_OF_RUNS
        if not mine.under(scheme).table(name).equals(theirs.under(scheme).table(name), null_equal=True)
    ]


def open_comparison(folder: Path | str) -> Comparison:
    """The complete comparison in ``folder``; its tables are read when they are asked for.

    Raises
    ------
    GlasshouseError
        If the folder is no comparison, half a one, a damaged one, or one of another version of the format.
    """
    folder = Path(folder)
    info = folders.opened(COMPARISON, folder)
    a, b = (open_run(folder / name) for name in SIDES)
    return Comparison(
        info, a, b, partial(folders.table_in, folder), folder=folder,
        relive=reliving(lambda: _both_again(folder, [a.info, b.info])),
    )  # fmt: skip


class TwinKeeper:
    """What is counted and kept while two worlds are lived side by side."""

    def __init__(self, twins: Twins, keepers: tuple[BookKeeper, BookKeeper], kept: Folder | None) -> None:
        self.twins, self.keepers, self.kept = twins, keepers, kept
        self._last_kept = time.monotonic()

    def state(self) -> Arrays:
        """Everything that the next month reads in either world, and all that differs so far, by name."""
        state: Arrays = {}
        for name, keeper in zip(SIDES, self.keepers, strict=True):
            state |= {f"{name}/{part}": array for part, array in keeper.state().items()}
        for turn, pair in enumerate(self.twins.pairs):
            state |= {f"apart/{turn}/{part}": array for part, array in pair.apart._asdict().items()}
            state |= {f"contrast/{turn}/{part}": getattr(pair.contrast, part) for part in Contrast.COUNTS}
        return state

    def begin(self) -> int:
        """Begin, or go on from the last month that was kept; returns the next month to live."""
        held = self.kept.last_checkpoint() if self.kept else None
        if held is None:
            for company in self.twins.companies:
                company.begin()
            return 0
        begin = 0
        for name, keeper in zip(SIDES, self.keepers, strict=True):
            own = held.tallies[begin : begin + len(keeper.tallies)]
            begin += len(own)
            state, panel = (_under(f"{name}/", part) for part in (held.state, held.panel))
            keeper.restore(Checkpoint(held.month, state, own, panel))
        for turn, pair in enumerate(self.twins.pairs):
            _restore(pair, _under(f"apart/{turn}/", held.state), _under(f"contrast/{turn}/", held.state))
        return held.month

    def book(self, month: int, *, last: bool) -> None:
        """Live one month in both worlds and enter it in the books."""
        one, two = self.keepers
        self.twins.live(month, (one.tallies, two.tallies), last=last)
        for keeper in self.keepers:
            keeper.follow(month)

    def keep(self, month: int) -> None:
        """Keep the state after ``month`` months, if it is time."""
        if self.kept is None:
            return
        state = self.state()
        size = sum(array.nbytes for array in state.values())
        late = time.monotonic() - self._last_kept > SECONDS_BETWEEN_CHECKPOINTS
        if late or (size <= 2 * SMALL_STATE and month % 12 == 0):
            panel = {
                f"{name}/{part}": rows[:month]
                for name, keeper in zip(SIDES, self.keepers, strict=True)
                for part, rows in keeper.panel.items()
            }
            self.kept.checkpoint(month, state, [*self.keepers[0].tallies, *self.keepers[1].tallies], panel)
            self._last_kept = time.monotonic()


def _under(prefix: str, arrays: Arrays) -> Arrays:
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def _restore(pair: Pair, lives: Arrays, counts: Arrays) -> None:
    """Go on from what differed in a month that was kept."""
    for name in Apart._fields:
        getattr(pair.apart, name)[...] = lives[name]
    for name in Contrast.COUNTS:
        getattr(pair.contrast, name)[...] = counts[name]


def _live(
    both: Both, kept: Folder | None, info: dict[str, Any], infos: Sequence[dict[str, Any]], progress: Progress | None
) -> Comparison:
    """Live the months that are left in both worlds, keep what is to be kept, and hand over the comparison."""
    troupes = [troupes_for(*side) for side in both]
    return lived(both, troupes, kept, info, infos, progress)


def lived(
    both: Both,
    troupes: Sequence[list[Troupe]],
    kept: Folder | None,
    info: dict[str, Any],
    infos: Sequence[dict[str, Any]],
    progress: Progress | None = None,
) -> Comparison:
    """The comparison of two worlds that were made ready; as :func:`compare`, for one seed of many.

    Parameters
    ----------
    troupes : two lists of Troupe
        Of each side.
    kept : Folder, optional
        Where it is kept.
    info, infos : mappings
        What ``comparison.json`` and the ``run.json`` of each side say.
    """
    began = time.perf_counter()
    months = both[0].spec.months
    with company_for(*both[0], troupes[0]) as one, company_for(*both[1], troupes[1]) as two:
        keepers = tuple(
            BookKeeper(company, months, len(side.parts.placed), None)
            for company, side in zip((one, two), both, strict=True)
        )
        catalogues = [_catalogue(both[0].parts, troupe) for troupe in troupes[0]]
        keeper = TwinKeeper(Twins((one, two), catalogues, months), (keepers[0], keepers[1]), kept)
        for company in (one, two):
            company.warm_up()
        lived_before = keeper.begin()
        living = time.perf_counter()
        for month in range(lived_before, months + 1):
            keeper.book(month, last=month == months)
            if month < months:
                keeper.keep(month + 1)
                if progress is not None:
                    progress(month + 1, months)
        done = time.perf_counter()
    took = {"seconds": round(done - began, 3), "seconds_living": round(done - living, 3)}
    return _handed_over(both, keeper, kept, info, infos, took)


def _catalogue(parts: Parts, troupe: Troupe) -> Any:
    return parts.firms if troupe.ready.cast.kind == "firm" else parts.catalogue


def _handed_over(
    both: Both,
    keeper: TwinKeeper,
    kept: Folder | None,
    info: dict[str, Any],
    infos: Sequence[dict[str, Any]],
    took: dict[str, float],
) -> Comparison:
    a, b = (
        handed_over(side.parts, own, kept.side(name) if kept else None, about, took)
        for name, side, own, about in zip(SIDES, both, keeper.keepers, infos, strict=True)
    )
    tables: dict[str, pl.DataFrame] = {}
    for turn, pair in enumerate(keeper.twins.pairs):
        prefix = "" if turn == 0 else f"{info['who'][turn]}/"
        tables |= {f"{prefix}{name}": table for name, table in _tables(both, pair, turn, keeper, (a, b)).items()}
    about = {**info, **took, "state": COMPLETE, "files": info.get("files", {})}
    if kept is not None:
        about = kept.finish(tables, took)
    return Comparison(
        about, a, b, tables, folder=kept.path if kept else None,
        relive=reliving(lambda: both),
    )  # fmt: skip


def _tables(both: Both, pair: Pair, turn: int, keeper: TwinKeeper, runs: tuple[Run, Run]) -> dict[str, pl.DataFrame]:
    """The tables of one kind of subject."""
    firsts = [company.troupes[turn].schemes[0] for company in keeper.twins.companies]
    schemes = [side.parts.placed[at].scheme for side, at in zip(both, firsts, strict=True)]
    metrics = [run.under(scheme.id).metrics() for run, scheme in zip(runs, schemes, strict=True)]
    troupe = keeper.twins.companies[0].troupes[turn]
    society = troupe.ready.society
    about: npt.NDArray[np.uint8] = pair.about
    return contrast.tables(
        contrast.Compared(
            apart=pair.apart, contrast=pair.contrast, society=society, about=about, subjects=troupe.subjects,
            catalogue=_catalogue(both[0].parts, troupe), schemes=(schemes[0], schemes[1]),
            metrics=(metrics[0], metrics[1]),
        )
    )  # fmt: skip
