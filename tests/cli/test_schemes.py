"""``glasshouse schemes``: the rule books of the library, and what one of them says."""

import json
from pathlib import Path
from typing import Any

import pytest

from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.library.skeleton import skeleton


@pytest.mark.parametrize("columns", [60, 110])
def test_every_scheme_of_the_library_is_listed_with_how_it_is_known(columns: int, typed: Any):
    answer = typed("schemes", columns=columns)
    assert answer.exit_code == 0
    assert all(name in answer.stdout for name in scheme_ids())
    assert max(map(len, answer.stdout.splitlines())) <= columns
    head = next(line for line in answer.stdout.splitlines() if "Scheme" in line)
    assert head.split()[-5:] == ["found", "told", "assumed", "left", "out"]


def test_as_json_each_scheme_tells_what_it_is_about(typed: Any):
    told = json.loads(typed("schemes", "--json").stdout)
    assert [one["id"] for one in told] == scheme_ids()
    assert all(one["title"] and one["about"] for one in told)


@pytest.mark.parametrize("name", scheme_ids())
def test_the_page_of_a_scheme_fits_a_narrow_terminal_and_says_how_to_run_it(name: str, typed: Any):
    answer = typed("schemes", name)
    assert answer.exit_code == 0
    lines = answer.stdout.splitlines()
    assert max(len(line) for line in lines if ": glasshouse run" not in line) <= 60
    assert any(line.startswith(f"Run it: glasshouse run {name} --world ") for line in lines)


def test_every_rule_stands_there_with_its_clause_citation_and_status(typed: Any):
    text = " ".join(typed("schemes", "rongcheng-2016").stdout.split())
    for rule in find_scheme("rongcheng-2016").rules:
        assert f"{' '.join(rule.clause.split())} [{rule.cite}]" in text
        assert rule.status in text


def test_what_was_left_out_stands_there_with_the_reason(typed: Any):
    text = " ".join(typed("schemes", "tencent").stdout.split())
    for one in find_scheme("tencent").not_encoded:
        assert " ".join(one.why.split()) in text


def test_accounts_variants_and_counts_stand_there(typed: Any):
    text = typed("schemes", "sesame", columns=100).stdout
    for words in ("What the score is made of", "sesame:literature", "How it is known", "Published, and left out"):
        assert words in text


def test_a_file_of_ones_own_is_shown_as_well(typed: Any, tmp_path: Path):
    (tmp_path / "harbour.yaml").write_text(skeleton("harbour"), encoding="utf-8")
    assert "Run it: glasshouse run harbour.yaml" in typed("schemes", "harbour.yaml").stdout


def test_as_json_the_page_holds_all_that_the_scheme_says(typed: Any):
    told = json.loads(typed("schemes", "yiwu", "--json").stdout)
    assert told["id"] == "yiwu"
    assert len(told["says"]["rules"]) == told["rules"]


def test_a_scheme_that_is_not_there_is_refused_with_what_was_meant(typed: Any):
    answer = typed("schemes", "sesme")
    assert answer.exit_code == 2
    assert "Did you mean 'sesame'?" in answer.stderr


def test_an_official_list_says_which_it_is(typed: Any):
    text = " ".join(typed("schemes", "court-list", columns=200).stdout.split())
    assert "(court-list/defaulters, public, official list cn-judgment-defaulters)" in text
    assert "(court-list/led-firms, not public)" in text
