"""What a scheme makes of one file, step by step in plain Python; small schemes worked out by hand."""

from typing import Any

import numpy as np
import pytest
from busy import CITED, busy_catalogue, busy_scheme, follows, rule

from glasshouse.base.tables import as_record
from glasshouse.observe.numbers import numbered
from glasshouse.population.people import PEOPLE
from glasshouse.scheme.compile.compile import scheme_tables
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.judge.standing import Standing, as_rules, on_scale, standing
from glasshouse.scheme.language.model import Scheme

CATALOGUE = busy_catalogue()
ROW = {kind.name: kind.row for kind in CATALOGUE.kinds}
NUMBERED = numbered(ROW.values(), [ROW["court.defied@court"]])
A, B, C, D = range(4)
BLACK, WATCH = 8, 16
STRATUM = int(np.flatnonzero(PEOPLE.has("age", "30-44") & PEOPLE.has("income", "fifth-1"))[0])
DEBTS = [stage.id for stage in CATALOGUE.livelihood.stages]


def record(name: str, age: int = 1, *, wrong: bool = False, settled: bool = False) -> int:
    return NUMBERED.all_of(ROW[name])[settled] << 8 | age << 1 | wrong


def who(**more: Any) -> Circumstances:
    given: dict[str, Any] = {"stratum": STRATUM, "money": np.float32(0), "job": 1, "debt": 0, "months": 0, **more}
    return Circumstances(**given)


def stands(scheme: Scheme, *file: int, others: tuple[Scheme, ...] = (), **more: Any) -> Standing:
    means = {name: more.pop(name) for name in Circumstances._fields if name in more}
    rules = as_rules(scheme_tables(scheme, CATALOGUE, NUMBERED, others, others))
    return standing(rules, file, who(**means), **more)


BUSY = busy_scheme()


def test_an_empty_file_has_the_score_that_one_starts_with():
    assert stands(BUSY) == Standing(score=100, deserved=100, status=B, fresh=B, fair=B, rightful=B, balance=0)


def test_a_file_is_the_sum_of_its_records_and_the_balance():
    found = stands(BUSY, record("tax.late@office"), record("help.given@office", 3), balance=-10)
    assert (found.score, found.status) == (100 - 6 + 4 - 10, C)


def test_wrong_records_cost_points_that_one_does_not_deserve_to_lose():
    found = stands(BUSY, record("tax.late@office", wrong=True), record("tax.fraud@office"))
    assert (found.score, found.deserved) == (79, 85)


def test_a_list_of_another_scheme_that_holds_wrongly_makes_what_follows_from_it_wrongful():
    rules = as_rules(scheme_tables(BUSY, CATALOGUE, NUMBERED))
    rules.hearings, rules.heard = 1, np.zeros(36, np.int32)
    rules.heard[:6] = 0, 0b0001, 0, -30, 0, 0b0001
    rightly, wrongly = (standing(rules, (), who(statuses=[8], rightful=[fair])) for fair in (8, 0))
    assert (rightly.score, rightly.deserved, rightly.rightful) == (70, 70, rightly.status)
    assert (wrongly.score, wrongly.deserved, wrongly.status) == (70, 100, rightly.status)
    assert wrongly.rightful == B


def test_a_record_lists_until_it_is_settled_and_keeps_its_points():
    before, after = (stands(BUSY, record("court.defied@court", 5, settled=settled)) for settled in (False, True))
    assert (before.score, before.status) == (80, C | BLACK)
    assert (after.score, after.status) == (80, C)


def test_a_score_stays_on_its_scale():
    found = stands(BUSY, *[record("court.defied@court", 5)] * 5)
    assert (found.score, found.status) == (20, D | BLACK | WATCH)
    assert [on_scale(as_rules(scheme_tables(BUSY, CATALOGUE, NUMBERED)), score) for score in (10, 90, 200)] == [
        20,
        90,
        160,
    ]


def test_points_for_ever_leave_for_the_balance_and_the_score_does_not_notice():
    before, after = (stands(BUSY, record("tax.fraud@office", age)) for age in (2, 3))
    assert (before.score, before.balance) == (85, 0)
    assert (after.score, after.balance) == (85, -15)
    assert stands(BUSY, record("tax.fraud@office", 3), ages=False).balance == 0


def test_clean_time_is_rewarded_as_its_period_ends():
    assert stands(BUSY, clean_turns=True).balance == 2
    assert stands(BUSY, record("tax.late@office", 3), clean_turns=True).balance == 0
    assert stands(BUSY, record("tax.late@office", 4), clean_turns=True).balance == 2


def test_between_assessments_the_grade_stands():
    found = stands(BUSY, record("court.defied@court", 5), held_grade=A)
    assert (found.status, found.fresh, found.fair) == (A | BLACK, C | BLACK, C | BLACK)
    held = stands(BUSY, held_grade=D)
    assert (held.status, held.fresh, held.fair) == (D | WATCH, B, B)


# parts of a score


def account(name: str, **said: Any) -> dict[str, Any]:
    return {"id": name, "title": name.title(), **said}


TWO = {
    "score": {"start": 150, "lowest": 0, "highest": 300},
    "accounts": [account("left", start=50, lowest=0, highest=100), account("right", start=100, lowest=0, highest=200)],
    "grades": None, "lists": None, "clean": None, "repair": None, "consequences": None, "appeal": None,
}  # fmt: skip


def in_two(*rules: dict[str, Any], **more: Any) -> Scheme:
    return busy_scheme(**{**TWO, "rules": list(rules), **more})


