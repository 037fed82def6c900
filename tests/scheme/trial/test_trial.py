"""The examples that a scheme carries, tried by hand."""

from typing import Any

import pytest

from glasshouse.base.yamlfile import validated
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.check.check import fitting
from glasshouse.scheme.language.example import Example
from glasshouse.scheme.language.files import read_scheme, scheme_ids, scheme_path
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.trial.bench import Trial, Wrong
from glasshouse.scheme.trial.trial import found_by, tried, uncovered

CITED = {"cite": "text", "clause": "line 1"}
RULES: dict[str, Any] = {
    "id": "tried",
    "title": "Tried",
    "about": "x",
    "bibliography": {"text": {"title": "A text"}},
    "score": {"start": 1000, "lowest": 0},
    "grades": [
        {"id": "A", "from": 960, **CITED}, {"id": "B", "from": 900, **CITED}, {"id": "C", "below": 900, **CITED},
    ],
    "rules": [
        {"conduct": "traffic.ticket", "points": -5, "lasts": "1y", "at_most": "2 per month", **CITED},
        {"conduct": "traffic.drunk_driving", "points": -50, "grade_at_most": "B", "lasts": "2y", **CITED},
        {"conduct": "contract.breach", "points": -20, "lasts": "forever", **CITED},
        {"conduct": "order.slow", "points": -30, "lasts": "1y", **CITED},
        {"conduct": "order.littering", "source": "village", "points": -3, "lasts": "1y", **CITED},
    ],
    "repair": [{"by": "community.volunteering", "gives": 5, "lasts": "1y", **CITED}],
    "lists": [
        {"id": "debtors", "title": "Debtors", "enter": ["debt.sued"], "stays": "2y", "notice": "1 month",
         "leave": {"conduct": "debt.settled"}, **CITED},
        {"id": "low", "title": "Low", "enter": {"grade": "C"}, **CITED},
    ],
    "consequences": [
        {"when": {"list": "debtors"}, "service": "travel.flight", "effect": "refuse", **CITED},
        {"when": {"grade": "C"}, "service": "finance.loan", "effect": "refuse", **CITED},
    ],
}  # fmt: skip


def scheme_of(example: dict[str, Any], **more: Any) -> Scheme:
    return validated({**RULES, **more, "tests": [example]}, {}, Scheme, "tried.yaml")


def one(catalogue: Catalogue, *file: str, others: list[Scheme] | None = None, **example: Any) -> Trial:
    more = example.pop("more", {})
    (trial,) = tried(scheme_of({"file": list(file), "score": 0, **example}, **more), catalogue, others or [])
    return trial


@pytest.mark.parametrize("name", scheme_ids())
def test_the_examples_of_the_library_come_out_as_they_say(name: str):
    scheme, lines = read_scheme(scheme_path(name))
    catalogue = fitting(scheme, load_catalogue())
    found = found_by(scheme, tried(scheme, catalogue), lines)
    assert [str(each) for each in found if each.level == "error"] == []


def test_an_empty_file_stands_at_the_start(catalogue: Catalogue):
    trial = one(catalogue)
    assert (trial.score, trial.grade, trial.lists, trial.refused) == (1000, "A", (), ())


def test_what_comes_out_otherwise_is_told_with_what_was_expected_and_what_came(catalogue: Catalogue):
    assert one(catalogue, "traffic.ticket", score=1000, grade="A").wrong == (Wrong("score", 1000, 995),)


def test_nothing_is_compared_that_the_example_does_not_expect(catalogue: Catalogue):
    assert one(catalogue, "traffic.ticket", score=None, lists=[]).wrong == ()


def test_of_several_records_in_a_month_no_more_count_than_the_rule_says(catalogue: Catalogue):
    assert one(catalogue, "traffic.ticket x3").score == 990
    assert one(catalogue, "traffic.ticket x2", "traffic.ticket after 1 month").score == 985


def test_a_record_counts_from_the_month_in_which_it_is_visible_to_the_last_of_its_term(catalogue: Catalogue):
    assert one(catalogue, "order.slow (new)").score == 1000
    assert one(catalogue, "order.slow").score == 970
    assert one(catalogue, "order.slow after 11 months").score == 970
    assert one(catalogue, "order.slow after 12 months").score == 1000


def test_points_for_ever_stay_when_the_record_has_gone(catalogue: Catalogue):
    assert one(catalogue, "contract.breach after 30 months").score == 980


def test_a_record_may_set_the_best_grade(catalogue: Catalogue):
    trial = one(catalogue, "traffic.drunk_driving", "community.volunteering x2")
    assert (trial.score, trial.grade) == (960, "B")


