"""How long the files of a scheme fill."""

from typing import Any

import pytest
from busy import busy_catalogue, busy_scheme, rule

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.compile.filling import Filling, filling
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.find import find_scheme

CATALOGUE = busy_catalogue()


def bare(*rules: dict[str, Any]) -> Scheme:
    """A scheme of these rules and nothing else."""
    nothing: dict[str, Any] = dict.fromkeys(("clean", "repair", "appeal", "consequences", "lists"))
    return busy_scheme(**{**nothing, "rules": list(rules)})


def test_files_fill_as_long_as_a_record_counts_at_most_its_delay_included():
    short, long = rule("court.defied", -5, lasts="6 months"), rule("tax.late", -5, lasts="8 months")
    assert filling([bare(short)], CATALOGUE) == Filling(8, for_ever=False)
    assert filling([bare(short, long)], CATALOGUE) == Filling(9, for_ever=False)  # the court tells two months later
    assert filling([bare(short), bare(long)], CATALOGUE) == Filling(9, for_ever=False)


def test_what_counts_for_ever_is_told_apart():
    short, ever = rule("court.defied", -5, lasts="6 months"), rule("tax.late", -5, lasts="forever")
    assert filling([bare(short, ever)], CATALOGUE) == Filling(8, for_ever=True)
    assert filling([bare(ever)], CATALOGUE) == Filling(0, for_ever=True)
    assert filling([find_scheme("none")], load_catalogue()) == Filling(0, for_ever=False)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Filling(36, False), "for 36 months (burn_in=36); no record counts longer."),
        (Filling(1, True), "for 1 month (burn_in=1); other records count for ever, or until they are settled."),
        (Filling(0, True), "without end: records count for ever, or until they are settled."),
        (Filling(0, False), "not at all: no record counts."),
    ],
)
def test_it_is_said_with_what_to_type(found: Filling, said: str):
    assert found.told == said
