"""Data flows one way: imports go down the layers of pyproject.toml, and every module has its layer."""

import importlinter.cli
import pytest
from pages import ROOT


def test_imports_go_down_the_layers_only(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    code = importlinter.cli.lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert code == importlinter.cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out
