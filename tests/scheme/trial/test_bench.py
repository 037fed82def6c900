"""A scheme made ready to be tried: whom an example is about, and what stands on file."""

from typing import Any

import pytest

from glasshouse.base.compiled import as_written
from glasshouse.observe.library import load_catalogue
from glasshouse.population import record
from glasshouse.scheme.language.example import Example
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.trial.bench import Bench

BITS = as_written(record.__name__)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(find_scheme("rongcheng-2016"), load_catalogue(), [], None)


def example(**said: Any) -> Example:
    return Example.model_validate({"score": 1000, **said})


def test_an_empty_file_stands_where_the_score_begins(bench: Bench):
    found = bench.trial(0, example())
    assert (found.score, found.wrong) == (1000, ())


def test_nobody_with_traits_that_no_subject_has_is_tried(bench: Bench):
    assert bench.stratum(example(traits={"age": "0-17"})) is None
    assert bench.stratum(example(traits={"sex": "female"})) is not None


def test_records_stand_on_file_from_the_oldest_and_as_often_as_they_are_named(bench: Bench):
    name = bench.scheme.rules[0].conduct
    ages = [BITS.age_of(one) for one in bench.file(example(file=[f"{name} x2", f"{name} after 14 months"]))]
    assert len(ages) == 3
    assert ages == sorted(ages, reverse=True)
    assert ages[0] - ages[1] == 14
