"""What a reference or a patch file names."""

from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.scheme.language.files import scheme_path
from glasshouse.scheme.library.naming import named, text_of_scheme


def test_a_reference_names_a_file_a_variant_and_changes():
    found = named("sesame:literature,known_to.value=0.3")
    assert (found.path, found.variant, found.changes) == (
        scheme_path("sesame"),
        "literature",
        {"known_to.value": 0.3},
    )
    assert found.title is None


def test_a_patch_file_names_the_scheme_that_it_changes(tmp_path: Path):
    path = tmp_path / "patch.yaml"
    path.write_text("scheme: rongcheng-2016\ntitle: harder\nchanges: {score.start: 900}\n")
    found = named(path)
    assert (found.path, found.title, found.changes) == (scheme_path("rongcheng-2016"), "harder", {"score.start": 900})
    assert found.sheet.lines["score.start"] == 3


def test_the_text_of_a_scheme_is_that_of_its_file_and_of_nothing_changed():
    path, text = text_of_scheme("sesame")
    assert path.read_text(encoding="utf-8") == text
    with pytest.raises(GlasshouseError, match="is a scheme with changes"):
        text_of_scheme("sesame:literature")
