"""What follows: services are granted and refused, and events move means, strain, work and debt."""

from types import SimpleNamespace

import numpy as np
import pytest

from glasshouse.base.compiled import as_written
from glasshouse.consequence import serve
from glasshouse.life.tables import COLUMNS, FALSELY, HAPPENED, KINDS, NOTHING, RECORDED
from glasshouse.population import state
from glasshouse.population.people import LANES, STRATA
from glasshouse.population.record import NUMBERS

f32, i32, u8, u32, u64 = np.float32, np.int32, np.uint8, np.uint32, np.uint64
SERVE = as_written(serve.__name__)
STATE = as_written(state.__name__)
GRANTED, REFUSED, FAVOURED, UNASKED, GIVEN_UP = range(5)
ANSWERS = 4
REAL, FALSE = 1, 2
UNSEEN, OWN_FILE, OTHER_FILE = range(3)
SETTLED = 7  # the number of a settled record
SUBJECT = 128  # of the scheme, added to a status

# Whole numbers wrap around, as they do in kernels; Python warns of it.
pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered in scalar:RuntimeWarning")

EVERYONE = 31
CONDUCT, LEAVING, SERVICE = 5, 6, 9  # kinds


def i32s(*values):
    return np.array(values, i32)


@pytest.mark.parametrize(
    ("asked_by", "job", "debt", "asks"),
    [
        (EVERYONE, 0, 0, 1),
        (EVERYONE, 2, 6, 1),
        (2 | 8 | 16, 1, 0, 1),
        (2 | 8 | 16, 2, 0, 0),
        (1 | 2 | 4 | 8, 1, 0, 0),
        (1 | 2 | 4 | 8, 1, 3, 1),
    ],
)
def test_work_and_debt_decide_who_asks(asked_by, job, debt, asks):
    assert SERVE.may_ask(u8(asked_by), i32(job), i32(debt)) == asks


@pytest.mark.parametrize(("effect", "answer"), [(0, GRANTED), (1, REFUSED), (2, FAVOURED), (7, FAVOURED)])
def test_a_request_is_granted_refused_or_granted_with_a_reward(effect, answer):
    assert SERVE.answer(u8(effect)) == answer


def test_most_events_lead_to_no_other_state():
    assert SERVE.led_to(i32(3), u8(NOTHING)) == 3
    assert SERVE.led_to(i32(3), u8(1)) == 1


def test_who_seeks_no_work_is_not_moved_into_or_out_of_it():
    assert SERVE.led_to_work(i32(2), u8(1)) == 1
    assert SERVE.led_to_work(i32(0), u8(1)) == 0
    assert SERVE.led_to_work(i32(1), u8(NOTHING)) == 1


def lane_two(*, job=1, debt=0, file=0):
    """Four lanes; the person in lane 2 has 20 tenths, no strain, and perhaps a record."""
    p = SimpleNamespace(
        money=np.full(4, 20, f32), strain=np.zeros(4, f32), job=i32s(0, 0, job, 0), debt=i32s(0, 0, debt, 0),
        files=np.zeros(LANES, u64), tally=np.zeros(KINDS * COLUMNS, np.int64),
        asked=np.zeros(2 * STRATA * ANSWERS, np.int64), together=np.zeros(ANSWERS, np.int64), reply=i32s(-1, -1),
    )  # fmt: skip
    p.files[2] = u64(file)
    return p


def means(p):
    """Money, strain, job and debt of the person in lane 2."""
    assert [one[[0, 1, 3]].tolist() for one in (p.money, p.strain)] == [[20] * 3, [0] * 3]
    return tuple(float(one[2]) for one in (p.money, p.strain, p.job, p.debt))


def effects():
    """What events lead to: money, strain, job, debt, by 2 * kind + refused."""
    money, strain = np.zeros(2 * KINDS, f32), np.zeros(2 * KINDS, f32)
    job, debt = np.full(2 * KINDS, NOTHING, u8), np.full(2 * KINDS, NOTHING, u8)
    money[2 * CONDUCT], strain[2 * CONDUCT] = -3, 2
    money[2 * SERVICE], debt[2 * SERVICE], job[2 * SERVICE], strain[2 * SERVICE + 1] = -5, 1, 2, 6
    return money, strain, job, debt


def filing(*read):
    """What a file does with records of the kinds that are read: no limits; their numbers are those of their rows."""
    file = SimpleNamespace(
        numbers=np.zeros(KINDS, u8), rows=np.arange(NUMBERS, dtype=i32), after=np.arange(NUMBERS).astype(u8),
        most=np.full(NUMBERS, 127 | 1 << 7, i32), weight=np.ones(NUMBERS, i32), settles=np.zeros(KINDS, u8),
        settled_by=np.zeros(NUMBERS, u8),
    )  # fmt: skip
    file.numbers[list(read)] = read
    file.settles[LEAVING], file.settled_by[CONDUCT], file.after[CONDUCT] = 0b0001, 0b0001, SETTLED
    return file


