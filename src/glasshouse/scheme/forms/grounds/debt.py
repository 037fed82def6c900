"""Put on a list by a stage of debt."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from glasshouse.base.yamlfile import Names
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.grounds.form import ByState, GroundForm, Grounding, Known, Title


class OfDebt(ByState[Names]):
    """Being at any of some stages of debt."""

    key = "debt"
    joins = True
    context = "finance"
    a_name = "a stage of debt"
    while_it_lasts = "while in debt"

    def words(self, said: Names, title: Title) -> list[str]:
        """Such as ``debt: sued``."""
        return [f"debt: {stage}" for stage in said]

    def names(self, said: Names) -> tuple[str, ...]:
        """The stages."""
        return said

    def numbered(self, known: Known) -> tuple[str, ...]:
        """The stages of debt of a catalogue."""
        return tuple(stage.id for stage in known.catalogue.livelihood.stages)

    def state(self, who: Circumstances) -> int:
        """The stage of somebody."""
        return who.debt


class Debt(Grounding):
    """The field of it."""

    ground: ClassVar[GroundForm[Any]] = OfDebt()
    debt: Annotated[Names, Field(min_length=1)] | None = Field(
        default=None, description="Stages of debt, as in livelihood.yaml; may stand beside 'conduct'."
    )
