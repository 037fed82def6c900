"""The programs that the mini-month compares do the same work: what they count is what its closed form says."""

import json
import subprocess
import sys

import pytest
from pages import ROOT

MINI_MONTH = ROOT / "benchmarks/mini-month"
PEOPLE, MOST_ERRORS = 20_480, 4.5  # standard errors of any of seven counts


@pytest.mark.parametrize("name", ["glasshouse", "numba", "numpy", "polars"])
def test_a_program_counts_what_the_closed_form_says(name: str):
    command = [sys.executable, str(MINI_MONTH / f"{name}_month.py"), "--people", str(PEOPLE)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    away = json.loads(said.splitlines()[-1])["standard_errors"]
    assert {count: by for count, by in away.items() if abs(by) > MOST_ERRORS} == {}


def test_nothing_moves_in_the_livelihood_of_the_mini_month():
    own, common = (MINI_MONTH / "glasshouse/catalogue", ROOT / "validation/common")
    assert (own / "livelihood.yaml").read_text() == (common / "livelihood.yaml").read_text()
