"""Every chart of every study: a valid spec that says in a sentence what it shows, and shows the same in words."""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import made_up_comparison
import made_up_run
import pytest
from rendered import data_of
from small_ensemble import ensemble_of_run
from small_twin_ensemble import twins_of

from glasshouse import charts
from glasshouse.charts.style import NOTHING, WIDTH

STUDIES: dict[str, Callable[[], Any]] = {
    "run": cache(made_up_run.made_up_run),
    "comparison": cache(made_up_comparison.made_up_comparison),
    "many runs": cache(lambda: ensemble_of_run(STUDIES["run"]())),
    "many comparisons": cache(lambda: twins_of(STUDIES["comparison"]())),
}
ALL = [(study, name) for study, made in STUDIES.items() for name in charts.names_for(made())]
MANY = [(study, name) for study, name in ALL if study.startswith("many")]


@cache
def edges() -> dict[tuple[str, str], Any]:
    """Studies at the edge: nobody sanctioned, no scheme at all, no month simulated, nothing differs, ..."""
    runs = {name: made() for name, made in made_up_run.EDGES.items()}
    comparisons = {name: made() for name, made in made_up_comparison.EDGES.items()}
    return {
        **{("run", name): one for name, one in runs.items()},
        **{("comparison", name): one for name, one in comparisons.items()},
        **{("many runs", name): ensemble_of_run(one) for name, one in runs.items()},
        **{("many comparisons", name): twins_of(one) for name, one in comparisons.items()},
    }


OF_RUNS = [("run", name) for name in made_up_run.EDGES]
OF_COMPARISONS = [("comparison", name) for name in made_up_comparison.EDGES]
EDGES = [*OF_RUNS, *OF_COMPARISONS, *((f"many {study}s", name) for study, name in (*OF_RUNS, *OF_COMPARISONS))]


@pytest.mark.parametrize(("study", "name"), ALL)
def test_a_chart_is_a_valid_spec_that_carries_its_title_and_its_text(study: str, name: str):
    made = STUDIES[study]()
    words, drawn = charts.words_of(name, made), charts.draw(name, made)
    spec = drawn.to_dict()
    assert (spec["width"], bool(spec["datasets"])) == (WIDTH, True)
    assert " ".join(spec["title"]["text"]) == words.title
    assert spec["description"] == words.alt == charts.alt_text(name, made)
    assert words.empty or (re.search(r"\d", words.alt) and len(words.alt) > len(words.title))
    assert json.dumps(spec) == json.dumps(charts.draw(name, made).to_dict())


INTERVAL = re.compile(r"^[+−]?[\d,.]+†?.* \((.+ to .+|in every run.*|in \d+ of \d+ runs)\)$|^–$|^0$")


@pytest.mark.parametrize(("study", "name"), ALL)
def test_beside_a_chart_stands_its_table_with_a_cell_for_every_column(study: str, name: str):
    made = STUDIES[study]()
    table = charts.table_of(name, made)
    assert (table is None) == charts.words_of(name, made).empty
    if table is not None:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert not {str(cell) for row in table.rows for cell in row} & {"nan", "None", "nan\u00a0%"}


@pytest.mark.parametrize(("study", "name"), MANY)
def test_of_many_seeds_every_number_of_a_table_has_its_interval(study: str, name: str):
    table = charts.table_of(name, STUDIES[study]())
    for row in table.rows if table else ():
        cells = [str(cell) for cell, column in zip(row, table.columns, strict=True) if column.number]
        assert [one for one in cells if not INTERVAL.match(one)] == []


@pytest.mark.parametrize("name", charts.names_for(STUDIES["many comparisons"]()))
def test_a_table_of_many_comparisons_has_the_rows_and_columns_of_one(name: str):
    one, many = (charts.table_of(name, STUDIES[study]()) for study in ("comparison", "many comparisons"))
    assert (one is None) == (many is None)
    if one and many:
        assert [row[0] for row in many.rows] == [row[0] for row in one.rows]
        assert [column.title for column in many.columns] == [column.title for column in one.columns]


