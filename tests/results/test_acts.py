"""Kinds of act that are never summed."""

import polars as pl
import pytest

from glasshouse.observe.library import load_catalogue
from glasshouse.results.acts import LAWFUL, OTHER, SPEECH, TITLES, UNLAWFUL, kind_of, of_kind


def test_criticism_petition_and_worship_are_lawful_speech():
    conducts = load_catalogue().conducts
    found = {one.id for one in conducts if kind_of(one.domain, lawful=one.lawful) == SPEECH}
    assert {"petition.lawful"} < found
    assert len(found) == 3
    assert all(one.domain == "speech" for one in conducts if one.id in found)


@pytest.mark.parametrize("domain", ["speech", "community", "court"])
@pytest.mark.parametrize("lawful", [True, False])
def test_every_act_is_of_one_kind(domain: str, lawful: bool):
    rows = pl.DataFrame({"domain": [domain], "lawful": [lawful]})
    assert [kind for kind in TITLES if len(rows.filter(of_kind(kind)))] == [kind_of(domain, lawful=lawful)]


def test_lawful_kinds_are_all_but_one():
    assert set(TITLES) - set(LAWFUL) == {UNLAWFUL}
    assert kind_of("somewhere else", lawful=True) == OTHER
