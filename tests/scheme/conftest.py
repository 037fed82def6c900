"""A catalogue and a scheme small enough to check by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from glasshouse.base.evidence import Rate, Share
from glasshouse.life.model import Conduct, Due, InView, Service, Stage
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.observe.model import Source
from glasshouse.scheme.check.check import problems, warnings
from glasshouse.scheme.language.model import Scheme


def share(value: float) -> Share:
    return Share(value=value, assumed=(0, 1))


def rate(value: float) -> Rate:
    return Rate(value=value, assumed=(0, 1000))


def conduct(at: int, name: str, per_1000: float | None = 10, **more: Any) -> Conduct:
    happens = {} if per_1000 is None else {"per_1000_a_year": rate(per_1000)}
    seen = more.pop("seen_by", (InView(source="office"),))
    what = {"title": name.split(".")[1].replace("_", " "), "domain": "any", "meaning": name, "lawful": False}
    return Conduct(id=name, number=at, seen_by=seen, **{**what, **happens, **more})


def source(name: str, *, coverage: float = 1, delay: str = "0 d") -> Source:
    rates = {"false_records": rate(0), "wrong_person": share(0), "notice": share(1)}
    return Source(id=name, title=name, coverage=share(coverage), delay=delay, **rates)


def service(at: int, name: str) -> Service:
    return Service(id=name, number=at, title=name, domain="any", meaning=name, per_1000_a_year=rate(10))


STAGES = (
    Stage(id="none", title="None"),
    Stage(id="late", title="Late", conduct="credit.payment_late"),
    Stage(id="sued", title="Sued", conduct="debt.sued", cure_conduct="debt.settled"),
)
CONDUCTS = (
    conduct(1, "credit.payment_late", None),
    conduct(2, "debt.sued", None),
    conduct(3, "debt.settled", None, lawful=True),
    conduct(4, "traffic.ticket"),
    conduct(5, "traffic.drink_driving"),
    conduct(6, "traffic.drunk_driving"),
    conduct(7, "contract.breach"),
    conduct(8, "contract.judgment_breach"),
    conduct(9, "speech.criticism", lawful=True),
    conduct(10, "community.volunteering", 300, lawful=True),
    conduct(11, "community.honour_city", lawful=True),
    conduct(12, "order.never", 0),
    conduct(13, "order.unseen", seen_by=(InView(source="blind"),)),
    conduct(14, "order.slow", seen_by=(InView(source="slow"),)),
    conduct(15, "tax.return_late", None, due=Due(every=12, month=6, chance=share(0.01))),
    conduct(16, "tax.never_due", None, due=Due(every=12, month=6, chance=share(0))),
    conduct(17, "order.causeless", None),
    conduct(18, "order.littering", seen_by=(InView(source="office", share=0.5), InView(source="village", share=0.5))),
)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    names = ("travel.flight", "finance.loan", "work.job")
    services = tuple(service(at, name) for at, name in enumerate(names, start=1))
    sources = (source("office"), source("blind", coverage=0), source("slow", delay="6 months"), source("village"))
    livelihood = load_catalogue().livelihood.model_copy(update={"stages": STAGES})
    return Catalogue(CONDUCTS, services, sources, livelihood, Path("small"))


SMALL: dict[str, Any] = {
    "id": "small",
    "title": "Small",
    "about": "A scheme to check by hand.",
    "bibliography": {"text": {"title": "The text", "url": "https://example.org"}},
    "score": {"start": 100, "lowest": 0, "cite": "text"},
    "grades": [
        {"id": "A", "from": 100, "cite": "text"},
        {"id": "B", "from": 50, "cite": "text"},
        {"id": "C", "below": 50, "cite": "text"},
    ],
    "rules": [{"conduct": "traffic.ticket", "points": -10, "lasts": "2y", "cite": "text", "clause": "1"}],
}
RULE = {"lasts": "1y", "cite": "text", "clause": "1"}


def scheme_of(**changes: Any) -> Scheme:
    """The small scheme with some of its parts replaced; None leaves a part out."""
    said = {key: value for key, value in {**SMALL, **changes}.items() if value is not None}
    return Scheme.model_validate(said)


@pytest.fixture
def small() -> Callable[..., Scheme]:
    return scheme_of


@pytest.fixture
def faults(catalogue: Catalogue) -> Callable[..., list[str]]:
    """Every problem of the small scheme with some of its parts replaced, as text."""
    return lambda **changes: [str(one).strip() for one in problems(scheme_of(**changes), catalogue)]


@pytest.fixture
def cautions(catalogue: Catalogue) -> Callable[..., list[str]]:
    """Every warning and note about the small scheme with some of its parts replaced, as text."""
    return lambda **changes: [str(one).strip() for one in warnings(scheme_of(**changes), catalogue)]


@pytest.fixture
def one() -> Callable[[list[str], str], str]:
    """The only line that says something."""

    def only(told: list[str], what: str) -> str:
        [line] = [line for line in told if what in line]
        return line

    return only


@pytest.fixture
def none() -> Callable[[list[str], str], bool]:
    """Whether no line says something."""
    return lambda told, what: not any(what in line for line in told)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A function that lets the library consist of some changed copies of the small scheme, by their ids."""

    def holds(**schemes: dict[str, Any]) -> None:
        for name, changes in schemes.items():
            said = {**SMALL, "id": name.replace("_", "-"), **changes}
            text = yaml.safe_dump({key: value for key, value in said.items() if value is not None})
            (tmp_path / f"{said['id']}.yaml").write_text(text, encoding="utf-8")
        monkeypatch.setattr("glasshouse.scheme.language.files.FOLDER", tmp_path)

    return holds


@pytest.fixture
def rule() -> Callable[..., dict[str, Any]]:
    """A rule of a conduct, as an author writes it."""
    return lambda conduct, **more: {**RULE, "conduct": conduct, **more}


@pytest.fixture
def follows() -> Callable[..., dict[str, Any]]:
    """A consequence, as an author writes it."""
    usual = {"service": "travel.flight", "effect": "refuse", "cite": "text", "clause": "1"}
    return lambda when, **more: {"when": when, **usual, **more}


@pytest.fixture
def black() -> Callable[..., dict[str, Any]]:
    """A list, as an author writes it."""
    usual = {"id": "black", "title": "Black", "enter": "debt.sued", "stays": "2y", "cite": "text", "clause": "1"}
    return lambda **said: {key: value for key, value in {**usual, **said}.items() if value is not None}


@pytest.fixture
def repair() -> Callable[..., dict[str, Any]]:
    """Making good by a conduct, as an author writes it."""
    return lambda conduct, **said: {"by": conduct, "gives": 1, **RULE, **said}


@pytest.fixture
def factors() -> Callable[..., dict[str, Any]]:
    """A score from 0 to 1000 that starts at 500 and is made of two factors, of 60 and 40 %, with what else is said."""

    def made(**inputs: list[dict[str, Any]]) -> dict[str, Any]:
        accounts = [
            {"id": name, "title": name.title(), "start": 50, "weight": {"value": weight, "assumed": [0, 1]},
             "cite": "text", "inputs": inputs.get(name, [])}
            for name, weight in (("history", 0.6), ("means", 0.4))
        ]  # fmt: skip
        score = {"start": 500, "lowest": 0, "highest": 1000, "cite": "text"}
        return {"score": score, "accounts": accounts, "rules": None, "grades": None}

    return made
