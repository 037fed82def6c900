"""What a plan says about files: the places that rules need, and what is out of reach with those there are."""

from typing import Any

import pytest

from glasshouse.engine.places import Places
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.compile.filling import Filling
from glasshouse.scheme.library.find import find_scheme
from glasshouse.studies.places import Files, files_of, usual_files
from glasshouse.studies.spec import RunSpec, parts_of


def files(scheme: str, **more: Any) -> list[Files]:
    spec = RunSpec(**{"scheme": scheme, "world": "hamlet", **more})
    return files_of(spec, parts_of(spec))


def test_suinings_worst_class_takes_nine_records():
    (usual,), (large,) = files("suining-2010"), files("suining-2010", records=16)
    assert usual.beyond == (
        "suining-2010: nobody can ever be in grade D (below 600): the lowest score is 600 (1000 - 400 "
        "(social-management from 530 to 130 by 8 x 50 (traffic.drunk_driving)) = 600 with 8 records). Files of 16 "
        "reach it. Nor can anybody be on the list Names of class D on the county's website by that grade.",
    )
    assert large.beyond == ()


def test_people_and_firms_have_files_of_their_own():
    people, firms = files("rongcheng-2016+rongcheng-firms")
    assert (people.who, firms.who) == ("people", "firms")
    assert people.has_room
    assert not firms.has_room
    assert firms.told.endswith("What finds no place is lost. Files of 16 have room.")
    assert files("rongcheng-2016+rongcheng-firms", records=16)[1].has_room


def test_of_schemes_in_different_places_the_place_counts_where_most_is_needed():
    city, both = files("rongcheng-2016")[0].needed, files("rongcheng-2016+sesame")[0].needed
    assert both.mean > city.mean
    bundle = files("thirty-cities", world="china", people=2_000)[0].needed
    assert 0 < bundle.most <= both.most + 5


def test_of_a_scheme_alone_the_usual_run_is_looked_at():
    scheme = find_scheme("suining-2010")
    assert usual_files(scheme, load_catalogue()) == files("suining-2010", world="rongcheng")[0]


@pytest.mark.parametrize(
    ("records", "most", "told"),
    [
        (8, 8, "8 records; at once 2 count on average, and of 100 people 99 have 8 or fewer."),
        (8, 9, "What finds no place is lost. Files of 16 have room."),
        (16, 30, "What finds no place is lost. Files of 24, the largest, lose fewer."),
        (24, 30, "99 have 30 or fewer. The rest is lost."),
    ],
)
def test_a_file_without_room_is_told_with_the_size_that_has_it(records: int, most: int, told: str):
    assert Files("people", records, Places(2.0, most), (), Filling(24, False)).told.endswith(told)
