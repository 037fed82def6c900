"""The sources that a scheme reads, not all that there are."""

from glasshouse.report.legal.sources import by_source
from glasshouse.results.run import Run


def test_only_sources_whose_records_are_read_are_shown(run: Run):
    rows = {row[0]: row[1:] for row in by_source(run).rows}
    assert rows["Traffic cameras"] == ("Traffic ticket", "240,000", "6,900", "2.9\u00a0%", "1,200,000")
    assert rows["Police patrols"][0] == "Lawful petition; Drunk driving"


def test_a_source_that_wrote_nothing_is_left_out(edges: dict[str, Run]):
    assert by_source(edges["without_scheme"]).rows == []
