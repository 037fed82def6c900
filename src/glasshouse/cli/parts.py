"""``glasshouse parts``: the parts of the model that can be switched on, each with its settings and limits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glasshouse.cli import screen
from glasshouse.cli.options import AsJson

if TYPE_CHECKING:
    from glasshouse.parts.model import Part, Setting


def parts(as_json: AsJson = False) -> None:
    """List the parts of the model that can be switched on: what each asks, its settings, and what it cannot say.

    None is on unless you say so:

    glasshouse run rongcheng-2016 --world hamlet --with learning:learns=0.2
    """
    from glasshouse.parts.registry import PARTS

    if as_json:
        screen.print_json([plain(one) for one in PARTS.values()])
        return
    for one in PARTS.values():
        screen.say(f"{one.id}: {one.title}", style="bold")
        screen.say("\n".join(told(one)))
        rows = [_row(setting) for setting in one.settings]
        screen.show_table("", ["Setting"], ["value", "lowest", "highest", "unit"], rows)
        screen.say("\n".join(f"{setting.id}: {_known(setting)}" for setting in one.settings))
        screen.say()


def told(part: "Part") -> Iterator[str]:
    """A part in a few sentences."""
    bytes_kept = f"{part.columns} byte of state a person" if part.columns == 1 else f"{part.columns} bytes of state"
    yield part.question
    yield part.about
    yield f"Limits: {part.limits}"
    yield f"It keeps {bytes_kept}, and draws and counts for itself."


def _row(setting: "Setting") -> tuple[str, ...]:
    low, high = setting.limits
    return f"{setting.id}: {setting.title}", f"{setting.value:g}", f"{low:g}", f"{high:g}", setting.unit


def _known(setting: "Setting") -> str:
    """Where a setting comes from."""
    assumed = setting.figure.assumed
    known = (
        f"assumed, plausible from {assumed[0]:g} to {assumed[1]:g}" if assumed else f"from {setting.figure.evidence}"
    )
    return f"{known}. {setting.figure.note or ''}".strip()


def plain(part: "Part") -> dict[str, Any]:
    """A part as names and values."""
    settings = [
        {
            "id": one.id, "title": one.title, "unit": one.unit, "value": one.value, "lowest": one.limits[0],
            "highest": one.limits[1], **one.figure.model_dump(exclude={"value"}),
        }
        for one in part.settings
    ]  # fmt: skip
    named = {name: getattr(part, name) for name in ("id", "title", "question", "about", "limits", "columns")}
    return {**named, "about_whom": list(part.kinds), "settings": settings}
