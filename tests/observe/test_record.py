"""How a file takes a record in, and what becomes of it there."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.base.compiled import as_written
from glasshouse.life.tables import COLUMNS, FALSELY, KINDS, LOST, RECORDED
from glasshouse.observe import record as observe_record
from glasshouse.population import state
from glasshouse.population.people import LANES
from glasshouse.population.record import NUMBERS

f32, i32, u32, u64 = np.float32, np.int32, np.uint32, np.uint64
RECORD = as_written(observe_record.__name__)
STATE = as_written(state.__name__)
FILED, UNREAD, NO_PLACE, PUSHED_OUT = range(4)
SLOTS = 4
SETTLED = 100  # added to a number when it is settled

# Whole numbers wrap around, as they do in kernels; Python warns of it.
pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered in scalar:RuntimeWarning")


def i32s(*values):
    return np.array(values, i32)


def record(kind=1, age=0, wrong=0, settled=0):
    """A record of a kind, which is numbered by its row, and by 100 more when settled."""
    return i32(kind + settled * SETTLED << 8 | age << 1 | wrong)


def test_a_new_record_has_no_age():
    assert RECORD.new_record(i32(120), i32(1)) == record(120, 0, 1)


# records grow older


def test_a_record_grows_a_month_older_and_stays_what_it_is():
    assert RECORD.aged(record(100, 3, wrong=1), i32(12)) == record(100, 4, wrong=1)
    assert RECORD.aged(record(127, 3, settled=1), i32(12)) == record(127, 4, settled=1)


def test_a_record_leaves_when_no_scheme_has_a_use_for_it_any_longer():
    assert RECORD.aged(record(age=11), i32(12)) == record(age=12)
    assert RECORD.aged(record(age=12), i32(12)) == 0


def test_a_record_that_is_kept_for_ever_stays_at_the_oldest_age():
    assert RECORD.aged(record(age=126), i32(127)) == record(age=127)
    assert RECORD.aged(record(age=127), i32(127)) == record(age=127)


def test_an_empty_place_stays_empty():
    assert RECORD.aged(i32(0), i32(127)) == 0


def test_a_record_is_decided_on_in_one_month_of_its_life():
    assert [age for age in range(128) if RECORD.is_decided(record(age=age), i32(3))] == [3]
    assert not RECORD.is_decided(i32(0), i32(0))


# how a file takes it in

MOST, WEIGHT = np.full(NUMBERS, 127 | 1 << 7, i32), np.full(NUMBERS, 10, i32)
MOST[[5, SETTLED + 5]] = 2 | 12 << 7  # at most two a year
MOST[9] = 1 | 1 << 7 | 2 << 11  # at most one a month; reported two months later
JANUARY, MARCH = i32(0), i32(2)
WEIGHT[[7, SETTLED + 7]], WEIGHT[8] = 3, 60_000
OWN, SETTLED_BY = np.arange(KINDS).astype(np.uint8), np.zeros(NUMBERS, np.uint8)
OWN[6] = 0  # no rule looks at them
SETTLED_BY[1], SETTLED_BY[2] = 1, 200
AFTER = np.arange(NUMBERS).astype(np.uint8)
AFTER[1 : SETTLED + 1] += SETTLED
ROWS = np.arange(NUMBERS, dtype=i32)
ROWS[SETTLED + 1 : 2 * SETTLED] -= SETTLED
FILE = SimpleNamespace(numbers=OWN, rows=ROWS, after=AFTER, most=MOST, weight=WEIGHT, settled_by=SETTLED_BY)


def file_of(*records, lane=0):
    files = np.zeros(LANES, u64)
    for slot, one in enumerate(records):
        STATE.put(files, i32(lane), i32(slot), one)
    return files


def records_in(files, lane=0):
    return [int(STATE.place_of(files, i32(lane), i32(slot))) for slot in range(SLOTS)]


def taken_in(files, new, lane=0, calendar=MARCH):
    kind, wrong = i32(new >> 8), i32(new & 1)
    return int(RECORD.take_in(files, i32(lane), SLOTS, kind, wrong, calendar, FILE))


@given(st.lists(st.sampled_from([0, 1, 0x0100, 0x7FFF, 0x8000, 0xFFFF]), min_size=4, max_size=4))
def test_the_first_free_place_of_a_word_is_found(places):
    word = u64(sum(one << 16 * at for at, one in enumerate(places)))
    assert RECORD.first_free(word) == (places.index(0) if 0 in places else 4)


def beyond(files, place, calendar=MARCH):
    one = record(*map(int, (records_in(files)[place] >> 8, records_in(files)[place] >> 1 & 127)))
    return bool(RECORD.is_beyond(files, i32(0), SLOTS, i32(place), one, calendar, FILE))


def test_what_as_many_of_its_kind_came_before_in_a_calendar_year_is_beyond_the_limit():
    files = file_of(record(5, 0), record(5, 1), record(5, 2), record(4, 0))
    assert [beyond(files, place) for place in range(4)] == [True, False, False, False]
    assert [beyond(files, place, JANUARY) for place in range(3)] == [False] * 3  # two of them were last year


def test_a_window_is_that_of_the_month_in_which_a_record_is_reported():
    files = file_of(record(9, 3), record(9, 3), record(9, 2))
    assert [beyond(files, place) for place in range(3)] == [False, True, False]


def test_the_place_to_drop_is_that_of_the_least_weighty_and_oldest_unless_the_new_one_is():
    files = file_of(record(1, 3), record(2, 9), record(3, 4), record(4, 0))
    assert RECORD.least_weighty_place(files, i32(0), SLOTS, record(1), MARCH, FILE) == 1
    assert RECORD.least_weighty_place(files, i32(0), SLOTS, record(7), MARCH, FILE) == -1


def test_a_record_takes_the_first_free_place():
    files = file_of(record(1), i32(0), record(2))
    assert taken_in(files, record(3)) == FILED
    assert records_in(files) == [record(1), record(3), record(2), 0]


def test_a_record_beyond_every_limit_is_filed_while_there_is_room_and_the_first_to_go():
    files = file_of(record(5, 1), record(5, 2))
    assert taken_in(files, record(5)) == FILED
    assert taken_in(files, record(7)) == FILED
    assert taken_in(files, record(7)) == PUSHED_OUT
    assert records_in(files) == [record(5, 1), record(5, 2), record(7), record(7)]
    assert taken_in(files, record(5)) == NO_PLACE


def test_what_no_rule_looks_at_is_never_filed():
    files = file_of()
    assert taken_in(files, record(6)) == UNREAD
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


def test_what_is_made_good_is_marked_as_settled_and_stays_on_file():
    files = file_of(record(1), record(2), record(3), record(1, 9, wrong=1))
    RECORD.settle(files, i32(0), SLOTS, i32(1), FILE)
    assert records_in(files) == [record(1, settled=1), record(2), record(3), record(1, 9, wrong=1, settled=1)]
    RECORD.settle(files, i32(0), SLOTS, i32(200), FILE)
    assert records_in(files)[1:3] == [record(2, settled=1), record(3)]


def test_an_empty_file_has_nothing_to_settle():
    files = file_of()
    every = SimpleNamespace(settled_by=np.full(NUMBERS, 3, np.uint8), after=AFTER)
    RECORD.settle(files, i32(0), SLOTS, i32(3), every)
    assert records_in(files) == [0] * SLOTS


def test_settled_records_are_counted_and_dropped_as_others_are():
    files = file_of(record(5, 0, settled=1), record(5, 1), record(5, 2, settled=1))
    assert [beyond(files, place) for place in range(3)] == [True, False, False]
    files = file_of(record(1), record(7, settled=1), record(8), record(2))
    assert taken_in(files, record(3)) == PUSHED_OUT
    assert records_in(files)[1] == record(3)


def counted():
    return SimpleNamespace(tally=np.zeros(KINDS * COLUMNS, np.int64))


def entered(files, kind, wrong, count):
    RECORD.enter(files, i32(0), SLOTS, i32(kind), i32(wrong), MARCH, FILE, count.tally)
    return [int(count.tally[kind * COLUMNS + column]) for column in (RECORDED, FALSELY, LOST)]


def test_a_record_that_arrives_is_counted_with_whether_it_is_wrong():
    count, files = counted(), file_of()
    assert entered(files, 1, 0, count) == [1, 0, 0]
    assert entered(files, 1, 1, count) == [2, 1, 0]
    assert records_in(files)[:2] == [record(1), record(1, wrong=1)]


def test_a_record_that_no_scheme_counts_is_not_filed():
    files = file_of()
    assert entered(files, 6, 0, counted()) == [1, 0, 0]
    assert not files.any()


def test_a_record_that_finds_no_place_or_pushes_one_out_is_counted_as_lost():
    count = counted()
    assert entered(file_of(*[record(1)] * SLOTS), 7, 0, count) == [1, 0, 1]
    assert entered(file_of(*[record(1)] * SLOTS), 8, 0, count) == [1, 0, 1]


# a neighbourhood


def test_the_records_of_a_neighbourhood_are_listed_with_their_places():
    files = np.zeros(2 * LANES, u64)
    files[1] = u64(0x1111 | 0xA222 << 48)
    files[LANES + 2] = u64(0x3333 << 16)
    who, lane, place, found = (np.zeros(30, i32) for _ in range(4))
    n = RECORD.list_records(3, 2, files, who, lane, place, found)
    listed = list(zip(lane[:n].tolist(), place[:n].tolist(), found[:n].tolist(), strict=True))
    assert listed == [(1, 0, 0x1111), (1, 3, 0xA222), (2, 5, 0x3333)]


def test_records_age_together_and_tell_which_are_decided_on():
    kept, decided = np.full(NUMBERS, 12, i32), np.full(NUMBERS, 3, i32)
    held, due = i32s(record(1, 2), record(2, 12), record(3, 3)), np.zeros(3, i32)
    RECORD.age_records(3, i32(1), kept, decided, held, due)
    assert held.tolist() == [record(1, 3), 0, record(3, 4)]
    assert due.tolist() == [1, 0, 0]


def test_in_the_first_month_no_record_grows_older():
    held, due = i32s(record(1, 2)), np.zeros(1, i32)
    RECORD.age_records(1, i32(0), np.full(NUMBERS, 1, i32), np.full(NUMBERS, 2, i32), held, due)
    assert (held.tolist(), due.tolist()) == ([record(1, 2)], [1])


def test_aged_records_go_back_where_they_were_and_those_that_left_leave_their_place_free():
    files = file_of(record(1, 1), record(2, 9), record(3, 1), lane=1)
    lane, place = i32s(1, 1, 1), i32s(0, 1, 2)
    RECORD.return_records(3, lane, place, i32s(record(1, 2), 0, record(3, 2)), files)
    assert records_in(files, 1) == [record(1, 2), 0, record(3, 2), 0]


def test_only_conducts_have_records():
    service = np.full(KINDS, -1, i32)
    service[9] = 0
    which, lane, slot = (np.full(4, 7, i32) for _ in range(3))
    n = RECORD.list_conducts(3, i32s(4, 5, 6), i32s(1, 9, 2), i32s(0, 3, 64), service, which, lane, slot)
    assert n == 2
    assert (which[:2].tolist(), lane[:2].tolist(), slot[:2].tolist()) == ([0, 2], [4, 6], [0, 64])
