"""A world made ready before any rules, and under rules that change."""

import numpy as np
import pytest
from busy import CREDIT, SCHEME, YEARLY, busy_catalogue, placements, share

from glasshouse.base.errors import GlasshouseError
from glasshouse.engine.setting import setting_of
from glasshouse.engine.world import Ready, ready, under
from glasshouse.observe.library import firm_catalogue
from glasshouse.population.firms import firm_count
from glasshouse.population.library import find_world

PEOPLE = 3_000


def alike(one: Ready, other: Ready) -> bool:
    """Whether two worlds made ready say the same to kernels."""
    plain = ("about", "here", "elsewhere", "filing", "file", "remedy", "service_kinds")
    tables = ("scheme", "joint", "life", "answers", "livelihood", "observation", "member")
    same = all(np.array_equal(getattr(one, name), getattr(other, name)) for name in plain)
    return same and all(
        np.array_equal(getattr(before, name), getattr(after, name))
        for before, after in zip(one.editions, other.editions, strict=True)
        for name in tables
    )


def test_a_world_made_ready_is_kept_for_the_next_rules():
    catalogue = busy_catalogue()
    first, second = (setting_of(find_world("hamlet"), catalogue, PEOPLE) for _ in range(2))
    assert first is second


@pytest.mark.parametrize("other", ["world", "catalogue", "people"])
def test_another_world_catalogue_or_number_of_people_is_made_ready_anew(other: str):
    asked = {"world": find_world("hamlet"), "catalogue": busy_catalogue(), "people": PEOPLE}
    changed = {
        "world": find_world("hamlet").model_copy(update={"temper_spread": share(0.9)}),
        "catalogue": busy_catalogue(),
        "people": PEOPLE + 1,
    }
    first, second = setting_of(**asked), setting_of(**asked | {other: changed[other]})
    assert first is not second


def test_the_same_people_under_other_rules_are_as_made_ready_alone():
    catalogue = busy_catalogue()
    kept = setting_of(find_world("hamlet"), catalogue, PEOPLE)
    for rules in ((SCHEME,), (CREDIT, YEARLY), (SCHEME,)):
        placed = placements(*rules)
        alone = ready(placed, find_world("hamlet"), busy_catalogue(), PEOPLE, 12)
        assert alike(under(kept, placed, 12), alone)


def test_worlds_under_different_rules_share_the_memory_of_what_no_rule_changes():
    kept = setting_of(find_world("hamlet"), busy_catalogue(), PEOPLE)
    one, other = (under(kept, placements(rules)).editions[0] for rules in (SCHEME, YEARLY))
    assert all(getattr(one, name) is getattr(other, name) for name in ("life", "livelihood", "observation"))
    assert one.answers is not other.answers


def test_firms_are_a_setting_of_their_own():
    firms = setting_of(find_world("hamlet"), firm_catalogue(), 50_000)
    assert firms.cast.kind == "firm"
    assert len(firms.society.page) == -(-firm_count(50_000) // 512)


def test_a_world_of_nobody_is_refused():
    with pytest.raises(GlasshouseError, match="at least 1 person"):
        setting_of(find_world("hamlet"), busy_catalogue(), 0)
