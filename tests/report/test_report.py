"""Pages in a browser: they open offline, draw every chart, and fit a phone, dark paper and no script."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import made_up_run
import pytest
from each_kind import STUDIES
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from windows import Browser, opened

from glasshouse.charts.style import PALETTE

pytestmark = pytest.mark.browser
Pages = Callable[[str], Path]


def charts(browser: Browser) -> list[WebElement]:
    return browser.find_elements(By.CLASS_NAME, "chart")


def marks(chart: WebElement) -> int:
    """How many drawn shapes and texts a chart has."""
    return len(chart.find_elements(By.CSS_SELECTOR, "svg path[d], svg text, svg line"))


def requested(browser: Browser) -> set[str]:
    """The addresses that the browser asked for since the page was opened."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
    return {url for url in sent if not url.startswith("data:")}


@pytest.fixture(params=STUDIES)
def each(request: pytest.FixtureRequest, browser: Browser, page: Pages) -> Path:
    """The page of a study of each kind, opened."""
    path = page(request.param)
    opened(browser, path)
    return path


@pytest.fixture
def usual(browser: Browser, page: Pages) -> Browser:
    opened(browser, page("usual"))
    return browser


def test_the_first_line_says_that_people_are_synthetic(usual: Browser):
    first = usual.find_element(By.TAG_NAME, "body").text.splitlines()[0]
    assert first.startswith("Synthetic people only: this report describes no real person.")
    assert first.endswith("a result under stated assumptions, not a forecast.")


def test_the_console_stays_silent_and_nothing_is_asked_of_any_network(browser: Browser, each: Path):
    assert browser.get_log("browser") == []
    assert requested(browser) <= {each.as_uri()}
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_a_request_to_a_network_would_be_stopped(usual: Browser):
    stopped = usual.execute_async_script(
        "const done = arguments[0];"
        "document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));"
        "fetch('https://example.org/').catch(() => {});"
    )
    assert stopped == "connect-src"


def test_every_chart_is_drawn(browser: Browser, each: Path):
    assert len(charts(browser)) == each.read_text(encoding="utf-8").count("<figure")
    for chart in charts(browser):
        svg = chart.find_element(By.TAG_NAME, "svg")
        assert svg.size["width"] > 150, chart.get_attribute("id")
        assert svg.size["height"] > 60, chart.get_attribute("id")
        assert marks(chart) > 5, chart.get_attribute("id")


@pytest.mark.parametrize("name", made_up_run.EDGES)
def test_a_run_at_the_edge_draws_what_it_has_in_silence(browser: Browser, page: Pages, name: str):
    opened(browser, page(name))
    assert browser.get_log("browser") == []
    assert all(marks(chart) > 8 for chart in charts(browser))
    assert browser.find_elements(By.CLASS_NAME, "empty") or name in ("nobody_recovers", "with_gaps", "only_migrants")


@pytest.mark.parametrize("name", STUDIES)
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_reaches_beyond_the_window(browser: Browser, page: Pages, width: int, name: str):
    opened(browser, page(name), width=width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    right = "return Math.max(...[...document.querySelectorAll('svg')].map((one) => one.getBoundingClientRect().right))"
    assert browser.execute_script(right) <= width


@pytest.mark.parametrize("name", STUDIES)
def test_no_text_of_a_chart_is_cut_off_on_a_phone(browser: Browser, page: Pages, name: str):
    opened(browser, page(name), width=360)
    cut = browser.execute_script(
        "return [...document.querySelectorAll('.chart text')].filter((text) => {"
        "  const own = text.getBoundingClientRect(), all = text.closest('svg').getBoundingClientRect();"
        "  return own.width && (own.left < all.left - 1 || own.right > all.right + 1);"
        "}).map((text) => text.textContent)"
    )
    assert cut == []


def test_a_narrower_window_draws_narrower_charts(usual: Browser):
    before = charts(usual)[0].find_element(By.TAG_NAME, "svg").size["width"]
    size = {"width": 700, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    usual.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    time.sleep(0.5)
    assert charts(usual)[0].find_element(By.TAG_NAME, "svg").size["width"] < before


@pytest.mark.parametrize("name", STUDIES)
@pytest.mark.parametrize(("scheme", "paper"), [("light", 0), ("dark", 1)])
def test_page_and_charts_follow_the_paper(browser: Browser, page: Pages, scheme: str, paper: int, name: str):
    opened(browser, page(name), scheme=scheme)

    def rgb(name: str) -> str:
        colour = PALETTE[name][paper]
        return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))

    background = "return getComputedStyle(document.body).backgroundColor"
    assert browser.execute_script(background) == rgb("paper")
    fills = browser.execute_script(
        "return [...document.querySelectorAll('.chart text, .chart path')].map((one) => getComputedStyle(one).fill)"
    )
    assert {rgb("ink"), rgb("sanction"), rgb("free")} <= set(fills)


