"""What many seeds of a comparison came to, on the terminal: every difference with its interval."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glasshouse.cli import screen
from glasshouse.cli.heading import heading, how_well_known, method
from glasshouse.cli.shown_comparison import BOTH, HEADS, MOST_REFUSED, REFUSED_IN_ONE, show_speech, worlds

if TYPE_CHECKING:
    from glasshouse.results.twin_ensemble import TwinEnsemble


def plain(ensemble: "TwinEnsemble") -> dict[str, Any]:
    """How many lives differ, and every table."""
    return {
        "parted": {who: ensemble.of(who).parted for who in ensemble.info["who"]},
        "tables": {who: _tables(ensemble.of(who)) for who in ensemble.info["who"]},
    }


def _tables(ensemble: "TwinEnsemble") -> dict[str, list[dict[str, Any]]]:
    """Every table, and what shared chances buy, as JSON knows numbers."""
    import math

    frames = {name: ensemble.table(name) for name in ensemble.layouts} | {"chances": ensemble.chances}

    def plain(value: Any) -> Any:
        return None if isinstance(value, float) and not math.isfinite(value) else value

    return {
        name: [{key: plain(value) for key, value in row.items()} for row in frame.to_dicts()]
        for name, frame in frames.items()
    }


def show(ensemble: "TwinEnsemble") -> None:
    """Print what differs, then both worlds, then what shared chances buy."""
    from glasshouse.results.numbers import FEW, FEW_MARK

    about = ensemble.info
    heading(worlds(about), about, twice=True, after=[method(ensemble.size)])
    for who in about["who"]:
        _show_of(ensemble.of(who), several=len(about["who"]) > 1)
    screen.say(f"{FEW_MARK} fewer than {FEW} counted in all together: the interval is too narrow", style="dim")


def _show_of(ensemble: "TwinEnsemble", *, several: bool) -> None:
    """What differs for one kind of subject."""
    who = ensemble.who
    if several:
        screen.say(who.capitalize(), style="bold")
        screen.say()
    screen.say(parted(ensemble), style="bold")
    screen.say()
    if ensemble.parted["most"]:
        heads, title = HEADS[:2], f"In one world and not in the other, {who} and times"
        show_speech(ensemble)
        screen.show_table(title, ["What"], heads, list(alone(ensemble)))
        if refused := list(refusals(ensemble)):
            screen.show_table(REFUSED_IN_ONE, ["Service"], heads, refused)
    screen.show_table("Both worlds", ["Number"], ["a", "b", "a minus b"], list(both(ensemble)))
    if told := list(chances(ensemble)):
        screen.show_table("What shared chances buy", ["a minus b"], ["shared", "apart", "runs apart"], told)
        screen.say(
            f"Variance of a difference if both worlds share every chance, and if each has its own; and how many "
            f"independent pairs of runs would give the intervals of these {ensemble.size:,}.",
            style="dim",
        )
    screen.facts(how_well_known(ensemble))


def parted(ensemble: "TwinEnsemble") -> str:
    """How many lives diverge, in a sentence."""
    from glasshouse.charts.frames import everybody
    from glasshouse.results.numbers import COUNT, SHARE, said, said_of

    whole = everybody(ensemble)
    share = said(whole, "share", SHARE, ensemble.size, "parted")
    many = said_of(ensemble.parted, COUNT, ensemble.size)
    return f"{many.text} of {whole['people']:,.0f} lives diverge: {share.text}."


def alone(ensemble: "TwinEnsemble") -> Iterator[tuple[str, str, str]]:
    """How many end where, and what is done, in a and not in b, and in b and not in a."""
    from glasshouse.charts.frames import everybody, in_all
    from glasshouse.charts.numbers import text_of
    from glasshouse.results import acts
    from glasshouse.results.comparison_tables import TURNED_AWAY

    whole = in_all(ensemble)
    done = [(whole, kind, title) for kind, title in acts.TITLES.items() if _happens(whole, kind)]
    for row, what, title in (
        (everybody(ensemble), "sanctioned", "End under sanction"),
        (everybody(ensemble), "wrongly", "so by wrong records"),
        (everybody(ensemble), "listed", "End on a list"),
        (whole, "turned_away", TURNED_AWAY),
        *done,
    ):
        a, b = (text_of(ensemble, row, f"{what}_{side}_only") for side in "ab")
        yield title, a, b


def _happens(whole: dict[str, Any], kind: str) -> bool:
    """Whether acts of a kind happen in any world at all."""
    return any(whole[f"{kind}_{where}"] for where in ("a_only", "b_only", "both"))


def refusals(ensemble: "TwinEnsemble") -> Iterator[tuple[str, str, str]]:
    """The services most often refused or given up in one world and granted in the other."""
    from glasshouse.charts.numbers import text_of
    from glasshouse.charts.one_world_only import TURNED_AWAY, turned_away_alone

    for row in turned_away_alone(ensemble)[:MOST_REFUSED]:
        a, b = (text_of(ensemble, row, column) for column in TURNED_AWAY.values())
        yield row["title"], a, b


def both(ensemble: "TwinEnsemble") -> Iterator[tuple[str, str, str, str]]:
    """What says most of both worlds, side by side: means, and the difference with its interval."""
    from glasshouse.charts.words import worded
    from glasshouse.results.numbers import less_of, plain_form_of, said

    for row in ensemble.differences.to_dicts():
        if row["outcome"] in BOTH and (row["a_seeds"] or row["b_seeds"]):
            a, b = (said(row, side, plain_form_of(row["unit"]), ensemble.size).mean for side in "ab")
            less = said(row, "difference", less_of(row["unit"]), ensemble.size).text
            title = row["title"] if row["unit"].startswith("share") else f"{row['title']}, {row['unit']}"
            yield worded(ensemble.who, title), a, b, less


def chances(ensemble: "TwinEnsemble") -> Iterator[tuple[str, str, str, str]]:
    """For every outcome worth telling: both variances, and how many independent pairs of runs tell as much."""
    from glasshouse.charts.words import worded
    from glasshouse.results.twin_ensemble import told_chances

    for one in told_chances(ensemble):
        yield worded(ensemble.who, one.title.partition(" (")[0]), one.shared, one.independent, one.pairs
