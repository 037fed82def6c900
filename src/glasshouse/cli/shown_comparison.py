"""What a comparison came to, on the terminal: the difference first, then both worlds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glasshouse.cli import screen
from glasshouse.cli.heading import heading, how_well_known

if TYPE_CHECKING:
    from glasshouse.charts.study import TwoWorlds
    from glasshouse.results.comparison import Comparison

MOST_REFUSED = 5
REFUSED_IN_ONE = "Refused or given up in one world and granted in the other, most often"
HEADS = ["in a, not in b", "in b, not in a", "in both"]


def plain(comparison: "Comparison") -> dict[str, Any]:
    """How many lives differ, and every outcome."""
    from glasshouse.results.cautions import cautions

    return {
        "cautions": cautions(comparison),
        "parted": comparison.parted,
        "compared": comparison.compared,
        "everybody": comparison.everybody,
        "differences": comparison.differences.to_dicts(),
    }


def show(comparison: "Comparison") -> None:
    """Print what differs, then both worlds."""
    about = comparison.info
    heading(worlds(about), about, twice=True, after=past(about))
    for who in about["who"]:
        _show_of(comparison.of(who), several=len(about["who"]) > 1)


def worlds(about: dict[str, Any]) -> list[tuple[str, str]]:
    """What names the two worlds."""
    return [(side["name"], f"{side['title']} ({side['reference']})") for side in about["sides"]]


def past(about: dict[str, Any]) -> list[tuple[str, str]]:
    """Until when both worlds were one; nothing of worlds that differ from the start."""
    of = about.get("branch")
    if not of:
        return []
    lived = f"{of['at']} months of run {of['run']} under {'+'.join(of['schemes'])}"
    return [("Past", f"the same in both until {of['begins']}: {lived}")]


def _show_of(comparison: "Comparison", *, several: bool) -> None:
    """What differs for one kind of subject."""
    from glasshouse.results.cautions import cautions

    who = comparison.who
    if several:
        screen.say(who.capitalize(), style="bold")
        screen.say()
    screen.say(parted(comparison), style="bold")
    screen.say()
    if comparison.parted:
        show_speech(comparison)
        screen.show_table(
            f"In one world and not in the other, {who} and times", ["What"], HEADS, list(alone(comparison))
        )
        if refused := list(refusals(comparison)):
            screen.show_table(REFUSED_IN_ONE, ["Service"], HEADS[:2], refused)
        screen.show_table(
            f"Who fares better, {who}", ["Measure"], ["in a", "by", "in b", "by"], list(fares(comparison))
        )
        screen.say("\n".join(findings(comparison)))
        screen.say()
    screen.show_table("Both worlds", ["Number"], ["a", "b", "a minus b"], list(both(comparison)))
    screen.facts([*(("Caution", one) for one in cautions(comparison)), *how_well_known(comparison)])


def show_speech(study: "TwoWorlds") -> None:
    """How much less lawful speech, petition and belief there is in which world, and of which kind."""
    from glasshouse.charts.chilled import by_kind, headline, speech

    if found := speech(study):
        screen.say(headline(study), style="bold")
        for one in by_kind(study) if found[0]["a_only"] or found[0]["b_only"] else ():
            screen.say(f"  {one}.")
        screen.say()


def parted(comparison: "Comparison") -> str:
    """How many lives diverge, in a sentence."""
    from glasshouse.results.run import percent

    many, people = comparison.parted, comparison.compared
    share = percent(many / people if people else None)
    return f"{many:,} of {people:,} lives diverge ({share}); {people - many:,} are the same in both worlds."


def alone(comparison: "Comparison") -> Iterator[tuple[str, ...]]:
    """How many end where, and what is done, in a and not in b, in b and not in a, and in both."""
    from glasshouse.results import acts
    from glasshouse.results.comparison_tables import TURNED_AWAY

    whole = comparison.everybody
    for what, title in (("sanctioned", "End under sanction"), ("listed", "End on a list")):
        yield title, *(f"{whole[f'{what}_{where}']:,}" for where in ("a_only", "b_only", "both"))
    sums = comparison.requests.sum()
    yield TURNED_AWAY, *(f"{sums[f'turned_away_{where}'][0]:,}" for where in ("a_only", "b_only", "both"))
    for kind, title in acts.TITLES.items():
        counts = comparison.conducts.filter(acts.of_kind(kind)).sum()
        if any(counts[where][0] for where in ("a_only", "b_only", "both")):
            yield title, *(f"{counts[where][0]:,}" for where in ("a_only", "b_only", "both"))


def refusals(comparison: "Comparison") -> Iterator[tuple[str, ...]]:
    """The services most often refused or given up in one world and granted in the other."""
    from glasshouse.charts.one_world_only import TURNED_AWAY, turned_away_alone

    for row in turned_away_alone(comparison)[:MOST_REFUSED]:
        yield row["title"], *(f"{row[column]:,}" for column in TURNED_AWAY.values())


def fares(comparison: "Comparison") -> Iterator[tuple[str, ...]]:
    """How many fare better in each world by each measure, and by how much on average."""
    from glasshouse.charts.gains import gains_of, measures
    from glasshouse.charts.numbers import significant
    from glasshouse.results.comparison_tables import MEASURES

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


BOTH = ("months_sanctioned", "turned_away", "refusals", "given_up", "speech", "unlawful_conduct", "good_deeds",
        "money", "strain", "employed", "wrongful_share", "favoured_share", "largest_disparity",
        "median_recovery_months")  # fmt: skip


def both(comparison: "Comparison") -> Iterator[tuple[str, ...]]:
    """What says most of both worlds, side by side."""
    from glasshouse.report.twin_tables import outcomes

    for row in outcomes(comparison, BOTH):
        yield row.title if row.unit.startswith("share") else f"{row.title}, {row.unit}", row.a, row.b, row.less
