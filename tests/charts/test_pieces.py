"""The pieces of charts: labels keep apart, long runs are thinned, bars have their parts."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.charts.look import HOLLOW, SANCTION
from glasshouse.charts.pieces import MOST_MONTHS, apart, dots, split_bars, thinned, time_axis


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_labels_keep_apart_and_in_order_and_inside(places: list[float]):
    moved = apart(places, 0.1, 0.0, 1.0)
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in moved)
    highest = max(range(len(places)), key=places.__getitem__)
    assert moved[highest] == max(moved)
    assert all(abs(one - other) >= 0.1 - 1e-9 for at, one in enumerate(moved) for other in moved[:at])


def test_labels_that_are_apart_stay_where_they_are():
    assert apart([0.9, 0.1, 0.5], 0.1, 0.0, 1.0) == [0.9, 0.1, 0.5]


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


def test_the_parts_of_a_bar_follow_each_other():
    row = {"title": "Traffic ticket", "label": "", "brief": "", "lengths": [7, 3]}
    parts = {"by true records": SANCTION, "by wrong records": HOLLOW}
    bars = split_bars([row], parts, {"title": "reason"}).to_dict()
    pieces = next(data for data in bars["datasets"].values() if "from" in data[0])
    assert [(one["part"], one["from"], one["to"]) for one in pieces] == [
        ("by true records", 0, 7),
        ("by wrong records", 7, 10),
    ]


def test_a_group_with_few_people_is_marked_and_one_without_a_rate_has_a_dash():
    rows = [
        {"trait": "age", "level": "18-29", "rate": 0.1, "number": 1, "of": 10, "few": True},
        {"trait": "age", "level": "75+", "rate": None, "number": 0, "of": 0, "few": False},
    ]
    chart, height = dots(rows, 0.1, "refused")
    lines = next(data for data in chart.to_dict()["datasets"].values() if len(data) == 4)
    assert [line["text"] for line in lines] == ["* fewer than 2 %", "Age", "18–29 *", "75+"]
    assert lines[-1]["share"] == "–"
    assert height == 4 * 21
