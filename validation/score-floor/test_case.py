"""What a bureau that reports no score below 600 does to true scores, as computed from a published simulator."""

import runpy
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.yamlfile import read
from glasshouse.results.run import Run
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec

HERE = Path(__file__).parent
DATA = HERE.parent / "delayed-impact"  # the world of the two groups, and its services
MADE: dict[str, Any] = runpy.run_path(str(HERE / "make.py"))
EXPECTED, _ = read(HERE / "expected.yaml")
POLICIES, WITHIN, RUN = EXPECTED["policies"], EXPECTED["tolerance"], EXPECTED["run"]
SHARE = {"a": EXPECTED["share_of_a"], "b": 1 - EXPECTED["share_of_a"]}
each_policy = pytest.mark.parametrize("policy", POLICIES, ids=[one["id"] for one in POLICIES])


@cache
def runs(policy: str) -> tuple[Run, ...]:
    """One month under true and reported scores, once for each seed; who approves everybody needs no lender."""
    files = [str(DATA / "register.yaml"), *(f"true-{group}.yaml" for group in SHARE)]
    files += [f"reported-{group}.yaml:{policy}" for group in SHARE if policy != "everybody"]
    return tuple(
        simulate(
            RunSpec(
                scheme="+".join(str(HERE / one) for one in files),
                world=DATA / "world.yaml",
                catalogue=DATA / "catalogue",
                people=RUN["people"],
                months=1,
                seed=seed,
                follow=RUN["people"],
                records=4,
            )
        )
        for seed in RUN["seeds"]
    )


@cache
def changes(policy: str, group: str) -> pl.Series:
    """How each person's true score moved in the month."""
    lives = pl.concat(
        run.under(f"true-{group}").lives.filter(pl.col("scored")).select("person", "month", "score", seed=at)
        for at, run in enumerate(runs(policy))
    )
    before, after = (lives.filter(pl.col("month") == month) for month in (0, 1))
    moved = before.join(after, on=["seed", "person"])
    return moved["score_right"] - moved["score"]


def mean(policy: str) -> float:
    """The mean change of both groups, by their true shares."""
    return sum(SHARE[group] * float(changes(policy, group).mean()) for group in SHARE)


def test_the_files_are_those_that_make_writes():
    for name, text in MADE["files"]().items():
        assert (HERE / name).read_text(encoding="utf-8") == text, f"run 'python validation/{HERE.name}/make.py'"


@each_policy
def test_the_true_scores_of_group_a_move_as_computed(policy: dict, compare):
    got, title = float(changes(policy["id"], "a").mean()), f"group A, {policy['title']}: mean change of its scores"
    compare(title, policy["change_of_a"], got, WITHIN["change"], runs(policy["id"]))


def test_nobody_can_be_below_a_threshold_that_lies_under_the_floor():
    with pytest.raises(GlasshouseError, match="nobody can ever be in grade refused"):
        runs("below-550")


def test_a_lender_who_sees_no_bad_score_loses_what_was_computed(compare):
    policy, earned = POLICIES[0], 0.0
    ends = pl.concat(run.people for run in runs(policy["id"])).filter(pl.col("month") == 1)
    for group, share in SHARE.items():
        loans = ends.filter(pl.col("sex") == MADE["TABLES"]["SEX"][group])
        repaid = loans.filter(pl.col("grade") == "repaid")["people"].sum() / loans["people"].sum()
        earned += share * (repaid - EXPECTED["loss"] * (1 - repaid))
    title = f"{policy['title']}: utility per applicant"
    compare(title, policy["utility"], earned, WITHIN["utility"], runs(policy["id"]))


def test_the_floor_costs_the_scores_of_both_groups_what_was_computed(compare):
    effect = EXPECTED["effect"]
    floored, plain = effect["of"]["with"], effect["of"]["without"]
    lived = runs(floored) + runs(plain)
    title = "effect of the floor, threshold 550"
    for group in SHARE:
        got = float(changes(floored, group).mean()) - float(changes(plain, group).mean())
        compare(f"{title}, group {group.upper()}", effect[group], got, WITHIN["change"], lived)
    compare(f"{title}, both", effect["all"], mean(floored) - mean(plain), WITHIN["change"], lived)
