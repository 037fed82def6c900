"""Who gets what from a high grade: services made better, whose requests, and who holds what is rewarded."""

import polars as pl

from glasshouse.charts import table_of, words_of
from glasshouse.charts.rewards import HOLDERS, rewarded, rewarded_groups
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def test_the_service_made_better_most_often_comes_first(run: Run):
    assert [row["service"] for row in rewarded(run)] == ["utility.heating", "housing.rent", "work.public_job"]
    words = words_of("granted_with_a_reward", run)
    assert words.title == ("Winter heating at a discount: made better most often, 57,000 of 402,000 times (14.2\xa0%).")
    assert "Grade AAA (2,000), Grade AA (10,200)" in words.note


def test_a_group_is_named_that_is_the_extreme_one(run: Run):
    found = rewarded_groups(run)
    assert found is not None
    shares = {(row["trait"], row["level"]): row["favoured_share"] for row in found[1] if not row["few"]}
    assert max(shares, key=lambda one: shares[one]) in (("income", "fifth-5"), ("settlement", "urban"))
    title = words_of("who_is_rewarded", run).title
    assert "of the requests of people" in title
    assert title.endswith(" are granted with a reward, 14.2\xa0% of all.")


def test_a_scheme_without_rewards_shows_nothing(run: Run):
    tables = {
        "refusals": run.refusals.with_columns(favoured=pl.lit(0), favoured_share=pl.lit(0.0)),
        "refusals_by": run.refusals_by,
        "rewards": run.rewards.clear(),
    }
    made = Run(run.info, tables, scheme=run.scheme, world=run.world, catalogue=run.catalogue)
    for name in ("granted_with_a_reward", "who_is_rewarded"):
        words = words_of(name, made)
        assert words.empty
        assert words.aside
    assert HOLDERS(made) is None


def test_who_holds_what_is_rewarded_is_told_with_its_share(run: Run):
    found = HOLDERS(run)
    assert found is not None
    assert [row[:3] for row in found.rows] == [("Grade AAA", "1", "2,000"), ("Grade AA", "1", "10,200")]


def test_of_many_seeds_every_number_has_its_interval(ensemble: Ensemble):
    assert words_of("granted_with_a_reward", ensemble).title.count(" to ") == 3
    table = table_of("granted_with_a_reward", ensemble)
    assert table is not None
    assert all(" to " in cell for cell in table.rows[0][2:])
