"""The list of judgment defaulters from October 2013 to July 2019, beside the counts of the court."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from glasshouse.base.yamlfile import read
from glasshouse.consequence.model import Consequence
from glasshouse.results.run import Run
from glasshouse.scheme.library.find import find_scheme
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
TOLERANCE = EXPECTED["tolerance"]
SERVICES = {"flights": "travel.flight", "trains": "travel.high_speed_rail"}
MILLION = 1_000_000
FIRMS, SHARE_OF_FIRMS = "court-list-firms", 0.17  # ecns-2014: 9,400 of 55,920 names


@pytest.fixture(scope="module")
def run() -> Run:
    return simulate(RunSpec(**EXPECTED["run"], follow=0))


def scale(run: Run) -> float:
    """Millions of the world that one person of the run stands for."""
    return run.world.people / run.info["world"]["people"] / MILLION


def counted(run: Run, what: str, months: int) -> float:
    """Millions of names, flights or trains in so many months."""
    if what == "names":
        return float(run.sanctions.filter(pl.col("month") <= months)["entered"].sum()) * scale(run)
    refused = run.answers.filter((pl.col("service") == SERVICES[what]) & (pl.col("month") < months))
    return float(refused["as_counted"].sum()) * scale(run)


def test_what_was_fitted_lies_inside_its_range(fitted):
    scheme = find_scheme("court-list")
    for one in scheme.connected:
        until = f"to {one.until}" if one.until else "on"
        fitted(f"courts connected, from {one.from_} {until}", *told(one.share), f"names: {one.clause} ({one.cite})")
    for what, service in SERVICES.items():
        same = [one for one in scheme.consequences if one.service == service]
        assert len({str(numbers(one)) for one in same}) == 1, "the same for every list"
        for name, value, between in numbers(same[0]):
            fitted(f"{what}: {name}", value, between, f"{what} refused by the end of 2015 and of 2017")


def told(figure) -> tuple[float, Sequence[float]]:
    """A figure and its range."""
    return float(figure.value), figure.assumed


def numbers(one: Consequence) -> list[tuple[str, float, Sequence[float]]]:
    """The numbers of a refusal that were fitted."""
    named = {"gives_up_after": "months until one gives up", "tries": "refused purchases a journey"}
    return [(text, *told(figure)) for key, text in named.items() if (figure := getattr(one, key)) is not None]


@pytest.mark.parametrize("what", ["names", *SERVICES])
def test_the_counts_come_out_as_published(what: str, run, compare, beside):
    for row in EXPECTED["counts"]:
        if what not in row:
            continue
        title = f"million {what}, {row['at']} ({'fitted' if what in row['fitted'] else 'not fitted'})"
        got = counted(run, what, row["months"])
        if row.get("required"):
            compare(title, row[what], got, TOLERANCE * row[what], [run])
        else:
            beside(title, row[what], got, TOLERANCE * row[what], [run])


def test_firms_are_a_far_smaller_part_of_the_names_than_was_counted(case, beside):
    run = case.simulate_ours(f"court-list+{FIRMS}", people=MILLION, months=51)
    firms = float(run.under(FIRMS).sanctions["entered"].sum())
    part = firms / (firms + float(run.sanctions["entered"].sum()))
    beside("firms among the names, end of 2017 (published for January 2014)", SHARE_OF_FIRMS, part, 0.01, [run])
