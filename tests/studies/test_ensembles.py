"""Many seeds of one run: each as it would be alone, gathered in order, stopped and gone on with to the same bits."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.results.ensemble import Ensemble
from glasshouse.storage import folder as folders
from glasshouse.storage.kinds import ENSEMBLE
from glasshouse.storage.store import open_ensemble
from glasshouse.studies.ensembles import ensemble, lanes_of, many_runs
from glasshouse.studies.kept import resume, verify
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec

SPEC = RunSpec(world="hamlet", people=1_500, months=14, seed=3, threads=2)
SEEDS = 4


@pytest.fixture(scope="module")
def whole() -> Ensemble:
    return ensemble(SPEC, SEEDS)


def same(one: Ensemble, other: Ensemble) -> bool:
    return one.numbers.equals(other.numbers, null_equal=True) and one.seeds.equals(other.seeds, null_equal=True)


def test_every_seed_is_lived_as_it_would_be_alone(whole: Ensemble):
    for seed in range(3, 3 + SEEDS):
        alone = simulate(replace(SPEC, seed=seed, follow=0)).metrics().select("metric", "value")
        assert whole.seeds.filter(seed=seed).select("metric", "value").equals(alone, null_equal=True)


def test_numbers_are_means_over_the_seeds(whole: Ensemble):
    runs = [simulate(replace(SPEC, seed=seed, follow=0)) for seed in range(3, 3 + SEEDS)]
    refused = np.array([run.refusals["refused"].to_list() for run in runs])
    assert whole.table("refusals")["refused"].to_list() == pytest.approx(refused.mean(axis=0).tolist())
    assert whole.table("refusals")["refused_sd"].to_list() == pytest.approx(refused.std(axis=0, ddof=1).tolist())


def test_lanes_and_threads_change_no_bit(whole: Ensemble, one_lane: None):
    assert same(ensemble(replace(SPEC, threads=1), SEEDS), whole)


def test_every_core_lives_a_seed_of_its_own_while_people_are_few():
    assert lanes_of(replace(SPEC, threads=8), 1_000_000, 20) == 8
    assert lanes_of(replace(SPEC, threads=8), 1_000_000, 3) == 3
    assert lanes_of(replace(SPEC, threads=8), 10**10, 20) == 1


@pytest.mark.usefixtures("keeps_everything")
def test_one_that_was_stopped_goes_on_to_the_same_bits(tmp_path: Path, whole: Ensemble, killed: Callable[..., None]):
    killed(lambda progress: ensemble(SPEC, SEEDS, tmp_path / "e", progress), 3 * SPEC.months)
    assert folders.months_kept(tmp_path / "e") > 0
    seen: list[int] = []
    assert same(resume(tmp_path / "e", lambda done, of: seen.append(done)), whole)
    assert seen[0] >= SPEC.months
    assert seen[-1] == SEEDS * SPEC.months
    assert same(open_ensemble(tmp_path / "e"), whole)


@pytest.mark.usefixtures("keeps_everything", "one_lane")
def test_where_people_are_many_it_goes_on_within_a_seed(
    tmp_path: Path, whole: Ensemble, killed_within: Callable[..., None]
):
    killed_within(lambda _: ensemble(SPEC, SEEDS, tmp_path / "e"), 2, 9)
    with folders.reopen(ENSEMBLE, tmp_path / "e") as half:
        held = half.last_checkpoint()
    assert held is not None
    assert (held.month, held.notes["month"]) == (2, 9)
    seen: list[int] = []
    assert same(resume(tmp_path / "e", lambda done, of: seen.append(done)), whole)
    assert seen[-1] == SEEDS * SPEC.months


def test_verify_finds_a_number_that_is_another(tmp_path: Path):
    ensemble(SPEC, 2, tmp_path / "e")
    assert verify(tmp_path / "e").same
    with pytest.MonkeyPatch.context() as patch:
        table = open_ensemble(tmp_path / "e")._read("numbers").with_columns(mean=pl.col("mean") + 1)
        patch.setattr(folders, "tables_in", lambda folder, info: lambda name: table)
        assert "numbers" in verify(tmp_path / "e").differences


def test_one_seed_gives_means_and_no_interval():
    alone = ensemble(SPEC, 1)
    assert alone.metric("sanctioned_people")["mean"] is not None
    assert alone.metric("sanctioned_people")["low"] is None


def test_several_schemes_have_numbers_each():
    both = ensemble(replace(SPEC, scheme="rongcheng-2016+sesame", months=2), 2)
    assert both.under("sesame").table("grades")["grade"].to_list() != both.table("grades")["grade"].to_list()


@pytest.mark.parametrize(
    ("spec", "seeds", "says"),
    [
        (SPEC, 0, "at least one seed"),
        (SPEC, -3, "at least one seed"),
        (replace(SPEC, seed=(1 << 64) - 1), 2, "the last there is"),
        (replace(SPEC, world="china", people=None, records=4), 20, "would take about"),
        (SPEC, 10**6, "patient=True"),
        (replace(SPEC, world="hamlt"), 2, "Did you mean 'hamlet'"),
    ],
)
def test_what_makes_no_sense_or_takes_too_long_is_refused(spec: RunSpec, seeds: int, says: str):
    with pytest.raises(GlasshouseError, match=says):
        ensemble(spec, seeds)


def test_a_plan_grows_with_the_seeds_in_time_and_not_in_memory():
    few, many = many_runs(SPEC, 20).plan(), many_runs(SPEC, 20_000).plan()
    assert many.seconds > 500 * few.seconds
    assert (many.memory_bytes, many.disk_bytes) == (few.memory_bytes, few.disk_bytes)
