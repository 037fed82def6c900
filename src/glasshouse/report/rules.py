"""The scheme as it was published: every rule with its clause, how it is known, and how often it fired."""

import re
from itertools import groupby
from typing import Any

import polars as pl

from glasshouse.base.markdown import web
from glasshouse.base.units import frequency_text, span_text
from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import plain
from glasshouse.charts.study import OneWorld
from glasshouse.charts.table import Cell, Link, Table, table
from glasshouse.charts.words import NONE, capital, percent
from glasshouse.consequence.model import Consequence, When
from glasshouse.remedy.model import Appeal, Repair
from glasshouse.results.run import Run
from glasshouse.scheme.explain.words import (
    ASKED,
    account_words,
    entered_by,
    ground,
    input_words,
    levels_words,
    titles,
    when,
    who,
    worth,
)
from glasshouse.scheme.forms.placed import Cited, Placed
from glasshouse.scheme.language.model import ListRule, Scheme
from glasshouse.scheme.language.parts import parts
from glasshouse.scheme.language.reference import shown

STATUSES = {
    "found": "read in the text",
    "derived": "follows from the text",
    "recalled": "recalled, not checked",
    "assumed": "assumed",
    "article": "told by the press",
}
"""How a rule is known, in words."""


def tables_of_rules(study: OneWorld) -> list[Table]:
    """What the scheme says, from what was changed to the ways back, a table each; empty ones are left out."""
    kinds = (changed, _accounts, _grades, _points, _lists, _connected, _consequences, _ways_back)
    return [one for one in (kind(study) for kind in kinds) if one.rows]


def changed(study: OneWorld) -> Table:
    """What stands otherwise in this run than in the file of the scheme; a row a change."""
    rows = [
        (one["path"], shown(one["before"]), "left out" if one["after"] is None else shown(one["after"]))
        for one in study.info["scheme"].get("changed", ())
    ]
    return table("Changed for this run", ["What", "As written", "In this run"], [], rows)


def not_encoded(study: OneWorld) -> Table:
    """The published clauses that are left out, and why."""
    scheme = study.scheme
    rows = [(_cite(scheme, one.cite, one.clause), one.why) for one in scheme.not_encoded]
    return table("Published clauses that are not simulated", ["Clause", "Why"], [], rows)


def texts(scheme: Scheme) -> Table:
    """The published texts that the rules are taken from."""
    rows = [
        (
            str(row),
            Link(text.title, web(text.url)),
            text.publisher or NONE,
            text.date or NONE,
            STATUSES[text.known],
        )
        for row, text in enumerate(scheme.bibliography.values(), 1)
    ]
    return table(
        "Texts that the rules are taken from",
        ["Number", "Text", "Publisher", "Date", "How it is known"],
        [],
        rows,
    )


def _cite(scheme: Scheme, key: str | None, clause: str | None) -> Cell:
    """A clause as a link to the text it stands in, with the row of that text in the table of texts."""
    if key is None:
        return clause or NONE
    text = scheme.bibliography[key]
    return Link(clause or text.title, web(text.url), list(scheme.bibliography).index(key) + 1)


def _known(study: OneWorld, part: Placed | Cited | Consequence | Repair | Appeal) -> str:
    """How a part of the scheme is known, and whether it was changed for this run."""
    places = [tuple(one["at"]) for one in study.info["scheme"].get("changed", ())]
    found = (where for where, one in parts(study.scheme) if where and one is part) if places else ()
    is_changed = any(place[: len(where)] == where for where in found for place in places)
    known = STATUSES[part.status] + (f". {part.note}" if part.note else "")
    return f"changed for this run; as written: {known}" if is_changed else known


def _for(months: float, status: str | None) -> str:
    """How long something counts, and how that is known if it is known otherwise than the rest."""
    return span_text(months) + (f" ({STATUSES[status]})" if status else "")


