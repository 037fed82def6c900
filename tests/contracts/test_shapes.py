"""Every table that kernels read has the size that its declaration states, such as ``# [S*32] ...``."""

import inspect
import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from busy import PEOPLE, together, vast

from glasshouse.engine.world import Ready
from glasshouse.life.tables import AnswerTables, LifeTables, LivelihoodTables
from glasshouse.observe.errors.false_records import FalseTables
from glasshouse.observe.model import ERRORS
from glasshouse.observe.tables import FileTables
from glasshouse.population.people import STRATA
from glasshouse.remedy.tables import RemedyTables
from glasshouse.scheme.compile.joint import JointTables
from glasshouse.scheme.compile.tables import SchemeTables
from glasshouse.scheme.forms.grounds.registry import STATES
from glasshouse.scheme.forms.inputs.registry import FEEDS

DECLARED = re.compile(r"^    (\w+): [\w.\[\]]+  # \[([A-Z0-9*]+)\]", re.MULTILINE)
NUMBER = re.compile(r"^    (\w+): np\.int32\b", re.MULTILINE)
TABLES = {
    "life": LifeTables,
    "answers": AnswerTables,
    "livelihood": LivelihoodTables,
    "observation": FalseTables,
    "scheme": SchemeTables,
    "joint": JointTables,
    "file": FileTables,
    "remedy": RemedyTables,
}


def stated_sizes(tables: type[Any], kinds: int) -> dict[str, int]:
    """The number of entries of every table that a named tuple declares, K of them by kind; a number is one."""
    text = inspect.getsource(tables)
    found = {**dict.fromkeys(NUMBER.findall(text), "1"), **dict(DECLARED.findall(text))}
    known = {"S": STRATA, "K": kinds, "FEEDS": FEEDS, "STATES": len(STATES)}
    return {
        name: math.prod(known.get(factor) or int(factor) for factor in shape.split("*"))
        for name, shape in found.items()
    }


@pytest.mark.parametrize("made", [together, vast])
@pytest.mark.parametrize("part", TABLES)
def test_every_table_states_its_size_and_has_it(part: str, made: Callable[[int], Ready]):
    it = made(PEOPLE)
    for row in getattr(it, part) if hasattr(it, part) else getattr(it.editions[0], part):
        by_kind = {name: it.kinds for name, one in ERRORS.items() if one.by_kind and part == "observation"}
        assert {name: row[name].size for name in row.dtype.names} == by_kind | stated_sizes(TABLES[part], it.kinds)


def test_a_size_is_read_from_its_declaration():
    assert stated_sizes(RemedyTables, 128) == {"struck": 2, "reach": STRATA}
