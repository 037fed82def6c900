"""What is assumed in a catalogue, and what sources give."""

import pytest

from glasshouse.observe.evidence import assumptions, evidence_used
from glasshouse.observe.files import FILES
from glasshouse.observe.library import load_catalogue


def test_every_assumption_lies_in_its_range_and_has_a_place_of_its_own():
    found = assumptions(load_catalogue())
    assert len(found) > 500
    assert all(one.low <= one.value <= one.high for one in found if "/varies/" not in one.where)
    assert len({(one.file, one.where) for one in found}) == len(found)
    assert {one.file for one in found} == set(FILES)


def test_an_assumption_is_named_by_its_path():
    found = {one.where: one for one in assumptions(load_catalogue())}
    hardship = found["conducts/traffic.ticket/hardship"]
    assert (hardship.file, hardship.value, hardship.low, hardship.high) == ("conducts.yaml", 0.2, 0.0, 0.6)
    assert hardship.note


def test_factors_between_levels_are_assumed_as_a_power():
    power = {one.where: one for one in assumptions(load_catalogue())}["conducts/traffic.ticket/varies/sex"]
    assert (power.value, power.low, power.high) == (1, 0.5, 1.5)


def test_an_assumed_delay_is_an_assumption_in_months():
    delay = {one.where: one for one in assumptions(load_catalogue())}["sources/court.enforcement/delay"]
    assert (delay.value, delay.high) == (1, 2)


def test_what_a_source_gives_is_listed_with_its_evidence():
    found = {one.where: one for one in evidence_used(load_catalogue())}
    theft = found["conducts/crime.theft/per_1000_a_year"]
    assert theft.evidence.startswith("spp-2019")
    assert theft.value == pytest.approx(0.229, abs=0.001)
    assert "sources/rail.operator/delay" in found


def test_nothing_is_both_assumed_and_given_by_a_source():
    catalogue = load_catalogue()
    assumed = {(one.file, one.where) for one in assumptions(catalogue)}
    given = {(one.file, one.where) for one in evidence_used(catalogue)}
    assert not assumed & given
