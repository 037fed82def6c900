"""Every chart: it is a valid spec, says in a sentence what it shows, and shows the same in words."""

import json
import re

import made_up_comparison
import made_up_run
import pytest

from glasshouse import charts
from glasshouse.charts.look import NOTHING, WIDTH
from glasshouse.results.run import Run

RUN = charts.names_for(made_up_run.made_up_run())
COMPARED = charts.names_for(made_up_comparison.made_up_comparison())


@pytest.mark.parametrize("name", RUN)
def test_a_chart_is_a_valid_spec_of_the_usual_width(name: str, run: Run):
    spec = charts.draw(name, run).to_dict()
    assert spec["width"] == WIDTH
    assert spec["datasets"]


@pytest.mark.parametrize("name", RUN)
def test_a_run_at_the_edge_is_drawn_or_told_in_a_sentence(name: str, edge: Run):
    words = charts.words_of(name, edge)
    drawn = charts.draw(name, edge).to_dict()
    assert words.title.endswith((".", "?"))
    assert "nan" not in f"{words.title} {words.alt}".lower().split()
    if words.empty:
        assert drawn["height"] == NOTHING


@pytest.mark.parametrize("name", RUN)
def test_a_chart_carries_its_title_and_its_text(name: str, run: Run):
    spec = charts.draw(name, run).to_dict()
    words = charts.words_of(name, run)
    assert " ".join(spec["title"]["text"]) == words.title
    assert spec["description"] == words.alt == charts.alt_text(name, run)


@pytest.mark.parametrize("name", RUN)
def test_the_text_of_a_chart_holds_numbers_and_says_more_than_its_title(name: str, run: Run):
    words = charts.words_of(name, run)
    assert re.search(r"\d", words.alt)
    assert len(words.alt) > len(words.title)


@pytest.mark.parametrize("name", RUN)
def test_the_same_run_gives_the_same_spec(name: str, run: Run):
    first, again = (json.dumps(charts.draw(name, run).to_dict()) for _ in range(2))
    assert first == again


def test_every_line_and_part_is_told_apart_without_colour(run: Run):
    for name in ("recovery", "living_money", "reasons", "wrongful_by_source", "lives"):
        assert "strokeDash" in json.dumps(charts.draw(name, run).to_dict()), name


def test_a_chart_that_does_not_exist_is_refused_with_the_one_that_was_meant(run: Run):
    with pytest.raises(ValueError, match="Did you mean 'recovery'"):
        charts.draw("recovry", run)


def test_every_chart_is_a_function_of_its_name(run: Run):
    assert {*RUN, *COMPARED} <= set(dir(charts))
    assert charts.recovery(run).to_dict() == charts.draw("recovery", run).to_dict()
    assert all(callable(getattr(charts, name)) for name in (*RUN, *COMPARED))
    with pytest.raises(AttributeError, match="recovry"):
        charts.recovry  # noqa: B018


def test_charts_of_a_section_are_those_of_the_page_in_its_order(run: Run):
    assert [name for one in dict.fromkeys(map(charts.section_of, RUN)) for name in charts.names_for(run, one)] == [*RUN]


# Of two worlds


@pytest.mark.parametrize("name", COMPARED)
def test_a_chart_of_a_comparison_is_a_valid_spec_with_its_title_and_text(name: str):
    comparison = made_up_comparison.made_up_comparison()
    spec, words = charts.draw(name, comparison).to_dict(), charts.words_of(name, comparison)
    assert spec["width"] == WIDTH
    assert spec["description"] == words.alt == charts.alt_text(name, comparison)
    assert words.empty or " ".join(spec["title"]["text"]) == words.title
    assert words.empty or (re.search(r"\d", words.alt) and len(words.alt) > len(words.title))


@pytest.mark.parametrize("edge", made_up_comparison.EDGES)
@pytest.mark.parametrize("name", COMPARED)
def test_a_comparison_at_the_edge_is_drawn_or_told_in_a_sentence(name: str, edge: str):
    comparison = made_up_comparison.EDGES[edge]()
    words, drawn = charts.words_of(name, comparison), charts.draw(name, comparison).to_dict()
    assert words.title.endswith(".")
    assert "nan" not in f"{words.title} {words.alt}".lower().split()
    assert not words.empty or drawn["height"] == NOTHING


@pytest.mark.parametrize("name", ["sanctioned_in_each", "twin_lives"])
def test_lines_of_both_worlds_are_told_apart_without_colour(name: str):
    assert "strokeDash" in json.dumps(charts.draw(name, made_up_comparison.made_up_comparison()).to_dict())


def test_a_chart_of_a_run_is_none_of_a_comparison():
    with pytest.raises(ValueError, match="'recovery' is not a chart"):
        charts.draw("recovery", made_up_comparison.made_up_comparison())
