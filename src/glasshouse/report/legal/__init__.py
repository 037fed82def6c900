"""Evidence for legal tests, as far as a run and its rules hold it; to apply a test is for others."""

from glasshouse.report.legal.shown import section

__all__ = ["section"]
