"""``glasshouse bench``: how fast this machine lives, beside the floor that drawing random words sets."""

from typing import Annotated

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import screen
from glasshouse.cli.options import AsJson, With, flag, option
from glasshouse.cli.run import announce_compiling


def bench(
    nation: Annotated[
        bool, flag("--nation", "Also live a month of all of China: some minutes, 22 GB of memory.")
    ] = False,
    seeds: Annotated[int, option("Also live so many seeds of a comparison on rongcheng, five years each.")] = 0,
    rooms: Annotated[
        bool, flag("--rooms", "Say instead where a month spends its time: nanoseconds a person of each room.")
    ] = False,
    parts: With = None,
    as_json: AsJson = False,
) -> None:
    """Measure how fast this machine simulates.

    Nanoseconds a person-month, beside the time to draw the same random words alone.

    glasshouse bench --json

    glasshouse bench --rooms

    glasshouse bench --rooms --with learning

    glasshouse bench --seeds 20
    """
    from glasshouse.parts.switches import switched
    from glasshouse.studies import benchmark

    _refuse_seeds(seeds)
    _refuse_parts(parts, rooms=rooms)
    announce_compiling()
    found = benchmark.rooms(switched(parts)) if rooms else benchmark.bench(nation, seeds)
    if as_json:
        screen.print_json(found)
        return
    screen.facts((name.replace("_", " "), shown(value)) for name, value in found.items())


def _refuse_seeds(seeds: int) -> None:
    """Refuse fewer seeds than none."""
    if seeds < 0:
        raise GlasshouseError(f"--seeds {seeds}: write how many seeds to live as well, or leave it out.")


def _refuse_parts(parts: list[str] | None, *, rooms: bool) -> None:
    """Refuse parts of the model where the bench measures the month without any."""
    if parts and not rooms:
        raise GlasshouseError("--with says which parts of the model are on, and only --rooms measures them. Add it.")


def shown(value: object) -> str:
    """A measured value for people.

    >>> shown(12.3456), shown(670000), shown("x86-64")
    ('12.3', '670,000', 'x86-64')
    """
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
