"""Conducts, services and livelihoods made ready: tables that bring what the catalogue says."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from busy import busy_catalogue, busy_scheme, conduct, rate, share, source

from glasshouse.base.compiled import as_written
from glasshouse.base.errors import GlasshouseError
from glasshouse.base.evidence import Varies
from glasshouse.consequence import serve
from glasshouse.life import compile as life_compile
from glasshouse.life import live
from glasshouse.life.compile import (
    MOST_TEMPER,
    alias_tables,
    answer_tables,
    count_aliases,
    factors,
    headroom,
    life_tables,
    livelihood_tables,
    occasion_rates,
)
from glasshouse.life.tables import KINDS, NOTHING, STATUSES
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.compile import observe_tables
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.population.firms import FIRM_TRAITS, FIRMS, firm_shares
from glasshouse.population.people import STRATA, TRAITS, adults, level_index
from glasshouse.population.state import EMPLOYED, NOT_SEEKING, UNEMPLOYED
from glasshouse.scheme.compile.response import most_response, response

SERVE = as_written(serve.__name__)
LIVE = as_written(live.__name__)
PEOPLE = np.full(STRATA, 10, np.int64)
NO_RESPONSE = np.ones((STATUSES, KINDS))
NO_MORE = np.ones(KINDS)
ONE_CLASS = np.zeros(256, np.uint8)


def drawn_by(row: Any, shift: int = 8) -> Any:
    """The share of each column that an alias table draws: every cell is as likely, and keeps a part for itself."""
    n = len(row)
    kept, other = (row >> np.uint32(shift)) / 2.0**24, row & np.uint32(255)
    return (kept + np.bincount(other, 1 - kept, minlength=n)) / n


@pytest.mark.parametrize("n", [32, 128])
def test_an_alias_table_draws_in_proportion_to_the_rates(n):
    rng = np.random.default_rng(4)
    rates = rng.gamma(0.3, size=(20, n)) * (rng.random((20, n)) < 0.7)
    for row, table in zip(rates, alias_tables(rates), strict=True):
        assert np.abs(drawn_by(table) - row / row.sum()).max() < 2.0**-20
        assert (drawn_by(table)[row == 0] == 0).all()


def test_where_nothing_ever_comes_only_row_0_is_drawn():
    assert drawn_by(alias_tables(np.zeros((1, 128)))[0]).tolist() == pytest.approx([1.0] + [0.0] * 127, abs=1e-7)


@pytest.mark.parametrize("mean", [0.0, 0.1, 2.0, 12.0])
def test_counts_are_poisson(mean):
    shares = drawn_by(count_aliases(np.array([mean]))[0])
    for count in range(32):
        expected = math.exp(-mean) * mean**count / math.factorial(count)
        assert shares[count] == pytest.approx(expected, abs=2.0**-20)


def test_a_factor_by_trait_leaves_the_mean_of_the_world_alone():
    people = np.arange(STRATA, dtype=np.int64)
    varies = [Varies(trait="sex", times={"female": 0.5}, assumed=(0, 1))]
    found = factors(varies, people)
    assert (found * people).sum() / people.sum() == pytest.approx(1)
    men, women = (found[level_index("sex") == sex] for sex in (0, 1))
    assert np.unique(women / men).round(12).tolist() == [0.5]


def test_several_traits_may_vary_together():
    varies = [Varies(trait="sex, age", times={"female, 18-29": 0.25, "male, 75+": 3}, assumed=(0, 1))]
    found = factors(varies, PEOPLE)
    usual = found[level_index("age") == 2]
    young, old = level_index("age") == 1, level_index("age") == 5
    women = level_index("sex") == 1
    assert np.unique(usual).size == 1
    assert np.unique(found[young & women] / usual[0]).round(12).tolist() == [0.25]
    assert np.unique(found[old & ~women] / usual[0]).round(12).tolist() == [3.0]
    assert np.unique(found[young & ~women]).tolist() == np.unique(usual).tolist()


@pytest.mark.parametrize(("mean", "counts"), [(0, {0: 1}), (1, {1: 1}), (1 + 1e-8, {1: 1}), (2.25, {2: 0.75, 3: 0.25})])
def test_evenly_as_many_occasions_come_as_is_nearest_to_the_mean(mean, counts):
    shares = drawn_by(count_aliases(np.array([float(mean)]), evenly=True)[0])
    assert {at: share for at, share in enumerate(shares) if share > 0} == pytest.approx(counts, abs=2.0**-20)


def test_a_catalogue_says_whether_occasions_come_evenly():
    evenly = replace(busy_catalogue(), occasions="evenly")
    room = headroom(evenly, NO_MORE)
    mean = occasion_rates(evenly, PEOPLE, room).sum(axis=1)
    table = life_tables(evenly, PEOPLE, NO_MORE).counts.reshape(STRATA, 32)
    for stratum in np.flatnonzero(adults())[:3]:
        counts = np.flatnonzero(drawn_by(table[stratum]) > 1e-6)
        assert set(counts) <= {math.floor(mean[stratum]), math.floor(mean[stratum]) + 1}


def test_factors_that_leave_nobody_leave_nothing():
    varies = [Varies(trait="sex", times={"female": 0, "male": 0}, assumed=(0, 1))]
    assert (factors(varies, PEOPLE) == 0).all()


@pytest.mark.parametrize("catalogue", [busy_catalogue(), load_catalogue()], ids=["busy", "ours"])
def test_conduct_happens_at_the_rate_that_the_catalogue_states(catalogue):
    room = headroom(catalogue, NO_MORE)
    rates = occasion_rates(catalogue, PEOPLE, room)
    unmoved = answer_tables(catalogue, NO_MORE, NO_RESPONSE, ONE_CLASS)
    likely, false_from = unmoved.likely.reshape(STATUSES, KINDS)[0], observe_tables(catalogue, NO_MORE)["false_from"]
    for kind in catalogue.kinds:
        what = kind.conduct or kind.service
        if what.per_1000_a_year is None:
            assert (rates[:, kind.row] == 0).all()
            continue
        stated = float(what.per_1000_a_year.value) / 12_000 * kind.view
        mean = rates[adults(), kind.row].mean()
        assert mean * likely[kind.row] == pytest.approx(stated, rel=1e-5)
        false = float(kind.source.false_records.value) if kind.source else 0
        assert mean * (1 - false_from[kind.row]) == pytest.approx(stated * false, rel=2e-3, abs=1e-6)
        assert (rates[~adults(), kind.row] == 0).all()


BUSY = busy_catalogue()


@pytest.mark.parametrize("catalogue", [BUSY, load_catalogue()], ids=["busy", "ours"])
def test_nobody_is_so_inclined_that_an_occasion_is_not_enough(catalogue):
    answers, most = response([busy_scheme()] if catalogue is BUSY else [], catalogue, [0, 1]), most_response(catalogue)
    tables, false_from = life_tables(catalogue, PEOPLE, most), observe_tables(catalogue, most)["false_from"]
    likely = answer_tables(catalogue, most, answers, ONE_CLASS).likely.reshape(STATUSES, KINDS).max(axis=0)
    for kind in catalogue.kinds:
        sway = tables.sways[kind.row]
        highest = LIVE.propensity(likely[kind.row], sway, np.int32(MOST_TEMPER), np.int32(63))
        assert highest <= false_from[kind.row] * (1 + 1e-6)


def test_conduct_answers_to_schemes_and_to_nothing_where_there_is_none():
    most = most_response(BUSY)
    calm, moved, unmoved = (
        answer_tables(BUSY, most, told, ONE_CLASS)
        for told in (response([], BUSY, [0, 1]), response([busy_scheme()], BUSY, [0, 1]), NO_RESPONSE)
    )
    assert np.array_equal(calm.likely, unmoved.likely)
    assert not np.array_equal(calm.likely, moved.likely)


def test_more_occasions_than_can_be_counted_are_refused():
    often = conduct(1, "order.noise", 9_000, temper=share(1), hardship=rate(9))
    catalogue = Catalogue((often,), (), (source("office", 1, 0, 0, "0 d"),), load_catalogue().livelihood, Path("x"))
    with pytest.raises(GlasshouseError, match=r"30\.0 occasions a month.*Lower the rates"):
        life_tables(catalogue, PEOPLE, NO_MORE)


def row_of(catalogue: Catalogue, name: str) -> int:
    return next(kind.row for kind in catalogue.kinds if kind.name == name)


TABLES = life_tables(BUSY, PEOPLE, NO_MORE)


@pytest.mark.parametrize(
    ("who", "jobs", "debts"),
    [
        ("everyone", {NOT_SEEKING, EMPLOYED, UNEMPLOYED}, {0, 1, 3}),
        ("employed", {EMPLOYED}, {0, 1, 3}),
        ("unemployed", {UNEMPLOYED}, {0, 1, 3}),
        ("indebted", {NOT_SEEKING, EMPLOYED, UNEMPLOYED}, {1, 3}),
        ("debt-free", {NOT_SEEKING, EMPLOYED, UNEMPLOYED}, {0}),
    ],
)
def test_those_ask_for_a_service_whom_the_catalogue_names(who, jobs, debts):
    asked_by = np.uint8(life_compile._ASKED_BY[who])
    for job in (NOT_SEEKING, EMPLOYED, UNEMPLOYED):
        for debt in (0, 1, 3):
            asks = SERVE.may_ask(asked_by, np.int32(job), np.int32(debt))
            assert asks == (job in jobs and debt in debts)


def test_effects_stand_beside_their_refusals_in_the_units_of_the_state():
    flight, loan = row_of(BUSY, "travel.flight"), row_of(BUSY, "finance.loan")
    assert TABLES.then_money[2 * flight] == np.float32(-2)  # a fifth of a month's outgoings, in tenths
    assert TABLES.then_strain[2 * flight + 1] == np.float32(6.3)
    assert (TABLES.then_debt[2 * loan], TABLES.then_debt[2 * loan + 1]) == (1, NOTHING)
    assert TABLES.then_job[2 * row_of(BUSY, "work.job")] == EMPLOYED
    assert TABLES.then_money[2 * row_of(BUSY, "tax.late@camera")] == np.float32(-3)


def test_services_are_numbered_and_conducts_are_not():
    assert [int(TABLES.service[row_of(BUSY, one.id)]) for one in BUSY.services] == [0, 1, 2, 3]
    assert TABLES.service[row_of(BUSY, "tax.fraud@office")] == -1


def test_what_is_due_has_its_month_and_its_chance():
    assert TABLES.due_kind.tolist() == [row_of(BUSY, "bill.late@office"), row_of(BUSY, "bill.yearly@office"), 0]
    assert TABLES.due_every.tolist() == [1, 12, 1]
    assert TABLES.due_month[1] == 5  # June, counted from 0
    due = answer_tables(BUSY, NO_MORE, NO_RESPONSE, ONE_CLASS).due_likely
    assert due.reshape(3, STATUSES)[1, 3] == np.float32(0.2)


def test_work_is_lost_and_found_at_other_chances_where_posts_are_refused():
    lives, table = BUSY.livelihood, livelihood_tables(BUSY).job_changes.reshape(4, 2)
    assert table[EMPLOYED].tolist() == pytest.approx(
        [lives.job_loss.value, lives.job_loss.value + lives.dismissed_listed.value]
    )
    assert table[UNEMPLOYED].tolist() == pytest.approx([lives.job_found.value, lives.job_found_listed.value])
    assert table[NOT_SEEKING].tolist() == [0, 0]


def test_income_is_what_is_left_after_a_months_outgoings():
    lives, table = BUSY.livelihood, livelihood_tables(BUSY).income.reshape(5, 4, 2)
    earned = 1 / (1 - lives.saving_rate["fifth-3"].value)
    assert table[2, EMPLOYED].tolist() == pytest.approx(
        [10 * (earned - 1), 10 * (earned * (1 - lives.income_listed.value) - 1)], rel=1e-6
    )
    assert table[2, UNEMPLOYED, 0] == pytest.approx(10 * (earned * lives.jobless_income.value - 1), rel=1e-6)
    assert (table[:, NOT_SEEKING] == 0).all()


def test_the_ladder_leads_from_stage_to_stage():
    table, stages = livelihood_tables(BUSY), [one.id for one in BUSY.livelihood.stages]
    current, late = stages.index("current"), stages.index("late")
    assert (table.falls_into[current], table.cures_into[late]) == (late, current)
    assert table.falls_kind[current] == row_of(BUSY, "credit.payment_late@office")
    assert table.cures_kind[stages.index("defied")] == row_of(BUSY, "debt.settled@court")
    assert table.pays[current] > 0 == table.pays[late]
    assert (table.falls[len(stages) :] == 0).all()


def test_every_income_fifth_has_its_usual_savings():
    usual = livelihood_tables(BUSY).usual
    assert len(usual) == len(TRAITS["income"])
    assert (np.diff(usual) > 0).all()


def test_rates_of_firms_vary_by_the_traits_of_firms():
    firms = np.round(firm_shares() * 1e9).astype(np.int64)
    varies = [Varies(trait="form", times={"legal person": 1, "sole trader": 0}, assumed=(0, 1))]
    found = factors(varies, firms, FIRMS)
    legal = FIRMS.has("form", "legal person")
    assert found[legal] == pytest.approx(1 / firm_shares()[legal].sum())
    assert not found[FIRMS.has("form", "sole trader")].any()


def test_the_size_of_a_firm_stands_where_people_have_an_income_fifth():
    catalogue = firm_catalogue()
    tables = livelihood_tables(catalogue)
    lives = catalogue.livelihood
    assert tables.usual.tolist() == [10 * lives.starting_savings[size].value for size in FIRM_TRAITS["size"]]
    margin = 1 / (1 - lives.saving_rate["large"].value) - 1
    assert tables.income.reshape(5, 4, 2)[4, EMPLOYED, 0] == pytest.approx(10 * margin)


def test_nothing_comes_to_the_strata_that_firms_leave_empty():
    firms = np.round(firm_shares() * 1e9).astype(np.int64)
    rates = occasion_rates(firm_catalogue(), firms, np.ones(KINDS))
    assert (rates[: FIRMS.size].sum(axis=1) > 0).all()
    assert not rates[FIRMS.size :].any()
