"""The laboratory from Python."""

from pathlib import Path

import polars as pl
import pytest

import glasshouse as gh


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


def test_what_comes_with_glasshouse_is_listed():
    assert {"none", "rongcheng-2016"} <= set(gh.schemes()["scheme"])
    assert set(gh.worlds()["world"]) == {"china", "hamlet", "rongcheng"}


def test_a_name_that_is_not_public_is_no_attribute():
    with pytest.raises(AttributeError, match="nothing"):
        gh.nothing  # noqa: B018
