"""A mean with its interval in words."""

import pytest

from glasshouse.results.numbers import COUNT, MONTHS, SHARE, form_of, said, said_of


def number(mean, low, high, sd=1.0, seeds=20, **other):
    return {"mean": mean, "low": low, "high": high, "sd": sd, "seeds": seeds, **other}


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (900, 1100, "1,000 (900 to 1,100)"),
        (999.4, 1000.6, "1,000.0 (999.4 to 1,000.6)"),
        (996, 1004, "1,000 (996 to 1,004)"),
    ],
)
def test_a_number_has_no_more_digits_than_are_known(low: float, high: float, text: str):
    assert said_of(number(1000.0, low, high), COUNT, 20).text == text


def test_a_number_that_no_run_has_is_a_dash():
    assert said_of(number(None, None, None, None, 0), SHARE, 20).text == "–"


def test_a_number_of_some_runs_says_of_how_many():
    assert said_of(number(6.0, 4.0, 8.0, seeds=14), MONTHS, 20).text == "6.0 months (4.0 to 8.0, in 14 of 20 runs)"
    assert said_of(number(6.0, None, None, None, 1), MONTHS, 20).text == "6 months (in 1 of 20 runs)"


def test_one_run_has_no_interval():
    assert said_of(number(6.0, None, None, None, 1), COUNT, 1).text == "6 (one run)"


def test_a_number_that_never_varies_says_so():
    assert said_of(number(0.0, 0.0, 0.0, 0.0), SHARE, 20).text == "0\xa0% (in every run)"
    assert said_of(number(1.0, 1.0, 1.0, 0.0), MONTHS, 20).mean == "1 month"


@pytest.mark.parametrize(("mean", "few"), [(0.45, True), (0.5, False)])
def test_what_is_counted_fewer_than_ten_times_in_all_runs_is_marked(mean: float, few: bool):
    assert said_of(number(mean, 0.1, 0.9), COUNT, 20).few is few
    assert ("†" in said_of(number(0.01, 0.005, 0.015, counted=20 * mean), SHARE, 20).mean) is few


def test_a_share_without_a_count_behind_it_is_not_marked():
    assert not said_of(number(0.01, 0.0, 0.02), SHARE, 20).few


def test_a_row_of_a_table_names_the_count_behind_a_share():
    row = {f"share_{one}": value for one, value in number(0.01, 0.0, 0.02).items()} | {"share": 0.01}
    row |= {"people": 0.1, "people_seeds": 20}
    assert said(row, "share", SHARE, 20, "people").few
    assert not said(row, "share", SHARE, 20).few


def test_units_of_metrics_have_a_form():
    assert form_of("share of people") is SHARE
    assert form_of("months") is MONTHS
    assert form_of("entries").counts
    assert form_of("index").digits == 2
