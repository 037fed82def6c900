"""A scheme made ready: each rule becomes a row, each status what it refuses."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "engine"))

from busy import CITED, busy_catalogue, busy_scheme, follows, rule, share

from glasshouse.base.compiled import as_written
from glasshouse.life.tables import KINDS
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.population.firms import FIRMS
from glasshouse.population.people import PEOPLE, STRATA
from glasshouse.scheme.compile.compile import (
    OUT_OF_REACH,
    WIDEST,
    bins_of,
    decided_after,
    has_friends,
    hears,
    row_of,
    sanctioned_grades,
    scheme_tables,
    subjects,
    units_of,
)
from glasshouse.scheme.compile.filing import leaves
from glasshouse.scheme.compile.tables import (
    ALSO,
    HEARS,
    INTO,
    LONGEST,
    MASK,
    RELATION,
    SLOT,
    UNITS,
    WORTH,
    SchemeTables,
)
from glasshouse.scheme.forms.grounds.registry import STATE
from glasshouse.scheme.forms.inputs.registry import FEEDS, PLACE
from glasshouse.scheme.judge import judge
from glasshouse.scheme.language.account import Account
from glasshouse.scheme.language.files import FOLDER
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.points import points_of
from glasshouse.scheme.library.system import system_of

JUDGE = as_written(judge.__name__)
CATALOGUE = busy_catalogue()
KIND = {kind.name: kind for kind in CATALOGUE.kinds}
ROW = {name: kind.row for name, kind in KIND.items()}
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


# rules


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
    stay = made.stays[which * KINDS + row]
    return [age for age in range(LONGEST + 1) if JUDGE.is_listing(np.int32(row << 8 | age << 1), stay)]


def test_a_list_is_entered_by_its_conducts_for_as_long_as_it_says():
    row = ROW["court.defied@court"]
    assert listing_ages(TABLES, row) == list(range(3, 12))  # two months of delay, then nine


def test_a_list_for_ever_never_ends():
    entry = {"id": "black", "title": "B", "enter": "court.defied", "stays": "forever", **CITED}
    made, row = tables(lists=[entry], consequences=[]), ROW["court.defied@court"]
    assert listing_ages(made, row)[-1] == LONGEST


def entry(**said: Any) -> dict[str, Any]:
    return {"id": "black", "title": "B", "enter": "court.defied", "stays": "9 months", **CITED, **said}


def test_a_list_that_gives_notice_takes_effect_later():
    made, row = tables(lists=[entry(notice="1 month")], consequences=[]), ROW["court.defied@court"]
    assert listing_ages(made, row) == list(range(4, 12))


def test_each_of_two_lists_that_one_conduct_enters_has_its_own_notice_stay_and_end():
    plain, late = entry(), entry(id="late", notice="3 months", stays="forever", leave={"conduct": "debt.settled"})
    made, row = tables(lists=[plain, late], consequences=[]), ROW["court.defied@court"]
    assert listing_ages(made, row, 0) == list(range(3, 12))
    assert listing_ages(made, row, 1) == list(range(6, LONGEST + 1))
    settled = np.int32(0x8000 | row << 8 | 7 << 1)
    assert [JUDGE.is_listing(settled, made.stays[which * KINDS + row]) for which in range(2)] == [1, 0]
    assert row_of(busy_scheme(lists=[plain, late], consequences=[]), KIND["court.defied@court"]).kept == LONGEST


def test_only_lists_that_are_left_by_making_good_end_with_a_settled_record():
    row = ROW["court.defied@court"]
    for leave, listed in (({"conduct": "debt.settled"}, 0), (None, 1)):
        made = tables(lists=[entry(**({"leave": leave} if leave else {}))], consequences=[])
        settled = np.int32(0x8000 | row << 8 | 5 << 1)
        assert JUDGE.is_listing(settled, made.stays[row]) == listed
        assert JUDGE.worth(settled, made.points[row]) == -20


def test_what_settles_what_is_read_off_the_lists():
    ends = [("court.defied", "debt.settled", 0), ("court.judgment_defied", "debt.settled", 0)]
    assert list(leaves(busy_scheme())) == ends


def test_a_record_that_lists_outweighs_one_that_grades_and_any_points():
    weights = {name: row_of(busy_scheme(), KIND[name]).weight for name in ("court.defied@court", "order.noise@camera")}
    assert weights["court.defied@court"] > weights["order.noise@camera"] > 10_000
    assert row_of(busy_scheme(), KIND["tax.fraud@office"]).weight == 15


def test_a_contest_is_decided_its_window_and_its_length_after_the_record_is_visible():
    assert decided_after(busy_scheme().appeal) == 2


# the scale


def test_the_scale_is_as_the_scheme_says():
    assert (TABLES.start, TABLES.lowest, TABLES.highest) == (100, 20, 160)
    assert (TABLES.clean_months, TABLES.clean_points) == (3, 2)
    assert TABLES.sanctioning == 0b0011
    assert TABLES.by_grade == 0b0010 << 12


def test_a_score_without_an_upper_end_stays_within_what_a_balance_holds():
    assert tables(score={"start": 100, "lowest": 0}).highest == 100 + WIDEST


def test_a_scheme_without_a_score_has_one_that_never_moves():
    made = scheme_tables(LISTS_ALONE, CATALOGUE)
    assert (made.start, made.lowest) == (0, 0)
    assert (made.floors == OUT_OF_REACH).all()


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


def test_to_be_on_no_list_of_known_borrowers_is_refused_a_loan_and_is_no_sanction():
    thin = tables(consequences=[follows({"off_list": "watch"}, service="finance.loan", effect="refuse")])
    assert thin.sanctions[A] == 0
    assert thin.sanctions[A | WATCH] == 0


def test_grades_are_sanctioned_by_what_they_refuse_themselves():
    assert sanctioned_grades(busy_scheme()) == (False, False, False, True)


def test_posts_are_closed_by_a_public_list_that_names_work_and_trips_by_what_is_refused():
    assert TABLES.barred_from[B | BLACK] == 3
    assert TABLES.barred_from[D | WATCH] == 0
    secret = {**busy_scheme().model_dump(mode="json", by_alias=True)["lists"][0], "public": False}
    private = tables(lists=[secret], consequences=[follows({"list": "black"}, service="work.job", effect="refuse")])
    assert private.barred_from[B | BLACK] == 1  # work itself is refused


def test_closer_inspection_is_for_whom_the_scheme_says():
    assert TABLES.inspected[C] == np.float32(1.4)
    assert TABLES.inspected[B] == 1


# parts of a score


def account(name: str, **said: Any) -> dict[str, Any]:
    return {"id": name, "title": name.title(), **said}


def factor(name: str, weight: float, start: int, *inputs: dict[str, Any]) -> dict[str, Any]:
    return account(name, weight=share(weight).model_dump(mode="json"), start=start, inputs=list(inputs))


SCORE = {"start": 650, "lowest": 350, "highest": 950}
FACTORS = [
    factor("history", 0.6, 50, {"months": 1, "at_most": 24}, {"friends": 0.5}),
    factor(
        "means",
        0.4,
        50,
        {"trait": "income", "points": {"fifth-1": -10, "fifth-5": 10}},
        {"savings": 3, "at_most": 20},
        {"work": {"employed": 10}},
        {"debt": {"late": -5}},
    ),
]


def in_parts(accounts: list[dict[str, Any]] = FACTORS, **changes: Any) -> SchemeTables:
    said = {"score": SCORE, "accounts": accounts, "rules": [], "repair": [], "grades": [], "lists": [], **changes}
    return tables(consequences=[], clean=None, **said)


def test_a_factor_moves_the_score_by_its_weight_of_the_whole_scale():
    scheme = busy_scheme(score=SCORE, accounts=FACTORS)
    assert units_of(scheme, scheme.accounts[0]) == round(0.6 * 600 / 100 * UNITS)
    assert units_of(scheme, Account(id="plain", title="Plain")) == UNITS


def test_accounts_have_their_ends_and_say_what_feeds_them():
    table = in_parts().accounts.reshape(6, 4)
    assert table[0].tolist() == [0, 100, 3686, 0]
    assert table[1].tolist() == [0, 100, 2458, 3]  # by work or debt, and by traits
    assert not table[2:].any()
    open_ended = in_parts([account("one", start=5, lowest=-3)], score={"start": 5, "lowest": 0})
    assert open_ended.accounts[:4].tolist() == [-3, WIDEST, UNITS, 0]


def test_accounts_begin_with_their_start_and_what_traits_give():
    opens = in_parts().opens.reshape(6, STRATA)
    income = PEOPLE.level_index("income")
    assert (opens[0] == 50).all()
    assert [set(opens[1][income == level].tolist()) for level in range(5)] == [{40}, {50}, {50}, {50}, {60}]


def test_several_traits_may_give_points_together():
    points = {"fifth-5, online": 7, "fifth-1, offline": -3}
    one = account("one", start=10, inputs=[{"trait": "income, internet", "points": points}])
    opens = in_parts([one], score={"start": 10, "lowest": 0}).opens.reshape(6, STRATA)[0]
    rich, poor = PEOPLE.chosen({"income": "fifth-5"}), PEOPLE.chosen({"income": "fifth-1"})
    online = PEOPLE.has("internet", "online")
    assert set(opens[rich & online].tolist()) == {17}
    assert set(opens[poor & ~online].tolist()) == {7}
    assert set(opens[rich & ~online].tolist()) == {10}


def test_feeds_are_points_a_month_a_hundredth_and_a_state_of_life():
    feeds = in_parts().feeds.reshape(6, FEEDS)
    savings, work, debt, months, friends = (PLACE[key] for key in ("savings", "work", "debt", "months", "friends"))
    assert feeds[0, months : months + 2].tolist() == [1, 24]
    assert feeds[0, friends : friends + 2].tolist() == [0.5, 1e9]
    assert feeds[0, savings : savings + 2].tolist() == [0, 1e9]
    assert feeds[1, savings : savings + 2].tolist() == [np.float32(0.3), 20]  # savings are held in tenths of a month
    assert feeds[1, work : work + 3].tolist() == [0, 10, 0]
    late = [stage.id for stage in CATALOGUE.livelihood.stages].index("late")
    assert np.flatnonzero(feeds[1, debt : debt + 8]).tolist() == [late]
    assert feeds[1, debt + late] == -5


def test_parts_are_added_to_the_foot_of_the_scale():
    made = in_parts()
    assert (made.parts, made.foot) == (2, 350)
    assert has_friends(busy_scheme(score=SCORE, accounts=FACTORS))
    assert not has_friends(busy_scheme())


def test_the_points_of_a_rule_go_to_its_account_and_move_the_score_by_its_weight():
    made = in_parts(rules=[rule("tax.late", -10, "8 months", account="means")])
    row = ROW["tax.late@office"]
    assert JUDGE.account_of(made.points[row]) == 1
    assert JUDGE.worth(np.int32(row << 8 | 1 << 1), made.points[row]) == -10
    assert made.value[row] == round(-10 * 0.4 * 6)


def test_points_may_stand_for_odds():
    scaled = {"start": 600, "lowest": 300, "highest": 900, "scaled": {"at": 600, "odds": 50, "doubles_every": 20}}
    rules = [{"conduct": "tax.late", "odds_times": times, "lasts": "2y", **CITED} for times in (0.5, 4, 1, 0.3)]
    scheme = busy_scheme(score=scaled, rules=rules, grades=[], repair=[], lists=[], clean=None, consequences=[])
    assert [points_of(one, scheme) for one in scheme.rules] == [-20, 40, 0, -35]


def test_a_stratum_may_have_a_best_grade_and_of_several_the_worst():
    limits = [
        {"where": {"age": "18-29"}, "grade_at_most": "B", **CITED},
        {"where": {"settlement": "rural"}, "grade_at_most": "C", **CITED},
    ]
    made = tables(limits=limits)
    young, rural = PEOPLE.has("age", "18-29"), PEOPLE.has("settlement", "rural")
    assert made.limits == 1
    assert set(made.best[rural & PEOPLE.adults()].tolist()) == {C}
    assert set(made.best[young & ~rural].tolist()) == {B}
    assert not made.best[~young & ~rural].any()


# lists of others


def by_list(name: str, **said: Any) -> dict[str, Any]:
    return {"list": name, **CITED, **said}


LISTS_ALONE = busy_scheme(
    id="other", score=None, grades=[], rules=[], clean=None, repair=[], consequences=[], appeal=None,
    lists=[entry(id="white"), entry(id="black")],
)  # fmt: skip


def hearings(scheme: Scheme, others: list[Scheme], linked: list[Scheme] | None = None) -> list[list[int]]:
    made = scheme_tables(scheme, CATALOGUE, others, linked or [])
    return made.heard.reshape(-1, HEARS)[: made.hearings].tolist()


def test_a_scheme_goes_by_the_lists_of_others_in_the_same_run():
    scheme = busy_scheme(rules=[by_list("other/black", points=-40), by_list("other/white", grade_at_most="C")])
    first, second = hearings(scheme, [LISTS_ALONE, scheme])
    assert (first[SLOT], first[MASK], first[RELATION], first[WORTH], first[ALSO]) == (0, 0b10, 0, -40, 0)
    assert (second[MASK], second[WORTH], second[INTO], second[ALSO]) == (0b01, 0, 0, C << 4)


def test_lists_of_schemes_that_are_not_in_the_run_say_nothing():
    scheme = busy_scheme(rules=[by_list("other/black", points=-40)])
    assert hearings(scheme, [scheme]) == []
    assert hearings(scheme, [scheme], [LISTS_ALONE]) == []  # it is one's own list that the rule means
    assert hears(scheme) == [("other/black", "own")]


def test_lists_of_linked_subjects_are_looked_for_among_their_schemes():
    scheme = busy_scheme(rules=[by_list("other/black", whose="leader", points=-40)])
    (only,) = hearings(scheme, [scheme], [LISTS_ALONE])
    assert (only[SLOT], only[MASK], only[RELATION]) == (0, 0b10, 1)


def test_a_list_may_be_entered_by_a_list_of_another_scheme():
    lists = [entry(), {"id": "copied", "title": "C", "enter": {"list": "other/white"}, **CITED}]
    (only,) = hearings(busy_scheme(lists=lists, consequences=[]), [LISTS_ALONE])
    assert (only[MASK], only[WORTH], only[ALSO]) == (0b01, 0, 0b10)


# who


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
        made = scheme_tables(one.scheme, catalogue)
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
