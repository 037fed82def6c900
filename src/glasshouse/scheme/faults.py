"""What makes a scheme unfit to run: empty names, grades that do not fit, rules that can never fire."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from glasshouse.bibliography import load_bibliography, unknown_key
from glasshouse.consequence.model import Better
from glasshouse.errors import count_of, no_such
from glasshouse.evidence import Sourced
from glasshouse.life.model import Conduct
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.people import LEAST_ADULT_AGE, TRAITS
from glasshouse.remedy.model import Appeal
from glasshouse.scheme.finding import Said
from glasshouse.scheme.model import Grade, Rule, Scheme, Score
from glasshouse.scheme.parts import parts
from glasshouse.scheme.reach import out_of_reach
from glasshouse.units import FOREVER, span_text, whole_months
from glasshouse.yamlfile import Where

MOST_MONTHS = 126  # the age of a record stops at 127 months
MOST_REWARDS = 250
MOST_DECISION = 12  # months that a contested record is followed
ADULTS = "18+"
ADD_SCORE = "Add 'score: {start: ..., lowest: ...}'."


def within(scheme: Scheme) -> Iterator[Said]:
    """Everything that a scheme has wrong in itself."""
    yield from _citations(scheme)
    yield from _subjects(scheme)
    yield from _names(scheme)
    yield from _grades(scheme)
    yield from _rules(scheme)
    yield from _lists(scheme)
    yield from _consequences(scheme)
    yield from _remedies(scheme)


def against(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """Everything in a scheme that the catalogue does not know, or that cannot happen in it."""
    conducts = {one.id: one for one in catalogue.conducts}
    for where, name in conducts_named(scheme):
        if name not in conducts:
            yield where, no_such("a conduct", name, conducts)
        elif never := _never(conducts[name], catalogue):
            yield where, f"{name} can never be recorded: {never}."
    for at, one in enumerate(scheme.consequences):
        if one.service is not None and one.service not in catalogue.service_ids:
            yield ("consequences", at, "service"), no_such("a service", one.service, catalogue.service_ids)
    for where, name, months in _terms(scheme):
        delay = _delay(conducts[name], catalogue) if name in conducts else 0
        if months <= MOST_MONTHS < months + delay:
            late = f"{name} is reported after {count_of(delay, 'month')}"
            yield where, f"{late}, so that at most {MOST_MONTHS - delay} months can follow. Write 'forever'."


def conducts_named(scheme: Scheme) -> Iterator[tuple[Where, str]]:
    """Every conduct that a scheme names, and where."""
    for at, rule in enumerate(scheme.rules):
        yield ("rules", at, "conduct"), rule.conduct
    for at, repair in enumerate(scheme.repair):
        yield ("repair", at, "by"), repair.by
    for at, entry in enumerate(scheme.lists):
        for place, name in enumerate(entry.enter.conduct or ()):
            yield ("lists", at, "enter", "conduct", place), name
        if entry.leave is not None:
            yield ("lists", at, "leave", "conduct"), entry.leave.conduct


def _terms(scheme: Scheme) -> Iterator[tuple[Where, str, int]]:
    """Every conduct that counts for some time, that time in whole months, and where it is written."""
    for at, rule in enumerate(scheme.rules):
        yield ("rules", at, "lasts"), rule.conduct, whole_months(rule.lasts)
    for at, repair in enumerate(scheme.repair):
        yield ("repair", at, "lasts"), repair.by, whole_months(repair.lasts)
    for at, entry in enumerate(scheme.lists):
        if entry.stays is not None:
            yield from ((("lists", at, "stays"), name, whole_months(entry.stays)) for name in entry.enter.conduct or ())


def _never(conduct: Conduct, catalogue: Catalogue) -> str | None:
    """Why a conduct can never be recorded, if it cannot."""
    rate, due = conduct.per_1000_a_year, conduct.due
    if (rate is not None and rate.value == 0) or (due is not None and due.chance.value == 0):
        return "its rate in the catalogue is 0"
    stages = catalogue.livelihood.stages
    if (
        rate is None
        and due is None
        and conduct.id not in {name for one in stages for name in (one.conduct, one.cure_conduct)}
    ):
        return "it has no rate in the catalogue, and no stage of debt leads to it"
    sources = {one.id: one for one in catalogue.sources}
    if all(sources[view.source].coverage.value == 0 for view in conduct.seen_by):
        return "no source that has it in view records anything"
    return None


def _delay(conduct: Conduct, catalogue: Catalogue) -> int:
    """Months until the slowest source reports a conduct; 0 within the month."""
    sources = {one.id: one for one in catalogue.sources}
    return max(round(sources[view.source].delay) for view in conduct.seen_by)


def _citations(scheme: Scheme) -> Iterator[Said]:
    """Citations of texts that are not in the bibliography of the scheme, and evidence that is in none."""
    own = scheme.bibliography
    for where, part in parts(scheme):
        cite = getattr(part, "cite", None)
        if cite is not None and cite not in own:
            yield (*where, "cite"), no_such("in this scheme's bibliography", cite, own)
        evidence = part.evidence if isinstance(part, Sourced) else None
        if evidence is not None and (wrong := unknown_key(evidence, {*own, *load_bibliography()})):
            yield (*where, "evidence"), wrong


def _subjects(scheme: Scheme) -> Iterator[Said]:
    for trait, level in scheme.subjects.where.items():
        where = ("subjects", "where", trait)
        if trait not in TRAITS:
            yield where, no_such("a trait", trait, TRAITS)
        elif level not in TRAITS[trait] and not (trait == "age" and level == ADULTS):
            known = [*TRAITS[trait], ADULTS] if trait == "age" else TRAITS[trait]
            yield where, no_such(f"a level of {trait}", level, known)
        elif trait == "age" and level in TRAITS["age"][: TRAITS["age"].index(LEAST_ADULT_AGE)]:
            yield where, f"{level!r} are children, and only adults are scored."


def _names(scheme: Scheme) -> Iterator[Said]:
    """Grades and lists that are named but do not exist, or exist twice."""
    grades, lists = [one.id for one in scheme.grades], [one.id for one in scheme.lists]
    for key, ids in (("grades", grades), ("lists", lists)):
        for at in _repeated(ids):
            yield (key, at, "id"), f"{ids[at]!r} is the id of another one above. Give each its own."
    for at, rule in enumerate(scheme.rules):
        if rule.grade_at_most is not None and rule.grade_at_most not in grades:
            yield (
                ("rules", at, "grade_at_most"),
                no_such("a grade of this scheme", rule.grade_at_most, grades),
            )
        elif rule.grade_at_most is not None and rule.grade_at_most == grades[0]:
            yield ("rules", at, "grade_at_most"), f"{grades[0]!r} is the best grade, so this has no effect."
    for at, entry in enumerate(scheme.lists):
        if entry.enter.grade is not None and entry.enter.grade not in grades:
            yield (
                ("lists", at, "enter", "grade"),
                no_such("a grade of this scheme", entry.enter.grade, grades),
            )
    for at, one in enumerate(scheme.consequences):
        for grade in one.when.grade or ():
            if grade not in grades:
                yield ("consequences", at, "when", "grade"), no_such("a grade of this scheme", grade, grades)
        if one.when.list is not None and one.when.list not in lists:
            yield ("consequences", at, "when", "list"), no_such("a list of this scheme", one.when.list, lists)


def _repeated(names: Iterable[str]) -> Iterator[int]:
    seen: set[str] = set()
    for at, name in enumerate(names):
        if name in seen:
            yield at
        seen.add(name)


def _grades(scheme: Scheme) -> Iterator[Said]:
    if not scheme.grades:
        return
    if scheme.score is None:
        yield ("grades",), f"grades are bands of a score, and there is none. {ADD_SCORE}"
        return
    misfits = [*_bands(scheme.grades), *_ends(scheme.grades, scheme.score)]
    yield from misfits
    if not misfits:  # that the best grade is out of reach is worth a warning only
        empty = out_of_reach(scheme, scheme.score)
        yield from ((("grades", at), text) for at, text in empty.items() if at > 0)


def _bands(grades: tuple[Grade, ...]) -> Iterator[Said]:
    """Where the bands, best first, overlap or leave a gap between them."""
    for at, grade in enumerate(grades[:-1]):
        if grade.from_ is None:
            yield ("grades", at), f"grade {grade.id} needs 'from', the lowest score that it holds."
    for at, (better, grade) in enumerate(pairwise(grades), start=1):
        above = better.from_
        if above is None:
            continue
        if grade.from_ is not None and grade.from_ >= above:
            begins = f"grade {grade.id} begins at {grade.from_}, and the better grade {better.id} at {above}"
            yield (
                ("grades", at, "from"),
                f"{begins}. Write the best grade first, each next one beginning lower.",
            )
        if grade.below is not None and grade.below != above:
            apart = f"grade {grade.id} ends below {grade.below}, and grade {better.id} begins at {above}"
            yield ("grades", at, "below"), f"scores {_between(grade.below, above)}: {apart}."


def _between(below: int, above: int) -> str:
    if below < above:
        return f"{below} to {above - 1} fall in no grade"
    return f"{above} to {below - 1} fall in two grades"


def _ends(grades: tuple[Grade, ...], score: Score) -> Iterator[Said]:
    """Where the best or the worst grade leaves a part of the scale out."""
    best, worst = grades[0], grades[-1]
    if best.below is not None and (score.highest is None or score.highest >= best.below):
        yield ("grades", 0, "below"), f"scores from {best.below} up fall in no grade. Leave 'below' out here."
    if worst.from_ is not None and worst.from_ > score.lowest:
        remedy = f"Begin grade {worst.id} at {score.lowest}, or set score.lowest to {worst.from_}."
        gap = f"scores {score.lowest} to {worst.from_ - 1} fall in no grade"
        yield ("grades", len(grades) - 1, "from"), f"{gap}. {remedy}"


def _rules(scheme: Scheme) -> Iterator[Said]:
    for at in _repeated(rule.conduct for rule in scheme.rules):
        yield ("rules", at, "conduct"), f"{scheme.rules[at].conduct} has a rule above. Join the two into one."
    repaired = {repair.by for repair in scheme.repair}
    listed = {name for entry in scheme.lists for name in entry.enter.conduct or ()}
    for at, rule in enumerate(scheme.rules):
        if rule.conduct in repaired:
            yield ("rules", at, "conduct"), f"{rule.conduct} is also named in 'repair'. Keep one of the two."
        if rule.at_most is not None and rule.conduct in listed:
            yield (
                ("rules", at, "at_most"),
                f"{rule.conduct} enters a list, so that every record of it is kept.",
            )
        if fault := _idle(rule, scheme):
            yield ("rules", at), fault
        yield from _term(("rules", at, "lasts"), rule.lasts)


def _idle(rule: Rule, scheme: Scheme) -> str | None:
    """Why a rule could never change anything, if so."""
    if rule.points == 0 and rule.grade_at_most is None:
        return f"{rule.conduct} earns and costs nothing. Give it 'points' or 'grade_at_most', or leave it out."
    if rule.points != 0 and scheme.score is None:
        return f"{rule.conduct} has points, but there is no score. {ADD_SCORE}"
    return None


def _term(where: Where, months: float) -> Iterator[Said]:
    """What is wrong with how long something counts."""
    if months == FOREVER:
        return
    if months < 1:
        yield (
            where,
            f"{span_text(months)} may pass between two judgements, which are monthly. Write '1 month'.",
        )
    elif whole_months(months) > MOST_MONTHS:
        yield (
            where,
            f"{span_text(months)} is more than a record can age ({MOST_MONTHS} months). Write 'forever'.",
        )


def _lists(scheme: Scheme) -> Iterator[Said]:
    terms: dict[str, float] = {}
    for at, entry in enumerate(scheme.lists):
        names, stays = entry.enter.conduct or (), entry.stays
        for place in _repeated(names):
            yield ("lists", at, "enter", "conduct"), f"{names[place]} is named twice."
        if entry.leave is not None and entry.leave.conduct in names:
            yield ("lists", at, "leave"), f"{entry.leave.conduct} both enters and leaves the list."
        if stays is None:
            continue
        yield from _term(("lists", at, "stays"), stays)
        for name in names:
            if terms.setdefault(name, stays) != stays:
                other = f"{name} enters another list for {span_text(terms[name])}"
                yield ("lists", at, "stays"), f"{other}. Give both the same time, or use two conducts."


def _consequences(scheme: Scheme) -> Iterator[Said]:
    rewards = sum(isinstance(one.effect, Better) for one in scheme.consequences)
    if rewards > MOST_REWARDS:
        yield ("consequences",), f"{rewards} rewards are too many; at most {MOST_REWARDS} are told apart."
    said: dict[tuple[str, str, str | None], int] = {}
    for at, one in enumerate(scheme.consequences):
        holders = [("grade", grade) for grade in one.when.grade or ()]
        holders += [("list", one.when.list)] if one.when.list is not None else []
        for kind, holder in holders:
            first = said.setdefault((kind, holder, one.service), at)
            what = one.service or "closer inspection"
            if first != at:
                yield (
                    ("consequences", at),
                    f"{what} for {kind} {holder} is already settled in consequences[{first}].",
                )
            elif holders.count((kind, holder)) > 1:
                yield ("consequences", at, "when"), f"names {kind} {holder} twice."


def _remedies(scheme: Scheme) -> Iterator[Said]:
    if scheme.score is None and scheme.clean is not None:
        yield ("clean",), "clean time earns points, but the scheme has no score."
    for at in _repeated(repair.by for repair in scheme.repair):
        yield ("repair", at, "by"), f"{scheme.repair[at].by} is named above. Join the two into one."
    for at, repair in enumerate(scheme.repair):
        if scheme.score is None:
            yield ("repair", at), f"{repair.by} gives points, but the scheme has no score."
        yield from _term(("repair", at, "lasts"), repair.lasts)
    if scheme.appeal is not None:
        yield from _appeal(scheme.appeal)


def _appeal(appeal: Appeal) -> Iterator[Said]:
    limit = f"longer than a contested record is followed ({MOST_DECISION} months)"
    for key, months in (("window", appeal.window), ("decided_in", appeal.decided_in)):
        if months == FOREVER or months > MOST_DECISION:
            yield ("appeal", key), f"{span_text(months)} is {limit}. Write less, or leave 'appeal' out."
    if max(appeal.window, appeal.decided_in) <= MOST_DECISION < appeal.window + appeal.decided_in:
        yield ("appeal",), f"'window' and 'decided_in' together are {limit}. Write less."