def _accounts(study: OneWorld) -> Table:
    """The parts of the score, and what feeds each besides records."""
    rows: list[tuple[Cell, ...]] = []
    for account in study.scheme.accounts:
        told = (_cite(study.scheme, account.cite, account.clause), _known(study, account))
        rows.append((account_words(account), NONE, *told))
        for fed in account.inputs:
            told = (_cite(study.scheme, fed.cite, fed.clause), _known(study, fed))
            rows.append((account.title, input_words(fed), *told))
    heads = ["Part", "What feeds it besides records", "Clause", "How it is known"]
    return table("What the score is made of", heads, [], rows)


def _grades(study: OneWorld) -> Table:
    scheme = study.scheme
    rows = [
        (
            one.id,
            one.title or NONE,
            f"from {one.from_:,}" if one.from_ is not None else f"below {one.below:,}" if one.below else "all others",
            _cite(scheme, one.cite, one.clause),
            _known(study, one),
        )
        for one in scheme.grades
    ]
    rows += [
        (limit.grade_at_most, f"at best, for {levels_words(limit.where)}", NONE,
         _cite(scheme, limit.cite, limit.clause), _known(study, limit))
        for limit in scheme.limits
    ]  # fmt: skip
    return table("Grades, best first", ["Grade", "Meaning", "Score", "Clause", "How it is known"], [], rows)


def _points(study: OneWorld) -> Table:
    """One row a rule, with how often it fired and the share of all points that it moved."""
    title, fired = titles(study.catalogue), _fired(study)
    moved = sum(points for _, points in fired.values()) or 1
    rows: list[tuple[Cell, ...]] = []
    for rule in study.scheme.rules:
        records, points = fired.get((rule.conduct or "", rule.clause), (0, 0))
        seen = rule.conduct in study.catalogue.conduct_ids
        rows.append(
            (
                capital(ground(rule, title)),
                re.sub("^-", "−", worth(rule, study.scheme)) or "nothing by itself",
                "as long as listed" if rule.lasts is None else _for(rule.lasts, rule.lasts_status),
                _cite(study.scheme, rule.cite, rule.clause),
                _known(study, rule),
                plain(records) if seen else NONE,
                percent(points / moved) if seen else NONE,
            )
        )
    if clean := study.scheme.clean:
        name = f"{clean.months} months without a record that takes points"
        cells = (signed(clean.points), NONE, _cite(study.scheme, clean.cite, clean.clause))
        rows.append((name, *cells, _known(study, clean), NONE, NONE))
    heads = ["Conduct", "What a record does", "Counts for", "Clause", "How it is known"]
    return table(
        "What a record is worth",
        heads,
        ["Records in this run" if isinstance(study, Run) else "Records in a run, mean", "Share of all points moved"],
        rows,
    )


def _fired(study: OneWorld) -> dict[tuple[str, str], tuple[float, float]]:
    """By conduct and clause: records, and points they moved up or down."""
    rules = (
        frame(study, "reasons")
        .group_by("conduct", "clause")
        .agg(pl.col("records").sum(), (pl.col("points_lost") + pl.col("points_gained")).sum().alias("points"))
    )
    return {(row["conduct"], row["clause"]): (row["records"], row["points"]) for row in rules.to_dicts()}


def signed(points: int) -> str:
    """Points as one writes them by hand.

    >>> signed(-10), signed(1)
    ('−10 points', '+1 point')
    """
    return f"{points:+,} point{'' if abs(points) == 1 else 's'}".replace("-", "−")


def _lists(study: OneWorld) -> Table:
    title = titles(study.catalogue)
    rows = [
        (
            one.title + (f" ({when(one)})" if when(one) else ""),
            capital(entered_by(one, title)),
            _stays(one),
            title(one.leave.conduct) if one.leave else NONE,
            "yes" if one.public else "no",
            _cite(study.scheme, one.cite, one.clause),
            _known(study, one),
        )
        for one in study.scheme.lists
    ]
    heads = ["List", "Who enters", "Stays", "Left early by", "Public", "Clause", "How it is known"]
    return table("Lists", heads, [], rows)


