"""The score of a scheme made ready: its scale, its grades and its parts."""

from typing import Any

import numpy as np
from busy import CITED, busy_scheme, rule, share
from made_ready import CATALOGUE, JUDGE, LISTS_ALONE, NUMBERED, ROW, TABLES, B, C, tables

from glasshouse.population.people import PEOPLE, STRATA
from glasshouse.scheme.compile.compile import scheme_tables
from glasshouse.scheme.compile.score import OUT_OF_REACH, WIDEST, bins_of, has_friends, units_of
from glasshouse.scheme.compile.tables import (
    UNITS,
    SchemeTables,
)
from glasshouse.scheme.forms.inputs.registry import FEEDS, PLACE
from glasshouse.scheme.language.account import Account
from glasshouse.scheme.language.points import points_of


def test_the_scale_is_as_the_scheme_says():
    assert (TABLES.start, TABLES.lowest, TABLES.highest) == (100, 20, 160)
    assert (TABLES.clean_months, TABLES.clean_points) == (3, 2)
    assert TABLES.sanctioning == 0b0011
    assert TABLES.by_grade == 0b0010 << 12


def test_a_score_without_an_upper_end_stays_within_what_a_balance_holds():
    assert tables(score={"start": 100, "lowest": 0}).highest == 100 + WIDEST


def test_a_scheme_without_a_score_has_one_that_never_moves():
    made = scheme_tables(LISTS_ALONE, CATALOGUE, NUMBERED)
    assert (made.start, made.lowest) == (0, 0)
    assert (made.floors == OUT_OF_REACH).all()


def test_the_worst_grade_has_no_floor():
    assert TABLES.floors.tolist() == [120, 95, 70, *[OUT_OF_REACH] * 5]


def test_the_grades_lie_in_the_middle_of_the_bins_of_scores():
    begins, width = bins_of(busy_scheme())
    assert begins < 70
    assert begins + 64 * width > 120
    assert (70 - begins) // width == 8


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
