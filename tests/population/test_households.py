"""Households: who may live with whom."""

import numpy as np
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.households import LARGEST, housed, size_shares
from glasshouse.population.people import LANES, STRATA, TRAITS, level_index, strata

NUMBER = {tuple(levels.values()): number for number, levels in enumerate(strata())}


def someone(age="30-44", sex="male", income="fifth-3", migrant="local") -> int:
    """The stratum of an urban person, online, with an agricultural hukou."""
    return NUMBER[("urban", age, sex, "agricultural", migrant, income, "online")]


def page_of(*parts: tuple[int, int]) -> np.ndarray:
    """512 people: so many of each stratum."""
    people = np.repeat([stratum for _, stratum in parts], [number for number, _ in parts])
    assert len(people) == LANES
    return people.astype(np.uint16)


def sizes(mean: float, alone: float) -> np.ndarray:
    return size_shares(mean, alone)[None, :]


def households(stratum: np.ndarray, household: np.ndarray) -> list[np.ndarray]:
    """The strata of each household."""
    return [stratum[household == first] for first in np.unique(household)]


def mixed_page(seed: int) -> np.ndarray:
    """512 people of all strata."""
    return np.random.default_rng(seed).integers(0, STRATA, LANES).astype(np.uint16)


COUPLES = page_of((256, someone(sex="male")), (256, someone(sex="female")))
ALL_TWO = np.eye(LARGEST)[[1]]


@pytest.mark.parametrize(("mean", "alone"), [(2.25, 0.30), (2.62, 0.254), (3.19, 0.33), (1.5, 0.5), (6.0, 0.0)])
def test_sizes_have_the_mean_and_the_share_that_were_asked(mean, alone):
    shares = size_shares(mean, alone)
    assert shares.sum() == pytest.approx(1)
    assert shares[0] == alone
    assert shares @ np.arange(1, LARGEST + 1) == pytest.approx(mean)


def test_nobody_leaves_or_enters_a_page():
    pages = np.concatenate([mixed_page(1), mixed_page(2)])
    stratum, _ = housed(pages, np.repeat(sizes(2.6, 0.25), 2, axis=0))
    for page in (slice(0, LANES), slice(LANES, None)):
        assert np.array_equal(np.sort(stratum[page]), np.sort(pages[page]))


def test_a_household_begins_at_its_first_member_and_is_of_one_piece():
    _, household = housed(mixed_page(3), sizes(2.6, 0.25))
    first = np.unique(household)
    assert np.array_equal(household[first], first)
    assert (np.diff(household.astype(int)) >= 0).all()


@pytest.mark.parametrize("seed", range(5))
def test_every_household_begins_with_an_adult(seed):
    stratum, household = housed(mixed_page(seed), sizes(2.6, 0.25))
    assert (level_index("age")[stratum[np.unique(household)]] > 0).all()


def test_households_have_the_mean_size_and_the_share_that_live_alone():
    stratum, household = housed(np.tile(COUPLES, 20), np.repeat(sizes(2.62, 0.254), 20, axis=0))
    count = [np.bincount(page, minlength=LANES) for page in household.reshape(20, LANES)]
    of = np.concatenate(count)
    assert len(stratum) / (of > 0).sum() == pytest.approx(2.62, rel=0.01)
    assert (of == 1).sum() / (of > 0).sum() == pytest.approx(0.254, abs=0.01)


def test_couples_are_a_man_and_a_woman():
    stratum, household = housed(COUPLES, ALL_TWO)
    sex = level_index("sex")
    assert all(sorted(sex[home]) == [0, 1] for home in households(stratum, household))


def test_couples_are_of_like_age():
    ages = TRAITS["age"][1:5]
    page = page_of(*((64, someone(age=age, sex=sex)) for age in ages for sex in TRAITS["sex"]))
    stratum, household = housed(page, ALL_TWO)
    age = level_index("age")
    assert all(len(set(age[home])) == 1 for home in households(stratum, household))


def test_members_share_income_and_migrant_status_but_for_one_household_between_two_classes():
    page = page_of((101, someone()), (205, someone(income="fifth-4")), (206, someone(migrant="migrant")))
    stratum, household = housed(page, ALL_TWO)
    classes = [set(home.tolist()) for home in households(stratum, household)]
    assert sum(len(found) > 1 for found in classes) <= 2


def test_children_live_with_two_adults_of_their_class_where_there_are_two():
    page = page_of(
        *(
            (64, someone(age=age, sex=sex, income=income))
            for age, sex, income in [
                ("30-44", "male", "fifth-1"),
                ("30-44", "female", "fifth-1"),
                ("0-17", "male", "fifth-1"),
                ("0-17", "female", "fifth-1"),
                ("30-44", "male", "fifth-5"),
                ("30-44", "female", "fifth-5"),
                ("0-17", "male", "fifth-5"),
                ("0-17", "female", "fifth-5"),
            ]
        )
    )
    stratum, household = housed(page, np.eye(LARGEST)[[3]])
    age, income = level_index("age"), level_index("income")
    for home in households(stratum, household):
        assert (age[home] == 0).sum() == 2
        assert len(set(income[home])) == 1


def test_children_of_a_class_without_adults_live_with_other_adults():
    page = page_of((30, someone(age="0-17", income="fifth-1")), (482, someone(income="fifth-5")))
    stratum, household = housed(page, sizes(2.6, 0.25))
    age = level_index("age")
    assert all((age[home] > 0).any() for home in households(stratum, household))


def test_more_children_than_places_beside_an_adult_are_refused():
    page = page_of((300, someone(age="0-17")), (212, someone()))
    with pytest.raises(GlasshouseError, match="more children than places beside an adult"):
        housed(page, ALL_TWO)


def test_one_page_does_not_depend_on_the_next():
    alone, _ = housed(mixed_page(4), sizes(2.6, 0.25))
    together, _ = housed(np.concatenate([mixed_page(4), mixed_page(5)]), np.repeat(sizes(2.6, 0.25), 2, axis=0))
    assert np.array_equal(together[:LANES], alone)
