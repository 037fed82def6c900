"""How many records come on file, reckoned beforehand: by hand, and against lives that are lived."""

import math
from typing import Any

import numpy as np
import pytest
from busy import CONDUCTS, SOURCES, busy_catalogue, busy_scheme, rule, simulator_of

from glasshouse.engine.places import Places, places_needed
from glasshouse.engine.world import ready
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES
from glasshouse.population.state import FILES
from glasshouse.scheme.language.model import Scheme

HAMLET = find_world("hamlet").model_copy(
    update={"temper_spread": find_world("hamlet").temper_spread.model_copy(update={"value": 0})}
)


def bare(*rules: dict[str, Any]) -> Scheme:
    nothing = dict.fromkeys(("clean", "repair", "appeal", "consequences", "lists"))
    return busy_scheme(**{**nothing, "rules": list(rules)})


def seen_rightly() -> Catalogue:
    """The busy catalogue with sources that see everything, at once, and never err; nothing deters."""
    calm = [one.model_copy(update={"deterred": None, "encouraged": None, "chilled": None}) for one in CONDUCTS]
    exact = {name: getattr(SOURCES[0], name).model_copy(update={"value": value}) for name, value in
             (("coverage", 1), ("false_records", 0), ("wrong_person", 0))}  # fmt: skip
    made = busy_catalogue(**exact, delay=0.0)
    return Catalogue(tuple(calm), made.services, made.sources, made.livelihood, made.folder)


def needed(*schemes: Scheme, months: int = 60) -> Places:
    return places_needed(schemes, HAMLET, seen_rightly(), months)


def test_a_quarter_of_a_record_a_month_that_counts_for_four_years_is_twelve_on_file_and_takes_a_file_of_24():
    found = needed(bare(rule("help.given", 1, "4y")))  # three a year
    assert (found.mean, found.most, found.size) == (pytest.approx(12), 21, 24)


def test_so_many_as_99_in_100_have_at_most_are_a_quantile_of_poisson():
    mean, found = 0.9 * 2, needed(bare(rule("order.noise", -1, "2y")))
    upto = [sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(n + 1)) for n in range(20)]
    assert found.most == next(n for n, one in enumerate(upto) if one >= 0.99)


def test_records_for_ever_are_as_many_as_the_run_is_long():
    lists = [{"id": "x", "title": "X", "enter": "order.noise", "stays": "forever", "cite": "text", "clause": "1"}]
    scheme = busy_scheme(**dict.fromkeys(("clean", "repair", "appeal", "consequences")), rules=[], lists=lists)
    assert [needed(scheme, months=months).mean for months in (12, 24)] == pytest.approx([0.9, 1.8])


def test_what_is_beyond_a_limit_takes_no_place():
    often, once = (bare(rule("help.given", 1, "24 months", **more)) for more in ({}, {"at_most": "1 per year"}))
    assert needed(often).mean == pytest.approx(3 * 2)
    assert needed(once).mean == pytest.approx((1 - math.exp(-3)) * (24 + 11) / 12)


def test_schemes_over_one_file_need_room_for_what_either_counts():
    one, other = bare(rule("order.noise", -1, "1y")), bare(rule("help.given", 1, "2y"))
    assert needed(one, other).mean == pytest.approx(needed(one).mean + needed(other).mean)


@pytest.mark.parametrize(("most", "size"), [(0, 4), (4, 4), (5, 8), (9, 16), (17, 24), (40, 24)])
def test_the_smallest_file_with_room_is_advised_or_the_largest(most: int, size: int):
    assert Places(1.0, most).size == size
    assert size in FILES


def test_as_many_records_are_on_file_in_the_end_as_was_reckoned():
    scheme = bare(rule("order.noise", -1, "10 months"), rule("help.given", 1, "5 months"), rule("debt.sued", -1, "2y"))
    told = places_needed([scheme], find_world("hamlet"), busy_catalogue(), 24)
    made = ready(scheme, find_world("hamlet"), busy_catalogue(), 5_000)
    with simulator_of(made, 5_000, words=6, followed=np.zeros(0, int)) as simulator:
        for month in range(24):
            simulator.simulate(month)
        held = (simulator.state.files.view(np.uint16).reshape(6, -1, 4) != 0).sum(axis=(0, 2))
    place = made.society.page[np.arange(5_000) // LANES] * LANES + np.arange(5_000) % LANES
    held = held[:5_000][made.about[place] & 2 != 0]
    assert held.mean() == pytest.approx(told.mean, rel=0.15)
    assert abs(np.quantile(held, 0.99) - told.most) <= 1
