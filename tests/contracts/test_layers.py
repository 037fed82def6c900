"""Data flows one way: down the layers of pyproject.toml, in which every module has its place, and in no circle."""

import ast
from graphlib import CycleError, TopologicalSorter

import importlinter.cli
import pytest
from pages import ROOT

SOURCE = ROOT / "src"


def test_imports_go_down_the_layers_only(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    code = importlinter.cli.lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert code == importlinter.cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def imported_by_each() -> dict[str, set[str]]:
    """The modules of ours that each module imports, wherever the import stands; those for types alone left out."""
    paths = {".".join(one.relative_to(SOURCE).with_suffix("").parts): one for one in SOURCE.rglob("*.py")}
    names = {name.removesuffix(".__init__"): path for name, path in paths.items()}
    return {name: set(imports(ast.parse(path.read_text()), names)) - {name} for name, path in names.items()}


def imports(tree: ast.AST, names: dict[str, object]):
    """The names of modules that a part of a source imports."""
    for part in ast.iter_child_nodes(tree):
        if isinstance(part, ast.If) and isinstance(part.test, ast.Name) and part.test.id == "TYPE_CHECKING":
            continue
        if isinstance(part, ast.ImportFrom) and part.module:
            yield from (
                inside if inside in names else part.module
                for inside in (f"{part.module}.{one.name}" for one in part.names)
                if inside in names or part.module in names
            )
        elif isinstance(part, ast.Import):
            yield from (one.name for one in part.names if one.name in names)
        yield from imports(part, names)


def test_no_modules_import_each_other_in_a_circle_not_even_inside_functions():
    graph = imported_by_each()
    assert graph["glasshouse.scheme.library.find"] >= {"glasshouse.scheme.library.patch"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_a_circle_that_hides_in_a_function_is_found():
    inside = ast.parse("def f():\n    from glasshouse import two\n    import glasshouse.three\n")
    names = dict.fromkeys(("glasshouse", "glasshouse.two", "glasshouse.three"))
    assert set(imports(inside, names)) == {"glasshouse.two", "glasshouse.three"}
