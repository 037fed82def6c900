"""What a page says of its study in its own words: the first line, who lives where under which rules, how to read it."""

from collections.abc import Mapping
from typing import Any

from glasshouse.base.errors import count_of
from glasshouse.charts.frames import everybody
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import Study, TwoWorlds, who_of
from glasshouse.charts.words import duration, percent
from glasshouse.measure.interval import unseen
from glasshouse.results.comparison import Comparison
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.numbers import FEW, FEW_MARK, NO_BREAK
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.scheme.language.model import Scheme

FIRST_LINE = (
    "Synthetic people only: this report describes no real person. "
    "It is a result under stated assumptions, not a forecast."
)
MANY = 4  # other schemes that are counted and not named


def first_line(study: Study) -> str:
    """What a page says first: that nobody in it is real."""
    line = FIRST_LINE
    if who_of(study) == "firms":
        line = line.replace("people", "people and firms").replace("real person", "real person and no real firm")
    return line.replace("It is a result", "It holds results") if isinstance(study, Ensemble | TwinEnsemble) else line


def opening(study: Study) -> str:
    """Who lives where under which rules for how long, and how often."""
    info = study.info
    people = f"{info['world']['people']:,} synthetic people"
    if who_of(study) == "firms":
        people = f"{info['firms']:,} synthetic firms of {people}"
    place, time = f"In the world “{info['world']['title']}”,", duration(info["months"])
    if isinstance(study, Comparison | TwinEnsemble):
        often = "" if isinstance(study, Comparison) else f" All this {_often(study)}."
        return (
            f"{place} the same {people} live {time} twice, with the same chances: once under a, once under b.{often} "
            "What differs is the doing of the rules."
        )
    if not judges(study.scheme):
        rest = "nobody is scored or listed."
        return f"{place} {people} live {time}; {rest}"
    changes = len(info["scheme"].get("changes", ()))
    rules = f"these rules, {count_of(changes, 'part')} of them changed for this run" if changes else "these rules"
    rules += _beside(info)
    if isinstance(study, Ensemble):
        return f"{place} {people} live {time} under {rules}, {_often(study)}."
    return f"{place} {people} live {time} under {rules}; {study.metric('sanctioned_share')['of']:,} are scored."


def _beside(info: Mapping[str, Any]) -> str:
    """The other schemes of a run that are about the same subjects, by their titles."""
    own = info["scheme"]
    others = [one["title"] for one in info["schemes"] if one["id"] != own["id"] and one["kind"] == own["kind"]]
    if not others:
        return ""
    return f" and those of {' and '.join(others) if len(others) < MANY else f'{len(others)} other schemes'}"


def burn_in(study: Study) -> str:
    """How long was simulated before anything was counted; nothing where all of it is."""
    months = study.info.get("burn_in", 0)
    if not months:
        return ""
    own = " each under its own rules," if isinstance(study, Comparison | TwinEnsemble) else ""
    return (
        f"The first {duration(months)} are a burn-in: simulated,{own} and counted nowhere, so that files are not empty."
    )


def judges(scheme: Scheme) -> bool:
    """Whether a scheme scores, grades or lists anybody."""
    return bool(scheme.score or scheme.grades or scheme.lists)


def _often(study: Ensemble | TwinEnsemble) -> str:
    first = study.info["seed"]
    if study.size == 1:
        return f"once, with seed {first}"
    return f"{study.size:,} times over, with seeds {first} to {first + study.size - 1}"


def past(study: Study) -> str:
    """Until when a branch had which past; nothing of a study that begins with its first month."""
    of = study.info.get("branch")
    if not of:
        return ""
    if isinstance(study, Comparison | TwinEnsemble):
        shared = f"the {duration(of['at'])} that run {of['run']} spent under {'+'.join(of['schemes'])}"
        return f"Both worlds share one past: {shared}. From {of['begins']} on they go on apart; nothing differs before."
    return (
        f"This is a branch: until {of['begins']}, for {duration(of['at'])}, the same lives went on "
        f"under the rules of {', '.join(of['schemes'])}, and from then on under those of this run."
    )


