"""What a comparison came to, on the terminal."""

import pytest
from made_up_comparison import made_up_comparison, nothing_differs

from glasshouse.cli import shown_comparison


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    shown_comparison.show(made_up_comparison())
    return capsys.readouterr().out


def lines(shown: str) -> list[list[str]]:
    return [line.split() for line in shown.splitlines()]


def test_the_first_line_says_that_the_people_are_synthetic(shown: str):
    assert shown.startswith("Synthetic people: a result under stated assumptions")


def test_both_worlds_are_named_before_anything_is_told_of_them(shown: str):
    assert ["b", "No", "scheme", "at", "all", "(none)"] in lines(shown)
    assert shown.index("No scheme at all") < shown.index("lives diverge")


def test_the_difference_comes_first_and_both_worlds_after_it(shown: str):
    places = [
        "21,000 of 540,000 lives diverge",
        "Lawful speech, petition and belief: 0.89\xa0% fewer in b (no scheme)",
        "In one world and not in the other",
        "Refused or given up in one world",
        "Who fares better",
        "Groups furthest apart",
        "Both worlds",
    ]
    found = [shown.index(place) for place in places]
    assert found == sorted(found)


def test_who_ends_where_and_what_is_done_in_one_world_alone_is_counted(shown: str):
    assert ["End", "under", "sanction", "7,776", "2", "5"] in lines(shown)
    assert ["Unlawful", "conduct", "210", "42", "21,000"] in lines(shown)
    assert ["Good", "deeds", "and", "honours", "80", "14", "8,000"] in lines(shown)
    assert ["Bank", "loan", "41,300", "413"] in lines(shown)


def test_who_fares_better_is_counted_with_what_it_comes_to(shown: str):
    assert ["Months", "under", "sanction", "540", "1.5", "10,800", "12.5"] in lines(shown)
    assert "people in the lowest income fifth +0.57" in " ".join(shown.split())
    assert "Savings: 0.06 months of outgoings less in a at the end" in shown


def test_it_fits_eighty_columns_and_needs_no_colour(shown: str):
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown


def test_a_common_past_is_told_where_there_is_one():
    of = {"run": "abc", "at": 17, "begins": "2017-06", "schemes": ["sesame", "court-list"]}
    told = "the same in both until 2017-06: 17 months of run abc under sesame+court-list"
    assert shown_comparison.past({"branch": of}) == [("Past", told)]
    assert shown_comparison.past({}) == []


def test_a_scheme_against_itself_says_that_nothing_differs(capsys: pytest.CaptureFixture[str]):
    shown_comparison.show(nothing_differs())
    told = capsys.readouterr().out
    assert "0 of 540,000 lives diverge (0 %); 540,000 are the same in both worlds." in told
    assert "In one world and not" not in told
    assert "Both worlds" in told
