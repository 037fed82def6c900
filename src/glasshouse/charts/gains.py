"""Who fares better in which of two worlds, by how much, group by group."""

from glasshouse.base.errors import no_such
from glasshouse.charts.chart import Chart
from glasshouse.charts.dots import IN_A, IN_B, NEITHER, Room, dots, group
from glasshouse.charts.named import counts_enough, extreme
from glasshouse.charts.numbers import marks_of, mean_of, size_text, text_of
from glasshouse.charts.study import ANY_COMPARISONS, TwoWorlds, has_many_seeds
from glasshouse.charts.style import NARROW, Drawing, Row, Words, nothing
from glasshouse.charts.table import GROUPS, Layout, Number, Table, of_groups
from glasshouse.charts.two_worlds import in_world
from glasshouse.charts.words import group_title, known
from glasshouse.measure.disparity import LEAST_SHARE
from glasshouse.results.comparison_tables import EVERYBODY, MEASURES
from glasshouse.results.numbers import LESS
from glasshouse.storage.kinds import SIDES

ROOM = Room(f"{NARROW} ? 138 : 165", f"{NARROW} ? 66 : 90")
ROOM_FOR_INTERVALS = Room(f"{NARROW} ? 138 : 165", f"{NARROW} ? 66 : 195")


def measures(study: TwoWorlds) -> list[str]:
    """What lives were measured by: of :data:`MEASURES`, those that both worlds have."""
    return list(dict.fromkeys(study.table("gains")["measure"].to_list()))


def gains_of(study: TwoWorlds, measure: str) -> tuple[Row, list[Row]] | None:
    """The row of everybody and those of every group that has people; None if a measure is in neither world.

    Raises
    ------
    ValueError
        If there is no such measure.
    """
    if measure not in MEASURES:
        raise ValueError(no_such("a measure", measure, MEASURES))
    frame = study.table("gains")
    rows = frame.filter((frame["measure"] == measure) & (frame["people"] > 0)).to_dicts()
    if not rows:
        return None
    whole = next(row for row in rows if row["trait"] == EVERYBODY)
    few = LEAST_SHARE * whole["people"]
    return whole, [{**row, "few": row["people"] < few} for row in rows if row["trait"] != EVERYBODY]


def widest(rows: list[Row]) -> tuple[Row, Row] | None:
    """The two groups of one trait whose mean differences lie furthest apart; the one further from 0 first."""
    kept = [row for row in rows if not row["few"] and row["difference"] is not None]
    found = []
    for trait in dict.fromkeys(row["trait"] for row in kept):
        mine = [row for row in kept if row["trait"] == trait]
        low, high = (choose(mine, key=lambda row: row["difference"]) for choose in (min, max))
        found.append((high["difference"] - low["difference"], low, high))
    if not found:
        return None
    gap, low, high = max(found, key=lambda one: one[0])
    if not gap:
        return None
    return (high, low) if abs(high["difference"]) >= abs(low["difference"]) else (low, high)


def furthest(study: TwoWorlds, rows: list[Row]) -> Row | None:
    """The group whose mean difference is furthest from none; None where too few lives make it."""

    def size(row: Row) -> float | None:
        return abs(row["difference"]) if known(row["difference"]) else None

    return extreme(rows, size, counts_enough(study, "better_a", "better_b"))


def told_of(study: TwoWorlds, row: Row) -> str:
    """A group, and its mean difference."""
    return f"{group_title(row['trait'], row['level'])} {text_of(study, row, 'difference', LESS)}"


def _words(study: TwoWorlds, measure: str) -> Words:
    """Who fares better where, and by how much; in full, the two groups furthest apart and every group."""
    found, how = gains_of(study, measure), MEASURES[measure]
    if found is None:
        return nothing(f"{how.title}: scores of these two worlds do not count the same, so they are not compared.")
    whole, rows = found
    if not whole["better_a"] and not whole["better_b"]:
        every = ", in every comparison" if has_many_seeds(study) else ""
        return nothing(f"{how.title}: the same for everybody in both worlds{every}.")
    title = f"{how.title}: {_who_fares(study, whole, how.unit)}"
    gap, most = widest(rows), ""
    if gap is not None:
        if (most_of := furthest(study, rows)) is not None:
            title += f" Most: {told_of(study, most_of)}."
        most = f" The two groups of one trait furthest apart: {told_of(study, gap[0])}, {told_of(study, gap[1])}."
    told = "; ".join(_counted(study, row) for row in rows)
    unit = "" if how.unit == "of 1" else f", {how.unit}"
    return Words(
        title, f"{how.title}, a minus b, mean over each group{unit}. {title}{most} {_everybody(study, whole)}; {told}."
    )


