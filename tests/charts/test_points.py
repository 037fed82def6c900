"""Rules that take points: most first, by true and by wrong records."""

import made_up_run

from glasshouse.charts import words_of
from glasshouse.charts.points import points_lost
from glasshouse.results.run import Run
from glasshouse.results.run_tables import TABLES


def test_a_reason_that_gives_points_is_no_reason_for_points_lost(run: Run):
    assert all(row["points"] < 0 for row in points_lost(run))


def test_points_lost_by_wrong_records_are_part_of_all_points_lost(run: Run):
    rows = points_lost(run)
    whole = sum(row["points_lost"] for row in rows)
    assert f"{whole:,} in all" in words_of("reasons", run).alt
    assert all(row["points_lost_wrongly"] <= row["points_lost"] for row in rows)


def test_one_rule_seen_by_two_sources_is_one_reason(run: Run):
    tables = {name: run.table(name) for name in TABLES}
    twice = made_up_run.run_of({**tables, "reasons": run.reasons.vstack(run.reasons)})
    assert len(points_lost(twice)) == len(points_lost(run))
    assert points_lost(twice)[0]["points_lost"] == 2 * points_lost(run)[0]["points_lost"]
