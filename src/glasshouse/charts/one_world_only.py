"""What happens in one world alone: requests refused, unlawful and lawful conduct."""

import polars as pl

from glasshouse.charts.bars import MOST_BARS, pairs_of_bars
from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame, in_all
from glasshouse.charts.numbers import marks_of, mean_of, text_of
from glasshouse.charts.study import ANY_COMPARISONS, TwoWorlds, has_many_seeds, runs_of
from glasshouse.charts.style import Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout, Table
from glasshouse.charts.two_worlds import names
from glasshouse.charts.words import percent
from glasshouse.storage.kinds import SIDES

EITHER_WAY = "An act in one world alone was held back by the rules of the other, or drawn out by those of its own."
REFUSED = {"a": "refused_a_only", "b": "refused_b_only"}
HAPPENED = {"a": "a_only", "b": "b_only"}
Columns = dict[str, str]  # by world


def refused_alone(study: TwoWorlds) -> list[Row]:
    """The services of which a request was refused in one world and granted in the other, most often first."""
    return _most(study.table("requests"), "service", REFUSED)


def conducts_alone(study: TwoWorlds, *, lawful: bool) -> list[Row]:
    """The lawful or unlawful conducts that happened in one world alone, most often first."""
    return _most(study.table("conducts").filter(pl.col("lawful") == lawful), "conduct", HAPPENED)


def _most(rows: pl.DataFrame, name: str, columns: Columns) -> list[Row]:
    return _most_first(rows.filter(pl.sum_horizontal(columns.values()) > 0), columns, name)


def _most_first(rows: pl.DataFrame, columns: Columns, then: str, *, descending: bool = False) -> list[Row]:
    many = pl.sum_horizontal(columns.values())
    return rows.sort(many, then, descending=[True, descending]).to_dicts()


def _in_one(study: TwoWorlds, row: Row, columns: Columns) -> str:
    return ", ".join(f"{text_of(study, row, column)} in {side} alone" for side, column in columns.items())


def _words_of_refused(study: TwoWorlds) -> Words:
    """How many requests got another answer, and the service of most of them; in full, the first dozen."""
    rows = refused_alone(study)
    if not rows:
        return nothing(f"No request was refused in one world and granted in the other, in {runs_of(study)}.")
    whole = in_all(study)
    a, b = (text_of(study, whole, column) if whole[column] else "none" for column in REFUSED.values())
    many = "1 request is" if a == "1" else f"{a.capitalize()} requests are"
    title = f"{many} refused in a and granted in b, {b} the other way round; most: {rows[0]['title']}."
    told = "; ".join(f"{row['title']} {_in_one(study, row, REFUSED)}" for row in rows[:MOST_BARS])
    return Words(title, f"The same request, answered in both worlds. {title} {told}.")


def _draw_refused(study: TwoWorlds, words: Words) -> Drawing:
    def both(row: Row) -> str:
        return f"{row['granted_both']:,.0f} granted, {row['refused_both']:,.0f} refused"

    rows = [_bar(study, row, REFUSED) | {"both": both(row)} for row in refused_alone(study)[:MOST_BARS]]
    return pairs_of_bars(rows, words, names(study), {"title": "service", "label": "requests", "both": "in both"})


def _words_of_conduct(study: TwoWorlds, *, lawful: bool) -> Words:
    """How often lawful or unlawful conduct happened in one world alone; in full, the first dozen conducts."""
    kind, rows = "lawful" if lawful else "unlawful", conducts_alone(study, lawful=lawful)
    if not rows:
        return nothing(f"No {kind} conduct happens in one world alone in {runs_of(study)}.")
    whole = in_all(study)
    a, b, both = (text_of(study, whole, f"{kind}_{where}") for where in (*HAPPENED.values(), "both"))
    title = f"{kind.capitalize()} conduct: {a} acts happen in a alone, {b} in b alone; {both} in both worlds."
    told = "; ".join(f"{row['title']} {_in_one(study, row, HAPPENED)}" for row in rows[:MOST_BARS])
    return Words(title, f"{EITHER_WAY} {title} {told}.")


def _draw_conduct(study: TwoWorlds, words: Words, *, lawful: bool) -> Drawing:
    def both(row: Row) -> str:
        return f"{row['both']:,.0f} ({percent(row['both'] / (row['both'] + row['a_only'] + row['b_only']))})"

    shown = conducts_alone(study, lawful=lawful)[:MOST_BARS]
    rows = [_bar(study, row, HAPPENED) | {"both": both(row)} for row in shown]
    return pairs_of_bars(rows, words, names(study), {"title": "conduct", "label": "happens", "both": "in both"})


def _bar(study: TwoWorlds, row: Row, columns: Columns) -> Row:
    """What two bars need of a row: their numbers and texts."""
    told = {side: column for side, column in columns.items() if row[column] or not has_many_seeds(study)}
    return {
        "title": row["title"],
        "label": " · ".join(f"{text_of(study, row, column)} in {side} alone" for side, column in told.items()),
        "brief": " · ".join(f"{side} {mean_of(study, row, column)}" for side, column in told.items()),
        **{side: marks_of(row, columns[side]) for side in SIDES},
    }


_REQUESTS = Layout(
    "Requests over the whole time, by service",
    {"title": "Service", "domain": "Context"},
    {"granted_both": "Granted in both", "refused_a_only": "Refused in a alone", "refused_b_only": "Refused in b alone",
     "refused_both": "Refused in both", "asked_a_only": "Asked in a alone", "asked_a_only_refused": "of them refused",
     "asked_b_only": "Asked in b alone", "asked_b_only_refused": "of them refused",
     "favoured_a_only": "Rewarded in a alone", "favoured_b_only": "Rewarded in b alone"},
    lambda study: _most_first(frame(study, "requests"), REFUSED, "granted_both", descending=True),
)  # fmt: skip


def _conducts(study: TwoWorlds, *, lawful: bool) -> Table | None:
    """Lawful or unlawful conduct that happens in one world alone."""
    caption = f"{'Lawful' if lawful else 'Unlawful'} conduct that happens in one world alone"
    heads = {"title": "Conduct", "domain": "Context"}
    numbers = {"a_only": "In a alone", "b_only": "In b alone", "both": "In both"}
    return Layout(caption, heads, numbers, lambda _: conducts_alone(study, lawful=lawful))(study)


REFUSED_IN_ONE = Chart(
    "refused_in_one", "refused", ANY_COMPARISONS, _words_of_refused, _draw_refused, _REQUESTS,
    question="Which requests are refused in one world and granted in the other?",
)  # fmt: skip
UNLAWFUL_IN_ONE, LAWFUL_IN_ONE = (
    Chart(
        f"{kind}_in_one", "conduct", ANY_COMPARISONS, _words_of_conduct, _draw_conduct, _conducts,
        question=f"Which {kind} acts happen in one world alone?",
        given={"lawful": lawful},
    )
    for kind, lawful in (("unlawful", False), ("lawful", True))
)  # fmt: skip
