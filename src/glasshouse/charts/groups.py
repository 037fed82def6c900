"""Which groups are under sanction more often than others."""

from glasshouse.charts.chart import Chart
from glasshouse.charts.dots import FEW, SOLID, Room, dots, group
from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import marks_of, mean_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import NARROW, Drawing, Row, Words, nothing
from glasshouse.charts.table import GROUPS, Layout, Number, of_groups
from glasshouse.charts.words import capital, group_title, known, part_of, percent, short
from glasshouse.measure.disparity import LEAST_SHARE, Gap, Level, counted
from glasshouse.measure.disparity import widest_gap as gap_between
from glasshouse.results.numbers import NUMBER, SHARE, TENTHS

COUNTED = Room(right=f"{NARROW} ? 126 : 225")  # where counts stand at the right as well


def widest_gap(study: OneWorld) -> Gap | None:
    """The two groups of one trait whose rates lie furthest apart, over all seeds together; None if none can be told."""
    rows = study.table("disparities").to_dicts()
    if not has_many_seeds(study):
        return gap_between([Level(**row) for row in rows])
    levels = []
    for row in rows:
        people, under = (round((row[name] or 0) * (row[f"{name}_seeds"] or 0)) for name in ("people", "sanctioned"))
        if people:
            one = Level(row["trait"], row["level"], people, under, under / people, 0, 0.0, None, None, False, None)
            levels.append(one)
    whole = {trait: sum(one.people for one in levels if one.trait == trait) for trait in {one.trait for one in levels}}
    return gap_between([one for one in levels if one.people >= LEAST_SHARE * whole[one.trait]])


def gap_words(gap: Gap, are: str = "are") -> str:
    """How much more often one group is under sanction than the other; in counts where of the other nobody is."""
    more, less = (group_title(one.trait, one.level) for one in (gap.more, gap.less))
    if gap.ratio is not None:
        return f"{more} {are} {gap.ratio:.1f} times as often under sanction as {less}"
    return f"{counted(gap.more)} {more} {are} under sanction, and {counted(gap.less)} {less}"


def _shown(study: OneWorld) -> list[Row]:
    """A row for every group; of many seeds, only where anybody is in it."""
    rows = study.table("disparities").to_dicts()
    return [row for row in rows if known(row["rate"])] if has_many_seeds(study) else rows


def _words(study: OneWorld) -> Words:
    """The two groups of one trait furthest apart; in full, every group."""
    rows = _shown(study)
    if not any(row["sanctioned"] for row in rows):
        return nothing(f"Nobody is under sanction at the end of {runs_of(study)}, so there are no groups to compare.")
    gap, many = widest_gap(study), has_many_seeds(study)
    told = {
        (row["trait"], row["level"]): text_of(study, row, "rate", SHARE, "sanctioned")
        + ("" if many else f" ({row['sanctioned']:,} of {row['people']:,})")
        for row in rows
    }
    if gap is None:
        title = f"No two groups of one trait differ by two standard errors{', over all runs together' if many else ''}."
    elif many:
        title = _furthest_apart(gap, told, int(study.info["seeds"]))
    else:
        title = f"{capital(gap_words(gap))}."
    full = "; ".join(f"{group_title(*one)} {text}" for one, text in told.items())
    return Words(title, f"Share of people under sanction at the end of the run, by group. {title} {capital(full)}.")


def _furthest_apart(gap: Gap, told: dict[tuple[str, str], str], seeds: int) -> str:
    """Two groups and their shares, each with its interval."""
    more, less = ((one.trait, one.level) for one in (gap.more, gap.less))
    others = f"{told[less]} of {group_title(*less)}"
    if not gap.less.sanctioned:
        others = f"in no run any of {round(gap.less.people / seeds):,} {group_title(*less)}"
    return f"Furthest apart: {told[more]} of {group_title(*more)} are under sanction, and {others}."


def _draw(study: OneWorld, words: Words) -> Drawing:
    if has_many_seeds(study):
        share = study.metric("sanctioned_share")["mean"]
        rows = [
            {**group(row), **marks_of(row, "rate", SHARE), "state": SOLID,
             "label": text_of(study, row, "rate", SHARE, "sanctioned"), "brief": mean_of(study, row, "rate", SHARE)}
            for row in _shown(study)
        ]  # fmt: skip
        return dots(rows, words, (share, f"{share * 100:.2g} %"), tooltip=INTERVALS)
    share = study.metric("sanctioned_share")["value"] or 0.0
    rows = [rate_of(row, row["rate"], row["sanctioned"], row["people"], few=row["low_count"]) for row in _shown(study)]
    return dots(rows, words, (share, percent(share)), tooltip=counts("under sanction"), room=COUNTED)


INTERVALS = {"name": "group", "label": "mean (interval)", "range": "single runs"}
"""What the pointer reads of a number with an interval."""


def counts(what: str) -> dict[str, str]:
    """What the pointer reads of a share of a group; ``what`` it is a share of."""
    return {"name": "group", "share": what, "label": "counts"}


def rate_of(row: Row, rate: float | None, number: int, of: int, *, few: bool) -> Row:
    """A share of a group in one run, with its counts."""
    return {
        **group({**row, "few": few}),
        "mean": rate,
        "state": FEW if few else SOLID,
        "share": percent(rate),
        "label": part_of(number, of),
        "brief": f"{short(number)}/{short(of)}",
    }


_TABLE = Layout(
    "People under sanction at the end, by group (* fewer than 2 % of the people: shown, not compared)",
    GROUPS,
    {"people": "People", "sanctioned": "Under sanction", "rate": Number("Share", SHARE, "sanctioned"),
     "wrongly": "by wrong records", "risk_ratio": Number("Times the lowest share", NUMBER),
     "favourable_ratio": Number("Share not under sanction, over the highest", NUMBER),
     "z": Number("Standard errors from the lowest", TENTHS)},
    lambda study: of_groups(frame(study, "disparities"), marked=True),
)  # fmt: skip
WHO_IS_WHERE = Chart(
    name="who_is_where",
    section="groups",
    question="Which groups are under sanction more often than others at the end?",
    studies=ANY_RUNS,
    words=_words,
    draw=_draw,
    table=_TABLE,
)
