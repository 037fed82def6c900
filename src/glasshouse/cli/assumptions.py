"""``glasshouse assumptions``: every number that nobody has published, with its range."""

from typing import Annotated, NamedTuple

from glasshouse.cli import screen
from glasshouse.cli.options import AsJson, option


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
    as_json: AsJson = False,
) -> None:
    """List every assumed number with its range.

    These are the numbers that no source gives. A result that does not survive their ranges is not a result.

    glasshouse assumptions --scheme rongcheng-2016 --world rongcheng

    glasshouse assumptions --find traffic
    """
    found = [one for one in assumed(world, scheme) if find is None or find.lower() in one.where.lower()]
    if as_json:
        screen.print_json([one._asdict() for one in found])
        return
    rows = [(one.where, f"{one.value:g}", f"{one.low:g}", f"{one.high:g}") for one in found]
    screen.show_table("", ["Assumed"], ["value", "lowest", "highest"], rows)
    screen.say(f"{len(found):,} assumed numbers; --json also says why each has its value.")


def assumed(world: str | None, scheme: str | None) -> list[Assumed]:
    """What is assumed in the catalogue, and in a world and a scheme if they are named."""
    from glasshouse.base.evidence import walk_sourced
    from glasshouse.observe.evidence import assumptions as assumptions_of
    from glasshouse.observe.library import load_catalogue
    from glasshouse.population.library import find_world
    from glasshouse.scheme.library.find import find_scheme

    found = [Assumed("catalogue", *one[1:]) for one in assumptions_of(load_catalogue())]
    named = {"world": world and find_world(world), "scheme": scheme and find_scheme(scheme)}
    for part, model in named.items():
        for _, label, number in walk_sourced(model, label=part) if model else ():
            if number.assumed is not None:
                low, high = number.assumed
                value = float(getattr(number, "value", 1))
                found.append(Assumed(part, label, value, float(low), float(high), number.note or ""))
    return found
