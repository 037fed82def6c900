"""The one error a user can mend, and how a wrong name is told kindly."""

import difflib
from collections.abc import Iterable

LONGEST_NAME = 60  # characters of a name that a message repeats


class GlasshouseError(Exception):
    """Something the user can mend: its text says where, what and how, and is shown without a traceback."""


def no_such(noun: str, name: object, names: Iterable[str]) -> str:
    """A sentence that says ``name`` is not ``noun``, and what was probably meant.

    >>> no_such("a conduct", "credit.payment_lat", ["credit.payment_late", "tax.evasion"])
    "'credit.payment_lat' is not a conduct. Did you mean 'credit.payment_late'?"
    """
    known = sorted(names)
    plain = {one.lower(): one for one in known}
    meant = (name if isinstance(name, str) else quoted(name))[:LONGEST_NAME].lower()
    close = difflib.get_close_matches(meant, plain, n=1, cutoff=0.6)
    if close:
        return f"{quoted(name)} is not {noun}. Did you mean {plain[close[0]]!r}?"
    if not known:
        return f"{quoted(name)} is not {noun}; there is none."
    if len(known) <= 12:
        return f"{quoted(name)} is not {noun}. Known: {', '.join(known)}."
    return f"{quoted(name)} is not {noun}."


def quoted(value: object) -> str:
    """``value`` as a message repeats it: in quotes if it is text, and never longer than a line.

    >>> quoted("D"), quoted(7), quoted("x" * 100)[-8:]
    ("'D'", '7', 'xxxxx...')
    """
    try:
        text = repr(value)
    except ValueError:  # a whole number of thousands of digits has no text
        return "a number of thousands of digits"
    return text if len(text) <= LONGEST_NAME + 2 else f"{text[: LONGEST_NAME - 1]}..."


def count_of(number: int, noun: str) -> str:
    """``number`` and ``noun`` in agreement.

    >>> count_of(1, "problem"), count_of(3, "problem")
    ('1 problem', '3 problems')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def lasting(seconds: float) -> str:
    """A length of time for people.

    >>> lasting(0.4), lasting(2.94), lasting(95), lasting(8000)
    ('0.4 seconds', '2.9 seconds', '1 minute 35 seconds', '2 hours 13 minutes')
    >>> lasting(90_000), lasting(90_000_000)
    ('1 day 1 hour', '2 years 311 days')
    """
    if seconds < 60:
        return f"{seconds:.1f} seconds"
    units = (("year", 31_536_000), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
    whole = round(seconds)
    at = next(turn for turn, (_, size) in enumerate(units) if whole >= size)
    (noun, size), (smaller, part) = units[at], units[at + 1]
    return f"{count_of(whole // size, noun)} {count_of(whole % size // part, smaller)}"
