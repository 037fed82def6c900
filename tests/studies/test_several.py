"""Several worlds, each compared with the last."""

from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.results.comparison import Comparison
from glasshouse.storage import folder as folders
from glasshouse.studies import several as module
from glasshouse.studies.comparison import compare
from glasshouse.studies.kept import verify
from glasshouse.studies.several import Several, carried_out, refuse_others, several
from glasshouse.studies.spec import RunSpec

SPEC = RunSpec(world="hamlet", people=600, months=6, seed=3, follow=10)
SCHEMES = ["rongcheng-2016", "court-list", "none"]


def made(study: Several, folder: Path) -> dict[str, Comparison]:
    return {name: carried_out(part, folder / name) for name, part in study.parts.items()}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("several") / "three"
    made(several(SPEC, SCHEMES), folder)
    return folder


def test_each_but_the_last_is_compared_with_the_last_in_a_folder_of_its_name(kept: Path):
    assert sorted(one.name for one in kept.iterdir()) == ["court-list", "rongcheng-2016"]
    found = made(several(SPEC, SCHEMES), kept)
    assert [[side["reference"] for side in one.info["sides"]] for one in found.values()] == [
        ["rongcheng-2016", "none"], ["court-list", "none"],
    ]  # fmt: skip


def test_each_is_the_comparison_of_the_two_alone(kept: Path):
    alone = compare(RunSpec("court-list", "hamlet", people=600, months=6, seed=3, follow=10), "none")
    found = made(several(SPEC, SCHEMES), kept)["court-list"]
    tables = dict(alone.all_tables())
    assert all(table.equals(tables[name], null_equal=True) for name, table in found.all_tables())


def test_all_share_one_world_to_compare_with(kept: Path):
    one, other = made(several(SPEC, SCHEMES), kept).values()
    assert all(table.equals(dict(other.b.all_tables())[name], null_equal=True) for name, table in one.b.all_tables())


def test_each_is_verified_like_any_other(kept: Path):
    assert verify(kept / "rongcheng-2016").same


def test_what_is_complete_is_not_simulated_again(kept: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "conduct", lambda *_: pytest.fail("simulated again"))
    assert len(made(several(SPEC, SCHEMES), kept)) == 2


def test_one_that_was_stopped_goes_on_to_the_same_bits(kept: Path, tmp_path: Path):
    (part,) = list(several(SPEC, SCHEMES).parts.values())[:1]
    with pytest.raises(KeyboardInterrupt):
        carried_out(part, tmp_path / "x", _stop_after(3))
    assert folders.about(folders.kind_of(tmp_path / "x"), tmp_path / "x")["state"] == "running"
    tables = dict(carried_out(part, tmp_path / "x").all_tables())
    whole = made(several(SPEC, SCHEMES), kept)["rongcheng-2016"]
    assert all(table.equals(tables[name], null_equal=True) for name, table in whole.all_tables())


def _stop_after(months: int):
    def tick(done: int, of: int) -> None:
        if done >= months:
            raise KeyboardInterrupt

    return tick


def test_a_folder_with_another_comparison_or_anything_else_is_refused(kept: Path, tmp_path: Path):
    longer = several(RunSpec(world="hamlet", people=600, months=7, seed=3, follow=10), SCHEMES)
    with pytest.raises(GlasshouseError, match="holds a comparison of something else"):
        refuse_others(longer, kept)
    refuse_others(several(SPEC, SCHEMES), kept)
    refuse_others(several(RunSpec(world="hamlet", people=600, months=7, seed=3, force=True), SCHEMES), kept)
    refuse_others(longer, tmp_path / "new")
    (tmp_path / "letters").mkdir()
    with pytest.raises(GlasshouseError, match="holds something else: letters"):
        refuse_others(longer, tmp_path)


def test_what_is_named_twice_is_refused():
    with pytest.raises(GlasshouseError, match="none stands twice"):
        several(SPEC, ["none", "court-list", "none"])


def test_what_another_engine_began_is_refused_with_the_reason(kept: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("glasshouse.storage.provenance.engine_sha256", lambda: "0" * 64)
    with pytest.raises(GlasshouseError, match="was made by another engine"):
        refuse_others(several(SPEC, SCHEMES), kept)
