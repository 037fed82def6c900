"""What is kept while a company lives."""

from glasshouse.bookkeeping import SECONDS_BETWEEN_CHECKPOINTS, SMALL_STATE, followed_blocks, keeps_checkpoints


def test_followed_lives_are_whole_neighbourhoods_spread_evenly():
    assert followed_blocks(512 * 10, 1024).tolist() == [0, 5]
    assert followed_blocks(600, 10_000).tolist() == [0, 1]
    assert followed_blocks(600, 0).tolist() == []


def test_months_are_kept_where_that_is_cheap_or_the_run_is_long():
    assert keeps_checkpoints(SMALL_STATE, 0.0)
    assert not keeps_checkpoints(SMALL_STATE + 1, 0.0)
    assert keeps_checkpoints(SMALL_STATE + 1, SECONDS_BETWEEN_CHECKPOINTS + 1)
