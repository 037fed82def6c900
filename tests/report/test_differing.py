"""Where the rules of two worlds differ."""

from made_up_comparison import INFO, comparison_of, frames, made_up_comparison
from made_up_run import frames as frames_of_run
from made_up_run import made_up_run, run_of

from glasshouse.report.differing import differing, in_one_alone, places, rules_of
from glasshouse.report.tables import Link

USUAL = made_up_run()


def changed_run():
    """The usual run with other points for its first rule, and a list less."""
    rules = USUAL.scheme
    first = rules.rules[0].model_copy(update={"points": -99})
    other = rules.model_copy(update={"rules": (first, *rules.rules[1:]), "lists": rules.lists[:-1]})
    return run_of(frames_of_run(60), other)


def test_the_same_rules_differ_nowhere():
    assert list(places(USUAL.scheme, USUAL.scheme)) == []


def test_a_place_that_differs_is_named_with_what_each_says():
    found = {path: (mine, theirs) for path, mine, theirs in places(USUAL.scheme, changed_run().scheme)}
    rule = USUAL.scheme.rules[0]
    name = rule.conduct.replace(".", "-").replace("_", "-")
    assert found[f"rules.{name}.points"] == (rule.points, -99)


def test_what_one_of_them_leaves_out_is_a_dash_there():
    sides = [INFO["sides"][0], {**INFO["sides"][0], "name": "b"}]
    shown = differing(comparison_of(frames(), USUAL, changed_run(), sides=sides))
    gone = [row for row in shown.rows if str(row[0]).startswith(f"lists.{USUAL.scheme.lists[-1].id}")]
    assert gone
    assert {row[2] for row in gone} == {"–"}


def test_schemes_that_one_world_alone_has_are_told_by_name():
    comparison = made_up_comparison()
    assert differing(comparison).rows == []
    assert [(side, run.scheme.id) for side, run in in_one_alone(comparison)] == [("a", "harbour-2016"), ("b", "none")]


def test_clauses_lead_to_the_web_and_not_to_a_table_that_this_page_has_not():
    links = [cell for table in rules_of(USUAL) for row in table.rows for cell in row if isinstance(cell, Link)]
    assert links
    assert {link.row for link in links} == {None}
