"""An ensemble in hand: its tables, single numbers, and what it refuses."""

from pathlib import Path
from typing import Any

import pytest
from small_ensemble import ensemble_of
from small_folders import TEXTS
from small_lived import small_catalogue, small_info, small_scheme

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.model import World
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run_totals import LAYOUTS
from glasshouse.storage import folder as folders
from glasshouse.storage.kinds import ENSEMBLE
from glasshouse.storage.store import open_ensemble

WORLD = World.model_construct(id="hamlet-of-tests", title="A hamlet")


@pytest.fixture(scope="module")
def ensemble(small_tables: dict[str, Any]) -> Ensemble:
    return ensemble_of(small_tables, small_info(), small_scheme(), small_catalogue(), WORLD)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_table_of_a_run_is_there_with_means_in_place_of_numbers(name: str, ensemble: Ensemble):
    table, layout = ensemble.table(name), LAYOUTS[name]
    assert {*layout.heads, *layout.columns} <= set(table.columns)
    first = next(iter(layout.columns))
    known = table.filter(table[first].is_not_null())
    assert (known[f"{first}_low"] <= known[first]).all()
    assert (known[first] <= known[f"{first}_high"]).all()


def test_a_single_number_is_named_by_its_keys(ensemble: Ensemble):
    end = ensemble.table("sanctions").row(-1, named=True)
    found = ensemble.number("sanctions", "people", month=24)
    assert (found["mean"], found["low"]) == (end["people"], end["people_low"])
    assert found["seeds"] == 5


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("sanctions", "people", {}), "has 25 numbers with no key"),
        (("sanctions", "people", {"mont": 3}), "Did you mean 'month'"),
        (("sanctions", "people", {"month": 99}), "has 0 numbers with month=99"),
        (("sanction", "people", {}), "'sanction' is not a table of an ensemble. Did you mean 'sanctions'"),
    ],
)
def test_a_number_that_is_not_there_is_refused(asked: Any, says: str, ensemble: Ensemble):
    table, column, keys = asked
    with pytest.raises(GlasshouseError, match=says):
        ensemble.number(table, column, **keys)


def test_metrics_have_intervals_units_and_what_was_counted(ensemble: Ensemble):
    one = ensemble.metric("sanctioned_people")
    assert one["low"] < one["mean"] < one["high"]
    assert (one["unit"], one["seeds"]) == ("people", 5)
    behind = ensemble.number("behind_metrics", "people", metric="sanctioned_share")
    assert ensemble.metric("sanctioned_share")["counted"] == behind["mean"] * 5
    with pytest.raises(KeyError):
        ensemble.metric("happiness")


def test_every_seed_has_its_metrics(ensemble: Ensemble):
    values = ensemble.seeds.filter(metric="sanctioned_people")
    assert values["seed"].to_list() == [1, 2, 3, 4, 5]
    assert values["value"].mean() == pytest.approx(ensemble.metric("sanctioned_people")["mean"])


def test_a_scheme_that_these_runs_did_not_have_is_refused(ensemble: Ensemble):
    assert ensemble.under("small") is ensemble
    with pytest.raises(GlasshouseError, match=r"'smal' is not a scheme of these runs. Did you mean 'small'"):
        ensemble.under("smal")


def test_it_shows_itself(ensemble: Ensemble):
    assert repr(ensemble).startswith("<Ensemble ")
    assert "5 seeds from 1" in repr(ensemble)
    html = ensemble._repr_html_()
    assert "95 % intervals of the mean by Student’s t" in html
    assert "Synthetic people" in html


def test_one_that_is_kept_is_opened_with_its_rules(tmp_path: Path, ensemble: Ensemble):
    info = {**small_info(), "of": "run", "seeds": 5, "tables": ["numbers", "seeds"]}
    info |= {"method": "by hand", "level": 0.95}
    kept = {name: ensemble._read(name) for name in ("numbers", "seeds")}
    with folders.begin(ENSEMBLE, tmp_path / "many", info, TEXTS) as folder:
        folder.finish(kept, {"seconds": 1.0})
    again = open_ensemble(tmp_path / "many")
    assert again.numbers.equals(ensemble.numbers)
    assert again.scheme == ensemble.scheme
    assert again.size == 5


def test_one_without_a_folder_needs_what_it_was_made_of():
    with pytest.raises(ValueError, match="needs its schemes"):
        Ensemble(small_info(), {})
