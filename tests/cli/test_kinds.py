"""What a command does with a folder goes by the kind of the folder."""

import json
from pathlib import Path
from typing import Any

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli.kinds import ways_of
from glasshouse.cli.options import ANY
from glasshouse.runs.kinds import KINDS
from glasshouse.studies import comparison, ensembles, simulate, twin_ensembles


def test_the_command_line_knows_every_kind():
    assert list(ANY) == [kind.noun for kind in KINDS]
    assert [kind.about for kind in KINDS] == [f"{noun}.json" for noun in ANY]


def test_a_run_is_lived_on_and_lived_again_by_simulate(whole_run: Path):
    assert ways_of(whole_run)[:2] == (simulate.resume, simulate.verify)


def test_a_comparison_is_lived_on_and_lived_again_as_one(tmp_path: Path):
    (tmp_path / "comparison.json").write_text(json.dumps({"kind": "glasshouse comparison"}))
    assert ways_of(tmp_path)[:2] == (comparison.resume, comparison.verify)


def test_what_is_no_folder_of_ours_is_refused(tmp_path: Path):
    with pytest.raises(GlasshouseError, match="is not a run"):
        ways_of(tmp_path)


@pytest.mark.parametrize(("of", "module"), [("run", ensembles), ("comparison", twin_ensembles)])
def test_an_ensemble_is_lived_on_and_lived_again_by_what_it_is_made_of(
    of: str, module: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "ensemble.json").write_text(json.dumps({"kind": "glasshouse ensemble"}))
    monkeypatch.setattr("glasshouse.runs.folder.about", lambda kind, folder: {"of": of})
    assert ways_of(tmp_path)[:2] == (module.resume, module.verify)


def test_an_ensemble_that_is_damaged_is_refused(tmp_path: Path):
    (tmp_path / "ensemble.json").write_text(json.dumps({"kind": "glasshouse ensemble"}))
    with pytest.raises(GlasshouseError, match="format"):
        ways_of(tmp_path)
