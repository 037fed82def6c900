"""An ensemble as one holds it in hand: every number of a run as a mean over seeds, with its interval."""

from collections.abc import Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.base.yamlfile import load
from glasshouse.measure.registry import METRICS
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.population.model import World
from glasshouse.results.means import Frames, Means
from glasshouse.results.numbers import form_of, said_of
from glasshouse.results.run import BIG_FOUR, SYNTHETIC, inputs_of, scheme_again
from glasshouse.results.run_totals import LAYOUTS
from glasshouse.scheme.language.model import Scheme


class Ensemble(Means):
    """Many runs that differ only in their seed, and so in chance alone.

    Parameters
    ----------
    info, tables, folder
        As of :class:`~glasshouse.results.means.Means`.
    made_of : mapping of str to (Scheme, Catalogue), and world
        What it was made of, by the id of each scheme; read from ``folder`` if not given.
    at : int
        Which of the schemes this one is about; see :meth:`under`.
    """

    layouts = LAYOUTS
    of_what = "an ensemble"

    def __init__(
        self,
        info: Mapping[str, Any],
        tables: Frames,
        *,
        made_of: Mapping[str, tuple[Scheme, Catalogue]] | None = None,
        world: World | None = None,
        folder: Path | None = None,
        at: int = 0,
    ) -> None:
        if folder is None and (made_of is None or world is None):
            raise ValueError("An ensemble without a folder needs its schemes, catalogues and world.")
        one = info["schemes"][at]
        own = {name: one[name] for name in ("months", "begins")}  # of the scheme
        whole = info.get("whole", {name: info[name] for name in own})
        super().__init__({**info, "whole": whole, **own, "scheme": one}, tables, folder, one["id"])
        self._at, self._made_of, self._world = at, made_of, world

    @cached_property
    def scheme(self) -> Scheme:
        """The rules, as they stood when the ensemble was made."""
        if self._made_of is not None:
            return self._made_of[self.info["scheme"]["id"]][0]
        return scheme_again(self.info["scheme"], inputs_of(self.folder or Path()).scheme_of(self._at))

    @cached_property
    def catalogue(self) -> Catalogue:
        """What could happen and who saw it, as it was described when the ensemble was made."""
        if self._made_of is not None:
            return self._made_of[self.info["scheme"]["id"]][1]
        inputs = inputs_of(self.folder or Path())
        return load_catalogue(inputs.firms if self.info["scheme"]["kind"] == "firm" else inputs.catalogue)

    @cached_property
    def world(self) -> World:
        """The society, as it was described when the ensemble was made."""
        return self._world or load(inputs_of(self.folder or Path()).world, World)

    @property
    def schemes(self) -> tuple[str, ...]:
        """The ids of all schemes that its runs had."""
        return tuple(one["id"] for one in self.info["schemes"])

    def under(self, scheme: str) -> "Ensemble":
        """The same runs as one of their other schemes sees them.

        Raises
        ------
        GlasshouseError
            If they had no such scheme; the text says which they had.
        """
        if scheme not in self.schemes:
            raise GlasshouseError(no_such("a scheme of these runs", scheme, self.schemes))
        if scheme == self.info["scheme"]["id"]:
            return self
        at = self.schemes.index(scheme)
        return Ensemble(
            self.info, self._read, made_of=self._made_of, world=self._world, folder=self.folder, at=at
        )  # fmt: skip

    def metrics(self) -> pl.DataFrame:
        """Every metric: its mean over seeds, interval, spread, unit, and in how many seeds it is defined.

        ``counted`` is how many people (or records, or requests) stand behind it in all seeds together.
        """
        known = self.table("metrics").rename(lambda name: name.removeprefix("value_") if name != "value" else "mean")
        return known.with_columns(counted=self.table("behind_metrics")["people"] * known["seeds"])

    def metric(self, name: str) -> dict[str, Any]:
        """One metric by its id, as the row of :meth:`metrics`.

        Raises
        ------
        KeyError
            If there is no such metric.
        """
        if name not in METRICS:
            raise KeyError(name)
        return self.metrics().row(by_predicate=pl.col("metric") == name, named=True)

    def __repr__(self) -> str:
        about = self.info
        return (
            f"<Ensemble {about['run']}: {about['scheme']['id']} in {about['world']['id']}, {self.size} seeds from "
            f"{about['seed']}, {about['world']['people']:,} people, {about['months']} months>"
        )

    def _repr_html_(self) -> str:
        cell = 'style="text-align:right;padding:.15rem .6rem;font-variant-numeric:tabular-nums"'
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;padding:.15rem .6rem">{escape(row["title"])}</th>'
            f"<td {cell}>{escape(one.mean)}</td><td {cell}>{escape(one.ends)}</td></tr>"
            for row in map(self.metric, BIG_FOUR)
            for one in [said_of(row, form_of(row["unit"]), self.size)]
        )
        title = f"{self.info['scheme']['title']} in {self.info['world']['title']}"
        made = f"{self.size} runs with seeds from {self.info['seed']}; 95 % intervals of the mean by Student’s t"
        return (
            '<div style="font-family:system-ui,sans-serif;max-width:44rem;line-height:1.4">'
            f'<p style="opacity:.75;margin:0 0 .4rem">{SYNTHETIC}</p>'
            f'<p style="margin:0 0 .8rem"><strong>{escape(title)}</strong><br>{escape(made)}</p>'
            f'<table style="border-collapse:collapse"><tbody>{rows}</tbody></table></div>'
        )
