"""What many seeds came to, drawn: means with the interval of the mean, and behind it how far single runs stray."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import altair as alt
import polars as pl

from glasshouse.charts.caption import picture
from glasshouse.charts.look import (
    FREE,
    HOLLOW_EDGE,
    INK,
    LABEL,
    LINE,
    NARROW,
    SANCTION,
    SOFT,
    SOLID_EDGE,
    Chart,
    Row,
    Words,
    finish,
    nothing,
    sentence,
    values,
)
from glasshouse.charts.pieces import between, end_labels, few_key, month_reader, thinned, time_axis
from glasshouse.charts.words import TRAIT_TITLES, after, capital, duration, group_title, known, level_title
from glasshouse.measure.disparity import LEAST_SHARE, Gap, Level
from glasshouse.measure.disparity import widest_gap as gap_between
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.numbers import COUNT, MONTHS, NUMBER, SHARE, TENTHS, Form, Many, said, said_of

_LABELS = f"({NARROW} ? 118 : 150)"  # pixels at the right of lines
MOST_ROWS = 12


@dataclass(frozen=True)
class Line:
    """One number month by month: its name, its rows, and how it looks."""

    name: str
    rows: list[Row]  # month, mean, low, high, least, most, text
    colour: str
    dash: Sequence[int] = (1, 0)


def line_of(
    ensemble: Many,
    frame: pl.DataFrame,
    column: str,
    form: Form,
    name: str,
    colour: str,
    dash: Sequence[int] = (1, 0),
) -> Line:
    """The ``column`` of a frame of ``ensemble.table`` that has a row a ``month``."""
    rows = [
        {
            "month": row["month"], "mean": row[column], "text": said(row, column, form, ensemble.size).text,
            **{end: _or(row[f"{column}_{end}"], row[column]) for end in ("low", "high", "least", "most")},
        }
        for row in thinned(frame).to_dicts()
        if known(row[column])
    ]  # fmt: skip
    return Line(name, rows, colour, dash)


def _or(value: float | None, other: float) -> float:
    return other if value is None else value


def bands(
    lines: Sequence[Line], words: Words, form: Form, height: int, highest: float | None = None, step: bool = False
) -> Chart:
    """Lines of means; a dark band is the interval of the mean, a pale one where single runs lay.

    ``step``: whether numbers stay the same until the next month.
    """
    lines = [one for one in lines if one.rows]
    top = highest or max(0, *(max(row["most"], row["high"]) for one in lines for row in one.rows))
    low = min(0, *(min(row["least"], row["low"]) for one in lines for row in one.rows))
    top = top if top > low else low + 1
    x = time_axis(max(one.rows[-1]["month"] for one in lines), _LABELS)
    y = partial(alt.Y, scale=alt.Scale(domain=[low, top], nice=not form.signed), axis=_axis(form, top))
    layers: list[Chart] = []
    if form.signed:
        layers.append(alt.Chart(values([{"none": 0.0}])).mark_rule(color=SOFT).encode(y=y("none:Q")))
    bends: dict[str, Any] = {"interpolate": "step-after"} if step else {}
    for one in lines:
        drawn = [{name: row[name] for name in ("month", "mean", "low", "high", "least", "most")} for row in one.rows]
        base = alt.Chart(values(drawn)).encode(x=x)
        for begin, end, opacity in (("least", "most", 0.16), ("low", "high", 0.38)):
            area = base.mark_area(color=one.colour, opacity=opacity, **bends)
            layers.append(area.encode(y=y(f"{begin}:Q"), y2=alt.Y2(end)))
        line = base.mark_line(color=one.colour, strokeWidth=2, strokeDash=list(one.dash), **bends)
        layers.append(line.encode(y=y("mean:Q")))
    ends = [(one.rows[-1]["mean"], f"{one.rows[-1]['text'].split(' (')[0]}\n{one.name}") for one in lines]
    wide: dict[int, Row] = {}
    for at, one in enumerate(lines):
        for row in one.rows:
            wide.setdefault(row["month"], {"month": row["month"]})[f"l{at}"] = row["text"]
    columns = {"month": "month", **{f"l{at}": one.name for at, one in enumerate(lines)}}
    rows = [{**dict.fromkeys(columns, "–"), **wide[month]} for month in sorted(wide)]
    labels = end_labels(ends, top, height, _LABELS, low)
    return finish(alt.layer(*layers, labels, month_reader(rows, x, columns)), words, height)


def _axis(form: Form, top: float) -> alt.Axis:
    """An axis of numbers that go up to ``top``; a signed one tells signs, and is scaled as its numbers are written."""
    if form.signed:
        number = f"datum.value * {form.scale}"
        return alt.Axis(
            title=None, tickCount=4, labelExpr=f"datum.value == 0 ? '0' : format({number}, '+~g')"
        )  # fmt: skip
    numbers = "~s" if top >= 1e6 else ",d" if top >= 10 else ",~r"
    return alt.Axis(title=None, tickCount=5, format="%" if form is SHARE else numbers)


def whiskers(
    rows: Sequence[Row],
    words: Words,
    overall: tuple[float, str] | None = None,
    *,
    above: bool = False,
    colour: str = SANCTION,
) -> Chart:
    """A dot for every mean, a thick line for its interval, and a thin one for where single runs lay.

    Parameters
    ----------
    rows : sequence of mapping
        ``name``, ``head`` (under what it stands, or nothing), ``mean``, ``low``, ``high``, ``least``, ``most``,
        ``label``, and ``brief`` for a phone.
    overall : (value, text), optional
        Where a dotted line stands.
    above : bool
        Whether names stand above their lines, because they are long.
    colour : str
        Of the dots: that of sanctions, unless they are of something that may be good or bad.
    """
    lines: list[Row] = [{"line": "all", "text": few_key(rows), "is_head": True}] if overall else []
    for head in dict.fromkeys(row["head"] for row in rows):
        if head:
            lines.append({"line": f"head {head}", "text": head, "is_head": True})
        mine = [row for row in rows if row["head"] == head]
        lines += [{**row, "line": f"{head} {row['name']}", "text": row["name"], "is_head": False} for row in mine]
    most = max(overall[0] if overall else 0.0, 0.0, *(max(row["most"], row["high"]) for row in rows))
    least = min(overall[0] if overall else 0.0, 0.0, *(min(row["least"], row["low"]) for row in rows))
    most = most if most > least else least + 1
    step, down = (46, 9) if above else (21, 0)
    y = alt.Y("line:N", sort=[line["line"] for line in lines], axis=None, scale=alt.Scale(padding=0))
    space = between(f"{NARROW} ? 118 : 150", f"{NARROW} ? 90 : 195")
    ends = [least, most]
    scale = alt.Scale(domain=ends, nice=False) if above else alt.Scale(domain=ends, range=space, nice=False)
    x = partial(alt.X, axis=None, scale=scale)
    base = alt.Chart(values(lines)).encode(y=y)
    one = base.transform_filter("!datum.is_head")
    tooltip = [alt.Tooltip("text:N", title="what"), alt.Tooltip("label:N", title="mean (interval)")]
    tooltip.append(alt.Tooltip("range:N", title="single runs"))
    layers: list[Chart] = [
        one.mark_rule(color=LINE, strokeWidth=2, yOffset=down).encode(x=x("least:Q"), x2=alt.X2Datum(0)),
        one.mark_rule(color=colour, strokeWidth=1.2, opacity=0.7, yOffset=down).encode(x=x("least:Q"), x2="most"),
        one.mark_rule(color=colour, strokeWidth=5, opacity=0.45, yOffset=down).encode(x=x("low:Q"), x2="high"),
        one.mark_point(size=60, filled=True, opacity=1, color=colour, yOffset=down).encode(
            x=x("mean:Q"), tooltip=tooltip
        ),
        base.transform_filter("datum.is_head")
        .mark_text(align="left", fontWeight=600, dy=2)
        .encode(text="text:N", x=alt.value(0)),
    ]
    if overall:
        all_of = alt.Chart(values([{"mean": overall[0], "line": "all", "text": f"all {overall[1]}"}]))
        layers.append(all_of.mark_rule(color=SOFT, strokeDash=[2, 3]).encode(x=x("mean:Q")))
        at_left = overall[0] > (least + most) / 2 and least < 0
        text = all_of.mark_text(align="right" if at_left else "left", dx=-6 if at_left else 6, color=SOFT)
        layers.append(text.encode(x=x("mean:Q"), y=y, text=alt.Text("text:N")))
    if least < 0:
        layers.append(alt.Chart(values([{"mean": 0.0}])).mark_rule(color=SOFT, strokeWidth=1).encode(x=x("mean:Q")))
    size = alt.SizeValue(alt.expr(f"{NARROW} ? 11 : 12"))
    room: Any = alt.expr(f"width - 7 * length({NARROW} ? datum.brief : datum.label) - 12") if above else 0
    left = one.mark_text(align="left", dy=-9 if above else 0, fontWeight=600 if above else 400, limit=room)
    right = one.mark_text(align="right", dy=-9 if above else 0, color=SOFT)
    layers.append(left.encode(text="text:N", x=alt.value(0 if above else 10), size=size))
    layers.append(right.encode(text=LABEL, x=alt.value("width"), size=size))
    return finish(alt.layer(*layers), words, step * len(lines))


def mark(row: Row, column: str, form: Form, size: int, counted: str = "") -> Row:
    """What a dot with its whiskers needs of a number."""
    one = said(row, column, form, size, counted)
    ends = {end: _or(row[f"{column}_{end}"], row[column]) for end in ("low", "high", "least", "most")}
    lay = f"{ends['least'] * form.scale:.4g} to {ends['most'] * form.scale:.4g}{form.unit}"
    return {"mean": row[column], **ends, "label": one.text, "brief": one.mean, "range": lay}


# What each chart shows


def _end(ensemble: Ensemble, name: str) -> pl.DataFrame:
    return ensemble.table(name).filter(month=ensemble.info["months"])


def say_sanctions(ensemble: Ensemble) -> Words:
    """How many are under sanction at the end, with the interval; in full, how far single runs stray."""
    frame = ensemble.table("sanctions")
    if not frame["people"].sum():
        return nothing("Nobody comes under sanction in any of these runs.")
    end = frame.row(-1, named=True)
    people, wrongly = (said(end, name, COUNT, ensemble.size) for name in ("people", "wrongly"))
    title = f"{after(end['month'])}, {people.text} people are under sanction; {wrongly.text} of them by wrong records."
    told = f"In single runs they were {end['people_least']:,.0f} to {end['people_most']:,.0f}."
    return Words(title, f"People under sanction month by month, mean over runs with its interval. {title} {told}")


@picture
def sanctions(ensemble: Ensemble) -> Chart:
    """People under sanction month by month, and how many of them by wrong records."""
    words, frame = say_sanctions(ensemble), ensemble.table("sanctions")
    if words.empty:
        return sentence(words)
    lines = [
        line_of(ensemble, frame, "people", COUNT, "under sanction", SANCTION),
        line_of(ensemble, frame, "wrongly", COUNT, "by wrong records", SANCTION, HOLLOW_EDGE),
    ]
    return bands(lines, words, COUNT, 260)


def say_grades(ensemble: Ensemble) -> Words:
    """The share of every grade at the end, with its interval."""
    rows = _end(ensemble, "grades").to_dicts()
    if not rows or not known(rows[0]["share"]):
        return nothing("This scheme has no grades, or nobody is scored at the end.")
    told = {row["grade"]: said(row, "share", SHARE, ensemble.size, "people") for row in rows}
    most = max(rows, key=lambda row: row["share"])["grade"]
    title = f"{after(ensemble.info['months'])}, {told[most].text} of people are graded {most}."
    return Words(title, "Share of people in each grade: " + "; ".join(f"{one} {of.text}" for one, of in told.items()))


@picture
def grades(ensemble: Ensemble) -> Chart:
    """The share of every grade at the end, best first; the commonest, which would hide them, is left to the title."""
    words = say_grades(ensemble)
    if words.empty:
        return sentence(words)
    rows = _end(ensemble, "grades").to_dicts()
    most = max(rows, key=lambda row: row["share"])["grade"]
    shown = [row for row in rows if row["grade"] != most or len(rows) < 3]
    marks = [{"name": row["grade"], "head": "", **mark(row, "share", SHARE, ensemble.size, "people")} for row in shown]
    return whiskers(marks, words)


def widest_gap(ensemble: Ensemble) -> Gap | None:
    """The two groups of one trait whose rates lie furthest apart, by the counts of all runs together."""
    levels = []
    for row in ensemble.table("disparities").to_dicts():
        people, under = (round((row[name] or 0) * (row[f"{name}_seeds"] or 0)) for name in ("people", "sanctioned"))
        if people:
            one = Level(row["trait"], row["level"], people, under, under / people, 0, 0.0, None, None, False, None)
            levels.append(one)
    whole = {trait: sum(one.people for one in levels if one.trait == trait) for trait in {one.trait for one in levels}}
    return gap_between([one for one in levels if one.people >= LEAST_SHARE * whole[one.trait]])


def say_groups(ensemble: Ensemble) -> Words:
    """The group most often under sanction; in full, every group."""
    rows = [row for row in ensemble.table("disparities").to_dicts() if known(row["rate"])]
    if not any(row["sanctioned"] for row in rows):
        return nothing("Nobody is under sanction at the end of any of these runs, so there are no groups to compare.")
    told = {(row["trait"], row["level"]): said(row, "rate", SHARE, ensemble.size, "sanctioned") for row in rows}
    gap = widest_gap(ensemble)
    title = "No two groups of one trait differ by two standard errors, over all runs together."
    if gap is not None:
        more, less = ((one.trait, one.level) for one in (gap.more, gap.less))
        others = f"{told[less].text} of {group_title(*less)}"
        if not gap.less.sanctioned:
            others = f"in no run any of {round(gap.less.people / ensemble.size):,} {group_title(*less)}"
        title = f"Furthest apart: {told[more].text} of {group_title(*more)} are under sanction, and {others}."
    full = "; ".join(f"{group_title(*group)} {of.text}" for group, of in told.items())
    return Words(title, f"Share of people under sanction at the end, by group. {capital(full)}.")


@picture
def groups(ensemble: Ensemble) -> Chart:
    """Share under sanction at the end in every group, trait by trait."""
    words = say_groups(ensemble)
    if words.empty:
        return sentence(words)
    rows = [row for row in ensemble.table("disparities").to_dicts() if known(row["rate"])]
    marks = [
        {
            "name": level_title(row["level"]), "head": TRAIT_TITLES.get(row["trait"], row["trait"]),
            **mark(row, "rate", SHARE, ensemble.size, "sanctioned"),
        }
        for row in rows
    ]  # fmt: skip
    every = ensemble.number("metrics", "value", metric="sanctioned_share")
    return whiskers(marks, words, (every["mean"], f"{every['mean'] * 100:.2g} %"))


def refused(ensemble: Ensemble) -> list[Row]:
    """The services that were refused at all, most often first."""
    frame = ensemble.table("refusals").filter(pl.col("refused") > 0)
    return frame.sort("refused", "service", descending=[True, False]).to_dicts()


def say_refusals(ensemble: Ensemble) -> Words:
    """The service refused most often; in full, the first dozen."""
    rows = refused(ensemble)
    if not rows:
        return nothing("Nobody was refused a service in any of these runs.")
    told = {row["title"]: said(row, "refused", COUNT, ensemble.size).text for row in rows[:MOST_ROWS]}
    first, share = rows[0]["title"], said(rows[0], "refused_share", SHARE, ensemble.size, "refused").text
    full = "; ".join(f"{name} {text}" for name, text in told.items())
    title = f"{first}: refused most often, {told[first]} times, which is {share} of the requests."
    return Words(title, f"Requests refused over the whole run, by service: {full}.")


@picture
def refusals(ensemble: Ensemble) -> Chart:
    """Requests refused over the whole run, by service."""
    words = say_refusals(ensemble)
    if words.empty:
        return sentence(words)
    marks = [
        {"name": row["title"], "head": "", **mark(row, "refused", COUNT, ensemble.size)}
        for row in refused(ensemble)[:MOST_ROWS]
    ]
    return whiskers(marks, words, above=True)


def points_lost(ensemble: Ensemble) -> list[Row]:
    """The rules that took points, most points first."""
    frame = ensemble.table("rules").filter(pl.col("points_lost") > 0)
    return frame.sort("points_lost", "conduct", descending=[True, False]).to_dicts()


def say_reasons(ensemble: Ensemble) -> Words:
    """The rule that takes most points; in full, the first dozen."""
    rows = points_lost(ensemble)
    if not rows:
        return nothing("No record took points in any of these runs.")
    told = {row["title"]: said(row, "points_lost", COUNT, ensemble.size).text for row in rows[:MOST_ROWS]}
    first = rows[0]["title"]
    full = "; ".join(f"{name} {text}" for name, text in told.items())
    return Words(
        f"{first}: most points lost, {told[first]} in a run.", f"Points lost over the whole run, by rule: {full}."
    )


@picture
def reasons(ensemble: Ensemble) -> Chart:
    """Points lost over the whole run, by rule."""
    words = say_reasons(ensemble)
    if words.empty:
        return sentence(words)
    marks = [
        {"name": row["title"], "head": "", **mark(row, "points_lost", COUNT, ensemble.size)}
        for row in points_lost(ensemble)[:MOST_ROWS]
    ]
    return whiskers(marks, words, above=True)


def wrong_sources(ensemble: Ensemble) -> list[Row]:
    """The sources that wrote anything wrong, most first."""
    frame = ensemble.table("sources").filter(pl.col("wrong") > 0)
    return frame.sort("wrong", "source", descending=[True, False]).to_dicts()


def say_sources(ensemble: Ensemble) -> Words:
    """The source that writes most wrong records; in full, the first dozen."""
    rows = wrong_sources(ensemble)
    if not rows:
        return nothing("No record was wrong in any of these runs.")
    told = {row["title"]: said(row, "wrong", COUNT, ensemble.size).text for row in rows[:MOST_ROWS]}
    first = rows[0]["title"]
    full = "; ".join(f"{name} {text}" for name, text in told.items())
    return Words(f"{first}: most wrong records, {told[first]} in a run.", f"Wrong records, by source: {full}.")


@picture
def sources(ensemble: Ensemble) -> Chart:
    """Wrong records over the whole run, by source."""
    words = say_sources(ensemble)
    if words.empty:
        return sentence(words)
    marks = [
        {"name": row["title"], "head": "", **mark(row, "wrong", COUNT, ensemble.size)}
        for row in wrong_sources(ensemble)[:MOST_ROWS]
    ]
    return whiskers(marks, words, above=True, colour=INK)


_CURVES: dict[str, tuple[bool | None, str, Sequence[int]]] = {
    "all": (None, SANCTION, SOLID_EDGE),
    "by wrong records": (True, SANCTION, HOLLOW_EDGE),
}


def curve(ensemble: Ensemble, wrongly: bool | None) -> pl.DataFrame:
    """The way back of those who came under sanction by wrong records (True), by true ones (False), or all.

    Only months that were seen in every run: in the others a mean would be one of some runs.
    """
    column = pl.col("entered_wrongly")
    mine = ensemble.table("recovery").filter(column.is_null() if wrongly is None else column == wrongly)
    return mine.filter(pl.col("still_seeds") == pl.col("still_seeds").max()).sort("months")


def say_recovery(ensemble: Ensemble) -> Words:
    """The share still under sanction at the last month that all runs saw; in full, year by year."""
    rows = curve(ensemble, None).to_dicts()
    if not rows:
        return nothing("Nobody comes under sanction in any of these runs, so nobody has to find a way back.")
    end, half = rows[-1], ensemble.metric("median_recovery_months")
    still = said(end, "still", SHARE, ensemble.size).text
    title = f"After {duration(end['months'])}, {still} of those who came under sanction still are."
    if half["seeds"] == ensemble.size:
        months = said_of(half, MONTHS, ensemble.size).text
        title = f"Half of those who come under sanction are free again within {months}."
    years = [row for row in rows if row["months"] and row["months"] % 12 == 0] or rows[-1:]
    told = ", ".join(
        f"{said(row, 'still', SHARE, ensemble.size).text} after {duration(row['months'])}" for row in years
    )
    return Words(title, f"Share of people still under sanction by months since they came under it: {told}.")


@picture
def recovery(ensemble: Ensemble) -> Chart:
    """Share still under sanction by months since it began (Kaplan-Meier)."""
    words = say_recovery(ensemble)
    if words.empty:
        return sentence(words)
    lines = [
        line_of(ensemble, curve(ensemble, which).rename({"months": "month"}), "still", SHARE, name, colour, dash)
        for name, (which, colour, dash) in _CURVES.items()
        if curve(ensemble, which).height
    ]
    return bands(lines, words, SHARE, 280, 1.0, step=True)


class Side(NamedTuple):
    """One side of livelihood: its name, its unit, and how it is written."""

    title: str
    unit: str
    form: Form
    highest: float | None = None
    after: str = ""  # what a title says after a number


SIDES = {
    "money": Side("Savings", "months of one's usual outgoings", TENTHS, after=" months of outgoings"),
    "strain": Side("Strain", "from 0, none, to 1, the most", NUMBER),
    "employed": Side("In work", "share of people", SHARE, 1.0),
}


def _living(ensemble: Ensemble, side: str) -> dict[bool, pl.DataFrame]:
    whole = ensemble.table("living").filter(pl.col(f"{side}_seeds") == ensemble.size)
    return {sanctioned: whole.filter(sanctioned=sanctioned) for sanctioned in (True, False)}


def say_living(ensemble: Ensemble, side: str) -> Words:
    """The two means at the end."""
    how, each = SIDES[side], _living(ensemble, side)
    if any(frame.is_empty() for frame in each.values()):
        return nothing("In some runs nobody is under sanction, so there are no two groups to compare.")
    under, others = (said(frame.row(-1, named=True), side, how.form, ensemble.size) for frame in each.values())
    title = f"{how.title}: {under.text}{how.after} under sanction, {others.text}{how.after} for all others."
    return Words(title, f"{how.title}, {how.unit}, mean month by month. {title}")


@picture
def living(ensemble: Ensemble, side: str) -> Chart:
    """The mean ``side`` of life of people under sanction and of others, by month."""
    words, how = say_living(ensemble, side), SIDES[side]
    if words.empty:
        return sentence(words)
    each = _living(ensemble, side)
    lines = [
        line_of(ensemble, each[True], side, how.form, "under sanction", SANCTION),
        line_of(ensemble, each[False], side, how.form, "all others", FREE, [7, 3]),
    ]
    return bands(lines, words, how.form, 190, how.highest)
