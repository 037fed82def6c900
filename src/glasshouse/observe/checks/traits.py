"""Traits: rates vary by traits and levels that the subjects of a catalogue have, and once by each."""

from collections.abc import Iterator

from glasshouse.base.evidence import Varies
from glasshouse.base.yamlfile import Where
from glasshouse.observe.files import Files, entries, list_name
from glasshouse.population.people import Cast, wrong_level, wrong_trait


def traits_and_levels_are_known(files: Files) -> None:
    """Rates vary by traits and levels that the subjects of the catalogue have."""
    for file, parts in entries(files):
        for at, part in enumerate(parts):
            for place, varies in enumerate(getattr(part, "varies", ())):
                for key, text in _strange(varies, files.cast):
                    files.wrong(file, (list_name(file), at, "varies", place, *key), text)


def traits_vary_once(files: Files) -> None:
    """A rate varies by each trait once."""
    for file, parts in entries(files):
        for at, part in enumerate(parts):
            traits = [varies.trait for varies in getattr(part, "varies", ())]
            for place, trait in enumerate(traits):
                if trait in traits[:place]:
                    where = (list_name(file), at, "varies", place, "trait")
                    files.wrong(file, where, f"{trait!r} has two sets of factors here. Keep one.")


def _strange(varies: Varies, cast: Cast) -> Iterator[tuple[Where, str]]:
    """What is not a trait of ``cast`` or not a level of it in ``varies``, with the path of the word below it."""
    wrong = wrong_trait(varies.trait, cast.traits)
    if wrong is not None:
        yield ("trait",), wrong
        return
    for level in varies.times:
        wrong = wrong_level(varies.trait, level, cast.traits)
        if wrong is not None:
            yield ("times", level), wrong
    if not any(varies.times.get(level, 1) for level in cast.levels(varies.trait)):
        yield ("times",), "all factors are 0, so nobody would do it."
