"""Tables as kernels take them."""

import numpy as np

from glasshouse.base.tables import as_record
from glasshouse.remedy.tables import RemedyTables


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