def borne(kind, *, result=REAL, where=OWN_FILE, about=3, file=0):
    """One conduct of the person in lane 2; and all that came of it."""
    p = lane_two(file=file)
    SERVE.apply_conducts(
        1, 4, p.files, i32s(1), i32s(SERVICE, kind), i32s(REAL, result), i32s(where), i32s(2), i32s(3, 3, about, 3),
        p.money, p.strain, p.job, p.debt, *effects(), filing(CONDUCT, LEAVING), i32(0), p.tally,
    )  # fmt: skip
    p.record = int(STATE.place_of(p.files, i32(2), i32(0)))
    p.counted = {column for column in range(COLUMNS) if p.tally[kind * COLUMNS + column]}
    return p


def answered(*, about=3, statuses=(SUBJECT,), spells=(0,), effects_of=(0,), logged=0, **who):
    """One request of the person in lane 2, and all that came of it; each scheme has a status, a spell and an effect."""
    askers_are, schemes = who.pop("asked_by", EVERYONE), len(statuses)
    p = lane_two(**who)
    service, askers = np.full(KINDS, -1, i32), np.zeros(KINDS, u8)
    service[SERVICE], askers[SERVICE] = 0, askers_are
    effect, reward = np.zeros(8 * 128 * KINDS, u8), np.zeros(8 * 256, f32)
    patience = np.full(8 * 128 * KINDS, 12, u8)
    status, spell = np.zeros(schemes * LANES, i32), np.zeros(schemes * LANES, i32)
    for turn, (own, months, does) in enumerate(zip(statuses, spells, effects_of, strict=True)):
        status[turn * LANES + 2], spell[turn * LANES + 2] = own, months
        effect[(turn * 128 + (own & 127)) * KINDS + SERVICE] = does
        reward[turn * 256 + 2], reward[turn * 256 + 3] = 4, 6 + turn
    SERVE.answer_requests(
        1, 1, schemes, 4, i32(7), p.files, i32s(2), i32s(SERVICE), i32s(0, 0, 77, 0), i32s(3, 3, about, 3), status,
        spell, p.money, p.strain, p.job, p.debt, service, askers, *effects(), effect, reward, patience,
        filing(*[SERVICE] * logged), i32(0), p.tally, p.together, p.asked, p.reply,
    )  # fmt: skip
    p.each = p.asked[: schemes * ANSWERS * STRATA].reshape(schemes, ANSWERS, STRATA)[:, :, 77].tolist()
    p.answers = p.each[0]
    p.record = int(STATE.place_of(p.files, i32(2), i32(0)))
    return p


def test_a_conduct_has_its_effect_and_is_recorded():
    p = borne(CONDUCT)
    assert means(p) == (17, 2, 1, 0)
    assert p.record == CONDUCT << 8
    assert p.counted == {HAPPENED, RECORDED}


def test_an_unseen_conduct_has_its_effect_all_the_same():
    p = borne(CONDUCT, where=UNSEEN)
    assert means(p) == (17, 2, 1, 0)
    assert (p.record, p.counted) == (0, {HAPPENED})


def test_what_was_made_up_has_no_effect_but_a_wrong_record():
    p = borne(CONDUCT, result=FALSE)
    assert means(p) == (20, 0, 1, 0)
    assert p.record == CONDUCT << 8 | 1
    assert p.counted == {RECORDED, FALSELY}


def test_a_misfiled_record_is_not_on_ones_own_file():
    assert borne(CONDUCT, where=OTHER_FILE).record == 0


def test_whom_no_scheme_scores_has_no_file():
    assert borne(CONDUCT, about=1).record == 0


def test_a_conduct_that_makes_good_marks_what_it_settles():
    assert borne(LEAVING, where=UNSEEN, file=CONDUCT << 8).record == SETTLED << 8
    assert borne(LEAVING, result=FALSE, where=UNSEEN, file=CONDUCT << 8).record == CONDUCT << 8


def test_requests_are_the_events_that_ask_for_a_service():
    service = np.full(KINDS, -1, i32)
    service[SERVICE] = 0
    lane, kind = np.zeros(4, i32), np.zeros(4, i32)
    assert SERVE.list_requests(3, i32s(4, 5, 6), i32s(SERVICE, CONDUCT, SERVICE), service, lane, kind) == 2
    assert (lane[:2].tolist(), kind[:2].tolist()) == ([4, 6], [SERVICE, SERVICE])


def test_a_granted_request_has_the_effect_of_being_granted():
    p = answered()
    assert means(p) == (15, 0, 2, 1)
    assert p.answers == [1, 0, 0, 0]


def test_a_refused_request_has_the_effect_of_being_refused():
    p = answered(statuses=(SUBJECT | 9,), effects_of=(1,))
    assert means(p) == (20, 6, 1, 0)
    assert p.answers == [1, 1, 0, 0]


def test_a_reward_comes_on_top_of_what_is_granted():
    p = answered(effects_of=(2,))
    assert means(p) == (19, 0, 2, 1)
    assert p.answers == [1, 0, 1, 0]


