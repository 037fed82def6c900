"""Gravity beside length, ground by ground."""

from made_up_rules import scheme
from made_up_run import frames, run_of

from glasshouse.consequence.model import When
from glasshouse.report.legal.gravity import by_ground, said
from glasshouse.results.run import Run


def test_a_grade_stands_with_its_points_and_how_far_it_is(run: Run):
    rows = {row[0]: row[1:] for row in by_ground(run).rows}
    kinds, points, far, length, services, _ = rows["Grade D"]
    assert kinds == "7 kinds of conduct (one of them lawful)"
    assert points == "−5 points to −100 points"
    assert far == "−401 points from the start: 5 (gravest) to 81 (lightest) records"
    assert length == "2 years to 5 years"
    assert services == "1"


def test_a_list_entered_by_a_record_lists_at_once_and_for_its_term(run: Run):
    rows = {row[0]: row[1:] for row in by_ground(run).rows}
    assert rows["On the list Judgment defaulters"][:4] == (
        "one kind of conduct",
        "none: it lists at once",
        "–",
        "2 years",
    )


def test_a_list_entered_by_a_grade_is_as_far_as_the_grade_and_lasts_as_long():
    refused = scheme().consequences[0].model_copy(update={"when": When(list="untrustworthy")})
    listed = run_of(frames(60), scheme().model_copy(update={"consequences": (refused,)}))
    row = by_ground(listed).rows[0]
    assert row[3] == "−401 points from the start: 5 (gravest) to 81 (lightest) records"
    assert row[4] == "while the grade is held; records count for 2 years to 5 years"


def test_grounds_that_refuse_nothing_are_left_out(run: Run):
    assert len(by_ground(run).rows) == 2  # closer inspection and heating are no refusal


def test_how_long_it_took_to_be_free_is_told_if_it_was_seen(run: Run, edges: dict[str, Run]):
    assert "free again within" in said(run)
    assert said(edges["nobody_recovers"]).endswith("was not seen.")
    assert said(edges["without_scheme"]) == "The rules refuse nothing."
