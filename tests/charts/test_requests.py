"""Refusals: most first, with counts, and by group."""

import polars as pl

from glasshouse.charts import words_of
from glasshouse.charts.requests import refused, refused_groups
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_the_service_refused_most_often_comes_first(run: Run):
    assert [row["service"] for row in refused(run)][:2] == ["finance.loan", "travel.high_speed_rail"]
    assert "41,300 of 182,000" in words_of("refusals", run).title


def test_a_service_that_was_never_refused_is_not_drawn(run: Run):
    assert "utility.heating" not in {row["service"] for row in refused(run)}


def test_groups_are_shown_for_the_service_refused_most_often(run: Run):
    found = refused_groups(run)
    assert found is not None
    service, rows = found
    assert {row["service"] for row in rows} == {service["service"]}
    assert all(row["asked"] for row in rows)


def test_a_title_names_no_group_that_made_few_of_the_requests(run: Run):
    rows = [("finance.loan", "age", "75+", 10, 9, 0.9), ("finance.loan", "age", "18-29", 490, 99, 99 / 490),
            ("finance.loan", "age", "30-44", 500, 20, 0.04)]  # fmt: skip
    by = pl.DataFrame(rows, run.refusals_by.schema, orient="row")
    whole = run.refusals.filter(pl.col("service") == "finance.loan").with_columns(
        asked=pl.lit(1000), refused=pl.lit(128)
    )
    made = Run(run.info, {"refusals": whole, "refusals_by": by}, scheme=run.scheme, world=run.world,
               catalogue=run.catalogue)  # fmt: skip
    assert "of people aged 18–29 are refused" in words_of("who_is_refused", made).title
    found = refused_groups(made)
    assert found is not None
    assert [row["few"] for row in found[1]] == [True, False, False]


def test_where_nothing_was_refused_a_sentence_says_so(edges: dict[str, Run]):
    for name in ("refusals", "who_is_refused"):
        assert words_of(name, edges["nobody_sanctioned"]).title == "Nobody was refused a service in this run."


def test_of_many_seeds_every_number_of_the_title_has_its_interval(ensemble: Ensemble):
    assert words_of("refusals", ensemble).title.count(" to ") == 3
    assert " of the requests of " in words_of("who_is_refused", ensemble).title
