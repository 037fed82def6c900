"""What one mistake costs under a bureau score, and how long the way back is."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from glasshouse.base.yamlfile import read
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.language.example import Example
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.trial.trial import tried

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
BORROWERS: dict[str, dict] = EXPECTED["borrowers"]  # by their score
MISTAKES = EXPECTED["mistakes"]
LONGEST = 125  # months that a record can be old
each_mistake = pytest.mark.parametrize("mistake", MISTAKES, ids=[one["about"] for one in MISTAKES])


def scores(borrower: dict, mistakes: Sequence[str], months: Sequence[int]) -> list[int | None]:
    """The borrower's score so many months after the mistakes, the way of life unchanged."""
    scheme = find_scheme("bureau-us")
    examples = tuple(
        Example(
            file=tuple(older(entry, month) for entry in (*borrower["file"], *mistakes)),
            savings=borrower["savings"],
            months=borrower["months"] + month,
            debt="current",
            score=0,
        )
        for month in months
    )
    return [one.score for one in tried(scheme.model_copy(update={"tests": examples}), load_catalogue())]


def older(entry: str, months: int) -> str:
    """An entry of a file so many months later.

    >>> older("credit.default after 3 months", 2), older("credit.default", 2)
    ('credit.default after 5 months', 'credit.default after 2 months')
    """
    name, _, age = entry.partition(" after ")
    return f"{name} after {int(re.sub(r'[^0-9]', '', age) or 0) + months} months"


def way_back(start: str, mistake: dict) -> int:
    """Months until the score is what it was before the mistake."""
    longest = LONGEST - 27  # the oldest record of a borrower
    after = scores(BORROWERS[start], mistake["file"], range(longest))
    return next((month for month, score in enumerate(after) if score is not None and score >= int(start)), longest)


@pytest.mark.parametrize("start", BORROWERS)
def test_the_borrowers_have_the_scores_they_are_named_after(start: str):
    assert scores(BORROWERS[start], [], [0]) == [int(start)]


@each_mistake
def test_the_score_falls_into_the_published_range(mistake: dict, compare):
    lost = []
    for start, (lowest, highest) in mistake["to"].items():
        [got] = scores(BORROWERS[start], mistake["file"], [0])
        compare(f"{start}, {mistake['about']}: points", (lowest + highest) / 2, got, (highest - lowest) / 2, [])
        lost.append(int(start) - got)
    assert all(worse < better for worse, better in pairwise(lost)), "the better the start, the larger the drop"


@each_mistake
def test_the_way_back_is_as_long_as_published(mistake: dict, compare, beside):
    back = []
    for start, (shortest, longest) in mistake["back"].items():
        got = way_back(start, mistake)
        within = max((longest - shortest) / 2, EXPECTED["months_within"])
        how = compare if int(start) in mistake["agrees"] else beside
        how(f"{start}, {mistake['about']}: months back", (shortest + longest) / 2, got, within, [])
        back.append(got)
    assert all(worse <= better for worse, better in pairwise(back)), "the better the start, the longer the way back"


def test_no_more_ways_back_miss_than_the_case_admits_and_by_no_more(compare):
    admitted = EXPECTED["all_together"]
    ways = [(way_back(start, one), *between) for one in MISTAKES for start, between in one["back"].items()]
    off = [max(shortest - got, got - longest, 0) for got, shortest, longest in ways]
    missed = [one for one in off if one > EXPECTED["months_within"]]
    published = sum((shortest + longest) / 2 for _, shortest, longest in ways)
    compare("ways back that miss, of twelve", 0, len(missed), admitted["missed"], [])
    compare("months that they miss by, in all", 0, sum(missed), admitted["months"] * published, [])
