"""What a thread keeps about the neighbourhood in hand: room for whatever a month may bring."""

import numpy as np
import pytest

from glasshouse.engine.scratch import MOST_EVENTS, MOST_PAIRS, as_record, new_scratch
from glasshouse.life.tables import COUNTS, AnswerTables, LifeTables, LivelihoodTables
from glasshouse.observe.errors.false_records import FalseTables
from glasshouse.observe.model import ERRORS
from glasshouse.observe.tables import FileTables
from glasshouse.population.people import LANES
from glasshouse.population.state import RECORDS_PER_WORD
from glasshouse.remedy.tables import RemedyTables
from glasshouse.scheme.compile.joint import JointTables
from glasshouse.scheme.compile.tables import SchemeTables

DUES, LADDER = 3, 1


def test_there_is_room_for_the_most_occasions_that_can_come():
    assert MOST_PAIRS > LANES * (COUNTS // 2)
    assert MOST_EVENTS > LANES * (COUNTS - 1 + DUES + LADDER)


@pytest.mark.parametrize("words", [1, 2])
def test_there_is_room_for_full_files(words):
    _, _, records, _, files = new_scratch(words)
    assert len(records[0]["lane"]) > LANES * words * RECORDS_PER_WORD
    assert len(files) == LANES * words


def test_all_arrays_can_be_drawn_into_two_lanes_at_a_time():
    for room in new_scratch(2)[:4]:
        for name in room.dtype.names:
            if room[0][name].dtype.itemsize == 4:
                assert room[0][name].view(np.uint64).size * 2 == room[0][name].size, name


def test_the_own_lane_of_each_place_is_its_number():
    assert new_scratch(1)[0][0]["own"][:LANES].tolist() == list(range(LANES))


def test_a_table_keeps_its_names_types_and_numbers_as_a_record():
    tables = RemedyTables(np.arange(2, dtype=np.float32), np.arange(128, dtype=np.float32) / 256)
    for record in (as_record(tables), as_record(tables._asdict())):
        assert record.dtype.names == RemedyTables._fields
        assert record[0]["reach"].dtype == np.float32
        assert np.array_equal(record[0]["reach"], tables.reach)
        assert np.array_equal(record[0].struck, tables.struck)


def test_tables_of_one_kind_stand_one_after_the_other():
    tables = [RemedyTables(np.zeros(2, np.float32), np.full(128, of, np.float32)) for of in (1, 2)]
    record = as_record(*tables)
    assert len(record) == 2
    assert [float(one["reach"][5]) for one in record] == [1, 2]


def test_no_table_has_the_name_of_something_that_every_array_has():
    """Named so, ``record.base`` would be the array that a row is a part of."""
    tables = (
        SchemeTables, FileTables, JointTables, LifeTables, AnswerTables, LivelihoodTables, FalseTables, RemedyTables,
    )  # fmt: skip
    for names in (*(one._fields for one in tables), ERRORS):
        assert not set(names) & set(dir(np.ndarray)), names
