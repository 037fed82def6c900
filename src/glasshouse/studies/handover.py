"""What of a saved month passes to other schemes: standing, grades, lists and counts, by the ids of schemes.

A branch begins with the month of another run. Lives and files pass as they are. A scheme that is there before and
after, with the same id, keeps its balance, its grades, its time under sanction, what its friends scored and what was
counted of it; one that is new finds nobody who was ever graded; one that is gone leaves nothing but its records.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from glasshouse.base.errors import GlasshouseError
from glasshouse.measure.tally import GRADES, Tallies
from glasshouse.measure.wrongful import ANY, IN_GRADE, LISTED, ON_LIST
from glasshouse.population.state import UNKNOWN
from glasshouse.scheme.compile.calendar import span
from glasshouse.scheme.compile.score import bins_of, has_friends
from glasshouse.scheme.compile.tables import BINS
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.library.system import Placement
from glasshouse.storage import checkpoint
from glasshouse.storage.checkpoint import Arrays, Checkpoint
from glasshouse.storage.place import START

NEVER = (1 << 30, 1 << 30)

Words = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Seat:
    """What of a scheme decides where things kept under it belong."""

    id: str
    kind: str  # of its subjects
    grades: tuple[str, ...]  # ids, the best first
    lists: tuple[str, ...]
    bins: tuple[int, int]  # see ``scheme.compile.bins_of``
    friends: bool  # whether friends' scores feed its score
    span: tuple[int, int]  # the first and the last month of the run in which it judges

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Seat":
        """A seat as it was written to ``run.json``."""
        tuples = {name: tuple(told[name]) for name in ("grades", "lists", "bins", "span")}
        return cls(**{**told, **tuples})


def seats(placed: Sequence[Placement], begins: str | None, months: int) -> tuple[Seat, ...]:
    """The seat of each scheme in a run of ``months`` months; ``begins`` is its first if rules hold by their dates."""
    first = None if begins is None else month_number(begins)
    return tuple(
        Seat(
            one.scheme.id, one.scheme.subjects.kind, tuple(grade.id for grade in one.scheme.grades),
            tuple(entry.id for entry in one.scheme.lists), bins_of(one.scheme), has_friends(one.scheme),
            span(one.scheme, first, months, one.since) or NEVER,
        )
        for one in placed
    )  # fmt: skip


def placed_from(
    before: Sequence[Seat], placed: Sequence[Placement], month: int, begins: str | None, months: int
) -> tuple[Placement, ...]:
    """The schemes of a branch that begins with ``month``, each with the month since which it counts.

    One that goes on counts since it first did; one that is new, or can no longer be told in the same tables, begins
    with the branch.
    """
    mates, found = {(one.id, one.kind): one for one in before}, []
    for one in placed:
        mate = mates.get((one.scheme.id, one.scheme.subjects.kind))
        as_before = replace(one, since=min(mate.span[0], month) if mate else month)
        on = mate is not None and goes_on(mate, seats([as_before], begins, months)[0], month)
        found.append(as_before if on else replace(one, since=month))
    return tuple(found)


def goes_on(old: Seat, new: Seat, month: int) -> bool:
    """Whether what was counted of a scheme until ``month`` belongs into the tables of the same scheme after it.

    Not if it begins at another time, lost a grade that somebody may have held, or had ended.
    """
    has_past = old.span[0] == new.span[0] < month
    not_ended = old.span[1] >= month or old.span[1] == new.span[1]
    return has_past and not_ended and set(old.grades) <= set(new.grades)


def carried(start: Checkpoint, before: Sequence[Seat], after: Sequence[Seat]) -> Checkpoint:
    """A saved month as other schemes find it.

    Parameters
    ----------
    start : Checkpoint
        The month as the schemes ``before`` left it; it stays as it is.
    before, after : sequence of Seat
        The schemes of the run that was saved, and those of the branch, each in the order of its run. Nobody is scored
        after who was not there before: the kinds of subjects of ``after`` are among those of ``before``.
    """
    if tuple(before) == tuple(after):
        return start
    pairs = _Pairs(tuple(before), tuple(after), start.month)
    state: Arrays = {}
    panel: Arrays = {}
    for kind in pairs.kinds:
        state |= {f"{kind}/{name}": array for name, array in _state(start.state, kind, pairs).items()}
        panel |= {f"{kind}/{name}": array for name, array in _panel(start.panel, kind, pairs).items()}
    tallies = [_tallies(start.tallies, one, pairs) for one in after]
    return start._replace(state=state, tallies=tallies, panel=panel)


@dataclass(frozen=True)
class _Pairs:
    """Which scheme of a branch was which before."""

    before: tuple[Seat, ...]
    after: tuple[Seat, ...]
    month: int

    @property
    def kinds(self) -> list[str]:
        """The kinds of subject that live on, people first."""
        there = {one.kind for one in self.after}
        return [kind for kind in ("person", "firm") if kind in there]

    def of(self, kind: str) -> list[tuple[int, Seat, Seat | None]]:
        """Each scheme of a kind after: where it was among those of its kind before (or -1), it, and what it was."""
        old = [one for one in self.before if one.kind == kind]
        places = {one.id: at for at, one in enumerate(old)}
        return [
            (places.get(one.id, -1), one, old[places[one.id]] if one.id in places else None)
            for one in self.after
            if one.kind == kind
        ]

    def count(self, kind: str) -> int:
        """How many schemes of a kind there were."""
        return sum(one.kind == kind for one in self.before)

    def stands(self, old: Seat | None) -> bool:
        """Whether there is a standing under a scheme that passes: it had begun and had not ended."""
        return old is not None and old.span[0] < self.month <= old.span[1]

    def counts(self, old: Seat | None, new: Seat) -> bool:
        """Whether what was counted of a scheme passes."""
        return old is not None and goes_on(old, new, self.month)


def _grades(old: Seat, new: Seat) -> npt.NDArray[np.uint32]:
    """[8] The grade after, by the grade before; one that is gone becomes the one in its place, or the last."""
    found = np.arange(GRADES, dtype=np.uint32)
    for at, name in enumerate(old.grades):
        found[at] = new.grades.index(name) if name in new.grades else max(0, min(at, len(new.grades) - 1))
    return found


def _lists(old: Seat, new: Seat) -> Iterator[tuple[int, int]]:
    """The place of each list before and after; those that are gone are left out."""
    for at, name in enumerate(old.lists):
        if name in new.lists:
            yield at, new.lists.index(name)


def _moved(bits: Any, old: Seat, new: Seat) -> Any:
    """Lists as bits, from their places before to those after."""
    return sum((((bits >> at) & 1) << to for at, to in _lists(old, new)), bits * 0)


# The state: what the next month reads


def _state(state: Arrays, kind: str, pairs: _Pairs) -> Arrays:
    """The state of the subjects of one kind, as ``State`` names it, and what they are told of linked subjects."""
    own = {name.removeprefix(f"{kind}/"): array for name, array in state.items() if name.startswith(f"{kind}/")}
    people = len(own["life"])
    words = [_standing(own, people, at, old, new, pairs) for at, new, old in pairs.of(kind)]
    first, low = words[0], np.uint32((1 << 19) - 1)
    return {
        "files": own["files"],
        "numbers": own["numbers"],
        "balance": (first & np.uint32(0xFFFF)).astype(np.uint16).view(np.int16),
        "life": (own["life"] & low) | ((first >> np.uint32(16)) << np.uint32(19)),
        "beside": np.concatenate(words[1:]) if words[1:] else np.zeros(0, np.uint32),
        "echo": _echo(own["echo"], people, kind, pairs),
        "columns": own["columns"],
        "drag": _drag(own["drag"], kind, pairs),
    }


def _standing(own: Arrays, people: int, at: int, old: Seat | None, new: Seat, pairs: _Pairs) -> Words:
    """[N] The standing word of everybody under a scheme, in the form of ``State.beside``."""
    if old is None or not pairs.stands(old):
        return np.zeros(people, np.uint32)
    if at == 0:
        balance = own["balance"].view(np.uint16).astype(np.uint32)
        word = balance | (own["life"] >> np.uint32(19)) << np.uint32(16)
    else:
        word = own["beside"][(at - 1) * people : at * people]
    if old.grades == new.grades:
        return word
    grades, seven = _grades(old, new), np.uint32(7)
    now, year = grades[(word >> np.uint32(16)) & seven], grades[(word >> np.uint32(19)) & seven]
    found: Words = (word & ~np.uint32(0x3F << 16)) | now << np.uint32(16) | year << np.uint32(19)
    return found


def _echo(echo: npt.NDArray[np.int16], people: int, kind: str, pairs: _Pairs) -> npt.NDArray[np.int16]:
    """[F*N] Last month's scores under each scheme that friends feed."""
    heard = [one.id for one in pairs.before if one.kind == kind and one.friends]
    rows = echo.reshape(len(heard), people)
    silent = np.full(people, UNKNOWN, np.int16)
    found = [
        rows[heard.index(new.id)] if new.id in heard and pairs.stands(old) else silent
        for _, new, old in pairs.of(kind)
        if new.friends
    ]
    return np.concatenate(found) if found else np.zeros(0, np.int16)


