"""Sanctions over time: the title says what the table says."""

import json

import made_up_run
from rendered import data_of
from small_ensemble import ensemble_of_run

from glasshouse.charts import draw, words_of
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_the_title_counts_people_at_the_end(run: Run):
    assert words_of("sanctions_over_time", run).title == (
        "After 5 years, 7,788 people are under sanction (1 in 69); 483 of them by wrong records alone."
    )


def test_bands_reach_as_far_as_single_runs(ensemble: Ensemble):
    spec = json.dumps(draw("sanctions_over_time", ensemble).to_dict())
    top = ensemble.table("sanctions")["people_most"].max()
    assert f'"domain": [0.0, {top}' in spec


def test_one_run_is_drawn_as_lines_without_bands():
    alone = ensemble_of_run(made_up_run.made_up_run(), seeds=1)
    rows = [row for row in data_of(draw("sanctions_over_time", alone).to_dict()) if "low" in row]
    assert rows
    assert all(row["low"] == row["high"] == row["mean"] for row in rows)
