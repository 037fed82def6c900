"""Who moves from which grade to which within a year."""

import polars as pl

from glasshouse.charts.cells import cells
from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame
from glasshouse.charts.grades import NO_GRADES, grade_ids
from glasshouse.charts.numbers import mean_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds
from glasshouse.charts.style import Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout, Number
from glasshouse.charts.words import NONE, part_of, percent
from glasshouse.results.numbers import SHARE


def last_year(study: OneWorld) -> list[Row]:
    """From, to, people, share and ``of``, the people who held the first grade; for the last full year."""
    moved = frame(study, "mobility")
    return moved.filter(pl.col("year") == pl.col("year").max(), pl.col("of") > 0).to_dicts()


def _words(study: OneWorld) -> Words:
    """What became of the largest grade within the last full year; in full, of every grade."""
    ids = grade_ids(study)
    if not ids:
        return nothing(NO_GRADES)
    rows = last_year(study)
    if not rows:
        return nothing("The run is shorter than a year, so no grade can be compared with that of a year ago.")
    size = {row["from"]: row for row in rows}
    largest = max(ids, key=lambda grade: size[grade]["of"] if grade in size else 0)
    mine = {row["to"]: row for row in rows if row["from"] == largest}
    fell = sum(row["people"] for grade, row in mine.items() if ids.index(grade) > ids.index(largest))
    year = max(study.table("mobility")["year"].to_list())
    title = (
        f"Of the {text_of(study, size[largest], 'of')} people graded {largest} when year {year} began, "
        f"{text_of(study, mine[largest], 'share', SHARE, 'people')} hold the same grade at its end and "
        f"{percent(fell / size[largest]['of'])} ({fell:,.0f}) a lower one."
    )
    told = [
        f"From {start} ({text_of(study, size[start], 'of')} people): "
        + ", ".join(
            f"{row['to']} {text_of(study, row, 'share', SHARE, 'people')}"
            for row in rows
            if row["from"] == start and row["people"]
        )
        for start in ids
        if start in size
    ]
    return Words(title, f"Table of grades at the beginning and the end of year {year}. {'. '.join(told)}.")


def _tight(share: float) -> str:
    """A share in per cent for a narrow cell."""
    return "<0.1" if share < 0.0005 else f"{share * 100:.1f}"


def _draw(study: OneWorld, words: Words) -> Drawing:
    """Where the people of each grade went within the last full year: shares, darker where more are."""
    ids, many = grade_ids(study), has_many_seeds(study)
    rows = [
        {
            **{name: row[name] for name in ("from", "to", "share", "people")},
            "text": mean_of(study, row, "share", SHARE) if row["people"] else NONE,
            "brief": _tight(row["share"]) if row["people"] else NONE,
            "label": "" if many else part_of(row["people"], row["of"]),
            "below": "",
            "told": text_of(study, row, "share", SHARE, "people"),
            "counts": text_of(study, row, "people") if many else part_of(row["people"], row["of"]),
        }
        for row in last_year(study)
    ]
    start = [grade for grade in ids if any(row["from"] == grade for row in rows)]
    end = [grade for grade in ids if grade in start or any(row["to"] == grade and row["people"] for row in rows)]
    rows = [row for row in rows if row["to"] in end]  # a grade that nobody holds is a column of nothing
    titles = {"from": "grade a year before", "to": "grade at the end of the year"}
    tooltip = {"from": "a year before", "to": "at the end", "told": "share", "counts": "people"}
    return cells(rows, words, {"from": start, "to": end}, titles, tooltip)


def _rows(study: OneWorld) -> list[Row]:
    """Who moved from which grade to which within the last full year; of many seeds only moves that were made."""
    if has_many_seeds(study):
        return [row for row in last_year(study) if row["people"]]
    return [{**row, "to": f"to {row['to']}"} for row in last_year(study)]


_TABLE = Layout(
    "People by grade at the beginning and the end of the last full year",
    {"from": "From", "to": "To"},
    {"of": Number("People", whole=True), "people": "of them", "share": Number("Share", SHARE, "people")},
    _rows,
    across="to",
)
FLOWS = Chart(
    "flows", "grades", ANY_RUNS, _words, _draw, _TABLE,
    question="What became of the people of each grade within the last full year?",
    note="Each row adds up to 100 %. Cells on the way from top left to bottom right: the grade stayed the same; right "
    "of it: a worse grade.",
)  # fmt: skip
