"""The busy society of ``busy.py`` can be imported by tests here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
