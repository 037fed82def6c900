"""What a finding shows, and in which order."""

from glasshouse.scheme.check.faults.finding import Finding, findings

LINES = {(): 1, ("rules",): 5, ("rules", 0): 6, ("rules", 10): 30}


def test_a_finding_of_a_file_shows_its_line():
    assert str(Finding("error", ("rules", 0), "is idle.", 6)) == "  line   6  rules[0]: is idle."


def test_a_finding_without_a_file_shows_its_place():
    assert str(Finding("error", ("rules", 0), "is idle.")) == "  rules[0]: is idle."


def test_findings_come_in_the_order_of_the_file_and_once():
    said = [(("rules", 10), "b"), (("rules", 0, "points"), "a"), ((), "c"), (("rules", 10), "b")]
    assert [(one.line, one.text) for one in findings("note", said, LINES)] == [(1, "c"), (6, "a"), (30, "b")]


def test_findings_without_a_file_come_in_the_order_of_the_scheme():
    said = [(("rules", 10), "b"), (("rules", 9), "a")]
    assert [one.text for one in findings("note", said, None)] == ["a", "b"]
