"""Tables as kernels take them."""

import numpy as np

from glasshouse.base.tables import as_record
from glasshouse.observe.tables import ObserveTables


def test_a_table_keeps_its_names_types_and_numbers_as_a_record():
    tables = ObserveTables(np.arange(128, dtype=np.float32), np.arange(128, dtype=np.float32) / 256)
    record = as_record(tables)
    assert record.dtype.names == ObserveTables._fields
    assert record[0]["wrong_person"].dtype == np.float32
    assert np.array_equal(record[0]["wrong_person"], tables.wrong_person)
    assert np.array_equal(record[0].coverage, tables.coverage)


def test_tables_of_one_kind_stand_one_after_the_other():
    tables = [ObserveTables(np.full(128, of, np.float32), np.zeros(128, np.float32)) for of in (1, 2)]
    record = as_record(*tables)
    assert len(record) == 2
    assert [float(one["coverage"][5]) for one in record] == [1, 2]
