"""How a wrong name is told, and how counts are said."""

import pytest

from glasshouse.base.errors import count_of, lasting, names_meant, no_such, quoted


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


TITLES = {
    "travel.fast_rail": "High-speed train",
    "travel.flight": "Flight",
    "utility.payment_late": "Utility bill late",
    "utility.theft": "Stealing water, gas, power or heat",
    "credit.payment_late": "Late payment of a loan",
}
SCHEMES = ["none", "rongcheng-2013", "rongcheng-2016", "rongcheng-2021", "suining-2010", "travel-2018"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("utility.late", ["utility.payment_late"]),  # which shares its words, and not utility.theft by its letters
        ("travel.train", ["travel.fast_rail"]),  # by its title
        ("gas", ["utility.theft"]),
        ("payment.late", ["credit.payment_late", "utility.payment_late"]),
        ("travel.fligth", ["travel.flight"]),
        ("TRAVEL.FLIGHT", ["travel.flight"]),
        ("travel.spaceship", []),  # a domain alone makes nothing alike
    ],
)
def test_what_was_meant_is_found_by_words_and_titles_before_letters(name: str, meant: list[str]):
    assert names_meant(name, TITLES, TITLES) == meant


def test_a_part_of_a_name_finds_all_that_have_it():
    assert no_such("a scheme", "rongcheng", SCHEMES).endswith(
        "Did you mean 'rongcheng-2013', 'rongcheng-2016' or 'rongcheng-2021'?"
    )
    assert no_such("a scheme", "rongcheng-206", SCHEMES).endswith("Did you mean 'rongcheng-2016'?")
    assert no_such("a scheme", "cuort-list", ["court-list", "court-list-firms"]).endswith("Did you mean 'court-list'?")
    assert no_such("a scheme", "travel", SCHEMES).endswith("Did you mean 'travel-2018'?")


def test_of_many_names_those_of_the_same_domain_are_told():
    many = [*TITLES, *(f"order.act_{at}" for at in range(20))]
    assert no_such("a service", "travel.spaceship", many) == (
        "'travel.spaceship' is not a service. Of travel there are: travel.fast_rail, travel.flight."
    )


def test_letters_of_another_width_are_read_as_what_they_look_like():
    assert no_such("a scheme", "ｒｏｎｇｃｈｅｎｇ－２０１６", SCHEMES).endswith("Did you mean 'rongcheng-2016'?")
