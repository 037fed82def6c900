"""A scheme with its changes: how they are told, and what is wrong with them."""

from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.library.found import Change, Sheet, require_fit, warnings_of
from glasshouse.scheme.library.patch import find

THEFT = "rongcheng-2016:score.start=900"


def test_a_change_is_told_by_its_path_and_what_stands_there_now():
    assert str(Change("score.start", 1000, 900, ("score", "start"))) == "score.start = 900"
    assert str(Change("known_to", 1, None, ())) == "known_to left out"


def test_what_was_changed_is_known_by_path():
    assert find(THEFT).changes == {"score.start": 900}


def test_what_is_wrong_with_a_patch_file_has_its_line_there_and_the_rest_none():
    told = str(Sheet("patch.yaml", {"score.start": 3}, 2).refusal([("score.start", "is wrong."), (None, "fails.")]))
    assert told.splitlines()[1:] == ["  line   2  with these changes, fails.", "  line   3  is wrong."]
    assert str(Sheet("x").refusal([("score.start", "is wrong.")])).splitlines()[1:] == ["  is wrong."]


def test_a_scheme_that_fits_passes():
    require_fit(find(THEFT.replace("=900", "=1000")), load_catalogue())
    assert warnings_of(find("rongcheng-2016:score.start=1000"), load_catalogue()) == []


def test_a_change_that_does_not_fit_is_named(tmp_path: Path):
    with pytest.raises(GlasshouseError, match="with these changes"):
        require_fit(find("rongcheng-2016:score.lowest=600"), load_catalogue())