def _everybody(study: TwoWorlds, whole: Row) -> str:
    return f"Everybody {text_of(study, whole, 'difference', LESS)}"


def _counted(study: TwoWorlds, row: Row) -> str:
    """A group, its mean difference, and of one seed how many of it are better off where."""
    if has_many_seeds(study):
        return told_of(study, row)
    better = f"{row['better_a']:,} better off in a, {row['better_b']:,} in b, of {row['people']:,}"
    return f"{told_of(study, row)} ({better})"


def _who_fares(study: TwoWorlds, whole: Row, unit: str) -> str:
    """How many are better off in each world, and what it comes to for them, in one sentence."""
    parts = []
    for side in ("b", "a"):
        if whole[f"better_{side}"]:
            people = text_of(study, whole, f"better_{side}")
            by = f"{size_text(study, whole, f'difference_better_{side}')}{'' if unit == 'of 1' else f' {unit}'}"
            are = "is" if people == "1" else "are"
            parts.append(f"{people} {are} better off in {in_world(study, side)}, by {by} on average")
    if len(parts) == 1:
        parts.append(f"nobody in {in_world(study, 'b' if whole['better_a'] else 'a')}")
    return "; ".join(parts) + "."


def _draw(study: TwoWorlds, words: Words, measure: str) -> Drawing:
    """The mean difference in every group: left of the line less in a, right of it more.

    A dot is filled where the group fares worse in a, and outlined where it fares worse in b.
    """
    found = gains_of(study, measure)
    assert found is not None  # or the words say that there is nothing to draw
    (whole, groups), many = found, has_many_seeds(study)
    rows = [
        {
            **group(row),
            **marks_of(row, "difference", LESS),
            "state": worse_in(row["difference"] or 0.0, more_is_better=MEASURES[measure].more_is_better),
            "label": text_of(study, row, "difference", LESS),
            "brief": mean_of(study, row, "difference", LESS),
            **{side: f"{text_of(study, row, f'better_{side}')} of {row['people']:,.0f}" for side in SIDES},
        }
        for row in groups
        if known(row["difference"]) or not many
    ]
    tooltip = {"name": "group", "label": "a minus b, mean", "a": "better off in a", "b": "better off in b"}
    overall = (whole["difference"] or 0.0, mean_of(study, whole, "difference", LESS))
    room = ROOM_FOR_INTERVALS if many else ROOM
    return dots(rows, words, overall, tooltip=tooltip, room=room, around_none=True)


def worse_in(difference: float, *, more_is_better: bool) -> str:
    """In which world a group fares worse."""
    if not difference:
        return NEITHER
    return IN_A if (difference < 0) == more_is_better else IN_B


def _table(study: TwoWorlds, measure: str) -> Table | None:
    """Who is better off in which world by a measure, and by how much, group by group; None if it is in neither."""
    found, how = gains_of(study, measure), MEASURES[measure]
    if found is None:
        return None
    whole, rows = found
    numbers: dict[str, str | Number] = {"people": "People", "difference": Number("a minus b, mean", LESS)}
    for side in SIDES:
        numbers |= {f"better_{side}": f"Better off in {in_world(study, side)}"}
        numbers |= {f"difference_better_{side}": Number("by, mean", LESS, f"better_{side}")}
    unit = "" if how.unit == "of 1" else f", {how.unit}"
    caption = f"{how.title}{unit}: a minus b (* fewer than 2 % of the people)"
    return Layout(caption, GROUPS, numbers, lambda _: of_groups([whole, *rows], marked=True))(study)


GAINS = tuple(
    Chart(
        f"gains_{measure}", "gains", ANY_COMPARISONS, _words, _draw, _table,
        question=f"{how.title}: which groups fare better in a, and which in b, and by how much?",
        given={"measure": measure},
    )
    for measure, how in MEASURES.items()
)  # fmt: skip
