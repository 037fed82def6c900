"""A study is refused before anything is begun, and begun only where it may be."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.storage.kinds import RUN
from glasshouse.studies.simulate import one_run
from glasshouse.studies.spec import Plan, RunSpec
from glasshouse.studies.study import Contents, conduct

SPEC = RunSpec(world="hamlet", people=600, months=1)


@dataclass
class Asked:
    """A study that only remembers where it was carried out."""

    memory: int = 1
    spec: RunSpec = SPEC
    kind = RUN
    carried_out: list[Any] = field(default_factory=list)

    def plan(self) -> Plan:
        return Plan(600, 1, 600, self.memory, 1, 1.0)

    @property
    def contents(self) -> Contents:
        return one_run(SPEC).contents

    def carry_out(self, kept: Any, progress: Any) -> Any:
        self.carried_out.append(kept)
        return "what it came to"


def test_without_a_folder_nothing_is_kept():
    study = Asked()
    assert conduct(study) == "what it came to"
    assert study.carried_out == [None]


def test_with_a_folder_it_begins_with_all_that_is_needed_to_do_it_again(tmp_path: Path):
    study = Asked()
    conduct(study, tmp_path / "there")
    assert study.carried_out[0].path == tmp_path / "there"
    assert (tmp_path / "there" / "inputs" / "scheme.yaml").is_file()
    assert (tmp_path / "there" / "run.json").is_file()


def test_what_is_there_and_what_is_too_large_are_refused_before_anything_is_written(tmp_path: Path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").write_text("")
    small, large = Asked(), Asked(memory=10**15)
    with pytest.raises(GlasshouseError, match="is there already"):
        conduct(small, tmp_path / "there")
    with pytest.raises(GlasshouseError, match="GB of memory"):
        conduct(large, tmp_path / "new")
    assert small.carried_out == large.carried_out == []
    assert not (tmp_path / "new").exists()
