"""Metrics enlist themselves with everything that a page says of them."""

import numpy as np
import pytest

from glasshouse.measure.registry import (
    METRICS,
    Finding,
    listed_cells,
    measure_all,
    metric,
    sanctioned_cells,
    share,
    wrongly_cells,
)
from glasshouse.measure.tally import Tallies

HEADLINES = [
    "sanctioned_people",
    "sanctioned_share",
    "wrongful_share",
    "median_recovery_months",
    "largest_disparity",
    "listed_people",
    "listed_wrongly",
    "overflow_share",
]


def cell(grade: int, *, listed: bool = False, wrongly: bool = False) -> int:
    return grade + 8 * listed + 16 * wrongly


@pytest.mark.parametrize("name", HEADLINES)
def test_the_numbers_that_pages_lead_with_are_enlisted(name: str):
    assert name in METRICS


@pytest.mark.parametrize("one", METRICS.values(), ids=lambda one: one.id)
def test_a_metric_says_what_it_is_in_what_unit_and_from_where(one):
    assert one.title
    assert one.unit
    assert one.source
    assert one.meaning.endswith(".")
    assert one.limits[0] < one.limits[1]


def test_an_empty_run_has_no_metric_that_fails_or_lies():
    parts = tuple({one.part for one in METRICS.values() if one.part is not None})
    found = measure_all(Tallies.for_months(3, on=parts), sanctioned_cells([False, True]))
    assert list(found) == list(METRICS)
    assert {one.value for one in found.values()} <= {None, 0.0}


def test_a_metric_of_a_part_of_the_model_is_there_only_where_the_part_is_on():
    found = measure_all(Tallies.for_months(3), sanctioned_cells([]))
    assert list(found) == [name for name, one in METRICS.items() if one.part is None]


@pytest.mark.parametrize("one", METRICS.values(), ids=lambda one: one.id)
def test_no_metric_leaves_its_limits(one):
    random = np.random.default_rng(3)
    tallies = Tallies.for_months(24)
    tallies.people[:] = random.integers(0, 50, tallies.people.shape)
    tallies.entered[:, 0] = random.integers(50, 90, 25)
    tallies.entered[:, 1] = random.integers(0, 50, 25)
    tallies.at_risk[:, 0], tallies.at_risk[:, 1] = 100, 60
    tallies.ended[:, 0], tallies.ended[:, 1] = 20, 10
    tallies.events[:] = np.sort(random.integers(0, 50, tallies.events.shape))[..., [5, 4, 3, 2, 1, 0]]
    tallies.asked[:, :, 0], tallies.asked[:, :, 1] = 9, 4
    tallies.yearly[:] = random.integers(1, 50, tallies.yearly.shape)
    value = one.measure(tallies, sanctioned_cells([False, False, True])).value
    assert value is None or one.limits[0] <= value <= one.limits[1]


def test_two_metrics_of_one_name_are_refused():
    def sanctioned_share(tallies, sanctioned):
        """Another one."""
        return Finding(0.0)

    with pytest.raises(ValueError, match="a name of its own"):
        metric(title="Again", unit="share")(sanctioned_share)


def test_a_metric_without_a_meaning_is_refused():
    def unexplained(tallies, sanctioned):
        return Finding(0.0)

    with pytest.raises(ValueError, match="needs a docstring"):
        metric(title="What?", unit="share")(unexplained)


def test_people_are_under_sanction_by_their_grade_or_by_a_list():
    cells = sanctioned_cells([False, False, True])
    assert cells[cell(2)]
    assert cells[cell(0, listed=True)]
    assert cells[cell(2, wrongly=True)]
    assert not cells[cell(1)]
    assert not cells[cell(1, wrongly=True)]


def test_a_scheme_without_grades_sanctions_by_its_lists_alone():
    assert np.array_equal(sanctioned_cells([]), listed_cells())


def test_who_is_wrongly_where_they_are_is_told_apart_in_every_grade_and_list():
    cells = np.arange(32)
    assert np.array_equal(wrongly_cells(), cells // 16 == 1)
    assert np.array_equal(listed_cells(), cells // 8 % 2 == 1)


def test_a_share_of_nothing_is_not_defined():
    assert share(0, 0) == (None, 0, 0, "")
    assert share(1, 4).value == 0.25
