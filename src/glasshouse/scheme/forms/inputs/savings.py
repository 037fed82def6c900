"""Points for savings."""

from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from glasshouse.life.tables import TENTHS
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.form import ByAmount, Feeding, Gain, InputForm
from glasshouse.scheme.forms.piece import Piece, count_of_months


class BySavings(ByAmount):
    """So many points for each month of outgoings that one has saved."""

    key = "savings"
    context = "finance"
    unit = TENTHS
    largest = 25  # months of outgoings; the engine counts no more

    def words(self, said: float) -> str:
        """Such as ``by savings: +2 for each month of outgoings``."""
        return f"by savings: {said:+g} for each month of outgoings"

    def amount(self, who: Circumstances) -> np.float32:
        """Tenths of a month's outgoings."""
        return who.money

    def piece(self, said: float, most: float, who: Circumstances, catalogue: Catalogue) -> Piece:
        """What somebody's savings give."""
        months = float(who.money) / TENTHS
        return Piece(self.key, count_of_months(months) + " saved", 1, min(float(said) * months, most))


class Savings(Feeding):
    """The field of it."""

    gives: ClassVar[InputForm[Any]] = BySavings()
    savings: Gain | None = Field(default=None, description="Points per month of outgoings that one has saved.")
