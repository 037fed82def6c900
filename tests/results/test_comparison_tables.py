"""The tables of a comparison agree with each other and with those of both runs."""

from functools import cache
from typing import Any

import numpy as np
import polars as pl
import pytest

from glasshouse.measure.apart import IS_SCORED, ON_A_LIST, UNDER_SANCTION, Contrast, apart
from glasshouse.observe.library import load_catalogue
from glasshouse.population.library import find_world
from glasshouse.population.synthesize import society_of
from glasshouse.results import comparison_tables as contrast
from glasshouse.results.acts import LAWFUL
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_tables import EVERYBODY, MEASURES, TABLES, Compared
from glasshouse.scheme.library.find import find_scheme
from glasshouse.studies.comparison import compare
from glasshouse.studies.spec import RunSpec

A_SCHEME, B_SCHEME, MONTHS = "rongcheng-2016+court-list", "suining-2010", 40


@cache
def compared(a: str = A_SCHEME, b: str = B_SCHEME) -> Comparison:
    return compare(RunSpec(scheme=a, world="hamlet", months=MONTHS, seed=2, follow=0), b)


def totals(frame: pl.DataFrame) -> dict[str, int]:
    return frame.select(pl.col(pl.Int64).sum()).row(0, named=True)


# each other


def test_the_levels_of_each_trait_add_up_to_everybody():
    for name, keys in (("standing", ["trait"]), ("gains", ["measure", "trait"])):
        table = compared().table(name)
        for _, rows in table.group_by(keys):
            everybody = table.filter(trait=EVERYBODY)
            everybody = everybody.filter(measure=rows["measure"][0]) if name == "gains" else everybody
            assert totals(rows) == totals(everybody)


def test_how_people_stand_at_the_end_adds_up_to_all_who_are_compared():
    found, moves = compared(), compared().transitions
    assert moves["people"].sum() == found.compared
    assert len(moves) > 3
    for side in "ab":
        listed = moves.filter(f"listed_{side}")["people"].sum()
        row = found.everybody
        assert listed == row["listed_both"] + row[f"listed_{side}_only"]
    assert moves.filter("listed_a", "listed_b")["people"].sum() == found.everybody["listed_both"]


def test_lives_that_part_month_by_month_add_up_to_those_that_parted():
    found = compared()
    assert found.parting["parted"].sum() == found.parted == found.parting["so_far"][-1]
    assert found.parting["parted"].cum_sum().equals(found.parting["so_far"], check_names=False)
    assert found.parting["share"][-1] == found.parted / found.compared
    assert found.parted == found.people["parted"].count()
    by_month = found.people["parted"].drop_nulls().value_counts().sort("parted")
    told = found.parting.filter(pl.col("parted") > 0)
    assert by_month["parted"].to_list() == told["month"].to_list()
    assert by_month["count"].to_list() == told["parted"].to_list()


def test_who_is_better_off_here_there_and_in_neither_are_all():
    gains = compared().gains
    assert (gains["better_a"] + gains["better_b"] + gains["same"] == gains["people"]).all()
    mean = gains["difference"].fill_null(0) * gains["people"]
    parts = sum(gains[f"difference_better_{side}"].fill_null(0) * gains[f"better_{side}"] for side in "ab")
    assert np.allclose(mean, parts)
    assert gains.filter(pl.col("better_a") > 0)["difference_better_a"].is_not_null().all()


def test_what_people_gain_is_better_for_them():
    for name, measure in MEASURES.items():
        rows = compared().gains.filter(measure=name)
        better = rows["difference_better_a"].drop_nulls()
        assert ((better > 0) if measure.more_is_better else (better < 0)).all()


def test_the_lives_that_differ_add_up_to_what_is_told_of_all():
    found, people = compared(), compared().people
    unlawful, lawful = (found.conducts.filter(lawful=is_lawful) for is_lawful in (False, True))
    for side in "ab":
        assert people[f"unlawful_alone_{side}"].sum() == unlawful[f"{side}_only"].sum()
        assert people[f"lawful_alone_{side}"].sum() == lawful[f"{side}_only"].sum()
        assert people[f"refused_alone_{side}"].sum() == found.requests[f"refused_{side}_only"].sum()
        assert people.filter(pl.col(f"wrongly_{side}") & ~pl.col(f"sanctioned_{side}")).is_empty()
        for what in ("listed", "sanctioned"):
            alone = people.filter(pl.col(f"{what}_a") != pl.col(f"{what}_b")).filter(f"{what}_{side}")
            assert len(alone) == found.everybody[f"{what}_{side}_only"]
    wrongly = people.filter(pl.col("wrongly_a") & ~pl.col("sanctioned_b"))
    assert len(wrongly) == found.everybody["wrongly_a_only"]


