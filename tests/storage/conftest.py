"""A small run, in memory and on disk."""

from run_fixtures import begun, compared, comparison, finished, lived, run, small_tables, typed_advice

__all__ = ["begun", "compared", "comparison", "finished", "lived", "run", "small_tables", "typed_advice"]
