"""Every module has its test file, or a line here with the reason why not; every test file has its module."""

import ast
from pathlib import Path

import pytest
from pages import ROOT

SOURCE, TESTS = ROOT / "src/glasshouse", ROOT / "tests"

SHAPES = "shapes alone: what one part of the source fills and another reads"
SECTIONS = "declarations alone, which test_sections.py asks what each must have, and ../test_build.py shows on a page"
STEPS = "calls alone: steps of the month, which engine/test_month.py and test_same_everywhere.py beside this file hold"
PLAIN = "steps of the plain month, which engine/test_plain.py and test_same_everywhere.py beside this file hold"
WITHOUT = {
    "__init__.py": "the list of public names; see test_public.py beside this file",
    "engine/context.py": SHAPES,
    "population/lives.py": SHAPES,
    "population/neighbourhood.py": STEPS,
    "life/occasions.py": STEPS,
    "observe/recording.py": STEPS,
    "scheme/judge/judgement.py": STEPS,
    "remedy/appeals.py": STEPS,
    "consequence/effects.py": STEPS,
    "measure/standing.py": STEPS,
    "measure/example.py": "counts alone, which test_headlines.py counts by hand",
    "results/simulated.py": SHAPES,
    "results/columns.py": "three short helpers of tables, which test_run_tables.py looks at through these",
    "results/sanction_tables.py": "tables of a run, which test_run_tables.py looks at with the others",
    "population/plain.py": PLAIN,
    "life/plain.py": PLAIN,
    "observe/plain.py": PLAIN,
    "scheme/judge/plain.py": PLAIN,
    "remedy/plain.py": PLAIN,
    "consequence/plain.py": PLAIN,
    "life/tables.py": SHAPES,
    "observe/tables.py": SHAPES,
    "remedy/tables.py": SHAPES,
    "parts/learning/tables.py": SHAPES,
    "parts/model.py": "shapes alone: what a part declares, which test_parts.py beside this file looks at",
    "report/sections/causes.py": SECTIONS,
    "report/sections/difference.py": SECTIONS,
    "report/sections/evidence.py": SECTIONS,
    "report/sections/lives.py": SECTIONS,
    "report/sections/parts.py": SECTIONS,
    "report/sections/published.py": SECTIONS,
    "report/sections/reading.py": SECTIONS,
    "report/sections/rules.py": SECTIONS,
    "report/sections/standing.py": SECTIONS,
    "report/sections/whole.py": SECTIONS,
    "scheme/compile/tables.py": SHAPES,
    "scheme/forms/circumstances.py": SHAPES,
    "scheme/forms/piece.py": SHAPES,
}
PAGES = {"report/test_axe.py", "report/test_moving.py", "report/test_taking.py"}
"""Tests of whole pages in a browser, which all modules of the report make together."""
MODULES = sorted(str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py"))


def mirror_of(module: str) -> str:
    """The test file of a module, both as paths below their folders."""
    path = Path(module)
    if path.name == "__init__.py":
        path = path.with_name(f"{path.parent.name or 'glasshouse'}.py")
    return str(path.with_name(f"test_{path.name}"))


def has_something_to_test(module: str) -> bool:
    """Whether a module defines functions or classes; a package's list of names does not."""
    body = ast.parse((SOURCE / module).read_text()).body
    return any(isinstance(part, ast.FunctionDef | ast.ClassDef) for part in body)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_tests_or_a_reason(module: str):
    if has_something_to_test(module):
        assert (TESTS / mirror_of(module)).exists() != (module in WITHOUT), f"{module}: {mirror_of(module)}"


def test_every_reason_is_about_a_module():
    assert set(WITHOUT) <= set(MODULES)


def test_every_test_file_has_its_module():
    ours = {mirror_of(module) for module in MODULES}
    there = {str(path.relative_to(TESTS)) for path in TESTS.rglob("test_*.py")}
    assert {path for path in there - ours if not path.startswith("contracts/")} == PAGES
