"""What stands beside the first number."""

from typing import Any

import pytest

import glasshouse as gh
from glasshouse.results import climbing, losses
from glasshouse.results.cautions import cautions
from glasshouse.results.run import Run


@pytest.mark.parametrize("said", [(None, None), ("Full.", None), (None, "Climbs."), ("Full.", "Climbs.")])
def test_every_reason_is_told(said: tuple[str | None, str | None], monkeypatch: pytest.MonkeyPatch):
    run: Any = Run.__new__(Run)
    monkeypatch.setattr(losses, "caution", lambda _: said[0])
    monkeypatch.setattr(climbing, "caution", lambda _: said[1])
    assert cautions(run) == [one for one in said if one]


def test_of_two_worlds_each_reason_says_in_which_and_under_which_scheme(monkeypatch: pytest.MonkeyPatch):
    both = gh.compare("rongcheng-2016+court-list", "none", world="hamlet", people=600, months=2)
    monkeypatch.setattr(losses, "caution", lambda run: "Files were full." if "court-list" in run.schemes else None)
    monkeypatch.setattr(climbing, "caution", lambda run: "It climbs." if run.scheme.id == "court-list" else None)
    assert cautions(both) == ["In a: files were full.", "In a, under court-list: it climbs."]
