"""A table is declared once: what is stored, gathered and told of it follows from that."""

import math
from typing import Any

import polars as pl

from glasshouse.population.people import TRAITS
from glasshouse.results.table import BOOL, COUNTED, EACH_TRAIT, KEY, NAME, PART, Column, Tables, each

TABLES = Tables()


@TABLES.table(
    "A grade: how many hold it.",
    {"grade": KEY, "title": NAME, "people": COUNTED, "share": PART, "mark": Column(BOOL)},
    limits=("grade", {"A": (0.0, 9.0)}),
)
def _grades(people: int) -> dict[str, Any]:
    return {"grade": ["A"], "title": ["The best"], "people": [people], "share": [1.0], "mark": [True]}


@TABLES.table("A group: how many.", {"month": KEY, **EACH_TRAIT, **each(COUNTED, "people", "firms")}, gathered=False)
def _groups(people: int) -> dict[str, Any]:
    return {}


def test_a_table_bears_the_name_of_what_makes_it_and_has_its_columns():
    made = TABLES.made_of(7, (), ["grades"])["grades"]
    assert dict(made.schema) == TABLES["grades"].columns
    assert made.row(0) == ("A", "The best", 7, 1.0, True)


def test_an_ensemble_gathers_numbers_by_keys_and_leaves_out_what_is_neither():
    layout = TABLES["grades"].layout
    assert (layout.keys, layout.names, list(layout.columns)) == (("grade",), ("title",), ["people", "share"])
    assert layout.columns["people"].absent == 0
    assert math.isnan(layout.columns["share"].absent)
    assert [ends.tolist() for ends in layout.limits("people", pl.DataFrame({"grade": ["A"]}))] == [[0.0], [9.0]]
    assert set(TABLES.layouts) == {"grades"}


def test_other_subjects_have_columns_for_their_own_traits():
    assert list(TABLES["groups"].columns_of(["sector", "size"])) == ["month", "sector", "size", "people", "firms"]
    assert list(TABLES["groups"].columns) == ["month", *TRAITS, "people", "firms"]
