"""The schemes of a run: what ``rongcheng-2016+court-list+sesame:literature`` means, one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from pathlib import Path

from glasshouse.base.errors import GlasshouseError
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.check.faults.dates import is_over
from glasshouse.scheme.check.faults.grounds import left_in_two_ways
from glasshouse.scheme.compile.hearings import hears
from glasshouse.scheme.language.files import scheme_path
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.reference import divided
from glasshouse.scheme.library.found import Change, Found, require_fit
from glasshouse.scheme.library.patch import find, find_again

MOST = 8  # schemes of a run


@dataclass(frozen=True)
class Placement:
    """One scheme of a run, and where it holds."""

    scheme: Scheme
    text: str  # the file it was read from
    region: tuple[str, ...] = ()  # of the world; everywhere if empty
    share: float = 1.0  # of the neighbourhoods there
    variant: str | None = None
    since: int = (
        0  # the month of the run in which it begins, if not later by its date; see glasshouse.studies.branching
    )
    changed: tuple[Change, ...] = ()  # after the variant was taken
    counted_from: int = 0  # the month of the run from which on it is counted; before it the run has its burn-in

    @property
    def changes(self) -> dict[str, object]:
        """What was changed for the run: the new value by path, None where something is left out."""
        return {one.path: one.after for one in self.changed}

    @property
    def label(self) -> str:
        """The scheme, its variant and its changes, for people."""
        name = self.scheme.id if self.variant is None else f"{self.scheme.id}:{self.variant}"
        return f"{name}: {', '.join(map(str, self.changed))}" if self.changed else name


def system_of(reference: str | Path, people: Catalogue, firms: Catalogue) -> tuple[Placement, ...]:
    """The schemes that a reference names, in the order in which they are named.

    Parameters
    ----------
    reference : str or Path
        Ids or paths joined by ``+``; ``ID:VARIANT`` takes a variant of a scheme, ``ID:path=value`` changes it, and a
        patch file stands for what it makes of its scheme; a bundle stands for its members.

    Raises
    ------
    GlasshouseError
        If something named is not there or may not run, if there are too many, or one twice.
    """
    placed: list[Placement] = []
    wrong: list[str] = []
    for name in parts_of(reference):
        try:
            placed += _placed(name, people, firms)
        except GlasshouseError as error:
            wrong.append(str(error))
    if wrong:
        raise GlasshouseError("\n".join(dict.fromkeys(wrong)))
    ids = [one.scheme.id for one in placed]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise GlasshouseError(f"{twice[0]} stands twice in {str(reference)!r}. Name it once.")
    if len(placed) > MOST:
        raise GlasshouseError(f"{reference} are {len(placed)} schemes; at most {MOST} can read one file.")
    require_together(placed)
    return tuple(placed)


def require_together(placed: Sequence[Placement]) -> None:
    """Refuse schemes that cannot judge the same lives.

    Raises
    ------
    GlasshouseError
        If two hold one list or go by one id, if a record leaves their lists in two ways, or they hear each other.
    """
    _refuse_alike(placed)
    judging_order([one.scheme for one in placed])
    said: list[str] = []
    for one, other in combinations(placed, 2):
        if _share_a_file(one, other):
            said += [*_held_twice(one.scheme, other.scheme), *_left_in_two_ways(one.scheme, other.scheme)]
    if said:
        names = " and ".join(one.scheme.id for one in placed)
        raise GlasshouseError("\n".join([f"{names} cannot read one file:", *(f"  {text}" for text in said)]))


def _share_a_file(one: Placement, other: Placement) -> bool:
    """Whether any subject is judged by both, at whatever time."""
    apart = one.region and other.region and not set(one.region) & set(other.region)
    return not apart and one.scheme.subjects.kind == other.scheme.subjects.kind


def _held_twice(one: Scheme, other: Scheme) -> Iterator[str]:
    """Which official lists both schemes hold at the same time."""
    if is_over(one.in_force, other.until) or is_over(other.in_force, one.until):
        return
    mine, theirs = _held_lists(one), _held_lists(other)
    for official in mine.keys() & theirs.keys():
        here, there = mine[official], theirs[official]
        yield (
            f"{', '.join(here)} and {', '.join(there)} are one official list ({official}): whoever is on it would be "
            f"counted and refused twice. Take it out of {one.id} or of {other.id}, with what follows from it. What "
            f"else goes by it there can hear it from the other, by 'list: {there[0]}' or 'list: {here[0]}'."
        )


def _held_lists(scheme: Scheme) -> dict[str, list[str]]:
    """The official lists that a scheme holds, and which of its lists, as scheme/list, are theirs."""
    held: dict[str, list[str]] = {}
    for one in scheme.lists:
        if one.official is not None:
            held.setdefault(one.official, []).append(f"{scheme.id}/{one.id}")
    return held


def _left_in_two_ways(one: Scheme, other: Scheme) -> Iterator[str]:
    for mine, theirs in product(one.lists, other.lists):
        yield from left_in_two_ways(mine, theirs, f"{one.id}/", f"{other.id}/")


def parts_of(reference: str | Path) -> list[str]:
    """The names that a reference joins with ``+``; a path that exists is a part of one name, whatever it holds.

    Each name keeps its variant and its changes; a plus sign in a value, as in ``points=+20``, joins nothing.

    Raises
    ------
    GlasshouseError
        If nothing stands between two of them.
    """
    text = str(reference)
    if isinstance(reference, Path):
        return [text]
    names = divided(text, "+")
    if "" in names:
        raise GlasshouseError(f"{text!r} names no scheme between two '+'. Write for example rongcheng-2016+court-list.")
    return names


def _placed(name: str, people: Catalogue, firms: Catalogue) -> Iterator[Placement]:
    one = _of(find(name), people, firms)
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


def placement(
    path: Path,
    people: Catalogue,
    firms: Catalogue,
    variant: str | None = None,
    changes: Mapping[str, object] | None = None,
    title: str | None = None,
) -> Placement:
    """The scheme written in a file, or a variant of it, or what changes make of it, everywhere.

    ``title`` is that of the changed scheme, where it is known.

    Raises
    ------
    GlasshouseError
        If it may not run, or has no such variant; the text lists every problem with its line.
    """
    return _of(find_again(path, variant, changes or {}, title), people, firms)


def _of(found: Found, people: Catalogue, firms: Catalogue) -> Placement:
    require_fit(found, firms if found.scheme.subjects.kind == "firm" else people)
    return Placement(found.scheme, found.text, variant=found.variant, changed=found.changed)


def dated(scheme: Scheme, begins: str | None, ends: str | None) -> Scheme:
    """The scheme in force between two dates, where given."""
    return scheme.model_copy(update={"in_force": begins or scheme.in_force, "until": ends or scheme.until})


def _refuse_alike(placed: Sequence[Placement]) -> None:
    """Refuse schemes whose ids differ in capitals alone: tables, pages and lists are named by them."""
    ids = [one.scheme.id for one in placed]
    alike = [one for one in ids if any(one != other and one.casefold() == other.casefold() for other in ids)]
    if alike:
        raise GlasshouseError(f"The ids {' and '.join(alike)} differ in capitals alone. Give one of them another id.")


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
