"""What the report of a run shows in tables beside those of its charts."""

from collections.abc import Mapping, Sequence

import polars as pl

from glasshouse.charts.table import Link, Table, count, table
from glasshouse.charts.words import NO_BREAK, percent
from glasshouse.results.run import Run, shown
from glasshouse.results.sides import Side


def schemes_of(sides: Sequence[Side], pages: Mapping[str, str], current: str) -> Table:
    """Every scheme of a run in a row, each leading to its page; ``pages`` are addresses by the id of a scheme."""
    rows = [
        (
            one.title if one.scheme == current else Link(one.title, pages.get(one.scheme)),
            one.standing.replace(" %", NO_BREAK + "%"),
            f"{one.scored:,} {one.who}",
            f"{one.sanctioned:,} ({percent(one.sanctioned / one.scored if one.scored else None)})",
            count(one.wrongly),
            count(one.refused),
            count(one.refused_by_any),
        )
        for one in sides
    ]
    numbers = ["Scored", "Under sanction", "of them by wrong records", "Refused by it", "Refused by any"]
    return table("All schemes of this run, over the same files", ["Scheme", "At the end"], numbers, rows)


def lists_at_the_end(run: Run) -> Table:
    """Every list: how many are on it at the end, and how many by wrong records."""
    end = run.lists.filter(pl.col("month") == run.info["months"])
    rows = [
        (row["title"], count(row["people"]), percent(row["share"]), count(row["wrongly"])) for row in end.to_dicts()
    ]
    numbers = ["People", "Share of people", "of them by wrong records"]
    return table("People on each list at the end of the run", ["List"], numbers, rows)


def conducts(run: Run) -> Table:
    """Every conduct: how often it happened, how often it was recorded, and how often falsely."""
    total = run.conducts.group_by("conduct", "title", "domain", "lawful", maintain_order=True).agg(
        pl.col("happened", "recorded", "falsely").sum()
    )
    rows = [
        (
            row["title"],
            row["domain"],
            "yes" if row["lawful"] else "no",
            count(row["happened"]),
            count(row["recorded"]),
            count(row["falsely"]),
        )
        for row in total.sort("happened", "conduct", descending=[True, False]).to_dicts()
    ]
    numbers = ["Happened", "Records", "of them false"]
    return table(
        "What happened and what was written down, over the whole run",
        ["Conduct", "Context", "Lawful"],
        numbers,
        rows,
    )


def all_metrics(run: Run) -> Table:
    """Every metric with the counts behind it."""
    rows = [
        (row["title"], row["unit"], row["note"], shown(row), count(row["people"]), count(row["of"]))
        for row in run.metrics().to_dicts()
    ]
    texts = ["Metric", "Unit", "Note"]
    return table("Every number that this run was measured by", texts, ["Value", "Count", "out of"], rows)
