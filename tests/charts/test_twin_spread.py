"""Charts of many comparisons: valid, told in words with intervals, and honest where nothing differs."""

import json
import re

import pytest
from made_up_comparison import EDGES, made_up_comparison
from small_twin_ensemble import twins_of

from glasshouse import charts
from glasshouse.charts.look import NOTHING, WIDTH
from glasshouse.charts.twin_spread import conducts_alone, gains_of, in_all, refused_alone
from glasshouse.results.twin_ensemble import TwinEnsemble

NAMES = charts.names_for(twins_of(made_up_comparison()))


@pytest.fixture(scope="module")
def twins() -> TwinEnsemble:
    return twins_of(made_up_comparison())


@pytest.fixture(scope="module")
def edges() -> dict[str, TwinEnsemble]:
    return {name: twins_of(made()) for name, made in EDGES.items()}


def data_of(spec: dict) -> list[dict]:
    """Every row that travels inside a chart."""
    return [row for rows in spec["datasets"].values() for row in rows]


@pytest.mark.parametrize("name", sorted({*NAMES} - {"difference_employed"}))
def test_a_chart_has_the_usual_width_and_says_its_numbers_with_intervals(name: str, twins: TwinEnsemble):
    words, spec = charts.words_of(name, twins), charts.draw(name, twins).to_dict()
    assert spec["width"] == WIDTH
    assert re.search(r"\(.+ to .+\)|\(in every run\)", words.title)
    assert words.title.endswith(".")
    assert spec["description"] == words.alt


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("name", NAMES)
def test_comparisons_at_the_edge_are_drawn_or_told_in_a_sentence(name: str, edge: str, edges: dict[str, TwinEnsemble]):
    words, drawn = charts.words_of(name, edges[edge]), charts.draw(name, edges[edge]).to_dict()
    assert words.title.endswith(".")
    assert "nan" not in f"{words.title} {words.alt}".lower().split()
    assert (drawn["height"] == NOTHING) == words.empty


def test_what_is_the_same_in_both_worlds_is_said_and_not_drawn(edges: dict[str, TwinEnsemble], twins: TwinEnsemble):
    assert all(charts.words_of(name, edges["nothing_differs"]).empty for name in NAMES if name != "sanctioned_in_each")
    assert "the same mean in both worlds" in charts.words_of("difference_employed", twins).title


@pytest.mark.parametrize("name", sorted({*NAMES} - {"difference_employed"}))
def test_intervals_hold_means_and_lie_within_what_is_drawn(name: str, twins: TwinEnsemble):
    rows = [row for row in data_of(charts.draw(name, twins).to_dict()) if row.get("low") is not None]
    assert rows
    for row in rows:
        assert row["low"] <= row["mean"] + 1e-3
        assert row["mean"] <= row["high"] + 1e-3
        assert row["least"] <= row["mean"] + 1e-3


def test_differences_below_none_have_a_line_at_none_and_keep_their_sign(twins: TwinEnsemble):
    spec = charts.draw("difference_money", twins).to_dict()
    least = twins.table("less")["money_least"].min()
    assert least is not None
    assert f'"domain": [{least}'[:18] in json.dumps(spec)
    assert {"none": 0.0} in data_of(spec)
    assert "−" in charts.words_of("difference_money", twins).title


def test_lives_part_from_none_on(twins: TwinEnsemble):
    rows = [row for row in data_of(charts.draw("lives_parted", twins).to_dict()) if "least" in row]
    assert (rows[0]["month"], rows[0]["most"]) == (0, 0)


def test_what_happens_in_one_world_alone_adds_up(twins: TwinEnsemble):
    whole = in_all(twins)
    assert sum(row["refused_a_only"] for row in refused_alone(twins)) == pytest.approx(whole["refused_a_only"])
    for lawful, kind in ((True, "lawful"), (False, "unlawful")):
        rows = conducts_alone(twins, lawful=lawful)
        assert sum(row["b_only"] for row in rows) == pytest.approx(whole[f"{kind}_b_only"])


def test_groups_of_few_people_are_marked(twins: TwinEnsemble):
    found = gains_of(twins, "money")
    assert found is not None
    whole, groups = found
    assert [row["few"] for row in groups] == [row["people"] < 0.02 * whole["people"] for row in groups]
    assert gains_of(twins_of(EDGES["nobody_scored"]()), "score") is None
