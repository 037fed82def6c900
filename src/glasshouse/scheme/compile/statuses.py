"""What a status, which is a grade and lists, brings with it: what is refused, and who looks closer."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from glasshouse.consequence.model import Consequence
from glasshouse.scheme.language.model import Scheme

LEVELS = 128  # statuses: grade (8) and lists (4 bits)
STATUSES = np.arange(LEVELS)
_WORK, _TRIPS = "work.", {"travel.flight", "travel.high_speed_rail"}


def sanctioned_grades(scheme: Scheme) -> tuple[bool, ...]:
    """Which grades refuse something, best grade first, lists left aside."""
    graded = [grade for part in scheme.consequences if part.refuses for grade in part.when.grade or ()]
    return tuple(grade.id in graded for grade in scheme.grades)


def statuses_of(scheme: Scheme, part: Consequence) -> npt.NDArray[np.bool_]:
    """[128] The statuses of the people whom a consequence is for."""
    if part.when.grade is not None:
        graded = [at for at, grade in enumerate(scheme.grades) if grade.id in part.when.grade]
        return np.asarray(np.isin(STATUSES & 7, graded))
    which = [one.id for one in scheme.lists].index(str(part.when.list or part.when.off_list))
    on = (STATUSES >> (3 + which) & 1) == 1
    return np.asarray(on if part.when.off_list is None else ~on)


def holds(scheme: Scheme, part: Consequence, status: int) -> bool:
    """Whether a consequence is for people of a status."""
    return bool(statuses_of(scheme, part)[status])


def refused(scheme: Scheme, status: int) -> set[str]:
    """The services that are refused to people of a status."""
    return {str(part.service) for part in scheme.consequences if part.refuses and holds(scheme, part, status)}


def _any_of(scheme: Scheme, parts: Iterable[Consequence]) -> npt.NDArray[np.int32]:
    """[128] 1 where any of these consequences is for people of a status."""
    held = np.zeros(LEVELS, bool)
    for part in parts:
        held |= statuses_of(scheme, part)
    return held.astype(np.int32)


def sanctions_of(scheme: Scheme) -> npt.NDArray[np.int32]:
    """[128] Where a grade or a list refuses something; to be on no list of known borrowers is no sanction."""
    return _any_of(scheme, (part for part in scheme.consequences if part.refuses and part.when.off_list is None))


def list_refuses(scheme: Scheme, name: str) -> bool:
    """Whether being on a list refuses something."""
    return any(part.refuses and part.when.list == name for part in scheme.consequences)


def barred_from(scheme: Scheme) -> npt.NDArray[np.int32]:
    """[128] Bit 0: employers look (a public list keeps from posts, or work is refused); bit 1: trips are refused."""
    public = {one.id for one in scheme.lists if one.public}
    looks = (
        part
        for part in scheme.consequences
        if (part.when.list in public and str(part.service).startswith(_WORK))
        or (part.refuses and part.service == "work.job")
    )
    trips = (part for part in scheme.consequences if part.refuses and part.service in _TRIPS)
    return np.asarray(_any_of(scheme, looks) | 2 * _any_of(scheme, trips), np.int32)


def inspected_of(scheme: Scheme) -> npt.NDArray[np.float32]:
    """[128] How many times as much is recorded; where several consequences say so, the most."""
    most = np.ones(LEVELS, np.float32)
    for part in scheme.consequences:
        if part.inspected:
            most = np.where(statuses_of(scheme, part), np.maximum(most, np.float32(part.inspected)), most)
    return most
