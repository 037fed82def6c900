"""What an author should know of a scheme that runs: what weighs on people, leads nowhere, or has no source."""

import re
from collections.abc import Iterator

from glasshouse.base.bibliography import key_of
from glasshouse.base.errors import count_of
from glasshouse.base.evidence import Sourced
from glasshouse.base.units import FOREVER, frequency_text, span_text, whole_months
from glasshouse.base.yamlfile import Where
from glasshouse.consequence.model import Better, Consequence
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.state import MOST_RECORDS
from glasshouse.remedy.model import Appeal
from glasshouse.scheme.check.advice.burdens import burdens
from glasshouse.scheme.check.advice.edges import cliffs, grades_alike, hard_to_reach
from glasshouse.scheme.check.advice.succession import cut_dates, earlier_records, gaps, rounded_dates
from glasshouse.scheme.check.faults.dates import meet, timed_parts
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.language.counts import CLAUSES, status_counts, term_counts, told
from glasshouse.scheme.language.model import Connection, Consent, ListRule, Member, Rule, Scheme, Score
from glasshouse.scheme.language.parts import parts
from glasshouse.scheme.language.points import points_of

WITH_SHARES = Consent | Connection | Member  # their numbers carry evidence or ranges of their own


def warned(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """What is probably not meant, or weighs on people in a way that a reader may miss."""
    yield from burdens(scheme, catalogue)
    yield from _without_effect(scheme)
    yield from _unused(scheme)
    yield from _taken_place(scheme)
    yield from cut_dates(scheme)
    yield from gaps(scheme)
    yield from _without_source(scheme)
    yield from _without_range(scheme)
    yield from _without_way_back(scheme)
    if scheme.score is not None and scheme.grades:
        yield from hard_to_reach(scheme, scheme.score)


def noted(scheme: Scheme) -> Iterator[Said]:
    """What is worth knowing when results are read."""
    if scheme.score is not None and scheme.grades:
        yield from cliffs(scheme, scheme.score)
        yield from grades_alike(scheme)
    yield from _rounded(scheme)
    yield from _never_binding(scheme)
    yield from _only_with_a_calendar(scheme)
    yield from rounded_dates(scheme)
    yield from earlier_records(scheme)
    if (scheme.rules or scheme.lists) and not scheme.tests:
        yield (), "carries no examples. Add 'tests': files, and what the rules must make of them."
    if statuses := status_counts(scheme):
        terms = told(term_counts(scheme))
        yield (), f"clauses: {told(statuses)}{f'; how long they count: {terms}' if terms else ''}."


def _without_effect(scheme: Scheme) -> Iterator[Said]:
    """Lists, grades and texts that nothing follows from."""
    felt = {one.when.list for one in scheme.consequences} | {one.when.off_list for one in scheme.consequences}
    for at, entry in enumerate(scheme.lists):
        if entry.id not in felt:
            yield ("lists", at), f"nothing follows from the list {entry.id}: no consequence names it."
        if scheme.grades and entry.enter.grade == scheme.grades[0].id:
            yield ("lists", at, "enter"), f"{entry.enter.grade} is the best grade; is everybody in it meant?"
    cited = {getattr(part, "cite", None) for _, part in parts(scheme)}
    cited |= {key_of(part.evidence) for _, part in parts(scheme) if isinstance(part, Sourced) and part.evidence}
    for key in scheme.bibliography:
        if key not in cited:
            yield ("bibliography", key), "is cited nowhere."
    if scheme.score is not None:
        yield from _idle_score(scheme, scheme.score)


def _idle_score(scheme: Scheme, score: Score) -> Iterator[Said]:
    if not scheme.grades:
        yield ("score",), "nothing follows from the score: there are no grades. Its points are unused."
        if score.assessed is not None:
            yield ("score", "assessed"), "there is no grade to assess once a year."
    gains = any(points_of(rule, scheme) > 0 for rule in scheme.rules) or scheme.repair or scheme.clean
    costs = any(points_of(rule, scheme) < 0 for rule in scheme.rules)
    if gains and not costs and not scheme.accounts and score.start == score.highest:
        yield ("score", "highest"), "everyone starts at the highest score and nothing costs points: gains are unused."
    if score.scaled is not None and not any(rule.odds_times for rule in scheme.rules):
        yield ("score", "scaled"), "is unused: no rule has 'odds_times'."


def _unused(scheme: Scheme) -> Iterator[Said]:
    """Accounts that nothing moves, or that cannot move the way that their points go."""
    for at, account in enumerate(scheme.accounts):
        low, high = account.ends
        points = [points_of(rule, scheme) for rule in scheme.rules if rule.account == account.id]
        points += [repair.gives for repair in scheme.repair if repair.account == account.id]
        if not points and not account.inputs:
            yield ("accounts", at), f"nothing moves the account {account.id}: no rule, repair or input names it."
        elif points and not account.inputs and account.start == high and min(points) > 0:
            yield ("accounts", at), f"{account.id} starts at its highest, and nothing takes points: gains are unused."
        elif points and not account.inputs and account.start == low and max(points) < 0:
            yield ("accounts", at), f"{account.id} starts at its lowest, and nothing gives points: costs are unused."


def _taken_place(scheme: Scheme) -> Iterator[Said]:
    """Rules for one source that lack what the rule for all sources has, whose place they take as a whole."""
    for at, rule in enumerate(scheme.rules):
        general = [
            (place, one)
            for place, one in enumerate(scheme.rules)
            if rule.source is not None and one.conduct == rule.conduct and one.source is None and meet(rule, one)
        ]
        for place, one in general:
            place_of = f"takes the place of rules[{place}] for records of {rule.source}"
            if one.grade_at_most is not None and rule.grade_at_most is None:
                remedy = f"Write 'grade_at_most: {one.grade_at_most}' here, too, if they should."
                yield ("rules", at), f"{place_of}, so that these set no grade. {remedy}"
            if points_of(one, scheme) and not points_of(rule, scheme):
                yield (
                    ("rules", at),
                    f"{place_of}, so that these have no points. Write 'points' here, too, if they should.",
                )


def _without_source(scheme: Scheme) -> Iterator[Said]:
    for where, name, cite in _uncited(scheme):
        if cite is None:
            yield where, f"{name} has no source. Add 'cite' and 'clause'."
    for key, text in scheme.bibliography.items():
        if text.url is None:
            yield ("bibliography", key), "has no address, so that a reader cannot look it up. Add 'url'."
    for where, part in parts(scheme):
        if getattr(part, "clause", None) is not None and not str(getattr(part, "clause", "")).strip():
            yield (*where, "clause"), "is empty. Say which article, line or field of the text it is."
        source = scheme.bibliography.get(str(getattr(part, "cite", None)))
        if source is not None and source.known == "recalled" and getattr(part, "status", None) == "found":
            yield (*where, "status"), "is 'found', but its source is known from memory alone ('recalled')."


def _uncited(scheme: Scheme) -> Iterator[tuple[Where, str, str | None]]:
    """Every part that may lack a citation but should have one, unless it is assumed: where, its name, its citation."""
    if scheme.score is not None and scheme.score.status != "assumed":
        yield ("score",), "the scale", scheme.score.cite
    for at, grade in enumerate(scheme.grades):
        yield ("grades", at), f"grade {grade.id}", grade.cite
    for at, account in enumerate(scheme.accounts):
        if account.status != "assumed":
            yield ("accounts", at), f"account {account.id}", account.cite
        for place, fed in enumerate(account.inputs):
            if fed.status != "assumed":
                yield ("accounts", at, "inputs", place), f"this input of {account.id}", fed.cite or account.cite
    consent = scheme.subjects.consent
    if consent is not None and consent.status != "assumed":
        yield ("subjects", "consent"), "consent", consent.cite or scheme.subjects.cite


def _without_range(scheme: Scheme) -> Iterator[Said]:
    """Assumed numbers that do not say how far from the truth they may lie, or lie outside what they say."""
    for where, part in parts(scheme):
        if not isinstance(part, CLAUSES) or part.status != "assumed" or isinstance(part, WITH_SHARES):
            continue
        span = None if isinstance(part, Appeal) else part.assumed
        note = part.note or ""
        if span is None and _has_a_number(part) and not re.search(r"\d", note):
            yield where, "is assumed, and neither 'assumed: [low, high]' nor a number in its note says how far."
        elif span is None and not note:
            yield where, "is assumed. Say in 'note' what speaks for it."
        elif isinstance(part, Rule) and span is not None and part.points and not span[0] <= part.points <= span[1]:
            yield (*where, "points"), f"{part.points} lies outside its own assumed range {list(span)}."


def _has_a_number(part: object) -> bool:
    """Whether a clause holds a number without a range of its own."""
    if isinstance(part, Consequence):
        return part.inspected is not None and not isinstance(part.effect, Better)
    if isinstance(part, Rule):
        return bool(part.points) or part.odds_times is not None
    return not isinstance(part, ListRule) or part.stays is not None


def _without_way_back(scheme: Scheme) -> Iterator[Said]:
    refuses = any(one.refuses for one in scheme.consequences)
    if refuses and scheme.appeal is None:
        yield (), "there is no appeal: a wrong record stands until it lapses."
    for at, entry in enumerate(scheme.lists):
        if entry.stays == FOREVER and entry.leave is None:
            yield ("lists", at, "stays"), f"nobody ever leaves the list {entry.id}."


def _rounded(scheme: Scheme) -> Iterator[Said]:
    spans = [(("rules", at, "lasts"), rule.lasts) for at, rule in enumerate(scheme.rules) if rule.lasts is not None]
    spans += [(("repair", at, "lasts"), repair.lasts) for at, repair in enumerate(scheme.repair)]
    spans += [(("lists", at, "stays"), one.stays) for at, one in enumerate(scheme.lists) if one.stays is not None]
    for where, months in spans:
        whole = whole_months(months)
        if abs(whole - months) > months * 0.05 > 0:
            yield where, f"{span_text(months)} is counted in whole months: {whole}."
    for at, entry in enumerate(scheme.lists):
        if entry.notice is not None and abs(round(entry.notice) - entry.notice) > entry.notice * 0.05 > 0:
            counted = count_of(round(entry.notice), "month")
            yield ("lists", at, "notice"), f"{span_text(entry.notice)} is counted in whole months: {counted}."


def _never_binding(scheme: Scheme) -> Iterator[Said]:
    caps = [(("rules", at, "at_most"), rule.at_most) for at, rule in enumerate(scheme.rules)]
    caps += [(("repair", at, "at_most"), repair.at_most) for at, repair in enumerate(scheme.repair)]
    for where, cap in caps:
        if cap is not None and cap[0] >= MOST_RECORDS:
            yield where, f"'{frequency_text(cap)}' never binds: a file holds at most {MOST_RECORDS} records."


def _only_with_a_calendar(scheme: Scheme) -> Iterator[Said]:
    """Parts that begin later than the scheme, so that runs without a date leave them out."""
    if scheme.in_force is None:
        return
    begins = month_number(scheme.in_force)
    later = [where for where, one in timed_parts(scheme) if one.from_ is not None and month_number(one.from_) > begins]
    later = [where for where in later if where[0] in ("rules", "lists", "consequences")]
    runs = "in runs that say when they begin (--begins)"
    if len(later) == 1:
        yield later[0], f"1 part of it begins after {scheme.in_force}: it holds only {runs}."
    elif later:
        some = f"{len(later)} parts of it begin after {scheme.in_force}, this one first"
        yield later[0], f"{some}: they hold only {runs}."
