"""Charts taken along from a page: each file says of itself that nobody in it is real."""

import base64
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selenium.webdriver.common.by import By
from windows import Browser, opened

from glasshouse.results.run import SYNTHETIC

pytestmark = pytest.mark.browser
Pages = Callable[[str], Path]

INK_AT_THE_FOOT = """
const [encoded, done] = arguments;
const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
createImageBitmap(new Blob([bytes], {type: "image/png"})).then((picture) => {
  const canvas = new OffscreenCanvas(picture.width, 64), pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 64 - picture.height);
  const {data} = pen.getImageData(0, 0, picture.width, 64), paper = data.slice(0, 3);
  let ink = 0;
  for (let at = 0; at < data.length; at += 4) ink += Math.abs(data[at] - paper[0]) > 60;
  done([picture.width, picture.height, ink]);
});
"""
"""Width and height of a picture, and how many pixels of its last 64 rows, where the caption stands, are not paper."""


@pytest.fixture
def taken(browser: Browser, tmp_path: Path) -> Callable[[str, str], bytes]:
    """Press a button of a chart; what then lies in the folder of downloads."""
    behaviour = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)

    def take(chart: str, kind: str) -> bytes:
        figure = browser.find_element(By.ID, chart)
        button = next(one for one in figure.find_elements(By.CSS_SELECTOR, ".take *") if one.text == kind)
        browser.execute_script("arguments[0].click()", button)
        file, until = tmp_path / f"{chart}.{kind.lower()}", time.monotonic() + 10
        while not file.exists():
            assert time.monotonic() < until, f"{file.name} never came"
            time.sleep(0.02)
        return file.read_bytes()

    return take


def words(svg: str) -> str:
    """All words of a picture, one after the other."""
    texts = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return " ".join(" ".join(one.itertext()) for one in texts)


@pytest.mark.parametrize("name", ["usual", "many_worlds"])
def test_each_file_carries_the_caveat_and_is_of_the_chart_that_was_asked_for(
    browser: Browser, page: Pages, taken: Callable[[str, str], bytes], name: str
):
    opened(browser, page(name), width=390, scheme="dark")
    figure = browser.find_element(By.TAG_NAME, "figure")
    chart = figure.get_attribute("id")
    assert chart is not None

    table = taken(chart, "CSV").decode("utf-8-sig")
    assert SYNTHETIC in table

    drawn = taken(chart, "SVG").decode()
    assert SYNTHETIC in words(drawn)
    assert "Glasshouse" in words(drawn)
    assert figure.find_element(By.TAG_NAME, "h3").text[:20] in words(drawn)
    assert "var(--" not in drawn

    picture = taken(chart, "PNG")
    assert picture.startswith(b"\x89PNG")
    width, height, ink = browser.execute_async_script(INK_AT_THE_FOOT, base64.b64encode(picture).decode())
    assert width > 1_000
    assert height > 300
    assert ink > 500
    assert browser.get_log("browser") == []
