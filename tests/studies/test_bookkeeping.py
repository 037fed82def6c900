"""What is kept while a company lives."""

from types import SimpleNamespace
from typing import Any

from glasshouse.observe.numbers import Numbers, numbered
from glasshouse.population.state import blank
from glasshouse.studies.bookkeeping import (
    SECONDS_BETWEEN_CHECKPOINTS,
    SMALL_STATE,
    BookKeeper,
    followed_blocks,
    keeps_checkpoints,
    state_under,
)
from glasshouse.studies.simulate import company_for
from glasshouse.studies.spec import RunSpec, parts_of


def test_followed_lives_are_whole_neighbourhoods_spread_evenly():
    assert followed_blocks(512 * 10, 1024).tolist() == [0, 5]
    assert followed_blocks(600, 10_000).tolist() == [0, 1]
    assert followed_blocks(600, 0).tolist() == []


def test_months_are_kept_where_that_is_cheap_or_the_run_is_long():
    assert keeps_checkpoints(SMALL_STATE, 0.0)
    assert not keeps_checkpoints(SMALL_STATE + 1, 0.0)
    assert keeps_checkpoints(SMALL_STATE + 1, SECONDS_BETWEEN_CHECKPOINTS + 1)


def test_who_is_not_scored_in_a_month_is_under_no_sanction_in_it_by_wrong_records_or_otherwise():
    """What stood in the panel before, of another month or neighbourhood, is no part of the life."""
    spec = RunSpec(world="hamlet", months=1, people=600, follow=600)
    parts = parts_of(spec)
    with company_for(spec, parts) as company:
        keeper = BookKeeper(company, 1, 1, None)
        worst, best = 5, 0
        keeper.panel["person/rightful"][:] = best
        keeper.panel["person/status"][0], keeper.panel["person/status"][1] = -1, worst
        assert keeper.lives(0)["wrongly"].all(axis=1).tolist() == [False, True]
        assert not keeper.lives(0)["wrongly"][0].any()


def test_a_life_is_on_a_list_wrongly_only_if_none_of_its_lists_that_refuse_something_would_hold():
    spec = RunSpec(scheme="court-list", world="hamlet", months=2, people=600, follow=600)
    with company_for(spec, parts_of(spec)) as company:
        keeper = BookKeeper(company, 2, 1, None)
        keeper.panel["person/status"][:] = 0b011 << 3
        for month, rightful in enumerate((0b011, 0b001, 0b000)):
            keeper.panel["person/rightful"][month] = rightful << 3
        lives = keeper.lives(0)
        assert lives["listed"].all()
        assert [bool(one.all()) for one in lives["listed_wrongly"]] == [False, False, True]
        assert [bool(one.any()) for one in lives["wrongly"]] == [False, False, True]


def run(numbers: Numbers) -> Any:
    return SimpleNamespace(numbers=numbers)


def test_a_state_that_was_kept_has_the_numbers_of_the_run_that_goes_on_with_it():
    before, now = numbered({3, 9}, {9}), numbered({5, 9}, {9})
    state = blank(512, 1)
    state.files[0] = 1 << 8 | 2 << 24 | 3 << 40  # a record of row 3, and of row 9 one that was settled and one not
    kept = {**state._asdict(), "numbers": before.rows}
    found = state_under(run(now), kept)
    assert int(found.files[0]) == 2 << 24 | 3 << 40
    assert state_under(run(before), kept).files is state.files
