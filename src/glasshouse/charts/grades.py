"""Who holds which grade and score, and who moves."""

from typing import Any

import altair as alt
import polars as pl

from glasshouse.charts.caption import picture
from glasshouse.charts.lettering import width_of
from glasshouse.charts.look import (
    FREE,
    FREE_HOLLOW,
    INK,
    LABEL,
    NARROW,
    PAPER,
    SOFT,
    Chart,
    Row,
    Words,
    finish,
    grade_colours,
    nothing,
    sentence,
    solid_and_hollow,
    values,
)
from glasshouse.charts.pieces import apart, month_reader, thinned, time_axis
from glasshouse.charts.words import NONE, after, duration, part_of, percent, short
from glasshouse.results.run import Run
from glasshouse.results.run_totals import quantile

DARKEST_CELL = 0.48  # text can be read on it, on light and on dark paper
NO_GRADES = "This scheme has no grades."
NARROWEST_PLOT = 240  # pixels of the plot of scores in a picture for a phone
_LABELS = f"({NARROW} ? 108 : 165)"  # pixels at the right of the bands


def grade_ids(run: Run) -> list[str]:
    """The grades of the scheme, best first; none if it has none."""
    return [grade.id for grade in run.scheme.grades]


def _at(run: Run, month: int) -> list[Row]:
    """The grades in one month, best first."""
    rows = {row["grade"]: row for row in run.grades.filter(pl.col("month") == month).to_dicts()}
    return [rows[grade] for grade in grade_ids(run)]


def _commonest(run: Run) -> Row:
    """The grade that most people hold at the end."""
    return max(_at(run, run.info["months"]), key=lambda row: row["people"])


def _told(rows: list[Row]) -> str:
    return ", ".join(f"{row['grade']} {percent(row['share'])} ({row['people']:,} people)" for row in rows)


def say_grades(run: Run) -> Words:
    """The commonest and the lowest grade at the end; in full, every grade at the start and the end."""
    if not grade_ids(run) or run.grades.is_empty():
        return nothing(NO_GRADES)
    last = run.info["months"]
    if last == 0:
        return nothing(f"No month has been lived yet. At the start: {_told(_at(run, 0))}.")
    end, most = _at(run, last), _commonest(run)
    if not most["people"]:
        return nothing("Nobody is scored at the end of this run.")
    title = f"{after(last)}, {percent(most['share'])} of people are graded {most['grade']}"
    if most is not end[-1] and most["grade"] != end[-1]["grade"]:
        lowest = f"{percent(end[-1]['share'])} are" if end[-1]["people"] else "nobody is"
        title += f" and {lowest} graded {end[-1]['grade']}, the lowest grade"
    told = " ".join(f"{after(month)}: {_told(_at(run, month))}." for month in (0, last))
    return Words(f"{title}.", f"Bands of people by grade, best on top, month by month. {told}")


@picture
def grades_over_time(run: Run) -> Chart:
    """Share of people in each grade, month by month: bands from the best grade on top to the worst."""
    words = say_grades(run)
    if words.empty:
        return sentence(words)
    return _bands(run, grade_ids(run), words, 240, whole=True)


def say_other_grades(run: Run) -> Words:
    """How many do not hold the commonest grade; in full, each of their grades at the end."""
    if len(grade_ids(run)) < 3 or run.grades.is_empty() or run.info["months"] == 0:
        return nothing("There is nothing to look at more closely.", aside=True)
    most = _commonest(run)
    others = [row for row in _at(run, run.info["months"]) if row["grade"] != most["grade"]]
    people = sum(row["people"] for row in others)
    if not people and not most["people"]:
        return nothing("Nobody is scored at the end of this run.", aside=True)
    if not people:
        why = f"Everyone is graded {most['grade']} at the end, so there is no other grade to look at."
        return nothing(why, aside=True)
    share = people / (people + most["people"])
    title = f"A closer look at the {percent(share)} ({people:,} people) not graded {most['grade']} at the end."
    return Words(title, f"The same bands without grade {most['grade']}, enlarged. At the end: {_told(others)}.")


