"""Refusals, reasons and sources: most first, with counts, true and wrong apart."""

import polars as pl

from glasshouse.charts import draw, words_of
from glasshouse.charts.causes import points_lost, refused, refused_groups, wrong_sources
from glasshouse.charts.look import FREE_HOLLOW
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


def test_a_reason_that_gives_points_is_no_reason_for_points_lost(run: Run):
    assert all(row["points"] < 0 for row in points_lost(run))


def test_points_lost_by_wrong_records_are_part_of_all_points_lost(run: Run):
    rows = points_lost(run)
    whole = sum(row["points_lost"] for row in rows)
    assert f"{whole:,} in all" in words_of("reasons", run).alt
    assert all(row["points_lost_wrongly"] <= row["points_lost"] for row in rows)


def test_one_rule_seen_by_two_sources_is_one_reason(run: Run):
    twice = Run(
        run.info,
        {"reasons": run.reasons.vstack(run.reasons)},
        scheme=run.scheme,
        world=run.world,
        catalogue=run.catalogue,
    )
    assert len(points_lost(twice)) == len(points_lost(run))
    assert points_lost(twice)[0]["points_lost"] == 2 * points_lost(run)[0]["points_lost"]


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


def test_a_title_names_no_group_that_made_few_of_the_requests(run: Run):
    rows = [("finance.loan", "age", "75+", 10, 9, 0.9), ("finance.loan", "age", "18-29", 990, 99, 0.1)]
    by = pl.DataFrame(rows, run.refusals_by.schema, orient="row")
    whole = run.refusals.filter(pl.col("service") == "finance.loan").with_columns(
        asked=pl.lit(1000), refused=pl.lit(108)
    )
    made = Run(run.info, {"refusals": whole, "refusals_by": by}, scheme=run.scheme, world=run.world,
               catalogue=run.catalogue)  # fmt: skip
    assert "of people aged 18–29 are refused" in words_of("who_is_refused", made).title
    found = refused_groups(made)
    assert found is not None
    assert [row["few"] for row in found[1]] == [True, False]


def test_where_nothing_was_refused_a_sentence_says_so(edges: dict[str, Run]):
    for name in ("refusals", "who_is_refused"):
        assert words_of(name, edges["nobody_sanctioned"]).title == "Nobody was refused a service in this run."
