"""What all schemes of a run together make of a file: how long records are kept, when they are decided on."""

from collections.abc import Sequence

import numpy as np

from glasshouse.life.tables import KINDS
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.observe.tables import FileTables
from glasshouse.scheme.calendar import forms_of
from glasshouse.scheme.compile import decided_after, leaves, row_of
from glasshouse.scheme.model import Scheme
from glasshouse.scheme.tables import LONGEST

MOST_GROUPS = 8  # of records that are settled together


def file_tables(schemes: Sequence[Scheme], catalogue: Catalogue) -> FileTables:
    """The tables of a file that these schemes read.

    A record is kept as long as any scheme has a use for it, at any of its dates; of several limits on how many count,
    the loosest holds.
    """
    kept, decided = np.zeros(KINDS, np.int32), np.zeros(KINDS, np.int32)
    cap, cap_months = np.zeros(KINDS, np.int32), np.ones(KINDS, np.int32)
    weight = np.zeros(KINDS, np.int32)
    settles, settled_by, logged = (np.zeros(KINDS, np.uint8) for _ in range(3))
    groups = _groups(schemes)
    forms = [form for scheme in schemes for form in forms_of(scheme)]
    for kind in catalogue.kinds:
        rows = [row_of(form, kind) for form in forms]
        decided[kind.row] = _decided(schemes, kind)
        caps = [row.cap for row in rows if row.cap is not None]
        cap[kind.row], cap_months[kind.row] = max(caps, key=lambda one: one[0] / one[1], default=(0, 1))
        kept[kind.row] = min(LONGEST, max([row.kept for row in rows])) if caps else 0
        weight[kind.row] = max(row.weight for row in rows)
        logged[kind.row] = kind.service is not None and bool(caps)
        if kind.conduct is not None:
            for bit, (by, settled) in enumerate(groups):
                settles[kind.row] |= (by == kind.conduct.id) << bit
                settled_by[kind.row] |= (kind.conduct.id in settled) << bit
    return FileTables(kept, decided, cap, cap_months, weight, settles, settled_by, logged)


def _groups(schemes: Sequence[Scheme]) -> list[tuple[str, set[str]]]:
    """What settles what, over all schemes."""
    joined: dict[str, set[str]] = {}
    for scheme in schemes:
        for by, settled in leaves(scheme).items():
            joined.setdefault(by, set()).update(settled)
    return list(joined.items())[:MOST_GROUPS]


def _decided(schemes: Sequence[Scheme], kind: Kind) -> int:
    """The age at which a contested record of ``kind`` is decided on: by the first appeal that is heard."""
    if kind.source is None:
        return 0
    delay = min(15, round(kind.source.delay))
    ages = [min(31, delay + decided_after(scheme.appeal)) for scheme in schemes if scheme.appeal]
    return min(ages, default=0)
