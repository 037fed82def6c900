"""A few people and both their lives, chosen by rule from those whose lives or standing differ."""

from typing import TYPE_CHECKING, Any, NamedTuple

import altair as alt
import polars as pl

from glasshouse.charts.chart import Chart
from glasshouse.charts.lines import thinned, time_axis
from glasshouse.charts.study import ONE_COMPARISON
from glasshouse.charts.style import (
    FREE,
    FREE_HOLLOW,
    INK,
    LINE,
    NARROW,
    SANCTION,
    Drawing,
    Row,
    Words,
    finish,
    nothing,
    values,
)
from glasshouse.charts.table import Layout, Number
from glasshouse.charts.two_worlds import DASHES, names
from glasshouse.charts.words import capital, duration, level_title, number_word, tenths
from glasshouse.results.comparison import Comparison
from glasshouse.results.numbers import COUNT, TENTHS
from glasshouse.storage.kinds import SIDES

if TYPE_CHECKING:
    from glasshouse.studies.twin import TwinLives

MOST_AGAIN = 20_000  # people, where firms and people depend on each other and all have to be simulated again
FURTHEST, CONDUCT = "furthest apart", "most acts in one alone"
REFUSED, USUAL = "most refusals in one alone", "a usual one of those that diverge"
BETTER = "better off in {side}"  # than in the other world, in which most of those that diverge fare better


class Pair(NamedTuple):
    """One person and why they are shown; a row of the table ``people``, and both lives if they were simulated again."""

    person: int
    why: str
    row: Row
    lives: "TwinLives | None"


def chosen(people: pl.DataFrame) -> dict[int, str]:
    """Up to five people by number, and why each: every rule takes the first of those left, ties the smaller number."""
    less = {name: pl.col(f"{name}_a") - pl.col(f"{name}_b") for name in ("months_sanctioned", "money")}
    parted = people.filter(pl.col("parted").is_not_null())
    ranked = parted.with_columns(months=less["months_sanctioned"], money=less["money"])
    found: dict[int, str] = {}
    for why, worth in _worths(ranked).items():
        left = ranked.with_columns(worth=worth).filter(~pl.col("person").is_in(list(found)) & (pl.col("worth") > 0))
        if left.height:
            found[left.sort("worth", "person", descending=[True, False])["person"][0]] = why
    return found


def _worths(ranked: pl.DataFrame) -> dict[str, pl.Expr]:
    """What each rule goes by; who is worth nothing is not chosen."""
    months, money = pl.col("months").cast(pl.Float64), pl.col("money")
    way = 1.0 if (ranked["months"].sum() or -ranked["money"].sum() or 0) >= 0 else -1.0  # in which world more is borne
    apart = pl.col("months").abs() + money.abs() / 1000
    other_way = pl.when(months * way <= 0).then(-months * way + money * way / 1000).otherwise(0.0)
    middle = ranked["months"].abs().median() or 0
    when = ranked["parted"].median() or 0
    return {
        FURTHEST: apart,
        BETTER.format(side="a" if way > 0 else "b"): other_way,
        REFUSED: (pl.col("refused_alone_a") + pl.col("refused_alone_b")).cast(pl.Float64),
        CONDUCT: (pl.col("unlawful_alone_a") + pl.col("unlawful_alone_b")).cast(pl.Float64),
        USUAL: 1e6 - (pl.col("months").abs() - middle).abs() * 1000 - (pl.col("parted") - when).abs(),
    }


def shown_pairs(comparison: Comparison) -> list[Pair]:
    """The people that are shown, a usual one first; simulated again unless that takes too many others."""
    info = comparison.info
    relive = not info.get("firms") or info["world"]["people"] <= MOST_AGAIN
    people = comparison.people
    rows = {row["person"]: row for row in people.filter(pl.col("person").is_in(list(chosen(people)))).to_dicts()}
    found = [Pair(who, why, rows[who], comparison.twin(who) if relive else None) for who, why in chosen(people).items()]
    return sorted(found, key=lambda one: one.why != USUAL)


def _words(comparison: Comparison) -> Words:
    """How many are shown; in full, both lives of each in sentences."""
    shown = shown_pairs(comparison)
    if not shown:
        return nothing(
            "No life diverges, so there is nobody whose two lives could be shown."
            if not comparison.parted
            else "Of so many people no single lives are kept."
        )
    if shown[0].lives is None:
        return nothing(
            "Here all people and firms would have to be simulated again to draw a life; the text tells of a few."
        )
    title = (
        f"Savings in both lives of {number_word(len(shown))} of {comparison.parted:,} people whose lives diverge; "
        "bars are months under sanction."
    )
    return Words(title, f"{title} " + " ".join(map(describe, shown)))


def describe(pair: Pair) -> str:
    """Both lives of one person in sentences."""
    row = pair.row
    traits = ", ".join(_ONE.get(value, level_title(value)) for value in _traits(row))
    parts = [f"Synthetic person {pair.person:,} ({pair.why}): {traits}. Their lives diverge in month {row['parted']}."]
    for side in ("a", "b"):
        held, refused = row[f"months_sanctioned_{side}"], row[f"refusals_{side}"]
        parts.append(
            f"In {side}: {duration(held) if held else 'never'} under sanction, "
            f"{refused or 'no'} request{'' if refused == 1 else 's'} refused, "
            f"savings of {tenths(row[f'money_{side}'])} months of outgoings at the end."
        )
    return " ".join(parts)


_ONE = {"male": "man", "female": "woman"}


def _traits(row: Row) -> list[str]:
    """The levels of somebody's traits: what stands between their number and the month in which their lives diverge."""
    keys = list(row)
    return [row[key] for key in keys[keys.index("person") + 1 : keys.index("parted")]]


