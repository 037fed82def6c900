"""Pages on the disk, and the numbers beside each."""

import json
from pathlib import Path

import made_up_run
import pytest
from made_up_comparison import EDGES, made_up_comparison
from small_twin_ensemble import twins_of

from glasshouse.base.errors import GlasshouseError
from glasshouse.charts.study import Study
from glasshouse.report.write import pages_of, write_report
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run

FIRMS = ["report-firms.html", "report-firms.json", "report.html", "report.json"]


def test_the_page_comes_with_its_folder(tmp_path: Path, run: Run):
    path = tmp_path / "new" / "page.html"
    assert write_report(run, path) == path
    assert path.with_suffix(".json").exists()


@pytest.mark.parametrize("name", ["usual", "many", "worlds", "many_worlds"])
def test_a_place_that_cannot_be_written_to_is_told_kindly(tmp_path: Path, name: str, studies: dict[str, Study]):
    (tmp_path / "file").write_text("")
    with pytest.raises(GlasshouseError, match="The report could not be written"):
        write_report(studies[name], tmp_path / "file" / "report.html")


@pytest.mark.parametrize("name", ["usual", "many", "worlds", "many_worlds"])
def test_a_place_that_is_none_of_a_page_is_refused(tmp_path: Path, name: str, studies: dict[str, Study]):
    with pytest.raises(GlasshouseError, match="Name the page itself"):
        write_report(studies[name], tmp_path / "report.json")
    with pytest.raises(GlasshouseError, match="is a folder"):
        write_report(studies[name], tmp_path)


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
    assert page.index("All schemes, over the same files") < page.index("<figure")
    table = page[page.index("All schemes, over the same files") :].split("</table>")[0]
    for words in ("The list of the court", "540,000", "Refused by it", "Refused by any"):
        assert words in table


def test_the_numbers_hold_all_schemes(several: Path):
    told = json.loads((several / "report.json").read_text(encoding="utf-8"))
    assert [one["scheme"] for one in told["schemes"]] == ["harbour-2016", "court-list"]
    assert told["schemes"][0]["sanctioned"] == told["schemes"][1]["sanctioned"] == 7_788


def test_only_the_page_of_one_scheme_may_be_asked_for(tmp_path: Path):
    write_report(made_up_run.of_several(), tmp_path / "one.html", "court-list")
    assert {path.name for path in tmp_path.iterdir()} == {"one.html", "one.json"}
    assert "<h1>The list of the court <code" in (tmp_path / "one.html").read_text(encoding="utf-8")
    with pytest.raises(GlasshouseError, match="Did you mean 'court-list'"):
        write_report(made_up_run.of_several(), tmp_path / "two.html", "cuort-list")


def test_a_scheme_that_is_not_there_is_refused(tmp_path: Path, ensemble: Ensemble):
    with pytest.raises(GlasshouseError, match="Did you mean 'harbour-2016'"):
        write_report(ensemble, tmp_path / "page.html", "harbour-2015")
    assert not list(tmp_path.iterdir())


def test_two_worlds_have_no_page_of_one_scheme(tmp_path: Path):
    with pytest.raises(GlasshouseError, match="about all their schemes"):
        write_report(made_up_comparison(), tmp_path / "page.html", "harbour-2016")


# People and firms


def test_people_and_firms_have_a_page_each():
    assert {who: at.name for who, at in pages_of(EDGES["people_and_firms"](), Path("x/report.html")).items()} == {
        "people": "report.html", "firms": "report-firms.html"
    }  # fmt: skip


def test_people_and_firms_have_a_page_each_that_leads_to_the_other(tmp_path: Path):
    written = write_report(twins_of(EDGES["people_and_firms"]()), tmp_path / "report.html")
    assert sorted(one.name for one in tmp_path.iterdir()) == FIRMS
    assert 'href="report-firms.html"' in written.read_text(encoding="utf-8")
    assert 'href="report.html"' in (tmp_path / "report-firms.html").read_text(encoding="utf-8")
