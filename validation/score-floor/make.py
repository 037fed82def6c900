"""Writes the bureau's true scores and the scores that it reports, from the tables of the case `delayed-impact`.

`python validation/score-floor/make.py`; a test fails when a file is not what this makes.
"""

import runpy
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TABLES: dict[str, Any] = runpy.run_path(str(HERE.parent / "delayed-impact/make.py"))
GROUPS = tuple(TABLES["SEX"])
LOWEST, FLOOR, THRESHOLDS, BELOW = 300, 600, (610, 650, 700), 550
ACCOUNT = """accounts:
  - id: score
    title: Credit score
    start: {lowest}
    lowest: {lowest}
    highest: 850
    cite: creager-2020
    clause: {clause}
    inputs:
      - trait: {trait}
        cite: creager-2020
        clause: scores
        points:
{points}
"""
RULES = """rules:
  - {conduct: loan.repaid, points: 75, account: score, lasts: forever, cite: creager-2020, clause: changes}
  - {conduct: loan.defaulted, points: -150, account: score, lasts: forever, cite: creager-2020, clause: changes}
"""
HEAD = """id: {name}-{group}
title: {title} of group {group}
about: {about}
subjects: {{where: {{sex: {sex}}}}}
bibliography:
  creager-2020:
    title: The simulator of delayed impact with a credit bureau that floors scores (notebook and program of WhyNot)
    publisher: E. Creager, D. Madras, T. Pitassi, R. Zemel, Causal modeling for fairness in dynamical systems (ICML)
    date: "2020"
    known: recalled
score: {{start: {start}, lowest: 0, highest: 1000, cite: creager-2020, clause: scores}}
"""
TRUE = "# The true scores of group {group}, from 300 to 850: each move is cut where the scale ends. Made by make.py.\n"
REPORTED = """# The scores of group {group} that a bureau reports, none below 600, and a lender's threshold on them.
# As written it is 610; a variant has another, or a bureau without a floor. Made by make.py.
"""
LENDER = """grades:
  - {id: granted, from: 610, cite: creager-2020, clause: threshold}
  - {id: refused, below: 610, cite: creager-2020, clause: threshold}
consequences:
  - {when: {grade: refused}, service: loan.repaid, effect: refuse, cite: creager-2020, clause: threshold}
  - {when: {grade: refused}, service: loan.defaulted, effect: refuse, cite: creager-2020, clause: threshold}
variants:
"""
VARIANT = """  - id: {name}
    title: A threshold of {at}{where}
    changes: {{grades.granted.from: {at}, grades.refused.below: {at}{lowest}}}
"""


def account(lowest: int, clause: str) -> str:
    """An account that every place in the tables begins with its score."""
    points = dict(zip(TABLES["places"](), (one - lowest for one in TABLES["scores"]()), strict=True))
    trait = TABLES["AMONG"].join(TABLES["PLACES"])
    rows = TABLES["rows"](points, 10).rstrip("\n")
    return ACCOUNT.format(lowest=lowest, clause=clause, trait=trait, points=rows)


def head(name: str, group: str, start: int, texts: tuple[str, str]) -> str:
    title, about = texts
    return HEAD.format(name=name, group=group, start=start, title=title, about=about, sex=TABLES["SEX"][group])


def true(group: str) -> str:
    about = "Moves with each loan; nothing follows from it."
    return (
        TRUE.format(group=group)
        + head("true", group, LOWEST, ("True scores", about))
        + account(LOWEST, "scores")
        + RULES
    )


def reported(group: str) -> str:
    about = "Grants a loan to whoever's reported score is not below a threshold."
    text = REPORTED.format(group=group) + head("reported", group, FLOOR, ("Reported scores", about))
    text += account(FLOOR, "floor") + LENDER
    for at in THRESHOLDS:
        text += VARIANT.format(name=f"from-{at}", at=at, where="", lowest="")
    text += VARIANT.format(name=f"below-{BELOW}", at=BELOW, where=", which no reported score is below", lowest="")
    plain = {"where": ", and no score floored", "lowest": f", accounts.score.lowest: {LOWEST}"}
    return text + VARIANT.format(name=f"plain-{BELOW}", at=BELOW, **plain)


def files() -> dict[str, str]:
    """The text of every file that this writes, by its name."""
    return {
        f"{name}-{group}.yaml": of(group) for name, of in (("true", true), ("reported", reported)) for group in GROUPS
    }


if __name__ == "__main__":
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8")
