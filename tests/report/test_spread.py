"""The report of an ensemble: the method named, numbers with intervals, one page that needs nothing else."""

import json
from pathlib import Path

import made_up_run
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from small_ensemble import ensemble_of_run
from test_report import charts, marks, opened, requested

from glasshouse.base.errors import GlasshouseError
from glasshouse.charts import names_for
from glasshouse.report.spread import cards, methods, numbers_of, page_of, write_spread
from glasshouse.results.ensemble import Ensemble

Browser = webdriver.Chrome

CHARTS = names_for(ensemble_of_run(made_up_run.made_up_run()))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, ensemble: Ensemble) -> Path:
    return write_spread(ensemble, tmp_path_factory.mktemp("spread") / "report.html")


def test_the_method_is_named_in_plain_words(ensemble: Ensemble):
    text = page_of(ensemble)
    assert "5 runs that differ only in chance" in text
    assert "95 % interval by Student’s t" in text
    assert "A single run strays further" in text


def test_one_run_says_that_it_has_no_interval():
    (said,) = methods(ensemble_of_run(made_up_run.made_up_run(), seeds=1))
    assert "there is no interval" in said


def test_the_four_big_numbers_have_intervals(ensemble: Ensemble):
    assert [card.id for card in cards(ensemble)] == ["sanctioned", "wrongful", "recovery", "disparity"]
    assert all(" to " in card.detail or "in every run" in card.detail for card in cards(ensemble))


@pytest.mark.parametrize("edge", made_up_run.EDGES)
def test_runs_at_the_edge_have_a_page(edge: str, edge_ensembles: dict[str, Ensemble]):
    text = page_of(edge_ensembles[edge])
    assert ">None<" not in text
    assert ">nan<" not in text.lower()


def test_the_numbers_lie_beside_the_page(page: Path, ensemble: Ensemble):
    told = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert told == json.loads(json.dumps(numbers_of(ensemble)))
    assert set(told["charts"]) == set(CHARTS)
    assert {"people", "people_low", "people_high", "people_sd"} <= set(told["frames"]["sanctions"])


def test_a_scheme_that_is_not_there_is_refused(tmp_path: Path, ensemble: Ensemble):
    with pytest.raises(GlasshouseError, match="Did you mean 'harbour-2016'"):
        write_spread(ensemble, tmp_path / "page.html", "harbour-2015")
    assert not list(tmp_path.iterdir())


# In a browser


@pytest.mark.browser
def test_every_chart_is_drawn_in_silence_and_without_a_network(browser: Browser, page: Path):
    opened(browser, page)
    assert requested(browser) == {page.as_uri()}
    drawn = charts(browser)
    assert len(drawn) == len(CHARTS)
    assert all(marks(chart) > 5 for chart in drawn)
    assert browser.get_log("browser") == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_reaches_beyond_the_window(browser: Browser, page: Path, width: int):
    opened(browser, page, width=width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_no_text_of_a_chart_is_cut_off_on_a_phone(browser: Browser, page: Path):
    opened(browser, page, width=360)
    cut = browser.execute_script(
        "return [...document.querySelectorAll('.chart svg text')].filter(one => {"
        " const text = one.getBoundingClientRect(), box = one.closest('svg').getBoundingClientRect();"
        " return text.width && (text.left < box.left - 1 || text.right > box.right + 1); }).map(one => one.textContent)"
    )
    assert cut == []


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(251, 250, 246)"), ("dark", "rgb(20, 25, 29)")])
def test_the_page_follows_the_paper(browser: Browser, page: Path, scheme: str, paper: str):
    opened(browser, page, scheme=scheme)
    body = browser.find_element(By.TAG_NAME, "body")
    assert body.value_of_css_property("background-color").replace("rgba", "rgb").replace(", 1)", ")") == paper


@pytest.mark.browser
def test_without_script_every_number_can_still_be_read(browser: Browser, page: Path):
    opened(browser, page, script=False)
    assert not browser.execute_script("return document.documentElement.classList.contains('drawn')")
    assert len(browser.find_elements(By.CSS_SELECTOR, "details table")) >= len(CHARTS)
