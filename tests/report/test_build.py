"""The page of any study as text: one file, nothing from outside, everything labelled."""

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import made_up_comparison
import made_up_run
import pytest
from each_kind import STUDIES
from small_twin_ensemble import twins_of

from glasshouse.charts import names_for, words_of
from glasshouse.charts.study import Study
from glasshouse.charts.style import PALETTE
from glasshouse.report.build import page_of
from glasshouse.report.page import Links
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run

Pages = Callable[[str], Path]
MOST_BYTES = 3_000_000


class Outline(HTMLParser):
    """What a test asks of a page: its tags with their attributes, and the specs inside it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.specs = ""
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = ("id", "specs") in attrs

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.specs += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module", params=STUDIES)
def name(request: pytest.FixtureRequest) -> str:
    """The name of a study of each kind."""
    return str(request.param)


@pytest.fixture(scope="module")
def text(page: Pages, name: str) -> str:
    return page(name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def outline(text: str) -> Outline:
    return Outline(text)


def test_the_page_is_one_file_of_less_than_three_megabytes(page: Pages, name: str):
    assert page(name).stat().st_size < MOST_BYTES
    beside = {one.name for one in page(name).parent.iterdir()}
    assert beside - {"a"} == {"report.html", "report.json"}


def test_the_page_takes_nothing_from_elsewhere(outline: Outline):
    assert not outline.all("iframe") + outline.all("object") + outline.all("embed") + outline.all("img")
    assert [attrs.get("src") for attrs in outline.all("script")] == [None, None, None]
    assert [attrs["href"] for attrs in outline.all("link")] == ["data:,"]


def test_a_policy_forbids_the_network_and_every_script_but_its_own(outline: Outline):
    policy = next(attrs["content"] for attrs in outline.all("meta") if "http-equiv" in attrs)
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    assert policy.count("sha256-") == 2


def test_there_is_one_copy_of_the_chart_library(text: str):
    assert text.count("window.vegaEmbed") == 1


def well_formed(page: str) -> None:
    """Headings go down step by step, ids are used once, and links within the page lead somewhere."""
    outline = Outline(page)
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = Counter(str(attrs["id"]) for _, attrs in outline.tags if "id" in attrs)
    assert [one for one, times in ids.items() if times > 1] == []
    links = [attrs["href"] or "" for attrs in outline.all("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert ">None<" not in page
    assert ">nan<" not in page.lower()


@pytest.mark.parametrize("name", [*STUDIES, *made_up_run.EDGES])
def test_headings_are_in_order_and_ids_used_once(page: Pages, name: str):
    well_formed(page(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("edge", made_up_run.EDGES)
def test_runs_at_the_edge_have_a_page(edge: str, edge_ensembles: dict[str, Ensemble]):
    well_formed(page_of(edge_ensembles[edge]))


@pytest.mark.parametrize("edge", made_up_comparison.EDGES)
def test_comparisons_at_the_edge_have_a_page(edge: str):
    made = made_up_comparison.EDGES[edge]()
    links = Links(who={"people": "report.html", "firms": "report-firms.html"})
    text = page_of(made, links)
    assert 'href="report-firms.html"' in text
    well_formed(text)
    for who in made.info["who"]:
        well_formed(page_of(twins_of(made).of(who)))


def test_the_page_has_a_language_and_landmarks(outline: Outline):
    assert outline.all("html") == [{"lang": "en"}]
    for landmark in ("header", "nav", "main", "footer"):
        assert len(outline.all(landmark)) == 1, landmark


def test_every_chart_that_has_something_to_show_has_its_text_and_its_numbers(
    outline: Outline, name: str, studies: dict[str, Study]
):
    study = studies[name]
    figures = {attrs["id"] for attrs in outline.all("figure")}
    assert figures == {one for one in names_for(study) if not words_of(one, study).empty}
    drawn = [attrs for attrs in outline.all("div") if attrs.get("class") == "chart"]
    assert all(attrs["role"] == "img" and len(attrs["aria-label"] or "") > 60 for attrs in drawn)
    assert len(outline.all("figcaption")) == len(figures) == len(drawn)


def test_every_table_has_a_caption_and_heads_with_a_scope(outline: Outline):
    assert len(outline.all("caption")) == len(outline.all("table"))
    assert {attrs["scope"] for attrs in outline.all("th")} == {"col", "row"}
    assert all(attrs["tabindex"] == "0" for attrs in outline.all("div") if attrs.get("class") == "scroll")


def test_links_lead_to_the_web_or_to_pages_beside(outline: Outline):
    links = [attrs["href"] or "" for attrs in outline.all("a")]
    away = [link for link in links if not link.startswith(("#", "https://", "http://", "a/report.html"))]
    assert all(link.startswith("data:text/csv;") for link in away)  # the numbers of a chart, which the page holds


def test_what_authors_write_is_shown_as_they_wrote_it_and_never_run(page: Pages):
    text = page("usual").read_text(encoding="utf-8")
    assert "traffic &lt;small &amp; large&gt;" in text
    assert "<small" not in text
    assert "javascript:" not in text


def test_charts_take_their_colours_from_the_page(outline: Outline):
    assert not [light for light, _ in PALETTE.values() if f'"{light}"' in outline.specs]
    assert "var(--ink)" in outline.specs
    assert "http" not in outline.specs


def test_a_spec_cannot_end_its_script(run: Run):
    hostile = run.refusals.with_columns(title=made_up_run.pl.lit("</script><script>alert(1)</script>"))
    frames = {name: run.table(name) for name in made_up_run.TABLES} | {"refusals": hostile}
    page = page_of(made_up_run.run_of(frames))
    assert page.count("</script>") == 3
    assert "<script>alert" not in page


def test_the_same_study_gives_the_same_page(name: str, studies: dict[str, Study]):
    assert page_of(studies[name]) == page_of(studies[name])


def test_a_run_of_one_scheme_has_no_table_of_schemes(run: Run):
    assert "All schemes, over the same files" not in page_of(run)


def test_the_difference_comes_first_and_both_worlds_after_it(page: Pages):
    text = page("worlds").read_text(encoding="utf-8")
    places = [text.index(f'id="{name}"') for name in ("card-parted", "parting", "gains", "quote", "both", "repeat")]
    assert places == sorted(places)


def test_the_method_comes_before_the_first_chart(page: Pages):
    for name in ("many", "many_worlds"):
        text = page(name).read_text(encoding="utf-8")
        assert text.index('id="method"') < text.index("<figure")


def test_a_report_of_a_side_is_linked_where_there_is_one(page: Pages):
    text = page("worlds").read_text(encoding="utf-8")
    assert 'href="a/report.html"' in text
    assert 'href="b/report.html"' not in text
    assert "glasshouse report FOLDER/b" in text


def test_what_made_two_lives_differ_is_told(page: Pages):
    assert "Flight: refused in a, granted in b." in page("worlds").read_text(encoding="utf-8")


def test_what_shared_chances_buy_has_a_section_with_both_variances(page: Pages):
    text = page("many_worlds").read_text(encoding="utf-8")
    assert "What shared chances buy" in text
    assert "Variance, chances shared" in text
    assert "Independent pairs for the same interval" in text


def test_what_one_run_rests_on_many_rest_on_too(page: Pages):
    text = page("many").read_text(encoding="utf-8")
    for section in ("rules", "left-out", "assumptions", "population", "legal", "glossary"):
        assert f'<section id="{section}"' in text, section
