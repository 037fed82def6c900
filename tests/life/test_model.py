"""What an author of the catalogue may write about conducts, services and livelihoods."""

from typing import Any

import pytest
from pydantic import ValidationError

from glasshouse.life.model import Conduct, Due, Livelihood, Service, Stage
from glasshouse.observe.library import load_catalogue

ASSUMED = {"value": 0.5, "assumed": [0, 1]}
CONDUCT: dict[str, Any] = {
    "id": "traffic.red_light",
    "number": 7,
    "title": "Red light",
    "domain": "traffic",
    "meaning": "Passing a red light.",
    "lawful": False,
    "per_1000_a_year": ASSUMED,
    "seen_by": [{"source": "police"}],
}


def conduct(**changes: Any) -> Conduct:
    return Conduct.model_validate({key: one for key, one in {**CONDUCT, **changes}.items() if one is not None})


def test_a_conduct_seen_by_one_source_is_wholly_in_its_view():
    assert conduct().seen_by[0].share == 1


def test_a_conduct_comes_at_random_or_falls_due_but_not_both():
    assert conduct(per_1000_a_year=None, due={"every": 12, "month": 6, "chance": ASSUMED}).due is not None
    with pytest.raises(ValidationError, match="has both"):
        conduct(due={"chance": ASSUMED})


def test_the_debt_ladder_may_make_a_conduct_that_has_neither_rate_nor_due():
    assert conduct(per_1000_a_year=None).due is None


def test_the_views_of_all_sources_fill_the_whole():
    halves = [{"source": "police", "share": 0.5}, {"source": "cameras", "share": 0.5}]
    assert len(conduct(seen_by=halves).seen_by) == 2
    with pytest.raises(ValidationError, match=r"add up to 0\.5"):
        conduct(seen_by=halves[:1])


def test_somebody_sees_every_conduct():
    with pytest.raises(ValidationError):
        conduct(seen_by=[])


def test_only_lawful_conduct_is_chilled():
    assert conduct(lawful=True, chilled=ASSUMED).chilled is not None
    with pytest.raises(ValidationError, match="deterred"):
        conduct(chilled=ASSUMED)


@pytest.mark.parametrize("name", ["red_light", "Traffic.red_light", "traffic.", "traffic.Red"])
def test_an_id_is_a_dotted_word(name: str):
    with pytest.raises(ValidationError):
        conduct(id=name)


def test_a_conduct_falls_due_every_month_unless_said_otherwise():
    assert Due.model_validate({"chance": ASSUMED}).every == 1
    with pytest.raises(ValidationError):
        Due.model_validate({"chance": ASSUMED, "every": 13})


def test_everyone_asks_for_a_service_unless_said_otherwise():
    about = {"id": "travel.flight", "number": 1, "title": "Flight", "domain": "travel", "meaning": "A flight."}
    assert Service.model_validate({**about, "per_1000_a_year": ASSUMED}).asked_by == "everyone"
    with pytest.raises(ValidationError):
        Service.model_validate({**about, "per_1000_a_year": ASSUMED, "asked_by": "the rich"})


def test_the_debt_ladder_has_at_most_seven_stages():
    lives = load_catalogue().livelihood.model_dump()
    assert Livelihood.model_validate(lives)
    with pytest.raises(ValidationError):
        Livelihood.model_validate({**lives, "stages": [Stage(id=f"s{at}", title="") for at in range(8)]})


def test_a_figure_without_source_and_without_range_is_refused():
    with pytest.raises(ValidationError, match="evidence"):
        conduct(per_1000_a_year={"value": 3})
