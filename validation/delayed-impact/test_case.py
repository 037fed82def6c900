"""Thresholds of a lender move the scores of two groups as Liu et al. (2018) say."""

import runpy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest

from glasshouse.base.yamlfile import read
from glasshouse.results.run import Run

HERE = Path(__file__).parent
MADE: dict[str, Any] = runpy.run_path(str(HERE / "make.py"))
EXPECTED, _ = read(HERE / "expected.yaml")
WITHIN, GROUPS, POLICIES = EXPECTED["tolerance"], EXPECTED["groups"], EXPECTED["policies"]
SHARE = {"a": EXPECTED["share_of_a"], "b": 1 - EXPECTED["share_of_a"]}
PLACES, SCORES = MADE["places"](), np.array(MADE["scores"]())
UP, DOWN, FOOT, TOP = 75, 150, 300, 850
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lived:
    """What was lived in one group: people at each of its scores, the highest first."""

    people: Floats
    repaid: Floats  # of the loans that were granted
    defaulted: Floats

    @property
    def change(self) -> Floats:
        """The mean change of the score among people who began alike; where they end is clipped after the mean."""
        moved = (UP * self.repaid - DOWN * self.defaulted) / np.maximum(self.people, 1)
        return np.clip(SCORES[::-1] + moved, FOOT, TOP) - SCORES[::-1]

    def utility(self, loss: float) -> Floats:
        """What the lender earned at each score."""
        return self.repaid - loss * self.defaulted

    def mean(self, what: Floats) -> float:
        """The mean of ``what`` over the group."""
        return float((self.people * what).sum() / self.people.sum())

    def curve(self, what: Floats) -> Floats:
        """What has added up, a head of the group, with nobody approved, then the highest score, and so on."""
        return np.concatenate([[0.0], what.cumsum() / self.people.sum()])


def simulate(case: Any, schemes: list[str], people: int, seed: int, follow: int = 0) -> Run:
    """A month in the case's world."""
    return case.simulate(*schemes, people=people, months=1, seed=seed, follow=follow, records=4, world="world.yaml")


def lived(runs: list[Run], group: str) -> Lived:
    """What the register says of a group at the end of all ``runs``."""
    traits, sex = list(MADE["PLACES"]), MADE["SEX"][group]
    end = pl.concat([run.people for run in runs]).filter(pl.col("month") == 1, pl.col("sex") == sex)
    cells = end.with_columns(place=pl.concat_str(traits, separator=", ")).group_by("place").agg(
        all=pl.col("people").sum(),
        repaid=pl.col("people").filter(pl.col("grade") == "repaid").sum(),
        defaulted=pl.col("people").filter(pl.col("grade") == "defaulted").sum(),
    )  # fmt: skip
    rows = pl.DataFrame({"place": PLACES[::-1]}).join(cells, on="place", how="left", maintain_order="left").fill_null(0)
    return Lived(*(rows[name].to_numpy().astype(np.float64) for name in ("all", "repaid", "defaulted")))


def found(of: dict[str, Lived], policy: dict[str, Any]) -> dict[str, float]:
    """The thresholds of a policy: those with which the lender earns most of what was lived.

    What must be equal in both groups (the share approved, or that of those who will repay) may be any share: who is
    at the threshold is approved by lot. A threshold between two scores says so.
    """
    earned = {group: one.curve(one.utility(policy["loss"])) for group, one in of.items()}
    line = np.concatenate([[TOP + 1.0], SCORES[::-1]])
    if "equal" not in policy:
        return {group: float(line[one.argmax()]) for group, one in earned.items()}
    equal = {group: one.curve(one.repaid if policy["equal"] == "repaid" else one.people) for group, one in of.items()}
    rates = np.linspace(0, 1, 10_001)
    upto = {group: one / one[-1] for group, one in equal.items()}
    total = sum(SHARE[group] * np.interp(rates, upto[group], earned[group]) for group in of)
    best = rates[int(np.argmax(total))]
    return {group: float(np.interp(best, upto[group], line)) for group in of}


def first_below_zero(selected: Floats, change: Floats) -> tuple[float, float]:
    """Where a curve of changes comes back to zero: the share that is approved and the score, between two points."""
    line = np.concatenate([[TOP + 1.0], SCORES[::-1]])
    at = int(np.flatnonzero(change < 0)[0])
    part = change[at - 1] / (change[at - 1] - change[at])
    return tuple(float(one[at - 1] + part * (one[at] - one[at - 1])) for one in (selected, line))


def test_the_files_are_those_that_make_writes():
    for path, text in MADE["files"]().items():
        assert (HERE / path).read_text(encoding="utf-8") == text, f"run 'python validation/{HERE.name}/make.py'"


def test_the_groups_are_weighed_by_their_numbers():
    assert MADE["share_of_a"]() == pytest.approx(EXPECTED["share_of_a"], abs=5e-6)


