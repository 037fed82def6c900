"""The table beside every chart of a run."""

from collections.abc import Callable
from typing import Any

import polars as pl

from glasshouse.charts.causes import refused_groups, wrong_sources
from glasshouse.charts.grades import grade_ids, last_year
from glasshouse.charts.living import SIDES, five_lives
from glasshouse.charts.sanctions import LINES, curve
from glasshouse.charts.table import Table, count, months_shown, table
from glasshouse.charts.words import NONE, TRAIT_TITLES, capital, hundredths, level_title, percent, tenths
from glasshouse.results.run import Run


def _sanctions(run: Run) -> Table:
    rows = [
        (
            count(row["month"]),
            count(row["entered"]),
            count(row["entered_wrongly"]),
            count(row["people"]),
            count(row["wrongly"]),
            percent(row["share"]),
        )
        for row in _thinned(run, run.sanctions)
    ]
    numbers = [
        "Month",
        "New",
        "of them by wrong records",
        "Under sanction",
        "of them by wrong records",
        "Share of people",
    ]
    return table("People under sanction", [], numbers, rows)


def _grades(run: Run) -> Table:
    ids = grade_ids(run)
    rows: dict[int, dict[str, str]] = {}
    for row in _thinned(run, run.grades):
        rows.setdefault(row["month"], {})[row["grade"]] = f"{row['people']:,} ({percent(row['share'])})"
    cells = [(count(month), *(cells[grade] for grade in ids)) for month, cells in rows.items()]
    return table("People in each grade, with their share", [], ["Month", *ids], cells)


def _scores(run: Run) -> Table:
    last = run.info["months"]
    at: dict[tuple[int, int], list[int]] = {}
    for row in run.scores.sort("score_from").to_dicts():
        if row["month"] in (0, last):
            at.setdefault((row["score_from"], row["score_to"]), [0, 0])[row["month"] == last] += row["people"]
    rows = [(f"{low:,} to {high - 1:,}", count(start), count(end)) for (low, high), (start, end) in at.items()]
    whole = [row for row in rows if row[1:] != ("0", "0")]
    return table("People by score", ["Score"], ["At the start", "At the end"], whole)


def _flows(run: Run) -> Table:
    ids, cells = grade_ids(run), last_year(run)
    by = {(row["from"], row["to"]): row for row in cells}
    size = {row["from"]: row["of"] for row in cells}
    rows = [
        (
            start,
            count(size[start]),
            *(f"{by[start, end]['people']:,} ({percent(by[start, end]['share'])})" for end in ids),
        )
        for start in ids
        if start in size
    ]
    titles = ["People", *(f"to {grade}" for grade in ids)]
    return table("People by grade at the beginning and the end of the last full year", ["From"], titles, rows)


def _groups(run: Run) -> Table:
    rows = [
        (
            TRAIT_TITLES[row["trait"]],
            level_title(row["level"]) + (" *" if row["low_count"] else ""),
            count(row["people"]),
            count(row["sanctioned"]),
            percent(row["rate"]),
            count(row["wrongly"]),
            hundredths(row["risk_ratio"]),
            hundredths(row["favourable_ratio"]),
            tenths(row["z"]),
        )
        for row in run.disparities.to_dicts()
    ]
    numbers = [
        "People",
        "Under sanction",
        "Share",
        "by wrong records",
        "Times the lowest share",
        "Share not under sanction, over the highest",
        "Standard errors from the lowest",
    ]
    return table(
        "People under sanction at the end, by group (* fewer than 2 % of the people: shown, not compared)",
        ["Trait", "Group"],
        numbers,
        rows,
    )


def _refusals(run: Run) -> Table:
    rows = [
        (
            row["title"],
            row["domain"],
            count(row["asked"]),
            count(row["refused"]),
            percent(row["refused_share"]),
            count(row["favoured"]),
        )
        for row in run.refusals.sort("refused", "asked", "service", descending=[True, True, False]).to_dicts()
    ]
    return table(
        "Requests over the whole run, by service",
        ["Service", "Context"],
        ["Asked", "Refused", "Share", "Granted with a reward"],
        rows,
    )


def _refused_groups(run: Run) -> Table | None:
    found = refused_groups(run)
    if found is None:
        return None
    rows = [
        (
            TRAIT_TITLES[row["trait"]],
            level_title(row["level"]),
            count(row["asked"]),
            count(row["refused"]),
            percent(row["refused_share"]),
        )
        for row in found[1]
    ]
    caption = f"{found[0]['title']}: requests over the whole run, by group"
    return table(caption, ["Trait", "Group"], ["Asked", "Refused", "Share"], rows)


