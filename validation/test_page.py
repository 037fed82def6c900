"""The cases share what they say they share, and say what would refute them."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/test_case.py"))
OWN = [folder for folder in CASES if (folder / "catalogue").is_dir()]


@pytest.mark.parametrize("folder", OWN, ids=[folder.name for folder in OWN])
def test_every_case_with_a_catalogue_lives_by_the_common_livelihood(folder: Path):
    assert (folder / "catalogue/livelihood.yaml").read_text() == (HERE / "common/livelihood.yaml").read_text()


@pytest.mark.parametrize("folder", CASES, ids=[folder.name for folder in CASES])
def test_every_case_says_what_would_refute_it(folder: Path):
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    for part in ("Claim", "Source", "How it is lived", "What would refute it", "Tolerance"):
        assert f"**{part}.**" in text
