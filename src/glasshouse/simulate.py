"""The main path over time: make ready, month by month, tally, and hand over a run."""

import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.compiled import is_cached
from glasshouse.engine.company import Company, Troupe, company_of
from glasshouse.engine.crew import Crew
from glasshouse.errors import GlasshouseError, count_of
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue, firm_catalogue, load_catalogue
from glasshouse.population.firms import firm_count
from glasshouse.population.library import load_world, world_path
from glasshouse.population.model import World
from glasshouse.population.people import LANES
from glasshouse.population.state import RECORDS_PER_WORD, State, bytes_per_person
from glasshouse.runs import frames, provenance, store
from glasshouse.runs.run import Run, inputs_of
from glasshouse.scheme.calendar import span
from glasshouse.scheme.compile import bins_of, has_friends, sanctioned_grades
from glasshouse.scheme.placed import month_number
from glasshouse.scheme.system import Placement, dated, placement, system_of
from glasshouse.scheme.tables import SANCTIONING
from glasshouse.units import MONTHS_PER_YEAR

Progress = Callable[[int, int], None]

NS_PER_PERSON_MONTH = 50.0  # of wall time on two cores; what `plan` reckons with until the machine was measured
MOST_MONTHS = 1_200
MOST_PEOPLE = 1 << 32  # a person's number is a 32-bit word of every draw
BASE_BYTES = 400_000_000  # Python, its libraries and the tables
SECONDS_BETWEEN_CHECKPOINTS = 20.0
PANEL = ("score", "deserved", "status", "wrongly", "life", "files")
SMALL_STATE = 64_000_000  # bytes that may be kept at every turn of a year, however short that is


@dataclass(frozen=True)
class RunSpec:
    """What to live: everything that a run depends on, and how many threads may help."""

    scheme: str | Path = "rongcheng-2016"  # or several, joined by '+'
    world: str | Path = "rongcheng"
    people: int | None = None  # default: as many as the world has
    months: int = 60
    seed: int = 1
    threads: int | None = None  # default: every core; the result is the same
    follow: int = 2048  # people whose lives are kept month by month, in whole neighbourhoods
    records: int = 8  # of a file: 4 or 8
    catalogue: Path | None = None  # a folder; default: our own
    begins: str | None = None  # first month as YYYY-MM; if given, rules hold by their dates
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
    """The schemes, world and catalogues of a run, read and checked, and their texts."""

    placed: tuple[Placement, ...]
    world: World
    catalogue: Catalogue  # of people
    firms: Catalogue  # of firms
    world_text: str
    people: int

    def catalogue_of(self, one: Placement) -> Catalogue:
        """The catalogue that a scheme's subjects live by."""
        return self.firms if one.scheme.subjects.kind == "firm" else self.catalogue

    @property
    def kinds(self) -> set[str]:
        """The kinds of subject that are scored."""
        return {one.scheme.subjects.kind for one in self.placed}


def parts_of(spec: RunSpec) -> Parts:
    """What ``spec`` names, read and checked.

    Raises
    ------
    GlasshouseError
        If a name, number or file is wrong; the text says what was probably meant.
    """
    _refuse_numbers(spec)
    catalogue, firms, world_file = load_catalogue(spec.catalogue), firm_catalogue(), world_path(spec.world)
    placed = system_of(spec.scheme, catalogue, firms)
    world = load_world(world_file)
    return _parts(spec, placed, world, catalogue, firms, world_file.read_text(encoding="utf-8"))


def _parts(
    spec: RunSpec,
    placed: tuple[Placement, ...],
    world: World,
    catalogue: Catalogue,
    firms: Catalogue,
    world_text: str,
) -> Parts:
    _refuse_circumstances(spec, placed)
    return Parts(placed, world, catalogue, firms, world_text, spec.people or world.people)


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


def _refuse_circumstances(spec: RunSpec, placed: Sequence[Placement]) -> None:
    """Refuse dates that are none, and rules that follow each other in time where time was not asked for.

    Raises
    ------
    GlasshouseError
        If so.
    """
    if spec.begins is not None and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", spec.begins):
        raise GlasshouseError(f"{spec.begins!r} is not a month. Write the first month as YYYY-MM, such as 2013-10.")
    if spec.begins is not None:
        _refuse_what_never_holds(spec, placed)
        return
    for one in placed:
        for other in placed:
            ends, begins = one.scheme.until, other.scheme.in_force
            if ends is not None and begins is not None and month_number(ends) == month_number(begins):
                first = month_number(one.scheme.in_force or begins)
                raise GlasshouseError(
                    f"{one.scheme.id} ended when {other.scheme.id} began ({begins}), so they cannot both hold all "
                    f"through. Say from when on the calendar counts: --begins {first // 12:04}-{first % 12 + 1:02}."
                )


