"""An ensemble of comparisons in hand: its tables, what shared chances buy, and what it refuses."""

import math
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from small_folders import TEXTS
from small_lived import small_info
from small_twin_ensemble import OUTCOMES, SEEDS, small_tables, small_twin_ensemble

from glasshouse.base.errors import GlasshouseError
from glasshouse.measure.gather import EACH
from glasshouse.results.comparison_totals import LAYOUTS, with_totals
from glasshouse.results.twin_ensemble import WORTH_TELLING, TwinEnsemble, told_chances
from glasshouse.storage import folder as folders
from glasshouse.storage.kinds import ENSEMBLE
from glasshouse.storage.store import open_ensemble, open_twin_ensemble


@pytest.fixture(scope="module")
def ensemble() -> TwinEnsemble:
    return small_twin_ensemble()


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != EACH[0]])
def test_every_table_of_a_comparison_is_there_with_means_in_place_of_numbers(name: str, ensemble: TwinEnsemble):
    table, layout = ensemble.table(name), LAYOUTS[name]
    assert table.height == with_totals(small_tables(0))[name].height
    for column in layout.columns:
        known = table.filter(pl.col(f"{column}_seeds") > 1)
        assert (known[f"{column}_low"] <= known[column]).all()
        assert (known[column] <= known[f"{column}_high"]).all()


@pytest.mark.parametrize("name", ["people", "metrics", "difference"])
def test_a_table_that_is_not_there_is_refused(name: str, ensemble: TwinEnsemble):
    with pytest.raises(GlasshouseError, match=f"'{name}' is not a table of comparisons"):
        ensemble.table(name)


def test_a_difference_is_found_by_the_name_of_its_outcome(ensemble: TwinEnsemble):
    row = ensemble.difference("turned_away")
    assert (row["a"], row["b"], row["difference"]) == (10.0, 8.1, pytest.approx(1.9))
    assert row["difference_low"] < 1.9 < row["difference_high"]
    with pytest.raises(KeyError):
        ensemble.difference("happiness")


def test_every_seed_has_its_outcomes(ensemble: TwinEnsemble):
    for name, (_, _, a, b) in OUTCOMES.items():
        for of, values in (("a", a), ("b", b)):
            assert ensemble.seeds.filter(outcome=name, of=of)["value"].to_list() == list(values)
    assert ensemble.seeds["seed"].unique().to_list() == list(range(1, SEEDS + 1))


def test_parted_lives_are_those_of_everybody(ensemble: TwinEnsemble):
    # ten, and two more in each seed
    assert ensemble.parted["mean"] == 14.0
    assert (ensemble.parted["least"], ensemble.parted["most"], ensemble.parted["seeds"]) == (10.0, 18.0, 5)


# what shared chances buy


def chances_of(outcome: str) -> dict[str, float]:
    return small_twin_ensemble().chances.row(by_predicate=pl.col("outcome") == outcome, named=True)


def test_where_one_world_has_nothing_shared_chances_buy_nothing():
    found = chances_of("months_sanctioned")
    assert found["variance_shared"] == found["variance_independent"] == pytest.approx(1.0)
    assert [found[f"worth{end}"] for end in ("", "_low", "_high")] == pytest.approx([1, 1, 1])
    assert [found[f"independent_pairs{end}"] for end in ("", "_low", "_high")] == pytest.approx([SEEDS] * 3)
    assert found["correlation"] is None


def test_where_both_worlds_vary_together_few_pairs_tell_as_much_as_many():
    found, (_, _, a, b) = chances_of("turned_away"), OUTCOMES["turned_away"]
    a, b = np.array(a, float), np.array(b, float)
    worth = (a.var() + b.var()) / (a - b).var()
    assert found["worth"] == pytest.approx(worth)
    assert found["worth_low"] < worth < found["worth_high"]
    assert found["correlation"] == pytest.approx(np.corrcoef(a, b)[0, 1])
    assert SEEDS < found["independent_pairs"] < SEEDS * worth


def test_where_worlds_never_differ_no_number_of_independent_pairs_would_do():
    assert chances_of("money")["worth"] == chances_of("money")["independent_pairs"] == math.inf


def test_what_never_varies_or_is_not_there_in_the_same_seeds_is_left_out(ensemble: TwinEnsemble):
    assert ensemble.chances["outcome"].to_list() == ["months_sanctioned", "turned_away", "money"]


