"""Who is under sanction, for how long, and which groups are so more often."""

import altair as alt
import polars as pl

from glasshouse.charts.caption import picture
from glasshouse.charts.look import (
    HOLLOW,
    HOLLOW_EDGE,
    NARROW,
    SANCTION,
    SOLID_EDGE,
    Chart,
    Row,
    Words,
    finish,
    nothing,
    sentence,
    values,
)
from glasshouse.charts.pieces import dots, end_labels, month_reader, thinned, time_axis
from glasshouse.charts.words import after, capital, duration, group_title, known, one_in, percent
from glasshouse.measure.disparity import Gap, Level, counted
from glasshouse.measure.disparity import widest_gap as gap_between
from glasshouse.results.run import Run

NOBODY = "Nobody comes under sanction in this run."
_LABELS = f"({NARROW} ? 118 : 150)"  # pixels at the right of lines


def has_sanctions(run: Run) -> bool:
    """Whether anybody is under sanction in any month."""
    return bool(run.sanctions["people"].sum())


def say_sanctions(run: Run) -> Words:
    """How many at the end, and how many of them wrongly; in full, the most at once and all entries."""
    if not has_sanctions(run):
        return nothing(NOBODY)
    end = run.sanctions.row(-1, named=True)
    title = (
        f"{after(end['month'])}, {end['people']:,} people are under sanction ({one_in(end['share'])}); "
        f"{end['wrongly']:,} of them would stand better without wrong records."
    )
    most = run.sanctions.sort("people", "month", descending=[True, False]).row(0, named=True)
    entered, wrongly = run.sanctions["entered"].sum(), run.sanctions["entered_wrongly"].sum()
    told = (
        f"The most at once are {most['people']:,}, in month {most['month']}. Over the whole run people came "
        f"under sanction {entered:,} times, {wrongly:,} times by wrong records."
    )
    return Words(title, f"People under sanction month by month. {title} {told}")


@picture
def sanctions_over_time(run: Run) -> Chart:
    """People under sanction month by month, and how many of them by wrong records."""
    words = say_sanctions(run)
    if words.empty:
        return sentence(words)
    rows, height = thinned(run.sanctions).to_dicts(), 260
    x = time_axis(rows[-1]["month"], _LABELS)
    data = values([{key: row[key] for key in ("month", "people", "wrongly")} for row in rows])
    highest = max(row["people"] for row in rows)
    people = alt.Y(
        "people:Q",
        scale=alt.Scale(domain=[0, highest]),
        axis=alt.Axis(title=None, tickCount=5, format="~s" if highest >= 1e6 else ",d"),
    )
    dashed = {"color": SANCTION, "strokeDash": HOLLOW_EDGE, "strokeWidth": 1.5}
    everyone = alt.Chart(data).mark_area(color=SANCTION).encode(x=x, y=people)
    wrong = alt.Chart(data).mark_area(fill=HOLLOW, opacity=1, line=dashed).encode(x=x, y=alt.Y("wrongly:Q"))
    wide = [
        {
            "month": row["month"],
            "people": f"{row['people']:,} ({percent(row['share'])})",
            "wrongly": f"{row['wrongly']:,}",
            "entered": f"{row['entered']:,}, of them {row['entered_wrongly']:,} by wrong records",
        }
        for row in rows
    ]
    columns = {"month": "month", "people": "under sanction", "wrongly": "by wrong records", "entered": "new"}
    last = rows[-1]
    ends = end_labels(
        [
            (last["people"], f"{last['people']:,}\nunder sanction"),
            (last["wrongly"], f"{last['wrongly']:,}\nby wrong records"),
        ],
        highest,
        height,
        _LABELS,
    )
    return finish(alt.layer(everyone, wrong, ends, month_reader(wide, x, columns)), words, height)


LINES: dict[str, bool | None] = {"all": None, "by wrong records": True, "by true records": False}
"""The curves of recovery: name and value of the column ``entered_wrongly``."""


def curve(run: Run, wrongly: bool | None) -> list[Row]:
    """The way back of those who came under sanction by wrong records (True), by true ones (False), or all."""
    column = pl.col("entered_wrongly")
    mine = run.recovery.filter(column.is_null() if wrongly is None else column == wrongly)
    return mine.sort("months").to_dicts()


def say_recovery(run: Run) -> Words:
    """After how many months half are free again; in full, the three curves year by year."""
    everyone = curve(run, None)
    if not everyone:
        return nothing(f"{NOBODY} So nobody has to find a way back.")
    half, most = (run.metric(name)["value"] for name in ("median_recovery_months", "p90_recovery_months"))
    end = everyone[-1]
    if known(half):
        title = f"Half of those who come under sanction are free again within {duration(half)}"
        title += f", nine in ten within {duration(most)}." if known(most) else ", but not nine in ten."
    else:
        share, months = percent(end["still"]), duration(end["months"])
        title = f"After {months}, {share} of those who came under sanction still are."
    told = []
    for name, wrongly in LINES.items():
        if rows := curve(run, wrongly):
            years = [row for row in rows if row["months"] % 12 == 0 and row["months"]] or rows[-1:]
            points = ", ".join(f"{percent(row['still'])} after {duration(row['months'])}" for row in years)
            told.append(f"{capital(name)}, at most {max(row['at_risk'] for row in rows):,} people seen: {points}.")
    return Words(title, "Share of people still under sanction by months since they came under it. " + " ".join(told))


