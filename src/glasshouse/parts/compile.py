"""The tables of all parts of the model, as a month is handed them: a row for a part that is on, none for others."""

from collections import namedtuple
from collections.abc import Sequence
from typing import Any

from glasshouse.base.tables import as_record
from glasshouse.observe.catalogue import Catalogue
from glasshouse.parts.model import Made
from glasshouse.parts.registry import PARTS
from glasshouse.parts.switches import Switches
from glasshouse.scheme.model import Scheme

Tables = namedtuple("Tables", tuple(PARTS))  # type: ignore[misc]
"""A record array of each part, by its id: kernels take flat named tuples."""


def part_tables(switches: Switches, schemes: Sequence[Scheme], catalogue: Catalogue, masks: Sequence[int]) -> Any:
    """The tables of every part for the subjects of a catalogue under schemes as they stand.

    Parameters
    ----------
    masks : sequence of int
        The schemes, one bit each, that people of each class are subjects of; see ``response.classes_of``.
    """
    on = {part.id: settings for part, settings in switches.parts(catalogue.cast.kind)}
    found, column = {}, 0
    for name, part in PARTS.items():
        usual = {one.id: one.value for one in part.settings}
        table = as_record(part.tables(on.get(name, usual), Made(schemes, catalogue, masks, column)))
        found[name] = table if name in on else table[:0]
        column += part.columns if name in on else 0
    return Tables(**found)
