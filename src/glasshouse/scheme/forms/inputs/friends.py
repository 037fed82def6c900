"""Points by the scores of friends."""

from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.form import ByAmount, Feeding, Gain, InputForm, Scored
from glasshouse.scheme.forms.piece import Piece


class ByFriends(ByAmount):
    """So many points for each hundredth of the scale that the friends' mean score lies above its foot."""

    key = "friends"
    context = "scores of friends"
    largest = 100  # hundredths of the scale

    def words(self, said: float) -> str:
        """Such as ``by friends: +0.5 for each hundredth that their mean score is up the scale``."""
        return f"by friends: {said:+g} for each hundredth that their mean score is up the scale"

    def amount(self, who: Circumstances) -> np.float32 | None:
        """Hundredths of the scale; None if no friend has a score."""
        return who.friends

    def piece(self, said: float, most: float, who: Circumstances, catalogue: Catalogue) -> Piece:
        """What somebody's friends give, rounded as in a month that is simulated."""
        if who.friends is None:
            return Piece(self.key, "no friend with a score", 1, 0.0)
        gives = min(float(np.float32(said) * who.friends), most)
        return Piece(self.key, f"friends {float(who.friends):.3g} hundredths up the scale", 1, gives)

    def without_top(self) -> str | None:
        """That hundredths are of a whole scale."""
        return "friends count in hundredths of the scale, which has no top. Add 'highest' to the score."

    def burden(self, said: float, scored: Scored) -> str | None:
        """That one is scored for others."""
        return "friends' scores count: one is scored for what others did."


class Friends(Feeding):
    """The field of it."""

    gives: ClassVar[InputForm[Any]] = ByFriends()
    friends: Gain | None = Field(
        default=None,
        description="Points per hundredth of the scale that the friends' mean score of last month lies above its foot.",
    )
