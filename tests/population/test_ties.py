"""Friends: everybody in a community has them, they are friends in turn; and who lives elsewhere for a year."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.base.compiled import as_written
from glasshouse.population import ties
from glasshouse.population.people import LANES
from glasshouse.population.state import UNKNOWN
from glasshouse.population.ties import COMMUNITY, FRIENDS

f32, i16, i32, u32 = np.float32, np.int16, np.int32, np.uint32
TIES = as_written(ties.__name__)
PLACES = COMMUNITY * LANES
WORDS = st.integers(0, 0xFFFFFFFF)
LOW, HIGH = u32(11), u32(7)  # the words of a seed

# Whole numbers wrap around, as they do in kernels; Python warns of it.
pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered in scalar:RuntimeWarning")


def key(number: int, community: int = 0, low: u32 = LOW, high: u32 = HIGH) -> int:
    return int(TIES.key_of(low, high, u32(community), u32(number)))


@given(WORDS, WORDS, st.integers(0, 1 << 20), st.integers(0, FRIENDS - 1))
def test_a_key_is_odd_and_within_the_community(low, high, community, number):
    assert key(number, community, u32(low), u32(high)) in range(1, PLACES, 2)


@given(st.integers(0, PLACES - 1), st.integers(0, FRIENDS - 1))
def test_the_friend_of_a_friend_is_oneself_and_nobody_is_their_own(place, number):
    friend = int(TIES.friend_of(i32(place), i32(key(number))))
    assert 0 <= friend < PLACES
    assert friend != place
    assert TIES.friend_of(i32(friend), i32(key(number))) == place


def test_everybody_is_the_friend_of_one_other_by_each_key():
    assert len({int(TIES.friend_of(i32(place), i32(key(3)))) for place in range(PLACES)}) == PLACES


def test_other_communities_and_other_seeds_have_other_friends():
    assert len({key(0, community) for community in range(40)}) > 30
    assert len({key(0, low=u32(low)) for low in range(40)}) > 30
    assert len({key(0, high=u32(high)) for high in range(40)}) > 30


def met(block, *, first_block=0, people=PLACES, m=LANES, echo=None, which=0, lowest=0, span=1000):
    """Means in hundredths and whether known, of one neighbourhood; ``echo`` holds the scores of the whole state."""
    size = -(-people // LANES) * LANES
    scores = np.full(size, UNKNOWN, i16) if echo is None else echo
    total, knows, friends = np.zeros(LANES, i32), np.zeros(LANES, i32), np.zeros(LANES, f32)
    TIES.average_friends(
        m, which, size, first_block, block, people, LOW, HIGH, scores, i32(lowest), i32(span), total, friends, knows
    )
    return friends[:m].tolist(), knows[:m].tolist()


def friends_of(number):
    """The places of the friends of a person of the first community."""
    return [int(TIES.friend_of(i32(number), i32(key(one)))) for one in range(FRIENDS)]


@pytest.fixture(scope="module")
def scores():
    return np.random.default_rng(1).integers(0, 1001, PLACES).astype(i16)


@pytest.mark.parametrize("block", [0, 3, 7])
def test_what_counts_is_the_mean_of_the_scores_of_ones_friends(block, scores):
    friends, knows = met(block, echo=scores)
    assert knows == [1] * LANES
    for lane in (0, 1, 200, 511):
        expected = np.mean([scores[one] for one in friends_of(block * LANES + lane)]) / 10
        assert friends[lane] == pytest.approx(expected, rel=1e-5)


def test_the_mean_is_placed_between_the_foot_of_the_scale_and_its_top():
    echo = np.full(PLACES, 650, i16)
    assert met(0, echo=echo, lowest=350, span=600)[0][:3] == [50, 50, 50]
    assert met(0, echo=np.full(PLACES, 350, i16), lowest=350, span=600)[0][0] == 0


def test_friends_without_a_score_are_left_out_of_the_mean():
    echo, place = np.full(PLACES, UNKNOWN, i16), 5
    one, other, *_ = dict.fromkeys(friends_of(place))
    echo[one], echo[other] = 200, 400
    times = [friends_of(place).count(friend) for friend in (one, other)]
    friends, knows = met(0, echo=echo)
    assert knows[place] == 1
    assert friends[place] == pytest.approx((200 * times[0] + 400 * times[1]) / sum(times) / 10)


def test_whose_friends_have_no_score_knows_none():
    assert met(2)[1] == [0] * LANES


def test_friends_who_do_not_live_here_are_none():
    people = 700
    echo = np.full(1024, 500, i16)
    _, knows = met(0, people=people, echo=echo)
    assert knows == [int(any(one < people for one in friends_of(place))) for place in range(LANES)]


@pytest.mark.parametrize("first", [0, 2, 5])
def test_a_part_of_a_community_reads_the_scores_that_it_has(first, scores):
    """The state of blocks ``first`` to 7 alone: friends before it are not there."""
    echo = scores[first * LANES :]
    friends, knows = met(1, first_block=first, people=PLACES - first * LANES, echo=echo)
    for lane in (0, 77, 511):
        there = [scores[one] for one in friends_of((first + 1) * LANES + lane) if one >= first * LANES]
        assert knows[lane] == (len(there) > 0)
        if there:
            assert friends[lane] == pytest.approx(np.mean(there) / 10, rel=1e-5)


def test_each_scheme_that_friends_feed_has_scores_of_its_own(scores):
    both = np.concatenate([scores, np.full(PLACES, 300, i16)])
    assert met(0, echo=both, which=0)[0] == met(0, echo=scores)[0]
    assert set(met(0, echo=both, which=1)[0]) == {30}


def test_this_months_scores_are_left_for_the_next_by_those_who_have_one():
    echo = np.full(2 * 2 * LANES, 9, i16)
    TIES.leave_scores(3, 1, 2 * LANES, LANES, np.array([5, 6, 7], i32), np.array([1, 0, 1], i32), echo)
    assert echo[3 * LANES : 3 * LANES + 4].tolist() == [5, UNKNOWN, 7, 9]
    assert (np.delete(echo, range(3 * LANES, 3 * LANES + 3)) == 9).all()


def test_lists_of_linked_subjects_are_read_where_anybody_is_linked():
    lists = np.full(4, 7, u32)
    TIES.load_drag(3, 2, np.array([0, 0, 1, 0x21, 3], u32), lists)
    assert lists.tolist() == [1, 0x21, 3, 7]
    TIES.load_drag(3, 2, np.zeros(0, u32), lists)
    assert lists.tolist() == [0, 0, 0, 7]


def test_the_lists_that_one_is_on_are_left_for_linked_subjects_four_bits_a_scheme():
    statuses, listed = np.zeros(2 * LANES, i32), np.full(4, 9, u32)
    statuses[:2], statuses[LANES : LANES + 2] = (128 | 0b0101 << 3 | 2, 128 | 3), (128 | 0b1000 << 3, 0)
    TIES.publish(2, 1, 2, statuses, listed)
    assert listed.tolist() == [9, 0x85, 0, 9]
    TIES.publish(2, 1, 2, statuses, np.zeros(0, u32))


# years spent elsewhere


def test_about_as_many_spend_a_year_elsewhere_as_the_share_says():
    lots = [TIES.lot_of(LOW, HIGH, u32(person), u32(3)) for person in range(4_000)]
    for moves in (0, 6_554, 65_536):
        away = sum(int(TIES.is_away(lot, u32(moves))) for lot in lots)
        assert away == pytest.approx(4_000 * moves / 65_536, abs=80)


def test_who_is_away_in_a_year_is_not_always_away():
    def away(year):
        return {one for one in range(1_000) if TIES.is_away(TIES.lot_of(LOW, HIGH, u32(one), u32(year)), u32(32_768))}

    assert 400 < len(away(0) ^ away(1)) < 600


def test_people_go_to_many_places():
    places = {int(TIES.place_away(TIES.lot_of(LOW, HIGH, u32(person), u32(0)))) for person in range(4_000)}
    assert max(places) < 4096
    assert len(places) > 2_000


def away_for_a_year(moves, elsewhere, member_of):
    """About and mask of three adults with files under the scheme of bit 0, when so many spend the year elsewhere."""
    about, mask = np.full(3, 3, i32), np.full(3, 1, i32)
    TIES.spend_year(
        3, u32(512), u32(1), LOW, HIGH, u32(moves), 1, np.array([9, *member_of], np.uint8),
        np.full(4096, elsewhere, np.uint8), about, np.array([9, 3, 3, 1], np.uint8), mask,
    )  # fmt: skip
    return about.tolist(), mask.tolist()


def test_who_spends_the_year_elsewhere_lives_under_the_schemes_of_that_place():
    assert away_for_a_year(65_536, 0b110, [0b111, 0b011, 0b001]) == ([3, 3, 1], [0b110, 0b010, 0])


def test_who_spends_the_year_where_no_scheme_holds_has_no_file():
    assert away_for_a_year(65_536, 0, [0b111, 0b011, 0b001]) == ([1, 1, 1], [0, 0, 0])


def test_who_stays_lives_as_before():
    assert away_for_a_year(0, 0b110, [0b111, 0b011, 0b001]) == ([3, 3, 3], [1, 1, 1])
