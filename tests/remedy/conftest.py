"""The busy society of ``tests/engine/busy.py`` can be imported by tests here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))
