"""Livelihood: two groups beside each other."""

from glasshouse.charts import draw, words_of
from glasshouse.results.run import Run


def test_the_title_gives_both_means(run: Run):
    assert words_of("living_employed", run).title == "In work: 72.6\u00a0% under sanction, 93.0\u00a0% for all others."


def test_months_without_a_mean_are_left_out(edges: dict[str, Run]):
    spec = draw("living_money", edges["with_gaps"]).to_dict()
    lines = [data for data in spec["datasets"].values() if "mean" in data[0]]
    assert len(lines) == 2
    assert all(row["mean"] is not None for data in lines for row in data)
