"""What cannot touch a person leaves that person's life as it is, to the last bit: tried change by change.

Ties are the exception, and pass a change on a month later: friends, leaders and firms, records that land on a
neighbour's file.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from busy import CITED, SCHEME, busy_catalogue, busy_scheme, placements, rule, share, simulator_of
from locality import (
    MONTHS,
    PEOPLE,
    Lives,
    astray,
    friends_in,
    hamlet,
    judged_by,
    lived,
    parted,
    rightly,
    state_of,
    without,
)

from glasshouse.engine.company import Cohort, Company, company_of
from glasshouse.engine.world import Ready, ready
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.files import HOME
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.population.firms import FIRMS
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES, TRAITS, level_index
from glasshouse.population.state import State
from glasshouse.population.ties import COMMUNITY
from glasshouse.studies.simulate import RunSpec, parts_of

OUT = range(0, PEOPLE, 50)  # who is taken out, one at a time
LIVELIHOOD = (1 << 19) - 1  # the bits of a life that are no standing


def strangers(made: Ready, person: int) -> npt.NDArray[np.bool_]:
    """[T, N] Whom it changes that one person is taken out, month by month."""
    changed = parted(as_it_was(made), lived(without(made, person)))
    changed[:, person] = False
    return changed


AS_IT_WAS: dict[int, Lives] = {}


def as_it_was(made: Ready) -> Lives:
    """The lives that the others are compared with; each world is lived once."""
    if id(made) not in AS_IT_WAS:
        AS_IT_WAS[id(made)] = lived(made)
    return AS_IT_WAS[id(made)]


@cache
def busy(*, right: bool = False) -> Ready:
    """A society in which three of ten records land on the wrong file, or none."""
    catalogue = rightly(busy_catalogue()) if right else busy_catalogue()
    return ready(busy_scheme(), find_world("hamlet"), catalogue, PEOPLE, MONTHS)


# one person less


def test_nothing_ever_happens_in_the_place_of_who_was_taken_out():
    gone = lived(without(hamlet(), 700))
    assert not gone.state[:, 700].any()
    assert (gone.judged[:, 700, 2] == -1).all()
    assert as_it_was(hamlet()).state[:, 700].any()


@pytest.mark.parametrize("world", [lambda: hamlet(right=True), lambda: busy(right=True)], ids=["hamlet", "busy"])
def test_taking_one_person_out_changes_no_stranger(world: Callable[[], Ready]):
    changed = [int(strangers(world(), person).any(axis=0).sum()) for person in OUT]
    assert changed == [0] * len(OUT)


@pytest.mark.parametrize(("world", "out"), [(hamlet, OUT), (busy, range(99, PEOPLE, 380))], ids=["hamlet", "busy"])
def test_who_differs_without_a_person_had_a_record_meant_for_them_or_for_one_who_differed_before(world: Any, out: Any):
    """Where sources mistake one for another, files of neighbours change, in the month of the mistake and not before."""
    found = {person: trace(world(), person) for person in out if strangers(world(), person).any()}
    assert all(found.values())
    assert found or world is hamlet


def trace(made: Ready, person: int) -> set[int]:
    """Who differs if a person is taken out; for each the change arrives with a record, when it arrives."""
    emptied, block = without(made, person), person // LANES
    changed: set[int] = set()
    with simulator_of(made, PEOPLE, begins=0) as simulator, simulator_of(emptied, PEOPLE, begins=0) as other:
        for month in range(MONTHS):
            lanes = sorted(one % LANES for one in changed | {person})
            sent, not_sent = (
                astray(one.ready, State(*(part.copy() for part in one.state)), month, block, lanes)
                for one in (simulator, other)
            )
            arrived = {
                block * LANES + lane for lane, kind in (sent | not_sent) if sent[lane, kind] != not_sent[lane, kind]
            }
            for one in (simulator, other):
                one.simulate(month)
            now = set(np.flatnonzero((state_of(simulator) != state_of(other)).any(axis=1)).tolist()) - {person}
            assert now - changed <= arrived, month
            judged = (judged_by(simulator) != judged_by(other)).any(axis=(1, 2))
            assert set(np.flatnonzero(judged).tolist()) <= changed | {person}, month
            changed |= now
    return changed


# one village's rule


def villages(changes: dict[str, Any]) -> Ready:
    """Two sets of rules that hold in different neighbourhoods; those of the first are changed."""
    village, city = placements({**SCHEME, "id": "village", **changes}, {**SCHEME, "id": "city"})
    placed = [replace(village, share=0.3), replace(city, share=0.7)]
    return ready(placed, find_world("hamlet"), busy_catalogue(), PEOPLE, MONTHS)


RULES = SCHEME["rules"]
OTHER_RULES: dict[str, dict[str, Any]] = {
    "points": {"rules": [{**one, "points": -1 if one["points"] < 0 else 1} for one in RULES]},
    "grades": {"grades": [{"id": "A", "from": 110}, {"id": "C", "from": 100}, {"id": "D", "below": 100}]},
    "consequences": {"consequences": SCHEME["consequences"][:1]},
    "clean time": {"clean": {"months": 1, "points": 1, **CITED}},
    "points, and which records a full file drops": {"rules": [{**one, "points": 2 * one["points"]} for one in RULES]},
    "how long records count": {"rules": [{**one, "lasts": "36 months"} for one in RULES]},
    "how many records count": {"rules": [{key: one[key] for key in one if key != "at_most"} for one in RULES]},
    "another conduct": {"rules": [*RULES, rule("order.unruled", -5, "12 months")]},
    "no appeal": {"appeal": None},
    "what is known": {"known_to": {"value": 0.1, "assumed": [0, 1]}},
}


@pytest.mark.parametrize("changes", OTHER_RULES.values(), ids=OTHER_RULES)
def test_a_rule_of_one_village_changes_nobody_elsewhere(changes: dict[str, Any]):
    before, after = villages({}), villages(changes)
    assert before.here.tolist().count(1) == 1
    inside = np.repeat(before.here == 1, LANES)[:PEOPLE]
    changed = parted(lived(before), lived(after)).any(axis=0)
    assert not changed[~inside].any()
    assert changed[inside].any()


# a conduct that nobody has


NEW = {
    "conducts": """
  - id: order.whistling
    number: {number}
    title: Whistling
    domain: order
    meaning: Whistling in the street.
    lawful: true
    per_1000_a_year: {{value: {rate}, assumed: [0, 9000]}}
    varies: {varies}
    then: {{money: {{value: -1, assumed: [-1, 0]}}}}
    seen_by: [{{source: police.traffic}}]
