"""A run in hand: tables when asked for, and how it shows itself."""

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from small_lived import small_catalogue, small_info, small_lived, small_scheme

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.model import World
from glasshouse.results.run import BIG_FOUR, Run, inputs_of, percent, scheme_again, shown
from glasshouse.results.run_tables import TABLES, tables


@pytest.fixture
def in_memory(small_tables: dict[str, pl.DataFrame]) -> Run:
    world = World.model_construct(id="hamlet-of-tests", title="A hamlet")
    return Run(small_info(), small_tables, scheme=small_scheme(), world=world, catalogue=small_catalogue())


@pytest.mark.parametrize("name", sorted(set(TABLES) - {"metrics"}))
def test_every_table_is_an_attribute(name: str, in_memory: Run, small_tables: dict[str, pl.DataFrame]):
    assert getattr(in_memory, name).equals(small_tables[name])


def test_a_run_from_disk_is_the_run_that_was_kept(run: Run, in_memory: Run):
    for name in TABLES:
        assert run.table(name).equals(in_memory.table(name), null_equal=True)
        assert run.table(name).schema == in_memory.table(name).schema


def test_a_table_is_read_when_it_is_first_asked_for_and_only_then():
    asked: list[str] = []

    def read(name: str) -> pl.DataFrame:
        asked.append(name)
        return pl.DataFrame({"x": [1]})

    run = Run(small_info(), read, folder=Path("somewhere"))
    assert asked == []
    assert run.grades is run.grades
    assert asked == ["grades"]


def test_a_run_from_disk_knows_its_rules_and_world_as_they_were(run: Run):
    assert run.scheme == small_scheme()
    assert run.world.title == "A hamlet (made up for tests)"
    assert run.folder is not None
    assert inputs_of(run.folder).catalogue.is_dir()


def test_a_scheme_is_made_again_with_its_changes_dates_and_title(run: Run):
    path = run._inputs.scheme
    about = {"title": "Small (softer)", "changes": {"rules.tax-late.points": -1, "lists.black": None}}
    about["changes"] |= {"consequences.1": None}
    again = scheme_again({**about, "variant": None, "in_force": "2016", "until": None}, path)
    assert (again.rules[0].points, again.lists, again.title) == (-1, (), "Small (softer)")
    assert (again.id, again.in_force) == ("small", "2016")


def test_runs_that_say_nothing_of_changes_have_none(run: Run):
    assert scheme_again({"variant": None, "in_force": None, "until": None}, run._inputs.scheme) == small_scheme()


def test_a_run_in_memory_needs_to_be_told_what_it_was_made_of():
    with pytest.raises(ValueError, match="without a folder"):
        Run(small_info(), {})


def of_two(in_memory: Run) -> Run:
    """The run in memory, as if another scheme had read the same files."""
    info = {**small_info(), "schemes": [{**small_info()["scheme"], "id": name} for name in ("small", "other")]}
    given = {"scheme": small_scheme(), "world": in_memory.world, "catalogue": small_catalogue()}
    runs = [
        Run({**info, "scheme": one}, tables(small_lived()), **given, at=at) for at, one in enumerate(info["schemes"])
    ]
    for run in runs:
        run.know({one.info["scheme"]["id"]: one for one in runs})
    return runs[0]


def test_a_run_of_several_schemes_is_seen_under_each(in_memory: Run):
    run = of_two(in_memory)
    assert run.schemes == ("small", "other")
    assert run.under("small") is run
    assert run.under("other").info["scheme"]["id"] == "other"
    assert run.under("other").under("small") is run
    with pytest.raises(GlasshouseError, match=r"a scheme of this run.*other"):
        run.under("othr")


def test_a_metric_is_found_by_its_id(in_memory: Run):
    assert in_memory.metric("sanctioned_people")["value"] == 90
    with pytest.raises(KeyError):
        in_memory.metric("happiness")


def test_the_start_and_the_end_stand_side_by_side_best_grade_first(in_memory: Run):
    both = in_memory.start_and_end()
    assert both.columns == ["grade", "people_start", "share_start", "people_end", "share_end"]
    assert both["grade"].to_list() == ["GOOD", "FAIR", "POOR"]
    assert both["people_start"].to_list() == [1000, 0, 0]
    assert both["people_end"].to_list() == [850, 90, 60]


def test_a_run_names_itself_in_a_line(in_memory: Run):
    text = repr(in_memory)
    assert re.fullmatch(r"<Run [0-9a-f]{12}: small in hamlet-of-tests, 1,000 people, 24 months, seed 1>", text)


def test_a_notebook_shows_the_four_numbers_and_says_first_that_people_are_synthetic(in_memory: Run):
    html = in_memory._repr_html_()
    assert html.index("Synthetic people") < html.index("A small scheme")
    assert len(BIG_FOUR) == 4
    for name in BIG_FOUR:
        assert in_memory.metric(name)["title"] in html
    assert ">90<" in html
    assert "<script" not in html


def test_a_notebook_shows_titles_as_text_whatever_they_hold(in_memory: Run):
    in_memory.info["scheme"] = {**in_memory.info["scheme"], "title": "<img src=x onerror=alert(1)>"}
    assert "<img" not in in_memory._repr_html_()


def test_a_run_without_grades_shows_itself_all_the_same():
    scheme = small_scheme().model_copy(update={"grades": (), "score": None})
    kept = tables(replace(small_lived(), scheme=scheme, sanctioned_grades=()))
    run = Run(small_info(), kept, scheme=scheme, world=World.model_construct(), catalogue=small_catalogue())
    assert run.start_and_end().is_empty()
    assert "30" in run._repr_html_()


@pytest.mark.parametrize(
    ("share", "text"), [(1.0, "100.0 %"), (0.1234, "12.3 %"), (0.0099, "0.99 %"), (0.00001, "0.001 %")]
)
def test_a_share_keeps_what_matters_of_it(share: float, text: str):
    assert percent(share) == text


def test_a_value_is_shown_in_its_unit():
    assert shown({"value": 1.0, "unit": "months"}) == "1 month"
    assert shown({"value": 1234.0, "unit": "people"}) == "1,234"
    assert shown({"value": 0.42, "unit": "index"}) == "0.42"
    assert shown({"value": None, "unit": "share of people"}) == "not seen"
