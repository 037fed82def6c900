"""How scores are spread over people, at the start and at the end."""

from collections.abc import Iterator

import altair as alt
import polars as pl

from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame
from glasshouse.charts.lettering import width_of
from glasshouse.charts.numbers import mean_over, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import (
    FREE,
    FREE_HOLLOW,
    SOFT,
    Drawing,
    Row,
    Words,
    finish,
    nothing,
    solid_and_hollow,
    values,
)
from glasshouse.charts.table import Layout
from glasshouse.charts.words import after, duration
from glasshouse.results.numbers import NUMBER
from glasshouse.results.run_totals import QUANTILES, quantile

NARROWEST_PLOT = 240  # pixels of the plot of scores in a picture for a phone
LEAST = 0.7  # people, at the foot of the axis


def _words(study: OneWorld) -> Words:
    """Where eight in ten people lie at the end; in full, the middle, the tails and the floors of grades."""
    if study.scheme.score is None or study.table("scores").is_empty():
        return nothing("This scheme gives no score.")
    last, start = study.info["months"], study.scheme.score.start
    if last == 0:
        return nothing(f"No month has been simulated yet. Everyone begins at {start:,}.")
    people = study.table("scores").filter(pl.col("month") == last)["people"].sum()
    if not people:
        return nothing(f"Nobody is scored at the end of {runs_of(study)}.")
    low, median, high = _quantiles(study, last)
    title = f"{after(last)}, eight in ten people have a score between {low} and {high}."
    floors = ", ".join(f"{one.id} from {one.from_:,}" for one in study.scheme.grades if one.from_ is not None)
    told = (
        f"Everyone begins at {start:,}. {after(last)}, the middle score of {people:,.0f} people is about {median}; a "
        f"tenth lie below {low} and a tenth above {high}."
    )
    note = "Dotted lines: the lowest score of each grade." if study.scheme.grades else ""
    full = f"Number of people by score{mean_over(study)}. {told}" + (f" Grades: {floors}." if floors else "")
    return Words(title, full, note=note)


def _quantiles(study: OneWorld, last: int) -> list[str]:
    """The scores below which a tenth, half and nine tenths of the people lie at the end, in words."""
    if has_many_seeds(study):
        row = study.table("in_all").row(0, named=True)
        return [text_of(study, row, name, NUMBER) for name in QUANTILES]
    end = study.table("scores").filter(pl.col("month") == last).sort("score_from")
    return [f"{quantile(end, share):,.0f}" for share in QUANTILES.values()]


def _draw(study: OneWorld, words: Words) -> Drawing:
    """People by score at the start (outline) and at the end (bars), with the floor of every grade."""
    last = study.info["months"]
    when = {0: "at the start", last: f"after {duration(last)}"}
    shown = study.table("scores").filter((pl.col("people") > 0) & pl.col("month").is_in(list(when)))
    rows = [
        {
            **{name: row[name] for name in ("score_from", "score_to", "people")},
            "when": when[row["month"]],
            "range": f"{row['score_from']:,} to {row['score_to'] - 1:,}",
            "told": text_of(study, row, "people"),
        }
        for row in shown.to_dicts()
    ]
    low, high = min(row["score_from"] for row in rows), max(row["score_to"] for row in rows)
    floors = _floors(study, low, high)
    top = max((row["place"] for row in floors), default=0) + 12
    least = min(LEAST, *(row["people"] * LEAST for row in rows))
    scale = alt.Scale(type="log", domainMin=least, range=[alt.expr("height"), top])
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
            y2=alt.Y2Datum(least),
            tooltip=[
                alt.Tooltip("when:N", title="when"),
                alt.Tooltip("range:N", title="score"),
                alt.Tooltip("told:N", title="people"),
            ],
            **solid_and_hollow("when", list(when.values()), [FREE_HOLLOW, FREE]),
        )
    )
    return finish(alt.layer(bars, *(_floor_lines(floors) if floors else ())), words, 310)


def _floors(study: OneWorld, low: float, high: float) -> list[Row]:
    """The floor of every grade that is seen, each with the line in which its name stands apart from the others."""
    rows: list[Row] = []
    taken: list[list[tuple[float, float]]] = []  # of each line, from where to where it is written
    for one in reversed(study.scheme.grades):
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


def _rows(study: OneWorld) -> Iterator[Row]:
    """Scores that somebody has at the start or at the end."""
    ends = pl.col("month").is_in([0, study.info["months"]])
    for row in frame(study, "scores").filter(ends, pl.col("people") > 0).sort("score_from", "month").to_dicts():
        when = "at the end" if row["month"] else "at the start"
        yield {**row, "when": when, "span": f"{row['score_from']:,} to {row['score_to'] - 1:,}"}


_TABLE = Layout("People by score", {"span": "Score", "when": "When"}, {"people": "People"}, _rows, across="when")
SCORE_DISTRIBUTION = Chart(
    "score_distribution", "grades", ANY_RUNS, _words, _draw, _TABLE,
    question="How many people have which score, at the start and at the end?",
)  # fmt: skip
