"""The tables of all parts of the model, as a month is handed them: a row for a part that is on, none for others."""

from collections import namedtuple
from collections.abc import Sequence
from typing import Any

import numpy.typing as npt

from glasshouse.base.tables import as_record
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.numbers import Numbers
from glasshouse.parts.model import Made, Part
from glasshouse.parts.registry import PARTS
from glasshouse.parts.switches import Switches
from glasshouse.scheme.language.model import Scheme

Tables = namedtuple("Tables", tuple(PARTS))  # type: ignore[misc]
"""A record array of each part, by its id: kernels take flat named tuples."""


def part_tables(
    switches: Switches, schemes: Sequence[Scheme], catalogue: Catalogue, masks: Sequence[int], numbers: Numbers
) -> Any:
    """The tables of every part for the subjects of a catalogue under schemes as they stand.

    Parameters
    ----------
    masks : sequence of int
        The schemes, one bit each, that people of each class are subjects of; see ``response.classes_of``.
    numbers : Numbers
        Of the kinds of record on their files.
    """
    on = {part.id: settings for part, settings in switches.parts(catalogue.cast.kind)}
    found, column = {}, 0
    for name, part in PARTS.items():
        if name in on:
            found[name] = as_record(part.tables(on[name], Made(schemes, catalogue, masks, numbers, column)))
            column += part.columns
        else:
            found[name] = _without_a_row(part, catalogue, numbers)
    return Tables(**found)


def _without_a_row(part: Part, catalogue: Catalogue, numbers: Numbers) -> npt.NDArray[Any]:
    """The table of a part that is off, of the same type as that of one that is on."""
    usual = {one.id: one.value for one in part.settings}
    return as_record(part.tables(usual, Made([], catalogue, [], numbers, 0)))[:0]
