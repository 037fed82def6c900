"""A run as one holds it in hand: its tables, what it was made of, and how it shows itself."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.base.forked import refuse_a_fork_without_threads
from glasshouse.base.yamlfile import load
from glasshouse.measure.disparity import is_bound
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.parts.switches import Switches, read_back
from glasshouse.population.model import World
from glasshouse.results.run_tables import TABLES
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.patch import find_again
from glasshouse.scheme.library.system import dated

SYNTHETIC = "Synthetic people: a result under stated assumptions, not a forecast of a place."
LEAST_SHOWN = 0.00001  # a smaller share says nothing that the count beside it does not say better
BIG_FOUR = ("sanctioned_people", "wrongful_share", "median_recovery_months", "largest_disparity")


class Inputs(NamedTuple):
    """Where a run folder keeps what the run was made of."""

    scheme: Path  # the first; others lie beside it
    world: Path
    catalogue: Path  # a folder
    firms: Path  # a folder; only there if firms are scored

    def scheme_of(self, at: int) -> Path:
        """The file of the scheme number ``at`` of the run."""
        return self.scheme if at == 0 else self.scheme.with_name(f"scheme-{at}.yaml")


def inputs_of(folder: Path) -> Inputs:
    """Where the run in ``folder`` keeps its schemes, world and catalogues."""
    return inputs_in(folder / "inputs")


def inputs_in(inputs: Path) -> Inputs:
    """Where what one run is made of lies below ``inputs``; an ensemble of a comparison has two such folders."""
    return Inputs(inputs / "scheme.yaml", inputs / "world.yaml", inputs / "catalogue", inputs / "catalogue-firms")


class _Frame:
    """A table of a run, read when it is first asked for."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self.__doc__ = TABLES[name].about

    def __get__(self, run: "Run", owner: type) -> pl.DataFrame:
        return run.table(self._name)


