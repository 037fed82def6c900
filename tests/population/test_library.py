"""Finding worlds."""

import re
from pathlib import Path

import numpy as np
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.describe import margins_of
from glasshouse.population.joint import joint_of
from glasshouse.population.library import find_world, load_world, world_ids
from glasshouse.population.people import TRAITS
from glasshouse.population.synthesize import society_of
from glasshouse.population.tables import table


def test_five_worlds_come_with_glasshouse():
    assert world_ids() == ["china", "dresden", "hamlet", "rongcheng", "suining"]


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("hamlet", 5_000),
        ("dresden", 556_227),
        ("rongcheng", 670_000),
        ("suining", 1_300_000),
        ("china", 1_379_000_000),
    ],
)
def test_a_world_is_found_by_its_id(name, people):
    world = find_world(name)
    assert (world.id, world.people) == (name, people)


def test_china_has_every_province_once():
    codes = [region.code for region in find_world("china").regions]
    assert len(codes) == len(set(codes)) == 31


def test_an_unknown_world_is_told_with_a_near_one():
    with pytest.raises(GlasshouseError, match=r"'rongchen' is not a world\. Did you mean 'rongcheng'\?.*\.yaml"):
        find_world("rongchen")


def test_a_world_in_a_file_is_found_by_its_path(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "id: mine\ntitle: Mine\npeople: 100\nbegins: 2016-01\nabout: For tests.\n"
        'regions: [{id: here, title: Here, code: "000000"}]\n'
        "neighbourhoods: [{id: town, title: Town, settlement: urban, share: {value: 1, assumed: [1, 1]}}]\n"
        "temper_spread: {value: 1, assumed: [0.5, 2]}\n",
        encoding="utf-8",
    )
    assert find_world(path) == find_world(str(path)) == load_world(path)


def test_a_missing_file_is_told_by_its_path(tmp_path):
    with pytest.raises(GlasshouseError, match=re.escape(str(tmp_path / "none.yaml"))):
        find_world(tmp_path / "none.yaml")


@pytest.mark.parametrize("hostile", ["", "id: [", "a: &a [*a, *a]", "- 1\n- 2\n", "\tid: x", "[" * 100])
def test_a_file_that_is_no_world_is_refused_kindly(tmp_path, hostile):
    path = tmp_path / "bad.yaml"
    path.write_text(hostile, encoding="utf-8")
    with pytest.raises(GlasshouseError, match=r"bad\.yaml|anchors"):
        load_world(path)


def test_the_world_in_the_documentation_is_one(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "worlds.md").read_text(encoding="utf-8")
    path = tmp_path / "isle.yaml"
    path.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    world = find_world(path)
    counted = margins_of(world, society_of(world, world.people), world.people)
    assert counted.filter(level="migrant")["people"].item() == 0
    assert counted["difference"].abs().max() < 0.02


# Dresden


def test_dresden_has_the_age_and_sex_of_its_table():
    """GENESIS 12411-0018: of 556,227 people 48,755 were male minors, and 42,283 women of 75 and older."""
    rows = table("dresden_age_sex_2020")
    people = int(rows["male"].sum() + rows["female"].sum())
    assert people == find_world("dresden").people
    own = next(one for one in find_world("dresden").margins if one.trait == "sex, age")
    assert own.shares["male, 0-17"] == pytest.approx(48_755 / people, abs=1e-6)
    for sex in ("male", "female"):
        for level in TRAITS["age"]:
            counted = sum(row[sex] for row in rows.to_dicts() if _band(row["age"]) == level)
            assert own.shares[f"{sex}, {level}"] == pytest.approx(counted / people, abs=2e-6)


def _band(age: str) -> str:
    """The level of a band of the table, which all lie within one."""
    first = int(age.rstrip("+").split("-")[0])
    return [level for level in TRAITS["age"] if first >= int(level.rstrip("+").split("-")[0])][-1]


def test_dresden_has_the_households_and_parts_of_the_citys_table():
    rows, world = table("dresden_households_2020").to_dicts(), find_world("dresden")
    people = {row["part"]: sum(size * row[f"hh_{size}"] for size in range(1, 5)) + row["persons_5"] for row in rows}
    homes = sum(row[f"hh_{size}"] for row in rows for size in range(1, 6))
    assert (sum(people.values()), homes) == (547_630, 302_402)
    shares = [float(kind.share.value) for kind in world.neighbourhoods]
    assert shares == pytest.approx([part / 547_630 for part in people.values()], abs=6e-4)
    assert float(world.mean_household.value) == pytest.approx(547_630 / homes, abs=5e-4)
    assert float(world.one_person_households.value) == pytest.approx(156_183 / homes, abs=5e-4)


def test_no_row_of_the_chinese_tables_makes_dresden():
    world = find_world("dresden")
    elsewhere = world.regions[0].model_copy(update={"code": "540000"})
    moved = joint_of(world.model_copy(update={"regions": (elsewhere,)}))
    assert np.allclose(joint_of(world).strata(), moved.strata(), atol=1e-7)


def test_dresden_says_whose_conduct_it_has():
    assert "rests on figures of China" in find_world("dresden").about