def _drag(drag: Words, kind: str, pairs: _Pairs) -> Words:
    """[N or 0] What linked subjects are listed for: four bits a scheme, and the employer's."""
    others = [one for one in ("person", "firm") if one != kind]
    if len(pairs.kinds) == 1:
        return np.zeros(0, np.uint32)
    found = np.zeros(len(drag), np.uint32)
    told = False
    for turn, (at, new, old) in enumerate(pairs.of(others[0])):
        if old is not None and pairs.stands(old):
            found |= _moved((drag >> np.uint32(4 * at)) & np.uint32(15), old, new) << np.uint32(4 * turn)
            told = True
    return found | (drag & np.uint32(1 << 31)) if told else found


# The panel: the lives that are followed


def _panel(panel: Arrays, kind: str, pairs: _Pairs) -> Arrays:
    """What is kept of the lives that are followed, month by month: [M, K*F*512], lives and files as they are."""
    own = {name.removeprefix(f"{kind}/"): array for name, array in panel.items() if name.startswith(f"{kind}/")}
    size = own["life"].shape[1]
    found = {name: own[name] for name in ("life", "files")}
    for name in ("score", "deserved", "status", "rightful"):
        is_status = name in ("status", "rightful")
        nothing = np.full((len(own[name]), size), -1 if is_status else 0, own[name].dtype)
        columns = []
        for at, new, old in pairs.of(kind):
            past = own[name][:, at * size : (at + 1) * size] if old and pairs.counts(old, new) else nothing
            columns.append(_restated(past, old, new) if old and is_status and past is not nothing else past)
        found[name] = np.concatenate(columns, axis=1)
    return found


