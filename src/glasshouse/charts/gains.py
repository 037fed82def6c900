"""Who gains and who loses between two worlds, group by group, and what differs month by month."""

from collections.abc import Callable
from typing import NamedTuple

import altair as alt
import polars as pl

from glasshouse.base.errors import no_such
from glasshouse.charts.caption import picture
from glasshouse.charts.look import INK, SOFT, Chart, Row, Words, finish, nothing, sentence, values
from glasshouse.charts.pieces import end_labels, month_reader, thinned, time_axis
from glasshouse.charts.twins import LABELS, difference_dots, signed, significant
from glasshouse.charts.words import after, capital, group_title, hundredths, percent, tenths
from glasshouse.measure.disparity import LEAST_SHARE
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_tables import EVERYBODY, MEASURES


def measures(comparison: Comparison) -> list[str]:
    """What lives were measured by: of :data:`MEASURES`, those that both worlds have."""
    return list(dict.fromkeys(comparison.gains["measure"].to_list()))


def gains_of(comparison: Comparison, measure: str) -> tuple[Row, list[Row]] | None:
    """The row of everybody and those of every group that has people; None if a measure is in neither world.

    Raises
    ------
    ValueError
        If there is no such measure.
    """
    if measure not in MEASURES:
        raise ValueError(no_such("a measure", measure, MEASURES))
    rows = comparison.gains.filter((pl.col("measure") == measure) & (pl.col("people") > 0)).to_dicts()
    if not rows:
        return None
    whole = next(row for row in rows if row["trait"] == EVERYBODY)
    few = LEAST_SHARE * whole["people"]
    return whole, [{**row, "few": row["people"] < few} for row in rows if row["trait"] != EVERYBODY]


def widest(rows: list[Row]) -> tuple[Row, Row] | None:
    """The two groups of one trait whose mean differences lie furthest apart; the one further from 0 first."""
    kept = [row for row in rows if not row["few"] and row["difference"] is not None]
    found = []
    for trait in dict.fromkeys(row["trait"] for row in kept):
        mine = [row for row in kept if row["trait"] == trait]
        low, high = (choose(mine, key=lambda row: row["difference"]) for choose in (min, max))
        found.append((high["difference"] - low["difference"], low, high))
    if not found:
        return None
    gap, low, high = max(found, key=lambda one: one[0])
    if not gap:
        return None
    return (high, low) if abs(high["difference"]) >= abs(low["difference"]) else (low, high)


def furthest(rows: list[Row]) -> Row:
    """The group, of those with enough people, whose mean difference is furthest from none."""
    kept = [row for row in rows if not row["few"] and row["difference"] is not None]
    return max(kept, key=lambda row: abs(row["difference"]))


def _told(row: Row) -> str:
    return f"{group_title(row['trait'], row['level'])} {signed(row['difference'])}"


def compared_words(less: float | None, unit: str) -> str:
    """How much more or less in a than in b.

    >>> compared_words(0.349, "months"), compared_words(-0.0074, "months"), compared_words(0.0, "months")
    ('0.35 months more in a', '0.0074 months less in a', 'the same in both')
    """
    if not less:
        return "the same in both"
    return f"{significant(less)}{'' if unit == 'of 1' else f' {unit}'} {'more' if less > 0 else 'less'} in a"


def say_gains(comparison: Comparison, measure: str) -> Words:
    """Who fares better where, and by how much; in full, the two groups furthest apart and every group."""
    found = gains_of(comparison, measure)
    how = MEASURES[measure]
    if found is None:
        return nothing(f"{how.title}: scores of these two worlds do not count the same, so they are not compared.")
    whole, rows = found
    if whole["same"] == whole["people"]:
        return nothing(f"{how.title}: the same for everybody in both worlds.")
    title = f"{how.title}: {_who_fares(whole, how.unit)}"
    gap, most = widest(rows), ""
    if gap is not None:
        more, less = map(_told, gap)
        title += f" Most: {_told(furthest(rows))}."
        most = f" The two groups of one trait furthest apart: {more}, {less}."
    told = "; ".join(
        f"{group_title(row['trait'], row['level'])} {signed(row['difference'])} ({row['better_a']:,} better off in a, "
        f"{row['better_b']:,} in b, of {row['people']:,})"
        for row in rows
    )
    unit = "" if how.unit == "of 1" else f", {how.unit}"
    return Words(title, f"{how.title}, a minus b, mean over each group{unit}. {title}{most} {capital(told)}.")