def titles(study: TwoWorlds) -> tuple[str, str]:
    """What both worlds are called on a page about people, or on one about firms: by the schemes that are about them."""
    if isinstance(study, TwinEnsemble):
        return study.titles
    one, other = (
        " + ".join(
            run.under(name).scheme.title for name in run.schemes if run.under(name).catalogue.cast.who == study.who
        )
        for run in (study.a, study.b)
    )
    return one, other


def told_apart(study: TwoWorlds) -> tuple[str, str]:
    """The same within a sentence: with their letters, where both are called the same."""
    one, other = titles(study)
    return (one, other) if one != other else (f"{one} (a)", f"{other} (b)")


def answer(study: TwoWorlds) -> str:
    """What came of it, in two sentences."""
    whole = everybody(study)
    people, differ = f"{whole['people']:,.0f}", text_of(study, whole, "parted")
    if not whole["parted"]:
        return f"Not one of {people} lives differs: each is the same in both worlds, to the last bit."
    share = f" ({percent(whole['share'])})" if isinstance(study, Comparison) else ""
    said = f"{differ} of {people} lives differ{share}; all others are the same to the last bit."
    alone = {side: whole[f"sanctioned_{side}_only"] for side in "ab"}
    if not any(alone.values()):
        return f"{said} Nobody ends under sanction in one world and not in the other."
    more, less = sorted(alone, key=lambda side: -alone[side])
    many = {side: text_of(study, whole, f"sanctioned_{side}_only") for side in "ab"}
    rest = f", {many[less]} in {less} and not in {more}" if alone[less] else ""
    end = "ends" if alone[more] == 1 else "end"
    return f"{said} {many[more]} {end} under sanction in {more} and not in {less}{rest}."


def side_line(comparison: Comparison, side: int) -> str:
    """How many stand how at the end under one side, in one line."""
    run = comparison.runs[side]
    found = run.metric("sanctioned_people")
    if not judges(run.scheme):
        return "Nobody is scored or listed."
    return f"{int(found['value'] or 0):,} of {found['of']:,} people under sanction at the end."


OF_ALL_RUNS = (
    " A share of what is counted is that of all runs together, and the time until half are free is read off the curve "
    "of all of them. Which two groups are furthest apart is chosen once, by the counts of all runs; the number is the "
    "ratio of their shares, with an interval on the scale of logarithms."
)
"""What is no mean over runs, and why a mean of it would be another number; see ``results.together``."""


def methods(study: Ensemble | TwinEnsemble) -> list[str]:
    """How to read the numbers: what they are means of, how their intervals are made, and what these do not say."""
    size, of_pairs = study.size, isinstance(study, TwinEnsemble)
    one = "comparison" if of_pairs else "run"
    if size == 1:
        return [
            f"One {one} was simulated, and one says nothing of how far chance moves its numbers: there is no interval."
        ]
    same = (
        "the same world and the same two systems of rules, other occasions. Within each, both share every chance."
        if of_pairs
        else "the same world, people and rules, with other occasions."
    )
    differences = " That of a difference is made of the differences, one from each seed." if of_pairs else ""
    ends = "" if of_pairs else " Intervals end where a number must: a share is never below 0 %."
    whole = " A share of what is counted is that of all comparisons together." if of_pairs else OF_ALL_RUNS
    return [
        f"{size:,} {one}s that differ only in chance: {same} Every number is the mean over these {one}s, and in "
        "brackets stands its 95 % interval by Student’s t: in about 95 of 100 such ensembles it holds the mean over "
        f"all seeds there are.{differences}{whole}",
        f"An interval is about the mean. A single {one} strays further: in charts, pale bands and thin lines reach "
        f"from the least to the most of these {one}s, dark bands and thick lines are the interval.{ends}",
        f"A number with {FEW_MARK} counts fewer than {FEW} in all {one}s together, and its interval is too narrow. "
        f"What is 0 in every one of {size:,} {one}s may still happen in up to {unseen(size) * 100:.2g}{NO_BREAK}% "
        f"of {one}s.",
        "The intervals are about chance alone. Assumed numbers that lie elsewhere in their ranges, and rules that were "
        "left out, may move the results by more than they show.",
    ]
