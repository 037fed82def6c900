"""What brought people the lists and grades that refuse something."""

import polars as pl

from glasshouse.charts import draw, words_of
from glasshouse.charts.causes import CAUSES, causes
from glasshouse.results.run import Run


def test_the_commonest_cause_leads_with_its_share_and_its_list(run: Run):
    title = words_of("why_sanctioned", run).title
    assert title == (  # 6,000 of 6,000 + 2,000 + 900
        "Late tax: what most sanctions come from, 67.4\u00a0% of all (6,000 on the list Judgment defaulters)."
    )


def test_every_cause_is_told_with_how_many_it_holds_wrongly(run: Run):
    told = words_of("why_sanctioned", run).alt
    assert "Parking brings grade D to 900, to 90 of them wrongly" in told


def test_what_refuses_nothing_is_in_the_table_and_not_in_the_picture(run: Run):
    tables = {name: run.table(name) for name in ("causes",)}
    tables["causes"] = tables["causes"].with_columns(refuses=pl.col("cause") != "tax.late")
    harmless = Run(run.info, tables, scheme=run.scheme, world=run.world, catalogue=run.catalogue)
    assert [row["cause"] for row in causes(harmless)] == ["list", "traffic.parking"]
    told = CAUSES.table_of(harmless)
    assert told is not None
    assert [row[1] for row in told.rows] == ["no", "yes", "yes"]


def test_where_nobody_is_under_sanction_that_is_said(edges: dict[str, Run]):
    assert words_of("why_sanctioned", edges["nobody_sanctioned"]).empty


def test_what_holds_wrongly_is_hollow(run: Run):
    assert '"by wrong records"' in str(draw("why_sanctioned", run).to_json())