@picture
def recovery(run: Run) -> Chart:
    """Share still under sanction by months since it began (Kaplan-Meier), by wrong and by true records."""
    words = say_recovery(run)
    if words.empty:
        return sentence(words)
    lines = {name: rows for name, wrongly in LINES.items() if (rows := curve(run, wrongly))}
    rows = [
        {"month": row["months"], "still": row["still"], "line": name} for name, mine in lines.items() for row in mine
    ]
    height, names = 280, list(LINES)
    x = time_axis(max(row["month"] for row in rows), _LABELS)
    dash = alt.Scale(domain=names, range=[SOLID_EDGE, HOLLOW_EDGE, [9, 3]])
    wide = alt.Scale(domain=names, range=[3, 1.8, 1.8])
    curves = (
        alt.Chart(values(rows))
        .mark_line(interpolate="step-after", color=SANCTION)
        .encode(
            x=x,
            y=alt.Y(
                "still:Q",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format="%", title=None, tickCount=5),
            ),
            strokeDash=alt.StrokeDash("line:O", scale=dash, legend=None),
            strokeWidth=alt.StrokeWidth("line:O", scale=wide, legend=None),
        )
    )
    ends = [(mine[-1]["still"], f"{percent(mine[-1]['still'])}\n{name}") for name, mine in lines.items()]
    columns = {"month": "months", **{f"l{names.index(name)}": name for name in lines}}
    read = month_reader(_by_month(lines), x, columns)
    labels = end_labels(ends, 1.0, height, _LABELS)
    return finish(alt.layer(curves, *_half(run, x), labels, read), words, height)


def _half(run: Run, x: alt.X) -> list[alt.Chart]:
    """A mark where half are free again, if that is seen."""
    months = run.metric("median_recovery_months")["value"]
    if not known(months):
        return []
    late = 2 * months > max(row["months"] for row in curve(run, None))
    base = alt.Chart(values([{"month": months, "still": 0.5, "text": f"half: {duration(months)}"}]))
    point = base.mark_point(filled=True, size=70, color=SANCTION, opacity=1).encode(x=x, y=alt.Y("still:Q"))
    return [
        point,
        base.mark_text(align="right" if late else "left", dx=-9 if late else 9, dy=-9, fontWeight=600).encode(
            x=x, y=alt.Y("still:Q"), text=alt.Text("text:N")
        ),
    ]


def _by_month(lines: dict[str, list[Row]]) -> list[Row]:
    """One row a month, with the share and number of every curve written out."""
    wide: dict[int, Row] = {}
    for name, rows in lines.items():
        for row in rows:
            cell = f"{percent(row['still'])} still; {row['at_risk']:,} seen"
            wide.setdefault(row["months"], {"month": row["months"]})[f"l{list(LINES).index(name)}"] = cell
    return [wide[month] for month in sorted(wide)]


def widest_gap(run: Run) -> Gap | None:
    """The two groups of the metric ``largest_disparity``; None if no two can be told apart."""
    return gap_between([Level(**row) for row in run.disparities.to_dicts()])


def gap_words(gap: Gap, are: str = "are") -> str:
    """How much more often one group is under sanction than the other; in counts where of the other nobody is."""
    more, less = (group_title(one.trait, one.level) for one in (gap.more, gap.less))
    if gap.ratio is not None:
        return f"{more} {are} {gap.ratio:.1f} times as often under sanction as {less}"
    return f"{counted(gap.more)} {more} {are} under sanction, and {counted(gap.less)} {less}"


def say_groups(run: Run) -> Words:
    """The widest gap between two groups of one trait; in full, every group."""
    if not run.disparities["sanctioned"].sum():
        return nothing("Nobody is under sanction at the end of this run, so there are no groups to compare.")
    gap = widest_gap(run)
    title = f"{capital(gap_words(gap))}." if gap else "No two groups of one trait differ by two standard errors."
    told = "; ".join(
        f"{group_title(row['trait'], row['level'])} {percent(row['rate'])} ({row['sanctioned']:,} of {row['people']:,})"
        for row in run.disparities.to_dicts()
    )
    return Words(title, f"Share of people under sanction at the end of the run, by group. {title} {capital(told)}.")


@picture
def who_is_where(run: Run) -> Chart:
    """Share under sanction at the end in every group, trait by trait, with counts."""
    words = say_groups(run)
    if words.empty:
        return sentence(words)
    rows = [
        {
            "trait": row["trait"],
            "level": row["level"],
            "rate": row["rate"],
            "number": row["sanctioned"],
            "of": row["people"],
            "few": row["low_count"],
        }
        for row in run.disparities.to_dicts()
    ]
    overall = run.metric("sanctioned_share")["value"] or 0.0
    chart, height = dots(rows, overall, "under sanction")
    return finish(chart, words, height)
