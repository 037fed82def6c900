"""Traits, levels and the numbers of strata."""

import numpy as np
import pytest

from glasshouse.population.people import PEOPLE, STRATA, TRAITS, Cast, adults, level_index, levels_of, strata

PETS = Cast(
    kind="firm",
    traits={"age": ("pup", "dog"), "size": ("a", "b", "c", "d", "e")},
    who="pets",
    means="size",
    least_age="dog",
)


def number_of(levels: dict[str, str]) -> int:
    """The stratum with these levels, counted by hand: settlement changes slowest."""
    number = 0
    for trait, names in TRAITS.items():
        number = number * len(names) + names.index(levels[trait])
    return number


@pytest.mark.parametrize("stratum", [0, 1, 479, 480, 731, STRATA - 1])
def test_levels_lead_back_to_their_stratum(stratum):
    assert number_of(levels_of(stratum)) == stratum


def test_strata_are_listed_in_the_order_of_their_numbers():
    assert list(strata()) == [levels_of(stratum) for stratum in range(STRATA)]


@pytest.mark.parametrize("trait", TRAITS)
def test_every_level_has_an_equal_part_of_the_strata(trait):
    assert len(set(np.bincount(level_index(trait)))) == 1


def test_the_first_half_of_the_strata_is_urban():
    assert np.array_equal(level_index("settlement"), np.repeat([0, 1], STRATA // 2))


def test_what_is_said_of_strata_without_a_cast_is_said_of_people():
    assert np.array_equal(adults(), PEOPLE.adults())
    assert np.array_equal(level_index("income"), PEOPLE.level_index(PEOPLE.means))
    assert list(strata()) == list(PEOPLE.strata())


def test_a_cast_with_fewer_combinations_leaves_the_last_strata_empty():
    assert PETS.size == 10
    assert len(PETS.level_index("size")) == STRATA
    assert PETS.level_index("size")[:12].tolist() == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 0]
    assert np.flatnonzero(PETS.has("age", "pup")).tolist() == [0, 1, 2, 3, 4]
    assert np.flatnonzero(PETS.adults()).tolist() == [5, 6, 7, 8, 9]
    assert PETS.levels_of(7) == {"age": "dog", "size": "c"}


def test_chosen_are_adults_with_all_the_levels():
    assert np.flatnonzero(PETS.chosen({"size": "b"})).tolist() == [6]
    assert not PETS.chosen({"age": "pup"}).any()
    assert np.array_equal(PEOPLE.chosen({"age": "18+"}), adults())
    assert np.array_equal(PEOPLE.chosen({}), adults())


def test_adults_have_the_ages_from_the_least_on():
    assert PEOPLE.adult_ages() == TRAITS["age"][1:]
    assert PETS.adult_ages() == ("dog",)
