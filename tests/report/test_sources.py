"""What a run rests on: every assumption with its range, every source with its errors, the people by trait."""

from glasshouse.report.sources import (
    assumptions,
    how_sources_err,
    margins,
    neighbourhoods,
    published,
    share_assumed,
)
from glasshouse.results.run import Run


def test_every_assumption_is_in_a_table_with_its_range(run: Run):
    tables = assumptions(run)
    assumed, whole = share_assumed(run)
    assert sum(len(table.rows) for table in tables) == assumed < whole
    scheme = next(table for table in tables if table.caption.startswith("Scheme"))
    assert ("appeal/contested", "–", "0.4", "0.2", "0.6") in scheme.rows


def test_a_published_source_is_named_once_with_how_much_rests_on_it(run: Run):
    [row] = published(run).rows
    assert row[-1] == "7"


def test_a_source_shows_what_it_misses_and_how_it_errs(run: Run):
    row = next(row for row in how_sources_err(run).rows if row[0] == "Traffic cameras")
    assert row[1:4] == (
        "80.0\u00a0% (assumed, 0.5 to 0.95)",
        "2.0\u00a0% (assumed, 0 to 0.1)",
        "1.0\u00a0% (ftc-2012: share of mixed files)",
    )
    assert row[4] == "1 month"


def test_the_shares_of_a_trait_are_of_all_who_are_scored(run: Run):
    rows = {row[:2]: row[2:] for row in margins(run).rows}
    assert rows["Migrant status", "migrant"] == ("64,800", "12.0\u00a0%")


def test_kinds_of_neighbourhood_are_shown_with_their_share(run: Run):
    assert neighbourhoods(run).rows[0][:2] == ("Old centre", "urban")