class Run:
    """One world under one scheme for some months, with everything needed to repeat it.

    Parameters
    ----------
    info : mapping
        What ``run.json`` says.
    tables : mapping of str to DataFrame, or a function from a name to a DataFrame
        The tables, or how to read one.
    scheme, world, catalogue
        What the run was made of; read from ``folder`` when first asked for, if not given.
    folder : Path, optional
        Where the run is kept.
    others : mapping of str to Run, optional
        What the run is under its other schemes, if it has no folder.
    at : int
        Which of the schemes of the run this one is; see :meth:`under`.
    made_of : Parts, optional
        Of a run in memory: its schemes and catalogues, by which a life of it can be lived again.
    """

    grades = _Frame()
    lists = _Frame()
    people = _Frame()
    flows = _Frame()
    mobility = _Frame()
    refusals = _Frame()
    answers = _Frame()
    refusals_by = _Frame()
    rewards = _Frame()
    reasons = _Frame()
    sources = _Frame()
    conducts = _Frame()
    sanctions = _Frame()
    causes = _Frame()
    confusion = _Frame()
    recovery = _Frame()
    scores = _Frame()
    living = _Frame()
    lives = _Frame()
    disparities = _Frame()

    def __init__(
        self,
        info: Mapping[str, Any],
        tables: Mapping[str, pl.DataFrame] | Callable[[str], pl.DataFrame],
        *,
        scheme: Scheme | None = None,
        world: World | None = None,
        catalogue: Catalogue | None = None,
        folder: Path | None = None,
        others: "Mapping[str, Run] | None" = None,
        at: int = 0,
        made_of: Any = None,
    ) -> None:
        given = {"scheme": scheme, "world": world, "catalogue": catalogue}
        if folder is None and None in given.values():
            raise ValueError("A run without a folder needs its scheme, world and catalogue.")
        own = {name: info["schemes"][at][name] for name in ("months", "begins")}  # of the scheme
        self.info = {"whole": {name: info[name] for name in own}, **info, **own}
        self.folder = folder
        self._others = dict(others or {})
        self._at = at
        self.made_of = made_of
        self.begun_with: Callable[[], Any] | None = None  # gives the Checkpoint that a branch in memory began with
        self._read = tables.__getitem__ if isinstance(tables, Mapping) else tables
        self._tables: dict[str, pl.DataFrame] = {}
        self.__dict__.update({name: one for name, one in given.items() if one is not None})

    @cached_property
    def scheme(self) -> Scheme:
        """The rules, as they stood when the run was made."""
        return scheme_again(self.info["schemes"][self._at], self._inputs.scheme_of(self._at))

    @property
    def schemes(self) -> tuple[str, ...]:
        """The ids of all schemes of the run; its own tables are those of the first."""
        return tuple(one["id"] for one in self.info["schemes"])

    def under(self, scheme: str) -> "Run":
        """The same run as one of its other schemes sees it: the tables, numbers and charts are of that scheme.

        Raises
        ------
        GlasshouseError
            If the run has no such scheme; the text says which it has.
        """
        if scheme == self.info["scheme"]["id"]:
            return self
        if scheme not in self.schemes:
            raise GlasshouseError(no_such("a scheme of this run", scheme, self.schemes))
        if scheme not in self._others and self._at:  # the first knows how to read the tables of all
            return self._others[self.schemes[0]].under(scheme)
        if scheme not in self._others:
            at, first = self.schemes.index(scheme), {self.schemes[0]: self}
            info = {**self.info, **self.info["whole"], "scheme": self.info["schemes"][at]}
            self._others[scheme] = Run(
                info, lambda name: self._read(f"{scheme}/{name}"), folder=self.folder, others=first, at=at
            )
        return self._others[scheme]

    @cached_property
    def world(self) -> World:
        """The society, as it was described when the run was made."""
        return load(self._inputs.world, World)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What could happen and who saw it, as it was described when the run was made."""
        is_firm = self.info["schemes"][self._at]["kind"] == "firm"
        return load_catalogue(self._inputs.firms if is_firm else self._inputs.catalogue)

    @property
    def _inputs(self) -> Inputs:
        assert self.folder is not None
        return inputs_of(self.folder)

    def know(self, runs: "Mapping[str, Run]") -> None:
        """Learn of what the run is under its other schemes; of a run in memory."""
        self._others.update(runs)

    def table(self, name: str) -> pl.DataFrame:
        """The table of this name; see ``glasshouse.results.run_tables.TABLES`` for what each holds.

        Raises
        ------
        GlasshouseError
            If no table has this name.
        """
        if name not in TABLES:
            raise GlasshouseError(no_such("a table of a run", name, TABLES))
        refuse_a_fork_without_threads()
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name]

    def all_tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Every table under every scheme; those of the others as ``scheme/table``."""
        for scheme in self.schemes:
            run = self.under(scheme)
            yield from ((name if run is self else f"{scheme}/{name}", run.table(name)) for name in TABLES)

    @property
    def parts(self) -> Switches:
        """The parts of the model that are on, with their settings."""
        return read_back(self.info.get("parts", {}))

    def metrics(self) -> pl.DataFrame:
        """Every metric: its value, unit, the counts behind it, and a note."""
        return self.table("metrics")

    def metric(self, name: str) -> dict[str, Any]:
        """One metric by its id, as the row of :meth:`metrics`.

        Raises
        ------
        KeyError
            If the run has no such metric.
        """
        for row in self.metrics().iter_rows(named=True):
            if row["metric"] == name:
                return row
        raise KeyError(name)

    def start_and_end(self) -> pl.DataFrame:
        """Every grade, best first: people and share of subjects at the start and at the end."""
        grades = self.grades

        def at(month: int, when: str) -> pl.DataFrame:
            there = grades.filter(pl.col("month") == month)
            return there.select("grade", pl.col("people", "share").name.suffix(f"_{when}"))

        return at(0, "start").join(at(self.info["months"], "end"), on="grade", maintain_order="left")

    def __repr__(self) -> str:
        about = self.info
        return (
            f"<Run {about['run']}: {about['scheme']['id']} in {about['world']['id']}, "
            f"{about['world']['people']:,} people, {about['months']} months, seed {about['seed']}>"
        )

    def _repr_html_(self) -> str:
        about = self.info
        title = f"{about['scheme']['title']} in {about['world']['title']}"
        made = f"{about['world']['people']:,} people, {about['months']} months, seed {about['seed']}"
        return (
            '<div style="font-family:system-ui,sans-serif;max-width:44rem;line-height:1.4">'
            f'<p style="opacity:.75;margin:0 0 .4rem">{SYNTHETIC}</p>'
            f'<p style="margin:0 0 .8rem"><strong>{escape(title)}</strong><br>{escape(made)}</p>'
            f"{self._numbers_html()}{self._grades_html()}</div>"
        )

    def _numbers_html(self) -> str:
        cards = "".join(
            '<div style="flex:1 1 9rem;border-top:2px solid currentColor;padding-top:.3rem">'
            f'<div style="font-size:1.6rem;font-variant-numeric:tabular-nums">{escape(shown(row))}</div>'
            f'<div style="font-size:.85rem">{escape(row["title"])}</div>'
            f'<div style="font-size:.75rem;opacity:.75">{escape(row["note"])}</div></div>'
            for row in map(self.metric, BIG_FOUR)
        )
        return f'<div style="display:flex;flex-wrap:wrap;gap:1rem;margin-bottom:.8rem">{cards}</div>'

    def _grades_html(self) -> str:
        cell = 'style="text-align:right;padding:.15rem .6rem;font-variant-numeric:tabular-nums"'
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;padding:.15rem .6rem">{escape(row["grade"])}</th>'
            f"<td {cell}>{row['people_start']:,}</td><td {cell}>{percent(row['share_start'])}</td>"
            f"<td {cell}>{row['people_end']:,}</td><td {cell}>{percent(row['share_end'])}</td></tr>"
            for row in self.start_and_end().iter_rows(named=True)
        )
        head = "".join(
            f'<th scope="col" {cell}>{name}</th>' for name in ("at the start", "share", "at the end", "share")
        )
        return (
            '<table style="border-collapse:collapse"><thead><tr><th scope="col" style="text-align:left;'
            f'padding:.15rem .6rem">Grade</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
        )


