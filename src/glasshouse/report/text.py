"""What a report says in its own words: its first line, the big numbers, what may be quoted, the glossary."""

from typing import Any, NamedTuple

from glasshouse.base.errors import count_of
from glasshouse.charts.sanctions import curve, gap_words, widest_gap
from glasshouse.charts.words import NONE, capital, duration, group_title, known, one_in, percent
from glasshouse.measure.disparity import counted
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.losses import caution
from glasshouse.results.run import Run

FIRST_LINE = (
    "Synthetic people only: this report describes no real person. "
    "It is a result under stated assumptions, not a forecast."
)


class Card(NamedTuple):
    """One big number: what it is, in a sentence, with its counts; and what its little picture shows."""

    id: str
    big: str
    unit: str
    label: str
    detail: str
    picture: dict[str, Any]


def first_line(run: Run | Ensemble) -> str:
    """What a page says first: that nobody in it is real."""
    return first_line_of(run.catalogue.cast.who)


def first_line_of(who: str) -> str:
    """What a page about ``who`` says first."""
    if who == "firms":
        return FIRST_LINE.replace("people", "people and firms").replace("real person", "real person and no real firm")
    return FIRST_LINE


def opening(run: Run) -> str:
    """Who lives where under which rules for how long, in one sentence."""
    info, scored = run.info, run.metric("sanctioned_share")["of"]
    people, place = f"{info['world']['people']:,} synthetic people", info["world"]["title"]
    if run.catalogue.cast.who == "firms":
        people = f"{info['firms']:,} synthetic firms of {people}"
    time, scheme = duration(info["months"]), run.scheme
    if scheme.score is None and not scheme.grades and not scheme.lists:
        return f"In the world “{place}”, {people} live {time}; nobody is scored or listed."
    changes = len(info["scheme"].get("changes", ()))
    rules = f"these rules, {count_of(changes, 'part')} of them changed for this run" if changes else "these rules"
    return f"In the world “{place}”, {people} live {time} under {rules}; {scored:,} are scored."


def past(run: Run) -> str:
    """Until when a branch was lived under which rules; nothing of a run that is none."""
    branched = run.info.get("branch")
    if branched is None:
        return ""
    names = ", ".join(branched["schemes"])
    return (
        f"This is a branch: until {branched['begins']}, for {duration(branched['at'])}, the same lives were lived "
        f"under the rules of {names}, and from then on under those of this run."
    )


def cards(run: Run) -> list[Card]:
    """The four big numbers."""
    return [_sanctioned(run), _wrongful(run), _recovery(run), _disparity(run)]


def _sanctioned(run: Run) -> Card:
    found = run.metric("sanctioned_share")
    people, of, share = found["people"] or 0, found["of"] or 0, found["value"]
    label = "people under sanction at the end"
    full = f" {told}" if (told := caution(run)) else ""
    if not people:
        return Card("sanctioned", "0", "", label, f"Nobody of {of:,} people scored.{full}", {})
    every = round(1 / share)
    detail = f"{capital(one_in(share))}: {percent(share)} of {of:,} people scored.{full}"
    return Card("sanctioned", f"{people:,}", "", label, detail, {"dots": every if every <= 240 else 0})


def _wrongful(run: Run) -> Card:
    found = run.metric("wrongful_share")
    label = "of them would stand better without wrong records"
    if not known(found["value"]):
        return Card("wrongful", NONE, "", label, "Nobody is under sanction, so no share can be formed.", {})
    detail = f"{found['people']:,} of {found['of']:,} people under sanction at the end."
    return Card("wrongful", percent(found["value"]), "", label, detail, {"share": found["value"]})


def _recovery(run: Run) -> Card:
    half, most = (run.metric(name)["value"] for name in ("median_recovery_months", "p90_recovery_months"))
    label, everyone = "until half of those sanctioned are free again", curve(run, None)
    if not everyone:
        return Card("recovery", NONE, "", label, "Nobody came under sanction, so nobody had to recover.", {})
    seen = max(row["at_risk"] for row in everyone)
    if not known(half):
        end = everyone[-1]
        detail = (
            f"{percent(end['still'])} are still under sanction after {duration(end['months'])}, the longest "
            f"that the run saw; {seen:,} people were followed."
        )
        return Card("recovery", "not reached", "", label, detail, {})
    rest = f"Nine in ten: {duration(most)}." if known(most) else "Nine in ten: not reached in this run."
    detail = f"{rest} {seen:,} people were followed."
    big, unit = duration(half).split(" ")
    return Card("recovery", big, unit, label, detail, {"half": half, "most": most if known(most) else None})


