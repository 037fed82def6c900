"""What makes a scheme unfit to run: each fault in a small scheme that has nothing else wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.check import problems
from glasshouse.scheme.faults import conducts_named
from glasshouse.scheme.model import Scheme

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]
CITED = {"cite": "text", "clause": "1"}


def black(**said: Any) -> dict[str, Any]:
    return {"id": "black", "title": "Black", "enter": "debt.sued", "stays": "2y", **CITED, **said}


def repair(conduct: str, **said: Any) -> dict[str, Any]:
    return {"by": conduct, "gives": 1, "lasts": "1y", **CITED, **said}


def test_the_small_scheme_has_nothing_wrong(faults: Told):
    assert faults() == []


def test_a_scheme_that_does_nothing_may_run(faults: Told):
    assert faults(score=None, grades=None, rules=None, bibliography=None) == []


# Names


def test_an_unknown_conduct_is_told_what_was_meant(faults: Told, rule: Make):
    assert faults(rules=[rule("traffic.tiket", points=-10)]) == [
        "rules[0].conduct: 'traffic.tiket' is not a conduct. Did you mean 'traffic.ticket'?"
    ]


def test_every_place_of_a_conduct_is_looked_at(small: Callable[..., Scheme], faults: Told):
    lists = [black(enter=["a.b", "a.c"], leave={"conduct": "a.d"})]
    told = faults(lists=lists, repair=[repair("a.e")])
    assert [line.split(":")[0] for line in told] == [
        "lists[0].enter.conduct[0]",
        "lists[0].enter.conduct[1]",
        "lists[0].leave.conduct",
        "repair[0].by",
    ]
    assert [name for _, name in conducts_named(small())] == ["traffic.ticket"]


def test_an_unknown_service_is_told_what_was_meant(faults: Told, follows: Make):
    assert faults(consequences=[follows({"grade": "C"}, service="travel.fligt")]) == [
        "consequences[0].service: 'travel.fligt' is not a service. Did you mean 'travel.flight'?"
    ]


def test_an_unknown_grade_or_list_is_told(faults: Told, rule: Make, follows: Make):
    told = faults(
        rules=[rule("traffic.ticket", points=-10, grade_at_most="F")],
        lists=[black(enter={"grade": "G"}, stays=None)],
        consequences=[follows({"grade": ["C", "H"]}), follows({"list": "blak"})],
    )
    assert told == [
        "consequences[0].when.grade: 'H' is not a grade of this scheme. Known: A, B, C.",
        "consequences[1].when.list: 'blak' is not a list of this scheme. Did you mean 'black'?",
        "lists[0].enter.grade: 'G' is not a grade of this scheme. Known: A, B, C.",
        "rules[0].grade_at_most: 'F' is not a grade of this scheme. Known: A, B, C.",
    ]


def test_the_best_grade_limits_nobody(faults: Told, rule: Make):
    assert faults(rules=[rule("traffic.ticket", points=-10, grade_at_most="A")]) == [
        "rules[0].grade_at_most: 'A' is the best grade, so this has no effect."
    ]


def test_ids_are_given_once(faults: Told):
    grades = [{"id": "A", "from": 100}, {"id": "A", "from": 50}, {"id": "C", "below": 50}]
    assert faults(grades=grades) == ["grades[1].id: 'A' is the id of another one above. Give each its own."]
    assert faults(lists=[black(), black(enter="traffic.ticket")]) == [
        "lists[1].id: 'black' is the id of another one above. Give each its own."
    ]


def test_what_is_cited_is_in_the_bibliography(faults: Told, rule: Make):
    assert faults(rules=[rule("traffic.ticket", points=-10, cite="txt")]) == [
        "rules[0].cite: 'txt' is not in this scheme's bibliography. Did you mean 'text'?"
    ]


def test_evidence_is_in_the_bibliography_of_the_scheme_or_our_own(faults: Told):
    assert faults(known_to={"value": 0.1, "evidence": "text: page 3"}) == []
    assert faults(known_to={"value": 0.1, "evidence": "trivium-2018"}) == []
    assert faults(known_to={"value": 0.1, "evidence": "trivium-2081: page 3"}) == [
        "known_to.evidence: 'trivium-2081' is not a key of the bibliography. Did you mean 'trivium-2018'?"
    ]


@pytest.mark.parametrize("where", [{"age": "18+"}, {"age": "30-44", "settlement": "urban"}, {}])
def test_known_levels_of_traits_are_accepted(faults: Told, where: dict[str, str]):
    assert faults(subjects={"where": where}) == []


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({"ages": "18+"}, "subjects.where.ages: 'ages' is not a trait. Did you mean 'age'?"),
        ({"age": "18-30"}, "subjects.where.age: '18-30' is not a level of age. Did you mean '18-29'?"),
        (
            {"settlement": "18+"},
            "subjects.where.settlement: '18+' is not a level of settlement. Known: rural, urban.",
        ),
    ],
)
def test_unknown_levels_of_traits_are_told(faults: Told, where: dict[str, str], told: str):
    assert faults(subjects={"where": where}) == [told]


# Grades


def grades(*bands: tuple[str, int | None, int | None]) -> list[dict[str, Any]]:
    made = [{"id": name, "from": low, "below": above} for name, low, above in bands]
    return [{key: value for key, value in one.items() if value is not None} for one in made]


@pytest.mark.parametrize(
    ("bands", "told"),
    [
        (
            [("A", 100, None), ("B", 50, 90), ("C", None, 50)],
            "grades[1].below: scores 90 to 99 fall in no grade: "
            "grade B ends below 90, and grade A begins at 100.",
        ),
        (
            [("A", 100, None), ("B", 50, 110), ("C", None, 50)],
            "grades[1].below: scores 100 to 109 fall in two grades: "
            "grade B ends below 110, and grade A begins at 100.",
        ),
        (
            [("B", 50, None), ("A", 100, None), ("C", None, 50)],
            "grades[1].from: grade A begins at 100, and the better grade B at 50. "
            "Write the best grade first, each next one beginning lower.",
        ),
        (
            [("A", 100, None), ("B", None, 100), ("C", None, 50)],
            "grades[1]: grade B needs 'from', the lowest score that it holds.",
        ),
        (
            [("A", 100, 200), ("B", 50, None), ("C", None, 50)],
            "grades[0].below: scores from 200 up fall in no grade. Leave 'below' out here.",
        ),
        (
            [("A", 100, None), ("B", 50, None), ("C", 10, None)],
            "grades[2].from: scores 0 to 9 fall in no grade. Begin grade C at 0, or set score.lowest to 10.",
        ),
    ],
)  # fmt: skip
def test_bands_cover_the_scale_once_and_best_first(faults: Told, bands: list[Any], told: str):
    assert told in faults(grades=grades(*bands))


def test_a_best_grade_may_end_where_the_scale_ends(faults: Told):
    bands = grades(("A", 50, 101), ("C", None, 50))
    assert faults(grades=bands, score={"start": 100, "lowest": 0, "highest": 100}) == []


def test_a_grade_below_all_scores_is_told_with_the_sum(faults: Told, rule: Make):
    assert faults(rules=[rule("traffic.ticket", points=-1)]) == [
        "grades[2]: nobody can ever be in grade C (below 50): the lowest score is 92 "
        "(100 - 8 x 1 (traffic.ticket) = 92 with 8 records)."
    ]


def test_a_grade_above_all_scores_is_told_unless_it_is_the_best(faults: Told):
    bands = grades(("S", 120, None), ("A", 110, None), ("B", 50, None), ("C", None, 50))
    assert faults(grades=bands) == [
        "grades[1]: nobody can ever be in grade A (from 110): the highest score is 100 (no rule moves it)."
    ]


def test_grades_need_a_score(faults: Told):
    assert faults(score=None, rules=None) == [
        "grades: grades are bands of a score, and there is none. Add 'score: {start: ..., lowest: ...}'."
    ]


# Rules that can never fire


def test_a_conduct_has_one_rule(faults: Told, rule: Make):
    rules = [rule("traffic.ticket", points=-10), rule("traffic.ticket", points=-5)]
    assert faults(rules=rules) == ["rules[1].conduct: traffic.ticket has a rule above. Join the two into one."]


def test_a_conduct_is_a_rule_or_repair(faults: Told):
    told = faults(repair=[repair("traffic.ticket"), repair("community.volunteering"), repair("community.volunteering")])
    assert told == [
        "repair[2].by: community.volunteering is named above. Join the two into one.",
        "rules[0].conduct: traffic.ticket is also named in 'repair'. Keep one of the two.",
    ]


def test_a_rule_does_something(faults: Told, rule: Make):
    rules = [rule("traffic.ticket", points=-10), rule("debt.sued")]
    assert faults(rules=rules) == [
        "rules[1]: debt.sued earns and costs nothing. Give it 'points' or 'grade_at_most', or leave it out."
    ]


def test_points_need_a_score(faults: Told):
    clean = {"months": 12, "points": 1, **CITED}
    assert faults(score=None, grades=None, repair=[repair("community.volunteering")], clean=clean) == [
        "clean: clean time earns points, but the scheme has no score.",
        "repair[0]: community.volunteering gives points, but the scheme has no score.",
        "rules[0]: traffic.ticket has points, but there is no score. Add 'score: {start: ..., lowest: ...}'.",
    ]


@pytest.mark.parametrize(
    ("conduct", "why"),
    [
        ("order.never", "its rate in the catalogue is 0"),
        ("tax.never_due", "its rate in the catalogue is 0"),
        ("order.causeless", "it has no rate in the catalogue, and no stage of debt leads to it"),
        ("order.unseen", "no source that has it in view records anything"),
    ],
)
def test_a_conduct_that_is_never_recorded_is_told_why(faults: Told, rule: Make, conduct: str, why: str):
    rules = [rule("traffic.ticket", points=-10), rule(conduct, points=-10)]
    assert faults(rules=rules) == [f"rules[1].conduct: {conduct} can never be recorded: {why}."]


@pytest.mark.parametrize("conduct", ["debt.sued", "credit.payment_late", "tax.return_late", "order.slow"])
def test_conduct_of_the_debt_stages_and_scheduled_conduct_happen(faults: Told, rule: Make, conduct: str):
    assert faults(rules=[rule("traffic.ticket", points=-10), rule(conduct, points=-10)]) == []


def test_a_record_counts_from_its_report_and_must_not_grow_too_old(faults: Told, rule: Make):
    def lasting(span: str) -> list[str]:
        return faults(rules=[rule("traffic.ticket", points=-10), rule("order.slow", points=-10, lasts=span)])

    assert lasting("120 months") == lasting("forever") == []
    assert lasting("121 months") == [
        "rules[1].lasts: order.slow is reported after 6 months, so that at most 120 months can follow. Write 'forever'."
    ]
    [told] = faults(lists=[black(enter="order.slow", stays="121 months")])
    assert told.startswith("lists[0].stays: order.slow is reported after 6 months")


@pytest.mark.parametrize("lasts", ["3 d", "0 y", "0.9 months"])
def test_less_than_a_month_is_refused(faults: Told, rule: Make, lasts: str):
    [told] = faults(rules=[rule("traffic.ticket", points=-10, lasts=lasts)])
    assert told.endswith("may pass between two judgements, which are monthly. Write '1 month'.")


def test_more_than_a_record_can_age_is_forever(faults: Told, rule: Make):
    assert faults(rules=[rule("traffic.ticket", points=-10, lasts="126 months")]) == []
    assert faults(rules=[rule("traffic.ticket", points=-10, lasts="forever")]) == []
    assert faults(rules=[rule("traffic.ticket", points=-10, lasts="11y")]) == [
        "rules[0].lasts: 11 years is more than a record can age (126 months). Write 'forever'."
    ]


# Lists, consequences, appeal


def test_a_list_is_entered_by_each_conduct_once(faults: Told):
    assert faults(lists=[black(enter=["debt.sued", "debt.sued"])]) == [
        "lists[0].enter.conduct: debt.sued is named twice."
    ]


def test_what_enters_a_list_does_not_end_it(faults: Told):
    assert faults(lists=[black(leave={"conduct": "debt.sued"})]) == [
        "lists[0].leave: debt.sued both enters and leaves the list."
    ]


def test_a_conduct_enters_all_its_lists_for_the_same_time(faults: Told):
    grey = black(id="grey")
    assert faults(lists=[black(), grey]) == []
    assert faults(lists=[black(), {**grey, "stays": "1y"}]) == [
        "lists[1].stays: debt.sued enters another list for 2 years. Give both the same time, or use two conducts."
    ]


def test_a_service_is_settled_once_for_a_grade_or_list(faults: Told, follows: Make):
    better = {"gain": {"value": 1, "assumed": [0, 2]}}
    told = faults(
        consequences=[
            follows({"grade": ["B", "C"]}),
            follows({"grade": "C"}, effect=better),
            follows({"grade": ["A", "A"]}),
        ]
    )
    assert told == [
        "consequences[1]: travel.flight for grade C is already settled in consequences[0].",
        "consequences[2].when: names grade A twice.",
    ]


def test_closer_inspection_is_settled_once_too(faults: Told):
    closer = {"when": {"grade": "C"}, "inspected": 2, **CITED}
    assert faults(consequences=[closer, closer]) == [
        "consequences[1]: closer inspection for grade C is already settled in consequences[0]."
    ]


def appeal(window: str, decided_in: str) -> dict[str, Any]:
    share = {"value": 0.5, "assumed": [0, 1]}
    names = ("contested", "contested_if_right", "struck_if_wrong", "struck_if_right", "offline")
    return {"window": window, "decided_in": decided_in, **dict.fromkeys(names, share), **CITED}


@pytest.mark.parametrize(
    ("window", "decided_in", "told"),
    [
        ("15 d", "forever", "appeal.decided_in: forever is longer"),
        ("15 d", "2y", "appeal.decided_in: 2 years is longer"),
        ("forever", "15 d", "appeal.window: forever is longer"),
        ("7 months", "7 months", "appeal: 'window' and 'decided_in' together are longer"),
    ],
)
def test_an_appeal_is_decided_while_the_record_is_followed(faults: Told, window: str, decided_in: str, told: str):
    assert faults(appeal=appeal("6 months", "6 months")) == []
    [only] = faults(appeal=appeal(window, decided_in))
    assert only.startswith(f"{told} than a contested record is followed (12 months). Write less")


def test_a_cap_does_not_go_with_a_list(faults: Told, rule: Make):
    capped = rule("traffic.ticket", points=-10, at_most="1 per month")
    assert faults(rules=[capped], lists=[black(enter="traffic.ticket")]) == [
        "rules[0].at_most: traffic.ticket enters a list, so that every record of it is kept."
    ]


def test_rewards_are_told_apart_up_to_a_number(faults: Told, follows: Make, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("glasshouse.scheme.faults.MOST_REWARDS", 1)
    better = {"gain": {"value": 1, "assumed": [0, 2]}}
    rewards = [follows({"grade": name}, effect=better) for name in "AB"]
    assert faults(consequences=rewards) == ["consequences: 2 rewards are too many; at most 1 are told apart."]


def test_all_faults_are_told_at_once(small: Callable[..., Scheme], catalogue: Catalogue, rule: Make):
    scheme = small(
        rules=[rule("a.b", points=-1, cite="c"), rule("debt.sued", lasts="1 d")],
        subjects={"where": {"height": "tall"}},
    )
    assert len(problems(scheme, catalogue)) == 6
