"""The page as text and the JSON beside it: one file, nothing from outside, everything labelled."""

import json
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import made_up_run
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.charts import names_for
from glasshouse.charts.look import PALETTE
from glasshouse.report.build import FRAMES, numbers_of, page_of, write_report
from glasshouse.results.run import Run

Pages = Callable[[str], Path]
MOST_BYTES = 3_000_000

CHARTS = names_for(made_up_run.made_up_run())


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


@pytest.fixture(scope="module")
def outline(page: Pages) -> Outline:
    return Outline(page("usual").read_text(encoding="utf-8"))


def test_the_page_is_one_file_of_less_than_three_megabytes(page: Pages):
    assert page("usual").stat().st_size < MOST_BYTES
    assert sorted(one.name for one in page("usual").parent.iterdir()) == ["report.html", "report.json"]


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


def test_there_is_one_copy_of_the_chart_library(page: Pages):
    assert page("usual").read_text(encoding="utf-8").count("window.vegaEmbed") == 1


@pytest.mark.parametrize("name", ["usual", *made_up_run.EDGES])
def test_headings_are_in_order_and_ids_used_once(page: Pages, name: str):
    outline = Outline(page(name).read_text(encoding="utf-8"))
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = Counter(attrs["id"] for _, attrs in outline.tags if "id" in attrs)
    assert [one for one, times in ids.items() if times > 1] == []


def test_the_page_has_a_language_and_landmarks(outline: Outline):
    assert outline.all("html") == [{"lang": "en"}]
    for landmark in ("header", "nav", "main", "footer"):
        assert len(outline.all(landmark)) == 1, landmark


def test_every_chart_has_its_text_and_its_numbers(outline: Outline):
    figures = [attrs["id"] for attrs in outline.all("figure")]
    assert set(figures) == set(CHARTS)
    drawn = [attrs for attrs in outline.all("div") if attrs.get("class") == "chart"]
    assert all(attrs["role"] == "img" and len(attrs["aria-label"] or "") > 60 for attrs in drawn)
    assert len(outline.all("figcaption")) == len(figures)


def test_every_table_has_a_caption_and_heads_with_a_scope(outline: Outline):
    assert len(outline.all("caption")) == len(outline.all("table"))
    assert {attrs["scope"] for attrs in outline.all("th")} == {"col", "row"}
    assert all(attrs["tabindex"] == "0" for attrs in outline.all("div") if attrs.get("class") == "scroll")


def test_links_lead_to_the_web_or_within_the_page(outline: Outline):
    links = [attrs["href"] or "" for attrs in outline.all("a")]
    assert all(link.startswith(("#", "https://", "http://")) for link in links)
    ids = {attrs["id"] for _, attrs in outline.tags if "id" in attrs}
    assert {link[1:] for link in links if link.startswith("#")} <= ids


def test_what_authors_write_is_shown_as_they_wrote_it_and_never_run(page: Pages):
    text = page("usual").read_text(encoding="utf-8")
    assert "traffic &lt;small &amp; large&gt;" in text
    assert "<small" not in text
    assert "javascript:" not in text


def test_charts_take_their_colours_from_the_page(outline: Outline):
    assert not [light for light, _ in PALETTE.values() if f'"{light}"' in outline.specs]
    assert "var(--sanction)" in outline.specs
    assert "http" not in outline.specs


def test_a_spec_cannot_end_its_script(run: Run):
    hostile = run.refusals.with_columns(title=made_up_run.pl.lit("</script><script>alert(1)</script>"))
    frames = {name: run.table(name) for name in made_up_run.TABLES} | {"refusals": hostile}
    page = page_of(made_up_run.run_of(frames))
    assert page.count("</script>") == 3
    assert "<script>alert" not in page


def test_the_same_run_gives_the_same_page(run: Run):
    assert page_of(run) == page_of(run)


def test_the_json_beside_the_page_holds_the_same_numbers(page: Pages, run: Run):
    numbers = json.loads(page("usual").with_suffix(".json").read_text(encoding="utf-8"))
    assert numbers["about"].startswith("Synthetic people only")
    assert set(numbers["frames"]) == {*FRAMES, "lives"}
    assert numbers["frames"]["sanctions"]["people"] == run.sanctions["people"].to_list()
    assert {row["metric"]: row["value"] for row in numbers["metrics"]}["median_recovery_months"] == 15.0
    assert len(set(numbers["frames"]["lives"]["person"])) == 5


@pytest.mark.parametrize("name", made_up_run.EDGES)
def test_what_is_no_number_is_null_in_the_json(edges: dict[str, Run], name: str):
    assert json.dumps(numbers_of(edges[name]), allow_nan=False)


def test_the_page_comes_with_its_folder(tmp_path: Path, run: Run):
    path = tmp_path / "new" / "page.html"
    assert write_report(run, path) == path
    assert path.with_suffix(".json").exists()


def test_a_place_that_cannot_be_written_to_is_told_kindly(tmp_path: Path, run: Run):
    (tmp_path / "file").write_text("")
    with pytest.raises(GlasshouseError, match="The report could not be written"):
        write_report(run, tmp_path / "file" / "report.html")


# Several schemes over the same files


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of a run of two schemes."""
    folder = tmp_path_factory.mktemp("several")
    write_report(made_up_run.of_several(), folder / "report.html")
    return folder


def test_every_scheme_has_a_page_and_its_numbers(several: Path):
    names = {"report.html", "report.json", "report-court-list.html", "report-court-list.json"}
    assert {path.name for path in several.iterdir()} == names


def test_each_page_leads_to_the_others_and_not_to_itself(several: Path):
    first, second = ((several / name).read_text(encoding="utf-8") for name in ("report.html", "report-court-list.html"))
    assert 'href="report-court-list.html"' in first
    assert 'href="report.html"' not in first
    assert 'href="report.html"' in second
    assert 'href="report-court-list.html"' not in second


def test_a_table_near_the_top_compares_all_schemes(several: Path):
    page = (several / "report.html").read_text(encoding="utf-8")
    assert page.index("All schemes of this run") < page.index('class="contents"')
    table = page[page.index("All schemes of this run") :].split("</table>")[0]
    for words in ("The list of the court", "540,000 people", "Refused by it", "Refused by any"):
        assert words in table


def test_the_numbers_hold_all_schemes(several: Path):
    told = json.loads((several / "report.json").read_text(encoding="utf-8"))
    assert [one["scheme"] for one in told["schemes"]] == ["harbour-2016", "court-list"]
    assert told["schemes"][0]["sanctioned"] == told["schemes"][1]["sanctioned"] == 7_788


def test_only_the_page_of_one_scheme_may_be_asked_for(tmp_path: Path):
    write_report(made_up_run.of_several(), tmp_path / "one.html", "court-list")
    assert {path.name for path in tmp_path.iterdir()} == {"one.html", "one.json"}
    assert "<h1>The list of the court</h1>" in (tmp_path / "one.html").read_text(encoding="utf-8")
    with pytest.raises(GlasshouseError, match="Did you mean 'court-list'"):
        write_report(made_up_run.of_several(), tmp_path / "two.html", "cuort-list")


def test_a_run_of_one_scheme_has_no_such_table(run: Run):
    assert "All schemes of this run" not in page_of(run)
