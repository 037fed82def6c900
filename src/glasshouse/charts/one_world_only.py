"""What happens in one world and not in the other: requests turned away, unlawful acts, good deeds, the rest."""

import polars as pl

from glasshouse.charts.bars import MOST_BARS, pairs_of_bars
from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame, in_all
from glasshouse.charts.numbers import marks_of, mean_of, text_of
from glasshouse.charts.study import ANY_COMPARISONS, TwoWorlds, has_many_seeds, runs_of
from glasshouse.charts.style import Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout, Numbers, Table
from glasshouse.charts.two_worlds import in_world, names
from glasshouse.charts.words import percent
from glasshouse.results import acts
from glasshouse.storage.kinds import SIDES

EITHER_WAY = (
    "An act in one world and not in the other was held back by the rules of the other, or drawn out by its own."
)
TURNED_AWAY = {"a": "turned_away_a_only", "b": "turned_away_b_only"}
HAPPENED = {"a": "a_only", "b": "b_only"}
Columns = dict[str, str]  # by world
OTHER = {"a": "b", "b": "a"}


def turned_away_alone(study: TwoWorlds) -> list[Row]:
    """The services of which a request was refused or given up in one world and granted in the other, most first."""
    return _most(study.table("requests"), "service", TURNED_AWAY)


def conducts_alone(study: TwoWorlds, kind: str) -> list[Row]:
    """The conducts of a kind of act that happened in one world and not in the other, most often first."""
    return _most(study.table("conducts").filter(acts.of_kind(kind)), "conduct", HAPPENED)


def _most(rows: pl.DataFrame, name: str, columns: Columns) -> list[Row]:
    return _most_first(rows.filter(pl.sum_horizontal(columns.values()) > 0), columns, name)


def _most_first(rows: pl.DataFrame, columns: Columns, then: str, *, descending: bool = False) -> list[Row]:
    many = pl.sum_horizontal(columns.values())
    return rows.sort(many, then, descending=[True, descending]).to_dicts()


def _in_one(study: TwoWorlds, row: Row, columns: Columns) -> str:
    return ", ".join(f"{text_of(study, row, columns[side])} in {side}, not in {OTHER[side]}" for side in columns)


def _words_of_requests(study: TwoWorlds) -> Words:
    """How many requests got another answer, and the service of most of them; in full, the first dozen."""
    rows = turned_away_alone(study)
    if not rows:
        return nothing(f"No request was refused in one world and granted in the other, in {runs_of(study)}.")
    whole = in_all(study)
    a, b = (text_of(study, whole, column) if whole[column] else "none" for column in TURNED_AWAY.values())
    what = "refused or given up" if whole["given_up_a"] or whole["given_up_b"] else "refused"
    many = f"1 request is {what}" if a == "1" else f"{a.capitalize()} requests are {what}"
    title = (
        f"{many} in {in_world(study, 'a')} and granted in {in_world(study, 'b')}, {b} the other way round; most: "
        f"{rows[0]['title']}."
    )
    told = "; ".join(f"{row['title']} {_in_one(study, row, TURNED_AWAY)}" for row in rows[:MOST_BARS])
    return Words(title, f"The same request, answered in both worlds. {title} {told}.")


def _draw_requests(study: TwoWorlds, words: Words) -> Drawing:
    def both(row: Row) -> str:
        return f"{row['granted_both']:,.0f} granted, {row['turned_away_both']:,.0f} refused or given up"

    rows = [_bar(study, row, TURNED_AWAY) | {"both": both(row)} for row in turned_away_alone(study)[:MOST_BARS]]
    return pairs_of_bars(rows, words, names(study), {"title": "service", "label": "requests", "both": "in both"})