def test_where_everybody_is_approved_the_curves_and_thresholds_are_those_published(case, compare, beside):
    asked = EXPECTED["everybody"]
    runs = [simulate(case, ["register.yaml"], asked["people"], seed) for seed in asked["seeds"]]
    of = {group: lived(runs, group) for group in GROUPS}
    for group, expected in GROUPS.items():
        one, title = of[group], f"group {expected['title']}, "
        selected, change = one.curve(one.people), one.curve(one.people * one.change)
        best, top = int(change.argmax()), expected["best"]
        assert (one.people == one.repaid + one.defaulted).all(), "everybody asks for one loan, and is granted it"
        compare(f"{title}mean score before", expected["score"], one.mean(SCORES[::-1]), WITHIN["change"], runs)
        compare(f"{title}loans repaid", expected["repaid"], one.repaid.sum() / one.people.sum(), WITHIN["rate"], runs)
        compare(f"{title}best change of the mean score", top["change"], change[best], WITHIN["change"], runs)
        compare(f"{title}approved there", top["selected"], selected[best], WITHIN["rate"], runs)
        compare(f"{title}lowest score there", top["score"], SCORES[::-1][best - 1], WITHIN["score"], runs)
        if "zero" in expected:
            share, score = first_below_zero(selected, change)
            compare(f"{title}approved where harm begins", expected["zero"]["selected"], share, WITHIN["rate"], runs)
            compare(f"{title}lowest score where it begins", expected["zero"]["score"], score, WITHIN["score"], runs)
            share, score = first_below_zero(selected, one.curve(one.people * of["b"].change))
            fault, what = EXPECTED["fault"], "where the published figure lets harm begin, with B's chances"
            beside(f"{title}approved {what}", fault["selected"], share, WITHIN["rate"], runs)
            beside(f"{title}lowest score {what}", fault["score"], score, WITHIN["score"], runs)
        compare(f"{title}change with everybody approved", expected["all"], change[-1], WITHIN["change"], runs)
    for policy in POLICIES:
        for group, score in found(of, policy).items():
            title = f"{policy['title']}, threshold of {GROUPS[group]['title']}"
            compare(title, policy[group][0], score, WITHIN["score"], runs)
            assert MADE["POLICIES"][policy["id"]][1][group] == pytest.approx(policy[group][0], abs=1.5)


def test_the_policies_move_both_groups_as_published(case, compare):
    asked, changes = EXPECTED["policy"], {}
    for policy in POLICIES:
        schemes = ["register.yaml", *(f"lender-{group}.yaml:{policy['id']}" for group in GROUPS)]
        runs = [simulate(case, schemes, asked["people"], seed) for seed in asked["seeds"]]
        of = {group: lived(runs, group) for group in GROUPS}
        for group, one in of.items():
            _, selected, change = policy[group]
            title = f"{policy['title']}, {GROUPS[group]['title']}"
            began = pl.concat([run.under(f"lender-{group}").grades for run in runs]).filter(pl.col("month") == 0)
            granted = began.filter(pl.col("grade") == "granted")["people"].sum()
            assert granted == (one.repaid + one.defaulted).sum()
            compare(f"{title} approved", selected, granted / began["people"].sum(), WITHIN["rate"], runs)
            changes[policy["id"], group] = one.mean(one.change)
            compare(f"{title}, change of the mean score", change, changes[policy["id"], group], WITHIN["change"], runs)
        utility = sum(SHARE[group] * one.utility(policy["loss"]).sum() / one.people.sum() for group, one in of.items())
        compare(f"{policy['title']}, utility per applicant", policy["utility"], utility, WITHIN["utility"], runs)
    assert changes["parity-4", "a"] < 0 < changes["opportunity-4", "a"] < changes["max-utility-4", "a"]
    assert GROUPS["a"]["best"]["change"] - changes["opportunity-10", "a"] < 0.2
    assert 0 < changes["max-utility-10", "a"] < changes["parity-10", "a"]


def test_scores_move_by_what_a_loan_came_to(case):
    before, after = moves(case, "", EXPECTED["followed"]["seeds"][0])
    assert {*np.unique(after - before).tolist()} == {UP, -DOWN}
    assert {*before.tolist()} <= {*SCORES.tolist()}
    assert before.mean() == pytest.approx(GROUPS["a"]["score"], abs=WITHIN["change"])


def test_where_the_scale_ends_each_move_is_cut_and_not_their_mean(case, compare):
    runs: list[Run] = []
    each = [moves(case, ":closed", seed, runs) for seed in EXPECTED["followed"]["seeds"]]
    before, after = (np.concatenate(one) for one in zip(*each, strict=True))
    assert after.min() == FOOT
    assert after.max() == TOP
    title = "group A, change with everybody approved, on a scale that ends at 300 and 850"
    compare(title, GROUPS["a"]["all_closed"], float((after - before).mean()), WITHIN["change"], runs)


def moves(case: Any, variant: str, seed: int, runs: list[Run] | None = None) -> tuple[Floats, Floats]:
    """The scores before and after of everybody in group A, where all are approved."""
    people, schemes = EXPECTED["followed"]["people"], [f"lender-{group}.yaml{variant}" for group in GROUPS]
    run = simulate(case, schemes, people, seed, follow=people)
    if runs is not None:
        runs.append(run)
    scored = run.lives.filter(pl.col("scored"))
    return tuple(scored.filter(pl.col("month") == month)["score"].to_numpy() for month in (0, 1))
