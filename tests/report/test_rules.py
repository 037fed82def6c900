"""The rules on the page: every one with its clause, how it is known, and how often it fired."""

import pytest

from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.report.rules import not_encoded, sentences, tables_of_rules, texts
from glasshouse.report.tables import Link, Table
from glasshouse.results.run import Run
from glasshouse.results.run_tables import TABLES
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.library.find import find_scheme


def named(run: Run) -> dict[str, Table]:
    return {table.caption: table for table in tables_of_rules(run)}


def test_every_rule_has_its_row(run: Run):
    found = named(run)
    assert len(found["What a record is worth"].rows) == len(run.scheme.rules) + 1
    assert [row[0] for row in found["Grades, best first"].rows] == ["AAA", "AA", "A", "B", "C", "D"]
    assert len(found["Lists"].rows) == 2
    assert len(found["Ways back"].rows) == 2


def test_a_rule_says_what_it_does_for_how_long_by_which_clause_and_how_often(run: Run):
    rows = {row[0]: row for row in named(run)["What a record is worth"].rows}
    assert rows["Late payment of a loan"] == (
        "Late payment of a loan",
        "−10, 1 per month at most",
        "5 years",
        Link("bank loan", "https://example.org/standard?a=1&b=2", 1),
        "read in the text",
        "61,000",
        "13.0\u00a0%",
    )


def test_a_rule_without_points_says_which_grade_it_forbids(run: Run):
    row = next(row for row in named(run)["What a record is worth"].rows if row[0] == "Drunk driving")
    assert row[1] == "grade C at best"
    assert row[4] == "recalled, not checked"


def test_services_refused_by_one_clause_share_a_row(run: Run):
    first = named(run)["Consequences"].rows[0]
    assert first[:3] == (
        "on the list Judgment defaulters",
        "refused",
        "High-speed rail ticket; Flight; Bank loan; Private school for a child",
    )


def test_a_text_that_no_browser_should_open_is_no_link(run: Run):
    rows = {str(row[1].text): row[1] for row in texts(run.scheme).rows if isinstance(row[1], Link)}
    assert rows["A city of points"].url is None


def test_what_was_left_out_is_named_with_the_reason(run: Run):
    assert not_encoded(run).rows[0][1] == "Only natural persons are simulated."


def test_who_is_scored_and_who_sees_it_is_told(run: Run, edges: dict[str, Run]):
    assert sentences(run.scheme)[0] == "It is for all adults."
    assert "The lists are for: public." in sentences(run.scheme)
    assert tables_of_rules(edges["without_scheme"]) == []


# What was changed


def test_what_was_changed_for_a_run_is_listed_and_marked_where_it_stands(run: Run):
    changed = [
        {"path": "rules.1.points", "before": -5, "after": -50, "at": ["rules", 1, "points"]},
        {"path": "lists.x", "before": {"id": "x", "stays": "2y"}, "after": None, "at": ["lists"]},
        {"path": "clean.months", "before": None, "after": 6, "at": ["clean", "months"]},
    ]
    about = {**run.info["scheme"], "changes": {"rules.1.points": -50}, "changed": changed}
    tables = {table: run.table(table) for table in TABLES}
    info = {**run.info, "scheme": about, "schemes": [{**run.info["schemes"][0], **about}]}
    found = named(Run(info, tables, scheme=run.scheme, world=run.world, catalogue=run.catalogue))
    assert found["Changed for this run"].rows == [
        ("rules.1.points", "-5", "-50"),
        ("lists.x", "{id: x, stays: 2y}", "left out"),
        ("clean.months", "nothing", "6"),
    ]
    marked = [
        str(row[4]).startswith("changed for this run; as written: ") for row in found["What a record is worth"].rows
    ]
    assert marked == [at in (1, len(marked) - 1) for at in range(len(marked))]
    assert not any("changed" in str(row[-1]) for row in found["Lists"].rows)
    assert "Changed for this run" not in named(run)


# What schemes of other kinds say: the library has each kind


def of_library(name: str, run: Run) -> dict[str, Table]:
    """The tables of rules of a scheme of the library."""
    scheme = find_scheme(name)
    catalogue = firm_catalogue() if scheme.subjects.kind == "firm" else load_catalogue()
    tables = {table: run.table(table) for table in TABLES}
    shown = Run(run.info, tables, scheme=scheme, world=run.world, catalogue=catalogue)
    return {table.caption: table for table in tables_of_rules(shown)}


@pytest.mark.parametrize("name", scheme_ids())
def test_every_scheme_of_the_library_has_its_tables(name: str, run: Run):
    scheme, found = find_scheme(name), of_library(name, run)
    assert ("What a record is worth" in found) == bool(scheme.rules or scheme.clean)
    assert ("What the score is made of" in found) == bool(scheme.accounts)
    assert ("Lists" in found) == bool(scheme.lists)
    assert ("What reaches the files" in found) == bool(scheme.connected)
    assert sentences(scheme)[0].startswith("It is for ")


def test_an_account_is_told_with_what_feeds_it(run: Run):
    rows = of_library("sesame", run)["What the score is made of"].rows
    assert rows[0][:2] == ("Credit history (history): 35% of the score, from 40 of 100", "–")
    assert any("by savings: +4" in str(row[1]) for row in rows)


def test_a_list_of_another_scheme_counts_as_long_as_one_is_on_it(run: Run):
    rows = of_library("sesame", run)["What a record is worth"].rows
    row = next(row for row in rows if "court-list/defaulters" in str(row[0]))
    assert (row[1], row[2], row[5]) == ("−60, in history, from 2015-07", "as long as listed", "–")


def test_firms_of_a_stratum_may_have_a_best_grade(run: Run):
    rows = of_library("tax-credit", run)["Grades, best first"].rows
    assert ("M", "at best, for age new") in [row[:2] for row in rows]
