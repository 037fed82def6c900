"""How many are under sanction in each of two worlds, month by month."""

from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import everybody
from glasshouse.charts.lines import line_of, lines
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import ANY_COMPARISONS, TwoWorlds, has_many_seeds, runs_of
from glasshouse.charts.style import FREE, SANCTION, Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout, Table
from glasshouse.charts.two_worlds import in_world, names, side_by_side
from glasshouse.charts.words import after
from glasshouse.results.numbers import COUNT
from glasshouse.storage.kinds import SIDES


def _words(study: TwoWorlds) -> Words:
    """How many are under sanction at the end in each world; in full, how many in one alone."""
    frame = study.table("over_time")
    if not frame["sanctioned"].sum():
        return nothing(f"Nobody comes under sanction in either world in {runs_of(study)}.")
    whole, last = everybody(study), study.info["months"]
    end = {row["world"]: row for row in frame.filter(month=last).to_dicts()}
    a, b = (text_of(study, end[side], "sanctioned") if end[side]["sanctioned"] else "nobody" for side in SIDES)
    one, other = (in_world(study, side) for side in SIDES)
    are = "is" if a in ("nobody", "1") else "are"
    people = " people" if has_many_seeds(study) and a != "nobody" else ""
    title = f"{after(study.info['months'])}, {a}{people} {are} under sanction in {one}, and {b} in {other}."
    told = " ".join(
        f"{what} at the end: {text_of(study, whole, f'{name}_a_only')} in a and not in b, "
        f"{text_of(study, whole, f'{name}_b_only')} in b and not in a, {text_of(study, whole, f'{name}_both')} in both."
        for what, name in (("Under sanction", "sanctioned"), ("On a list", "listed"))
    )
    if not has_many_seeds(study):
        most = {side: max(frame.filter(world=side)["sanctioned"].to_list()) for side in SIDES}
        told += f" Most at once: {', '.join(f'{people:,} in {side}' for side, people in most.items())}."
    return Words(title, f"People under sanction month by month in both worlds. {title} {told}")


def _draw(study: TwoWorlds, words: Words) -> Drawing:
    looks: tuple[Row, Row] = (
        {"colour": SANCTION, "width": 3, "fill": (SANCTION, 0.12)},
        {"colour": FREE, "dash": [7, 3]},
    )
    shown = [
        line_of(study, study.table("over_time").filter(world=side), "sanctioned", COUNT, _told, name=name,
                label=f"in {side}", **look)
        for side, name, look in zip(SIDES, names(study), looks, strict=True)
    ]  # fmt: skip
    return lines(shown, words, COUNT, 260)


def _told(row: Row) -> str:
    return f"{row['sanctioned']:,}, {row['wrongly']:,} of them by wrong records"


_STANDING = {"sanctioned": "Under sanction", "wrongly": "by wrong records", "listed": "On a list"}


def _table(study: TwoWorlds) -> Table | None:
    """Who is under sanction and on a list in each world, month by month."""
    worlds = {side: in_world(study, side) for side in SIDES}
    numbers = {f"{side}_{name}": f"{title} in {worlds[side]}" for name, title in _STANDING.items() for side in SIDES}
    caption = "People under sanction and on a list in both worlds"
    return Layout(caption, {"month": "Month"}, numbers, side_by_side)(study)


SANCTIONED_IN_EACH = Chart(
    "sanctioned_in_each", "sanctions", ANY_COMPARISONS, _words, _draw, _table,
    question="How many people are under sanction in each world, month by month?",
)  # fmt: skip