@pytest.mark.parametrize(("study", "edge"), EDGES)
def test_a_study_at_the_edge_is_drawn_or_told_in_a_sentence(study: str, edge: str):
    made = edges()[study, edge]
    for name in charts.names_for(made):
        words, drawn = charts.words_of(name, made), charts.draw(name, made).to_dict()
        assert words.title.endswith((".", "?")), name
        assert "nan" not in f"{words.title} {words.alt}".lower().split(), name
        assert (drawn["height"] == NOTHING) == words.empty, name
        table = charts.table_of(name, made)
        assert not table or not {str(cell) for row in table.rows for cell in row} & {"nan", "None"}, name


@pytest.mark.parametrize(("study", "name"), MANY)
def test_of_many_seeds_a_title_gives_intervals_or_says_that_it_is_a_mean(study: str, name: str):
    words = charts.words_of(name, STUDIES[study]())
    assert words.empty or re.search(r"\(.+ to .+\)|\(in every run\)|on average over seeds", words.title)


@pytest.mark.parametrize(("study", "name"), MANY)
def test_intervals_hold_means_and_lie_within_what_is_drawn(study: str, name: str):
    rows = [row for row in data_of(charts.draw(name, STUDIES[study]()).to_dict()) if row.get("low") is not None]
    for row in rows:
        mean = row.get("mean", sum(row.get("lengths", [row["low"]])))
        assert row["low"] <= mean + abs(mean) * 1e-4 + 1e-3
        assert mean <= row["high"] + abs(mean) * 1e-4 + 1e-3
        assert row["least"] <= mean + abs(mean) * 1e-4 + 1e-3


@pytest.mark.parametrize("study", STUDIES)
def test_what_charts_say_of_one_seed_holds_no_interval(study: str):
    if study.startswith("many"):
        assert any("low" in row for name in charts.names_for(STUDIES[study]()) for row in
                   data_of(charts.draw(name, STUDIES[study]()).to_dict()))  # fmt: skip
    else:
        assert not any("low" in row for name in charts.names_for(STUDIES[study]()) for row in
                       data_of(charts.draw(name, STUDIES[study]()).to_dict()))  # fmt: skip


def test_what_is_the_same_in_both_worlds_is_said_and_not_drawn():
    same = edges()["many comparisons", "nothing_differs"]
    drawn = {name for name in charts.names_for(same) if not charts.words_of(name, same).empty}
    assert drawn <= {"sanctioned_in_each", "where_people_end"}
    words = charts.words_of("difference_employed", STUDIES["many comparisons"]())
    assert "the same mean in both worlds" in words.title


def test_every_line_and_part_is_told_apart_without_colour():
    told = [("run", ("recovery", "living_money", "reasons", "wrongful_by_source", "lives")),
            ("comparison", ("sanctioned_in_each", "twin_lives"))]  # fmt: skip
    for study, names in told:
        for name in names:
            assert "strokeDash" in json.dumps(charts.draw(name, STUDIES[study]()).to_dict()), name


def test_a_chart_that_does_not_exist_is_refused_with_the_one_that_was_meant():
    with pytest.raises(ValueError, match="Did you mean 'recovery'"):
        charts.draw("recovry", STUDIES["run"]())


def test_a_chart_of_a_run_is_none_of_a_comparison():
    with pytest.raises(ValueError, match="'recovery' is not a chart"):
        charts.draw("recovery", STUDIES["comparison"]())


def test_every_chart_is_a_function_of_its_name():
    names = {name for _, name in ALL}
    assert names <= set(dir(charts))
    assert charts.recovery(STUDIES["run"]()).to_dict() == charts.draw("recovery", STUDIES["run"]()).to_dict()
    assert all((getattr(charts, name).__doc__ or "").endswith("?") for name in names)
    with pytest.raises(AttributeError, match="recovry"):
        charts.recovry  # noqa: B018


@pytest.mark.parametrize("study", STUDIES)
def test_charts_of_a_section_stand_together_and_in_the_order_of_the_page(study: str):
    made = STUDIES[study]()
    names = charts.names_for(made)
    assert [name for one in dict.fromkeys(map(charts.section_of, names)) for name in charts.names_for(made, one)] == [
        *names
    ]
