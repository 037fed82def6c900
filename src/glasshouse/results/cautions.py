"""What stands beside the number of those under sanction wherever it is shown, and holds for all that follows."""

from glasshouse.results import climbing, losses
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


def cautions(study: Run | Ensemble) -> list[str]:
    """Every reason to read the number with care, each in a sentence or two; none if there is none."""
    full = losses.caution(study) if isinstance(study, Run) else None
    return [one for one in (full, climbing.caution(study)) if one is not None]
