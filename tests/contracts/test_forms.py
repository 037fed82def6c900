"""A form of the rules is one file and one line: the registry is the only list, and demands every part of a form."""

import ast
from typing import Any

import numpy as np
import pytest
from pages import ROOT

from glasshouse.observe.library import load_catalogue
from glasshouse.population.people import LANES
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.grounds.form import Grounding, Known
from glasshouse.scheme.forms.grounds.registry import GROUNDS, NUMBERED, STATES, Enter, lists_by
from glasshouse.scheme.forms.inputs.form import Feeding
from glasshouse.scheme.forms.inputs.registry import FEEDS, INPUTS, Input, fed, fed_by
from glasshouse.scheme.forms.inputs.scalars import in_points
from glasshouse.scheme.judge.accounts import sum_accounts
from glasshouse.scheme.judge.grades import list_by_state

FORMS = ROOT / "src/glasshouse/scheme/forms"
BESIDE = {"__init__", "form", "registry", "scalars"}
FAMILIES = {"inputs": (Input, Feeding, "gives"), "grounds": (Enter, Grounding, "ground")}
"""The folders of forms: what holds the fields of all, what each of these is, and where it has its form."""
CATALOGUE = load_catalogue()
STAGES = [stage.id for stage in CATALOGUE.livelihood.stages]
SAMPLES: dict[str, dict[str, Any]] = {
    "trait": {"trait": "sex", "points": {"female": 3}},
    "savings": {"savings": 1.7, "at_most": 9},
    "work": {"work": {"employed": 7, "unemployed": -4}},
    "debt": {"debt": {STAGES[1]: -3, STAGES[2]: -11}},
    "months": {"months": 0.3, "at_most": 5},
    "friends": {"friends": 0.41},
}
"""One input of each form."""
GROUND_SAMPLES: dict[str, Any] = {
    "conduct": ["debt.sued"],
    "grade": "B",
    "list": "court-list/defaulters",
    "debt": STAGES[2],
}
"""One ground of each form."""


def fields(family: str) -> list[type]:
    """The classes that hold the field of each form of a family."""
    whole, kind, _ = FAMILIES[family]
    return [base for base in whole.__bases__ if issubclass(base, kind)]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_file_of_a_form_is_in_the_registry(family: str):
    files = {path.stem for path in (FORMS / family).glob("*.py")} - BESIDE
    assert files == {base.__module__.rpartition(".")[2] for base in fields(family)}


@pytest.mark.parametrize("family", FAMILIES)
def test_only_the_registry_knows_the_classes_of_a_form(family: str):
    attribute = FAMILIES[family][2]
    classes = {name for base in fields(family) for name in (base.__name__, type(getattr(base, attribute)).__name__)}
    for path in (ROOT / "src").rglob("*.py"):
        if path.parent == FORMS / family:
            continue
        for part in ast.walk(ast.parse(path.read_text())):
            if isinstance(part, ast.ImportFrom) and (part.module or "").startswith(f"glasshouse.scheme.forms.{family}"):
                assert not {one.name for one in part.names} & classes, path


def test_every_form_has_a_sample():
    assert list(SAMPLES) == [one.key for one in INPUTS]
    assert list(GROUND_SAMPLES) == [one.key for one in GROUNDS]


@pytest.mark.parametrize("key", {**SAMPLES, **GROUND_SAMPLES})
def test_the_page_of_the_language_shows_the_form(key: str):
    assert f"{key}:" in (ROOT / "docs/scheme-language.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", SAMPLES)
def test_a_form_says_what_it_gives_and_how_much_that_may_be(key: str):
    one = Input.model_validate(SAMPLES[key])
    assert one.form.words(one.said).startswith("by ")
    for who in circumstances(20):
        piece = one.form.piece(one.said, np.inf if one.most is None else one.most, who, CATALOGUE)
        assert piece.source == key
        low, high = one.extent
        assert low - 1e-4 <= piece.points <= high + 1e-4
        steady = one.form.by_stratum(one.said, CATALOGUE.cast)
        given = fed(fed_by((one,), CATALOGUE), who) if steady is None else steady[who.stratum]
        assert piece.points == pytest.approx(float(given), abs=1e-4)


@pytest.mark.parametrize("key", [one.key for one in INPUTS if one.entries])
def test_the_lane_loop_gives_what_the_form_says_to_the_bit(key: str):
    feeds = fed_by((Input.model_validate(SAMPLES[key]),), CATALOGUE)
    for months in (0, 7, 90):
        people = [who._replace(months=months) for who in circumstances(64)]
        expected = [int(in_points(fed(feeds, who))) for who in people]
        assert summed(feeds, people) == expected
        assert len(feeds) == FEEDS


@pytest.mark.parametrize("key", GROUND_SAMPLES)
def test_a_ground_says_what_it_is_and_how_long_it_keeps_one(key: str):
    enter = Enter.model_validate({key: GROUND_SAMPLES[key]})
    (form,) = enter.forms
    assert form.key == key
    assert len(enter.words(str)) == len(form.names(form.said(enter))) == 1
    assert form.while_it_lasts


@pytest.mark.parametrize("key", [one.key for one in STATES])
def test_the_lane_loop_lists_by_each_state_as_the_form_says(key: str):
    form, known = NUMBERED[key], Known(CATALOGUE, ("A", "B"))
    entered = [Enter.model_validate({key: one}) for one in form.numbered(known)[-4:]]
    word = lists_by(form, entered, known)
    state, marks = np.arange(8, dtype=np.int32), np.zeros(8, np.int32)
    list_by_state(len(form.numbered(known)), state, word, marks)
    expected = [
        sum((one in form.names(form.said(enter))) << which for which, enter in enumerate(entered))
        for one in form.numbered(known)
    ]
    assert [int(one) & 15 for one in marks[: len(expected)]] == expected
    assert f"by_state[{key.upper()}]" in (ROOT / "src/glasshouse/scheme/judge/judgement.py").read_text()


def circumstances(number: int) -> list[Circumstances]:
    """People in many circumstances."""
    chosen = np.random.default_rng(1)
    return [
        Circumstances(
            stratum=int(chosen.integers(0, 24)), money=np.float32(chosen.integers(0, 250)),
            job=int(chosen.integers(0, 3)), debt=int(chosen.integers(0, len(STAGES))),
            months=int(chosen.integers(0, 99)), friends=None if at % 5 == 0 else np.float32(chosen.random() * 100),
        )
        for at in range(number)
    ]  # fmt: skip


def summed(feeds: Any, people: list[Circumstances]) -> list[int]:
    """What the lane loop makes of an open account that starts at nothing and is fed so."""
    m, i32 = len(people), np.int32
    lanes = {name: np.zeros(LANES, i32) for name in ("job", "debt", "knows", "score", "taint", "whole", "fair")}
    floats = {name: np.zeros(LANES, np.float32) for name in ("money", "friends", "lives")}
    for at, who in enumerate(people):
        floats["money"][at], lanes["job"][at], lanes["debt"][at] = who.money, who.job, who.debt
        floats["friends"][at], lanes["knows"][at] = who.friends or 0, who.friends is not None
    account = np.array([-20_000, 20_000, 1024, 1], i32)
    sum_accounts(
        m, i32(1), i32(0), people[0].months, account, feeds, floats["money"], lanes["job"], lanes["debt"],
        floats["friends"], lanes["knows"], np.zeros(LANES, np.int16), lanes["score"], lanes["taint"], lanes["whole"],
        lanes["fair"], floats["lives"],
    )  # fmt: skip
    return [int(one) for one in lanes["score"][:m]]
