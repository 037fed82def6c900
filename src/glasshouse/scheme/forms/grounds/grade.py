"""Put on a list by a grade."""

from typing import Any, ClassVar

from glasshouse.scheme.forms.grounds.form import ByNumber, GroundForm, Grounding, Known, Title
from glasshouse.scheme.forms.placed import Id


class OfGrade(ByNumber[str]):
    """Holding a grade of the scheme."""

    key = "grade"
    while_it_lasts = "while the grade is held"

    def words(self, said: str, title: Title) -> list[str]:
        """Such as ``grade D``."""
        return [f"grade {said}"]

    def names(self, said: str) -> tuple[str, ...]:
        """The grade."""
        return (said,)

    def numbered(self, known: Known) -> tuple[str, ...]:
        """The grades, best first."""
        return known.grades


class Grade(Grounding):
    """The field of it."""

    ground: ClassVar[GroundForm[Any]] = OfGrade()
    grade: Id | None = None