def test_the_last_digits_of_a_sum_are_no_spread():
    name, unit = "Wrongly", "share"
    ones = tuple(1 - (turn % 2) * 2**-53 for turn in range(SEEDS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(OUTCOMES, "turned_away", (name, unit, (0.1, 0.2, 0.1, 0.3, 0.2), ones))
        patch.setitem(OUTCOMES, "money", (name, unit, ones, (1.0,) * SEEDS))
        chances = small_twin_ensemble().chances
    assert chances["outcome"].to_list() == ["months_sanctioned", "turned_away"]
    assert chances["correlation"].to_list() == [None, None]
    assert chances["worth"].to_list() == pytest.approx([1, 1])


def test_of_one_seed_nothing_is_known_of_chance():
    assert small_twin_ensemble(seeds=1).chances.is_empty()
    assert told_chances(small_twin_ensemble(seeds=1)) == []


def test_of_two_seeds_no_interval_is_told_of_how_many_pairs_would_do():
    (refusals,) = (one for one in told_chances(small_twin_ensemble(seeds=2)) if one.outcome == "turned_away")
    assert refusals.pairs.endswith("(– to –)")


def test_what_they_buy_is_told_in_words(ensemble: TwinEnsemble):
    months, refusals, money = told_chances(ensemble)
    assert months.title == "Months under sanction (months per person)"
    assert (months.difference, months.correlation, months.pairs) == ("4.0 (2.8 to 5.2)", "–", "5")
    assert (months.shared, months.independent) == ("1.0", "1.0")
    assert refusals.pairs.startswith(f"{round(chances_of('turned_away')['independent_pairs'])} (")
    assert (money.difference, money.shared, money.pairs) == ("0 (0 to 0)", "0", "any number")


def test_outcomes_that_are_told_are_outcomes():
    from glasshouse.measure.registry import METRICS

    lives = {"months_sanctioned", "turned_away", "unlawful_conduct", "speech", "money", "strain", "employed",
             "indebted", "late"}  # fmt: skip
    assert set(WORTH_TELLING) <= lives | set(METRICS)
    assert len(set(WORTH_TELLING)) == len(WORTH_TELLING)


# whom it is about


def test_people_and_firms_have_numbers_of_their_own():
    both = small_twin_ensemble({"people": 0, "firms": 100})
    assert both.of("people") is both
    assert both.of("firms").parted["mean"] == both.parted["mean"] + 100
    assert both.of("firms").seeds.height == both.seeds.height
    with pytest.raises(GlasshouseError, match=r"'firm' is not whom these comparisons are about. Did you mean 'firms'"):
        both.of("firm")


def test_it_shows_itself(ensemble: TwinEnsemble):
    assert repr(ensemble).startswith("<TwinEnsemble ")
    assert "small-a and small-b" in repr(ensemble)
    assert "5 seeds from 1" in repr(ensemble)
    html = ensemble._repr_html_()
    assert "A &lt;small&gt; scheme a" in html
    assert "95 % intervals of the mean by Student’s t" in html
    assert "Synthetic people" in html


def test_what_is_not_defined_is_not_shown(ensemble: TwinEnsemble):
    assert "Under sanction<" not in ensemble._repr_html_()


# kept


def test_one_that_is_kept_is_opened_again(tmp_path: Path, ensemble: TwinEnsemble):
    whole = small_info()
    told = {"run": whole["run"], "about": whole, "of": {"people": {"title": "A scheme", "grades": []}}}
    shared = {name: one for name, one in whole.items() if name not in ("scheme", "schemes", "reference", "catalogue")}
    sides = [{**side, **told} for side in ensemble.info["sides"]]
    info = {**shared, **ensemble.info, "sides": sides, "state": "running"}
    with folders.begin(ENSEMBLE, tmp_path / "many", info, TEXTS) as folder:
        folder.finish({name: ensemble._read(name) for name in ("numbers", "seeds")}, {"seconds": 1.0})
    again = open_twin_ensemble(tmp_path / "many")
    assert again.numbers.equals(ensemble.numbers, null_equal=True)
    assert again.seeds.equals(ensemble.seeds, null_equal=True)
    assert (again.size, again.titles, again.folder) == (SEEDS, ("A scheme", "A scheme"), tmp_path / "many")
    with pytest.raises(GlasshouseError, match=r"comparisons, and none of runs.*open_twin_ensemble opens it"):
        open_ensemble(tmp_path / "many")


def test_one_of_runs_is_refused(tmp_path: Path, ensemble: TwinEnsemble):
    info = {**small_info(), "of": "run", "seeds": 2, "tables": ["numbers", "seeds"], "method": "by hand", "level": 0.95}
    with folders.begin(ENSEMBLE, tmp_path / "runs", info, TEXTS) as folder:
        folder.finish({name: ensemble._read(name) for name in ("numbers", "seeds")}, {"seconds": 1.0})
    with pytest.raises(GlasshouseError, match=r"runs, and none of comparisons.*open_ensemble opens it"):
        open_twin_ensemble(tmp_path / "runs")
