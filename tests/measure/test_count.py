"""Counting while people live: what each count takes in, and that counts add up."""

import numpy as np
import pytest

from glasshouse.engine.plain import as_written
from glasshouse.life.tables import COLUMNS, HAPPENED
from glasshouse.measure.count import CELLS, Counters, book, counters, row_of
from glasshouse.measure.tally import ASKED, GRADES, LISTS, LIVING, SPELL, Tallies
from glasshouse.population.people import LANES, STRATA
from glasshouse.scheme.tables import BINS

f32, i32, u32, u64 = np.float32, np.int32, np.uint32, np.uint64
COUNT = as_written("glasshouse.measure.count")


def i32s(*values):
    return np.array(values, i32)


def zeros(size):
    return np.zeros(size, np.int64)


def nonzero(counts):
    return {int(at): int(counts[at]) for at in np.flatnonzero(counts)}


# who is where


def test_a_cell_holds_stratum_grade_list_and_wrongness_and_only_the_scored():
    cell = np.zeros(4, i32)
    status = i32s(2, 1 | 0b01 << 3, 1 | 0b10 << 3, 3)
    COUNT.find_cells(4, i32s(7, 7, 0, 0), i32s(3, 3, 2, 1), status, i32(0b01), i32s(0, 1, 1, 1), cell)
    assert cell.tolist() == [7 * 32 + 2, 7 * 32 + 1 + 8 + 16, 1 + 16, -1]


def test_everybody_who_is_scored_is_counted_once():
    people = zeros(STRATA * CELLS)
    COUNT.count_people(4, i32s(40, 40, -1, 5), people)
    assert nonzero(people) == {40: 2, 5: 1}


def test_each_list_counts_its_people_and_those_spared_without_wrong_records():
    listed, status = zeros(LISTS * 2), i32s(0b0101 << 3, 2 | 0b0001 << 3, 3, 0b1000 << 3)
    COUNT.count_lists(4, np.zeros(5, i32), status, i32s(1, 0, 1, 1), i32s(0, 1, 2, -1), listed)
    assert listed.reshape(LISTS, 2).tolist() == [[2, 1], [0, 0], [1, 1], [0, 0]]


def test_flows_count_who_moved_and_the_grade_is_renewed():
    flows, grade = zeros(GRADES * GRADES), i32s(0, 1, 2, 0)
    status = i32s(1 | 8, 1, 0, 3)
    COUNT.count_flows(4, np.zeros(5, i32), i32(0), status, i32s(1, 1, 1, -1), grade, flows)
    assert nonzero(flows) == {0 * GRADES + 1: 1, 2 * GRADES + 0: 1}
    assert grade.tolist() == [1, 1, 0, 3]


def test_in_the_first_month_nobody_comes_from_anywhere():
    flows, grade = zeros(GRADES * GRADES), i32s(0, 0)
    COUNT.count_flows(2, np.zeros(3, i32), i32(1), i32s(1, 2), i32s(1, 1), grade, flows)
    assert nonzero(flows) == {}
    assert grade.tolist() == [1, 2]


def test_the_turn_of_a_year_counts_everybody_from_then_to_now():
    yearly, year_grade = zeros(GRADES * GRADES), i32s(0, 1, 2)
    COUNT.count_years(3, i32(0), i32s(0, 0, 2), i32s(4, 4, -1), year_grade, yearly)
    assert nonzero(yearly) == {0: 1, GRADES: 1}
    assert year_grade.tolist() == [0, 0, 2]


# under sanction


def spells(*, spell, sanctioned, spared=(0,), wrongly=(0,)):
    entered, at_risk, ended = zeros(2), zeros(SPELL * 2), zeros(SPELL * 2)
    now, how = i32s(*spell), i32s(*wrongly)
    COUNT.count_spells(
        len(now), np.zeros(len(now) + 1, i32), i32s(*sanctioned), i32s(*spared), now, how, entered, at_risk, ended
    )
    return now.tolist(), how.tolist(), entered.tolist(), nonzero(at_risk), nonzero(ended)


def test_who_comes_under_sanction_enters_once():
    assert spells(spell=[0], sanctioned=[1]) == ([1], [0], [1, 0], {}, {})
    assert spells(spell=[0], sanctioned=[1], spared=[1]) == ([1], [1], [1, 1], {}, {})


def test_who_stays_is_at_risk_of_coming_free_and_remembers_how_they_entered():
    assert spells(spell=[5], sanctioned=[1], wrongly=[1]) == ([6], [1], [0, 0], {10: 1, 11: 1}, {})


def test_who_comes_free_ends_a_spell_of_so_many_months():
    assert spells(spell=[5], sanctioned=[0]) == ([0], [0], [0, 0], {10: 1}, {10: 1})
    assert spells(spell=[5], sanctioned=[0], wrongly=[1]) == ([0], [0], [0, 0], {10: 1, 11: 1}, {10: 1, 11: 1})


def test_who_was_and_is_free_is_not_counted():
    assert spells(spell=[0], sanctioned=[0], spared=[0]) == ([0], [0], [0, 0], {}, {})


