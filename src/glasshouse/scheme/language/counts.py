"""How many clauses of a scheme are known in which way."""

from collections import Counter

from glasshouse.consequence.model import Consequence
from glasshouse.remedy.model import Appeal, Repair
from glasshouse.scheme.forms.inputs.registry import Input
from glasshouse.scheme.forms.placed import Cited
from glasshouse.scheme.language.account import Account
from glasshouse.scheme.language.model import Consent, Grade, Scheme, Score
from glasshouse.scheme.language.parts import parts

CLAUSES = Score | Grade | Account | Input | Consent | Cited | Consequence | Repair | Appeal
STATUSES = ("found", "derived", "recalled", "article", "assumed")


def status_counts(scheme: Scheme) -> dict[str, int]:
    """How many clauses are found, derived, recalled, from the article or assumed, in this order."""
    counts: Counter[str] = Counter(part.status for _, part in parts(scheme) if isinstance(part, CLAUSES))
    return {status: counts[status] for status in STATUSES if counts[status]}


def term_counts(scheme: Scheme) -> dict[str, int]:
    """The same for how long records count and stays on lists last."""
    terms = [one.lasts_status or one.status for one in scheme.rules if one.lasts is not None]
    terms += [one.lasts_status or one.status for one in scheme.repair]
    terms += [one.stays_status or one.status for one in scheme.lists if one.stays is not None]
    return {status: terms.count(status) for status in STATUSES if status in terms}


def told(counts: dict[str, int]) -> str:
    """Counts by status in words, such as ``35 found, 3 assumed``."""
    return ", ".join(f"{number} {status}" for status, number in counts.items())
