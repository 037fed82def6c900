"""How an ensemble is followed and how it ends on the terminal: every number with its interval."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.base.errors import lasting
from glasshouse.cli import progress, screen

if TYPE_CHECKING:
    from glasshouse.runs.ensemble import Ensemble
    from glasshouse.studies.spec import Plan, RunSpec

MOST_REFUSED = 5


def planned(spec: "RunSpec", seeds: int) -> "Plan":
    """What so many seeds would take."""
    from glasshouse.studies import ensembles

    return ensembles.plan(spec, seeds)


def live(spec: "RunSpec", seeds: int, folder: Path, people: int) -> "Ensemble":
    """The ensemble, with a line that follows it; how long it may take was asked before."""
    from glasshouse.studies import ensembles

    with progress.seeds(people, seeds, spec.months, "Living") as tell:
        return ensembles.ensemble(spec, seeds, folder, tell, patient=True)


def watch(about: dict[str, Any], verb: str) -> AbstractContextManager[progress.Tell]:
    """A line that follows the ensemble that its JSON is about."""
    return progress.seeds(about["world"]["people"], about["seeds"], about["months"], verb)


def report(folder: Path, out: Path | None, scheme: str | None) -> Path:
    """The page of the ensemble in ``folder``, written anew."""
    from glasshouse.runs.ensemble import open_ensemble

    return write_report(open_ensemble(folder), out, scheme)


def write_report(ensemble: "Ensemble", path: Path | None = None, scheme: str | None = None) -> Path:
    """The page of an ensemble (or that of one of its schemes alone), by default in its folder."""
    from glasshouse.report import pages_of
    from glasshouse.report import write_report as written
    from glasshouse.runs.kinds import REPORT

    own = (ensemble.folder or Path()) / REPORT
    if scheme is None:
        return written(ensemble, path or own)
    of_scheme = pages_of(ensemble, own)[ensemble.under(scheme).info["scheme"]["id"]]
    return written(ensemble, path or of_scheme, scheme)


def close(ensemble: "Ensemble", *, with_report: bool, as_json: bool) -> None:
    """Write the report, and print what the runs did, with intervals, and where everything lies."""
    written = write_report(ensemble) if with_report else None
    if as_json:
        of_all = {name: ensemble.under(name).metrics().to_dicts() for name in ensemble.schemes}
        screen.print_json(
            {
                "folder": str(ensemble.folder),
                "report": written and str(written),
                "info": ensemble.info,
                "metrics": ensemble.metrics().to_dicts(),
                "schemes": of_all,
            }
        )
        return
    show(ensemble, written)


def show(ensemble: "Ensemble", report: Path | None) -> None:
    """Print what the runs did."""
    from glasshouse.runs.run import SYNTHETIC
    from glasshouse.runs.spread import FEW, FEW_MARK

    about, last = ensemble.info, ensemble.info["seed"] + ensemble.size - 1
    screen.say(SYNTHETIC, style="dim")
    screen.say()
    firms = f" and {about['firms']:,} firms" if about.get("firms") else ""
    seeds = f"{ensemble.size:,} seeds, {about['seed']} to {last}"
    lived = f"{about['world']['people']:,} people{firms}, {about['whole']['months']} months, {seeds}"
    names = "\n".join(f"{one['title']} ({one['id']})" for one in about["schemes"])
    screen.facts(
        [
            ("Schemes" if len(ensemble.schemes) > 1 else "Scheme", names),
            ("World", about["world"]["title"]),
            ("Lived", lived),
            ("Intervals", method(ensemble.size)),
        ]
    )
    for name in ensemble.schemes:
        _show_one(ensemble.under(name))
    screen.say(f"{FEW_MARK} fewer than {FEW} counted in all runs together: the interval is too narrow", style="dim")
    if "seconds" in about:
        screen.say(f"\nTook {lasting(about['seconds'])}.")
    if ensemble.folder is not None:
        screen.say_as_it_is(f"Ensemble: {ensemble.folder}")
    if report is not None:
        screen.say_as_it_is(f"Report:   {report}")


def method(size: int) -> str:
    """How intervals are made, in a few words."""
    if size < 2:
        return "none: one run says nothing of its spread"
    return f"95 %, of the mean of {size:,} runs that differ only in chance (Student's t)"


def _show_one(ensemble: "Ensemble") -> None:
    """What the runs did, as one of their schemes sees it."""
    import polars as pl

    from glasshouse.runs.spread import COUNT, SHARE, form_of, said, said_of

    who, last = ensemble.catalogue.cast.who, ensemble.info["months"]
    heads = ["mean", "interval", "sd of one run"]
    screen.say()
    if len(ensemble.schemes) > 1:
        screen.say(ensemble.info["scheme"]["title"], style="bold")
        screen.say()
    at_end = {name: ensemble.table(name).filter(month=last) for name in ("grades", "lists")}
    refused = ensemble.table("refusals").filter(pl.col("refused") > 0)
    refused = refused.sort("refused", descending=True, maintain_order=True).head(MOST_REFUSED)
    for title, head, table, name, column, form, counted in (
        ("Grades at the end, best first", "Grade", at_end["grades"], "grade", "share", SHARE, "people"),
        (f"On a list at the end, {who}", "List", at_end["lists"], "title", "people", COUNT, ""),
        ("Refused most, share of requests", "Service", refused, "title", "refused_share", SHARE, "refused"),
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
