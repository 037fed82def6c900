"""A study as one HTML page that opens offline, made of sections, with the same numbers as JSON beside it."""

from glasshouse.report.write import pages_of, write_report

__all__ = ["pages_of", "write_report"]
