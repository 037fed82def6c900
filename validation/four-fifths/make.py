"""Writes world.yaml, four groups of a hundred of whom as many pass as in the published example.

`python validation/four-fifths/make.py`; a test fails when the file is not what this makes.
"""

from pathlib import Path

from glasshouse.base.yamlfile import read

HERE = Path(__file__).resolve().parent
PEOPLE, GROUP = 512, 100  # of a neighbourhood; of a group
HEAD = """# Four groups of a hundred and 112 children in a neighbourhood, made by make.py.
# A trait is nothing here but a place in a table: income is the group, and online are those who pass the test.
id: four-fifths
title: Applicants for a post
people: 512
begins: 2020-01
about: >-
  The four groups of a published example, a hundred of each. Every neighbourhood is composed alike, so that all counts
  are exact in the first of them. Nobody in it is, or stands for, a real person.

regions:
  - {id: town, title: Town, code: "371082"}

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
    note: Counts of the published example over 512, the places of a neighbourhood.
    shares:
"""


def files() -> dict[str, str]:
    """The text of every file that this writes, by its path below the folder."""
    groups = read(HERE / "expected.yaml")[0]["groups"]
    cells = {}
    for level, group in groups.items():
        for internet, count in (("online", group["selected"]), ("offline", GROUP - group["selected"])):
            cells[f"male, {internet}, 30-44, {level}, non-agricultural, local"] = count
    cells["male, offline, 0-17, fifth-5, non-agricultural, local"] = PEOPLE - sum(cells.values())
    return {"world.yaml": HEAD + "".join(f"      {name}: {count / PEOPLE!r}\n" for name, count in cells.items())}


if __name__ == "__main__":
    for path, text in files().items():
        (HERE / path).write_text(text, encoding="utf-8")
