"""A small run gives the counts that it gave before: two years of the hamlet under the rules of Rongcheng.

So does a small comparison: of these rules, with the court's list and one of friends beside them, with Suining's.

Where a number of a run changes, this test fails. If it was meant to change, say so in CHANGELOG.md under *Results*,
what moved and why, and renew what is stored:

    python tests/contracts/test_golden.py
"""

import hashlib
import json
import re
from pathlib import Path

import numpy as np
from polars import selectors

from glasshouse.comparison import compare
from glasshouse.engine.crew import Crew
from glasshouse.engine.world import ready
from glasshouse.measure.count import book
from glasshouse.measure.tally import Tallies
from glasshouse.runs.contrast import TABLES
from glasshouse.spec import RunSpec, parts_of

GOLDEN = Path(__file__).with_name("golden.json")
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"
SPEC = RunSpec(scheme="rongcheng-2016", world="hamlet", months=24, seed=1)
COMPARED = RunSpec(scheme="rongcheng-2016+court-list+sesame", world="hamlet", months=24, seed=1, follow=0)
BESIDE = "suining-2010"


def tallies() -> Tallies:
    """Everything that is counted in the golden run."""
    parts, counted = parts_of(SPEC), Tallies.for_months(SPEC.months)
    made = ready(parts.placed, parts.world, parts.catalogue, parts.people, SPEC.months)
    values = np.stack([one["value"] for one in made.editions[0].scheme]).astype(np.int64)
    with Crew(made, SPEC.seed, parts.people, SPEC.records // 4, threads=2) as crew:
        crew.begin()
        for month in range(SPEC.months + 1):
            book(crew.live(month, last=month == SPEC.months), [month], [counted], made.service_kinds, values)
    return counted


def digests() -> dict[str, str]:
    """A digest of each table of counts."""
    counted = tallies()
    return {name: hashlib.sha256(np.ascontiguousarray(getattr(counted, name))).hexdigest() for name in Tallies.COUNTS}


def digests_of_a_comparison() -> dict[str, str]:
    """A digest of each table of the golden comparison, as far as it counts; how fractions round is no matter here."""
    found = compare(COMPARED, BESIDE)
    counted = {name: found.table(name).select(~selectors.float()) for name in TABLES}
    return {name: hashlib.sha256(table.write_csv().encode()).hexdigest() for name, table in counted.items()}


def latest_result() -> str:
    """The first note on results in the changelog, as one line."""
    section = re.search(
        r"^### Results$(.*?)(?=^##|\Z)", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    notes = re.findall(r"^- (.*?)(?=^- |\Z)", section[1], re.MULTILINE | re.DOTALL) if section else []
    return " ".join(notes[0].split()) if notes else ""


def test_a_golden_run_gives_the_counts_that_are_stored():
    stored = json.loads(GOLDEN.read_text())["tallies"]
    assert digests() == stored, "see the head of this file"


def test_a_golden_comparison_gives_the_tables_that_are_stored():
    stored = json.loads(GOLDEN.read_text())["comparison"]
    assert digests_of_a_comparison() == stored, "see the head of this file"


def test_the_changelog_says_why_the_stored_counts_are_what_they_are():
    text = " ".join(CHANGELOG.read_text(encoding="utf-8").split())
    assert json.loads(GOLDEN.read_text())["because"] in text


def renew() -> str:
    """Store what the golden run gives now; returns what was done, or why not."""
    new, because = {"tallies": digests(), "comparison": digests_of_a_comparison()}, latest_result()
    old = json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {"because": ""}
    moved = [name for name, one in new.items() if name in old and old[name] != one]
    if not moved and all(name in old for name in new):
        return "Nothing changed."
    if moved and because in ("", old["because"]):
        return "First say in CHANGELOG.md, as the first note under Results, what moved and why."
    because = because if moved or not old["because"] else old["because"]
    GOLDEN.write_text(json.dumps({"because": because, **new}, indent=2) + "\n")
    return f"Stored. Because: {because}"


if __name__ == "__main__":
    print(renew())
