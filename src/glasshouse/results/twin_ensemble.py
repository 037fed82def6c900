"""An ensemble of comparisons as one holds it in hand: every difference as a mean over seeds, with its interval."""

import math
from collections.abc import Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.measure.interval import Moments, Numbers, paired, pairs_alike
from glasshouse.results.comparison_tables import EVERYBODY, outcome_in
from glasshouse.results.comparison_totals import ABOUT_ALL
from glasshouse.results.means import Frames, Means
from glasshouse.results.numbers import NONE
from glasshouse.results.run import SYNTHETIC

ROUNDING = 1e-12  # of a number, below which it does not vary but for the last digits of its sums


class TwinEnsemble(Means):
    """Many comparisons of the same two worlds that differ only in their seed, and so in chance alone.

    Parameters
    ----------
    info, tables, folder
        As of :class:`~glasshouse.results.means.Means`.
    who : str
        Whose lives it is about: 'people' or 'firms'.
    """

    layouts = ABOUT_ALL
    of_what = "comparisons"

    def __init__(
        self, info: Mapping[str, Any], tables: Frames, *, folder: Path | None = None, who: str | None = None
    ) -> None:
        super().__init__(info, tables, folder, who or info["who"][0])

    @property
    def who(self) -> str:
        """Whose lives it is about: 'people' or 'firms'."""
        return self.part

    def of(self, who: str) -> "TwinEnsemble":
        """The same comparisons as those of the lives of ``who``: 'people' or 'firms'.

        Raises
        ------
        GlasshouseError
            If they have none of these.
        """
        if who not in self.info["who"]:
            raise GlasshouseError(no_such("whom these comparisons are about", who, self.info["who"]))
        return self if who == self.who else TwinEnsemble(self.info, self._read, folder=self.folder, who=who)

    @cached_property
    def seeds(self) -> pl.DataFrame:
        """Every outcome of every seed in a, in b, and a minus b; of the first 10,000 seeds if there are more."""
        parts = pl.col("metric").str.split_exact("/", 1)
        return (
            self.whole("seeds")
            .filter(part=self.part)
            .select("seed", outcome=parts.struct.field("field_0"), of=parts.struct.field("field_1"), value="value")
        )

    @property
    def differences(self) -> pl.DataFrame:
        """Every outcome in a, in b, and a minus b; see :meth:`table`."""
        return self.table("differences")

    @property
    def transitions(self) -> pl.DataFrame:
        """How people stand at the end in a and in b; see :meth:`table`."""
        return self.table("transitions")

    def difference(self, outcome: str) -> dict[str, Any]:
        """A row of :attr:`differences` by the name of the outcome.

        Raises
        ------
        KeyError
            If there is no such outcome.
        """
        return outcome_in(self.differences, outcome)

    @property
    def parted(self) -> dict[str, Any]:
        """How many lives differ: mean over seeds, interval and spread."""
        return self.number("standing", "parted", trait=EVERYBODY)

    @cached_property
    def chances(self) -> pl.DataFrame:
        """What shared chances buy, outcome by outcome.

        Returns
        -------
        DataFrame
            ``variance_shared`` of a difference between two lives that share every chance, ``variance_independent`` if
            each world had chances of its own; their ``correlation``; ``worth``, how many independent pairs of runs
            tell as much as one pair with shared chances; ``independent_pairs``, how many of them would give the
            interval that these seeds gave; both with an interval. Outcomes that vary in neither world are left out,
            and those that some seeds have in one world alone.
        """
        rows = self.differences
        scale = np.nansum(np.abs(rows.select("a", "b").cast(pl.Float64).fill_null(math.nan).to_numpy()), axis=1)
        a, b, difference = (_moments(rows, name, scale) for name in ("a", "b", "difference"))
        found = paired(a, b, difference)
        seeds = rows["difference_seeds"].to_numpy()
        worths = {"": found.worth, "_low": found.worth_low, "_high": found.worth_high}
        made = rows.select("outcome", "title", "unit").with_columns(
            variance_shared=pl.Series(found.shared),
            variance_independent=pl.Series(found.independent),
            correlation=pl.Series(found.correlation).fill_nan(None),
            **{f"worth{end}": pl.Series(worth).fill_nan(None) for end, worth in worths.items()},
            seeds=rows["difference_seeds"],
            **{
                f"independent_pairs{end}": pl.Series(pairs_alike(seeds, worth)).fill_nan(None)
                for end, worth in worths.items()
            },
        )
        in_both = (rows["a_seeds"] == rows["difference_seeds"]) & (rows["b_seeds"] == rows["difference_seeds"])
        return made.filter(in_both & (made["seeds"] > 1) & (made["variance_independent"] > 0))

    @property
    def titles(self) -> tuple[str, str]:
        """What the two worlds are called by the schemes that are about these lives."""
        one, other = (side.get("of", {}).get(self.who, side)["title"] for side in self.info["sides"])
        return one, other

    def __repr__(self) -> str:
        one, other = (side["reference"] for side in self.info["sides"])
        about = self.info
        return (
            f"<TwinEnsemble {about['run']}: {one} and {other} in {about['world']['id']}, {self.size} seeds from "
            f"{about['seed']}, {about['world']['people']:,} people, {about['months']} months>"
        )

    def _repr_html_(self) -> str:
        one, other = self.titles
        cell = 'style="text-align:right;padding:.15rem .6rem;font-variant-numeric:tabular-nums"'
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;padding:.15rem .6rem">{escape(row["title"])}</th>'
            f"<td {cell}>{row['difference']:.4g}</td>"
            f"<td {cell}>{row['difference_low']:.4g} to {row['difference_high']:.4g}</td></tr>"
            for row in self.differences.head(9).iter_rows(named=True)
            if row["difference_low"] is not None
        )
        return (
            '<div style="font-family:system-ui,sans-serif;max-width:44rem;line-height:1.4">'
            f'<p style="opacity:.75;margin:0 0 .4rem">{SYNTHETIC}</p>'
            f"<p><strong>a: {escape(one)}<br>b: {escape(other)}</strong><br>{self.size} seeds; a minus b, with 95 % "
            f'intervals of the mean by Student’s t</p><table style="border-collapse:collapse">{rows}</table></div>'
        )


