"""Pages without a finding of axe-core: on a phone, and on dark paper."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from each_kind import STUDIES
from in_browser import Browser, opened

import glasshouse as gh
from glasshouse.report.several import write_index

pytestmark = pytest.mark.browser
Pages = Callable[[str], Path]

AXE = Path(__file__).parent / "vendor/axe.min.js"
SHA256 = "84494fec757e4710dc751c8d7a636e457f4532f08f85c86dc9070133fbff53bc"
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WINDOWS = [(390, "light", ALL), (1100, "dark", ["color-contrast"])]
each_window = pytest.mark.parametrize(("width", "scheme", "rules"), WINDOWS, ids=["phone", "dark"])


def findings(browser: Browser, rules: list[str]) -> list[str]:
    """What axe-core finds on the page that is open: each rule, and the first element that breaks it."""
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found: Any = browser.execute_async_script(
        "const done = arguments[1];"
        "axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']})"
        ".then((all) => done(all.violations), (error) => done([{id: String(error), nodes: []}]));",
        rules,
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:200] if one['nodes'] else ''}" for one in found]


def test_axe_is_what_its_digest_says():
    assert sha256(AXE.read_bytes()).hexdigest() == SHA256


def test_axe_finds_what_is_wrong(browser: Browser, tmp_path: Path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><html><body><img src='data:,'><p style='color:#ccc'>pale</p></body></html>")
    opened(browser, wrong)
    assert {one.split(":")[0] for one in findings(browser, ALL)} >= {"image-alt", "html-has-lang", "color-contrast"}


@each_window
@pytest.mark.parametrize("name", STUDIES)
def test_axe_finds_nothing_on_a_page(
    browser: Browser, page: Pages, name: str, width: int, scheme: str, rules: list[str]
):
    opened(browser, page(name), width=width, scheme=scheme)
    assert findings(browser, rules) == []


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that leads to several comparisons."""
    folder = tmp_path_factory.mktemp("several")
    asked = {"world": "hamlet", "people": 600, "months": 2}
    return write_index({name: gh.compare(name, "none", **asked) for name in ("rongcheng-2016", "court-list")}, folder)


@each_window
def test_axe_finds_nothing_where_several_worlds_stand_beside_each_other(
    browser: Browser, index: Path, width: int, scheme: str, rules: list[str]
):
    opened(browser, index, width=width, scheme=scheme)
    assert findings(browser, rules) == []
