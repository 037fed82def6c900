"""``glasshouse check``: what a file of rules says, or everything that is wrong with it."""

import json
from pathlib import Path
from typing import Any

from glasshouse.scheme.library import scheme_path


def test_a_scheme_of_the_library_is_told_in_plain_words(typed: Any):
    answer = typed("check", "rongcheng-2016")
    assert answer.exit_code == 0
    assert "What costs points" in answer.stdout
    assert answer.stdout.endswith("It may run: glasshouse run rongcheng-2016\n")
    assert max(map(len, answer.stdout.splitlines())) <= 60


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


def test_a_file_that_is_not_there_is_refused(typed: Any):
    answer = typed("check", "nowhere.yaml")
    assert answer.exit_code == 2
    assert "nowhere.yaml" in answer.stderr


def test_as_json_findings_have_their_lines(typed: Any):
    told = json.loads(typed("check", "rongcheng-2016", "--json").stdout)
    assert told["scheme"] == "rongcheng-2016"
    assert all(set(one) == {"level", "line", "text"} for one in told["findings"])
