"""The tables of a run: what was counted, with the names of grades, conducts, services and traits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from glasshouse.life.tables import FALSELY, HAPPENED, RECORDED, STRUCK, STRUCK_WRONG
from glasshouse.measure.disparity import disparities
from glasshouse.measure.recovery import spells, survival
from glasshouse.measure.registry import Cells, measure_all, sanctioned_cells, wrongly_cells
from glasshouse.measure.tally import (
    ASKED,
    EMPLOYED,
    FAVOURED,
    GRADES,
    INDEBTED,
    LATE,
    MONEY,
    PEOPLE,
    REFUSED,
    STRAIN,
    Counts,
    Tallies,
)
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.parts.registry import METRICS
from glasshouse.population.people import TRAITS, Cast
from glasshouse.runs.grounds import grounds, tries
from glasshouse.scheme.model import Scheme

JOBS = ("not seeking", "employed", "unemployed")
MONTHS_PER_YEAR = 12
MONEY_PARTS = 10  # money is held in tenths of a month's outgoings
STRAIN_PARTS = 63  # strain is held in 63rds

_INT, _FLOAT, _TEXT, _BOOL = pl.Int64(), pl.Float64(), pl.String(), pl.Boolean()
_TRAIT_COLUMNS = dict.fromkeys(TRAITS, _TEXT)
Columns = dict[str, Any]


@dataclass(frozen=True)
class Lived:
    """What a finished simulation hands over, and what is needed to read it."""

    tallies: Tallies
    scheme: Scheme
    catalogue: Catalogue
    panel: Mapping[str, npt.NDArray[Any]]  # followed lives: [P] person; all others [T+1, P], see :func:`_lives`
    sanctioned_grades: tuple[bool, ...]  # which grades refuse something, best grade first
    bins: tuple[int, int]  # lowest score of the first bin of Tallies.scores, and the width of a bin

    @property
    def cast(self) -> Cast:
        """Who the subjects are."""
        return self.catalogue.cast

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades by name, best first; none if the scheme only keeps lists."""
        return tuple(grade.id for grade in self.scheme.grades)

    @property
    def sanctioned(self) -> Cells:
        """[CELLS] Which cells of ``tallies.people`` are people under sanction."""
        return sanctioned_cells(self.sanctioned_grades)

    @property
    def months(self) -> int:
        """Months that were lived."""
        return len(self.tallies.people) - 1


class Table(NamedTuple):
    """One table of a run: what a row is, its columns, and how it is made."""

    about: str
    columns: dict[str, pl.DataType]
    made: Callable[[Lived], Columns]

    def columns_of(self, traits: Mapping[str, pl.DataType]) -> dict[str, pl.DataType]:
        """The columns where subjects have these traits; those of people stand in ``columns``."""
        if not set(TRAITS) <= set(self.columns):
            return self.columns
        at = list(self.columns).index(next(iter(TRAITS)))
        rest = [(name, kind) for name, kind in self.columns.items() if name not in TRAITS]
        return dict([*rest[:at], *traits.items(), *rest[at:]])


TABLES: dict[str, Table] = {}
"""Every table of a run by name."""


def tables(lived: Lived, names: Iterable[str] = TABLES) -> dict[str, pl.DataFrame]:
    """Every table of the run that ``lived`` is, or those that are named, by name."""
    traits = dict.fromkeys(lived.cast.traits, _TEXT)
    wanted = {name: TABLES[name] for name in names}
    return {name: pl.DataFrame(one.made(lived), schema=one.columns_of(traits)) for name, one in wanted.items()}


def _table(about: str, **columns: pl.DataType) -> Callable[[Callable[[Lived], Columns]], Callable[[Lived], Columns]]:
    """Enlist the decorated function, which makes the columns of the table that bears its name."""

    def enlist(made: Callable[[Lived], Columns]) -> Callable[[Lived], Columns]:
        TABLES[made.__name__.lstrip("_")] = Table(about, columns, made)
        return made

    return enlist


@_table("A month and grade: how many hold it.", month=_INT, grade=_TEXT, people=_INT, share=_FLOAT)
def _grades(lived: Lived) -> Columns:
    people = lived.tallies.people.sum(axis=1).reshape(lived.months + 1, -1, GRADES).sum(axis=1)
    people = people[:, : len(lived.grades)]
    month, grade = _grid(people)
    return {
        "month": month,
        "grade": _named(grade, lived.grades),
        "people": people.ravel(),
        "share": _ratio(people.ravel(), _subjects(lived)[month]),
    }