def test_months_under_sanction_are_those_of_every_month():
    found = compared()
    for side in "ab":
        months = found.over_time.filter(pl.col("world") == side, pl.col("month") < MONTHS)["sanctioned"].sum()
        assert found.difference("months_sanctioned")[side] * found.compared == pytest.approx(months)


def test_happenings_are_the_sums_of_conducts_and_requests():
    found = totals(compared().happenings)
    conducts, requests = compared().conducts, compared().requests
    for side in "ab":
        assert found[f"unlawful_{side}_only"] == conducts.filter(~pl.col("lawful"))[f"{side}_only"].sum()
        lawful = sum(found[f"{kind}_{side}_only"] for kind in LAWFUL)
        assert lawful == conducts.filter("lawful")[f"{side}_only"].sum()
        assert found[f"refused_{side}_only"] == requests[f"refused_{side}_only"].sum()
        assert found[f"turned_away_{side}_only"] == requests[f"turned_away_{side}_only"].sum()


# the runs


@pytest.mark.parametrize("side", ["a", "b"])
def test_what_happened_in_a_world_is_what_its_run_counts_where_it_counts_the_same_people(side: str):
    found = compared(b="none")
    assert found.a.under("court-list").people.filter(month=0)["people"].sum() == found.compared
    run = found.a if side == "a" else found.b
    mine = found.conducts.select("conduct", happened=pl.col("both") + pl.col(f"{side}_only"))
    theirs = run.conducts.group_by("conduct", maintain_order=True).agg(pl.col("happened").sum())
    assert mine.equals(theirs)
    assert mine["happened"].sum() > 1_000


@pytest.mark.parametrize("side", ["a", "b"])
def test_what_was_refused_in_a_world_is_what_its_run_counts(side: str):
    found = compared(b="none")
    run = found.a if side == "a" else found.b
    refused = pl.col("refused_both") + pl.col(f"refused_{side}_only") + pl.col(f"asked_{side}_only_refused")
    mine = found.requests.select("service", refused=refused)
    theirs = run.answers.group_by("service", maintain_order=True).agg(refused=pl.col("refused_by_any").sum())
    assert mine.equals(theirs)
    assert (mine["refused"].sum() > 0) == (side == "a")


def test_how_people_live_month_by_month_is_what_the_runs_count():
    found = compared(b="none")
    for side, run in (("a", found.a.under("court-list")), ("b", found.b)):
        mine = found.over_time.filter(world=side)
        living = run.living.with_columns(
            *(pl.col(name) * pl.col("people") for name in ("money", "strain", "employed", "indebted", "late"))
        )
        theirs = living.group_by("month", maintain_order=True).sum()
        assert mine["people"].equals(theirs["people"])
        for name in ("money", "strain", "employed", "indebted", "late"):
            assert np.allclose(mine[name], theirs[name] / theirs["people"])


def test_who_is_under_sanction_of_a_single_scheme_is_what_its_run_counts():
    found = compared(a="court-list", b="none")
    mine = found.over_time.filter(world="a")
    assert mine["sanctioned"].equals(found.a.sanctions["people"], check_names=False)
    assert mine["wrongly"].equals(found.a.sanctions["wrongly"], check_names=False)
    assert mine["wrongly"].sum() > 0


def test_outcomes_come_with_the_metrics_of_both_runs():
    found = compared()
    row = found.difference("sanctioned_people")
    assert row["a"] == found.a.metric("sanctioned_people")["value"]
    assert row["b"] == found.b.metric("sanctioned_people")["value"]
    assert row["difference"] == row["a"] - row["b"]


# with itself, and the other way round


def test_a_comparison_with_itself_finds_no_difference_anywhere():
    found = compared(b=A_SCHEME)
    assert found.parted == 0
    assert found.people.is_empty()
    assert set(found.differences["difference"].drop_nulls()) == {0.0}
    alone = [pl.col(name) for name in ("^.*a_only.*$", "^.*b_only.*$")]
    for name in ("standing", "requests", "conducts", "happenings"):
        assert found.table(name).select(pl.sum_horizontal(*alone)).sum().item() == 0
    assert found.gains["better_a"].sum() == found.gains["better_b"].sum() == 0
    assert set(found.gains["difference"].drop_nulls()) == {0.0}
    assert found.transitions.filter(pl.col("grade_a") != pl.col("grade_b")).is_empty()
    assert found.transitions.filter(pl.col("listed_a") != pl.col("listed_b")).is_empty()
    worlds = [found.over_time.filter(world=side).drop("world") for side in "ab"]
    assert worlds[0].equals(worlds[1])
    assert found.parting["so_far"].sum() == 0


