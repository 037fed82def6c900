"""Lines month by month: labels keep apart, long runs are thinned, bands are where intervals are."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.charts.lines import MOST_MONTHS, Line, lines, spaced, thinned, time_axis
from glasshouse.charts.style import Words
from glasshouse.results.numbers import COUNT, LESS


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_labels_keep_apart_and_in_order_and_inside(places: list[float]):
    moved = spaced(places, 0.1, 0.0, 1.0)
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in moved)
    highest = max(range(len(places)), key=places.__getitem__)
    assert moved[highest] == max(moved)
    assert all(abs(one - other) >= 0.1 - 1e-9 for at, one in enumerate(moved) for other in moved[:at])


def test_labels_that_are_apart_stay_where_they_are():
    assert spaced([0.9, 0.1, 0.5], 0.1, 0.0, 1.0) == [0.9, 0.1, 0.5]


def test_twenty_years_are_drawn_month_by_month():
    frame = pl.DataFrame({"month": range(MOST_MONTHS + 1)})
    assert thinned(frame).height == MOST_MONTHS + 1


def test_a_century_is_thinned_and_keeps_its_ends():
    months = thinned(pl.DataFrame({"month": range(1201)}))["month"].to_list()
    assert len(months) <= MOST_MONTHS + 2
    assert (months[0], months[-1]) == (0, 1200)


def test_years_are_marked_on_a_long_axis_and_months_on_a_short_one():
    assert time_axis(60, "0").to_dict()["axis"]["values"] == [0, 12, 24, 36, 48, 60]
    assert time_axis(7, "0").to_dict()["axis"]["values"] == [0, 3, 6]
    assert time_axis(7, "0").to_dict()["axis"]["title"] == "months"


def line(**ends: float) -> Line:
    """Two months of a number."""
    return Line("a line", [{"month": at, "mean": at - 1.0, "text": "", "brief": "", **ends} for at in range(2)])


def test_a_line_has_bands_where_its_number_has_an_interval():
    words = Words("A title.", "A title, and more.")
    plain = lines([line()], words, LESS, 100).to_dict()
    banded = lines([line(low=-2.0, high=1.0, least=-3.0, most=2.0)], words, LESS, 100).to_dict()
    assert len(banded["layer"]) == len(plain["layer"]) + 2
    assert [one["layer"][0]["encoding"]["y"]["scale"]["domain"] for one in (plain, banded)] == [[-1, 0], [-3, 2]]


def test_a_signed_number_has_a_line_at_none_and_a_count_has_not():
    words = Words("A title.", "A title, and more.")
    drawn = [str(lines([line()], words, form, 100).to_dict()) for form in (LESS, COUNT)]
    assert ["'none': 0.0" in one for one in drawn] == [True, False]
