"""What a run did: counts that add up, and the metrics that are made of them."""

from glasshouse.measure import disparity, headlines, recovery

__all__ = ["disparity", "headlines", "recovery"]
