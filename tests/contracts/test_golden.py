"""A fixed set of runs, comparisons, branches and ensembles gives the tables that it gave before.

Where a number moves, these tests fail. If it was meant to move, say so in CHANGELOG.md under *Results*, what moved and
why, and renew what is stored: `python scripts/same.py --renew`.
"""

import polars as pl
import pytest
import same


@pytest.mark.parametrize("case", same.CASES)
def test_every_table_is_what_is_stored(case: str):
    assert same.moved(case, same.stored()["cases"].get(case, {}), same.digests_of(case, threads=2)) == []


def test_every_stored_case_is_simulated():
    assert same.stored()["cases"].keys() == same.CASES.keys()


def test_a_changed_rule_is_noticed():
    told = same.stored()["cases"]
    lines = same.moved("rules", told["rongcheng-2016"], told["a changed rule"])
    assert {"rules: tables/scores moved", "rules: tables/reasons moved"} <= set(lines)


def test_a_table_that_came_or_went_is_named():
    assert same.moved("one", {"tables/a": "1", "tables/b": "2"}, {"tables/b": "2", "tables/c": "3"}) == [
        "one: tables/a gone",
        "one: tables/c new",
    ]


@pytest.mark.parametrize(
    "other",
    [
        pl.DataFrame({"grade": ["A", None], "share": [0.5, 0.2500001]}),
        pl.DataFrame({"grade": ["A", ""], "share": [0.5, 0.25]}),
        pl.DataFrame({"grade": ["A", None], "part": [0.5, 0.25]}),
        pl.DataFrame({"grade": ["A", None], "share": [0.5, 0.25]}, schema_overrides={"share": pl.Float32}),
    ],
)
def test_a_digest_tells_values_names_and_types_apart(other: pl.DataFrame):
    table = pl.DataFrame({"grade": ["A", None], "share": [0.5, 0.25]})
    assert same.digest(table) != same.digest(other)


def test_a_digest_leaves_out_the_last_bits_of_a_fraction():
    assert same.digest(pl.DataFrame({"a": [0.1 + 0.2]})) == same.digest(pl.DataFrame({"a": [0.3]}))


def test_the_changelog_says_why_the_stored_numbers_are_what_they_are():
    text = " ".join(same.CHANGELOG.read_text(encoding="utf-8").split())
    assert same.stored()["because"] in text


def test_an_unknown_case_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]):
    assert same.command(["nobody"]) == 2
    assert "rongcheng-2016" in capsys.readouterr().out
