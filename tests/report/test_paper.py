"""How pages are put together."""

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.charts.style import CAPTION, PALETTE
from glasshouse.report.paper import columns_of, csp_hash, embedded, for_page, plain, put_down, refuse_no_page, rows_of


def test_a_page_and_its_numbers_are_written_together(tmp_path: Path):
    path = put_down(tmp_path / "new" / "page.html", "<p>", {"a": 1.5})
    assert path.read_text() == "<p>"
    assert path.with_suffix(".json").read_text() == '{"a": 1.5}'


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GlasshouseError, match="Choose another place for the report"):
        put_down(tmp_path / "file" / "page.html", "<p>", {})


@pytest.mark.parametrize("path", ["", ".", "..", "/", "folder"])
def test_a_page_that_is_a_folder_is_refused(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(GlasshouseError, match=r"is a folder\. Name the file to write, such as .*report\.html\.$"):
        refuse_no_page(Path(path))


def test_a_page_that_its_own_numbers_would_replace_is_refused(tmp_path: Path):
    with pytest.raises(GlasshouseError, match=r"Name the page itself, such as .*page\.html\.$"):
        refuse_no_page(tmp_path / "page.JSON")
    refuse_no_page(tmp_path / "page.html")


def test_no_json_within_a_script_can_end_it():
    assert "</script" not in embedded({"text": "</script><script>"})


def test_a_script_is_named_by_its_digest():
    digest = b64encode(hashlib.sha256(b"x").digest()).decode()
    assert csp_hash("x") == f"'sha256-{digest}'"


def test_what_is_no_number_is_null():
    frame = pl.DataFrame({"a": [1.0, float("nan")]})
    assert rows_of(frame) == [{"a": 1.0}, {"a": None}]
    assert columns_of(frame) == {"a": [1.0, None]}
    assert plain("text") == "text"


def test_a_chart_takes_the_colours_of_the_page_and_leaves_its_title_to_it():
    drawn = for_page(picture())
    assert drawn["layer"] == [{"mark": {"fill": "var(--ink)"}}]
    assert drawn["width"] == "container"
    assert "title" not in drawn


def test_what_a_chart_has_to_have_to_be_taken_along_is_kept_beside_it():
    kept = for_page(picture())["usermeta"]
    assert kept["alone"] == {
        "title": {"text": ["It"]}, "background": "var(--paper)", "width": 720, "padding": 8, "autosize": {}
    }  # fmt: skip
    assert kept["captions"] == [{"name": CAPTION}]


def picture() -> dict[str, Any]:
    """A picture with a layer and a caption."""
    layers = [{"mark": {"fill": PALETTE["ink"][0]}}, {"name": CAPTION}]
    return {
        "$schema": "", "title": {"text": ["It"]}, "description": "", "usermeta": {}, "config": {}, "layer": layers,
        "background": PALETTE["paper"][0], "width": 720, "padding": 8, "autosize": {},
    }  # fmt: skip