def test_without_a_source_a_record_is_of_the_first_that_a_rule_looks_at(catalogue: Catalogue):
    assert one(catalogue, "order.littering").score == 997
    assert one(catalogue, "order.littering@village").score == 997
    assert one(catalogue, "order.littering@office").score == 1000


def test_a_list_takes_effect_after_notice_and_refuses_its_services(catalogue: Catalogue):
    assert one(catalogue, "debt.sued").lists == ()
    listed = one(catalogue, "debt.sued after 1 month")
    assert (listed.lists, listed.refused) == (("debtors",), ("travel.flight",))


def test_settling_ends_the_listing_of_what_was_there_before_it(catalogue: Catalogue):
    assert one(catalogue, "debt.sued after 5 months", "debt.settled").lists == ()
    assert one(catalogue, "debt.sued after 5 months", "debt.settled after 9 months").lists == ("debtors",)


def test_a_grade_may_list_and_refuse(catalogue: Catalogue):
    trial = one(catalogue, "traffic.drunk_driving x3")
    assert (trial.score, trial.grade, trial.lists, trial.refused) == (850, "C", ("low",), ("finance.loan",))


def test_the_order_of_lists_and_services_makes_no_difference(catalogue: Catalogue):
    file = ("traffic.drunk_driving x3", "debt.sued after 1 month")
    assert one(catalogue, *file, score=850, lists=["low", "debtors"]).wrong == ()


def test_a_wrong_record_counts_like_any_other(catalogue: Catalogue):
    assert one(catalogue, "traffic.drunk_driving (wrong)").score == 950


def test_clean_time_earns_points_for_the_months_that_the_example_says(catalogue: Catalogue):
    clean = {"clean": {"months": 12, "points": 10, **CITED}}
    assert one(catalogue, more=clean).score == 1000
    assert one(catalogue, months=25, more=clean).score == 1020
    assert one(catalogue, "order.slow after 3 months", months=25, more=clean).score == 1000 + 10 - 30


def test_accounts_are_fed_by_savings_work_debt_time_traits_and_friends(catalogue: Catalogue):
    accounts = [
        {
            "id": "means", "title": "Means", "start": 300, "lowest": 0, "highest": 500,
            "inputs": [
                {"savings": 3, "at_most": 20}, {"work": {"employed": 10, "unemployed": -10}}, {"debt": {"late": -7}},
                {"months": 1, "at_most": 24}, {"trait": "income", "points": {"fifth-5": 40}},
                {"friends": 1, "at_most": 60},
            ],
        },
        {"id": "conduct", "title": "Conduct", "start": 700, "lowest": 0, "highest": 700},
    ]  # fmt: skip
    parts = {
        "score": {"start": 1000, "lowest": 0, "highest": 1200},
        "accounts": accounts,
        "rules": [{"conduct": "contract.breach", "points": -20, "lasts": "1y", "account": "conduct", **CITED}],
        "repair": [],
    }
    assert one(catalogue, more=parts).score == 1000 + 3 + 10
    assert one(catalogue, savings=25, work="not seeking", more=parts).score == 1020
    assert one(catalogue, savings=0, work="unemployed", debt="late", months=30, more=parts).score == 1000 - 17 + 24
    assert one(catalogue, savings=0, traits={"income": "fifth-5"}, more=parts).score == 1050
    assert one(catalogue, savings=0, friends=600, more=parts).score == 1000 + 10 + 50
    assert one(catalogue, "contract.breach", savings=0, more=parts).score == 990


def test_a_list_of_another_scheme_counts_while_one_is_on_it(catalogue: Catalogue):
    other = validated({**RULES, "id": "court"}, {}, Scheme, "court.yaml")
    rules = [*RULES["rules"], {"list": "court/debtors", "points": -100, "grade_at_most": "C", **CITED}]
    more = {"rules": rules}
    assert one(catalogue, others=[other], more=more).score == 1000
    listed = one(catalogue, others=[other], on=["court/debtors"], more=more)
    assert (listed.score, listed.grade) == (900, "C")


def test_traits_that_no_subject_has_are_an_error(catalogue: Catalogue):
    scheme = scheme_of({"traits": {"age": "0-17"}, "score": 1000})
    (error,) = [each for each in found_by(scheme, tried(scheme, catalogue), None) if each.level == "error"]
    assert error.where == ("tests", 0, "traits")
    assert "no such subject" in error.text


def test_a_failure_is_told_with_its_arithmetic(catalogue: Catalogue):
    scheme = scheme_of({"file": ["traffic.ticket x2", "traffic.drunk_driving"], "score": 1})
    found = [each for each in found_by(scheme, tried(scheme, catalogue), None) if each.level == "error"]
    how = "940 = 1,000 - 10 (2 x traffic.ticket) - 50 (traffic.drunk_driving)"
    assert [each.text for each in found] == [f"expected 1, got 940. {how}."]


