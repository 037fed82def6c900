"""Several worlds beside each other: the numbers of each in one table, and a page that leads to every comparison."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from glasshouse.charts.style import FONT, PALETTE
from glasshouse.charts.table import Table, as_rows, table
from glasshouse.charts.words import NONE, percent
from glasshouse.report.paper import environment_for, put_down
from glasshouse.report.twin_tables import outcomes
from glasshouse.results.comparison import Comparison
from glasshouse.results.run import SYNTHETIC
from glasshouse.storage.kinds import REPORT, SIDES

OF_THE_FIRST = {
    "median_recovery_months": "Months until half are free *",
    "largest_disparity": "Largest disparity, times *",
}
LIVED = ("months_sanctioned", "money", "strain", "employed")
NOTE = (
    "* of the first scheme of a world; under several the page of each tells its own. All other numbers are of all "
    "schemes of a world together."
)


class World(NamedTuple):
    """One of several worlds: a side of a comparison."""

    letter: str
    comparison: Comparison
    side: str

    @property
    def title(self) -> str:
        """What it is called, and its schemes."""
        about = self.comparison.info["sides"][SIDES.index(self.side)]
        return f"{about['title']} ({about['reference']})"


def worlds_of(comparisons: Mapping[str, Comparison]) -> list[World]:
    """Every world by its letter: those that are compared, and last the one with which they are."""
    found = list(comparisons.values())
    each = [(one, SIDES[0]) for one in found] + [(found[-1], SIDES[1])]
    return [World(letter, one, side) for letter, (one, side) in zip(ascii_lowercase, each, strict=False)]


def beside_each_other(comparisons: Mapping[str, Comparison], who: str) -> Table:
    """The numbers of each world about people, or firms, a column for each."""
    worlds = [one._replace(comparison=one.comparison.of(who)) for one in worlds_of(comparisons)]
    return table(f"Each world, {who}", ["Number"], [one.letter for one in worlds], _rows(worlds))


def _rows(worlds: list[World]) -> Iterator[tuple[str, ...]]:
    last = worlds[-1].letter
    yield f"Lives that diverge from {last}", *(f"{one.comparison.parted:,}" for one in worlds[:-1]), NONE
    yield "Under sanction at the end", *(f"{_standing(one, 'sanctioned'):,}" for one in worlds)
    yield "Of these, by wrong records", *(_wrongly(one) for one in worlds)
    for name, title in OF_THE_FIRST.items():
        yield title, *(_outcome(one, name)[1] for one in worlds)
    yield "On a list at the end", *(f"{_standing(one, 'listed'):,}" for one in worlds)
    yield "Requests refused", *(f"{_refused(one):,}" for one in worlds)
    yield "Requests given up", *(f"{_given_up(one):,}" for one in worlds)
    for name in LIVED:
        yield _outcome(worlds[0], name)[0], *(_outcome(one, name)[1] for one in worlds)


def _standing(world: World, what: str) -> int:
    """How many end so in a world, whether or not they do in the other as well."""
    whole = world.comparison.everybody
    return int(whole[f"{what}_{world.side}_only"] + whole[f"{what}_both"])


def _wrongly(world: World) -> str:
    """The share of those under sanction at the end who are so by wrong records alone."""
    end = world.comparison.over_time.filter(world=world.side).sort("month").row(-1, named=True)
    return _share(end["wrongly"], end["sanctioned"])


def _refused(world: World) -> int:
    sums = world.comparison.requests.sum()
    return int(sums[f"refused_{world.side}_only"][0] + sums["refused_both"][0])


def _given_up(world: World) -> int:
    return int(world.comparison.requests[f"given_up_{world.side}"].sum())


def _share(part: int, whole: int) -> str:
    return percent(part / whole if whole else None)


def _outcome(world: World, name: str) -> tuple[str, str]:
    """What an outcome is called, with its unit, and its value in a world."""
    (row,) = outcomes(world.comparison, [name])
    title = row.title if row.unit.startswith("share") else f"{row.title}, {row.unit}"
    return title, row.a if world.side == SIDES[0] else row.b


def write_index(comparisons: Mapping[str, Comparison], folder: Path) -> Path:
    """Write the page that leads to the report of every comparison, with the numbers of each world; return its path.

    Raises
    ------
    GlasshouseError
        If the disk refuses.
    """
    first = next(iter(comparisons.values()))
    tables = [beside_each_other(comparisons, who) for who in first.info["who"]]
    worlds = worlds_of(comparisons)
    leads = {one.letter: f"{name}/{REPORT}" for one, name in zip(worlds, comparisons, strict=False)}
    page = environment_for("people").get_template("several.html").render(
        synthetic=SYNTHETIC, worlds=worlds, leads=leads, tables=tables, note=NOTE, about=first.info, palette=PALETTE,
        font=FONT, version=first.info["engine"]["version"],
    )  # fmt: skip
    numbers = {"worlds": {one.letter: one.title for one in worlds}, "tables": [as_rows(one) for one in tables]}
    return put_down(folder / "index.html", page, numbers)
