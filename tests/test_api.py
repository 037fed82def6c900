"""The laboratory from Python."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import glasshouse as gh
from glasshouse import comparison, memory, twin_ensembles
from glasshouse.spec import RunSpec


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
    assert "The schemes of this run" in second.read_text(encoding="utf-8")


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
        twin_ensembles.ensemble(RunSpec(**asked), "none", 3, tmp_path / "stopped", stop)
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