@_table(
    "A month and list: how many are on it, and how many only by wrong records.",
    month=_INT,
    list=_TEXT,
    title=_TEXT,
    people=_INT,
    wrongly=_INT,
    share=_FLOAT,
)
def _lists(lived: Lived) -> Columns:
    lists = lived.scheme.lists
    listed = lived.tallies.listed[:, : len(lists)]
    month, at = _grid(listed[:, :, 0])
    return {
        "month": month,
        "list": _named(at, [one.id for one in lists]),
        "title": _named(at, [one.title for one in lists]),
        "people": listed[:, :, 0].ravel(),
        "wrongly": listed[:, :, 1].ravel(),
        "share": _ratio(listed[:, :, 0].ravel(), _subjects(lived)[month]),
    }


@_table(
    "A month, stratum, grade and standing that somebody has: how many.",
    month=_INT,
    stratum=_INT,
    **_TRAIT_COLUMNS,
    grade=_TEXT,
    listed=_BOOL,
    wrongly=_BOOL,
    people=_INT,
)
def _people(lived: Lived) -> Columns:
    people = lived.tallies.people
    month, stratum, cell = np.nonzero(people)
    traits = {
        trait: _named(lived.cast.level_index(trait)[stratum], levels) for trait, levels in lived.cast.traits.items()
    }
    return {
        "month": month,
        "stratum": stratum,
        **traits,
        "grade": _named(cell % GRADES, lived.grades),
        "listed": cell // GRADES % 2 == 1,
        "wrongly": wrongly_cells()[cell],
        "people": people[month, stratum, cell],
    }


def _moves(moved: Counts, first: int, lived: Lived, when: str) -> Columns:
    """Columns of moves [periods, GRADES, GRADES] between grades; the first period is number ``first``."""
    size = len(lived.grades)
    moved = moved[:, :size, :size]
    period, before, now = (axis.ravel() for axis in np.indices(moved.shape))
    return {
        when: period + first,
        "from": _named(before, lived.grades),
        "to": _named(now, lived.grades),
        "people": moved.ravel(),
    }


@_table(
    "A month and two grades: how many held the one a month ago and hold the other now.",
    month=_INT,
    **{"from": _TEXT, "to": _TEXT},
    people=_INT,
)
def _flows(lived: Lived) -> Columns:
    return _moves(lived.tallies.flows[1:], 1, lived, "month")


