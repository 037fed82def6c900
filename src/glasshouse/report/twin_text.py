"""What the report of a comparison says in its own words: the big numbers, what may be quoted, the glossary."""

from collections.abc import Mapping
from typing import Any

from glasshouse.charts.alone import conducts_alone, refused_alone, totals
from glasshouse.charts.gains import gains_of
from glasshouse.charts.words import duration, percent
from glasshouse.report.text import Card
from glasshouse.results.comparison import Comparison


def opening(comparison: Comparison) -> str:
    """Who lives twice, where, and for how long, in one sentence."""
    info, place = comparison.info, comparison.info["world"]["title"]
    people = f"{info['world']['people']:,} synthetic people"
    if comparison.who == "firms":
        people = f"{info['firms']:,} synthetic firms of {people}"
    lived = f"In the world “{place}”, the same {people} live {duration(info['months'])} twice, with the same chances"
    return f"{lived}: once under a, once under b. What differs is the doing of the rules."


def past(info: Mapping[str, Any]) -> str:
    """Until when both worlds were one, of two futures of a run; nothing of worlds that differ from the start."""
    of = info.get("branch")
    if not of:
        return ""
    lived = f"the {duration(of['at'])} that run {of['run']} lived under {'+'.join(of['schemes'])}"
    return f"Both worlds share one past: {lived}. From {of['begins']} on they go on apart; nothing differs before."


def titles(comparison: Comparison) -> tuple[str, str]:
    """What both worlds are called on a page about people, or on one about firms: by the schemes that are about them."""
    one, other = (
        " + ".join(
            run.under(name).scheme.title for name in run.schemes if run.under(name).catalogue.cast.who == comparison.who
        )
        for run in (comparison.a, comparison.b)
    )
    return one, other


def answer(comparison: Comparison) -> str:
    """What came of it, in two sentences."""
    parted, whole, people = comparison.parted, comparison.everybody, comparison.compared
    if not parted:
        return f"Not one of {people:,} lives differs: each is the same in both worlds, to the last bit."
    told = f"{parted:,} of {people:,} lives differ ({percent(parted / people)}); "
    told += "all others are the same to the last bit."
    alone = {side: whole[f"sanctioned_{side}_only"] for side in ("a", "b")}
    if not any(alone.values()):
        return f"{told} Nobody ends under sanction in one world alone."
    more, less = sorted(alone, key=lambda side: -alone[side])
    rest = f", {alone[less]:,} in {less} and not in {more}" if alone[less] else ""
    end = "ends" if alone[more] == 1 else "end"
    return f"{told} {alone[more]:,} {end} under sanction in {more} and not in {less}{rest}."


def cards(comparison: Comparison) -> list[Card]:
    """The four big numbers."""
    return [_parted(comparison), _sanctioned(comparison), _refused(comparison), _conduct(comparison)]


def _parted(comparison: Comparison) -> Card:
    parted, people = comparison.parted, comparison.compared
    label = "lives parted"
    detail = f"of {people:,} ({percent(parted / people if people else None)}). {people - parted:,} never do."
    return Card("parted", f"{parted:,}", "", label, detail, {"share": parted / people if people else 0.0})


def _pair(a: int, b: int) -> dict[str, float]:
    """Two bars, if there is anything to draw."""
    most = max(a, b)
    return {"a": a / most, "b": b / most} if most else {}


def _sanctioned(comparison: Comparison) -> Card:
    whole = comparison.everybody
    a, b, both = (whole[f"sanctioned_{where}"] for where in ("a_only", "b_only", "both"))
    detail = f"{a:,} in a alone, {b:,} in b alone; {both:,} in both."
    if wrongly := whole["wrongly_a_only"] + whole["wrongly_b_only"]:
        detail += f" {wrongly:,} of those in one alone by wrong records."
    return Card("sanctioned", f"{a + b:,}", "", "people end under sanction in one world alone", detail, _pair(a, b))


def _refused(comparison: Comparison) -> Card:
    a, b = totals(refused_alone(comparison))
    detail = f"{a:,} refused in a and granted in b, {b:,} the other way round."
    return Card("refused", f"{a + b:,}", "", "requests with another answer", detail, _pair(a, b))


