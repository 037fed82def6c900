"""Lines of text: none wider than its room, nothing lost, at any width."""

import json

from hypothesis import given
from hypothesis import strategies as st

from glasshouse.charts.lettering import NARROWEST, lines_at, width_of, wrapped

WORDS = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), st.integers(NARROWEST, 900), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, pixels: int, bold: bool):
    lines = wrapped(text, pixels, 15, bold=bold)
    assert all(width_of(line, 15, bold=bold) <= pixels for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_bold_letters_and_capitals_are_wider():
    assert width_of("people", 12, bold=True) > width_of("people", 12)
    assert width_of("PEOPLE", 12) > width_of("people", 12)


def test_a_formula_for_the_room_chooses_among_lines_that_fit():
    found = lines_at("room", ["Half of those who come under sanction are free again."], 15)["expr"]
    assert found.startswith("room >= ")
    assert json.dumps(["Half of those who come under sanction are free again."]) in found


def test_two_texts_begin_lines_of_their_own():
    assert lines_at(900, ["One.", "Another."], 11) == ["One.", "Another."]
