"""What each status brings with it."""

import numpy as np
import pytest
from busy import busy_scheme, follows
from made_ready import BLACK, TABLES, WATCH, A, B, C, D, tables

from glasshouse.scheme.compile.statuses import sanctioned_grades


@pytest.mark.parametrize(
    ("status", "sanctioned"), [(A, 0), (C, 0), (D | WATCH, 1), (D, 1), (A | BLACK, 1), (B | WATCH, 1), (7, 0)]
)
def test_a_status_is_a_sanction_if_it_refuses_something(status, sanctioned):
    assert TABLES.sanctions[status] == sanctioned


def test_to_be_on_no_list_of_known_borrowers_is_refused_a_loan_and_is_no_sanction():
    thin = tables(consequences=[follows({"off_list": "watch"}, service="finance.loan", effect="refuse")])
    assert thin.sanctions[A] == 0
    assert thin.sanctions[A | WATCH] == 0


def test_grades_are_sanctioned_by_what_they_refuse_themselves():
    assert sanctioned_grades(busy_scheme()) == (False, False, False, True)


def test_posts_are_closed_by_a_public_list_that_names_work_and_trips_by_what_is_refused():
    assert TABLES.barred_from[B | BLACK] == 3
    assert TABLES.barred_from[D | WATCH] == 0
    secret = {**busy_scheme().model_dump(mode="json", by_alias=True)["lists"][0], "public": False}
    private = tables(lists=[secret], consequences=[follows({"list": "black"}, service="work.job", effect="refuse")])
    assert private.barred_from[B | BLACK] == 1  # work itself is refused


def test_closer_inspection_is_for_whom_the_scheme_says():
    assert TABLES.inspected[C] == np.float32(1.4)
    assert TABLES.inspected[B] == 1
