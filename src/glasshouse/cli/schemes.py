"""``glasshouse schemes``: the rule books that come with Glasshouse, and what one of them says clause by clause."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from glasshouse.base.advice import command
from glasshouse.base.errors import count_of
from glasshouse.cli import screen
from glasshouse.cli.options import AsJson

if TYPE_CHECKING:
    from glasshouse.observe.catalogue import Catalogue
    from glasshouse.scheme.language.model import Scheme

WIDE = 90  # columns from which titles have a column of their own
_BY_CLAUSE = {"What costs points", "What earns points", "What sets a grade", "Lists", "What follows", "Ways back"}
"""Sections of the summary that the page of a scheme tells clause by clause instead."""


def schemes(
    scheme: Annotated[
        str | None, typer.Argument(metavar="ID", help="Show what this one says: an id, or a file of rules.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the rule books that come with Glasshouse, or show one clause by clause.

    glasshouse schemes sesame
    """
    from glasshouse.scheme.language.files import scheme_ids
    from glasshouse.scheme.library.find import find_scheme

    if scheme is not None:
        _show(scheme, as_json)
        return
    found = [find_scheme(name) for name in scheme_ids()]
    if as_json:
        screen.print_json([about(one) for one in found])
        return
    wide = screen.out().width >= WIDE
    rows = [([one.id, one.title] if wide else [f"{one.id}\n  {one.title}"]) + _counts(one) for one in found]
    screen.show_table("", ["Scheme", "Title"] if wide else ["Scheme"], ["found", "told", "assumed", "left out"], rows)
    screen.say("Clauses found: read in a source, or following from one. Told: recalled, or from an article alone.")
    screen.say("Assumed: published nowhere, with a range. Left out: published, and not simulated, with the reason.")
    screen.say()
    screen.say("Run one:     glasshouse run ID --world hamlet")
    screen.say("Run several: glasshouse run ID+ID --world hamlet")
    screen.say("Read one:    glasshouse schemes ID")


def _counts(scheme: "Scheme") -> list[str]:
    """Clauses found or derived, recalled or told by an article, assumed, and left out."""
    from glasshouse.scheme.language.counts import status_counts

    known = status_counts(scheme)

    def of(*statuses: str) -> str:
        return f"{sum(known.get(one, 0) for one in statuses)}"

    return [of("found", "derived"), of("recalled", "article"), of("assumed"), f"{len(scheme.not_encoded)}"]


def about(scheme: "Scheme") -> dict[str, Any]:
    """A scheme in a few words and numbers."""
    from glasshouse.scheme.language.counts import status_counts

    return {
        "id": scheme.id,
        "title": scheme.title,
        "about": scheme.about,
        "kind": scheme.subjects.kind,
        "in_force": scheme.in_force,
        "until": scheme.until,
        "rules": len(scheme.rules),
        "grades": [grade.id for grade in scheme.grades],
        "lists": [entry.id for entry in scheme.lists],
        "variants": [one.id for one in scheme.variants],
        "members": [one.scheme for one in scheme.members],
        "clauses": status_counts(scheme),
        "not_encoded": len(scheme.not_encoded),
        "examples": len(scheme.tests),
    }


def _show(name: str, as_json: bool) -> None:
    """Print what one scheme says."""
    from glasshouse.observe.library import load_catalogue
    from glasshouse.scheme.check.check import fitting
    from glasshouse.scheme.library.find import find_scheme

    scheme = find_scheme(name)
    if as_json:
        said = scheme.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        screen.print_json({**about(scheme), "says": said})
        return
    screen.say("\n".join(page(scheme, fitting(scheme, load_catalogue()))))
    for line in how_to_run(scheme, name):
        screen.say_as_it_is(line)


def page(scheme: "Scheme", catalogue: "Catalogue") -> Iterator[str]:
    """What a scheme says, clause by clause, for a terminal."""
    from glasshouse.scheme.explain.describe import describe

    sections = describe(scheme, catalogue)
    last = [one for one in sections if one.title in ("Other readings", "How it is known")]
    for section in sections:
        if section.title not in _BY_CLAUSE and section not in last:
            yield from (section.title, *(f"  {line}" for line in section.lines), "")
    for title, clauses in _by_clause(scheme, catalogue):
        lines = list(clauses)
        if lines:
            yield from (title, *(f"  {line}" for line in lines), "")
    for section in last:
        yield from (section.title, *(f"  {line}" for line in section.lines), "")


