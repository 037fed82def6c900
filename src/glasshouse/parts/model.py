"""What a part of the model that can be switched on is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.draws import Purpose
from glasshouse.base.evidence import Figure
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.numbers import Numbers
from glasshouse.scheme.language.model import Scheme


@dataclass(frozen=True)
class Setting:
    """One number of a part that a user may set: what it is if nobody does, and between which ends it makes sense."""

    id: str
    title: str
    unit: str
    figure: Figure  # the value, with its source or its assumed range
    limits: tuple[float, float]

    @property
    def value(self) -> float:
        """What it is if nobody says otherwise."""
        return float(self.figure.value)


class Made(NamedTuple):
    """What the tables of a part are made from."""

    schemes: Sequence[Scheme]  # as they stand
    catalogue: Catalogue
    masks: Sequence[int]  # the schemes, one bit each, that people of each class are subjects of
    numbers: Numbers  # of the kinds of record on their files
    column: int  # the first of the part's columns of state


@dataclass(frozen=True)
class Part:
    """A part of the model: its settings, what it keeps, draws and counts, and its rules in their two forms."""

    id: str
    title: str
    question: str  # that its numbers answer
    about: str
    limits: str  # of what it says
    settings: tuple[Setting, ...]
    kinds: tuple[str, ...]  # of subject that it is about
    columns: int  # bytes of state that it keeps of each of them
    purpose: Purpose  # of its draws
    counts: range  # its places in ``Tallies.parts``
    tables: Callable[[Mapping[str, float], Made], NamedTuple]
    without_effect: Mapping[str, float]  # settings at which it changes no life
    told: Callable[[Mapping[str, float], npt.NDArray[np.uint8]], str]  # what its columns say of one life
