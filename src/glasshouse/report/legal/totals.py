"""Sums and shares of rows of a table, with an interval where rows have one."""

from collections.abc import Iterable, Sequence

from glasshouse.charts.numbers import has_interval
from glasshouse.charts.style import Row
from glasshouse.charts.words import known

ENDS = ("", "_low", "_high", "_sd")


def summed(rows: Iterable[Row], column: str) -> Row:
    """A column added up over rows, under its own name.

    Of many seeds the half-widths of the intervals are added too: a sum varies no more than that, however its parts go
    together, so that its interval is wide enough.

    >>> summed([{"refused": 2}, {"refused": 3}], "refused")
    {'refused': 5}
    """
    rows = list(rows)
    if not rows or not has_interval(rows[0], column):
        return {column: sum(row[column] for row in rows)}
    total: Row = {f"{column}{end}": _added([row[f"{column}{end}"] for row in rows]) for end in ENDS}
    return {**total, f"{column}_seeds": min(row[f"{column}_seeds"] for row in rows)}


def _added(values: Sequence[float | None]) -> float | None:
    found = [value for value in values if value is not None]
    return sum(found) if len(found) == len(values) else None


def rest_of(row: Row, whole: str, part: str) -> Row:
    """What is left of a count without a part of it, under the name of the part.

    >>> rest_of({"asked": 5, "favoured": 2}, "asked", "favoured")
    {'favoured': 3}
    """
    if not has_interval(row, part):
        return {part: row[whole] - row[part]}
    low, high = (
        _added([row[f"{whole}_{one}"], None if row[f"{part}_{other}"] is None else -row[f"{part}_{other}"]])
        for one, other in (("low", "high"), ("high", "low"))
    )
    spread = _added([row[f"{whole}_sd"], row[f"{part}_sd"]])
    ends = {"": row[whole] - row[part], "_low": low, "_high": high, "_sd": spread}
    return {**{f"{part}{end}": value for end, value in ends.items()}, f"{part}_seeds": row[f"{part}_seeds"]}


def share_of(part: Row, rest: Row, column: str) -> Row:
    """What share ``part`` is of itself and ``rest`` together, as ``share``; None of nothing.

    Of many seeds its interval reaches from where the part is least and the rest most to where it is the other way
    round, and ``column`` holds what was counted.

    >>> share_of({"refused": 3}, {"refused": 1}, "refused")["share"]
    0.75
    """
    share = _share(part[column], rest[column])
    if not (has_interval(part, column) or has_interval(rest, column)):
        return {"share": share, column: part[column]}
    (low, high), (few, many) = _ends(part, column), _ends(rest, column)
    ends = (_share(low, many), _share(high, few))
    spread = None if None in ends else (ends[1] or 0.0) - (ends[0] or 0.0)
    seeds = min(row[f"{column}_seeds"] for row in (part, rest) if has_interval(row, column))
    own = {"share": share, "share_low": ends[0], "share_high": ends[1], "share_sd": spread, "share_seeds": seeds}
    return {**own, column: part[column], f"{column}_seeds": seeds}


def _ends(row: Row, column: str) -> tuple[float | None, float | None]:
    """Where the interval of a count ends; no count is below none."""
    low, high = (row.get(f"{column}{end}", row[column]) for end in ("_low", "_high"))
    return (None if low is None else max(0.0, low)), high


def _share(part: float | None, rest: float | None) -> float | None:
    if part is None or rest is None or not known(part + rest) or part + rest == 0:
        return None
    return part / (part + rest)


def in_brackets(number: str, share: str) -> str:
    """A number with a share of it behind it; an interval of the share stands in the same brackets.

    >>> in_brackets("12", "3.1 % (2.8 to 3.4)")
    '12 (3.1 %, 2.8 to 3.4)'
    """
    return f"{number} ({share.replace(' (', ', ').replace(')', '')})"