def how_to_run(scheme: "Scheme", name: str) -> Iterator[str]:
    """Commands that run a scheme which goes by this name."""
    large = any(one.region for one in scheme.members)
    world = ["--world", "china", "--people", "200000"] if large else ["--world", "hamlet"]
    yield f"Run it: {command('run', name, *world)}"
    if scheme.in_force is not None:
        begins = (scheme.in_force + "-01")[:7]
        yield f"By its dates: {command('run', name, *world, '--begins', begins)}"


def _by_clause(scheme: "Scheme", catalogue: "Catalogue") -> Iterator[tuple[str, Iterator[str]]]:
    yield "Rules", _rules(scheme, catalogue)
    yield "Ways back", _ways_back(scheme, catalogue)
    yield "Lists", _lists(scheme, catalogue)
    yield "What follows", _follows(scheme, catalogue)
    yield "Published, and left out", (f"{one.clause}: {one.why}" for one in scheme.not_encoded)


def _rules(scheme: "Scheme", catalogue: "Catalogue") -> Iterator[str]:
    from glasshouse.scheme.explain.words import counts_for, ground, titles, worth

    for rule in scheme.rules:
        said = worth(rule, scheme) or "no points"
        yield f"{ground(rule, titles(catalogue))}: {said}; {counts_for(rule.lasts)}"
        yield _known(rule)


def _ways_back(scheme: "Scheme", catalogue: "Catalogue") -> Iterator[str]:
    from glasshouse.base.units import frequency_text, span_text
    from glasshouse.scheme.explain.words import counts_for, titles

    for one in scheme.repair:
        cap = f", {frequency_text(one.at_most)} at most" if one.at_most is not None else ""
        yield f"{titles(catalogue)(one.by)}: +{one.gives}{cap}; {counts_for(one.lasts)}"
        yield _known(one)
    if scheme.clean is not None:
        months = count_of(scheme.clean.months, "month")
        yield f"Clean time: +{scheme.clean.points} for every {months} without a record that takes points"
        yield _known(scheme.clean)
    if scheme.appeal is not None:
        window, decided = span_text(scheme.appeal.window), span_text(scheme.appeal.decided_in)
        yield f"Appeal: within {window}, decided in {decided}"
        yield _known(scheme.appeal)


def _lists(scheme: "Scheme", catalogue: "Catalogue") -> Iterator[str]:
    from glasshouse.base.units import FOREVER, span_text
    from glasshouse.scheme.explain.words import entered_by, titles, when

    for one in scheme.lists:
        dates = f", {when(one)}" if when(one) else ""
        known = f", official list {one.official}" if one.official else ""
        yield f"{one.title} ({scheme.id}/{one.id}, {'public' if one.public else 'not public'}{known}{dates})"
        stays = "" if one.stays is None else "; for ever" if one.stays == FOREVER else f"; for {span_text(one.stays)}"
        early = f", or until: {titles(catalogue)(one.leave.conduct)}" if one.leave is not None else ""
        notice = f", {span_text(one.notice)} after notice" if one.notice is not None else ""
        yield f"  entered by {entered_by(one, titles(catalogue))}{notice}{stays}{early}"
        yield _known(one)


def _follows(scheme: "Scheme", catalogue: "Catalogue") -> Iterator[str]:
    from glasshouse.scheme.explain.words import effect_words, holder, titles, when

    for one in scheme.consequences:
        what = f"{titles(catalogue)(one.service)}: " if one.service else ""
        dates = f", {when(one)}" if when(one) else ""
        by = f", by {one.by}" if one.by else ""
        grade = "Grade " if one.when.grade is not None else ""
        yield f"{grade}{holder(scheme, one)}: {what}{effect_words(one)}{by}{dates}"
        yield _known(one)


def _known(part: Any) -> str:
    """Clause, citation and status, with the range of what is assumed."""
    span = f" ({part.assumed[0]:g} to {part.assumed[1]:g})" if getattr(part, "assumed", None) else ""
    return f"  {part.status}{span}: {part.clause} [{part.cite}]"
