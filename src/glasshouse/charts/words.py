"""Numbers and groups of people in words, the same in every chart and in the report."""

import math
import re
from typing import TypeGuard

from glasshouse.results.run import percent as written

NO_BREAK = "\u00a0"
NONE = "–"


def known(value: float | None) -> TypeGuard[float]:
    """Whether there is a number at all; a share of nobody is null or NaN.

    >>> known(0.0), known(None), known(float("nan"))
    (True, False, False)
    """
    return value is not None and math.isfinite(value)


def percent(share: float | None) -> str:
    r"""A share in per cent that no line breaks in two.

    >>> percent(0.0144), percent(float("nan"))
    ('1.4\xa0%', '–')
    """
    return written(share).replace(" ", NO_BREAK) if known(share) else NONE


MOST_AS_ONE_IN = 0.4


def one_in(share: float | None) -> str:
    """A share as people say it.

    >>> one_in(0.0144), one_in(0.75), one_in(0.996), one_in(0.0)
    ('1 in 69', '75 in 100', 'more than 99 in 100', 'nobody')
    """
    if not known(share):
        return NONE
    if share == 0:
        return "nobody"
    if 0.995 <= share < 1:
        return "more than 99 in 100"
    return f"1 in {round(1 / share):,}" if share <= MOST_AS_ONE_IN else f"{round(share * 100)} in 100"


def short(number: float) -> str:
    """A count in few letters.

    >>> short(950), short(2310), short(121_345), short(1_379_000_000)
    ('950', '2.3k', '121k', '1.4bn')
    """
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(number) >= size:
            scaled = number / size
            return f"{scaled:.1f}{letter}" if abs(scaled) < 9.95 else f"{scaled:.0f}{letter}"
    return f"{number:.0f}"


def part_of(number: int, whole: int) -> str:
    """How many of how many, in few letters where they are many.

    >>> part_of(1750, 81000), part_of(1_400_000, 1_379_000_000)
    ('1,750 of 81,000', '1.4m of 1.4bn')
    """
    return f"{number:,} of {whole:,}" if whole < 1e7 else f"{short(number)} of {short(whole)}"


def duration(months: float) -> str:
    """A number of months as people say it.

    >>> duration(1), duration(15), duration(60)
    ('1 month', '15 months', '5 years')
    """
    if months >= 12 and months % 12 == 0:
        return "1 year" if months == 12 else f"{months / 12:.0f} years"
    return "1 month" if months == 1 else f"{months:g} months"


def after(months: int) -> str:
    """When: at the start, or after so many months.

    >>> after(0), after(60)
    ('At the start', 'After 5 years')
    """
    return "At the start" if months == 0 else f"After {duration(months)}"


def tenths(value: float | None) -> str:
    """A number with one digit after the point.

    >>> tenths(2.25), tenths(None)
    ('2.2', '–')
    """
    return f"{value:.1f}" if known(value) else NONE


def hundredths(value: float | None) -> str:
    """A number with two digits after the point.

    >>> hundredths(0.125)
    '0.12'
    """
    return f"{value:.2f}" if known(value) else NONE


def capital(text: str) -> str:
    """The text with a capital at its beginning, and the rest as it is.

    >>> capital("people with Hukou")
    'People with Hukou'
    """
    return text[:1].upper() + text[1:]


def number_word(count: int) -> str:
    """A small count as a word.

    >>> number_word(3), number_word(12)
    ('three', '12')
    """
    return ("none", "one", "two", "three", "four", "five")[count] if count <= 5 else f"{count:,}"


TRAIT_TITLES = {
    "settlement": "Settlement",
    "age": "Age",
    "sex": "Sex",
    "hukou": "Hukou (registration)",
    "migrant": "Migrant status",
    "income": "Income",
    "internet": "Internet access",
    "form": "Form",
    "size": "Size",
    "sector": "Sector",
    "ownership": "Ownership",
}
_LEVEL_TITLES = {
    "fifth-1": "lowest fifth",
    "fifth-2": "second fifth",
    "fifth-3": "middle fifth",
    "fifth-4": "fourth fifth",
    "fifth-5": "highest fifth",
    "male": "men",
    "female": "women",
}
_GROUPS = {
    "urban": "people in towns",
    "rural": "people in the countryside",
    "non-agricultural": "people with non-agricultural hukou",
    "agricultural": "people with agricultural hukou",
    "migrant": "migrants",
    "local": "locals",
    "offline": "people without internet access",
    "online": "people with internet access",
    "male": "men",
    "female": "women",
}


_FIRMS = {
    ("form", "sole trader"): "sole traders",
    ("form", "legal person"): "legal persons",
    ("size", "sole trader"): "sole traders",
    ("age", "new"): "firms in their first year",
    ("age", "young"): "firms in their second or third year",
    ("age", "established"): "firms of more than three years",
    ("sector", "other"): "firms of other sectors",
    ("ownership", "state"): "firms owned by the state",
    ("ownership", "foreign"): "firms owned from abroad",
    ("ownership", "other"): "firms with other owners",
}
_FIRM_TRAITS = {"form", "size", "sector", "ownership"}

_OF_FIRMS = {
    "people": "firms",
    "persons": "firms",
    "person": "firm",
    "somebody else": "another firm",
    "nobody": "no firm",
    "everyone": "every firm",
    "everybody": "every firm",
    "savings": "cash",
    "in work": "in business",
}
_WORDS = "|".join(sorted(_OF_FIRMS, key=len, reverse=True))
_SUBJECTS = re.compile(rf"(?<!legal )(?<!natural )\b({_WORDS})\b", re.IGNORECASE)


def worded(who: str, text: str, kept: str = "") -> str:
    """Words about people, said of the subjects that ``who`` names: of firms, if it is 'firms'. ``kept`` stays.

    >>> worded("people", "Nobody of 12 people"), worded("firms", "Nobody of 12 people")
    ('Nobody of 12 people', 'No firm of 12 firms')
    >>> worded("firms", "legal persons and people in A place of 5 people", "A place of 5 people")
    'legal persons and firms in A place of 5 people'
    """
    if who != "firms":
        return text

    def instead(found: re.Match[str]) -> str:
        word = _OF_FIRMS[found[0].lower()]
        return capital(word) if found[0][:1].isupper() else word

    parts = text.split(kept) if kept else [text]
    return kept.join(_SUBJECTS.sub(instead, part) for part in parts)


def level_title(level: str) -> str:
    """A level of a trait as a short label.

    >>> level_title("fifth-1"), level_title("18-29"), level_title("urban")
    ('lowest fifth', '18–29', 'urban')
    """
    return _LEVEL_TITLES.get(level, level.replace("-", "–") if level[:1].isdigit() else level)


def group_title(trait: str, level: str) -> str:
    """The people of a level, as a phrase.

    >>> group_title("income", "fifth-1"), group_title("age", "75+"), group_title("migrant", "local")
    ('people in the lowest income fifth', 'people aged 75+', 'locals')
    >>> group_title("size", "micro"), group_title("age", "new")
    ('micro firms', 'firms in their first year')
    """
    if (trait, level) in _FIRMS:
        return _FIRMS[trait, level]
    if trait in _FIRM_TRAITS:
        return f"{level} firms" if trait in ("size", "ownership") else f"firms in {level}"
    if trait == "income":
        return f"people in the {level_title(level).removesuffix(' fifth')} income fifth"
    if trait == "age":
        return f"people aged {level_title(level)}"
    return _GROUPS.get(level, f"people who are {level}")
