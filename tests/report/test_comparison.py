"""The page of a comparison: one file, the difference first, everything labelled; and in a browser."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from made_up_comparison import EDGES, made_up_comparison
from selenium import webdriver
from selenium.webdriver.common.by import By
from test_build import MOST_BYTES, Outline
from test_report import charts, marks, opened, requested, tip_at

from glasshouse.base.errors import GlasshouseError
from glasshouse.charts import names_for
from glasshouse.charts.look import PALETTE
from glasshouse.report import write_report
from glasshouse.report.comparison import FRAMES, page_of, pages_of, write_comparison

Browser = webdriver.Chrome

CHARTS = names_for(made_up_comparison())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a comparison in a folder of its own, with a page of one of its runs below."""
    folder = tmp_path_factory.mktemp("compared")
    (folder / "a").mkdir()
    (folder / "a" / "report.html").write_text("a")
    return write_report(made_up_comparison(), folder / "report.html")


@pytest.fixture(scope="module")
def outline(path: Path) -> Outline:
    return Outline(path.read_text(encoding="utf-8"))


def test_the_page_is_one_file_with_its_numbers_beside_it(path: Path):
    assert path.stat().st_size < MOST_BYTES
    assert sorted(one.name for one in path.parent.iterdir()) == ["a", "report.html", "report.json"]


def test_a_policy_forbids_the_network_and_every_script_but_its_own(outline: Outline):
    policy = next(attrs["content"] for attrs in outline.all("meta") if "http-equiv" in attrs)
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert [attrs.get("src") for attrs in outline.all("script")] == [None, None, None]


def test_the_difference_comes_first_and_both_worlds_after_it(path: Path):
    page = path.read_text(encoding="utf-8")
    places = [page.index(f'id="{name}"') for name in ("card-parted", "parting", "gains", "quote", "both", "repeat")]
    assert places == sorted(places)


def test_headings_are_in_order_and_links_lead_somewhere(outline: Outline):
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [str(attrs["id"]) for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] or "" for attrs in outline.all("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_every_chart_that_has_something_to_show_has_its_text_and_its_numbers(outline: Outline):
    figures = {attrs["id"] for attrs in outline.all("figure")}
    assert figures == set(CHARTS) - {"difference_employed"}  # the same in both worlds
    drawn = [attrs for attrs in outline.all("div") if attrs.get("class") == "chart"]
    assert all(attrs["role"] == "img" and len(attrs["aria-label"] or "") > 60 for attrs in drawn)
    assert len(outline.all("caption")) == len(outline.all("table"))


def test_a_report_of_a_side_is_linked_where_there_is_one(path: Path):
    page = path.read_text(encoding="utf-8")
    assert 'href="a/report.html"' in page
    assert 'href="b/report.html"' not in page
    assert "glasshouse report FOLDER/b" in page


def test_what_parted_two_lives_is_told(path: Path):
    assert "Flight: refused in a, granted in b." in path.read_text(encoding="utf-8")


def test_charts_take_their_colours_from_the_page(outline: Outline):
    assert not [light for light, _ in PALETTE.values() if f'"{light}"' in outline.specs]
    assert "var(--sanction)" in outline.specs
    assert "var(--free)" in outline.specs


def test_the_json_beside_the_page_holds_the_same_numbers(path: Path):
    numbers = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert numbers["about"].startswith("Synthetic people only")
    assert set(numbers["frames"]) == {*FRAMES, "people"}
    assert numbers["headline"][0]["big"] == "21,000"
    assert len(numbers["frames"]["people"]["person"]) == 5


def test_the_same_comparison_gives_the_same_page():
    assert page_of(made_up_comparison()) == page_of(made_up_comparison())


@pytest.mark.parametrize("name", EDGES)
def test_a_comparison_at_the_edge_has_a_page(name: str):
    page = page_of(EDGES[name](), pages={"people": "report.html", "firms": "report-firms.html"})
    assert "Synthetic people only" in page
    assert 'href="report-firms.html"' in page


def test_people_and_firms_have_a_page_each():
    assert {who: at.name for who, at in pages_of(EDGES["people_and_firms"](), Path("x/report.html")).items()} == {
        "people": "report.html", "firms": "report-firms.html"
    }  # fmt: skip


def test_a_place_that_cannot_be_written_to_is_told_kindly(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GlasshouseError, match="The report could not be written"):
        write_comparison(made_up_comparison(), tmp_path / "file" / "report.html")


# In a browser


@pytest.mark.browser
def test_the_page_opens_in_silence_without_a_network_and_draws_every_chart(browser: Browser, path: Path):
    opened(browser, path)
    assert browser.get_log("browser") == []
    assert requested(browser) <= {path.as_uri()}
    assert len(charts(browser)) == len(CHARTS) - 1
    assert all(marks(chart) > 8 for chart in charts(browser))


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_reaches_beyond_the_window(browser: Browser, path: Path, width: int):
    opened(browser, path, width=width, scheme="dark")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_no_text_of_a_chart_is_cut_off_on_a_phone(browser: Browser, path: Path):
    opened(browser, path, width=360)
    cut = browser.execute_script(
        "return [...document.querySelectorAll('.chart text')].filter((text) => {"
        "  const own = text.getBoundingClientRect(), all = text.closest('svg').getBoundingClientRect();"
        "  return own.width && (own.left < all.left - 1 || own.right > all.right + 1);"
        "}).map((text) => text.textContent)"
    )
    assert cut == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ["lives_parted", "sanctioned_in_each", "difference_money"])
def test_the_pointer_reads_the_numbers(browser: Browser, path: Path, name: str):
    opened(browser, path)
    told = tip_at(browser, name)
    assert re.search(r"\d", told)
    assert "undefined" not in told


@pytest.mark.browser
def test_without_script_every_number_can_still_be_read(browser: Browser, path: Path):
    opened(browser, path, script=False)
    assert not any(chart.is_displayed() for chart in charts(browser))
    assert browser.find_element(By.CSS_SELECTOR, "#card-parted .big").text == "21,000"
    assert len(browser.find_elements(By.CSS_SELECTOR, "figure details")) == len(CHARTS) - 1


@pytest.mark.browser
def test_no_word_of_the_page_passes_a_verdict(browser: Browser, path: Path):
    opened(browser, path)
    words = set(browser.find_element(By.TAG_NAME, "body").text.lower().replace(".", " ").split())
    assert not words & {"unfair", "fair", "biased", "bias", "fail", "fails", "discriminates", "illegal", "worst"}
