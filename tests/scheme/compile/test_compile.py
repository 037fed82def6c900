"""A scheme made ready: each rule becomes a row."""

import numpy as np
import pytest
from busy import CITED, busy_scheme, rule
from made_ready import CATALOGUE, JUDGE, KIND, ROW, TABLES, C, entry, tables

from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.population.firms import FIRMS
from glasshouse.population.people import PEOPLE, STRATA
from glasshouse.population.record import NUMBERS
from glasshouse.scheme.compile.compile import decided_after, row_of, scheme_tables, subjects
from glasshouse.scheme.compile.filing import leaves, numbers_of
from glasshouse.scheme.compile.tables import (
    LONGEST,
    SchemeTables,
)
from glasshouse.scheme.forms.grounds.registry import STATE
from glasshouse.scheme.language.files import FOLDER
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import system_of


def points_by_age(made: SchemeTables, name: str) -> dict[int, int]:
    """The points that a record adds at each age at which it adds any."""
    row = ROW[name]
    found = {age: int(JUDGE.worth(np.int32(row << 8 | age << 1), made.points[row])) for age in range(LONGEST + 1)}
    return {age: points for age, points in found.items() if points}


def test_a_record_counts_from_its_being_visible_for_as_long_as_the_rule_says():
    assert points_by_age(TABLES, "tax.late@office") == dict.fromkeys(range(1, 9), -6)
    assert points_by_age(TABLES, "tax.late@camera") == dict.fromkeys(range(2, 10), -6)  # a month of delay


def test_what_no_rule_looks_at_is_worth_nothing():
    assert points_by_age(TABLES, "order.unruled@office") == {}
    assert (TABLES.points[ROW["travel.flight"]], TABLES.bonds[ROW["travel.flight"]]) == (0, 0)


def test_a_repair_gives_its_points():
    assert points_by_age(TABLES, "help.given@office") == dict.fromkeys(range(1, 13), 4)


def lapses_at(made: SchemeTables, name: str) -> dict[int, int]:
    """The points that a record leaves to the balance, by the age at which it does."""
    row = ROW[name]
    found = {
        age: int(JUDGE.lapsing(np.int32(row << 8 | age << 1), made.points[row], made.bonds[row]))
        for age in range(LONGEST + 1)
    }
    return {age: points for age, points in found.items() if points}


def test_points_for_ever_count_until_they_are_decided_on_and_then_go_to_the_balance():
    assert points_by_age(TABLES, "tax.fraud@office") == {1: -15, 2: -15}
    assert lapses_at(TABLES, "tax.fraud@office") == {3: -15}
    assert row_of(busy_scheme(), KIND["tax.fraud@office"]).kept == 3  # it stays until its points have left


def test_points_for_ever_that_nobody_can_contest_go_to_the_balance_as_soon_as_they_were_visible():
    assert points_by_age(tables(appeal=None), "tax.fraud@office") == {1: -15}
    assert lapses_at(tables(appeal=None), "tax.fraud@office") == {2: -15}


def test_points_that_end_leave_nothing_to_the_balance():
    assert lapses_at(TABLES, "tax.late@office") == {}


def test_a_rule_may_be_for_the_records_of_one_source():
    made = tables(rules=[rule("tax.late", -6, "8 months", source="camera")], repair=[])
    assert points_by_age(made, "tax.late@office") == {}
    assert points_by_age(made, "tax.late@camera") == dict.fromkeys(range(2, 10), -6)


def test_a_granted_service_may_be_worth_points():
    made = tables(rules=[rule("finance.loan", 7, "3 months")], repair=[])
    assert points_by_age(made, "finance.loan") == dict.fromkeys(range(1, 4), 7)


def test_a_grade_at_most_holds_for_its_own_term():
    row = ROW["order.noise@camera"]
    held = [
        age
        for age in range(LONGEST + 1)
        if JUDGE.best_allowed(np.int32(row << 8 | age << 1), TABLES.points[row], TABLES.bonds[row]) == C
    ]
    assert held == list(range(2, 8))


def listing_ages(made: SchemeTables, row: int, which: int = 0) -> list[int]:
    """The ages at which a record of a kind puts its subject on a list."""
    stay = made.stays[which * NUMBERS + row]
    return [age for age in range(LONGEST + 1) if JUDGE.is_listing(np.int32(row << 8 | age << 1), stay)]


def settled_under(scheme: Scheme) -> tuple[SchemeTables, int]:
    """The tables of a scheme, and the number of a settled record of court.defied."""
    numbers = numbers_of([scheme], CATALOGUE)
    return scheme_tables(scheme, CATALOGUE, numbers), numbers.all_of(ROW["court.defied@court"])[1]


def test_a_list_is_entered_by_its_conducts_for_as_long_as_it_says():
    row = ROW["court.defied@court"]
    assert listing_ages(TABLES, row) == list(range(3, 12))  # two months of delay, then nine


def test_a_list_for_ever_never_ends():
    entry = {"id": "black", "title": "B", "enter": "court.defied", "stays": "forever", **CITED}
    made, row = tables(lists=[entry], consequences=[]), ROW["court.defied@court"]
    assert listing_ages(made, row)[-1] == LONGEST


def test_a_list_that_gives_notice_takes_effect_later():
    made, row = tables(lists=[entry(notice="1 month")], consequences=[]), ROW["court.defied@court"]
    assert listing_ages(made, row) == list(range(4, 12))


