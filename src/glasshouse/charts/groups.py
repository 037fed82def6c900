"""Which groups are under sanction more often than others."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from glasshouse.charts.chart import Chart
from glasshouse.charts.dots import FEW, SOLID, Room, dots, group
from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import marks_of, mean_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import NARROW, Drawing, Row, Words, nothing
from glasshouse.charts.table import GROUPS, Layout, Number, Numbers, Table, of_groups
from glasshouse.charts.words import capital, group_title, known, part_of, percent, short
from glasshouse.measure.disparity import Gap, Level, counted
from glasshouse.measure.disparity import widest_gap as gap_between
from glasshouse.results.numbers import NUMBER, SHARE, TENTHS, TIMES, said_of, times
from glasshouse.results.together import gap_of_many

COUNTED = Room(right=f"{NARROW} ? 126 : 225")  # where counts stand at the right as well


def widest_gap(study: OneWorld) -> Gap | None:
    """The two groups of one trait whose rates lie furthest apart, over all seeds together; None if none can be told."""
    rows = study.table("disparities").to_dicts()
    if has_many_seeds(study):
        return gap_of_many(rows, study.table("gaps").to_dicts())
    return gap_between([Level(**row) for row in rows])


def gap_words(gap: Gap, are: str = "are") -> str:
    """How much more often one group is under sanction than the other; in counts where of the other nobody is."""
    more, less = (group_title(one.trait, one.level) for one in (gap.more, gap.less))
    if gap.ratio is not None:
        return f"{more} {are} {times_of(gap)} as often under sanction as {less}"
    return f"{counted(gap.more)} {more} {are} under sanction, and {counted(gap.less)} {less}"


def times_of(gap: Gap) -> str:
    """How many times as often, with the interval over seeds if there is one."""
    assert gap.ratio is not None
    if gap.ends is None:
        return f"{times(gap.ratio)} times"
    number = {"mean": gap.ratio, "low": gap.ends[0], "high": gap.ends[1], "sd": None, "seeds": 1}
    return said_of(number, TIMES, 1).text


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
    """Two groups, how many times as often the one is under sanction, and their shares, each with its interval."""
    more, less = ((one.trait, one.level) for one in (gap.more, gap.less))
    if gap.ratio is not None:
        return f"{capital(gap_words(gap))}: {told[more]} against {told[less]}."
    others = f"in no run any of {round(gap.less.people / seeds):,} {group_title(*less)}"
    return f"Furthest apart: {told[more]} of {group_title(*more)} are under sanction, and {others}."


def _draw(study: OneWorld, words: Words) -> Drawing:
    of_all = study.metric("sanctioned_share")
    share = of_all["mean"] if has_many_seeds(study) else of_all["value"] or 0.0
    text = f"{share * 100:.2g} %" if has_many_seeds(study) else percent(share)
    rows = [{**row, "few": not has_many_seeds(study) and row["low_count"]} for row in _shown(study)]
    return dots_of_shares(study, rows, words, (share, text), Shares("rate", "sanctioned", "people", "under sanction"))


INTERVALS = {"name": "group", "label": "mean (interval)", "range": "single runs"}
"""What the pointer reads of a number with an interval."""


class Shares(NamedTuple):
    """The columns of a share, of how many were counted and of how many; and what that many are."""

    share: str
    number: str
    of: str
    what: str
    looks: tuple[str, str] = (SOLID, FEW)  # of a dot, and of one of few


def dots_of_shares(
    study: OneWorld, rows: Sequence[Row], words: Words, overall: tuple[float, str], columns: Shares
) -> Drawing:
    """A dot for the share of every group: of one run with its counts, hollow where ``few``; else with its interval.

    A trait of which everybody is of one group has nothing to compare, and is left out.
    """
    levels = Counter(row["trait"] for row in rows)
    rows = [row for row in rows if levels[row["trait"]] > 1] or rows
    if has_many_seeds(study):
        shown = [
            {**group(row), **marks_of(row, columns.share, SHARE), "state": columns.looks[0],
             "label": text_of(study, row, columns.share, SHARE, columns.number),
             "brief": mean_of(study, row, columns.share, SHARE)}
            for row in rows
        ]  # fmt: skip
        return dots(shown, words, overall, tooltip=INTERVALS)
    shown = [
        {**group(row), "mean": row[columns.share], "state": columns.looks[row["few"]],
         "share": percent(row[columns.share]), "label": part_of(row[columns.number], row[columns.of]),
         "brief": f"{short(row[columns.number])}/{short(row[columns.of])}"}
        for row in rows
    ]  # fmt: skip
    tooltip = {"name": "group", "share": columns.what, "label": "counts"}
    return dots(shown, words, overall, tooltip=tooltip, room=COUNTED)


_NUMBERS: Numbers = {
    "people": "People", "sanctioned": "Under sanction", "rate": Number("Share", SHARE, "sanctioned"),
    "wrongly": "by wrong records", "risk_ratio": Number("Times the lowest share", NUMBER),
    "favourable_ratio": Number("Share not under sanction, over the highest", NUMBER),
}  # fmt: skip


def _table(study: OneWorld) -> Table | None:
    """Every group; of one seed also how far its share is from the lowest by chance."""
    z = {} if has_many_seeds(study) else {"z": Number("Standard errors from the lowest", TENTHS)}
    caption = "People under sanction at the end, by group (* fewer than 2 % of the people: shown, not compared)"
    rows = of_groups(frame(study, "disparities"), marked=True)
    return Layout(caption, GROUPS, {**_NUMBERS, **z}, lambda _: rows)(study)


WHO_IS_WHERE = Chart(
    "who_is_where", "groups", ANY_RUNS, _words, _draw, _table,
    question="Which groups are under sanction more often than others at the end?",
)  # fmt: skip
