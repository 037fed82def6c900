"""The page of the docs says what the cases just measured, and the cases share what they say they share."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs/validation.md"
CASES = sorted(path.parent for path in HERE.glob("*/test_case.py"))
OWN = [folder for folder in CASES if (folder / "catalogue").is_dir()]


def test_the_page_shows_the_numbers_that_were_measured(request: pytest.FixtureRequest):
    noted = [one for item in request.session.items for one in item.user_properties]
    rows = [text for name, text in noted if name in ("row", "fitted")]
    page = PAGE.read_text(encoding="utf-8").splitlines()
    missing = "\n".join(row for row in rows if row not in page)
    assert not missing, f"docs/validation.md is out of date: run 'python validation/page.py'. It lacks\n{missing}"


@pytest.mark.parametrize("folder", OWN, ids=[folder.name for folder in OWN])
def test_every_case_with_a_catalogue_lives_by_the_common_livelihood(folder: Path):
    assert (folder / "catalogue/livelihood.yaml").read_text() == (HERE / "common/livelihood.yaml").read_text()


@pytest.mark.parametrize("folder", CASES, ids=[folder.name for folder in CASES])
def test_every_case_says_what_would_refute_it(folder: Path):
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    for part in ("Claim", "Source", "How it is lived", "What would refute it", "Tolerance"):
        assert f"**{part}.**" in text
