"""Points that stand for odds."""

import math
from pathlib import Path

import pytest

from glasshouse.base.yamlfile import read
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.language.example import Example
from glasshouse.scheme.language.files import load_scheme
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.points import points_of
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.trial.trial import tried

HERE = Path(__file__).parent
EXPECTED, _ = read(HERE / "expected.yaml")
WITHIN, ODDS, SCALES = EXPECTED["within"], EXPECTED["odds"], EXPECTED["scales"]
RECORDS = {0.5: ("credit.payment_late",), 1: (), 2: ("community.volunteering",), 4: ("community.honour_city",)}
each_scale = pytest.mark.parametrize("scale", SCALES, ids=[str(one["doubles_every"]) for one in SCALES])


def scheme_of(scale: dict) -> Scheme:
    """The scorecard with this scale."""
    return load_scheme(HERE / f"doubles-every-{scale['doubles_every']}.yaml")


def score(scheme: Scheme, times: float) -> int:
    """The score of a file that multiplies the odds by so much."""
    example = Example(file=RECORDS[times], score=0)
    [trial] = tried(scheme.model_copy(update={"tests": (example,)}), load_catalogue())
    assert trial.score is not None
    return trial.score


@each_scale
def test_odds_are_the_points_of_the_textbook(scale: dict, compare):
    factor = scale["doubles_every"] / math.log(2)
    offset = EXPECTED["at"] - factor * math.log(ODDS)
    for odds, points in zip(EXPECTED["shown"], scale["points"], strict=True):
        assert offset + factor * math.log(odds) == pytest.approx(points)
        got = score(scheme_of(scale), odds / ODDS)
        compare(f"odds double every {scale['doubles_every']}: points at {odds} to 1", points, got, 0, [])


@each_scale
def test_factor_and_offset_can_be_read_back(scale: dict, compare):
    scheme = scheme_of(scale)
    factor = (score(scheme, 4) - score(scheme, 0.5)) / math.log(8)
    offset = score(scheme, 1) - factor * math.log(ODDS)
    compare(f"odds double every {scale['doubles_every']}: factor", scale["factor"], factor, WITHIN, [])
    compare(f"odds double every {scale['doubles_every']}: offset", scale["offset"], offset, WITHIN, [])


def test_the_bureau_score_of_the_library_has_the_same_scale():
    scheme = find_scheme("bureau-us")
    assert scheme.score is not None
    assert scheme.score.scaled is not None
    factor = float(scheme.score.scaled.doubles_every) / math.log(2)
    scaled = [rule for rule in scheme.rules if rule.odds_times is not None]
    assert len(scaled) >= 5
    for rule in scaled:
        assert points_of(rule, scheme) == pytest.approx(factor * math.log(rule.odds_times))