def _draw(comparison: Comparison, words: Words) -> Drawing:
    """Savings in a (solid) and in b (dashed), months under sanction as bars, and the month in which lives diverge."""
    shown, named = shown_pairs(comparison), names(comparison)
    strips = [_strip(pair, floor, named) for floor, pair in enumerate(reversed(shown))]
    points, bars, marks = ([row for strip in strips for row in strip[at]] for at in range(3))
    last = comparison.info["months"]
    return finish(_layers(points, bars, marks, last, len(shown), named), words, 112 * len(shown) + 56)


Strip = tuple[list[Row], list[Row], list[Row]]


def _strip(pair: Pair, floor: int, named: tuple[str, str]) -> Strip:
    """Points of the lines, bars and marks of one person, whose strip stands on ``floor``."""
    assert pair.lives is not None
    lives = pair.lives.months
    highest = max((month.means.money for life in lives for month in life), default=0.0) or 1.0
    points = [
        {"month": month.month, "value": floor + 0.26 + 0.46 * month.means.money / highest, "side": name,
         "person": pair.person, "saved": f"{tenths(month.means.money)} months of outgoings"}
        for life, name in zip(lives, named, strict=True)
        for month in life
    ]  # fmt: skip
    bars = [
        {"month": month.month, "to": month.month + 1, "side": name, "at": floor + at}
        for life, name, at in zip(lives, named, (0.16, 0.07), strict=True)
        for month in life[:-1]
        if month.sanctioned
    ]
    ends = [f"{side} {tenths(life[-1].means.money)}" for side, life in zip(("a", "b"), lives, strict=True)]
    mark = {
        "month": pair.lives.parted or 0, "at": floor + 0.02, "top": floor + 0.76, "name": floor + 0.89,
        "text": f"{capital(pair.why)}: person {pair.person:,}", "brief": capital(pair.why), "floor": floor,
        "label": f"{capital(pair.why)}: person {pair.person:,}", "part": f"from month {pair.lives.parted or 0}",
        "end": " · ".join(ends), "saved": floor + 0.45,
    }  # fmt: skip
    return points, _joined(bars), [mark]


def _joined(bars: list[Row]) -> list[Row]:
    """Bars of months that follow each other as one."""
    found: list[Row] = []
    for bar in bars:
        if found and found[-1]["to"] == bar["month"] and found[-1]["at"] == bar["at"]:
            found[-1]["to"] += 1
        else:
            found.append(bar)
    return found


def _layers(
    points: list[Row], bars: list[Row], marks: list[Row], last: int, count: int, named: tuple[str, str]
) -> Drawing:
    """The layers of the strips, each as high as 1."""
    right = f"({NARROW} ? 74 : 92)"
    x, scale = time_axis(last + 1, right), alt.Scale(domain=[0, count], nice=False)

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", scale=scale, axis=None)

    edges = alt.Scale(domain=list(named), range=[SANCTION, FREE])
    key = alt.Legend(symbolType="stroke", symbolStrokeWidth=2.4, columns=alt.expr(f"{NARROW} ? 1 : 2"))
    base = alt.Chart(thinned(values(points))).encode(x=x)
    mark = alt.Chart(values(marks))
    between = alt.Chart(values([{"at": at} for at in range(1, count)] or [{"at": 0}])).mark_rule(color=LINE)
    layers: list[Any] = [
        between.encode(y=y("at")),
        mark.mark_rule(color=INK, strokeDash=[2, 2]).encode(x=x, y=y("at"), y2=alt.Y2("top")),
        base.mark_line(interpolate="step-after", strokeWidth=2.2).encode(
            y=y("value"),
            detail=alt.Detail("person:N"),
            stroke=alt.Stroke("side:N", scale=edges, legend=key),
            strokeDash=alt.StrokeDash("side:N", scale=alt.Scale(domain=list(named), range=DASHES), legend=key),
        ),
    ]
    for name, fill, edge in zip(named, (SANCTION, FREE_HOLLOW), (SANCTION, FREE), strict=True):
        if mine := [bar for bar in bars if bar["side"] == name]:
            drawn = alt.Chart(values(mine)).mark_bar(height=8, fill=fill, stroke=edge, strokeWidth=1.2)
            layers.append(drawn.encode(x=x, x2=alt.X2("to"), y=y("at")))
    named_at = alt.TextValue(alt.expr(f"{NARROW} ? datum.brief : datum.label"))
    end = alt.value(alt.expr(f"width - {right} + 8"))
    layers += [
        mark.mark_text(align="left", fontWeight=600).encode(text=named_at, x=alt.value(2), y=y("name")),
        mark.mark_text(align="right").encode(text=alt.Text("part:N"), x=alt.value("width"), y=y("name")),
        mark.mark_text(align="left").encode(text=alt.Text("end:N"), x=end, y=y("saved")),
    ]
    return alt.layer(*layers)


_HELD = (("months_sanctioned", "Months under sanction", COUNT), ("refusals", "Requests refused", COUNT),
         ("money", "Savings", TENTHS))  # fmt: skip
_TABLE = Layout(
    "The people shown, at the end of both lives",
    {"person": "Person", "why": "Why", "parted": "First differs in month"},
    {f"{name}_{side}": Number(f"{title} in {side}", form) for name, title, form in _HELD for side in SIDES},
    lambda comparison: ({**pair.row, "why": capital(pair.why)} for pair in shown_pairs(comparison)),
)
TWIN_LIVES = Chart(
    "twin_lives", "lives", (ONE_COMPARISON,), _words, _draw, _TABLE,
    question="How do a few people live in both worlds, month by month?",
)  # fmt: skip
