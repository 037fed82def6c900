"""What a run rests on: every source with its errors, the people by trait."""

from glasshouse.report.sources import (
    how_sources_err,
    margins,
    neighbourhoods,
)
from glasshouse.results.run import Run


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
