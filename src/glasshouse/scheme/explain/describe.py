"""A scheme in plain words: who is scored, what counts, what follows, and the ways back."""

from collections.abc import Iterator
from typing import NamedTuple

from glasshouse.base.errors import count_of
from glasshouse.base.units import FOREVER, frequency_text, span_text
from glasshouse.observe.catalogue import Catalogue
from glasshouse.remedy.model import Appeal
from glasshouse.scheme.explain.words import (
    ASKED,
    account_words,
    band,
    counts_for,
    effect_words,
    entered_by,
    ground,
    holder,
    input_words,
    joined,
    levels_words,
    terms_of,
    titles,
    when,
    who,
)
from glasshouse.scheme.forms.grounds.form import Title
from glasshouse.scheme.language.counts import status_counts, term_counts, told
from glasshouse.scheme.language.model import ListRule, Scheme
from glasshouse.scheme.language.points import points_of


class Section(NamedTuple):
    """A heading and the lines below it."""

    title: str
    lines: tuple[str, ...]


def describe(scheme: Scheme, catalogue: Catalogue) -> list[Section]:
    """What a scheme says, section by section; sections that would be empty are left out."""
    title = titles(catalogue)
    sections = [
        Section(scheme.title, tuple(_frame(scheme))),
        Section("Schemes in it", tuple(_members(scheme))),
        Section("What the score is made of", tuple(_accounts(scheme))),
        Section("Grades", tuple(_grades(scheme))),
        Section("What costs points", tuple(_points(scheme, title, -1))),
        Section("What earns points", tuple(_points(scheme, title, 1))),
        Section("What sets a grade", tuple(_direct(scheme, title))),
        Section("Lists", tuple(_list(entry, title) for entry in scheme.lists)),
        Section("What reaches the files", tuple(_connected(scheme, title))),
        Section("What follows", tuple(_follows(scheme, title))),
        Section("Ways back", tuple(_ways_back(scheme, title))),
        Section("Other readings", tuple(_variants(scheme))),
        Section("How it is known", tuple(_known(scheme))),
    ]
    return [section for section in sections if section.lines]


def described(scheme: Scheme, catalogue: Catalogue) -> str:
    """The sections of :func:`describe` as text."""
    sections = describe(scheme, catalogue)
    return "\n\n".join("\n".join([one.title, *(f"  {line}" for line in one.lines)]) for one in sections)


def _frame(scheme: Scheme) -> Iterator[str]:
    yield scheme.about.strip()
    if scheme.in_force is not None:
        yield f"In force since {scheme.in_force}{f', until {scheme.until}' if scheme.until is not None else ''}."
    if scheme.score is not None:
        top = "" if scheme.score.highest is None else f" and at most {scheme.score.highest}"
        scale = f"at least {scheme.score.lowest}{top}"
        yield f"Scored: {who(scheme)}. Everybody starts at {scheme.score.start} points; {scale}."
    elif scheme.lists:
        yield f"Listed, but not scored: {who(scheme)}."
    if scheme.score is not None and (scaled := scheme.score.scaled) is not None:
        odds = f"{scaled.at} stands for {scaled.odds:g} good to 1 bad"
        yield f"Points stand for odds: {odds}, and {scaled.doubles_every:g} points double them."
    yield from _consent(scheme)
    if scheme.known_to is not None:
        yield f"{scheme.known_to.value:.0%} of them know of it."
    yield from _visible(scheme)


def _consent(scheme: Scheme) -> Iterator[str]:
    if (consent := scheme.subjects.consent) is not None:
        later = "".join(f", {step.share.value:.0%} {when(step)}" for step in consent.later)
        yield f"In it are those who {ASKED[consent.asked]}: {consent.share.value:.0%}{later}."


def _visible(scheme: Scheme) -> Iterator[str]:
    if "everyone" in scheme.visible.score:
        yield "Anybody may look up the score of anybody."
    elif "partners" in scheme.visible.score:
        yield "Partners of the scheme see the scores."
    if scheme.lists and scheme.visible.lists != "public":
        yield f"Its lists are shown to {scheme.visible.lists}."


def _members(scheme: Scheme) -> Iterator[str]:
    for one in scheme.members:
        where = f" in {', '.join(one.region)}" if one.region is not None else ""
        share = f", in {one.share.value:.2%} of the neighbourhoods" if one.share is not None else ""
        dates = f", {when(one)}" if when(one) else ""
        yield f"{one.scheme}{where}{share}{dates}"


def _accounts(scheme: Scheme) -> Iterator[str]:
    for account in scheme.accounts:
        yield account_words(account)
        yield from (f"  {input_words(fed)}" for fed in account.inputs)


