"""Put on a list by a record of a conduct."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from glasshouse.base.yamlfile import Names
from glasshouse.scheme.forms.grounds.form import GroundForm, Grounding, Title


class OfConduct(GroundForm[Names]):
    """A record of any of some conducts, or of a service that was granted."""

    key = "conduct"
    joins = True
    while_it_lasts = "as the list says"

    def words(self, said: Names, title: Title) -> list[str]:
        """The titles of the conducts."""
        return [title(one) for one in said]

    def names(self, said: Names) -> tuple[str, ...]:
        """The conducts."""
        return said


class Conduct(Grounding):
    """The field of it."""

    ground: ClassVar[GroundForm[Any]] = OfConduct()
    conduct: Annotated[Names, Field(min_length=1)] | None = None
