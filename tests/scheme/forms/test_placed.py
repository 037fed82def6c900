"""What every clause has in common: ids, dates and ranges."""

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from glasshouse.base.units import Day
from glasshouse.scheme.forms.placed import Cited, Dated, Id, Placed, Points, month_number


@pytest.mark.parametrize("day", ["2014", "2014-07", "2014-07-31"])
def test_a_date_is_a_year_a_month_or_a_day(day: str):
    assert Dated.model_validate({"from": day, "until": day}).from_ == day


@pytest.mark.parametrize("day", ["14", "2014-13", "2014-07-32", "2014-7", "July 2014", "２０１４", "٢٠١٤-07"])
def test_what_is_no_date_is_refused_with_one_that_is(day: str):
    with pytest.raises(ValidationError, match=r"is not a date\. Write for example '2016-01-05'"):
        Dated.model_validate({"from": day})


def test_editors_know_the_form_of_a_date():
    assert TypeAdapter(Day).json_schema()["pattern"].startswith("^[0-9]{4}")


def test_months_are_counted_from_the_year_0():
    assert month_number("0000-01") == 0
    assert month_number("2014") == month_number("2014-01") == month_number("2014-01-31") == 2014 * 12
    assert month_number("2014-12") == 2014 * 12 + 11


@pytest.mark.parametrize(("kind", "good", "bad"), [(Id, "A-plus", "A+"), (Id, "30", ""), (Points, -10_000, 10_001)])
def test_ids_and_points_have_a_form(kind: object, good: object, bad: object):
    assert TypeAdapter(kind).validate_python(good) == good
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(bad)


@pytest.mark.parametrize("model", [Placed, Cited])
def test_a_clause_is_found_unless_it_says_otherwise(model: type[BaseModel]):
    said = {"cite": "text", "clause": "1"}
    assert model.model_validate(said).model_dump()["status"] == "found"
    assumed = model.model_validate({**said, "status": "assumed", "assumed": [1, 2]})
    assert assumed.model_dump()["assumed"] == (1, 2)
