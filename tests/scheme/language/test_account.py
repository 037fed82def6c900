"""Parts of a score: what an author may write, and how what is out of form is told."""

from typing import Any

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.yamlfile import read_text, validated
from glasshouse.scheme.language.account import Account, Scaled

HALF = "weight: {value: 0.5, assumed: [0, 1]}"
WEIGHTED = "whole file: has a weight, so it runs from 0 to 100: leave 'lowest' and 'highest' out."


def account(text: str) -> Account:
    return validated(*read_text(f"id: means\ntitle: Means\n{text}", "small.yaml"), Account, "small.yaml")


def told_of(text: str) -> list[str]:
    with pytest.raises(GlasshouseError) as refused:
        account(text)
    return [line.strip().removeprefix("line").lstrip(" 0123456789") for line in str(refused.value).splitlines()[1:]]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("start: 5", (0, None)),
        ("lowest: -10\nhighest: 20", (-10, 20)),
        (HALF, (0, 100)),
        (f"{HALF}\nhighest: 100", (0, 100)),
    ],
)
def test_an_account_has_ends(text: str, ends: tuple[int, int | None]):
    assert account(text).ends == ends


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("start: -1", "whole file: start -1 lies off the account, which is no lower than 0."),
        ("start: 30\nhighest: 20", "whole file: start 30 lies off the account, which runs from 0 to 20."),
        (f"{HALF}\nhighest: 50", WEIGHTED),
        (f"{HALF}\nstart: 101", "whole file: start 101 lies off the account, which runs from 0 to 100."),
    ],
)  # fmt: skip
def test_an_account_begins_on_its_scale(text: str, told: str):
    assert told_of(text) == [told]


def test_a_standing_at_work_is_one_of_three():
    assert told_of("inputs: [{work: {retired: 5}}]") != []


@pytest.mark.parametrize("key", ["odds", "doubles_every"])
def test_odds_and_what_doubles_them_are_above_nothing(key: str):
    said: dict[str, Any] = {"at": 600, "odds": 50, "doubles_every": 20}
    assert Scaled(**said).at == 600
    with pytest.raises(ValueError, match="greater than 0"):
        Scaled(**{**said, key: 0})
