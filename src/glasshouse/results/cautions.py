"""What stands beside the number of those under sanction wherever it is shown, and holds for all that follows."""

from collections.abc import Iterator

from glasshouse.measure.apart import SIDES
from glasshouse.results import climbing, losses
from glasshouse.results.comparison import Comparison
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def cautions(study: Run | Ensemble | Comparison) -> list[str]:
    """Every reason to read the number with care, each in a sentence or two; none if there is none."""
    if isinstance(study, Comparison):
        each = zip(SIDES, study.runs, strict=True)
        return [f"In {side}{told}" for side, run in each for told in _in_world(run)]
    full = losses.caution(study) if isinstance(study, Run) else None
    return [one for one in (full, climbing.caution(study)) if one is not None]


def _in_world(run: Run) -> Iterator[str]:
    """The reasons of one world of a comparison, whose number is that of all its schemes together."""
    full = losses.caution(run)
    if full is not None:
        yield f": {_small(full)}"
    for name in run.schemes:
        own = run.under(name)
        if own.catalogue.cast is run.catalogue.cast and (told := climbing.caution(own)) is not None:
            yield f"{f', under {name}' if len(run.schemes) > 1 else ''}: {_small(told)}"


def _small(sentence: str) -> str:
    """A sentence that goes on after a colon."""
    return sentence[0].lower() + sentence[1:]
