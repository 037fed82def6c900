"""The tables of a run beside those of its charts."""

from glasshouse.charts.table import Link
from glasshouse.report.tables import all_metrics, conducts, lists_at_the_end, schemes_of
from glasshouse.results.run import Run
from glasshouse.results.sides import Share, Side


def test_lists_are_shown_at_the_end(run: Run, edges: dict[str, Run]):
    assert lists_at_the_end(run).rows[0] == ("Judgment defaulters", "5,862", "1.1\u00a0%", "176")
    assert lists_at_the_end(edges["without_lists"]).rows == []


def test_conducts_are_added_up_over_the_run(run: Run):
    row = next(row for row in conducts(run).rows if row[0] == "Lawful petition")
    assert row[1:4] == ("petition", "yes", f"{60 * (900 + 70 * 6):,}")


def test_a_metric_that_is_not_defined_says_so(edges: dict[str, Run]):
    rows = {row[0]: row for row in all_metrics(edges["nobody_sanctioned"]).rows}
    assert rows["Median time to recover"][3] == "not seen"


def test_schemes_stand_side_by_side_and_all_but_the_current_lead_to_their_page():
    grades = (Share("A", 90, 0.9), Share("B", 10, 0.1))
    one = Side("one", "The first", "people", 100, grades, (), 10, 2, 50, 5, 7)
    two = Side("two", "The second", "firms", 0, (), (Share("Listed", 0, None),), 0, 0, 50, 0, 7)
    rows = schemes_of([one, two], {"one": "a.html", "two": "a-two.html"}, "one").rows
    assert rows[0] == ("The first", "A 90.0\u00a0%, B 10.0\u00a0%", "100 people", "10 (10.0\u00a0%)", "2", "5", "7")
    assert rows[1] == (Link("The second", "a-two.html"), "nobody listed", "0 firms", "0 (–)", "0", "0", "7")
