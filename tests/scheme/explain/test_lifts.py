"""What would lift a subject, and when."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from glasshouse.base.yamlfile import validated
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.compile.compile import scheme_tables
from glasshouse.scheme.compile.filing import file_tables, numbers_of
from glasshouse.scheme.explain.lifts import Case, Clock, Lift, lifts
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.judge.standing import as_rules
from glasshouse.scheme.language.model import Scheme

CITED = {"cite": "text", "clause": "line 1"}
RULES: dict[str, Any] = {
    "id": "lifted",
    "title": "Lifted",
    "about": "x",
    "bibliography": {"text": {"title": "A text"}},
    "score": {"start": 1000, "lowest": 0},
    "grades": [{"id": "A", "from": 1000, **CITED}, {"id": "B", "below": 1000, **CITED}],
    "rules": [
        {"conduct": "traffic.ticket", "points": -5, "lasts": "1y", **CITED},
        {"conduct": "community.honour_city", "points": 30, "lasts": "1y", "at_most": "1 per year", **CITED},
    ],
    "repair": [{"by": "community.volunteering", "gives": 5, "at_most": "1 per month", "lasts": "1y", **CITED}],
    "lists": [
        {"id": "debtors", "title": "Debtors", "enter": ["debt.sued"], "stays": "2y",
         "leave": {"conduct": "debt.settled"}, **CITED},
    ],
}  # fmt: skip
NOBODY = Circumstances(stratum=200, money=np.float32(10), job=1, debt=0, months=0, statuses=[0])


def case_of(catalogue: Catalogue, *file: tuple[str, int], assessed_in: int = 0, **more: Any) -> Case:
    """A case with records (conduct, age); ``assessed_in``: months until grades are set, if once a year."""
    scheme = validated({**RULES, **more}, {}, Scheme, "lifted.yaml")
    numbers = numbers_of([scheme], catalogue)
    records = tuple(numbers.of(catalogue.kinds_of(name)[0].row) << 8 | age << 1 for name, age in file)

    def clock(ahead: int) -> Clock:
        return Clock(ahead, False, bool(assessed_in) and (ahead - assessed_in) % 12 != 0)

    case = Case(
        scheme, catalogue, numbers, as_rules(scheme_tables(scheme, catalogue, numbers)),
        as_rules(file_tables([scheme], catalogue, numbers)), records, NOBODY, 0, 0, 8, clock,
    )  # fmt: skip
    return Case(**{**vars(case), "grade": case.stands().status & 7})


def what(found: list[Lift]) -> dict[str, Lift]:
    return {one.what: one for one in found}


def test_who_holds_the_best_grade_and_is_on_no_list_needs_no_lift(catalogue: Catalogue):
    assert lifts(case_of(catalogue)) == []


def test_time_lifts_in_the_month_in_which_the_record_no_longer_counts(catalogue: Catalogue):
    found = what(lifts(case_of(catalogue, ("traffic.ticket", 5))))
    lift = found["time alone, with nothing new on file (records lapse, or time counts)"]
    assert (lift.months, lift.grade, lift.score) == (8, "A", 1000)


def test_the_record_of_a_listing_is_left_behind_by_settling_and_by_time(catalogue: Catalogue):
    found = what(lifts(case_of(catalogue, ("debt.sued", 3))))
    assert found["settled, off the list: Debtors"].months == 0
    assert found["time alone, with nothing new on file (off the list: Debtors)"].months == 22


def test_good_deeds_are_counted_as_often_as_they_are_needed_and_allowed(catalogue: Catalogue):
    found = what(lifts(case_of(catalogue, ("traffic.ticket", 2), ("traffic.ticket", 2))))
    assert found["volunteering, 2 times"].months == 2
    assert found["honour city, once"].score == 1020


def test_a_deed_that_the_file_has_no_room_for_is_not_told(catalogue: Catalogue):
    full = lifts(case_of(catalogue, *[("traffic.ticket", 2)] * 8))
    assert all("honour" not in one.what for one in full)


def test_wrong_records_may_be_struck(catalogue: Catalogue):
    case = case_of(catalogue, ("traffic.ticket", 2))
    wrong = Case(**{**vars(case), "file": (case.file[0] | 1,)})
    assert what(lifts(wrong))["having the wrong records struck (ticket)"].grade == "A"


def test_a_grade_that_is_set_once_a_year_waits_for_its_month(catalogue: Catalogue):
    case = case_of(catalogue, ("traffic.ticket", 12), assessed_in=4, score={"start": 1000, "lowest": 0, "assessed": 4})
    found = what(lifts(case))
    assert found["time alone, with nothing new on file (records lapse, or time counts)"].months == 4
    assert found["honour city, once"].months == 4


def test_leaving_a_list_of_another_scheme_lifts_where_that_list_counts(catalogue: Catalogue):
    other = validated({**RULES, "id": "court"}, {}, Scheme, "court.yaml")
    heard = {"list": "court/debtors", "points": -100, **CITED}
    case = case_of(catalogue, rules=[*RULES["rules"], heard])
    schemes = [case.scheme, other]
    tables = as_rules(scheme_tables(case.scheme, catalogue, case.numbers, schemes))
    who = NOBODY._replace(statuses=[0, 1 << 3])
    listed = Case(**{**vars(case), "rules": tables, "who": who, "others": schemes, "grade": 1})
    assert what(lifts(listed))["leaving the list court/debtors"].grade == "A"


@pytest.mark.parametrize(("job", "debt", "name"), [(2, 0, "finding work"), (1, 1, "being out of debt")])
def test_work_found_and_debts_paid_lift_where_they_count(job: int, debt: int, name: str, catalogue: Catalogue):
    inputs = [{"work": {"employed": 10}}, {"debt": {"late": -10}}]
    more = {
        "score": {"start": 990, "lowest": 0},
        "accounts": [{"id": "all", "title": "All", "start": 990, "lowest": 0, "inputs": inputs}],
        "rules": [{**rule, "account": "all"} for rule in RULES["rules"]],
        "repair": [],
    }
    case = case_of(catalogue, **more)
    poor = Case(**{**vars(case), "who": NOBODY._replace(job=job, debt=debt), "grade": 1})
    assert what(lifts(poor))[name].grade == "A"


def test_a_record_since_a_rule_began_counts_for_its_whole_term(catalogue: Catalogue):
    case = case_of(catalogue, ("traffic.ticket", 3))
    scheme = case.scheme.model_copy(update={"rules": tuple(one.counting_to(5) for one in case.scheme.rules)})
    limited = replace(case, scheme=scheme, rules=as_rules(scheme_tables(scheme, catalogue, case.numbers)))
    assert what(lifts(limited)) == what(lifts(case))
