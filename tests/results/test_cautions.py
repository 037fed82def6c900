"""What stands beside the first number."""

from typing import Any

import pytest

from glasshouse.results import climbing, losses
from glasshouse.results.cautions import cautions
from glasshouse.results.run import Run


@pytest.mark.parametrize("said", [(None, None), ("Full.", None), (None, "Climbs."), ("Full.", "Climbs.")])
def test_every_reason_is_told(said: tuple[str | None, str | None], monkeypatch: pytest.MonkeyPatch):
    run: Any = Run.__new__(Run)
    monkeypatch.setattr(losses, "caution", lambda _: said[0])
    monkeypatch.setattr(climbing, "caution", lambda _: said[1])
    assert cautions(run) == [one for one in said if one]
