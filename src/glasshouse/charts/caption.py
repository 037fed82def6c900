"""What stands beneath every picture that leaves the report: that nobody in it is real, and where it is from."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from glasshouse.charts.look import Chart
from glasshouse.charts.words import worded
from glasshouse.runs.ensemble import Ensemble
from glasshouse.runs.run import SYNTHETIC, Run
from glasshouse.runs.twin_ensemble import TwinEnsemble
from glasshouse.runs.twins import Comparison

Made = Run | Comparison | Ensemble | TwinEnsemble
One = TypeVar("One", bound=Made)
P = ParamSpec("P")
Draw = Callable[Concatenate[One, P], Chart]


def picture(draw: Draw[One, P]) -> Draw[One, P]:
    """Let the charts that ``draw`` gives carry the caveat and their source, and speak of people or of firms."""

    def drawn(made: One, *args: P.args, **kwargs: P.kwargs) -> Chart:
        return _complete(draw(made, *args, **kwargs), made)

    return cast(Draw[One, P], wraps(draw)(drawn))


def who_of(made: Made) -> str:
    """Whom it is about: people or firms."""
    return made.who if isinstance(made, Comparison | TwinEnsemble) else made.catalogue.cast.who


def caption_of(made: Made) -> list[str]:
    """The lines beneath a picture."""
    about, who = made.info, who_of(made)
    caveat = SYNTHETIC.replace("people", "people and firms") if who == "firms" else SYNTHETIC
    seeds = f"seed {about['seed']}"
    if isinstance(made, Ensemble | TwinEnsemble):
        seeds = f"{made.size} seeds from {about['seed']}"
    people = f"{about['world']['people']:,} people in {about['world']['id']}"
    return [caveat, " · ".join([*_rules(made), people, seeds, f"Glasshouse {about['engine']['version']}"])]


def _rules(made: Made) -> list[str]:
    """The schemes, with the beginnings of their digests."""
    if isinstance(made, Run | Ensemble):
        scheme = made.info["scheme"]
        return [f"{scheme['id']} {scheme['sha256'][:8]}"]
    if isinstance(made, Comparison):
        digests = [run.info["scheme"]["sha256"] for run in made.runs]
    else:
        digests = [side["about"]["scheme"]["sha256"] if "about" in side else "" for side in made.info["sides"]]
    sides = zip(made.info["sides"], digests, strict=True)
    return [f"{side['name']}: {side['reference']} {digest[:8]}".rstrip() for side, digest in sides]


def _complete(chart: Chart, made: Made) -> Chart:
    who, title = who_of(made), chart.title
    title.text = worded(who, title.text)
    chart.description = worded(who, chart.description)
    chart.usermeta = {"about": who, "caption": caption_of(made)}
    return chart
