"""What titles say of groups: one that is named is the extreme one of what is shown, of enough people, and so much.

Every scheme of the library is simulated in two worlds, some with many seeds and some compared. The rule is checked here
by what stands in the tables of the study alone.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

import glasshouse as gh
from glasshouse import charts
from glasshouse.charts.study import who_of
from glasshouse.charts.words import capital, group_title, worded
from glasshouse.population.firms import FIRMS
from glasshouse.population.people import PEOPLE

WORLDS = {"hamlet": 5_000, "suining": 30_000}
ONLY_IN = {"thirty-cities": {"china": 40_000}}
SHORT: Mapping[str, Any] = {"months": 26, "seed": 3}
MANY = ("court-list", "bureau-us", "weihai")
PAIRS = (("rongcheng-2016", "rongcheng-2021"), ("court-list", "none"), ("rongcheng-2013", "sesame"))
FEW, LEAST_EXPECTED, LEAST_Z = 0.02, 5, 2.0


@cache
def study(kind: str, what: str, world: str) -> Any:
    asked = {**SHORT, "world": world, "people": {**WORLDS, **ONLY_IN.get(what, {})}[world]}
    if kind == "run":
        return gh.run(scheme=what, follow=64, **asked)
    if kind == "many":
        return gh.ensemble(scheme=what, seeds=3, **asked)
    return gh.compare(schemes=what.split(" "), follow=64, **asked)


def studies() -> Iterator[tuple[str, str, str]]:
    for what in gh.schemes()["scheme"]:
        yield from (("run", what, world) for world in ONLY_IN.get(what, WORLDS))
    yield from (("many", what, world) for what in MANY for world in WORLDS)
    yield from (("two", " ".join(pair), "hamlet") for pair in PAIRS)


def groups_of(made: Any) -> dict[str, tuple[str, str]]:
    """Every group by what it is called."""
    cast = FIRMS if who_of(made) == "firms" else PEOPLE
    named = {(trait, level): group_title(trait, level) for trait, levels in cast.traits.items() for level in levels}
    return {title: place for place, title in named.items()}


def named_in(title: str, made: Any) -> list[tuple[str, str]]:
    """The groups that a title names, in its order; 'micro firms' is none of 'firms'."""
    known = groups_of(made)
    names = "|".join(re.escape(one) for one in sorted({*known, *map(capital, known)}, key=len, reverse=True))
    return [known.get(one, known.get(one[:1].lower() + one[1:])) for one in re.findall(rf"\b(?:{names})(?!\w)", title)]


@pytest.mark.parametrize(("kind", "what", "world"), [*studies()])
def test_a_group_that_a_title_names_is_the_extreme_one_of_what_the_chart_shows(kind: str, what: str, world: str):
    made = study(kind, what, world)
    for name in charts.names_for(made):
        words = charts.words_of(name, made)
        named = [] if words.empty else named_in(words.title, made)
        if name.startswith("gains_"):
            _check_gains(name, words.title, named, made)
        elif name == "who_is_where":
            _check_standing(words.title, named, made)
        elif name == "who_is_refused":
            _check_requests(words.title, named, made, ("turned_away", "turned_away_share", "would_be"))
        elif name == "who_is_rewarded":
            _check_requests(words.title, named, made, ("favoured", "favoured_share", "asked"))
        else:
            assert not named, (name, words.title)


def _counts(row: dict[str, Any], column: str) -> float:
    """What was counted in all seeds."""
    return (row[column] or 0) * row.get(f"{column}_seeds", 1)


def _expects_enough(some: float, people: float, others: float, other_people: float) -> bool:
    rate = (some + others) / (people + other_people)
    return min(people, other_people) * min(rate, 1 - rate) >= LEAST_EXPECTED


def _errors(some: float, people: float, others: float, other_people: float) -> float:
    rate = (some + others) / (people + other_people)
    spread = (rate * (1 - rate) * (1 / people + 1 / other_people)) ** 0.5
    return (some / people - others / other_people) / spread if spread else 0.0


def _check_standing(title: str, named: list[tuple[str, str]], made: Any) -> None:
    rows = [row for row in made.table("disparities").to_dicts() if row["people"]]
    told = {}
    for trait in {row["trait"] for row in rows}:
        whole = sum(row["people"] for row in rows if row["trait"] == trait)
        mine = [row for row in rows if row["trait"] == trait and row["people"] >= FEW * whole]
        low = min(mine, key=lambda row: (row["rate"], -row["people"]))
        counts = {row["level"]: (_counts(row, "sanctioned"), _counts(row, "people")) for row in mine}
        enough = [row for row in mine if _expects_enough(*counts[row["level"]], *counts[low["level"]])]
        high = max(enough, key=lambda row: row["rate"], default=None)
        if high and _errors(*counts[high["level"]], *counts[low["level"]]) >= LEAST_Z:
            told[trait] = (high, low)
    if not told:
        assert not named, title
        return
    assert len(named) == 2, title
    (trait, more), (other, less) = named
    high, low = told[trait]
    assert (other, high["level"], low["level"]) == (trait, more, less), title
    assert high["rate"] > low["rate"]
    finite = {one: a["rate"] / b["rate"] for one, (a, b) in told.items() if b["sanctioned"]}
    if low["sanctioned"]:
        assert finite[trait] == pytest.approx(max(finite.values())), title
        said = re.search(r"(?:are|were) ([\d,.]+)†? times", title)
        assert said is not None, title
        digits = len(said[1].partition(".")[2])
        assert float(said[1]) == pytest.approx(finite[trait], abs=0.51 * 10**-digits), title


def _check_requests(title: str, named: list[tuple[str, str]], made: Any, columns: tuple[str, str, str]) -> None:
    """What is said of the service with most of ``columns``: how many, their share, and of how many."""
    if not named:
        return
    part, share, of = columns
    service = made.table("refusals").sort(part, "service", descending=[True, False]).row(0, named=True)
    rows = made.table("refusals_by").filter(service=service["service"]).to_dicts()
    kept = [row for row in rows if row[of] and row[of] >= FEW * service[of]]
    most = max(kept, key=lambda row: row[share] or 0)
    assert (most["trait"], most["level"]) in named, title
    assert len(named) == 1, title
    counts = [_counts(row, column) for row in (most, service) for column in (part, of)]
    others = (counts[2] - counts[0], counts[3] - counts[1])
    assert _expects_enough(counts[0], counts[1], *others), title
    assert _errors(counts[0], counts[1], *others) >= LEAST_Z, title
    said = re.findall(r"([\d.]+)†?\u00a0%|([\d.]+) %", title)[0]
    number = "".join(said)
    last = 10.0 ** -len(number.partition(".")[2])  # of the last digit that is written
    assert float(number) == pytest.approx(100 * most[share], abs=0.51 * last), title


def _check_gains(name: str, title: str, named: list[tuple[str, str]], made: Any) -> None:
    if not named:
        return
    rows = [row for row in made.table("gains").to_dicts() if row["measure"] == name.removeprefix("gains_")]
    whole = next(row for row in rows if row["trait"] == "everybody")["people"]
    kept = [row for row in rows if row["trait"] != "everybody" and row["people"] >= FEW * whole and row["difference"]]
    most = max(kept, key=lambda row: abs(row["difference"]))
    assert named == [(most["trait"], most["level"])], title
    assert most["better_a"] + most["better_b"] >= 10, title
    sign = "−" if most["difference"] < 0 else "+"
    assert f"{worded(who_of(made), group_title(*named[0]))} {sign}" in title


@pytest.mark.parametrize(
    ("kind", "what", "world", "name"),
    [
        ("run", "court-list", "suining", "who_is_where"),
        ("run", "bureau-us", "suining", "who_is_refused"),
        ("many", "court-list", "suining", "who_is_where"),
        ("many", "bureau-us", "suining", "who_is_refused"),
        ("two", "rongcheng-2016 rongcheng-2021", "hamlet", "gains_score"),
    ],
)
def test_charts_that_may_name_groups_do_so(kind: str, what: str, world: str, name: str):
    """Or all the rest of this file would hold of a library that says nothing."""
    made = study(kind, what, world)
    assert named_in(charts.words_of(name, made).title, made)