def _restated(status: npt.NDArray[Any], old: Seat, new: Seat) -> npt.NDArray[Any]:
    """Grades and lists of the past by their places now; -1 is who was no subject."""
    held = np.maximum(status, 0)
    grades = _grades(old, new).astype(status.dtype)[held & 7]
    return np.where(status < 0, status, grades | _moved(held >> 3, old, new) << 3)


# The tallies: what was counted


def _tallies(tallies: Sequence[Tallies], new: Seat, pairs: _Pairs) -> Tallies:
    """What was counted of a scheme until now, in tables as long as those of the branch."""
    alike = next(tally for tally, one in zip(tallies, pairs.before, strict=True) if one.kind == new.kind)
    found = Tallies.for_months(new.span[1] - new.span[0], alike.cast, len(alike.moved_points))
    at = next((at for at, one in enumerate(pairs.before) if (one.id, one.kind) == (new.id, new.kind)), None)
    if at is None or not pairs.counts(pairs.before[at], new):
        return found
    old, counted = pairs.before[at], tallies[at]
    restated = {
        "people": _by_grade(counted.people, 2, old, new, cells=4),
        "flows": _by_grade(_by_grade(counted.flows, 1, old, new), 2, old, new),
        "yearly": _by_grade(_by_grade(counted.yearly, 1, old, new), 2, old, new),
        "held": _by_row(counted.held, old, new),
        "held_by": _by_row(counted.held_by, old, new) * (old.span[1] == new.span[1]),
        "causes": counted.causes * (old.span[1] == new.span[1]),
        "scores": _by_score(counted.scores, old, new),
    }
    for name in Tallies.COUNTS:
        past, now = restated.get(name, getattr(counted, name)), getattr(found, name)
        now[: len(past)] = past[: len(now)]  # beyond the month of the branch all rows are empty
    return found


