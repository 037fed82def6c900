"""A scheme made ready for kernels, for tests to look into."""

from typing import Any

from busy import CITED, busy_catalogue, busy_scheme, by_row

from glasshouse.base.compiled import as_written
from glasshouse.scheme.compile.compile import scheme_tables
from glasshouse.scheme.compile.tables import (
    SchemeTables,
)
from glasshouse.scheme.judge import judge

JUDGE = as_written(judge.__name__)
CATALOGUE = busy_catalogue()
KIND = {kind.name: kind for kind in CATALOGUE.kinds}
ROW = {name: kind.row for name, kind in KIND.items()}
NUMBERED = by_row(CATALOGUE)
TABLES = scheme_tables(busy_scheme(), CATALOGUE, NUMBERED)
A, B, C, D = range(4)  # grades
BLACK, WATCH = 8, 16  # lists, as they are added to a grade


def tables(**changes: Any) -> SchemeTables:
    return scheme_tables(busy_scheme(**changes), CATALOGUE, NUMBERED)


def entry(**said: Any) -> dict[str, Any]:
    return {"id": "black", "title": "B", "enter": "court.defied", "stays": "9 months", **CITED, **said}


LISTS_ALONE = busy_scheme(
    id="other", score=None, grades=[], rules=[], clean=None, repair=[], consequences=[], appeal=None,
    lists=[entry(id="white"), entry(id="black")],
)  # fmt: skip
