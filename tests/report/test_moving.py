"""How one moves about a page: by its contents, by links to a place on it, and by keyboard alone."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from windows import Browser, opened

pytestmark = pytest.mark.browser
Pages = Callable[[str], Path]


def settled(browser: Browser, wanted: str) -> None:
    """Wait until what is asked of the page in JavaScript holds."""
    until = time.monotonic() + 5
    while not browser.execute_script(f"return {wanted}"):
        assert time.monotonic() < until, wanted
        time.sleep(0.05)


def top_of(browser: Browser, selector: str) -> float:
    """How far below the upper edge of the window something begins."""
    return float(browser.execute_script(f"return document.querySelector('{selector}').getBoundingClientRect().top"))


def focused(browser: Browser) -> str:
    """The text of what the keyboard is on."""
    return str(browser.execute_script("return document.activeElement.textContent.trim()"))


def pressed(browser: Browser, *keys: str) -> None:
    for key in keys:
        ActionChains(browser).send_keys(key).perform()


@pytest.mark.parametrize(("place", "width", "room"), [("rules", 1440, 1), ("recovery", 390, 30)])
def test_a_link_to_a_place_opens_there_and_its_heading_is_not_covered(
    browser: Browser, page: Pages, place: str, width: int, room: int
):
    opened(browser, page("usual"), width=width, at=f"#{place}")
    settled(browser, f"Math.abs(document.getElementById('{place}').getBoundingClientRect().top) < 120")
    assert top_of(browser, f"#{place} .headed") > room


def test_every_section_and_every_chart_has_a_link_to_itself(page: Pages):
    text = page("usual").read_text(encoding="utf-8")
    places = re.findall(r'<a class="here" href="#([^"]+)"', text)
    assert places == re.findall(r'<(?:section|figure) id="([^"]+)"', text)
    assert len(places) > 20


def test_contents_stay_in_sight_and_mark_where_one_is(browser: Browser, page: Pages):
    opened(browser, page("usual"), width=1440, at="#rules")
    settled(browser, "document.querySelector('.contents [aria-current]')?.hash == '#rules'")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".contents [aria-current]")) == 1
    assert 0 <= top_of(browser, ".contents") < 1
    assert browser.find_element(By.CSS_SELECTOR, ".contents ol").is_displayed()


def test_on_a_phone_the_contents_stay_above_as_one_line_that_leads_back_to_the_top(browser: Browser, page: Pages):
    opened(browser, page("usual"), width=390, at="#rules")
    settled(browser, "scrollY > 500")
    assert 0 <= top_of(browser, ".contents") < 1
    assert browser.find_element(By.CLASS_NAME, "contents").size["height"] < 60
    assert not browser.find_element(By.CSS_SELECTOR, ".contents ol").is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".contents .top").click()
    settled(browser, "scrollY == 0")


def test_a_keyboard_alone_unfolds_the_contents_and_goes_to_a_section(browser: Browser, page: Pages):
    opened(browser, page("usual"), width=390)
    pressed(browser, Keys.TAB)
    assert focused(browser) == "Skip to the results"
    pressed(browser, Keys.TAB)
    assert focused(browser) == "Contents"
    pressed(browser, Keys.ENTER, Keys.TAB, Keys.TAB)
    second = browser.find_elements(By.CSS_SELECTOR, ".contents li a")[1]
    assert focused(browser) == second.get_attribute("textContent")
    pressed(browser, Keys.ENTER)
    settled(browser, "scrollY > 500")
    assert browser.current_url.endswith(str(second.get_attribute("hash")))


def test_a_keyboard_alone_skips_to_the_results_and_reaches_what_can_be_taken_along(browser: Browser, page: Pages):
    opened(browser, page("usual"))
    pressed(browser, Keys.TAB, Keys.ENTER)
    assert browser.current_url.endswith("#main")
    reached = []
    while focused(browser) != "CSV":
        assert len(reached) < 40, reached
        pressed(browser, Keys.TAB)
        reached.append(focused(browser))
    assert reached[-3:] == ["PNG", "SVG", "CSV"]
    assert browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle") != "none"
