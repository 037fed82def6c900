"""The tables of one world that stand beside no chart: of many seeds every number has its interval."""

import re

import made_up_run
import pytest

from glasshouse.charts.table import Link, Table
from glasshouse.report import tables
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run

OF_ONE_WORLD = [tables.lists_at_the_end, tables.conducts, tables.whole_run, tables.behind_metrics]
INTERVAL = re.compile(r"–|.+ \((.+ to .+|in every run|in \d+ of \d+ runs)\)")


def numbers_in(table: Table) -> list[str]:
    """The cells of the columns that hold numbers."""
    return [str(cell) for row in table.rows for column, cell in zip(table.columns, row, strict=True) if column.number]


@pytest.mark.parametrize("made", OF_ONE_WORLD)
def test_every_number_has_its_interval(made, ensemble: Ensemble):
    cells = numbers_in(made(ensemble))
    assert cells
    assert [cell for cell in cells if not INTERVAL.fullmatch(cell)] == []


@pytest.mark.parametrize("edge", made_up_run.EDGES)
@pytest.mark.parametrize("made", OF_ONE_WORLD)
def test_tables_at_the_edge_hold_no_gaps(
    made, edge: str, edges: dict[str, Run], edge_ensembles: dict[str, Ensemble]
):  # fmt: skip
    for study in (edges[edge], edge_ensembles[edge]):
        found = made(study)
        for row in found.rows if found is not None else []:
            assert all(str(cell) not in ("", "None", "nan") for cell in row)


@pytest.mark.parametrize("made", OF_ONE_WORLD)
def test_one_seed_and_many_have_the_same_rows(made, run: Run, ensemble: Ensemble):
    assert [row[0] for row in made(run).rows] == [row[0] for row in made(ensemble).rows]


def test_all_metrics_tell_mean_interval_and_single_runs(ensemble: Ensemble):
    row = next(row for row in tables.all_metrics(ensemble).rows if row[0] == "People under sanction")
    assert row[1] == "people"
    assert " to " in str(row[3])
    assert row[6] == "5"


def test_lists_are_shown_at_the_end(run: Run, edges: dict[str, Run]):
    made = tables.lists_at_the_end(run)
    assert made is not None
    assert made.rows[0] == ("Judgment defaulters", "5,862", "1.1\u00a0%", "176", "3")
    assert tables.lists_at_the_end(edges["without_lists"]) is None


def test_conducts_are_added_up_over_the_run(run: Run):
    made = tables.conducts(run)
    assert made is not None
    row = next(row for row in made.rows if row[0] == "Lawful petition")
    assert row[1:4] == ("speech", "yes", f"{60 * (900 + 70 * 6):,}")


def test_a_metric_that_is_not_defined_says_so(edges: dict[str, Run]):
    rows = {row[0]: row for row in tables.all_metrics(edges["nobody_sanctioned"]).rows}
    assert rows["Median time to recover"][3] == "not seen"


def test_schemes_stand_side_by_side_and_all_but_the_current_lead_to_their_page():
    made = tables.schemes_of(made_up_run.of_several(), {"harbour-2016": "a.html", "court-list": "a-two.html"})
    assert made is not None
    first, second = made.rows
    assert isinstance(first[0], str)
    assert second[0] == Link("The list of the court", "a-two.html")
    assert first[2:6] == ("people", "540,000", "7,788", "1.4\u00a0%")


def test_of_many_seeds_the_schemes_have_intervals(ensemble: Ensemble):
    made = tables.schemes_of(ensemble, {})
    assert made is not None
    assert [cell for cell in numbers_in(made) if not INTERVAL.fullmatch(cell)] == []


def test_each_list_and_grade_has_a_confusion_matrix_of_everybody_and_of_each_group(run: Run):
    made, by_group = tables.confusion(run), tables.confusion_by_group(run)
    assert made is not None
    assert by_group is not None
    told = run.confusion.filter(id="any", trait="everybody").row(0, named=True)
    numbers = [f"{told[name]:,}" for name in ("rightly", "wrongly", "missed", "neither")]
    assert list(made.rows[0][:5]) == ["Under sanction", *numbers]
    assert by_group.rows[0][:3] == ("Under sanction", "Settlement", "urban")
