"""Fitting a table to margins, and rounding it."""

import numpy as np
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.fit import Margin, fitted, kinship, whole

ALL = slice(None)


def rows(*shares: float) -> Margin:
    return Margin("rows", (ALL, ALL), (0,), np.array(shares)[:, None, None])


def columns(*shares: float) -> Margin:
    return Margin("columns", (ALL, ALL), (1,), np.array(shares)[None, :, None])


def test_both_margins_are_met():
    table = fitted(np.ones((2, 3, 1)), [rows(0.25, 0.75), columns(0.5, 0.3, 0.2)], ["here"])[..., 0]
    assert table.sum(axis=1) == pytest.approx([0.25, 0.75])
    assert table.sum(axis=0) == pytest.approx([0.5, 0.3, 0.2])


def test_without_a_tilt_the_margins_are_independent():
    table = fitted(np.ones((2, 2, 1)), [rows(0.25, 0.75), columns(0.4, 0.6)], ["here"])[..., 0]
    assert table == pytest.approx(np.array([[0.1, 0.15], [0.3, 0.45]]))


def test_the_odds_ratio_of_the_seed_is_kept():
    seed = np.array([[4.0, 1.0], [1.0, 1.0]])[..., None]
    table = fitted(seed, [rows(0.5, 0.5), columns(0.3, 0.7)], ["here"])[..., 0]
    assert table[0, 0] * table[1, 1] / table[0, 1] / table[1, 0] == pytest.approx(4)
    assert table.sum(axis=0) == pytest.approx([0.3, 0.7])


def test_each_region_meets_its_own_margins():
    margin = Margin("rows", (ALL, ALL), (0,), np.array([[0.2, 0.9], [0.8, 0.1]])[:, None, :])
    table = fitted(np.ones((2, 2, 2)), [margin, columns(0.5, 0.5)], ["here", "there"])
    assert table.sum(axis=1) == pytest.approx(np.array([[0.2, 0.9], [0.8, 0.1]]))


def test_a_margin_of_a_part_leaves_the_rest_alone():
    part = Margin("first row", (slice(0, 1), ALL), (1,), np.array([0.9, 0.1])[None, :, None])
    table = fitted(np.ones((2, 2, 1)), [part], ["here"])[..., 0]
    assert table == pytest.approx(np.array([[0.45, 0.05], [0.25, 0.25]]))


def test_shares_may_be_asked_at_each_level_of_another_axis():
    margin = Margin("by row", (ALL, ALL), (1,), np.array([[0.9, 0.1], [0.2, 0.8]])[..., None], by=(0,))
    table = fitted(np.ones((2, 2, 1)), [rows(0.6, 0.4), margin], ["here"])[..., 0]
    assert table == pytest.approx(np.array([[0.54, 0.06], [0.08, 0.32]]))


def test_a_share_of_all_people_may_be_asked_of_a_part():
    corner = Margin("corner", (slice(0, 1), slice(0, 1)), (), np.full((1, 1, 1), 0.3), of_all=True)
    table = fitted(np.ones((2, 2, 1)), [rows(0.4, 0.6), columns(0.5, 0.5), corner], ["here"])[..., 0]
    assert table == pytest.approx(np.array([[0.3, 0.1], [0.2, 0.4]]))


def test_margins_that_contradict_each_other_are_refused_with_region_and_name():
    part = Margin("rows again", (ALL, ALL), (0,), np.array([0.5, 0.5])[:, None, None])
    with pytest.raises(GlasshouseError, match=r"^here: the margins contradict each other.*'rows"):
        fitted(np.ones((2, 2, 1)), [rows(0.3, 0.7), part], ["here"])


def test_a_level_that_the_seed_excludes_cannot_be_asked_for():
    seed = np.array([[0.0, 0.0], [1.0, 1.0]])[..., None]
    with pytest.raises(GlasshouseError, match="a tilt or a share of 0"):
        fitted(seed, [rows(0.3, 0.7)], ["here"])


TWO_BY_TWO = kinship([np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])])


def test_whole_targets_are_kept():
    assert whole(np.array([[3.0, 0.0, 2.0, 5.0]]), TWO_BY_TWO).tolist() == [[3, 0, 2, 5]]


def test_without_margins_the_largest_remainders_get_the_places_left():
    alone = kinship([np.arange(4)])
    assert whole(np.array([[1.6, 2.3, 0.9, 3.2]]), alone).tolist() == [[2, 2, 1, 3]]


def test_rounding_keeps_the_margins_where_remainders_alone_would_not():
    # cells (a1, b1), (a1, b2), (a2, b1), (a2, b2): both of row a2 have the larger remainders
    targets = np.array([[0.45, 0.45, 0.55, 0.55]])
    counts = whole(targets, TWO_BY_TWO).reshape(2, 2)
    assert counts.sum(axis=0).tolist() == [1, 1]
    assert counts.sum(axis=1).tolist() == [1, 1]


def test_no_cell_without_people_gets_any_and_none_gets_more_than_one_too_many():
    targets = np.array([[0.0, 0.5, 7.25, 0.25], [3.4, 0.0, 0.4, 0.2]])
    counts = whole(targets, TWO_BY_TWO)
    assert counts.sum(axis=1).tolist() == [8, 4]
    assert (counts >= np.floor(targets)).all()
    assert (counts <= np.ceil(targets)).all()


def test_tables_are_rounded_each_by_itself():
    targets = np.array([[0.45, 0.45, 0.55, 0.55], [1.6, 2.3, 0.9, 3.2]])
    one_by_one = [whole(one[None], TWO_BY_TWO)[0].tolist() for one in targets]
    assert whole(targets, TWO_BY_TWO).tolist() == one_by_one
