"""Refusals: most first, with counts, and by group."""

import polars as pl

from glasshouse.charts import draw, words_of
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
    made = loans(run, {"75+": (10, 9), "18-29": (490, 99), "30-44": (500, 9)})
    assert "of people aged 18–29 are refused" in words_of("who_is_refused", made).title
    found = refused_groups(made)
    assert found is not None
    assert [row["few"] for row in found[1]] == [True, False, False]


def test_a_title_names_no_group_where_counts_do_not_bear_it_out(run: Run):
    made = loans(run, {"18-29": (490, 12), "30-44": (510, 9)})
    assert words_of("who_is_refused", made).title == "Bank loan: 2.1\xa0% of all requests are refused."


def loans(run: Run, groups: dict[str, tuple[int, int]]) -> Run:
    """The run, had there been nothing but these requests for loans and refusals, by age."""
    rows = [("finance.loan", "age", level, asked, refused, 0, refused, asked, 0, *[refused / asked] * 2, 0.0)
            for level, (asked, refused) in groups.items()]  # fmt: skip
    by = pl.DataFrame(rows, run.refusals_by.schema, orient="row")
    asked, refused = (int(by[name].sum()) for name in ("asked", "refused"))
    whole = run.refusals.filter(pl.col("service") == "finance.loan").with_columns(
        asked=pl.lit(asked), refused=pl.lit(refused), turned_away=pl.lit(refused),
        turned_away_share=pl.lit(refused / asked), would_be=pl.lit(asked),
    )  # fmt: skip
    return Run(run.info, {"refusals": whole, "refusals_by": by}, scheme=run.scheme, world=run.world,
               catalogue=run.catalogue)  # fmt: skip


def test_what_is_given_up_stands_beside_what_is_refused(run: Run):
    (flight,) = (row for row in refused(run) if row["service"] == "travel.flight")
    assert (flight["turned_away"], flight["would_be"]) == (16_500, 641_100)
    alone = Run(run.info, {**{name: run.table(name) for name in ("refusals_by", "rewards")},
                           "refusals": run.refusals.filter(pl.col("service") == "travel.flight")},
                scheme=run.scheme, world=run.world, catalogue=run.catalogue)  # fmt: skip
    words = words_of("refusals", alone)
    assert "1,100 times not asked for any more" in words.title
    assert words.note.startswith("Given up:")
    bars = [row for data in draw("refusals", alone).to_dict()["datasets"].values() for row in data if "part" in row]
    assert [(row["part"], row["from"], row["to"]) for row in bars] == [
        ("refused", 0, 15_400),
        ("given up", 15_400, 16_500),
    ]


def test_where_nothing_was_refused_a_sentence_says_so(edges: dict[str, Run]):
    for name in ("refusals", "who_is_refused"):
        assert words_of(name, edges["nobody_sanctioned"]).title == "Nobody was refused a service in this run."


def test_of_many_seeds_every_number_of_the_title_has_its_interval(ensemble: Ensemble):
    assert words_of("refusals", ensemble).title.count(" to ") == 3
    assert " of the requests of " in words_of("who_is_refused", ensemble).title
