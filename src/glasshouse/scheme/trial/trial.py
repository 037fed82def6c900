"""Trying the examples that a scheme carries: what its rules make of each file, beside what the example expects."""

from collections.abc import Collection, Iterator, Sequence

from glasshouse.base.errors import count_of
from glasshouse.base.yamlfile import Lines, Where
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.check.faults.finding import Finding, Said, findings
from glasshouse.scheme.compile.calendar import as_of
from glasshouse.scheme.compile.hearings import hears
from glasshouse.scheme.explain.breakdown import told
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.language.example import Example
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.trial.bench import Bench, Trial, is_of

BESIDE_THE_RULES = {("tests",), ("variants",), ("bibliography",), ("not_encoded",)}


ABOUT_TEXTS = {("cite",), ("evidence",), ("assumed",)}
"""Where an error does not keep examples from being tried."""


def tried(
    scheme: Scheme,
    catalogue: Catalogue,
    others: Sequence[Scheme] | None = None,
    among: Collection[int] | None = None,
) -> list[Trial]:
    """What becomes of each example of a scheme that has passed its checks: by the rules of its date, if it has one.

    The others are judged as the rules stood when they came into force.

    Parameters
    ----------
    others : sequence of Scheme, optional
        The schemes whose lists the rules go by; by default those of the library.
    among : collection of int, optional
        The places of the examples that are tried; by default all.
    """
    places = [at for at in range(len(scheme.tests)) if among is None or at in among]
    if not places:
        return []
    heard = heard_by(scheme) if others is None else others
    benches = {month: Bench(scheme, catalogue, heard, month) for month in _months(scheme)}
    return [benches[_month(scheme.tests[at])].trial(at, scheme.tests[at]) for at in places]


def triable(scheme: Scheme, found: Sequence[Finding]) -> set[int]:
    """The examples that may be tried whatever errors were found: all, unless one lies in what a judgement goes by."""
    if any(one.where[:1] not in BESIDE_THE_RULES and one.where[-1:] not in ABOUT_TEXTS for one in found):
        return set()
    return set(range(len(scheme.tests))) - {one.where[1] for one in found if one.where[:1] == ("tests",)}


def _month(example: Example) -> int | None:
    return None if example.date is None else month_number(example.date)


def _months(scheme: Scheme) -> set[int | None]:
    """The months whose rules its examples are about; None for those that it came into force with."""
    return {_month(one) for one in scheme.tests}


def heard_by(scheme: Scheme) -> list[Scheme]:
    """The schemes of the library whose lists a scheme goes by, as they stand; those that are not there are left out."""
    names = dict.fromkeys(name.partition("/")[0] for name, _ in hears(scheme))
    return [find_scheme(name) for name in names if name in scheme_ids() and name != scheme.id]


def uncovered(scheme: Scheme, trials: Sequence[Trial]) -> list[Where]:
    """The rules, repairs, lists and refusals that no example shows at work.

    They hold from the beginning, or on a date that an example names.
    """
    then = [as_of(scheme, month) for month in _months(scheme) | {None}]
    covered = {where for one in trials for where in one.covers}
    return [where for where, part in _parts(scheme) if where not in covered and any(is_of(part, now) for now in then)]


def found_by(scheme: Scheme, trials: Sequence[Trial], lines: Lines | None) -> list[Finding]:
    """What trying the examples found: each that fails as an error, and rules that none covers as one note."""
    failed = [said for one in trials for said in _failures(one)]
    return findings("error", failed, lines) + findings("note", _gaps(scheme, trials, lines), lines)


def _failures(trial: Trial) -> Iterator[Said]:
    for key, expected, got in trial.wrong:
        where: Where = ("tests", trial.at, key)
        if key == "traits":
            yield where, f"{got}: this scheme has no such subject."
            continue
        said = f"expected {_shown(expected)}, got {_shown(got)}"
        how = trial.sum_of is not None and trial.score is not None and key in ("score", "grade")
        yield where, f"{said}. {_arithmetic(trial)}" if how else f"{said}."


def _arithmetic(trial: Trial) -> str:
    """The sum behind a score, with what rounding and the ends of the scale make of it."""
    assert trial.sum_of is not None
    total = trial.sum_of.total
    ends = "" if abs(total - (trial.score or 0)) < 1e-9 else f" (of {total:,.7g})"
    return f"{trial.score:,}{ends} = {told(trial.sum_of)}."


def _gaps(scheme: Scheme, trials: Sequence[Trial], lines: Lines | None) -> Iterator[Said]:
    if not scheme.tests:
        return
    left = uncovered(scheme, trials)
    if left:
        parts = dict(_parts(scheme))
        names = [
            f"{_name(parts[where])}{f' (line {lines[where]})' if lines and where in lines else ''}" for where in left
        ]
        yield ("tests",), f"no example covers {count_of(len(left), 'clause')}: {', '.join(names)}."


def _parts(scheme: Scheme) -> Iterator[tuple[Where, object]]:
    """What examples may cover: rules, repairs, lists, refusals."""
    for key in ("rules", "repair", "lists"):
        yield from (((key, at), one) for at, one in enumerate(getattr(scheme, key)))
    yield from ((("consequences", at), one) for at, one in enumerate(scheme.consequences) if one.refuses)


def _name(part: object) -> str:
    for key in ("conduct", "list", "by", "service", "id"):
        if value := getattr(part, key, None):
            return f"refusal of {value}" if key == "service" else str(value)
    return "a rule"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return f"{value:,}" if isinstance(value, int) else str(value)
