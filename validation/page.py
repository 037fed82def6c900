"""The page of the docs about validation, made from what the cases measure.

`python validation/page.py` lives every case and writes docs/validation.md;
the case whose row is out of date fails.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from glasshouse.base.yamlfile import read

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs/validation.md"
MADE = "<!-- Made by validation/page.py from what the cases measured. Do not edit by hand. -->\n"
HEAD = """# Validation

Two questions, and they are different ones. Does the engine do what a rule says? That mathematics can answer, to the
digit. And do the schemes and the catalogue together come to what was published of the real systems? That only
publications can answer, of which there are few; where numbers were fitted to them the page says so, and shows what
follows without fitting. `make test` lives all cases again with the same seeds, and fails if a number lies outside its
tolerance or is not the one that stands here.
"""
GROUPS = {
    "mathematics": """## Against mathematics

Where a rule is simple enough, mathematics says what it does to people, and no simulation is needed. These cases live
such rules with the engine that lives the schemes of real places, in files that any author could write. What comes out
is compared with the published answer. They show that files of records, expiry, balances, clean time, grades, lists
and links do what closed forms say. They do not show that a scheme of a real place has the effects that a run of it
finds: those rest on the [catalogue](catalogue.md).

Most live in a plain world: everybody is an adult of average temper, the only source writes down everything at once
and rightly, nobody works, saves or owes, and nothing that a scheme does feeds back on conduct.
""",
    "publications": """## Against publications

These cases live schemes of the library in the worlds that come with it, from the date on which the rules came into
force, and put beside the outcome what was published of it. Counts of a run with fewer people are scaled to the world's
1,379 million. A tolerance of *none* means that the number was neither fitted nor is it required: it stands there to be
compared.
""",
}
TABLE = "| what | expected | found | tolerance | lived |\n| --- | ---: | ---: | ---: | --- |"
FITTED = "| fitted | value | range | to what |\n| --- | ---: | ---: | --- |"


class Rows:
    """Notes, while the cases run, what they measure, and what they say was fitted."""

    def __init__(self) -> None:
        self.measured: dict[str, list[str]] = {}
        self.fitted: dict[str, list[str]] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        """Called by pytest before anything runs."""
        config.makes_the_page = True  # type: ignore[attr-defined]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest after each part of a test."""
        if report.when == "call":
            case = Path(report.location[0]).parent.name
            for name, text in report.user_properties:
                kept = {"row": self.measured, "fitted": self.fitted}.get(name)
                if kept is not None:
                    kept.setdefault(case, []).append(str(text))


def page(rows: Rows) -> str:
    """The page: what each case claims, by its README, and the tables of what was expected, found and fitted."""
    parts = [MADE, HEAD]
    for group, head in GROUPS.items():
        parts.append(head)
        parts += [_case(name, rows) for name in sorted(rows.measured) if against(HERE / name) == group]
    return "\n".join(parts)


def against(folder: Path) -> str:
    """What the case in a folder is compared with: one of :data:`GROUPS`."""
    values, _ = read(folder / "expected.yaml")
    return str(values.get("against", "mathematics")) if isinstance(values, dict) else "mathematics"


def _case(name: str, rows: Rows) -> str:
    title, text = (HERE / name / "README.md").read_text(encoding="utf-8").split("\n", 1)
    tables = [*_table(FITTED, rows.fitted.get(name, [])), *_table(TABLE, rows.measured[name])]
    return "\n".join([f"##{title}", text, f"`validation/{name}`", "", *tables])


def _table(head: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield from (head, *rows, "")


def main() -> int:
    """Live every case and write the page; 0 if all lie within their tolerance."""
    rows = Rows()
    cases = [str(path) for path in sorted(HERE.glob("*/test_case.py"))]
    failed = pytest.main(["-q", *cases], plugins=[rows])
    PAGE.write_text(page(rows), encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
