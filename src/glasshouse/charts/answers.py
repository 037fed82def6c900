"""What came of the requests for one service, group by group, in words: only differences that counts bear out."""

from typing import NamedTuple

import polars as pl

from glasshouse.charts.numbers import size_of, text_of
from glasshouse.charts.study import OneWorld, has_many_seeds
from glasshouse.charts.style import Row
from glasshouse.charts.words import capital, group_title, known
from glasshouse.measure.disparity import LEAST_SHARE, LEAST_Z, z_of_two_rates
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
    """The group with the highest share, if it lies two standard errors above that of all others together.

    Of many seeds, what all of them counted decides. None where counts do not bear that out: no other is named instead.
    """
    compared = [row for row in rows if not row["few"] and known(row[what.share])]
    most = max(compared, key=lambda row: row[what.share], default=None)
    if most is None:
        return None
    some, people, all_some, all_people = (
        round(row[column] * size_of(study)) for row in (most, service) for column in (what.number, what.of)
    )
    z = z_of_two_rates(some, people, all_some - some, all_people - people)
    return most if z is not None and z >= LEAST_Z else None


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
