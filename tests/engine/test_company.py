"""People and firms living the same months, and what passes between them."""

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from busy import CITED

from glasshouse.engine.company import Company, company_of, depend_on_each_other
from glasshouse.measure.tally import Tallies
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.population.firms import FIRMS, firm_count
from glasshouse.population.library import find_world
from glasshouse.population.people import PEOPLE
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import Placement

COUNT, MONTHS = 20_000, 4
TEXT = {"text": {"title": "A made-up text"}}


def scheme(name: str, **said: Any) -> Placement:
    about = {"id": name, "title": name, "about": name, "bibliography": TEXT}
    return Placement(Scheme.model_validate({**about, **said}), "")


def scored(whose: str, other: str) -> dict[str, Any]:
    """A score that being on a list costs 40 points."""
    rules = [{"list": f"{other}/listed", "whose": whose, "points": -40, **CITED}]
    return {"score": {"start": 100, "lowest": 0, "highest": 200}, "rules": rules}


def listing(stages: list[str]) -> dict[str, Any]:
    return {"lists": [{"id": "listed", "title": "Listed", "enter": {"debt": stages}, **CITED}]}


FIRM = {"subjects": {"kind": "firm"}}
OWING = ["current", "late", "sued", "defied"]
PLACED = (
    scheme("firms-score", **FIRM, **scored("leader", "people-list")),
    scheme("people-list", **listing(OWING)),
    scheme("firms-list", **FIRM, **listing(OWING)),
    scheme("people-score", **scored("led firm", "firms-list")),
)


def company(placed: tuple[Placement, ...] = PLACED) -> Company:
    made = company_of(placed, find_world("hamlet"), load_catalogue(), firm_catalogue(), COUNT, MONTHS, None)
    everybody = [np.arange(-(-one.subjects // 512)) for one in made]
    return Company(made, 1, COUNT, 1, 1, everybody)


@cache
def lived() -> tuple[list[dict[str, Any]], Company, list[Tallies]]:
    """Status and score under each scheme in every month; the company; and the tallies."""
    tallies = [Tallies.for_months(MONTHS, FIRMS if at in (0, 2) else PEOPLE) for at in range(4)]
    with company() as together:
        together.begin()
        months = []
        for month in range(MONTHS):
            together.simulate(month, tallies)
            now: dict[str, Any] = {}
            for cohort, simulator in zip(together.cohorts, together.simulators, strict=True):
                for turn, at in enumerate(cohort.schemes):
                    name = PLACED[at].scheme.id
                    size = simulator.blocks * 512
                    part = slice(turn * size, turn * size + cohort.subjects)
                    now[name] = simulator.panel.status[part].copy(), simulator.panel.score[part].copy()
            months.append(now)
    return months, together, tallies


def test_people_stand_before_firms_and_schemes_keep_their_places_in_the_run():
    made = company_of(PLACED, find_world("hamlet"), load_catalogue(), firm_catalogue(), COUNT, MONTHS, None)
    assert [(one.ready.cast.kind, one.schemes) for one in made] == [("person", (1, 3)), ("firm", (0, 2))]
    assert [one.subjects for one in made] == [COUNT, firm_count(COUNT)]


@pytest.mark.parametrize(("chosen", "kinds"), [((1, 3), ["person"]), ((0,), ["firm"])])
def test_a_run_of_one_kind_has_one_simulator_and_no_links(chosen: tuple[int, ...], kinds: list[str]):
    with company(tuple(PLACED[at] for at in chosen)) as alone:
        assert [one.ready.cast.kind for one in alone.cohorts] == kinds
        assert alone.leaders is None
        assert alone.simulators[0].drag.size == 0
        alone.tell()


def test_the_list_of_its_leader_costs_a_firm_points_a_month_later():
    months, together, _ = lived()
    leaders = together.leaders
    for before, now in pairwise(months):
        listed = np.maximum(before["people-list"][0], 0) >> 3 != 0
        drawn = np.where(leaders >= 0, listed[leaders], False)
        assert np.array_equal(now["firms-score"][1], np.where(drawn, 60, 100))
        assert 0 < drawn.sum() < len(drawn)


def test_the_list_of_the_firm_that_one_leads_costs_a_person_points_a_month_later():
    months, together, _ = lived()
    for before, now in pairwise(months):
        led = np.zeros(COUNT, bool)
        listed = np.maximum(before["firms-list"][0], 0) >> 3 != 0
        led[together.leaders[(together.leaders >= 0) & listed]] = True
        status, score = now["people-score"]
        assert np.array_equal(score[status >= 0], np.where(led, 60, 100)[status >= 0])
        assert led.any()


def test_in_the_first_month_nobody_has_heard_of_anybody():
    months, _, _ = lived()
    assert set(months[0]["firms-score"][1].tolist()) == {100}
    assert set(months[0]["people-score"][1][months[0]["people-score"][0] >= 0].tolist()) == {100}


def test_each_scheme_has_the_tallies_of_its_own_subjects():
    _, together, tallies = lived()
    firms = together.cohorts[1].subjects
    for at, one in enumerate(tallies):
        counts = one.people[:MONTHS].sum(axis=(1, 2)).tolist()
        assert len(set(counts)) == 1
        assert (counts[0] == firms) == (at in (0, 2))


REFUSING = {
    **listing(OWING),
    "consequences": [{"when": {"list": "listed"}, "service": "finance.loan", "effect": "refuse", **CITED}],
}


@pytest.mark.parametrize(("firm_list", "barred"), [(listing(OWING), False), (REFUSING, True)])
def test_who_works_in_a_firm_that_is_refused_something_hears_of_it(firm_list: dict[str, Any], barred: bool):
    with company((*PLACED[:2], scheme("firms-list", **FIRM, **firm_list))) as together:
        people, firms = together.simulators
        firms.listed[3] = 1 << 4  # the fourth firm is on the list of the second scheme of firms
        together.tell()
        ends = np.cumsum(together.staff)
        expected = np.zeros(len(people.drag), bool)
        expected[ends[2] : ends[3]] = barred
        assert np.array_equal(people.drag >> 31 == 1, expected)
        assert people.drag[together.leaders[3]] & 0xFFFF == 1 << 4
        assert ends[-1] <= COUNT


@pytest.mark.parametrize(
    ("placed", "depend"),
    [
        (PLACED[1:2], (False,)),
        (PLACED, (True, True)),
        ((PLACED[1], scheme("firms-list", **FIRM, **listing(OWING))), (False, False)),
        ((PLACED[1], scheme("firms-list", **FIRM, **REFUSING)), (True, False)),
    ],
)
def test_people_depend_on_firms_that_are_refused_something_and_on_what_a_scheme_hears(
    placed: tuple[Placement, ...], depend: tuple[bool, ...]
):
    made = company_of(placed, find_world("hamlet"), load_catalogue(), firm_catalogue(), COUNT, MONTHS, None)
    assert tuple(depend_on_each_other(made, one) for one in made) == depend
