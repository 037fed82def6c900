"""What a run is described by: what is refused before anything runs, and what it would take."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from glasshouse.base import memory
from glasshouse.base.bibliography import HOME as BIBLIOGRAPHY
from glasshouse.base.errors import GlasshouseError
from glasshouse.base.memory import Room
from glasshouse.observe.files import HOME
from glasshouse.population.library import world_path
from glasshouse.scheme.language.files import scheme_path
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec, month_at, parts_of, plan, refuse_too_many, texts_of

THREE = RunSpec(scheme="rongcheng-2016+court-list+sesame", world="hamlet", people=1_500, months=26, follow=512)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"months": 0}, "at least one month"),
        ({"months": 100_000}, "at most 1,200"),
        ({"people": 0}, "at least one person"),
        ({"people": 1 << 33}, "at most 4,294,967,296"),
        ({"seed": -1}, "a whole number from 0"),
        ({"records": 5}, "4, 8, 16 or 24 records"),
        ({"follow": -1}, "how many lives"),
        ({"saves": (1, 2)}, "months to save are 1, 2; they lie after the start and before 1"),
        ({"threads": 0}, "at least one must work"),
        ({"threads": 100_000}, r"threads is 100,000; at most 1,024 may work"),
        ({"scheme": "rongchang-2016"}, "rongcheng-2016"),
        ({"world": "hamlt"}, "hamlet"),
        ({"scheme": "rongcheng-2016+rongcheng-2016"}, "stands twice"),
        ({"scheme": "rongcheng-2016+"}, "names no scheme"),
        ({"scheme": "sesame:litrature"}, "literature"),
        ({"begins": "2016"}, "not a month"),
        ({"begins": "2016-13"}, "not a month"),
        ({"scheme": "rongcheng-2013+rongcheng-2016"}, "begins='2013"),
    ],
)
def test_a_wrong_number_or_name_is_refused_before_anything_runs(wrong, told):
    with pytest.raises(GlasshouseError, match=told):
        simulate(RunSpec(**{"world": "hamlet", "months": 1, **wrong}))


def test_all_wrong_numbers_are_told_at_once():
    with pytest.raises(GlasshouseError) as refused:
        plan(RunSpec(months=0, people=0, seed=-1))
    assert len(str(refused.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("asked", "gb", "said"),
    [
        ({}, 0.5, None),
        ({}, 0.3, r"5,000 people need 0\.4 GB of memory, and 0\.3 GB are free in this container\. About 0 people fit"),
        ({"threads": 500}, 3.0, r"500 threads need 5\.4 GB of memory, and 3\.0 GB are free in this container"),
        ({"people": 100_000_000}, 1.0, r"need 2\.6 GB .* About \d\d,\d{3},\d{3} people fit"),
    ],
)
def test_what_a_control_group_leaves_is_all_that_there_is(
    asked: dict[str, int], gb: float, said: str | None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(memory, "free", lambda: Room(int(gb * 1e9), "in this container"))
    one = RunSpec(**({"scheme": "none", "world": "hamlet", "months": 1, "threads": 2} | asked))
    if said is None:
        refuse_too_many(plan(one), one)
        return
    with pytest.raises(GlasshouseError, match=said):
        refuse_too_many(plan(one), one)


def test_more_people_than_memory_holds_are_told_how_many_fit():
    with pytest.raises(GlasshouseError, match=r"need .* GB of memory.*people fit"):
        simulate(RunSpec(world="china", people=4_000_000_000, months=1))


def test_a_plan_says_what_a_run_would_take_and_takes_nothing():
    it = plan(RunSpec(world="china", months=1, records=4))
    assert it.people == 1_379_000_000
    assert it.state_bytes == pytest.approx(14 * it.people, rel=1e-6)
    assert it.memory_bytes < 22e9


def test_a_plan_counts_the_months_that_are_saved():
    without, two = (plan(replace(THREE, saves=saves)) for saves in ((), (5, 6)))
    assert two.disk_bytes >= without.disk_bytes + 2 * two.state_bytes


def test_a_plan_counts_every_scheme_and_kind_of_subject():
    one, three = (plan(replace(THREE, scheme=name)) for name in ("rongcheng-2016", THREE.scheme))
    places = -(-1_500 // 512) * 512
    assert one.state_bytes == places * 22
    assert three.state_bytes == places * (22 + 2 * 4 + 4)  # two more schemes; friends feed one
    both = plan(replace(THREE, scheme="rongcheng-2016+tax-credit"))
    assert both.state_bytes > one.state_bytes + 8 * places


@pytest.mark.parametrize(("at", "month"), [("2016-03", 0), ("2018-03", 24), (7, 7), (" 12 ", 12)])
def test_a_month_of_a_run_is_one_of_the_calendar_or_a_number(at, month):
    assert month_at(at, "2016-03", 24) == month


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2016-02", "2016-02 lies outside the run, which goes from 2016-03 to 2018-03 [(]24 months[)]"),
        ("2018-04", "lies outside"),
        (25, "25 lies outside"),
        ("2018-13", "'2018-13' is not a month. Write it as YYYY-MM, such as 2017-03"),
        (-1, "'-1' is not a month"),
    ],
)
def test_what_is_no_month_of_a_run_is_refused(at, told):
    with pytest.raises(GlasshouseError, match=told):
        month_at(at, "2016-03", 24)


# What a run is made of is what it keeps


@pytest.fixture
def own(tmp_path: Path) -> RunSpec:
    """A run whose scheme, world and catalogue are files of one's own."""
    shutil.copytree(HOME, tmp_path / "catalogue")
    shutil.copy(world_path("hamlet"), tmp_path / "hamlet.yaml")
    shutil.copy(scheme_path("none"), tmp_path / "none.yaml")
    return RunSpec(
        scheme=tmp_path / "none.yaml", world=tmp_path / "hamlet.yaml", catalogue=tmp_path / "catalogue", months=1
    )


