"""Points by standing at work."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.form import ByState, Feeding, Gain, InputForm, levels_told
from glasshouse.scheme.forms.piece import Piece

Standing = Literal["employed", "unemployed", "not seeking"]
STANDINGS: tuple[Standing, ...] = ("not seeking", "employed", "unemployed")  # as lanes number them


class ByWork(ByState):
    """So many points for each standing at work."""

    key = "work"
    context = "work"
    entries = 4

    def states(self, catalogue: Catalogue) -> tuple[str, ...]:
        """The standings at work."""
        return STANDINGS

    def state(self, who: Circumstances) -> int:
        """The standing of somebody."""
        return who.job

    def words(self, said: Mapping[str, float]) -> str:
        """Such as ``by standing at work: employed +5``."""
        return levels_told("standing at work", said)

    def piece(self, said: Mapping[str, float], most: float, who: Circumstances, catalogue: Catalogue) -> Piece:
        """What somebody's standing gives."""
        standing = STANDINGS[who.job]
        return Piece(self.key, standing, 1, float(said.get(standing, 0)))


class Work(Feeding):
    """The field of it."""

    gives: ClassVar[InputForm[Any]] = ByWork()
    work: dict[Standing, Gain] | None = Field(default=None, description="Points by standing at work.")