def _by_grade(counts: npt.NDArray[np.int64], axis: int, old: Seat, new: Seat, cells: int = 1) -> npt.NDArray[np.int64]:
    """Counts whose ``axis`` goes by grade (beside ``cells`` of something else), with grades in their places now."""
    if old.grades == new.grades:
        return counts
    to = np.concatenate([_grades(old, new).astype(np.int64) + GRADES * cell for cell in range(cells)])
    found = np.zeros_like(counts)
    np.add.at(np.moveaxis(found, axis, 0), to, np.moveaxis(counts, axis, 0))
    return found


def _by_row(held: npt.NDArray[np.int64], old: Seat, new: Seat) -> npt.NDArray[np.int64]:
    """Counts [_, ROWS, 3] by list and grade, with both in their places now."""
    if (old.lists, old.grades) == (new.lists, new.grades):
        return held
    found = np.zeros_like(held)
    found[:, [ANY, LISTED]] = held[:, [ANY, LISTED]]
    for at, to in _lists(old, new):
        found[:, ON_LIST + to] = held[:, ON_LIST + at]
    for at, to in enumerate(_grades(old, new)):
        found[:, IN_GRADE + int(to)] += held[:, IN_GRADE + at]
    return found


def _by_score(scores: npt.NDArray[np.int64], old: Seat, new: Seat) -> npt.NDArray[np.int64]:
    """Counts by score in the bins of now; where those are others, by the middle of the bin before."""
    if old.bins == new.bins:
        return scores
    middle = old.bins[0] + np.arange(BINS) * old.bins[1] + old.bins[1] // 2
    to = np.clip((middle - new.bins[0]) // new.bins[1], 0, BINS - 1)
    found = np.zeros_like(scores)
    np.add.at(found.T, to, scores.T)
    return found


# The month that a branch keeps in its folder


def start_in(
    folder: Path, info: Mapping[str, Any], placed: Sequence[Placement], begins: str | None, months: int
) -> Checkpoint | None:
    """What the branch in ``folder`` begins with, as its schemes find it; ``None`` for a run that is no branch.

    Raises
    ------
    GlasshouseError
        If the month is gone or is not the one that the branch began with.
    """
    branched = info.get("branch")
    if branched is None:
        return None
    path, again = folder / START, f"Branch anew: {info['command']}"
    try:
        start = checkpoint.read(path)
        found = checkpoint.digest_of(path)
    except (OSError, checkpoint.TornError) as error:
        raise GlasshouseError(
            f"{folder} is damaged: {START}, the month it begins with, is not whole. {again}"
        ) from error
    if found != branched["start"]:
        raise GlasshouseError(f"{folder} is damaged: {START} is not the month it begins with. {again}")
    return carried(start, [Seat.of(one) for one in branched["before"]], seats(placed, begins, months))


def part_of(state: Arrays, kind: str, first: int, last: int) -> Arrays:
    """The state of the subjects ``first`` to ``last`` (not included) of a kind; see ``bookkeeping.state_under``."""
    own = {name.removeprefix(f"{kind}/"): array for name, array in state.items() if name.startswith(f"{kind}/")}
    people = len(own["life"])
    each = {name: array for name, array in own.items() if name not in ("drag", "numbers")}
    parts = {name: array.reshape(-1, people)[:, first:last].ravel() for name, array in each.items()}
    return parts | {"numbers": own["numbers"]}
