"""The laboratory from Python."""

import datetime
import inspect
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import glasshouse as gh
from glasshouse.base import memory
from glasshouse.studies import comparison, ensembles
from glasshouse.studies.spec import RunSpec


def test_a_run_from_python_is_frames_all_the_way():
    run = gh.run(world="hamlet", scheme="rongcheng-2016", months=2, people=600, seed=1)
    for frame in (run.grades, run.lists, run.refusals, run.flows, run.metrics()):
        assert isinstance(frame, pl.DataFrame)
    assert "Rongcheng" in run._repr_html_()


def test_years_or_months_but_not_both():
    with pytest.raises(gh.GlasshouseError, match="not both"):
        gh.run(world="hamlet", years=1, months=1)


def test_a_kept_run_opens_again_and_is_verified(tmp_path: Path):
    gh.run(world="hamlet", months=1, people=600, out=tmp_path / "run")
    assert gh.open_run(tmp_path / "run").info["months"] == 1
    assert gh.verify(tmp_path / "run").same
    assert gh.write_report(gh.open_run(tmp_path / "run"), tmp_path / "page.html").exists()


@pytest.mark.parametrize("kind", ["run", "comparison", "ensemble", "twin ensemble"])
def test_what_is_lived_again_must_fit_into_memory_too(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    how: Any = {"world": "hamlet", "months": 1, "people": 600, "out": tmp_path / "kept"}
    if kind == "run":
        gh.run(scheme="none", **how)
    elif kind == "ensemble":
        gh.ensemble(scheme="none", seeds=1, **how)
    else:
        gh.compare(schemes=["none", "none"], **how, **({"seeds": 1} if kind == "twin ensemble" else {}))
    monkeypatch.setattr(memory, "free", lambda: memory.Room(10_000_000, "in this container"))
    with pytest.raises(gh.GlasshouseError, match="free in this container"):
        gh.verify(tmp_path / "kept")


def test_several_schemes_over_the_same_files_each_have_their_tables_and_their_page(tmp_path: Path):
    run = gh.run(world="hamlet", scheme="rongcheng-2016+court-list", months=13, people=600)
    assert run.schemes == ("rongcheng-2016", "court-list")
    assert run.under("court-list").scheme.id == "court-list"
    gh.write_report(run, tmp_path / "page.html")
    first, second = (tmp_path / name for name in ("page.html", "page-court-list.html"))
    assert 'href="page-court-list.html"' in first.read_text(encoding="utf-8")
    assert 'href="page.html"' in second.read_text(encoding="utf-8")
    assert "All schemes, side by side" in second.read_text(encoding="utf-8")


def test_one_page_of_several_may_be_asked_for(tmp_path: Path):
    run = gh.run(world="hamlet", scheme="rongcheng-2016+court-list", months=1, people=600)
    gh.write_report(run, tmp_path / "one.html", "court-list")
    assert [path.name for path in tmp_path.glob("*.html")] == ["one.html"]
    with pytest.raises(gh.GlasshouseError, match="Did you mean 'court-list'"):
        gh.write_report(run, tmp_path / "two.html", "cuort-list")


def test_rules_hold_by_their_dates_if_a_first_month_is_named():
    run = gh.run(world="hamlet", scheme="rongcheng-2016", months=6, people=600, begins="2015-10")
    assert (run.info["begins"], run.info["months"]) == ("2016-01", 3)  # in force since January 2016
    assert run.info["whole"] == {"begins": "2015-10", "months": 6}


def test_a_scheme_of_firms_says_firms(tmp_path: Path):
    run = gh.run(world="hamlet", scheme="tax-credit", months=13, people=9_000)
    page = gh.write_report(run, tmp_path / "page.html").read_text(encoding="utf-8")
    assert "synthetic firms of 9,000 synthetic people" in page
    assert "firms under sanction at the end" in page
    assert "people under sanction" not in page.split('id="all-numbers"')[0]
    assert "Ownership" in page


def test_what_comes_with_glasshouse_is_listed():
    assert {"none", "rongcheng-2016"} <= set(gh.schemes()["scheme"])
    assert {"china", "hamlet", "rongcheng"} <= set(gh.worlds()["world"])


def test_a_comparison_from_python_says_how_many_lives_parted_and_shows_two_of_them(tmp_path: Path):
    found = gh.compare(
        world="hamlet", schemes=["rongcheng-2016", "none"], years=3, seed=1, people=3_000, out=tmp_path / "both"
    )
    assert 0 < found.parted < found.compared
    for frame in (found.differences, found.transitions, found.people, found.lives(0)):
        assert isinstance(frame, pl.DataFrame)
    again = gh.open_comparison(tmp_path / "both")
    assert again.parted == found.parted
    assert gh.verify(tmp_path / "both").same
    assert gh.verify(tmp_path / "both" / "a").same


def test_a_comparison_that_was_stopped_goes_on_from_python(tmp_path: Path):
    def stop(done: int, months: int) -> None:
        raise KeyboardInterrupt

    asked = {"world": "hamlet", "months": 3, "people": 600}
    with pytest.raises(KeyboardInterrupt):
        comparison.compare(RunSpec(**asked), "none", tmp_path / "both", stop)
    done = gh.resume(tmp_path / "both")
    assert isinstance(done, gh.Comparison)
    assert done.parting.equals(gh.compare(**asked, schemes=("rongcheng-2016", "none")).parting)


def test_many_comparisons_are_kept_opened_resumed_and_verified_like_one(tmp_path: Path):
    asked = {"world": "hamlet", "months": 2, "people": 600}
    many = gh.compare(**asked, schemes=["rongcheng-2016", "none"], seeds=3, out=tmp_path / "many")
    assert isinstance(many, gh.TwinEnsemble)
    again = gh.open_twin_ensemble(tmp_path / "many")
    assert again.differences.equals(many.differences, null_equal=True)
    assert gh.verify(tmp_path / "many").same

    def stop(done: int, months: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensembles.compared(RunSpec(**asked), "none", 3, tmp_path / "stopped", stop)
    done = gh.resume(tmp_path / "stopped")
    assert isinstance(done, gh.TwinEnsemble)
    assert done.numbers.equals(many.numbers, null_equal=True)


def test_a_million_comparisons_are_lived_only_if_somebody_says_so():
    with pytest.raises(gh.GlasshouseError, match=r"1,000,000 seeds would take about .* patient=True"):
        gh.compare(world="hamlet", schemes=["rongcheng-2016", "none"], seeds=1_000_000)


@pytest.mark.parametrize("schemes", ["rongcheng-2016", ["rongcheng-2016"], ("none", "none", "none"), []])
def test_a_comparison_is_of_two(schemes: Any):
    with pytest.raises(gh.GlasshouseError, match="A comparison is of two"):
        gh.compare(world="hamlet", schemes=schemes, months=1)


def test_a_name_that_is_not_public_is_no_attribute():
    with pytest.raises(AttributeError, match="nothing"):
        gh.nothing  # noqa: B018


def test_an_ensemble_is_kept_opened_verified_and_reported_like_a_run(tmp_path: Path):
    many = gh.ensemble(world="hamlet", scheme="none", months=2, people=600, seeds=3, out=tmp_path / "many")
    assert many.metric("refused_share")["seeds"] == 3
    assert gh.open_ensemble(tmp_path / "many").numbers.equals(many.numbers)
    assert gh.verify(tmp_path / "many").same
    assert "3 runs that differ only in chance" in gh.write_report(many, tmp_path / "page.html").read_text()
    with pytest.raises(gh.GlasshouseError, match="is complete"):
        gh.resume(tmp_path / "many")


def test_what_is_no_folder_of_ours_is_neither_resumed_nor_verified(tmp_path: Path):
    for verb in (gh.resume, gh.verify):
        with pytest.raises(gh.GlasshouseError, match="is not a run"):
            verb(tmp_path)


@pytest.fixture(scope="module")
def half_a_year(tmp_path_factory: pytest.TempPathFactory) -> tuple[gh.Run, Path]:
    """A run in memory, and the folder of the same."""
    folder = tmp_path_factory.mktemp("runs") / "kept"
    asked = {"world": "hamlet", "scheme": "rongcheng-2016+court-list", "months": 6, "people": 1_000}
    gh.run(**asked, out=folder)
    return gh.run(**asked), folder


def test_a_life_of_a_run_in_memory_is_explained_as_one_that_is_kept(half_a_year: tuple[gh.Run, Path]):
    run, folder = half_a_year
    for person in (17, 97, 511):
        assert gh.explain(run, person) == gh.explain(folder, person) == gh.explain(gh.open_run(folder), person)
    assert gh.explain(run, 97, "court-list") == gh.explain(folder, 97, "court-list")


def test_a_run_as_one_of_its_schemes_sees_it_is_explained_under_that_scheme(half_a_year: tuple[gh.Run, Path]):
    run, folder = half_a_year
    for one in (run, gh.open_run(folder)):
        assert gh.explain(one.under("court-list"), 97) == gh.explain(folder, 97, "court-list")
        assert one.under("court-list").under("rongcheng-2016").scheme.id == "rongcheng-2016"


def test_a_branch_in_memory_is_explained_as_one_that_is_kept(half_a_year: tuple[gh.Run, Path], tmp_path: Path):
    folder = half_a_year[1]
    asked = {"run": folder, "at": 3, "scheme": "rongcheng-2016+sesame"}
    kept = gh.branch(**asked, out=tmp_path / "branch")
    found = gh.explain(gh.branch(**asked), 97)
    assert found == gh.explain(kept, 97)
    assert found.branched == kept.info["branch"]["begins"]


def test_a_comparison_is_explained_as_its_first_run(tmp_path: Path):
    asked = {"world": "hamlet", "months": 6, "people": 1_000}
    both = gh.compare("rongcheng-2016", "none", **asked)
    kept = gh.compare("rongcheng-2016", "none", **asked, out=tmp_path / "both")
    alone = gh.explain(gh.run(**asked, scheme="rongcheng-2016"), 97)
    assert gh.explain(both, 97) == gh.explain(both.a, 97) == gh.explain(kept, 97) == alone
    assert gh.explain(both.b, 97) == gh.explain(tmp_path / "both/b", 97)


def test_a_comparison_a_life_and_two_lives_show_themselves_in_a_notebook(half_a_year: tuple[gh.Run, Path]):
    both = gh.compare("rongcheng-2016", "none", world="hamlet", months=6, people=1_000)
    for shown in (both, gh.explain(half_a_year[0], 97), both.twin(97)):
        page = shown._repr_html_()
        assert "Synthetic people" in page
        assert "<script" not in page
        assert "http" not in page
    assert "Person 97, who is synthetic" in gh.explain(half_a_year[0], 97)._repr_html_()


def test_two_schemes_may_be_named_one_after_the_other_or_as_a_list():
    asked = {"world": "hamlet", "months": 2, "people": 600}
    named, listed = gh.compare("sesame", "none", **asked), gh.compare(schemes=["sesame", "none"], **asked)
    assert named.info["run"] == listed.info["run"]
    for wrong in ({"a": "sesame"}, {"b": "sesame"}, {"a": "sesame", "b": "none", "schemes": ["sesame", "none"]}):
        with pytest.raises(gh.GlasshouseError, match="A comparison is of two"):
            gh.compare(**wrong, **asked)


def test_numbers_may_be_floats_that_are_whole_and_numbers_of_numpy():
    asked = {"world": "hamlet", "scheme": "none"}
    whole = gh.run(**asked, months=1, people=600, seed=3)
    assert gh.run(**asked, months=1.0, people=6e2, seed=np.int64(3)).info["run"] == whole.info["run"]
    assert gh.explain(whole, np.int32(5)).person == 5


WRONG = [1.5, "1", None, True, [1], b"x", object(), float("nan"), {}, -1, 10**40, "a\0b", datetime.date(2016, 1, 1)]
NEEDED: dict[str, dict[str, Any]] = {
    "run": {"world": "hamlet", "scheme": "none", "months": 1, "people": 600},
    "compare": {"world": "hamlet", "months": 1, "people": 600},
    "ensemble": {"world": "hamlet", "scheme": "none", "months": 1, "people": 600, "seeds": 1},
    "branch": {"run": "nowhere", "at": 12, "months": 1},
    "resume": {"folder": "nowhere"},
    "verify": {"folder": "nowhere"},
    "explain": {"run": "nowhere", "person": 1},
    "write_report": {"run": "nowhere", "path": "page.html"},
}
TAKING = [
    (name, parameter)
    for name in ("run", "compare", "ensemble", "branch", "resume", "verify", "explain", "write_report", "find_scheme",
                 "find_world", "load_catalogue", "open_run", "open_comparison", "open_ensemble", "open_twin_ensemble")
    for parameter in inspect.signature(getattr(gh, name)).parameters
]  # fmt: skip


@pytest.mark.parametrize(("name", "parameter"), TAKING)
def test_a_value_of_a_wrong_kind_is_told_by_the_name_of_its_parameter(
    name: str, parameter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    function, optional = getattr(gh, name), inspect.signature(getattr(gh, name)).parameters[parameter].default is None
    told = []
    for value in [one for one in WRONG if one is not None or not optional]:
        try:
            function(**{**NEEDED.get(name, {}), parameter: value})
        except gh.GlasshouseError as error:
            told.append(str(error))
    assert any(f"{parameter} is " in text or text.startswith(parameter) for text in told)


def test_every_wrong_value_is_told_at_once():
    with pytest.raises(gh.GlasshouseError) as error:
        gh.run(people="many", months=1.5, seed="1", force="yes")
    assert [line.split()[0] for line in str(error.value).splitlines()] == ["months", "seed", "people", "force"]


@pytest.mark.parametrize(("years", "told"), [(0.01, "at least one month"), (0, "months=1"), (-1, "at least one month")])
def test_years_that_are_no_month_are_told_as_years(years: float, told: str):
    with pytest.raises(gh.GlasshouseError, match=rf"^years is {years}; .*{told}"):
        gh.run(world="hamlet", years=years)


def test_advice_in_python_is_python(half_a_year: tuple[gh.Run, Path]):
    folder = half_a_year[1]
    asked = {"world": "hamlet", "scheme": "none", "months": 1, "people": 600}
    with pytest.raises(gh.GlasshouseError, match=r"another folder with out=, or replace it with force=True\.$"):
        gh.run(**asked, out=folder)
    with pytest.raises(gh.GlasshouseError, match=r"gh\.write_report\(gh\.open_run\('.*kept'\), 'report\.html'\)$"):
        gh.resume(folder)
    with pytest.raises(gh.GlasshouseError, match=r"Say how long to live from there: years=1$"):
        gh.branch(folder, at=6)


def test_what_is_kept_may_be_named_by_itself(half_a_year: tuple[gh.Run, Path]):
    run, folder = half_a_year
    assert gh.verify(gh.open_run(folder)).same
    with pytest.raises(gh.GlasshouseError, match="in memory alone"):
        gh.verify(run)


def test_a_table_that_no_run_has_is_told_so(half_a_year: tuple[gh.Run, Path]):
    for run in (half_a_year[0], gh.open_run(half_a_year[1])):
        with pytest.raises(gh.GlasshouseError, match=r"'gradse' is not a table of a run\. Did you mean 'grades'"):
            run.table("gradse")
