"""Many comparisons: outcomes by limb, and refusals in either world."""

from made_up_comparison import made_up_comparison
from made_up_rules import catalogue, scheme
from small_twin_ensemble import twins_of

from glasshouse.report.legal.contexts import Rules
from glasshouse.report.legal.twins import limbs, refused_in, rules_of

TWINS = twins_of(made_up_comparison())


def test_outcomes_stand_under_their_limbs_in_both_worlds():
    table = limbs(TWINS)
    assert [one.title for one in table.columns][-3:] == ["In a", "In b", "a minus b"]
    assert any(str(row[0]).startswith("Treatment") for row in table.rows)


def test_requests_that_got_a_reward_in_one_world_alone_are_told():
    row = next(row for row in limbs(TWINS).rows if row[0] == "Rewards")
    whole = sum(one["favoured_a_only"] for one in TWINS.table("requests").to_dicts())
    assert str(row[3]).startswith(f"{whole:,.0f}")


def test_rules_that_were_not_kept_are_not_told():
    assert rules_of(TWINS) == {}


def test_what_was_refused_in_a_world_is_so_in_both_or_there_alone():
    rules = Rules(scheme(), catalogue())
    for side in "ab":
        for one in refused_in(TWINS, side, rules):
            row = next(row for row in TWINS.table("requests").to_dicts() if row["service"] == one.row["service"])
            parts = ("refused_both", f"refused_{side}_only", f"asked_{side}_only_refused")
            assert one.row["refused"] == sum(row[part] for part in parts)
            assert one.row["refused_low"] <= one.row["refused"] <= one.row["refused_high"]
    assert refused_in(TWINS, "a", rules)