def test_each_of_two_lists_that_one_conduct_enters_has_its_own_notice_stay_and_end():
    plain, late = entry(), entry(id="late", notice="3 months", stays="forever", leave={"conduct": "debt.settled"})
    made, row = tables(lists=[plain, late], consequences=[]), ROW["court.defied@court"]
    assert listing_ages(made, row, 0) == list(range(3, 12))
    assert listing_ages(made, row, 1) == list(range(6, LONGEST + 1))
    made, settled = settled_under(busy_scheme(lists=[plain, late], consequences=[]))
    assert [listing_ages(made, settled, which) for which in range(2)] == [list(range(3, 12)), []]
    assert row_of(busy_scheme(lists=[plain, late], consequences=[]), KIND["court.defied@court"]).kept == LONGEST


def test_only_lists_that_are_left_by_making_good_end_with_a_settled_record():
    once = entry(id="once", leave={"conduct": "debt.settled"})
    made, settled = settled_under(busy_scheme(lists=[once, entry()], consequences=[]))
    assert (listing_ages(made, settled, 0), listing_ages(made, settled, 1)) == ([], list(range(3, 12)))
    assert JUDGE.worth(np.int32(settled << 8 | 5 << 1), made.points[settled]) == -20
    assert made.points[settled] == made.points[settled - 1]


def test_a_limit_is_one_for_records_before_and_after_they_are_settled():
    scheme = busy_scheme(
        rules=[rule("court.defied", -20, "2y", at_most="1 per year")], lists=[entry(leave={"conduct": "debt.settled"})],
        consequences=[],
    )  # fmt: skip
    made, settled = settled_under(scheme)
    assert JUDGE.limit_of(made.bonds[settled]) == JUDGE.limit_of(made.bonds[settled - 1]) == settled - 1
    assert made.rows[settled] == made.rows[settled - 1] == ROW["court.defied@court"]


def test_what_settles_what_is_read_off_the_lists():
    ends = [("court.defied", "debt.settled", 0), ("court.judgment_defied", "debt.settled", 0)]
    assert list(leaves(busy_scheme())) == ends


def test_a_record_that_lists_outweighs_one_that_grades_and_any_points():
    weights = {name: row_of(busy_scheme(), KIND[name]).weight for name in ("court.defied@court", "order.noise@camera")}
    assert weights["court.defied@court"] > weights["order.noise@camera"] > 10_000
    assert row_of(busy_scheme(), KIND["tax.fraud@office"]).weight == 15


def test_a_contest_is_decided_its_window_and_its_length_after_the_record_is_visible():
    assert decided_after(busy_scheme().appeal) == 2


def test_what_a_scheme_does_not_have_is_not_asked_for():
    assert not any((TABLES.parts, TABLES.hearings, TABLES.friends, TABLES.limits, *TABLES.by_state))
    assert TABLES.inspects == 1  # grade C is inspected more closely
    assert tables(consequences=[]).inspects == 0


def test_a_stage_of_debt_may_put_one_on_a_list():
    stages = [stage.id for stage in CATALOGUE.livelihood.stages]
    late, defied = stages.index("late"), stages.index("defied")
    by_debt = {"id": "owing", "title": "O", "enter": {"debt": ["late", "defied"]}, **CITED}
    made = tables(lists=[entry(), by_debt], consequences=[])
    assert int(made.by_state[STATE["debt"]]) & 0xFFFFFFFF == 0b10 << 4 * late | 0b10 << 4 * defied


def test_only_adults_are_scored_and_only_those_the_scheme_names():
    everyone = subjects(busy_scheme(), PEOPLE)
    some = subjects(busy_scheme(subjects={"where": {"settlement": "urban"}}), PEOPLE)
    assert everyone.sum() == STRATA * 5 / 6
    assert np.array_equal(some, everyone & PEOPLE.has("settlement", "urban"))


def test_of_firms_all_are_scored_whom_the_scheme_names():
    found = subjects(busy_scheme(subjects={"kind": "firm", "where": {"size": "large"}}), FIRMS)
    assert np.array_equal(found, FIRMS.has("size", "large"))


LIBRARY = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("name", LIBRARY)
def test_every_scheme_of_the_library_can_be_made_ready(name: str):
    for one in system_of(name, load_catalogue(), firm_catalogue()):
        catalogue = firm_catalogue() if one.scheme.subjects.kind == "firm" else load_catalogue()
        made = scheme_tables(one.scheme, catalogue, numbers_of([one.scheme], catalogue))
        begins = one.scheme.score.start if one.scheme.score else 0
        assert made.start == begins


def test_the_rule_for_one_source_takes_the_place_of_the_one_for_all_as_a_whole():
    general = rule("tax.late", points=-5, lasts="20 months", grade_at_most="C")
    office = rule("tax.late", points=-30, lasts="4 months", source="office")
    for rules in ([general, office], [office, general]):
        scheme = busy_scheme(rules=rules)
        rows = {kind.name: row_of(scheme, kind) for kind in CATALOGUE.kinds}
        assert (rows["tax.late@office"].points, rows["tax.late@office"].best) == (-30, 0)
        assert (rows["tax.late@camera"].points, rows["tax.late@camera"].best > 0) == (-5, True)


def test_the_term_of_a_record_ends_early_where_earlier_ones_do_not_count():
    scheme = busy_scheme(rules=[rule("tax.late", points=-5, lasts="20 months", grade_at_most="C")])
    limited = scheme.model_copy(update={"rules": (scheme.rules[0].counting_to(4),)})
    row = {kind.name: row_of(limited, kind) for kind in CATALOGUE.kinds}["tax.late@office"]
    assert (row.points_word() >> 16 & 127, row.bonds_word() >> 3 & 127) == (4, 4)
    assert row.kept == 20  # on file it stays, and counts for as long once it is not from before
    whole = {kind.name: row_of(scheme, kind) for kind in CATALOGUE.kinds}["tax.late@office"]
    assert (whole.points_word() >> 16 & 127, whole.bonds_word() >> 3 & 127) == (20, 20)
