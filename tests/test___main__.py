"""``python -m glasshouse`` is the command ``glasshouse``."""

import subprocess
import sys
import tomllib
from pathlib import Path

from pages import ROOT

from glasshouse import __main__, cli


def test_the_command_and_the_module_are_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"glasshouse": "glasshouse.__main__:main"}
    assert __main__.main is cli.main


def test_the_module_answers_as_the_command_and_by_its_name(tmp_path: Path):
    said = [sys.executable, "-m", "glasshouse", "rnu"]
    done = subprocess.run(said, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: glasshouse [OPTIONS]")


def test_ctrl_c_before_anything_has_begun_is_quiet(tmp_path: Path):
    """As it comes while the first module is read: its import is interrupted."""
    script = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'glasshouse.cli': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "import glasshouse.__main__\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
