"""``glasshouse bench``: how fast this machine lives, beside the floor that drawing random words sets."""

from glasshouse.cli import screen
from glasshouse.cli.options import AsJson
from glasshouse.cli.run import announce_compiling


def bench(
    as_json: AsJson = False,
) -> None:
    """Measure how fast this machine lives.

    Nanoseconds a person-month, beside the time to draw the same random words alone.

    glasshouse bench --json
    """
    from glasshouse.engine import bench as measuring

    announce_compiling()
    found = measuring.bench()
    if as_json:
        screen.print_json(found)
        return
    screen.facts((name.replace("_", " "), shown(value)) for name, value in found.items())


def shown(value: object) -> str:
    """A measured value for people.

    >>> shown(12.3456), shown(670000), shown("x86-64")
    ('12.3', '670,000', 'x86-64')
    """
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
