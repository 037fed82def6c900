"""A number in words: as it is of one seed, with its interval of many."""

import pytest

from glasshouse.charts.numbers import marks_of, mean_of, plain, size_text, text_of
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.numbers import COUNT, IN_100, LESS, MONTHS, SHARE
from glasshouse.results.run import Run

MANY = {"people": 18.25, "people_low": 13.7, "people_high": 22.8, "people_sd": 9.7, "people_seeds": 5,
        "people_least": 4.0, "people_most": 31.0}  # fmt: skip


def test_a_number_has_an_interval_where_its_row_has_one(run: Run, ensemble: Ensemble):
    assert text_of(run, {"people": 1234}, "people") == "1,234"
    assert text_of(ensemble, MANY, "people") == "18 (14 to 23)"
    assert mean_of(run, {"people": 1234}, "people") == "1.2k"
    assert mean_of(ensemble, MANY, "people") == "18"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [(0.0141, SHARE, "1.4\u00a0%"), (15.0, MONTHS, "15 months"), (-0.349, LESS, "−0.35"),
     (0.0005, IN_100, "+0.05 in 100"), (0.0, IN_100, "0"), (float("nan"), COUNT, "–")],
)  # fmt: skip
def test_a_number_without_interval_is_written_in_its_form(value: float, form: object, text: str):
    assert plain(value, form) == text


def test_how_large_a_difference_is_has_no_sign(run: Run, ensemble: Ensemble):
    assert size_text(run, {"money": -0.349}, "money") == "0.35"
    below = {"people": -18.25, "people_low": -22.8, "people_high": -13.7, "people_sd": 9.7, "people_seeds": 5}
    assert size_text(ensemble, below, "people") == "18 (14 to 23)"


def test_a_mark_of_one_seed_has_no_ends_and_where_one_is_not_known_it_is_the_mean():
    assert marks_of({"people": 7}, "people") == {"mean": 7}
    assert marks_of(MANY | {"people_low": None}, "people")["low"] == MANY["people"]
    assert marks_of(MANY, "people")["range"] == "4 to 31"
