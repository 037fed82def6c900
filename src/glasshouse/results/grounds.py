"""What a scheme gives reasons and rewards for, for the tables of a run: points and clauses of conducts, statuses."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.observe.catalogue import Kind
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.points import points_of


class Ground(NamedTuple):
    """Why a record of a conduct matters under a scheme."""

    points: int
    clause: str


def grounds(scheme: Scheme) -> dict[str, Ground]:
    """By conduct: the points of its rule or repair and the clause; 0 points if it only puts one on a list."""
    listing = {conduct: Ground(0, one.clause) for one in reversed(scheme.lists) for conduct in one.enter.conduct or ()}
    repair = {one.by: Ground(one.gives, one.clause) for one in reversed(scheme.repair)}
    rules = {one.conduct: Ground(points_of(one, scheme), one.clause) for one in reversed(scheme.rules) if one.conduct}
    return listing | repair | rules


def rewarded(scheme: Scheme) -> dict[tuple[str, str], int]:
    """Services that are made better, by what one has to hold: a grade (best first) or a list, and its id."""
    found: dict[tuple[str, str], set[str]] = {
        **{("grade", one.id): set() for one in scheme.grades}, **{("list", one.id): set() for one in scheme.lists}
    }  # fmt: skip
    for one in scheme.consequences:
        if one.service is not None and not one.refuses:
            for grade in one.when.grade or ():
                found["grade", grade].add(one.service)
            if one.when.list is not None:
                found["list", one.when.list].add(one.service)
    return {status: len(services) for status, services in found.items() if services}


def tries(scheme: Scheme, services: Sequence[Kind]) -> npt.NDArray[np.float64]:
    """[services] Refusals that published counts hold for each request that the scheme refuses."""
    told = {one.service: float(one.tries.value) for one in scheme.consequences if one.tries is not None}
    return np.array([told.get(kind.service.id, 1.0) for kind in services if kind.service])


def clauses_by_list(scheme: Scheme, name: str) -> dict[str, str]:
    """The clause of a list, whatever put one on it."""
    return {"": next(one.clause for one in scheme.lists if one.id == name)}


def clauses_by_grade(scheme: Scheme, _: str) -> dict[str, str]:
    """The clauses by which a grade may come, by conduct; and those about the lists of other schemes."""
    heard = [one.clause for one in scheme.rules if one.list is not None]
    limits = [one.clause for one in scheme.limits]
    others = {"list": heard, "trait": limits}
    told = {name: "; ".join(dict.fromkeys(clauses)) for name, clauses in others.items() if clauses}
    return {conduct: one.clause for conduct, one in grounds(scheme).items()} | told
