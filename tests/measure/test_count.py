"""Counting while people live: what each count takes in, and that counts add up."""

import numpy as np
import pytest

from glasshouse.base.compiled import as_written
from glasshouse.life.tables import COLUMNS, HAPPENED
from glasshouse.measure import count
from glasshouse.measure.cause import BESIDE, CAUSES
from glasshouse.measure.count import CELLS, Counters, book, counters, row_of
from glasshouse.measure.tally import ASKED, GRADES, LIVING, SPELL, Tallies
from glasshouse.measure.wrongful import COLUMNS as HOW
from glasshouse.measure.wrongful import ROWS
from glasshouse.population.people import LANES, STRATA
from glasshouse.population.record import NUMBERS
from glasshouse.scheme.compile.tables import BINS

f32, i32, u32, u64 = np.float32, np.int32, np.uint32, np.uint64
COUNT = as_written(count.__name__)


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
    COUNT.find_cells(4, i32s(7, 7, 0, 0), i32s(1, 1, 1, 0), status, i32(0b01), i32s(0, 1, 1, 1), cell)
    assert cell.tolist() == [7 * 32 + 2, 7 * 32 + 1 + 8 + 16, 1 + 16, -1]


def test_everybody_who_is_scored_is_counted_once():
    people = zeros(STRATA * CELLS)
    COUNT.count_people(4, i32s(40, 40, -1, 5), people)
    assert nonzero(people) == {40: 2, 5: 1}


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


def spells(*, spell, sanctioned, spared=(0,), wrongly=(0,), cell=(9,)):
    entered, at_risk, ended = zeros(2), zeros(SPELL * 2), zeros(SPELL * 2)
    now, how = i32s(*spell), i32s(*wrongly)
    COUNT.count_spells(
        len(now), np.zeros(len(now) + 1, i32), i32s(*sanctioned), i32s(*spared), i32s(*cell), now, how, entered,
        at_risk, ended,
    )  # fmt: skip
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


def test_who_is_no_subject_any_longer_neither_comes_free_nor_stays():
    assert spells(spell=[5], sanctioned=[0], cell=[-1])[2:] == ([0, 0], {}, {})


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


SERVICES = np.array([9])
VALUES = np.zeros((2, NUMBERS), np.int64)
VALUES[:, 2:4] = [[-10], [4]]
KIND_ROWS = np.zeros(NUMBERS, np.int32)
KIND_ROWS[2:4] = 5  # the third number is that of settled records


def some_counts(threads=2, schemes=1):
    """Counts of a month in which each of two threads saw one person of stratum 3, under every scheme."""
    counts = counters(threads, 1, schemes)
    for thread in range(threads):
        row = row_of(counts, thread)
        row.people[:, 3 * CELLS + 1] += 1
        row.events[5 * COLUMNS + HAPPENED] += 1
        row.asked[3] += 1
        row.answered[0] += 1
        row.moved[:, 4:8] += 1, 1, 1, 0
        row.living[:, [0, LIVING]] += 1
    return counts


def booked(counts, month, *tallies):
    book(counts, [month] * len(tallies), tallies, SERVICES, KIND_ROWS, VALUES)
    return tallies[0]


def test_threads_count_into_rows_of_their_own():
    counts = counters(2, 1)
    row_of(counts, 1).people[0, 7] = 5
    assert counts.people[:, 0, 7].tolist() == [0, 5]


def test_the_counts_of_all_threads_are_booked_together_and_emptied():
    counts = some_counts()
    tallies = booked(counts, 1, Tallies.for_months(2))
    assert tallies.people[1, 3, 1] == 2
    assert tallies.events[1, 5, HAPPENED] == 2
    assert tallies.asked[3, 9, ASKED] == 2
    assert tallies.answers[1, 9, ASKED] == tallies.together[1, 9, ASKED] == 2
    assert tallies.living[1, :, 0].tolist() == [0, 2]  # both are under sanction
    assert not any(rows.any() for rows in counts)


def test_records_move_the_points_that_they_are_worth_to_a_scheme():
    one, other = Tallies.for_months(2), Tallies.for_months(2)
    booked(some_counts(schemes=2), 1, one, other)
    assert one.moved_points[5].tolist() == [-40, -20]
    assert other.moved_points[5].tolist() == [16, 8]


def test_each_scheme_has_its_own_people_and_requests_and_all_have_the_same_events():
    one, other, counts = Tallies.for_months(2), Tallies.for_months(2), some_counts(schemes=2)
    counts.people[0, 1, 4 * CELLS] = 7
    counts.asked[0, 4 * STRATA + 8] = 5  # one service, four counts: stratum 8 asks the second scheme
    counts.scores[0, 1, 3] = 6
    booked(counts, 0, one, other)
    assert (one.people[0].sum(), other.people[0].sum()) == (2, 9)
    assert (one.asked.sum(), other.asked.sum(), int(other.asked[8, 9, ASKED])) == (2, 5, 5)
    assert (one.scores.sum(), other.scores[0, 3]) == (0, 6)
    assert np.array_equal(one.events, other.events)
    assert np.array_equal(one.together, other.together)


