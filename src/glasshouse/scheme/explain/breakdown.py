"""What a score is made of: each part of it with what feeds it, in plain numbers that add up."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.population import record as _bits
from glasshouse.population.people import STRATA
from glasshouse.scheme.compile.tables import (
    INTO,
    MASK,
    RELATION,
    SLOT,
    UNITS,
    WORTH,
)
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.registry import Input
from glasshouse.scheme.forms.piece import Piece
from glasshouse.scheme.judge.standing import counted, fed_points, heard_on, judge
from glasshouse.scheme.language.account import Account
from glasshouse.scheme.language.model import Scheme

i32 = np.int32
bits = as_written(_bits.__name__)


class Part(NamedTuple):
    """An account, or the whole of a score that is one sum."""

    account: str | None
    title: str
    pieces: tuple[Piece, ...]
    held: int  # points of the account, within its ends
    short: int  # what its ends keep back: points that count for nothing, with their sign
    lowest: int | None
    highest: int | None
    unit: float  # points of the score that one point of it is

    @property
    def points(self) -> float:
        """Its points of the score."""
        return self.held * self.unit


@dataclass(frozen=True)
class Breakdown:
    """A score as a sum: a foot, parts, and points beside the file."""

    foot: int
    parts: tuple[Part, ...]
    balance: int

    @property
    def total(self) -> float:
        """The sum, before it is rounded and kept on its scale."""
        return self.foot + sum(part.points for part in self.parts) + self.balance


def breakdown(
    scheme: Scheme,
    catalogue: Catalogue,
    rules: SimpleNamespace,
    file: Sequence[int],
    who: Circumstances,
    balance: int,
    others: Sequence[Scheme] = (),
    linked: Sequence[Scheme] = (),
) -> Breakdown:
    """What a score is made of; the arguments are those of ``standing`` and of ``scheme_tables``."""
    kinds = {kind.row: kind for kind in catalogue.kinds}
    given = [*_records(rules, file, who.calendar, kinds), *_lists(rules, who, others or [scheme], linked)]
    if not scheme.accounts:
        start = int(rules.start)
        whole = Part(None, "Score", tuple(piece for _, piece in given), sum(_whole(given)), 0, None, None, 1.0)
        return Breakdown(start, (whole,), balance)
    parts = []
    for at, account in enumerate(scheme.accounts):
        pieces = [Piece("start", "", 1, account.start)]
        pieces += [_fed(one, who, catalogue) for one in account.inputs]
        pieces += [piece for into, piece in given if into == at]
        parts.append(_part(account, at, rules, who, pieces, [one for one in given if one[0] == at]))
    return Breakdown(int(rules.foot), tuple(parts), balance)


def _part(
    account: Account,
    at: int,
    rules: SimpleNamespace,
    who: Circumstances,
    pieces: list[Piece],
    given: list[tuple[int, Piece]],
) -> Part:
    """An account, rounded where the judgement rounds: once over traits, once over what else feeds it."""
    steady = int(rules.opens[at * STRATA + who.stratum])
    all_in = steady + fed_points(rules, at, who) + sum(_whole(given))
    low, high, units, _ = (int(one) for one in rules.accounts[4 * at : 4 * at + 4])
    held = min(max(all_in, low), high)
    top = account.ends[1]
    shown = tuple(piece for piece in pieces if piece.points or piece.source == "start")
    return Part(account.id, account.title, shown, held, all_in - held, low, top, units / UNITS)


def _whole(given: Sequence[tuple[int, Piece]]) -> list[int]:
    return [int(piece.points) for _, piece in given]


def _records(
    rules: SimpleNamespace, file: Sequence[int], calendar: int, kinds: dict[int, Kind]
) -> Iterator[tuple[int, Piece]]:
    """What records give now, those of one kind together, each with the place of its account."""
    given: Counter[tuple[int, str, int]] = Counter()
    for record, how in zip(file, counted(rules, file, calendar), strict=True):
        at = int(bits.number_of(record))
        worth = int(judge.worth(i32(record), rules.points[at])) * (how & 1)
        if worth:
            given[
                int(judge.account_of(rules.points[at])), kinds[int(rules.rows[at])].name.partition("@")[0], worth
            ] += 1
    for (into, name, worth), times in given.items():
        yield into, Piece("record", name, times, times * worth)


def _lists(
    rules: SimpleNamespace, who: Circumstances, others: Sequence[Scheme], linked: Sequence[Scheme]
) -> Iterator[tuple[int, Piece]]:
    for row in heard_on(rules, who):
        if row[WORTH]:
            yield int(row[INTO]), Piece("list", heard_name(row, others, linked), 1, int(row[WORTH]))


def heard_name(row: Any, others: Sequence[Scheme], linked: Sequence[Scheme]) -> str:
    """The list that a row of ``SchemeTables.heard`` is about, as ``scheme/list``."""
    scheme = (linked if row[RELATION] else others)[int(row[SLOT])]
    return f"{scheme.id}/{next(one.id for at, one in enumerate(scheme.lists) if int(row[MASK]) >> at & 1)}"


def _fed(fed: Input, who: Circumstances, catalogue: Catalogue) -> Piece:
    """What one input gives."""
    return fed.form.piece(fed.said, math.inf if fed.most is None else fed.most, who, catalogue)


def friends_at(mean: float, lowest: int, highest: int) -> np.float32:
    """Where a mean score lies on a scale, in hundredths, rounded as in a month that is lived."""
    per_point = np.float32(np.float32(100) / np.float32(highest - lowest))
    return np.float32(np.float32(np.float32(mean) - np.float32(lowest)) * per_point)


def told(sum_of: Breakdown) -> str:
    """The sum in a line, such as ``1,000 - 40 (2 x traffic.ticket)``."""
    said = [f"{sum_of.foot:,}"]
    for part in sum_of.parts:
        if part.account is None:
            said += [f"{signed(piece.points)} ({named(piece)})" for piece in part.pieces]
        else:
            said.append(f"{signed(part.points)} ({part.account}: {inside(part)})")
    if sum_of.balance:
        said.append(f"{signed(sum_of.balance)} (kept for good)")
    return " ".join(said)


def inside(part: Part, name: Callable[[Piece], str] | None = None) -> str:
    """An account as a sum, such as ``40 + 30 for debt: current - 20 for credit.payment_late = 50 of 100``."""
    first, *rest = part.pieces
    of = name or named
    terms = [f"{first.points:g}", *(f"{signed(piece.points)} for {of(piece)}" for piece in rest)]
    kept = f", kept at its end by {plain(abs(part.short))}" if part.short else ""
    unit = "" if part.unit == 1 else f", {plain(part.unit)} points each"
    return f"{' '.join(terms)} = {part.held:,}{kept}{unit}"


def named(piece: Piece) -> str:
    """What gives a piece its points, and how often."""
    return piece.what if piece.times == 1 else f"{piece.times} x {piece.what}"


def signed(points: float) -> str:
    """Points with a sign that stands apart, as in a sum.

    >>> signed(-40), signed(84.0)
    ('- 40', '+ 84')
    """
    return f"{'-' if points < 0 else '+'} {plain(abs(points))}"


def plain(number: float) -> str:
    """A number of points, to a tenth.

    >>> plain(1200), plain(29.98), plain(0.3)
    ('1,200', '30', '0.3')
    """
    shown = f"{number:,.1f}"
    return shown.removesuffix(".0")