def tip_at(browser: Browser, name: str) -> str:
    """What is shown when the pointer rests near the middle of a chart."""
    chart = browser.find_element(By.ID, f"chart-{name}")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", chart)
    pointer = ActionChains(browser)
    pointer.move_to_element_with_offset(chart, -60, 40).move_by_offset(2, 0).perform()
    until = time.monotonic() + 5
    while not (tips := browser.find_elements(By.CSS_SELECTOR, "#vg-tooltip-element.visible")):
        assert time.monotonic() < until, name
        time.sleep(0.05)
    return tips[0].text


def test_the_pointer_reads_the_numbers_of_a_month(usual: Browser):
    told = tip_at(usual, "sanctions_over_time")
    month = int(re.findall(r"month (\d+)", told)[0])
    row = made_up_run.made_up_run().sanctions.row(month, named=True)
    assert 10 < month < 50
    assert f"under sanction {row['people']:,}" in told
    assert f"by wrong records {row['wrongly']:,}" in told


@pytest.mark.parametrize("name", ["lives_parted", "sanctioned_in_each", "difference_money"])
def test_the_pointer_reads_the_numbers_of_two_worlds(browser: Browser, page: Pages, name: str):
    opened(browser, page("worlds"))
    told = tip_at(browser, name)
    assert re.search(r"\d", told)
    assert "undefined" not in told


@pytest.mark.parametrize("name", ["grades_over_time", "recovery", "living_money", "score_distribution", "flows"])
def test_the_pointer_reads_every_kind_of_chart(usual: Browser, name: str):
    told = tip_at(usual, name)
    assert re.search(r"\d", told)
    assert "undefined" not in told


@pytest.mark.parametrize(
    ("name", "card", "big"),
    [("usual", "sanctioned", "7,788"), ("many", "wrongful", "%"), ("worlds", "parted", "21,000")],
)
def test_without_script_every_number_can_still_be_read(browser: Browser, page: Pages, name: str, card: str, big: str):
    opened(browser, page(name), script=False)
    assert not any(chart.is_displayed() for chart in charts(browser))
    folded = browser.find_elements(By.CSS_SELECTOR, "figure details")
    assert len(folded) == len(charts(browser))
    folded[0].find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    assert folded[0].find_element(By.TAG_NAME, "table").is_displayed()
    assert big in browser.find_element(By.CSS_SELECTOR, f"#card-{card} .big").text


def test_a_keyboard_finds_the_way_past_the_head_and_sees_where_it_is(usual: Browser):
    skip = usual.find_element(By.CLASS_NAME, "skip")
    usual.execute_script("arguments[0].focus()", skip)
    assert skip.is_displayed()
    assert skip.get_attribute("href").endswith("#main")
    links = usual.find_elements(By.CSS_SELECTOR, ".contents a")
    assert all(usual.find_elements(By.CSS_SELECTOR, link.get_attribute("hash")) for link in links)


def test_what_is_folded_is_open_on_paper(usual: Browser):
    usual.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert usual.find_elements(By.CSS_SELECTOR, "main details:not([open])") == []
    usual.execute_script("dispatchEvent(new Event('afterprint'))")
    assert usual.find_elements(By.CSS_SELECTOR, "details[open]") == []


def test_paper_keeps_what_is_solid_apart_from_what_is_hollow(usual: Browser):
    usual.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    adjusts = (
        "return [...document.querySelectorAll('.bar, .dots i')].map((one) => getComputedStyle(one).printColorAdjust)"
    )
    assert set(usual.execute_script(adjusts)) == {"exact"}  # or browsers leave out what fills a bar
    usual.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_every_sheet_of_paper_says_that_people_are_synthetic(usual: Browser):
    boxes = usual.execute_script(
        "return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])"
        ".filter((one) => one instanceof CSSPageRule).map((one) => one.cssText).join()"
    )
    assert 'content: "Synthetic people, no real data · ' in boxes
    assert "counter(page)" in boxes


def test_no_word_of_the_page_passes_a_verdict(browser: Browser, each: Path):
    words = set(browser.find_element(By.TAG_NAME, "body").text.lower().replace(".", " ").split())
    assert not words & {
        "unfair",
        "fair",
        "biased",
        "bias",
        "fail",
        "fails",
        "pass",
        "passes",
        "discriminates",
        "illegal",
    }
