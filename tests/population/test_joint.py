"""Who lives where: margins joined to one table."""

import numpy as np
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.joint import joint_of
from glasshouse.population.library import find_world
from glasshouse.population.margins import age_and_sex_of, old_in_the_country_of
from glasshouse.population.model import Margin, World
from glasshouse.population.people import TRAITS, level_index, levels_of, strata

KIND = {"id": "town", "title": "Town", "settlement": "urban", "share": {"value": 1, "assumed": (1, 1)}}
VILLAGE = {**KIND, "id": "village", "settlement": "rural"}


def world_of(*kinds: dict, code: str = "371082", **more: object) -> World:
    """A small world with these kinds of neighbourhood."""
    return World.model_validate(
        {
            "id": "isle",
            "title": "An isle",
            "people": 1000,
            "begins": "2016-01",
            "about": "For tests.",
            "regions": [{"id": "isle", "title": "Isle", "code": code}],
            "neighbourhoods": kinds or (VILLAGE, KIND),
            "temper_spread": {"value": 1, "assumed": (0.5, 2)},
            **more,
        }
    )


def margin(trait: str, where: dict | None = None, **shares: float) -> Margin:
    named = {name.replace("_", "-"): share for name, share in shares.items()}
    return Margin(trait=trait, shares=named, where=where or {}, assumed=(0, 1))


def share(world: World, **levels: str) -> float:
    """Share of the world's people with these levels."""
    of = joint_of(world).strata()
    has = [all(found[trait] == level for trait, level in levels.items()) for found in strata()]
    return float(of[has].sum())


def test_everybody_lives_somewhere():
    joint = joint_of(find_world("china"))
    assert joint.weight.sum() == pytest.approx(1)
    assert joint.shares.sum(axis=2) == pytest.approx(np.ones(joint.weight.shape))
    assert joint.strata().sum() == pytest.approx(1)


def test_villagers_live_in_villages():
    joint = joint_of(find_world("rongcheng"))
    for kind, first in zip(find_world("rongcheng").neighbourhoods, joint.first, strict=True):
        assert levels_of(int(first))["settlement"] == kind.settlement


def test_rongcheng_has_the_margins_of_the_census():
    world = find_world("rongcheng")
    assert share(world, settlement="urban") == pytest.approx(448_370 / 714_211)
    assert share(world, sex="female") == pytest.approx(350_946 / 714_211)
    assert share(world, migrant="migrant") == pytest.approx((32_880 + 96_765) / 714_211)
    assert share(world, age="75+", sex="female") == pytest.approx((12_415 + 8_086 + 7_926) / 714_211)


def test_the_country_has_the_online_share_reported_for_the_old():
    china = find_world("china")
    old = share(china, age="60-74") + share(china, age="75+")
    online = share(china, age="60-74", internet="online") + share(china, age="75+", internet="online")
    assert online / old == pytest.approx(0.432, abs=0.005)


def test_provinces_have_their_shares_of_the_people():
    joint = joint_of(find_world("china"))
    assert joint.weight.sum(axis=1)[0] == pytest.approx(21_893_095 / 1_409_778_724)


def test_a_tilt_moves_people_between_neighbourhoods_and_no_margin():
    tilt = {"trait": "age", "times": {"18-29": 3}, "assumed": (0, 1)}
    plain, tilted = world_of(), world_of({**VILLAGE, "tilts": (tilt,)}, KIND)
    assert share(tilted, age="18-29") == pytest.approx(share(plain, age="18-29"))
    assert share(tilted, age="18-29", settlement="rural") > 1.5 * share(plain, age="18-29", settlement="rural")


def test_without_tilts_sex_and_settlement_are_nearly_independent():
    world = world_of()
    expected = share(world, sex="male") * share(world, settlement="rural")
    assert share(world, sex="male", settlement="rural") == pytest.approx(expected, rel=0.01)


def test_the_country_has_the_old_that_the_tables_give_it_whatever_the_tilts():
    tilt = {"trait": "age", "times": {"60-74": 3, "75+": 5}, "assumed": (0, 1)}
    for world in (world_of(), world_of({**VILLAGE, "tilts": (tilt,)}, KIND)):
        old = share(world, age="60-74", settlement="rural") + share(world, age="75+", settlement="rural")
        assert old == pytest.approx(old_in_the_country_of("371082"))


def test_an_association_makes_two_traits_go_together_and_moves_no_margin():
    young = {"where": {"migrant": "migrant"}, "trait": "age", "times": {"18-29": 3}, "assumed": (0, 1)}
    plain, linked = world_of(), world_of(associations=(young,))
    assert share(linked, migrant="migrant") == pytest.approx(share(plain, migrant="migrant"))
    assert share(linked, age="18-29") == pytest.approx(share(plain, age="18-29"))
    assert share(linked, age="18-29", migrant="migrant") > 1.5 * share(plain, age="18-29", migrant="migrant")


