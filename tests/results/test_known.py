"""How well a result is known: what it uses, and how that is known."""

import pytest

from glasshouse.observe.library import load_catalogue
from glasshouse.parts.registry import PARTS
from glasshouse.population.library import find_world
from glasshouse.results.known import ASSUMED, PUBLISHED, WAYS, Used, by_way, together, told, used_by
from glasshouse.scheme.language.counts import status_counts
from glasshouse.scheme.library.find import find_scheme

CATALOGUE, WORLD = load_catalogue(), find_world("hamlet")


@pytest.fixture(scope="module")
def court() -> list[Used]:
    return used_by(find_scheme("court-list"), CATALOGUE, WORLD)


def names(numbers: list[Used], part: str) -> set[str]:
    return {one.name.split("/")[0] for one in numbers if one.part == part}


def test_a_conduct_that_the_scheme_does_not_read_is_not_counted(court: list[Used]):
    rongcheng = used_by(find_scheme("rongcheng-2016"), CATALOGUE, WORLD)
    assert any(name.startswith("traffic.") for name in names(rongcheng, "Conducts"))
    assert not any(name.startswith("traffic.") for name in names(court, "Conducts"))


def test_a_service_that_the_scheme_refuses_is_counted_and_no_other(court: list[Used]):
    assert "travel.flight" in names(court, "Services")
    refused = {one.service for one in find_scheme("court-list").consequences}
    assert names(court, "Services") <= refused | {one.id for one in CATALOGUE.services if one.id in refused}


def test_only_sources_that_write_what_is_read_are_counted(court: list[Used]):
    assert names(court, "Sources") == {"court.enforcement"}


def test_every_rule_is_counted_by_how_it_is_known(court: list[Used]):
    rules = [one for one in court if one.part == "Rules"]
    counts = status_counts(find_scheme("court-list"))
    assert len(rules) == sum(counts.values())
    assert by_way(rules)[PUBLISHED] == counts.get("found", 0) + counts.get("derived", 0)


def test_what_is_published_names_its_text_and_what_is_assumed_its_range(court: list[Used]):
    assert all(one.source for one in court if one.way == PUBLISHED and one.part != "Rules")
    ranges = [(one.low, one.high) for one in court if one.way == ASSUMED and one.part != "Rules"]
    assert ranges
    assert all(low <= high for low, high in ranges if low is not None and high is not None)
    assert None not in {end for ends in ranges for end in ends}


def test_the_settings_of_a_part_of_the_model_are_counted_where_it_is_on(court: list[Used]):
    name = next(iter(PARTS))
    more = used_by(find_scheme("court-list"), CATALOGUE, WORLD, [name])
    assert len(more) - len(court) == len(PARTS[name].settings)


def test_counts_are_told_in_the_order_of_the_ways():
    numbers = [Used("World", str(at), "1", way) for at, way in enumerate(reversed(WAYS))]
    assert told(numbers) == "1 published, 1 recalled, 1 told by the article alone, 1 assumed"


def test_what_two_worlds_share_is_counted_once(court: list[Used]):
    assert together([court, court]) == court
