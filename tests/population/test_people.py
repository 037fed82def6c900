"""Traits, levels and the numbers of strata."""

import numpy as np
import pytest

from glasshouse.population.people import (
    PEOPLE,
    STRATA,
    TRAITS,
    Cast,
    adults,
    level_index,
    levels_of,
    several,
    strata,
    wrong_level,
    wrong_trait,
)

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


def test_several_traits_have_the_combinations_of_their_levels():
    assert PETS.levels("age, size")[:6] == ("pup, a", "pup, b", "pup, c", "pup, d", "pup, e", "dog, a")
    assert PETS.level_index("size, age")[: PETS.size].tolist() == [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]
    assert (PEOPLE.has("sex, age", "female, 75+") == PEOPLE.has("sex", "female") & PEOPLE.has("age", "75+")).all()


def test_every_combination_is_counted_in_the_order_of_its_level():
    levels = PEOPLE.levels("internet, income")
    for stratum in (0, 17, 600, STRATA - 1):
        of = levels_of(stratum)
        assert levels[PEOPLE.level_index("internet, income")[stratum]] == f"{of['internet']}, {of['income']}"


def test_what_stands_between_commas_are_traits_and_each_once():
    assert several("age,  sex") == ["age", "sex"]
    assert wrong_trait("age, sex", TRAITS) is None
    assert wrong_trait("age, sax", TRAITS) == "'sax' is not a trait. Did you mean 'sex'?"
    assert wrong_level("age, sex", "75+, male", TRAITS) is None
    assert wrong_level("age, sex", "75+, mail", TRAITS) == "'mail' is not a level of sex. Did you mean 'male'?"
    assert wrong_level("age, sex", "75+", TRAITS) == (
        "'75+' is not a level of age, sex: write one of each, such as '0-17, male'."
    )
    assert wrong_trait("age, sex, age", TRAITS) == "'age' stands twice in 'age, sex, age'. Name it once."
