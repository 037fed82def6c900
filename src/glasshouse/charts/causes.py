"""What brought people the lists and grades that refuse something."""

from collections.abc import Iterator

import polars as pl

from glasshouse.charts.bars import MOST_BARS, split_bars
from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import marks_of, mean_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, runs_of
from glasshouse.charts.style import HOLLOW, SANCTION, Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout
from glasshouse.charts.words import capital, percent


def causes(study: OneWorld) -> list[Row]:
    """A row for each sanction and what brought it at the end, the commonest first."""
    held = frame(study, "causes").filter(pl.col("refuses") & (pl.col("people") > 0))
    return held.sort("people", "id", "cause", descending=[True, False, False]).to_dicts()


def _words(study: OneWorld) -> Words:
    """What brings most sanctions, and which part of all that is; in full, the first dozen."""
    rows = causes(study)
    if not rows:
        return nothing(f"Nobody is under sanction at the end of {runs_of(study)}.")
    whole, first = sum(row["people"] for row in rows), rows[0]
    title = (
        f"{capital(first['reason'])}: what most sanctions come from, {percent(first['people'] / whole)} of all "
        f"({text_of(study, first, 'people')} on {_where(first)})."
    )
    told = "; ".join(
        f"{row['reason']} brings {_where(row)} to {text_of(study, row, 'people')}, to "
        f"{text_of(study, row, 'wrongly')} of them wrongly"
        for row in rows[:MOST_BARS]
    )
    return Words(title, f"Lists and grades that refuse something at the end, by what brought them: {told}.")


def _where(row: Row) -> str:
    """The list or grade of a row, within a sentence."""
    return f"grade {row['id']}" if row["what"] == "grade" else f"the list {row['title']}"


def _draw(study: OneWorld, words: Words) -> Drawing:
    rows = [
        {
            "title": f"{capital(row['reason'])} → {'grade ' + row['id'] if row['what'] == 'grade' else row['title']}",
            "lengths": [row["people"] - row["wrongly"], row["wrongly"]],
            **marks_of(row, "people"),
            "label": f"{text_of(study, row, 'people')} people · {mean_of(study, row, 'wrongly')} wrongly",
            "brief": mean_of(study, row, "people"),
            "clause": row["clause"],
        }
        for row in causes(study)[:MOST_BARS]
    ]
    tooltip = {"title": "cause and sanction", "clause": "clause", "label": "people"}
    return split_bars(rows, words, {"rightly": SANCTION, "by wrong records": HOLLOW}, tooltip)


def _rows(study: OneWorld) -> Iterator[Row]:
    """Every list and grade by cause, also those that refuse nothing."""
    for row in frame(study, "causes").filter(pl.col("people") > 0).to_dicts():
        yield {**row, "reason": capital(row["reason"]), "refuses": "yes" if row["refuses"] else "no"}


_TABLE = Layout(
    "Who holds a list or grade at the end, by what brought it: one cause for each",
    {"title": "List or grade", "refuses": "Refuses something", "reason": "Brought by", "clause": "Clause"},
    {"people": "People", "wrongly": "of them wrongly"},
    _rows,
)  # fmt: skip
CAUSES = Chart(
    "why_sanctioned", "why", ANY_RUNS, _words, _draw, _TABLE,
    question="What brings people the lists and grades that refuse something?",
)  # fmt: skip
