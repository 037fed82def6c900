"""A file to begin with."""

from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.check.check import problems, warnings
from glasshouse.scheme.language.files import read_scheme
from glasshouse.scheme.library.skeleton import skeleton, write_skeleton
from glasshouse.scheme.trial.trial import found_by, tried, uncovered


def test_the_skeleton_runs_without_a_warning_and_its_examples_come_out(tmp_path: Path):
    scheme, lines = read_scheme(write_skeleton("harbour", tmp_path))
    catalogue = load_catalogue()
    assert problems(scheme, catalogue, lines) == []
    assert [one for one in warnings(scheme, catalogue, lines) if one.level == "warning"] == []
    trials = tried(scheme, catalogue)
    assert found_by(scheme, trials, lines) == []
    assert uncovered(scheme, trials) == []


def uncommented(text: str, first: str, last: str) -> str:
    """The text with the '# ' taken away from the line that begins with ``first`` to that which begins with ``last``."""
    rows = text.splitlines()
    begins = next(at for at, row in enumerate(rows) if row.startswith(first))
    ends = next(at for at, row in enumerate(rows) if at >= begins and row.startswith(last))
    rows[begins : ends + 1] = [row.replace("# ", "", 1) for row in rows[begins : ends + 1]]
    return "\n".join(rows)


def test_what_is_commented_out_can_be_used(tmp_path: Path):
    text = uncommented(skeleton("harbour"), "  # consent:", "  #   clause:")
    text = uncommented(text, "# variants:", "#     changes:")
    path = tmp_path / "harbour.yaml"
    path.write_text(text, encoding="utf-8")
    scheme, lines = read_scheme(path)
    assert scheme.subjects.consent is not None
    assert [one.id for one in scheme.variants] == ["milder"]
    assert problems(scheme, load_catalogue(), lines) == []


def test_the_accounts_that_are_commented_out_can_be_used(tmp_path: Path):
    text = uncommented(skeleton("harbour"), "# accounts:", "#       - {friends")
    text = text.replace("    points:", "    account: conduct\n    points:").replace(
        "gives: 5", "gives: 5\n    account: conduct"
    )
    text = text.split("# Examples:")[0].replace("# highest: 2000", "highest: 2000")
    path = tmp_path / "harbour.yaml"
    path.write_text(text, encoding="utf-8")
    scheme, lines = read_scheme(path)
    assert [one.id for one in scheme.accounts] == ["conduct", "means"]
    assert problems(scheme, load_catalogue(), lines) == []


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path):
    write_skeleton("harbour", tmp_path)
    with pytest.raises(GlasshouseError, match="is there already"):
        write_skeleton("harbour", tmp_path)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("my rules.yaml", "Perhaps 'my-rules'?"),
        ("../out", "is no name of a scheme"),
        ("", "is no name of a scheme"),
        ("x" * 61, "at most 60"),
        ("sesame", "is a scheme of the library"),
    ],
)
def test_a_name_that_a_scheme_cannot_have_is_refused(name: str, says: str, tmp_path: Path):
    with pytest.raises(GlasshouseError, match=says.replace("?", r"\?")):
        write_skeleton(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path: Path):
    with pytest.raises(GlasshouseError, match="cannot be written"):
        write_skeleton("harbour", tmp_path / "nowhere")
