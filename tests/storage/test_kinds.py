"""What is particular to each kind of folder."""

from glasshouse.results.run_tables import TABLES
from glasshouse.storage.kinds import COMPARISON, ENSEMBLE, KINDS, tables_of_run


def test_no_two_kinds_could_be_taken_for_each_other():
    for field in ("noun", "about", "says"):
        assert len({getattr(kind, field) for kind in KINDS}) == len(KINDS)


def test_a_kind_is_named_with_its_article():
    assert [str(kind) for kind in KINDS] == ["a run", "a comparison", "an ensemble"]


def test_a_run_has_the_tables_of_each_of_its_schemes():
    assert tables_of_run({"schemes": [{"id": "one"}]}) == list(TABLES)
    assert tables_of_run({"schemes": [{"id": "one"}, {"id": "two"}]})[-1] == f"two/{list(TABLES)[-1]}"


def test_other_kinds_have_the_tables_that_they_list():
    assert COMPARISON.tables({"tables": ["gains", "firms/gains"]}) == ["gains", "firms/gains"]
    assert ENSEMBLE.tables({}) == []
