"""The prebuilt report of the documentation tells what the command beside it gives today."""

import json
import re
import shlex

import pytest
from first_answer import FOLDER, commands

import glasshouse as gh

NUMBERS = json.loads((FOLDER / "numbers.json").read_text())


def test_the_page_names_the_commands_that_made_its_answers():
    assert list(NUMBERS) == commands()
    assert [one.split()[1] for one in commands()] == ["run", "compare"]


def test_the_run_gives_the_numbers_of_its_prebuilt_report():
    command = commands()[0]
    _, _, scheme, *options = shlex.split(command)
    asked = dict(zip(options[::2], options[1::2], strict=True))
    run = gh.run(scheme=scheme, world=asked["--world"], years=int(asked["--years"]), seed=int(asked["--seed"]))
    told = {one["metric"]: one["value"] for one in NUMBERS[command]["metrics"]}
    assert told == {one["metric"]: pytest.approx(one["value"]) for one in run.metrics().to_dicts()}


def test_every_page_that_a_page_leads_to_lies_beside_it():
    pages = {one.name: one.read_text() for one in FOLDER.glob("*.html")}
    assert {"report.html", "comparison.html"} <= set(pages)
    for text in pages.values():
        local = {one.partition("#")[0] for one in re.findall(r'href="([^"#][^"]*\.html[^"]*)"', text)}
        assert {one for one in local if not one.startswith("http")} <= set(pages)


def test_the_prebuilt_pages_say_first_that_all_people_in_them_are_synthetic():
    for page in FOLDER.glob("*.html"):
        assert "Synthetic people only" in page.read_text()
