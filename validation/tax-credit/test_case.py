"""Tax credit grades in three published rounds."""

from itertools import chain
from pathlib import Path

import polars as pl
import pytest

from glasshouse.base.yamlfile import read
from glasshouse.observe.library import firm_catalogue
from glasshouse.results.run import Run
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
ROUNDS, TOLERANCE = EXPECTED["rounds"], EXPECTED["tolerance"]
GRADES = list(dict.fromkeys(chain.from_iterable(one["shares"] for one in ROUNDS)))
each_grade = pytest.mark.parametrize("grades", GRADES)


@pytest.fixture(scope="module")
def run() -> Run:
    return simulate(RunSpec(**EXPECTED["run"], follow=0))


def share(run: Run, grades: str, one: dict) -> float:
    """The share of firms that some grades hold in one round."""
    now = run.grades.filter(pl.col("month") == pl.col("month").max() - one["before_end"])
    return float(now.filter(pl.col("grade").is_in(grades.split(", ")))["share"].sum())


def within(published: float) -> float:
    """How far a share may lie from the published one."""
    return float(TOLERANCE * min(published, 1 - published))


def test_the_rates_that_were_fitted_lie_inside_their_ranges(fitted):
    conducts = {one.id: one for one in firm_catalogue().conducts}
    rates = [(name, conducts[name].per_1000_a_year, "per 1,000 firms a year") for name in EXPECTED["fitted"]["rates"]]
    chances = [(name, conducts[name].due.chance, "a year") for name in EXPECTED["fitted"]["chances"]]
    for name, figure, unit in rates + chances:
        fitted(f"{name}, {unit}", float(figure.value), figure.assumed, "the shares of the grades")


@each_grade
def test_each_grade_has_over_its_rounds_the_published_share(grades: str, run, compare, beside):
    rounds = [one for one in ROUNDS if grades in one["shares"]]
    told, found = [one["shares"][grades] for one in rounds], [share(run, grades, one) for one in rounds]
    name = grades.replace(", ", " and ")
    for one, published, got in zip(rounds, told, found, strict=True):
        beside(f"share of {name}, {one['at']}", published, got, within(published), [run])
    mean, got = sum(told) / len(rounds), sum(found) / len(rounds)
    compare(f"share of {name}, mean of its rounds", mean, got, within(mean), [run])


def test_the_published_rise_of_grade_a_is_told_beside_ours(run, beside):
    first, last = ROUNDS[0], ROUNDS[-1]
    rise = last["shares"]["A"] - first["shares"]["A"]
    beside("rise of A from 2019 to 2021", rise, share(run, "A", last) - share(run, "A", first), 0.01, [run])
