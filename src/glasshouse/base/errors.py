"""The one error a user can mend, and how a wrong name is told kindly."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

LONGEST_NAME = 60  # characters of a name that a message repeats
MOST_KNOWN = 12  # names that are all told where none is like the one that was given
MOST_MEANT = 4  # names that may all have been meant
SPELT_ALIKE, WORD_ALIKE = 0.6, 0.75  # of letters in order, from 0 to 1
A_SLIP = 0.85  # of letters in order: the same name, mistyped
MOST_WORDS = 0.75  # of the words of a name that another one has, so that it was perhaps meant
LATE = 0.9  # what a word of a title counts beside one of the name itself, or the beginning of a word beside all of it


class GlasshouseError(Exception):
    """Something the user can mend: its text says where, what and how, and is shown without a traceback."""


def no_such(noun: str, name: object, names: Iterable[str], titles: Mapping[str, str] | None = None) -> str:
    """A sentence that says ``name`` is not ``noun``, and what was probably meant.

    Parameters
    ----------
    titles : mapping of str to str, optional
        What the names stand for, by which somebody may have named one.

    >>> no_such("a conduct", "credit.late", ["credit.payment_late", "tax.late", "credit.limit"])
    "'credit.late' is not a conduct. Did you mean 'credit.payment_late'?"
    """
    known = sorted(set(names))
    said = f"{quoted(name)} is not {noun}"
    if not known:
        return f"{said}; there is none."
    text = plain((name if isinstance(name, str) else quoted(name))[:LONGEST_NAME])
    if meant := names_meant(text, known, titles or {}):
        return f"{said}. Did you mean {either(map(repr, meant))}?"
    if len(known) <= MOST_KNOWN:
        return f"{said}. Known: {', '.join(known)}."
    family = [one for one in known if "." in text and one.partition(".")[0] == text.partition(".")[0]]
    if 0 < len(family) <= MOST_KNOWN:
        return f"{said}. Of {family[0].partition('.')[0]} there are: {', '.join(family)}."
    return f"{said}."


def names_meant(name: str, known: Iterable[str], titles: Mapping[str, str]) -> list[str]:
    """The names that somebody may have meant who wrote ``name``: alike in their words, their titles or their letters.

    Several only where all have the same of what was written.

    >>> names_meant("harbour", ["harbour-2016", "harbour-2021", "inland"], {})
    ['harbour-2016', 'harbour-2021']
    >>> names_meant("travel.train", ["travel.fast_rail", "travel.flight"], {"travel.fast_rail": "High-speed train"})
    ['travel.fast_rail']
    """
    wanted, letters = _words(name), name.lower()
    found: list[tuple[float, float, str]] = []
    for one in known:
        own, told = _words(one), _words(titles.get(one, ""))
        shared = sum(max(_alike(word, own), LATE * _alike(word, told)) for word in wanted) / max(1, len(wanted))
        matcher = SequenceMatcher(None, *_apart(letters, one.lower()))
        spelt = matcher.ratio() if shared or matcher.quick_ratio() >= SPELT_ALIKE else 0.0
        if shared >= MOST_WORDS or spelt >= SPELT_ALIKE:
            found.append((shared, spelt, one))
    if not found:
        return []
    best = max(found, key=lambda each: (each[0] + each[1], each[2]))
    if best[0] < MOST_WORDS or best[1] >= A_SLIP:
        return [best[2]]
    also = sorted((one for one in found if one[0] == best[0]), key=lambda each: (-each[1], each[2]))
    return [one for _, _, one in also][:MOST_MEANT]


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two names without the domain that both begin with: ``travel.`` alone makes nothing alike."""
    (head, _, tail), (also, _, end) = one.partition("."), other.partition(".")
    return (tail, end) if head == also and tail and end else (one, other)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.lower())


def _alike(word: str, words: list[str]) -> float:
    """How much of a word is among ``words``, from 0 to 1."""
    return max(_likenesses(word, words), default=0.0)


def _likenesses(word: str, words: list[str]) -> Iterator[float]:
    for one in words:
        short, long = sorted((word, one), key=len)
        if word == one:
            yield 1.0
        elif len(short) > 2 and long.startswith(short) and not short.isdecimal():
            yield LATE
        elif (ratio := SequenceMatcher(None, word, one).ratio()) >= WORD_ALIKE:
            yield LATE * ratio


def plain(text: str) -> str:
    """The text with the letters, digits and marks of other widths and scripts as those of a keyboard.

    >>> plain("２０１６－０１"), plain("٣ months")
    ('2016-01', '3 months')
    """
    usual = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in usual)


def either(names: Iterable[str]) -> str:
    """Names of which one is meant.

    >>> either(["a"]), either(["a", "b", "c"])
    ('a', 'a, b or c')
    """
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


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
