"""What many seeds of a run came to, on the terminal: every number with its interval."""

from typing import TYPE_CHECKING, Any

from glasshouse.cli import screen
from glasshouse.cli.heading import heading, how_well_known, method

if TYPE_CHECKING:
    from glasshouse.results.ensemble import Ensemble

MOST_REFUSED = 5


def plain(ensemble: "Ensemble") -> dict[str, Any]:
    """The metrics of each scheme, and with how much care they are to be read."""
    from glasshouse.results.cautions import cautions

    return {
        "metrics": ensemble.metrics().to_dicts(),
        "cautions": cautions(ensemble),
        "schemes": {name: ensemble.under(name).metrics().to_dicts() for name in ensemble.schemes},
    }


def show(ensemble: "Ensemble") -> None:
    """Print what the runs did."""
    from glasshouse.results.numbers import FEW, FEW_MARK

    names = "\n".join(f"{one['title']} ({one['id']})" for one in ensemble.info["schemes"])
    schemes = ("Schemes" if len(ensemble.schemes) > 1 else "Scheme", names)
    heading([schemes], ensemble.info, after=[method(ensemble.size)])
    for name in ensemble.schemes:
        _show_one(ensemble.under(name))
    screen.say(f"{FEW_MARK} fewer than {FEW} counted in all runs together: the interval is too narrow", style="dim")


def _show_one(ensemble: "Ensemble") -> None:
    """What the runs did, as one of their schemes sees it."""
    import polars as pl

    from glasshouse.results.cautions import cautions
    from glasshouse.results.numbers import COUNT, SHARE, form_of, said, said_of

    who, last = ensemble.catalogue.cast.who, ensemble.info["months"]
    heads = ["mean", "interval", "sd of one run"]
    if len(ensemble.schemes) > 1:
        screen.say(ensemble.info["scheme"]["title"], style="bold")
        screen.say()
    at_end = {name: ensemble.table(name).filter(month=last) for name in ("grades", "lists")}
    requests = ensemble.table("refusals")
    refused, given_up, favoured = (
        requests.filter(pl.col(name) > 0).sort(name, descending=True, maintain_order=True).head(MOST_REFUSED)
        for name in ("turned_away", "given_up", "favoured")
    )
    for title, head, table, name, column, form, counted in (
        ("Grades at the end, best first", "Grade", at_end["grades"], "grade", "share", SHARE, "people"),
        (f"On a list at the end, {who}", "List", at_end["lists"], "title", "people", COUNT, ""),
        (
            "Refused or given up, share of requests",
            "Service",
            refused,
            "title",
            "turned_away_share",
            SHARE,
            "turned_away",
        ),
        ("Given up, times", "Service", given_up, "title", "given_up", COUNT, ""),
        ("Granted with a reward, share of requests", "Service", favoured, "title", "favoured_share", SHARE, "favoured"),
        (f"Have what is rewarded, {who}", "Grade or list", ensemble.table("rewards"), "title", "people", COUNT, ""),
    ):
        found = [
            (row[name], one.mean, one.ends, one.sd)
            for row in table.iter_rows(named=True)
            for one in [said(row, column, form, ensemble.size, counted)]
        ]
        if found:
            screen.show_table(title, [head], heads, found)
    metrics = [
        (row["title"], one.mean, one.ends, one.sd)
        for row in ensemble.metrics().iter_rows(named=True)
        for one in [said_of(row, form_of(row["unit"]), ensemble.size)]
    ]
    screen.show_table("In numbers", ["Metric"], heads, metrics)
    screen.facts(
        [
            *(("Caution", one) for one in cautions(ensemble)),
            ("Largest disparity", _largest_disparity(ensemble)),
            *how_well_known(ensemble),
        ]
    )
    screen.say()


def _largest_disparity(ensemble: "Ensemble") -> str:
    """Which two groups it is between, chosen once by the counts of all runs."""
    from glasshouse.charts.groups import gap_words, widest_gap
    from glasshouse.charts.words import capital, worded

    gap = widest_gap(ensemble)
    if gap is None:
        return "no two groups of one trait differ by two standard errors, over all runs together"
    return worded(ensemble.catalogue.cast.who, f"{capital(gap_words(gap))}, over all runs together")
