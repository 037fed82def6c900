"""One fact has one number on every face: tables, metrics, charts, page, JSON, terminal, lives, comparison, ensemble."""

import json
import re
from pathlib import Path

import polars as pl
import pytest

import glasshouse as gh
from glasshouse.charts import draw, words_of
from glasshouse.cli import shown_run
from glasshouse.report.cards import cards
from glasshouse.report.write import write_report
from glasshouse.results.comparison import Comparison
from glasshouse.results.run import Run
from glasshouse.results.sides import sides

SCHEMES = ("rongcheng-2016", "court-list")
WHERE = {"world": "rongcheng", "people": 40_000, "months": 40, "seed": 3, "follow": 4096}


@pytest.fixture(scope="module")
def whole() -> Run:
    """A city under its points and the courts' list, with some people wrongly under sanction."""
    return gh.run(scheme="+".join(SCHEMES), **WHERE)


@pytest.fixture(scope="module", params=SCHEMES)
def run(request: pytest.FixtureRequest, whole: Run) -> Run:
    """The run as one of its schemes sees it."""
    return whole.under(request.param)


def matrix(run: Run, what: str = "any", trait: str = "everybody") -> dict[str, int]:
    """The sums of a confusion matrix over the levels of a trait."""
    sums = run.confusion.filter(what=what, trait=trait).select("people", "held", "rightly", "wrongly", "missed").sum()
    return sums.row(0, named=True)


def test_somebody_is_wrongly_under_sanction_in_what_is_looked_at(whole: Run):
    assert any(matrix(whole.under(scheme))["wrongly"] for scheme in SCHEMES)


def test_tables_and_metrics_count_the_same_people_under_sanction_and_wrongly_so(run: Run):
    end, told = run.sanctions.row(-1, named=True), matrix(run)
    assert (end["people"], end["wrongly"], end["missed"]) == (told["held"], told["wrongly"], told["missed"])
    assert run.metric("sanctioned_people")["value"] == told["held"]
    share, risk, missed = (run.metric(name) for name in ("wrongful_share", "wrongful_risk", "missed_people"))
    assert (share["people"], share["of"]) == (told["wrongly"], told["held"])
    assert (risk["people"], risk["of"]) == (told["wrongly"], told["people"] - told["rightly"] - told["missed"])
    assert missed["people"] == told["missed"]


@pytest.mark.parametrize("trait", ["settlement", "age", "sex", "income"])
def test_the_groups_of_each_trait_add_up_to_everybody(run: Run, trait: str):
    told = matrix(run)
    assert matrix(run, trait=trait) == told
    groups = run.disparities.filter(trait=trait)
    assert (groups["sanctioned"].sum(), groups["wrongly"].sum()) == (told["held"], told["wrongly"])


def test_each_list_has_one_number_of_people_wrongly_on_it(run: Run):
    for row in run.lists.filter(month=run.info["months"]).to_dicts():
        told = run.confusion.filter(what="list", id=row["list"], trait="everybody").row(0, named=True)
        assert (row["people"], row["wrongly"], row["missed"]) == (told["held"], told["wrongly"], told["missed"])


def test_what_brought_a_list_or_grade_adds_up_to_whom_it_holds(run: Run):
    brought = run.causes.group_by("what", "id").agg(pl.col("people", "wrongly").sum())
    held = run.confusion.filter((pl.col("trait") == "everybody") & pl.col("what").is_in(["list", "grade"]))
    for row in held.filter(pl.col("held") > 0).to_dicts():
        mine = brought.filter(what=row["what"], id=row["id"]).row(0, named=True)
        assert (mine["people"], mine["wrongly"]) == (row["held"], row["wrongly"])
    assert brought.height == held.filter(pl.col("held") > 0).height


def test_no_scheme_answers_for_the_list_of_another(whole: Run):
    city, courts = map(whole.under, SCHEMES)
    assert set(courts.causes["id"]) <= {one.id for one in courts.scheme.lists}
    assert not {one.id for one in courts.scheme.lists} & set(city.causes["id"])
    assert set(city.causes["cause"]) <= {one.conduct for one in city.scheme.rules} | {"no record"}


