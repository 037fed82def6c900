"""The schemes of a run: what ``rongcheng-2016+court-list+sesame:literature`` means, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from glasshouse.errors import GlasshouseError, no_such
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.change import changed
from glasshouse.scheme.check import problems
from glasshouse.scheme.compile import hears
from glasshouse.scheme.library import scheme_path
from glasshouse.scheme.model import Scheme
from glasshouse.scheme.others import OF_THE_WRITTEN
from glasshouse.yamlfile import Lines, read, refusal, validated

MOST = 8  # schemes of a run


@dataclass(frozen=True)
class Placement:
    """One scheme of a run, and where it holds."""

    scheme: Scheme
    text: str  # the file it was read from
    region: tuple[str, ...] = ()  # of the world; everywhere if empty
    share: float = 1.0  # of the neighbourhoods there
    variant: str | None = None
    since: int = 0  # the month of the run in which it begins, if not later by its date; see glasshouse.branching


def system_of(reference: str | Path, people: Catalogue, firms: Catalogue) -> tuple[Placement, ...]:
    """The schemes that a reference names, in the order in which they are named.

    Parameters
    ----------
    reference : str or Path
        Ids or paths joined by ``+``; ``ID:VARIANT`` takes a variant of a scheme; a bundle stands for its members.

    Raises
    ------
    GlasshouseError
        If something named is not there or may not run, if there are too many, or one twice.
    """
    placed = [one for name in parts_of(reference) for one in _placed(name, people, firms)]
    ids = [one.scheme.id for one in placed]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise GlasshouseError(f"{twice[0]} stands twice in {str(reference)!r}. Name it once.")
    if len(placed) > MOST:
        raise GlasshouseError(f"{reference} are {len(placed)} schemes; at most {MOST} can read one file.")
    judging_order([one.scheme for one in placed])
    return tuple(placed)


def parts_of(reference: str | Path) -> list[str]:
    """The names that a reference joins with ``+``; a path that exists is one name, whatever it holds.

    Raises
    ------
    GlasshouseError
        If nothing stands between two of them.
    """
    text = str(reference)
    if isinstance(reference, Path) or Path(text).is_file():
        return [text]
    names = [one.strip() for one in text.split("+")]
    if "" in names:
        raise GlasshouseError(f"{text!r} names no scheme between two '+'. Write for example rongcheng-2016+court-list.")
    return names


def _placed(name: str, people: Catalogue, firms: Catalogue) -> Iterator[Placement]:
    own, _, variant = name.partition(":") if not Path(name).is_file() else (name, "", "")
    one = placement(scheme_path(own), people, firms, variant or None)
    if not one.scheme.members:
        yield one
    for member in one.scheme.members:
        inner = placement(scheme_path(member.scheme), people, firms)
        yield replace(
            inner,
            scheme=dated(inner.scheme, member.from_, member.until),
            region=tuple(member.region or ()),
            share=1.0 if member.share is None else float(member.share.value),
        )


def placement(path: Path, people: Catalogue, firms: Catalogue, variant: str | None = None) -> Placement:
    """The scheme written in a file, or a variant of it, everywhere.

    Raises
    ------
    GlasshouseError
        If it may not run, or has no such variant; the text lists every problem with its line.
    """
    values, lines = read(path)
    scheme = validated(values, lines, Scheme, str(path))
    if variant is not None:
        scheme = varied(values, lines, scheme, variant, path)
    found = problems(scheme, firms if scheme.subjects.kind == "firm" else people, lines)
    if found:
        raise refusal(str(path), [(one.line or 1, str(one)) for one in found])
    return Placement(scheme, path.read_text(encoding="utf-8"), variant=variant)


def varied(values: Any, lines: Lines, scheme: Scheme, variant: str, path: Path) -> Scheme:
    """A variant of a scheme that was read from ``values``; it has no variants and examples of its own.

    Raises
    ------
    GlasshouseError
        If there is no such variant, or it breaks the form of a scheme.
    """
    other = changed(values, variant_of(scheme, variant))
    for name in OF_THE_WRITTEN:
        other.pop(name, None)
    return validated(other, lines, Scheme, f"{path}:{variant}")


def dated(scheme: Scheme, begins: str | None, ends: str | None) -> Scheme:
    """The scheme in force between two dates, where given."""
    return scheme.model_copy(update={"in_force": begins or scheme.in_force, "until": ends or scheme.until})


def judging_order(schemes: Sequence[Scheme]) -> list[int]:
    """The places of the schemes in an order in which each comes after those whose lists it goes by.

    Raises
    ------
    GlasshouseError
        If they go by each other's lists in a circle.
    """
    left, done = dict(enumerate(schemes)), []
    while left:
        ids = {one.id for one in left.values()}
        free = [at for at, one in left.items() if not _waits_for(one) & ids]
        if not free:
            raise GlasshouseError(f"The schemes {', '.join(sorted(ids))} go by each other's lists in a circle.")
        done += free
        left = {at: one for at, one in left.items() if at not in free}
    return done


def _waits_for(scheme: Scheme) -> set[str]:
    """The other schemes whose lists of the same month it goes by; lists of linked subjects are a month old."""
    return {name.partition("/")[0] for name, whose in hears(scheme) if whose == "own"} - {scheme.id}


def variant_of(scheme: Scheme, name: str) -> dict[str, object]:
    """The changes of a variant.

    Raises
    ------
    GlasshouseError
        If the scheme has no such variant; the text says which it has.
    """
    for one in scheme.variants:
        if one.id == name:
            return dict(one.changes)
    raise GlasshouseError(no_such(f"a variant of {scheme.id}", name, [one.id for one in scheme.variants]))
