"""The files of schemes: those of the library by their ids, others by their paths, each read with its lines."""

from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.scheme.language.files import FOLDER, read_scheme, scheme_ids, scheme_path


def test_the_library_is_listed():
    assert {"none", "rongcheng-2016"} <= set(scheme_ids())


def test_a_scheme_of_the_library_lies_among_its_files():
    assert scheme_path("sesame") == FOLDER / "sesame.yaml"


def test_a_scheme_is_read_with_the_line_of_each_part(tmp_path: Path):
    path = tmp_path / "harbour.yaml"
    path.write_text("id: harbour\ntitle: Harbour\nabout: Nothing.\n")
    scheme, lines = read_scheme(path)
    assert (scheme.title, lines[("title",)]) == ("Harbour", 2)


def test_a_slip_in_a_name_is_told_what_was_meant():
    with pytest.raises(GlasshouseError) as refused:
        scheme_path("rongcheng-206")
    assert str(refused.value) == (
        "'rongcheng-206' is not a scheme of the library. Did you mean 'rongcheng-2016'? "
        "For a scheme of your own give the path of its YAML file."
    )


def test_a_file_of_ones_own_without_its_ending_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "elbe.yaml").write_text("id: elbe")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GlasshouseError, match=r"'elbe' is not a scheme .* Did you mean your elbe\.yaml\?"):
        scheme_path("elbe")
