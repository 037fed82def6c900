"""Ensembles that nobody lived: the tables of one run, moved a little for every seed."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from glasshouse.measure.gather import SHARE, Gathered
from glasshouse.measure.interval import LEVEL, METHOD
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.model import World
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.means import TABLES
from glasshouse.results.run import Run
from glasshouse.results.run_tables import TABLES as FRAMES
from glasshouse.results.run_totals import LAYOUTS, with_totals
from glasshouse.results.together import read_together
from glasshouse.scheme.language.model import Scheme


def moved(tables: Mapping[str, pl.DataFrame], turn: int) -> dict[str, pl.DataFrame]:
    """The tables with ``turn`` more wherever anything was counted, and shares a little smaller."""
    found = dict(tables)
    for name, layout in LAYOUTS.items():
        if name not in found:
            continue
        columns = {one: how for one, how in layout.columns.items() if one in found[name].columns}
        more = [
            pl.col(one) * (1 - turn / 100)
            if how is SHARE or layout.by_row
            else pl.when(pl.col(one) != 0).then(pl.col(one) + turn).otherwise(pl.col(one)).alias(one)
            for one, how in columns.items()
        ]
        found[name] = found[name].with_columns(more)
    return found


def ensemble_of_run(run: Run, seeds: int = 5) -> Ensemble:
    """An ensemble of what a run is under the first of its schemes."""
    info = {**run.info, **run.info["whole"]}
    return ensemble_of({name: run.table(name) for name in FRAMES}, info, run.scheme, run.catalogue, run.world, seeds)


def ensemble_of(
    tables: Mapping[str, pl.DataFrame],
    info: Mapping[str, Any],
    scheme: Scheme,
    catalogue: Catalogue,
    world: World,
    seeds: int = 5,
) -> Ensemble:
    """An ensemble of one scheme."""
    gathered = Gathered(LAYOUTS)
    for turn in range(seeds):
        gathered.add({scheme.id: with_totals(moved(tables, turn))})
    about = {**info, "of": "run", "seeds": seeds, "tables": list(TABLES), "method": METHOD, "level": LEVEL}
    about |= {"state": "complete", "seconds": 1.25}
    kept = {"numbers": read_together(gathered.numbers()), "seeds": gathered.of_each(info["seed"])}
    return Ensemble(about, kept, made_of={scheme.id: (scheme, catalogue)}, world=world)
