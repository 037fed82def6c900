"""Traits, levels and the numbers of strata."""

import numpy as np
import pytest

from glasshouse.population.people import STRATA, TRAITS, level_index, levels_of, strata


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
