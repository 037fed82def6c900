"""Examples of a scheme that name what nothing has."""

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.scheme.check.faults.examples import Held, held

Told = Callable[..., list[str]]
Make = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("traffic.ticket", Held("traffic.ticket", None, 1, 0, None)),
        ("traffic.ticket x3", Held("traffic.ticket", None, 3, 0, None)),
        ("traffic.ticket ×12 (new)", Held("traffic.ticket", None, 12, 0, "new")),
        ("order.littering@village after 1 month", Held("order.littering", "village", 1, 1, None)),
        ("debt.sued x 2 after 14 months (wrong)", Held("debt.sued", None, 2, 14, "wrong")),
    ],
)
def test_an_entry_says_what_a_file_holds(entry: str, said: Held):
    assert held(entry) == said


def test_a_good_example_is_fine(faults: Told, black: Make):
    example = {
        "file": ["traffic.ticket x2", "order.littering@village", "finance.loan after 3 months", "debt.sued (wrong)"],
        "traits": {"income": "fifth-3"},
        "debt": "late",
        "score": 80,
        "grade": "B",
        "lists": ["black"],
        "refused": ["travel.flight"],
    }
    assert faults(lists=[black()], tests=[example]) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"file": ["traffic.tiket"]}, "file[0]: 'traffic.tiket' is not a conduct. Did you mean 'traffic.ticket'?"),
        ({"file": ["debt.sued@ofice"]}, "file[0]: 'ofice' is not a source. Did you mean 'office'?"),
        ({"file": ["debt.sued@village"]}, "file[0]: village never records debt.sued; records of it come from office."),
        ({"file": ["finance.loan@office"]}, "file[0]: office never records finance.loan; it is a service."),
        ({"file": ["debt.sued x5", "traffic.ticket x20"]}, "file: holds 25 records; a file holds at most 24."),
        ({"traits": {"incom": "fifth-1"}}, "traits.incom: 'incom' is not a trait. Did you mean 'income'?"),
        ({"traits": {"age": "0-17"}}, "traits.age: '0-17' are children, and only adults are scored."),
        ({"work": "retired"}, "work: 'retired' is not a standing at work. "
         "Known: employed, not seeking, unemployed."),
        ({"debt": "lat"}, "debt: 'lat' is not a stage of debt. Did you mean 'late'?"),
        ({"on": ["court/black"]}, "on: 'court/black' is not a list that this scheme goes by; there is none."),
        ({"lists": ["black"]}, "lists: 'black' is not a list of this scheme; there is none."),
        ({"refused": ["travel.fligt"]}, "refused: 'travel.fligt' is not a service. Did you mean 'travel.flight'?"),
        ({"friends": 700}, "friends: no account of this scheme is fed by friends. Leave it out."),
    ],
)  # fmt: skip
def test_what_nothing_has_is_told(faults: Told, said: dict[str, Any], told: str):
    assert faults(tests=[{"score": 100, **said}]) == [f"tests[0].{told}"]


def test_an_example_expects_something(faults: Told):
    assert faults(tests=[{"file": ["traffic.ticket"]}]) == [
        "tests[0]: expects nothing. Add 'score', 'grade', 'lists' or 'refused'."
    ]


def test_a_score_is_expected_where_there_is_one(faults: Told):
    assert faults(score=None, grades=None, rules=None, tests=[{"score": 5}]) == [
        "tests[0].score: this scheme has no score."
    ]


def test_the_date_of_an_example_lies_in_the_time_of_the_scheme(faults: Told):
    said = {"in_force": "2015-03-10", "until": "2018"}
    assert faults(**said, tests=[{"score": 100, "date": day} for day in ("2015-03", "2017-12-31")]) == []
    assert faults(**said, tests=[{"score": 100, "date": "2018-01"}, {"score": 100, "date": "2015-02-28"}]) == [
        "tests[0].date: 2018-01 lies outside the time of the scheme (from 2015-03-10 until 2018).",
        "tests[1].date: 2015-02-28 lies outside the time of the scheme (from 2015-03-10 until 2018).",
    ]
    assert faults(tests=[{"score": 100, "date": "2017-02-29"}]) == [
        "tests[0].date: '2017-02-29' is no day of the calendar."
    ]
