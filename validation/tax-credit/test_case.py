"""Tax credit grades in three published rounds."""

from pathlib import Path

import polars as pl

from glasshouse.base.yamlfile import read

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")


def test_each_grade_has_its_published_share(case, compare):
    run = case.simulate_ours()
    for one in EXPECTED["rounds"]:
        now = run.grades.filter(pl.col("month") == pl.col("month").max() - one["before_end"])
        for grades, share in one["shares"].items():
            got = now.filter(pl.col("grade").is_in(grades.split(", ")))["share"].sum()
            compare(f"share of {grades.replace(', ', ' and ')}, {one['at']}", share, got, EXPECTED["tolerance"], [run])
