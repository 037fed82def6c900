"""How a wrong name is told, and how counts are said."""

import pytest

from glasshouse.errors import count_of, lasting, no_such, quoted


def test_a_slip_is_told_what_was_probably_meant():
    told = no_such("a service", "travel.fligth", ["travel.flight", "finance.loan"])
    assert told == "'travel.fligth' is not a service. Did you mean 'travel.flight'?"


def test_capitals_do_not_hide_what_was_meant():
    assert no_such("a grade", "aaa", ["AAA", "B"]).endswith("Did you mean 'AAA'?")


def test_a_few_names_are_all_told():
    assert no_such("a grade", "excellent", ["B", "A"]) == "'excellent' is not a grade. Known: A, B."


def test_many_names_are_not_told():
    assert no_such("a grade", "zzzz", map(str, range(100, 200))) == "'zzzz' is not a grade."


def test_where_there_is_none_it_says_so():
    assert no_such("a list", "x", []) == "'x' is not a list; there is none."


@pytest.mark.parametrize("name", ["x" * 100_000, 10**5000, None, ["a"], "a\nb"], ids=type)
def test_whatever_was_named_the_sentence_is_one_short_line(name: object):
    told = no_such("a grade", name, ["A"])
    assert len(told) < 200
    assert "\n" not in told


def test_text_is_quoted_and_cut():
    assert quoted("D") == "'D'"
    assert quoted("x" * 500) == "'" + "x" * 58 + "..."


@pytest.mark.parametrize(("number", "said"), [(0, "0 problems"), (1, "1 problem"), (1234, "1,234 problems")])
def test_counts_agree_with_their_noun(number: int, said: str):
    assert count_of(number, "problem") == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (59.94, "59.9 seconds"),
        (61, "1 minute 1 second"),
        (3600, "1 hour 0 minutes"),
        (2.1e6, "24 days 7 hours"),
        (4e8, "12 years 249 days"),
    ],
)
def test_a_length_of_time_reads_well(seconds: float, said: str):
    assert lasting(seconds) == said
