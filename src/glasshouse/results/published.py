"""What was published of a scheme beside what a run of it counts, scaled to as many people, and why the two differ."""

import math
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import polars as pl
from pydantic import Field, model_validator

from glasshouse.base.bibliography import key_of, load_bibliography, unknown_key
from glasshouse.base.errors import count_of, no_such
from glasshouse.base.evidence import Number, Part
from glasshouse.base.units import MONTH
from glasshouse.base.yamlfile import load
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.known import used
from glasshouse.results.run import Run
from glasshouse.scheme.forms.placed import month_number

HOME = Path(__file__).parents[1] / "data" / "published.yaml"
ENTERED, AT_ONCE = "entries", "sanctioned"
Beside = Literal[
    "entries", "sanctioned", "scored", "refused", "records_against", "records_for", "share_of_grades", "sources",
    "nothing",
]  # fmt: skip
FEW = 10  # counted in all runs together, below which chance alone may make the difference


class Population(Part):
    """People whom something was counted among."""

    people: int = Field(gt=0)
    evidence: str


class Count(Part):
    """A count that was published."""

    schemes: tuple[str, ...] = Field(min_length=1)
    title: str
    count: Annotated[Number, Field(gt=0)]
    of: str | None = None
    date: str
    beside: Beside
    services: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    evidence: str
    note: str = ""

    @model_validator(mode="after")
    def names_what_is_beside_it(self) -> "Count":
        if (self.beside == "refused") != bool(self.services) or (self.beside == "share_of_grades") != bool(self.grades):
            raise ValueError("'services' belong to 'beside: refused', and 'grades' to 'beside: share_of_grades'.")
        if not MONTH.fits(self.date):
            raise ValueError(f"date {self.date!r} is no month, such as 2017-12.")
        return self


class Published(Part):
    """The file published.yaml."""

    populations: dict[str, Population]
    counts: tuple[Count, ...]

    @model_validator(mode="after")
    def names_what_there_is(self) -> "Published":
        known = load_bibliography()
        for one in self.counts:
            if one.of is not None and one.of not in self.populations:
                raise ValueError(no_such("a population", one.of, self.populations))
        for evidence in [*(one.evidence for one in self.counts), *(one.evidence for one in self.populations.values())]:
            if problem := unknown_key(evidence, known):
                raise ValueError(problem)
        return self


class Pair(NamedTuple):
    """A published count, and what the run counts beside it."""

    title: str
    published: float
    date: str
    source: str
    url: str | None
    where: str  # in the source
    is_share: bool
    months: int | None  # after which the run was read; None where it keeps no such count
    counted: float | None  # in the run, as it is; of many seeds the mean
    scaled: float | None  # to as many people as the published count is of
    ratio: float | None  # of the scaled count over the published one
    why: str  # the two differ, as far as the run holds it


@cache
def published() -> Published:
    """The counts that were published, as the file has them."""
    return load(HOME, Published)


def beside(study: Run | Ensemble) -> list[Pair]:
    """Every count that was published of the scheme of a study, with that of the study; none if there is none."""
    scheme = study.info["scheme"]["id"]
    return [_pair(study, one) for one in published().counts if scheme in one.schemes]


def _pair(study: Run | Ensemble, one: Count) -> Pair:
    text = load_bibliography()[key_of(one.evidence)]
    where = one.evidence.partition(":")[2].strip()
    share, about = one.beside == "share_of_grades", (one.title, float(one.count), one.date, text.title, text.url, where)
    if one.beside == "nothing":
        return Pair(*about, share, None, None, None, None, f"A run keeps no such count. {one.note}".strip())
    wanted = _months_until(study, one.date)
    months = min(max(wanted, 1), study.info["months"])
    counted = COUNTS[one.beside](study, one, months)
    scale = published().populations[one.of].people / study.info["world"]["people"] if one.of else 1.0
    scaled = counted * scale
    why = " ".join(_why(study, one, wanted, counted))
    return Pair(*about, share, months, counted, scaled, scaled / float(one.count), why)


def _months_until(study: Run | Ensemble, date: str) -> int:
    """The months of a study until a date: from its begin where it has dates, and else from that of the rules."""
    return month_number(date) - _begin(study) + 1


def _begin(study: Run | Ensemble) -> int:
    """The calendar month that the first of a study stands for; without dates it is the first of the rules."""
    since = study.scheme.in_force
    if study.info.get("dated") or not since:
        return month_number(study.info["begins"])
    return month_number(since[:7] if len(since) > 4 else f"{since}-01")


# What is counted


def _until(study: Run | Ensemble, table: str, column: str, months: int) -> float:
    frame = study.table(table).filter(pl.col("month") <= months)
    return float(frame[column].sum())