def _who_fares(whole: Row, unit: str) -> str:
    """How many are better off in each world, and what it comes to for them, in one sentence."""
    parts = []
    for side in ("b", "a"):
        if whole[f"better_{side}"]:
            people, mean = whole[f"better_{side}"], whole[f"difference_better_{side}"]
            by = f"{significant(mean)}{'' if unit == 'of 1' else f' {unit}'}"
            parts.append(f"{people:,} {'are' if people > 1 else 'is'} better off in {side}, by {by} on average")
    if len(parts) == 1:
        parts.append(f"nobody in {'b' if whole['better_a'] else 'a'}")
    return "; ".join(parts) + "."


@picture
def who_gains(comparison: Comparison, measure: str = "months_sanctioned") -> Chart:
    """The mean difference of a measure in every group: left of the line less in a, right of it more.

    Raises
    ------
    ValueError
        If there is no such measure.
    """
    found, words = gains_of(comparison, measure), say_gains(comparison, measure)
    if words.empty or found is None:
        return sentence(words)
    whole, groups = found
    rows = [
        {
            "trait": row["trait"], "level": row["level"], "difference": row["difference"], "few": row["few"],
            **{side: f"{row[f'better_{side}']:,} of {row['people']:,}" for side in ("a", "b")},
        }
        for row in groups
    ]  # fmt: skip
    return difference_dots(rows, whole["difference"] or 0.0, words, more_is_better=MEASURES[measure].more_is_better)


class Side(NamedTuple):
    """One side of livelihood: its name, its unit after a number, and how it is written."""

    title: str
    unit: str
    write: Callable[[float | None], str]
    scale: float = 1.0


SIDES = {
    "money": Side("Savings", "months of outgoings", tenths),
    "strain": Side("Strain", "of 1", hundredths),
    "employed": Side("In work", "in 100 people", percent, 100.0),
}
"""What of living is followed month by month; a scaled difference is per hundred people."""


def _months(comparison: Comparison, side: str) -> list[Row]:
    """One row a month: a minus b, and both means in words."""
    how = SIDES[side]
    wide = comparison.over_time.filter(pl.col("people") > 0).pivot("world", index="month", values=side)
    return [
        {
            "month": row["month"],
            "less": (row["a"] - row["b"]) * how.scale,
            "a": how.write(row["a"]),
            "b": how.write(row["b"]),
        }
        for row in thinned(wide).to_dicts()
    ]


def say_over_time(comparison: Comparison, side: str) -> Words:
    """The difference of the two means at the end; in full, both means and the widest difference."""
    how, rows = SIDES[side], _months(comparison, side)
    if not any(row["less"] for row in rows):
        return nothing(f"{how.title}: the same mean in both worlds in every month.")
    end, most = rows[-1], max(rows, key=lambda row: abs(row["less"]))
    title = f"{how.title}: {compared_words(end['less'], how.unit)} at the end, mean of everybody."
    told = (
        f"{how.title}, mean of everybody in a less that in b, month by month. {title} {after(end['month'])}: "
        f"{end['a']} in a, {end['b']} in b. Widest in month {most['month']}: {signed(most['less'])}."
    )
    return Words(title, told)


_SIGNED = "datum.value == 0 ? '0' : format(datum.value, '+~g')"


@picture
def difference_over_time(comparison: Comparison, side: str = "money") -> Chart:
    """The mean of a side of living in a less that in b, month by month, around the line of no difference.

    Raises
    ------
    ValueError
        If the side is not known.
    """
    if side not in SIDES:
        raise ValueError(no_such("a side of livelihood", side, SIDES))
    words = say_over_time(comparison, side)
    if words.empty:
        return sentence(words)
    rows, height = _months(comparison, side), 170
    low, high = min(0.0, *(row["less"] for row in rows)), max(0.0, *(row["less"] for row in rows))
    x = time_axis(rows[-1]["month"], LABELS)
    scale = alt.Scale(domain=[low, high], nice=False)
    y = alt.Y("less:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, labelExpr=_SIGNED))
    data = alt.Chart(values({"month": row["month"], "less": row["less"]} for row in rows))
    none = alt.Chart(values([{"less": 0.0}])).mark_rule(color=SOFT).encode(y=y)
    area = data.mark_area(color=INK, opacity=0.12, line={"color": INK, "strokeWidth": 2}).encode(x=x, y=y)
    wide = [{**row, "said": signed(row["less"])} for row in rows]
    read = month_reader(wide, x, {"month": "month", "said": "a minus b", "a": "in a", "b": "in b"})
    end = rows[-1]["less"]
    labels = end_labels([(end, f"{signed(end)}\na less b")], high, height, LABELS, low)
    return finish(alt.layer(none, area, labels, read), words, height)
