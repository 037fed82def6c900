"""Every part of the model that can be switched on, by its id, and every metric, those of parts among them."""

from glasshouse.measure.registry import METRICS
from glasshouse.parts.learning import LEARNING
from glasshouse.parts.model import Part

PARTS: dict[str, Part] = {one.id: one for one in (LEARNING,)}
"""In the order of their columns of state."""

__all__ = ["METRICS", "PARTS"]
