"""``glasshouse explain``: the file of one synthetic person or firm."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from glasshouse.cli.explain import told
from glasshouse.scheme.explain.breakdown import Breakdown, Part
from glasshouse.scheme.explain.lifts import Lift
from glasshouse.scheme.forms.piece import Piece
from glasshouse.studies import explanation
from glasshouse.studies.explanation import Elsewhere, ExplainedRecord, Explanation, Moment

LATE = ExplainedRecord(
    conduct="tax.late", title="Late tax return", source="Tax bureau", clause="line 1", account=None, points=-10, age=14,
    months_left=10, wrong=False, settled=False, visible_in=0,
)  # fmt: skip
LIFE = {"sanctioned": False, "money": 2.0, "strain": 0.1, "job": "employed", "debt": "No debt", "records": 1}
PERSON = Explanation(
    person=4711,
    kind="person",
    scheme="small",
    traits={"settlement": "urban", "age": "30-44"},
    begins="2016-01",
    month=60,
    score=940,
    sum_of=Breakdown(1000, (Part(None, "Score", (Piece("record", "tax.late", 6, -60),), -60, 0, None, None, 1.0),), 0),
    start=1000,
    balance=0,
    grade="B",
    deserved_grade="B",
    next_grade=None,
    lists=(),
    wrongly=(),
    counts=(),
    records=(LATE,),
    lifts=(Lift("time alone, with nothing new on file (records lapse)", 10, "A", 1000),),
    elsewhere=(),
    history=(
        Moment(0, 1000, "A", (), **LIFE),
        Moment(1, 999, "A", (), **LIFE),
        Moment(46, 940, "B", (), **LIFE),
        Moment(47, 940, "B", ("Blacklist",), **LIFE),
        Moment(60, 940, "B", (), **LIFE),
    ),
)


def lines(person: Explanation) -> list[str]:
    return list(told(person))


def test_the_first_line_says_that_the_person_is_synthetic():
    assert lines(PERSON)[0] == "Person 4,711, who is synthetic: urban, 30-44"


def test_what_a_part_of_the_model_knows_of_a_life_is_told():
    told = lines(replace(PERSON, parts=("remembers two records",)))
    assert told[told.index("What else is known of this person") + 1] == "  remembers two records"
    assert "What else is known of this person" not in lines(PERSON)


def test_a_person_stands_somewhere_at_a_date():
    assert lines(PERSON)[1] == "2021-01: 940 points, grade B"
    listed = replace(PERSON, lists=("Blacklist",))
    assert lines(listed)[1] == "2021-01: 940 points, grade B, on the list Blacklist"


def test_who_would_stand_better_without_wrong_records_is_told():
    assert "Without the wrong records: grade A" in lines(replace(PERSON, deserved_grade="A"))
    held = replace(PERSON, lists=("Defaulters",), wrongly=("Defaulters",))
    assert "Held wrongly, by wrong records alone: Defaulters" in lines(held)
    assert not any("Held wrongly" in line for line in lines(replace(held, wrongly=())))
    assert not any("Without the wrong records" in line for line in lines(PERSON))


def test_a_record_tells_source_clause_points_months_left_and_whether_it_is_true():
    text = "\n".join(lines(PERSON))
    assert "The file, on top of 1,000 points\n    -10  Late tax return\n" in text
    assert "by Tax bureau, 14 months ago; clause: line 1\n" in text
    assert "counts for 10 months more; true\n" in text


def test_a_wrong_record_and_one_that_never_lapses_are_told_as_such():
    wrong = LATE._replace(wrong=True, months_left=None)
    assert "         counts for ever; wrong" in lines(replace(PERSON, records=(wrong,)))


def test_a_record_that_is_still_on_its_way_tells_when_it_will_be_seen():
    late = LATE._replace(visible_in=2)
    assert "         seen in 2 months; counts for 10 months more; true" in lines(replace(PERSON, records=(late,)))


def test_a_record_beyond_what_its_rule_counts_is_told_as_such():
    beyond = LATE._replace(points=0, beyond=True)
    assert "         beyond what its rule counts; true" in lines(replace(PERSON, records=(beyond,)))


def test_points_beside_the_file_are_told():
    assert "    +15  kept beside the file, for good" in lines(replace(PERSON, balance=15))


def test_what_would_lift_a_person_has_its_date():
    lapse = "time alone, with nothing new on file (records lapse): grade A, 1,000 points"
    assert f"  2021-11: {lapse}" in lines(PERSON)
    struck = Lift("having the wrong records struck (Late tax return)", 0, "A", 950)
    assert any(line.startswith("  now: having") for line in lines(replace(PERSON, lifts=(struck,))))
    assert "Nothing that the rules know would lift this person." in lines(replace(PERSON, lifts=()))


def test_of_what_came_before_only_the_turns_are_told():
    told_turns = lines(PERSON)[lines(PERSON).index("How it came") + 1 :]
    assert told_turns == [
        "  2016-01: 1,000 points, grade A",
        "  2019-11: 940 points, grade B",
        "  2019-12: 940 points, grade B, on the list Blacklist",
        "  2021-01: 940 points, grade B",
    ]


def test_an_empty_file_is_told_as_such():
    assert "The file is empty." in lines(replace(PERSON, records=()))


def test_a_record_that_only_another_scheme_looks_at_costs_nothing_and_says_so():
    text = "\n".join(lines(replace(PERSON, records=(LATE._replace(clause=None),))))
    assert "      .  Late tax return\n" in text
    assert "another scheme looks at it, this one does not" in text


def test_what_was_made_good_is_told_as_settled():
    settled = LATE._replace(settled=True)
    assert "         counts for 10 months more; true; settled" in lines(replace(PERSON, records=(settled,)))


def test_a_firm_is_told_as_a_firm():
    firm = replace(PERSON, kind="firm", traits={"form": "legal person", "size": "micro"}, lifts=())
    assert lines(firm)[0] == "Firm 4,711, who is synthetic: legal person, micro"
    assert "Nothing that the rules know would lift this firm." in lines(firm)


def test_a_score_of_several_parts_is_told_with_what_feeds_each():
    pieces = (Piece("start", "", 1, 40), Piece("savings", "5 months saved", 1, 20.0))
    part = Part("capacity", "Capacity", pieces, 60, 0, 0, 100, 1.5)
    text = "\n".join(lines(replace(PERSON, score=440, sum_of=Breakdown(350, (part,), 0))))
    assert "What the 440 points are made of, on top of 350\n" in text
    assert "+ 90  Capacity: 40 + 20 for 5 months saved = 60, 1.5 points each" in text


def test_lists_of_other_schemes_that_count_are_named():
    assert "On a list of another scheme that counts here: court-list/defaulters" in lines(
        replace(PERSON, counts=("court-list/defaulters",))
    )


def test_how_one_stands_under_the_other_schemes_of_the_run_is_told():
    told_all = lines(replace(PERSON, elsewhere=(Elsewhere("Court list", None, None, ()),)))
    assert "  Court list: on no list" in told_all


def test_a_scheme_of_lists_alone_tells_no_points_and_no_grade():
    alone = replace(PERSON, score=None, grade=None, deserved_grade=None, sum_of=None, lists=("Defaulters",), lifts=())
    assert lines(alone)[1] == "2021-01: on the list Defaulters"
    assert lines(replace(alone, lists=()))[1] == "2021-01: on no list"


def test_a_grade_that_waits_for_the_yearly_assessment_is_told():
    assert "If grades were set now: grade A" in lines(replace(PERSON, next_grade="A"))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def explain(folder: Path, person: int, scheme: str | None) -> Explanation:
        return replace(PERSON, person=person, scheme=scheme or "small")

    monkeypatch.setattr(explanation, "explain", explain)


def test_the_command_prints_the_file_of_the_person_asked_for(typed: Any, whole_run: Path, opened: None):
    answer = typed("explain", whole_run, 12)
    assert answer.exit_code == 0
    assert answer.stdout.startswith("Person 12, who is synthetic")
    assert max(map(len, answer.stdout.splitlines())) <= 60


def test_as_json_everything_has_its_name(typed: Any, whole_run: Path, opened: None):
    found = json.loads(typed("explain", whole_run, 12, "--json").stdout)
    assert found["person"] == 12
    assert found["records"][0]["points"] == -10
    assert found["history"][0]["job"] == "employed"
    assert found["sum_of"]["parts"][0]["pieces"][0]["points"] == -60


def test_the_scheme_that_is_meant_may_be_named(typed: Any, whole_run: Path, opened: None):
    found = json.loads(typed("explain", whole_run, 12, "--scheme", "other", "--json").stdout)
    assert found["scheme"] == "other"


def test_what_is_no_run_is_refused(typed: Any):
    assert typed("explain", "nowhere", 1).exit_code == 2
