"""``glasshouse verify``: the same, or what differs."""

import json
from pathlib import Path
from typing import Any

import pytest

from glasshouse.storage.about import with_digests
from glasshouse.studies import kept


@pytest.fixture(params=[True, False], ids=["same", "different"])
def verified(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    differences = [] if request.param else ["grades", "lives"]
    found = kept.Verification(request.param, differences)
    monkeypatch.setattr(kept, "verify", lambda folder, tell: found)
    return bool(request.param)


def test_a_verification_says_whether_all_is_the_same_and_leaves_a_status(typed: Any, whole_run: Path, verified: bool):
    answer = typed("verify", whole_run)
    assert answer.exit_code == (0 if verified else 1)
    assert answer.stdout.startswith("The same:" if verified else "Not the same:\n  grades\n  lives\n")


def test_a_verification_as_json_names_what_differs(typed: Any, whole_run: Path, verified: bool):
    answer = typed("verify", whole_run, "--json")
    told = json.loads(answer.stdout)
    assert told["same"] is verified
    assert bool(told["differences"]) is not verified


def test_a_run_of_another_engine_cannot_be_verified(typed: Any, whole_run: Path):
    about = json.loads((whole_run / "run.json").read_text())
    about["engine"]["sha256"] = "e" * 64
    del about["digests"]
    (whole_run / "run.json").write_text(json.dumps(with_digests(about)))
    answer = typed("verify", whole_run)
    assert answer.exit_code == 2
    assert "another engine" in answer.stderr
