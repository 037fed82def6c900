"""How one thing of a catalogue is shown: how often it comes, who sees it, what it does, and which schemes go by it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glasshouse.cli import screen

if TYPE_CHECKING:
    from glasshouse.base.evidence import Part, Sourced
    from glasshouse.life.model import Conduct, Effect, Service
    from glasshouse.observe.catalogue import Catalogue
    from glasshouse.observe.model import Source
    from glasshouse.observe.search import Entry
    from glasshouse.scheme.explain.uses import Use

Lines = Iterator[str]
MOVED_BY = ("temper", "hardship", "deterred", "encouraged", "chilled")


def show(entry: "Entry", here: "Catalogue", as_json: bool) -> None:
    """Print everything about one conduct, service or source."""
    from glasshouse.scheme.explain.uses import uses_of

    uses = uses_of(entry.says.id, here.cast.kind)
    if as_json:
        screen.print_json({**about(entry, here), "schemes": [one._asdict() for one in uses]})
        return
    screen.say(f"{entry.says.title} ({entry.says.id})", style="bold")
    screen.say("\n".join(page(entry, here, uses)).rstrip())


def about(entry: "Entry", here: "Catalogue") -> dict[str, Any]:
    """Everything that the catalogue says of it, for programs."""
    said = entry.says.model_dump(mode="json", exclude_none=True)
    return {"what": entry.what, "of": here.cast.who, "domain": entry.domain, **said}


def how_often(entry: "Entry", here: "Catalogue") -> str:
    """How often it comes in a year, of 1,000; of a source, the share that it records."""
    says: Any = entry.says
    if entry.what == "source":
        return f"{says.coverage.value:.0%}"
    if (due := getattr(says, "due", None)) is not None:
        return f"{1_000 * due.chance.value * 12 / due.every:,.4g}"
    return f"{says.per_1000_a_year.value:,.4g}" if says.per_1000_a_year is not None else "by debt"


def whom(here: "Catalogue") -> str:
    """Those of whom a rate is."""
    return "firms" if here.cast.kind == "firm" else "adults"


def page(entry: "Entry", here: "Catalogue", uses: "list[Use]") -> Lines:
    """What is said of it, section by section, for a terminal."""
    yield f"  {entry.meaning}"
    yield f"  {_kind_of(entry)}"
    yield ""
    for title, lines in _sections(entry, here):
        told = [line.replace("1,000 adults", f"1,000 {whom(here)}") for line in lines]
        if told:
            yield from (title, *(f"  {line}" for line in told), "")
    only = "have a rule for it alone" if entry.what == "source" else "go by it"
    yield f"Schemes of the library that {only}"
    yield from (f"  {one.scheme}, {one.what}: {one.says}" for one in uses)
    if not uses:
        yield "  none"


def _kind_of(entry: "Entry") -> str:
    """Such as ``A conduct in the domain 'traffic', unlawful``, as a sentence."""
    lawful = {True: ", lawful", False: ", unlawful", None: ""}[getattr(entry.says, "lawful", None)]
    return f"A {entry.what} in the domain '{entry.domain}'{lawful}."


def _sections(entry: "Entry", here: "Catalogue") -> Iterator[tuple[str, Lines]]:
    says: Any = entry.says
    if entry.what == "source":
        yield "What it has in view", _in_view(says, here)
        yield "How it errs", _errors(says)
        return
    yield "How often", _rate(says)
    if entry.what == "conduct":
        yield "What moves it", _figures(says, MOVED_BY)
        yield "What it does to a livelihood", _effect(says.then)
        yield "Who sees it", _seen(says, here)
    else:
        yield "If it is granted", _effect(says.if_granted)
        yield "If it is refused", _effect(says.if_refused)


def _rate(says: "Conduct | Service") -> Lines:
    """How often it comes, or falls due, and for whom more often."""
    yield from _figures(says, ("per_1000_a_year",))
    due = getattr(says, "due", None)
    if due is not None:
        yield "Falls due each month." if due.every == 1 else f"Falls due every {due.every} months."
        yield from _figures(due, ("chance",))
    elif says.per_1000_a_year is None:
        yield "No rate of its own: it is a step of a debt that is not paid, or of its settlement."
    if getattr(says, "asked_by", "everyone") != "everyone":
        yield f"Asked for by the {getattr(says, 'asked_by', '')} alone."
    for one in says.varies:
        yield f"By {one.trait}: {', '.join(f'{level} times {factor:g}' for level, factor in one.times.items())}"
        yield f"  {_basis(one)}"


def _effect(effect: "Effect | None") -> Lines:
    """What an event does to savings, strain, work and debt."""
    if effect is None:
        return
    yield from _figures(effect, ("money", "strain"))
    if effect.job is not None:
        yield f"Leads to work: {effect.job}."
    if effect.debt is not None:
        yield f"Leads to debt: {effect.debt}."


def _seen(says: "Conduct", here: "Catalogue") -> Lines:
    """Each source in whose view it lies, and how much of it that one records."""
    sources = {one.id: one for one in here.sources}
    for view in says.seen_by:
        source = sources[view.source]
        share = "" if view.share == 1 else f"{view.share:.0%} of it in view of "
        yield f"{share}{source.id} ({source.title}), which records {source.coverage.value:.0%}"


def _in_view(says: "Source", here: "Catalogue") -> Lines:
    for one in here.conducts:
        for view in one.seen_by:
            if view.source == says.id:
                share = "" if view.share == 1 else f", {view.share:.0%} of it"
                yield f"{one.title} ({one.id}){share}"


def _errors(says: "Source") -> Lines:
    from glasshouse.base.units import span_text
    from glasshouse.observe.model import ERRORS

    yield from _figures(says, tuple(name for name in ERRORS if name != "delay"))
    delay = f"after {span_text(says.delay)}" if says.delay else "at once"
    yield f"A record is on file {delay}."
    if says.delay_evidence:
        yield f"  {says.delay_evidence}"


def _figures(part: "Part", names: tuple[str, ...]) -> Lines:
    """The numbers of a part that have these names, each with what it is and how it is known."""
    for name in names:
        one = getattr(part, name)
        if one is not None:
            told = type(part).model_fields[name].description or name
            yield f"{told.rstrip('.')}: {one.value:g}"
            yield f"  {_basis(one)}"


def _basis(one: "Sourced") -> str:
    """How a number is known: its evidence, or the range in which it is assumed."""
    known = one.evidence if one.assumed is None else f"assumed, {one.assumed[0]:g} to {one.assumed[1]:g}"
    return f"{known}. {one.note or ''}".strip()
