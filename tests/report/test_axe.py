"""What axe-core, which checks pages for people who see or move otherwise, has to say of each kind of page."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from each_kind import STUDIES
from windows import Browser, opened, seen_on

from glasshouse.report.several import write_index
from glasshouse.studies.comparison import compare
from glasshouse.studies.spec import RunSpec

pytestmark = pytest.mark.browser
Pages = Callable[[str], Path]

SHA256 = "84494fec757e4710dc751c8d7a636e457f4532f08f85c86dc9070133fbff53bc"  # of axe-core 4.12.1
SHORT = """
for (const one of document.querySelectorAll('details')) one.open = true;
for (const one of document.querySelectorAll('tbody tr:nth-child(n + 3)')) one.remove();
for (const one of document.querySelectorAll('.chart svg')) one.replaceChildren();
"""
"""Everything unfolded. Without all but two rows of each table, which are made alike, and without what is drawn, which
is hidden from readers of screens: a text tells them all of it. Both would take seconds."""

ASK = """
const [only, done] = arguments;
const options = {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}, ...only && {runOnly: only}};
axe.run(document, options).then(({violations}) => done(violations.flatMap(
  ({id, help, nodes}) => nodes.map(({target}) => `${id}: ${help} at ${target}`))), (error) => done([`${error}`]));
"""
"""Findings as sentences."""


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which lies beside the tests."""
    source = (Path(__file__).parent / "vendor/axe.min.js").read_bytes()
    assert sha256(source).hexdigest() == SHA256
    return source.decode()


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of two comparisons with one world."""
    one = compare(RunSpec("court-list", "hamlet", people=1, months=1, follow=0), "none")
    return write_index({"first": one, "second": one}, tmp_path_factory.mktemp("several"))


@pytest.fixture(scope="session")
def checked(browser: Browser, page: Pages, several: Path, axe: str) -> Callable[[str], None]:
    """Open a page by its name on light paper in a wide window, ready to be checked."""

    def open_it(name: str) -> None:
        opened(browser, several if name == "several" else page(name))
        browser.execute_script(SHORT)
        browser.execute_script(axe)

    return open_it


def findings(browser: Browser, *rules: str) -> list[str]:
    """What is wrong on the page that is open, by all rules or by these."""
    return list(browser.execute_async_script(ASK, list(rules) or None))


@pytest.mark.parametrize("name", [*STUDIES, "several"])
def test_axe_finds_nothing_on_light_and_dark_paper_and_on_a_phone(
    browser: Browser, checked: Callable[[str], None], name: str
):
    checked(name)
    assert findings(browser) == []
    seen_on(browser, 1100, "dark")
    assert findings(browser, "color-contrast") == []
    seen_on(browser, 390, "light")
    assert findings(browser, "target-size", "scrollable-region-focusable", "meta-viewport") == []
    assert browser.execute_script("return document.querySelector('h1').getBoundingClientRect().left") > 10


def test_axe_would_find_words_too_pale_to_read(browser: Browser, checked: Callable[[str], None]):
    checked("several")
    browser.execute_script("document.querySelector('.lead').style.color = 'var(--line)'")
    assert any("color-contrast" in one for one in findings(browser, "color-contrast"))
