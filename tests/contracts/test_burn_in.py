"""A burn-in changes nothing that is counted after it: the counted months are those of the same run without one."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest

import glasshouse as gh
from glasshouse.base.errors import GlasshouseError
from glasshouse.results.run import Run

BEFORE, COUNTED, PEOPLE = 24, 15, 3_000
WORLD = {"world": "hamlet", "people": PEOPLE, "seed": 3, "follow": 600}
LATER = ("grades", "lists", "living", "people", "conducts", "answers", "lives")  # tables by month


@cache
def run(scheme: str, burn_in: int, threads: int = 2, begins: str | None = None) -> Run:
    months = COUNTED if burn_in else BEFORE + COUNTED
    return gh.run(scheme=scheme, months=months, burn_in=burn_in, threads=threads, begins=begins, **WORLD)


def by_month(found: pl.DataFrame, since: int) -> pl.DataFrame:
    """The rows from a month on, the months counted from there."""
    return found.filter(pl.col("month") >= since).with_columns(pl.col("month") - since)


@pytest.mark.parametrize("scheme", ["rongcheng-2016+court-list", "sesame", "rongcheng-2016+rongcheng-firms"])
@pytest.mark.parametrize("table", LATER)
def test_the_counted_months_are_the_last_of_the_same_run_without_a_burn_in(scheme: str, table: str):
    for name in run(scheme, 0).schemes:
        short, long = (run(scheme, months).under(name) for months in (BEFORE, 0))
        assert short.table(table).equals(by_month(long.table(table), BEFORE)), name


@pytest.mark.parametrize("table", ["confusion", "causes", "disparities"])
def test_how_people_stand_at_the_end_is_the_same(table: str):
    assert run("rongcheng-2016", BEFORE).table(table).equals(run("rongcheng-2016", 0).table(table))


def test_there_is_something_to_compare():
    assert all(run("rongcheng-2016", BEFORE).table(name).height >= COUNTED for name in LATER)


def test_the_first_counted_month_has_a_stock_and_not_empty_files():
    first = run("rongcheng-2016+court-list", BEFORE).under("court-list").lists.filter(pl.col("month") == 0)
    empty = run("rongcheng-2016+court-list", 0).under("court-list").lists.filter(pl.col("month") == 0)
    assert first["people"].sum() > 2 * empty["people"].sum()


def test_what_is_not_counted_by_month_is_of_the_counted_months_alone():
    short, long = (run("rongcheng-2016", months) for months in (BEFORE, 0))
    asked = long.answers.filter(pl.col("month") >= BEFORE)["asked"].sum()
    assert short.refusals["asked"].sum() == asked < long.answers["asked"].sum()
    came = long.sanctions.filter(pl.col("month") > BEFORE)["entered"].sum()
    assert short.metric("entries")["value"] == came


def test_threads_change_no_bit_of_a_run_with_a_burn_in():
    one, two = (run("rongcheng-2016", BEFORE, threads) for threads in (1, 2))
    assert all(one.table(name).equals(two.table(name)) for name in LATER)


def test_years_are_told_from_the_first_counted_month():
    short = run("rongcheng-2016", BEFORE)
    assert short.scores["month"].unique().sort().to_list() == [0, 12, COUNTED]


def test_rules_hold_by_their_dates_and_a_scheme_is_counted_from_its_own_month():
    found = run("court-list+rongcheng-2016", BEFORE, begins="2014-06")
    assert found.info["begins"] == "2016-06"
    assert found.info["whole"] == {"months": BEFORE + COUNTED, "begins": "2014-06"}
    later = gh.run(scheme="court-list+travel-2018", months=12, burn_in=6, begins="2017-09", **WORLD).under(
        "travel-2018"
    )
    assert (later.info["begins"], later.info["months"]) == ("2018-05", 10)


def test_a_comparison_counts_from_then_on_and_keeps_when_lives_diverged():
    asked = {**WORLD, "months": COUNTED}
    short = gh.compare("court-list", "none", burn_in=BEFORE, **asked)
    long = gh.compare("court-list", "none", **{**asked, "months": BEFORE + COUNTED})
    for name in ("over_time", "happenings", "parting"):
        assert short.table(name).equals(long.table(name).filter(pl.col("month") >= BEFORE)), name
    assert short.parted == long.parted
    assert short.people["refusals_a"].sum() < long.people["refusals_a"].sum()
    both = gh.compare("none", "none", burn_in=BEFORE, **asked)
    assert both.parted == 0


def test_many_seeds_have_one_each():
    found = gh.ensemble(scheme="rongcheng-2016", world="hamlet", people=600, months=6, burn_in=12, seeds=2)
    assert found.info["burn_in"] == 12
    assert found.table("sanctions")["month"].max() == 6


def test_a_folder_is_gone_on_with_explained_and_made_again(tmp_path: Path):
    folder = tmp_path / "run"
    found = gh.run(scheme="rongcheng-2016", months=6, burn_in=6, out=folder, **WORLD)
    assert gh.open_run(folder).info["burn_in"] == 6
    assert gh.verify(folder).same
    told = gh.explain(gh.open_run(folder), 7)
    last = found.lives.filter(pl.col("person") == 7, pl.col("month") == 6)
    assert told.score == last["score"].item()
    assert told.month == 6
    with pytest.raises(GlasshouseError, match="burn-in"):
        gh.branch(folder, 3)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"burn_in": -1}, "burn_in is -1"),
        ({"burn_in": 1.5}, "burn_in"),
        ({"burn_in": 2_000}, "at most 1,200"),
        ({"burn_in": 12, "months": 0}, "0 months are counted; a run counts at least one"),
    ],
)
def test_a_burn_in_that_is_none_is_refused(asked: dict, said: str):
    with pytest.raises(GlasshouseError, match=said):
        gh.run(**{**WORLD, "months": 6, **asked})


def test_a_scheme_that_ends_within_the_burn_in_is_refused():
    with pytest.raises(GlasshouseError, match="before 2016-01, the first month that is counted"):
        gh.run(scheme="rongcheng-2013", begins="2014-01", months=12, burn_in=24, **WORLD)
