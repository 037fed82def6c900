"""The page that lays all schemes of the library side by side, each lived by the same people from the same seed.

`python scripts/compared.py` lives them and writes docs/schemes/compared.md, in about two minutes on two cores;
`tests/contracts/test_compared.py` lives some of them again and fails where the page says otherwise.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from glasshouse.base.errors import GlasshouseError
from glasshouse.results.run import Run, percent, shown
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec

PAGE = Path(__file__).resolve().parent.parent / "docs/schemes/compared.md"
MONTHS_PER_YEAR = 12
YEARS = 10
SEED = 1
PEOPLE = 100_000
WORLD = "rongcheng"
ELSEWHERE = {"thirty-cities": ("china", 300_000)}
"""Schemes that hold in regions which the common world does not have, and where they are lived instead."""

HEAD = """<!-- Made by scripts/compared.py from runs of every scheme. Do not edit by hand. -->

# The schemes side by side

*Rules for a laboratory with synthetic people, encoded from published texts. They decide about nobody, and what they do
in a run is no forecast.*

Each row is one scheme, alone, lived for {years} years by the same {people:,} synthetic people of the world `{world}`
with seed {seed}; schemes of firms by the {firms:,} firms that such a town has. What befalls people of itself is the
same in every row; what differs is what the rules make of it, and what that does to their lives. The rules stand as in
January 2016, or on the day they came into force if that is later
(`glasshouse run ID --world {world} --people {people} --years {years} --seed {seed}`). A bundle has a row for each of
its schemes. Those that hold in some regions alone are lived elsewhere, which the row says.

How to read it. A city's points, an operator's score and a court's list do different things to different people, so that
no column ranks them. *Subjects* are those whom the scheme judges at the end. *Under sanction* are those whom a list or
a grade refuses something; *wrongly* is the share of them who would stand better without records of what never
happened or somebody else did. *Refused* and *rewarded* count requests a year of 1,000 subjects: a long list of refused
services weighs more than a share under sanction shows. *Disparity* compares the two levels of any trait that are
furthest apart in their share under sanction, z standard errors apart; where z is small it is chance. *Back after* is
the time until half of those under sanction were free again; *not seen* means that fewer than half were within the run.
Many numbers inside the schemes are published nowhere: the page of each scheme says which, and a difference between two
rows that rests on them is a difference between two assumptions.
"""
COUNTS = re.compile(r" \((?:[\d,]+|none) of [\d,]+\)")  # of people, in a note
COLUMNS = (
    "scheme",
    "subjects",
    "grades at the end",
    "on lists at the end",
    "under sanction",
    "of them wrongly",
    "refused",
    "rewarded",
    "disparity",
    "back after",
)


@dataclass(frozen=True)
class Row:
    """What the page says of one scheme."""

    scheme: str  # its id; behind that of its bundle, if it is in one
    place: str  # where it was lived, if elsewhere
    subjects: int  # at the end
    grades: dict[str, float]  # share of subjects, best first
    lists: dict[str, float]  # share of subjects
    sanctioned: float | None  # share of subjects
    wrongly: float | None  # share of those under sanction
    refused: float  # requests a year of 1,000 subjects
    rewarded: float
    disparity: str
    back: str

    @property
    def numbers(self) -> Iterator[float]:
        """Every number in it."""
        yield from (self.subjects, self.refused, self.rewarded, *self.grades.values(), *self.lists.values())
        yield from (one for one in (self.sanctioned, self.wrongly) if one is not None)

    def cells(self) -> tuple[str, ...]:
        """The row as the page shows it."""
        return (
            f"{self.scheme}{self.place}",
            f"{self.subjects:,}",
            shares(self.grades),
            shares(self.lists),
            percent(self.sanctioned),
            percent(self.wrongly),
            f"{self.refused:,.1f}",
            f"{self.rewarded:,.1f}",
            self.disparity,
            self.back,
        )

    def __str__(self) -> str:
        return f"| {' | '.join(self.cells())} |"


def rows_of(scheme: str) -> list[Row]:
    """The rows of a scheme of the library, one for each scheme of a bundle."""
    world, people = ELSEWHERE.get(scheme, (WORLD, PEOPLE))
    months = YEARS * MONTHS_PER_YEAR
    run = simulate(RunSpec(scheme=scheme, world=world, people=people, months=months, seed=SEED, follow=0))
    place = "" if scheme not in ELSEWHERE else f" ({world}, {people:,} people)"
    return [_row(run.under(name), _named(scheme, name), place) for name in run.schemes]


def _named(scheme: str, name: str) -> str:
    return f"[`{name}`]({name}.md)" if name == scheme else f"[`{scheme}`]({scheme}.md): [`{name}`]({name}.md)"


def _row(run: Run, name: str, place: str) -> Row:
    subjects = run.people.group_by("month").agg(pl.col("people").sum())
    years = subjects.filter(pl.col("month") > 0)["people"].sum() / MONTHS_PER_YEAR
    now = pl.col("month") == run.info["months"]
    asked = run.refusals
    return Row(
        scheme=name,
        place=place,
        subjects=int(subjects.filter(now)["people"].sum()),
        grades=_shares(run.grades.filter(now), "grade"),
        lists=_shares(run.lists.filter(now), "list"),
        sanctioned=run.metric("sanctioned_share")["value"],
        wrongly=run.metric("wrongful_share")["value"],
        refused=_each(int(asked["refused"].sum()), float(years)),
        rewarded=_each(int(asked["favoured"].sum()), float(years)),
        disparity=_disparity(run),
        back=_back(run),
    )


def _shares(table: pl.DataFrame, of: str) -> dict[str, float]:
    return {row[of]: row["share"] for row in table.iter_rows(named=True) if row["share"] is not None}


def _each(requests: float, years: float) -> float:
    """Requests a year of 1,000 subjects."""
    return 1000 * requests / years if years else 0.0


def _disparity(run: Run) -> str:
    """How far apart, which levels of which trait, and in how many standard errors; without the counts of people."""
    found = run.metric("largest_disparity")
    return "-" if found["value"] is None else f"{shown(found)} ({COUNTS.sub('', found['note']).replace(';', ',')})"


def _back(run: Run) -> str:
    found = run.metric("median_recovery_months")
    return shown(found) if found["of"] or found["people"] else "-"


def shares(found: dict[str, float]) -> str:
    """Shares of named parts in per cent, in one cell; tenths of a per cent below ten.

    >>> shares({"A": 0.954, "D": 0.004})
    'A 95, D 0.4'
    >>> shares({})
    '-'
    """
    return ", ".join(f"{name} {_percent(share)}" for name, share in found.items()) or "-"


def _percent(share: float) -> str:
    value = 100 * share
    return f"{value:.0f}" if value >= 10 or value == 0 else f"{value:.1f}"


def page(rows: Iterable[Row]) -> str:
    """The page with these rows."""
    from glasshouse.population.firms import firm_count

    head = HEAD.format(years=YEARS, people=PEOPLE, world=WORLD, seed=SEED, firms=firm_count(PEOPLE))
    table = [f"| {' | '.join(COLUMNS)} |", f"| --- | ---: | --- | --- |{' ---: |' * 4} --- | ---: |", *map(str, rows)]
    return "\n".join([head, "Grades and lists in per cent of the subjects.", "", *table]) + "\n"


def main() -> int:
    """Live every scheme and write the page."""
    rows = []
    for scheme in scheme_ids():
        try:
            rows += rows_of(scheme)
        except GlasshouseError as error:
            print(f"{scheme}: {error}", file=sys.stderr)
            return 1
    PAGE.write_text(page(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
