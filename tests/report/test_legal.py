"""Evidence for legal tests: numbers and references, no verdict, nothing that was not computed."""

from glasshouse.report.legal import contexts, evidence
from glasshouse.results.run import Run


def test_points_lost_for_lawful_conduct_are_counted(run: Run):
    found = {row[0]: row[1] for row in evidence(run).rows}
    assert found["Is lawful conduct counted against people?"] == (
        "20,600 of 4,274,600 points lost (0.48\u00a0%) were lost for lawful conduct."
    )


def test_groups_are_compared_by_burden_and_by_benefit_with_counts(run: Run):
    row = next(row for row in evidence(run).rows if row[0] == "Do groups bear it differently?")
    assert "Under sanction: 1,750 of 81,000 against 163 of 37,800; the first share is 5.01 times the second" in row[1]
    assert "Not under sanction: 97.8\u00a0% against 99.6\u00a0%; the first share is 0.98 of the second." in row[1]
    assert "0.80" in str(row[2])


def test_a_ratio_to_nobody_is_said_not_to_exist(edges: dict[str, Run]):
    row = next(row for row in evidence(edges["only_migrants"]).rows if row[0] == "Do groups bear it differently?")
    assert "Migrants against locals. Under sanction: 789 of 789 against none of 3,613; no ratio" in row[1]


def test_what_cannot_be_computed_is_left_out(edges: dict[str, Run]):
    assert [row[0] for row in evidence(edges["without_scheme"]).rows] == ["Can a record be contested?"]


def test_contexts_of_conduct_stand_beside_contexts_of_refusal(run: Run):
    rows = {row[0]: row[1:] for row in contexts(run).rows}
    assert rows["On the list Judgment defaulters"] == ("court", "finance, school, travel")
    assert rows["Graded D"][1] == "work"