def _words_of_conduct(study: TwoWorlds, kind: str) -> Words:
    """How often acts of a kind happened in one world and not in the other; in full, the first dozen conducts."""
    rows, what = conducts_alone(study, kind), acts.TITLES[kind]
    if not rows:
        said = f"{what}: all that happen do so in both worlds, in {runs_of(study)}."
        return nothing(said, aside=kind == acts.OTHER)
    whole = in_all(study)
    a, b, both = (text_of(study, whole, f"{kind}_{where}") for where in (*HAPPENED.values(), "both"))
    title = (
        f"{what}: {a} happen in {in_world(study, 'a')} and not in b, {b} in {in_world(study, 'b')} and not in a; "
        f"{both} in both."
    )
    told = "; ".join(f"{row['title']} {_in_one(study, row, HAPPENED)}" for row in rows[:MOST_BARS])
    return Words(title, f"{EITHER_WAY} {title} {told}.")


def _draw_conduct(study: TwoWorlds, words: Words, kind: str) -> Drawing:
    def both(row: Row) -> str:
        return f"{row['both']:,.0f} ({percent(row['both'] / (row['both'] + row['a_only'] + row['b_only']))})"

    shown = conducts_alone(study, kind)[:MOST_BARS]
    rows = [_bar(study, row, HAPPENED) | {"both": both(row)} for row in shown]
    return pairs_of_bars(rows, words, names(study), {"title": "conduct", "label": "happens", "both": "in both"})


def _bar(study: TwoWorlds, row: Row, columns: Columns) -> Row:
    """What two bars need of a row: their numbers and texts."""
    told = {side: column for side, column in columns.items() if row[column] or not has_many_seeds(study)}
    return {
        "title": row["title"],
        "label": " · ".join(f"{text_of(study, row, told[side])} in {side}, not in {OTHER[side]}" for side in told),
        "brief": " · ".join(f"{side} {mean_of(study, row, column)}" for side, column in told.items()),
        **{side: marks_of(row, columns[side]) for side in SIDES},
    }


def _requests(study: TwoWorlds) -> Table | None:
    """Every service: what its requests came to in both worlds."""
    a, b = (in_world(study, side) for side in SIDES)
    numbers: Numbers = {
        "granted_both": "Granted in both", "turned_away_a_only": f"Refused or given up in {a}, granted in b",
        "refused_a_only": "of them refused", "turned_away_b_only": f"Refused or given up in {b}, granted in a",
        "refused_b_only": "of them refused", "turned_away_both": "Refused or given up in both",
        "given_up_a": "Given up in a", "given_up_b": "Given up in b", "asked_a_only": "Asked in a, not in b",
        "asked_a_only_refused": "of them refused", "asked_b_only": "Asked in b, not in a",
        "asked_b_only_refused": "of them refused", "favoured_a_only": f"With a reward in {a}, not in b",
        "favoured_b_only": f"With a reward in {b}, not in a",
    }  # fmt: skip
    heads = {"title": "Service", "domain": "Context"}
    layout = Layout(
        "Requests over the whole time, by service", heads, numbers,
        lambda study: _most_first(frame(study, "requests"), TURNED_AWAY, "granted_both", descending=True),
    )  # fmt: skip
    return layout(study)


def _conducts(study: TwoWorlds, kind: str) -> Table | None:
    """Acts of a kind that happen in one world and not in the other."""
    caption = f"{acts.TITLES[kind]} that happen in one world and not in the other"
    heads = {"title": "Conduct", "domain": "Context"}
    numbers = {HAPPENED[side]: f"In {in_world(study, side)}, not in {OTHER[side]}" for side in SIDES}
    return Layout(caption, heads, numbers | {"both": "In both"}, lambda _: conducts_alone(study, kind))(study)


REFUSED_IN_ONE = Chart(
    "refused_in_one", "refused", ANY_COMPARISONS, _words_of_requests, _draw_requests, _requests,
    question="Which requests are refused or given up in one world and granted in the other?",
)  # fmt: skip
UNLAWFUL_IN_ONE, GOOD_DEEDS_IN_ONE, OTHER_LAWFUL_IN_ONE = (
    Chart(
        f"{kind}_in_one", "conduct", ANY_COMPARISONS, _words_of_conduct, _draw_conduct, _conducts,
        question=f"{acts.TITLES[kind]}: which happen in one world and not in the other?",
        given={"kind": kind},
    )
    for kind in (acts.UNLAWFUL, acts.DEEDS, acts.OTHER)
)  # fmt: skip