def _reasons(run: Run) -> Table:
    moved = pl.max_horizontal("points_lost", "points_gained")
    rows = [
        (
            row["title"],
            row["clause"],
            _source_titles(run)[row["source"]],
            f"{row['points']:+,}".replace("-", "−"),
            count(row["records"]),
            count(row["wrong"]),
            count(row["points_lost"]),
            count(row["points_lost_wrongly"]),
            count(row["points_gained"]),
        )
        for row in run.reasons.sort(moved, "conduct", descending=[True, False]).to_dicts()
    ]
    return table(
        "Points that records moved over the whole run, by rule and source",
        ["Conduct", "Clause", "Source"],
        ["Points each", "Records", "of them wrong", "Points lost", "by wrong records", "Points gained"],
        rows,
    )


def _source_titles(run: Run) -> dict[str, str]:
    return {source.id: source.title for source in run.catalogue.sources}


def _recovery(run: Run) -> Table:
    by_month: dict[int, dict[str, tuple[str, str]]] = {}
    for name, wrongly in LINES.items():
        for row in curve(run, wrongly):
            by_month.setdefault(row["months"], {})[name] = (percent(row["still"]), count(row["at_risk"]))
    months = months_shown(max(by_month, default=0))
    rows = [
        (count(month), *(cell for name in LINES for cell in cells.get(name, (NONE, NONE))))
        for month, cells in sorted(by_month.items())
        if month in months
    ]
    titles = [title for name in LINES for title in (f"{capital(name)}: still under sanction", "seen")]
    return table("Still under sanction after so many months (Kaplan-Meier)", [], ["Months", *titles], rows)


def _sources(run: Run) -> Table:
    kinds = {row["source"]: row for row in wrong_sources(run)}
    rows = [
        (
            row["title"],
            count(row["records"]),
            count(row["wrong"]),
            percent(row["wrong_share"]),
            count(row["struck"]),
            *(count(kinds.get(row["source"], {}).get(name, 0)) for name in ("against", "favour", "unread")),
            count(row["struck_wrong"]),
            count(row["points_lost_wrongly"]),
        )
        for row in run.sources.sort("wrong", "source", descending=[True, False]).to_dicts()
    ]
    numbers = [
        "Records", "Wrong", "Share", "Struck", "Wrong, against people", "Wrong, in people's favour",
        "Wrong, read by no rule", "Wrong and struck", "Points lost by wrong records",
    ]  # fmt: skip
    return table("Records over the whole run, by source", ["Source"], numbers, rows)


def _living(run: Run, side: str) -> Table:
    how = SIDES[side]
    rows: dict[int, dict[bool, tuple[str, str]]] = {}
    for row in _thinned(run, run.living):
        mean = (how.write(row[side]), count(row["people"]))
        rows.setdefault(row["month"], {})[row["sanctioned"]] = mean
    none = (NONE, "0")
    cells = [(count(month), *at.get(True, none), *at.get(False, none)) for month, at in rows.items()]
    numbers = ["Month", "Under sanction", "people", "All others", "people"]
    return table(f"{how.title}, {how.unit}: mean", [], numbers, cells)


def _lives(run: Run) -> Table:
    yearly = {*range(0, run.info["months"] + 1, 12), run.info["months"]}
    rows = [
        (
            f"{life.person:,}",
            capital(life.why),
            row["grade"] or NONE,
            row["job"],
            row["debt"],
            count(row["month"]),
            count(row["score"]),
            count(row["deserved"]),
            ("by wrong records" if row["wrongly"] else "yes") if row["listed"] else "no",
            tenths(row["money"]),
            count(row["records"]),
        )
        for life in five_lives(run)
        for row in life.months
        if row["month"] in yearly
    ]
    return table(
        "The lives shown, on the first month of every year and at the end",
        ["Person", "Why", "Grade", "Work", "Debt"],
        ["Month", "Score", "without wrong records", "On a list", "Savings", "Records"],
        rows,
    )


def _thinned(run: Run, frame: pl.DataFrame) -> list[dict[str, Any]]:
    months = months_shown(run.info["months"])
    return [row for row in frame.sort("month").to_dicts() if row["month"] in months]


CHART_TABLES: dict[str, Callable[[Run], Table | None]] = {
    "sanctions_over_time": _sanctions,
    "grades_over_time": _grades,
    "other_grades_over_time": _grades,
    "score_distribution": _scores,
    "flows": _flows,
    "who_is_where": _groups,
    "refusals": _refusals,
    "who_is_refused": _refused_groups,
    "reasons": _reasons,
    "recovery": _recovery,
    "wrongful_by_source": _sources,
    "living_money": lambda run: _living(run, "money"),
    "living_strain": lambda run: _living(run, "strain"),
    "living_employed": lambda run: _living(run, "employed"),
    "lives": _lives,
}
"""The table beside every chart, by the chart's name."""