def _stays(one: ListRule) -> str:
    if one.stays is not None:
        return _for(one.stays, one.stays_status)
    return one.enter.forms[0].while_it_lasts


def _connected(study: OneWorld) -> Table:
    """The sources that were connected step by step."""
    title = titles(study.catalogue)
    rows = [
        (title(one.source), percent(float(one.share.value)), when(one) or "always",
         _cite(study.scheme, one.cite, one.clause), _known(study, one))
        for one in study.scheme.connected
    ]  # fmt: skip
    heads = ["Source", "Share of its records", "When", "Clause", "How it is known"]
    return table("What reaches the files", heads, [], rows)


def _consequences(study: OneWorld) -> Table:
    """Consequences, those of one ground, clause and effect in one row."""
    titles = {one.id: one.title for one in study.catalogue.services}
    lists = {one.id: one.title for one in study.scheme.lists}

    def ground(one: Consequence) -> tuple[Any, ...]:
        dates = f" ({when(one)})" if when(one) else ""
        return (_when(one.when, lists) + dates, _effect(one), one.cite, one.clause, _known(study, one))

    rows = []
    for (whom, effect, cite, clause, known), same in groupby(study.scheme.consequences, key=ground):
        services = "; ".join(titles.get(one.service, one.service) for one in same if one.service)
        rows.append((whom, effect, services or NONE, _cite(study.scheme, cite, clause), known))
    return table("Consequences", ["Who", "What", "Services", "Clause", "How it is known"], [], rows)


def _when(holder: When, lists: dict[str, str]) -> str:
    if holder.list is not None:
        return f"on the list {lists[holder.list]}"
    if holder.off_list is not None:
        return f"not on the list {lists[holder.off_list]}"
    return f"graded {' or '.join(holder.grade or ())}"


def _effect(one: Consequence) -> str:
    if one.inspected is not None:
        return f"watched more closely: {one.inspected:g} times as much is recorded"
    if one.effect is None or one.effect == "refuse":
        return "refused"
    return f"granted with a reward worth {one.effect.gain.value:g} months of outgoings"


def _ways_back(study: OneWorld) -> Table:
    titles = {one.id: one.title for one in study.catalogue.conducts}
    rows: list[tuple[Cell, ...]] = [
        (
            f"Repair: {titles.get(one.by, one.by)}",
            signed(one.gives)
            + (f", at most {frequency_text(one.at_most)}" if one.at_most else "")
            + f", for {_for(one.lasts, one.lasts_status)}",
            _cite(study.scheme, one.cite, one.clause),
            _known(study, one),
        )
        for one in study.scheme.repair
    ]
    if appeal := study.scheme.appeal:
        terms = f"within {span_text(appeal.window)} of notice, decided in {span_text(appeal.decided_in)}"
        cite = _cite(study.scheme, appeal.cite, appeal.clause)
        rows.append(("Appeal against a record", terms, cite, _known(study, appeal)))
    return table("Ways back", ["Way", "Terms", "Clause", "How it is known"], [], rows)


def sentences(scheme: Scheme) -> list[str]:
    """What the tables do not say: who is scored, from what score, and who may see it."""
    told = [f"It is for {who(scheme)}."]
    if (consent := scheme.subjects.consent) is not None:
        share = percent(float(consent.share.value))
        told.append(f"In it are those who {ASKED[consent.asked]}: {share} of them at the beginning.")
    if scheme.score is not None:
        top = "" if scheme.score.highest is None else f" and {scheme.score.highest:,} at most"
        told.append(f"Everyone begins at {scheme.score.start:,} points, with {scheme.score.lowest:,} at least{top}.")
        if scheme.score.assessed is not None:
            told.append(f"Grades are set once a year, in month {scheme.score.assessed}.")
        told.append(f"The score may be seen by: {', '.join(scheme.visible.score) or 'nobody'}.")
    if scheme.lists:
        told.append(f"The lists are for: {scheme.visible.lists}.")
    return [capital(sentence) for sentence in told]
