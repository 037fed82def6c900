"""The big numbers of a town that can be counted on paper."""

import pytest

from glasshouse.life.tables import FALSELY, LOST, RECORDED, STRUCK_WRONG
from glasshouse.measure import headlines
from glasshouse.measure.registry import Finding, sanctioned_cells
from glasshouse.measure.tally import ASKED, FAVOURED, GIVEN_UP, REFUSED, Tallies
from glasshouse.measure.wrongful import ANY, LISTED

SANCTIONED = sanctioned_cells([False, False, True])


@pytest.fixture
def town() -> Tallies:
    """A thousand people, two years; in the end 30 in the refusing grade, 10 on a list, 4 + 2 wrongly."""
    tallies = Tallies.for_months(24)
    tallies.people[:-1, 0, 0] = 1000
    tallies.people[-1, 5, [0, 1]] = 900, 55
    tallies.people[-1, 5, [2, 2 + 16]] = 26, 4
    tallies.people[-1, 9, [0 + 8, 0 + 8 + 16]] = 8, 2
    tallies.people[-1, 9, 1] = 5
    tallies.held[-1, [ANY, LISTED]] = [34, 6, 10], [8, 2, 0]  # rightly, wrongly, missed
    tallies.entered[3], tallies.entered[20] = (30, 4), (20, 1)
    tallies.events[:, 7, [RECORDED, FALSELY, STRUCK_WRONG, LOST]] = 10, 4, 1, 2
    tallies.asked[5, 90, [ASKED, REFUSED, GIVEN_UP, FAVOURED]] = 80, 20, 20, 8
    return tallies


def value(name: str, town: Tallies) -> float | None:
    found: Finding = getattr(headlines, name)(town, SANCTIONED)
    return found.value


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sanctioned_people", 40),
        ("sanctioned_share", 0.04),
        ("wrongful_share", 6 / 40),
        ("wrongful_risk", 6 / (6 + 950)),
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
    town.yearly[0, 0, 0], town.yearly[0, 1, 1] = 700, 300
    assert value("shorrocks_mobility", town) == 0
    assert value("same_grade_after_a_year", town) == 1


def test_where_the_past_says_nothing_mobility_is_one(town: Tallies):
    town.yearly[0, :2, :2] = 100
    assert value("shorrocks_mobility", town) == pytest.approx(1)
    assert value("same_grade_after_a_year", town) == 0.5


def test_one_grade_alone_has_no_mobility(town: Tallies):
    town.yearly[0, 0, 0] = 100
    assert value("shorrocks_mobility", town) is None
