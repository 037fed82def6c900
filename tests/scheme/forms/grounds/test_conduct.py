"""Put on a list by a record."""

from glasshouse.scheme.forms.grounds.conduct import OfConduct


def test_conducts_are_told_by_their_titles():
    titles = {"debt.sued": "Sued for a debt"}
    assert OfConduct().words(("debt.sued", "a.b"), lambda name: titles.get(name, name)) == ["Sued for a debt", "a.b"]