def test_the_page_says_what_the_tables_say(run: Run):
    told, by_id = matrix(run), {one.id: one for one in cards(run)}
    assert by_id["sanctioned"].big == f"{told['held']:,}"
    if told["held"]:
        assert by_id["wrongful"].detail.startswith(f"{told['wrongly']:,} of {told['held']:,} people")
        title = words_of("sanctions_over_time", run).title
        assert f" {told['held']:,} people are under sanction" in title
        assert f"; {told['wrongly']:,} of them by wrong records alone." in title


def test_so_does_its_json(run: Run, tmp_path: Path):
    write_report(run, tmp_path / "report.html", scheme=run.info["scheme"]["id"])
    said = json.loads((tmp_path / "report.json").read_text())
    metrics = {one["metric"]: one for one in said["metrics"]}
    told = matrix(run)
    assert (metrics["wrongful_share"]["people"], metrics["wrongful_share"]["of"]) == (told["wrongly"], told["held"])


def test_and_the_terminal(run: Run, capsys: pytest.CaptureFixture[str]):
    shown_run.show(run)
    said, told = capsys.readouterr().out, matrix(run)
    assert re.search(rf"Under sanction\s+{told['held']:,} of {told['people']:,} scored", said)
    if told["held"]:
        assert re.search(rf"wrongly\s+{told['wrongly']:,} of them", said)


def test_the_table_of_all_schemes_has_the_numbers_of_each(whole: Run):
    for one in sides(whole):
        told = matrix(whole.under(one.scheme))
        assert (one.sanctioned, one.wrongly) == (told["held"], told["wrongly"])


def test_single_lives_add_up_to_the_numbers_of_those_who_are_followed(run: Run):
    lives = run.lives.filter((pl.col("month") == run.info["months"]) & pl.col("scored"))
    assert lives["listed_wrongly"].sum() <= lives["listed"].sum()
    assert lives.filter(pl.col("listed_wrongly") & ~pl.col("listed")).is_empty()
    only_lists = run.confusion.filter(pl.col("what").is_in(["grade"]) & (pl.col("held") > 0)).is_empty()
    if only_lists:  # to be on a list wrongly is then to be under sanction wrongly
        assert lives["listed_wrongly"].to_list() == lives["wrongly"].to_list()


def test_an_explained_life_is_held_wrongly_where_the_tables_say_so(whole: Run):
    courts = whole.under("court-list")
    end = courts.lives.filter((pl.col("month") == courts.info["months"]) & pl.col("listed"))
    some = pl.concat([end.filter(pl.col("listed_wrongly")).head(2), end.filter(~pl.col("listed_wrongly")).head(2)])
    assert some.height >= 2
    for row in some.to_dicts():
        found = gh.explain(courts, row["person"])
        assert (set(found.wrongly) == set(found.lists)) == row["listed_wrongly"]


@pytest.fixture(scope="module")
def compared() -> Comparison:
    """The courts' list against no scheme at all."""
    return gh.compare(schemes=["court-list", "none"], **WHERE)


def test_a_comparison_counts_what_its_runs_count(compared: Comparison):
    told = matrix(compared.a)
    whole = compared.table("standing").filter(trait="everybody").row(0, named=True)
    assert (whole["sanctioned_a_only"], whole["wrongly_a_only"]) == (told["held"], told["wrongly"])
    end = compared.table("over_time").filter(month=compared.info["months"], world="a").row(0, named=True)
    assert (end["sanctioned"], end["wrongly"]) == (told["held"], told["wrongly"])


def test_an_ensemble_of_one_seed_is_the_run():
    small = {"world": "hamlet", "months": 30, "scheme": "court-list"}
    many, one = gh.ensemble(seeds=1, seed=5, **small), gh.run(seed=5, **small)
    told = one.confusion.filter(trait="everybody").select("what", "id", "held", "wrongly", "missed")
    mine = many.table("confusion").filter(trait="everybody").select("what", "id", "held", "wrongly", "missed")
    assert mine.cast({"held": pl.Int64, "wrongly": pl.Int64, "missed": pl.Int64}).rows() == told.rows()


def test_the_picture_of_causes_draws_the_table_of_causes(run: Run):
    if run.causes.filter(pl.col("refuses"))["people"].sum():
        drawn = json.dumps(draw("why_sanctioned", run).to_dict())
        first = run.causes.filter(pl.col("refuses")).sort("people", descending=True).row(0, named=True)
        assert f"{first['people']:,} people" in drawn