""",
    "services": """
  - id: culture.library_card
    number: {number}
    title: Library card
    domain: culture
    meaning: A card to borrow books with.
    per_1000_a_year: {{value: {rate}, assumed: [0, 9000]}}
    varies: {varies}
    if_granted: {{money: {{value: 1, assumed: [0, 1]}}}}
""",
}


def extended(
    folder: Path, what: str, number: int, *, rate: float = 0, varies: str = "[]", middle: bool = False
) -> Path:
    """Our catalogue with one more conduct or service, in the middle of its file or at the end."""
    shutil.copytree(HOME, folder)
    file = folder / f"{what}.yaml"
    head, *entries = re.split(r"(?m)^(?=  - id: )", file.read_text(encoding="utf-8"))
    entries.insert(
        len(entries) // 2 if middle else len(entries), NEW[what].format(number=number, rate=rate, varies=varies)
    )
    file.write_text("".join([head, *entries]), encoding="utf-8")
    return folder


def catalogued(folder: Path | None, *, right: bool = False) -> tuple[Lives, Catalogue]:
    """Lives by the catalogue in a folder."""
    parts = parts_of(RunSpec(world="hamlet", people=PEOPLE, months=MONTHS, catalogue=folder))
    catalogue = rightly(parts.catalogue) if right else parts.catalogue
    return lived(ready(parts.placed, parts.world, catalogue, PEOPLE, MONTHS)), catalogue


def with_names(lives: Lives, catalogue: Catalogue, names: list[str]) -> Lives:
    """The same with the place of its name in ``names`` instead of the row of each record's kind."""
    place = np.zeros(128, np.int64)
    for kind in catalogue.kinds:
        place[kind.row] = names.index(kind.name) + 1
    state = lives.state.copy()
    for word in range(2):
        records = np.ascontiguousarray(state[..., word]).view(np.uint16).astype(np.int64)
        named = records & 0x80FF | place[records >> 8 & 127] << 8
        state[..., word] = named.astype(np.uint16).view(np.int64).reshape(state.shape[:2])
    return lives._replace(state=state)