def test_a_failure_about_lists_is_told_without_arithmetic(catalogue: Catalogue):
    scheme = scheme_of({"lists": ["low"]})
    found = [each for each in found_by(scheme, tried(scheme, catalogue), None) if each.level == "error"]
    assert [each.text for each in found] == ["expected [low], got []."]


def test_what_no_example_covers_is_listed_once(catalogue: Catalogue):
    scheme = scheme_of({"file": ["traffic.ticket", "traffic.drunk_driving"], "score": 945})
    trials = tried(scheme, catalogue)
    assert uncovered(scheme, trials) == [
        *(("rules", at) for at in (2, 3, 4)), ("repair", 0), ("lists", 0), ("lists", 1), ("consequences", 0),
        ("consequences", 1),
    ]  # fmt: skip
    (note,) = found_by(scheme, trials, None)
    assert note.level == "note"
    assert note.text.startswith("no example covers 8 clauses: contract.breach, order.slow, order.littering, ")


def test_a_refusal_is_covered_by_an_example_that_says_what_is_refused(catalogue: Catalogue):
    file = ["debt.sued after 1 month"]
    for expected, covers in (({"score": 1000}, False), ({"refused": ["travel.flight"]}, True)):
        scheme = scheme_of({"file": file, **expected})
        (trial,) = tried(scheme, catalogue)
        assert (("consequences", 0) in trial.covers) == covers


def test_rules_that_begin_later_are_neither_tried_nor_missed(catalogue: Catalogue):
    later = {"conduct": "traffic.drink_driving", "points": -9, "lasts": "1y", "from": "2019-01", **CITED}
    scheme = scheme_of({"file": ["traffic.drink_driving"], "score": 1000}, rules=[later], in_force="2018-01-01")
    trials = tried(scheme, catalogue)
    assert trials[0].wrong == ()
    assert ("rules", 0) not in uncovered(scheme, trials)


def test_a_scheme_without_examples_has_nothing_to_try(catalogue: Catalogue):
    scheme = validated(RULES, {}, Scheme, "tried.yaml")
    assert tried(scheme, catalogue) == []
    assert found_by(scheme, [], None) == []


def test_lists_of_schemes_of_the_library_are_found_by_themselves():
    scheme = find_scheme("sesame")
    trials = tried(scheme, load_catalogue())
    listed = [trial for trial, example in zip(trials, scheme.tests, strict=True) if example.on]
    assert listed
    assert all("court-debtors" in trial.lists for trial in listed)


FORMS = [
    {"conduct": "traffic.ticket", "points": -5, "lasts": "2y", "until": "2016-01", **CITED},
    {"conduct": "traffic.ticket", "points": -50, "lasts": "2y", "from": "2016-01", **CITED},
]


def test_an_example_may_name_the_date_whose_rules_it_is_about(catalogue: Catalogue):
    more = {"rules": FORMS, "in_force": "2014"}
    assert one(catalogue, "traffic.ticket", more=more).score == 995
    assert one(catalogue, "traffic.ticket", date="2015-12-31", more=more).score == 995
    assert one(catalogue, "traffic.ticket", date="2016-01", more=more).score == 950
    assert one(catalogue, "traffic.ticket after 14 months", date="2016-01", more=more).score == 950  # of 2014


def test_what_holds_on_the_date_of_an_example_can_be_covered(catalogue: Catalogue):
    examples = [{"file": ["traffic.ticket"], "score": 995}]
    begun = validated({**RULES, "in_force": "2014", "rules": FORMS, "tests": examples}, {}, Scheme, "tried.yaml")
    assert ("rules", 1) not in uncovered(begun, tried(begun, catalogue, []))
    dated = begun.model_copy(update={"tests": (*begun.tests, Example(file=(), date="2016", score=1000))})
    assert ("rules", 1) in uncovered(dated, tried(dated, catalogue, []))
    shown = begun.model_copy(update={"tests": (Example(file=("traffic.ticket",), date="2016", score=950),)})
    assert {("rules", 0)} == {where for where in uncovered(shown, tried(shown, catalogue, [])) if where[0] == "rules"}


def test_a_form_that_leaves_earlier_records_out_counts_those_since_it_began(catalogue: Catalogue):
    more = {"rules": [FORMS[0], {**FORMS[1], "earlier_records": "do not count"}], "in_force": "2014"}
    assert one(catalogue, "traffic.ticket", date="2016-01", more=more).score == 1000  # of December
    assert one(catalogue, "traffic.ticket", date="2016-02", more=more).score == 950
    assert one(catalogue, "traffic.ticket after 14 months", date="2017-03", more=more).score == 1000
    assert one(catalogue, "traffic.ticket after 14 months", date="2017-04", more=more).score == 950
