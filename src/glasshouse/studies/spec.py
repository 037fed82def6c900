"""What to live: the description of a run, read and checked, and what it would take."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from glasshouse.base import memory
from glasshouse.base.advice import option
from glasshouse.base.compiled import is_cached
from glasshouse.base.errors import GlasshouseError, count_of, either
from glasshouse.base.units import MONTH
from glasshouse.engine.membership import refuse_other_regions
from glasshouse.engine.world import refuse_too_many_kinds
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.parts.switches import OFF, Switches, read_back
from glasshouse.population.firms import firm_count
from glasshouse.population.library import read_world, world_path
from glasshouse.population.model import World
from glasshouse.population.people import LANES
from glasshouse.population.state import FILES, RECORDS_PER_WORD, USUAL_RECORDS, bytes_per_person
from glasshouse.results.run import Inputs, inputs_of
from glasshouse.scheme.compile.calendar import counted, span
from glasshouse.scheme.compile.score import has_friends
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.library.system import Placement, dated, placement, system_of
from glasshouse.storage import provenance
from glasshouse.storage.about import MOST_MONTHS, MOST_PEOPLE, MOST_SEED
from glasshouse.studies.bookkeeping import keeps_checkpoints

NS_PER_PERSON_MONTH = 50.0  # of wall time on two cores; what `plan` reckons with until the machine was measured
MOST_THREADS = 1_024  # more than the cores of any machine that one may have
BASE_BYTES = 400_000_000  # Python, its libraries and the tables
THREAD_BYTES = 10_000_000  # what a thread keeps about the neighbourhood in hand, and counts


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
    records: int = USUAL_RECORDS  # of a file, one of FILES
    catalogue: Path | None = None  # a folder; default: our own
    begins: str | None = None  # first month as YYYY-MM; if given, rules hold by their dates
    burn_in: int = 0  # the first months, which are simulated and not counted
    saves: tuple[int, ...] = ()  # months to save, to begin branches from
    parts: Switches = OFF  # parts of the model that are on
    parts_beside: Switches | None = None  # those of the other world of a comparison, if they are others
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
    placed = tuple(replace(one, counted_from=spec.burn_in) for one in system_of(spec.scheme, catalogue, firms))
    world, text = read_world(world_file)
    return _parts(spec, placed, world, catalogue, firms, text)


def _parts(
    spec: RunSpec,
    placed: tuple[Placement, ...],
    world: World,
    catalogue: Catalogue,
    firms: Catalogue,
    world_text: str,
) -> Parts:
    _refuse_circumstances(spec, placed)
    refuse_other_regions(placed, [one.id for one in world.regions])
    begins = None if spec.begins is None else month_number(spec.begins)
    for kind, own in (("person", catalogue), ("firm", firms)):
        schemes = [one.scheme for one in placed if one.scheme.subjects.kind == kind]
        refuse_too_many_kinds(schemes, world, own, spec.months, begins)
    _refuse_parts_about_nobody(spec.parts, placed)
    return Parts(placed, world, catalogue, firms, world_text, spec.people or world.people)


def checked(spec: RunSpec, parts: Parts) -> Parts:
    """The parts, after a look at what ``spec`` says of them.

    Raises
    ------
    GlasshouseError
        If a number is wrong, or a scheme never holds.
    """
    _refuse_numbers(spec)
    _refuse_circumstances(spec, parts.placed)
    return parts


def _refuse_numbers(spec: RunSpec) -> None:
    problems = [
        (spec.months < 1, f"months is {spec.months:,}; a run has at least one month."),
        (
            spec.months > MOST_MONTHS,
            f"months is {spec.months:,}; at most {MOST_MONTHS:,} (a century) can be simulated.",
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
            not 0 <= spec.seed <= MOST_SEED,
            f"seed is {spec.seed}; a seed is a whole number from 0 to {MOST_SEED}.",
        ),
        (spec.records not in FILES, f"records is {spec.records}; a file holds {either(map(str, FILES))} records."),
        (
            spec.burn_in < 0,
            f"burn_in is {spec.burn_in}; write how many months come before those that are counted, or 0.",
        ),
        (
            spec.burn_in > 0 and spec.months <= spec.burn_in,
            f"after the {count_of(spec.burn_in, 'month')} of the burn-in {spec.months - spec.burn_in:,} months are "
            "counted; a run counts at least one.",
        ),
        (
            spec.burn_in > 0 and len(spec.saves) > 0,
            "A month of a run with a burn-in cannot be saved to branch from. Leave the burn-in out: a branch has its "
            "past.",
        ),
        (spec.follow < 0, f"follow is {spec.follow}; write how many lives to keep, or 0."),
        (
            any(not 1 <= month < spec.months for month in spec.saves),
            f"the months to save are {', '.join(map(str, spec.saves))}; they lie after the start and before "
            f"{spec.months:,}.",
        ),
        (
            spec.threads is not None and spec.threads < 1,
            f"threads is {spec.threads}; at least one must work.",
        ),
        (
            (spec.threads or 1) > MOST_THREADS,
            f"threads is {spec.threads or 1:,}; at most {MOST_THREADS:,} may work, and more than there are cores "
            f"({os.cpu_count() or 1} here) are of no use.",
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
    if spec.begins is not None:
        refuse_no_month(spec.begins)
        _refuse_what_never_holds(spec, placed)
        return
    for one in placed:
        for other in placed:
            ends, begins = one.scheme.until, other.scheme.in_force
            if ends is not None and begins is not None and month_number(ends) == month_number(begins):
                first = month_number(one.scheme.in_force or begins)
                raise GlasshouseError(
                    f"{one.scheme.id} ended when {other.scheme.id} began ({begins}), so they cannot both hold all "
                    f"through. Say from when on the calendar counts: {option('begins', named_month(first))}"
                )


def _refuse_parts_about_nobody(parts: Switches, placed: Sequence[Placement]) -> None:
    """Refuse parts of the model that are about subjects who are not there.

    Raises
    ------
    GlasshouseError
        If there are any.
    """
    kinds = {one.scheme.subjects.kind for one in placed}
    wrong = [
        f"The part {part.id} is about {' and '.join(f'{kind}s' for kind in part.kinds)}, and no scheme of this run "
        "scores any: leave it out, or name a scheme that does."
        for part, _ in parts.parts()
        if not kinds & set(part.kinds)
    ]
    if wrong:
        raise GlasshouseError("\n".join(wrong))


def refuse_no_month(begins: str) -> None:
    """Refuse a first month that is none.

    Raises
    ------
    GlasshouseError
        If it is none.
    """
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", begins, re.ASCII):
        raise GlasshouseError(f"{begins!r} is not a month. Write the first month as YYYY-MM, such as 2013-10.")


def _refuse_what_never_holds(spec: RunSpec, placed: Sequence[Placement]) -> None:
    for one in placed:
        judging = span(one.scheme, month_number(spec.begins or ""), spec.months, one.since)
        if judging is None:
            begins = named_month(month_number(spec.begins or "") + one.since)
            ended = "" if one.scheme.until is None else f" and ended in {one.scheme.until}"
            raise GlasshouseError(
                f"{one.scheme.id} came into force in {one.scheme.in_force}{ended}: it never holds in the "
                f"{count_of(spec.months - one.since, 'month')} from {begins} on. Begin at another time, or live longer."
            )
        if counted(judging, spec.burn_in) is None:
            first = named_month(month_number(spec.begins or "") + spec.burn_in)
            raise GlasshouseError(
                f"{one.scheme.id} ended in {one.scheme.until}, before {first}, the first month that is counted. "
                "Shorten the burn-in, or leave this scheme out."
            )


def plan(spec: RunSpec) -> Plan:
    """What the run would take, before anything runs; raises what :func:`parts_of` raises."""
    return plan_of(spec, parts_of(spec))


def plan_of(spec: RunSpec, parts: Parts) -> Plan:
    """What a run of these parts would take."""
    words, people = spec.records // RECORDS_PER_WORD, parts.people
    state, subjects = 0, 0
    for kind in parts.kinds:
        own = [one.scheme for one in parts.placed if one.scheme.subjects.kind == kind]
        count = people if kind == "person" else firm_count(people)
        each = bytes_per_person(words, len(own), sum(has_friends(one) for one in own), spec.parts.columns(kind)) + 8 * (
            len(parts.kinds) - 1
        )
        state, subjects = state + -(-count // LANES) * LANES * each, subjects + count
    panel = min(spec.follow, people) * (spec.months + 1) * (7 * 8 + 2 * spec.records)
    tallies = 8 * 32 * 960 * (spec.months + 1) * len(parts.placed)
    keeps = state if keeps_checkpoints(state, subjects * spec.months * NS_PER_PERSON_MONTH * 1e-9) else 0
    nanoseconds = NS_PER_PERSON_MONTH * (1 + 0.4 * (len(parts.placed) - 1))
    return Plan(
        people=people,
        months=spec.months,
        state_bytes=state,
        memory_bytes=state + panel + 2 * tallies + BASE_BYTES,
        disk_bytes=2 * keeps + len(spec.saves) * (state + panel) + panel // 4 + tallies // 8 + 5_000_000,
        seconds=subjects * spec.months * nanoseconds * 1e-9 + (1.5 if is_cached() else 30.0),
    )


def refuse_too_many(planned: Plan, spec: RunSpec) -> None:
    """Refuse more people or threads than memory holds.

    Raises
    ------
    GlasshouseError
        If so; the text says how many people fit.
    """
    room, threads = memory.free(), spec.threads or os.cpu_count() or 1
    needed = planned.memory_bytes + threads * THREAD_BYTES
    if needed <= room.bytes:
        return
    free = f"{room.bytes / 1e9:.1f} GB are free {room.within}"
    if planned.memory_bytes + THREAD_BYTES <= room.bytes:
        raise GlasshouseError(f"{threads:,} threads need {needed / 1e9:.1f} GB of memory, and {free}. Let fewer work.")
    fit = int((room.bytes - (needed - planned.state_bytes)) / (planned.state_bytes / planned.people))
    smaller = [one for one in FILES if one < spec.records]
    less = f" Smaller files take less ({option('records', smaller[-1])})." if smaller else ""
    raise GlasshouseError(
        f"{planned.people:,} people need {needed / 1e9:.1f} GB of memory, and {free}. "
        f"About {max(0, fit):,} people fit.{less}"
    )


def month_at(at: str | int, begins: str, months: int) -> int:
    """The months that are over on the first of a month of a run, which may be named by the calendar or be that number.

    >>> month_at("2018-05", "2016-01", 60), month_at("28", "2016-01", 60), month_at(28, "2016-01", 60)
    (28, 28, 28)

    Raises
    ------
    GlasshouseError
        If it is no month, or lies outside a run of ``months`` months that begins with the month ``begins``.
    """
    first, text = month_number(begins), str(at).strip()
    if MONTH.fits(text):
        found = month_number(text) - first
    elif re.fullmatch("[0-9]{1,4}", text):
        found = int(text)
    else:
        raise GlasshouseError(
            f"{text!r} is not a month. Write it as YYYY-MM, such as {named_month(first + months // 2)}, or as the "
            f"number of months before it, such as {months // 2}."
        )
    if not 0 <= found <= months:
        raise GlasshouseError(
            f"{text} lies outside the run, which goes from {begins} to {named_month(first + months)} "
            f"({count_of(months, 'month')})."
        )
    return found


def named_month(month: int) -> str:
    """A calendar month, counted from the year 0, as YYYY-MM.

    >>> named_month(month_number("2018-05"))
    '2018-05'
    """
    return f"{month // 12:04}-{month % 12 + 1:02}"


def texts_of(parts: Parts) -> dict[str, str]:
    """The files that a run is made of, by their names under ``inputs``."""
    texts = {inputs_of(Path()).scheme_of(at).name: one.text for at, one in enumerate(parts.placed)}
    texts["world.yaml"] = parts.world_text
    folders = {"catalogue": parts.catalogue} | ({"catalogue-firms": parts.firms} if "firm" in parts.kinds else {})
    for folder, catalogue in folders.items():
        texts |= {f"{folder}/{name}": text for name, text in catalogue.texts.items()}
    return texts


def asked_again(info: Mapping[str, Any], folder: Path, inputs: Inputs | None = None) -> tuple[RunSpec, Parts]:
    """What the run in ``folder`` was made of, to be made again; ``inputs`` if they do not lie where a run has them."""
    inputs, whole = inputs or inputs_of(folder), info.get("whole", info)
    spec = RunSpec(
        scheme=info["reference"], world=inputs.world, people=info["world"]["people"], months=whole["months"],
        seed=info["seed"], follow=info["follow"], records=info["records"], catalogue=inputs.catalogue,
        begins=whole["begins"] if info["dated"] else None, saves=tuple(info.get("saves", ())), command=info["command"],
        parts=read_back(info.get("parts", {})), burn_in=info.get("burn_in", 0),
    )  # fmt: skip
    people = load_catalogue(inputs.catalogue)
    firms = load_catalogue(inputs.firms) if inputs.firms.is_dir() else firm_catalogue()
    placed = [
        replace(
            placement(inputs.scheme_of(at), people, firms, one["variant"], one.get("changes"), one["title"]),
            region=tuple(one["region"]),
            share=one["share"],
            since=one.get("since", 0),
            counted_from=info.get("burn_in", 0),
        )
        for at, one in enumerate(info["schemes"])
    ]
    placed = [
        replace(one, scheme=dated(one.scheme, said["in_force"], said["until"]))
        for one, said in zip(placed, info["schemes"], strict=True)
    ]
    world, text = read_world(inputs.world)
    return spec, _parts(spec, tuple(placed), world, people, firms, text)
