"""One world under two systems of schemes: kept, resumed, verified, opened again; refused kindly."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_tables import TABLES
from glasshouse.results.run import Run
from glasshouse.results.run_tables import TABLES as TABLES_OF_RUNS
from glasshouse.storage import folder as folders
from glasshouse.storage.about import with_digests
from glasshouse.storage.store import open_run
from glasshouse.studies import comparison, kept, simulate
from glasshouse.studies.comparison import compare, open_comparison, sides_of, twin_lives, two_worlds
from glasshouse.studies.kept import verify
from glasshouse.studies.spec import RunSpec
from glasshouse.studies.spec import plan as plan_of_run

SPEC = RunSpec(scheme="rongcheng-2016", world="hamlet", people=3_000, months=26, seed=3, follow=600)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Comparison]:
    folder = tmp_path_factory.mktemp("comparisons") / "whole"
    return folder, compare(SPEC, "none", folder)


@pytest.fixture
def copy(whole: tuple[Path, Comparison], tmp_path: Path) -> Path:
    shutil.copytree(whole[0], tmp_path / "copy")
    return tmp_path / "copy"


def same_runs(one: Run, other: Run) -> None:
    """All tables of both are the same, bit for bit."""
    for scheme in other.schemes:
        for name in TABLES_OF_RUNS:
            mine, theirs = one.under(scheme).table(name), other.under(scheme).table(name)
            assert mine.equals(theirs, null_equal=True), (scheme, name)


def same(one: Comparison, other: Comparison) -> None:
    for who in other.info["who"]:
        for name in TABLES:
            assert one.of(who).table(name).equals(other.of(who).table(name), null_equal=True), (who, name)
    same_runs(one.a, other.a)
    same_runs(one.b, other.b)


# both runs are what they are alone


@pytest.mark.parametrize(
    ("a", "b", "more"),
    [
        ("rongcheng-2016+court-list", "none", {}),
        ("sesame+rongcheng-2016", "suining-2010", {"records": 4}),
        ("rongcheng-2013+rongcheng-2016", "none", {"begins": "2015-04"}),
        ("rongcheng-2016+court-list+tax-credit+rongcheng-firms", "none", {"people": 6_000}),
        ("none+tax-credit", "none", {"people": 6_000}),
    ],
)
def test_each_side_is_to_the_last_bit_the_run_alone(a: str, b: str, more: dict[str, Any]):
    spec = replace(SPEC, scheme=a, **more)
    found = compare(spec, b)
    same_runs(found.a, simulate.simulate(spec))
    alone = simulate.simulate(replace(spec, scheme=b))
    same_runs(found.b.under(alone.schemes[0]), alone)


def test_a_side_verifies_as_a_run(whole: tuple[Path, Comparison]):
    assert verify(whole[0] / "a") == (True, [])


def test_threads_change_nothing(whole: tuple[Path, Comparison]):
    same(compare(replace(SPEC, threads=3), "none"), whole[1])


# kept


def test_a_comparison_that_is_opened_again_is_the_one_that_was_made(whole: tuple[Path, Comparison]):
    folder, made = whole
    again = open_comparison(folder)
    same(again, made)
    assert (again.parted, again.titles, again.folder) == (made.parted, made.titles, folder)
    person = int(made.people["person"][0])
    assert again.lives(person).equals(made.lives(person))


class StopHereError(Exception):
    """What stops a comparison in these tests."""


@pytest.mark.parametrize("month", [1, 12, 25, 26])
def test_a_comparison_that_was_stopped_and_resumed_gives_the_same_tables(
    month: int, whole: tuple[Path, Comparison], tmp_path: Path
):
    def stop(done: int, months: int) -> None:
        if done == month:
            raise StopHereError

    with pytest.raises(StopHereError):
        compare(SPEC, "none", tmp_path / "stopped", stop)
    assert folders.months_kept(tmp_path / "stopped") == month // 12 * 12
    with pytest.raises(GlasshouseError, match="not finished"):
        open_comparison(tmp_path / "stopped")
    same(kept.resume(tmp_path / "stopped"), whole[1])
    same(open_comparison(tmp_path / "stopped"), whole[1])


def test_firms_and_people_resume_to_the_same_tables_too(tmp_path: Path):
    spec = replace(SPEC, scheme="rongcheng-2016+court-list+tax-credit+rongcheng-firms+sesame", months=14)
    months: list[int] = []

    def stop(done: int, _: int) -> None:
        months.append(done)
        if months == list(range(1, 14)):
            raise StopHereError

    with pytest.raises(StopHereError):
        compare(spec, "none", tmp_path / "stopped", stop)
    same(kept.resume(tmp_path / "stopped", stop), compare(spec, "none"))
    assert months[13:] == [13, 14]


def test_a_comparison_verifies(whole: tuple[Path, Comparison]):
    assert verify(whole[0]) == (True, [])


@pytest.mark.parametrize("name", ["standing", "a/grades"])
def test_a_table_that_came_out_otherwise_is_named(
    name: str, whole: tuple[Path, Comparison], monkeypatch: pytest.MonkeyPatch
):
    altered = open_comparison(whole[0])
    side = name.split("/")[0]
    holder, own = (altered.a, "grades") if side == "a" else (altered, name)
    holder._tables[own] = holder.table(own).head(1)
    monkeypatch.setattr(kept, "kept_in", lambda _: kept.Kept(lambda _: altered, comparison.again))
    found = verify(whole[0])
    assert not found.same
    assert found.differences == [{"standing": "people/standing", "a/grades": "a/rongcheng-2016/grades"}[name]]


@pytest.mark.parametrize("name", ["tables/standing.parquet", "tables/people.parquet", "a/run.json"])
def test_a_file_that_was_altered_is_found(name: str, copy: Path):
    path = copy / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(GlasshouseError, match=f"damaged: {name} is not the file that was written"):
        open_comparison(copy)


def test_a_table_of_a_side_that_was_altered_is_found(copy: Path):
    path = copy / "a/tables/grades.parquet"
    pl.read_parquet(path).head(1).write_parquet(path)
    with pytest.raises(GlasshouseError, match=r"a is damaged: tables/grades.parquet"):
        open_comparison(copy)


def test_what_another_engine_made_is_not_lived_again(copy: Path):
    path = copy / "comparison.json"
    info = {**json.loads(path.read_text()), "engine": {"version": "0.0", "sha256": "0" * 64}}
    del info["digests"]
    path.write_text(json.dumps(with_digests(info)))
    for action in (lambda: open_comparison(copy).lives(0), lambda: verify(copy), lambda: twin_lives(copy, 0)):
        with pytest.raises(GlasshouseError, match="made by another engine"):
            action()


# asked for


def test_a_world_where_nobody_is_scored_has_the_same_kinds_of_subject():
    for a, b, kinds in (
        ("tax-credit", "none", {"firm"}),
        ("court-list+tax-credit", "none", {"person", "firm"}),
        ("none", "court-list+tax-credit", {"person", "firm"}),
        ("court-list", "tax-credit+rongcheng-2016", {"person", "firm"}),
        ("none+tax-credit", "none", {"person", "firm"}),
        ("none+tax-credit", "rongcheng-2016", {"person", "firm"}),
        ("none", "none", {"person"}),
        ("none-firms", "none-firms", {"firm"}),
        ("none-firms", "none", {"person"}),
    ):
        sides = sides_of(replace(SPEC, scheme=a), b)
        assert [side.parts.kinds for side in sides] == [kinds, kinds]


def test_schemes_for_different_subjects_are_not_compared():
    with pytest.raises(GlasshouseError, match="court-list scores persons and tax-credit scores firms: they have no"):
        compare(replace(SPEC, scheme="court-list"), "tax-credit")


def test_what_is_named_wrongly_is_told(tmp_path: Path, whole: tuple[Path, Comparison]):
    with pytest.raises(GlasshouseError, match="Did you mean 'none'"):
        compare(SPEC, "nome")
    with pytest.raises(GlasshouseError, match="holds a comparison already"):
        compare(SPEC, "none", whole[0])


def test_a_plan_says_what_both_worlds_take_together():
    one, both = plan_of_run(SPEC), two_worlds(SPEC, "none").plan()
    assert both.people == one.people
    assert 2 * one.state_bytes < both.state_bytes < 5 * one.state_bytes
    assert both.seconds > one.seconds


# both lives of somebody


def parted_of(found: Comparison) -> int:
    return int(found.people.filter(pl.col("parted").is_not_null())["person"][0])


def test_both_lives_are_told_of_a_comparison_of_its_sides_and_of_a_run(whole: tuple[Path, Comparison], tmp_path: Path):
    folder, made = whole
    person = parted_of(made)
    told = twin_lives(folder, person)
    assert told.frame().equals(made.lives(person))
    assert told.parted is not None
    for side in "ab":
        assert twin_lives(folder / side, person) == told
    simulate.simulate(SPEC, tmp_path / "run")
    assert twin_lives(tmp_path / "run", person) == told
    assert twin_lives(tmp_path / "run", person, against="rongcheng-2016").parted is None


def test_a_scheme_of_firms_asks_for_a_firm(tmp_path: Path):
    spec = replace(SPEC, scheme="court-list+tax-credit", months=2, people=6_000)
    simulate.simulate(spec, tmp_path / "run")
    assert twin_lives(tmp_path / "run", 1).kind == "person"
    assert twin_lives(tmp_path / "run", 1, "tax-credit").kind == "firm"
    simulate.simulate(replace(spec, scheme="tax-credit"), tmp_path / "firms")
    assert twin_lives(tmp_path / "firms", 1).kind == "firm"
    with pytest.raises(GlasshouseError, match="Did you mean 'tax-credit'"):
        twin_lives(tmp_path / "run", 1, "tax-credits")


def test_a_twin_that_is_gone_is_told_with_how_to_make_it_again(copy: Path):
    shutil.rmtree(copy / "b")
    with pytest.raises(GlasshouseError, match=r"its side b is gone\. Run it anew: "):
        twin_lives(copy, 0)
    with pytest.raises(GlasshouseError, match=r"side a|its side b is gone"):
        twin_lives(copy / "a", 0)
    with pytest.raises(GlasshouseError, match=r"b is gone; it was side b of .*copy\. Make both anew: "):
        twin_lives(copy / "b", 0)


def test_a_comparison_is_against_nothing_else(whole: tuple[Path, Comparison]):
    with pytest.raises(GlasshouseError, match="holds both worlds already"):
        twin_lives(whole[0], 0, against="none")


def test_who_is_not_there_is_told(whole: tuple[Path, Comparison]):
    with pytest.raises(GlasshouseError, match="There is no person 3,000: the people here are numbered 0 to 2,999"):
        twin_lives(whole[0], 3_000)


def test_a_folder_that_is_none_is_told(tmp_path: Path):
    with pytest.raises(GlasshouseError, match="There is no folder"):
        twin_lives(tmp_path / "nowhere", 0)


def test_what_is_kept_opens_side_by_side(whole: tuple[Path, Comparison]):
    assert open_run(whole[0] / "b").scheme.id == "none"
