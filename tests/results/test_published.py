"""Published counts beside those of a run: after as many months, of as many people, and why they differ."""

from typing import Any

import polars as pl
import pytest

import glasshouse as gh
from glasshouse.results.published import beside, conditions, published
from glasshouse.results.run import Run
from glasshouse.scheme.library.find import find_scheme

CHINA = 1_379_000_000


@pytest.fixture(scope="module")
def court() -> Run:
    """Thirty months of the list of the courts."""
    return gh.run(scheme="court-list", world="hamlet", months=30, follow=64)


@pytest.fixture(scope="module")
def dated() -> Run:
    """Two years of it from 2016 on."""
    return gh.run(scheme="court-list", world="hamlet", months=24, begins="2016-01", follow=64)


def pair(run: Run, title: str, date: str) -> Any:
    return next(one for one in beside(run) if one.title.startswith(title) and one.date == date)


def test_a_count_is_read_after_as_many_months_and_scaled_to_as_many_people(court: Run):
    names = pair(court, "Names on the list", "2015-12")  # from October 2013 on
    entered = int(court.sanctions.filter(pl.col("month") <= 27)["entered"].sum())
    assert (names.months, names.counted) == (27, entered)
    assert names.scaled == pytest.approx(entered * CHINA / 5_000)
    assert names.ratio == pytest.approx(names.scaled / 3_080_200)


def test_a_refused_request_counts_as_many_attempts_as_the_scheme_assumes(court: Run):
    flights = pair(court, "Flights", "2015-12")
    refused = court.answers.filter(pl.col("month") <= 27, pl.col("service") == "travel.flight")["refused"].sum()
    assert flights.counted == pytest.approx(13.5 * refused)
    assert "counts as 13.5 attempts" in flights.why


def test_of_a_run_that_ends_earlier_it_is_said_how_much_shorter_it_is(court: Run):
    later = pair(court, "Names on the list", "2017-12")
    assert later.months == 30
    assert "The published count is of 51 months, that of the run of 30." in later.why


def test_where_rules_hold_by_dates_months_are_those_of_the_calendar(dated: Run):
    names = pair(dated, "Names on the list", "2017-07")
    assert names.months == 19
    assert "Everybody began with an empty file, 27 months after the rules had come into force." in names.why
    assert "before the first month of the run" in pair(dated, "Names on the list", "2015-12").why
    assert conditions(dated).startswith("Its people are 5,000 of “A hamlet of 5,000 people”. It begins in 2016-01")


def test_what_a_run_does_not_count_is_shown_with_the_reason():
    sesame = gh.run(scheme="sesame", world="hamlet", months=2, follow=64)
    found = next(one for one in beside(sesame) if one.published == 5_300)
    assert (found.counted, found.scaled, found.ratio) == (None, None, None)
    assert found.why.startswith("A run keeps no such count.")


def test_of_a_scheme_of_which_nothing_was_published_there_is_nothing():
    assert beside(gh.run(scheme="none", world="hamlet", months=1, follow=64)) == []


def test_schemes_services_and_grades_that_the_file_names_are_there():
    services = {one.id for one in gh.load_catalogue().services}
    for one in published().counts:
        assert set(one.services) <= services
        for name in one.schemes:
            assert set(one.grades) <= {grade.id for grade in find_scheme(name).grades}


def test_every_count_that_the_article_gives_is_beside_a_scheme():
    told = {one.count for one in published().counts if one.evidence.startswith("founding-article")}
    assert {7_000_000, 3_000_000, 5_300, 670_000, 142} <= told
