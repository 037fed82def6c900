"""How people stand at the end in one world, and how the same people do in the other."""

from collections.abc import Iterable

from glasshouse.charts.cells import cells
from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import ANY_COMPARISONS, TwoWorlds, has_many_seeds, runs_of
from glasshouse.charts.style import Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout, Table
from glasshouse.charts.two_worlds import in_world
from glasshouse.charts.words import NONE, part_of, percent, short
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_totals import LISTED, UNGRADED
from glasshouse.storage.kinds import SIDES

MOST_NAMED = 3  # ways to end that a title names


def states(study: TwoWorlds) -> tuple[list[str], list[str], list[Row]]:
    """How one may end in a and in b, best first, and how many end so in both.

    Who is on a list is so whatever the grade. ``of`` and ``share`` are of all who end so in a; of everybody, if all end
    in the same way in b.
    """
    found = [{**row, "a": row["in_a"], "b": row["in_b"]} for row in frame(study, "ends").to_dicts() if row["people"]]
    a, b = (_ordered(study, at, dict.fromkeys(row[side] for row in found)) for at, side in enumerate(SIDES))
    pairs = {(row["a"], row["b"]): row for row in found}
    whole = sum(row["people"] for row in found)
    of = {one: sum(row["people"] for row in found if row["a"] == one) for one in a}
    of = of if len(b) > 1 else dict.fromkeys(a, whole)
    rows = [
        {"people": 0, **pairs.get((one, other), {}), "a": one, "b": other, "of": of[one]} for one in a for other in b
    ]
    return a, b, [{**row, "share": row["people"] / row["of"] if row["of"] else 0.0} for row in rows]


def _ordered(study: TwoWorlds, side: int, states: Iterable[str]) -> list[str]:
    """Ways to end in a world, the best grade first; lists last."""
    if isinstance(study, Comparison):
        grades = [grade.id for grade in study.runs[side].scheme.grades]
    else:
        grades = study.info["sides"][side].get("of", {}).get(study.who, {}).get("grades", [])
    known = [*grades, UNGRADED, LISTED]
    return sorted(states, key=lambda one: known.index(one) if one in known else len(grades))


def _words(study: TwoWorlds) -> Words:
    """How many end otherwise in b than in a; in full, every way to end in a with where it leads in b."""
    a, b, rows = states(study)
    if not rows or (set(a) <= {UNGRADED} and set(b) <= {UNGRADED}):
        return nothing(f"Nobody is graded or listed in either world in {runs_of(study)}.")
    if len(b) == 1 or len(a) == 1:
        return _one_sided(study, rows, "a" if len(b) == 1 else "b")
    moved, whole = (sum(row["people"] for row in some) for some in ([r for r in rows if r["a"] != r["b"]], rows))
    one, other = (in_world(study, side) for side in SIDES)
    mean = " on average over seeds" if has_many_seeds(study) else ""
    title = (
        f"{moved:,.0f} of {whole:,.0f} people end otherwise in {other} than in {one} ({percent(moved / whole)}){mean}."
    )
    title = title if moved else f"All {whole:,.0f} people end alike in {one} and in {other}."
    told = "; ".join(
        f"{row['a']} in a and {row['b']} in b: {text_of(study, row, 'people')} "
        f"({percent(row['share'])} of those who end so in a)"
        for row in rows
        if row["people"]
    )
    return Words(title, f"How people end in a and in b. {title} {told}.")


def _one_sided(study: TwoWorlds, rows: list[Row], side: str) -> Words:
    """How people end in the world ``side``, where in the other all end in the same way."""
    other, whole = "b" if side == "a" else "a", sum(row["people"] for row in rows)
    only = rows[0][other]
    most = sorted(rows, key=lambda row: -row["people"])[:MOST_NAMED]
    there = in_world(study, other)
    rest = f"in {there}, nobody is graded or listed" if only == UNGRADED else f"in {there}, all end as {only}"
    named = ", ".join(f"{_share(study, row, whole)} end {_as(row[side])}" for row in most)
    full = "; ".join(f"{row[side]} {text_of(study, row, 'people')}" for row in rows)
    title = f"In {in_world(study, side)}, {named}; {rest}."
    return Words(title, f"{title} In numbers, {side}: {full}.")


def _share(study: TwoWorlds, row: Row, whole: float) -> str:
    return text_of(study, row, "people") if has_many_seeds(study) else percent(row["people"] / whole)


def _as(state: str) -> str:
    return {LISTED: "on a list", UNGRADED: "without a grade"}.get(state, f"in grade {state}")


def _draw(study: TwoWorlds, words: Words) -> Drawing:
    """A table of how people end in a (rows) and in b (columns), darker where more of a row are."""
    a, b, found = states(study)
    many = has_many_seeds(study)
    rows = [
        {
            **{name: row[name] for name in ("a", "b", "people", "share")},
            "text": _count(row["people"]),
            "brief": short(row["people"]) if row["people"] else NONE,
            "label": percent(row["share"]),
            "below": percent(row["share"]),
            "told": text_of(study, row, "people")
            if many
            else f"{part_of(row['people'], row['of'])} ({percent(row['share'])})",
        }
        for row in found
    ]
    titles = {side: f"at the end in {side}" for side in SIDES}  # the title of the chart names the worlds
    tooltip = {"a": "in a", "b": "in b", "told": "people (interval)" if many else "people, of those in a"}
    return cells(rows, words, {"a": a, "b": b}, titles, tooltip)


def _count(people: float) -> str:
    return (f"{people:,.0f}" if people >= 1 else f"{people:.1f}") if people else NONE


def _table(study: TwoWorlds) -> Table | None:
    """How people end in a, and how the same people end in b."""
    a, b, found = states(study)
    of = {row["state"]: row for row in frame(study, "ends_in").filter(world="a").to_dicts()}
    pairs = {(row["a"], row["b"]): row for row in found}
    ends = [name for name in of[a[0]] if name.startswith("people")]

    def row_of(state: str) -> Row:
        ways = {other: pairs[state, other] for other in b}
        none = {name: of[state][name] if name == "people_seeds" else 0 for name in ends}
        return of[state] | {
            name.replace("people", other, 1): ways[other].get(name, none[name]) for other in b for name in ends
        }

    numbers = {"people": "People", **{other: f"{other} in {in_world(study, 'b')}" for other in b}}
    caption = "How people end in a, and how the same people end in b"
    return Layout(caption, {"state": f"In {in_world(study, 'a')}"}, numbers, lambda _: map(row_of, a))(study)


WHERE_PEOPLE_END = Chart(
    "where_people_end", "sanctions", ANY_COMPARISONS, _words, _draw, _table,
    question="How do people stand at the end in a, and how do the same people in b?",
    note="Rows: how people end in a. Columns: how the same people end in b. Shares are of a row (of everybody, where "
    "there is one column); who is on a list stands there, whatever the grade.",
)  # fmt: skip