def test_a_catalogue_that_was_edited_between_two_runs_is_read_again(own: RunSpec):
    assert own.catalogue is not None
    conducts = own.catalogue / "conducts.yaml"
    first = parts_of(own)
    conducts.write_text(conducts.read_text().replace("Utility bill late", "A bill that came late"))
    second = parts_of(own)
    titles = [{one.id: one.title for one in parts.catalogue.conducts} for parts in (first, second)]
    assert [one["utility.payment_late"] for one in titles] == ["Utility bill late", "A bill that came late"]
    assert texts_of(second)["catalogue/conducts.yaml"] == conducts.read_text()
    assert parts_of(own).catalogue is second.catalogue  # nothing is read anew that says the same


def test_a_run_keeps_what_was_read_whatever_stands_in_the_files_by_then(own: RunSpec, tmp_path: Path):
    parts = parts_of(own)
    there = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.yaml")}
    for path in tmp_path.rglob("*.yaml"):
        path.write_text("edited: since\n")
    assert texts_of(parts) == {
        "scheme.yaml": there["none.yaml"],
        "world.yaml": there["hamlet.yaml"],
        "catalogue/bibliography.yaml": BIBLIOGRAPHY.read_text(),
        **{name: text for name, text in there.items() if name.startswith("catalogue/")},
    }


def test_a_catalogue_is_kept_with_its_own_bibliography_and_without_what_it_does_not_read(own: RunSpec):
    assert own.catalogue is not None
    (own.catalogue / "notes.yaml").write_text("not: read")
    reference = "references:\n  mine-2020: {title: Mine, publisher: I, date: '2020', known: found}\n"
    (own.catalogue / "bibliography.yaml").write_text(reference)
    kept = {name for name in texts_of(parts_of(own)) if name.startswith("catalogue/")}
    files = ("bibliography", "conducts", "livelihood", "services", "sources")
    assert kept == {f"catalogue/{name}.yaml" for name in files}
    assert texts_of(parts_of(own))["catalogue/bibliography.yaml"] == reference
    services = own.catalogue / "services.yaml"
    services.write_text(re.sub(r"assumed: \[[^\]]*\]", "evidence: mine-2020", services.read_text(), count=1))
    assert texts_of(parts_of(own))["catalogue/services.yaml"] == services.read_text()


def test_lines_and_marks_of_another_system_are_kept_as_they_were_read(own: RunSpec, tmp_path: Path):
    path = tmp_path / "none.yaml"
    text = path.read_text().replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert texts_of(parts_of(own))["scheme.yaml"] == text


def test_a_scheme_of_another_region_is_refused_before_anything_is_written(tmp_path: Path):
    with pytest.raises(GlasshouseError) as told:
        simulate(RunSpec(scheme="thirty-cities", world="hamlet", months=1, people=600), tmp_path / "run")
    lines = str(told.value).splitlines()
    assert len(lines) == len(set(lines)) > 1
    assert all("holds in a region that is not there" in line for line in lines)
    assert list(tmp_path.iterdir()) == []
