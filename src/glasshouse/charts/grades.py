"""Who holds which grade: month by month, and at the end."""

from dataclasses import replace

import altair as alt
import polars as pl

from glasshouse.charts.chart import Chart
from glasshouse.charts.dots import SOLID, dots
from glasshouse.charts.frames import frame
from glasshouse.charts.groups import INTERVALS
from glasshouse.charts.lines import month_reader, spaced, thinned, time_axis
from glasshouse.charts.numbers import marks_of, mean_of, text_of
from glasshouse.charts.study import ANY_RUNS, MANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import (
    LABEL,
    NARROW,
    PAPER,
    SOFT,
    Drawing,
    Row,
    Words,
    finish,
    grade_colours,
    nothing,
    values,
)
from glasshouse.charts.table import Layout, Number, by_month
from glasshouse.charts.words import after, percent, short
from glasshouse.results.numbers import SHARE

NO_GRADES = "This scheme has no grades."
_LABELS = f"({NARROW} ? 108 : 165)"  # pixels at the right of the bands


def grade_ids(study: OneWorld) -> list[str]:
    """The grades of the scheme, best first; none if it has none."""
    return [grade.id for grade in study.scheme.grades]


def _at(study: OneWorld, month: int) -> list[Row]:
    """The grades in one month, best first."""
    rows = {row["grade"]: row for row in study.table("grades").filter(pl.col("month") == month).to_dicts()}
    return [rows[grade] for grade in grade_ids(study) if grade in rows]


def _end(study: OneWorld) -> list[Row]:
    return _at(study, study.info["months"])


def _commonest(study: OneWorld) -> Row:
    """The grade that most people hold at the end."""
    return max(_end(study), key=lambda row: row["people"])


def _share(study: OneWorld, row: Row) -> str:
    return text_of(study, row, "share", SHARE, "people")


def _told(study: OneWorld, rows: list[Row]) -> str:
    many = has_many_seeds(study)
    return ", ".join(
        f"{row['grade']} {_share(study, row)}" + ("" if many else f" ({row['people']:,} people)") for row in rows
    )


def _nothing(study: OneWorld) -> Words | None:
    """Why there is nothing to show, if there is nothing."""
    if not grade_ids(study) or study.table("grades").is_empty():
        return nothing(NO_GRADES)
    if study.info["months"] == 0:
        return nothing(f"No month has been simulated yet. At the start: {_told(study, _at(study, 0))}.")
    if not _commonest(study)["people"]:
        return nothing(f"Nobody is scored at the end of {runs_of(study)}.")
    return None


def _words(study: OneWorld) -> Words:
    """The commonest and the lowest grade at the end; in full, every grade at the start and the end."""
    if (none := _nothing(study)) is not None:
        return none
    last = study.info["months"]
    most, lowest = _commonest(study), _end(study)[-1]
    title = f"{after(last)}, {_share(study, most)} of people are graded {most['grade']}"
    if most["grade"] != lowest["grade"]:
        share = f"{_share(study, lowest)} are" if lowest["people"] else "nobody is"
        title += f" and {share} graded {lowest['grade']}, the lowest grade"
    told = " ".join(f"{after(month)}: {_told(study, _at(study, month))}." for month in (0, last))
    return Words(f"{title}.", f"Bands of people by grade, best on top, month by month. {told}")


def _draw(study: OneWorld, words: Words) -> Drawing:
    """Share of people in each grade, month by month: bands from the best grade on top to the worst."""
    return _bands(study, grade_ids(study), words, 240, whole=True)


def _words_without_commonest(study: OneWorld) -> Words:
    """How many do not hold the commonest grade, and what most of them hold; in full, each grade at the end."""
    if len(grade_ids(study)) < 3 or _nothing(study) is not None:
        return nothing("There is nothing to look at more closely.", aside=True)
    most = _commonest(study)
    others = [row for row in _end(study) if row["grade"] != most["grade"]]
    people = sum(row["people"] for row in others)
    if not people:
        why = f"Everyone is graded {most['grade']} at the end, so there is no other grade to look at."
        return nothing(why, aside=True)
    share = percent(people / (people + most["people"]))
    counted = "on average over seeds" if has_many_seeds(study) else f"{people:,} people"
    which = _which(others, grade_ids(study)[-1])
    title = f"{after(study.info['months'])}, {share} ({counted}) hold another grade than {most['grade']}{which}."
    told = f"Bands of people by grade, best on top, month by month, without grade {most['grade']}."
    return Words(title, f"{told} {title} At the end: {_told(study, others)}.")


def _which(others: list[Row], worst: str) -> str:
    """Which of some grades most hold, if there are several, and whether nobody holds the worst of all."""
    held = [row for row in others if row["people"]]
    most = max(held, key=lambda row: row["people"])
    if len(others) == 1:
        return ""
    half = 2 * most["people"] > sum(row["people"] for row in held)
    how = ": all of them {}" if len(held) == 1 else ": most of them {}" if half else ", {} more than any other"
    last = others[-1]
    none = f", and nobody {worst}, the lowest" if last["grade"] == worst and not last["people"] else ""
    return f"{how.format(most['grade'])}{none}"


def _draw_without_commonest(study: OneWorld, words: Words) -> Drawing:
    """The bands of every grade but the commonest, enlarged."""
    most = _commonest(study)["grade"]
    return _bands(study, [grade for grade in grade_ids(study) if grade != most], words, 220, whole=False)


