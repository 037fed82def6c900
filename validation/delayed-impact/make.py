"""Writes world.yaml, catalogue/services.yaml and the lenders' rule books from the tables in data/.

`python validation/delayed-impact/make.py`; a test fails when a file is not what this makes.
"""

import csv
from itertools import accumulate, pairwise
from pathlib import Path

from glasshouse.population.people import AMONG, PEOPLE

HERE = Path(__file__).resolve().parent
COLUMNS = {"a": "Black", "b": "Non- Hispanic white"}  # of the tables in data/
SEX = {"a": "female", "b": "male"}  # a trait is nothing here but a place in a table
PLACES = ("hukou", "migrant", "internet", "age", "income")  # which together number the points of the distribution
LOWEST, HIGHEST, BAND = 300, 850, 50
MASSES = (2.1, 4.2, 5.4, 6.5, 7.9, 9.6, 12.0, 13.8, 17.0, 15.8, 5.7)  # per cent of all people in each band of scores
TABLES = {"cdf": "transrisk_cdf_by_race_ssa.csv", "performance": "transrisk_performance_by_race_ssa.csv"}

WORLD = """# Two groups of equal size, each with the distribution of its scores. Made by make.py from data/.
# A trait is nothing here but a place in a table: sex is the group (a: female, b: male), and hukou, migrant, internet,
# age and income together number the 198 points of the distribution.
id: delayed-impact
title: Two groups and their credit scores
people: 1000000
begins: 2020-01
about: >-
  A town of adults of whom a credit bureau knows a score. Nobody in it is, or stands for, a real person.

regions:
  - {id: town, title: Town, code: "371082"}

neighbourhoods:
  - id: town
    title: Town
    settlement: urban
    share: {value: 1, assumed: [1, 1], note: The only kind of its settlement.}

mean_household:
  value: 1
  assumed: [1, 1]
  note: Everybody lives alone; the case does not look at households.

temper_spread:
  value: 0
  assumed: [0, 0]
  note: Nothing here depends on temper.

margins:
  - trait: sex, hukou, migrant, internet, age, income
    assumed: [0, 1]
    note: >-
      Shares by the Federal Reserve's tables of 2007 in data/. Half of the people are of either group, so that both are
      seen equally well; their true shares weigh the utility of the lender.
    shares:
"""
SERVICES = """# A loan is one of two services: that which will be repaid, and that which will default. Which one an
# applicant asks for is chance, with the chances of group and score; no scheme sees it. Made by make.py from data/.
services:
"""
SERVICE = """  - id: loan.{name}
    number: {number}
    title: A loan that will {be}
    domain: loans
    meaning: A loan asked for by somebody who {would} it.
    per_1000_a_year:
      value: {value!r}
      evidence: "fed-2007: performance by race"
      note: With the other service, everybody asks once a month.
    varies:
      - trait: {trait}
        evidence: "fed-2007: performance by race"
        note: Chances that a loan to one of the group with this score will {be}.
        times:
"""
LENDER = """# A lender's threshold for group {group}: whoever has a lower score is refused. As written it grants all; a
# variant is a policy. A loan that is repaid adds 75 points to the score, one that defaults takes 150. Made by make.py.
id: lender-{group}
title: A lender's threshold for group {group}
about: Grants a loan to everybody in group {group} whose score is not below a threshold.
subjects: {{where: {{sex: {sex}}}}}
bibliography:
  liu-2018:
    title: Delayed impact of fair machine learning
    publisher: L. T. Liu, S. Dean, E. Rolf, M. Simchowitz, M. Hardt, Proceedings of ICML 2018
    date: "2018"
    url: https://arxiv.org/abs/1803.04383
score: {{start: 300, lowest: 0, highest: 1000, cite: liu-2018, clause: section 2}}
accounts:
  - id: score
    title: Credit score
    start: 300
    highest: 1000
    cite: liu-2018
    clause: section 6
    inputs:
      - trait: {trait}
        cite: liu-2018
        clause: section 6
        points:
{points}
grades:
  - {{id: granted, from: 1, cite: liu-2018, clause: section 2}}
  - {{id: refused, below: 1, cite: liu-2018, clause: section 2}}
rules:
  - {{conduct: loan.repaid, points: 75, account: score, lasts: forever, cite: liu-2018, clause: section 6}}
  - {{conduct: loan.defaulted, points: -150, account: score, lasts: forever, cite: liu-2018, clause: section 6}}
consequences:
  - {{when: {{grade: refused}}, service: loan.repaid, effect: refuse, cite: liu-2018, clause: section 2}}
  - {{when: {{grade: refused}}, service: loan.defaulted, effect: refuse, cite: liu-2018, clause: section 2}}
variants:
  - id: closed
    title: Everybody is granted a loan, and the score ends at 300 and at 850
    changes: {{accounts.score.lowest: 300, accounts.score.highest: 850}}
"""
VARIANT = """  - {{id: {name}, title: {title}, changes: {{grades.granted.from: {at}, grades.refused.below: {at}}}}}
"""
POLICIES = {
    "max-utility-4": ("Maximum utility where a default costs 4", {"a": 645, "b": 614}),
    "parity-4": ("Demographic parity where a default costs 4", {"a": 479, "b": 649}),
    "opportunity-4": ("Equal opportunity where a default costs 4", {"a": 557, "b": 630}),
    "max-utility-10": ("Maximum utility where a default costs 10", {"a": 716, "b": 657}),
    "parity-10": ("Demographic parity where a default costs 10", {"a": 563, "b": 731}),
    "opportunity-10": ("Equal opportunity where a default costs 10", {"a": 601, "b": 678}),
}
"""The lowest scores that are granted a loan, as the test finds them in what was lived where all were granted one."""


