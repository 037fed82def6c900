"""Which parts of the model are switched on, with which settings: read, checked, and written down."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from glasshouse.base.errors import GlasshouseError, no_such, quoted
from glasshouse.parts.model import Part, Setting
from glasshouse.parts.registry import PARTS

Settings = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Switches:
    """The parts that are on, in the order of the registry, each with a value for each of its settings."""

    on: tuple[tuple[str, Settings], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.on)

    def __str__(self) -> str:
        """The same as it is typed; settings that are as ever are left out.

        >>> str(switched("learning:fades=0.5,learning"))
        'learning:fades=0.5'
        """
        return ",".join(one for name, settings in self.on for one in _typed(PARTS[name], settings))

    def parts(self, kind: str | None = None) -> list[tuple[Part, dict[str, float]]]:
        """Each part that is on with its settings; of those about subjects of one ``kind``, if that is given."""
        found = [(PARTS[name], dict(settings)) for name, settings in self.on]
        return [(part, settings) for part, settings in found if kind is None or kind in part.kinds]

    def columns(self, kind: str) -> int:
        """Bytes of state that they keep of each subject of a kind."""
        return sum(part.columns for part, _ in self.parts(kind))

    def told(self) -> dict[str, dict[str, float]]:
        """The same for JSON."""
        return {name: dict(settings) for name, settings in self.on}


OFF = Switches()


def switched(asked: str | Iterable[str] | None) -> Switches:
    """The parts that are asked for: ``learning``, ``learning:fades=0.2``; several with commas between them, or listed.

    Raises
    ------
    GlasshouseError
        If a part or setting is unknown, or a value is none, out of its limits, or given twice; the text names every
        problem and says what was probably meant.
    """
    said = [asked] if isinstance(asked, str) else list(asked or ())
    words = [word.strip() for text in said for word in text.split(",")]
    problems: list[str] = []
    given: dict[str, dict[str, float]] = {}
    for word in words:
        name, colon, change = word.partition(":")
        if name not in PARTS:
            problems.append(no_such("a part of the model", name, PARTS))
            continue
        settings = given.setdefault(name, {})
        if colon:
            problems += _set(PARTS[name], change, settings)
    if problems:
        raise GlasshouseError("\n".join(dict.fromkeys(problems)))
    return _whole(given)


def read_back(told: Mapping[str, Mapping[str, float]]) -> Switches:
    """The parts of a run, as ``Switches.told`` wrote them down.

    Raises
    ------
    GlasshouseError
        If there is no such part or setting any more, or a value is out of its limits.
    """
    words = [[name, *(f"{name}:{key}={value!r}" for key, value in settings.items())] for name, settings in told.items()]
    return switched([one for each in words for one in each])


def _set(part: Part, change: str, settings: dict[str, float]) -> Iterator[str]:
    """Enter one ``setting=value`` among the settings of a part; what is wrong with it is told."""
    name, equals, text = change.partition("=")
    known = {one.id: one for one in part.settings}
    if name not in known:
        yield no_such(f"a setting of {part.id}", name, known)
    elif not equals or not text:
        yield f"{part.id}:{name} has no value. Write it as {part.id}:{name}={known[name].value:g}."
    elif name in settings:
        yield f"{part.id}:{name} is given twice. Give it once."
    else:
        value = _number(text)
        settings[name] = known[name].value if value is None else value
        yield from _wrong(part, known[name], text, value)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _wrong(part: Part, setting: Setting, text: str, value: float | None) -> Iterator[str]:
    low, high = setting.limits
    if value is None:
        yield f"{part.id}:{setting.id} is {quoted(text)}; a number from {low:g} to {high:g} belongs there."
    elif not low <= value <= high:
        yield f"{part.id}:{setting.id} is {text}; it lies between {low:g} and {high:g} ({setting.unit})."


def _whole(given: Mapping[str, Mapping[str, float]]) -> Switches:
    """Every part that is given, in order, with a value for each setting."""
    return Switches(
        tuple(
            (name, tuple((one.id, given[name].get(one.id, one.value)) for one in part.settings))
            for name, part in PARTS.items()
            if name in given
        )
    )


def _typed(part: Part, settings: Settings) -> list[str]:
    usual = {one.id: one.value for one in part.settings}
    return [f"{part.id}:{name}={value:g}" for name, value in settings if value != usual[name]] or [part.id]
