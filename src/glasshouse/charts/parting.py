"""When lives part, who is under sanction in which world, and how people end in both."""

import altair as alt
import polars as pl

from glasshouse.charts.caption import picture
from glasshouse.charts.grades import DARKEST_CELL
from glasshouse.charts.look import FREE, INK, NARROW, PAPER, Chart, Row, Words, finish, nothing, sentence, values
from glasshouse.charts.pieces import end_labels, month_reader, thinned, time_axis
from glasshouse.charts.twins import LABELS, two_lines
from glasshouse.charts.words import NONE, after, duration, part_of, percent
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_totals import LISTED, UNGRADED

NOBODY_PARTS = "Every life is the same in both worlds, to the last bit."
MOST_NAMED = 3  # ways to end that a title names


def say_parting(comparison: Comparison) -> Words:
    """How many lives part and how many never do; in full, when half of them had."""
    people, parted, months = comparison.compared, comparison.parted, comparison.info["months"]
    if not parted:
        return nothing(f"{NOBODY_PARTS} None of {people:,} parts within {duration(months)}.")
    title = (
        f"{parted:,} of {people:,} lives part within {duration(months)} ({percent(parted / people)}); "
        f"{people - parted:,} are the same in both worlds to the last bit."
    )
    half = comparison.parting.filter(pl.col("so_far") * 2 >= parted)["month"][0] + 1
    first = comparison.parting.filter(pl.col("parted") > 0)["month"][0]
    told = f"The first part in month {first}; half of those who part have done so by the end of {duration(half)}."
    return Words(title, f"Lives that have parted, by the end of each month. {title} {told}")


@picture
def lives_parted(comparison: Comparison) -> Chart:
    """How many lives have parted by the end of each month."""
    words = say_parting(comparison)
    if words.empty:
        return sentence(words)
    ends = comparison.parting.select(pl.col("month") + 1, "so_far", "share", "parted")
    rows = [{"month": 0, "so_far": 0, "share": 0.0, "parted": 0}, *thinned(ends).to_dicts()]
    height, x, last = 220, time_axis(rows[-1]["month"], LABELS), rows[-1]
    highest = last["so_far"]
    form = "~s" if highest >= 1e6 else ",d"
    scale = alt.Scale(domain=[0, highest])
    y = alt.Y("so_far:Q", scale=scale, axis=alt.Axis(title=None, tickCount=5, format=form))
    data = alt.Chart(values({"month": row["month"], "so_far": row["so_far"]} for row in rows))
    wide = [
        {
            "month": row["month"],
            "so_far": f"{row['so_far']:,} ({percent(row['share'])})",
            "parted": f"{row['parted']:,}",
        }
        for row in rows
    ]
    read = month_reader(wide, x, {"month": "months lived", "so_far": "parted so far", "parted": "in the last month"})
    labels = end_labels([(highest, f"{highest:,}\nlives parted")], highest, height, LABELS)
    area = data.mark_area(color=INK, opacity=0.16, line={"color": INK, "strokeWidth": 2}).encode(x=x, y=y)
    return finish(alt.layer(area, labels, read), words, height)


def say_sanctioned(comparison: Comparison) -> Words:
    """How many are under sanction at the end in each world, and in one alone; in full, the most at once."""
    frame = comparison.over_time
    if not frame["sanctioned"].sum():
        return nothing("Nobody comes under sanction in either world.")
    end, whole = _in_each(comparison)[-1], comparison.everybody
    count = {side: f"{end[side]:,}" if end[side] else "nobody" for side in ("a", "b")}
    title = f"{after(end['month'])}, {count['a']} {_is(end['a'])} under sanction in a, and {count['b']} in b."
    told = (
        f"{whole['sanctioned_a_only']:,} are so in a alone, {whole['sanctioned_b_only']:,} in b alone, "
        f"{whole['sanctioned_both']:,} in both. On a list: {whole['listed_a_only']:,} in a alone, "
        f"{whole['listed_b_only']:,} in b alone, {whole['listed_both']:,} in both."
    )
    most = frame.group_by("world", maintain_order=True).agg(pl.col("sanctioned").max())
    highest = ", ".join(f"{row['sanctioned']:,} in {row['world']}" for row in most.to_dicts())
    return Words(title, f"People under sanction month by month in both worlds. {title} {told} Most at once: {highest}.")


def _is(number: int) -> str:
    return "are" if number > 1 else "is"


def _in_each(comparison: Comparison) -> list[Row]:
    """One row a month: people under sanction in a and in b, and both in words."""
    wide = comparison.over_time.pivot("world", index="month", values=["sanctioned", "people", "wrongly"])
    return [
        {
            "month": row["month"],
            **{side: row[f"sanctioned_{side}"] for side in ("a", "b")},
            **{
                f"t{side}": f"{row[f'sanctioned_{side}']:,}, {row[f'wrongly_{side}']:,} of them by wrong records"
                for side in ("a", "b")
            },
        }
        for row in thinned(wide).to_dicts()
    ]


@picture
def sanctioned_in_each(comparison: Comparison) -> Chart:
    """People under sanction month by month: a solid line for a, a dashed one for b."""
    words = say_sanctioned(comparison)
    if words.empty:
        return sentence(words)
    rows = _in_each(comparison)
    ends = [(rows[-1][side], f"{rows[-1][side]:,}\nin {side}") for side in ("a", "b")]
    return two_lines(comparison, rows, words, ends)