@picture
def other_grades_over_time(run: Run) -> Chart:
    """The bands of every grade but the commonest, enlarged."""
    words = say_other_grades(run)
    if words.empty:
        return sentence(words)
    most = _commonest(run)["grade"]
    return _bands(run, [grade for grade in grade_ids(run) if grade != most], words, 220, whole=False)


def _bands(run: Run, shown: list[str], words: Words, height: int, *, whole: bool) -> Chart:
    """Bands of the grades ``shown``; as a share of everybody, or as high as they are together."""
    last, rank = run.info["months"], {grade: at for at, grade in enumerate(shown)}
    grades = thinned(run.grades.filter(pl.col("grade").is_in(shown) & pl.col("share").is_not_null()))
    bands = (
        grades.with_columns(rank=pl.col("grade").replace_strict(rank, return_dtype=pl.Int64))
        .sort("month", "rank", descending=[False, True])
        .with_columns(top=pl.col("share").cum_sum().over("month"))
        .with_columns(bottom=pl.col("top") - pl.col("share"))
    )
    rows = bands.select("month", "grade", "top", "bottom", "share", "people").to_dicts()
    highest = 1.0 if whole else max(row["top"] for row in rows)
    x = time_axis(last, _LABELS)
    scale = alt.Scale(domain=[0, highest], nice=False)
    drawn = values({name: row[name] for name in ("month", "grade", "top", "bottom")} for row in rows)
    areas = (
        alt.Chart(drawn)
        .mark_area(stroke=PAPER, strokeWidth=1.2)
        .encode(
            x=x,
            y=alt.Y("bottom:Q", scale=scale, axis=alt.Axis(format="~%", title=None, tickCount=5)),
            y2=alt.Y2("top"),
            fill=_by_grade(run),
        )
    )
    columns = {"month": "month", **{f"g{at}": grade for grade, at in rank.items()}}
    read = month_reader(_months(rows, rank), x, columns)
    ends = [row for row in reversed(rows) if row["month"] == last]
    return finish(alt.layer(areas, *_band_labels(run, ends, highest, height), read), words, height)


def _by_grade(run: Run) -> alt.Fill:
    ids = grade_ids(run)
    return alt.Fill("grade:N", scale=alt.Scale(domain=ids, range=grade_colours(len(ids))), legend=None)


def _months(rows: list[Row], rank: dict[str, int]) -> list[Row]:
    """One row a month, with the share and number of every grade written out."""
    wide: dict[int, Row] = {}
    for row in rows:
        cell = f"{percent(row['share'])}, {row['people']:,} people"
        wide.setdefault(row["month"], {"month": row["month"]})[f"g{rank[row['grade']]}"] = cell
    return list(wide.values())


def _band_labels(run: Run, ends: list[Row], highest: float, height: int) -> tuple[alt.Chart, alt.Chart]:
    """A square and a text beside the end of every band, none over another."""
    middles = [(row["top"] + row["bottom"]) / 2 for row in ends]
    gap = 19 / height * highest
    rows = [
        {
            "grade": row["grade"],
            "at": place,
            "brief": f"{row['grade']} {percent(row['share'])}",
            "label": f"{row['grade']} {percent(row['share'])} · {short(row['people'])}",
        }
        for row, place in zip(ends, apart(middles, gap, gap / 4, highest - gap / 4), strict=True)
    ]
    base = alt.Chart(values(rows)).encode(y=alt.Y("at:Q"))
    squares = base.mark_square(size=110, opacity=1, stroke=SOFT, strokeWidth=0.7).encode(
        x=alt.value(alt.expr(f"width - {_LABELS} + 13")), fill=_by_grade(run)
    )
    texts = base.mark_text(align="left").encode(x=alt.value(alt.expr(f"width - {_LABELS} + 25")), text=LABEL)
    return squares, texts


