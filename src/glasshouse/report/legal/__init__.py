"""Evidence for legal tests, as far as a run and its rules hold it; to apply a test is for others."""

from glasshouse.report.legal.shown import held, section

__all__ = ["held", "section"]
