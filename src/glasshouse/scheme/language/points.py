"""The points that a rule gives or takes."""

import math

from glasshouse.scheme.language.model import Rule, Scheme


def points_of(rule: Rule, scheme: Scheme) -> int:
    """The points of a rule; of one that multiplies odds, what that is on the score's scale.

    With ``doubles_every`` points to double the odds, multiplying them by f adds doubles_every * log2 f.
    """
    if rule.odds_times is None or scheme.score is None or scheme.score.scaled is None:
        return rule.points
    return math.floor(float(scheme.score.scaled.doubles_every) * math.log2(float(rule.odds_times)) + 0.5)
