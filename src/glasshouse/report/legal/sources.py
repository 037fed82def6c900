"""The sources and kinds of record that a scheme reads, as far as they wrote anything."""

import polars as pl

from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import OneWorld
from glasshouse.charts.style import Row
from glasshouse.charts.table import Table, table
from glasshouse.report.legal.totals import rest_of, share_of, summed
from glasshouse.results.numbers import SHARE
from glasshouse.scheme.language.model import Scheme


def written(study: OneWorld) -> list[Row]:
    """The records that the rules read, a row for each conduct and source that wrote any."""
    rows = frame(study, "reasons").filter(pl.col("records") > 0).to_dicts()
    return [row for row in rows if _is_read(study.scheme, row["conduct"], row["source"])]


def _is_read(scheme: Scheme, conduct: str, source: str) -> bool:
    """Whether records of a conduct by a source are read; lists and repairs read those of every source."""
    own = [rule for rule in scheme.rules if rule.conduct == conduct]
    return not own or any(rule.source in (None, source) for rule in own) or _is_listed(scheme, conduct)


def _is_listed(scheme: Scheme, conduct: str) -> bool:
    return any(conduct in (one.enter.conduct or ()) for one in scheme.lists)


def by_source(study: OneWorld) -> Table:
    """The sources whose records the rules read: kinds of conduct, records, wrong ones, points taken."""
    titles = {one.id: one.title for one in study.catalogue.sources}
    found: dict[str, list[Row]] = {}
    for row in written(study):
        found.setdefault(row["source"], []).append(row)
    rows = [
        (
            titles.get(source, source),
            "; ".join(dict.fromkeys(row["title"] for row in own)),
            *(text_of(study, summed(own, name), name) for name in ("records", "wrong")),
            text_of(study, wrong_share(own), "share", SHARE, "wrong"),
            text_of(study, summed(own, "points_lost"), "points_lost"),
        )
        for source, own in sorted(found.items(), key=lambda one: -summed(one[1], "records")["records"])
    ]
    heads = ["Records", "Wrong", "Share wrong", "Points they took"]
    return table("Sources and kinds of record that these rules read", ["Source", "Records of"], heads, rows)


def wrong_share(rows: list[Row]) -> Row:
    """The share of records that are wrong; None of none."""
    right = summed([rest_of(row, "records", "wrong") for row in rows], "wrong")
    return share_of(summed(rows, "wrong"), right, "wrong")
