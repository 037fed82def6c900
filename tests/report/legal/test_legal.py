"""The package gives the section on legal tests."""

from glasshouse.report import legal
from glasshouse.report.sections.evidence import LEGAL


def test_the_section_of_the_page_is_that_of_the_package():
    assert LEGAL.more is legal.section