def turned(name: str) -> str:
    """The column of the other world."""
    parts = name.split("_")
    return "_".join({"a": "b", "b": "a"}.get(part, part) for part in parts)


@pytest.mark.parametrize("name", TABLES)
def test_worlds_that_change_places_change_the_places_of_every_column(name: str):
    mine, other = compared().table(name), compared(a=B_SCHEME, b=A_SCHEME).table(name)
    same = other.rename(turned)
    less = [column for column in mine.columns if column.startswith("difference")]
    same = same.with_columns((0.0 - pl.col(column)).alias(column) for column in less)
    if "world" in mine.columns:
        same = same.with_columns(pl.col("world").replace({"a": "b", "b": "a"}))
    if name == "differences":  # what a metric says of a world is by the first scheme of each
        assert mine["outcome"].equals(same["outcome"])
    rows = [column for column in ("month", "world", "grade_a", "grade_b", "listed_a") if column in mine.columns]
    one, two = (frame.select(mine.columns) for frame in (mine, same))
    if rows:
        one, two = (frame.sort(rows, nulls_last=True) for frame in (one, two))
    assert one.equals(two, null_equal=True)


# by hand


def small(a: str = "rongcheng-2016", b: str = "none") -> Compared:
    """A comparison of 600 people of a hamlet in which nothing has differed yet."""
    catalogue, society = load_catalogue(), society_of(find_world("hamlet"), 600)
    metrics = pl.DataFrame(schema={"metric": pl.String, "value": pl.Float64})
    about = np.full(len(society.stratum), 2, np.uint8)
    about[3] = 1  # who is no subject of any scheme
    return Compared(
        apart(1_024), Contrast.for_months(2), society, about, 600, catalogue, (find_scheme(a), find_scheme(b)),
        (metrics, metrics),
    )  # fmt: skip


def test_who_is_no_subject_of_any_scheme_is_not_compared():
    found = small()
    places = found.society.page[np.arange(600) // 512] * 512 + np.arange(600) % 512
    assert found.who.tolist() == [person for person in range(600) if places[person] != 3]


def test_where_no_scheme_holds_nobody_is_compared():
    found = small()
    found = Compared(**{**vars(found), "holds": np.array([0, 1], np.uint8)})
    assert found.who.min() == 512


def people_of(found: Compared) -> pl.DataFrame:
    return contrast.tables(found)["people"]


def test_a_life_that_parted_is_listed_with_its_month():
    found = small()
    found.apart.parted[7] = 2
    (row,) = people_of(found).to_dicts()
    assert (row["person"], row["parted"]) == (7, 1)


@pytest.mark.parametrize("flag", [ON_A_LIST, UNDER_SANCTION])
def test_who_only_stands_otherwise_is_listed_without_a_month(flag: int):
    found = small()
    found.apart.stands[0, 9] = flag
    (row,) = people_of(found).to_dicts()
    assert (row["person"], row["parted"]) == (9, None)


def test_a_score_or_grade_that_differs_is_told_where_both_worlds_have_the_same_scale():
    for b, listed in (("rongcheng-2016", 2), ("sesame", 0), ("none", 0)):
        found = small(b=b)
        found.apart.stands[:, :] = IS_SCORED
        found.apart.stands[1, 9] = IS_SCORED + 2
        found.apart.score[1, 11] = 5
        assert len(people_of(found)) == listed


def test_of_worlds_with_too_many_people_nobody_is_listed(monkeypatch: pytest.MonkeyPatch):
    found = small()
    found.apart.parted[7] = 2
    monkeypatch.setattr(contrast, "MOST_LIVES", 599)
    assert people_of(found).is_empty()
    assert contrast.tables(found)["standing"]["parted"][0] == 1


def test_who_is_not_scored_has_no_score_and_no_grade():
    found = small()
    found.apart.parted[7:9] = 1
    found.apart.stands[0, 8] = IS_SCORED + 1
    found.apart.score[0, 8] = 990
    rows = people_of(found).select("score_a", "grade_a", "score_b", "grade_b").rows()
    grade = find_scheme("rongcheng-2016").grades[1].id
    assert rows == [(None, None, None, None), (990, grade, None, None)]


def test_people_of_firms_have_the_traits_of_firms():
    found = compared(a="tax-credit", b="none")
    assert found.who == "firms"
    assert "sector" in found.people.columns
    assert "income" not in found.people.columns
    assert set(found.standing["trait"]) >= {EVERYBODY, "sector"}


def test_every_table_says_what_a_row_is():
    for name, table in TABLES.items():
        assert table.about.endswith(".")
        frame: Any = compared().table(name)
        assert frame.columns == list(table.columns)
