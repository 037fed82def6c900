"""How many refusals fell in another context than what led to them, and between which contexts."""

from collections.abc import Sequence

import polars as pl

from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import OneWorld, Study, has_many_seeds
from glasshouse.charts.style import Row
from glasshouse.charts.table import Table, table
from glasshouse.charts.words import NONE, capital
from glasshouse.report.legal.contexts import How, Refused, arises, listed, refused, refusing, requests, rules_of
from glasshouse.report.legal.totals import in_brackets, share_of, summed
from glasshouse.results.numbers import SHARE

HOW = (
    "Which record led to a single refusal is not counted. A refusal crosses contexts in any case if nothing that leads "
    "to its ground arises in the context of the service; it may, if some of what leads there arises elsewhere. "
    "Points that a record gives lead to no refusal, and neither does their lack. Contexts are those that the catalogue "
    "gives conducts and services."
)
"""How a refusal is attributed to contexts."""
ROWS = " A refusal is counted in the row of every context that leads to its ground, so that rows do not add up."
WIDE = " Intervals of sums over services are at most as wide as told, since those of their parts are added."
CROSSES = {"all": "in any case", "some": "may", "none": "no"}


def said(study: Study, found: Sequence[Refused]) -> str:
    """The share of refusals that cross contexts, from at least to at most."""
    if not found:
        return "No request was refused."
    total = summed([one.row for one in found], "refused")
    of = f"Of {text_of(study, total, 'refused')} refusals,"
    surely, maybe = (_crossing(study, found, hows) for hows in (("all",), ("all", "some")))
    if surely == maybe:
        return f"{of} {surely} crossed contexts: nothing that leads to their ground arises in the service's context."
    return (
        f"{of} at least {surely} crossed contexts: nothing that leads to their ground arises in the service's context. "
        f"At most {maybe} did: at least something that leads to it arises elsewhere."
    )


def _crossing(study: Study, found: Sequence[Refused], hows: Sequence[How]) -> str:
    """How many refusals cross in one of these ways, and what share they are."""
    inside = [one.row for one in found if one.crosses in hows]
    if not inside:
        return "none"
    part, rest = summed(inside, "refused"), summed([one.row for one in found if one.crosses not in hows], "refused")
    share = text_of(study, share_of(part, rest, "refused"), "share", SHARE, "refused")
    return in_brackets(text_of(study, part, "refused"), share)


def of_one_world(study: OneWorld) -> list[Refused]:
    """The services that a scheme refused in a run, or in any of many."""
    return refused(rules_of(study), requests(study))


def ruled(study: OneWorld) -> str:
    """By the rules: where what leads to refusals arises, and to which contexts belongs what they refuse."""
    rules = rules_of(study)._replace(silent=frozenset())
    homes = {one.id: one.domain for one in study.catalogue.services}
    grounds = refusing(study.scheme)
    if not grounds:
        return ""
    from_ = frozenset().union(*(arises(rules, ground) for own in grounds.values() for ground in own))
    falls = frozenset(homes.get(service, service) for service in grounds)
    return f"By the rules what leads to a refusal arises in: {listed(from_)}. What is refused is in: {listed(falls)}."


def matrix(study: OneWorld) -> Table:
    """Refusals by the context that leads to them and the context in which they fall."""
    found = of_one_world(study)
    falls = sorted({one.row["domain"] for one in found})
    written = _written(study)
    rows = []
    for context in sorted(frozenset().union(*(one.contexts for one in found))):
        of = written.get(context)
        told = [NONE if of is None else text_of(study, of, name) for name in ("records", "points_lost")]
        rows.append((capital(context), *told, *(_cell(study, found, context, home) for home in falls)))
    heads = ["Records that count", "Points they took", *(f"Refused: {one}" for one in falls)]
    return table("Refusals by the context of what leads to them", ["Arises in"], heads, rows)


def _cell(study: Study, found: Sequence[Refused], context: str, home: str) -> str:
    inside = [one.row for one in found if one.row["domain"] == home and context in one.contexts]
    if not inside:
        return "0"
    many = text_of(study, summed(inside, "refused"), "refused")
    return f"{many}, same context" if context == home else many


def _written(study: OneWorld) -> dict[str, Row]:
    """The records of each context that the rules read, and the points that they took."""
    homes = {one.id: one.domain for one in study.catalogue.conducts}
    rows = frame(study, "reasons").filter(pl.col("records") > 0).to_dicts()
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(homes.get(row["conduct"], row["conduct"]), []).append(row)
    return {context: {**summed(own, "records"), **summed(own, "points_lost")} for context, own in found.items()}


def by_service(study: OneWorld) -> Table:
    """The services that were refused in a run, or in any of many."""
    return services(study, of_one_world(study))


def services(study: Study, found: Sequence[Refused]) -> Table:
    """Services that were refused: where each belongs, and where what leads to its refusal arises."""
    rows = [
        (
            one.row["title"],
            one.row["domain"],
            listed(one.contexts),
            CROSSES[one.crosses],
            text_of(study, one.row, "refused"),
        )
        for one in found
    ]
    heads = ["Service", "Its context", "Contexts of what leads to its refusal", "Crosses contexts"]
    return table("Services that were refused, with their contexts", heads, ["Refused"], rows)


def how(study: Study) -> str:
    """How a refusal is attributed, and of many seeds how wide an interval is."""
    return HOW + (WIDE if has_many_seeds(study) else "")
