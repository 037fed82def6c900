"""The grounds for a list that there are: a new one is a base of ``Enter``, and has its place everywhere."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from pydantic import model_validator

from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.grounds.conduct import Conduct
from glasshouse.scheme.forms.grounds.debt import Debt
from glasshouse.scheme.forms.grounds.form import ByNumber, ByState, GroundForm, Grounding, Known, Title
from glasshouse.scheme.forms.grounds.grade import Grade
from glasshouse.scheme.forms.grounds.other_list import OtherList


class Enter(Debt, OtherList, Grade, Conduct):  # the last is the first that a reader is told of
    """What puts a subject on a list: a record of a conduct, a grade, a list of another scheme, or a stage of debt."""

    @model_validator(mode="before")
    @classmethod
    def a_word_or_a_list_is_conduct(cls, values: object) -> object:
        if not isinstance(values, str) and type(values) is not type([]):
            return values
        if other := next((one for one in values if isinstance(one, dict) and one), None):
            key = next(iter(other))
            joins = any(one.joins for one in GROUNDS if one.key == key)
            remedy = "Write '{conduct: [...], debt: [...]}'." if joins else "Make a list of its own for it."
            raise ValueError(f"names a '{key}' among conducts. {remedy}")
        return {"conduct": values}

    @model_validator(mode="after")
    def has_one_ground(self) -> Self:
        alone = [one for one in self.forms if not one.joins]
        if len(alone) + any(one.joins for one in self.forms) != 1:
            first, *rest = [f"'{one.key}'" for one in GROUNDS if one.joins]
            others = " and ".join(f"'{one.key}'" for one in GROUNDS if not one.joins)
            raise ValueError(f"needs one of {first} (and {', '.join(rest)}), {others}, and not several.")
        return self

    @property
    def forms(self) -> list[GroundForm[Any]]:
        """Which of the forms it is, or are."""
        return [one for one in GROUNDS if getattr(self, one.key) is not None]

    def words(self, title: Title) -> list[str]:
        """What puts one on the list; any of these."""
        return [word for one in self.forms for word in one.words(one.said(self), title)]

    def twice(self) -> Iterator[tuple[str, str]]:
        """What is named twice, as (key, name)."""
        for one in self.forms:
            names = one.names(one.said(self))
            yield from ((one.key, name) for at, name in enumerate(names) if name in names[:at])

    def unknown(self, known: Known) -> Iterator[tuple[str, str]]:
        """What is wrong with what is named, as (key, sentence)."""
        for one in self.forms:
            yield from ((one.key, wrong) for wrong in one.unknown(one.said(self), known))


GROUNDS: tuple[GroundForm[Any], ...] = tuple(
    base.ground for base in reversed(Enter.__bases__) if issubclass(base, Grounding)
)
NUMBERED = {one.key: one for one in GROUNDS if isinstance(one, ByNumber)}
STATES = [one for one in GROUNDS if isinstance(one, ByState)]
STATE = {one.key: at for at, one in enumerate(STATES)}
"""Where the lists of each ground that is a state stand among those of all."""


def lists_by(form: ByNumber[Any], lists: Sequence[Enter], known: Known) -> np.int32:
    """The lists that each grade or stage puts one on, four bits each; ``lists`` is how each list is entered."""
    word = 0
    for at, name in enumerate(form.numbered(known)):
        for which, enter in enumerate(lists):
            word |= (form in enter.forms and name in form.names(form.said(enter))) << (4 * at + which)
    return np.int32(np.array([word], np.uint32).view(np.int32)[0])


def states_of(who: Circumstances) -> list[int]:
    """The number of the state that somebody is in, for each ground that is a state."""
    return [one.state(who) for one in STATES]
