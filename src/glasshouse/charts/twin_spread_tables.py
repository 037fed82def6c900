"""The table beside every chart of an ensemble of comparisons."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import polars as pl

from glasshouse.charts.look import Row
from glasshouse.charts.table import WHERE, Shown, Table, group_of, months_shown, spread
from glasshouse.charts.twin_spread import LIVING, gains_of
from glasshouse.results.comparison_tables import MEASURES
from glasshouse.results.numbers import LESS, NUMBER, SHARE, TENTHS
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.storage.kinds import SIDES

OF_LIVING = {"money": TENTHS, "strain": NUMBER, "employed": SHARE}  # how a mean in one world is written


def parting(ensemble: TwinEnsemble) -> Table:
    """Lives that have parted, by months lived."""
    shown = months_shown(ensemble.info["months"])
    frame = ensemble.table("parting").with_columns(pl.col("month") + 1)
    rows = [row for row in frame.to_dicts() if row["month"] in shown]
    numbers = [Shown("In it", "parted"), Shown("So far", "so_far"), Shown("Share of lives", "share", SHARE, "so_far")]
    return spread(ensemble, "Lives that have parted, by months lived", rows, [("Months", "month")], numbers)


def _side_by_side(ensemble: TwinEnsemble, columns: Sequence[str]) -> list[Row]:
    """The months that a table shows: the columns of both worlds, with _a and _b after their names, and a minus b."""
    shown, frame = months_shown(ensemble.info["months"]), ensemble.table("over_time")
    less = {row["month"]: row for row in ensemble.table("less").to_dicts()}
    both = {side: {row["month"]: row for row in frame.filter(world=side).to_dicts()} for side in SIDES}
    return [
        {
            "month": month,
            **{
                f"{one}_in_{side}{end}": both[side][month][f"{one}{end}"]
                for one in columns
                for side in SIDES
                for end in ("", "_low", "_high", "_sd", "_seeds")
            },
            **{f"less_{name}": value for name, value in less[month].items()},
        }
        for month in both["a"]
        if month in shown
    ]


def sanctioned(ensemble: TwinEnsemble) -> Table:
    """People under sanction and on a list in both worlds, month by month."""
    titles = {"sanctioned": "Under sanction", "wrongly": "by wrong records", "listed": "On a list"}
    numbers = [Shown(f"{title} in {side}", f"{name}_in_{side}") for name, title in titles.items() for side in SIDES]
    rows = _side_by_side(ensemble, list(titles))
    caption = "People under sanction and on a list in both worlds"
    return spread(ensemble, caption, rows, [("Month", "month")], numbers)


def gains(ensemble: TwinEnsemble, measure: str) -> Table | None:
    """Who is better off in which world by a measure, and by how much, group by group."""
    found, how = gains_of(ensemble, measure), MEASURES[measure]
    if found is None:
        return None
    whole, groups = found
    rows = [dict(zip(("of_trait", "of_level"), group_of(row), strict=True)) | row for row in (whole, *groups)]
    numbers = [
        Shown("People", "people"),
        Shown("a minus b, mean", "difference", LESS),
        *(
            one
            for side in SIDES
            for one in (
                Shown(f"Better off in {side}", f"better_{side}"),
                Shown("by, mean", f"difference_better_{side}", LESS, f"better_{side}"),
            )
        ),
    ]
    unit = "" if how.unit == "of 1" else f", {how.unit}"
    caption = f"{how.title}{unit}: a minus b (* fewer than 2 % of the people)"
    return spread(ensemble, caption, rows, [("Trait", "of_trait"), ("Group", "of_level")], numbers)


def requests(ensemble: TwinEnsemble) -> Table:
    """Requests over the whole time, by service."""
    most = pl.col("refused_a_only") + pl.col("refused_b_only")
    rows = ensemble.table("requests").sort(most, "granted_both", descending=True).to_dicts()
    titles = {
        "granted_both": "Granted in both", "refused_a_only": "Refused in a alone",
        "refused_b_only": "Refused in b alone", "refused_both": "Refused in both", "asked_a_only": "Asked in a alone",
        "asked_a_only_refused": "of them refused", "asked_b_only": "Asked in b alone",
        "asked_b_only_refused": "of them refused", "favoured_a_only": "Rewarded in a alone",
        "favoured_b_only": "Rewarded in b alone",
    }  # fmt: skip
    numbers = [Shown(title, name) for name, title in titles.items()]
    texts = [("Service", "title"), ("Context", "domain")]
    return spread(ensemble, "Requests over the whole time, by service", rows, texts, numbers)


def conducts(ensemble: TwinEnsemble, *, lawful: bool) -> Table:
    """Lawful or unlawful conduct that happens in one world alone."""
    many = pl.col("a_only") + pl.col("b_only")
    found = ensemble.table("conducts").filter((pl.col("lawful") == lawful) & (many > 0))
    rows = found.sort(many, "conduct", descending=[True, False]).to_dicts()
    numbers = [Shown(where.capitalize(), name) for name, where in WHERE.items()]
    caption = f"{'Lawful' if lawful else 'Unlawful'} conduct that happens in one world alone"
    return spread(ensemble, caption, rows, [("Conduct", "title"), ("Context", "domain")], numbers)


def living(ensemble: TwinEnsemble, side: str) -> Table:
    """The mean of a side of living in both worlds, and the difference, month by month."""
    how = LIVING[side]
    numbers = [Shown(f"In {world}", f"{side}_in_{world}", OF_LIVING[side]) for world in SIDES]
    numbers.append(Shown("a minus b", f"less_{side}", how.form))
    rows = _side_by_side(ensemble, [side])
    return spread(ensemble, f"{how.title}, mean of everybody", rows, [("Month", "month")], numbers)


CHART_TABLES: Mapping[str, Callable[[TwinEnsemble], Table | None]] = {
    "lives_parted": parting,
    "sanctioned_in_each": sanctioned,
    **{f"gains_{measure}": partial(gains, measure=measure) for measure in MEASURES},
    "refused_in_one": requests,
    "unlawful_in_one": partial(conducts, lawful=False),
    "lawful_in_one": partial(conducts, lawful=True),
    **{f"difference_{side}": partial(living, side=side) for side in LIVING},
}
"""The table beside every chart, by the chart's name."""
