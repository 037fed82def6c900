"""The tables of a run: what was counted, with the names of grades, conducts, services and traits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

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
from glasshouse.population.people import Cast
from glasshouse.results.grounds import grounds, tries
from glasshouse.results.table import (
    AS_COUNTED,
    AVERAGE,
    BOOL,
    COUNTED,
    EACH_TRAIT,
    FLAG,
    FLOAT,
    INT,
    KEY,
    NAME,
    NUMBERED,
    PART,
    TEXT,
    WORTH,
    YES_OR_NO,
    Column,
    Tables,
    each,
    part_of,
)
from glasshouse.scheme.language.model import Scheme

JOBS = ("not seeking", "employed", "unemployed")
MONTHS_PER_YEAR = 12
MONEY_PARTS = 10  # money is held in tenths of a month's outgoings
STRAIN_PARTS = 63  # strain is held in 63rds


@dataclass(frozen=True)
class Simulated:
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
        """Months that were simulated."""
        return len(self.tallies.people) - 1


TABLES = Tables()
"""Every table of a run by name."""

_ASKED = each(COUNTED, "asked", "refused")
MOVED = each(COUNTED, "records", "wrong", "points_lost", "points_lost_wrongly", "points_gained")
HAPPENINGS = each(COUNTED, "happened", "recorded", "falsely")
LIVELIHOOD = {"money": AVERAGE, **each(PART, "strain", "employed", "indebted", "late")}


def tables(outcome: Simulated, names: Iterable[str] = TABLES) -> dict[str, pl.DataFrame]:
    """Every table of what was simulated, or those that are named, by name."""
    return TABLES.made_of(outcome, outcome.cast.traits, names)


@TABLES.table(
    "A month and grade: how many hold it.",
    {"month": NUMBERED, "grade": KEY, "people": COUNTED, "share": PART},
)
def _grades(outcome: Simulated) -> dict[str, Any]:
    people = outcome.tallies.people.sum(axis=1).reshape(outcome.months + 1, -1, GRADES).sum(axis=1)
    people = people[:, : len(outcome.grades)]
    month, grade = _grid(people)
    return {
        "month": month,
        "grade": _named(grade, outcome.grades),
        "people": people.ravel(),
        "share": _ratio(people.ravel(), _subjects(outcome)[month]),
    }


@TABLES.table(
    "A month and list: how many are on it, and how many only by wrong records.",
    {"month": NUMBERED, "list": KEY, "title": NAME, "people": COUNTED, "wrongly": COUNTED, "share": PART},
)
def _lists(outcome: Simulated) -> dict[str, Any]:
    lists = outcome.scheme.lists
    listed = outcome.tallies.listed[:, : len(lists)]
    month, at = _grid(listed[:, :, 0])
    return {
        "month": month,
        "list": _named(at, [one.id for one in lists]),
        "title": _named(at, [one.title for one in lists]),
        "people": listed[:, :, 0].ravel(),
        "wrongly": listed[:, :, 1].ravel(),
        "share": _ratio(listed[:, :, 0].ravel(), _subjects(outcome)[month]),
    }


@TABLES.table(
    "A month, stratum, grade and standing that somebody has: how many.",
    {
        "month": NUMBERED,
        "stratum": NUMBERED,
        **EACH_TRAIT,
        "grade": KEY,
        "listed": YES_OR_NO,
        "wrongly": YES_OR_NO,
        "people": COUNTED,
    },
    gathered=False,
)
def _people(outcome: Simulated) -> dict[str, Any]:
    people = outcome.tallies.people
    month, stratum, cell = np.nonzero(people)
    traits = {
        trait: _named(outcome.cast.level_index(trait)[stratum], levels) for trait, levels in outcome.cast.traits.items()
    }
    return {
        "month": month,
        "stratum": stratum,
        **traits,
        "grade": _named(cell % GRADES, outcome.grades),
        "listed": cell // GRADES % 2 == 1,
        "wrongly": wrongly_cells()[cell],
        "people": people[month, stratum, cell],
    }


def _moves(moved: Counts, first: int, outcome: Simulated, when: str) -> dict[str, Any]:
    """Columns of moves [periods, GRADES, GRADES] between grades; the first period is number ``first``."""
    size = len(outcome.grades)
    moved = moved[:, :size, :size]
    period, before, now = (axis.ravel() for axis in np.indices(moved.shape))
    return {
        when: period + first,
        "from": _named(before, outcome.grades),
        "to": _named(now, outcome.grades),
        "people": moved.ravel(),
    }


@TABLES.table(
    "A month and two grades: how many held the one a month ago and hold the other now.",
    {"month": NUMBERED, "from": KEY, "to": KEY, "people": COUNTED},
)
def _flows(outcome: Simulated) -> dict[str, Any]:
    return _moves(outcome.tallies.flows[1:], 1, outcome, "month")


@TABLES.table(
    "A full year and two grades: how many held the one at its beginning and the other at its end.",
    {"year": NUMBERED, "from": KEY, "to": KEY, "people": COUNTED},
)
def _mobility(outcome: Simulated) -> dict[str, Any]:
    return _moves(outcome.tallies.yearly[: outcome.months // MONTHS_PER_YEAR], 1, outcome, "year")


@TABLES.table(
    "A service: how often it was asked for, refused, and granted with a reward, over the whole run.",
    {
        "service": KEY,
        "title": NAME,
        "domain": NAME,
        **_ASKED,
        "favoured": COUNTED,
        "refused_share": part_of("refused", "asked"),
    },
)
def _refusals(outcome: Simulated) -> dict[str, Any]:
    services = [kind for kind in outcome.catalogue.kinds if kind.service is not None]
    counts = outcome.tallies.asked.sum(axis=0)[[kind.row for kind in services]]
    return {
        "service": [kind.service.id for kind in services if kind.service],
        "title": [kind.service.title for kind in services if kind.service],
        "domain": [kind.service.domain for kind in services if kind.service],
        "asked": counts[:, ASKED],
        "refused": counts[:, REFUSED],
        "favoured": counts[:, FAVOURED],
        "refused_share": _ratio(counts[:, REFUSED], counts[:, ASKED]),
    }


@TABLES.table(
    "A month and service: how often it was asked for, refused and granted with a reward by this scheme, how often "
    "refused by any scheme of the run, and as how many refusals published counts would hold it.",
    {
        "month": NUMBERED,
        "service": KEY,
        "title": NAME,
        **_ASKED,
        "favoured": COUNTED,
        "refused_by_any": COUNTED,
        "as_counted": AS_COUNTED,
    },
)
def _answers(outcome: Simulated) -> dict[str, Any]:
    services = [kind for kind in outcome.catalogue.kinds if kind.service is not None]
    rows = [kind.row for kind in services]
    counts, together = outcome.tallies.answers[:, rows], outcome.tallies.together[:, rows]
    month, at = _grid(counts[:, :, ASKED])
    return {
        "month": month,
        "service": _named(at, [kind.service.id for kind in services if kind.service]),
        "title": _named(at, [kind.service.title for kind in services if kind.service]),
        "asked": counts[:, :, ASKED].ravel(),
        "refused": counts[:, :, REFUSED].ravel(),
        "favoured": counts[:, :, FAVOURED].ravel(),
        "refused_by_any": together[:, :, REFUSED].ravel(),
        "as_counted": (counts[:, :, REFUSED] * tries(outcome.scheme, services)).ravel(),
    }


@TABLES.table(
    "A service and a level of a trait: how often its people asked and were refused, over the whole run.",
    {**each(KEY, "service", "trait", "level"), **_ASKED, "refused_share": part_of("refused", "asked")},
)
def _refusals_by(outcome: Simulated) -> dict[str, Any]:
    services = [kind for kind in outcome.catalogue.kinds if kind.service is not None]
    asked = outcome.tallies.asked[:, [kind.row for kind in services]]
    names: list[tuple[str, str, str]] = []
    counts = []
    for trait, levels in outcome.cast.traits.items():
        for level in levels:
            counts.append(asked[outcome.cast.has(trait, level)].sum(axis=0))
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


@TABLES.table(
    "A conduct in view of a source that a rule is about: records and points they moved, over the whole run.",
    {"conduct": KEY, "title": NAME, "source": KEY, "clause": NAME, "points": WORTH, **MOVED},
)
def _reasons(outcome: Simulated) -> dict[str, Any]:
    told = grounds(outcome.scheme)
    kinds = [kind for kind in _seen(outcome.catalogue) if _conduct(kind) in told]
    rows = [kind.row for kind in kinds]
    points = np.array([told[_conduct(kind)].points for kind in kinds], np.int64)
    moved = np.abs(outcome.tallies.moved_points[rows])
    events = outcome.tallies.events.sum(axis=0)[rows]
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


@TABLES.table(
    "A source: its records, how many were wrong, how many were struck, over the whole run.",
    {
        "source": KEY,
        "title": NAME,
        "records": COUNTED,
        "wrong": COUNTED,
        "wrong_share": part_of("wrong", "records"),
        **each(COUNTED, "struck", "struck_wrong", "points_lost_wrongly"),
    },
)
def _sources(outcome: Simulated) -> dict[str, Any]:
    told = grounds(outcome.scheme)
    events, moved = outcome.tallies.events.sum(axis=0), np.abs(outcome.tallies.moved_points)
    lost = {kind.row for kind in _seen(outcome.catalogue) if _conduct(kind) in told and told[_conduct(kind)].points < 0}
    sources = outcome.catalogue.sources
    rows = [
        [kind.row for kind in _seen(outcome.catalogue) if kind.source and kind.source.id == one.id] for one in sources
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


@TABLES.table(
    "A month and conduct: how often it happened, was recorded, and was recorded falsely.",
    {"month": NUMBERED, "conduct": KEY, "title": NAME, "domain": NAME, "lawful": FLAG, **HAPPENINGS},
)
def _conducts(outcome: Simulated) -> dict[str, Any]:
    conducts = outcome.catalogue.conducts
    rows = [[kind.row for kind in outcome.catalogue.kinds_of(one.id)] for one in conducts]
    counts = np.stack([outcome.tallies.events[:, own].sum(axis=1) for own in rows], axis=1)
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


@TABLES.table(
    "A month: who came under sanction, who is under it, and how many of them only by wrong records.",
    {"month": NUMBERED, **each(COUNTED, "entered", "entered_wrongly", "people", "wrongly"), "share": PART},
)
def _sanctions(outcome: Simulated) -> dict[str, Any]:
    cells = outcome.tallies.people.sum(axis=1)
    people = cells[:, outcome.sanctioned].sum(axis=1)
    return {
        "month": np.arange(outcome.months + 1),
        "entered": outcome.tallies.entered[:, 0],
        "entered_wrongly": outcome.tallies.entered[:, 1],
        "people": people,
        "wrongly": cells[:, outcome.sanctioned & wrongly_cells()].sum(axis=1),
        "share": _ratio(people, _subjects(outcome)),
    }


@TABLES.table(
    "Months under sanction: how many had come so far, how many came free then, and the share that was still "
    "under sanction (Kaplan-Meier). entered_wrongly is null for everybody together.",
    {"months": NUMBERED, "at_risk": COUNTED, "ended": COUNTED, "still": PART, "entered_wrongly": YES_OR_NO},
)
def _recovery(outcome: Simulated) -> dict[str, Any]:
    columns: dict[str, list[Any]] = {name: [] for name in TABLES["recovery"].columns}
    for wrongly in (None, False, True):
        at_risk, ended = spells(outcome.tallies, wrongly)
        still = survival(at_risk, ended)
        seen = int(np.isfinite(still).sum())
        columns["months"] += range(seen)
        columns["at_risk"] += at_risk[:seen].tolist()
        columns["ended"] += ended[:seen].tolist()
        columns["still"] += still[:seen].tolist()
        columns["entered_wrongly"] += [wrongly] * seen
    return columns


@TABLES.table(
    "A month (the first of each year, the last) and a span of scores, its end not included: how many people.",
    {**each(NUMBERED, "month", "score_from", "score_to"), "people": COUNTED},
)
def _scores(outcome: Simulated) -> dict[str, Any]:
    if outcome.scheme.score is None:
        return {"month": [], "score_from": [], "score_to": [], "people": []}
    first, width = outcome.bins
    moment, at = _grid(outcome.tallies.scores)
    return {
        "month": np.minimum(moment * MONTHS_PER_YEAR, outcome.months),
        "score_from": first + at * width,
        "score_to": first + (at + 1) * width,
        "people": outcome.tallies.scores.ravel(),
    }


@TABLES.table(
    "A month, for people under sanction and for all others: mean savings in months of outgoings, mean strain "
    "(0 to 1), and the shares in work, in debt and late with it.",
    {"month": NUMBERED, "sanctioned": YES_OR_NO, "people": COUNTED, **LIVELIHOOD},
)
def _living(outcome: Simulated) -> dict[str, Any]:
    sums = outcome.tallies.living.reshape(-1, outcome.tallies.living.shape[-1])
    month, sanctioned = _grid(outcome.tallies.living[:, :, 0])
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


@TABLES.table(
    "A followed life and month: score, score without wrong records, grade, livelihood, number of records.",
    {
        "person": NUMBERED,
        "month": NUMBERED,
        "score": WORTH,
        "deserved": WORTH,
        "grade": NAME,
        **each(FLAG, "scored", "listed", "wrongly"),
        "money": AVERAGE,
        "strain": PART,
        "job": NAME,
        "debt": NAME,
        "records": WORTH,
    },
    gathered=False,
)
def _lives(outcome: Simulated) -> dict[str, Any]:
    panel = outcome.panel
    if "person" not in panel or not panel["person"].size:
        return {name: [] for name in TABLES["lives"].columns}
    by_life = {name: np.asarray(values).T.ravel() for name, values in panel.items() if np.ndim(values) == 2}
    outside = ~by_life["scored"].astype(np.bool_)
    stages = [stage.id for stage in outcome.catalogue.livelihood.stages]
    is_scored = outcome.scheme.score is not None
    return {
        "person": np.repeat(panel["person"].astype(np.int64), outcome.months + 1),
        "month": np.tile(np.arange(outcome.months + 1), panel["person"].size),
        "score": _within(by_life["score"], outside) if is_scored else None,
        "deserved": _within(by_life["deserved"], outside) if is_scored else None,
        "grade": _named(by_life["grade"], outcome.grades).set(pl.Series(outside), None),
        "scored": ~outside,
        "listed": by_life["listed"].astype(np.bool_),
        "wrongly": by_life["wrongly"].astype(np.bool_),
        "money": by_life["money"] / MONEY_PARTS,
        "strain": by_life["strain"] / STRAIN_PARTS,
        "job": _named(by_life["job"], JOBS),
        "debt": _named(by_life["debt"], stages),
        "records": by_life["records"].astype(np.int64),
    }


@TABLES.table(
    "A level of a trait at the end of the run: how many are under sanction, how many wrongly, and the ratios "
    "to the level with the lowest rate. Levels below 2 % of the people are marked and not compared.",
    {
        "trait": KEY,
        "level": KEY,
        "people": COUNTED,
        "sanctioned": COUNTED,
        "rate": part_of("sanctioned", "people"),
        "wrongly": COUNTED,
        "wrongly_rate": part_of("wrongly", "people"),
        "risk_ratio": AVERAGE,
        "favourable_ratio": AVERAGE,
        "low_count": Column(BOOL),
        "z": Column(FLOAT),
    },
)
def _disparities(outcome: Simulated) -> dict[str, Any]:
    levels = disparities(outcome.tallies.people[-1], outcome.sanctioned, outcome.cast)
    return {name: [getattr(level, name) for level in levels] for name in TABLES["disparities"].columns}


@TABLES.table(
    "A metric: its value, the people (or records, requests) behind it, and out of how many.",
    {
        "metric": KEY,
        "title": NAME,
        "value": AVERAGE,
        "unit": NAME,
        "people": Column(INT),
        "of": Column(INT),
        "note": Column(TEXT),
    },
    limits=("metric", {name: one.limits for name, one in METRICS.items()}),
)
def _metrics(outcome: Simulated) -> dict[str, Any]:
    found = measure_all(outcome.tallies, outcome.sanctioned)
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


def _subjects(outcome: Simulated) -> Counts:
    """[T+1] Subjects of the scheme in each month."""
    return np.asarray(outcome.tallies.people.sum(axis=(1, 2)))


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