def column(table: str, group: str) -> list[float]:
    """A column of a table of the Federal Reserve, from the lowest percentile of the score to the highest."""
    with (HERE / "data" / TABLES[table]).open(encoding="utf-8", newline="") as file:
        return [float(row[COLUMNS[group]]) for row in csv.DictReader(file)]


def share_of_a() -> float:
    """The share of group a in the people of both groups."""
    with (HERE / "data/totals.csv").open(encoding="utf-8", newline="") as file:
        totals = next(csv.DictReader(file))
    people = {group: int(totals[name]) for group, name in COLUMNS.items()}
    return people["a"] / sum(people.values())


def shares(group: str) -> list[float]:
    """The share of a group at each point: differences of the cumulative column; a negative one is a rounding error."""
    upto = column("cdf", group)
    mass = [upto[0], *(max(0.0, high - low) for low, high in pairwise(upto))]
    return [one / sum(mass) for one in mass]


def repaid(group: str) -> list[float]:
    """The chance that a loan to one of the group is repaid, at each point."""
    return [1 - percent / 100 for percent in column("performance", group)]


def scores() -> list[int]:
    """The score of each point: percentiles of all people, by the bands' masses, linear inside a band."""
    cuts = list(accumulate(MASSES, initial=0.0))
    with (HERE / "data" / TABLES["cdf"]).open(encoding="utf-8", newline="") as file:
        percentiles = [float(row["Score"]) for row in csv.DictReader(file)]
    found = []
    for one in percentiles:
        band = next(at for at, cut in enumerate(cuts[1:]) if one <= cut + 1e-9)
        found.append(LOWEST + BAND * (band + (one - cuts[band]) / MASSES[band]))
    return [int(one + 0.5) for one in found]


def places() -> list[str]:
    """Where the points of the distribution lie in the traits of the world."""
    levels = [level for level in PEOPLE.levels(AMONG.join(PLACES)) if "0-17" not in level]
    return levels[: len(scores())]


def rows(values: dict[str, float | int], indent: int) -> str:
    """A mapping, one line each."""
    return "".join(f"{' ' * indent}{name}: {value!r}\n" for name, value in values.items())


def cells(values: dict[str, list[float]]) -> dict[str, float]:
    """What each group has at each point, by the place of group and point in the traits of the world."""
    pairs = (
        (f"{SEX[group]}{AMONG}{place}", one)
        for group in SEX
        for place, one in zip(places(), values[group], strict=True)
    )
    return dict(pairs)


def world() -> str:
    return WORLD + rows({name: round(one / len(SEX), 9) for name, one in cells({g: shares(g) for g in SEX}).items()}, 6)


def services() -> str:
    text = SERVICES
    for number, (name, be, would) in enumerate(
        (("repaid", "be repaid", "would repay"), ("defaulted", "default", "would not repay")), start=1
    ):
        chances = {group: [one if name == "repaid" else 1 - one for one in repaid(group)] for group in SEX}
        mean = sum(sum(map(float.__mul__, shares(group), chances[group])) for group in SEX) / len(SEX)
        trait = AMONG.join(["sex", *PLACES])
        text += SERVICE.format(name=name, number=number, be=be, would=would, value=round(12_000 * mean, 6), trait=trait)
        text += rows({name: round(one, 6) for name, one in cells(chances).items()}, 10)
    return text


def lender(group: str) -> str:
    points = rows(dict(zip(places(), (one - LOWEST for one in scores()), strict=True)), 10).rstrip("\n")
    text = LENDER.format(group=group, sex=SEX[group], trait=AMONG.join(PLACES), points=points)
    for name, (title, at) in POLICIES.items():
        text += VARIANT.format(name=name, title=title, at=at[group])
    return text


def files() -> dict[str, str]:
    """The text of every file that this writes, by its path below the folder."""
    return {
        "world.yaml": world(),
        "catalogue/services.yaml": services(),
        **{f"lender-{group}.yaml": lender(group) for group in SEX},
    }


if __name__ == "__main__":
    for path, text in files().items():
        (HERE / path).write_text(text, encoding="utf-8")
