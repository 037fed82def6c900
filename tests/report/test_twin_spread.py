"""The report of many comparisons: the method named, numbers with intervals, one page that needs nothing else."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from made_up_comparison import EDGES, made_up_comparison
from selenium import webdriver
from selenium.webdriver.common.by import By
from small_twin_ensemble import twins_of
from test_build import MOST_BYTES, Outline
from test_report import charts, marks, opened, requested

from glasshouse.charts import names_for
from glasshouse.charts.look import PALETTE
from glasshouse.report import write_report
from glasshouse.report.twin_spread import bought, cards, may_be_said, methods, numbers_of, opening, page_of
from glasshouse.results.twin_ensemble import TwinEnsemble

Browser = webdriver.Chrome

CHARTS = names_for(twins_of(made_up_comparison()))


@pytest.fixture(scope="module")
def twins() -> TwinEnsemble:
    return twins_of(made_up_comparison())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, twins: TwinEnsemble) -> Path:
    return write_report(twins, tmp_path_factory.mktemp("twins") / "report.html")


def test_the_method_is_named_in_plain_words_before_the_first_chart(twins: TwinEnsemble):
    text = page_of(twins)
    assert "5 comparisons that differ only in chance" in text
    assert "95 % interval by Student’s t" in text
    assert text.index('id="method"') < text.index('id="lives_parted"')


def test_one_comparison_says_that_it_has_no_interval():
    once = twins_of(made_up_comparison(), seeds=1)
    (said,) = methods(once)
    assert "there is no interval" in said
    assert "once, with seed" in opening(once)
    assert "nothing of how far" in bought(once)
    assert ">None<" not in page_of(once)


def test_the_four_big_numbers_have_intervals(twins: TwinEnsemble):
    assert [card.id for card in cards(twins)] == ["parted", "sanctioned", "refused", "conduct"]
    assert all(" to " in card.detail or "in every run" in card.detail for card in cards(twins))


def test_sentences_that_may_be_quoted_have_intervals(twins: TwinEnsemble):
    said = may_be_said(twins)
    assert len(said) == 3
    assert all(re.search(r"\([\d,.]+ to [\d,.]+\)", one) and "Student’s t" in one for one in said)


@pytest.mark.parametrize("edge", EDGES)
def test_comparisons_at_the_edge_have_a_page(edge: str):
    ensemble = twins_of(EDGES[edge]())
    for who in ensemble.info["who"]:
        text = page_of(ensemble.of(who))
        assert ">None<" not in text
        assert ">nan<" not in text.lower()


def test_what_shared_chances_buy_has_a_section_with_both_variances(twins: TwinEnsemble):
    text = page_of(twins)
    assert "What shared chances buy" in text
    assert "Variance, chances shared" in text
    assert "Independent pairs for the same interval" in text


def test_people_and_firms_have_a_page_each_that_leads_to_the_other(tmp_path: Path):
    written = write_report(twins_of(EDGES["people_and_firms"]()), tmp_path / "report.html")
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "report-firms.html", "report-firms.json", "report.html", "report.json"
    ]  # fmt: skip
    assert 'href="report-firms.html"' in written.read_text(encoding="utf-8")
    assert 'href="report.html"' in (tmp_path / "report-firms.html").read_text(encoding="utf-8")


def test_a_common_past_is_said(twins: TwinEnsemble):
    of = {"run": "abc", "at": 17, "begins": "2017-06", "schemes": ["harbour"]}
    forked = TwinEnsemble({**twins.info, "branch": of}, twins._read)
    assert "From 2017-06 on they go on apart" in page_of(forked)
    assert 'id="past"' not in page_of(twins)


def test_the_numbers_lie_beside_the_page(page: Path, twins: TwinEnsemble):
    told = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert told == json.loads(json.dumps(numbers_of(twins)))
    assert set(told["charts"]) == set(CHARTS)
    assert {"parted", "parted_low", "parted_high", "parted_sd"} <= set(told["frames"]["standing"])


def test_the_page_is_one_sound_file(page: Path):
    assert page.stat().st_size < MOST_BYTES
    outline = Outline(page.read_text(encoding="utf-8"))
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [str(attrs["id"]) for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] or "" for attrs in outline.all("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


# In a browser


@pytest.mark.browser
def test_every_chart_is_drawn_in_silence_and_without_a_network(browser: Browser, page: Path):
    opened(browser, page)
    assert requested(browser) == {page.as_uri()}
    drawn = charts(browser)
    assert len(drawn) == len(CHARTS) - 1  # work is the same in both worlds
    assert all(marks(chart) > 5 for chart in drawn)
    assert browser.get_log("browser") == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_reaches_beyond_the_window(browser: Browser, page: Path, width: int):
    opened(browser, page, width=width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_dark_page_is_dark(browser: Browser, page: Path):
    opened(browser, page, scheme="dark")
    paper = browser.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")
    channels = [str(int(PALETTE["paper"][1][at : at + 2], 16)) for at in (1, 3, 5)]
    assert ", ".join(channels) in paper