def test_who_stayed_in_their_grade_follows_by_subtraction():
    counts = some_counts()
    counts.people[0, 0, 3 * CELLS] += 4
    counts.flows[0, 0, 0 * GRADES + 1] += 1  # one of the two in grade 1 came from grade 0
    tallies = booked(counts, 1, Tallies.for_months(2))
    assert tallies.flows[1].sum() == 6
    assert (tallies.flows[1, 0, 0], tallies.flows[1, 0, 1], tallies.flows[1, 1, 1]) == (4, 1, 1)


def test_nobody_flows_in_the_first_month_and_nothing_happens_after_the_last():
    tallies = Tallies.for_months(1)
    booked(some_counts(), 0, tallies)
    assert not tallies.flows.any()
    booked(some_counts(), 1, tallies)
    assert tallies.events.sum() == 2
    assert tallies.people[1].sum() == 2


def test_each_scheme_is_booked_in_its_own_month_and_not_before_it_begins_nor_after_it_ends():
    tallies = [Tallies.for_months(2) for _ in range(4)]
    counts = some_counts(schemes=4)
    book(counts, [-1, 0, 2, 3], tallies, SERVICES, KIND_ROWS, np.zeros((4, NUMBERS), np.int64))
    assert [one.people.sum(axis=(1, 2)).tolist() for one in tallies] == [[0] * 3, [2, 0, 0], [0, 0, 2], [0] * 3]
    assert [int(one.events.sum()) for one in tallies] == [0, 2, 0, 0]


def test_scores_are_booked_at_the_turns_of_years_and_at_the_end():
    tallies = Tallies.for_months(14)
    for month in range(15):
        counts = counters(1, 1)
        counts.scores[0, 0, 0] = 1
        counts.yearly[0, 0, 0] = 1
        booked(counts, month, tallies)
    assert tallies.scores[:, 0].tolist() == [1, 1, 1]
    assert tallies.yearly[:, 0, 0].tolist() == [1, 0]


def test_who_is_held_and_why_is_booked_by_stratum_only_as_a_scheme_ends_and_left_alone_before():
    tallies = Tallies.for_months(1)
    counts = some_counts()
    counts.held[:, 0, 0] = 3
    counts.held_by[0, 0, 5 * ROWS * HOW] = 3
    counts.causes[0, 0, (2 * CAUSES + 2) * 2 :][:2] = 3, 1  # the list in the first place, a record of number 2
    booked(counts, 0, tallies)
    assert (tallies.held[0, 0, 0], tallies.held_by.sum(), tallies.causes.sum()) == (6, 0, 0)
    assert counts.held_by.any()
    booked(counts, 1, tallies)
    assert tallies.held_by[5, 0, 0] == tallies.held_by.sum() == 3
    assert tallies.causes[2, len(BESIDE) + 5].tolist() == [3, 1]
    assert not counts.held_by.any()


def test_every_counter_has_a_row_for_each_thread_and_what_differs_by_scheme_one_for_each():
    counts = counters(3, 2, schemes=4)
    assert [len(rows) for rows in counts] == [3] * len(Counters._fields)
    each = ("people", "held", "held_by", "causes", "flows", "yearly", "entered", "at_risk", "ended", "living", "scores")
    assert {getattr(counts, name).shape[1] for name in each} == {4}
    assert counts.asked.shape == (3, 4 * STRATA * 2 * 4)


def test_a_neighbourhood_that_is_followed_is_copied_as_it_was_judged():
    m, at, place, words = 3, LANES, 2 * LANES, 2
    lives, files = np.arange(2 * LANES, dtype=u32), np.arange(words * LANES).astype(u64)
    panel = np.zeros(3 * LANES, u32), np.zeros(words * 3 * LANES, u64)
    COUNT.follow(m, place, at, words, lives, files, *panel)
    assert panel[0][place : place + 4].tolist() == [LANES, LANES + 1, LANES + 2, 0]
    assert panel[1].reshape(words, -1)[1, place : place + 3].tolist() == [LANES, LANES + 1, LANES + 2]


def test_a_standing_that_is_followed_is_copied_and_who_is_no_subject_has_none():
    panel, scored = [np.zeros(2 * LANES, i32) for _ in range(4)], i32s(1, 0, 1)
    given = [np.arange(LANES, dtype=i32) + add for add in (10, 20, 30, 40)]
    COUNT.follow_standing(3, LANES, *given, scored, *panel)
    score, deserved, status, rightful = (one[LANES : LANES + 4].tolist() for one in panel)
    assert (score, deserved) == ([10, 11, 12, 0], [20, 21, 22, 0])
    assert (status, rightful) == ([30, -1, 32, 0], [40, -1, 42, 0])


def test_until_a_scheme_has_spoken_nobody_who_is_followed_is_its_subject():
    status = np.full(4 * LANES, 5, i32)
    COUNT.forget(3, LANES, 2 * LANES, 2, status)
    assert np.flatnonzero(status == -1).tolist() == [*range(LANES, LANES + 3), *range(3 * LANES, 3 * LANES + 3)]


def test_a_record_that_begins_to_count_is_counted_if_its_subject_is_scored():
    moved, begins = np.zeros(2 * NUMBERS, np.int64), i32s(1, 0, 1, 1)
    seen, lane = i32s(5 << 8 | 1 << 1, 5 << 8 | 1 << 1, 5 << 8 | 1 << 1 | 1, 6 << 8 | 3 << 1), i32s(0, 0, 0, 1)
    COUNT.count_records(4, lane, seen, begins, i32s(1, 0), moved)
    assert moved[10:13].tolist() == [1, 1, 0]
