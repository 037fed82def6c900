"""What a run and its rules hold for each limb, in a sentence or two with its counts."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import polars as pl

from glasshouse.base.units import span_text
from glasshouse.charts.frames import frame, in_all
from glasshouse.charts.groups import times_of, widest_gap
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import OneWorld
from glasshouse.charts.words import NONE, capital, group_title, hundredths, number_word, percent
from glasshouse.measure.disparity import Gap, counted
from glasshouse.report.cards import metric
from glasshouse.report.legal import article, crossing, gravity, rewards, sources
from glasshouse.report.legal.article import Limb
from glasshouse.report.legal.totals import in_brackets, summed
from glasshouse.report.rules import STATUSES
from glasshouse.results.numbers import SHARE
from glasshouse.results.run import Run
from glasshouse.scheme.explain.words import input_words
from glasshouse.scheme.language.model import Scheme, inputs_of

MOST_NAMED = 3


class Answer(NamedTuple):
    """A limb, and what is held for it; empty where there is nothing."""

    limb: Limb
    found: str


def answers(study: OneWorld) -> list[Answer]:
    """Every limb with what a run, or many, hold for it; those for which they hold nothing are left out."""
    asked = LIMBS if scores(study.scheme) else {article.CONTEST: _contest}
    found = [Answer(limb, answer(study)) for limb, answer in asked.items()]
    return [one for one in found if one.found]


def scores(scheme: Scheme) -> bool:
    """Whether a scheme scores or lists anybody."""
    return scheme.score is not None or bool(scheme.lists)


def _act(study: OneWorld) -> str:
    scheme = study.scheme
    parts = {
        "rule for records": len(scheme.rules),
        "list": len(scheme.lists),
        "input besides records": len(list(inputs_of(scheme))),
        "consequence": len(scheme.consequences),
    }
    told = [_many(count, name) for name, count in parts.items() if count]
    return (
        f"A computer applies {_and(told)} as they are written, and nobody weighs a case. Whether what applies them "
        "elsewhere is an AI system, a run does not hold."
    )


def _scoring(study: OneWorld) -> str:
    row = frame(study, "behind_metrics").row(by_predicate=pl.col("metric") == "sanctioned_share", named=True)
    scheme = study.scheme
    told = [f"{text_of(study, row, 'of')} people are evaluated at the end of the run."]
    if scheme.score is not None and scheme.grades:
        told.append(f"Each has a score and with it one of {number_word(len(scheme.grades))} grades.")
    elif scheme.score is not None:
        told.append("Each has a score.")
    listed = frame(study, "lists")
    for one in listed.filter(pl.col("month") == pl.col("month").max()).to_dicts():
        told.append(f"On the list {one['title']}: {text_of(study, one, 'people')}.")
    return " ".join(told)


def _time(study: OneWorld) -> str:
    rules = study.scheme.rules
    if not rules:
        stays = [one.stays for one in study.scheme.lists if one.stays is not None]
        return f"One record is enough to be listed, for {gravity.spans(stays)}." if stays else ""
    terms = [rule.lasts for rule in rules if rule.lasts is not None]
    told = f"Records count for {gravity.spans(terms)}. " if terms else ""
    kinds = len({rule.conduct for rule in rules if rule.conduct})
    return f"{told}Those of {_many(kinds, 'kind')} of conduct are read together, month by month."


def _basis(study: OneWorld) -> str:
    row, rows = in_all(study), sources.written(study)
    told = []
    if rows:
        kinds = len({one["conduct"] for one in rows})
        records = text_of(study, summed(rows, "records"), "records")
        told.append(f"Behaviour: {records} records of {_many(kinds, 'kind')} of conduct were read.")
    if row["points_lost"]:
        part, whole = (text_of(study, row, name) for name in ("points_lost_lawfully", "points_lost"))
        share = percent(row["points_lost_lawfully"] / row["points_lost"])
        told.append(f"{part} of {whole} points lost ({share}) were lost for lawful conduct.")
    fed = [fed for _, fed in inputs_of(study.scheme)]
    traits = [input_words(one) for one in fed if one.form.key == "trait"]
    others = [input_words(one) for one in fed if one.form.key != "trait"]
    told.append(f"Characteristics: {'; '.join(traits)}." if traits else "No characteristic of people is read.")
    if others:
        told.append(f"Besides records: {'; '.join(others)}.")
    return " ".join(told)


def _link(study: OneWorld) -> str:
    people, share = (metric(study, name) for name in ("sanctioned_people", "sanctioned_share"))
    row = in_all(study)
    under = f"{people.text} ({people.ends})" if people.ends else people.text
    of = f"{share.text} ({share.ends})" if share.ends else share.text
    asked, refused = (text_of(study, row, name) for name in ("asked", "refused"))
    stand = f"{under} people, {of} of those evaluated, stand" if people.value else "nobody of those evaluated stands"
    return (
        f"In these rules a grade or a list alone decides: nothing else is weighed beside it. At the end {stand} where "
        f"something is refused; {refused} of {asked} requests were refused."
    )


def _treatment(study: OneWorld) -> str:
    rows = [row for row in frame(study, "refusals").sort("refused", descending=True).to_dicts() if row["refused"]]
    told = []
    if rows:
        most = [f"{row['title']} {text_of(study, row, 'refused')}" for row in rows[:MOST_NAMED]]
        told.append(f"Refused: {_many(len(rows), 'service')}, most often {', '.join(most)}.")
    else:
        told.append("No request was refused.")
    closer = {f"{one.inspected:g}" for one in study.scheme.consequences if one.inspected is not None}
    if closer:
        told.append(f"Some are watched more closely: sources record {_and(sorted(closer))} times as much of them.")
    public = [one.title for one in study.scheme.lists if one.public]
    if public:
        told.append(f"Public: the list {_and(public)}." if len(public) == 1 else f"Public lists: {_and(public)}.")
    return " ".join(told)


def _unrelated(study: OneWorld) -> str:
    return f"{crossing.said(study, crossing.of_one_world(study))} {crossing.ruled(study)}".strip()


def _who(study: OneWorld) -> str:
    bodies = list(dict.fromkeys(one.by for one in study.scheme.consequences if one.by is not None))
    named = len([one for one in study.scheme.consequences if one.by is not None])
    whole = len(study.scheme.consequences)
    if not bodies:
        return "The encoded rules name no body that applies their consequences."
    return f"For {named} of {_many(whole, 'consequence')} the rules name a body that applies it: {'; '.join(bodies)}."


def _proof(study: OneWorld) -> str:
    rows, scheme = sources.written(study), study.scheme
    known = [one.status for part in (scheme.rules, scheme.lists, scheme.consequences) for one in part]
    read = f"{known.count('found'):,} of {len(known):,} rules, lists and consequences"
    texts = f"{read} are {STATUSES['found']} that is cited."
    if not rows:
        return f"No record that the rules read was written. {texts}"
    wrote = len({row["source"] for row in rows})
    records, wrong = (text_of(study, summed(rows, name), name) for name in ("records", "wrong"))
    share = text_of(study, sources.wrong_share(rows), "share", SHARE, "wrong")
    return (
        f"{_many(wrote, 'source')} wrote the {records} records that these rules read; {in_brackets(wrong, share)} of "
        f"them are wrong. {texts}"
    )


def _contest(study: OneWorld) -> str:
    appeal = study.scheme.appeal
    if appeal is None:
        return "The encoded rules name no way to contest a record."
    row = in_all(study)
    share = percent(row["struck_wrong"] / row["wrong"]) if row["wrong"] else NONE
    struck, wrong = (text_of(study, row, name) for name in ("struck_wrong", "wrong"))
    return (
        f"Yes, within {span_text(appeal.window)} of notice; decided in {span_text(appeal.decided_in)}. "
        f"{'In this run' if isinstance(study, Run) else 'On average'} {struck} of {wrong} wrong records ({share}) were "
        "struck."
    )


def _groups(study: OneWorld) -> str:
    gap = widest_gap(study)
    if gap is None:
        return ""
    more, less = (group_title(one.trait, one.level) for one in (gap.more, gap.less))
    over = "" if isinstance(study, Run) else " over all runs together"
    spared = (1 - gap.more.rate) / (1 - gap.less.rate)
    return (
        f"{capital(more)} against {less}. Under sanction{over}: {counted(gap.more)} against {counted(gap.less)}; "
        f"{_ratio(gap)}, {gap.z:.1f} standard errors. Not under sanction: {percent(1 - gap.more.rate)} against "
        f"{percent(1 - gap.less.rate)}; the first share is {spared:.2g} times the second."
    )


def _ratio(gap: Gap) -> str:
    if gap.ratio is None:
        return "no ratio, as the other share is zero"
    return f"the first share is {times_of(gap) if gap.ends else f'{hundredths(gap.ratio)} times'} the second"


def _many(count: int, noun: str) -> str:
    """A count with its noun.

    >>> _many(1, "list"), _many(3, "input besides records")
    ('1 list', '3 inputs besides records')
    """
    first, _, rest = noun.partition(" ")
    return f"{count:,} {first}{'' if count == 1 else 's'}{' ' if rest else ''}{rest}"


def _and(names: Iterable[str]) -> str:
    """Names as one lists them in a sentence.

    >>> _and(["a", "b", "c"])
    'a, b and c'
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


LIMBS: dict[Limb, Callable[[OneWorld], str]] = {
    article.ACT: _act,
    article.SCORING: _scoring,
    article.TIME: _time,
    article.BASIS: _basis,
    article.LINK: _link,
    article.TREATMENT: _treatment,
    article.UNRELATED: _unrelated,
    article.PROPORTION: gravity.said,
    article.REWARDS: rewards.said,
    article.WHO: _who,
    article.PROOF: _proof,
    article.CONTEST: _contest,
    article.GROUPS: _groups,
}
"""The limbs in the order in which they are read, each with what answers it."""
