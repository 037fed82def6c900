"""Cells: each with its share, on a phone with what fits."""

from glasshouse.charts.cells import STEP, cells
from glasshouse.charts.style import Words


def test_cells_stand_in_the_order_of_their_names_and_are_shaded_by_their_shares():
    names = {"a": ["AAA", "D"], "b": ["no grade"]}
    rows = [
        {"a": one, "b": "no grade", "share": 0.5, "people": 1, "text": "1", "brief": "1", "label": "50 %", "below": ""}
        for one in names["a"]
    ]
    spec = cells(rows, Words("A title.", "In full."), names, {"a": "in a", "b": "in b"}, {"a": "in a"}).to_dict()
    encoding = spec["layer"][0]["encoding"]
    assert encoding["y"]["scale"]["domain"] == names["a"]
    assert encoding["x"]["title"] == "in b"
    assert encoding["opacity"]["field"] == "share"
    assert spec["height"] == 2 * STEP
