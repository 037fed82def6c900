"""What all schemes of a run together say to a request for a service."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.consequence.model import Better, Consequence
from glasshouse.life.tables import TENTHS
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.state import MOST_SCHEMES
from glasshouse.scheme.compile.statuses import LEVELS, statuses_of
from glasshouse.scheme.language.model import Scheme

UNTIRED = 255  # months under sanction; longer than any that are counted
REWARDS = 256


class JointTables(NamedTuple):
    """Of up to eight schemes, one after the other."""

    effect: npt.NDArray[np.uint8]  # [8*128*K] by K * status + kind: 0 nothing, 1 refused, 2.. number of a reward
    reward: npt.NDArray[np.float32]  # [8*256] worth of a reward in tenths of a month's outgoings
    patience: npt.NDArray[np.uint8]  # [8*128*K] months under sanction after which nobody asks any more, as ``effect``


def joint_tables(schemes: Sequence[Scheme], catalogue: Catalogue) -> JointTables:
    """The tables of the schemes of a run, which have passed their checks."""
    effect = np.zeros((MOST_SCHEMES, LEVELS, catalogue.size), np.uint8)
    reward, patience = np.zeros((MOST_SCHEMES, REWARDS), np.float32), np.full(effect.shape, UNTIRED, np.uint8)
    row = {kind.service.id: kind.row for kind in catalogue.kinds if kind.service}
    for turn, scheme in enumerate(schemes):
        gains = sorted((one for one in scheme.consequences if isinstance(one.effect, Better)), key=_gain)
        reward[turn, 2 : 2 + len(gains)] = [_gain(one) * TENTHS for one in gains]
        for number, part in enumerate(gains, start=2):
            effect[turn, statuses_of(scheme, part), row[str(part.service)]] = number
        for part in (one for one in scheme.consequences if one.refuses):
            held, service = statuses_of(scheme, part), row[str(part.service)]
            effect[turn, held, service] = 1
            if part.gives_up_after is not None:
                months = round(float(part.gives_up_after.value))
                patience[turn, held, service] = np.minimum(patience[turn, held, service], months)
    return JointTables(effect.ravel(), reward.ravel(), patience.ravel())


def _gain(part: Consequence) -> float:
    """What a reward is worth, in months of outgoings; the larger of two counts."""
    return float(part.effect.gain.value) if isinstance(part.effect, Better) else 0.0
