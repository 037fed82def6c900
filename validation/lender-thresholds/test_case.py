"""A lender's four pairs of thresholds, and what each earns, are those of a published page to the last dollar."""

import math
import runpy
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from glasshouse.base.yamlfile import read
from glasshouse.results.run import Run

HERE = Path(__file__).parent
MADE: dict[str, Any] = runpy.run_path(str(HERE / "make.py"))
EXPECTED, _ = read(HERE / "expected.yaml")
POLICIES, GROUPS = EXPECTED["policies"], (0, 1)
SEX = list(MADE["MEANS"])
each_policy = pytest.mark.parametrize("policy", POLICIES, ids=[policy["id"] for policy in POLICIES])


@dataclass(frozen=True)
class Earned:
    """What a threshold comes to in one group: loans that were paid and that defaulted, out of so many asked for."""

    paid: int
    defaulted: int
    payers: int
    people: int

    @property
    def profit(self) -> int:
        return EXPECTED["paid"] * self.paid - EXPECTED["lost"] * self.defaulted

    @property
    def positive(self) -> int:
        """Loans granted, in whole per cent of the people."""
        return whole_percent(self.paid + self.defaulted, self.people)

    @property
    def true_positive(self) -> int:
        """Payers who were granted one, in whole per cent of them."""
        return whole_percent(self.paid, self.payers)


def whole_percent(part: int, whole: int) -> int:
    return math.floor(100 * part / whole + 0.5)


def simulate(case: Any, variant: str, follow: int = 0) -> Run:
    """One month under the register and the two lenders, as written or in a variant."""
    schemes = ["register.yaml", *(f"lender-{group}.yaml{variant}" for group in GROUPS)]
    people, seed = EXPECTED["people"], EXPECTED["seed"]
    return case.simulate(*schemes, people=people, months=1, seed=seed, follow=follow, records=4, world="world.yaml")


def by_threshold(run: Run, group: int) -> list[Earned]:
    """What each threshold from 0 to 100 would have earned of a group that was granted every loan."""
    scored = pl.col("scored")
    scores = run.under(f"lender-{group}").lives.filter(scored, pl.col("month") == 0).select("person", "score")
    ends = run.lives.filter(scored, pl.col("month") == 1).select("person", "grade")
    lives = scores.join(ends, on="person")
    paid, lost = (lives.filter(pl.col("grade") == end)["score"] for end in ("paid", "defaulted"))
    assert len(paid) + len(lost) == len(lives)
    return [
        Earned(int((paid >= at).sum()), int((lost >= at).sum()), len(paid), len(lives)) for at in range(101)
    ]  # fmt: skip


def best(earned: list[list[Earned]], equal: str | None) -> tuple[int, tuple[int, ...]]:
    """The highest profit of all pairs of thresholds with the same ``equal`` in both groups; the lowest such pair."""

    def said(group: int, at: int) -> object:
        return at if equal == "threshold" else getattr(earned[group][at], equal) if equal else None

    pairs = product(range(101), repeat=2)
    fair = [pair for pair in pairs if said(0, pair[0]) == said(1, pair[1])]
    profit = {pair: sum(earned[group][at].profit for group, at in enumerate(pair)) for pair in fair}
    most = max(profit.values())
    return most, min(pair for pair, one in profit.items() if one == most)


def test_the_world_is_that_which_make_writes():
    for path, text in MADE["files"]().items():
        assert (HERE / path).read_text(encoding="utf-8") == text, f"run 'python validation/{HERE.name}/make.py'"


def test_everybody_of_the_published_page_is_there(case):
    run = simulate(case, "", follow=EXPECTED["people"])
    for group, means in enumerate(MADE["MEANS"].values()):
        counts = {would: MADE["counts"](mean) for would, mean in means.items()}
        for at, one in enumerate(by_threshold(run, group)):
            assert one == Earned(sum(counts["online"][at:]), sum(counts["offline"][at:]), 99, 198)


def test_of_all_pairs_of_thresholds_those_published_earn_most(case, compare):
    run = simulate(case, "", follow=EXPECTED["people"])
    earned = [by_threshold(run, group) for group in GROUPS]
    for policy in POLICIES:
        profit, pair = best(earned, policy.get("equal"))
        compare(f"{policy['title']}: profit of the best of 10,201 pairs", policy["profit"], profit, 0, [run])
        for group, at in enumerate(pair):
            compare(f"{policy['title']}: its threshold for group {group}", policy["thresholds"][group], at, 0, [run])


@each_policy
def test_a_lender_with_these_thresholds_earns_what_was_published(policy, case, compare):
    run = simulate(case, f":{policy['id']}")
    found = []
    for group, sex in enumerate(SEX):
        rows = run.under(f"lender-{group}").refusals_by.filter(pl.col("level") == sex)
        asked, granted = (
            {one["service"]: one["asked"] - one["refused"] * at for one in rows.iter_rows(named=True)} for at in (0, 1)
        )
        found.append(Earned(granted["loan.paid"], granted["loan.defaulted"], asked["loan.paid"], sum(asked.values())))
    compare(f"{policy['title']}, lived: profit", policy["profit"], sum(one.profit for one in found), 0, [run])
    for group, one in enumerate(found):
        compare(f"{policy['title']}, lived: profit of group {group}", policy["by_group"][group], one.profit, 0, [run])
        if "positive" in policy:
            title = f"{policy['title']}, lived: per cent of group {group} approved"
            compare(title, policy["positive"][group], one.positive, 0, [run])
        if "true_positive" in policy:
            title = f"{policy['title']}, lived: per cent of the payers of group {group} approved"
            compare(title, policy["true_positive"][group], one.true_positive, 0, [run])


def test_the_lenders_have_the_published_thresholds():
    for group in GROUPS:
        values, _ = read(HERE / f"lender-{group}.yaml")
        at = {one["id"]: {*one["changes"].values()} for one in values["variants"]}
        assert at == {policy["id"]: {policy["thresholds"][group]} for policy in POLICIES}