def test_an_association_may_say_where_people_live():
    rare = {
        "where": {"hukou": "non-agricultural"},
        "trait": "settlement",
        "times": {"rural": 0.1},
        "assumed": (0, 1),
    }
    assert share(world_of(associations=(rare,)), hukou="non-agricultural", settlement="rural") < 0.06


def test_a_world_with_villages_alone_is_rural():
    assert share(world_of(VILLAGE), settlement="rural") == pytest.approx(1)


def test_a_margin_of_the_worlds_own_takes_the_place_of_the_census():
    world = world_of(margins=(margin("migrant", local=0.5, migrant=0.5), margin("settlement", urban=0.9, rural=0.1)))
    assert share(world, migrant="migrant") == pytest.approx(0.5)
    assert share(world, settlement="urban") == pytest.approx(0.9)


def test_an_own_margin_of_age_leaves_the_census_its_sexes():
    world = world_of(margins=(Margin(trait="age", shares={"18-29": 0.5, "30-44": 0.5}, assumed=(0, 1)),))
    assert share(world, age="18-29") == pytest.approx(0.5)
    assert share(world, age="0-17") == 0
    assert share(world, sex="male") == pytest.approx(363_265 / 714_211)


def test_an_own_margin_of_town_incomes_takes_the_place_of_the_national_one():
    fifths = {f"fifth-{number}": 0.2 for number in range(1, 6)}
    world = world_of(margins=(Margin(trait="income", shares=fifths, where={"settlement": "urban"}, assumed=(0, 1)),))
    assert share(world, income="fifth-1", settlement="urban") == pytest.approx(0.2 * 448_370 / 714_211)
    assert share(world, income="fifth-1", settlement="rural") > 0.4 * share(world, settlement="rural")


def test_the_ages_of_the_country_may_be_given():
    ages = {"0-17": 0.1, "18-29": 0.05, "30-44": 0.2, "45-59": 0.35, "60-74": 0.2, "75+": 0.1}
    world = world_of(margins=(Margin(trait="age", shares=ages, where={"settlement": "rural"}, assumed=(0, 1)),))
    assert share(world, age="60-74", settlement="rural") == pytest.approx(0.2 * 265_841 / 714_211)
    assert share(world, age="75+") == pytest.approx(age_and_sex_of("371082")[5].sum())


def test_a_margin_with_a_condition_is_asked_beside_the_others():
    world = world_of(margins=(margin("migrant", {"age": "75+"}, local=1.0, migrant=0.0),))
    assert share(world, age="75+", migrant="migrant") == 0
    assert share(world, migrant="migrant") == pytest.approx((32_880 + 96_765) / 714_211)


def test_a_table_of_several_traits_takes_the_place_of_all_their_margins():
    shares = {"female, 18-29, fifth-1": 0.1, "female, 75+, fifth-5": 0.2, "male, 18-29, fifth-5": 0.7}
    world = world_of(margins=(Margin(trait="sex, age, income", shares=shares, assumed=(0, 1)),))
    assert share(world, sex="female", age="75+", income="fifth-5") == pytest.approx(0.2, abs=1e-7)
    assert share(world, age="18-29") == pytest.approx(0.8, abs=1e-7)
    assert share(world, migrant="migrant") == pytest.approx((32_880 + 96_765) / 714_211)


def test_the_order_in_which_traits_are_named_does_not_matter():
    one = Margin(trait="age, sex", shares={"18-29, male": 0.3, "30-44, female": 0.7}, assumed=(0, 1))
    other = Margin(trait="sex, age", shares={"male, 18-29": 0.3, "female, 30-44": 0.7}, assumed=(0, 1))
    first, second = (joint_of(world_of(KIND, margins=(margin,))).strata() for margin in (one, other))
    assert first.tolist() == second.tolist()


def test_a_table_may_hold_among_some():
    shares = {"local, agricultural": 0.75, "migrant, non-agricultural": 0.25}
    old = Margin(trait="migrant, hukou", where={"age": "75+"}, shares=shares, assumed=(0, 1))
    world = world_of(margins=(old,))
    everybody = share(world, age="75+")
    assert share(world, age="75+", migrant="migrant", hukou="non-agricultural") == pytest.approx(0.25 * everybody)
    assert share(world, age="75+", migrant="migrant", hukou="agricultural") == 0


def test_margins_that_cannot_both_hold_are_refused_by_name():
    contradiction = (
        margin("migrant", local=0.5, migrant=0.5),
        *(margin("migrant", {"sex": sex}, local=1.0, migrant=0.0) for sex in TRAITS["sex"]),
    )
    with pytest.raises(GlasshouseError, match=r"^Isle: the margins contradict each other.*migrant"):
        joint_of(world_of(margins=contradiction))


@pytest.mark.parametrize("trait", TRAITS)
def test_every_level_is_somewhere_in_every_built_in_world(trait):
    for name in ("rongcheng", "china"):
        of = np.bincount(level_index(trait), joint_of(find_world(name)).strata())
        assert of.min() > 0.01