def _at(study: Run | Ensemble, table: str, column: str, months: int) -> pl.DataFrame:
    return study.table(table).filter(month=months).select(pl.col(column).fill_null(0))


def _entries(study: Run | Ensemble, _: Count, months: int) -> float:
    return _until(study, "sanctions", "entered", months)


def _sanctioned(study: Run | Ensemble, _: Count, months: int) -> float:
    return float(_at(study, "sanctions", "people", months).to_series().sum())


def _scored(study: Run | Ensemble, _: Count, months: int) -> float:
    return float(_at(study, "living", "people", months).to_series().sum())


def _refused(study: Run | Ensemble, one: Count, months: int) -> float:
    """As many refusals as a published count would hold: people try more often than once."""
    frame = study.table("answers").filter(pl.col("month") <= months, pl.col("service").is_in(one.services))
    return float(frame["as_counted"].sum())


def _records(study: Run | Ensemble, *, against: bool) -> float:
    points = pl.col("points")
    return float(study.table("reasons").filter(points < 0 if against else points > 0)["records"].sum())


def _share_of_grades(study: Run | Ensemble, one: Count, months: int) -> float:
    frame = study.table("grades").filter(pl.col("grade").is_in(one.grades), month=months)
    return float(frame["share"].sum())


def _sources(study: Run | Ensemble, *_: object) -> float:
    return float(len({one.name.partition("/")[0] for one in used(study) if one.part == "Sources"}))


COUNTS: dict[str, Callable[[Run | Ensemble, Count, int], float]] = {
    "entries": _entries,
    "sanctioned": _sanctioned,
    "scored": _scored,
    "refused": _refused,
    "records_against": lambda study, one, months: _records(study, against=True),
    "records_for": lambda study, one, months: _records(study, against=False),
    "share_of_grades": _share_of_grades,
    "sources": _sources,
}
"""What of a study is set beside a published count; records are those of the whole run."""
GROWS = {"entries", "sanctioned", "refused", "records_against", "records_for"}
"""What depends on how long files have been filled."""


# Why they differ


def _why(study: Run | Ensemble, one: Count, wanted: int, counted: float) -> Iterator[str]:
    if one.note:
        yield one.note
    if one.beside in GROWS:
        yield from _of_the_time(study, one, wanted)
        tries = _tries(study, one)
        if tries != 1:
            yield f"A request that is refused counts as {tries:g} attempts, which is assumed."
        yield from _of_chance(study, counted / tries)


def _tries(study: Run | Ensemble, one: Count) -> float:
    """As how many attempts a refused request counts, where that is one number."""
    known = [
        float(each.tries.value) for each in study.scheme.consequences if each.service in one.services and each.tries
    ]
    return max(known, default=1.0)


def conditions(study: Run | Ensemble) -> str:
    """What stands between every count of a study and the published one, whatever it counts."""
    world = study.info["world"]
    said = [f"Its people are {world['people']:,} of “{world['title']}”."]
    if study.info.get("dated"):
        said.append(f"It begins in {study.info['begins']}, and rules hold by their dates.")
    elif study.scheme.in_force:
        said.append(
            f"Its first month stands for that in which the rules came into force ({study.scheme.in_force}); all of "
            "them held from then on, also those of later dates. With --begins they hold by their dates."
        )
    early = study.info.get("burn_in", 0)
    before = f", {count_of(early, 'month')} before the first that is counted" if early else ""
    return " ".join([*said, f"Everybody begins with an empty file{before}."])


def _of_the_time(study: Run | Ensemble, one: Count, wanted: int) -> Iterator[str]:
    """Whether the run counts over as long a time as the published count."""
    months, is_whole_run = study.info["months"], one.beside.startswith("records")
    if wanted > months:
        yield f"The published count is of {count_of(wanted, 'month')}, that of the run of {months}."
    elif wanted < 1:
        yield "It was counted before the first month of the run."
    elif is_whole_run and wanted < months:
        yield f"The run counts records over all its {count_of(months, 'month')}, the published count over {wanted}."
    since = study.scheme.in_force
    if study.info.get("dated") and since and len(since) > 4 and month_number(since[:7]) < _begin(study):
        before = _begin(study) - month_number(since[:7])
        yield f"Everybody began with an empty file, {count_of(before, 'month')} after the rules had come into force."


def _of_chance(study: Run | Ensemble, counted: float) -> Iterator[str]:
    seeds = study.size if isinstance(study, Ensemble) else 1
    whole = counted * seeds
    where = " in all runs together" if seeds > 1 else ""
    if not whole:
        yield f"None was counted{where}."
    elif whole < FEW:
        yield f"Only {whole:,.0f} were counted{where}, so chance alone may make much of it."
    elif seeds == 1:
        yield f"Chance alone may move a count of {whole:,.0f} by {200 / math.sqrt(whole):.0f} in 100."
