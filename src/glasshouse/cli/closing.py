"""How a run ends on the terminal: a table a stranger understands, or how to go on after a stop."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from glasshouse.base.advice import command
from glasshouse.base.errors import GlasshouseError, count_of, lasting
from glasshouse.cli import screen

if TYPE_CHECKING:
    from glasshouse.runs.run import Run

MOST_REFUSED = 5


@contextmanager
def resumable(folder: Path) -> Iterator[None]:
    """Let Ctrl-C end with one line that says how to go on, and exit status 130."""
    try:
        yield
    except KeyboardInterrupt as error:
        screen.note(how_to_go_on(folder))
        raise typer.Exit(130) from error


def how_to_go_on(folder: Path) -> str:
    """What to do with a run, comparison or ensemble that was stopped, in one line."""
    from glasshouse.runs import folder as folders
    from glasshouse.runs.kinds import COMPLETE

    try:
        kind = folders.kind_of(folder)
        state = folders.about(kind, folder)["state"]
    except GlasshouseError:
        return "Stopped before anything was kept."
    if state == COMPLETE:
        return f"Stopped, but the {kind.noun} is complete. Its report: {command('report', folder)}"
    kept = count_of(folders.months_kept(folder), kind.step)
    return f"Stopped; {kept} kept. Go on with: {command('resume', folder)}"


def close(run: "Run", *, with_report: bool, as_json: bool) -> None:
    """Write the report, and print what the run did and where everything lies."""
    written = write_report(run) if with_report else None
    if as_json:
        screen.print_json(_plain(run, written))
        return
    show(run, written)


def _plain(run: "Run", report: Path | None) -> dict[str, Any]:
    """A run for programs: where it lies, what it is, and the metrics of each scheme."""
    return {
        "folder": str(run.folder),
        "report": report and str(report),
        "info": run.info,
        "metrics": run.metrics().to_dicts(),
        "schemes": {name: run.under(name).metrics().to_dicts() for name in run.schemes},
    }


def close_all(runs: "list[Run]", *, with_report: bool, as_json: bool) -> None:
    """Write the reports of several branches of one run, and print them side by side."""
    written = [write_report(run) if with_report else None for run in runs]
    if as_json:
        screen.print_json([_plain(run, report) for run, report in zip(runs, written, strict=True)])
        return
    from glasshouse.runs.run import SYNTHETIC
    from glasshouse.runs.sides import sides

    about, refused = runs[0].info, [refused_since(run) for run in runs]
    screen.say(SYNTHETIC, style="dim")
    screen.say()
    screen.facts([("World", about["world"]["title"]), ("Past", past(about))])
    screen.say()
    rows = [
        (str(number), one.scheme, one.standing, f"{one.scored:,}", f"{one.sanctioned:,}", f"{by[one.scheme]:,}")
        for number, (run, by) in enumerate(zip(runs, refused, strict=True), start=1)
        for one in sides(run)
    ]
    title = f"{len(runs)} futures from {about['branch']['begins']} on"
    screen.show_table(title, ["", "Scheme", "At the end"], ["scored", "sanctioned", "refused since"], rows)
    for number, (run, report) in enumerate(zip(runs, written, strict=True), start=1):
        screen.say_as_it_is(f"{number}: {report or run.folder}")


def refused_since(run: "Run") -> dict[str, int]:
    """Requests that each scheme of a branch refused since it began."""
    from glasshouse.scheme.placed import month_number

    found, first = {}, month_number(run.info["branch"]["begins"])
    for name in run.schemes:
        one = run.under(name)
        since = first - month_number(one.info["begins"])
        found[name] = int(one.answers.filter(one.answers["month"] >= since)["refused"].sum())
    return found


def past(about: Mapping[str, Any]) -> str:
    """Until when a branch was lived under which schemes."""
    lived = count_of(about["branch"]["at"], "month")
    return f"until {about['branch']['begins']} ({lived}) under {', '.join(about['branch']['schemes'])}"


def write_report(run: "Run", path: Path | None = None, scheme: str | None = None) -> Path:
    """The page of ``run`` (or that of one of its schemes alone), by default in its folder."""
    from glasshouse.report import write_report
    from glasshouse.report.build import pages_of
    from glasshouse.runs.store import REPORT

    own = (run.folder or Path()) / REPORT
    if scheme is None:
        return write_report(run, path or own)
    return write_report(run, path or pages_of(run, own)[run.under(scheme).info["scheme"]["id"]], scheme)


def show(run: "Run", report: Path | None) -> None:
    """Print what the run did."""
    from glasshouse.runs.run import SYNTHETIC

    about = run.info
    screen.say(SYNTHETIC, style="dim")
    screen.say()
    firms = f" and {about['firms']:,} firms" if about.get("firms") else ""
    lived = f"{about['world']['people']:,} people{firms}, {about['whole']['months']} months, seed {about['seed']}"
    dated = [("Begins", f"{about['whole']['begins']}; rules hold by their dates")] if about.get("dated") else []
    several = len(run.schemes) > 1
    names = "\n".join(f"{one['title']} ({one['id']})" for one in about["schemes"]) if several else ""
    schemes = ("Schemes", names) if several else ("Scheme", about["scheme"]["title"])
    branched = [("Past", past(about))] if "branch" in about else []
    parts = [("With", str(run.parts))] if run.parts else []
    screen.facts([schemes, ("World", about["world"]["title"]), ("Lived", lived), *dated, *branched, *parts])
    screen.say()
    if several:
        _sides(run)
        screen.say(f"{about['scheme']['title']}, in more detail", style="bold")
        screen.say()
    _grades(run)
    _lists(run)
    _refusals(run)
    _parts(run)
    screen.facts(_findings(run))
    _where(run, report)


def _sides(run: "Run") -> None:
    """All schemes of the run in a table."""
    from glasshouse.runs.sides import sides

    rows = [
        (one.scheme, one.standing, f"{one.scored:,}", f"{one.sanctioned:,}", f"{one.refused:,}") for one in sides(run)
    ]
    heads = ["scored", "sanctioned", "refused"]
    screen.show_table("All schemes, over the same files", ["Scheme", "At the end"], heads, rows)


def _grades(run: "Run") -> None:
    from glasshouse.runs.run import percent

    rows = [
        (
            row["grade"],
            f"{row['people_start']:,}",
            percent(row["share_start"]),
            f"{row['people_end']:,}",
            percent(row["share_end"]),
        )
        for row in run.start_and_end().iter_rows(named=True)
    ]
    if rows:
        screen.show_table("Grades, best first", ["Grade"], ["at the start", "share", "at the end", "share"], rows)


def _lists(run: "Run") -> None:
    from glasshouse.runs.run import percent

    rows = [
        (row["title"], f"{row['people']:,}", percent(row["share"]), f"{row['wrongly']:,}")
        for row in run.lists.filter(month=run.info["months"]).iter_rows(named=True)
    ]
    if rows:
        screen.show_table("On a list at the end", ["List"], [run.catalogue.cast.who, "share", "wrongly"], rows)


def _refusals(run: "Run") -> None:
    from glasshouse.runs.run import percent

    most = run.refusals.sort("refused", descending=True, maintain_order=True)
    rows = [
        (row["title"], f"{row['refused']:,}", f"{row['asked']:,}", percent(row["refused_share"]))
        for row in most.head(MOST_REFUSED).iter_rows(named=True)
        if row["refused"]
    ]
    if rows:
        screen.show_table("Refused most", ["Service"], ["refused", "of requests", "share"], rows)


def _parts(run: "Run") -> None:
    """What each part of the model that is on has to say."""
    from glasshouse.report.parts import sections

    for one in sections(run):
        heads = [column.title for column in one.numbers.columns[1:]]
        screen.show_table(one.question, ["Number"], heads, [tuple(map(str, row)) for row in one.numbers.rows])


def _findings(run: "Run") -> list[tuple[str, str]]:
    from glasshouse.runs.run import percent, shown

    under, wrongly, gap = (run.metric(name) for name in ("sanctioned_share", "wrongful_share", "largest_disparity"))
    found = [("Under sanction", f"{under['people']:,} of {under['of']:,} scored ({percent(under['value'])})")]
    if under["people"]:
        found.append(("  wrongly", f"{wrongly['people']:,} of them ({percent(wrongly['value'])})"))
    found.append(("Half are free after", _half_are_free(run)))
    if gap["value"] is not None:
        found.append(("Largest disparity", f"{shown(gap)}, {gap['note']}"))
    return found


def _half_are_free(run: "Run") -> str:
    from glasshouse.runs.run import shown

    median = run.metric("median_recovery_months")
    if median["value"] is not None:
        return shown(median)
    return "longer than this run saw" if run.metric("entries")["value"] else "nobody came under sanction"


def _where(run: "Run", report: Path | None) -> None:
    if "seconds" in run.info:
        screen.say(f"\nTook {lasting(run.info['seconds'])}.")
    if run.folder is not None:
        screen.say_as_it_is(f"Run:    {run.folder}")
    if report is not None:
        screen.say_as_it_is(f"Report: {report}")
    if report is not None and len(run.schemes) > 1:
        screen.say(f"It leads to a page for each of the {len(run.schemes)} schemes.")
