"""Several worlds beside each other."""

import json
import re
from pathlib import Path

import pytest

from glasshouse.report.several import beside_each_other, worlds_of, write_index
from glasshouse.results.comparison import Comparison
from glasshouse.studies.comparison import compare
from glasshouse.studies.spec import RunSpec


@pytest.fixture(scope="module")
def three() -> dict[str, Comparison]:
    names = ("court-list", "rongcheng-2016+court-list")
    return {name: compare(RunSpec(name, "hamlet", months=30, follow=0), "none") for name in names}


def row(found: dict[str, Comparison], begins: str) -> list[str]:
    rows = [one for one in beside_each_other(found, "people").rows if str(one[0]).strip().startswith(begins)]
    assert len(rows) == 1
    return [str(cell) for cell in rows[0][1:]]


def test_each_world_has_a_letter_and_the_last_is_what_all_are_compared_with(three):
    worlds = worlds_of(three)
    assert [one.letter for one in worlds] == ["a", "b", "c"]
    assert worlds[0].title == "The list of judgment defaulters (court-list)"
    assert worlds[2].title == "No scheme (none)"


def test_a_column_tells_what_its_own_comparison_tells(three):
    one, two = three.values()
    assert row(three, "Lives that diverge from c") == [f"{one.parted:,}", f"{two.parted:,}", "–"]
    assert row(three, "Under sanction at the end")[0] == f"{one.a.metric('sanctioned_people')['value']:.0f}"
    assert row(three, "Requests refused")[0] == f"{one.a.refusals['refused'].sum():,}"
    assert row(three, "Under sanction at the end")[2] == row(three, "Requests refused")[2] == "0"
    assert int(row(three, "On a list")[0]) == one.a.lists.filter(month=30)["people"].sum()


def test_what_two_schemes_refuse_together_is_counted_for_their_world(three):
    two = three["rongcheng-2016+court-list"]
    assert int(row(three, "Requests refused")[1]) >= two.a.under("court-list").refusals["refused"].sum()


def test_the_page_leads_to_each_report_and_needs_nothing_else(three, tmp_path: Path):
    page = write_index(three, tmp_path)
    text = page.read_text()
    assert 'href="court-list/report.html"' in text
    assert 'href="rongcheng-2016%2Bcourt-list/report.html"' in text
    assert "a result under stated assumptions, not a forecast" in text
    assert not re.search(r"(src|href)=\"http", text)
    assert "<script" not in text
    told = json.loads((tmp_path / "index.json").read_text())
    assert told["worlds"]["c"] == "No scheme (none)"
    assert told["tables"][0][0] == {"Number": "Lives that diverge from c", "a": row(three, "Lives")[0],
                                    "b": row(three, "Lives")[1], "c": "–"}  # fmt: skip
