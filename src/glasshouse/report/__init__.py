"""A run as one HTML page that opens offline, with the same numbers as JSON beside it."""

from glasshouse.report.build import write_report

__all__ = ["write_report"]
