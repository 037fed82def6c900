"""Put on a list by a list of another scheme."""

from typing import Any, ClassVar, Literal

from pydantic import Field

from glasshouse.scheme.forms.grounds.form import GroundForm, Grounding, Title

Relation = Literal["own", "leader", "led firm"]
LIST_OF = {"own": "", "leader": " of the leader", "led firm": " of the firm that one leads"}


class OfList(GroundForm[tuple[str, str]]):
    """Being on a list of another scheme, oneself or somebody linked."""

    key = "list"
    while_it_lasts = "while on that list"

    def said(self, enter: Any) -> tuple[str, str]:
        """The list, and whose."""
        return enter.list, enter.whose

    def words(self, said: tuple[str, str], title: Title) -> list[str]:
        """Such as ``being on court-list/defaulters of the leader``."""
        name, whose = said
        return [f"being on {name}{LIST_OF[whose]}"]

    def names(self, said: tuple[str, str]) -> tuple[str, ...]:
        """The list."""
        return said[:1]


class OtherList(Grounding):
    """The fields of it."""

    ground: ClassVar[GroundForm[Any]] = OfList()
    list: str | None = Field(default=None, description="A list of another scheme, as 'court-list/defaulters'.")
    whose: Relation = "own"
