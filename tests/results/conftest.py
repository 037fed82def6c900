"""A small run, in memory and on disk."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "storage"))

from run_fixtures import begun, compared, comparison, finished, lived, run, small_tables, typed_advice

__all__ = ["begun", "compared", "comparison", "finished", "lived", "run", "small_tables", "typed_advice"]