def _moments(rows: pl.DataFrame, column: str, scale: Numbers) -> Moments:
    """The moments of a column, as far as they tell spreads; what is rounding beside ``scale`` is none."""
    n = rows[f"{column}_seeds"].cast(pl.Float64).to_numpy()
    sd = rows[f"{column}_sd"].fill_null(math.nan).to_numpy()
    mean = rows[column].fill_null(math.nan).to_numpy()
    spread = np.where(sd > ROUNDING * scale, sd, np.where(np.isnan(sd), np.nan, 0.0))
    return Moments(n, mean, spread**2 * (n - 1), mean, mean)


WORTH_TELLING = (
    "months_sanctioned", "turned_away", "unlawful_conduct", "speech", "money", "strain", "employed", "indebted",
    "late", "sanctioned_share", "listed_people", "entries", "wrongful_share", "wrongful_entries_share",
)  # fmt: skip
"""The outcomes of which it is told what shared chances buy: those of lives, and who was under sanction for what."""


class Told(NamedTuple):
    """What shared chances buy for one outcome, in words."""

    outcome: str
    title: str
    difference: str  # mean over seeds and interval
    shared: str  # variance of the difference of a pair of runs that shares every chance
    independent: str  # the same if each world had chances of its own
    correlation: str
    pairs: str  # of independent runs that would give the same interval, with the interval of this number


def told_chances(ensemble: TwinEnsemble) -> list[Told]:
    """What shared chances buy for the outcomes that are worth telling; those that never vary are left out.

    Of one seed nothing is known of that, and nothing is told.
    """
    known = {row["outcome"]: row for row in ensemble.chances.iter_rows(named=True)}
    differences = {row["outcome"]: row for row in ensemble.differences.iter_rows(named=True)}
    return [_told(differences[name], known[name]) for name in WORTH_TELLING if name in known]


def _told(difference: Mapping[str, Any], chances: Mapping[str, Any]) -> Told:
    low, high = difference["difference_low"], difference["difference_high"]
    digits = max(0, 1 - math.floor(math.log10((high - low) / 2))) if high > low else 0
    mean, *ends = (f"{one:.{digits}f}" for one in (difference["difference"], low, high))
    correlation = chances["correlation"]
    return Told(
        outcome=difference["outcome"],
        title=f"{difference['title']} ({difference['unit']})",
        difference=f"{mean} ({ends[0]} to {ends[1]})",
        shared=_short(chances["variance_shared"]),
        independent=_short(chances["variance_independent"]),
        correlation=NONE if correlation is None else f"{correlation:.4f}",
        pairs=_pairs(*(chances[f"independent_pairs{end}"] for end in ("", "_low", "_high"))),
    )


def _short(variance: float) -> str:
    """Two digits of a variance.

    >>> _short(0.0), _short(0.00384), _short(874.2), _short(2.75e-7)
    ('0', '0.0038', '870', '2.8e-07')
    """
    if variance == 0 or not 1e-4 <= variance < 1e9:
        return f"{variance:.2g}"
    digits = 1 - math.floor(math.log10(variance))
    return f"{round(variance, digits):,.{max(0, digits)}f}"


def _pairs(pairs: float, low: float | None, high: float | None) -> str:
    """How many pairs of runs, with the interval of this number; three digits of each.

    >>> _pairs(176.6, 80.1, 12345.6)
    '177 (80 to 12,300)'
    >>> _pairs(1234.0, 1234.0, 1234.0), _pairs(math.inf, math.inf, math.inf)
    ('1,234', 'any number')
    """
    if math.isinf(pairs):
        return "any number"  # with shared chances the difference does not vary at all
    if low is not None and high is not None and high - low < ROUNDING * pairs:
        return f"{round(pairs):,}"
    whole, *ends = (NONE if one is None else f"{round(float(f'{one:.3g}')):,}" for one in (pairs, low, high))
    return f"{whole} ({ends[0]} to {ends[1]})"