def _refuse_what_never_holds(spec: RunSpec, placed: Sequence[Placement]) -> None:
    for one in placed:
        if span(one.scheme, month_number(spec.begins or ""), spec.months) is None:
            ended = "" if one.scheme.until is None else f" and ended in {one.scheme.until}"
            raise GlasshouseError(
                f"{one.scheme.id} came into force in {one.scheme.in_force}{ended}: it never holds in the "
                f"{count_of(spec.months, 'month')} from {spec.begins} on. Begin at another time, or live longer."
            )


def plan(spec: RunSpec) -> Plan:
    """What the run would take, before anything runs; raises what :func:`parts_of` raises."""
    return _plan(spec, parts_of(spec))


def _plan(spec: RunSpec, parts: Parts) -> Plan:
    words, people = spec.records // RECORDS_PER_WORD, parts.people
    state, subjects = 0, 0
    for kind in parts.kinds:
        own = [one.scheme for one in parts.placed if one.scheme.subjects.kind == kind]
        count = people if kind == "person" else firm_count(people)
        each = bytes_per_person(words, len(own), sum(has_friends(one) for one in own)) + 8 * (len(parts.kinds) - 1)
        state, subjects = state + -(-count // LANES) * LANES * each, subjects + count
    panel = min(spec.follow, people) * (spec.months + 1) * (7 * 8 + 2 * spec.records)
    tallies = 8 * 32 * 960 * (spec.months + 1) * len(parts.placed)
    keeps = state if _keeps_checkpoints(state, subjects, spec.months) else 0
    nanoseconds = NS_PER_PERSON_MONTH * (1 + 0.4 * (len(parts.placed) - 1))
    return Plan(
        people=people,
        months=spec.months,
        state_bytes=state,
        memory_bytes=state + panel + 2 * tallies + BASE_BYTES,
        disk_bytes=2 * keeps + panel // 4 + tallies // 8 + 5_000_000,
        seconds=subjects * spec.months * nanoseconds * 1e-9 + (1.5 if is_cached() else 30.0),
    )


def _keeps_checkpoints(state: int, people: int, months: int) -> bool:
    return state <= SMALL_STATE or people * months * NS_PER_PERSON_MONTH * 1e-9 > SECONDS_BETWEEN_CHECKPOINTS


def _refuse_too_many(spec: RunSpec, parts: Parts) -> None:
    import psutil

    planned, there = _plan(spec, parts), psutil.virtual_memory().available
    if planned.memory_bytes > there:
        each = planned.state_bytes / parts.people
        fit = int((there - (planned.memory_bytes - planned.state_bytes)) / each)
        less = " Files of 4 records (--records 4) take half." if spec.records == 8 else ""
        raise GlasshouseError(
            f"{parts.people:,} people need {planned.memory_bytes / 1e9:.1f} GB of memory, and {there / 1e9:.1f} GB "
            f"are free. About {max(0, fit):,} people fit.{less}"
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
    _refuse_too_many(spec, parts)
    texts = _texts(parts)
    info = provenance.describe(
        reference=str(spec.scheme), placed=parts.placed, world=parts.world, world_text=parts.world_text,
        catalogue={name: text for name, text in texts.items() if name.startswith("catalogue")}, people=parts.people,
        firms=firm_count(parts.people) if "firm" in parts.kinds else 0, begins=spec.begins, months=spec.months,
        seed=spec.seed, follow=spec.follow, records=spec.records, command=spec.command,
    )  # fmt: skip
    if folder is None:
        return _live(spec, parts, None, info, progress)
    with store.begin(folder, info, texts, force=spec.force) as kept:
        return _live(spec, parts, kept, info, progress)


def _texts(parts: Parts) -> dict[str, str]:
    """The files that a run is made of, by their names under ``inputs``."""
    texts = {inputs_of(Path()).scheme_of(at).name: one.text for at, one in enumerate(parts.placed)}
    texts["world.yaml"] = parts.world_text
    folders = {"catalogue": parts.catalogue} | ({"catalogue-firms": parts.firms} if "firm" in parts.kinds else {})
    for folder, catalogue in folders.items():
        own = provenance.catalogue_texts(catalogue.folder)
        texts |= {f"{folder}/{name}": text for name, text in own.items()}
    return texts


def resume(folder: Path, progress: Progress | None = None) -> Run:
    """Go on with an unfinished run from its last whole month, to the same bits.

    Raises
    ------
    GlasshouseError
        If the folder is no unfinished run, is being written, or was begun by another engine.
    """
    with store.reopen(Path(folder)) as kept:
        spec, parts = again(kept.info, kept.path)
        return _live(spec, parts, kept, kept.info, progress)


def verify(folder: Path, progress: Progress | None = None) -> Verification:
    """Live a complete run again and compare every table.

    Raises
    ------
    GlasshouseError
        If the folder is no complete run, is damaged, or was made by another engine.
    """
    run = store.open_run(Path(folder))
    store.require_same_engine(run.info, Path(folder))
    lived = _live(*again(run.info, Path(folder)), None, run.info, progress)
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


def again(info: dict[str, Any], folder: Path) -> tuple[RunSpec, Parts]:
    """What a run in ``folder`` was made of, to be lived again."""
    inputs, whole = inputs_of(folder), info.get("whole", info)
    spec = RunSpec(
        scheme=info["reference"], world=inputs.world, people=info["world"]["people"], months=whole["months"],
        seed=info["seed"], follow=info["follow"], records=info["records"], catalogue=inputs.catalogue,
        begins=whole["begins"] if info["dated"] else None, command=info["command"],
    )  # fmt: skip
    people = load_catalogue(inputs.catalogue)
    firms = load_catalogue(inputs.firms) if inputs.firms.is_dir() else firm_catalogue()
    placed = [
        replace(
            placement(inputs.scheme_of(at), people, firms, one["variant"], one.get("changes"), one["title"]),
            region=tuple(one["region"]),
            share=one["share"],
        )
        for at, one in enumerate(info["schemes"])
    ]
    placed = [
        replace(one, scheme=dated(one.scheme, said["in_force"], said["until"]))
        for one, said in zip(placed, info["schemes"], strict=True)
    ]
    world = load_world(inputs.world)
    return spec, _parts(spec, tuple(placed), world, people, firms, inputs.world.read_text(encoding="utf-8"))


def _live(
    spec: RunSpec, parts: Parts, kept: store.RunFolder | None, info: dict[str, Any], progress: Progress | None
) -> Run:
    """Live the months that are left, keep what is to be kept, and hand over the run."""
    began = time.perf_counter()
    first = month_number(spec.begins) if spec.begins else None
    troupes = company_of(parts.placed, parts.world, parts.catalogue, parts.firms, parts.people, spec.months, first)
    followed = [followed_blocks(one.subjects, spec.follow) for one in troupes]
    with Company(
        troupes, spec.seed, parts.people, spec.records // RECORDS_PER_WORD, spec.threads or os.cpu_count() or 1,
        followed, month_number(spec.begins or parts.world.begins) % MONTHS_PER_YEAR,
    ) as company:  # fmt: skip
        book_keeper = BookKeeper(company, spec, len(parts.placed), kept)
        company.warm_up()
        lived_before = book_keeper.begin()
        living = time.perf_counter()
        for month in range(lived_before, spec.months + 1):
            book_keeper.book(month)
            if month < spec.months:
                book_keeper.keep(month + 1)
                if progress is not None:
                    progress(month + 1, spec.months)
        lived = time.perf_counter()
    took = {"seconds": round(lived - began, 3), "seconds_living": round(lived - living, 3)}
    return _handed_over(parts, book_keeper, kept, info, took)


def _handed_over(
    parts: Parts,
    keeper: "BookKeeper",
    kept: store.RunFolder | None,
    info: dict[str, Any],
    took: dict[str, float],
) -> Run:
    each = [
        frames.tables(
            frames.Lived(
                tallies=keeper.tallies[at], scheme=one.scheme, catalogue=parts.catalogue_of(one),
                panel=keeper.lives(at), sanctioned_grades=sanctioned_grades(one.scheme), bins=bins_of(one.scheme),
            )
        )
        for at, one in enumerate(parts.placed)
    ]  # fmt: skip
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
        )
        for at, (one, tables) in enumerate(zip(parts.placed, each, strict=True))
    ]  # fmt: skip
    runs[0].know({one.info["scheme"]["id"]: one for one in runs})
    return runs[0]