@pytest.mark.parametrize(("number", "middle"), [(8, True), (300, True), (9_000, False)])
@pytest.mark.parametrize("what", ["conducts", "services"])
def test_what_nobody_does_or_asks_for_changes_nobody(what: str, number: int, middle: bool, tmp_path: Path):
    after, theirs = catalogued(extended(tmp_path / "catalogue", what, number, middle=middle))
    ours, names = load_catalogue(), sorted({kind.name for kind in theirs.kinds})
    before = as_it_was(hamlet())
    assert len(theirs.kinds) == len(ours.kinds) + 1
    assert not parted(with_names(before, ours, names), with_names(after, theirs, names)).any()


@pytest.mark.parametrize("what", ["conducts", "services"])
def test_what_only_women_do_or_ask_for_changes_no_man(what: str, tmp_path: Path):
    """A kind that somebody comes to has a number above all others: it stands behind them."""
    varies = "[{trait: sex, times: {male: 0}, assumed: [0, 1]}]"
    after, _ = catalogued(extended(tmp_path / "catalogue", what, 9_000, rate=900, varies=varies), right=True)
    changed = parted(as_it_was(hamlet(right=True)), after).any(axis=0)
    society, number = hamlet().society, np.arange(PEOPLE)
    stratum = society.stratum[society.page[number // LANES] * LANES + number % LANES]
    women = level_index("sex")[stratum] == TRAITS["sex"].index("female")
    assert not changed[~women].any()
    assert changed[women].sum() > 100


# more people, and what is no change at all


def test_more_people_at_the_end_change_nobody_who_was_there():
    assert not parted(lived(hamlet(right=True)), lived(hamlet(right=True, people=2_900), 2_900)).any()


def test_more_people_at_the_end_may_be_taken_for_a_neighbour_and_for_nobody_else():
    changed = parted(as_it_was(hamlet()), lived(hamlet(people=2_900), 2_900))
    assert not changed[:, : PEOPLE // LANES * LANES].any()


def test_friends_of_another_community_are_not_changed_by_more_people():
    few, many = (lived(hamlet("sesame", right=True, people=people), people) for people in (4_500, 4_900))
    changed = parted(few, many).any(axis=0)
    assert not changed[: COMMUNITY * LANES].any()
    assert changed.any()


@pytest.mark.parametrize("other", [{"threads": 3}, {"seed": 1, "words": 2}], ids=["threads", "again"])
def test_how_a_month_is_lived_changes_nobody(other: dict[str, int]):
    assert not parted(as_it_was(hamlet()), lived(hamlet(), **other)).any()


def test_who_is_followed_changes_nobody():
    alone = lived(hamlet(), followed=np.array([2]))
    assert np.array_equal(alone.state, as_it_was(hamlet()).state)


def test_the_order_of_schemes_changes_nobody():
    names = "rongcheng-2016+court-list+suqian", "suqian+rongcheng-2016+court-list"
    one, other = (lived(hamlet(name)) for name in names)
    assert np.array_equal(one.judged[..., [2, 0, 1]], other.judged)
    assert np.array_equal(one.state[..., :2], other.state[..., :2])
    assert np.array_equal(one.state[..., 3] & LIVELIHOOD, other.state[..., 3] & LIVELIHOOD)


# along ties, and only after the month it takes


WHO, WHEN = 1_234, 3


def test_a_friends_file_reaches_ones_score_a_month_later_and_friends_of_friends_another_month_later():
    made, people = hamlet("sesame", right=True, people=4_900), 4_900
    late = next(
        kind.row for kind in rightly(load_catalogue()).kinds if kind.name == "credit.payment_late@platform.lender"
    )
    before = lived(made, people)
    who = next(one for one in range(WHO, people) if before.judged[WHEN, one, 2, 0] >= 0)

    def spoil(state: State, month: int) -> None:
        if month == WHEN:
            state.files[who] = sum((late << 8) << 16 * place for place in range(4))

    changed, friends = parted(before, lived(made, people, meddle=spoil)), friends_in(0)
    assert not changed[:WHEN].any()
    assert not changed[:, COMMUNITY * LANES :].any()
    reached = np.arange(COMMUNITY * LANES) == who
    for now in changed[WHEN:, : COMMUNITY * LANES]:
        assert not (now & ~reached).any()
        reached |= reached[friends].any(axis=0)
    counts = changed[WHEN:].sum(axis=1).tolist()
    assert counts[0] == 1 < counts[1] < counts[2]


DEBT, DEFIED = np.uint32(7 << 16), np.uint32(6 << 16)  # of a life: the bits of the debt stage, and the last stage
TEXT = {"text": {"title": "A made-up text"}}
LISTED = {
    "lists": [{"id": "listed", "title": "Listed", "enter": {"debt": ["defied"]}, **CITED}],
    "consequences": [{"when": {"list": "listed"}, "service": "finance.loan", "effect": "refuse", **CITED}],
}


def linked(kind: str, name: str, other: str, whose: str) -> dict[str, Any]:
    """A list of who owes, and a score that goes by the list of the other side."""
    about = {"id": name, "title": name, "about": name, "bibliography": TEXT, "subjects": {"kind": kind}}
    rules = [{"list": f"{other}/listed", "whose": whose, "points": -40, **CITED}]
    return {**about, **LISTED, "score": {"start": 100, "lowest": 0, "highest": 200}, "rules": rules}


@cache
def cohorts() -> list[Cohort]:
    """People and firms made ready."""
    placed = placements(linked("person", "people", "firms", "led firm"), linked("firm", "firms", "people", "leader"))
    catalogues = rightly(load_catalogue()), rightly(firm_catalogue())
    return company_of(placed, find_world("hamlet"), *catalogues, PEOPLE, MONTHS, None)


def lived_together(firm: int | None) -> tuple[list[Lives], Company]:
    """People and firms month by month; one firm defies a judgment in one month."""
    tallies = [Tallies.for_months(MONTHS), Tallies.for_months(MONTHS, FIRMS)]
    followed = [np.arange(-(-one.subjects // LANES)) for one in cohorts()]
    seen: list[list[Any]] = [[], []]
    with Company(cohorts(), 1, PEOPLE, 2, 1, followed) as company:
        company.begin()
        for month in range(MONTHS):
            if month == WHEN and firm is not None:
                life = company.simulators[1].state.life
                life[firm] = life[firm] & ~DEBT | DEFIED
            company.simulate(month, tallies)
            for simulator, months in zip(company.simulators, seen, strict=True):
                months.append((state_of(simulator), judged_by(simulator)))
        return [Lives(*(np.stack(part) for part in zip(*months, strict=True))) for months in seen], company


def test_the_listing_of_a_firm_reaches_its_leader_and_its_staff_a_month_later_and_nobody_else():
    before, company = lived_together(None)
    at_work = 0
    for firm in (0, 20, 111):
        after, _ = lived_together(firm)
        people, firms = (parted(one, other) for one, other in zip(before, after, strict=True))
        leader, staff = int(company.leaders[firm]), company.staff
        theirs = {leader, *range(int(staff[:firm].sum()), int(staff[: firm + 1].sum()))}
        assert not people[: WHEN + 1].any()
        assert people[WHEN + 1, leader]
        assert set(np.flatnonzero(people.any(axis=0)).tolist()) <= theirs
        assert np.flatnonzero(firms.any(axis=0)).tolist() == [firm]
        at_work += int(people.any(axis=0).sum()) - 1
    assert at_work > 0


# what only records can bring about


def test_what_a_record_is_worth_changes_nobody_who_never_had_one():
    """Of rules that nobody knows: who knows them may be deterred without any record."""
    parts = parts_of(RunSpec(world="hamlet", people=PEOPLE))
    catalogue, conduct = rightly(parts.catalogue), "utility.payment_late"
    unknown = parts.placed[0].scheme.model_copy(update={"known_to": share(0)})
    harsher = [one.model_copy(update={"points": -200}) if one.conduct == conduct else one for one in unknown.rules]
    changed = unknown.model_copy(update={"rules": tuple(harsher)})
    one, other = (lived(ready(scheme, parts.world, catalogue, PEOPLE, MONTHS)) for scheme in (unknown, changed))
    rows = [kind.row for kind in catalogue.kinds_of(conduct)]
    had = np.logical_or.accumulate(holds(one, rows) | holds(other, rows))
    now = parted(one, other)
    assert not now[0].any()
    for earlier, later in pairwise(range(MONTHS + 1)):
        assert not (now[later] & ~had[earlier]).any()
    assert now.any()
    assert 0 < had[-1].sum() < PEOPLE


def holds(lives: Lives, rows: list[int]) -> npt.NDArray[np.bool_]:
    """[T, N] Who has a record of these kinds on file after each month."""
    records = np.ascontiguousarray(lives.state[..., :2]).view(np.uint16)
    return np.asarray(np.isin(records >> 8 & 127, rows).any(axis=-1))
