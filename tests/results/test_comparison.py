"""A comparison in hand: tables when asked for, both lives of somebody, and how it shows itself."""

from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.results.comparison import Comparison, names_of
from glasshouse.results.comparison_tables import TABLES
from glasshouse.studies.comparison import compare
from glasshouse.studies.spec import RunSpec


@cache
def both_kinds() -> Comparison:
    """People and firms, in a world where nobody scores either."""
    return compare(RunSpec(scheme="court-list+court-list-firms", world="hamlet", people=9_000, months=26), "none")


def made(read: Any) -> Comparison:
    run: Any = object()
    info = {"who": ["people", "firms"], "run": "0", "sides": []}
    return Comparison(info, run, run, read, relive=lambda person, who: Lived(person, who), folder=Path("x"))


class Lived:
    """Lives that say whose they are."""

    def __init__(self, person: int, who: str) -> None:
        self.person, self.who = person, who

    def frame(self) -> pl.DataFrame:
        return pl.DataFrame({"person": [self.person], "who": [self.who]})


def test_a_table_is_read_when_it_is_first_asked_for_and_only_then():
    asked: list[str] = []

    def read(name: str) -> pl.DataFrame:
        asked.append(name)
        return pl.DataFrame({"x": [1]})

    found = made(read)
    assert asked == []
    assert found.people is found.people
    assert found.of("firms").people is not None
    assert asked == ["people", "firms/people"]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_an_attribute(name: str):
    assert getattr(both_kinds(), name).equals(both_kinds().table(name), null_equal=True)


def test_a_table_or_subjects_that_are_not_there_are_told_kindly():
    with pytest.raises(GlasshouseError, match="Did you mean 'transitions'"):
        both_kinds().table("transition")
    with pytest.raises(GlasshouseError, match="Did you mean 'firms'"):
        both_kinds().of("firm")
    with pytest.raises(KeyError):
        both_kinds().difference("no such outcome")


def test_the_same_comparison_is_about_people_and_about_firms():
    people, firms = both_kinds(), both_kinds().of("firms")
    assert (people.who, firms.who) == ("people", "firms")
    assert people.of("people") is people
    assert people.compared > firms.compared > 0
    assert [run.catalogue.cast.who for run in firms.runs] == ["firms", "firms"]
    assert [run.catalogue.cast.who for run in people.runs] == ["people", "people"]


def test_the_names_of_tables_of_a_second_kind_begin_with_it():
    assert names_of(["people"]) == list(TABLES)
    assert names_of(["people", "firms"])[len(TABLES) :] == [f"firms/{name}" for name in TABLES]


def test_both_lives_are_those_of_whom_the_comparison_is_about():
    assert made({}.__getitem__).lives(7).row(0) == (7, "people")
    assert made({}.__getitem__).of("firms").lives(7).row(0) == (7, "firms")


def test_a_comparison_says_what_it_is():
    found = both_kinds()
    assert "court-list+court-list-firms and none in hamlet" in repr(found)
    assert f"{found.parted:,} of {found.compared:,} lives diverge" in repr(found)
    page = found._repr_html_()
    assert "Synthetic people" in page
    assert f"{found.parted:,} of {found.compared:,}" in page
    for head in ("in a alone", "in b alone", "in both", "End under sanction", "End on a list"):
        assert head in page
    assert found.titles[0] in page.replace("&amp;", "&").replace("&#x27;", "'")
