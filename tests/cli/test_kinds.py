"""What a command does with a folder goes by the kind of the folder."""

import json
from pathlib import Path

import pytest

from glasshouse import comparison, ensembles, simulate
from glasshouse.cli.kinds import ways_of
from glasshouse.cli.options import ANY
from glasshouse.errors import GlasshouseError
from glasshouse.runs.kinds import KINDS


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


def test_an_ensemble_is_lived_on_and_lived_again_as_one(tmp_path: Path):
    (tmp_path / "ensemble.json").write_text(json.dumps({"kind": "glasshouse ensemble"}))
    assert ways_of(tmp_path)[:2] == (ensembles.resume, ensembles.verify)
