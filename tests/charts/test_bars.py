"""Bars: their parts follow each other, a is filled and b outlined."""

from glasshouse.charts.bars import pairs_of_bars, split_bars
from glasshouse.charts.style import FREE, FREE_HOLLOW, HOLLOW, SANCTION, Words

WORDS = Words("A title.", "A title, and more.")
NAMES = ("a: harbour-2016", "b: none")


def test_the_parts_of_a_bar_follow_each_other():
    row = {"title": "Traffic ticket", "label": "", "brief": "", "lengths": [7, 3]}
    parts = {"by true records": SANCTION, "by wrong records": HOLLOW}
    bars = split_bars([row], WORDS, parts, {"title": "reason"}).to_dict()
    pieces = next(data for data in bars["datasets"].values() if "from" in data[0])
    assert [(one["part"], one["from"], one["to"]) for one in pieces] == [
        ("by true records", 0, 7),
        ("by wrong records", 7, 10),
    ]


def flight(b: int) -> dict:
    """A service that is refused three times in a alone."""
    return {"title": "Flight", "a": {"mean": 3}, "b": {"mean": b}, "label": "", "brief": ""}


def test_a_bar_of_a_is_filled_and_one_of_b_is_pale_with_an_outline():
    drawn = pairs_of_bars([flight(1)], WORDS, NAMES, {"title": "service"}).to_dict()
    first = drawn["layer"][0]["encoding"]
    assert first["fill"]["scale"]["range"] == [SANCTION, FREE_HOLLOW]
    assert first["stroke"]["scale"]["range"] == [SANCTION, FREE]


def test_what_happened_never_has_no_bar():
    drawn = pairs_of_bars([flight(0)], WORDS, NAMES, {"title": "service"}).to_dict()
    assert [row["side"] for data in drawn["datasets"].values() for row in data if "side" in row] == ["a: harbour-2016"]


def test_a_bar_with_an_interval_has_whiskers_and_one_without_has_none():
    row = {"title": "Flight", "label": "", "brief": "", "lengths": [7]}
    ends = {"low": 6, "high": 8, "least": 4, "most": 9}
    plain, sure = (
        split_bars([one], WORDS, {"refused": SANCTION}, {"title": "service"}).to_dict() for one in (row, row | ends)
    )
    assert len(sure["layer"]) == len(plain["layer"]) + 2
    assert sure["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 9]
