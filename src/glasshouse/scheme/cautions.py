"""What an author should know of a scheme that runs: double punishment, cliffs, sanctions past their cause."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from glasshouse.bibliography import key_of
from glasshouse.consequence.model import Consequence
from glasshouse.errors import count_of
from glasshouse.evidence import Sourced
from glasshouse.observe.catalogue import Catalogue
from glasshouse.remedy.model import Appeal, Repair
from glasshouse.scheme.finding import Said
from glasshouse.scheme.model import Cited, Grade, Rule, Scheme, Score
from glasshouse.scheme.parts import parts
from glasshouse.scheme.reach import MOST_RECORDS, floors, grade_at, out_of_reach
from glasshouse.units import FOREVER, frequency_text, span_text, whole_months

CLAUSES = Score | Grade | Cited | Consequence | Repair | Appeal
STATUSES = ("found", "derived", "recalled", "article", "assumed")
FEW_RECORDS = 4
ALIKE = 0.8  # share of letters in common from which two conducts may be one act under two names


def warned(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """What is probably not meant, or weighs on people in a way that a reader may miss."""
    yield from _punished_twice(scheme, catalogue)
    yield from _punished_though_lawful(scheme, catalogue)
    yield from _outlasting(scheme)
    yield from _without_effect(scheme)
    yield from _without_source(scheme)
    yield from _without_way_back(scheme)
    if scheme.score is not None and scheme.grades:
        yield from _hard_to_reach(scheme, scheme.score)


def noted(scheme: Scheme) -> Iterator[Said]:
    """What is worth knowing when results are read."""
    if scheme.score is not None and scheme.grades:
        yield from _cliff(scheme, scheme.score)
        yield from _grades_alike(scheme)
    yield from _rounded(scheme)
    yield from _never_binding(scheme)
    if statuses := status_counts(scheme):
        terms = told(term_counts(scheme))
        yield (), f"clauses: {told(statuses)}{f'; how long they count: {terms}' if terms else ''}."


def status_counts(scheme: Scheme) -> dict[str, int]:
    """How many clauses are found, derived, recalled, from the article or assumed, in this order."""
    counts: Counter[str] = Counter(part.status for _, part in parts(scheme) if isinstance(part, CLAUSES))
    return {status: counts[status] for status in STATUSES if counts[status]}


def term_counts(scheme: Scheme) -> dict[str, int]:
    """The same for how long records count and stays on lists last."""
    terms = [one.lasts_status or one.status for one in scheme.rules]
    terms += [one.lasts_status or one.status for one in scheme.repair]
    terms += [one.stays_status or one.status for one in scheme.lists if one.stays is not None]
    return {status: terms.count(status) for status in STATUSES if status in terms}


def told(counts: dict[str, int]) -> str:
    """Counts by status in words, such as ``35 found, 3 assumed``."""
    return ", ".join(f"{number} {status}" for status, number in counts.items())


def _bad(rule: Rule) -> bool:
    return rule.points < 0 or rule.grade_at_most is not None


def _punished_twice(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """One act that costs twice: under two names, by a rule and a list, or at every step of one debt."""
    bad = [(at, rule) for at, rule in enumerate(scheme.rules) if _bad(rule)]
    for (_, first), (at, second) in combinations(bad, 2):
        if _nearly_the_same(first.conduct, second.conduct):
            names = f"{first.conduct} and {second.conduct}"
            yield ("rules", at), f"{names} are much alike: one act may be punished twice."
    ruled = {rule.conduct for _, rule in bad}
    for at, entry in enumerate(scheme.lists):
        for name in entry.enter.conduct or ():
            if name in ruled:
                yield (
                    ("lists", at, "enter"),
                    f"{name} also has a rule: one act costs points and enters a list.",
                )
    ladder = [stage.conduct for stage in catalogue.livelihood.stages if stage.conduct is not None]
    listed = {name for entry in scheme.lists for name in entry.enter.conduct or ()}
    steps = [name for name in ladder if name in ruled | listed]
    if len(steps) > 1:
        yield ("rules",), f"one unpaid debt is punished at {len(steps)} steps: {', '.join(steps)}."


def _nearly_the_same(first: str, second: str) -> bool:
    """Whether two conducts of one domain have names so alike that they may be one act."""
    (domain, _, one), (other_domain, _, other) = first.partition("."), second.partition(".")
    if domain != other_domain:
        return False
    words, other_words = set(one.split("_")), set(other.split("_"))
    return words <= other_words or other_words <= words or SequenceMatcher(None, one, other).ratio() >= ALIKE


def _punished_though_lawful(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    lawful = {one.id for one in catalogue.conducts if one.lawful}
    for at, rule in enumerate(scheme.rules):
        if rule.conduct in lawful and _bad(rule):
            yield ("rules", at), f"{rule.conduct} is lawful, and the rule punishes it."
    for at, entry in enumerate(scheme.lists):
        for name in entry.enter.conduct or ():
            if name in lawful:
                yield ("lists", at, "enter"), f"{name} is lawful, and it enters a list."


def _outlasting(scheme: Scheme) -> Iterator[Said]:
    lasts = {rule.conduct: rule.lasts for rule in scheme.rules}
    for at, entry in enumerate(scheme.lists):
        for name in entry.enter.conduct or ():
            stays, counts = entry.stays, lasts.get(name, FOREVER)
            if stays is not None and counts != FOREVER and (stays == FOREVER or stays > counts):
                terms = f"{span_text(stays)}, but its record counts for {span_text(counts)}"
                yield (
                    ("lists", at, "stays"),
                    f"{name} stays listed for {terms}: the sanction outlasts its cause.",
                )


def _without_effect(scheme: Scheme) -> Iterator[Said]:
    """Lists, points and grades that nothing follows from."""
    felt = {one.when.list for one in scheme.consequences}
    for at, entry in enumerate(scheme.lists):
        if entry.id not in felt:
            yield ("lists", at), f"nothing follows from the list {entry.id}: no consequence names it."
        if scheme.grades and entry.enter.grade == scheme.grades[0].id:
            yield ("lists", at, "enter"), f"{entry.enter.grade} is the best grade; is everybody in it meant?"
    for key in _uncited(scheme):
        yield ("bibliography", key), "is cited nowhere."
    if scheme.score is None:
        return
    if not scheme.grades:
        yield ("score",), "nothing follows from the score: there are no grades. Its points are unused."
    gains = any(rule.points > 0 for rule in scheme.rules) or scheme.repair or scheme.clean
    costs = any(rule.points < 0 for rule in scheme.rules)
    if gains and not costs and scheme.score.start == scheme.score.highest:
        yield (
            ("score", "highest"),
            "everyone starts at the highest score and nothing costs points: gains are unused.",
        )


def _uncited(scheme: Scheme) -> Iterator[str]:
    cited = {getattr(part, "cite", None) for _, part in parts(scheme)}
    cited |= {key_of(part.evidence) for _, part in parts(scheme) if isinstance(part, Sourced) and part.evidence}
    yield from (key for key in scheme.bibliography if key not in cited)


def _without_source(scheme: Scheme) -> Iterator[Said]:
    for at, grade in enumerate(scheme.grades):
        if grade.cite is None:
            yield ("grades", at), f"grade {grade.id} has no source. Add 'cite' and 'clause'."
    for key, text in scheme.bibliography.items():
        if text.url is None:
            yield ("bibliography", key), "has no address, so that a reader cannot look it up. Add 'url'."
    for where, part in parts(scheme):
        if getattr(part, "clause", None) is not None and not str(getattr(part, "clause", "")).strip():
            yield (*where, "clause"), "is empty. Say which article, line or field of the text it is."
        source = scheme.bibliography.get(str(getattr(part, "cite", None)))
        if source is not None and source.known == "recalled" and getattr(part, "status", None) == "found":
            yield (*where, "status"), "is 'found', but its source is known from memory alone ('recalled')."


def _without_way_back(scheme: Scheme) -> Iterator[Said]:
    refuses = any(one.refuses for one in scheme.consequences)
    if refuses and scheme.appeal is None:
        yield (), "there is no appeal: a wrong record stands until it lapses."
    for at, entry in enumerate(scheme.lists):
        if entry.stays == FOREVER and entry.leave is None:
            yield ("lists", at, "stays"), f"nobody ever leaves the list {entry.id}."


def _hard_to_reach(scheme: Scheme, score: Score) -> Iterator[Said]:
    never = out_of_reach(scheme, score)
    if 0 in never:
        yield ("grades", 0), never[0]
    for at, text in out_of_reach(scheme, score, FEW_RECORDS).items():
        if at not in never:
            yield (
                ("grades", at),
                f"in files of {FEW_RECORDS} records {text} Files of {MOST_RECORDS} reach it.",
            )


def _cliff(scheme: Scheme, score: Score) -> Iterator[Said]:
    """The smallest act that takes a person from the start to another grade."""
    held = grade_at(scheme, score.start)
    falls = [(rule.points, at) for at, rule in enumerate(scheme.rules) if rule.points < 0]
    falls = [(points, at) for points, at in falls if grade_at(scheme, max(score.start + points, score.lowest)) != held]
    if falls:
        points, at = max(falls)
        after = grade_at(scheme, max(score.start + points, score.lowest))
        act = f"one record of {scheme.rules[at].conduct} ({points}) takes a person from the start"
        steps = f"({score.start}, {held.id}) to {score.start + points} ({after.id}{_refusals(scheme, after)})"
        yield (
            ("rules", at),
            f"cliff: {act} {steps}. It is the smallest of {count_of(len(falls), 'act')} that do.",
        )
    for at, rule in enumerate(scheme.rules):
        worst = next((grade for grade in scheme.grades if grade.id == rule.grade_at_most), None)
        if worst is not None:
            act = f"one record of {rule.conduct} sets grade {worst.id}{_refusals(scheme, worst)}"
            yield ("rules", at), f"cliff: {act}, whatever the score."


def _refusals(scheme: Scheme, grade: Grade) -> str:
    refused = {one.service for one in scheme.consequences if one.refuses and grade.id in (one.when.grade or ())}
    return f", which is refused {count_of(len(refused), 'service')}" if refused else ""


def _grades_alike(scheme: Scheme) -> Iterator[Said]:
    for at, (better, worse) in enumerate(pairwise(scheme.grades), start=1):
        lists = {entry.enter.grade for entry in scheme.lists}
        if _follows(scheme, better) == _follows(scheme, worse) and not {better.id, worse.id} & lists:
            edge = floors(scheme)[at - 1]
            yield (
                ("grades", at),
                f"the same follows from {better.id} and {worse.id}: crossing {edge:g} changes nothing.",
            )


def _follows(scheme: Scheme, grade: Grade) -> set[int]:
    return {at for at, one in enumerate(scheme.consequences) if grade.id in (one.when.grade or ())}


def _rounded(scheme: Scheme) -> Iterator[Said]:
    spans = [(("rules", at, "lasts"), rule.lasts) for at, rule in enumerate(scheme.rules)]
    spans += [(("repair", at, "lasts"), repair.lasts) for at, repair in enumerate(scheme.repair)]
    spans += [(("lists", at, "stays"), one.stays) for at, one in enumerate(scheme.lists) if one.stays is not None]
    for where, months in spans:
        whole = whole_months(months)
        if abs(whole - months) > months * 0.05 > 0:
            yield where, f"{span_text(months)} is counted in whole months: {whole}."


def _never_binding(scheme: Scheme) -> Iterator[Said]:
    caps = [(("rules", at, "at_most"), rule.at_most) for at, rule in enumerate(scheme.rules)]
    caps += [(("repair", at, "at_most"), repair.at_most) for at, repair in enumerate(scheme.repair)]
    for where, cap in caps:
        if cap is not None and cap[0] >= MOST_RECORDS:
            yield where, f"'{frequency_text(cap)}' never binds: a file holds at most {MOST_RECORDS} records."
