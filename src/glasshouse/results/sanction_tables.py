"""Whom each list and grade holds at the end, rightly or wrongly, whom it misses, and what brought it to them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from glasshouse.measure.cause import BESIDE, EARLIER, NO_RECORD, OF_LIST, OF_STATE, OF_TRAIT
from glasshouse.measure.wrongful import ANY, IN_GRADE, LISTED, ON_LIST
from glasshouse.observe.catalogue import Kind
from glasshouse.results.columns import ratio
from glasshouse.results.grounds import clauses_by_grade, clauses_by_list
from glasshouse.results.simulated import Simulated
from glasshouse.results.table import COUNTED, FLAG, KEY, NAME, each, part_of
from glasshouse.scheme.compile.statuses import list_refuses

SANCTION = {**each(KEY, "what", "id"), "title": NAME, "refuses": FLAG}
CAUSES = {**SANCTION, "cause": KEY, **each(NAME, "reason", "clause"), **each(COUNTED, "people", "wrongly")}
CONFUSION = {
    **SANCTION,
    **each(KEY, "trait", "level"),
    **each(COUNTED, "people", "held", "rightly", "wrongly", "missed", "neither", "not_due"),
    "wrongful_share": part_of("wrongly", "held"),
    "wrongful_risk": part_of("wrongly", "not_due"),
}
EVERYBODY = "everybody"  # the trait, and its level, of the rows about all people
OTHER = {
    NO_RECORD: ("no record", "inputs of the score other than records"),
    OF_STATE: ("debt", "the stage of debt that one is in"),
    OF_LIST: ("list", "a list of another scheme"),
    OF_TRAIT: ("trait", "the best grade for people of some traits"),
    EARLIER: ("assessment", "an earlier assessment, whose grade stands"),
}


class Sanction(NamedTuple):
    """Something that one is held by: all sanctions together, all lists that refuse something, a list, a grade."""

    row: int  # of ``Tallies.held``
    what: str
    id: str
    title: str
    refuses: bool


def sanctions_of(outcome: Simulated) -> Iterator[Sanction]:
    """All of a scheme: being under sanction and on any list that refuses something, each list, each such grade."""
    scheme = outcome.scheme
    refusing = [list_refuses(scheme, one.id) for one in scheme.lists]
    yield Sanction(ANY, "any", "any", "Under sanction", True)
    if sum(refusing) > 1:
        yield Sanction(LISTED, "lists", "lists", "On a list that refuses something", True)
    for at, (one, refuses) in enumerate(zip(scheme.lists, refusing, strict=True)):
        yield Sanction(ON_LIST + at, "list", one.id, one.title, refuses)
    for at, (name, refuses) in enumerate(zip(outcome.grades, outcome.sanctioned_grades, strict=True)):
        if refuses:
            yield Sanction(IN_GRADE + at, "grade", name, f"Grade {name}", True)


def causes(outcome: Simulated) -> dict[str, Any]:
    """The columns of the table of causes, for each sanction the commonest first."""
    rows = [row for one in sanctions_of(outcome) if one.what in ("list", "grade") for row in _causes_of(outcome, one)]
    return {name: [row[name] for row in rows] for name in CAUSES}


def _causes_of(outcome: Simulated, sanction: Sanction) -> list[dict[str, Any]]:
    """A row for each cause of a sanction, records of one conduct from several sources together."""
    counts, kinds = outcome.tallies.causes[sanction.row], {kind.row: kind for kind in outcome.catalogue.kinds}
    clauses = clauses_by_list if sanction.what == "list" else clauses_by_grade
    told = clauses(outcome.scheme, sanction.id)
    about = {"what": sanction.what, "id": sanction.id, "title": sanction.title, "refuses": sanction.refuses}
    found: dict[str, dict[str, Any]] = {}
    for at in np.flatnonzero(counts[:, 0]):
        cause, reason = _named(int(at), kinds)
        clause = told.get(cause, told.get("", ""))
        row = found.setdefault(
            cause, {**about, "cause": cause, "reason": reason, "clause": clause, "people": 0, "wrongly": 0}
        )
        row["people"] += int(counts[at, 0])
        row["wrongly"] += int(counts[at, 1])
    return sorted(found.values(), key=lambda row: (-row["people"], row["cause"]))


def _named(at: int, kinds: dict[int, Kind]) -> tuple[str, str]:
    """A column of ``Tallies.causes`` as the id of a cause, and in words."""
    if at < len(BESIDE):
        return OTHER[BESIDE[at]]
    kind = kinds[at - len(BESIDE)]
    about = kind.conduct or kind.service
    assert about is not None
    return about.id, about.title


def confusion(outcome: Simulated) -> dict[str, Any]:
    """The columns of the confusion matrices: each sanction for everybody, and for each level of each trait."""
    cast, held, everyone = outcome.cast, outcome.tallies.held_by, outcome.tallies.people[-1].sum(axis=1)
    groups = [(EVERYBODY, EVERYBODY, np.ones(len(everyone), np.bool_))]
    groups += [(trait, level, cast.has(trait, level)) for trait, levels in cast.traits.items() for level in levels]
    rows = [
        (one, trait, level, int(everyone[there].sum()), *held[there, one.row].sum(axis=0).tolist())
        for one in sanctions_of(outcome)
        for trait, level, there in groups
    ]
    people, rightly, wrongly, missed = (np.array([row[at] for row in rows], np.int64) for at in (3, 4, 5, 6))
    neither = people - rightly - wrongly - missed
    return {
        **{name: [getattr(row[0], name) for row in rows] for name in SANCTION},
        "trait": [row[1] for row in rows],
        "level": [row[2] for row in rows],
        "people": people, "held": rightly + wrongly, "rightly": rightly, "wrongly": wrongly, "missed": missed,
        "neither": neither, "not_due": wrongly + neither,
        "wrongful_share": ratio(wrongly, rightly + wrongly),
        "wrongful_risk": ratio(wrongly, wrongly + neither),
    }  # fmt: skip
