"""The prebuilt answers of the documentation: the report and the comparison that the first commands make.

`python scripts/first_answer.py` runs the commands of docs/first-answer.md as they stand there, and puts their pages and
their numbers into docs/first-answer. `tests/contracts/test_first_answer.py` fails when the numbers are no longer those
that the same run gives.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PAGE, FOLDER = ROOT / "docs/first-answer.md", ROOT / "docs/first-answer"
COMMAND = re.compile(r"^glasshouse (?:run|compare) .*$", re.MULTILINE)
MADE = {"run": "report", "compare": "comparison"}  # what the pages of each command are called


def commands() -> list[str]:
    """The commands of the page, in their order."""
    return COMMAND.findall(PAGE.read_text())


def made_by(command: str, folder: Path) -> tuple[dict[str, str], dict[str, object]]:
    """The pages that a command makes in ``folder``, by the name that they bear here, and the numbers in them.

    World a of the comparison is the run, whose page lies beside it.
    """
    out = folder / command.split()[1]
    asked = [*shlex.split(command)[1:], "--out", str(out)]
    environment = {**os.environ, "COLUMNS": "100"}
    subprocess.run([sys.executable, "-m", "glasshouse", *asked], check=True, env=environment)
    name = MADE[command.split()[1]]
    pages = {page.name.replace("report", name, 1): page.read_text() for page in out.glob("report*.html")}
    if (out / "b/report.html").exists():
        pages |= {"report-none.html": (out / "b/report.html").read_text()}
        pages = {one: text.replace("a/report.html", "report.html") for one, text in pages.items()}
        pages = {one: text.replace("b/report.html", "report-none.html") for one, text in pages.items()}
    said = json.loads((out / "report.json").read_text())
    return pages, {name: said[name] for name in ("metrics", "headline") if name in said}


def main() -> None:
    """Make the pages anew."""
    with TemporaryDirectory() as there:
        numbers = {}
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("*.html"):
            old.unlink()
        for command in commands():
            pages, numbers[command] = made_by(command, Path(there))
            for name, page in pages.items():
                (FOLDER / name).write_text(page)
        (FOLDER / "numbers.json").write_text(json.dumps(numbers, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