def _grades(scheme: Scheme) -> Iterator[str]:
    yield from (band(scheme, at) for at in range(len(scheme.grades)))
    yield from (f"{levels_words(one.where)}: {one.grade_at_most} at best" for one in scheme.limits)
    if scheme.grades and scheme.score is not None and scheme.score.assessed is not None:
        yield f"The grade is set once a year, in month {scheme.score.assessed}."


def _points(scheme: Scheme, title: Title, sign: int) -> Iterator[str]:
    found = [(points_of(one, scheme), f"{ground(one, title)}{terms_of(one)}", one.lasts) for one in scheme.rules]
    for one in scheme.repair if sign > 0 else ():
        account = f", in {one.account}" if one.account is not None else ""
        cap = f", {frequency_text(one.at_most)} at most" if one.at_most is not None else ""
        found.append((one.gives, f"{title(one.by)}{account}{cap}", one.lasts))
    for points, what, lasts in sorted(found, key=lambda one: -abs(one[0])):
        if points * sign > 0:
            yield f"{points:+5d}  {what}; {counts_for(lasts)}"
    if sign > 0 and scheme.clean is not None:
        yield f"{scheme.clean.points:+5d}  {scheme.clean.months} months without a record that costs points"


def _direct(scheme: Scheme, title: Title) -> Iterator[str]:
    for rule in scheme.rules:
        if rule.grade_at_most is not None:
            dates = f", {when(rule)}" if when(rule) else ""
            yield f"{ground(rule, title)}: {rule.grade_at_most} at best{dates}; {counts_for(rule.lasts)}"


def _list(entry: ListRule, title: Title) -> str:
    seen = "public" if entry.public else "not public"
    dates = f", {when(entry)}" if when(entry) else ""
    head, by = f"{entry.title} ({seen}{dates})", entered_by(entry, title)
    if entry.enter.conduct is None:
        return f"{head}: entered and left with {by}"
    stays = "for ever" if entry.stays is None or entry.stays == FOREVER else f"for {span_text(entry.stays)}"
    early = f", or until: {title(entry.leave.conduct)}" if entry.leave is not None else ""
    notice = f", {span_text(entry.notice)} after notice" if entry.notice is not None else ""
    return f"{head}: entered by {by}{notice}, {stays}{early}"


def _connected(scheme: Scheme, title: Title) -> Iterator[str]:
    for step in scheme.connected:
        dates = f" {when(step)}" if when(step) else ""
        yield f"{title(step.source)}: {step.share.value:.0%} of its records{dates}"


def _follows(scheme: Scheme, title: Title) -> Iterator[str]:
    by_holder: dict[str, dict[str, list[str]]] = {}
    for one in scheme.consequences:
        whom = f"Grade {holder(scheme, one)}" if one.when.grade is not None else holder(scheme, one)
        found = by_holder.setdefault(whom, {})
        dates = f" ({when(one)})" if when(one) else ""
        kind = "refused" if one.refuses else "better" if one.service else f"{effect_words(one)}{dates}"
        found.setdefault(kind, []).extend([title(one.service) + dates] if one.service else [])
    for whom, found in by_holder.items():
        for kind, services in found.items():
            yield f"{whom}: {kind}{': ' if services else ''}{', '.join(services)}"
    tired = {float(one.gives_up_after.value) for one in scheme.consequences if one.gives_up_after is not None}
    if tired:
        yield f"Who is refused gives up asking after {joined(f'{months:g}' for months in sorted(tired))} months."


def _ways_back(scheme: Scheme, title: Title) -> Iterator[str]:
    for repair in scheme.repair:
        yield f"{title(repair.by)} gives {count_of(repair.gives, 'point')} back"
    for entry in scheme.lists:
        if entry.leave is not None:
            yield f"{title(entry.leave.conduct)} ends the entry in: {entry.title}"
    if scheme.appeal is not None:
        yield from _appeal(scheme.appeal)


def _appeal(appeal: Appeal) -> Iterator[str]:
    window, decided_in = span_text(appeal.window), span_text(appeal.decided_in)
    yield f"A record may be contested within {window}; decided in {decided_in}"
    contested, struck = appeal.contested.value, appeal.struck_if_wrong.value
    yield f"Of wrong records that people learn of {contested:.0%} are contested, {struck:.0%} of these struck"


def _variants(scheme: Scheme) -> Iterator[str]:
    for one in scheme.variants:
        yield f"{scheme.id}:{one.id}  {one.title}"


def _known(scheme: Scheme) -> Iterator[str]:
    counts = status_counts(scheme)
    if counts:
        yield f"Clauses: {told(counts)}."
    if terms := term_counts(scheme):
        yield f"How long they count: {told(terms)}."
    if scheme.not_encoded:
        yield f"Left out, with a reason each: {count_of(len(scheme.not_encoded), 'clause')}."
    if scheme.tests:
        yield f"It carries {count_of(len(scheme.tests), 'example')}."
