"""What a function of Python takes, and what is told of anything else."""

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse.base import parameters
from glasshouse.base.errors import GlasshouseError
from glasshouse.base.parameters import checked, whole


@pytest.mark.parametrize(
    "value", [3, 3.0, np.int32(3), np.uint8(3), np.float32(3), np.array(3), np.float64(3)], ids=lambda one: repr(one)
)
def test_a_whole_number_is_one_whatever_its_type(value: Any):
    found = whole("people", value)
    assert (found, type(found)) == (3, int)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1.5, "months is 1.5; a whole number belongs there, such as 1 or 2."),
        ("1", "months is '1'; a whole number belongs there: months=1."),
        ("one", "months is 'one'; a whole number belongs there."),
        (True, "months is True; a whole number belongs there."),
        (np.True_, "months is np.True_ (bool); a whole number belongs there."),
        (None, "months is None; a whole number belongs there."),
        (float("nan"), "months is nan; a whole number belongs there."),
        (10**31, f"months is {10**31}; nothing here counts that far."),
        (datetime.date(2016, 1, 1), "months is datetime.date(2016, 1, 1) (date); a whole number belongs there."),
    ],
    ids=lambda one: repr(one)[:20],
)
def test_what_is_no_whole_number_is_told_what_was_meant(value: Any, told: str):
    with pytest.raises(GlasshouseError) as error:
        whole("months", value)
    assert str(error.value) == told


def test_a_float_so_large_that_it_may_be_another_number_is_none():
    assert whole("seed", float(2**53)) == 2**53
    with pytest.raises(GlasshouseError, match="a whole number belongs there"):
        whole("seed", float(2**54))


@pytest.mark.parametrize(
    ("take", "value", "told"),
    [
        (parameters.number, "1.5", "it is '1.5'; a number belongs there: it=1.5."),
        (parameters.number, float("inf"), "it is inf; a number belongs there."),
        (parameters.yes_or_no, "yes", "it is 'yes'; True or False belongs there."),
        (parameters.text, 5, "it is 5; a text belongs there."),
        (parameters.month, datetime.date(2013, 10, 1), "write the month as a text: it='2013-10'."),
        (parameters.month, 2013, "it is 2013; write the month as a text: it='2013-10'."),
        (parameters.at, 1.5, "it is 1.5; a whole number belongs there"),
        (parameters.path, b"x", "it is b'x' (bytes); the path of a file or folder belongs there, as text or Path."),
        (parameters.path, "a\0b", "which cannot be written as text in UTF-8"),
        (parameters.path, "caf\udce9", "which cannot be written as text in UTF-8"),
        (parameters.named, None, "an id or the path of a file belongs there"),
        (parameters.pair, ["a", "b", "c"], "A comparison is of two"),
        (parameters.pair, ["a", 5], "it[1] is 5; an id or the path of a file belongs there"),
        (parameters.function, 5, "it is 5; a function of (months done, months) belongs there."),
    ],
)
def test_each_kind_of_parameter_says_what_belongs_there(take: Any, value: Any, told: str):
    with pytest.raises(GlasshouseError) as error:
        take("it", value)
    assert told in str(error.value)


def test_several_schemes_in_a_list_are_told_how_they_are_joined():
    with pytest.raises(GlasshouseError, match=r"joined by '\+': scheme='sesame\+none'\."):
        parameters.named("scheme", ["sesame", "none"])


def test_what_is_right_is_handed_on_as_it_is_used():
    assert parameters.path("out", "here") == Path("here")
    assert parameters.named("scheme", "sesame") == "sesame"
    assert parameters.yes_or_no("force", np.True_) is True
    assert parameters.at("at", "2018-05") == "2018-05"
    assert parameters.at("at", np.int64(5)) == 5


@checked(people=whole, seed=whole)
def asked(people: int | None = None, *, seed: int = 1, other: object = None) -> tuple[Any, ...]:
    """What came."""
    return people, seed, other


def test_a_checked_function_gets_what_is_meant():
    assert asked(2e3, seed=np.int8(4), other="x") == (2000, 4, "x")
    assert asked() == (None, 1, None)
    assert asked(None) == (None, 1, None)


def test_none_is_refused_where_it_is_not_the_default():
    with pytest.raises(GlasshouseError, match="seed is None"):
        asked(seed=None)


def test_all_wrong_parameters_are_told_at_once():
    with pytest.raises(GlasshouseError) as error:
        asked("many", seed=1.5)
    assert [line.split()[0] for line in str(error.value).splitlines()] == ["people", "seed"]


def test_a_parameter_that_is_not_there_is_told_by_python_with_the_name_of_the_function():
    with pytest.raises(TypeError, match=r"asked\(\) got an unexpected keyword argument 'sead'"):
        asked(sead=1)


def test_a_parameter_that_another_function_has_is_told_with_its_name():
    once = checked({"seeds": "For many: ensemble(seeds=...)."}, seed=whole)(lambda seed: seed)
    with pytest.raises(TypeError, match=r"has no parameter 'seeds'\. For many: ensemble\(seeds=\.\.\.\)\."):
        once(seeds=3)
