"""What a run came to, on the terminal: tables that a stranger understands; and several branches side by side."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.base.errors import count_of
from glasshouse.cli import screen
from glasshouse.cli.heading import heading, how_well_known

if TYPE_CHECKING:
    from glasshouse.results.run import Run

MOST_REFUSED = MOST_CAUSES = 5


def plain(run: "Run") -> dict[str, Any]:
    """The metrics of each scheme, and with how much care they are to be read."""
    from glasshouse.results.cautions import cautions

    return {
        "metrics": run.metrics().to_dicts(),
        "cautions": cautions(run),
        "schemes": {name: run.under(name).metrics().to_dicts() for name in run.schemes},
    }


def show(run: "Run") -> None:
    """Print what the run did."""
    about = run.info
    several = len(run.schemes) > 1
    names = "\n".join(f"{one['title']} ({one['id']})" for one in about["schemes"]) if several else ""
    schemes = ("Schemes", names) if several else ("Scheme", about["scheme"]["title"])
    branched = [("Past", past(about))] if "branch" in about else []
    parts = [("With", str(run.parts))] if run.parts else []
    heading([schemes], about, after=[*branched, *parts])
    if several:
        _sides(run)
        screen.say(f"{about['scheme']['title']}, in more detail", style="bold")
        screen.say()
    _grades(run)
    _lists(run)
    _causes(run)
    _refusals(run)
    _rewards(run)
    _parts(run)
    screen.facts([*_findings(run), *how_well_known(run)])


def _sides(run: "Run") -> None:
    """All schemes of the run in a table."""
    from glasshouse.results.sides import sides

    rows = [
        (one.scheme, one.standing, *(f"{many:,}" for many in (one.scored, one.sanctioned, one.refused, one.given_up)))
        for one in sides(run)
    ]
    heads = ["scored", "sanctioned", "refused", "gave up"]
    screen.show_table("All schemes, over the same files", ["Scheme", "At the end"], heads, rows)


def _grades(run: "Run") -> None:
    from glasshouse.results.run import percent

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
    from glasshouse.results.run import percent

    rows = [
        (row["title"], f"{row['people']:,}", percent(row["share"]), f"{row['wrongly']:,}")
        for row in run.lists.filter(month=run.info["months"]).iter_rows(named=True)
    ]
    if rows:
        screen.show_table("On a list at the end", ["List"], [run.catalogue.cast.who, "share", "wrongly"], rows)


def _causes(run: "Run") -> None:
    """What brought most people the lists and grades that refuse something."""
    from glasshouse.charts.causes import causes
    from glasshouse.charts.words import capital

    rows = [
        (capital(row["reason"]), row["title"], f"{row['people']:,}", f"{row['wrongly']:,}")
        for row in causes(run)[:MOST_CAUSES]
    ]
    if rows:
        heads = [run.catalogue.cast.who, "wrongly"]
        screen.show_table("Why under sanction at the end", ["Brought by", "List or grade"], heads, rows)


def _refusals(run: "Run") -> None:
    from glasshouse.results.run import percent

    most = run.refusals.sort("turned_away", descending=True, maintain_order=True)
    rows = [
        (
            row["title"],
            *(f"{row[name]:,}" for name in ("refused", "asked", "given_up")),
            percent(row["turned_away_share"]),
        )
        for row in most.head(MOST_REFUSED).iter_rows(named=True)
        if row["turned_away"]
    ]
    if rows:
        heads = ["refused", "of", "gave up", "turned away"]
        screen.show_table("Refused most", ["Service"], heads, rows)


def _rewards(run: "Run") -> None:
    """The services that a high grade or a list made better most often, and who holds one."""
    from glasshouse.results.run import percent

    most = run.refusals.sort("favoured", descending=True, maintain_order=True)
    rows = [
        (row["title"], f"{row['favoured']:,}", f"{row['asked']:,}", percent(row["favoured_share"]))
        for row in most.head(MOST_REFUSED).iter_rows(named=True)
        if row["favoured"]
    ]
    if rows:
        screen.show_table("Granted with a reward", ["Service"], ["with a reward", "of requests", "share"], rows)
    held = [(row["title"], f"{row['people']:,}", percent(row["share"])) for row in run.rewards.iter_rows(named=True)]
    if held:
        who = run.catalogue.cast.who
        screen.show_table("Have what is rewarded, at the end", ["Grade or list"], [who, "share"], held)


def _parts(run: "Run") -> None:
    """What each part of the model that is on has to say."""
    from glasshouse.report.parts import told

    for one in told(run):
        heads = [column.title for column in one.numbers.columns[1:]]
        screen.show_table(one.question, ["Number"], heads, [tuple(map(str, row)) for row in one.numbers.rows])


def _findings(run: "Run") -> list[tuple[str, str]]:
    from glasshouse.results.cautions import cautions
    from glasshouse.results.run import percent, shown

    under, wrongly, gap = (run.metric(name) for name in ("sanctioned_share", "wrongful_share", "largest_disparity"))
    told = f"{under['people']:,} of {under['of']:,} scored ({percent(under['value'])})"
    found = [("Under sanction", "\n".join((told, *cautions(run))))]
    if under["people"]:
        found.append(("  wrongly", f"{wrongly['people']:,} of them ({percent(wrongly['value'])})"))
    found.append(("Half are free after", _half_are_free(run)))
    if gap["value"] is not None:
        found.append(("Largest disparity", f"{shown(gap)}, {gap['note']}"))
    return found


def _half_are_free(run: "Run") -> str:
    from glasshouse.results.run import shown

    median = run.metric("median_recovery_months")
    if median["value"] is not None:
        return shown(median)
    return "longer than this run saw" if run.metric("entries")["value"] else "nobody came under sanction"


def show_branches(runs: "list[Run]", pages: "list[Path | None]") -> None:
    """Print several branches of one run side by side, and where each lies."""
    from glasshouse.results.run import SYNTHETIC
    from glasshouse.results.sides import sides

    about, since = runs[0].info, [requests_since(run) for run in runs]
    screen.say(SYNTHETIC, style="dim")
    screen.say()
    screen.facts([("World", about["world"]["title"]), ("Past", past(about))])
    screen.say()
    rows = [
        (
            str(number),
            one.scheme,
            one.standing,
            f"{one.scored:,}",
            f"{one.sanctioned:,}",
            *(f"{many:,}" for many in by[one.scheme]),
        )
        for number, (run, by) in enumerate(zip(runs, since, strict=True), start=1)
        for one in sides(run)
    ]
    title = f"{len(runs)} futures from {about['branch']['begins']} on"
    heads = ["scored", "sanctioned", "refused since", "gave up since"]
    screen.show_table(title, ["", "Scheme", "At the end"], heads, rows)
    for number, (run, page) in enumerate(zip(runs, pages, strict=True), start=1):
        screen.say_as_it_is(f"{number}: {page or run.folder}")


def requests_since(run: "Run") -> dict[str, tuple[int, int]]:
    """Requests that each scheme of a branch refused since it began, and those that were given up since then."""
    from glasshouse.scheme.forms.placed import month_number

    found: dict[str, tuple[int, int]] = {}
    first = month_number(run.info["branch"]["begins"])
    for name in run.schemes:
        one = run.under(name)
        since = first - month_number(one.info["begins"])
        later = one.answers.filter(one.answers["month"] >= since)
        found[name] = int(later["refused"].sum()), int(later["given_up"].sum())
    return found


def past(about: Mapping[str, Any]) -> str:
    """Until when a branch went on under which schemes."""
    lived = count_of(about["branch"]["at"], "month")
    return f"until {about['branch']['begins']} ({lived}) under {', '.join(about['branch']['schemes'])}"
