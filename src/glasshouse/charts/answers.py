"""What came of the requests for one service, group by group, in words: only differences that counts bear out."""

from typing import NamedTuple

import polars as pl

from glasshouse.charts.named import extreme, stands_out
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import OneWorld, has_many_seeds
from glasshouse.charts.style import Row
from glasshouse.charts.words import capital, group_title, known
from glasshouse.measure.disparity import LEAST_SHARE
from glasshouse.results.numbers import SHARE


class Answered(NamedTuple):
    """What came of requests: the columns of how many, of their share, and of how many of; and what is said of them."""

    number: str
    share: str
    of: str
    are: str


def groups_of(by_group: pl.DataFrame, service: Row, what: Answered) -> list[Row]:
    """The requests for a service by group; those of a group with fewer than 2 % of them are marked ``few``."""
    mine = by_group.filter((pl.col("service") == service["service"]) & (pl.col(what.of) > 0))
    few = LEAST_SHARE * service[what.of]
    return [{**row, "few": row[what.of] < few} for row in mine.to_dicts()]


def most_of(study: OneWorld, service: Row, rows: list[Row], what: Answered) -> Row | None:
    """The group with the highest share, if it lies two standard errors above that of all others together."""
    return extreme(rows, lambda row: row[what.share], stands_out(study, service, what.number, what.of))


def share_of(study: OneWorld, row: Row, what: Answered) -> str:
    """The share in words."""
    return text_of(study, row, what.share, SHARE, what.number)


def told_by_group(study: OneWorld, service: Row, rows: list[Row], what: Answered) -> tuple[str, str]:
    """What is said of the group that stands out, and every group with its share and counts."""
    most, of_all = most_of(study, service, rows, what), share_of(study, service, what)
    title = f"{service['title']}: {of_all} of all requests {what.are}."
    if most is not None:
        group = group_title(most["trait"], most["level"])
        title = (
            f"{service['title']}: {share_of(study, most, what)} of the requests of {group} {what.are}, {of_all} of all."
        )
    told = "; ".join(
        f"{group_title(row['trait'], row['level'])} {share_of(study, row, what)}"
        + ("" if has_many_seeds(study) else f" ({row[what.number]:,} of {row[what.of]:,})")
        for row in rows
        if known(row[what.share])
    )
    return title, capital(told)
