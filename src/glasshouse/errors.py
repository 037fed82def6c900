"""The one error a user can mend, and how a wrong name is told kindly."""

import difflib
from collections.abc import Iterable


class GlasshouseError(Exception):
    """Something the user can mend. Its text is complete (where, what, remedy) and is shown without a traceback."""


def no_such(noun: str, name: object, names: Iterable[str]) -> str:
    """A sentence that says ``name`` is not ``noun``, and what was probably meant.

    >>> no_such("a conduct", "credit.payment_lat", ["credit.payment_late", "tax.evasion"])
    "'credit.payment_lat' is not a conduct. Did you mean 'credit.payment_late'?"
    """
    known = sorted(names)
    close = difflib.get_close_matches(str(name), known, n=1, cutoff=0.6)
    if close:
        return f"{name!r} is not {noun}. Did you mean {close[0]!r}?"
    if len(known) <= 12:
        return f"{name!r} is not {noun}. Known: {', '.join(known)}."
    return f"{name!r} is not {noun}."


def count_of(number: int, noun: str) -> str:
    """``number`` and ``noun`` in agreement.

    >>> count_of(1, "problem"), count_of(3, "problem")
    ('1 problem', '3 problems')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
