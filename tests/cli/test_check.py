"""``glasshouse check``: what a file of rules says, or everything that is wrong with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from glasshouse.cli.check import examined
from glasshouse.scheme.language.files import scheme_ids, scheme_path
from glasshouse.scheme.library.skeleton import skeleton


def write(folder: Path, *changes: tuple[str, str]) -> None:
    """A small scheme, harbour.yaml, with some of its words changed."""
    text = skeleton("harbour")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "harbour.yaml").write_text(text, encoding="utf-8")


def line_of(folder: Path, words: str) -> int:
    rows = (folder / "harbour.yaml").read_text(encoding="utf-8").splitlines()
    return next(at for at, row in enumerate(rows, start=1) if words in row)


def test_a_scheme_of_the_library_is_told_in_plain_words(typed: Any):
    answer = typed("check", "rongcheng-2016")
    assert answer.exit_code == 0
    assert "What costs points" in answer.stdout
    told = " ".join(answer.stdout.split())
    assert (
        "Files of a usual run hold 8 records; at once 1 count on average, and of 100 people 99 have 5 or fewer." in told
    )
    assert answer.stdout.endswith("It may run: glasshouse run rongcheng-2016\n")
    assert max(map(len, answer.stdout.splitlines())) <= 60


@pytest.mark.parametrize("name", scheme_ids())
def test_every_scheme_of_the_library_may_run_and_its_examples_come_out(name: str):
    found = examined(name)
    assert found.refusal == ""
    assert [one for one in found.trials if one.wrong] == []


def test_a_scheme_of_firms_is_told_with_the_words_of_firms(typed: Any):
    answer = typed("check", "tax-credit")
    assert answer.exit_code == 0
    assert "False invoices" in answer.stdout


def test_a_file_with_mistakes_is_refused_with_all_of_them_at_once(typed: Any, tmp_path: Path):
    text = scheme_path("rongcheng-2016").read_text(encoding="utf-8")
    wrong = text.replace("credit.payment_late", "credit.payment_lat").replace("status:", "statsu:", 1)
    (tmp_path / "rules.yaml").write_text(wrong, encoding="utf-8")
    answer = typed("check", "rules.yaml")
    assert answer.exit_code == 2
    assert answer.stderr.startswith("Error: rules.yaml has ")
    assert "is not a key here" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.stdout == ""


PATCH = "scheme: rongcheng-2016\ntitle: theft costs 200\nchanges:\n  rules.utility-theft.points: -200\n"


def test_a_patch_file_is_checked_as_the_scheme_that_it_makes(typed: Any, tmp_path: Path):
    (tmp_path / "patch.yaml").write_text(PATCH)
    answer = typed("check", "patch.yaml", columns=200)
    assert answer.exit_code == 0
    assert "Rongcheng, points for natural persons (theft costs 200)" in answer.stdout
    assert "Changed\n  rules.utility-theft.points = -200; as written: -60\n" in answer.stdout
    assert answer.stdout.endswith("It may run: glasshouse run patch.yaml\n")


def test_what_is_wrong_in_a_patch_file_is_told_with_its_line(typed: Any, tmp_path: Path):
    (tmp_path / "patch.yaml").write_text(PATCH.replace("-200", "many") + "  rules.utility-thef.points: 1\n")
    answer = typed("check", "patch.yaml", columns=200)
    assert answer.exit_code == 2
    assert answer.stderr.splitlines() == [
        "Error: patch.yaml has 2 problems:",
        "  line   4  'rules.utility-theft.points': is 'many', but a whole number belongs here.",
        "  line   5  'rules.utility-thef.points': 'utility-thef' is not a part of rules. Did you mean 'utility-theft'?",
    ]
    told = json.loads(typed("check", "patch.yaml", "--json").stdout)["findings"]
    assert [(one["file"], one["line"], one["level"]) for one in told] == [
        ("patch.yaml", 4, "error"), ("patch.yaml", 5, "error"),
    ]  # fmt: skip


def test_changes_after_the_name_of_a_scheme_are_checked_as_well(typed: Any):
    told = json.loads(typed("check", "rongcheng-2016:rules.utility-theft.points=-200", "--json").stdout)
    assert (told["runs"], told["changes"]) == (True, {"rules.utility-theft.points": -200})
    assert typed("check", "rongcheng-2016:score.start=5").exit_code == 2


def test_a_file_that_is_not_there_is_refused(typed: Any):
    answer = typed("check", "nowhere.yaml")
    assert answer.exit_code == 2
    assert "nowhere.yaml" in answer.stderr


def test_examples_that_come_out_are_counted(typed: Any, tmp_path: Path):
    write(tmp_path)
    assert "7 examples tried: each comes out as it says." in typed("check", "harbour.yaml").stdout


def test_an_example_that_comes_out_otherwise_is_an_error_with_the_arithmetic(typed: Any, tmp_path: Path):
    write(tmp_path, ("score: 985, grade: B", "score: 986, grade: B"))
    answer = typed("check", "harbour.yaml", columns=200)
    assert answer.exit_code == 2
    line = line_of(tmp_path, "score: 986")
    told = f"line {line}  tests[3].score: expected 986, got 985. 985 = 1,000 - 15 (3 x traffic.ticket)."
    assert told in answer.stderr


def test_rules_that_no_example_covers_are_noted(typed: Any, tmp_path: Path):
    write(tmp_path, ("file: [traffic.ticket x3], score: 985, grade: B", "file: [], score: 1000, grade: A"))
    answer = typed("check", "harbour.yaml", columns=200)
    assert answer.exit_code == 0
    assert "no example covers 1 clause: traffic.ticket (line " in answer.stdout


@pytest.mark.parametrize("words", [("--json",), ("--format", "json"), ("--format", "JSON")])
def test_for_editors_findings_have_file_line_column_level_place_and_message(words: tuple[str, ...], typed: Any):
    answer = typed("check", "rongcheng-2016", *words)
    told = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert told["scheme"] == "rongcheng-2016"
    assert told["runs"] is True
    assert told["findings"]
    for one in told["findings"]:
        assert set(one) == {"file", "line", "column", "level", "where", "message"}
        assert one["file"] == "rongcheng-2016"
        assert one["level"] in ("warning", "note")


def test_for_editors_a_failed_example_is_an_error_at_its_line_and_column(typed: Any, tmp_path: Path):
    write(tmp_path, ("score: 985, grade: B", "score: 986, grade: B"))
    answer = typed("check", "harbour.yaml", "--format", "json")
    assert answer.exit_code == 2
    told = json.loads(answer.stdout)
    (error,) = [one for one in told["findings"] if one["level"] == "error"]
    assert error["line"] == line_of(tmp_path, "score: 986")
    row = (tmp_path / "harbour.yaml").read_text(encoding="utf-8").splitlines()[error["line"] - 1]
    assert row[error["column"] - 1 :].startswith("score: 986")
    assert error["where"] == "tests[3].score"
    assert told["examples"] == {"tried": 7, "failed": [3]}


@pytest.mark.parametrize(
    ("text", "line", "where", "says"),
    [
        ("id: small: large\n", 1, "whole file", "stands where none fits"),
        ("id: small\ntitle: 3\nabout: x\nrulez: []\n", 4, "rulez", "Did you mean 'rules'?"),
        ("- a\n- b\n", None, "whole file", "holds a list"),
        ("", None, "whole file", "is empty"),
    ],
)
def test_for_editors_what_cannot_be_read_is_a_finding_too(
    text: str, line: int | None, where: str, says: str, typed: Any, tmp_path: Path
):
    (tmp_path / "harbour.yaml").write_text(text, encoding="utf-8")
    answer = typed("check", "harbour.yaml", "--format", "json")
    assert answer.exit_code == 2
    told = json.loads(answer.stdout)
    assert told["scheme"] is None
    assert not told["runs"]
    assert any(
        (one["line"], one["where"]) == (line, where) and says in one["message"] and one["level"] == "error"
        for one in told["findings"]
    ), told


@pytest.mark.parametrize("file", ["nowhere.yaml", "sesme", ".", "a\0b"])
def test_for_editors_a_file_that_is_none_is_a_finding_without_a_line(file: str, typed: Any):
    answer = typed("check", file, "--format", "json")
    assert answer.exit_code == 2
    (one,) = json.loads(answer.stdout)["findings"]
    assert (one["line"], one["column"], one["level"]) == (None, None, "error")


def test_for_editors_a_key_that_is_missing_is_told_where_it_should_stand(typed: Any, tmp_path: Path):
    write(tmp_path, ("    lasts: 1y\n", ""))
    found = json.loads(typed("check", "harbour.yaml", "--format", "json").stdout)["findings"]
    assert [(one["line"], one["where"]) for one in found] == [
        (line_of(tmp_path, "conduct: traffic.ticket"), "rules[1]")
    ]


def test_a_form_that_there_is_not_is_refused(typed: Any):
    assert typed("check", "sesame", "--format", "xml").exit_code == 2


def test_digits_of_another_width_are_told_with_those_that_are_meant(typed: Any, tmp_path: Path):
    write(
        tmp_path, ('in_force: "2016-01-01"', 'in_force: "２０１６"'), ("points: -20", "points: －２０"), ("x3]", "x３]")
    )
    answer = typed("check", "harbour.yaml")
    said = " ".join(answer.stderr.split())
    assert "has 3 problems" in said
    assert all(
        remedy in said for remedy in ("Perhaps '2016'?", "Write -20 without quotes.", "Perhaps 'traffic.ticket x3'?")
    )


def test_a_scheme_in_a_folder_with_a_plus_in_its_name_is_checked_and_planned(typed: Any, tmp_path: Path):
    (tmp_path / "a+b").mkdir()
    write(tmp_path / "a+b")
    assert typed("check", "a+b/harbour.yaml").exit_code == 0
    answer = typed("run", "a+b/harbour.yaml+court-list", "--world", "hamlet", "--plan", "--json")
    assert json.loads(answer.stdout)["schemes"] == ["harbour", "court-list"]


def test_one_round_tells_faults_of_form_names_and_contradictions(typed: Any, tmp_path: Path):
    write(
        tmp_path,
        ("points: -20", "points: minus twenty"),
        ("conduct: traffic.ticket", "conduct: traffic.tikket"),
        ("grade: C}, service: finance.loan", "grade: E}, service: finance.loan"),
        ("[utility.payment_late]", "[utility.late]"),
    )
    answer = typed("check", "harbour.yaml", columns=200)
    assert answer.exit_code == 2
    assert [line.split()[2].rstrip(":") for line in answer.stderr.splitlines()[1:-1]] == [
        "rules[0].points", "rules[1].conduct", "consequences[1].when.grade", "tests[1].file[0]",
    ]  # fmt: skip
    assert answer.stderr.splitlines()[-1] == "Once it can be read, its examples are tried."
    told = json.loads(typed("check", "harbour.yaml", "--json").stdout)
    assert len(told["findings"]) == 4


def test_an_example_that_fails_is_told_beside_a_citation_that_leads_nowhere(typed: Any, tmp_path: Path):
    write(
        tmp_path,
        ("score: 985, grade: B", "score: 986, grade: B"),
        ('cite: rules-2016\n    clause: "Art. 5 (1)"', "cite: rules-2061\n    clause: a"),
    )
    answer = typed("check", "harbour.yaml", columns=200)
    assert "has 2 problems" in answer.stderr
    assert "tests[3].score: expected 986, got 985" in answer.stderr


def test_it_is_said_that_examples_wait_for_rules_that_may_run(typed: Any, tmp_path: Path):
    write(tmp_path, ("conduct: traffic.ticket", "conduct: traffic.tikket"))
    answer = typed("check", "harbour.yaml", columns=200)
    assert answer.stderr.splitlines()[-1] == "Its 7 examples will be tried once this is mended."
