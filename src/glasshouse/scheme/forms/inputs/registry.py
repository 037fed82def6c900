"""The forms of input that there are: a new one is a base of ``Input``, and has its place everywhere from then on."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Annotated, Any, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from glasshouse.base.evidence import Number
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.debt import Debt
from glasshouse.scheme.forms.inputs.form import ByAmount, ByState, Feeding, InputForm, within
from glasshouse.scheme.forms.inputs.friends import Friends
from glasshouse.scheme.forms.inputs.months import Months
from glasshouse.scheme.forms.inputs.savings import Savings
from glasshouse.scheme.forms.inputs.trait import Trait
from glasshouse.scheme.forms.inputs.work import Work
from glasshouse.scheme.forms.placed import Placed

f32 = np.float32


class Input(Friends, Months, Debt, Work, Savings, Trait, Placed):  # the last is the first that a reader is told of
    """What feeds an account besides records: exactly one of a trait, savings, work, debt, time, or friends."""

    at_most: Annotated[Number, Field(gt=0, le=10_000)] | None = Field(
        default=None, description="The most that savings, months or friends can give."
    )

    @model_validator(mode="after")
    def is_one_thing(self) -> Self:
        if sum(getattr(self, one.key) is not None for one in INPUTS) != 1:
            raise ValueError(f"needs exactly one of {_listed([one.key for one in INPUTS], 'and', quote=True)}.")
        if (self.trait is None) != (self.points is None):
            raise ValueError("'trait' and 'points' belong together.")
        if self.at_most is not None and not self.form.may_end:
            ending = _listed([one.key for one in INPUTS if one.may_end], "or")
            raise ValueError(f"'at_most' limits {ending}; leave it out here.")
        return self

    @property
    def form(self) -> InputForm[Any]:
        """Which of the forms it is."""
        return next(one for one in INPUTS if getattr(self, one.key) is not None)

    @property
    def said(self) -> Any:
        """What an author says of it."""
        return self.form.said(self)

    @property
    def name(self) -> str:
        """What it feeds an account from, in a word."""
        return self.form.name(self.said)

    @property
    def most(self) -> float | None:
        """The most that it can give, if that has an end."""
        return None if self.at_most is None else float(self.at_most)

    @property
    def extent(self) -> tuple[float, float]:
        """The least and the most that it can give, in points of its account."""
        return within(self.form.extent(self.said), self.most)


INPUTS: tuple[InputForm[Any], ...] = tuple(
    base.gives for base in reversed(Input.__bases__) if issubclass(base, Feeding)
)
_AMOUNTS = [one for one in INPUTS if isinstance(one, ByAmount)]
_STATES = [one for one in INPUTS if isinstance(one, ByState)]
_ENDS = list(accumulate(one.entries for one in INPUTS))
FEEDS = _ENDS[-1]
"""How many numbers say what feeds an account."""
PLACE = {one.key: end - one.entries for one, end in zip(INPUTS, _ENDS, strict=True)}
"""Where the numbers of each form begin among them."""


def fed_by(inputs: tuple[Input, ...], catalogue: Catalogue) -> npt.NDArray[np.float32]:
    """[FEEDS] What feeds an account, as numbers."""
    row = np.array([entry for one in INPUTS for entry in one.unused()], np.float32)
    for fed in inputs:
        fed.form.enter(_entries(row, fed.form), fed.said, fed.most, catalogue)
    return row


def fed(feeds: npt.NDArray[np.float32], who: Circumstances) -> np.float32:
    """What feeds an account, before rounding: first what goes by amounts, then what goes by states."""
    return f32(_sum(_AMOUNTS, feeds, who) + _sum(_STATES, feeds, who))


def _sum(forms: Iterable[InputForm[Any]], feeds: npt.NDArray[np.float32], who: Circumstances) -> np.float32:
    """The sum over some forms, in the order of the lane loop, whose bits it has."""
    total = f32(0)
    for one in forms:
        total = f32(total + one.given(_entries(feeds, one), who))
    return total


def _entries(row: npt.NDArray[np.float32], form: InputForm[Any]) -> npt.NDArray[np.float32]:
    return row[PLACE[form.key] : PLACE[form.key] + form.entries]


def _listed(keys: list[str], word: str, quote: bool = False) -> str:
    *first, last = [f"'{one}'" if quote else one for one in keys]
    return f"{', '.join(first)} {word} {last}"
