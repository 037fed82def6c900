"""The page of the docs about validation, made from what the cases measure.

`python validation/page.py` lives every case and writes docs/validation.md;
`validation/test_page.py` fails when it is out of date.
"""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs/validation.md"
MADE = "<!-- Made by validation/page.py from what the cases measured. Do not edit by hand. -->\n"
HEAD = """# Validation

Where a rule is simple enough, mathematics says what it does to people, and no simulation is needed. The cases on
this page live such rules with the engine that lives the schemes of real places, in files that any author could
write: schemes and a catalogue in one folder a case, and a world that they share. What comes out is compared with
the published answer.

They show that files of records, expiry, balances, clean time, grades and lists do what closed forms say. They do
not show that a scheme of a real place has the effects that a run of it finds: those rest on the
[catalogue](catalogue.md).

The world is plain in all of them: everybody is an adult of average temper, the only source writes down everything
at once and rightly, nobody works, saves or owes, and nothing that a scheme does feeds back on conduct. `make test`
lives them all again with the same seeds, and fails if a number lies outside its tolerance or is not the one that
stands here.
"""
TABLE = "| what | expected | found | tolerance | lived |\n| --- | ---: | ---: | ---: | --- |"


class Rows:
    """Notes, while the cases run, what they measure."""

    def __init__(self) -> None:
        self.by_case: dict[str, list[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest after each part of a test."""
        if report.when == "call":
            rows = [text for name, text in report.user_properties if name == "row"]
            self.by_case.setdefault(Path(report.location[0]).parent.name, []).extend(map(str, rows))


def page(by_case: dict[str, list[str]]) -> str:
    """The page: what each case claims, by its README, and the table of what was expected and found."""
    parts = [MADE, HEAD]
    for name, rows in sorted(by_case.items()):
        if rows:
            title, text = (HERE / name / "README.md").read_text(encoding="utf-8").split("\n", 1)
            parts.append("\n".join([f"#{title}", text, f"`validation/{name}`", "", TABLE, *rows, ""]))
    return "\n".join(parts)


def main() -> int:
    """Live every case and write the page; 0 if all lie within their tolerance."""
    rows = Rows()
    cases = [str(path) for path in sorted(HERE.glob("*/test_case.py"))]
    failed = pytest.main(["-q", *cases], plugins=[rows])
    PAGE.write_text(page(rows.by_case), encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
