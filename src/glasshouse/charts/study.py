"""What charts are drawn of: a run, a comparison, or many seeds of either."""

from typing import NamedTuple

from glasshouse.results.comparison import Comparison
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run
from glasshouse.results.twin_ensemble import TwinEnsemble

OneWorld = Run | Ensemble
TwoWorlds = Comparison | TwinEnsemble
Study = OneWorld | TwoWorlds


class Axes(NamedTuple):
    """What a study was asked along: how many worlds, and whether one seed or many."""

    worlds: int
    many_seeds: bool


ONE_RUN, MANY_RUNS = Axes(1, many_seeds=False), Axes(1, many_seeds=True)
ONE_COMPARISON, MANY_COMPARISONS = Axes(2, many_seeds=False), Axes(2, many_seeds=True)
ANY_RUNS, ANY_COMPARISONS = (ONE_RUN, MANY_RUNS), (ONE_COMPARISON, MANY_COMPARISONS)


def axes_of(study: Study) -> Axes:
    """What a study was asked along, by what it says of itself."""
    return Axes(2 if "sides" in study.info else 1, many_seeds="seeds" in study.info)


def has_many_seeds(study: Study) -> bool:
    """Whether its numbers are means with intervals."""
    return axes_of(study).many_seeds


def who_of(study: Study) -> str:
    """Whom it is about: people or firms."""
    return study.who if isinstance(study, TwoWorlds) else study.catalogue.cast.who


def runs_of(study: Study) -> str:
    """What a study is of, as a sentence ends: one run, or many of them."""
    noun = "comparison" if axes_of(study).worlds == 2 else "run"
    return f"any of these {noun}s" if has_many_seeds(study) else f"this {noun}"
