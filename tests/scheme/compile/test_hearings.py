"""What being on lists of others does."""

from typing import Any

from busy import CITED, busy_scheme
from made_ready import CATALOGUE, LISTS_ALONE, NUMBERED, C, entry

from glasshouse.scheme.compile.compile import scheme_tables
from glasshouse.scheme.compile.hearings import hears
from glasshouse.scheme.compile.tables import (
    ALSO,
    HEARS,
    INTO,
    MASK,
    RELATION,
    SLOT,
    WORTH,
)
from glasshouse.scheme.language.model import Scheme


def by_list(name: str, **said: Any) -> dict[str, Any]:
    return {"list": name, **CITED, **said}


def hearings(scheme: Scheme, others: list[Scheme], linked: list[Scheme] | None = None) -> list[list[int]]:
    made = scheme_tables(scheme, CATALOGUE, NUMBERED, others, linked or [])
    return made.heard.reshape(-1, HEARS)[: made.hearings].tolist()


def test_a_scheme_goes_by_the_lists_of_others_in_the_same_run():
    scheme = busy_scheme(rules=[by_list("other/black", points=-40), by_list("other/white", grade_at_most="C")])
    first, second = hearings(scheme, [LISTS_ALONE, scheme])
    assert (first[SLOT], first[MASK], first[RELATION], first[WORTH], first[ALSO]) == (0, 0b10, 0, -40, 0)
    assert (second[MASK], second[WORTH], second[INTO], second[ALSO]) == (0b01, 0, 0, C << 4)


def test_lists_of_schemes_that_are_not_in_the_run_say_nothing():
    scheme = busy_scheme(rules=[by_list("other/black", points=-40)])
    assert hearings(scheme, [scheme]) == []
    assert hearings(scheme, [scheme], [LISTS_ALONE]) == []  # it is one's own list that the rule means
    assert hears(scheme) == [("other/black", "own")]


def test_lists_of_linked_subjects_are_looked_for_among_their_schemes():
    scheme = busy_scheme(rules=[by_list("other/black", whose="leader", points=-40)])
    (only,) = hearings(scheme, [scheme], [LISTS_ALONE])
    assert (only[SLOT], only[MASK], only[RELATION]) == (0, 0b10, 1)


def test_a_list_may_be_entered_by_a_list_of_another_scheme():
    lists = [entry(), {"id": "copied", "title": "C", "enter": {"list": "other/white"}, **CITED}]
    (only,) = hearings(busy_scheme(lists=lists, consequences=[]), [LISTS_ALONE])
    assert (only[MASK], only[WORTH], only[ALSO]) == (0b01, 0, 0b10)
