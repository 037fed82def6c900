"""What many comparisons came to, drawn: differences as means with their intervals, and how far single ones stray."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from glasshouse.charts.alone import EITHER_WAY
from glasshouse.charts.caption import picture
from glasshouse.charts.look import FREE, INK, SANCTION, Chart, Row, Words, nothing, sentence
from glasshouse.charts.spread import MOST_ROWS, Line, bands, line_of, mark, whiskers
from glasshouse.charts.words import TRAIT_TITLES, after, capital, duration, group_title, known, level_title
from glasshouse.measure.disparity import LEAST_SHARE
from glasshouse.results.comparison_tables import EVERYBODY, MEASURES
from glasshouse.results.numbers import COUNT, IN_100, LESS, NO_BREAK, Form, said, said_of
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.storage.kinds import SIDES

SAME = "In none of these comparisons does a single life differ: each is the same in both worlds, to the last bit."


def in_all(ensemble: TwinEnsemble) -> Row:
    """The row of what the whole of a comparison comes to."""
    return ensemble.table("in_all").row(0, named=True)


def everybody(ensemble: TwinEnsemble) -> Row:
    """The row of everybody: whose lives part, and who ends where."""
    return ensemble.table("standing").row(by_predicate=pl.col("trait") == EVERYBODY, named=True)


def counted(ensemble: TwinEnsemble, row: Row, column: str) -> str:
    """A count of a comparison, mean and interval."""
    return said(row, column, COUNT, ensemble.size).text


def say_parting(ensemble: TwinEnsemble) -> Words:
    """How many lives part; in full, when."""
    if not ensemble.parted["mean"]:
        return nothing(SAME)
    frame, months = ensemble.table("parting"), ensemble.info["months"]
    people = f"{everybody(ensemble)['people']:,.0f}"
    title = f"{said_of(ensemble.parted, COUNT, ensemble.size).text} of {people} lives part within {duration(months)}."
    years = [row for row in frame.to_dicts() if (row["month"] + 1) % 12 == 0]
    told = "; ".join(f"{counted(ensemble, row, 'so_far')} by the end of {duration(row['month'] + 1)}" for row in years)
    return Words(title, f"Lives that have parted, by the end of each month. {title} {told}{'.' if told else ''}")


@picture
def lives_parted(ensemble: TwinEnsemble) -> Chart:
    """How many lives have parted by the end of each month."""
    words = say_parting(ensemble)
    if words.empty:
        return sentence(words)
    ends = ensemble.table("parting").with_columns(pl.col("month") + 1)
    line = line_of(ensemble, ends, "so_far", COUNT, "lives parted", INK)
    none = {
        "month": line.rows[0]["month"] - 1,
        "text": "0",
        **dict.fromkeys(("mean", "low", "high", "least", "most"), 0),
    }
    return bands([Line(line.name, [none, *line.rows], line.colour)], words, COUNT, 220)


def say_sanctioned(ensemble: TwinEnsemble) -> Words:
    """How many are under sanction at the end in each world; in full, how many in one alone."""
    frame = ensemble.table("over_time")
    if not frame["sanctioned"].sum():
        return nothing("Nobody comes under sanction in either world in any of these comparisons.")
    whole, end = everybody(ensemble), frame.filter(month=frame["month"].max())
    a, b = (
        counted(ensemble, end.row(by_predicate=pl.col("world") == side, named=True), "sanctioned") for side in SIDES
    )
    title = f"{after(ensemble.info['months'])}, {a} people are under sanction in a, and {b} in b."
    told = "; ".join(
        f"{what} at the end in a alone {counted(ensemble, whole, f'{name}_a_only')}, in b alone "
        f"{counted(ensemble, whole, f'{name}_b_only')}, in both {counted(ensemble, whole, f'{name}_both')}"
        for what, name in (("under sanction", "sanctioned"), ("on a list", "listed"))
    )
    return Words(title, f"People under sanction month by month in both worlds. {title} {capital(told)}.")


@picture
def sanctioned_in_each(ensemble: TwinEnsemble) -> Chart:
    """People under sanction month by month in a and in b."""
    words = say_sanctioned(ensemble)
    if words.empty:
        return sentence(words)
    frame, looks = ensemble.table("over_time"), ((SANCTION, [1, 0]), (FREE, [7, 3]))
    lines = [
        line_of(ensemble, frame.filter(world=side), "sanctioned", COUNT, f"in {side}", colour, dash)
        for side, (colour, dash) in zip(SIDES, looks, strict=True)
    ]
    return bands(lines, words, COUNT, 260)


def gains_of(ensemble: TwinEnsemble, measure: str) -> tuple[Row, list[Row]] | None:
    """The row of everybody and those of every group that has people; None if a measure is in neither world."""
    rows = ensemble.table("gains").filter((pl.col("measure") == measure) & (pl.col("people") > 0)).to_dicts()
    if not rows:
        return None
    whole = next(row for row in rows if row["trait"] == EVERYBODY)
    few = LEAST_SHARE * whole["people"]
    return whole, [{**row, "few": row["people"] < few} for row in rows if row["trait"] != EVERYBODY]


def less(ensemble: TwinEnsemble, row: Row, column: str = "difference") -> str:
    """A difference of a mean over people, with its interval."""
    return said(row, column, LESS, ensemble.size).text


def say_gains(ensemble: TwinEnsemble, measure: str) -> Words:
    """By how much everybody fares otherwise on average; in full, every group."""
    found, how = gains_of(ensemble, measure), MEASURES[measure]
    if found is None:
        return nothing(f"{how.title}: scores of these two worlds do not count the same, so they are not compared.")
    whole, rows = found
    if not whole["better_a"] and not whole["better_b"]:
        return nothing(f"{how.title}: the same for everybody in both worlds, in every comparison.")
    better = [
        f"{counted(ensemble, whole, f'better_{side}')} people are better off in {side}"
        for side in ("b", "a")
        if whole[f"better_{side}"]
    ]
    title = f"{how.title}: {'; '.join(better)}."
    told = "; ".join(f"{group_title(row['trait'], row['level'])} {less(ensemble, row)}" for row in rows)
    unit = "" if how.unit == "of 1" else f", {how.unit}"
    return Words(
        title,
        f"{how.title}, a minus b, mean over each group{unit}. {title} Everybody {less(ensemble, whole)}; {told}.",
    )


@picture
def who_gains(ensemble: TwinEnsemble, measure: str) -> Chart:
    """The mean difference of a measure in every group: left of the line less in a, right of it more."""
    words, found = say_gains(ensemble, measure), gains_of(ensemble, measure)
    if words.empty or found is None:
        return sentence(words)
    whole, groups = found
    marks = [
        {
            "name": level_title(row["level"]) + (" *" if row["few"] else ""),
            "head": TRAIT_TITLES.get(row["trait"], row["trait"]),
            "few": row["few"],
            **mark(row, "difference", LESS, ensemble.size),
        }
        for row in groups
        if known(row["difference"])
    ]
    overall = (whole["difference"], said(whole, "difference", LESS, ensemble.size).mean)
    return whiskers(marks, words, overall, colour=INK)


def _most(rows: pl.DataFrame, name: str, columns: Sequence[str]) -> list[Row]:
    """The rows that count anything in one world alone, most first."""
    many = pl.sum_horizontal(columns)
    return rows.filter(many > 0).sort(many, name, descending=[True, False]).to_dicts()


REFUSED, HAPPENED = ("refused_a_only", "refused_b_only"), ("a_only", "b_only")


def refused_alone(ensemble: TwinEnsemble) -> list[Row]:
    """The services of which a request was refused in one world and granted in the other, most often first."""
    return _most(ensemble.table("requests"), "service", REFUSED)


def conducts_alone(ensemble: TwinEnsemble, *, lawful: bool) -> list[Row]:
    """The lawful or unlawful conducts that happened in one world alone, most often first."""
    return _most(ensemble.table("conducts").filter(pl.col("lawful") == lawful), "conduct", HAPPENED)


def _in_one(ensemble: TwinEnsemble, row: Row, columns: Sequence[str]) -> str:
    return ", ".join(
        f"{counted(ensemble, row, column)} in {side} alone" for side, column in zip(SIDES, columns, strict=True)
    )


def say_refused(ensemble: TwinEnsemble) -> Words:
    """How many requests got another answer; in full, the services of most of them."""
    rows, whole = refused_alone(ensemble), in_all(ensemble)
    if not rows:
        return nothing("No request was refused in one world and granted in the other, in any of these comparisons.")
    a, b = (counted(ensemble, whole, column) for column in REFUSED)
    title = f"{a} requests are refused in a and granted in b, {b} the other way round; most: {rows[0]['title']}."
    told = "; ".join(f"{row['title']} {_in_one(ensemble, row, REFUSED)}" for row in rows[:MOST_ROWS])
    return Words(title, f"The same request, answered in both worlds. {title} {told}.")


@picture
def refused_in_one(ensemble: TwinEnsemble) -> Chart:
    """Requests that are refused in one world and granted in the other, by service."""
    words = say_refused(ensemble)
    return sentence(words) if words.empty else _alone(ensemble, refused_alone(ensemble), REFUSED, words)


def say_conduct(ensemble: TwinEnsemble, *, lawful: bool) -> Words:
    """How often lawful or unlawful conduct happened in one world alone; in full, the first dozen conducts."""
    kind = "lawful" if lawful else "unlawful"
    rows, whole = conducts_alone(ensemble, lawful=lawful), in_all(ensemble)
    if not rows:
        return nothing(f"No {kind} conduct happens in one world alone in any comparison.")
    a, b, both = (counted(ensemble, whole, f"{kind}_{where}") for where in ("a_only", "b_only", "both"))
    title = f"{kind.capitalize()} conduct: {a} acts happen in a alone, {b} in b alone; {both} in both worlds."
    told = "; ".join(f"{row['title']} {_in_one(ensemble, row, HAPPENED)}" for row in rows[:MOST_ROWS])
    return Words(title, f"{EITHER_WAY} {title} {told}.")


@picture
def conduct_in_one(ensemble: TwinEnsemble, *, lawful: bool) -> Chart:
    """Lawful or unlawful conduct that happens in one world alone, by conduct."""
    words = say_conduct(ensemble, lawful=lawful)
    return (
        sentence(words) if words.empty else _alone(ensemble, conducts_alone(ensemble, lawful=lawful), HAPPENED, words)
    )


def _alone(ensemble: TwinEnsemble, rows: Sequence[Row], columns: Sequence[str], words: Words) -> Chart:
    """A dot with whiskers for each world in which anything happens alone, under what it is."""
    marks = [
        {"name": f"in {side} alone", "head": row["title"], **mark(row, column, COUNT, ensemble.size)}
        for row in rows[:MOST_ROWS]
        for side, column in zip(SIDES, columns, strict=True)
        if row[column]
    ]
    return whiskers(marks, words)


class Side(NamedTuple):
    """One side of livelihood: its name, its unit after a number, and how a difference of it is written."""

    title: str
    unit: str
    form: Form


LIVING = {
    "money": Side("Savings", f"{NO_BREAK}months of outgoings", LESS),
    "strain": Side("Strain", " of 1", LESS),
    "employed": Side("In work", " people", IN_100),
}
"""What of living is followed month by month."""


def say_over_time(ensemble: TwinEnsemble, side: str) -> Words:
    """The difference of the two means at the end."""
    how, frame = LIVING[side], ensemble.table("less")
    if not frame.select((pl.col(f"{side}_least") != 0) | (pl.col(f"{side}_most") != 0)).to_series().any():
        return nothing(f"{how.title}: the same mean in both worlds in every month, in every comparison.")
    end = said(frame.row(-1, named=True), side, how.form, ensemble.size)
    title = f"{how.title}, a minus b at the end, mean of everybody: {end.text}."
    return Words(title, f"{how.title}, mean of everybody in a less that in b, month by month. {title}")


@picture
def difference_over_time(ensemble: TwinEnsemble, side: str) -> Chart:
    """The mean of a side of living in a less that in b, month by month, around the line of no difference."""
    words, how = say_over_time(ensemble, side), LIVING[side]
    if words.empty:
        return sentence(words)
    return bands([line_of(ensemble, ensemble.table("less"), side, how.form, "a minus b", INK)], words, how.form, 190)
