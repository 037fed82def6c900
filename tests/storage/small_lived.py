"""A finished simulation small enough to check by hand: two strata, three grades, one list, two years."""

from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.base.yamlfile import read_text, validated
from glasshouse.life.model import Conduct, Livelihood, Service, Stage
from glasshouse.life.tables import FALSELY, HAPPENED, LOST, RECORDED, STRUCK, STRUCK_WRONG
from glasshouse.measure.cause import BESIDE
from glasshouse.measure.tally import ASKED, FAVOURED, GIVEN_UP, REFUSED, Tallies
from glasshouse.measure.wrongful import ANY, IN_GRADE, ON_LIST
from glasshouse.measure.wrongful import LISTED as LISTED_ROW
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.model import Source
from glasshouse.population.model import World
from glasshouse.population.people import strata
from glasshouse.results.simulated import Simulated
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import Placement
from glasshouse.storage import provenance

MONTHS = 24
GOOD, FAIR, POOR = 0, 1, 2  # grades; POOR refuses flights
LISTED, WRONGLY = 8, 16  # added to a grade, they make a cell

SCHEME = """\
id: small
title: A small scheme (made up for tests)
about: Three grades and a list.
bibliography: {text: {title: A made-up text}}
score: {start: 100, lowest: 0}
grades:
  - {id: GOOD, from: 100}
  - {id: FAIR, from: 50}
  - {id: POOR, below: 50}
rules:
  - {conduct: tax.late, points: -10, lasts: 1y, cite: text, clause: line 1}
  - {conduct: help.given, points: 5, lasts: 1y, cite: text, clause: line 2}
lists:
  - {id: black, title: Blacklist, enter: court.defied, stays: 2y, cite: text, clause: line 3}
consequences:
  - {when: {grade: POOR}, service: travel.flight, effect: refuse, cite: text, clause: line 4}
  - {when: {list: black}, service: travel.flight, effect: refuse, cite: text, clause: line 5}
"""

WORLD = """\
id: hamlet-of-tests
title: A hamlet (made up for tests)
people: 1000
begins: 2016-01
about: Nobody lives here.
regions: [{id: rongcheng, title: Rongcheng, code: '371082'}]
neighbourhoods:
  - {id: town, title: Town, settlement: urban, share: {value: 1, assumed: [1, 1]}}
  - {id: village, title: Village, settlement: rural, share: {value: 1, assumed: [1, 1]}}
temper_spread: {value: 0.9, assumed: [0.5, 1.3]}
"""


CATALOGUE = {"conducts.yaml": "conducts: []\n", "sources.yaml": "sources: []\n"}
TEXTS = {"scheme.yaml": SCHEME, "world.yaml": WORLD, **{f"catalogue/{name}": text for name, text in CATALOGUE.items()}}
"""The files of a run's folder ``inputs`` by name."""


def small_info(**other: Any) -> dict[str, Any]:
    """What ``run.json`` says of a small run that begins."""
    given: dict[str, Any] = {
        "reference": "small",
        "placed": [Placement(small_scheme(), SCHEME)],
        "world": validated(*read_text(WORLD, "world.yaml"), World, "world.yaml"),
        "world_text": WORLD,
        "catalogue": CATALOGUE,
        "people": 1000,
        "firms": 0,
        "begins": None,
        "months": MONTHS,
        "seed": 1,
        "follow": 2,
        "records": 4,
        "command": "glasshouse run small --world hamlet --years 2 --seed 1",
    }
    return provenance.describe(**given | other)


def small_scheme(text: str = SCHEME) -> Scheme:
    values, lines = read_text(text, "small.yaml")
    return validated(values, lines, Scheme, "small.yaml")


def _conduct(number: int, name: str, *sources: str) -> Conduct:
    views = [{"source": source, "share": 1 / len(sources)} for source in sources]
    about = {
        "title": name.title(),
        "domain": name.split(".")[0],
        "meaning": "Made up.",
        "lawful": name[0] == "h",
    }
    rate = {"value": 10, "assumed": [1, 20]}
    return Conduct.model_validate({"id": name, "number": number, "per_1000_a_year": rate, "seen_by": views, **about})


def _service(number: int, name: str) -> Service:
    rate = {"value": 10, "assumed": [1, 20]}
    about = {"title": name.title(), "domain": name.split(".")[0], "meaning": "Made up."}
    return Service.model_validate({"id": name, "number": number, "per_1000_a_year": rate, **about})


def _source(name: str) -> Source:
    share = {"value": 0.5, "assumed": [0, 1]}
    errs = dict.fromkeys(("coverage", "false_records", "wrong_person", "notice"), share)
    return Source.model_validate({"id": name, "title": name.title(), "delay": "1 month", **errs})


def small_catalogue() -> Catalogue:
    """Rows: tax.late@office, tax.late@camera, court.defied@office, help.given@office, then two services."""
    stages = [Stage(id=name, title=name) for name in ("none", "current", "late")]
    return Catalogue(
        conducts=(
            _conduct(1, "tax.late", "office", "camera"),
            _conduct(2, "court.defied", "office"),
            _conduct(3, "help.given", "office"),
        ),
        services=(_service(101, "travel.flight"), _service(102, "work.job")),
        sources=(_source("office"), _source("camera")),
        livelihood=Livelihood.model_construct(stages=tuple(stages)),
        folder=Path("small"),
    )


