"""A comparison as one holds it in hand: two runs of the same world and chances, and what differs between them."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.base.forked import refuse_a_fork_without_threads
from glasshouse.base.parameters import whole
from glasshouse.measure.apart import SIDES
from glasshouse.results.comparison_tables import EVERYBODY, TABLES, outcome_in
from glasshouse.results.notebook import framed, table
from glasshouse.results.run import Run
from glasshouse.results.run_tables import TABLES as TABLES_OF_RUNS

Frames = Mapping[str, pl.DataFrame] | Callable[[str], pl.DataFrame]


class Lives(Protocol):
    """Both lives of one subject; see :class:`glasshouse.studies.twin.TwinLives`."""

    def frame(self) -> pl.DataFrame:
        """A row for each month and world."""


Relive = Callable[[int, str], Any]  # gives Lives


class _Frame:
    """A table of a comparison, read when it is first asked for."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self.__doc__ = TABLES[name].about

    def __get__(self, comparison: "Comparison", owner: type) -> pl.DataFrame:
        return comparison.table(self._name)


class Comparison:
    """One world lived twice, under one system of schemes and under another, with every chance shared.

    Parameters
    ----------
    info : mapping
        What ``comparison.json`` says.
    a, b : Run
        The two runs.
    tables : mapping of str to DataFrame, or a function from a name to a DataFrame
        The tables of what differs, or how to read one.
    relive : function of (person, 'people' or 'firms')
        How a life is simulated again in both worlds.
    folder : Path, optional
        Where the comparison is kept.
    who : str
        Whose lives it is about: 'people' or 'firms'.
    """

    differences = _Frame()
    parting = _Frame()
    standing = _Frame()
    gains = _Frame()
    transitions = _Frame()
    requests = _Frame()
    conducts = _Frame()
    happenings = _Frame()
    over_time = _Frame()
    people = _Frame()

    def __init__(
        self,
        info: Mapping[str, Any],
        a: Run,
        b: Run,
        tables: Frames,
        *,
        relive: Relive,
        folder: Path | None = None,
        who: str | None = None,
    ) -> None:
        self.info = dict(info)
        self.a, self.b = a, b
        self.folder = folder
        self.who = who or self.info["who"][0]
        self._read = tables.__getitem__ if isinstance(tables, Mapping) else tables
        self._relive = relive
        self._lives: dict[int, Any] = {}
        self._tables: dict[str, pl.DataFrame] = {}

    @property
    def runs(self) -> tuple[Run, Run]:
        """The run under the first scheme of each world that is about those whose lives are compared."""
        return self._about(self.a), self._about(self.b)

    def _about(self, run: Run) -> Run:
        mine = (run.under(name) for name in run.schemes)
        return next(one for one in mine if one.catalogue.cast.who == self.who)

    def of(self, who: str) -> "Comparison":
        """The same comparison as one of the lives of ``who``: 'people' or 'firms'.

        Raises
        ------
        GlasshouseError
            If it has none of these.
        """
        if who not in self.info["who"]:
            raise GlasshouseError(no_such("whom this comparison is about", who, self.info["who"]))
        if who == self.who:
            return self
        return Comparison(self.info, self.a, self.b, self._read, relive=self._relive, folder=self.folder, who=who)

    def table(self, name: str) -> pl.DataFrame:
        """The table ``name``, one of ``glasshouse.results.comparison_tables.TABLES``.

        Raises
        ------
        GlasshouseError
            If no table has this name.
        """
        refuse_a_fork_without_threads()
        if name not in TABLES:
            raise GlasshouseError(no_such("a table of a comparison", name, TABLES))
        if name not in self._tables:
            self._tables[name] = self._read(name if self.who == self.info["who"][0] else f"{self.who}/{name}")
        return self._tables[name]

    def all_tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Every table about people and firms as ``who/table``, and those of both runs as ``a/scheme/table``."""
        for who in self.info["who"]:
            yield from ((f"{who}/{name}", self.of(who).table(name)) for name in TABLES)
        for side, run in zip(SIDES, (self.a, self.b), strict=True):
            for scheme in run.schemes:
                yield from ((f"{side}/{scheme}/{name}", run.under(scheme).table(name)) for name in TABLES_OF_RUNS)

    @property
    def everybody(self) -> dict[str, Any]:
        """The row of ``standing`` about everybody."""
        return self.standing.row(by_predicate=pl.col("trait") == EVERYBODY, named=True)

    @property
    def parted(self) -> int:
        """How many lives differ between the two worlds."""
        return int(self.everybody["parted"])

    @property
    def compared(self) -> int:
        """How many lives are compared: of all who are a subject of some scheme in either world."""
        return int(self.everybody["people"])

    @property
    def titles(self) -> tuple[str, str]:
        """What the two worlds are called."""
        one, other = (side["title"] for side in self.info["sides"])
        return one, other

    def difference(self, outcome: str) -> dict[str, Any]:
        """A row of :attr:`differences` by the name of the outcome.

        Raises
        ------
        KeyError
            If there is no such outcome.
        """
        return outcome_in(self.differences, outcome)

    def lives(self, person: int) -> pl.DataFrame:
        """Both lives of one synthetic person (or firm), month by month, lived again.

        Returns
        -------
        DataFrame
            A row for each month and world: score, grade, lists, savings, strain, work, debt, records, and what
            happened in the month. Whoever was never parted has the same in both.

        Raises
        ------
        GlasshouseError
            If nobody has this number.
        """
        found: Lives = self.twin(person)
        return found.frame()

    def twin(self, person: int) -> Any:
        """Both lives of one synthetic person (or firm) as ``studies.twin.TwinLives``, with what parted them.

        Raises
        ------
        GlasshouseError
            If nobody has this number, it is no whole number, or too many would have to be simulated again.
        """
        person = whole("person", person)
        if person not in self._lives:
            self._lives[person] = self._relive(person, self.who)
        return self._lives[person]

    def __repr__(self) -> str:
        one, other = (side["reference"] for side in self.info["sides"])
        return (
            f"<Comparison {self.info['run']}: {one} and {other} in {self.info['world']['id']}, "
            f"{self.parted:,} of {self.compared:,} lives diverge>"
        )

    def _repr_html_(self) -> str:
        whole, kinds = self.everybody, (("sanctioned", "End under sanction"), ("listed", "End on a list"))
        rows = [
            (title, *(f"{whole[f'{what}_{where}']:,}" for where in ("a_only", "b_only", "both")))
            for what, title in kinds
        ]
        one, other = self.titles
        parted = f"{self.parted:,} of {self.compared:,} lives diverge within {self.info['months']} months."
        heads = (self.who.capitalize(), "in a alone", "in b alone", "in both")
        return framed(f"a: {one}", [f"b: {other}", parted], table(heads, rows, numbers=(1, 2, 3)))


def names_of(who: list[str]) -> list[str]:
    """The names of all tables of a comparison: those of the first kind of subject as they are, others as ``who/name``.

    >>> names_of(["people", "firms"])[-1]
    'firms/people'
    """
    return [name if turn == 0 else f"{one}/{name}" for turn, one in enumerate(who) for name in TABLES]
