"""The tables of a run: what was counted, with the names of grades, conducts, services and traits."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from glasshouse.life.tables import FALSELY, HAPPENED, RECORDED, STRUCK, STRUCK_WRONG
from glasshouse.measure.disparity import disparities
from glasshouse.measure.recovery import spells, survival
from glasshouse.measure.registry import measure_all, wrongly_cells
from glasshouse.measure.tally import (
    ASKED,
    EMPLOYED,
    FAVOURED,
    GIVEN_UP,
    GRADES,
    INDEBTED,
    LATE,
    MONEY,
    PEOPLE,
    REFUSED,
    STRAIN,
    Counts,
)
from glasshouse.measure.wrongful import ANY, MISSED, ON_LIST, RIGHTLY, WRONGLY
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.parts.registry import METRICS
from glasshouse.results import sanction_tables
from glasshouse.results.columns import grid, named, ratio
from glasshouse.results.grounds import grounds, rewarded, tries
from glasshouse.results.simulated import Simulated
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

JOBS = ("not seeking", "employed", "unemployed")
MONTHS_PER_YEAR = 12
MONEY_PARTS = 10  # money is held in tenths of a month's outgoings
STRAIN_PARTS = 63  # strain is held in 63rds


TABLES = Tables()
"""Every table of a run by name."""

HELD = each(COUNTED, "people", "wrongly", "missed")
_ASKED = {
    **each(COUNTED, "asked", "refused", "given_up", "turned_away", "would_be", "favoured"),
    "refused_share": part_of("refused", "asked"),
    "turned_away_share": part_of("turned_away", "would_be"),
    "favoured_share": part_of("favoured", "asked"),
}
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
    month, grade = grid(people)
    return {
        "month": month,
        "grade": named(grade, outcome.grades),
        "people": people.ravel(),
        "share": ratio(people.ravel(), outcome.subjects[month]),
    }


@TABLES.table(
    "A month and list: how many are on it, how many of them only by wrong records, and how many it misses.",
    {"month": NUMBERED, "list": KEY, "title": NAME, **HELD, "share": PART},
)
def _lists(outcome: Simulated) -> dict[str, Any]:
    lists = outcome.scheme.lists
    held = outcome.tallies.held[:, ON_LIST : ON_LIST + len(lists)]
    people = held[:, :, RIGHTLY] + held[:, :, WRONGLY]
    month, at = grid(people)
    return {
        "month": month,
        "list": named(at, [one.id for one in lists]),
        "title": named(at, [one.title for one in lists]),
        "people": people.ravel(),
        "wrongly": held[:, :, WRONGLY].ravel(),
        "missed": held[:, :, MISSED].ravel(),
        "share": ratio(people.ravel(), outcome.subjects[month]),
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
        trait: named(outcome.cast.level_index(trait)[stratum], levels) for trait, levels in outcome.cast.traits.items()
    }
    return {
        "month": month,
        "stratum": stratum,
        **traits,
        "grade": named(cell % GRADES, outcome.grades),
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
        "from": named(before, outcome.grades),
        "to": named(now, outcome.grades),
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
    "A service: how often it was asked for, refused, given up (not asked for any more, after being refused for so "
    "long), turned away (refused or given up), and granted with a reward, over the whole run. Shares are of what was "
    "asked for; that turned away, of what would have been.",
    {"service": KEY, "title": NAME, "domain": NAME, **_ASKED},
)
def _refusals(outcome: Simulated) -> dict[str, Any]:
    services = [kind for kind in outcome.catalogue.kinds if kind.service is not None]
    counts = outcome.tallies.asked.sum(axis=0)[[kind.row for kind in services]]
    return {
        "service": [kind.service.id for kind in services if kind.service],
        "title": [kind.service.title for kind in services if kind.service],
        "domain": [kind.service.domain for kind in services if kind.service],
        **_asked(counts),
    }


def _asked(counts: Counts) -> dict[str, Any]:
    """Columns of requests [n, ANSWERS]: what was asked for, and what came of it."""
    asked, refused, given_up, favoured = (counts[:, at] for at in (ASKED, REFUSED, GIVEN_UP, FAVOURED))
    return {
        "asked": asked,
        "refused": refused,
        "given_up": given_up,
        "turned_away": refused + given_up,
        "would_be": asked + given_up,
        "favoured": favoured,
        "refused_share": ratio(refused, asked),
        "turned_away_share": ratio(refused + given_up, asked + given_up),
        "favoured_share": ratio(favoured, asked),
    }


@TABLES.table(
    "A month and service: how often it was asked for, refused, given up and granted with a reward by this scheme, how "
    "often refused and given up by any scheme of the run, and as how many refusals published counts would hold it.",
    {
        "month": NUMBERED,
        "service": KEY,
        "title": NAME,
        **each(COUNTED, "asked", "refused", "given_up", "favoured", "refused_by_any", "given_up_by_any"),
        "as_counted": AS_COUNTED,
    },
)
def _answers(outcome: Simulated) -> dict[str, Any]:
    services = [kind for kind in outcome.catalogue.kinds if kind.service is not None]
    rows = [kind.row for kind in services]
    counts, together = outcome.tallies.answers[:, rows], outcome.tallies.together[:, rows]
    month, at = grid(counts[:, :, ASKED])
    return {
        "month": month,
        "service": named(at, [kind.service.id for kind in services if kind.service]),
        "title": named(at, [kind.service.title for kind in services if kind.service]),
        "asked": counts[:, :, ASKED].ravel(),
        "refused": counts[:, :, REFUSED].ravel(),
        "given_up": counts[:, :, GIVEN_UP].ravel(),
        "favoured": counts[:, :, FAVOURED].ravel(),
        "refused_by_any": together[:, :, REFUSED].ravel(),
        "given_up_by_any": together[:, :, GIVEN_UP].ravel(),
        "as_counted": (counts[:, :, REFUSED] * tries(outcome.scheme, services)).ravel(),
    }


@TABLES.table(
    "A service and a level of a trait: how often its people asked, were refused, gave up, and were granted it with a "
    "reward, over the whole run.",
    {**each(KEY, "service", "trait", "level"), **_ASKED},
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
        **_asked(flat),
    }


@TABLES.table(
    "A grade or a list with a reward: how many people hold it (or are on it) at the end of the run, and how many "
    "services it makes better.",
    {"status": KEY, "title": NAME, "services": WORTH, "people": COUNTED, "share": PART},
)
def _rewards(outcome: Simulated) -> dict[str, Any]:
    grades, lists = ([one.id for one in of] for of in (outcome.scheme.grades, outcome.scheme.lists))
    titles = {one.id: one.title for one in outcome.scheme.lists}
    told = rewarded(outcome.scheme)
    by_grade = outcome.tallies.people[-1].reshape(-1, GRADES).sum(axis=0)
    people = np.array(
        [
            outcome.tallies.held[-1, ON_LIST + lists.index(name), :MISSED].sum()
            if kind == "list"
            else by_grade[grades.index(name)]
            for kind, name in told
        ],
        np.int64,
    )
    return {
        "status": [name for _, name in told],
        "title": [titles[name] if kind == "list" else f"Grade {name}" for kind, name in told],
        "services": list(told.values()),
        "people": people,
        "share": ratio(people, np.full(len(people), outcome.subjects[-1])),
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
        "wrong_share": ratio(wrong, records),
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
    month, at = grid(counts[:, :, 0])
    return {
        "month": month,
        "conduct": named(at, [one.id for one in conducts]),
        "title": named(at, [one.title for one in conducts]),
        "domain": named(at, [one.domain for one in conducts]),
        "lawful": np.array([one.lawful for one in conducts])[at],
        "happened": counts[:, :, HAPPENED].ravel(),
        "recorded": counts[:, :, RECORDED].ravel(),
        "falsely": counts[:, :, FALSELY].ravel(),
    }


@TABLES.table(
    "A month: who came under sanction, who is under it, how many of them only by wrong records, and how many are "
    "missed.",
    {"month": NUMBERED, **each(COUNTED, "entered", "entered_wrongly"), **HELD, "share": PART},
)
def _sanctions(outcome: Simulated) -> dict[str, Any]:
    held = outcome.tallies.held[:, ANY]
    people = held[:, RIGHTLY] + held[:, WRONGLY]
    return {
        "month": np.arange(outcome.months + 1),
        "entered": outcome.tallies.entered[:, 0],
        "entered_wrongly": outcome.tallies.entered[:, 1],
        "people": people,
        "wrongly": held[:, WRONGLY],
        "missed": held[:, MISSED],
        "share": ratio(people, outcome.subjects),
    }


TABLES.table(
    "A list or grade that refuses something, and a cause that brought it to people: at the end, each of them by one "
    "cause.",
    sanction_tables.CAUSES,
)(sanction_tables.causes)
TABLES.table(
    "Whom a list or grade holds at the end, and a level of a trait: held rightly, held wrongly (it would not hold "
    "without the wrong records), missed (it would hold by the right records alone), and neither. not_due: "
    "held wrongly or neither.",
    sanction_tables.CONFUSION,
)(sanction_tables.confusion)


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
    moment, at = grid(outcome.tallies.scores)
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
    month, sanctioned = grid(outcome.tallies.living[:, :, 0])
    people = sums[:, PEOPLE]
    return {
        "month": month,
        "sanctioned": sanctioned == 1,
        "people": people,
        "money": ratio(sums[:, MONEY], people * MONEY_PARTS),
        "strain": ratio(sums[:, STRAIN], people * STRAIN_PARTS),
        "employed": ratio(sums[:, EMPLOYED], people),
        "indebted": ratio(sums[:, INDEBTED], people),
        "late": ratio(sums[:, LATE], people),
    }


@TABLES.table(
    "A followed life and month: score and grade, and both without wrong records; whether on a list that refuses "
    "something, and wrongly so; whether under sanction by wrong records alone; livelihood; number of records.",
    {
        "person": NUMBERED,
        "month": NUMBERED,
        "score": WORTH,
        "deserved": WORTH,
        "grade": NAME,
        "rightful_grade": NAME,
        **each(FLAG, "scored", "listed", "listed_wrongly", "wrongly"),
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
        "grade": named(by_life["grade"], outcome.grades).set(pl.Series(outside), None),
        "rightful_grade": named(by_life["rightful_grade"], outcome.grades).set(pl.Series(outside), None),
        "scored": ~outside,
        "listed": by_life["listed"].astype(np.bool_),
        "listed_wrongly": by_life["listed_wrongly"].astype(np.bool_),
        "wrongly": by_life["wrongly"].astype(np.bool_),
        "money": by_life["money"] / MONEY_PARTS,
        "strain": by_life["strain"] / STRAIN_PARTS,
        "job": named(by_life["job"], JOBS),
        "debt": named(by_life["debt"], stages),
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


def _within(scores: npt.NDArray[Any], outside: npt.NDArray[np.bool_]) -> pl.Series:
    """Scores; null for who is no subject of the scheme in that month."""
    return pl.Series(scores.astype(np.int64)).set(pl.Series(outside), None)
