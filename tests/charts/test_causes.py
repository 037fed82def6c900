"""Refusals, reasons and sources: most first, with counts, true and wrong apart."""

from glasshouse.charts import words_of
from glasshouse.charts.causes import points_lost, refused, refused_groups, wrong_sources
from glasshouse.runs.run import Run


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


def test_where_nothing_was_refused_a_sentence_says_so(edges: dict[str, Run]):
    for name in ("refusals", "who_is_refused"):
        assert words_of(name, edges["nobody_sanctioned"]).title == "Nobody was refused a service in this run."
