"""Which group a sentence about requests names."""

from typing import Any

from glasshouse.charts.answers import Answered, groups_of, most_of, told_by_group
from glasshouse.results.run import Run

REFUSED = Answered("refused", "share", "asked", "are refused")


def row(level: str, asked: int, refused: int) -> dict[str, Any]:
    """Requests of an age."""
    share = refused / asked if asked else None
    return {"service": "loan", "title": "Loan", "trait": "age", "level": level, "asked": asked, "refused": refused,
            "share": share, "few": asked < 20}  # fmt: skip


ALL = row("all", 1_000, 110)


def test_the_extreme_group_is_named_if_counts_bear_it_out(run: Run):
    rows = [row("18-29", 400, 100), row("30-44", 600, 10)]
    assert most_of(run, ALL, rows, REFUSED) == rows[0]
    assert told_by_group(run, ALL, rows, REFUSED)[0] == (
        "Loan: 25.0\xa0% of the requests of people aged 18–29 are refused, 11.0\xa0% of all."
    )


def test_no_other_is_named_where_they_do_not(run: Run):
    rows = [row("60-74", 25, 5), row("18-29", 400, 60), row("30-44", 575, 45)]
    assert most_of(run, ALL, rows, REFUSED) is None
    title, told = told_by_group(run, ALL, rows, REFUSED)
    assert title == "Loan: 11.0\xa0% of all requests are refused."
    assert told.startswith("People aged 60–74 20.0\xa0% (5 of 25)")


def test_groups_of_few_requests_are_marked_and_never_named(run: Run):
    by = run.refusals_by.with_columns(share="refused_share")
    service = run.refusals.with_columns(share="refused_share").row(0, named=True)
    found = groups_of(by, service, REFUSED)
    assert {one["service"] for one in found} == {service["service"]}
    assert all(one["few"] == (one["asked"] < 0.02 * service["asked"]) for one in found)
    rows = [{**row("75+", 10, 10)}, row("30-44", 990, 100)]
    assert most_of(run, ALL, rows, REFUSED) is None
