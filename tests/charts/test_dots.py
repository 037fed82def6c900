"""Dots by group: few people are marked, nobody has no dot."""

from glasshouse.charts.dots import SOLID, STEP, dots, group
from glasshouse.charts.style import Row, Words

WORDS = Words("A title.", "A title, and more.")


def row(level: str, mean: float | None, *, few: bool = False) -> Row:
    """A group of an age."""
    return {
        **group({"trait": "age", "level": level, "few": few}),
        "mean": mean,
        "state": SOLID,
        "label": "–",
        "brief": "",
    }


def test_a_group_with_few_people_is_marked_and_one_of_nobody_has_a_name_and_no_dot():
    rows = [row("18-29", 0.1, few=True), row("75+", None)]
    spec = dots(rows, WORDS, (0.1, "10 %"), tooltip={"name": "group"}).to_dict()
    lines = next(data for data in spec["datasets"].values() if len(data) == 4)
    assert [line["text"] for line in lines] == ["* fewer than 2 %", "Age", "18–29 *", "75+"]
    assert spec["height"] == 4 * STEP
    assert "datum.mean != null" in str(spec)


def test_numbers_below_none_reach_to_the_left_of_it():
    spec = dots([row("18-29", -0.1), row("75+", 0.2)], WORDS, tooltip={"name": "group"}, around_none=True).to_dict()
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [-0.1, 0.2]
    assert {"none": 0.0} in [one for data in spec["datasets"].values() for one in data]