@_table(
    "A full year and two grades: how many held the one at its beginning and the other at its end.",
    year=_INT,
    **{"from": _TEXT, "to": _TEXT},
    people=_INT,
)
def _mobility(lived: Lived) -> Columns:
    return _moves(lived.tallies.yearly[: lived.months // MONTHS_PER_YEAR], 1, lived, "year")


@_table(
    "A service: how often it was asked for, refused, and granted with a reward, over the whole run.",
    service=_TEXT,
    title=_TEXT,
    domain=_TEXT,
    asked=_INT,
    refused=_INT,
    favoured=_INT,
    refused_share=_FLOAT,
)
def _refusals(lived: Lived) -> Columns:
    services = [kind for kind in lived.catalogue.kinds if kind.service is not None]
    counts = lived.tallies.asked.sum(axis=0)[[kind.row for kind in services]]
    return {
        "service": [kind.service.id for kind in services if kind.service],
        "title": [kind.service.title for kind in services if kind.service],
        "domain": [kind.service.domain for kind in services if kind.service],
        "asked": counts[:, ASKED],
        "refused": counts[:, REFUSED],
        "favoured": counts[:, FAVOURED],
        "refused_share": _ratio(counts[:, REFUSED], counts[:, ASKED]),
    }


@_table(
    "A month and service: how often it was asked for, refused and granted with a reward by this scheme, how often "
    "refused by any scheme of the run, and as how many refusals published counts would hold it.",
    month=_INT,
    service=_TEXT,
    title=_TEXT,
    asked=_INT,
    refused=_INT,
    favoured=_INT,
    refused_by_any=_INT,
    as_counted=_FLOAT,
)
def _answers(lived: Lived) -> Columns:
    services = [kind for kind in lived.catalogue.kinds if kind.service is not None]
    rows = [kind.row for kind in services]
    counts, together = lived.tallies.answers[:, rows], lived.tallies.together[:, rows]
    month, at = _grid(counts[:, :, ASKED])
    return {
        "month": month,
        "service": _named(at, [kind.service.id for kind in services if kind.service]),
        "title": _named(at, [kind.service.title for kind in services if kind.service]),
        "asked": counts[:, :, ASKED].ravel(),
        "refused": counts[:, :, REFUSED].ravel(),
        "favoured": counts[:, :, FAVOURED].ravel(),
        "refused_by_any": together[:, :, REFUSED].ravel(),
        "as_counted": (counts[:, :, REFUSED] * tries(lived.scheme, services)).ravel(),
    }


@_table(
    "A service and a level of a trait: how often its people asked and were refused, over the whole run.",
    service=_TEXT,
    trait=_TEXT,
    level=_TEXT,
    asked=_INT,
    refused=_INT,
    refused_share=_FLOAT,
)
def _refusals_by(lived: Lived) -> Columns:
    services = [kind for kind in lived.catalogue.kinds if kind.service is not None]
    asked = lived.tallies.asked[:, [kind.row for kind in services]]
    names: list[tuple[str, str, str]] = []
    counts = []
    for trait, levels in lived.cast.traits.items():
        for level in levels:
            counts.append(asked[lived.cast.has(trait, level)].sum(axis=0))
            names += [(kind.service.id, trait, level) for kind in services if kind.service]
    flat = np.concatenate(counts)
    return {
        "service": [name for name, _, _ in names],
        "trait": [trait for _, trait, _ in names],
        "level": [level for _, _, level in names],
        "asked": flat[:, ASKED],
        "refused": flat[:, REFUSED],
        "refused_share": _ratio(flat[:, REFUSED], flat[:, ASKED]),
    }


@_table(
    "A conduct in view of a source that a rule is about: records and points they moved, over the whole run.",
    conduct=_TEXT,
    title=_TEXT,
    source=_TEXT,
    clause=_TEXT,
    points=_INT,
    records=_INT,
    wrong=_INT,
    points_lost=_INT,
    points_lost_wrongly=_INT,
    points_gained=_INT,
)
def _reasons(lived: Lived) -> Columns:
    told = grounds(lived.scheme)
    kinds = [kind for kind in _seen(lived.catalogue) if _conduct(kind) in told]
    rows = [kind.row for kind in kinds]
    points = np.array([told[_conduct(kind)].points for kind in kinds], np.int64)
    moved = np.abs(lived.tallies.moved_points[rows])
    events = lived.tallies.events.sum(axis=0)[rows]
    return {
        "conduct": [_conduct(kind) for kind in kinds],
        "title": [kind.conduct.title for kind in kinds if kind.conduct],
        "source": [kind.source.id for kind in kinds if kind.source],
        "clause": [told[_conduct(kind)].clause for kind in kinds],
        "points": points,
        "records": events[:, RECORDED],
        "wrong": events[:, FALSELY],
        "points_lost": np.where(points < 0, moved.sum(axis=1), 0),
        "points_lost_wrongly": np.where(points < 0, moved[:, 1], 0),
        "points_gained": np.where(points > 0, moved.sum(axis=1), 0),
    }


@_table(
    "A source: its records, how many were wrong, how many were struck, over the whole run.",
    source=_TEXT,
    title=_TEXT,
    records=_INT,
    wrong=_INT,
    wrong_share=_FLOAT,
    struck=_INT,
    struck_wrong=_INT,
    points_lost_wrongly=_INT,
)
def _sources(lived: Lived) -> Columns:
    told = grounds(lived.scheme)
    events, moved = lived.tallies.events.sum(axis=0), np.abs(lived.tallies.moved_points)
    lost = {kind.row for kind in _seen(lived.catalogue) if _conduct(kind) in told and told[_conduct(kind)].points < 0}
    sources = lived.catalogue.sources
    rows = [
        [kind.row for kind in _seen(lived.catalogue) if kind.source and kind.source.id == one.id] for one in sources
    ]
    records = np.array([events[own, RECORDED].sum() for own in rows])
    wrong = np.array([events[own, FALSELY].sum() for own in rows])
    return {
        "source": [one.id for one in sources],
        "title": [one.title for one in sources],
        "records": records,
        "wrong": wrong,
        "wrong_share": _ratio(wrong, records),
        "struck": [events[own, STRUCK].sum() for own in rows],
        "struck_wrong": [events[own, STRUCK_WRONG].sum() for own in rows],
        "points_lost_wrongly": [moved[[row for row in own if row in lost], 1].sum() for own in rows],
    }


@_table(
    "A month and conduct: how often it happened, was recorded, and was recorded falsely.",
    month=_INT,
    conduct=_TEXT,
    title=_TEXT,
    domain=_TEXT,
    lawful=_BOOL,
    happened=_INT,
    recorded=_INT,
    falsely=_INT,
)
def _conducts(lived: Lived) -> Columns:
    conducts = lived.catalogue.conducts
    rows = [[kind.row for kind in lived.catalogue.kinds_of(one.id)] for one in conducts]
    counts = np.stack([lived.tallies.events[:, own].sum(axis=1) for own in rows], axis=1)
    month, at = _grid(counts[:, :, 0])
    return {
        "month": month,
        "conduct": _named(at, [one.id for one in conducts]),
        "title": _named(at, [one.title for one in conducts]),
        "domain": _named(at, [one.domain for one in conducts]),
        "lawful": np.array([one.lawful for one in conducts])[at],
        "happened": counts[:, :, HAPPENED].ravel(),
        "recorded": counts[:, :, RECORDED].ravel(),
        "falsely": counts[:, :, FALSELY].ravel(),
    }


@_table(
    "A month: who came under sanction, who is under it, and how many of them only by wrong records.",
    month=_INT,
    entered=_INT,
    entered_wrongly=_INT,
    people=_INT,
    wrongly=_INT,
    share=_FLOAT,
)
def _sanctions(lived: Lived) -> Columns:
    cells = lived.tallies.people.sum(axis=1)
    people = cells[:, lived.sanctioned].sum(axis=1)
    return {
        "month": np.arange(lived.months + 1),
        "entered": lived.tallies.entered[:, 0],
        "entered_wrongly": lived.tallies.entered[:, 1],
        "people": people,
        "wrongly": cells[:, lived.sanctioned & wrongly_cells()].sum(axis=1),
        "share": _ratio(people, _subjects(lived)),
    }


@_table(
    "Months under sanction: how many had come so far, how many came free then, and the share that was still "
    "under sanction (Kaplan-Meier). entered_wrongly is null for everybody together.",
    months=_INT,
    at_risk=_INT,
    ended=_INT,
    still=_FLOAT,
    entered_wrongly=_BOOL,
)
def _recovery(lived: Lived) -> Columns:
    columns: dict[str, list[Any]] = {name: [] for name in TABLES["recovery"].columns}
    for wrongly in (None, False, True):
        at_risk, ended = spells(lived.tallies, wrongly)
        still = survival(at_risk, ended)
        seen = int(np.isfinite(still).sum())
        columns["months"] += range(seen)
        columns["at_risk"] += at_risk[:seen].tolist()
        columns["ended"] += ended[:seen].tolist()
        columns["still"] += still[:seen].tolist()
        columns["entered_wrongly"] += [wrongly] * seen
    return columns


@_table(
    "A month (the first of each year, the last) and a span of scores, its end not included: how many people.",
    month=_INT,
    score_from=_INT,
    score_to=_INT,
    people=_INT,
)
def _scores(lived: Lived) -> Columns:
    if lived.scheme.score is None:
        return {"month": [], "score_from": [], "score_to": [], "people": []}
    first, width = lived.bins
    moment, at = _grid(lived.tallies.scores)
    return {
        "month": np.minimum(moment * MONTHS_PER_YEAR, lived.months),
        "score_from": first + at * width,
        "score_to": first + (at + 1) * width,
        "people": lived.tallies.scores.ravel(),
    }


@_table(
    "A month, for people under sanction and for all others: mean savings in months of outgoings, mean strain "
    "(0 to 1), and the shares in work, in debt and late with it.",
    month=_INT,
    sanctioned=_BOOL,
    people=_INT,
    money=_FLOAT,
    strain=_FLOAT,
    employed=_FLOAT,
    indebted=_FLOAT,
    late=_FLOAT,
)
def _living(lived: Lived) -> Columns:
    sums = lived.tallies.living.reshape(-1, lived.tallies.living.shape[-1])
    month, sanctioned = _grid(lived.tallies.living[:, :, 0])
    people = sums[:, PEOPLE]
    return {
        "month": month,
        "sanctioned": sanctioned == 1,
        "people": people,
        "money": _ratio(sums[:, MONEY], people * MONEY_PARTS),
        "strain": _ratio(sums[:, STRAIN], people * STRAIN_PARTS),
        "employed": _ratio(sums[:, EMPLOYED], people),
        "indebted": _ratio(sums[:, INDEBTED], people),
        "late": _ratio(sums[:, LATE], people),
    }


@_table(
    "A followed life and month: score, score without wrong records, grade, livelihood, number of records.",
    person=_INT,
    month=_INT,
    score=_INT,
    deserved=_INT,
    grade=_TEXT,
    scored=_BOOL,
    listed=_BOOL,
    wrongly=_BOOL,
    money=_FLOAT,
    strain=_FLOAT,
    job=_TEXT,
    debt=_TEXT,
    records=_INT,
)
def _lives(lived: Lived) -> Columns:
    panel = lived.panel
    if "person" not in panel or not panel["person"].size:
        return {name: [] for name in TABLES["lives"].columns}
    by_life = {name: np.asarray(values).T.ravel() for name, values in panel.items() if np.ndim(values) == 2}
    outside = ~by_life["scored"].astype(np.bool_)
    stages = [stage.id for stage in lived.catalogue.livelihood.stages]
    is_scored = lived.scheme.score is not None
    return {
        "person": np.repeat(panel["person"].astype(np.int64), lived.months + 1),
        "month": np.tile(np.arange(lived.months + 1), panel["person"].size),
        "score": _within(by_life["score"], outside) if is_scored else None,
        "deserved": _within(by_life["deserved"], outside) if is_scored else None,
        "grade": _named(by_life["grade"], lived.grades).set(pl.Series(outside), None),
        "scored": ~outside,
        "listed": by_life["listed"].astype(np.bool_),
        "wrongly": by_life["wrongly"].astype(np.bool_),
        "money": by_life["money"] / MONEY_PARTS,
        "strain": by_life["strain"] / STRAIN_PARTS,
        "job": _named(by_life["job"], JOBS),
        "debt": _named(by_life["debt"], stages),
        "records": by_life["records"].astype(np.int64),
    }


@_table(
    "A level of a trait at the end of the run: how many are under sanction, how many wrongly, and the ratios "
    "to the level with the lowest rate. Levels below 2 % of the people are marked and not compared.",
    trait=_TEXT,
    level=_TEXT,
    people=_INT,
    sanctioned=_INT,
    rate=_FLOAT,
    wrongly=_INT,
    wrongly_rate=_FLOAT,
    risk_ratio=_FLOAT,
    favourable_ratio=_FLOAT,
    low_count=_BOOL,
    z=_FLOAT,
)
def _disparities(lived: Lived) -> Columns:
    levels = disparities(lived.tallies.people[-1], lived.sanctioned, lived.cast)
    return {name: [getattr(level, name) for level in levels] for name in TABLES["disparities"].columns}


@_table(
    "A metric: its value, the people (or records, requests) behind it, and out of how many.",
    metric=_TEXT,
    title=_TEXT,
    value=_FLOAT,
    unit=_TEXT,
    people=_INT,
    of=_INT,
    note=_TEXT,
)
def _metrics(lived: Lived) -> Columns:
    found = measure_all(lived.tallies, lived.sanctioned)
    return {
        "metric": list(found),
        "title": [METRICS[name].title for name in found],
        "value": [one.value for one in found.values()],
        "unit": [METRICS[name].unit for name in found],
        "people": [one.people for one in found.values()],
        "of": [one.of for one in found.values()],
        "note": [one.note for one in found.values()],
    }


def _seen(catalogue: Catalogue) -> list[Kind]:
    return [kind for kind in catalogue.kinds if kind.conduct is not None]


def _conduct(kind: Kind) -> str:
    return kind.conduct.id if kind.conduct is not None else ""


def _subjects(lived: Lived) -> Counts:
    """[T+1] Subjects of the scheme in each month."""
    return np.asarray(lived.tallies.people.sum(axis=(1, 2)))


def _grid(counts: Counts) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The two places of every entry of a matrix, row by row."""
    rows, columns = np.indices(counts.shape)
    return rows.ravel(), columns.ravel()


def _named(index: npt.NDArray[Any], names: tuple[str, ...] | list[str]) -> pl.Series:
    """The name of every index; null where there is nothing to be named after."""
    if not names:
        return pl.Series([None] * len(index), dtype=pl.String)
    return pl.Series(names, dtype=pl.String).gather(index.astype(np.int64))


def _within(scores: npt.NDArray[Any], outside: npt.NDArray[np.bool_]) -> pl.Series:
    """Scores; null for who is no subject of the scheme in that month."""
    return pl.Series(scores.astype(np.int64)).set(pl.Series(outside), None)


def _ratio(part: Counts, whole: Counts) -> pl.Series:
    """``part / whole``; null where the whole is nothing."""
    share = np.full(len(part), np.nan)
    np.divide(part, whole, out=share, where=np.asarray(whole) > 0)
    return pl.Series(share).fill_nan(None)
