"""Learning made ready for kernels: what a record teaches, and what of conduct that holds back."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from glasshouse.observe.catalogue import Kind
from glasshouse.parts.learning.tables import LESSON, NEVER, LearningTables
from glasshouse.parts.model import Made
from glasshouse.population.record import NUMBERS
from glasshouse.scheme.compile.compile import row_of
from glasshouse.scheme.compile.response import CLASSES, awareness, severity
from glasshouse.scheme.language.model import Scheme

Floats = npt.NDArray[np.float64]


def learning_tables(settings: Mapping[str, float], made: Made) -> LearningTables:
    """The tables of learning under the schemes of ``made``.

    An average person does what they have occasion to with the chance 1 - d a s w, where d is how far it can be
    deterred, a the share that knows the scheme, s the chance of being recorded, and w what is at stake (see
    ``scheme.response``). With each record that cost them something, ``notices`` of those who did not know the scheme
    do, and those who know it think the next record likelier by ``learns``: 1 - d (a + (1 - a) notices + a learns) s w.
    Of what they were about to do they do not do what lies between, and at most what somebody would not do who is
    certain to be recorded.
    """
    told = np.full((CLASSES, NUMBERS), NEVER, np.uint8)
    restraint, most = np.zeros((CLASSES, made.catalogue.size)), np.zeros((CLASSES, made.catalogue.size))
    for at, mask in enumerate(made.masks):
        own = [one for which, one in enumerate(made.schemes) if mask >> which & 1]
        for kind in made.catalogue.kinds if own else ():
            if kind.conduct is None or kind.source is None:
                continue
            told[at, list(made.numbers.all_of(kind.row))] = min(_told_after(kind, scheme) for scheme in own)
            restraint[at, kind.row], most[at, kind.row] = _held_back(kind, own, made, settings)
    return LearningTables(
        told=told.ravel(),
        restraint=(restraint / LESSON).astype(np.float32).ravel(),
        most=most.astype(np.float32).ravel(),
        kept=np.float32(1 - settings["fades"]),
        kinds=np.int32(made.catalogue.size),
        column=np.int32(made.column),
    )


def _told_after(kind: Kind, scheme: Scheme) -> int:
    """The months after which a record of a kind costs its subject something under a scheme."""
    row = row_of(scheme, kind)
    return row.delay + 1 if row.points < 0 or row.lists or row.best else NEVER


def _held_back(kind: Kind, schemes: Sequence[Scheme], made: Made, settings: Mapping[str, float]) -> tuple[float, float]:
    """What of a conduct is held back by one lesson, and where being recorded is thought certain.

    By the scheme that deters most, as elsewhere.
    """
    assert kind.conduct is not None
    assert kind.source is not None
    deterred = float(kind.conduct.deterred.value) if kind.conduct.deterred else 0.0
    seen, lives = float(kind.source.coverage.value), made.catalogue.livelihood
    stakes = [(awareness(one), deterred * severity(row_of(one, kind), one, lives)) for one in schemes]
    aware, if_sure = max(stakes, key=lambda one: one[0] * one[1])
    now, more = aware * if_sure * seen, (1 - aware) * settings["notices"] + aware * settings["learns"]
    return (more * if_sure * seen / (1 - now), (if_sure - now) / (1 - now)) if now < 1 else (0.0, 0.0)
