"""Put on a list by a grade."""

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.grounds.form import Known
from glasshouse.scheme.forms.grounds.grade import OfGrade


def test_a_grade_is_told_by_its_id():
    assert OfGrade().words("D", str) == ["grade D"]


def test_grades_are_numbered_from_the_best():
    assert OfGrade().numbered(Known(load_catalogue(), ("A", "B"))) == ("A", "B")