def say_scores(run: Run) -> Words:
    """Where eight in ten people lie at the end; in full, the middle, the tails and the floors of grades."""
    if run.scheme.score is None or run.scores.is_empty():
        return nothing("This scheme gives no score.")
    last = run.info["months"]
    if last == 0:
        return nothing(f"No month has been lived yet. Everyone begins at {run.scheme.score.start:,}.")
    end = run.scores.filter(pl.col("month") == last).sort("score_from")
    if not end["people"].sum():
        return nothing("Nobody is scored at the end of this run.")
    low, median, high = (quantile(end, share) for share in (0.1, 0.5, 0.9))
    title = f"{after(last)}, eight in ten people have a score between {low:,.0f} and {high:,.0f}."
    floors = ", ".join(f"{one.id} from {one.from_:,}" for one in run.scheme.grades if one.from_ is not None)
    told = (
        f"Everyone begins at {run.scheme.score.start:,}. {after(last)}, the middle score of "
        f"{end['people'].sum():,} people is about {median:,.0f}; a tenth lie below {low:,.0f} and a tenth "
        f"above {high:,.0f}."
    )
    note = "Dotted lines: the lowest score of each grade." if run.scheme.grades else ""
    return Words(title, f"Number of people by score. {told}" + (f" Grades: {floors}." if floors else ""), note=note)


@picture
def score_distribution(run: Run) -> Chart:
    """People by score at the start (outline) and at the end (bars), with the floor of every grade."""
    words = say_scores(run)
    if words.empty:
        return sentence(words)
    last = run.info["months"]
    when = {0: "at the start", last: f"after {duration(last)}"}
    shown = run.scores.filter((pl.col("people") > 0) & pl.col("month").is_in(list(when)))
    rows = [
        {**row, "when": when[row["month"]], "range": f"{row['score_from']:,} to {row['score_to'] - 1:,}"}
        for row in shown.to_dicts()
    ]
    low, high = min(row["score_from"] for row in rows), max(row["score_to"] for row in rows)
    names = list(when.values())
    floors = _floors(run, low, high)
    top = max((row["place"] for row in floors), default=0) + 12
    scale = alt.Scale(type="log", domainMin=0.7, range=[alt.expr("height"), top])
    bars = (
        alt.Chart(values(rows))
        .mark_bar(strokeWidth=1)
        .encode(
            x=alt.X(
                "score_from:Q",
                scale=alt.Scale(domain=[low, high], nice=False),
                title="score",
                axis=alt.Axis(grid=False, tickCount=6),
            ),
            x2=alt.X2("score_to"),
            y=alt.Y(
                "people:Q",
                scale=scale,
                axis=alt.Axis(values=[10**power for power in range(10)], format="~s"),
                title="people, × 10 at each line",
            ),
            y2=alt.Y2Datum(0.7),
            tooltip=[
                alt.Tooltip("when:N", title="when"),
                alt.Tooltip("range:N", title="score"),
                alt.Tooltip("people:Q", title="people", format=","),
            ],
            **solid_and_hollow("when", names, [FREE_HOLLOW, FREE]),
        )
    )
    return finish(alt.layer(bars, *(_floor_lines(floors) if floors else ())), words, 310)


def _floors(run: Run, low: float, high: float) -> list[Row]:
    """The floor of every grade that is seen, each with the line in which its name stands apart from the others."""
    rows: list[Row] = []
    taken: list[list[tuple[float, float]]] = []  # of each line, from where to where it is written
    for one in reversed(run.scheme.grades):
        if one.from_ is None or not low < one.from_ < high:
            continue
        place = (one.from_ - low) / (high - low) * NARROWEST_PLOT
        wide = width_of(one.id, 12, bold=True) + 8
        late = place + wide > NARROWEST_PLOT
        begin, end = (place - wide, place) if late else (place, place + wide)
        free = (at for at, line in enumerate(taken) if all(end <= left or begin >= right for left, right in line))
        line = next(free, len(taken))
        if line == len(taken):
            taken.append([])
        taken[line].append((begin, end))
        rows.append({"score_from": one.from_, "text": one.id, "place": 6 + 15 * line, "late": late})
    return rows


def _floor_lines(rows: list[Row]) -> tuple[alt.Chart, ...]:
    """A line at every floor, with its name."""
    base = alt.Chart(values(rows)).encode(x=alt.X("score_from:Q"))
    named = base.encode(text=alt.Text("text:N"), y=alt.value(alt.expr("datum.place")))
    return (
        base.mark_rule(color=SOFT, strokeDash=[2, 3]),
        named.transform_filter("!datum.late").mark_text(align="left", dx=4, fontWeight=600),
        named.transform_filter("datum.late").mark_text(align="right", dx=-4, fontWeight=600),
    )


