"""The main path over time: make ready, month by month, tally, and hand over a run."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.compiled import is_cached
from glasshouse.engine.crew import Crew
from glasshouse.engine.world import ready
from glasshouse.errors import GlasshouseError
from glasshouse.measure.count import book
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue, load_catalogue
from glasshouse.population.library import load_world, world_path
from glasshouse.population.model import World
from glasshouse.population.people import LANES
from glasshouse.population.state import RECORDS_PER_WORD, bytes_per_person
from glasshouse.runs import frames, provenance, store
from glasshouse.runs.run import Run, inputs_of
from glasshouse.scheme.compile import bins_of, sanctioned_grades
from glasshouse.scheme.library import find_checked, scheme_path
from glasshouse.scheme.model import Scheme

Progress = Callable[[int, int], None]

NS_PER_PERSON_MONTH = 50.0  # of wall time on two cores; what `plan` reckons with until the machine was measured
MOST_MONTHS = 1_200
MOST_PEOPLE = 1 << 32  # a person's number is a 32-bit word of every draw
BASE_BYTES = 400_000_000  # Python, its libraries and the tables
SECONDS_BETWEEN_CHECKPOINTS = 20.0
SMALL_STATE = 64_000_000  # bytes that may be kept at every turn of a year, however short that is


@dataclass(frozen=True)
class RunSpec:
    """What to live: everything that a run depends on, and how many threads may help."""

    scheme: str | Path = "rongcheng-2016"
    world: str | Path = "rongcheng"
    people: int | None = None  # default: as many as the world has
    months: int = 60
    seed: int = 1
    threads: int | None = None  # default: every core; the result is the same
    follow: int = 2048  # people whose lives are kept month by month, in whole neighbourhoods
    records: int = 8  # of a file: 4 or 8
    catalogue: Path | None = None  # a folder; default: our own
    command: str = field(default_factory=provenance.command_line)
    force: bool = False


class Plan(NamedTuple):
    """What a run would take."""

    people: int
    months: int
    state_bytes: int
    memory_bytes: int
    disk_bytes: int
    seconds: float


class Verification(NamedTuple):
    """Whether a run, lived again, gave the same tables."""

    same: bool
    differences: list[str]


@dataclass(frozen=True)
class Parts:
    """The scheme, world and catalogue of a run, read and checked, and their texts."""

    scheme: Scheme
    world: World
    catalogue: Catalogue
    scheme_text: str
    world_text: str
    people: int


def parts_of(spec: RunSpec) -> Parts:
    """What ``spec`` names, read and checked.

    Raises
    ------
    GlasshouseError
        If a name, number or file is wrong; the text says what was probably meant.
    """
    _refuse_numbers(spec)
    catalogue = load_catalogue(spec.catalogue)
    scheme, world_file = find_checked(spec.scheme, catalogue), world_path(spec.world)
    world = load_world(world_file)
    scheme_text = scheme_path(spec.scheme).read_text(encoding="utf-8")
    world_text = world_file.read_text(encoding="utf-8")
    return Parts(scheme, world, catalogue, scheme_text, world_text, spec.people or world.people)


def _refuse_numbers(spec: RunSpec) -> None:
    problems = [
        (spec.months < 1, f"months is {spec.months:,}; a run lives at least one month."),
        (
            spec.months > MOST_MONTHS,
            f"months is {spec.months:,}; at most {MOST_MONTHS:,} (a century) can be lived.",
        ),
        (
            spec.people is not None and spec.people < 1,
            f"people is {spec.people}; a world has at least one person.",
        ),
        (
            (spec.people or 0) > MOST_PEOPLE,
            f"people is {spec.people or 0:,}; at most {MOST_PEOPLE:,} can be told apart.",
        ),
        (
            not 0 <= spec.seed < 1 << 64,
            f"seed is {spec.seed}; a seed is a whole number from 0 to {(1 << 64) - 1}.",
        ),
        (spec.records not in (4, 8), f"records is {spec.records}; a file holds 4 or 8 records."),
        (spec.follow < 0, f"follow is {spec.follow}; write how many lives to keep, or 0."),
        (
            spec.threads is not None and spec.threads < 1,
            f"threads is {spec.threads}; at least one must work.",
        ),
    ]
    wrong = [text for is_wrong, text in problems if is_wrong]
    if wrong:
        raise GlasshouseError("\n".join(wrong))


def plan(spec: RunSpec) -> Plan:
    """What the run would take, before anything runs; raises what :func:`parts_of` raises."""
    return _plan(spec, parts_of(spec).people)


def _plan(spec: RunSpec, people: int) -> Plan:
    places = -(-people // LANES) * LANES
    state = places * bytes_per_person(spec.records // RECORDS_PER_WORD)
    panel = min(spec.follow, people) * (spec.months + 1) * (7 * 8 + 2 * spec.records)
    tallies = 8 * 32 * 960 * (spec.months + 1)
    keeps = state if _keeps_checkpoints(state, people, spec.months) else 0
    return Plan(
        people=people,
        months=spec.months,
        state_bytes=state,
        memory_bytes=state + panel + 2 * tallies + BASE_BYTES,
        disk_bytes=2 * keeps + panel // 4 + tallies // 8 + 5_000_000,
        seconds=people * spec.months * NS_PER_PERSON_MONTH * 1e-9 + (1.5 if is_cached() else 20.0),
    )


def _keeps_checkpoints(state: int, people: int, months: int) -> bool:
    return state <= SMALL_STATE or people * months * NS_PER_PERSON_MONTH * 1e-9 > SECONDS_BETWEEN_CHECKPOINTS


def _refuse_too_many(spec: RunSpec, people: int) -> None:
    import psutil

    needed, there = _plan(spec, people).memory_bytes, psutil.virtual_memory().available
    if needed > there:
        fit = int((there - (needed - _plan(spec, people).state_bytes)) / bytes_per_person(spec.records // 4))
        less = " Files of 4 records (--records 4) take half." if spec.records == 8 else ""
        raise GlasshouseError(
            f"{people:,} people need {needed / 1e9:.1f} GB of memory, and {there / 1e9:.1f} GB are free. "
            f"About {max(0, fit):,} people fit.{less}"
        )


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
    _refuse_too_many(spec, parts.people)
    catalogue = provenance.catalogue_texts(parts.catalogue.folder)
    info = provenance.describe(
        scheme=parts.scheme, scheme_text=parts.scheme_text, world=parts.world, world_text=parts.world_text,
        catalogue=catalogue, people=parts.people, months=spec.months, seed=spec.seed, follow=spec.follow,
        records=spec.records, command=spec.command,
    )  # fmt: skip
    if folder is None:
        return _live(spec, parts, None, info, progress)
    with store.begin(folder, info, parts.scheme_text, parts.world_text, catalogue, force=spec.force) as kept:
        return _live(spec, parts, kept, info, progress)


def resume(folder: Path, progress: Progress | None = None) -> Run:
    """Go on with an unfinished run from its last whole month, to the same bits.

    Raises
    ------
    GlasshouseError
        If the folder is no unfinished run, is being written, or was begun by another engine.
    """
    with store.reopen(Path(folder)) as kept:
        spec = _spec_again(kept.info, kept.path)
        return _live(spec, parts_of(spec), kept, kept.info, progress)


def verify(folder: Path, progress: Progress | None = None) -> Verification:
    """Live a complete run again and compare every table.

    Raises
    ------
    GlasshouseError
        If the folder is no complete run, is damaged, or was made by another engine.
    """
    run = store.open_run(Path(folder))
    store.require_same_engine(run.info, Path(folder))
    spec = _spec_again(run.info, Path(folder))
    again = _live(spec, parts_of(spec), None, run.info, progress)
    differences = [name for name in frames.TABLES if not run.table(name).equals(again.table(name), null_equal=True)]
    return Verification(not differences, differences)


def _spec_again(info: dict[str, Any], folder: Path) -> RunSpec:
    inputs = inputs_of(folder)
    return RunSpec(
        scheme=inputs.scheme, world=inputs.world, people=info["world"]["people"], months=info["months"],
        seed=info["seed"], follow=info["follow"], records=info["records"], catalogue=inputs.catalogue,
        command=info["command"],
    )  # fmt: skip


def _live(
    spec: RunSpec, parts: Parts, kept: store.RunFolder | None, info: dict[str, Any], progress: Progress | None
) -> Run:
    """Live the months that are left, keep what is to be kept, and hand over the run."""
    began = time.perf_counter()
    made = ready(parts.scheme, parts.world, parts.catalogue, parts.people)
    followed = followed_blocks(parts.people, spec.follow)
    with Crew(
        made, spec.seed, parts.people, spec.records // RECORDS_PER_WORD, spec.threads or os.cpu_count() or 1,
        followed=followed, begins=int(parts.world.begins[5:]) - 1,
    ) as crew:  # fmt: skip
        book_keeper = BookKeeper(crew, spec, parts.people, kept)
        crew.warm_up()
        first = book_keeper.begin()
        living = time.perf_counter()
        for month in range(first, spec.months + 1):
            book_keeper.book(month)
            if month < spec.months:
                book_keeper.keep(month + 1)
                if progress is not None:
                    progress(month + 1, spec.months)
        lived = time.perf_counter()
    return _handed_over(
        spec,
        parts,
        book_keeper,
        kept,
        info,
        {"seconds": round(lived - began, 3), "seconds_living": round(lived - living, 3)},
    )


def _handed_over(
    spec: RunSpec,
    parts: Parts,
    keeper: "BookKeeper",
    kept: store.RunFolder | None,
    info: dict[str, Any],
    took: dict[str, float],
) -> Run:
    tables = frames.tables(
        frames.Lived(
            tallies=keeper.tallies, scheme=parts.scheme, catalogue=parts.catalogue, panel=keeper.lives(),
            sanctioned_grades=sanctioned_grades(parts.scheme), bins=bins_of(parts.scheme),
        )
    )  # fmt: skip
    about = {**info, **took, "state": store.COMPLETE, "files": info.get("files", {})}
    if kept is not None:
        about = kept.finish(tables, took)
    return Run(
        about, tables, scheme=parts.scheme, world=parts.world, catalogue=parts.catalogue,
        folder=kept.path if kept else None,
    )  # fmt: skip


def followed_blocks(people: int, follow: int) -> npt.NDArray[np.int64]:
    """The neighbourhoods whose lives are kept, spread evenly; as many as hold ``follow`` people."""
    blocks = -(-people // LANES)
    wanted = min(blocks, -(-follow // LANES))
    return np.unique(np.arange(wanted) * blocks // max(1, wanted)).astype(np.int64)


@dataclass
class BookKeeper:
    """What is counted and kept while a crew lives."""

    crew: Crew
    spec: RunSpec
    people: int
    kept: store.RunFolder | None

    def __post_init__(self) -> None:
        self.tallies = Tallies.for_months(self.spec.months)
        shape = (self.spec.months + 1, len(self.crew.panel.life))
        self.panel: dict[str, npt.NDArray[Any]] = {
            name: np.zeros(shape, getattr(self.crew.panel, name).dtype)
            for name in ("score", "deserved", "status", "wrongly", "life")
        }
        self.panel["files"] = np.zeros((shape[0], len(self.crew.panel.files)), np.uint64)
        self._last_kept = time.monotonic()

    def begin(self) -> int:
        """Begin, or go on from the last month that was kept; returns the next month to live."""
        held = self.kept.last_checkpoint() if self.kept else None
        if held is None:
            self.crew.begin()
            return 0
        self.crew.replace_state(type(self.crew.state)(**held.state))
        self.tallies = held.tallies
        for name, rows in held.panel.items():
            self.panel[name][: len(rows)] = rows
        return held.month

    def book(self, month: int) -> None:
        """Live one month and enter it in the books."""
        last = month == self.spec.months
        counts = self.crew.live(month, last=last, turns=last)
        book(counts, month, self.tallies, self.crew.ready.service_kinds)
        for name, rows in self.panel.items():
            rows[month] = getattr(self.crew.panel, name)

    def keep(self, month: int) -> None:
        """Keep the state after ``month`` months, if it is time."""
        if self.kept is None:
            return
        state = self.crew.state
        size = sum(array.nbytes for array in state)
        late = time.monotonic() - self._last_kept > SECONDS_BETWEEN_CHECKPOINTS
        if late or (size <= SMALL_STATE and month % 12 == 0):
            panel = {name: rows[:month] for name, rows in self.panel.items()}
            self.kept.checkpoint(month, state._asdict(), self.tallies, panel)
            self._last_kept = time.monotonic()

    def lives(self) -> dict[str, npt.NDArray[Any]]:
        """The followed lives as ``frames.Lived.panel`` wants them: people who are really there, scored or not."""
        blocks = np.flatnonzero(self.crew.panel.at >= 0)
        people = (blocks[:, None] * LANES + np.arange(LANES)).ravel()
        there = people < self.people
        life, status = self.panel["life"][:, there], self.panel["status"][:, there]
        files = self.panel["files"].reshape(len(life), self.crew.words, len(people))[:, :, there]
        records = np.zeros(life.shape, np.int64)
        for slot in range(RECORDS_PER_WORD):
            records += ((files & np.uint64(0xFFFF << (16 * slot))) != 0).sum(axis=1)
        scale = self.crew.ready.scheme[0]["scale"]
        return {
            "person": people[there],
            "score": self.panel["score"][:, there],
            "deserved": self.panel["deserved"][:, there],
            "grade": status & 7,
            "listed": ((status >> 3) & int(scale[5])) != 0,
            "wrongly": self.panel["wrongly"][:, there] != 0,
            "money": (life & 255).astype(np.int64),
            "strain": ((life >> 8) & 63).astype(np.int64),
            "job": ((life >> 14) & 3).astype(np.int64),
            "debt": ((life >> 16) & 7).astype(np.int64),
            "records": records,
        }
