"""The page about twins says what shared chances buy in the form in which a script measures it."""

import re
from functools import cache

import pytest
import twins

from glasshouse.results.twin_ensemble import WORTH_TELLING, TwinEnsemble
from glasshouse.studies.ensembles import compared as ensemble
from glasshouse.studies.spec import RunSpec

PAGE = twins.PAGE.read_text(encoding="utf-8")
MADE = PAGE.split(twins.BEGIN)[1].split(twins.END)[0]
OUT_OF_DATE = "docs/twins.md is out of date: run 'python scripts/twins.py'"
NUMBER = r"-?\d[\d,]*(\.\d+)?(e-\d+)?"
CELLS = (
    r".+ \(.+\)",
    rf"{NUMBER} \({NUMBER} to {NUMBER}\)",
    NUMBER,
    NUMBER,
    rf"–|{NUMBER}",
    rf"any number|{NUMBER}|{NUMBER} \({NUMBER} to {NUMBER}\)",
)


@cache
def small() -> list[TwinEnsemble]:
    spec = RunSpec(scheme=twins.SCHEME, world="hamlet", people=1_500, months=6, seed=1)
    return [ensemble(spec, other, 3) for other in twins.OTHERS]


def rows(text: str) -> list[list[str]]:
    """The cells of every row of every table, heads apart."""
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines]
    return [row for row in cells if row != list(twins.HEADS) and not set("".join(row)) <= set("-: ")]


def parts_of(text: str) -> list[str]:
    """What is compared, and the picture."""
    return re.findall(r"\*\*.*?\*\*|!\[.*?\)", text)


@pytest.mark.parametrize("text", [MADE, None], ids=["the page", "the script"])
def test_every_row_has_a_difference_both_variances_and_how_many_pairs_would_do(text: str | None):
    found = rows(text or twins.section(small()))
    assert len(found) >= 8
    for row in found:
        assert len(row) == len(CELLS), row
        for cell, form in zip(row, CELLS, strict=True):
            assert re.fullmatch(form, cell), (cell, row)


def test_the_page_is_about_what_the_script_lives():
    assert parts_of(MADE) == parts_of(twins.section(small())), OUT_OF_DATE
    told = " ".join(MADE.split())
    for said in (
        f"World `{twins.SPEC.world}` with {twins.SPEC.people:,} people, {twins.SPEC.months} months",
        f"the {twins.SEEDS} seeds from {twins.SPEC.seed} on",
    ):
        assert said in told, OUT_OF_DATE


def test_each_comparison_is_measured_for_eight_outcomes_or_more_that_the_script_would_tell():
    titles = {
        f"{row['title']} ({row['unit']})"
        for row in small()[0].differences.iter_rows(named=True)
        if row["outcome"] in WORTH_TELLING
    }
    tables = MADE.split("\n**`")[1:]
    assert len(tables) == len(twins.OTHERS)
    for part in tables:
        mine = [row[0] for row in rows(part)]
        assert len(mine) >= 8
        assert set(mine) <= titles, OUT_OF_DATE


def test_where_one_world_has_nothing_the_page_says_that_shared_chances_buy_nothing():
    alone = [row for row in rows(MADE) if row[4] == "–"]
    assert {"20"} == {row[5] for row in alone} == {str(twins.SEEDS)}
    assert all(row[2] == row[3] for row in alone)


def test_another_section_takes_the_place_of_the_one_that_was_there():
    other = f"{twins.BEGIN}\n\nother\n\n{twins.END}"
    page = twins.with_section(PAGE, other)
    assert "\n\nother\n\n" in page
    assert MADE not in page
    assert twins.with_section(page, twins.BEGIN + MADE + twins.END) == PAGE


def test_the_chart_of_the_page_has_every_outcome_that_is_finite():
    drawn = twins.CHART.read_text(encoding="utf-8")
    for row in rows(MADE):
        if row[5] != "any number":
            assert row[0].rsplit(" (", 1)[0] in drawn, OUT_OF_DATE
    made = twins.chart(small()).to_dict()
    assert [layer["mark"]["type"] for layer in made["layer"]] == ["rule", "rule", "circle"]
