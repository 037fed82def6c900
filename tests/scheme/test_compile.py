"""A scheme made ready: each rule becomes a row, each status what it refuses."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))

from busy import CITED, busy_catalogue, busy_scheme, follows, gain

from glasshouse.engine.plain import as_written
from glasshouse.observe.catalogue import load_catalogue
from glasshouse.population.people import STRATA, TRAITS, level_index
from glasshouse.scheme.compile import (
    OUT_OF_REACH,
    WIDEST,
    bins_of,
    decided_after,
    response,
    sanctioned_grades,
    scheme_tables,
    subjects,
)
from glasshouse.scheme.library import find_checked
from glasshouse.scheme.tables import (
    BY_GRADE,
    CLEAN_MONTHS,
    CLEAN_POINTS,
    HIGHEST,
    LONGEST,
    LOWEST,
    SANCTIONING,
    START,
    SchemeTables,
)

JUDGE = as_written("glasshouse.scheme.judge")
CATALOGUE = busy_catalogue()
ROW = {kind.name: kind.row for kind in CATALOGUE.kinds}
TABLES = scheme_tables(busy_scheme(), CATALOGUE)
A, B, C, D = range(4)  # grades
BLACK, WATCH = 8, 16  # lists, as they are added to a grade


def tables(**changes: Any) -> SchemeTables:
    return scheme_tables(busy_scheme(**changes), CATALOGUE)


def points_by_age(made: SchemeTables, name: str) -> dict[int, int]:
    """The points that a record adds at each age at which it adds any."""
    row = ROW[name]
    found = {age: int(JUDGE.worth(np.int32(row << 8 | age << 1), made.points[row])) for age in range(LONGEST + 1)}
    return {age: points for age, points in found.items() if points}


def decided_at(made: SchemeTables, name: str) -> int:
    return int(made.points[ROW[name]]) >> 27 & 31


# rules


def test_a_record_counts_from_its_being_visible_for_as_long_as_the_rule_says():
    assert points_by_age(TABLES, "tax.late@office") == dict.fromkeys(range(1, 9), -6)
    assert points_by_age(TABLES, "tax.late@camera") == dict.fromkeys(range(2, 10), -6)  # a month of delay


def test_what_no_rule_looks_at_is_worth_nothing_and_never_filed():
    row = ROW["order.unruled@office"]
    assert points_by_age(TABLES, "order.unruled@office") == {}
    assert TABLES.cap[row] == 0
    assert TABLES.cap[ROW["travel.flight"]] == 0


def test_a_cap_is_so_many_in_so_many_months():
    row = ROW["tax.late@office"]
    assert (TABLES.cap[row], TABLES.cap_months[row]) == (2, 1)
    repair = ROW["help.given@office"]
    assert (TABLES.cap[repair], TABLES.cap_months[repair]) == (3, 12)
    assert TABLES.cap[ROW["tax.fraud@office"]] == LONGEST


def test_a_repair_gives_its_points():
    assert points_by_age(TABLES, "help.given@office") == dict.fromkeys(range(1, 13), 4)


def test_points_for_ever_stay_on_file_until_they_are_decided_on_and_then_in_the_balance():
    row = ROW["tax.fraud@office"]
    assert max(points_by_age(TABLES, "tax.fraud@office")) == decided_at(TABLES, "tax.fraud@office") == 2
    record = np.int32(row << 8 | 2 << 1)
    after = JUDGE.aged(record, TABLES.bonds[row])
    assert JUDGE.lapsing(record, after, TABLES.points[row], TABLES.bonds[row]) == -15


def test_points_for_ever_that_nobody_can_contest_go_to_the_balance_as_soon_as_they_are_visible():
    assert points_by_age(tables(appeal=None), "tax.fraud@office") == {1: -15}


def test_a_grade_at_most_holds_for_its_own_term():
    row = ROW["order.noise@camera"]
    held = [
        age
        for age in range(LONGEST + 1)
        if JUDGE.best_allowed(np.int32(row << 8 | age << 1), TABLES.points[row], TABLES.bonds[row]) == C
    ]
    assert held == list(range(2, 8))


def test_a_list_is_entered_by_its_conducts_for_as_long_as_it_says():
    row = ROW["court.defied@court"]
    listed = [
        age
        for age in range(LONGEST + 1)
        if JUDGE.listing(np.int32(row << 8 | age << 1), TABLES.points[row], TABLES.bonds[row])
    ]
    assert listed == list(range(3, 12))  # two months of delay, then nine


def test_a_list_for_ever_never_ends():
    entry = {"id": "black", "title": "B", "enter": "court.defied", "stays": "forever", **CITED}
    made, row = tables(lists=[entry], consequences=[]), ROW["court.defied@court"]
    assert JUDGE.listing(np.int32(row << 8 | LONGEST << 1), made.points[row], made.bonds[row]) == 1


def test_leaving_a_list_is_bound_to_its_conduct():
    assert TABLES.leaves[ROW["debt.settled@court"]] == 0b0001
    assert np.count_nonzero(TABLES.leaves) == 1


def test_a_record_that_lists_outweighs_one_that_grades_and_any_points():
    weights = {name: int(TABLES.weight[ROW[name]]) for name in ("court.defied@court", "order.noise@camera")}
    assert weights["court.defied@court"] > weights["order.noise@camera"] > 10_000
    assert TABLES.weight[ROW["tax.fraud@office"]] == 15


def test_a_contest_is_decided_its_window_and_its_length_after_the_record_is_visible():
    appeal = busy_scheme().appeal
    assert decided_after(appeal) == 2
    assert decided_at(TABLES, "tax.late@office") == 2
    assert decided_at(TABLES, "court.defied@court") == 4
    assert decided_at(tables(appeal=None), "tax.late@office") == 0


# the scale


def test_the_scale_is_as_the_scheme_says():
    scale = TABLES.scale
    assert scale[[START, LOWEST, HIGHEST, CLEAN_MONTHS, CLEAN_POINTS]].tolist() == [100, 20, 160, 3, 2]
    assert scale[SANCTIONING] == 0b0011
    assert scale[BY_GRADE] == 0b0010 << 12


def test_a_score_without_an_upper_end_stays_within_what_a_balance_holds():
    assert tables(score={"start": 100, "lowest": 0}).scale[HIGHEST] == 100 + WIDEST


def test_a_scheme_without_a_score_has_one_that_never_moves():
    made = tables(score=None, grades=[], rules=[], clean=None, repair=[], lists=[], consequences=[], appeal=None)
    assert made.scale[[START, LOWEST]].tolist() == [0, 0]
    assert (made.floors == OUT_OF_REACH).all()


def test_the_worst_grade_has_no_floor():
    assert TABLES.floors.tolist() == [120, 95, 70, *[OUT_OF_REACH] * 5]


def test_the_grades_lie_in_the_middle_of_the_bins_of_scores():
    begins, width = bins_of(busy_scheme())
    assert begins < 70
    assert begins + 64 * width > 120
    assert (70 - begins) // width == 8


# consequences


@pytest.mark.parametrize(
    ("status", "sanctioned"), [(A, 0), (C, 0), (D | WATCH, 1), (D, 1), (A | BLACK, 1), (B | WATCH, 1), (7, 0)]
)
def test_a_status_is_a_sanction_if_it_refuses_something(status, sanctioned):
    assert TABLES.sanctions[status] == sanctioned


def test_grades_are_sanctioned_by_what_they_refuse_themselves():
    assert sanctioned_grades(busy_scheme()) == (False, False, False, True)


def effect(made: SchemeTables, status: int, service: str) -> int:
    return int(made.effect[128 * status + ROW[service]])


def test_services_are_refused_and_rewarded_by_status():
    assert effect(TABLES, A, "travel.flight") == 2
    assert TABLES.reward[2] == 4  # 0.4 months of outgoings, in tenths
    assert effect(TABLES, B, "travel.flight") == 0
    assert effect(TABLES, D, "finance.loan") == 1
    assert effect(TABLES, B | BLACK, "work.job") == 1


def test_a_refusal_beats_a_reward():
    assert effect(TABLES, A | BLACK, "travel.flight") == 1


def test_the_larger_of_two_rewards_counts():
    both = [
        follows({"grade": "A"}, service="travel.flight", effect=gain(0.4)),
        follows({"grade": ["A", "B"]}, service="travel.flight", effect=gain(0.1)),
    ]
    made = tables(consequences=both)
    assert made.reward[effect(made, A, "travel.flight")] == 4
    assert made.reward[effect(made, B, "travel.flight")] == 1


def test_posts_are_closed_by_a_public_list_that_names_work_and_trips_by_what_is_refused():
    assert TABLES.bears[B | BLACK] == 3
    assert TABLES.bears[D | WATCH] == 0
    secret = {**busy_scheme().model_dump(mode="json", by_alias=True)["lists"][0], "public": False}
    private = tables(lists=[secret], consequences=[follows({"list": "black"}, service="work.job", effect="refuse")])
    assert private.bears[B | BLACK] == 1  # work itself is refused


def test_closer_inspection_is_for_whom_the_scheme_says():
    assert TABLES.watched[C] == np.float32(1.4)
    assert TABLES.watched[B] == 1


# who, and how people answer


def test_only_adults_are_scored_and_only_those_the_scheme_names():
    everyone, some = subjects(busy_scheme()), subjects(busy_scheme(subjects={"where": {"settlement": "urban"}}))
    assert everyone.sum() == STRATA * 5 / 6
    assert np.array_equal(some, everyone & (level_index("settlement") == TRAITS["settlement"].index("urban")))


def test_a_known_and_certain_sanction_deters_and_a_reward_draws():
    table = response(busy_scheme(), CATALOGUE)
    lives = CATALOGUE.livelihood
    severe = 6 / lives.points_that_deter.value
    assert table[0, ROW["tax.late@office"]] == pytest.approx(1 - 0.3 * 0.6 * 0.7 * severe)
    generous = 4 / lives.points_that_reward.value
    assert table[0, ROW["help.given@office"]] == pytest.approx(1 + 0.6 * 0.7 * generous)
    eager = lives.eager_to_repair.value
    assert table[8, ROW["help.given@office"]] == pytest.approx(1 + 0.6 * 0.7 * generous * eager)


def test_lawful_conduct_that_costs_points_is_chilled():
    table = response(busy_scheme(), CATALOGUE)
    assert table[3, ROW["speech.criticism@office"]] == pytest.approx(1 - 0.5 * 0.6 * 0.7)


def test_nobody_answers_to_what_no_rule_looks_at():
    assert (response(busy_scheme(), CATALOGUE)[:, [ROW["order.unruled@office"], ROW["travel.flight"]]] == 1).all()


def test_the_scheme_of_rongcheng_can_be_made_ready():
    catalogue = load_catalogue()
    made = scheme_tables(find_checked("rongcheng-2016", catalogue), catalogue)
    assert made.scale[START] == 1000
    assert made.sanctions.any()
