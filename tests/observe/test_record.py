"""What sources write down, and how a file takes a record in."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.engine.plain import as_written
from glasshouse.life.tables import COLUMNS, FALSELY, KINDS, LOST, RECORDED
from glasshouse.population.people import LANES

f32, i32, u32, u64 = np.float32, np.int32, np.uint32, np.uint64
RECORD = as_written("glasshouse.observe.record")
STATE = as_written("glasshouse.population.state")
NO_EVENT, REAL, FALSE = 0, 1, 2
UNSEEN, OWN_FILE, OTHER_FILE = 0, 1, 2
FILED, CAPPED, NO_PLACE, PUSHED_OUT = range(4)
SLOTS = 4

# Whole numbers wrap around, as they do in kernels; Python warns of it.
pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered in scalar:RuntimeWarning")


def i32s(*values):
    return np.array(values, i32)


def record(kind=1, age=0, wrong=0):
    return i32(kind << 8 | age << 1 | wrong)


def mark(fraction):
    return u32(int(fraction * 2**24) << 8)


# where a record lands


def landing(result, see, mix=0.99, coverage=0.5, watched=1.0, wrong_person=0.1):
    return int(RECORD.landing(i32(result), *map(f32, (see, mix, coverage, watched, wrong_person))))


def test_a_source_sees_its_share_of_what_happens():
    assert landing(REAL, 0.49) == OWN_FILE
    assert landing(REAL, 0.5) == UNSEEN


def test_closer_inspection_sees_more_but_never_more_than_all():
    assert landing(REAL, 0.7, watched=1.5) == OWN_FILE
    assert landing(REAL, 0.8, watched=1.5) == UNSEEN
    assert landing(REAL, 0.999, watched=9) == OWN_FILE


def test_a_share_of_what_is_seen_lands_on_a_neighbours_file():
    assert landing(REAL, 0.4, mix=0.09) == OTHER_FILE
    assert landing(REAL, 0.4, mix=0.1) == OWN_FILE
    assert landing(REAL, 0.6, mix=0.09) == UNSEEN


def test_what_was_made_up_is_on_record_whoever_looked_and_on_ones_own_file():
    assert landing(FALSE, 0.99, mix=0) == OWN_FILE
    assert landing(FALSE, 0, coverage=0) == OWN_FILE


def test_where_nothing_came_of_it_nothing_is_written():
    assert landing(NO_EVENT, 0) == UNSEEN


def test_a_neighbour_is_one_of_512():
    assert RECORD.neighbour(u32(0)) == 0
    assert RECORD.neighbour(u32(0xFFFFFFFF)) == 511


def test_a_new_record_has_no_age():
    assert RECORD.record_of(i32(200), i32(1)) == record(200, 0, 1)


# how a file takes it in

CAP, WINDOW, WEIGHT = np.full(KINDS, 127, i32), np.ones(KINDS, i32), np.full(KINDS, 10, i32)
CAP[5], WINDOW[5] = 2, 12  # at most two a year
CAP[6] = 0  # no rule looks at them
WEIGHT[7], WEIGHT[8] = 3, 60_000


def file_of(*records, lane=0):
    files = np.zeros(LANES, u64)
    for slot, one in enumerate(records):
        STATE.put(files, i32(lane), i32(slot), one)
    return files


def records_in(files, lane=0):
    return [int(STATE.place_of(files, i32(lane), i32(slot))) for slot in range(SLOTS)]


def taken_in(files, new, lane=0):
    return int(RECORD.take_in(files, i32(lane), SLOTS, i32(new), CAP, WINDOW, WEIGHT))


@given(st.lists(st.sampled_from([0, 1, 0x0100, 0x7FFF]), min_size=4, max_size=4))
def test_the_first_free_place_of_a_word_is_found(places):
    word = u64(sum(one << 16 * at for at, one in enumerate(places)))
    assert RECORD.first_free(word) == (places.index(0) if 0 in places else 4)


def test_records_of_a_kind_are_counted_within_their_window():
    files = file_of(record(5, 0), record(5, 11), record(5, 12), record(4, 0))
    assert RECORD.count_same(files, i32(0), SLOTS, i32(5), i32(12)) == 2


def test_the_lightest_place_is_that_of_the_least_weighty_and_oldest_unless_the_new_one_is():
    files = file_of(record(1, 3), record(2, 9), record(3, 4), record(4, 0))
    assert RECORD.lightest_place(files, i32(0), SLOTS, record(1), WEIGHT) == 1
    assert RECORD.lightest_place(files, i32(0), SLOTS, record(7), WEIGHT) == -1


def test_a_record_takes_the_first_free_place():
    files = file_of(record(1), i32(0), record(2))
    assert taken_in(files, record(3)) == FILED
    assert records_in(files) == [record(1), record(3), record(2), 0]


def test_no_more_records_are_filed_than_the_scheme_counts_in_a_window():
    files = file_of(record(5, 0), record(5, 11))
    assert taken_in(files, record(5)) == CAPPED
    assert records_in(files)[2] == 0
    files = file_of(record(5, 0), record(5, 12))  # the older one is a year ago
    assert taken_in(files, record(5)) == FILED


def test_what_no_rule_looks_at_is_never_filed():
    files = file_of()
    assert taken_in(files, record(6)) == CAPPED
    assert records_in(files) == [0] * SLOTS


def test_a_full_file_drops_its_least_weighty_record():
    files = file_of(record(1), record(7), record(8), record(2))
    assert taken_in(files, record(3)) == PUSHED_OUT
    assert records_in(files) == [record(1), record(3), record(8), record(2)]


def test_among_equals_the_oldest_goes():
    files = file_of(record(1, 3), record(2, 9), record(3, 4), record(4, 0))
    assert taken_in(files, record(1)) == PUSHED_OUT
    assert records_in(files)[1] == record(1)


def test_a_record_lighter_than_all_finds_no_place():
    before = [record(1, 3), record(2, 9), record(3, 4), record(4, 0)]
    files = file_of(*before)
    assert taken_in(files, record(7)) == NO_PLACE
    assert records_in(files) == before


def test_a_full_file_of_equals_as_new_as_itself_keeps_what_it_has():
    files = file_of(*[record(1)] * SLOTS)
    assert taken_in(files, record(2)) == NO_PLACE


def test_other_files_stay_as_they_are():
    files = file_of(record(1), lane=3)
    taken_in(files, record(2), lane=4)
    assert (records_in(files, 3)[:2], records_in(files, 4)[0]) == ([record(1), 0], record(2))


def test_leaving_a_list_takes_off_the_records_that_keep_one_on_it():
    bonds = np.zeros(KINDS, i32)
    bonds[1], bonds[2] = 0b0001, 0b0110 | 1 << 4
    files = file_of(record(1), record(2), record(3), record(1, 9))
    RECORD.take_off(files, i32(0), SLOTS, i32(0b0001), bonds)
    assert records_in(files) == [0, record(2), record(3), 0]
    RECORD.take_off(files, i32(0), SLOTS, i32(0b0100), bonds)
    assert records_in(files) == [0, 0, record(3), 0]


def counted():
    return SimpleNamespace(tally=np.zeros(KINDS * COLUMNS, np.int64), moved=np.zeros(KINDS * 2, np.int64))


def entered(files, kind, wrong, count):
    value = np.full(KINDS, -5, i32)
    RECORD.enter(files, i32(0), SLOTS, i32(kind), i32(wrong), value, CAP, WINDOW, WEIGHT, count.tally, count.moved)
    return [int(count.tally[kind * COLUMNS + column]) for column in (RECORDED, FALSELY, LOST)]


def test_a_record_that_arrives_is_counted_with_its_points():
    count, files = counted(), file_of()
    assert entered(files, 1, 0, count) == [1, 0, 0]
    assert entered(files, 1, 1, count) == [2, 1, 0]
    assert count.moved[2:4].tolist() == [-5, -5]


def test_a_record_that_is_not_counted_by_the_scheme_moves_no_points():
    count = counted()
    assert entered(file_of(), 6, 0, count) == [1, 0, 0]
    assert not count.moved.any()


def test_a_record_that_finds_no_place_or_pushes_one_out_is_counted_as_lost():
    count = counted()
    assert entered(file_of(*[record(1)] * SLOTS), 7, 0, count) == [1, 0, 1]
    assert not count.moved.any()
    assert entered(file_of(*[record(1)] * SLOTS), 8, 0, count) == [1, 0, 1]
    assert count.moved[16] == -5


# a neighbourhood


def test_only_conducts_have_records():
    service = np.full(KINDS, -1, i32)
    service[9] = 0
    which, lane, slot = (np.full(4, 7, i32) for _ in range(3))
    n = RECORD.list_conducts(3, i32s(4, 5, 6), i32s(1, 9, 2), i32s(0, 3, 64), service, which, lane, slot)
    assert n == 2
    assert (which[:2].tolist(), lane[:2].tolist(), slot[:2].tolist()) == ([0, 2], [4, 6], [0, 64])


def test_each_conduct_lands_by_its_own_kind_status_and_draw():
    coverage, wrong, watched = np.zeros(KINDS, f32), np.zeros(KINDS, f32), np.ones(128, f32)
    coverage[1], coverage[2], wrong[2], watched[3] = 0.5, 1, 0.5, 2
    kind, result, where = i32s(1, 1, 9, 2), i32s(REAL, REAL, REAL, REAL), np.zeros(3, i32)
    status, see = i32s(0, 3), [0.7, 0.7, 0.1]
    RECORD.land(
        3, i32s(0, 1, 3), i32s(0, 1, 0), kind, result, status, i32s(3, 3), np.array([mark(one) for one in see], u32),
        np.array([mark(0.4)] * 3, u32), coverage, watched, wrong, where,
    )  # fmt: skip
    assert where.tolist() == [UNSEEN, OWN_FILE, OTHER_FILE]


def test_misfiled_records_are_listed_in_the_order_of_their_events():
    to, sent = np.zeros(4, i32), np.zeros(4, i32)
    which, where, kind = i32s(0, 1, 3), i32s(OTHER_FILE, OWN_FILE, OTHER_FILE), i32s(1, 2, 9, 4)
    words = np.array([500 << 23, 3 << 23, 2 << 23], u32)
    assert RECORD.misfiled(3, which, where, kind, words, to, sent) == 2
    assert (to[:2].tolist(), sent[:2].tolist()) == ([500, 2], [1, 4])


@pytest.mark.parametrize(("lane", "arrives"), [(0, 1), (1, 0), (2, 0), (511, 0)])
def test_a_misfiled_record_arrives_as_a_wrong_one_where_somebody_with_a_file_lives(lane, arrives):
    files, count, about = np.zeros(LANES, u64), counted(), np.zeros(LANES, i32)
    about[[0, 2]] = 3  # the scheme scores lanes 0 and 2; two people live here
    value = np.full(KINDS, -5, i32)
    RECORD.deliver(2, 1, SLOTS, files, i32s(lane), i32s(1), about, value, CAP, WINDOW, WEIGHT, count.tally, count.moved)
    assert records_in(files, lane)[0] == arrives * record(1, 0, wrong=1)
    assert count.tally[COLUMNS + FALSELY] == arrives
    assert count.moved[3] == -5 * arrives
