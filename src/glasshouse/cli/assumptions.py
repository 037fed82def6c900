"""``glasshouse assumptions``: every number that nobody has published, with its range."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

from glasshouse.cli import screen
from glasshouse.cli.options import AsJson, flag, option

if TYPE_CHECKING:
    from glasshouse.results.known import Used


class Assumed(NamedTuple):
    """A number that no source gives, and its lowest and highest plausible value."""

    part: str
    where: str
    value: float
    low: float
    high: float
    note: str


def assumptions(
    world: Annotated[str | None, option("Also those of this world.", metavar="WORLD")] = None,
    scheme: Annotated[str | None, option("Also those of this scheme.", metavar="SCHEME")] = None,
    find: Annotated[str | None, option("Only those whose name holds this text.", metavar="TEXT")] = None,
    used: Annotated[
        bool,
        flag("--used", "All that a result of --scheme in --world uses: rules, published and recalled numbers too."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List every assumed number with its range.

    These are the numbers that no source gives. A result that does not survive their ranges is not a result.

    glasshouse assumptions --scheme rongcheng-2016 --world rongcheng

    glasshouse assumptions --find traffic

    What a result of one scheme uses, and how each number is known:
    glasshouse assumptions --used --scheme court-list --world hamlet
    """
    if used:
        _show_used(world, scheme, find or "", as_json=as_json)
        return
    found = [one for one in assumed(world, scheme) if find is None or find.lower() in one.where.lower()]
    if as_json:
        screen.print_json([one._asdict() for one in found])
        return
    rows = [(one.where, f"{one.value:g}", f"{one.low:g}", f"{one.high:g}") for one in found]
    screen.show_table("", ["Assumed"], ["value", "lowest", "highest"], rows)
    screen.say(f"{len(found):,} assumed numbers; --json also says why each has its value.")


def _show_used(world: str | None, scheme: str | None, find: str, *, as_json: bool) -> None:
    """Print every rule and number that a result uses, whose name or way of being known holds a text."""
    from glasshouse.base.errors import GlasshouseError
    from glasshouse.results.known import told

    if world is None or scheme is None:
        raise GlasshouseError("What a result uses depends on both: name --scheme and --world.")
    found = [one for one in _used(world, scheme) if find.lower() in f"{one.part}/{one.name} {one.way}".lower()]
    if as_json:
        screen.print_json([one._asdict() for one in found])
        return
    rows = [(f"{one.part}/{one.name}", one.way, one.value or "-") for one in found]
    screen.show_table("", ["Rule or number"], ["known", "value"], rows)
    screen.say(f"{len(found):,} rules and numbers: {told(found)}; --json also says where each stands.")


def _used(world: str, scheme: str) -> "list[Used]":
    from glasshouse.observe.library import firm_catalogue, load_catalogue
    from glasshouse.population.library import find_world
    from glasshouse.results.known import used_by
    from glasshouse.scheme.library.find import find_scheme

    rules = find_scheme(scheme)
    catalogue = firm_catalogue() if rules.subjects.kind == "firm" else load_catalogue()
    return used_by(rules, catalogue, find_world(world))


def assumed(world: str | None, scheme: str | None) -> list[Assumed]:
    """What is assumed in the catalogue and in parts of the model, and in a world and a scheme if they are named."""
    from glasshouse.base.evidence import walk_sourced
    from glasshouse.observe.evidence import assumptions as assumptions_of
    from glasshouse.observe.library import load_catalogue
    from glasshouse.parts.registry import PARTS
    from glasshouse.population.library import find_world
    from glasshouse.scheme.library.find import find_scheme

    found = [Assumed("catalogue", *one[1:]) for one in assumptions_of(load_catalogue())]
    named: list[tuple[str, str, object]] = [
        ("world", "world", world and find_world(world)),
        ("scheme", "scheme", scheme and find_scheme(scheme)),
    ]
    named += [("parts", f"parts/{name}/{one.id}", one.figure) for name, own in PARTS.items() for one in own.settings]
    for part, begin, model in named:
        for _, label, number in walk_sourced(model, label=begin) if model else ():
            if number.assumed is not None:
                low, high = number.assumed
                value = float(getattr(number, "value", 1))
                found.append(Assumed(part, label, value, float(low), float(high), number.note or ""))
    return found
