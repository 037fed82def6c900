"""How many lives diverge between two worlds, and when."""

from dataclasses import replace

import polars as pl

from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import everybody, frame
from glasshouse.charts.lines import Line, line_of, lines
from glasshouse.charts.numbers import ENDS, text_of
from glasshouse.charts.study import ANY_COMPARISONS, TwoWorlds, has_many_seeds, runs_of
from glasshouse.charts.style import INK, Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout, Number, by_month
from glasshouse.charts.words import duration, percent
from glasshouse.results.numbers import COUNT, SHARE


def _words(study: TwoWorlds) -> Words:
    """How many lives diverge, and how many never do; in full, when."""
    whole, months = everybody(study), study.info["months"]
    people = f"{whole['people']:,.0f}"
    if not whole["parted"]:
        within = f"None of {people} diverges within {duration(months)}"
        return nothing(f"Every life is the same in both worlds, to the last bit. {within} in {runs_of(study)}.")
    diverge = f"{text_of(study, whole, 'parted')} of {people} lives diverge within {duration(months)}"
    frame = study.table("parting")
    if has_many_seeds(study):
        years = [row for row in frame.to_dicts() if (row["month"] + 1) % 12 == 0]
        told = "; ".join(f"{text_of(study, row, 'so_far')} by the end of {duration(row['month'] + 1)}" for row in years)
        title, full = f"{diverge}.", f"{told}." if told else ""
    else:
        same = f"{whole['people'] - whole['parted']:,} are the same in both worlds to the last bit"
        title = f"{diverge} ({percent(whole['parted'] / whole['people'])}); {same}."
        half = frame.filter(pl.col("so_far") * 2 >= whole["parted"])["month"][0] + 1
        first = frame.filter(pl.col("parted") > 0)["month"][0]
        full = f"The first diverge in month {first}; half of those that do have done so by the end of {duration(half)}."
    return Words(title, f"Lives that have diverged, by the end of each month. {title} {full}".rstrip())


def _draw(study: TwoWorlds, words: Words) -> Drawing:
    ends = study.table("parting").with_columns(pl.col("month") + 1)
    so_far = line_of(
        study, ends, "so_far", COUNT, lambda row: f"{row['so_far']:,} ({percent(row['share'])})",
        name="diverged so far", label="lives diverge", colour=INK, fill=(INK, 0.16),
    )  # fmt: skip
    last = line_of(study, ends, "parted", COUNT, name="in the last month")
    return lines([_from_none(so_far)], words, COUNT, 220, month="months simulated", read=[_from_none(last)])


def _from_none(line: Line) -> Line:
    """The line, which begins before the first month with none."""
    ends = [end for end in ("mean", *ENDS) if end in line.rows[0]]
    none: Row = {"month": line.rows[0]["month"] - 1, "text": "0", "brief": "0", **dict.fromkeys(ends, 0)}
    return replace(line, rows=[none, *line.rows])


_TABLE = Layout(
    "Lives that differ, by months simulated",
    {"month": "Months"},
    {"parted": "First in it", "so_far": "So far", "share": Number("Share of lives", SHARE, "so_far")},
    lambda study: by_month(frame(study, "parting").with_columns(pl.col("month") + 1)),
)
LIVES_PARTED = Chart(
    "lives_parted", "divergence", ANY_COMPARISONS, _words, _draw, _TABLE,
    question="How many lives differ between the two worlds, by the end of each month?",
)  # fmt: skip
