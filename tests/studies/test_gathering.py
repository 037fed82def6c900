"""Many seeds of one comparison: each as it would be alone, gathered in order, and to the same bits whatever happens."""

import re
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats

from glasshouse.base.errors import GlasshouseError
from glasshouse.measure.gather import EACH
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_totals import FROM_A_COMPARISON, LAYOUTS, with_totals
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.storage import folder as folders
from glasshouse.storage.kinds import ENSEMBLE
from glasshouse.storage.store import open_ensemble, open_twin_ensemble
from glasshouse.studies import ensembles
from glasshouse.studies.comparison import TwoWorlds, compare
from glasshouse.studies.ensembles import OfComparisons, many_comparisons
from glasshouse.studies.ensembles import compared as ensemble
from glasshouse.studies.gathering import Gathering
from glasshouse.studies.kept import resume, verify
from glasshouse.studies.pairing import sides_of
from glasshouse.studies.side_by_side import TwinKeeper
from glasshouse.studies.spec import RunSpec

SPEC = RunSpec(scheme="rongcheng-2016+court-list", world="hamlet", people=1_500, months=14, seed=3, threads=2)
OTHER = "suining-2010"
SEEDS = 4
OF_BOTH_KINDS = replace(SPEC, scheme="court-list+tax-credit", people=6_000, months=5)
GATHERED = [name for name in LAYOUTS if name != EACH[0]]


@pytest.fixture(scope="module")
def whole() -> TwinEnsemble:
    return ensemble(SPEC, OTHER, SEEDS)


@pytest.fixture(scope="module")
def alone() -> list[Comparison]:
    """Each seed as a comparison of its own."""
    return [compare(replace(SPEC, seed=seed, follow=0), OTHER) for seed in range(3, 3 + SEEDS)]


@pytest.fixture(scope="module")
def first() -> TwinEnsemble:
    return ensemble(SPEC, OTHER, 1)


@pytest.fixture(scope="module")
def both_kinds() -> TwinEnsemble:
    return ensemble(OF_BOTH_KINDS, "none", 2)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "e"
    ensemble(replace(SPEC, months=3), OTHER, 2, folder)
    return folder


def same(one: TwinEnsemble, other: TwinEnsemble) -> bool:
    return all(one._read(name).equals(other._read(name), null_equal=True) for name in ("numbers", "seeds"))


def gathered_of(one: Comparison, name: str) -> pl.DataFrame:
    """A table of a comparison, or what is made of its tables, as it is gathered.

    The largest disparity is not: the two worlds may have it between other groups, and in each seed between others.
    """
    made = numbers_of(with_totals({table: one.table(table) for table in FROM_A_COMPARISON})[name], name)
    return made.filter(pl.col("outcome") != "largest_disparity") if name == "differences" else made


