"""A page about firms says what of them is a natural person."""

import polars as pl
from made_up_run import frames, run_of

from glasshouse.report.legal.firms import natural_persons
from glasshouse.results.run import Run


def test_sole_traders_are_counted():
    tables = frames(60)
    traders = (
        tables["disparities"]
        .head(1)
        .with_columns(trait=pl.lit("form"), level=pl.lit("sole trader"), people=pl.lit(900), sanctioned=pl.lit(12))
    )
    said = natural_persons(run_of({**tables, "disparities": traders}))
    assert "900 of them are sole traders, who are natural persons; 12 of these are under sanction." in said


def test_where_no_list_of_a_leader_is_read_it_is_said(run: Run):
    assert natural_persons(run).endswith("No rule reads a list of the persons who lead the firms.")