def test_who_does_not_ask_is_neither_granted_nor_refused():
    p = answered(asked_by=4 | 8 | 16, effects_of=(1,))
    assert means(p) == (20, 0, 1, 0)
    assert p.answers == [0, 0, 0, 0]
    assert p.together.tolist() == [0, 0, 0, 0]


def test_requests_of_those_whom_no_scheme_scores_are_not_counted():
    p = answered(about=1, statuses=(0,))
    assert means(p) == (15, 0, 2, 1)
    assert p.answers == p.together.tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("effect", [1, 2])
def test_nothing_is_refused_or_rewarded_to_whom_the_scheme_does_not_score(effect):
    assert means(answered(about=1, statuses=(0,), effects_of=(effect,))) == (15, 0, 2, 1)


def test_what_is_done_by_those_who_have_no_file_is_not_counted():
    assert borne(CONDUCT, about=1).counted == set()


# several schemes


BOTH = {"statuses": (SUBJECT, SUBJECT | 3), "spells": (0, 0)}


def test_a_service_is_refused_if_any_scheme_refuses_it():
    p = answered(**BOTH, effects_of=(0, 1))
    assert means(p) == (20, 6, 1, 0)
    assert p.each == [[1, 0, 0, 0], [1, 1, 0, 0]]
    assert p.together.tolist() == [1, 1, 0, 0]


def test_what_one_scheme_refuses_no_other_rewards():
    p = answered(**BOTH, effects_of=(2, 1))
    assert means(p) == (20, 6, 1, 0)
    assert p.each == [[1, 0, 0, 0], [1, 1, 0, 0]]
    assert p.together.tolist() == [1, 1, 0, 0]


def test_of_several_rewards_the_largest_counts():
    p = answered(**BOTH, effects_of=(2, 3))
    assert means(p) == (15 + 7, 0, 2, 1)
    assert p.each == [[1, 0, 1, 0], [1, 0, 1, 0]]
    assert p.together.tolist() == [1, 0, 1, 0]


def test_a_scheme_answers_only_for_its_own_subjects():
    p = answered(statuses=(SUBJECT, 3), spells=(0, 0), effects_of=(0, 1))
    assert means(p) == (15, 0, 2, 1)
    assert p.each == [[1, 0, 0, 0], [0, 0, 0, 0]]


def test_who_was_refused_for_too_long_asks_no_more():
    refused = {"statuses": (SUBJECT | 9,), "effects_of": (1,)}
    assert answered(**refused, spells=(12,)).answers == [1, 1, 0, 0]
    p = answered(**refused, spells=(13,))
    assert means(p) == (20, 0, 1, 0)
    assert (p.answers, p.together.tolist()) == ([0, 0, 0, 1], [0, 0, 0, 1])


def test_who_may_not_ask_gives_nothing_up():
    assert answered(statuses=(SUBJECT | 9,), effects_of=(1,), spells=(13,), asked_by=4 | 8 | 16).answers == [0] * 4


def test_what_is_given_up_is_counted_for_the_schemes_that_refused_for_so_long_and_once_for_all():
    refused = {"statuses": (SUBJECT | 9, SUBJECT | 9), "effects_of": (1, 1)}
    p = answered(**refused, spells=(13, 2))
    assert (p.each, p.together.tolist()) == ([[0, 0, 0, 1], [0, 0, 0, 0]], [0, 0, 0, 1])
    p = answered(**refused, spells=(13, 14))
    assert (p.each, p.together.tolist()) == ([[0, 0, 0, 1], [0, 0, 0, 1]], [0, 0, 0, 1])


def test_who_was_under_sanction_for_long_asks_for_what_is_not_refused():
    p = answered(statuses=(SUBJECT | 9,), spells=(60,), effects_of=(0,))
    assert means(p) == (15, 0, 2, 1)


def test_a_granted_service_is_put_on_record_where_a_scheme_looks_at_it():
    assert answered(logged=1).record == SERVICE << 8
    assert answered(logged=0).record == 0
    assert answered(logged=1, about=1, statuses=(0,)).record == 0
    assert answered(logged=1, effects_of=(1,)).record == 0
    assert answered(logged=1, asked_by=4 | 8 | 16).record == 0


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ({}, GRANTED),
        ({"effects_of": (1,)}, REFUSED),
        ({"effects_of": (2,)}, FAVOURED),
        ({"asked_by": 4 | 8 | 16}, UNASKED),
        ({"effects_of": (1,), "spells": (13,)}, GIVEN_UP),
        ({"asked_by": 4 | 8 | 16, "effects_of": (1,), "spells": (13,)}, UNASKED),
        ({"effects_of": (2,), "spells": (13,)}, FAVOURED),
        ({**BOTH, "effects_of": (2, 1)}, REFUSED),
        ({**BOTH, "effects_of": (2, 3)}, FAVOURED),
        ({"about": 1, "statuses": (0,), "effects_of": (1,)}, GRANTED),
    ],
)
def test_every_request_has_one_reply(said, reply):
    assert answered(**said).reply.tolist() == [reply, -1]