def test_each_account_has_its_own_ends():
    scheme = in_two(rule("tax.late", -40, "2y", account="left"), rule("help.given", 70, "2y", account="right"))
    late, help_ = record("tax.late@office"), record("help.given@office")
    assert [stands(scheme, *file).score for file in ((), (late,), (late, late), (late, late, help_))] == [
        150, 110, 100, 170,
    ]  # fmt: skip
    assert stands(scheme, help_, help_, late).score == 10 + 200


def test_wrong_points_beyond_the_end_of_an_account_were_not_lost_by_them():
    scheme = in_two(rule("tax.late", -40, "2y", account="left"))
    file = [record("tax.late@office"), record("tax.late@office"), record("tax.late@office", wrong=True)]
    assert (stands(scheme, *file).score, stands(scheme, *file).deserved) == (100, 100)


def weight(value: float) -> dict[str, Any]:
    return {"value": value, "assumed": [0, 1]}


def factors(*inputs: dict[str, Any]) -> Scheme:
    """A score from 350 to 950 of one factor of 60 % that is fed by these, and one of 40 % that stays at 50."""
    accounts = [
        account("fed", weight=weight(0.6), start=50, inputs=list(inputs)),
        account("still", weight=weight(0.4), start=50),
    ]
    return in_two(
        rule("tax.late", -10, "2y", account="fed"), accounts=accounts,
        score={"start": 650, "lowest": 350, "highest": 950},
    )  # fmt: skip


def test_a_point_of_a_factor_is_its_weight_in_hundredths_of_the_scale():
    assert stands(factors()).score == 650
    assert stands(factors(), record("tax.late@office")).score == 650 - 36


@pytest.mark.parametrize(
    ("fed", "circumstances", "points"),
    [
        ({"trait": "income", "points": {"fifth-1": -10}}, {}, -10),
        ({"savings": 3, "at_most": 20}, {"money": np.float32(40)}, 12),
        ({"savings": 3, "at_most": 20}, {"money": np.float32(200)}, 20),
        ({"work": {"employed": 10}}, {"job": 1}, 10),
        ({"work": {"employed": 10}}, {"job": 2}, 0),
        ({"debt": {"late": -20}}, {"debt": DEBTS.index("late")}, -20),
        ({"months": 0.5, "at_most": 24}, {"months": 10}, 5),
        ({"months": 0.5, "at_most": 24}, {"months": 100}, 24),
        ({"friends": 0.5}, {"friends": np.float32(80)}, 40),
        ({"friends": 0.5, "at_most": 30}, {"friends": np.float32(80)}, 30),
        ({"friends": 0.5}, {"friends": None}, 0),
        ({"savings": 20}, {"money": np.float32(255)}, 50),
    ],
    ids=str,
)
def test_an_account_is_fed_by_what_it_says(fed: dict[str, Any], circumstances: dict[str, Any], points: int):
    assert stands(factors(fed), **circumstances).score == 650 + round(points * 3.6)


def test_a_stratum_may_be_limited_to_a_grade():
    scheme = busy_scheme(limits=[{"where": {"income": "fifth-1"}, "grade_at_most": "C", **CITED}])
    other = int(np.flatnonzero(PEOPLE.has("age", "30-44") & PEOPLE.has("income", "fifth-2"))[0])
    assert (stands(scheme).status, stands(scheme, stratum=other).status) == (C, B)
    assert stands(scheme).fair == C  # it is no wrong record that does it


def test_a_stage_of_debt_puts_one_on_a_list_while_it_lasts():
    owing = {"id": "owing", "title": "Owing", "enter": {"debt": ["late"]}, **CITED}
    scheme = busy_scheme(lists=[owing], consequences=[follows({"list": "owing"}, service="work.job", effect="refuse")])
    assert stands(scheme, debt=DEBTS.index("late")).status == B | BLACK
    assert stands(scheme).status == B


# lists of others


OTHER = busy_scheme(
    id="other", score=None, grades=[], rules=[], clean=None, repair=[], consequences=[], appeal=None,
    lists=[{"id": "black", "title": "B", "enter": "court.defied", "stays": "1y", **CITED}],
)  # fmt: skip


@pytest.mark.parametrize(
    ("whose", "circumstances"), [("own", {"statuses": (1 << 3,)}), ("leader", {"drag": 1}), ("led firm", {"drag": 1})]
)
def test_a_list_of_another_scheme_counts_while_one_is_on_it(whose: str, circumstances: dict[str, Any]):
    by = {"list": "other/black", "whose": whose, **CITED}
    scheme = busy_scheme(rules=[{**by, "points": -40}, {**by, "grade_at_most": "D"}])
    on, off = stands(scheme, others=(OTHER,), **circumstances), stands(scheme, others=(OTHER,))
    assert (on.score, on.status) == (60, D | WATCH)
    assert (off.score, off.status) == (100, B)


def test_ones_own_list_is_not_that_of_a_linked_subject():
    scheme = busy_scheme(rules=[{"list": "other/black", "points": -40, **CITED}])
    assert stands(scheme, others=(OTHER,), drag=1).score == 100


# tables


def test_tables_are_known_by_name_from_a_named_tuple_and_from_a_record():
    tables = scheme_tables(BUSY, CATALOGUE, NUMBERED)
    by_tuple, by_record = as_rules(tables), as_rules(as_record(tables, tables)[1])
    assert set(vars(by_tuple)) == set(vars(by_record)) == set(tables._fields)
    for name in tables._fields:
        assert np.array_equal(getattr(by_tuple, name), getattr(by_record, name)), name
