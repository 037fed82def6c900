"""The rows of a catalogue: by number, by view, and what comes to nobody behind the rest."""

from dataclasses import replace

import pytest

from glasshouse.base.evidence import Rate, Share
from glasshouse.life.model import Due
from glasshouse.observe.library import load_catalogue


@pytest.fixture(scope="module")
def ours():
    return load_catalogue()


def test_rows_follow_the_numbers_of_conducts_and_services(ours):
    numbers = [(kind.conduct or kind.service).number for kind in ours.kinds]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    "never",
    [
        {"per_1000_a_year": Rate(value=0, assumed=(0, 1))},
        {"per_1000_a_year": None, "due": Due(every=1, chance=Share(value=0, assumed=(0, 1)))},
    ],
)
def test_what_nobody_does_stands_behind_all_others_whatever_its_number(never, ours):
    model = next(one for one in ours.conducts if one.id == "traffic.parking")
    new = model.model_copy(update={"id": "order.whistling", "number": 8, **never})
    more = replace(ours, conducts=(new, *ours.conducts))
    assert [kind.name for kind in more.kinds[: len(ours.kinds)]] == [kind.name for kind in ours.kinds]
    assert [kind.conduct for kind in more.kinds[len(ours.kinds) :]] == [new] * len(new.seen_by)


def test_what_nobody_asks_for_stands_behind_all_others_whatever_its_number(ours):
    never = {"id": "culture.library_card", "number": 8, "per_1000_a_year": Rate(value=0, assumed=(0, 1))}
    new = ours.services[0].model_copy(update=never)
    more = replace(ours, services=(new, *ours.services))
    assert [kind.name for kind in more.kinds] == [*(kind.name for kind in ours.kinds), new.id]


def test_a_conduct_seen_by_two_sources_has_two_rows(ours):
    rows = ours.kinds_of("traffic.red_light")
    assert [row.name for row in rows] == [
        "traffic.red_light@police.cameras",
        "traffic.red_light@police.traffic",
    ]
    assert sum(row.view for row in rows) == 1
