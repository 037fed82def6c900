"""A table that people read: which months it shows, and who its groups are."""

from made_up_comparison import made_up_comparison

from glasshouse import charts
from glasshouse.charts.table import group_of, months_shown


def test_a_table_of_months_ends_with_the_last():
    assert max(months_shown(59)) == 59
    assert months_shown(24) == set(range(25))
    assert len(months_shown(1200)) == 101


def test_a_small_group_has_a_mark_and_everybody_a_name():
    assert group_of({"trait": "age", "level": "75+", "few": True}) == ("Age", "75+ *")
    shown = charts.table_of("gains_money", made_up_comparison())
    assert shown is not None
    assert shown.rows[0][:2] == ("Everybody", "")
