"""A sanction comes back on the life that bears it: measured person by person against a twin without consequences."""

from pathlib import Path

import polars as pl
import pytest

from glasshouse.scheme.language.files import FOLDER
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec

PEOPLE, MONTHS = 60_000, 60


def lives(scheme: str | Path) -> pl.DataFrame:
    """Every life of a part of Rongcheng, month by month."""
    return simulate(RunSpec(scheme=scheme, people=PEOPLE, months=MONTHS, follow=PEOPLE)).lives


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Those who were on the courts' list within three years: their life after, and the same life without consequences.

    Both lives meet the same occasions, because both runs have the same seed.
    """
    rules = (FOLDER / "court-list.yaml").read_text()
    free = tmp_path_factory.mktemp("schemes") / "free.yaml"
    free.write_text(rules[: rules.index("\nconsequences:")] + rules[rules.index("\nappeal:") :])
    listed = lives("court-list")
    since = listed.filter("listed").group_by("person").agg(since=pl.col("month").min()).filter(pl.col("since") <= 36)
    return after(listed, since).join(after(lives(free), since), on="person", suffix="_free")


def after(all_lives: pl.DataFrame, since: pl.DataFrame) -> pl.DataFrame:
    """What each life was like after the person came on the list."""
    months = all_lives.join(since, on="person").filter(pl.col("month") > pl.col("since"))
    return months.group_by("person").agg(
        savings=pl.col("money").mean(),
        strain=pl.col("strain").mean(),
        at_work=(pl.col("job") == "employed").mean(),
        unpaid=(pl.col("debt") == "defied").sum(),
    )


def test_the_listed_save_and_work_less_and_bear_more_than_their_own_twins(pairs: pl.DataFrame) -> None:
    assert len(pairs) > 200
    poorer = (pairs["savings"] < pairs["savings_free"]).sum()
    richer = (pairs["savings"] > pairs["savings_free"]).sum()
    assert poorer > 10 * richer
    assert pairs["at_work"].mean() < pairs["at_work_free"].mean()
    assert pairs["strain"].mean() > pairs["strain_free"].mean()


def test_the_listed_repay_later_than_their_own_twins(pairs: pl.DataFrame) -> None:
    later = (pairs["unpaid"] > pairs["unpaid_free"]).sum()
    sooner = (pairs["unpaid"] < pairs["unpaid_free"]).sum()
    assert later >= 8  # of a fair coin's 12 tosses at least 8 heads and at most 2 tails have a chance below 2 %
    assert sooner <= 2
