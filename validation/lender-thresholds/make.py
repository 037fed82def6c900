"""Writes world.yaml, a table of 396 applicants, by the rule that the published page draws them with.

`python validation/lender-thresholds/make.py`; a test fails when the file is not what this makes.
"""

import math
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEANS = {"male": {"online": 63, "offline": 47}, "female": {"online": 57, "offline": 33}}  # payers, defaulters
AGES = ("18-29", "30-44", "45-59", "60-74", "75+")
FIFTHS = ("fifth-1", "fifth-2", "fifth-3", "fifth-4", "fifth-5")
HUKOU, MIGRANT = ("non-agricultural", "agricultural"), ("local", "migrant")
PLACES = 512  # people of a neighbourhood; who is no applicant is a child
HEAD = """# 396 applicants and 116 children in a neighbourhood, made by make.py.
# A trait is nothing here but a place in a table: sex is the group (male 0, female 1); online are those who would pay,
# offline those who would not; age, income, hukou and migrant are the digits of the score, as in lender-0.yaml.
id: lender
title: Applicants for a loan
people: 512
begins: 2020-01
about: >-
  The two groups of a published page on thresholds, a hundred scores each. Every neighbourhood is composed alike, so
  that all counts are exact in the first of them. Nobody in it is, or stands for, a real person.

regions:
  - {id: lender, title: Lender's town, code: "371082"}

neighbourhoods:
  - id: town
    title: Town
    settlement: urban
    share: {value: 1, assumed: [1, 1], note: The only kind of its settlement.}

mean_household:
  value: 1.3
  assumed: [1, 6]
  note: As many as gives each child a place beside an adult; nothing here depends on households.

temper_spread:
  value: 0
  assumed: [0, 0]
  note: Nothing here depends on temper.

margins:
  - trait: sex, internet, age, income, hukou, migrant
    assumed: [0, 1]
    note: Counts of the published rule over 512, the places of a neighbourhood.
    shares:
"""


def counts(mean: float) -> list[int]:
    """How many have each score from 0 to 99: a normal density of 100 people, rounded with a carry."""
    carry, found = 0.0, []
    for score in range(100):
        due = carry + 100 * math.exp(-(((score - mean) / 10) ** 2) / 2) / math.sqrt(2 * math.pi) / 10
        found.append(math.floor(due))
        carry = due - found[-1]
    return found


def levels(score: int) -> str:
    """The levels of age, income, hukou and migrant that are the digits of a score."""
    return ", ".join([AGES[score // 20], FIFTHS[score // 4 % 5], HUKOU[score // 2 % 2], MIGRANT[score % 2]])


def files() -> dict[str, str]:
    """The text of every file that this writes, by its path below the folder."""
    cells = {
        f"{sex}, {would}, {levels(score)}": count
        for sex, of in MEANS.items()
        for would, mean in of.items()
        for score, count in enumerate(counts(mean))
        if count
    }
    cells["male, offline, 0-17, fifth-1, non-agricultural, local"] = PLACES - sum(cells.values())
    return {"world.yaml": HEAD + "".join(f"      {name}: {count / PLACES!r}\n" for name, count in cells.items())}


if __name__ == "__main__":
    for path, text in files().items():
        (HERE / path).write_text(text, encoding="utf-8")
