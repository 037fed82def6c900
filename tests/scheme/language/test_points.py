"""The points of a rule, against sums done by hand."""

from collections.abc import Callable
from typing import Any

from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.points import points_of

Rule = Callable[..., dict[str, Any]]
Small = Callable[..., Scheme]


def test_a_rule_gives_its_points(small: Small, rule: Rule):
    scheme = small(rules=[rule("traffic.ticket", points=-7)])
    assert points_of(scheme.rules[0], scheme) == -7


def test_odds_become_points(small: Small, rule: Rule):
    score = {"start": 100, "lowest": 0, "scaled": {"at": 100, "odds": 50, "doubles_every": 20}}
    scheme = small(score=score, rules=[rule("traffic.ticket", odds_times=0.25), rule("debt.sued", odds_times=3)])
    assert [points_of(one, scheme) for one in scheme.rules] == [-40, 32]
