"""What grounds for a list have in common."""

import pytest

from glasshouse.scheme.forms.grounds.form import ByState


def test_a_ground_that_lacks_a_part_cannot_be_made():
    class Incomplete(ByState[str]):
        key = "height"

    with pytest.raises(TypeError, match="abstract"):
        Incomplete()  # type: ignore[abstract]
