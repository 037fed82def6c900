"""The tables of all parts as a month is handed them."""

import numpy as np

from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.parts.compile import part_tables
from glasshouse.parts.registry import PARTS
from glasshouse.parts.switches import OFF, switched
from glasshouse.scheme.compile.filing import numbers_of
from glasshouse.scheme.library.find import find_scheme

RONGCHENG = [find_scheme("rongcheng-2016")]
NUMBERS = numbers_of(RONGCHENG, load_catalogue())


def test_a_part_that_is_off_has_no_row_and_one_that_is_on_has_one():
    off, on = (part_tables(one, RONGCHENG, load_catalogue(), [0, 1], NUMBERS) for one in (OFF, switched("learning")))
    assert list(off._fields) == list(PARTS)
    assert [len(one) for one in off] == [0] * len(PARTS)
    assert len(on.learning) == 1
    assert on.learning.dtype == off.learning.dtype  # so that one compiled month serves both


def test_a_part_about_people_has_no_row_for_firms():
    firms = [find_scheme("tax-credit")]
    assert (
        len(
            part_tables(
                switched("learning"), firms, firm_catalogue(), [0, 1], numbers_of(firms, firm_catalogue())
            ).learning
        )
        == 0
    )


def test_the_columns_of_state_come_in_the_order_of_the_parts():
    found = part_tables(switched("learning"), RONGCHENG, load_catalogue(), [0, 1], NUMBERS)
    assert found.learning[0]["column"] == np.int32(0)