def _disparity(run: Run) -> Card:
    gap = widest_gap(run)
    if gap is None:
        detail = "No two groups that can be compared differ by two standard errors."
        return Card("disparity", NONE, "", "largest difference between groups", detail, {})
    more, less = (group_title(one.trait, one.level) for one in (gap.more, gap.less))
    detail = f"{percent(gap.more.rate)} ({counted(gap.more)}) against {percent(gap.less.rate)} ({counted(gap.less)})."
    bars = {"more": 1.0, "less": gap.less.rate / gap.more.rate}
    if gap.ratio is None:
        label = f"of {more} under sanction, and none of {less}"
        return Card("disparity", percent(gap.more.rate), "", label, detail, bars)
    label = f"as often under sanction: {more}, against {less}"
    return Card("disparity", f"{gap.ratio:.1f}", "times", label, detail, bars)


def may_be_said(run: Run) -> list[str]:
    """Sentences with numbers that this run bears out."""
    share, wrong = run.metric("sanctioned_share"), run.metric("wrongful_share")
    half, gap = run.metric("median_recovery_months")["value"], widest_gap(run)
    people, of = share["people"] or 0, share["of"] or 0
    time = duration(run.info["months"])
    where = f"In a simulation of {of:,} synthetic people who lived {time} under {run.scheme.title},"
    said = [f"{where} {people:,} were under sanction at the end" + (f" ({one_in(share['value'])})." if people else ".")]
    if known(wrong["value"]):
        said.append(
            f"{where} {wrong['people']:,} of the {wrong['of']:,} people under sanction at the end would have "
            "stood better without wrong records."
        )
    if known(half):
        said.append(f"{where} half of those who came under sanction were free again within {duration(half)}.")
    elif gap:
        said.append(f"{where} {gap_words(gap, 'were')}.")
    return said


def may_not_be_said(run: Run) -> list[tuple[str, str]]:
    """Sentences that this run does not bear out, each with the reason."""
    share, place = run.metric("sanctioned_share"), run.info["world"]["title"]
    some = capital(one_in(share["value"])) if share["people"] else "Nobody"
    return [
        (
            f"“{some} in {place} is under sanction.”",
            "The people are synthetic; nobody in the place was counted.",
        ),
        (
            f"“Under {run.scheme.title}, this will happen.”",
            "The result follows from stated assumptions; other values in their ranges give other numbers.",
        ),
        (
            "“Sanctions made people poorer by the difference shown.”",
            "People under sanction are other people than the rest. An effect shows in a twin: the same world "
            "and seed under another scheme.",
        ),
    ]


GLOSSARY = {
    "World": "A synthetic society made from aggregate tables: regions, neighbourhoods, groups, livelihoods.",
    "Synthetic person": "A number drawn so that many together meet the tables; nobody real stands behind it.",
    "Scheme": "The encoded rules: what earns and costs points, grades, lists, consequences, ways back.",
    "Conduct": "Something that a person may do or undergo and that a scheme may look at.",
    "Source": "An agency or firm that writes records, with what it misses and how it errs.",
    "Record": "What a source wrote down. It is wrong if nothing happened, or if somebody else did it.",
    "File": "The live records of one person, from which the score is made.",
    "Score and grade": "What the scheme makes of a file: points, and the band they fall in.",
    "List": "A list that a person enters by a conduct or a grade, and that others may act on.",
    "Under sanction": "On a list, or in a grade, that refuses some service.",
    "By wrong records": "The person would stand better if the wrong records on the file were taken out.",
    "Service": "Something one may be granted or refused: a loan, a ticket, a post.",
    "Context": "The part of life that a conduct or a service belongs to, such as credit, traffic or travel.",
    "Kaplan-Meier": "A way to estimate how long something lasts that counts what has not ended too.",
    "Hukou": "The household registration of China, agricultural or non-agricultural.",
    "Times the lowest share": "A group's share under sanction, over the lowest among groups of its trait.",
    "Standard error": "How far a share moves by chance; a difference below two is not compared.",
    "Twin": "The same world, seed and occasions under another scheme; the difference is an effect.",
}
"""Words of the report, for readers who meet them for the first time."""
