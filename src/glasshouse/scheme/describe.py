"""A scheme in plain words: who is scored, what counts, what follows, and the ways back."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from glasshouse.consequence.model import Better, Consequence
from glasshouse.errors import count_of
from glasshouse.observe.catalogue import Catalogue
from glasshouse.remedy.model import Appeal
from glasshouse.scheme.cautions import status_counts, term_counts, told
from glasshouse.scheme.faults import ADULTS
from glasshouse.scheme.model import Grade, ListRule, Scheme
from glasshouse.units import FOREVER, frequency_text, span_text


class Section(NamedTuple):
    """A heading and the lines below it."""

    title: str
    lines: tuple[str, ...]


def describe(scheme: Scheme, catalogue: Catalogue) -> list[Section]:
    """What a scheme says, section by section; sections that would be empty are left out."""
    title = titles(catalogue)
    sections = [
        Section(scheme.title, tuple(_frame(scheme))),
        Section("Grades", tuple(band(scheme, at) for at in range(len(scheme.grades)))),
        Section("What costs points", tuple(_points(scheme, title, -1))),
        Section("What earns points", tuple(_points(scheme, title, 1))),
        Section("What sets a grade", tuple(_direct(scheme, title))),
        Section("Lists", tuple(_list(entry, title) for entry in scheme.lists)),
        Section("What follows", tuple(_follows(scheme, title))),
        Section("Ways back", tuple(_ways_back(scheme, title))),
        Section("How it is known", tuple(_known(scheme))),
    ]
    return [section for section in sections if section.lines]


def described(scheme: Scheme, catalogue: Catalogue) -> str:
    """The sections of :func:`describe` as text."""
    sections = describe(scheme, catalogue)
    return "\n\n".join("\n".join([one.title, *(f"  {line}" for line in one.lines)]) for one in sections)


def titles(catalogue: Catalogue) -> Callable[[str], str]:
    """A function from the id of a conduct or service to its title, or to the id itself if there is none."""
    known = {one.id: one.title for one in catalogue.conducts} | {one.id: one.title for one in catalogue.services}
    return lambda name: known.get(name, name)


def band(scheme: Scheme, at: int) -> str:
    """The grade at place ``at`` and its scores, such as ``B from 850 to 959 (fairly honest)``."""
    grade: Grade = scheme.grades[at]
    above = scheme.grades[at - 1].from_ if at else None
    named = f" ({grade.title})" if grade.title else ""
    if above is None:
        return f"{grade.id} from {grade.from_}{named}" if grade.from_ is not None else f"{grade.id}{named}"
    low = f"from {grade.from_} to {above - 1}" if grade.from_ is not None else f"below {above}"
    return f"{grade.id} {low}{named}"


def effect_words(one: Consequence) -> str:
    """What a consequence does to its service, in a word or two."""
    if one.inspected is not None:
        return f"watched {one.inspected:g} times as closely"
    if isinstance(one.effect, Better):
        return f"better by {one.effect.gain.value:g} of a month's outgoings a time"
    return "refused"


def who(scheme: Scheme) -> str:
    """Who is scored, such as ``adults with settlement urban``."""
    if scheme.score is None and not scheme.lists:
        return "nobody"
    levels = [f"{trait} {level}" for trait, level in scheme.subjects.where.items() if level != ADULTS]
    return f"adults with {' and '.join(levels)}" if levels else "all adults"


def _frame(scheme: Scheme) -> Iterator[str]:
    yield scheme.about
    if scheme.in_force is not None:
        yield f"In force since {scheme.in_force}."
    if scheme.score is not None:
        top = "" if scheme.score.highest is None else f" and at most {scheme.score.highest}"
        scale = f"at least {scheme.score.lowest}{top}"
        yield f"Scored: {who(scheme)}. Everybody starts at {scheme.score.start} points; {scale}."
    elif scheme.lists:
        yield f"Listed, but not scored: {who(scheme)}."
    if scheme.known_to is not None:
        yield f"{scheme.known_to.value:.0%} of them know of it."


def _points(scheme: Scheme, title: Callable[[str], str], sign: int) -> Iterator[str]:
    found = [(one.points, one.conduct, one.at_most, one.lasts) for one in scheme.rules]
    if sign > 0:
        found += [(one.gives, one.by, one.at_most, one.lasts) for one in scheme.repair]
    for points, conduct, at_most, lasts in sorted(found, key=lambda one: -abs(one[0])):
        if points * sign > 0:
            cap = f", {frequency_text(at_most)} at most" if at_most is not None else ""
            yield f"{points:+5d}  {title(conduct)}{cap}; {_counts(lasts)}"
    if sign > 0 and scheme.clean is not None:
        yield f"{scheme.clean.points:+5d}  {scheme.clean.months} months without a record that costs points"


def _counts(lasts: float) -> str:
    return "never lapses" if lasts == FOREVER else f"counts for {span_text(lasts)}"


def _direct(scheme: Scheme, title: Callable[[str], str]) -> Iterator[str]:
    for rule in scheme.rules:
        if rule.grade_at_most is not None:
            yield f"{title(rule.conduct)}: {rule.grade_at_most} at best; {_counts(rule.lasts)}"


def _list(entry: ListRule, title: Callable[[str], str]) -> str:
    seen = "public" if entry.public else "not public"
    if entry.enter.grade is not None:
        return f"{entry.title} ({seen}): entered and left with grade {entry.enter.grade}"
    grounds = " or ".join(title(name) for name in entry.enter.conduct or ())
    stays = "for ever" if entry.stays is None or entry.stays == FOREVER else f"for {span_text(entry.stays)}"
    early = f", or until: {title(entry.leave.conduct)}" if entry.leave is not None else ""
    return f"{entry.title} ({seen}): entered by {grounds}, {stays}{early}"


def _follows(scheme: Scheme, title: Callable[[str], str]) -> Iterator[str]:
    list_title = {entry.id: entry.title for entry in scheme.lists}
    by_holder: dict[str, dict[str, list[str]]] = {}
    for one in scheme.consequences:
        holder = list_title.get(one.when.list or "", f"Grade {_joined(one.when.grade or ())}")
        found = by_holder.setdefault(holder, {})
        kind = "refused" if one.refuses else "better" if one.service else effect_words(one)
        found.setdefault(kind, []).extend([title(one.service)] if one.service else [])
    for holder, found in by_holder.items():
        for kind, services in found.items():
            yield f"{holder}: {kind}{': ' if services else ''}{', '.join(services)}"


def _joined(names: Iterable[str]) -> str:
    return " and ".join(names)


def _ways_back(scheme: Scheme, title: Callable[[str], str]) -> Iterator[str]:
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


def _known(scheme: Scheme) -> Iterator[str]:
    counts = status_counts(scheme)
    if counts:
        yield f"Clauses: {told(counts)}."
    if terms := term_counts(scheme):
        yield f"How long they count: {told(terms)}."
    if scheme.not_encoded:
        yield f"Left out, with a reason each: {count_of(len(scheme.not_encoded), 'clause')}."