def say_flows(run: Run) -> Words:
    """What became of the largest grade within the last full year; in full, of every grade."""
    ids = grade_ids(run)
    if not ids:
        return nothing(NO_GRADES)
    cells = last_year(run)
    if not cells:
        return nothing("The run is shorter than a year, so no grade can be compared with that of a year ago.")
    size = {row["from"]: row["of"] for row in cells}
    largest = max(ids, key=lambda grade: size.get(grade, 0))
    mine = {row["to"]: row for row in cells if row["from"] == largest}
    fell = sum(row["people"] for grade, row in mine.items() if ids.index(grade) > ids.index(largest))
    year = max(run.mobility["year"].to_list())
    title = (
        f"Of the {size[largest]:,} people graded {largest} when year {year} began, "
        f"{percent(mine[largest]['share'])} hold the same grade at its end and "
        f"{percent(fell / size[largest])} ({fell:,}) a lower one."
    )
    told = [
        f"From {start} ({size[start]:,} people): "
        + ", ".join(f"{row['to']} {percent(row['share'])}" for row in cells if row["from"] == start and row["people"])
        for start in ids
        if start in size
    ]
    return Words(title, f"Table of grades at the beginning and the end of year {year}. {'. '.join(told)}.")


def last_year(run: Run) -> list[Row]:
    """From, to, people, share and ``of``, the people who held the first grade; for the last full year."""
    if run.mobility.is_empty():
        return []
    last = run.mobility.filter(pl.col("year") == pl.col("year").max())
    whole = pl.col("people").sum().over("from")
    return last.with_columns(of=whole, share=pl.col("people") / whole).filter(pl.col("of") > 0).to_dicts()


def _tight(share: float) -> str:
    """A share in per cent for a narrow cell."""
    return "<0.1" if share < 0.0005 else f"{share * 100:.1f}"


@picture
def flows(run: Run) -> Chart:
    """Where the people of each grade went within the last full year: shares, darker where more are."""
    words = say_flows(run)
    if words.empty:
        return sentence(words)
    ids = grade_ids(run)
    rows: list[dict[str, Any]] = [
        {
            **row,
            "text": percent(row["share"]) if row["people"] else NONE,
            "brief": _tight(row["share"]) if row["people"] else NONE,
            "label": part_of(row["people"], row["of"]),
        }
        for row in last_year(run)
    ]
    start = [grade for grade in ids if any(row["from"] == grade for row in rows)]
    end = [grade for grade in ids if grade in start or any(row["to"] == grade and row["people"] for row in rows)]
    rows = [row for row in rows if row["to"] in end]  # a grade that nobody holds is a column of nothing
    base = alt.Chart(values(rows)).encode(
        x=alt.X(
            "to:N",
            scale=alt.Scale(domain=end),
            title="grade at the end of the year",
            axis=alt.Axis(orient="top", labelAngle=0, grid=False, labelFontWeight=600, labelColor=INK),
        ),
        y=alt.Y(
            "from:N",
            scale=alt.Scale(domain=start),
            title="grade a year before",
            axis=alt.Axis(grid=False, labelFontWeight=600, labelColor=INK),
        ),
        tooltip=[
            alt.Tooltip("from:N", title="a year before"),
            alt.Tooltip("to:N", title="at the end"),
            alt.Tooltip("text:N", title="share"),
            alt.Tooltip("label:N", title="people"),
        ],
    )
    shade = alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.05, DARKEST_CELL]), legend=None)
    cells = base.mark_rect(fill=FREE, stroke=PAPER, strokeWidth=2).encode(opacity=shade)
    share = base.mark_text(fontWeight=600, color=INK, dy=alt.expr(f"{NARROW} ? 0 : -7")).encode(
        text=alt.TextValue(alt.expr(f"{NARROW} ? datum.brief : datum.text")),
        size=alt.SizeValue(alt.expr(f"{NARROW} ? 11 : 13")),
    )
    held = base.transform_filter("datum.people > 0").mark_text(dy=10, fontSize=11, color=INK)
    people = held.encode(text=alt.TextValue(alt.expr(f"{NARROW} ? '' : datum.label")))
    return finish(alt.layer(cells, share, people), words, 52 * len(start))
