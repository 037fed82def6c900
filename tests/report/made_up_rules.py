"""The scheme, world and catalogue of a run that never ran, for tests only."""

from functools import cache
from pathlib import Path
from typing import Any

from glasshouse.base.evidence import Figure
from glasshouse.base.yamlfile import load
from glasshouse.life.model import Conduct, Livelihood, Service
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.model import Source
from glasshouse.population.model import World
from glasshouse.population.people import TRAITS
from glasshouse.scheme.language.model import Scheme

FOLDER = Path(__file__).parent / "made_up"

CONDUCTS = {  # id: title, domain, lawful, source
    "credit.payment_late": ("Late payment of a loan", "credit", False, "bank.register"),
    "utility.payment_late": ("Late payment of public-service fees", "utility", False, "utility.firms"),
    "traffic.ticket": ("Traffic ticket", "traffic", False, "police.cameras"),
    "traffic.drunk_driving": ("Drunk driving", "traffic", False, "police.patrols"),
    "court.judgment_defied": ("Defying a judgment", "court", False, "court.enforcement"),
    "speech.rumour": ("Spreading a rumour online", "speech", False, "net.platforms"),
    "petition.lawful": ("Lawful petition", "speech", True, "police.patrols"),
    "community.volunteering": ("Volunteering", "community", True, "street.office"),
    "debt.settled": ("Settling a debt", "credit", True, "court.enforcement"),
}
SERVICES = {  # id: title, domain, asked, refused
    "finance.loan": ("Bank loan", "finance", 182_000, 41_300),
    "travel.high_speed_rail": ("High-speed rail ticket", "travel", 1_920_000, 38_200),
    "travel.flight": ("Flight", "travel", 640_000, 15_400),
    "housing.rent": ("Renting a home", "housing", 74_000, 3_610),
    "school.private": ("Private school for a child", "school", 9_300, 212),
    "work.public_job": ("Public post", "work", 21_000, 1_870),
    "utility.heating": ("Winter heating at a discount", "utility", 402_000, 0),
    "online.luxury": ("Luxury goods online", "online", 0, 0),
}
SOURCES = {  # id: title, records, wrong, struck, struck and wrong
    "bank.register": ("Bank credit register", 210_000, 4_180, 2_900, 2_410),
    "utility.firms": ("Water, gas, power and heating firms", 164_000, 6_930, 3_120, 2_890),
    "police.cameras": ("Traffic cameras", 388_000, 11_200, 3_980, 3_700),
    "police.patrols": ("Police patrols", 31_000, 410, 120, 66),
    "court.enforcement": ("Court enforcement bureau", 12_900, 196, 88, 70),
    "net.platforms": ("Online platforms", 22_400, 3_050, 160, 148),
    "street.office": ("Street and village offices", 58_000, 890, 40, 31),
}


@cache
def scheme() -> Scheme:
    """Six grades, two lists, clean time, repair and appeal."""
    return load(FOLDER / "scheme.yaml", Scheme)


@cache
def world() -> World:
    """A city of 670,000."""
    return load(FOLDER / "world.yaml", World)


def assumed(value: float, low: float = 0.0, high: float = 1.0) -> dict[str, Any]:
    return {"value": value, "assumed": [low, high]}


@cache
def catalogue() -> Catalogue:
    """The conducts, services and sources above; all their numbers are assumed."""
    conducts = [
        {
            "id": conduct,
            "number": number,
            "title": title,
            "domain": domain,
            "meaning": f"{title}.",
            "lawful": lawful,
            "per_1000_a_year": assumed(40.0, 10, 90),
            "seen_by": [{"source": source}],
        }
        for number, (conduct, (title, domain, lawful, source)) in enumerate(CONDUCTS.items(), 1)
    ]
    services = [
        {
            "id": service,
            "number": number,
            "title": title,
            "domain": domain,
            "meaning": f"{title}.",
            "per_1000_a_year": assumed(120.0, 60, 240),
        }
        for number, (service, (title, domain, _, _)) in enumerate(SERVICES.items(), 1)
    ]
    sources = [
        {
            "id": source,
            "title": title,
            "coverage": assumed(0.8, 0.5, 0.95),
            "false_records": assumed(0.02, 0, 0.1),
            "wrong_person": {"value": 0.01, "evidence": "ftc-2012: share of mixed files"},
            "delay": "1 month",
            "notice": assumed(0.5, 0.2, 0.8),
        }
        for source, (title, *_) in SOURCES.items()
    ]
    return Catalogue(
        conducts=tuple(Conduct.model_validate(one) for one in conducts),
        services=tuple(Service.model_validate(one) for one in services),
        sources=tuple(Source.model_validate(one) for one in sources),
        livelihood=_livelihood(),
        folder=FOLDER,
    )


def _livelihood() -> Livelihood:
    """A livelihood in which every number is assumed to be a tenth."""
    fields = {name: field.annotation for name, field in Livelihood.model_fields.items()}
    numbers = [name for name, kind in fields.items() if isinstance(kind, type) and issubclass(kind, Figure)]
    fifths = TRAITS["income"]
    return Livelihood.model_validate(
        {
            "money_unit": "a tenth of a month's outgoings",
            **{name: assumed(0.1) for name in numbers},
            "starting_savings": {fifth: assumed(3, 0, 12) for fifth in fifths},
            "saving_rate": {fifth: assumed(0.1) for fifth in fifths},
            "active": {age: assumed(0.7) for age in TRAITS["age"]},
            "in_debt_at_start": {fifth: assumed(0.3) for fifth in fifths},
            "stages": [{"id": "none", "title": "No debt"}, {"id": "current", "title": "Paying on time"}],
        }
    )