def scheme_again(about: Mapping[str, Any], path: Path) -> Scheme:
    """The scheme that a run kept in the file ``path``, in the variant and with the changes and dates of ``about``."""
    found = find_again(path, about.get("variant"), about.get("changes") or {}, about.get("title"))
    return dated(found.scheme, about.get("in_force"), about.get("until"))


def shown(metric: Mapping[str, Any]) -> str:
    """The value of a row of :meth:`Run.metrics` for people.

    >>> shown({"value": 0.0312, "unit": "share of subjects"}), shown({"value": 7.0, "unit": "months"})
    ('3.1 %', '7 months')
    >>> shown({"value": 2.5, "unit": "times the lowest rate"}), shown({"value": None, "unit": "months"})
    ('2.5 times', 'not seen')
    >>> shown({"value": 2.5, "unit": "times the lowest rate", "note": "a (3 of 9) against b (none of 9)"})
    'at least 2.5 times'
    """
    value, unit = metric["value"], metric["unit"]
    if value is None:
        return "not seen"
    if unit.startswith("share"):
        return percent(value)
    if unit == "months":
        return "1 month" if value == 1 else f"{value:,.0f} months"
    if unit.startswith("times"):
        return f"{'at least ' if is_bound(metric.get('note') or '') else ''}{value:,.1f} times"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def percent(share: float | None) -> str:
    """A share in per cent; small ones keep what matters of them.

    >>> percent(0.5), percent(0.0312), percent(0.00042), percent(0.0000017), percent(0.0), percent(None)
    ('50.0 %', '3.1 %', '0.042 %', '<0.001 %', '0 %', '-')
    """
    if share is None:
        return "-"
    if share == 0:
        return "0 %"
    if share < LEAST_SHOWN:
        return "<0.001 %"
    return f"{share * 100:.1f} %" if share >= 0.01 else f"{share * 100:.2g} %"
