"""How many seeds of a comparison are followed, and how they end on the terminal: differences with intervals."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.base.advice import option
from glasshouse.base.errors import GlasshouseError, lasting
from glasshouse.cli import progress, screen
from glasshouse.cli.comparing import BOTH, MOST_REFUSED
from glasshouse.cli.ensembles import method

if TYPE_CHECKING:
    from glasshouse.runs.twin_ensemble import TwinEnsemble
    from glasshouse.studies.spec import Plan, RunSpec


def planned(spec: "RunSpec", other: str, seeds: int) -> "Plan":
    """What so many seeds of a comparison would take."""
    from glasshouse.studies import twin_ensembles

    return twin_ensembles.plan(spec, other, seeds)


def live(spec: "RunSpec", other: str, seeds: int, folder: Path, people: int) -> "TwinEnsemble":
    """The ensemble, with a line that follows it; how long it may take was asked before."""
    from glasshouse.studies import twin_ensembles

    with progress.seeds(2 * people, seeds, spec.months, "Living twice") as tell:
        return twin_ensembles.ensemble(spec, other, seeds, folder, tell, patient=True)


def watch(about: dict[str, Any], verb: str) -> AbstractContextManager[progress.Tell]:
    """A line that follows the ensemble that its JSON is about."""
    return progress.seeds(2 * about["world"]["people"], about["seeds"], about["months"], verb)


def report(folder: Path, out: Path | None, scheme: str | None) -> Path:
    """The page of the ensemble in ``folder``, written anew.

    Raises
    ------
    GlasshouseError
        If the page of one scheme is asked for: comparisons have none.
    """
    from glasshouse.runs.twin_ensemble import open_twin_ensemble

    if scheme is not None:
        raise GlasshouseError(
            f"{folder} holds comparisons, whose page is about both their worlds. Leave {option('scheme', scheme)} out."
        )
    return write_report(open_twin_ensemble(folder), out)


def write_report(ensemble: "TwinEnsemble", path: Path | None = None) -> Path:
    """The page of an ensemble of comparisons, by default in its folder."""
    from glasshouse.report import write_report as written
    from glasshouse.runs.kinds import REPORT

    return written(ensemble, path or (ensemble.folder or Path()) / REPORT)


def close(ensemble: "TwinEnsemble", *, with_report: bool, as_json: bool) -> None:
    """Write the report, and print what differs, with intervals, and where everything lies."""
    written = write_report(ensemble) if with_report else None
    if as_json:
        screen.print_json(
            {
                "folder": str(ensemble.folder),
                "report": written and str(written),
                "info": ensemble.info,
                "parted": {who: ensemble.of(who).parted for who in ensemble.info["who"]},
                "tables": {who: _tables(ensemble.of(who)) for who in ensemble.info["who"]},
            }
        )
        return
    show(ensemble, written)


def _tables(ensemble: "TwinEnsemble") -> dict[str, list[dict[str, Any]]]:
    """Every table, and what shared chances buy, as JSON knows numbers."""
    import math

    from glasshouse.measure.gather import EACH
    from glasshouse.runs.contrast_layouts import LAYOUTS

    frames = {name: ensemble.table(name) for name in LAYOUTS if name != EACH[0]} | {"chances": ensemble.chances}

    def plain(value: Any) -> Any:
        return None if isinstance(value, float) and not math.isfinite(value) else value

    return {
        name: [{key: plain(value) for key, value in row.items()} for row in frame.to_dicts()]
        for name, frame in frames.items()
    }


def show(ensemble: "TwinEnsemble", report: Path | None) -> None:
    """Print what differs, then both worlds, then what shared chances buy."""
    from glasshouse.runs.run import SYNTHETIC
    from glasshouse.runs.spread import FEW, FEW_MARK

    about, last = ensemble.info, ensemble.info["seed"] + ensemble.size - 1
    screen.say(SYNTHETIC, style="dim")
    screen.say()
    firms = f" and {about['firms']:,} firms" if about.get("firms") else ""
    seeds = f"{ensemble.size:,} seeds, {about['seed']} to {last}" if ensemble.size > 1 else f"seed {last}"
    lived = f"{about['world']['people']:,} people{firms}, twice, {about['months']} months, {seeds}"
    dated = [("Begins", f"{about['begins']}; rules hold by their dates")] if about.get("dated") else []
    sides = [(side["name"], f"{side['title']} ({side['reference']})") for side in about["sides"]]
    how = ("Intervals", method(ensemble.size))
    screen.facts([*sides, ("World", about["world"]["title"]), ("Lived", lived), *dated, how])
    for who in about["who"]:
        screen.say()
        _show_of(ensemble.of(who), several=len(about["who"]) > 1)
    screen.say(f"{FEW_MARK} fewer than {FEW} counted in all together: the interval is too narrow", style="dim")
    if "seconds" in about:
        screen.say(f"\nTook {lasting(about['seconds'])}.")
    if ensemble.folder is not None:
        screen.say_as_it_is(f"Ensemble: {ensemble.folder}")
    if report is not None:
        screen.say_as_it_is(f"Report:   {report}")


def _show_of(ensemble: "TwinEnsemble", *, several: bool) -> None:
    """What differs for one kind of subject."""
    who = ensemble.who
    if several:
        screen.say(who.capitalize(), style="bold")
        screen.say()
    screen.say(parted(ensemble), style="bold")
    screen.say()
    if ensemble.parted["most"]:
        heads = ["a alone", "b alone"]
        screen.show_table(f"In one world alone, {who} and times", ["What"], heads, list(alone(ensemble)))
        if refused := list(refusals(ensemble)):
            screen.show_table("Refused in one world alone, most often", ["Service"], heads, refused)
    screen.show_table("Both worlds", ["Number"], ["a", "b", "a minus b"], list(both(ensemble)))
    if told := list(chances(ensemble)):
        screen.show_table("What shared chances buy", ["a minus b"], ["shared", "apart", "runs apart"], told)
        screen.say(
            f"Variance of a difference if both worlds share every chance, and if each has its own; and how many "
            f"independent pairs of runs would give the intervals of these {ensemble.size:,}.",
            style="dim",
        )


def parted(ensemble: "TwinEnsemble") -> str:
    """How many lives part, in a sentence."""
    from glasshouse.charts.frames import everybody
    from glasshouse.runs.spread import COUNT, SHARE, said, said_of

    whole = everybody(ensemble)
    share = said(whole, "share", SHARE, ensemble.size, "parted")
    many = said_of(ensemble.parted, COUNT, ensemble.size)
    return f"{many.text} of {whole['people']:,.0f} lives part: {share.text}."


def alone(ensemble: "TwinEnsemble") -> Iterator[tuple[str, str, str]]:
    """How many end where, and what is done, in a alone and in b alone."""
    from glasshouse.charts.frames import everybody, in_all
    from glasshouse.charts.numbers import text_of

    for row, what, title in (
        (everybody(ensemble), "sanctioned", "End under sanction"),
        (everybody(ensemble), "wrongly", "so by wrong records"),
        (everybody(ensemble), "listed", "End on a list"),
        (in_all(ensemble), "refused", "Requests refused"),
        (in_all(ensemble), "unlawful", "Unlawful acts"),
        (in_all(ensemble), "lawful", "Lawful acts"),
    ):
        a, b = (text_of(ensemble, row, f"{what}_{side}_only") for side in "ab")
        yield title, a, b


def refusals(ensemble: "TwinEnsemble") -> Iterator[tuple[str, str, str]]:
    """The services most often refused in one world and granted in the other."""
    from glasshouse.charts.numbers import text_of
    from glasshouse.charts.one_world_only import REFUSED, refused_alone

    for row in refused_alone(ensemble)[:MOST_REFUSED]:
        a, b = (text_of(ensemble, row, column) for column in REFUSED.values())
        yield row["title"], a, b


def both(ensemble: "TwinEnsemble") -> Iterator[tuple[str, str, str, str]]:
    """What says most of both worlds, side by side: means, and the difference with its interval."""
    from glasshouse.charts.words import worded
    from glasshouse.runs.spread import less_of, plain_form_of, said

    for row in ensemble.differences.to_dicts():
        if row["outcome"] in BOTH and (row["a_seeds"] or row["b_seeds"]):
            a, b = (said(row, side, plain_form_of(row["unit"]), ensemble.size).mean for side in "ab")
            less = said(row, "difference", less_of(row["unit"]), ensemble.size).text
            title = row["title"] if row["unit"].startswith("share") else f"{row['title']}, {row['unit']}"
            yield worded(ensemble.who, title), a, b, less


def chances(ensemble: "TwinEnsemble") -> Iterator[tuple[str, str, str, str]]:
    """For every outcome worth telling: both variances, and how many independent pairs of runs tell as much."""
    from glasshouse.charts.words import worded
    from glasshouse.runs.twin_ensemble import told_chances

    for one in told_chances(ensemble):
        yield worded(ensemble.who, one.title.partition(" (")[0]), one.shared, one.independent, one.pairs
