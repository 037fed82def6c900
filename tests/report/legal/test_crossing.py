"""How many refusals crossed contexts, from at least to at most."""

from made_up_rules import catalogue, scheme

from glasshouse.report.legal import crossing
from glasshouse.report.legal.contexts import Rules, refused
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run

RULES = Rules(scheme(), catalogue())
ROWS = [
    {"service": "travel.flight", "title": "Flight", "domain": "travel", "refused": 60},
    {"service": "work.public_job", "title": "Post", "domain": "credit", "refused": 30},
    {"service": "finance.loan", "title": "Loan", "domain": "court", "refused": 10},
]


def test_refusals_that_cross_in_any_case_and_that_may_are_told_apart(run: Run):
    said = crossing.said(run, refused(RULES, ROWS))
    assert said.startswith("Of 100 refusals, at least 60 (60.0\u00a0%) crossed contexts: nothing that leads to their")
    assert "At most 90 (90.0\u00a0%) did: at least something" in said


def test_where_no_refusal_may_cross_it_is_said_once(run: Run):
    said = crossing.said(run, refused(RULES, ROWS[:1]))
    assert said.startswith("Of 60 refusals, 60 (100.0\u00a0%) crossed contexts")
    assert "At most" not in said


def test_none_is_a_number_too(run: Run):
    assert crossing.said(run, refused(RULES, ROWS[2:])).startswith("Of 10 refusals, none crossed contexts")
    assert crossing.said(run, []) == "No request was refused."


def test_a_refusal_stands_in_the_row_of_every_context_that_leads_to_it(run: Run):
    table = crossing.matrix(run)
    columns = [one.title for one in table.columns]
    rows = {str(row[0]): dict(zip(columns, row, strict=True)) for row in table.rows}
    assert list(rows) == ["Court", "Credit", "Speech", "Traffic", "Utility"]
    assert rows["Court"]["Refused: travel"] == "53,600"
    assert rows["Court"]["Records that count"] == "5,100"
    assert rows["Credit"]["Refused: travel"] == "0"
    assert {row["Refused: work"] for row in rows.values()} == {"1,870"}


def test_of_many_runs_a_cell_has_an_interval(ensemble: Ensemble):
    assert " to " in str(crossing.matrix(ensemble).rows[0][-1])
    assert crossing.WIDE in crossing.how(ensemble)


def test_a_service_stands_beside_the_contexts_that_lead_to_its_refusal(run: Run):
    rows = {row[0]: row[1:] for row in crossing.by_service(run).rows}
    assert rows["Flight"] == ("travel", "court", "in any case", "15,400")


def test_by_the_rules_contexts_are_told_even_if_nobody_was_refused(edges: dict[str, Run]):
    assert "What is refused is in: finance, school, travel, work." in crossing.ruled(edges["nobody_sanctioned"])
