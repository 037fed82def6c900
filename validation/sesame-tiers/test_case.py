"""The tiers of Sesame Credit between two weak priors."""

from pathlib import Path

import polars as pl

from glasshouse.base.yamlfile import read

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
MILLION = 1_000_000


def test_the_tiers_lie_between_what_two_pages_say(case, compare):
    run = case.simulate_ours()
    grades = run.under("sesame").grades
    for then in EXPECTED["months"]:
        now = grades.filter(pl.col("month") == pl.col("month").max() - then["before_end"])
        for span in EXPECTED["spans"]:
            lowest, highest = span["between"]
            got = now.filter(pl.col("grade").is_in(span["tiers"]))["share"].sum()
            compare(
                f"share with {span['about']}, {then['at']}", (lowest + highest) / 2, got, (highest - lowest) / 2, [run]
            )
    members = EXPECTED["members"]
    people = grades.filter(pl.col("month") == pl.col("month").max() - members["before_end"])["people"].sum()
    lowest, highest = members["published"]
    got = people * run.world.people / run.info["world"]["people"] / MILLION
    compare(f"million members, {members['at']}", (lowest + highest) / 2, got, (highest - lowest) / 2, [run])
