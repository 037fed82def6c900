"""The tables of a small run, against what one counts on paper."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from small_lived import MONTHS, small_catalogue, small_lived, small_scheme

from glasshouse.measure.registry import METRICS
from glasshouse.measure.tally import Tallies
from glasshouse.measure.wrongful import ANY
from glasshouse.population.firms import FIRM_TRAITS, FIRMS
from glasshouse.population.people import TRAITS
from glasshouse.results.run_tables import TABLES, tables
from glasshouse.results.simulated import Simulated

ASKED = "asked refused given_up turned_away would_be favoured refused_share turned_away_share favoured_share"
COLUMNS = {
    "grades": "month grade people share",
    "lists": "month list title people wrongly missed share",
    "people": f"month stratum {' '.join(TRAITS)} grade listed wrongly people",
    "flows": "month from to people",
    "mobility": "year from to people",
    "refusals": f"service title domain {ASKED}",
    "answers": "month service title asked refused given_up favoured refused_by_any given_up_by_any as_counted",
    "refusals_by": f"service trait level {ASKED}",
    "rewards": "status title services people share",
    "reasons": ("conduct title source clause points records wrong points_lost points_lost_wrongly points_gained"),
    "sources": "source title records wrong wrong_share struck struck_wrong points_lost_wrongly",
    "conducts": "month conduct title domain lawful happened recorded falsely",
    "sanctions": "month entered entered_wrongly people wrongly missed share",
    "causes": "what id title refuses cause reason clause people wrongly",
    "confusion": (
        "what id title refuses trait level people held rightly wrongly missed neither not_due wrongful_share "
        "wrongful_risk"
    ),
    "recovery": "months at_risk ended still entered_wrongly",
    "scores": "month score_from score_to people",
    "living": "month sanctioned people money strain employed indebted late",
    "lives": (
        "person month score deserved grade rightful_grade scored listed listed_wrongly wrongly money strain job debt "
        "records"
    ),
    "disparities": ("trait level people sanctioned rate wrongly wrongly_rate risk_ratio favourable_ratio low_count z"),
    "metrics": "metric title value unit people of note",
}


@pytest.fixture(scope="module")
def small() -> dict[str, pl.DataFrame]:
    return tables(small_lived())


def rows(frame: pl.DataFrame, **where: object) -> list[dict[str, object]]:
    return frame.filter(**where).to_dicts()


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_has_its_columns_in_their_order(name: str, small: dict[str, pl.DataFrame]):
    assert small[name].columns == COLUMNS[name].split()
    assert dict(small[name].schema) == TABLES[name].columns


def test_every_table_says_what_a_row_is():
    assert set(TABLES) == set(COLUMNS)
    assert all(one.about.endswith(".") for one in TABLES.values())


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_of_a_run_in_which_nothing_happened_has_the_same_columns(name: str):
    nothing = replace(small_lived(), tallies=Tallies.for_months(MONTHS), panel={})
    assert dict(tables(nothing)[name].schema) == TABLES[name].columns


@pytest.mark.parametrize("name", COLUMNS)
def test_no_table_holds_a_number_that_is_none(name: str, small: dict[str, pl.DataFrame]):
    floats = small[name].select(pl.col(pl.Float64))
    assert not any(column.is_nan().any() or column.is_infinite().any() for column in floats)


def test_every_month_has_every_grade_and_its_shares_make_one(small: dict[str, pl.DataFrame]):
    grades = small["grades"]
    assert len(grades) == 3 * (MONTHS + 1)
    assert rows(grades, month=MONTHS, grade="FAIR") == [{"month": MONTHS, "grade": "FAIR", "people": 90, "share": 0.09}]
    assert grades.group_by("month").agg(pl.col("share").sum())["share"].to_numpy() == pytest.approx(1)


def test_a_list_shows_how_many_are_on_it_only_by_wrong_records(small: dict[str, pl.DataFrame]):
    assert rows(small["lists"], month=MONTHS) == [
        {"month": MONTHS, "list": "black", "title": "Blacklist", "people": 30, "wrongly": 5, "missed": 1, "share": 0.03}
    ]


def test_each_list_and_grade_has_its_causes_which_add_up_to_whom_it_holds(small: dict[str, pl.DataFrame]):
    found = [(one["id"], one["cause"], one["people"], one["wrongly"]) for one in small["causes"].to_dicts()]
    assert found == [
        ("black", "court.defied", 30, 5),
        ("POOR", "tax.late", 58, 10),  # records of two sources
        ("POOR", "no record", 2, 0),
    ]
    clauses = dict(small["causes"].select("cause", "clause").rows())
    assert clauses == {"court.defied": "line 3", "tax.late": "line 1", "no record": ""}
    listed, graded = (small["causes"].filter(id=name)["people"].sum() for name in ("black", "POOR"))
    assert (listed, graded) == (30, 60)


def test_a_confusion_matrix_is_that_of_everybody_and_of_each_group(small: dict[str, pl.DataFrame]):
    found = small["confusion"]
    everybody = {one["id"]: one for one in rows(found, trait="everybody")}
    assert list(everybody) == ["any", "black", "POOR"]
    matrix = ("people", "rightly", "wrongly", "missed", "neither")
    assert [everybody["any"][name] for name in matrix] == [1000, 75, 15, 2, 908]
    assert (everybody["any"]["wrongful_share"], everybody["any"]["wrongful_risk"]) == (15 / 90, 15 / 923)
    (rural,) = rows(found, id="black", trait="settlement", level="rural")
    assert [rural[name] for name in matrix] == [400, 25, 5, 1, 369]
    for name in matrix:
        assert found.filter(id="any", trait="sex")[name].sum() == everybody["any"][name]


def test_people_are_told_apart_by_trait_grade_and_standing(small: dict[str, pl.DataFrame]):
    found = rows(small["people"], month=MONTHS, listed=True, wrongly=True)
    assert [(one["settlement"], one["income"], one["grade"], one["people"]) for one in found] == [
        ("rural", "fifth-1", "FAIR", 5)
    ]
    assert small["people"].filter(month=MONTHS)["people"].sum() == 1000
    assert small["people"]["people"].min() > 0


def test_moves_are_by_month_and_by_full_year(small: dict[str, pl.DataFrame]):
    assert rows(small["flows"], month=MONTHS, **{"from": "GOOD", "to": "POOR"})[0]["people"] == 60
    assert small["flows"]["month"].min() == 1
    assert small["mobility"]["year"].unique().to_list() == [1, 2]
    assert rows(small["mobility"], year=2, **{"from": "GOOD", "to": "FAIR"})[0]["people"] == 90


def test_a_year_that_was_not_lived_to_its_end_has_no_mobility():
    short = replace(small_lived(), tallies=Tallies.for_months(18), panel={})
    assert tables(short)["mobility"]["year"].unique().to_list() == [1]


def test_refusals_are_counted_by_service_and_by_who_asked(small: dict[str, pl.DataFrame]):
    flight, job = small["refusals"].to_dicts()
    assert (flight["service"], flight["asked"], flight["refused"]) == ("travel.flight", 150, 25)
    assert flight["refused_share"] == pytest.approx(1 / 6)
    assert (flight["given_up"], flight["turned_away"], flight["turned_away_share"]) == (50, 75, 75 / 200)
    assert (job["asked"], job["refused"], job["favoured"], job["refused_share"]) == (10, 0, 4, 0.0)
    assert job["favoured_share"] == 0.4
    (rural,) = rows(small["refusals_by"], service="travel.flight", trait="settlement", level="rural")
    assert (rural["asked"], rural["refused"], rural["refused_share"]) == (50, 20, 0.4)
    assert (rural["given_up"], rural["turned_away"], rural["turned_away_share"]) == (50, 70, 0.7)
    (poor,) = rows(small["refusals_by"], service="work.job", trait="income", level="fifth-1")
    assert (poor["favoured"], poor["favoured_share"]) == (4, 0.4)
    (old,) = rows(small["refusals_by"], service="travel.flight", trait="age", level="75+")
    assert (old["asked"], old["refused_share"]) == (0, None)


def test_what_was_asked_for_is_told_by_month_and_beside_what_all_schemes_refused(small: dict[str, pl.DataFrame]):
    answers = small["answers"]
    assert len(answers) == 2 * MONTHS
    (flight,) = rows(answers, month=7, service="travel.flight")
    assert (flight["asked"], flight["refused"], flight["refused_by_any"]) == (150, 25, 40)
    assert (flight["given_up"], flight["given_up_by_any"]) == (50, 60)
    (job,) = rows(answers, month=8, service="work.job")
    assert (job["asked"], job["refused"], job["favoured"]) == (10, 0, 4)
    assert answers["refused"].sum() == small["refusals"]["refused"].sum()


def test_who_is_no_subject_in_a_month_has_no_score_in_it():
    lived = small_lived()
    lived.panel["scored"][3, 0] = False
    lives = tables(lived)["lives"]
    (outside,) = rows(lives, person=7, month=3)
    assert (outside["scored"], outside["score"], outside["deserved"]) == (False, None, None)
    assert lives["score"].null_count() == 1


def test_the_tables_of_firms_have_the_traits_of_firms():
    lived = replace(small_lived(), catalogue=replace(small_catalogue(), cast=FIRMS), panel={})
    found = tables(lived)
    assert not set(found["people"].columns) & set(TRAITS) - set(FIRM_TRAITS)
    assert set(FIRM_TRAITS) <= set(found["people"].columns)
    assert set(found["refusals_by"]["trait"]) == set(FIRM_TRAITS)


def test_reasons_name_source_clause_and_points_won_and_lost(small: dict[str, pl.DataFrame]):
    reasons = small["reasons"]
    assert reasons.select("conduct", "source").rows() == [
        ("tax.late", "office"),
        ("tax.late", "camera"),
        ("court.defied", "office"),
        ("help.given", "office"),
    ]
    assert reasons["clause"].to_list() == ["line 1", "line 1", "line 3", "line 2"]
    assert reasons["points_lost"].to_list() == [300, 200, 0, 0]
    assert reasons["points_lost_wrongly"].to_list() == [60, 100, 0, 0]
    assert reasons["points_gained"].to_list() == [0, 0, 0, 40]
    assert reasons["wrong"].to_list() == [6, 10, 0, 0]


def test_a_source_answers_for_its_wrong_records(small: dict[str, pl.DataFrame]):
    office, camera = small["sources"].to_dicts()
    assert (office["records"], office["wrong"], office["points_lost_wrongly"]) == (68, 6, 60)
    assert (camera["records"], camera["wrong"], camera["wrong_share"]) == (20, 10, 0.5)
    assert (camera["struck"], camera["struck_wrong"], camera["points_lost_wrongly"]) == (5, 4, 100)


def test_a_conduct_seen_by_two_sources_is_one_conduct(small: dict[str, pl.DataFrame]):
    late = small["conducts"].filter(conduct="tax.late")
    assert len(late) == MONTHS
    assert (late["happened"].sum(), late["recorded"].sum(), late["falsely"].sum()) == (90, 50, 16)
    assert small["conducts"].filter(lawful=True)["conduct"].unique().to_list() == ["help.given"]


def test_sanctions_count_the_refusing_grade_and_the_list_once(small: dict[str, pl.DataFrame]):
    assert rows(small["sanctions"], month=MONTHS) == [
        {"month": MONTHS, "entered": 0, "entered_wrongly": 0, "people": 90, "wrongly": 15, "missed": 2, "share": 0.09}
    ]
    assert small["sanctions"]["entered"].sum() == 110


def test_recovery_is_told_for_everybody_and_by_how_it_began(small: dict[str, pl.DataFrame]):
    recovery = small["recovery"]
    everybody = recovery.filter(pl.col("entered_wrongly").is_null())
    assert everybody["months"].to_list() == [0, 1, 2, 3]
    assert everybody["still"].to_list() == pytest.approx([1, 10 / 11, 5 / 11, 5 / 11 * 3 / 4])
    wrongly = recovery.filter(entered_wrongly=True)
    rightly = recovery.filter(entered_wrongly=False)
    assert wrongly["at_risk"].to_list() == [0, 15, 10, 2]
    assert (wrongly["at_risk"] + rightly["at_risk"]).to_list() == everybody["at_risk"].to_list()


def test_scores_lie_in_bins_of_equal_width(small: dict[str, pl.DataFrame]):
    scores = small["scores"]
    assert scores["month"].unique().sort().to_list() == [0, 12, 24]
    assert rows(scores, month=0, people=1000)[0]["score_from"] == 100
    assert (scores["score_to"] - scores["score_from"]).unique().to_list() == [5]


def test_the_scores_of_a_run_that_ends_within_a_year_are_those_of_its_last_month():
    short = replace(small_lived(), tallies=Tallies.for_months(18), panel={})
    assert tables(short)["scores"]["month"].unique().sort().to_list() == [0, 12, 18]


def test_livelihoods_are_means_in_units_that_people_read(small: dict[str, pl.DataFrame]):
    free, under = rows(small["living"], month=MONTHS)
    assert (free["money"], free["strain"], free["employed"]) == (2.0, 0.1, 0.5)
    assert (under["sanctioned"], under["money"], under["strain"], under["late"]) == (True, 1.0, 0.5, 1 / 3)
    assert rows(small["living"], month=0, sanctioned=True)[0]["money"] is None


def test_a_followed_life_is_told_month_by_month(small: dict[str, pl.DataFrame]):
    lives = small["lives"]
    assert lives["person"].unique().sort().to_list() == [7, 300]
    assert len(lives) == 2 * (MONTHS + 1)
    assert rows(lives, person=300, month=MONTHS) == [
        {
            "person": 300,
            "month": MONTHS,
            "score": 40,
            "deserved": 100,
            "grade": "POOR",
            "rightful_grade": "GOOD",
            "scored": True,
            "listed": False,
            "listed_wrongly": False,
            "wrongly": True,
            "money": 2.5,
            "strain": 1.0,
            "job": "unemployed",
            "debt": "late",
            "records": 1,
        }
    ]


def test_disparities_are_those_of_the_end(small: dict[str, pl.DataFrame]):
    (rural,) = rows(small["disparities"], trait="settlement", level="rural")
    assert (rural["people"], rural["sanctioned"], rural["wrongly"]) == (400, 60, 5)
    assert rural["risk_ratio"] == pytest.approx((60 / 400) / (30 / 600))


def test_the_metrics_are_those_that_are_enlisted(small: dict[str, pl.DataFrame]):
    metrics = small["metrics"]
    assert metrics["metric"].to_list() == [name for name, one in METRICS.items() if one.part is None]
    assert rows(metrics, metric="sanctioned_people")[0]["value"] == 90
    assert rows(metrics, metric="median_recovery_months")[0]["value"] == 2


def without_grades() -> Simulated:
    scheme = small_scheme().model_copy(update={"grades": (), "score": None, "rules": (), "consequences": ()})
    lived = small_lived()
    only_lists = lived.tallies
    only_lists.people[-1] = 0
    only_lists.people[-1, 3, [0, 8]] = 970, 30
    only_lists.held[-1, ANY] = 30, 0, 0
    return replace(lived, scheme=scheme, tallies=only_lists, sanctioned_grades=())


def test_a_scheme_that_only_keeps_lists_has_no_grades_and_no_scores():
    found = tables(without_grades())
    assert all(found[name].is_empty() for name in ("grades", "flows", "mobility", "scores"))
    assert found["people"]["grade"].null_count() == len(found["people"])
    assert found["lives"]["score"].null_count() == len(found["lives"])
    assert rows(found["sanctions"], month=MONTHS)[0]["people"] == 30
    assert found["reasons"]["conduct"].to_list() == ["court.defied"]


def test_a_scheme_without_lists_has_an_empty_table_of_lists():
    scheme = small_scheme().model_copy(update={"lists": ()})
    assert tables(replace(small_lived(), scheme=scheme))["lists"].is_empty()


def test_a_run_that_follows_nobody_has_no_lives():
    nobody = {"person": np.zeros(0, np.int64), "score": np.zeros((MONTHS + 1, 0), np.int32)}
    assert tables(replace(small_lived(), panel=nobody))["lives"].is_empty()
