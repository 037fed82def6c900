"""What a record teaches and what that holds back, as kernels read it."""

import numpy as np
import pytest

from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.parts.learning.compile import learning_tables
from glasshouse.parts.learning.tables import LESSON, NEVER, LearningTables
from glasshouse.parts.model import Made
from glasshouse.scheme.compile.filing import numbers_of
from glasshouse.scheme.compile.response import response
from glasshouse.scheme.library.find import find_scheme

SIZE = load_catalogue().size
ONE = SIZE  # where the rows of people of the class of the first scheme begin, by kind
TOLD = 256  # and by number of record


def tables(scheme: str = "rongcheng-2016", **settings: float) -> LearningTables:
    rules, catalogue = find_scheme(scheme), load_catalogue()
    made = Made([rules], catalogue, [0, 1], numbers_of([rules], catalogue), 3)
    return learning_tables({"notices": 0.5, "learns": 1.0, "fades": 0.25, **settings}, made)


def row(name: str, catalogue: Catalogue) -> int:
    return next(kind.row for kind in catalogue.kinds if kind.conduct and kind.conduct.id == name)


def test_who_is_a_subject_of_no_scheme_is_taught_nothing_and_held_back_from_nothing():
    found = tables()
    assert (found.told[:TOLD] == NEVER).all()
    assert not found.restraint[:ONE].any()


def test_under_no_rules_nothing_teaches():
    found = tables(scheme="none")
    assert (found.told == NEVER).all()
    assert not found.restraint.any()


def test_what_nobody_learns_holds_nothing_back():
    assert not tables(learns=0, notices=0).restraint.any()


def test_a_record_that_costs_points_is_told_when_its_source_has_reported_it():
    catalogue, found = load_catalogue(), tables()
    numbers = numbers_of([find_scheme("rongcheng-2016")], catalogue)
    kinds = [kind for kind in catalogue.kinds if kind.conduct and kind.source and numbers.of(kind.row)]
    told = {kind.row: found.told[TOLD + numbers.of(kind.row)] for kind in kinds}
    assert sorted(told.values())[0] != NEVER
    assert all(told[kind.row] in (NEVER, min(15, round(kind.source.delay)) + 1) for kind in kinds)


def test_a_conduct_that_earns_points_teaches_nothing():
    catalogue = load_catalogue()
    number = numbers_of([find_scheme("rongcheng-2016")], catalogue).of(row("community.bravery", catalogue))
    assert tables().told[TOLD + number] == NEVER


def test_one_lesson_that_doubles_the_risk_leaves_what_a_doubled_risk_would():
    """By the factors of ``scheme.response``: of 1 - f stays 1 - 2 f, so a share f / (1 - f) is held back."""
    catalogue, scheme = load_catalogue(), find_scheme("rongcheng-2016")
    factor, found = response([scheme], catalogue, [0, 1])[1], tables(notices=0)
    deterred = [
        kind.row
        for kind in catalogue.kinds
        if kind.conduct and kind.source and found.restraint[ONE + kind.row] > 0 and not kind.conduct.encouraged
    ]
    assert len(deterred) > 10
    for at in deterred:
        if not next(kind for kind in catalogue.kinds if kind.row == at).conduct.chilled:
            felt = 1 - factor[at]
            assert LESSON * found.restraint[ONE + at] == pytest.approx(felt / (1 - felt), rel=1e-5)


def test_one_lesson_that_everybody_notices_leaves_what_a_scheme_that_everybody_knows_would():
    catalogue, found = load_catalogue(), tables(notices=1, learns=0)
    at = row("traffic.drunk_driving", catalogue)
    kind = next(one for one in catalogue.kinds if one.row == at)
    known, felt = 0.11, float(kind.conduct.deterred.value) * float(kind.source.coverage.value)  # a grade is at stake
    assert LESSON * found.restraint[ONE + at] == pytest.approx((1 - known) * felt / (1 - known * felt), rel=1e-5)


def test_no_more_is_held_back_than_by_who_is_certain_to_be_recorded():
    catalogue, found = load_catalogue(), tables()
    at = row("traffic.drunk_driving", catalogue)
    kind = next(one for one in catalogue.kinds if one.row == at)
    sure, seen = float(kind.conduct.deterred.value), float(kind.source.coverage.value)
    assert found.most[ONE + at] == pytest.approx((sure - 0.11 * sure * seen) / (1 - 0.11 * sure * seen), rel=1e-5)


def test_what_a_month_leaves_and_the_place_in_the_state_are_handed_on():
    found = tables(fades=0.25)
    assert found.kept == np.float32(0.75)
    assert found.column == 3
