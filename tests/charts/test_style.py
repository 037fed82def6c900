"""The look: colours that can be told apart by lightness and read on both papers, numbers in few letters."""

from itertools import pairwise

import pytest

from glasshouse.charts.cells import DARKEST
from glasshouse.charts.style import (
    HOLLOW,
    HOLLOW_EDGE,
    PALETTE,
    SANCTION,
    grade_colours,
    solid_and_hollow,
    values,
)

LIGHT, DARK = 0, 1


def lightness(colour: str) -> float:
    """Relative luminance as in WCAG 2: 0 for black, 1 for white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((lightness(one), lightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("paper", [LIGHT, DARK])
@pytest.mark.parametrize("text", ["ink", "soft", "free", "sanction"])
def test_text_can_be_read_on_its_paper(text: str, paper: int):
    assert contrast(PALETTE[text][paper], PALETTE["paper"][paper]) >= 4.5


@pytest.mark.parametrize("paper", [LIGHT, DARK])
def test_text_can_be_read_in_the_darkest_cell_of_the_table_of_moves(paper: int):
    mixed = [
        round(
            DARKEST * int(PALETTE["free"][paper][at : at + 2], 16)
            + (1 - DARKEST) * int(PALETTE["paper"][paper][at : at + 2], 16)
        )
        for at in (1, 3, 5)
    ]
    assert contrast(PALETTE["ink"][paper], "#" + "".join(f"{part:02x}" for part in mixed)) >= 4.5


@pytest.mark.parametrize("paper", [LIGHT, DARK])
def test_a_worse_grade_stands_out_more_from_its_paper(paper: int):
    found = [contrast(PALETTE[f"grade-{at}"][paper], PALETTE["paper"][paper]) for at in range(1, 9)]
    assert found == sorted(found)
    assert all(after / before > 1.15 for before, after in pairwise(found))


def test_no_two_names_share_a_colour():
    assert len({light for light, _ in PALETTE.values()}) == len(PALETTE)


@pytest.mark.parametrize("count", range(1, 9))
def test_as_many_grades_get_as_many_colours_and_the_worst_the_strongest(count: int):
    colours = grade_colours(count)
    assert len(set(colours)) == count
    assert count == 1 or colours[-1] == PALETTE["grade-8"][LIGHT]


def test_only_what_rests_on_wrong_records_has_a_dashed_edge():
    edges = solid_and_hollow("part", ["true", "wrong"], [SANCTION, HOLLOW])["strokeDash"].to_dict()
    assert edges["scale"]["range"] == [[1, 0], HOLLOW_EDGE]


def test_data_keep_five_figures_and_what_is_no_number_is_null():
    frame = values([{"share": 0.123456789, "people": 3}, {"share": float("nan"), "people": 4}])
    assert frame.to_dicts() == [{"share": 0.12346, "people": 3}, {"share": None, "people": 4}]
