"""What an author of a world may write, and how mistakes are told."""

from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.library import load_world

GOOD = """\
id: isle
title: An isle
people: 1000
begins: 2016-01
about: For tests.
regions:
  - {id: isle, title: Isle, code: "371082"}
neighbourhoods:
  - {id: town, title: Town, settlement: urban, share: {value: 1, assumed: [1, 1]}}
  - id: village
    title: Village
    settlement: rural
    share: {value: 1, assumed: [1, 1]}
    tilts:
      - {trait: age, times: {75+: 2}, assumed: [0, 1]}
associations:
  - {where: {migrant: migrant}, trait: age, times: {18-29: 2}, assumed: [0, 1]}
margins:
  - {trait: sex, shares: {male: 0.5, female: 0.5}, assumed: [0, 1]}
temper_spread: {value: 1, assumed: [0.5, 2]}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "isle.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_world_loads(tmp_path):
    world = load_world(written(tmp_path, GOOD))
    assert world.neighbourhoods[1].tilts[0].times == {"75+": 2}


MISTAKES = [
    (
        "temper_spread",
        "one_person_households: {value: 0.5, assumed: [0, 1]}\ntemper_spread",
        r"one_person_households: needs 'mean_household' beside it",
    ),
    (
        "temper_spread",
        "mean_household: {value: 1.4, assumed: [1, 2]}\n"
        "one_person_households: {value: 0.5, assumed: [0, 1]}\ntemper_spread",
        r"if a share of 0\.5 has one person .* at least 1\.5, and 'mean_household' is 1\.4",
    ),
    ('"371082"', '"371083"', r"line +7  regions\[0\]\.code: '371083' is not a region.*Did you mean '371082'"),
    (
        "{trait: age, times: {75+",
        "{trait: aged, times: {75+",
        r"line +15 .*'aged' is not a trait\. Did you mean 'age'",
    ),
    ("{75+: 2}", "{75: 2}", r"line +15 .*'75' is not a level of age\. Did you mean '75\+'"),
    ("{75+: 2}", "{80+: 2}", r"line +15 .*'80\+' is not a level of age"),
    ("{75+: 2}", "{75+: -2}", r"line +15 .*at least 0"),
    (
        "{trait: age, times: {75+: 2}",
        "{trait: settlement, times: {rural: 2}",
        r"line +10 .*everyone here is rural",
    ),
    ("{migrant: migrant}, trait", "{migrant: migrants}, trait", r"line +17 .*Did you mean 'migrant'"),
    (
        "{migrant: migrant}, trait: age, times: {18-29: 2}",
        "{age: 75+}, trait: age, times: {18-29: 2}",
        r"Name other traits",
    ),
    ("male: 0.5, female", "male: 0.6, female", r"line +19 .*the shares add up to 1\.1, not 1"),
    ("male: 0.5, female", "man: 0.5, female", r"line +19 .*'man' is not a level of sex"),
    ("{trait: sex, shares", '{trait: "sex, aged", shares', r"line +19 .*'aged' is not a trait\. Did you mean 'age'"),
    (
        "{trait: sex, shares",
        '{trait: "sex, age", shares',
        r"line +19 .*'male' is not a level of sex, age: write one of each, such as 'male, 0-17'",
    ),
    (
        "{trait: sex, shares: {male: 0.5, female: 0.5}",
        '{trait: "sex, settlement", shares: {"male, urban": 1}',
        r"line +19 .*'settlement' has a margin of its own",
    ),
    ("id: village", "id: town", r"the id 'town' is used 2 times"),
    (
        "urban, share: {value: 1, assumed: [1, 1]}",
        "urban, share: {value: 0.9, assumed: [0, 1]}",
        "urban shares add up to 0.9",
    ),
    ("begins: 2016-01", "begins: 2016-13", r"line +4  begins"),
    ("{value: 1, assumed: [0.5, 2]}", "{value: 4, assumed: [0.5, 5]}", r"line +20  temper_spread\.value"),
    ("settlement: rural", "settlement: farm", r"line +12 .*Known: rural, urban"),
    ("people: 1000", "people: 0", r"line +3  people"),
    ("people: 1000", "people: 1000\npersons: persons.csv", r"line +4  persons: is not a key here"),
]


@pytest.mark.parametrize(("right", "wrong", "told"), MISTAKES, ids=[wrong[:40] for _, wrong, _ in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_remedy(tmp_path, right, wrong, told):
    assert GOOD.count(right) == 1
    with pytest.raises(GlasshouseError, match=told):
        load_world(written(tmp_path, GOOD.replace(right, wrong)))


def test_all_mistakes_are_told_at_once(tmp_path):
    text = GOOD.replace('"371082"', '"371083"').replace("{75+: 2}", "{80+: 2}").replace("people: 1000", "people: -1")
    with pytest.raises(GlasshouseError, match=r"(?s)line +3 .*line +7 .*line +15 "):
        load_world(written(tmp_path, text))
