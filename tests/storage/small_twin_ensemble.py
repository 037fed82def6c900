"""Ensembles of comparisons that nobody lived: small tables, moved a little for every seed."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from small_lived import small_info

from glasshouse.measure.gather import COUNT, SHARE, Gathered
from glasshouse.measure.interval import LEVEL, METHOD
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_tables import EVERYBODY, TABLES
from glasshouse.results.comparison_totals import LAYOUTS, with_totals
from glasshouse.results.means import TABLES as KEPT
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.storage.kinds import COMPARISON

OUTCOMES: dict[str, tuple[str, str, tuple[float | None, ...], tuple[float | None, ...]]] = {
    "months_sanctioned": ("Months under sanction", "months per person", (3.0, 4.0, 5.0, 3.0, 5.0), (0.0,) * 5),
    "turned_away": ("Requests refused", "per 1,000 a year", (9.0, 11.0, 10.0, 13.0, 7.0), (7.5, 9.0, 8.0, 11.0, 5.0)),
    "money": ("Savings at the end", "months of outgoings", (6.5, 6.75, 7.0, 6.25, 6.0), (6.5, 6.75, 7.0, 6.25, 6.0)),
    "employed": ("In work at the end", "share of people", (0.75,) * 5, (0.75,) * 5),
    "wrongful_share": ("Wrongful", "share of sanctions", (0.1, None, 0.2, 0.1, 0.3), (0.2, 0.2, 0.3, 0.1, 0.1)),
    "sanctioned_share": ("Under sanction", "share of subjects", (0.1, 0.2, 0.1, 0.3, 0.2), (None,) * 5),
}  # fmt: skip
"""Title, unit, and the values of five seeds in a and in b."""
SEEDS = 5


def small_tables(turn: int) -> dict[str, pl.DataFrame]:
    """The tables of a comparison, with ``turn`` more wherever anything is counted."""
    found = {name: _one_row(name, turn) for name in LAYOUTS if name in TABLES and name != "differences"}
    rows = [
        (name, title, unit, a[turn], b[turn], None if None in (a[turn], b[turn]) else a[turn] - b[turn])  # type: ignore[operator]
        for name, (title, unit, a, b) in OUTCOMES.items()
    ]
    found["differences"] = pl.DataFrame(rows, schema=TABLES["differences"].columns, orient="row")
    everybody = {one: pl.lit(EVERYBODY) for one in ("trait", "level")}
    found["standing"] = found["standing"].with_columns(**everybody, people=pl.lit(1000, pl.Int64))
    return found


def _one_row(name: str, turn: int) -> pl.DataFrame:
    layout = LAYOUTS[name]
    values: dict[str, Any] = {}
    for column, kind in TABLES[name].columns.items():
        how = layout.columns.get(column)
        if how is not None:
            values[column] = 10 + turn if how is COUNT else (0.5 if how is SHARE else 2.0) - turn / 100
        else:
            values[column] = {pl.Int64(): 1, pl.Boolean(): True}.get(kind, f"a {column}")
    return pl.DataFrame([values], schema_overrides=TABLES[name].columns)


def small_twin_ensemble(who: Mapping[str, int] | None = None, seeds: int = SEEDS) -> TwinEnsemble:
    """An ensemble of comparisons of ``who``, each with so much more wherever anything is counted."""
    who = who or {"people": 0}
    gathered = Gathered(LAYOUTS)
    for turn in range(seeds):
        counted = pl.col("parted") + turn
        parts = {
            one: {**small_tables(turn), "standing": small_tables(turn)["standing"].with_columns(counted + more)}
            for one, more in who.items()
        }
        gathered.add({one: with_totals(tables) for one, tables in parts.items()})
    info = {name: small_info()[name] for name in ("run", "engine", "seed", "world", "months", "command")}
    info |= {"of": COMPARISON.noun, "seeds": seeds, "who": list(who), "tables": list(KEPT), "state": "complete"}
    info |= {"sides": [_side(name) for name in "ab"], "method": METHOD, "level": LEVEL, "seconds": 1.0}
    return TwinEnsemble(info, {"numbers": gathered.numbers(), "seeds": gathered.of_each(info["seed"])})


def _side(name: str) -> dict[str, Any]:
    return {"name": name, "reference": f"small-{name}", "title": f"A <small> scheme {name}"}


def twins_of(comparison: Comparison, seeds: int = SEEDS) -> TwinEnsemble:
    """Many seeds of a comparison: its tables, moved a little for every seed."""
    gathered = Gathered(LAYOUTS)
    whose = comparison.info["who"]
    for turn in range(seeds):
        parts = {}
        for who in whose:
            one = comparison.of(who)
            parts[who] = with_totals({name: _moved(one.table(name), name, turn) for name in LAYOUTS if name in TABLES})
        gathered.add(parts)
    info = {
        **comparison.info,
        "of": COMPARISON.noun,
        "seeds": seeds,
        "tables": list(KEPT),
        "method": METHOD,
        "level": LEVEL,
    }
    info |= {"state": "complete", "seconds": 1.25}
    return TwinEnsemble(info, {"numbers": gathered.numbers(), "seeds": gathered.of_each(info["seed"])})


def _moved(table: pl.DataFrame, name: str, turn: int) -> pl.DataFrame:
    """``turn`` more wherever anything was counted, and other numbers a little smaller; differences are made anew."""
    columns = {one: how for one, how in LAYOUTS[name].columns.items() if one in table.columns}
    by = {one: pl.col(one) * (1 - turn / 100) for one, how in columns.items() if how is not COUNT}
    by |= {one: pl.col(one) + turn * (pl.col(one) != 0) for one, how in columns.items() if how is COUNT}
    if name == "differences":
        by |= {"difference": by["a"] - by["b"]}
    if name == "standing":
        by["people"] = pl.col("people")
    return table.with_columns(one.alias(column) for column, one in by.items())