def stratum_of(**levels: str) -> int:
    """The first stratum that has these levels."""
    return next(
        number for number, one in enumerate(strata()) if all(one[trait] == level for trait, level in levels.items())
    )


RICH = stratum_of(settlement="urban", age="30-44", income="fifth-5")
POORER = stratum_of(settlement="rural", age="30-44", income="fifth-1")


def small_tallies() -> Tallies:
    """A thousand people, all GOOD at the start; in the end 90 are POOR or listed, 15 of them wrongly."""
    tallies = Tallies.for_months(MONTHS)
    tallies.people[:-1, RICH, GOOD] = 600
    tallies.people[:-1, POORER, GOOD] = 400
    tallies.people[-1, RICH, [GOOD, FAIR, POOR, POOR + WRONGLY]] = 550, 20, 20, 10
    tallies.people[-1, POORER, [GOOD, FAIR, POOR, FAIR + LISTED, FAIR + LISTED + WRONGLY]] = (
        300,
        40,
        30,
        25,
        5,
    )
    tallies.held[-1, [ANY, LISTED_ROW, ON_LIST, IN_GRADE + POOR]] = [75, 15, 2], [25, 5, 1], [25, 5, 1], [50, 10, 1]
    tallies.held_by[RICH, [ANY, IN_GRADE + POOR]] = [20, 10, 0], [20, 10, 0]
    tallies.held_by[POORER, [ANY, LISTED_ROW, ON_LIST, IN_GRADE + POOR]] = (
        [55, 5, 2],
        [25, 5, 1],
        [25, 5, 1],
        [30, 0, 1],
    )
    tallies.causes[ON_LIST, len(BESIDE) + 3] = 30, 5
    tallies.causes[IN_GRADE + POOR, [0, len(BESIDE) + 1, len(BESIDE) + 2]] = [2, 0], [40, 6], [18, 4]
    tallies.flows[-1, GOOD, [GOOD, FAIR, POOR]] = 850, 90, 60
    tallies.yearly[0, GOOD, GOOD] = 1000
    tallies.yearly[1, GOOD, [GOOD, FAIR, POOR]] = 850, 90, 60
    tallies.entered[[5, 10]] = [[60, 5], [50, 10]]
    tallies.at_risk[[1, 2, 3]] = [[110, 15], [80, 10], [40, 2]]
    tallies.ended[[1, 2, 3]] = [[10, 2], [40, 8], [10, 1]]
    tallies.events[3, 1, [HAPPENED, RECORDED, FALSELY]] = 40, 30, 6
    tallies.events[4, 2, [HAPPENED, RECORDED, FALSELY, STRUCK, STRUCK_WRONG, LOST]] = 50, 20, 10, 5, 4, 1
    tallies.events[5, 3, [HAPPENED, RECORDED]] = 30, 30
    tallies.events[6, 4, [HAPPENED, RECORDED]] = 10, 8
    tallies.moved_points[[1, 2, 4]] = [[-240, -60], [-100, -100], [40, 0]]
    tallies.asked[RICH, 5, [ASKED, REFUSED]] = 100, 5
    tallies.asked[POORER, 5, [ASKED, REFUSED, GIVEN_UP]] = 50, 20, 50
    tallies.asked[POORER, 6, [ASKED, FAVOURED]] = 10, 4
    tallies.answers[7, 5, [ASKED, REFUSED, GIVEN_UP]] = 150, 25, 50
    tallies.answers[8, 6, [ASKED, FAVOURED]] = 10, 4
    tallies.together[7, 5, [ASKED, REFUSED, GIVEN_UP]] = 160, 40, 60
    tallies.living[:, 0] = [900, 18_000, 5_670, 450, 300, 90]
    tallies.living[-1, 1] = [90, 900, 2_835, 18, 45, 30]
    tallies.scores[0, 20] = 1000
    tallies.scores[-1, [0, 20]] = 90, 910
    return tallies


def small_panel() -> dict[str, Any]:
    """Two followed lives, 7 and 300; life 300 falls to POOR in the last month by a wrong record."""
    shape = (MONTHS + 1, 2)
    panel: dict[str, Any] = {
        name: np.zeros(shape, np.int32)
        for name in (
            "deserved",
            "grade",
            "rightful_grade",
            "listed",
            "listed_wrongly",
            "wrongly",
            "money",
            "strain",
            "debt",
            "records",
        )
    }
    panel |= {"score": np.full(shape, 100, np.int32), "job": np.ones(shape, np.int32)}
    panel["deserved"] += 100
    panel["scored"] = np.ones(shape, np.bool_)
    panel["score"][-1, 1], panel["grade"][-1, 1], panel["wrongly"][-1, 1] = 40, POOR, 1
    panel["money"][:, 1], panel["strain"][-1, 1], panel["records"][-1, 1] = 25, 63, 1
    panel["job"][-1, 1], panel["debt"][-1, 1] = 2, 2
    return panel | {"person": np.array([7, 300]), "file": np.zeros((*shape, 1), np.uint64)}


def small_lived() -> Simulated:
    return Simulated(
        tallies=small_tallies(),
        scheme=small_scheme(),
        catalogue=small_catalogue(),
        panel=small_panel(),
        sanctioned_grades=(False, False, True),
        bins=(0, 5),
    )
