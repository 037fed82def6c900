"""The big numbers of a town that can be counted on paper."""

import pytest

from glasshouse.measure import example, headlines
from glasshouse.measure.registry import Finding, sanctioned_cells
from glasshouse.measure.tally import Tallies

SANCTIONED = sanctioned_cells([False, False, True])


@pytest.fixture
def town() -> Tallies:
    """The town of the documentation, which is counted by hand there."""
    return example.town()[0]


def value(name: str, town: Tallies) -> float | None:
    found: Finding = getattr(headlines, name)(town, SANCTIONED)
    return found.value


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sanctioned_people", 40),
        ("sanctioned_share", 0.04),
        ("wrongful_share", 6 / 40),
        ("wrongful_risk", 6 / (1000 - 40 - 10 + 6)),
        ("missed_people", 10),
        ("listed_people", 10),
        ("listed_wrongly", 2),
        ("entries", 50),
        ("entries_per_1000_a_year", 25),
        ("wrongful_entries_share", 0.1),
        ("refused_share", 0.25),
        ("given_up_share", 0.2),
        ("turned_away_share", 0.4),
        ("favoured_share", 0.1),
        ("wrong_records_share", 0.4),
        ("wrong_records_struck_share", 0.25),
        ("overflow_share", 0.2),
        ("same_grade_after_a_year", 1870 / 2000),
        ("shorrocks_mobility", 2 - 1840 / 1950 - 30 / 50),
    ],
)
def test_a_headline_is_what_one_counts_on_paper(name: str, expected: float, town: Tallies):
    assert value(name, town) == pytest.approx(expected)


def test_a_count_says_out_of_how_many(town: Tallies):
    assert headlines.sanctioned_people(town, SANCTIONED)[1:3] == (40, 1000)
    assert headlines.wrongful_share(town, SANCTIONED)[1:3] == (6, 40)


def test_who_was_under_sanction_at_the_very_start_did_not_enter_during_the_run(town: Tallies):
    town.entered[0] = 500, 500
    assert value("entries", town) == 50


def test_where_nobody_moves_mobility_is_nil_and_everybody_stays(town: Tallies):
    town.yearly[:] = 0
    town.yearly[0, 0, 0], town.yearly[0, 1, 1] = 700, 300
    assert value("shorrocks_mobility", town) == 0
    assert value("same_grade_after_a_year", town) == 1


def test_where_the_past_says_nothing_mobility_is_one(town: Tallies):
    town.yearly[:] = 0
    town.yearly[0, :2, :2] = 100
    assert value("shorrocks_mobility", town) == pytest.approx(1)
    assert value("same_grade_after_a_year", town) == 0.5


def test_one_grade_alone_has_no_mobility(town: Tallies):
    town.yearly[:] = 0
    town.yearly[0, 0, 0] = 100
    assert value("shorrocks_mobility", town) is None