def _bands(study: OneWorld, shown: list[str], words: Words, height: int, *, whole: bool) -> Drawing:
    """Bands of the grades ``shown``; as a share of everybody, or as high as they are together."""
    last, rank = study.info["months"], {grade: at for at, grade in enumerate(shown)}
    grades = thinned(study.table("grades").filter(pl.col("grade").is_in(shown) & pl.col("share").is_not_null()))
    bands = (
        grades.with_columns(rank=pl.col("grade").replace_strict(rank, return_dtype=pl.Int64))
        .sort("month", "rank", descending=[False, True])
        .with_columns(top=pl.col("share").cum_sum().over("month"))
        .with_columns(bottom=pl.col("top") - pl.col("share"))
    )
    rows = bands.to_dicts()
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
            fill=_by_grade(study),
        )
    )
    columns = {"month": "month", **{f"g{at}": grade for grade, at in rank.items()}}
    read = month_reader(_months(study, rows, rank), x, columns)
    ends = [row for row in reversed(rows) if row["month"] == last]
    return finish(alt.layer(areas, *_band_labels(study, ends, highest, height), read), words, height)


def _by_grade(study: OneWorld) -> alt.Fill:
    ids = grade_ids(study)
    return alt.Fill("grade:N", scale=alt.Scale(domain=ids, range=grade_colours(len(ids))), legend=None)


def _months(study: OneWorld, rows: list[Row], rank: dict[str, int]) -> list[Row]:
    """One row a month, with the share and number of every grade written out."""
    wide: dict[int, Row] = {}
    for row in rows:
        cell = _share(study, row) if has_many_seeds(study) else f"{percent(row['share'])}, {row['people']:,} people"
        wide.setdefault(row["month"], {"month": row["month"]})[f"g{rank[row['grade']]}"] = cell
    return list(wide.values())


def _band_labels(study: OneWorld, ends: list[Row], highest: float, height: int) -> tuple[alt.Chart, alt.Chart]:
    """A square and a text beside the end of every band, none over another."""
    middles = [(row["top"] + row["bottom"]) / 2 for row in ends]
    gap = 19 / height * highest
    rows = [
        {
            "grade": row["grade"],
            "at": place,
            "brief": f"{row['grade']} {mean_of(study, row, 'share', SHARE)}",
            "label": f"{row['grade']} {mean_of(study, row, 'share', SHARE)} · {short(row['people'])}",
        }
        for row, place in zip(ends, spaced(middles, gap, gap / 4, highest - gap / 4), strict=True)
    ]
    base = alt.Chart(values(rows)).encode(y=alt.Y("at:Q"))
    squares = base.mark_square(size=110, opacity=1, stroke=SOFT, strokeWidth=0.7).encode(
        x=alt.value(alt.expr(f"width - {_LABELS} + 13")), fill=_by_grade(study)
    )
    texts = base.mark_text(align="left").encode(x=alt.value(alt.expr(f"width - {_LABELS} + 25")), text=LABEL)
    return squares, texts


def _words_at_the_end(study: OneWorld) -> Words:
    """The share of every grade at the end, with its interval."""
    if (none := _nothing(study)) is not None:
        return replace(none, aside=True)
    rows = sorted(_end(study), key=lambda row: -row["people"])
    if len(rows) < 2 or not rows[1]["people"]:
        return nothing("No other grade than the commonest is held at the end.", aside=True)
    most, next_ = rows[:2]
    title = f"Besides {most['grade']}, most people are graded {next_['grade']}: {_share(study, next_)} at the end."
    return Words(title, f"Share of people in each grade at the end. {title} {_told(study, _end(study))}.")


def _draw_at_the_end(study: OneWorld, words: Words) -> Drawing:
    """A dot for every grade, best first; the commonest, which would hide them, is left to the title."""
    rows, most = _end(study), _commonest(study)["grade"]
    shown = [row for row in rows if row["grade"] != most or len(rows) < 3]
    marks = [
        {"head": "", "name": row["grade"], **marks_of(row, "share", SHARE), "state": SOLID,
         "label": _share(study, row), "brief": mean_of(study, row, "share", SHARE)}
        for row in shown
    ]  # fmt: skip
    return dots(marks, words, tooltip=INTERVALS | {"name": "grade"})


_TABLE = Layout(
    "People in each grade, with their share",
    {"month": "Month", "grade": "Grade"},
    {"people": "People", "share": Number("Share", SHARE, "people")},
    lambda study: by_month(frame(study, "grades")),
    across="grade",
)
GRADES_OVER_TIME = Chart(
    "grades_over_time", "grades", ANY_RUNS, _words, _draw, _TABLE,
    question="How many people hold each grade, month by month?",
)  # fmt: skip
OTHER_GRADES_OVER_TIME = Chart(
    "other_grades_over_time", "grades", ANY_RUNS, _words_without_commonest, _draw_without_commonest, _TABLE,
    question="How many people hold each grade but the commonest, month by month?",
)  # fmt: skip
GRADES_AT_THE_END = Chart(
    "grades_at_the_end", "grades", (MANY_RUNS,), _words_at_the_end, _draw_at_the_end, _TABLE,
    question="How sure is it how many people hold each grade at the end?",
)  # fmt: skip
