"""Finding worlds."""

import re
from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.describe import margins_of
from glasshouse.population.library import find_world, load_world, world_ids
from glasshouse.population.synthesize import society_of


def test_four_worlds_come_with_glasshouse():
    assert world_ids() == ["china", "hamlet", "rongcheng", "suining"]


@pytest.mark.parametrize(
    ("name", "people"), [("hamlet", 5_000), ("rongcheng", 670_000), ("suining", 1_300_000), ("china", 1_379_000_000)]
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
