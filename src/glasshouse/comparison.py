"""The same world lived under two systems of schemes at once, with every chance shared, and what differs."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from glasshouse.bookkeeping import SECONDS_BETWEEN_CHECKPOINTS, SMALL_STATE, BookKeeper, Keeps
from glasshouse.engine.company import Troupe
from glasshouse.engine.pair import Pair, Twins
from glasshouse.errors import GlasshouseError, no_such
from glasshouse.measure.apart import LIFE, Apart, Contrast
from glasshouse.observe.catalogue import Catalogue
from glasshouse.runs import contrast, provenance
from glasshouse.runs import folder as folders
from glasshouse.runs.checkpoint import Arrays, Checkpoint
from glasshouse.runs.folder import Folder
from glasshouse.runs.frames import TABLES as TABLES_OF_RUNS
from glasshouse.runs.kinds import COMPARISON, COMPLETE, RUN, SIDES
from glasshouse.runs.place import comparison_of
from glasshouse.runs.run import Run
from glasshouse.runs.store import open_run
from glasshouse.runs.twins import Comparison, names_of
from glasshouse.scheme.library import scheme_path
from glasshouse.scheme.model import Scheme
from glasshouse.scheme.system import Placement, placement
from glasshouse.simulate import Progress, Verification, company_for, described, handed_over, troupes_for
from glasshouse.spec import Parts, Plan, RunSpec, again, parts_of, plan_of, refuse_too_many, texts_of
from glasshouse.twin import TwinLives, relived

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
    beside = replace(spec, scheme=other)
    return paired(Side(spec, parts_of(spec)), Side(beside, parts_of(beside)))


def paired(one: Side, two: Side) -> Both:
    """Both worlds with the same kinds of subject.

    Raises
    ------
    GlasshouseError
        If the schemes are about different subjects.
    """
    scored = [_scored(side.parts) for side in (one, two)]
    if all(scored) and not scored[0] & scored[1]:
        names = [f"{side.spec.scheme} scores {_many(own)}" for side, own in zip((one, two), scored, strict=True)]
        raise GlasshouseError(
            f"{names[0]} and {names[1]}: they have no subjects in common, so there is nothing to compare. Compare each "
            f"with the world without it: glasshouse compare {one.spec.scheme} none."
        )
    wanted = (scored[0] | scored[1]) or {"person"}
    return one._replace(parts=_with_kinds(one.parts, wanted)), two._replace(parts=_with_kinds(two.parts, wanted))


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
    return plan_of_both(sides_of(spec, other))


def plan_of_both(both: Both) -> Plan:
    """What a comparison of these worlds would take."""
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
    refuse_too_many(plan_of_both(both), spec)
    texts = [texts_of(side.parts) for side in both]
    infos = [described(*side, text) for side, text in zip(both, texts, strict=True)]
    info = described_both(both, infos)
    if folder is None:
        return _live(both, None, info, infos, progress)
    inside = {name: (own, text) for name, own, text in zip(SIDES, infos, texts, strict=True)}
    with folders.begin(COMPARISON, folder, info, {}, sides=inside, force=spec.force) as kept:
        return _live(both, kept, info, infos, progress)


def described_both(both: Both, infos: Sequence[dict[str, Any]]) -> dict[str, Any]:
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

    def relive(person: int, who: str) -> TwinLives:
        folders.require_same_engine(info, folder)
        return relived(_both_again(folder, [a.info, b.info]), person, who)

    return Comparison(info, a, b, partial(folders.table_in, folder), folder=folder, relive=relive)


def twin_lives(
    folder: Path | str, person: int, scheme: str | None = None, against: str | Path | None = None
) -> TwinLives:
    """Both lives of one synthetic person or firm, lived again month by month, and what parted them.

    Parameters
    ----------
    folder : Path or str
        A comparison, or a side of one; or a run, whose twin is the same world under ``against``.
    scheme : str, optional
        The id of a scheme of either world; one of firms asks for a firm. Default: people, if there are any.
    against : str or Path, optional
        The schemes of the twin of a run; default: nobody is scored.

    Raises
    ------
    GlasshouseError
        If there is no such folder, scheme or subject, half of a comparison is gone, it was made by another engine, or
        too many people would have to be lived again.
    """
    both = _both_in(Path(folder), against)
    placed = [one for side in both for one in side.parts.placed]
    kinds = {one.scheme.id: one.scheme.subjects.kind for one in placed}
    if scheme is not None and scheme not in kinds:
        raise GlasshouseError(no_such("a scheme of either world", scheme, kinds))
    kind = kinds[scheme] if scheme is not None else max(kinds.values())
    return relived(both, person, "people" if kind == "person" else "firms")


def _both_in(folder: Path, against: str | Path | None) -> Both:
    """Both worlds of what a folder holds."""
    whole = comparison_of(folder)
    if whole is not None and not folder.exists():
        raise GlasshouseError(
            f"{folder} is gone; it was side {folder.name} of {whole[0]}. Make both anew: {whole[1].get('command')}"
        )
    folder = folder if whole is None else whole[0]
    kind = folders.kind_of(folder)
    if kind is RUN:
        return _run_and_twin(folder, against)
    if kind is not COMPARISON:
        raise GlasshouseError(f"{folder} is {kind}. Name a comparison, or a run, to see both lives of somebody.")
    if against is not None:
        raise GlasshouseError(f"{folder} is {kind} and holds both worlds already. --against is for a run.")
    info = folders.opened(kind, folder)
    folders.require_same_engine(info, folder)
    return _both_again(folder, [folders.about(RUN, folder / name) for name in SIDES])


def _run_and_twin(folder: Path, against: str | Path | None) -> Both:
    """The world of a run, and the same under other schemes."""
    info = open_run(folder).info
    folders.require_same_engine(info, folder)
    spec, parts = again(info, folder)
    nobody = "none" if "person" in parts.kinds else "none-firms"
    beside = replace(spec, scheme=nobody if against is None else against)
    return paired(Side(spec, parts), Side(beside, replace(parts, placed=parts_of(beside).placed)))


class TwinKeeper:
    """What is counted and kept while two worlds are lived side by side."""

    def __init__(self, twins: Twins, keepers: tuple[BookKeeper, BookKeeper], kept: Keeps | None) -> None:
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
    began = time.perf_counter()
    months = both[0].spec.months

    def tick(month: int) -> None:
        if progress is not None:
            progress(month, months)

    keeper, living = lived(both, [troupes_for(*side) for side in both], kept, tick)
    took = {"seconds": round(time.perf_counter() - began, 3), "seconds_living": round(living, 3)}
    return _handed_over(both, keeper, kept, info, infos, took)


def lived(
    both: Both, troupes: Sequence[list[Troupe]], kept: Keeps | None, tick: Callable[[int], None]
) -> tuple[TwinKeeper, float]:
    """What two worlds came to that had been made ready, and how many seconds their months took.

    Parameters
    ----------
    troupes : two lists of Troupe
        Of each side.
    kept : optional
        Where months are kept.
    tick : function of (months done)
        Called after every month.
    """
    months = both[0].spec.months
    with company_for(*both[0], troupes[0]) as one, company_for(*both[1], troupes[1]) as two:
        keepers = tuple(
            BookKeeper(company, months, len(side.parts.placed), None)
            for company, side in zip((one, two), both, strict=True)
        )
        catalogues = [catalogue_of(both[0].parts, troupe) for troupe in troupes[0]]
        keeper = TwinKeeper(Twins((one, two), catalogues, months), (keepers[0], keepers[1]), kept)
        keeper.twins.warm_up()
        lived_before = keeper.begin()
        began = time.perf_counter()
        for month in range(lived_before, months + 1):
            keeper.book(month, last=month == months)
            if month < months:
                keeper.keep(month + 1)
                tick(month + 1)
        return keeper, time.perf_counter() - began


def catalogue_of(parts: Parts, troupe: Troupe) -> Catalogue:
    """The catalogue that the subjects of a troupe live by."""
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
    metrics = [[run.under(name).metrics() for name in run.schemes] for run in (a, b)]
    tables: dict[str, pl.DataFrame] = {}
    for turn, (who, one) in enumerate(compared(both, keeper, metrics).items()):
        tables |= {name if turn == 0 else f"{who}/{name}": table for name, table in contrast.tables(one).items()}
    about = {**info, **took, "state": COMPLETE, "files": info.get("files", {})}
    if kept is not None:
        about = kept.finish(tables, took)
    return Comparison(
        about, a, b, tables, folder=kept.path if kept else None,
        relive=lambda person, who: relived(both, person, who),
    )  # fmt: skip


def compared(both: Both, keeper: TwinKeeper, metrics: Sequence[Sequence[pl.DataFrame]]) -> dict[str, contrast.Compared]:
    """What differs between two worlds that were lived, by whose lives they are: 'people' or 'firms'.

    Parameters
    ----------
    metrics : two sequences of DataFrame
        The table ``metrics`` of each scheme of each world.
    """
    found = {}
    for turn, pair in enumerate(keeper.twins.pairs):
        firsts = [company.troupes[turn].schemes[0] for company in keeper.twins.companies]
        troupe = keeper.twins.companies[0].troupes[turn]
        one, other = (side.parts.placed[at].scheme for side, at in zip(both, firsts, strict=True))
        found[troupe.ready.cast.who] = contrast.Compared(
            apart=pair.apart, contrast=pair.contrast, society=troupe.ready.society, about=pair.about,
            subjects=troupe.subjects, catalogue=catalogue_of(both[0].parts, troupe), schemes=(one, other),
            metrics=(metrics[0][firsts[0]], metrics[1][firsts[1]]), holds=pair.holds,
        )  # fmt: skip
    return found
