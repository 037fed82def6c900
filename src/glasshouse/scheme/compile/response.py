"""How conduct answers to schemes: what is known and seen deters, what is rewarded draws, what is watched chills."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from glasshouse.life.model import Conduct
from glasshouse.life.tables import STATUSES
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.compile.compile import Row, row_of
from glasshouse.scheme.compile.score import units_of
from glasshouse.scheme.compile.tables import UNITS
from glasshouse.scheme.language.model import Scheme

Floats = npt.NDArray[np.float64]
CLASSES = 8


def classes_of(masks: Sequence[int]) -> tuple[npt.NDArray[np.uint8], list[int]]:
    """Classes of people by the schemes that they are subjects of, one bit each: [256] the class, and each one's mask.

    At most eight are told apart. ``masks`` come with the commonest first; one that is not among the first answers
    as the most similar does.
    """
    told = list(dict.fromkeys([0, *masks]))[:CLASSES]
    best = [min(range(len(told)), key=lambda at: (int(told[at] ^ mask).bit_count(), at)) for mask in range(256)]
    return np.array(best, np.uint8), told


def response(schemes: Sequence[Scheme], catalogue: Catalogue, masks: Sequence[int]) -> Floats:
    """[16, K] Factor on conduct of each kind, by class of the schemes one is a subject of + 8 * under sanction.

    Of several schemes the one that deters most counts, and the one that draws most.
    """
    single = [_of_one(scheme, catalogue) for scheme in schemes]
    table = np.ones((STATUSES, catalogue.size))
    for number, mask in enumerate(masks):
        own = [one for at, one in enumerate(single) if mask >> at & 1]
        for held in range(2):
            factors = np.stack([np.ones(catalogue.size), *(one[held] for one in own)])
            table[number + CLASSES * held] = factors.min(axis=0) * factors.max(axis=0)
    return table


def _of_one(scheme: Scheme, catalogue: Catalogue) -> Floats:
    """[2, K] The factor of one scheme, for people not under and under sanction.

    What is known to few deters few: the felt sanction is the share that knows the scheme, times the chance of being
    recorded, times the points at stake (a list or a grade set directly counts as severe). Rewards likewise, and they
    draw those under sanction more. Lawful conduct that a scheme takes points for is chilled.
    """
    lives, table = catalogue.livelihood, np.ones((2, catalogue.size))
    aware = float(scheme.known_to.value) if scheme.known_to else 1.0
    for kind in catalogue.kinds:
        if kind.conduct is None or kind.source is None:
            continue
        row, seen = row_of(scheme, kind), float(kind.source.coverage.value)
        points = _of_the_score(row, scheme)
        severe = min(1.0, -points / float(lives.points_that_deter.value)) if points < 0 else 0.0
        felt = aware * seen * (1.0 if row.lists or row.best else severe)
        drawn = aware * seen * (min(1.0, points / float(lives.points_that_reward.value)) if points > 0 else 0.0)
        table[:, kind.row] *= 1 - _value(kind.conduct, "deterred") * felt
        table[:, kind.row] *= 1 - _value(kind.conduct, "chilled") * aware * seen * (points < 0)
        encouraged = _value(kind.conduct, "encouraged")
        table[0, kind.row] *= 1 + encouraged * drawn
        table[1, kind.row] *= 1 + encouraged * drawn * float(lives.eager_to_repair.value)
    return table


def most_response(catalogue: Catalogue) -> Floats:
    """[K] The highest factor that any scheme could give; occasions come for it, and so are the same under all."""
    top = np.ones(catalogue.size)
    eager = max(1.0, float(catalogue.livelihood.eager_to_repair.value))
    for kind in catalogue.kinds:
        if kind.conduct is not None and kind.source is not None:
            top[kind.row] = 1 + _value(kind.conduct, "encouraged") * float(kind.source.coverage.value) * eager
    return top


def _of_the_score(row: Row, scheme: Scheme) -> float:
    """The points of a row, had the scale a thousand points from its foot to its top (or to where one begins)."""
    if scheme.score is None:
        return 0.0
    top = scheme.score.start if scheme.score.highest is None else scheme.score.highest
    units = units_of(scheme, scheme.accounts[row.account]) if scheme.accounts else UNITS
    return row.points * units / UNITS * 1000 / max(1, top - scheme.score.lowest)


def _value(conduct: Conduct, name: str) -> float:
    figure = getattr(conduct, name)
    return float(figure.value) if figure is not None else 0.0
