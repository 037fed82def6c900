"""Rewards: how often a service was granted with one, and how often others got it without."""

from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import OneWorld
from glasshouse.charts.style import Row
from glasshouse.charts.table import Table, table
from glasshouse.report.legal.contexts import Contexts, listed, read_for, rewarding, rules_of
from glasshouse.report.legal.totals import in_brackets, rest_of, share_of, summed
from glasshouse.results.numbers import SHARE


def better(study: OneWorld) -> list[Row]:
    """The services that the rules make better for some, most asked for first."""
    names = rewarding(study.scheme)
    rows = frame(study, "refusals").sort("asked", "service", descending=[True, False]).to_dicts()
    return [row for row in rows if row["service"] in names and row["asked"]]


def _without(rows: list[Row]) -> Row:
    """The requests for these services that got no reward, under the name of those that did."""
    return summed([rest_of(row, "asked", "favoured") for row in rows], "favoured")


def _share(study: OneWorld, rows: list[Row]) -> str:
    """The share of requests for these services that got no reward."""
    share = share_of(_without(rows), summed(rows, "favoured"), "favoured")
    return text_of(study, share, "share", SHARE, "favoured")


def said(study: OneWorld) -> str:
    """In how many requests a reward was given, and in how many it was not."""
    rows = better(study)
    if not rows:
        return "The rules reward nobody with a better service."
    asked, favoured = (text_of(study, summed(rows, name), name) for name in ("asked", "favoured"))
    without = text_of(study, _without(rows), "favoured")
    services, them = ("1 service is", "it") if len(rows) == 1 else (f"{len(rows):,} services are", "them")
    return (
        f"{services} made better for some. Requests for {them}: {asked}, granted with a reward: {favoured}. In the "
        f"other {in_brackets(without, _share(study, rows))} whoever asked got none, and stands behind those who did."
    )


def _read(study: OneWorld) -> dict[str, Contexts]:
    """The contexts of what is read for the reward of each service."""
    rules = rules_of(study)
    return {
        service: Contexts().union(*(read_for(rules, one) for one in grounds))
        for service, grounds in rewarding(study.scheme).items()
    }


def by_service(study: OneWorld) -> Table:
    """Requests with a reward and without, a row for each service that the rules make better."""
    read = _read(study)
    rows = [
        (
            row["title"],
            row["domain"],
            listed(read[row["service"]]),
            *(text_of(study, row, name) for name in ("asked", "favoured")),
            text_of(study, _without([row]), "favoured"),
            text_of(study, row, "refused"),
            _share(study, [row]),
        )
        for row in better(study)
    ]
    heads = ["Asked for", "With a reward", "Without one", "of them refused", "Share without"]
    return table(
        "Rewards, and requests that got none",
        ["Service", "Its context", "Contexts of what is read for it"],
        heads,
        rows,
    )
