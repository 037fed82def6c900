"""Charts as files: each says of itself what it shows, from where it is, and that the people are synthetic."""

import csv
import json
from pathlib import Path

import pytest
from made_up_comparison import made_up_comparison
from small_twin_ensemble import twins_of

from glasshouse import charts
from glasshouse.base.errors import GlasshouseError
from glasshouse.charts.caption import caption_of
from glasshouse.charts.files import csv_of
from glasshouse.charts.style import PALETTE
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import SYNTHETIC, Run


def commented(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@pytest.mark.parametrize("ending", ["png", "svg", "json", "csv"])
def test_a_file_is_what_its_name_says(run: Run, tmp_path: Path, ending: str):
    path = charts.save("sanctions_over_time", run, tmp_path / "new" / f"x.{ending}")
    begins = {"png": b"\x89PNG", "svg": b"<svg", "json": b"{", "csv": b"# "}
    assert path.read_bytes().startswith(begins[ending])
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", ["svg", "json", "csv"])
def test_a_file_says_what_it_shows_from_where_it_is_and_that_nobody_is_real(run: Run, tmp_path: Path, ending: str):
    text = charts.save("recovery", run, tmp_path / f"x.{ending}").read_text(encoding="utf-8")
    assert charts.words_of("recovery", run).title.split(" ")[-1] in text
    for line in (SYNTHETIC, caption_of(run)[1]):
        assert line in text


def test_a_table_begins_with_comments_and_then_holds_numbers_that_programs_can_read(run: Run):
    text = csv_of("refusals", run)
    title, caption, caveat, source = commented(text)
    assert title == f"# {charts.words_of('refusals', run).title}"
    assert caption == "# Requests over the whole run, by service"
    assert (caveat, source) == tuple(f"# {line}" for line in caption_of(run))
    flight = next(row for row in rows_of(text) if row["title"] == "Flight")
    known = run.refusals.filter(title="Flight").row(0, named=True)
    assert int(flight["refused"]) == known["refused"]
    assert float(flight["refused_share"]) == pytest.approx(known["refused_share"], rel=1e-5)


def test_beside_a_mean_stand_the_ends_of_its_interval(ensemble: Ensemble):
    for row in rows_of(csv_of("refusals", ensemble)):
        if row["refused_low"]:
            assert float(row["refused_low"]) <= float(row["refused"]) <= float(row["refused_high"])
    assert any(row["refused_low"] for row in rows_of(csv_of("refusals", ensemble)))


def test_every_chart_of_every_study_has_a_column_for_each_name_once(run: Run, ensemble: Ensemble):
    pair = made_up_comparison()
    for study in (run, ensemble, pair, twins_of(pair)):
        for name in charts.names_for(study):
            if not charts.words_of(name, study).empty:
                head, *rows = csv.reader(line for line in csv_of(name, study).splitlines() if line[:1] != "#")
                assert len(set(head)) == len(head) > 1, name
                assert rows, name
                assert {len(row) for row in rows} == {len(head)}, name


def test_a_picture_may_be_wider_or_for_dark_paper(run: Run, tmp_path: Path):
    spec = json.loads(charts.save("recovery", run, tmp_path / "x.json", width=400, dark=True).read_text())
    assert (spec["width"], spec["background"]) == (400, PALETTE["paper"][1])
    with pytest.raises(GlasshouseError, match="from 320 to 1,600 pixels"):
        charts.save("recovery", run, tmp_path / "y.png", width=20)
    with pytest.raises(GlasshouseError, match="no width and no paper"):
        charts.save("recovery", run, tmp_path / "y.csv", dark=True)
    assert not list(tmp_path.glob("y*"))


@pytest.mark.parametrize(("name", "says"), [
    ("recovry", "is not a chart. Did you mean 'recovery'?"),
    ("lives_parted", "is a chart of another kind of study. Here there are: "),
    ("xyz", "is not a chart. Here there are: "),
])  # fmt: skip
def test_a_chart_that_is_not_there_is_refused_with_those_that_are(run: Run, tmp_path: Path, name: str, says: str):
    with pytest.raises(GlasshouseError, match=says.replace("?", r"\?")):
        charts.save(name, run, tmp_path / "x.png")
    assert list(tmp_path.iterdir()) == []


def test_a_chart_that_has_nothing_to_show_says_why_and_writes_nothing(edges: dict[str, Run], tmp_path: Path):
    with pytest.raises(GlasshouseError, match=r"'refusals' has nothing to show here\. Nobody was refused a service"):
        charts.save("refusals", edges["nobody_sanctioned"], tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["x.jpg", "x", ".", "x.html"])
def test_a_name_that_says_no_kind_of_file_is_refused(run: Run, tmp_path: Path, path: str):
    with pytest.raises(GlasshouseError, match=r"End the name with \.png, \.svg, \.json or \.csv"):
        charts.save("recovery", run, tmp_path / path)


def test_a_disk_that_refuses_leaves_what_was_there(run: Run, tmp_path: Path):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(GlasshouseError, match="The chart could not be written"):
        charts.save("recovery", run, tmp_path / "file" / "x.svg")
    assert (tmp_path / "file").read_text() == "kept"
