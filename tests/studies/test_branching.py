"""Many futures from one month of a run: its past is the run's, and without a change so is the rest, to the last bit."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import run_folders

from glasshouse.base.errors import GlasshouseError
from glasshouse.results import run_tables as frames
from glasshouse.results.run import Run
from glasshouse.scheme.language.files import scheme_path
from glasshouse.storage import saved
from glasshouse.studies import branching, kept, simulate
from glasshouse.studies.branching import branch, future_of, simulate_on, start_of
from glasshouse.studies.explanation import explain
from glasshouse.studies.spec import RunSpec
from glasshouse.studies.study import Progress

SMALL = RunSpec(world="hamlet", people=1_100, months=20, follow=512, threads=2)
SYSTEMS: dict[str, Any] = {
    "one scheme, files of 4": {"scheme": "rongcheng-2016", "records": 4},
    "several, one fed by friends": {"scheme": "rongcheng-2016+court-list+sesame"},
    "people and firms": {"scheme": "rongcheng-2016+tax-credit+court-list+court-list-firms"},
    "by their dates": {"scheme": "rongcheng-2013+rongcheng-2016+travel-2018", "begins": "2015-09", "months": 34},
}
AT = {"by their dates": 31}  # after one has ended, another has begun, and a third is as old as the branch


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    there = tmp_path_factory.mktemp("runs")
    return {
        name: simulate.simulate(replace(SMALL, **said), there / str(at))
        for at, (name, said) in enumerate(SYSTEMS.items())
    }


@pytest.fixture(scope="module")
def one(runs: dict[str, Run]) -> Run:
    """A run of one scheme from which other tests branch, and which has saved months since."""
    return runs["one scheme, files of 4"]


def folder_of(run: Run) -> Path:
    assert run.folder is not None
    return run.folder


def differences(some: Run, other: Run) -> Iterator[str]:
    """The tables that are not the same under each scheme of the first run."""
    for scheme in some.schemes:
        for name in frames.TABLES:
            if not some.under(scheme).table(name).equals(other.under(scheme).table(name), null_equal=True):
                yield f"{scheme}/{name}"


def until(month: int, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("month") < month)


# Without a change


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_branch_without_a_change_is_the_run_to_the_last_bit(name: str, runs: dict[str, Run]):
    found = branch(folder_of(runs[name]), AT.get(name, 7))
    assert list(differences(runs[name], found)) == []


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("several, one fed by friends", "sesame+rongcheng-2016+court-list"),
        ("people and firms", "court-list-firms+court-list+rongcheng-2016+tax-credit"),
    ],
)
def test_the_same_schemes_in_another_order_are_no_change(name: str, scheme: str, runs: dict[str, Run]):
    assert list(differences(runs[name], branch(folder_of(runs[name]), 7, scheme))) == []


def test_a_branch_of_a_branch_is_the_run_as_well(one: Run, tmp_path: Path):
    branch(folder_of(one), 5, out=tmp_path / "first")
    second = branch(tmp_path / "first", 11, out=tmp_path / "second")
    assert list(differences(one, second)) == []
    assert kept.verify(tmp_path / "second").same


# With one


def test_a_branch_from_the_first_month_is_a_run_under_its_schemes(one: Run):
    whole = simulate.simulate(replace(SMALL, scheme="sesame+travel-2018", records=4))
    assert list(differences(whole, branch(folder_of(one), 0, "sesame+travel-2018"))) == []


@pytest.fixture
def harsher(tmp_path: Path) -> str:
    """The rules of Rongcheng, which cost twice as many points."""
    text = find_scheme_text("rongcheng-2016")
    path = tmp_path / "harsher.yaml"
    path.write_text(re.sub(r"points: -(\d+)", lambda found: f"points: -{2 * int(found[1])}", text))
    return str(path)


def find_scheme_text(name: str) -> str:
    return scheme_path(name).read_text(encoding="utf-8")


def test_the_past_is_that_of_the_run_and_the_future_is_another(one: Run, harsher: str):
    found = branch(folder_of(one), "2016-10", harsher)
    assert found.schemes == one.schemes
    for name in ("lives", "people", "grades", "living"):
        assert until(9, found.table(name)).equals(until(9, one.table(name)), null_equal=True), name
    at_once = pl.col("month") == 9  # who has a record that costs more has fewer points on the very day
    mine, theirs = (run.lives.filter(at_once).get_column("score").sum() for run in (found, one))
    assert mine < theirs
    assert found.metric("sanctioned_share")["of"] == one.metric("sanctioned_share")["of"]


def test_a_change_written_on_the_command_line_holds_from_the_branch_on(one: Run, tmp_path: Path):
    found = branch(folder_of(one), 9, "rongcheng-2016:rules.utility-theft.points=-200", tmp_path / "branch")
    assert until(9, found.people).equals(until(9, one.people), null_equal=True)
    assert {rule.points for rule in found.scheme.rules if rule.conduct == "utility.theft"} == {-200}
    assert kept.verify(tmp_path / "branch").same


def test_a_change_that_is_taken_back_at_once_leaves_only_what_it_did(one: Run, harsher: str, tmp_path: Path):
    branch(folder_of(one), 9, harsher, tmp_path / "harsh")
    back = branch(tmp_path / "harsh", 12, "rongcheng-2016")
    other = until(9, back.lives).equals(until(9, one.lives), null_equal=True)
    assert other
    assert not back.lives.equals(one.lives, null_equal=True)


def test_a_scheme_that_is_new_judges_first_in_the_month_of_the_branch(one: Run):
    found = branch(folder_of(one), 9, "+sesame")
    new = found.under("sesame")
    assert (new.info["begins"], new.info["months"]) == ("2016-10", 11)
    assert new.grades.get_column("month").max() == 11
    assert found.info["months"] == 20
    first = new.grades.filter(pl.col("month") == 0).get_column("people").sum()
    assert first == new.metric("sanctioned_share")["of"] > 0
    assert until(9, found.lives).equals(until(9, one.lives), null_equal=True)


def test_a_scheme_that_is_gone_refuses_nobody_any_more(one: Run):
    found = branch(folder_of(one), 9, "none")
    assert found.schemes == ("none",)
    assert found.answers.get_column("refused").sum() == 0
    lives = found.lives.filter(pl.col("month") == 0)
    mine = lives.select("person", "money", "strain", "job", "records")
    theirs = one.lives.filter(pl.col("month") == 9).select(mine.columns)
    both = mine.join(theirs, on="person", suffix="_then")
    assert both.height == mine.height > 0
    assert (both["money"] == both["money_then"]).all()


def test_a_branch_may_live_longer_than_its_run(one: Run):
    found = branch(folder_of(one), 15, months=30)
    whole = simulate.simulate(replace(SMALL, scheme="rongcheng-2016", records=4, months=45))
    assert list(differences(whole, found)) == []


# The month that is saved


def test_the_past_is_lived_once(one: Run, monkeypatch: pytest.MonkeyPatch):
    start_of(folder_of(one), 13)
    monkeypatch.setattr(branching, "past_of", None)
    assert start_of(folder_of(one), 13).month == 13


def test_a_month_is_lived_from_the_last_that_was_saved_before_it(one: Run):
    start_of(folder_of(one), 17)
    lived: list[int] = []
    start_of(folder_of(one), 19, lambda month, of: lived.append(month))
    assert lived == [18, 19]


def test_a_month_that_a_run_saved_is_the_one_that_is_lived_again(one: Run, tmp_path: Path):
    simulate.simulate(replace(SMALL, scheme="rongcheng-2016", records=4, saves=(6,)), tmp_path / "saves")
    start_of(folder_of(one), 6)
    mine, theirs = (saved.path_of(folder, 6).read_bytes() for folder in (tmp_path / "saves", folder_of(one)))
    assert mine == theirs


def test_a_run_that_was_stopped_saves_the_months_that_it_was_to_save(tmp_path: Path):
    spec = replace(SMALL, scheme="rongcheng-2016", months=15, people=600, saves=(14,))
    with pytest.raises(KeyboardInterrupt):
        simulate.simulate(spec, tmp_path / "run", interrupted_after(13))
    kept.resume(tmp_path / "run")
    assert saved.last(tmp_path / "run", 15).month == 14


def test_a_month_that_is_torn_is_lived_anew(one: Run):
    start_of(folder_of(one), 4)
    path = saved.path_of(folder_of(one), 4)
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    start_of(folder_of(one), 4)
    assert path.read_bytes() == whole


def test_while_somebody_writes_to_the_run_no_month_of_it_is_saved(one: Run):
    with saved.alone(folder_of(one)), pytest.raises(GlasshouseError, match="being written"):
        start_of(folder_of(one), 3)


# The folder of a branch


def interrupted_after(month: int) -> Progress:
    def stop(done: int, of: int) -> None:
        if done == month:
            raise KeyboardInterrupt

    return stop


def test_a_branch_that_was_stopped_goes_on_to_the_same_bits(one: Run, tmp_path: Path):
    future, whole = future_of(one, 7, "+sesame"), branch(one, 7, "+sesame", tmp_path / "whole")
    for month in (8, 13):  # before and after the first month that is kept
        with pytest.raises(KeyboardInterrupt):
            simulate_on(future, tmp_path / str(month), progress=interrupted_after(month))
        assert list(differences(whole, kept.resume(tmp_path / str(month)))) == []


def test_a_branch_needs_the_run_no_more(runs: dict[str, Run], tmp_path: Path):
    shutil.copytree(folder_of(runs["people and firms"]), tmp_path / "run")
    branch(tmp_path / "run", 7, "tax-credit+court-list+travel-2018", tmp_path / "branch")
    shutil.rmtree(tmp_path / "run")
    assert kept.verify(tmp_path / "branch").same


def test_a_branch_whose_first_month_was_changed_is_refused(one: Run, tmp_path: Path):
    for name in ("gone", "torn", "other"):
        branch(one, 7, out=tmp_path / name)
    (tmp_path / "gone/inputs/start").unlink()
    (tmp_path / "torn/inputs/start").unlink()
    (tmp_path / "torn/inputs/start").write_bytes(b"nothing")
    start_of(one, 8)
    shutil.copyfile(saved.path_of(folder_of(one), 8), tmp_path / "month")
    (tmp_path / "month").replace(tmp_path / "other/inputs/start")
    for name, told in (("gone", "not whole"), ("torn", "not whole"), ("other", "is not the month")):
        with pytest.raises(GlasshouseError, match=told):
            kept.verify(tmp_path / name)
    assert saved.last(folder_of(one), 7) is not None  # the run's own is another file


def test_a_life_of_a_branch_is_explained_since_it_began(runs: dict[str, Run], tmp_path: Path):
    found = branch(runs["several, one fed by friends"], 7, "sesame+rongcheng-2016", tmp_path / "branch")
    for scheme in ("sesame", "rongcheng-2016"):
        lives = found.under(scheme).lives
        who = lives.filter(pl.col("month") == 20, pl.col("scored")).row(3, named=True)
        told = explain(tmp_path / "branch", who["person"], scheme)
        assert (told.score, told.grade, len(told.records)) == (who["score"], who["grade"], who["records"])
        assert (told.branched, told.history[0].month, told.history[-1].month) == ("2016-08", 7, 20)
        then = lives.filter(pl.col("person") == who["person"], pl.col("month") >= 7).get_column("score").to_list()
        assert [one.score for one in told.history] == then


def test_where_firms_and_people_are_linked_a_branch_is_explained_as_well(runs: dict[str, Run], tmp_path: Path):
    found = branch(runs["people and firms"], 7, out=tmp_path / "branch")
    firms = found.under("court-list-firms").lives.filter(pl.col("month") == 20, pl.col("scored"))
    told = explain(tmp_path / "branch", int(firms["person"][0]), "court-list-firms")
    assert (told.kind, told.history[0].month) == ("firm", 7)


def test_a_scheme_that_ended_before_the_branch_is_explained_in_the_run(runs: dict[str, Run], tmp_path: Path):
    branch(runs["by their dates"], 31, out=tmp_path / "branch")
    ended = runs["by their dates"].schemes[0]
    with pytest.raises(GlasshouseError, match="Ask the run that it branched from"):
        explain(tmp_path / "branch", 0, ended)


# What is refused


@pytest.mark.parametrize(
    ("at", "scheme", "more", "told"),
    [
        ("2026-01", None, {}, "lies outside the run, which goes from 2016-01 to 2017-09"),
        (21, None, {}, "lies outside"),
        ("May", None, {}, "'May' is not a month"),
        (20, None, {}, "nothing is left to live"),
        (5, None, {"months": 0}, "at least one month"),
        (5, None, {"months": 2_000}, "at most 1,200"),
        (5, None, {"threads": 0}, "at least one must work"),
        (5, "travl-2018", {}, "Did you mean 'travel-2018'"),
        (5, "+rongcheng-2016", {}, "is a scheme of the run already"),
        (5, "+", {}, "names no scheme"),
        (5, "tax-credit", {}, "in this run there were only people.*gh.run.scheme='rongcheng-2016[+]tax-credit'"),
    ],
)
def test_what_cannot_be_a_branch_is_refused(one: Run, at: Any, scheme: str | None, more: dict[str, Any], told: str):
    with pytest.raises(GlasshouseError, match=told):
        branch(one, at, scheme, **more)


def test_a_branch_that_would_hold_an_official_list_twice_is_refused(tmp_path: Path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(find_scheme_text("court-list").replace("id: court-list\n", "id: mine\n"))
    simulate.simulate(replace(SMALL, scheme=str(mine), months=3, people=600, saves=(2,)), tmp_path / "run")
    with pytest.raises(GlasshouseError, match=r"mine/defaulters, .* are one official list"):
        branch(tmp_path / "run", 2, "+court-list")


def test_what_is_over_before_the_branch_begins_never_holds_in_it(runs: dict[str, Run]):
    with pytest.raises(GlasshouseError, match="never holds in the 3 months from 2018-04 on"):
        branch(runs["by their dates"], 31, "rongcheng-2016+tencent", months=3)


def test_a_run_that_is_gone_unfinished_or_in_memory_has_no_branches(tmp_path: Path):
    with pytest.raises(GlasshouseError, match="There is no folder"):
        branch(tmp_path / "nowhere", 3)
    with pytest.raises(KeyboardInterrupt):
        simulate.simulate(replace(SMALL, people=600, months=3), tmp_path / "half", interrupted_after(1))
    with pytest.raises(GlasshouseError, match="not finished"):
        branch(tmp_path / "half", 1)
    with pytest.raises(GlasshouseError, match="in memory alone"):
        branch(simulate.simulate(replace(SMALL, people=600, months=1)), 1)


def test_a_run_of_another_engine_has_no_branches(one: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("glasshouse.storage.provenance.engine_sha256", lambda: "0" * 64)
    with pytest.raises(GlasshouseError, match="another engine"):
        branch(one, 5)


def test_a_branch_knows_no_more_than_its_own_past(one: Run, tmp_path: Path):
    branch(one, 7, "+sesame", tmp_path / "branch")
    with pytest.raises(GlasshouseError, match="Name the run that it branched from"):
        branch(tmp_path / "branch", 5)


def test_nothing_is_written_over(one: Run, tmp_path: Path):
    branch(one, 7, "none", tmp_path / "branch")
    with pytest.raises(GlasshouseError, match="holds a run already"):
        branch(one, 7, "none", tmp_path / "branch")
    branch(one, 7, "sesame", tmp_path / "branch", force=True)
    assert run_folders.open_run(tmp_path / "branch").schemes == ("sesame",)
