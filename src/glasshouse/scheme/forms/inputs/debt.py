"""Points by stage of debt."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from pydantic import Field

from glasshouse.base.errors import no_such
from glasshouse.base.yamlfile import Where
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.form import ByState, Feeding, Gain, InputForm, Scored, levels_told
from glasshouse.scheme.forms.piece import Piece


class ByDebt(ByState):
    """So many points for each stage of debt."""

    key = "debt"
    context = "finance"
    entries = 8

    def states(self, catalogue: Catalogue) -> tuple[str, ...]:
        """The stages of debt."""
        return tuple(stage.id for stage in catalogue.livelihood.stages)

    def state(self, who: Circumstances) -> int:
        """The stage of somebody."""
        return who.debt

    def words(self, said: Mapping[str, float]) -> str:
        """Such as ``by debt: current +5, sued -20``."""
        return levels_told("debt", said)

    def piece(self, said: Mapping[str, float], most: float, who: Circumstances, catalogue: Catalogue) -> Piece:
        """What somebody's stage gives."""
        stage = self.states(catalogue)[who.debt]
        return Piece(self.key, f"debt: {stage}", 1, float(said.get(stage, 0)))

    def unknown(self, said: Mapping[str, float], where: Where, catalogue: Catalogue) -> Iterator[tuple[Where, str]]:
        """Stages of debt that livelihood.yaml does not have."""
        stages = self.states(catalogue)
        yield from (
            ((*where, "debt", one), no_such("a stage of debt", one, stages)) for one in said if one not in stages
        )

    def burden(self, said: Mapping[str, float], scored: Scored) -> str | None:
        """That one debt counts as a state and as a record."""
        if not scored.debts:
            return None
        return f"debt counts here, and once more as a record: {', '.join(scored.debts)}."


class Debt(Feeding):
    """The field of it."""

    gives: ClassVar[InputForm[Any]] = ByDebt()
    debt: dict[str, Gain] | None = Field(default=None, description="Points by stage of debt, as in livelihood.yaml.")
