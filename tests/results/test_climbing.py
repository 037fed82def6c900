"""Whether the number under sanction still climbs at the end."""

from typing import Any

import polars as pl
import pytest

from glasshouse.observe.library import load_catalogue
from glasshouse.results.climbing import caution, climbs
from glasshouse.results.run import Run
from glasshouse.scheme.library.find import find_scheme


def run_with(people: list[int], entered: list[int], burn_in: int = 0) -> Any:
    """A run that had so many under sanction month by month, after so many that are not counted."""
    run = Run.__new__(Run)
    run.info = {"burn_in": burn_in} if burn_in else {}
    run.__dict__ |= {"scheme": find_scheme("travel-2018"), "catalogue": load_catalogue()}
    table = pl.DataFrame({"month": range(len(people)), "people": people, "entered": entered})
    run.table = lambda name: {"sanctions": table}[name]  # type: ignore[method-assign]
    return run


def test_a_number_that_grew_by_much_and_not_by_chance_climbs():
    assert climbs(200, 100, 120)
    assert not climbs(200, 195, 6)  # 2.5 in 100
    assert not climbs(12, 8, 8)  # 8 came and 4 left: 4 is within two standard errors of 3.5


def test_it_is_said_with_the_number_of_a_year_before():
    months = [10 * month for month in range(25)]
    assert caution(run_with(months, [10] * 25)) == (
        "Everybody began with an empty file, and the number still climbs: a year before the end it was 120. "
        "After more months it would be higher. Records count for up to 14 months: with --burn-in 14 no file still "
        "fills when counting begins."
    )


def test_what_was_simulated_first_is_said_and_more_advised_while_files_still_fill():
    months = [10 * month for month in range(25)]
    early = str(caution(run_with(months, [10] * 25, burn_in=6)))
    assert early.startswith("Everybody began with an empty file, 6 months before the first that is counted, and the")
    assert "with --burn-in 14" in early
    assert str(caution(run_with(months, [10] * 25, burn_in=14))).endswith("After more months it would be higher.")


def test_of_a_run_that_is_shorter_than_a_year_it_is_the_start():
    assert "at the start it was 0." in str(caution(run_with([0, 20, 40, 60], [0, 20, 20, 20])))


@pytest.mark.parametrize("people", [[0] * 30, [100] * 30, [100, *range(200, 171, -1)]])
def test_of_a_number_that_stays_or_falls_nothing_is_said(people: list[int]):
    assert caution(run_with(people, [1] * 30)) is None
