"""What stands beneath every picture that leaves the report: that nobody in it is real, and where it is from."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from glasshouse.charts.look import Chart
from glasshouse.charts.words import worded
from glasshouse.results.comparison import Comparison
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import SYNTHETIC, Run
from glasshouse.results.twin_ensemble import TwinEnsemble

Study = Run | Comparison | Ensemble | TwinEnsemble
One = TypeVar("One", bound=Study)
P = ParamSpec("P")


class Axes(NamedTuple):
    """What a study was asked along: how many worlds, and whether one seed or many."""

    worlds: int
    many_seeds: bool


ONE, MANY = Axes(1, many_seeds=False), Axes(1, many_seeds=True)
ONE_PAIR, MANY_PAIRS = Axes(2, many_seeds=False), Axes(2, many_seeds=True)


def axes_of(study: Study) -> Axes:
    """What a study was asked along, by what it says of itself."""
    return Axes(2 if "sides" in study.info else 1, many_seeds="seeds" in study.info)


Draw = Callable[Concatenate[One, P], Chart]


def picture(draw: Draw[One, P]) -> Draw[One, P]:
    """Let the charts that ``draw`` gives carry the caveat and their source, and speak of people or of firms."""

    def drawn(study: One, *args: P.args, **kwargs: P.kwargs) -> Chart:
        return _complete(draw(study, *args, **kwargs), study)

    return cast(Draw[One, P], wraps(draw)(drawn))


def who_of(study: Study) -> str:
    """Whom it is about: people or firms."""
    return study.who if isinstance(study, Comparison | TwinEnsemble) else study.catalogue.cast.who


def caption_of(study: Study) -> list[str]:
    """The lines beneath a picture."""
    about, who = study.info, who_of(study)
    caveat = SYNTHETIC.replace("people", "people and firms") if who == "firms" else SYNTHETIC
    seeds = f"seed {about['seed']}"
    if isinstance(study, Ensemble | TwinEnsemble):
        seeds = f"{study.size} seeds from {about['seed']}"
    people = f"{about['world']['people']:,} people in {about['world']['id']}"
    return [caveat, " · ".join([*_rules(study), people, seeds, f"Glasshouse {about['engine']['version']}"])]


def _rules(study: Study) -> list[str]:
    """The schemes, with the beginnings of their digests."""
    if isinstance(study, Run | Ensemble):
        scheme = study.info["scheme"]
        return [f"{scheme['id']} {scheme['sha256'][:8]}"]
    if isinstance(study, Comparison):
        digests = [run.info["scheme"]["sha256"] for run in study.runs]
    else:
        digests = [side["about"]["scheme"]["sha256"] if "about" in side else "" for side in study.info["sides"]]
    sides = zip(study.info["sides"], digests, strict=True)
    return [f"{side['name']}: {side['reference']} {digest[:8]}".rstrip() for side, digest in sides]


def _complete(chart: Chart, study: Study) -> Chart:
    who, title = who_of(study), chart.title
    title.text = worded(who, title.text)
    chart.description = worded(who, chart.description)
    chart.usermeta = {"about": who, "caption": caption_of(study)}
    return chart