def states(comparison: Comparison) -> tuple[list[str], list[str], list[Row]]:
    """How one may end in a and in b, best first, and how many end so in both.

    Who is on a list is so whatever the grade. ``of`` and ``share`` are of all who end so in a; of everybody, if all end
    in the same way in b.
    """
    counts: dict[tuple[str, str], int] = {}
    for row in comparison.transitions.to_dicts():
        pair = tuple(LISTED if row[f"listed_{side}"] else row[f"grade_{side}"] or UNGRADED for side in ("a", "b"))
        counts[pair[0], pair[1]] = counts.get((pair[0], pair[1]), 0) + row["people"]
    a, b = (
        [
            one
            for one in (*(grade.id for grade in run.scheme.grades), UNGRADED, LISTED)
            if one in {p[at] for p in counts}
        ]
        for at, run in enumerate(comparison.runs)
    )
    whole = sum(counts.values())
    of = {one: sum(people for (start, _), people in counts.items() if start == one) for one in a}
    of = of if len(b) > 1 else dict.fromkeys(a, whole)
    rows = [
        {"a": one, "b": other, "people": counts.get((one, other), 0), "of": of[one],
         "share": counts.get((one, other), 0) / of[one]}
        for one in a
        for other in b
    ]  # fmt: skip
    return a, b, rows


def say_ends(comparison: Comparison) -> Words:
    """How many end otherwise in b than in a; in full, every way to end in a with where it leads in b."""
    a, b, rows = states(comparison)
    if not rows or (set(a) <= {UNGRADED} and set(b) <= {UNGRADED}):
        return nothing("Nobody is graded or listed in either world.")
    if len(b) == 1 or len(a) == 1:
        return _say_one_sided(rows, "a" if len(b) == 1 else "b")
    moved = sum(row["people"] for row in rows if row["a"] != row["b"])
    whole = sum(row["people"] for row in rows)
    title = f"{moved:,} of {whole:,} people end otherwise in b than in a ({percent(moved / whole)})."
    title = title if moved else f"All {whole:,} people end alike in a and in b."
    told = "; ".join(
        f"{row['a']} in a and {row['b']} in b: {row['people']:,} ({percent(row['share'])} of those who end so in a)"
        for row in rows
        if row["people"]
    )
    return Words(title, f"How people end in a and in b. {title} {told}.")


def _say_one_sided(rows: list[Row], side: str) -> Words:
    """How people end in the world ``side``, where in the other all end in the same way."""
    other = "b" if side == "a" else "a"
    ends = {one: sum(row["people"] for row in rows if row[side] == one) for one in {row[side]: 0 for row in rows}}
    whole, only = sum(ends.values()), rows[0][other]
    most = sorted(ends, key=lambda one: -ends[one])[:MOST_NAMED]
    rest = f"in {other}, nobody is graded or listed" if only == UNGRADED else f"in {other}, all end as {only}"
    title = f"In {side}, " + ", ".join(f"{percent(ends[one] / whole)} end {_as(one)}" for one in most) + f"; {rest}."
    return Words(title, f"{title} In numbers, {side}: " + "; ".join(f"{one} {ends[one]:,}" for one in ends) + ".")


def _as(state: str) -> str:
    return {LISTED: "on a list", UNGRADED: "without a grade"}.get(state, f"in grade {state}")


@picture
def where_people_end(comparison: Comparison) -> Chart:
    """A table of how people end in a (rows) and in b (columns), darker where more of a row are."""
    words = say_ends(comparison)
    if words.empty:
        return sentence(words)
    a, b, cells = states(comparison)
    rows = [
        {
            **row,
            "text": f"{row['people']:,}" if row["people"] else NONE,
            "label": percent(row["share"]),
            "told": f"{part_of(row['people'], row['of'])} ({percent(row['share'])})",
        }
        for row in cells
    ]
    base = alt.Chart(values(rows)).encode(
        x=alt.X(
            "b:N",
            scale=alt.Scale(domain=b),
            title="at the end in b",
            axis=alt.Axis(orient="top", labelAngle=0, grid=False, labelFontWeight=600, labelColor=INK),
        ),
        y=alt.Y(
            "a:N",
            scale=alt.Scale(domain=a),
            title="at the end in a",
            axis=alt.Axis(grid=False, labelFontWeight=600, labelColor=INK),
        ),
        tooltip=[
            alt.Tooltip("a:N", title="in a"),
            alt.Tooltip("b:N", title="in b"),
            alt.Tooltip("told:N", title="people, of those in a"),
        ],
    )
    shade = alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.05, DARKEST_CELL]), legend=None)
    filled = base.mark_rect(fill=FREE, stroke=PAPER, strokeWidth=2).encode(opacity=shade)
    size = alt.SizeValue(alt.expr(f"{NARROW} ? 11 : 13"))
    people = base.mark_text(fontWeight=600, color=INK, dy=-7).encode(text=alt.Text("text:N"), size=size)
    share = base.transform_filter("datum.people > 0").mark_text(dy=9, fontSize=11, color=INK)
    return finish(alt.layer(filled, people, share.encode(text=alt.Text("label:N"))), words, 46 * len(a) + 50)
