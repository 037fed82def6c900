"""What is wrong with the grades of a scheme: bands of scores that overlap, leave a gap, or that nobody can be in."""

from collections.abc import Iterator
from itertools import pairwise

from glasshouse.base.errors import no_such
from glasshouse.base.yamlfile import Where
from glasshouse.population.state import MOST_RECORDS
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.check.faults.reach import ANY_LIFE, out_of_reach, set_directly
from glasshouse.scheme.language.model import Grade, Scheme, Score

Named = list[tuple[Where, str | None]]
ADD_SCORE = "Add 'score: {start: ..., lowest: ...}'."


def wrong_bands(scheme: Scheme) -> Iterator[Said]:
    """Where grades do not cover the scale once, or nobody can reach one."""
    if not scheme.grades:
        return
    if scheme.score is None:
        yield ("grades",), f"grades are bands of a score, and there is none. {ADD_SCORE}"
        return
    misfits = [*_bands(scheme), *_ends(scheme.grades, scheme.score)]
    yield from misfits
    if not misfits:  # that the best grade is out of reach is worth a warning only
        empty, hopeless = (out_of_reach(scheme, scheme.score, records) for records in (MOST_RECORDS, ANY_LIFE))
        yield from ((("grades", at), text) for at, text in empty.items() if at > 0 and at in hopeless)


def wrong_grade_names(scheme: Scheme) -> Iterator[Said]:
    """Grades that are named and do not exist, or that limit nobody."""
    grades = [one.id for one in scheme.grades]
    limiting: Named = [(("rules", at, "grade_at_most"), one.grade_at_most) for at, one in enumerate(scheme.rules)]
    limiting += [(("limits", at, "grade_at_most"), one.grade_at_most) for at, one in enumerate(scheme.limits)]
    named: Named = [(("lists", at, "enter", "grade"), one.enter.grade) for at, one in enumerate(scheme.lists)]
    named += [
        (("consequences", at, "when", "grade"), grade)
        for at, one in enumerate(scheme.consequences)
        for grade in one.when.grade or ()
    ]
    named += [(("tests", at, "grade"), one.grade) for at, one in enumerate(scheme.tests)]
    for where, name in (*limiting, *named):
        if name is not None and name not in grades:
            yield where, no_such("a grade of this scheme", name, grades)
    for where, name in limiting:
        if grades and name == grades[0]:
            yield where, f"{name!r} is the best grade, so this has no effect."


def _bands(scheme: Scheme) -> Iterator[Said]:
    """Where the bands, best first, overlap or leave a gap between them."""
    direct = set_directly(scheme)
    for at, grade in enumerate(scheme.grades[:-1]):
        if grade.from_ is None:
            yield ("grades", at), f"grade {grade.id} needs 'from', the lowest score that it holds."
    for at, (better, grade) in enumerate(pairwise(scheme.grades), start=1):
        above = better.from_
        if above is None:
            continue
        if grade.from_ is not None and (grade.from_ > above or (grade.from_ == above and grade.id not in direct)):
            yield ("grades", at, "from"), _out_of_order(better, grade)
        if grade.below is not None and grade.below != above:
            apart = f"grade {grade.id} ends below {grade.below}, and grade {better.id} begins at {above}"
            yield ("grades", at, "below"), f"scores {_between(grade.below, above)}: {apart}."


def _out_of_order(better: Grade, grade: Grade) -> str:
    begins = f"grade {grade.id} begins at {grade.from_}, and the better grade {better.id} at {better.from_}"
    if grade.from_ == better.from_:
        return f"{begins}: only a 'grade_at_most' of a rule or limit can put one in {grade.id}, and none does."
    return f"{begins}. Write the best grade first, each next one beginning lower."


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
