"""Both lives of one synthetic person beside each other, as ``glasshouse explain --twin`` tells them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from glasshouse.base.errors import count_of
from glasshouse.cli import screen

if TYPE_CHECKING:
    from glasshouse.studies.twin import Means, Month, TwinLives

AROUND = 1  # months before and after the parting that are always shown
SAVED, STRAINED = 0.5, 0.1  # how far savings (months of outgoings) and strain move apart to be shown


def show(found: "TwinLives") -> None:
    """Print both lives: who it is, where they part and why, and the months that matter."""
    for line in told(found):
        screen.say(line)
    if found.parted is not None:
        screen.show_table("Both lives", ["month", "a", "b"], [], rows(found))
        screen.say("saved: months of outgoings. strain: 0 to 1. Of what happened, only what differs is shown.")


def told(found: "TwinLives") -> Iterator[str]:
    """Who it is, the two worlds, and the month in which the lives part, line by line."""
    from glasshouse.results.notebook import date_of

    yield f"{found.kind.capitalize()} {found.person:,}, who is synthetic: {', '.join(found.traits.values())}"
    yield f"a: {found.titles[0]}"
    yield f"b: {found.titles[1]}"
    yield ""
    lived = len(found.months[0]) - 1
    if found.parted is None:
        yield f"The lives never diverge: in {count_of(lived, 'month')} the same happens in both worlds."
        one, other = (_standing(months[-1]) for months in found.months)
        yield f"At the end, in a: {one}." if one == other else f"At the end, in a: {one}; in b: {other}."
        return
    after = f"after {count_of(found.parted, 'month')} alike" if found.parted else "in the first month"
    yield f"The lives diverge in {date_of(found.begins, found.parted)}, {after}."
    yield from (f"  {cause}" for cause in found.causes)
    yield ""


def rows(found: "TwinLives") -> Iterator[tuple[str, str, str]]:
    """The months around the parting, and each later one in which something else happens or changes; and the last."""
    from glasshouse.results.notebook import date_of

    before: tuple[Month, Month] | None = None
    last, parted = len(found.months[0]) - 1, found.parted_at
    for at in range(max(0, parted - AROUND), last + 1):
        both = found.months[0][at], found.months[1][at]
        if before is None or at <= parted + AROUND or at == last or _matters(both, before):
            were = before or (None, None)
            one, other = (_cell(both[side], both[1 - side], were[side]) for side in (0, 1))
            yield date_of(found.begins, both[0].month), one, other
            before = both


def _matters(now: "tuple[Month, Month]", before: "tuple[Month, Month]") -> bool:
    """Whether in a month something else happens, or something has changed since the last that was shown."""
    if any(_alone(now[side], now[1 - side]) for side in (0, 1)):
        return True
    if any(_place(one) != _place(other) for one, other in zip(now, before, strict=True)):
        return True
    apart, were = (_gap(both[0].means, both[1].means) for both in (now, before))
    moved = [abs(one - other) for one, other in zip(apart[:2], were[:2], strict=True)]
    return moved[0] >= SAVED or moved[1] >= STRAINED or apart[2:] != were[2:]


def _gap(one: "Means", other: "Means") -> tuple[Any, ...]:
    """How far two lives are apart: savings and strain, and work and debt where they differ."""
    words = [(a, b) if a != b else None for a, b in ((one.job, other.job), (one.debt, other.debt))]
    return one.money - other.money, one.strain - other.strain, *words


def _place(one: "Month") -> list[tuple[str | None, tuple[str, ...], bool]]:
    """Grade, lists and sanction under each scheme."""
    return [(standing.grade, standing.lists, standing.sanctioned) for standing in one.standings]


def _cell(one: "Month", other: "Month", before: "Month | None") -> str:
    """A month of one life: how they stand if that is new, how they live, and what happens in this world alone."""
    means, were = one.means, before.means if before is not None else None
    lines = [] if before is not None and _place(one) == _place(before) else [_standing(one)]
    new = [word for at, word in enumerate(means) if at > 1 and (were is None or word != were[at])]  # work, debt
    lines.append(", ".join([f"saved {means.money:.1f}", f"strain {means.strain:.2f}", *map(str, new)]))
    return "\n".join([*lines, *_alone(one, other)])


def _standing(one: "Month") -> str:
    from glasshouse.studies.twin import standing_in

    return standing_in(one) + (", under sanction" if one.sanctioned else "")


def _alone(one: "Month", other: "Month") -> list[str]:
    """What happens in a month of one life and not, or otherwise, in the other."""
    from glasshouse.studies.twin import lived

    mine, theirs = lived(one), lived(other)
    return [f"{event.title}: {event.what}" for event in mine if event not in theirs]


def plain(found: "TwinLives") -> dict[str, Any]:
    """Both lives as names and values."""
    return {**vars(found), "months": {side: _months(own) for side, own in zip("ab", found.months, strict=True)}}


def _months(months: "Sequence[Month]") -> list[dict[str, Any]]:
    return [
        {
            **vars(one),
            "standings": [
                {**standing._asdict(), "grounds": [ground._asdict() for ground in standing.grounds]}
                for standing in one.standings
            ],
            **{name: [each._asdict() for each in getattr(one, name)] for name in ("records", "events")},
            **{name: getattr(one, name)._asdict() for name in ("means", "leaves")},
        }
        for one in months
    ]
