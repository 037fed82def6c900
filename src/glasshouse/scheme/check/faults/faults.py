"""What makes a scheme unfit to run: empty names, grades that do not fit, rules that can never fire."""

from collections.abc import Callable, Iterator, Sequence

from glasshouse.base.bibliography import load_bibliography, unknown_key
from glasshouse.base.errors import no_such
from glasshouse.base.evidence import Sourced
from glasshouse.base.units import FOREVER, span_text
from glasshouse.consequence.model import Consequence
from glasshouse.observe.catalogue import Catalogue
from glasshouse.remedy.model import Appeal, Repair
from glasshouse.scheme.check.faults.bands import wrong_bands, wrong_grade_names
from glasshouse.scheme.check.faults.dates import wrong_dates
from glasshouse.scheme.check.faults.examples import wrong_examples
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.check.faults.grounds import (
    repeated,
    wrong_consequences,
    wrong_limits,
    wrong_lists,
    wrong_rules,
    wrong_term,
)
from glasshouse.scheme.check.faults.named import wrong_names
from glasshouse.scheme.check.faults.others import wrong_others
from glasshouse.scheme.check.faults.sums import wrong_sums
from glasshouse.scheme.forms.placed import Cited, Placed
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.parts import parts

MOST_DECISION = 12  # months that a contested record is followed


def faults(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """Everything that keeps a scheme from running over what a catalogue knows."""
    yield from within(scheme)
    yield from against(scheme, catalogue)
    yield from wrong_others(scheme)


def within(scheme: Scheme) -> Iterator[Said]:
    """Everything that a scheme has wrong in itself."""
    for check, _ in WITHIN:
        yield from check(scheme)


def against(scheme: Scheme, catalogue: Catalogue) -> Iterator[Said]:
    """Everything in a scheme that the catalogue does not know, or that cannot happen in it."""
    yield from wrong_names(scheme, catalogue)
    yield from wrong_limits(scheme, catalogue)
    yield from wrong_examples(scheme, catalogue)


def citations(scheme: Scheme) -> Iterator[Said]:
    """Citations of texts that are not in the bibliography of the scheme, and ranges and evidence that are none."""
    own = scheme.bibliography
    for where, part in parts(scheme):
        cite = getattr(part, "cite", None)
        if cite is not None and cite not in own:
            yield (*where, "cite"), no_such("in this scheme's bibliography", cite, own)
        evidence = part.evidence if isinstance(part, Sourced) else None
        if evidence is not None and (wrong := unknown_key(evidence, {*own, *load_bibliography()})):
            yield (*where, "evidence"), wrong
        assumed = part.assumed if isinstance(part, Placed | Cited | Consequence | Repair) else None
        if assumed is not None and assumed[0] > assumed[1]:
            yield (*where, "assumed"), f"range {list(assumed)} is upside down: write [low, high]."


def _ids(scheme: Scheme) -> Iterator[Said]:
    """Ids that are given twice, or that differ in capitals alone."""
    for key in ("grades", "lists", "accounts", "variants"):
        ids = [one.id for one in getattr(scheme, key)]
        for at in repeated(ids):
            yield (key, at, "id"), f"{ids[at]!r} is the id of another one above. Give each its own."
        yield from (((key, at, "id"), text) for at, text in _alike_but_for_capitals(ids))
    keys = list(scheme.bibliography)
    yield from ((("bibliography", keys[at]), text) for at, text in _alike_but_for_capitals(keys))


def _alike_but_for_capitals(ids: Sequence[str]) -> Iterator[tuple[int, str]]:
    first: dict[str, str] = {}
    for at, name in enumerate(ids):
        other = first.setdefault(name.casefold(), name)
        if other != name:
            yield at, f"{name!r} differs from {other!r} above in capitals alone. Give each a name of its own."


def _remedies(scheme: Scheme) -> Iterator[Said]:
    if scheme.score is None and scheme.clean is not None:
        yield ("clean",), "clean time earns points, but the scheme has no score."
    for at in repeated(repair.by for repair in scheme.repair):
        yield ("repair", at, "by"), f"{scheme.repair[at].by} is named above. Join the two into one."
    for at, repair in enumerate(scheme.repair):
        if scheme.score is None:
            yield ("repair", at), f"{repair.by} gives points, but the scheme has no score."
        yield from wrong_term(("repair", at, "lasts"), repair.lasts)
    if scheme.appeal is not None:
        yield from _appeal(scheme.appeal)


def _appeal(appeal: Appeal) -> Iterator[Said]:
    limit = f"longer than a contested record is followed ({MOST_DECISION} months)"
    for key, months in (("window", appeal.window), ("decided_in", appeal.decided_in)):
        if months == FOREVER or months > MOST_DECISION:
            yield ("appeal", key), f"{span_text(months)} is {limit}. Write less, or leave 'appeal' out."
    if max(appeal.window, appeal.decided_in) <= MOST_DECISION < appeal.window + appeal.decided_in:
        yield ("appeal",), f"'window' and 'decided_in' together are {limit}. Write less."


WITHIN: tuple[tuple[Callable[[Scheme], Iterator[Said]], frozenset[str]], ...] = (
    (citations, frozenset({"bibliography"})),
    (_ids, frozenset()),
    (wrong_grade_names, frozenset({"grades"})),
    (wrong_bands, frozenset({"score", "accounts", "grades", "limits", "rules", "repair", "clean"})),
    (wrong_sums, frozenset({"score", "accounts"})),
    (wrong_rules, frozenset({"score"})),
    (wrong_lists, frozenset()),
    (wrong_consequences, frozenset({"lists"})),
    (_remedies, frozenset({"score"})),
    (wrong_dates, frozenset({"in_force", "until"})),
)
"""What is looked for in a scheme alone, and the parts of it that must be whole for what is found to be true."""
