"""A public function that raises an error the user can mend says so in its docstring."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import ROOT

SOURCE = ROOT / "src/glasshouse"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def public_functions(tree: ast.Module) -> Iterator[Function]:
    """The functions of a module, and the methods of its classes, whose names have no leading underscore."""
    for part in tree.body:
        inside = part.body if isinstance(part, ast.ClassDef) else [part]
        for one in inside:
            if isinstance(one, Function) and not one.name.startswith("_"):
                yield one


def raised(function: Function) -> set[str]:
    """Names of the exceptions that the body of ``function`` raises itself."""
    found = set()
    for part in ast.walk(function):
        if isinstance(part, ast.Raise) and part.exc is not None:
            made = part.exc.func if isinstance(part.exc, ast.Call) else part.exc
            found.add(ast.unparse(made).split(".")[-1])
    return found


def silent(tree: ast.Module) -> list[str]:
    """The public functions that raise a GlasshouseError and do not say so."""
    return [
        one.name
        for one in public_functions(tree)
        if "GlasshouseError" in raised(one) and "GlasshouseError" not in (ast.get_docstring(one) or "")
    ]


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_public_function_says_what_it_raises(path: Path):
    assert silent(ast.parse(path.read_text())) == []


def test_one_that_does_not_is_caught():
    assert silent(ast.parse('def load():\n    """The file."""\n    raise GlasshouseError("gone")')) == ["load"]
    assert silent(ast.parse('def load():\n    """Raises GlasshouseError."""\n    raise GlasshouseError()')) == []
    assert silent(ast.parse('def _load():\n    raise GlasshouseError("gone")')) == []