def _conduct(comparison: Comparison) -> Card:
    a, b = totals(conducts_alone(comparison, lawful=False))
    lawful_a, lawful_b = totals(conducts_alone(comparison, lawful=True))
    detail = f"Unlawful: {a:,} in a alone, {b:,} in b alone. Lawful: {lawful_a:,} in a alone, {lawful_b:,} in b alone."
    every = a + b + lawful_a + lawful_b
    return Card("conduct", f"{every:,}", "", "acts in one world alone", detail, _pair(a + lawful_a, b + lawful_b))


def may_be_said(comparison: Comparison) -> list[str]:
    """Sentences with numbers that this comparison bears out."""
    one, other = titles(comparison)
    who = comparison.who
    people, time = comparison.compared, duration(comparison.info["months"])
    a, b = (one, other) if one != other else (f"{one} (a)", f"{other} (b)")
    where = f"In a simulation of {people:,} synthetic {who} that lived {time} twice with the same chances,"
    said = [
        f"{where} under {a} and under {b}, {comparison.parted:,} lives differed and {people - comparison.parted:,} did "
        "not, in anything that they did, asked for, were granted, saved, owed or bore."
    ]
    refused = totals(refused_alone(comparison))
    if any(refused):
        said.append(
            f"{where} {refused[0]:,} requests were refused under {a} that were granted to the same {who} under {b}, "
            f"and {refused[1]:,} the other way round."
        )
    found = gains_of(comparison, "months_sanctioned")
    if found and found[0]["same"] < found[0]["people"]:
        whole = found[0]
        said.append(
            f"{where} {whole['better_b']:,} were longer under sanction under {a} than under {b}, and "
            f"{whole['better_a']:,} the other way round."
        )
    return said


def may_not_be_said(comparison: Comparison) -> list[tuple[str, str]]:
    """Sentences that this comparison does not bear out, each with the reason."""
    one, place = titles(comparison)[0], comparison.info["world"]["title"]
    return [
        (
            f"“In {place}, {one} changed {comparison.parted:,} lives.”",
            f"The {comparison.who} are synthetic; none in the place was counted.",
        ),
        (
            "“The difference is exactly this large.”",
            "This is one seed. Other chances give other numbers, and so do other values of what is assumed.",
        ),
        (
            "“Those whose lives are the same had nothing to do with the rules.”",
            "How somebody stands in the books is no part of a life: who never asked for what would have been refused "
            "lives the same in both worlds.",
        ),
        (
            "“One of the two is better.”",
            "The comparison counts who gains and who loses what. It does not weigh one against the other.",
        ),
    ]


def side_line(comparison: Comparison, side: int) -> str:
    """How many stand how at the end under one side, in one line."""
    run = comparison.runs[side]
    found = run.metric("sanctioned_people")
    if not (run.scheme.score or run.scheme.grades or run.scheme.lists):
        return "Nobody is scored or listed."
    return f"{int(found['value'] or 0):,} of {found['of']:,} people under sanction at the end."


GLOSSARY = {
    "a and b": "The two worlds: the same synthetic people, seed and occasions under two systems of rules.",
    "Difference": "Always a minus b.",
    "Life": "What somebody does, asks for and is answered, saves, owes and bears, month by month. How a scheme has "
    "them in its books is no part of it.",
    "Parted": "A life parts in the first month in which anything of it differs between the worlds.",
    "In one world alone": "The same occasion or request, which came to something else in the other world.",
    "Act in one world alone": "Held back by the rules of the other world, or drawn out by those of its own; some of it "
    "follows from what people can still afford.",
    "Better off": "Less time under sanction, fewer refusals, less strain, more savings or points than in the other "
    "world.",
    "Occasion": "A chance for something to happen. Both worlds have the same; rules change what comes of them.",
    "Seed": "What decides all chances. The same seed gives the same bits, everywhere.",
    "Under sanction": "On a list, or in a grade, that refuses some service.",
    "By wrong records": "The person would stand better if the wrong records on the file were taken out.",
    "Strain": "How hard pressed somebody is, from 0 to 1: by debt, by loss of work, by what is refused.",
}
"""Words of the report, for readers who meet them for the first time."""
