"""What a folder keeps is opened, gone on with and made again, whatever its kind."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.state import FILES
from glasshouse.results.comparison import Comparison
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.studies.comparison import two_worlds
from glasshouse.studies.ensembles import many_comparisons, many_runs
from glasshouse.studies.kept import opened, resume, verify
from glasshouse.studies.simulate import one_run
from glasshouse.studies.spec import RunSpec
from glasshouse.studies.study import Study, conduct

SPEC = RunSpec(world="hamlet", people=600, months=2, follow=10, threads=1)
STUDIES = {
    Run: lambda: one_run(SPEC),
    Comparison: lambda: two_worlds(SPEC, "none"),
    Ensemble: lambda: many_runs(SPEC, 2),
    TwinEnsemble: lambda: many_comparisons(SPEC, "none", 2),
}


class KilledError(Exception):
    """Stands for whatever ends a process."""


def killed(done: int, of: int) -> None:
    """A progress function that does not survive."""
    raise KilledError


@pytest.mark.parametrize("kind", STUDIES)
def test_each_kind_is_gone_on_with_opened_and_made_again(kind: type[Any], tmp_path: Path):
    study: Study[Any] = STUDIES[kind]()
    with pytest.raises(KilledError):
        conduct(study, tmp_path / "kept", killed)
    with pytest.raises(GlasshouseError, match="resume"):
        opened(tmp_path / "kept")
    gone_on = resume(tmp_path / "kept")
    there = opened(tmp_path / "kept")
    assert isinstance(gone_on, kind)
    assert isinstance(there, kind)
    whole = dict(conduct(study).all_tables())
    for found in (gone_on, there):
        tables = dict(found.all_tables())
        assert tables.keys() == whole.keys()
        assert all(table.equals(whole[name], null_equal=True) for name, table in tables.items())
    assert verify(tmp_path / "kept") == (True, [])


def test_what_is_no_folder_of_ours_is_refused(tmp_path: Path):
    for action in (opened, resume, verify):
        with pytest.raises(GlasshouseError, match="is not a run"):
            action(tmp_path)


@pytest.mark.parametrize("records", FILES)
def test_a_run_with_files_of_any_size_is_kept_and_comes_out_the_same_again(records: int, tmp_path: Path):
    spec = replace(SPEC, records=records)
    conduct(one_run(spec), tmp_path / "run")
    assert verify(tmp_path / "run").same
