"""Points for time under a scheme."""

from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.form import ByAmount, Feeding, Gain, InputForm
from glasshouse.scheme.forms.piece import Piece, count_of_months


class ByMonths(ByAmount):
    """So many points for each month since the scheme began."""

    key = "months"
    context = "time in the scheme"
    largest = 1200  # months that a scheme can last

    def arises(self, said: float) -> str:
        """In time, if that takes points away; what it gives, everybody has."""
        return self.context if said < 0 else ""

    def words(self, said: float) -> str:
        """Such as ``by time: +1 a month``."""
        return f"by time: {said:+g} a month"

    def amount(self, who: Circumstances) -> np.float32:
        """Months since the scheme began."""
        return np.float32(who.months)

    def piece(self, said: float, most: float, who: Circumstances, catalogue: Catalogue) -> Piece:
        """What the months give, at the rate that the judgement has."""
        points = min(float(np.float32(said)) * who.months, most)
        return Piece(self.key, count_of_months(who.months) + " of the scheme", 1, points)


class Months(Feeding):
    """The field of it."""

    gives: ClassVar[InputForm[Any]] = ByMonths()
    months: Gain | None = Field(default=None, description="Points per month since the scheme began.")
