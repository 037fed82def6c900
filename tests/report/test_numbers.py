"""The numbers of a page, for programs."""

import json
from collections.abc import Callable
from pathlib import Path

import made_up_run
import pytest
from each_kind import STUDIES

from glasshouse.charts import names_for
from glasshouse.charts.study import Study
from glasshouse.report.numbers import FRAMES, OF_COMPARISONS, SUMS, numbers_of
from glasshouse.results.run import Run

Pages = Callable[[str], Path]
KEYS = {"about", "info", "headline", "charts", "frames", "legal"}
READ_WITH = ("cautions", "known", "published")
OWN = {
    "usual": {"schemes", "metrics", *READ_WITH},
    "many": {"method", "metrics", *READ_WITH},
    "worlds": {"cautions", "known", "differences"},
    "many_worlds": {"method", "chances", "variances"},
}
"""What the numbers of each kind of study have beside those of all."""


def beside(page: Pages, name: str):
    """What the JSON beside a page says."""
    return json.loads(page(name).with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", STUDIES)
def test_the_json_beside_the_page_holds_the_same_numbers(page: Pages, name: str, studies: dict[str, Study]):
    told = beside(page, name)
    assert told == json.loads(json.dumps(numbers_of(studies[name])))
    assert set(told) == KEYS | OWN[name]
    assert told["about"].startswith("Synthetic people only")
    assert set(told["charts"]) == set(names_for(studies[name]))


def test_those_of_a_run_are_its_tables(page: Pages, run: Run):
    numbers = beside(page, "usual")
    assert set(numbers["frames"]) == {*FRAMES, "lives"}
    assert numbers["frames"]["sanctions"]["people"] == run.sanctions["people"].to_list()
    assert {row["metric"]: row["value"] for row in numbers["metrics"]}["median_recovery_months"] == 15.0
    assert len(set(numbers["frames"]["lives"]["person"])) == 5


def test_those_of_a_comparison_are_its_tables_and_the_people_shown(page: Pages):
    numbers = beside(page, "worlds")
    assert set(numbers["frames"]) == {*OF_COMPARISONS, "people"}
    assert numbers["headline"][0]["big"] == "21,000"
    assert len(numbers["frames"]["people"]["person"]) == 5


def test_those_of_many_seeds_have_intervals(page: Pages):
    assert set(beside(page, "many")["frames"]) == {*FRAMES, *SUMS}
    for name, frame, column in (("many", "sanctions", "people"), ("many_worlds", "standing", "parted")):
        columns = set(beside(page, name)["frames"][frame])
        assert {column, f"{column}_low", f"{column}_high", f"{column}_sd"} <= columns


@pytest.mark.parametrize("name", made_up_run.EDGES)
def test_what_is_no_number_is_null_in_the_json(edges: dict[str, Run], name: str):
    assert json.dumps(numbers_of(edges[name]), allow_nan=False)


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("usual", {"Asked", "Found", "Text"}),
        ("many", {"Asked", "Found", "Text"}),
        ("worlds", {"Asked", "Found in a", "Found in b", "Text"}),
        ("many_worlds", {"Limb", "Number", "Text", "In a", "In b", "a minus b"}),
    ],
)
def test_what_legal_tests_ask_is_told_limb_by_limb_with_its_paragraph(page: Pages, name: str, heads: set[str]):
    limbs = beside(page, name)["legal"]
    assert limbs
    assert all(set(one) == heads for one in limbs)
    assert any("C(2025) 5052, 16" in one["Text"] for one in limbs)
