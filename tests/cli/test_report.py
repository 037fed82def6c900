"""``glasshouse report``: the page is written, and its path printed."""

from pathlib import Path
from typing import Any


def test_the_page_goes_into_the_folder_of_the_run(typed: Any, whole_run: Path, pages: list[Path]):
    answer = typed("report", whole_run)
    assert answer.stdout == f"{whole_run / 'report.html'}\n"
    assert pages == [whole_run / "report.html"]


def test_the_page_goes_where_one_says(typed: Any, whole_run: Path, pages: list[Path]):
    assert typed("report", whole_run, "--out", "page.html").stdout == "page.html\n"
    assert pages == [Path("page.html")]


def test_of_a_run_of_several_schemes_one_page_may_be_asked_for(typed: Any, whole_run: Path, pages: list[Path]):
    assert typed("report", whole_run, "--scheme", "small").exit_code == 0
    assert pages == [whole_run / "report.html"]
    answer = typed("report", whole_run, "--scheme", "smal")
    assert answer.exit_code == 2
    assert "Did you mean 'small'?" in answer.stderr


def test_half_a_run_has_no_report(typed: Any, half_run: Path, pages: list[Path]):
    answer = typed("report", half_run)
    assert answer.exit_code == 2
    assert "is not finished" in answer.stderr
    assert pages == []
