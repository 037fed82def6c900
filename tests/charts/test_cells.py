"""Cells: each with its share, on a phone with what fits."""

from glasshouse.charts.cells import LEAST_HEIGHT, STEP, cells
from glasshouse.charts.style import Words


def drawn(names: dict[str, list[str]]):
    """The spec of cells, each with half of all."""
    rows = [
        {"a": one, "b": "no grade", "share": 0.5, "people": 1, "text": "1", "brief": "1", "label": "50 %", "below": ""}
        for one in names["a"]
    ]
    return cells(rows, Words("A title.", "In full."), names, {"a": "in a", "b": "in b"}, {"a": "in a"}).to_dict()


def test_cells_stand_in_the_order_of_their_names_and_are_shaded_by_their_shares():
    names = {"a": ["AAA", "A", "B", "D"], "b": ["no grade"]}
    spec = drawn(names)
    encoding = spec["layer"][0]["encoding"]
    assert encoding["y"]["scale"]["domain"] == names["a"]
    assert encoding["x"]["title"] == "in b"
    assert encoding["opacity"]["field"] == "share"
    assert spec["height"] == 4 * STEP


def test_one_row_has_room_for_the_titles_beside_it():
    assert drawn({"a": ["A"], "b": ["no grade"]})["height"] == LEAST_HEIGHT
