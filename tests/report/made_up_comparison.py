"""Comparisons that never ran: every table of a real one, with numbers made up by formula, for tests only."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import made_up_run
import polars as pl
from made_up_rules import CONDUCTS, SERVICES

from glasshouse.population.people import TRAITS
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_tables import EVERYBODY, MEASURES, TABLES
from glasshouse.results.run import Run
from glasshouse.studies.twin import Event, Means, Month, Standing, TwinLives

PEOPLE, PARTED, MONTHS = made_up_run.PEOPLE, 21_000, 60
Tables = dict[str, pl.DataFrame]


@cache
def made_up_comparison() -> Comparison:
    """Five years under six grades and two lists (a), and without a scheme (b)."""
    return comparison_of(frames(), made_up_run.made_up_run(), made_up_run.without_scheme())


def comparison_of(tables: Mapping[str, pl.DataFrame], a: Run, b: Run, **info: Any) -> Comparison:
    """The comparison that these tables tell."""
    return Comparison({**INFO, **info}, a, b, tables, relive=both_lives)


def frames() -> Tables:
    """Every table by name."""
    made = {
        "differences": _differences(),
        "parting": [(m, PARTED // MONTHS, PARTED // MONTHS * (m + 1), PARTED * (m + 1) / MONTHS / PEOPLE)
                    for m in range(MONTHS)],
        "standing": _standing(),
        "gains": _gains(),
        "transitions": [("AAA", None, False, False, 100), ("A", None, False, False, 520_000),
                        ("B", None, False, False, 12_100), ("D", None, True, False, 7_800)],
        "requests": _requests(),
        "conducts": [(key, title, domain, lawful, 1_000 * at, 10 * at, 7 * (at % 3))
                     for at, (key, (title, domain, lawful, _)) in enumerate(CONDUCTS.items(), 1)],
        "happenings": [(m, 5, 9, 4, 2, 3, 1, 0, 0, 30, 1, 32, 1) for m in range(MONTHS)],
        "over_time": [(m, world, PEOPLE, 8.0 + m / 100 - share * m / 1000, 0.07 + share * m / 10_000, 0.6, 0.26, 0.05,
                       round(share * 130 * m), round(share * 120 * m), round(share * 5 * m))
                      for m in range(MONTHS + 1) for world, share in (("a", 1.0), ("b", 0.0))],
        "people": [_person(number) for number in range(7)],
    }  # fmt: skip
    return {name: pl.DataFrame(rows, TABLES[name].columns, orient="row") for name, rows in made.items()}


# Comparisons at the edge


def nothing_differs() -> Comparison:
    """A scheme against itself: no life parts, nothing happens in one world alone."""
    run, tables = made_up_run.made_up_run(), frames()
    zero = pl.lit(0)
    changes = {
        "parting": {"parted": zero, "so_far": zero, "share": 0.0 * zero},
        "standing": {name: zero for name in tables["standing"].columns if name.endswith("only") or name == "parted"},
        "gains": {"better_a": zero, "better_b": zero, "same": pl.col("people"), "difference": 0.0 * zero},
        "requests": {name: zero for name in tables["requests"].columns if "only" in name},
        "conducts": {"a_only": zero, "b_only": zero},
    }
    tables |= {name: tables[name].with_columns(**columns) for name, columns in changes.items()}
    tables["transitions"] = tables["transitions"].with_columns(grade_b="grade_a", listed_b="listed_a")
    same = tables["over_time"].filter(world="a")
    tables["over_time"] = pl.concat([same, same.with_columns(world=pl.lit("b"))]).sort("month", "world")
    tables["differences"] = tables["differences"].with_columns(b="a", difference=0.0 * zero)
    tables["people"] = tables["people"].clear()
    sides = [{**INFO["sides"][0], "name": name} for name in ("a", "b")]
    return comparison_of(tables, run, run, sides=sides)


def both_graded() -> Comparison:
    """Two schemes with grades: people end in a table of both."""
    tables, run = frames(), made_up_run.made_up_run()
    rows = [("A", "A", False, False, 500_000), ("A", "B", False, True, 30_000), ("B", "A", False, False, 10_000)]
    tables["transitions"] = pl.DataFrame(rows, TABLES["transitions"].columns, orient="row")
    return comparison_of(tables, run, run, sides=[INFO["sides"][0], {**INFO["sides"][0], "name": "b"}])


def nobody_scored() -> Comparison:
    """Nobody is graded, listed or under sanction in either world."""
    tables, run = frames(), made_up_run.without_scheme()
    zero = pl.lit(0)
    tables["over_time"] = tables["over_time"].with_columns(sanctioned=zero, listed=zero, wrongly=zero)
    rows = [(None, None, False, False, PEOPLE)]
    tables["transitions"] = pl.DataFrame(rows, TABLES["transitions"].columns, orient="row")
    tables["gains"] = tables["gains"].filter(pl.col("measure") != "score")
    return comparison_of(tables, run, run)


def too_many() -> Comparison:
    """More people than are kept one by one."""
    tables = frames()
    return comparison_of({**tables, "people": tables["people"].clear()}, *_usual_runs())


def people_and_firms() -> Comparison:
    """A world in which firms are compared, too, and where so many would have to be lived again."""
    tables = frames()
    both = tables | {f"firms/{name}": table for name, table in tables.items()}
    return comparison_of(both, *_usual_runs(), who=["people", "firms"], firms=40_000)


def _usual_runs() -> tuple[Run, Run]:
    return made_up_run.made_up_run(), made_up_run.without_scheme()


EDGES = {
    made.__name__: made for made in (nothing_differs, both_graded, nobody_scored, too_many, people_and_firms)
}  # fmt: skip

INFO: dict[str, Any] = {
    **{key: made_up_run.INFO[key] for key in ("world", "engine", "seed", "months", "firms", "dated", "begins", "state",
                                              "created", "versions", "machine")},
    "run": "0123456789ab",
    "sides": [
        {"name": "a", "reference": "harbour-2016", "title": made_up_run.SCHEME["title"], "run": "1"},
        {"name": "b", "reference": "none", "title": "No scheme at all", "run": "2"},
    ],
    "who": ["people"],
    "command": "glasshouse compare harbour-2016 none --world harbour --years 5 --seed 1",
    "seconds": 4.2,
    "files": {"tables/gains.parquet": "0f" * 32},
}  # fmt: skip


def _groups() -> list[tuple[str, str, int, float]]:
    """(trait, level, people, weight) of everybody and of every group that has people."""
    return [(EVERYBODY, EVERYBODY, PEOPLE, 1.0), *made_up_run._levels()]


def _differences() -> list[tuple[Any, ...]]:
    return [
        ("months_sanctioned", "Months under sanction", "months per person", 0.35, 0.0, 0.35),
        ("refusals", "Requests refused", "per 1,000 people a year", 5.2, 0.0, 5.2),
        ("money", "Savings at the end", "months of outgoings", 8.54, 8.6, -0.06),
        ("employed", "In work at the end", "share of people", 0.593, 0.5933, -0.0003),
        ("sanctioned_people", "People under sanction", "people", 7_800.0, 0.0, 7_800.0),
        ("median_recovery_months", "Median time to recover", "months", 15.0, None, None),
    ]


def _standing() -> list[tuple[Any, ...]]:
    rows = []
    for trait, level, people, weight in _groups():
        under = round(people * 0.0144 * weight)
        parted = round(people * PARTED / PEOPLE * weight)
        rows.append((trait, level, people, parted, 0, under - 10, 0, 5, under, 2, round(under * 0.06), 0))
    return rows


def _gains() -> list[tuple[Any, ...]]:
    rows = []
    for name, measure in MEASURES.items():
        for trait, level, people, weight in _groups():
            worse, better = round(people * 0.02 * weight), round(people * 0.001)
            less = -0.3 * weight if measure.more_is_better else 0.3 * weight
            means = (0.4, -0.8) if measure.more_is_better else (-1.5, 12.5)
            rows.append((name, measure.title, measure.unit, trait, level, people, better, worse,
                         people - worse - better, less, *means))  # fmt: skip
    return rows


def _requests() -> list[tuple[Any, ...]]:
    return [
        (
            key,
            title,
            domain,
            asked - refused,
            refused,
            refused // 100,
            3,
            40,
            30,
            20,
            0,
            12 * (refused == 0),
            0,
            10 * at,
            0,
            refused + 6 * at,
            refused // 100,
            3,
        )
        for at, (key, (title, domain, asked, refused)) in enumerate(SERVICES.items())
    ]


def _person(number: int) -> tuple[Any, ...]:
    """Number 0 has the longest time under sanction, 1 is better off in a, 2 is refused most, 3 acts most otherwise."""
    traits = [levels[-1] for levels in TRAITS.values()]
    held = (40, 0, 6, 6, 12, 12, 12)[number]
    money = (1.0, 9.0, 2.0, 2.0, 2.0, 2.0, 2.0)[number]
    refused, acts = (9 if number == 2 else 1), (5 if number == 3 else 0)
    alone = (refused, 0, acts, 1, 0, 0, 2 * (number == 2), 0)
    months = (held, 0, refused, 0)
    ends = (950, 1000, "B", None, held > 0, False, held > 0, False, False, False, money, 3.0, 0.5, 0.1)
    return (number, *traits, 10 + number, *months, *alone, *ends)


def both_lives(person: int, who: str) -> TwinLives:
    """Two lives of five years that part in the month 10 + number."""
    parts = 10 + person

    def month(at: int, *, listed: bool) -> Month:
        standing = Standing("Harbour", 1000, "A", ("A list",) if listed else (), listed, ())
        event = Event(at, "travel.flight", "Flight", "refused" if listed else "granted", None)
        saved = 8.0 - (0.1 * (at - parts) if listed else 0)
        means = Means(saved, 0.1, "employed", "none")
        return Month(at, (standing,), means, (), (event,), means)

    a = tuple(month(at, listed=parts <= at < parts + 20) for at in range(MONTHS + 1))
    b = tuple(month(at, listed=False) for at in range(MONTHS + 1))
    return TwinLives(person, "person", {}, ("Harbour", "No scheme at all"), "2016-01", (a, b), parts,
                     ("Flight: refused in a, granted in b.",))  # fmt: skip
