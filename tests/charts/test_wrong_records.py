"""Sources of wrong records: most first, harm and favour apart."""

import polars as pl
import pytest

from glasshouse.charts import draw, words_of
from glasshouse.charts.style import FREE_HOLLOW
from glasshouse.charts.wrong_records import wrong_sources
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_the_source_of_most_wrong_records_comes_first(run: Run):
    assert [row["wrong"] for row in wrong_sources(run)] == sorted(
        (row["wrong"] for row in wrong_sources(run)), reverse=True
    )


def test_wrong_records_that_give_points_are_not_drawn_as_harm(run: Run):
    reasons = pl.DataFrame({"source": ["club", "club", "court"], "points": [1, -5, 0], "wrong": [20, 3, 2]})
    names = [("club", "Club", 90, 30, 4), ("court", "Court", 9, 2, 0)]
    sources = pl.DataFrame(names, ["source", "title", "records", "wrong", "struck_wrong"], orient="row")
    tables = {"reasons": reasons, "sources": sources.with_columns(points_lost_wrongly=pl.lit(15))}
    made = Run(run.info, tables, scheme=run.scheme, world=run.world, catalogue=run.catalogue)
    club, court = wrong_sources(made)
    assert [club[name] for name in ("against", "favour", "unread")] == [3, 20, 7]
    assert [court[name] for name in ("against", "favour", "unread")] == [2, 0, 0]
    assert words_of("wrongful_by_source", made).title.startswith(
        "Club: most wrong records, 30 of 90, 3 against people, 20 in people's favour and 7 read by no rule. "
    )
    fill = draw("wrongful_by_source", made).to_dict()["layer"][0]["encoding"]["fill"]["scale"]
    assert dict(zip(fill["domain"], fill["range"], strict=True))["in people's favour"] == FREE_HOLLOW


def test_over_many_seeds_the_same_sources_are_told_with_the_same_parts(run: Run, ensemble: Ensemble):
    one, many = ({row["source"]: row for row in wrong_sources(study)} for study in (run, ensemble))
    assert set(one) == set(many)
    assert all(many[name]["favour"] == pytest.approx(row["favour"], rel=0.1) for name, row in one.items())
