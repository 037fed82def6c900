"""What weighs on people in a way that a reader may miss: double punishment, lawful acts, sanctions past their cause."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from glasshouse.base.units import FOREVER, span_text
from glasshouse.consequence.model import Better
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.check.faults.others import found_in_library
from glasshouse.scheme.forms.inputs.form import Scored
from glasshouse.scheme.language.files import scheme_ids, scheme_path
from glasshouse.scheme.language.model import Rule, Scheme, inputs_of
from glasshouse.scheme.language.points import points_of

ALIKE = 0.8  # share of letters in common from which two conducts may be one act under two names


def burdens(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """Everything in a scheme that weighs on people more than its author may mean."""
    yield from _punished_twice(scheme)
    yield from _punished_by_two_schemes(scheme)
    yield from _held_elsewhere(scheme)
    yield from _one_debt(scheme, catalogue)
    yield from _punished_though_lawful(scheme, catalogue)
    yield from _not_by_ones_own_conduct(scheme)
    yield from _outlasting(scheme)


def is_bad(rule: Rule, scheme: Scheme) -> bool:
    """Whether a rule takes points or holds the grade down."""
    return points_of(rule, scheme) < 0 or rule.grade_at_most is not None


def _punished_twice(scheme: Scheme) -> Iterator[Said]:
    """One act that costs twice: under two names, or by a rule and a list."""
    bad = [(at, rule.conduct) for at, rule in enumerate(scheme.rules) if rule.conduct and is_bad(rule, scheme)]
    for (_, first), (at, second) in combinations(bad, 2):
        if first != second and _nearly_the_same(first, second):
            yield ("rules", at), f"{first} and {second} are much alike: one act may be punished twice."
    ruled = {name for _, name in bad}
    for at, entry in enumerate(scheme.lists):
        for name in entry.enter.conduct or ():
            if name in ruled:
                yield ("lists", at, "enter"), f"{name} also has a rule: one act costs points and enters a list."


def _nearly_the_same(first: str, second: str) -> bool:
    """Whether two conducts of one domain have names so alike that they may be one act."""
    (domain, _, one), (other_domain, _, other) = first.partition("."), second.partition(".")
    if domain != other_domain:
        return False
    words, other_words = set(one.split("_")), set(other.split("_"))
    return words <= other_words or other_words <= words or SequenceMatcher(None, one, other).ratio() >= ALIKE


def _punished_by_two_schemes(scheme: Scheme) -> Iterator[Said]:
    """Conduct that costs points here, and puts one on a list of others that costs again."""
    ruled = {rule.conduct for rule in scheme.rules if rule.conduct and is_bad(rule, scheme)}
    for at, rule in enumerate(scheme.rules):
        if rule.list is None or rule.whose != "own" or not is_bad(rule, scheme):
            continue
        name, _, entry = rule.list.partition("/")
        other = found_in_library(name)
        entered = (
            [one.enter.conduct or () for one in other.lists if one.id == entry] if isinstance(other, Scheme) else []
        )
        for conduct in (one for names in entered for one in names if one in ruled):
            yield ("rules", at), f"{conduct} has a rule here, and it leads to {rule.list}: one act costs twice."


def _held_elsewhere(scheme: Scheme) -> Iterator[Said]:
    """Lists that may be an official one which a scheme of the library holds, and do not say which they are."""
    said = {at: set(one.enter.conduct or ()) for at, one in enumerate(scheme.lists) if one.official is None}
    for other in _holders(scheme) if any(said.values()) else ():
        held = {name for one in other.lists if one.official for name in one.enter.conduct or ()}
        for at, names in said.items():
            if names and names <= held:
                yield (
                    ("lists", at),
                    f"{scheme.lists[at].id} is entered by what enters the official list that {other.id} holds. If it "
                    f"is that list, take it out and run both, with '+{other.id}'; if not, say which: 'official: ID'.",
                )


def _holders(scheme: Scheme) -> Iterator[Scheme]:
    """The schemes of the library that hold an official list of such subjects, besides ``scheme``."""
    for name in scheme_ids():
        if name != scheme.id and "official:" in scheme_path(name).read_text(encoding="utf-8"):
            other = found_in_library(name)
            if isinstance(other, Scheme) and other.subjects.kind == scheme.subjects.kind:
                yield other


def _one_debt(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """One unpaid debt that counts at several of its steps, and what feeds an account that weighs on people."""
    stages = catalogue.livelihood.stages
    ladder = [stage.conduct for stage in stages if stage.conduct is not None]
    ruled = {rule.conduct for rule in scheme.rules if is_bad(rule, scheme)}
    listed = {name for entry in scheme.lists for name in entry.enter.conduct or ()}
    steps = [name for name in ladder if name in ruled | listed]
    if len(steps) > 1:
        yield ("rules",), f"one unpaid debt is punished at {len(steps)} steps: {', '.join(steps)}."
    scored = Scored(scheme.subjects.kind, tuple(name for name in ladder if name in ruled))
    for where, fed in inputs_of(scheme):
        if burden := fed.form.burden(fed.said, scored):
            yield where, burden


def _only_rewards(scheme: Scheme, entry: str) -> bool:
    """Whether a list makes something better, and nothing worse."""
    follows = [one for one in scheme.consequences if one.when.list == entry]
    return bool(follows) and all(isinstance(one.effect, Better) for one in follows)


def _punished_though_lawful(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    lawful = {one.id for one in catalogue.conducts if one.lawful}
    for at, rule in enumerate(scheme.rules):
        if rule.conduct in lawful and is_bad(rule, scheme):
            yield ("rules", at), f"{rule.conduct} is lawful, and the rule punishes it."
        elif rule.conduct in catalogue.service_ids and is_bad(rule, scheme):
            yield ("rules", at), f"{rule.conduct} is a service, and being granted it is punished."
    for at, entry in enumerate(scheme.lists):
        for name in () if _only_rewards(scheme, entry.id) else entry.enter.conduct or ():
            if name in lawful:
                yield ("lists", at, "enter"), f"{name} is lawful, and it enters a list."


def _not_by_ones_own_conduct(scheme: Scheme) -> Iterator[Said]:
    """Lists of others that count though one has not done what leads to them."""
    for at, rule in enumerate(scheme.rules):
        if rule.whose != "own" and is_bad(rule, scheme):
            yield ("rules", at), f"{_whose(rule.whose)} is on {rule.list}: one is punished for what another did."
    for at, entry in enumerate(scheme.lists):
        if entry.enter.whose != "own":
            whose = _whose(entry.enter.whose)
            yield ("lists", at, "enter"), f"{whose} is on {entry.enter.list}: one is listed for what another did."


def _whose(whose: str) -> str:
    return "the leader" if whose == "leader" else "the firm that one leads"


def _outlasting(scheme: Scheme) -> Iterator[Said]:
    """Stays on a list that last longer than the record that led to it counts."""
    for at, entry in enumerate(scheme.lists):
        for name in entry.enter.conduct or ():
            terms = [rule.lasts for rule in scheme.rules if rule.conduct == name and rule.lasts is not None]
            if not terms or entry.stays is None or FOREVER in terms:
                continue
            if entry.stays == FOREVER or entry.stays > max(terms):
                counts = f"{span_text(entry.stays)}, but its record counts for {span_text(max(terms))}"
                yield ("lists", at, "stays"), f"{name} stays listed for {counts}: the sanction outlasts its cause."