def followed_blocks(people: int, follow: int) -> npt.NDArray[np.int64]:
    """The neighbourhoods whose lives are kept, spread evenly; as many as hold ``follow`` people."""
    blocks = -(-people // LANES)
    wanted = min(blocks, -(-follow // LANES))
    return np.unique(np.arange(wanted) * blocks // max(1, wanted)).astype(np.int64)


@dataclass
class BookKeeper:
    """What is counted and kept while a company lives."""

    company: Company
    spec: RunSpec
    schemes: int
    kept: store.RunFolder | None

    def __post_init__(self) -> None:
        casts = {at: one.ready.cast for one in self.company.troupes for at in one.schemes}
        self.spans: dict[int, tuple[int, int]] = {}
        for one in self.company.troupes:
            self.spans |= dict(zip(one.schemes, one.ready.spans, strict=True))
        lengths = [self.spans[at][1] - self.spans[at][0] for at in range(self.schemes)]
        self.tallies = [Tallies.for_months(length, casts[at]) for at, length in enumerate(lengths)]
        months = self.spec.months + 1
        self.panel: dict[str, npt.NDArray[Any]] = {
            f"{troupe.ready.cast.kind}/{name}": np.zeros((months, len(rows)), rows.dtype)
            for troupe, crew in self._crews()
            for name, rows in ((one, getattr(crew.panel, one)) for one in PANEL)
        }
        self._last_kept = time.monotonic()

    def _crews(self) -> list[tuple[Troupe, Crew]]:
        return list(zip(self.company.troupes, self.company.crews, strict=True))

    def _state(self) -> dict[str, npt.NDArray[Any]]:
        """Everything that the next month reads, by name."""
        state: dict[str, npt.NDArray[Any]] = {}
        for troupe, crew in self._crews():
            kind = troupe.ready.cast.kind
            state |= {f"{kind}/{name}": array for name, array in crew.state._asdict().items()}
            state[f"{kind}/drag"] = crew.drag
        return state

    def begin(self) -> int:
        """Begin, or go on from the last month that was kept; returns the next month to live."""
        held = self.kept.last_checkpoint() if self.kept else None
        if held is None:
            self.company.begin()
            return 0
        for troupe, crew in self._crews():
            kind = troupe.ready.cast.kind
            crew.replace_state(State(**{name: held.state[f"{kind}/{name}"] for name in State._fields}))
            crew.drag[...] = held.state[f"{kind}/drag"]
        self.tallies = [mine + theirs for mine, theirs in zip(self.tallies, held.tallies, strict=True)]
        for name, rows in held.panel.items():
            self.panel[name][: len(rows)] = rows
        return held.month

    def book(self, month: int) -> None:
        """Live one month and enter it in the books."""
        last = month == self.spec.months
        self.company.live(month, self.tallies, last=last)
        for troupe, crew in self._crews():
            for name in PANEL:
                self.panel[f"{troupe.ready.cast.kind}/{name}"][month] = getattr(crew.panel, name)

    def keep(self, month: int) -> None:
        """Keep the state after ``month`` months, if it is time."""
        if self.kept is None:
            return
        state = self._state()
        size = sum(array.nbytes for array in state.values())
        late = time.monotonic() - self._last_kept > SECONDS_BETWEEN_CHECKPOINTS
        if late or (size <= SMALL_STATE and month % 12 == 0):
            panel = {name: rows[:month] for name, rows in self.panel.items()}
            self.kept.checkpoint(month, state, self.tallies, panel)
            self._last_kept = time.monotonic()

    def lives(self, at: int) -> dict[str, npt.NDArray[Any]]:
        """The followed lives under scheme ``at`` as ``frames.Lived.panel`` wants them: all who are there."""
        troupe, crew = next((troupe, crew) for troupe, crew in self._crews() if at in troupe.schemes)
        blocks = np.flatnonzero(crew.panel.at >= 0)
        subjects = (blocks[:, None] * LANES + np.arange(LANES)).ravel()
        there, turn = subjects < troupe.subjects, troupe.schemes.index(at)
        begins, ends = self.spans[at]

        def of(name: str, part: int = 0) -> npt.NDArray[Any]:
            rows = self.panel[f"{troupe.ready.cast.kind}/{name}"]
            return rows[begins : ends + 1, part * len(subjects) : (part + 1) * len(subjects)][:, there]

        life, status = of("life"), of("status", turn)
        files = np.stack([of("files", word) for word in range(crew.words)], axis=1)
        scale = troupe.ready.editions[-1].scheme[turn]["scale"]
        return {
            "person": subjects[there],
            "score": of("score", turn),
            "deserved": of("deserved", turn),
            "grade": np.maximum(status, 0) & 7,
            "listed": ((np.maximum(status, 0) >> 3) & int(scale[SANCTIONING])) != 0,
            "wrongly": of("wrongly", turn) != 0,
            "scored": status >= 0,
            "money": (life & 255).astype(np.int64),
            "strain": ((life >> 8) & 63).astype(np.int64),
            "job": ((life >> 14) & 3).astype(np.int64),
            "debt": ((life >> 16) & 7).astype(np.int64),
            "records": _filled(files),
        }


def _filled(files: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """How many records each file [months, words, subjects] holds."""
    records = np.zeros(files.shape[::2], np.int64)
    for slot in range(RECORDS_PER_WORD):
        records += ((files & np.uint64(0xFFFF << (16 * slot))) != 0).sum(axis=1)
    return records
