"""Runs that never ran: every table of a real run, with numbers made up by formula, for tests only."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl
from made_up_rules import CONDUCTS, SERVICES, SOURCES, catalogue, scheme, world

from glasshouse.measure.disparity import Level, counted, widest_gap
from glasshouse.population.people import TRAITS
from glasshouse.results.run import Run
from glasshouse.results.run_tables import TABLES
from glasshouse.scheme.language.model import Scheme

PEOPLE = 540_000  # subjects; the world has 670,000 people
GRADES = ("AAA", "AA", "A", "B", "C", "D")
Frames = dict[str, pl.DataFrame]


@cache
def made_up_run(months: int = 60) -> Run:
    """A run of ``months`` months under a scheme with six grades and two lists."""
    return run_of(frames(months), months=months)


def run_of(tables: Mapping[str, pl.DataFrame], rules: Scheme | None = None, **info: Any) -> Run:
    """The run that these tables tell."""
    about = INFO | info
    spans = {"months": about["months"], "begins": about["begins"]}
    about["schemes"] = [{**one, **spans} for one in about["schemes"]]
    return Run(about, tables, scheme=rules or scheme(), world=world(), catalogue=catalogue())


def frames(months: int) -> Frames:
    """Every table by name."""
    made = {
        "grades": _grades(months),
        "lists": _lists(months),
        "people": _people(months),
        "flows": _flows(months),
        "mobility": _mobility(months),
        "refusals": _refusals(),
        "answers": _answers(months),
        "refusals_by": _refusals_by(),
        "rewards": [("AAA", "Grade AAA", 1, 2_000, 2_000 / PEOPLE), ("AA", "Grade AA", 1, 10_200, 10_200 / PEOPLE)],
        "reasons": _reasons(),
        "sources": [(key, title, n, w, w / n, s, sw, w * 12) for key, (title, n, w, s, sw) in SOURCES.items()],
        "conducts": _conducts(months),
        "sanctions": _sanctions(months),
        "causes": _causes(),
        "confusion": _confusion(),
        "recovery": _recovery(),
        "scores": _scores(months),
        "living": _living(months),
        "lives": _lives(months),
        "disparities": _disparities(),
    }
    tables = {name: pl.DataFrame(rows, TABLES[name].columns, orient="row") for name, rows in made.items()}
    return {**tables, "metrics": metrics(tables)}


# Runs at the edge


def nobody_sanctioned() -> Run:
    """Grades there are, but nobody comes under sanction: shares of nothing are null or NaN."""
    tables = frames(60)
    zero, nan, null = pl.lit(0), pl.lit(float("nan")), pl.lit(None, pl.Float64)
    change = {
        "sanctions": {
            "entered": zero,
            "entered_wrongly": zero,
            "people": zero,
            "wrongly": zero,
            "missed": zero,
            "share": 0.0 * zero,
        },
        "lists": {"people": zero, "wrongly": zero, "missed": zero, "share": 0.0 * zero},
        "causes": {"people": zero, "wrongly": zero},
        "refusals": dict.fromkeys(("refused", "given_up", "turned_away"), zero)
        | dict.fromkeys(("refused_share", "turned_away_share"), 0.0 * zero),
        "refusals_by": dict.fromkeys(("refused", "given_up", "turned_away"), zero)
        | dict.fromkeys(("refused_share", "turned_away_share"), nan),
        "lives": {"listed": pl.lit(False), "listed_wrongly": pl.lit(False), "wrongly": pl.lit(False)},
        "disparities": {
            "sanctioned": zero,
            "rate": 0.0 * zero,
            "wrongly": zero,
            "wrongly_rate": 0.0 * zero,
            "risk_ratio": null,
            "z": null,
        },
    }
    tables |= {name: tables[name].with_columns(**columns) for name, columns in change.items()}
    tables["recovery"] = tables["recovery"].clear()
    under = pl.col("sanctioned")
    means = [pl.when(under).then(None).otherwise(pl.col(name)).alias(name) for name in ("money", "strain", "employed")]
    tables["living"] = (
        tables["living"].with_columns(people=pl.when(under).then(0).otherwise(PEOPLE)).with_columns(means)
    )
    tables["metrics"] = metrics(tables)
    return run_of(tables)


def without_lists() -> Run:
    """A scheme that keeps grades but no list."""
    tables = frames(60)
    kept = tuple(one for one in scheme().consequences if one.when.list is None)
    plain = scheme().model_copy(update={"lists": (), "consequences": kept})
    return run_of({**tables, "lists": tables["lists"].clear()}, plain)


def without_scheme() -> Run:
    """Nothing is scored: no grades, lists, scores, sanctions or refusals."""
    quiet = nobody_sanctioned()
    none = Scheme.model_validate({"id": "none", "title": "No scheme at all", "about": "Nobody is scored."})
    tables = {name: quiet.table(name) for name in TABLES}
    scored = ("grades", "lists", "causes", "flows", "mobility", "reasons", "scores")
    tables |= {name: tables[name].clear() for name in scored}
    unscored = {
        name: pl.lit(None, tables["lives"].schema[name]) for name in ("grade", "rightful_grade", "score", "deserved")
    }
    tables["lives"] = tables["lives"].with_columns(**unscored, scored=pl.lit(False))
    about = {**SCHEME, "id": "none", "title": none.title, "sha256": "00" * 32}
    return run_of(tables, none, scheme=about, schemes=[about])


def nobody_recovers() -> Run:
    """People come under sanction and none comes free: no median is reached."""
    tables = frames(60)
    stuck = tables["recovery"].with_columns(ended=pl.lit(0), still=pl.lit(1.0))
    found = pl.col("metric").str.contains("recovery")
    lost = pl.when(found).then(None).otherwise(pl.col("value"))
    return run_of({**tables, "recovery": stuck, "metrics": tables["metrics"].with_columns(value=lost)})


def with_gaps() -> Run:
    """Shares that cannot be formed are null or NaN."""
    tables = frames(60)
    nan, null = pl.lit(float("nan")), pl.lit(None, pl.Float64)
    few = pl.when(pl.col("asked") > 50_000).then(pl.col("refused_share")).otherwise(null)
    change = {
        "refusals": {"refused_share": few, "turned_away_share": few},
        "disparities": {
            "risk_ratio": pl.when(pl.col("trait") == "age").then(nan).otherwise(pl.col("risk_ratio")),
            "wrongly_rate": null,
            "low_count": pl.col("level") == "75+",
        },
        "sources": {"wrong_share": nan},
        "living": {"money": pl.when(pl.col("people") < 3_000).then(nan).otherwise(pl.col("money"))},
        "metrics": {"value": pl.when(pl.col("metric") == "wrongful_share").then(None).otherwise(pl.col("value"))},
    }
    return run_of(tables | {name: tables[name].with_columns(**columns) for name, columns in change.items()})


def only_migrants() -> Run:
    """All of 789 migrants are under sanction, and none of 3,613 locals."""
    tables = frames(60)
    rest = tables["disparities"].filter(pl.col("trait") != "migrant")
    rows = [
        ("migrant", "local", 3613, 0, 0.0, 0, 0.0, None, 1.0, False, 0.0),
        ("migrant", "migrant", 789, 789, 1.0, 0, 0.0, None, 0.0, False, 66.3),
    ]
    tables["disparities"] = pl.concat([rest, pl.DataFrame(rows, rest.schema, orient="row")])
    tables["metrics"] = metrics(tables)
    return run_of(tables)


def no_month_lived() -> Run:
    """No month has been lived yet: only the first judgement stands."""
    quiet = nobody_sanctioned()
    still = {name: quiet.table(name) for name in ("disparities", "refusals", "refusals_by", "recovery")}
    return run_of({**frames(0), **still}, months=0)


def of_several() -> Run:
    """The usual run, and beside it a second scheme over the same files, which keeps the lists alone."""
    tables = frames(60)
    first = {**SCHEME, "months": 60, "begins": "2016-01"}
    about = [first, {**first, "id": "court-list", "title": "The list of the court"}]
    named = {"id": "court-list", "title": "The list of the court"}
    lists = scheme().model_copy(update={**named, "grades": (), "rules": (), "consequences": ()})
    runs = {
        one["id"]: Run(
            {**INFO, "scheme": one, "schemes": about}, tables, scheme=rules, world=world(), catalogue=catalogue(), at=at
        )
        for at, (one, rules) in enumerate(zip(about, (scheme(), lists), strict=True))
    }
    for run in runs.values():
        run.know(runs)
    return runs["harbour-2016"]


EDGES = {
    made.__name__: made
    for made in (
        nobody_sanctioned,
        without_lists,
        without_scheme,
        nobody_recovers,
        with_gaps,
        only_migrants,
        no_month_lived,
    )
}

# The tables

SCHEME: dict[str, Any] = {
    "id": "harbour-2016",
    "title": scheme().title,
    "kind": "person",
    "sha256": "5c" * 32,
    "variant": None,
    "region": [],
    "share": 1.0,
}
INFO: dict[str, Any] = {
    "run": "harbour-2016-60-1",
    "scheme": SCHEME,
    "schemes": [SCHEME],
    "reference": "harbour-2016",
    "firms": 0,
    "records": 8,
    "dated": False,
    "world": {"id": "harbour", "title": world().title, "people": 670_000, "sha256": "a7" * 32},
    "catalogue": {"sha256": "ca" * 32},
    "engine": {"version": "0.1.0", "sha256": "e1" * 32},
    "seed": 1,
    "months": 60,
    "begins": "2016-01",
    "command": "glasshouse run harbour-2016 --world harbour --years 5 --seed 1",
    "created": "2025-01-01T12:00:00+00:00",
    "state": "complete",
    "seconds": 1.92,
    "versions": {"numpy": "2.4.0", "numba": "0.63.0"},
    "machine": {
        "system": "Linux x86_64",
        "processor": "made up",
        "cores": 2,
        "memory_bytes": 2**34,
        "python": "3.11",
    },
    "files": {"tallies.parquet": "0f" * 32, "lives.parquet": "1e" * 32},
}


def _part(month: int) -> float:
    """How far a run has settled: 0 at the start, towards 1."""
    return 1 - 2 ** (-month / 20)


def _grades(months: int) -> list[tuple[Any, ...]]:
    rows = []
    for month in range(months + 1):
        moved = {"AAA": 0.004, "AA": 0.021, "B": 0.048, "C": 0.016, "D": 0.0041}
        people = {grade: round(PEOPLE * share * _part(month)) for grade, share in moved.items()}
        people["A"] = PEOPLE - sum(people.values())
        rows += [(month, grade, people[grade], people[grade] / PEOPLE) for grade in GRADES]
    return rows


def _lists(months: int) -> list[tuple[Any, ...]]:
    rows = []
    for month in range(months + 1):
        for one, size, wrong in zip(scheme().lists, (6_700, 2_214), (0.03, 0.12), strict=True):
            people = round(size * _part(month))
            rows.append((month, one.id, one.title, people, round(people * wrong), 3, people / PEOPLE))
    return rows


def _sanctions(months: int) -> list[tuple[Any, ...]]:
    rows = []
    for month in range(months + 1):
        people = round(8_900 * _part(month))
        entered = 0 if month == 0 else round(520 - 200 * _part(month))
        rows.append((month, entered, round(entered * 0.07), people, round(people * 0.062), 4, people / PEOPLE))
    return rows


def _causes() -> list[tuple[Any, ...]]:
    """Each list by its records, and the worst grade by those that cost most points."""
    first, second = scheme().lists
    return [
        ("list", first.id, first.title, True, "tax.late", "Late tax", "Art. 5", 6_000, 200),
        ("list", second.id, second.title, True, "list", "a list of another scheme", "Art. 6", 2_000, 30),
        ("grade", "D", "Grade D", True, "traffic.parking", "Parking", "Art. 7", 900, 90),
    ]


def _confusion() -> list[tuple[Any, ...]]:
    """The matrices of everybody under sanction and on the first list, and of each group."""
    first, rows = scheme().lists[0], []
    groups = [("everybody", "everybody", PEOPLE, 1.0), *_levels()]
    for what, name, title, rate in (("any", "any", "Under sanction", 0.0144), ("list", first.id, first.title, 0.01)):
        for trait, level, people, weight in groups:
            under = round(people * rate * weight)
            wrongly = round(under * 0.062)
            neither = people - under - 4
            shares = wrongly / under if under else None, wrongly / (wrongly + neither)
            counts = under, under - wrongly, wrongly, 4, neither, wrongly + neither
            rows.append((what, name, title, True, trait, level, people, *counts, *shares))
    return rows


def _people(months: int) -> list[tuple[Any, ...]]:
    shares = dict(zip(GRADES, (0.004, 0.021, 0.9, 0.05, 0.018, 0.007), strict=True))
    return [
        (
            month,
            100 + at,
            "urban",
            "30-44",
            sex,
            "agricultural",
            "local",
            "fifth-2",
            "online",
            grade,
            grade == "D",
            False,
            round(PEOPLE / 2 * share),
        )
        for month in range(months + 1)
        for at, sex in enumerate(TRAITS["sex"])
        for grade, share in shares.items()
    ]


def _flows(months: int) -> list[tuple[Any, ...]]:
    return [
        (month, start, end, 400 if start != end else 80_000)
        for month in range(1, months + 1)
        for start in GRADES
        for end in GRADES
        if abs(GRADES.index(start) - GRADES.index(end)) <= 1
    ]


def _mobility(months: int) -> list[tuple[Any, ...]]:
    size = {"AAA": 2_000, "AA": 10_200, "A": 497_000, "B": 21_000, "C": 7_400, "D": 2_400}
    rows = []
    for year in range(1, months // 12 + 1):
        for i, start in enumerate(GRADES):
            weight = {
                end: 0.88 if i == j else 0.12 * 0.3 ** abs(i - j) * (0.7 if j < i else 1.0)
                for j, end in enumerate(GRADES)
            }
            whole = sum(weight.values())
            rows += [(year, start, end, round(size[start] * part / whole)) for end, part in weight.items()]
    return rows


def _refusals() -> list[tuple[Any, ...]]:
    return [
        (
            service,
            title,
            domain,
            *_came(asked, refused, GIVEN_UP.get(service, 0), FAVOURED.get(service, 0)),
        )
        for service, (title, domain, asked, refused) in SERVICES.items()
    ]


GIVEN_UP = {"travel.flight": 1_100}
FAVOURED = {"utility.heating": 57_000, "housing.rent": 1_200, "work.public_job": 300}


def _came(asked: int, refused: int, given_up: int, favoured: int) -> tuple[Any, ...]:
    """What came of requests: counts, and their shares."""
    away, would_be = refused + given_up, asked + given_up
    of = refused / asked if asked else None, away / would_be if would_be else None, favoured / asked if asked else None
    return asked, refused, given_up, away, would_be, favoured, *of


_WEIGHT = {  # how often a level is under sanction, relative to the others
    "rural": 1.3, "0-17": 0.0, "18-29": 1.5, "30-44": 1.2, "60-74": 0.5, "75+": 0.3, "male": 1.4,
    "female": 0.6, "agricultural": 1.3, "migrant": 2.1, "fifth-1": 1.9, "fifth-2": 1.3, "fifth-4": 0.7,
    "fifth-5": 0.4, "offline": 0.8,
}  # fmt: skip
_SIZE = {
    "rural": 0.34, "urban": 0.66, "18-29": 0.15, "30-44": 0.27, "45-59": 0.31, "60-74": 0.2, "75+": 0.07,
    "agricultural": 0.55, "non-agricultural": 0.45, "migrant": 0.12, "local": 0.88, "offline": 0.3,
    "online": 0.7,
}  # fmt: skip


def _levels() -> list[tuple[str, str, int, float]]:
    """(trait, level, people, weight) of every level that subjects have."""
    adults = {trait: [level for level in levels if level != "0-17"] for trait, levels in TRAITS.items()}
    return [
        (trait, level, round(PEOPLE * _SIZE.get(level, 1 / len(levels))), _WEIGHT.get(level, 1.0))
        for trait, levels in adults.items()
        for level in levels
    ]


def _answers(months: int) -> list[tuple[Any, ...]]:
    """The refusals of :func:`_refusals`, all in the last month."""
    return [
        (
            months,
            service,
            title,
            asked,
            refused,
            given_up,
            favoured,
            refused + 10 if refused else 0,
            given_up,
            float(refused),
        )
        for service, title, _, asked, refused, given_up, _, favoured, *_ in _refusals()
    ]


def _refusals_by() -> list[tuple[Any, ...]]:
    rows = []
    for service, (_, _, asked, refused) in SERVICES.items():
        for trait, level, people, weight in [("age", "0-17", 0, 0.0), *_levels()]:
            demand = round(asked * people / PEOPLE)
            turned = min(demand, round(refused * people / PEOPLE * weight))
            given_up = round(GIVEN_UP.get(service, 0) * people / PEOPLE)
            favoured = demand // (7 if level in ("urban", "fifth-5") else 8) if service == "utility.heating" else 0
            rows.append((service, trait, level, *_came(demand, turned, given_up, favoured)))
    return rows


def _disparities() -> list[tuple[Any, ...]]:
    rows = []
    for trait, level, people, weight in _levels():
        peers = [(others, round(others * 0.0144 * more)) for name, _, others, more in _levels() if name == trait]
        lowest = min(under / others for others, under in peers)
        under = round(people * 0.0144 * weight)
        wrongly, rate = round(under * 0.062), under / people
        z = (rate - lowest) / (0.0144 / people) ** 0.5
        rows.append(
            (
                trait,
                level,
                people,
                under,
                rate,
                wrongly,
                wrongly / people,
                rate / lowest,
                (1 - rate) / (1 - lowest),
                people < 0.02 * PEOPLE,
                z,
            )
        )
    return rows


def _reasons() -> list[tuple[Any, ...]]:
    fired = {
        "credit.payment_late": (61_000, 1_220),
        "utility.payment_late": (82_000, 3_440),
        "traffic.ticket": (240_000, 6_900),
        "court.judgment_defied": (5_100, 78),
        "speech.rumour": (9_800, 1_340),
        "petition.lawful": (2_060, 31),
        "community.volunteering": (144_000, 2_010),
        "traffic.drunk_driving": (870, 12),
    }
    rows = []
    for rule in scheme().rules:
        title, _, _, source = CONDUCTS[rule.conduct]
        records, wrong = fired[rule.conduct]
        lost, gained = max(0, -rule.points), max(0, rule.points)
        rows.append(
            (
                rule.conduct,
                title,
                source,
                rule.clause,
                rule.points,
                records,
                wrong,
                records * lost,
                wrong * lost,
                records * gained,
            )
        )
    return rows


def _conducts(months: int) -> list[tuple[Any, ...]]:
    return [
        (month, conduct, title, domain, lawful, 900 + 70 * number, 500 + 40 * number, 10 + number)
        for month in range(months)
        for number, (conduct, (title, domain, lawful, _)) in enumerate(CONDUCTS.items())
    ]


def _recovery() -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for wrongly, size, hazard in ((None, 21_000, 0.047), (False, 19_500, 0.044), (True, 1_500, 0.09)):
        still, at_risk = 1.0, size
        for month in range(61):
            ended = round(at_risk * hazard * (2.5 if month == 24 else 1)) if month else 0
            still *= 1 - ended / at_risk
            rows.append((month, at_risk, ended, still, wrongly))
            at_risk -= ended
    return rows


def _scores(months: int) -> list[tuple[Any, ...]]:
    rows = []
    for month in sorted({*range(0, months, 12), months}):
        for low in range(320, 1088, 12):
            centre, width = 1004 - 8 * month / 12, 1 + 25 * _part(month)
            weight = 2 ** (-abs(low - centre) / width) if month else float(low <= 1000 < low + 12)
            tail = 60 * (1 + low % 3) if month and 500 < low < 1080 else 0
            rows.append((month, low, low + 12, round(PEOPLE * 0.3 * weight) + tail))
    return rows


def _living(months: int) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for month in range(months + 1):
        under, grief = round(8_900 * _part(month)), _part(month)
        rows.append((month, False, PEOPLE - under, 4.1 + month * 0.006, 0.12, 0.93, 0.31, 0.02))
        means = (2.6 - 0.9 * grief, 0.25 + 0.18 * grief, 0.84 - 0.13 * grief, 0.66, 0.21 + 0.1 * grief)
        rows.append((month, True, under, *(means if under else (None,) * 5)))
    return rows


def _grade_of(score: int) -> str:
    floors = {"AAA": 1050, "AA": 1030, "A": 960, "B": 850, "C": 600, "D": -1}
    return next(grade for grade, floor in floors.items() if score >= floor)


def _score_of(person: int, month: int) -> tuple[int, int]:
    """The score and what it would be without wrong records."""
    if person == 3:  # falls step by step and stays down
        return (1000 - 60 * (month // 6),) * 2
    if person == 5 and 14 <= month < 40:  # other people's records on this file
        return 560, 980
    if person == 7 and 8 <= month < 32:  # falls and comes back
        return (540 + 4 * (month - 8),) * 2
    if person == 9:  # rises
        return (1000 + month,) * 2
    return (1000 - 5 * ((month + person) // 9 % 3),) * 2 if person % 2 == 0 else (1000, 1000)


def _lives(months: int) -> list[tuple[Any, ...]]:
    rows = []
    for person in range(1, 13):
        for month in range(months + 1):
            score, deserved = _score_of(person, month)
            grade, listed = _grade_of(score), score < 600
            rows.append(
                (
                    person * 1117,
                    month,
                    score,
                    deserved,
                    grade,
                    _grade_of(deserved),
                    True,
                    listed,
                    listed and deserved >= 600,
                    listed and deserved >= 600,
                    4 - 2.5 * listed,
                    0.1,
                    "unemployed" if listed else "employed",
                    "none",
                    (1000 - score) // 20 % 5,
                )
            )
    return rows


def metrics(tables: Frames) -> pl.DataFrame:
    """The metrics that a page needs, from the other tables."""
    end = tables["sanctions"].row(-1, named=True)
    under, wrongly = end["people"], end["wrongly"]
    gap = widest_gap([Level(**row) for row in tables["disparities"].to_dicts()])
    half = 15.0 if under else None
    rows = [
        (
            "sanctioned_people",
            "People under sanction",
            under,
            "people",
            under,
            PEOPLE,
            "At the end of the run.",
        ),
        ("sanctioned_share", "Share under sanction", under / PEOPLE, "share of subjects", under, PEOPLE, ""),
        (
            "wrongful_share",
            "Share of sanctions that are wrongful",
            wrongly / under if under else None,
            "share of people under sanction",
            wrongly,
            under,
            "At the end of the run.",
        ),
        (
            "median_recovery_months",
            "Median time to recover",
            half,
            "months",
            14_000 if under else 0,
            None,
            "",
        ),
        (
            "p90_recovery_months",
            "Nine in ten have recovered after",
            47.0 if under else None,
            "months",
            None,
            None,
            "",
        ),
        (
            "largest_disparity",
            "Largest disparity",
            gap.value if gap else None,
            "times the lowest rate",
            gap.more.sanctioned if gap else None,
            gap.more.people if gap else None,
            f"({counted(gap.more)}) against ({counted(gap.less)})" if gap else "",
        ),
        ("overflow_share", "Records that found no place", 0.0004, "share of records", 350, 886_300, ""),
    ]
    return pl.DataFrame(rows, TABLES["metrics"].columns, orient="row", strict=False)
