"""A society made up for tests in which everything happens often: errors, appeals, lists, refusals, full files."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.base.evidence import Figure, Rate, Share
from glasshouse.engine.simulator import Simulator
from glasshouse.engine.world import Ready, ready
from glasshouse.life.model import Conduct, Due, Effect, InView, Service
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.observe.model import Source
from glasshouse.observe.numbers import Numbers, numbered
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES
from glasshouse.population.state import State
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import Placement

PEOPLE = 700  # one whole neighbourhood and a part of one


def share(value: float) -> Share:
    return Share(value=value, assumed=(0, 1))


def rate(value: float) -> Rate:
    return Rate(value=value, assumed=(0, 10_000))


def conduct(number: int, name: str, per_1000: float | None = None, **more: Any) -> Conduct:
    what = {"title": name, "domain": name.split(".")[0], "meaning": "Made up.", "lawful": False}
    happens = {} if per_1000 is None else {"per_1000_a_year": rate(per_1000)}
    seen = more.pop("seen_by", (InView(source="office"),))
    return Conduct(id=name, number=number, seen_by=seen, **{**what, **happens, **more})


def service(number: int, name: str, per_1000: float, **more: Any) -> Service:
    what = {"title": name, "domain": name.split(".")[0], "meaning": "Made up."}
    return Service(id=name, number=number, per_1000_a_year=rate(per_1000), **what, **more)


def source(name: str, coverage: float, false: float, wrong: float, delay: str) -> Source:
    errs = {"coverage": share(coverage), "false_records": rate(false), "wrong_person": share(wrong)}
    return Source(id=name, title=name, delay=delay, notice=share(0.9), **errs)


def worse(strain: float) -> Effect:
    return Effect(strain=Figure(value=strain, assumed=(0, 1)))


def costs(months: float) -> Effect:
    return Effect(money=Figure(value=-months, assumed=(-9, 9)))


CONDUCTS = (
    conduct(
        1,
        "tax.late",
        3000,
        temper=share(0.5),
        hardship=rate(1),
        deterred=share(0.3),
        then=costs(0.3),
        seen_by=(InView(source="office", share=0.6), InView(source="camera", share=0.4)),
    ),
    conduct(2, "tax.fraud", 600, deterred=share(0.2)),
    conduct(3, "court.defied", 700, seen_by=(InView(source="court"),)),
    conduct(4, "order.noise", 900, seen_by=(InView(source="camera"),)),
    conduct(5, "help.given", 3000, lawful=True, encouraged=rate(1)),
    conduct(6, "help.honour", 500, lawful=True),
    conduct(7, "speech.criticism", 900, lawful=True, chilled=share(0.5)),
    conduct(8, "order.unruled", 500),
    conduct(9, "bill.late", due=Due(every=1, chance=share(0.05))),
    conduct(10, "bill.yearly", due=Due(every=12, month=6, chance=share(0.2))),
    conduct(11, "credit.payment_late"),
    conduct(12, "credit.default"),
    conduct(13, "debt.sued"),
    conduct(14, "court.judgment_defied", seen_by=(InView(source="court"),)),
    conduct(15, "debt.settled", 900, lawful=True, seen_by=(InView(source="court"),)),
)
SERVICES = (
    service(101, "travel.flight", 1500, if_granted=costs(0.2), if_refused=worse(0.1)),
    service(102, "finance.loan", 1500, asked_by="debt-free", if_granted=Effect(debt="current")),
    service(103, "work.job", 2000, asked_by="unemployed", if_granted=Effect(job="employed")),
    service(104, "public.honour", 800),
)
SOURCES = (
    source("office", 0.7, 0.1, 0.1, "0 d"),
    source("camera", 0.9, 0.3, 0.3, "1 month"),
    source("court", 1.0, 0.05, 0.05, "2 months"),
)
CITED = {"cite": "text", "clause": "1"}


def rule(conduct: str, points: int, lasts: str, **more: Any) -> dict[str, Any]:
    return {"conduct": conduct, "points": points, "lasts": lasts, **CITED, **more}


def follows(when: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"when": when, **CITED, **more}


def gain(months: float) -> dict[str, Any]:
    return {"gain": {"value": months, "assumed": [0, 9]}}


SCHEME: dict[str, Any] = {
    "id": "busy",
    "title": "Busy",
    "about": "Every form of rule at once.",
    "bibliography": {"text": {"title": "A made-up text"}},
    "known_to": {"value": 0.6, "assumed": [0, 1]},
    "score": {"start": 100, "lowest": 20, "highest": 160},
    "grades": [
        {"id": "A", "from": 120},
        {"id": "B", "from": 95},
        {"id": "C", "from": 70},
        {"id": "D", "below": 70},
    ],
    "rules": [
        rule("tax.late", -6, "8 months", at_most="2 per month"),
        rule("tax.fraud", -15, "forever"),
        rule("court.defied", -20, "12 months"),
        rule("order.noise", -3, "6 months", grade_at_most="C"),
        rule("help.honour", 12, "forever"),
        rule("speech.criticism", -5, "10 months"),
        rule("bill.late", -2, "5 months"),
        rule("bill.yearly", -8, "24 months"),
        rule("credit.payment_late", -4, "24 months"),
        rule("credit.default", -10, "36 months"),
    ],
    "clean": {"months": 3, "points": 2, **CITED},
    "lists": [
        {
            "id": "black",
            "title": "Blacklist",
            "enter": ["court.defied", "court.judgment_defied"],
            "stays": "9 months",
            "leave": {"conduct": "debt.settled"},
            **CITED,
        },
        {"id": "watch", "title": "Watch list", "enter": {"grade": "D"}, **CITED},
    ],
    "consequences": [
        follows(
            {"grade": "D"}, service="finance.loan", effect="refuse", gives_up_after={"value": 1, "assumed": [0, 24]}
        ),
        follows({"list": "black"}, service="travel.flight", effect="refuse"),
        follows({"list": "black"}, service="work.job", effect="refuse"),
        follows({"list": "watch"}, service="public.honour", effect="refuse"),
        follows({"grade": "A"}, service="travel.flight", effect=gain(0.4)),
        follows({"grade": "C"}, inspected=1.4),
    ],
    "repair": [{"by": "help.given", "gives": 4, "at_most": "3 per year", "lasts": "12 months", **CITED}],
    "appeal": {
        "window": "1 month",
        "decided_in": "1 month",
        **{name: {"value": 0.8, "assumed": [0, 1]} for name in ("contested", "struck_if_wrong", "offline")},
        **{name: {"value": 0.3, "assumed": [0, 1]} for name in ("contested_if_right", "struck_if_right")},
        **CITED,
    },
}


def busy_scheme(**changes: Any) -> Scheme:
    """The busy scheme with some of its parts replaced; None leaves a part out."""
    return Scheme.model_validate({key: one for key, one in {**SCHEME, **changes}.items() if one is not None})


def busy_catalogue(**of_sources: Any) -> Catalogue:
    """The busy catalogue; ``of_sources`` are numbers that all its sources have instead of their own."""
    lives = load_catalogue().livelihood
    sources = tuple(one.model_copy(update=of_sources) for one in SOURCES)
    return Catalogue(CONDUCTS, SERVICES, sources, lives, Path("busy"))


@cache
def vast_catalogue() -> Catalogue:
    """The busy catalogue with so many more conducts and services that it has a thousand kinds and some."""
    views = (InView(source="camera"),), (InView(source="office", share=0.5), InView(source="camera", share=0.5))
    more = [conduct(1_000 + at, f"more.c{at}", 40, seen_by=views[at % 2]) for at in range(665)]
    late = service(5_000, "late.visit", 1500, if_granted=costs(0.2), if_refused=worse(0.1))
    return replace(busy_catalogue(), conducts=(*CONDUCTS, *more), services=(*SERVICES, late))


def vast_scheme() -> Scheme:
    """The busy scheme with rules for so many of their conducts that a file holds no more kinds of record."""
    lasts = ("5 months", "forever", "14 months")
    rules = [
        rule(f"more.c{at}", (-4, -3, 5)[at % 3], lasts[at % 3], **({"at_most": "1 per year"} if at % 5 == 0 else {}))
        for at in range(3, 479, 4)
    ]
    refuses = follows({"grade": "D"}, service="late.visit", effect="refuse")
    return busy_scheme(rules=[*SCHEME["rules"], *rules], consequences=[*SCHEME["consequences"], refuses])


@cache
def vast(people: int = PEOPLE) -> Ready:
    """A society with a thousand kinds of occasion, of which 250 come on file."""
    return ready(vast_scheme(), find_world("hamlet"), vast_catalogue(), people)


def by_row(catalogue: Catalogue) -> Numbers:
    """Numbers of records that are the rows of their kinds, as if all were read and none could be settled."""
    return numbered([kind.row for kind in catalogue.kinds], ())


@cache
def busy(people: int = PEOPLE) -> Ready:
    """The busy society made ready."""
    return ready(busy_scheme(), find_world("hamlet"), busy_catalogue(), people)


def simulator_of(made: Ready, people: int, **more: Any) -> Simulator:
    """A simulator at the start of its first month that follows everybody."""
    blocks = -(-people // LANES)
    given = {"seed": 1, "words": 2, "threads": 1, "begins": 3, "followed": np.arange(blocks), **more}
    simulator = Simulator(made, people=people, **given)
    simulator.begin()
    return simulator


def cut(state: State, block: int) -> State:
    """A copy of the state of one neighbourhood."""
    size, here = len(state.life), slice(block * LANES, (block + 1) * LANES)
    return State(*(one.reshape(-1, size)[:, here].ravel().copy() for one in state))


# Two more schemes that read the same files, so that together they use whatever the engine can do.

_SHARE = {"value": 0.6, "assumed": [0, 1]}
CREDIT: dict[str, Any] = {
    "id": "credit",
    "title": "Credit",
    "about": "A score of three parts for who agreed to it; friends and circumstances feed it.",
    "bibliography": {"text": {"title": "A made-up text"}},
    "subjects": {"consent": {"asked": "opt-in", "share": _SHARE}},
    "score": {"start": 520, "lowest": 350, "highest": 950},
    "accounts": [
        {
            "id": "history", "title": "History", "weight": {"value": 0.5, "assumed": [0, 1]}, "start": 40,
            "inputs": [{"months": 1.5, "at_most": 12}, {"debt": {"current": 5, "late": -15}}],
        },
        {
            "id": "friends", "title": "Friends", "weight": {"value": 0.3, "assumed": [0, 1]}, "start": 0,
            "inputs": [{"friends": 0.6, "at_most": 40}],
        },
        {
            "id": "means", "title": "Means", "weight": {"value": 0.2, "assumed": [0, 1]}, "start": 20,
            "inputs": [
                {"trait": "income", "points": {"fifth-1": -10, "fifth-5": 30}}, {"savings": 6, "at_most": 50},
                {"work": {"employed": 10, "unemployed": -20}},
            ],
        },
    ],
    "grades": [{"id": "GOOD", "from": 600}, {"id": "FAIR", "from": 480}, {"id": "POOR", "below": 480}],
    "rules": [
        rule("tax.late", -30, "10 months", account="history", source="camera"),
        rule("finance.loan", 15, "6 months", account="history", at_most="2 per year"),
        rule("credit.payment_late", -60, "24 months", account="history"),
        rule("help.honour", 40, "12 months", account="means"),
        {"list": "busy/black", "points": -50, "account": "history", **CITED},
        {"list": "busy/watch", "grade_at_most": "FAIR", **CITED},
    ],
    "lists": [
        {"id": "owing", "title": "Owing", "enter": {"debt": ["late", "defied"]}, **CITED},
        {"id": "copied", "title": "Copied", "enter": {"list": "busy/black"}, **CITED},
        {
            "id": "frauds", "title": "Frauds", "enter": ["tax.fraud"], "stays": "12 months", "notice": "1 month",
            "leave": {"conduct": "help.given"}, **CITED,
        },
    ],
    "consequences": [
        follows({"list": "owing"}, service="finance.loan", effect="refuse"),
        follows(
            {"list": "copied"}, service="work.job", effect="refuse",
            gives_up_after={"value": 2, "assumed": [0, 24]},
        ),
        follows({"grade": "GOOD"}, service="travel.flight", effect=gain(0.7)),
        follows({"grade": "GOOD"}, service="finance.loan", effect=gain(0.2)),
        follows({"list": "frauds"}, inspected=3),
    ],
}  # fmt: skip
YEARLY: dict[str, Any] = {
    "id": "yearly",
    "title": "Yearly",
    "about": "A grade set once a year for townspeople; the young hold no more than the second best.",
    "bibliography": {"text": {"title": "A made-up text"}},
    "subjects": {"where": {"settlement": "urban"}},
    "score": {"start": 100, "lowest": 0, "highest": 100, "assessed": 6},
    "grades": [{"id": "A", "from": 95}, {"id": "B", "from": 80}, {"id": "M", "below": 80}],
    "limits": [{"where": {"age": "18-29"}, "grade_at_most": "B", **CITED}],
    "rules": [
        rule("tax.late", -11, "12 months", at_most="3 per year"),
        rule("tax.fraud", -30, "24 months"),
        rule("order.noise", -2, "forever"),
    ],
    "clean": {"months": 6, "points": 3, **CITED},
    "lists": [{"id": "red", "title": "Red", "enter": {"grade": "A"}, **CITED}],
    "consequences": [
        follows({"off_list": "red"}, service="public.honour", effect="refuse"),
        follows({"grade": "M"}, service="finance.loan", effect="refuse"),
    ],
    "appeal": {**SCHEME["appeal"], "window": "2 months"},
}


def placements(*said: dict[str, Any], **of_all: Any) -> list[Placement]:
    """Schemes that are said so, as a run has them."""
    return [Placement(Scheme.model_validate({**one, **of_all}), "") for one in said]


@cache
def together(people: int = PEOPLE) -> Ready:
    """The busy society under three schemes at once; the first goes by lists of the second."""
    return ready(placements(CREDIT, SCHEME, YEARLY), find_world("hamlet"), busy_catalogue(), people)
