"""Charts of ensembles: valid, told in words with intervals, and honest where runs have nothing to show."""

import json
import re

import made_up_run
import pytest
from small_ensemble import ensemble_of_run

from glasshouse import charts
from glasshouse.charts.look import NOTHING, WIDTH
from glasshouse.charts.spread import curve
from glasshouse.results.ensemble import Ensemble

NAMES = charts.names_for(ensemble_of_run(made_up_run.made_up_run()))


def data_of(spec: dict) -> list[dict]:
    """Every row that travels inside a chart."""
    return [row for rows in spec["datasets"].values() for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_a_valid_spec_of_the_usual_width(name: str, ensemble: Ensemble):
    spec = charts.draw(name, ensemble).to_dict()
    assert spec["width"] == WIDTH
    assert spec["datasets"]


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_says_its_numbers_with_their_intervals(name: str, ensemble: Ensemble):
    words, spec = charts.words_of(name, ensemble), charts.draw(name, ensemble).to_dict()
    assert re.search(r"\(.+ to .+\)|\(in every run\)", words.title)
    assert words.title.endswith(".")
    assert spec["description"] == words.alt


@pytest.mark.parametrize("edge", made_up_run.EDGES)
@pytest.mark.parametrize("name", NAMES)
def test_runs_at_the_edge_are_drawn_or_told_in_a_sentence(name: str, edge: str, edge_ensembles: dict[str, Ensemble]):
    words = charts.words_of(name, edge_ensembles[edge])
    drawn = charts.draw(name, edge_ensembles[edge]).to_dict()
    assert words.title.endswith(".")
    assert "nan" not in f"{words.title} {words.alt}".lower().split()
    if words.empty:
        assert drawn["height"] == NOTHING


@pytest.mark.parametrize("name", NAMES)
def test_intervals_hold_means_and_lie_within_what_is_drawn(name: str, ensemble: Ensemble):
    rows = [row for row in data_of(charts.draw(name, ensemble).to_dict()) if row.get("low") is not None]
    assert rows
    for row in rows:
        assert row["low"] <= row["mean"] * (1 + 1e-4)
        assert row["mean"] <= row["high"] * (1 + 1e-4)
        assert row["least"] <= row["mean"] * (1 + 1e-4)


def test_bands_reach_as_far_as_single_runs(ensemble: Ensemble):
    spec = json.dumps(charts.draw("sanctions_over_time", ensemble).to_dict())
    top = ensemble.table("sanctions")["people_most"].max()
    assert f'"domain": [0, {top}' in spec


def test_one_run_is_drawn_as_lines_without_bands():
    alone = ensemble_of_run(made_up_run.made_up_run(), seeds=1)
    rows = [row for row in data_of(charts.draw("sanctions_over_time", alone).to_dict()) if "low" in row]
    assert rows
    assert all(row["low"] == row["high"] == row["mean"] for row in rows)


def test_a_curve_ends_where_the_shortest_run_ends(ensemble: Ensemble):
    seen = ensemble.table("recovery").filter(entered_wrongly=True)
    assert curve(ensemble, True)["months"].max() == seen.filter(seen["still_seeds"] == 5)["months"].max()


def test_the_same_ensemble_gives_the_same_spec(ensemble: Ensemble):
    first, again = (json.dumps(charts.draw("who_is_where", ensemble).to_dict()) for _ in range(2))
    assert first == again


def test_the_groups_furthest_apart_are_named_also_where_one_has_nobody_under_sanction(
    edge_ensembles: dict[str, Ensemble],
):
    title = charts.words_of("who_is_where", edge_ensembles["only_migrants"]).title
    assert title.startswith("Furthest apart: ")
    assert re.search(r" of migrants are under sanction, and in no run any of 3,6\d\d locals\.$", title)