def numbers_of(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """What is gathered of a table."""
    layout = LAYOUTS[name]
    return table.select(*layout.heads, *(pl.col(column).cast(pl.Float64) for column in layout.columns))


def in_each(found: TwinEnsemble, alone: Sequence[Comparison], name: str, column: str) -> np.ndarray:
    """[rows, seeds] A column in each comparison alone; what none has stands for what it stands for."""
    layout, rows = LAYOUTS[name], found.table(name).select(LAYOUTS[name].heads)
    each = [
        rows.join(gathered_of(one, name), on=layout.heads, how="left", nulls_equal=True, maintain_order="left")
        for one in alone
    ]
    absent = layout.columns[column].absent
    return np.stack([one[column].fill_null(absent).to_numpy() for one in each], axis=1)


# the numbers


@pytest.mark.parametrize("name", GATHERED)
def test_one_seed_is_the_comparison_with_that_seed(name: str, first: TwinEnsemble, alone: list[Comparison]):
    table = numbers_of(first.table(name), name)
    assert table.equals(gathered_of(alone[0], name), null_equal=True)


def test_every_seed_is_the_comparison_with_that_seed(whole: TwinEnsemble, alone: list[Comparison]):
    for seed, one in enumerate(alone, 3):
        told = whole.seeds.filter(seed=seed).pivot("of", index="outcome", values="value")
        assert told.equals(one.differences.select(told.columns), null_equal=True)


@pytest.mark.parametrize("name", GATHERED)
def test_numbers_are_those_of_comparisons_alone(name: str, whole: TwinEnsemble, alone: list[Comparison]):
    table = whole.table(name)
    for column, how in LAYOUTS[name].columns.items():
        if how.ratio is not None:  # a share of all seeds together, see test_together
            continue
        for row, values in zip(table.iter_rows(named=True), in_each(whole, alone, name, column), strict=True):
            known = values[np.isfinite(values)]
            assert row[f"{column}_seeds"] == len(known)
            if len(known) < 2:
                assert row[f"{column}_low"] is None
                continue
            mean, sd = known.mean(), known.std(ddof=1)
            low, high = stats.t.interval(0.95, len(known) - 1, mean, sd / np.sqrt(len(known))) if sd else (mean, mean)
            expected = {"": mean, "_sd": sd, "_low": max(low, how.limits[0]), "_high": min(high, how.limits[1])}
            assert [row[f"{column}{end}"] for end in expected] == pytest.approx(list(expected.values()), abs=1e-12)
            assert (row[f"{column}_least"], row[f"{column}_most"]) == (known.min(), known.max())


def test_a_way_to_stand_that_one_seed_alone_has_is_a_row_with_all_others_at_0(
    whole: TwinEnsemble, alone: list[Comparison]
):
    rows = whole.transitions
    late = rows.filter(pl.col("people_least") == 0)
    assert rows.height > max(one.transitions.height for one in alone)
    assert late.height > 0
    assert (late["people_seeds"] == SEEDS).all()


def test_parted_lives_are_counted(whole: TwinEnsemble, alone: list[Comparison]):
    parted = [one.parted for one in alone]
    assert whole.parted["mean"] == pytest.approx(np.mean(parted))
    assert (whole.parted["least"], whole.parted["most"]) == (min(parted), max(parted))


def test_what_shared_chances_buy_is_reckoned_from_the_seeds(whole: TwinEnsemble):
    told = whole.chances
    assert {"months_sanctioned", "refusals", "unlawful_conduct", "money", "strain"} <= set(told["outcome"])
    for row in told.iter_rows(named=True):
        values = {
            of: rows["value"].to_numpy() for (of,), rows in whole.seeds.filter(outcome=row["outcome"]).group_by("of")
        }
        a, b, difference = (values[of] for of in ("a", "b", "difference"))
        independent = a.var(ddof=1) + b.var(ddof=1)
        assert row["variance_shared"] == pytest.approx(difference.var(ddof=1), rel=1e-6, abs=1e-15)
        assert row["variance_independent"] == pytest.approx(independent)
        if row["variance_shared"]:
            assert row["worth"] == pytest.approx(independent / difference.var(ddof=1))
        if a.var() and b.var():
            assert row["correlation"] == pytest.approx(np.corrcoef(a, b)[0, 1], abs=1e-9)


def test_a_comparison_of_a_scheme_with_itself_differs_in_nothing():
    same_twice = ensemble(replace(SPEC, months=5), SPEC.scheme, 3)
    known = same_twice.differences.filter(pl.col("difference_seeds") > 0)
    assert known.height > 10
    for column in ("difference", "difference_low", "difference_high", "difference_sd"):
        assert (known[column] == 0).all()
    assert same_twice.parted["mean"] == same_twice.parted["high"] == 0
    assert same_twice.chances["worth"].is_infinite().all()


def test_firms_have_numbers_of_their_own(both_kinds: TwinEnsemble):
    assert both_kinds.info["who"] == ["people", "firms"]
    one = compare(replace(OF_BOTH_KINDS, follow=0), "none")
    for who in ("people", "firms"):
        mine = both_kinds.of(who)
        told = mine.seeds.filter(seed=OF_BOTH_KINDS.seed).pivot("of", index="outcome", values="value")
        assert told.equals(one.of(who).differences.select(told.columns), null_equal=True)
        assert mine.table("standing")["trait"].to_list() == one.of(who).standing["trait"].to_list()
    assert both_kinds.of("firms").parted["most"] >= one.of("firms").parted


# the same bits


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_change_no_bit(threads: int, whole: TwinEnsemble):
    assert same(ensemble(replace(SPEC, threads=threads), OTHER, SEEDS), whole)


def test_all_threads_on_one_seed_change_no_bit(whole: TwinEnsemble, one_lane: None):
    assert same(ensemble(SPEC, OTHER, SEEDS), whole)


@pytest.mark.usefixtures("keeps_everything")
def test_one_that_was_stopped_goes_on_to_the_same_bits(
    tmp_path: Path, whole: TwinEnsemble, killed: Callable[..., None]
):
    killed(lambda progress: ensemble(SPEC, OTHER, SEEDS, tmp_path / "e", progress), 3 * SPEC.months)
    assert 0 < folders.months_kept(tmp_path / "e") < SEEDS
    with pytest.raises(GlasshouseError, match="is not finished: it holds"):
        open_twin_ensemble(tmp_path / "e")
    seen: list[int] = []
    assert same(resume(tmp_path / "e", lambda done, of: seen.append(done)), whole)
    assert seen[0] >= SPEC.months
    assert seen[-1] == SEEDS * SPEC.months
    assert same(open_twin_ensemble(tmp_path / "e"), whole)


@pytest.mark.usefixtures("keeps_everything", "one_lane")
@pytest.mark.parametrize(("seed", "month"), [(0, 1), (2, 9), (3, 13)])
def test_where_people_are_many_it_goes_on_within_a_seed(
    seed: int,
    month: int,
    tmp_path: Path,
    whole: TwinEnsemble,
    killed_within: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
):
    killed_within(lambda _: ensemble(SPEC, OTHER, SEEDS, tmp_path / "e"), seed, month)
    with folders.reopen(ENSEMBLE, tmp_path / "e") as half:
        held = half.last_checkpoint()
    assert held is not None
    assert (held.month, held.notes["month"]) == (seed, month)
    months: list[int] = []
    book = TwinKeeper.book

    def booked(self: TwinKeeper, now: int) -> None:
        months.append(now)
        book(self, now)

    monkeypatch.setattr(TwinKeeper, "book", booked)
    seen: list[int] = []
    assert same(resume(tmp_path / "e", lambda done, of: seen.append(done)), whole)
    assert months[: SPEC.months - month + 2] == [*range(month, SPEC.months + 1), 0][: len(months)]
    assert seen[-1] == SEEDS * SPEC.months


@pytest.mark.usefixtures("keeps_everything", "one_lane")
def test_people_and_firms_go_on_within_a_seed(
    tmp_path: Path, both_kinds: TwinEnsemble, killed_within: Callable[..., None]
):
    killed_within(lambda _: ensemble(OF_BOTH_KINDS, "none", 2, tmp_path / "e"), 1, 3)
    assert same(resume(tmp_path / "e"), both_kinds)


# kept


def test_verify_says_the_same(kept: Path):
    assert verify(kept) == (True, [])


@pytest.mark.parametrize(("name", "column"), [("numbers", "low"), ("seeds", "value")])
def test_verify_finds_a_number_that_is_another(name: str, column: str, kept: Path, monkeypatch: pytest.MonkeyPatch):
    tables_in = folders.tables_in

    def altered(folder: Path, info: dict[str, Any]) -> Callable[[str], pl.DataFrame]:
        read = tables_in(folder, info)
        return lambda table: read(table).with_columns(pl.col(column).shift()) if table == name else read(table)

    monkeypatch.setattr(folders, "tables_in", altered)
    assert verify(kept) == (False, [name])


@pytest.mark.parametrize("action", [open_twin_ensemble, verify])
def test_a_file_that_was_altered_is_found(action: Callable[[Path], Any], kept: Path):
    path = kept / "tables/numbers.parquet"
    before = path.read_bytes()
    path.write_bytes(before + b" ")
    try:
        with pytest.raises(GlasshouseError, match=r"damaged: tables/numbers.parquet is not the file that was written"):
            action(kept)
    finally:
        path.write_bytes(before)


def test_one_of_comparisons_is_none_of_runs(kept: Path, tmp_path: Path):
    ensembles.ensemble(replace(SPEC, months=1), 1, tmp_path / "runs")
    with pytest.raises(GlasshouseError, match=r"ensemble of comparisons, and none of runs.*open_twin_ensemble"):
        open_ensemble(kept)
    with pytest.raises(GlasshouseError, match=r"ensemble of runs, and none of comparisons.*open_ensemble"):
        open_twin_ensemble(tmp_path / "runs")


def test_what_is_there_already_is_not_written_over(kept: Path):
    with pytest.raises(GlasshouseError, match="holds an ensemble already"):
        ensemble(SPEC, OTHER, 2, kept)


# what it takes


def gathered_by(seeds: int) -> Gathering[Any]:
    short = replace(SPEC, people=600, months=1, threads=1, follow=0)
    gathering = Gathering(OfComparisons(TwoWorlds(sides_of(short, OTHER))).repeated(1), seeds, 1, None, None)
    gathering.gather()
    return gathering


def test_what_is_gathered_does_not_grow_with_the_seeds():
    few, many = (gathered_by(seeds).gathered.state() for seeds in (3, 9))
    assert len(many["each"]) == 3 * len(few["each"])
    for name in few:
        if name != "each" and not re.search("/(transitions|ends|ends_in)/", name):  # a seed may bring other ways to end
            assert many[name].nbytes == few[name].nbytes, name


def test_memory_does_not_grow_with_the_seeds():
    def most(seeds: int) -> int:
        tracemalloc.start()
        gathered_by(seeds)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    most(1)
    assert most(6) < 1.1 * most(2)


def test_a_plan_grows_with_the_seeds_in_time_and_not_in_memory():
    few, many = many_comparisons(SPEC, OTHER, 20).plan(), many_comparisons(SPEC, OTHER, 1_000_000).plan()
    assert many.seconds > 30_000 * few.seconds
    assert (many.memory_bytes, many.disk_bytes) == (few.memory_bytes, few.disk_bytes)


@pytest.mark.parametrize(
    ("more", "other", "seeds", "says"),
    [
        ({}, OTHER, 0, "at least one seed"),
        ({"seed": (1 << 64) - 1}, OTHER, 2, "the last there is"),
        ({}, OTHER, 1_000_000, "1,000,000 seeds would take about .* (day|hour)s?.*patient=True"),
        ({}, "suining-2011", 2, "Did you mean 'suining-2010'"),
        ({"scheme": "court-list"}, "tax-credit", 2, "no subjects in common"),
    ],
)
def test_what_makes_no_sense_or_takes_too_long_is_refused(more: dict[str, Any], other: str, seeds: int, says: str):
    with pytest.raises(GlasshouseError, match=says):
        ensemble(replace(SPEC, **more), other, seeds)


def test_who_says_so_may_wait_longer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ensembles, "PATIENCE", 0.0)
    short = replace(SPEC, months=1, people=600)
    with pytest.raises(GlasshouseError, match="patient=True"):
        ensemble(short, OTHER, 2)
    assert ensemble(short, OTHER, 2, patient=True).size == 2
