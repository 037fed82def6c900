"""What happens in one world alone: requests refused, unlawful and lawful conduct."""

import polars as pl

from glasshouse.charts.caption import picture
from glasshouse.charts.look import Chart, Row, Words, nothing, sentence
from glasshouse.charts.twins import two_bars
from glasshouse.charts.words import percent, short
from glasshouse.results.comparison import Comparison

MOST_BARS = 12
EITHER_WAY = "An act in one world alone was held back by the rules of the other, or drawn out by those of its own."


def refused_alone(comparison: Comparison) -> list[Row]:
    """The services of which a request was refused in one world and granted in the other, most often first."""
    rows = comparison.requests.with_columns(a=pl.col("refused_a_only"), b=pl.col("refused_b_only"))
    return _most(rows.filter(pl.col("a") + pl.col("b") > 0), "service")


def conducts_alone(comparison: Comparison, *, lawful: bool) -> list[Row]:
    """The lawful or unlawful conducts that happened in one world alone, most often first."""
    rows = comparison.conducts.filter(pl.col("lawful") == lawful).with_columns(a=pl.col("a_only"), b=pl.col("b_only"))
    return _most(rows.filter(pl.col("a") + pl.col("b") > 0), "conduct")


def _most(rows: pl.DataFrame, name: str) -> list[Row]:
    return rows.sort(pl.col("a") + pl.col("b"), name, descending=[True, False]).to_dicts()


def totals(rows: list[Row]) -> tuple[int, int]:
    """How often in a alone and in b alone."""
    return sum(row["a"] for row in rows), sum(row["b"] for row in rows)


def say_refused(comparison: Comparison) -> Words:
    """How many requests got another answer, and the service of most of them; in full, the first dozen."""
    rows = refused_alone(comparison)
    if not rows:
        return nothing("No request was refused in one world and granted in the other.")
    a, b = totals(rows)
    title = f"{_many(a)} refused in a and granted in b, {_none_or(b)} the other way round; most: {rows[0]['title']}."
    told = "; ".join(f"{row['title']} {row['a']:,} in a alone, {row['b']:,} in b alone" for row in rows[:MOST_BARS])
    return Words(title, f"The same request, answered in both worlds. {title} {told}.")


def _many(requests: int) -> str:
    return "1 request is" if requests == 1 else f"{_none_or(requests).capitalize()} requests are"


def _none_or(number: int) -> str:
    return f"{number:,}" if number else "none"


@picture
def refused_in_one(comparison: Comparison) -> Chart:
    """Requests that are refused in one world and granted in the other, by service."""
    words = say_refused(comparison)
    if words.empty:
        return sentence(words)
    rows = [
        {
            "title": row["title"], "a": row["a"], "b": row["b"],
            "label": f"{row['a']:,} in a alone · {row['b']:,} in b alone",
            "brief": f"a {short(row['a'])} · b {short(row['b'])}",
            "both": f"{row['granted_both']:,} granted, {row['refused_both']:,} refused",
        }
        for row in refused_alone(comparison)[:MOST_BARS]
    ]  # fmt: skip
    return two_bars(comparison, rows, words, {"title": "service", "label": "requests", "both": "in both"})


def say_conduct(comparison: Comparison, *, lawful: bool) -> Words:
    """How often lawful or unlawful conduct happened in one world alone; in full, the first dozen conducts."""
    kind = "lawful" if lawful else "unlawful"
    rows = conducts_alone(comparison, lawful=lawful)
    if not rows:
        return nothing(f"No {kind} conduct happens in one world alone.")
    a, b = totals(rows)
    both = int(comparison.conducts.filter(pl.col("lawful") == lawful)["both"].sum())
    title = f"{kind.capitalize()} conduct: {a:,} acts happen in a alone, {b:,} in b alone; {both:,} in both worlds."
    told = "; ".join(f"{row['title']} {row['a']:,} in a alone, {row['b']:,} in b alone" for row in rows[:MOST_BARS])
    return Words(title, f"{EITHER_WAY} {title} {told}.")


@picture
def conduct_in_one(comparison: Comparison, *, lawful: bool = False) -> Chart:
    """Lawful or unlawful conduct that happens in one world alone, by conduct."""
    words = say_conduct(comparison, lawful=lawful)
    if words.empty:
        return sentence(words)
    rows = [
        {
            "title": row["title"], "a": row["a"], "b": row["b"],
            "label": f"{row['a']:,} in a alone · {row['b']:,} in b alone",
            "brief": f"a {short(row['a'])} · b {short(row['b'])}",
            "both": f"{row['both']:,} ({percent(row['both'] / (row['both'] + row['a'] + row['b']))})",
        }
        for row in conducts_alone(comparison, lawful=lawful)[:MOST_BARS]
    ]  # fmt: skip
    return two_bars(comparison, rows, words, {"title": "conduct", "label": "happens", "both": "in both"})