def test_long_spells_are_counted_together():
    assert spells(spell=[SPELL - 1], sanctioned=[1])[0] == [SPELL - 1]
    assert spells(spell=[SPELL - 2], sanctioned=[1])[0] == [SPELL - 1]


# means and scores


def test_means_are_summed_over_all_and_over_those_under_sanction():
    living = zeros(2 * LIVING)
    COUNT.count_living(
        3, i32s(0, 9, -1), i32s(0, 1, 0), np.zeros(4, i32), np.array([10, 20, 40], f32), np.array([1, 2, 4], f32),
        i32s(1, 2, 1), i32s(0, 2, 5), living,
    )  # fmt: skip
    assert living.reshape(2, LIVING).tolist() == [[2, 30, 3, 1, 1, 1], [1, 20, 2, 0, 1, 1]]


@pytest.mark.parametrize(("score", "place"), [(-999, 0), (79, 0), (80, 0), (84, 0), (85, 1), (399, 63), (9_999, 63)])
def test_scores_fall_into_bins_and_the_ends_hold_what_lies_beyond(score, place):
    scores = zeros(BINS)
    COUNT.count_scores(2, i32s(3, -1), i32s(score, 90), i32(80), i32(5), scores)
    assert nonzero(scores) == {place: 1}


# the books


def some_counts(threads=2, services=1):
    """Counts of a month in which each of two threads saw one person of stratum 3."""
    counts = counters(threads, services)
    for thread in range(threads):
        row = row_of(counts, thread)
        row.people[3 * CELLS + 1] += 1
        row.events[5 * COLUMNS + HAPPENED] += 1
        row.asked[3] += 1
        row.living[[0, LIVING]] += 1
    return counts


def test_threads_count_into_rows_of_their_own():
    counts = counters(2, 1)
    row_of(counts, 1).people[7] = 5
    assert counts.people[:, 7].tolist() == [0, 5]


def test_the_counts_of_all_threads_are_booked_together_and_emptied():
    tallies, counts = Tallies.for_months(2), some_counts()
    book(counts, 1, tallies, np.array([9]))
    assert tallies.people[1, 3, 1] == 2
    assert tallies.events[1, 5, HAPPENED] == 2
    assert tallies.asked[3, 9, ASKED] == 2
    assert tallies.living[1, :, 0].tolist() == [0, 2]  # both are under sanction
    assert not any(rows.any() for rows in counts)


def test_who_stayed_in_their_grade_follows_by_subtraction():
    tallies, counts = Tallies.for_months(2), some_counts()
    counts.people[0, 3 * CELLS] += 4
    counts.flows[0, 0 * GRADES + 1] += 1  # one of the two in grade 1 came from grade 0
    book(counts, 1, tallies, np.array([9]))
    assert tallies.flows[1].sum() == 6
    assert (tallies.flows[1, 0, 0], tallies.flows[1, 0, 1], tallies.flows[1, 1, 1]) == (4, 1, 1)


def test_nobody_flows_in_the_first_month_and_nothing_happens_after_the_last():
    tallies = Tallies.for_months(1)
    book(some_counts(), 0, tallies, np.array([9]))
    assert not tallies.flows.any()
    book(some_counts(), 1, tallies, np.array([9]))
    assert tallies.events.sum() == 2
    assert tallies.people[1].sum() == 2


def test_scores_are_booked_at_the_turns_of_years_and_at_the_end():
    tallies = Tallies.for_months(14)
    for month in range(15):
        counts = counters(1, 1)
        counts.scores[0, 0] = 1
        counts.yearly[0, 0] = 1
        book(counts, month, tallies, np.array([9]))
    assert tallies.scores[:, 0].tolist() == [1, 1, 1]
    assert tallies.yearly[:, 0, 0].tolist() == [1, 0]


def test_every_counter_has_a_row_for_each_thread():
    counts = counters(3, 2)
    assert [len(rows) for rows in counts] == [3] * len(Counters._fields)
    assert counts.asked.shape == (3, STRATA * 2 * 3)


def test_a_neighbourhood_that_is_followed_is_copied_as_it_was_judged():
    m, at, place, words = 3, LANES, 2 * LANES, 2
    lives, files = np.arange(2 * LANES, dtype=u32), np.arange(words * LANES).astype(u64)
    panel = [np.zeros(3 * LANES, i32) for _ in range(4)] + [np.zeros(3 * LANES, u32), np.zeros(words * 3 * LANES, u64)]
    given = [np.arange(LANES, dtype=i32) + add for add in (10, 20, 30, 40)]
    COUNT.follow(m, place, at, words, *given, lives, files, *panel)
    assert [one[place : place + 4].tolist() for one in panel[:4]] == [[a, a + 1, a + 2, 0] for a in (10, 20, 30, 40)]
    assert panel[4][place : place + 4].tolist() == [LANES, LANES + 1, LANES + 2, 0]
    assert panel[5].reshape(words, -1)[1, place : place + 3].tolist() == [LANES, LANES + 1, LANES + 2]
