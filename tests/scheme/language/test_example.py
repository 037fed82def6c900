"""The form of a scheme's examples."""

import pytest
from pydantic import ValidationError

from glasshouse.scheme.language.example import Example


@pytest.mark.parametrize(
    "entry",
    [
        "credit.payment_late",
        "traffic.ticket x3",
        "traffic.ticket x 3",
        "traffic.ticket ×3",
        "order.littering@village.committee x2 after 14 months",
        "credit.default after 1 month (wrong)",
        "credit.default (new)",
    ],
)
def test_an_entry_names_a_record(entry: str):
    assert Example(file=(entry,)).file == (entry,)


@pytest.mark.parametrize(
    "entry", ["", "Credit", "credit.default x0", "credit.default after a month", "a b", "a (right)"]
)
def test_what_names_no_record_is_refused(entry: str):
    with pytest.raises(ValidationError):
        Example(file=(entry,))


def test_somebody_of_an_example_is_in_work_and_free_of_debt_unless_said():
    example = Example(score=5)
    assert (example.work, example.debt, example.savings, example.months) == ("employed", "none", 1, 0)


@pytest.mark.parametrize("said", [{"savings": -1}, {"savings": 26}, {"months": -1}])
def test_means_are_within_what_can_be(said: dict[str, float]):
    with pytest.raises(ValidationError):
        Example(**said)
