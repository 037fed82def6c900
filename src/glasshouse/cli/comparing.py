"""How a comparison is followed and how it ends on the terminal: the difference first, then both worlds."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.base.advice import command
from glasshouse.base.errors import GlasshouseError, lasting
from glasshouse.cli import closing, progress, screen

if TYPE_CHECKING:
    from glasshouse.runs.twins import Comparison
    from glasshouse.studies.spec import Plan, RunSpec

MOST_REFUSED = 5
HEADS = ["a alone", "b alone", "in both"]


def follow(people: int, months: int, verb: str) -> AbstractContextManager[progress.Tell]:
    """A line that follows both worlds of so many people."""
    return progress.months(2 * people, months, verb)


def watch(about: dict[str, Any], verb: str) -> AbstractContextManager[progress.Tell]:
    """A line that follows the comparison that its JSON is about."""
    return follow(about["world"]["people"], about["months"], verb)


def show_plan(
    planned: "Plan", spec: "RunSpec", other: str, *, as_json: bool, seeds: int | None = None
) -> None:  # fmt: skip
    """Print what a comparison, or so many seeds of it, would take."""
    from dataclasses import replace

    from glasshouse.cli import run as single

    sides = {"a": spec, "b": replace(spec, scheme=other)}
    schemes = [
        (f"{side}: {name}", title) for side, one in sides.items() for name, title in single.schemes_of(one)
    ]  # fmt: skip
    single.show_plan(planned, schemes, as_json, seeds)


def report(folder: Path, out: Path | None, scheme: str | None) -> Path:
    """The page of the comparison in ``folder``, written anew.

    Raises
    ------
    GlasshouseError
        If the page of one scheme is asked for: a comparison has none.
    """
    from glasshouse.studies.comparison import open_comparison

    if scheme is not None:
        raise GlasshouseError(
            f"{folder} is a comparison, whose page is about both its worlds. A page of one scheme: "
            f"{command('report', folder / 'a', '--scheme', scheme)}"
        )
    return write_report(open_comparison(folder), out)


def write_report(comparison: "Comparison", path: Path | None = None) -> Path:
    """The page of a comparison, by default in its folder; there the pages of both runs are written, too."""
    from glasshouse.report import write_report as written
    from glasshouse.runs.kinds import REPORT

    if path is None:
        for run in (comparison.a, comparison.b):
            closing.write_report(run)
    return written(comparison, path or (comparison.folder or Path()) / REPORT)


def close(comparison: "Comparison", *, with_report: bool, as_json: bool) -> None:
    """Write the report, and print what differs and where everything lies."""
    page = write_report(comparison) if with_report else None
    if as_json:
        screen.print_json(
            {
                "folder": str(comparison.folder),
                "report": page and str(page),
                "info": comparison.info,
                "parted": comparison.parted,
                "compared": comparison.compared,
                "everybody": comparison.everybody,
                "differences": comparison.differences.to_dicts(),
            }
        )
        return
    show(comparison, page)


def show(comparison: "Comparison", page: Path | None) -> None:
    """Print what differs, then both worlds."""
    from glasshouse.runs.run import SYNTHETIC

    about = comparison.info
    screen.say(SYNTHETIC, style="dim")
    screen.say()
    firms = f" and {about['firms']:,} firms" if about.get("firms") else ""
    lived = f"{about['world']['people']:,} people{firms}, twice, {about['months']} months, seed {about['seed']}"
    dated = [("Begins", f"{about['begins']}; rules hold by their dates")] if about.get("dated") else []
    sides = [(side["name"], f"{side['title']} ({side['reference']})") for side in about["sides"]]
    screen.facts([*sides, ("World", about["world"]["title"]), ("Lived", lived), *dated, *past(about)])
    for who in about["who"]:
        screen.say()
        _show_of(comparison.of(who), several=len(about["who"]) > 1)
    if "seconds" in about:
        screen.say(f"Took {lasting(about['seconds'])}.")
    if comparison.folder is not None:
        screen.say_as_it_is(f"Comparison: {comparison.folder}")
    if page is not None:
        screen.say_as_it_is(f"Report:     {page}")


def past(about: dict[str, Any]) -> list[tuple[str, str]]:
    """Until when both worlds were one; nothing of worlds that differ from the start."""
    of = about.get("branch")
    if not of:
        return []
    lived = f"{of['at']} months of run {of['run']} under {'+'.join(of['schemes'])}"
    return [("Past", f"the same in both until {of['begins']}: {lived}")]


def _show_of(comparison: "Comparison", *, several: bool) -> None:
    """What differs for one kind of subject."""
    who = comparison.who
    if several:
        screen.say(who.capitalize(), style="bold")
        screen.say()
    screen.say(parted(comparison), style="bold")
    screen.say()
    if comparison.parted:
        screen.show_table(f"In one world alone, {who} and times", ["What"], HEADS, list(alone(comparison)))
        if refused := list(refusals(comparison)):
            screen.show_table("Refused in one world alone, most often", ["Service"], HEADS[:2], refused)
        screen.show_table(
            f"Who fares better, {who}", ["Measure"], ["in a", "by", "in b", "by"], list(fares(comparison))
        )
        screen.say("\n".join(findings(comparison)))
        screen.say()
    screen.show_table("Both worlds", ["Number"], ["a", "b", "a minus b"], list(both(comparison)))


def parted(comparison: "Comparison") -> str:
    """How many lives part, in a sentence."""
    from glasshouse.runs.run import percent

    many, people = comparison.parted, comparison.compared
    share = percent(many / people if people else None)
    return f"{many:,} of {people:,} lives part ({share}); {people - many:,} never do."


def alone(comparison: "Comparison") -> Iterator[tuple[str, ...]]:
    """How many end where, and what is done, in a alone, in b alone and in both."""
    whole = comparison.everybody
    for what, title in (("sanctioned", "End under sanction"), ("listed", "End on a list")):
        yield title, *(f"{whole[f'{what}_{where}']:,}" for where in ("a_only", "b_only", "both"))
    sums = comparison.requests.sum()
    yield "Requests refused", *(f"{sums[f'refused_{where}'][0]:,}" for where in ("a_only", "b_only", "both"))
    for lawful, title in ((False, "Unlawful acts"), (True, "Lawful acts")):
        counts = comparison.conducts.filter(lawful=lawful).sum()
        yield title, *(f"{counts[where][0]:,}" for where in ("a_only", "b_only", "both"))


def refusals(comparison: "Comparison") -> Iterator[tuple[str, ...]]:
    """The services most often refused in one world and granted in the other."""
    from glasshouse.charts.one_world_only import REFUSED, refused_alone

    for row in refused_alone(comparison)[:MOST_REFUSED]:
        yield row["title"], *(f"{row[column]:,}" for column in REFUSED.values())


def fares(comparison: "Comparison") -> Iterator[tuple[str, ...]]:
    """How many fare better in each world by each measure, and by how much on average."""
    from glasshouse.charts.gains import gains_of, measures
    from glasshouse.charts.numbers import significant
    from glasshouse.runs.contrast import MEASURES

    for name in measures(comparison):
        found = gains_of(comparison, name)
        if found is not None:
            whole = found[0]
            means = (whole[f"difference_better_{side}"] for side in ("a", "b"))
            by = ["-" if mean is None else significant(mean) for mean in means]
            yield MEASURES[name].title, f"{whole['better_a']:,}", by[0], f"{whole['better_b']:,}", by[1]


def findings(comparison: "Comparison") -> Iterator[str]:
    """The groups furthest apart, and savings over time, in a line each."""
    from glasshouse.charts import words_of
    from glasshouse.charts.gains import gains_of, told_of, widest

    found = gains_of(comparison, "months_sanctioned")
    gap = widest(found[1]) if found else None
    if gap is not None:
        more, less = (told_of(comparison, row) for row in gap)
        yield f"Groups furthest apart, months under sanction a minus b: {more}; {less}."
    yield words_of("difference_money", comparison).title


BOTH = ("months_sanctioned", "refusals", "unlawful_conduct", "lawful_conduct", "money", "strain", "employed",
        "wrongful_share", "largest_disparity", "median_recovery_months")  # fmt: skip


def both(comparison: "Comparison") -> Iterator[tuple[str, ...]]:
    """What says most of both worlds, side by side."""
    from glasshouse.report.twin_tables import outcomes

    for row in outcomes(comparison, BOTH):
        yield row.title if row.unit.startswith("share") else f"{row.title}, {row.unit}", row.a, row.b, row.less


def other_of(a: str, b: str) -> str:
    """The second system of schemes; ``:CHANGE`` is the first with a change.

    >>> other_of("sesame", ":literature"), other_of("sesame", "none")
    ('sesame:literature', 'none')

    Raises
    ------
    GlasshouseError
        If a change is to be made to several schemes at once.
    """
    from glasshouse.scheme.system import parts_of

    if not b.startswith(":"):
        return b
    if len(parts_of(a)) > 1:
        raise GlasshouseError(f"{b!r} does not say which scheme of {a} it changes. Write B in full.")
    return f"{a}{',' if ':' in a else ''}{b if ':' not in a else b[1:]}"
