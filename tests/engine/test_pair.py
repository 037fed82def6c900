"""Two worlds lived side by side: each as it is alone, and what differs as a slow comparison finds it."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from busy import CREDIT, PEOPLE, SCHEME, YEARLY, busy_catalogue, busy_scheme, placements, rule, share

from glasshouse.base.compiled import as_written
from glasshouse.engine import pair as pair_module
from glasshouse.engine.company import Company, company_of
from glasshouse.engine.pair import Pair, Twins, kinds_of
from glasshouse.engine.simulator import Simulator
from glasshouse.engine.world import Ready, ready
from glasshouse.life import live
from glasshouse.life.live import REAL
from glasshouse.life.tables import KINDS
from glasshouse.measure import apart as columns
from glasshouse.measure.apart import A, B
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES
from glasshouse.population.state import debt_of, job_of, money_of, strain_of
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.library.system import Placement
from glasshouse.studies.spec import RunSpec, parts_of

LIVE = as_written(live.__name__)
MONTHS, CALENDAR = 14, 3
BEGINS = month_number("2014-04")
NOBODY = {"id": "nobody", "title": "Nobody", "about": "Nobody is scored."}
CITY = {
    **CREDIT,
    "rules": CREDIT["rules"][:4],
    "lists": [CREDIT["lists"][0]],
    "consequences": CREDIT["consequences"][:1],
}


# Both worlds, made ready


@cache
def society(name: str) -> Ready:
    """The busy society under some schemes."""
    moves = find_world("hamlet").model_copy(update={"moves": share(0.4)})
    credit, city, yearly = placements(CREDIT, SCHEME, YEARLY)
    harsher = busy_scheme(rules=[*SCHEME["rules"], rule("order.unruled", -40, "12 months")])
    placed: dict[str, tuple[list[Placement], Any, int | None]] = {
        "nobody": (placements(NOBODY), find_world("hamlet"), None),
        "busy": ([city], find_world("hamlet"), None),
        "harsher": ([Placement(harsher, "")], find_world("hamlet"), None),
        "together": ([credit, city, yearly], find_world("hamlet"), None),
        "nobody by dates": (placements(NOBODY), find_world("hamlet"), BEGINS),
        "dated": (
            placements(
                {**CITY, "in_force": "2014-06", "until": "2015-03"}, {**SCHEME, "until": "2015-01"},
                {**YEARLY, "in_force": "2014-08"},
            ),
            find_world("hamlet"), BEGINS,
        ),
        "some places": ([Placement(busy_scheme(), "", share=0.5)], find_world("hamlet"), None),
        "other places": ([Placement(busy_scheme(id="other"), "", share=0.3)], find_world("hamlet"), None),
        "some elsewhere": (
            [Placement(busy_scheme(), "", share=0.6), Placement(yearly.scheme, "", share=0.3)], moves, None,
        ),
        "all elsewhere": (placements(NOBODY), moves, None),
    }  # fmt: skip
    schemes, world, begins = placed[name]
    return ready(schemes, world, busy_catalogue(), 5 * LANES, MONTHS, begins)


def simulators_of(a: str, b: str, people: int = PEOPLE, **more: Any) -> tuple[Simulator, Simulator]:
    """Both simulators at the start of the first month; they follow everybody."""
    one, other = (_simulator(society(name), people, **more) for name in (a, b))
    return one, other


def _simulator(made: Ready, people: int, **more: Any) -> Simulator:
    blocks = -(-people // LANES)
    given = {"seed": 1, "words": 2, "threads": 1, "begins": CALENDAR, "followed": np.arange(blocks), **more}
    simulator = Simulator(made, people=people, **given)
    simulator.begin()
    return simulator


def lived(a: str, b: str, months: int = MONTHS, **more: Any) -> Pair:
    """Both worlds lived side by side and compared."""
    with (simulators := simulators_of(a, b, **more))[0], simulators[1]:
        pair = Pair(simulators, busy_catalogue(), months)
        for month in range(months + 1):
            pair.simulate(month, last=month == months)
        return pair


# The slow comparison: everybody followed, every event read, in plain Python


class Slow:
    """What differs between two simulators that follow everybody and leave traces of all events."""

    def __init__(self, simulators: Sequence[Simulator], catalogue: Catalogue, months: int) -> None:
        self.simulators, self.kinds = simulators, {kind.row: kind for kind in catalogue.kinds}
        size = simulators[0].blocks * LANES
        self.parted = np.zeros(size, int)
        self.lives = np.zeros((2, columns.LIFE, size), int)
        self.score, self.stands = np.zeros((2, size), int), np.zeros((2, size), int)
        self.means = np.zeros((2, 2, size), int)
        self.figures = np.zeros((months + 1, 2, columns.FIGURES), int)
        self.outcomes = np.zeros((months, KINDS, columns.OUTCOMES), int)
        self.who = [person for person in range(simulators[0].people) if self._is_compared(person)]

    def _is_compared(self, person: int) -> bool:
        block, lane = divmod(person, LANES)
        society = self.simulators[0].ready.society
        known = any(simulator.ready.about[society.page[block] * LANES + lane] & 2 for simulator in self.simulators)
        there = any(simulator.ready.here[block] or len(simulator.ready.elsewhere) for simulator in self.simulators)
        return bool(known and there)

    def see(self, month: int, *, last: bool) -> None:
        """Compare a month that both simulators have lived."""
        for world, simulator in enumerate(self.simulators):
            for person in self.who:
                self._stands(world, simulator, person, month, last=last)
        if last:
            return
        for simulator in self.simulators:
            listed = [order for block in range(simulator.blocks) for order in orders_of(simulator, block)]
            assert len(set(listed)) == len(listed)
        events = [events_of(simulator) for simulator in self.simulators]
        for person in self.who:
            mine, theirs = (one.get(person, {}) for one in events)
            differs = livelihood(self.simulators[A], person) != livelihood(self.simulators[B], person)
            for order, kind in {**mine, **theirs}:
                one, other = mine.get((order, kind), ""), theirs.get((order, kind), "")
                self._count(month, person, kind, one, other)
                differs |= one != other and not {one, other} <= {"", "given up"}
            if differs and not self.parted[person]:
                self.parted[person] = month + 1
                self.figures[month, :, columns.PARTED] += 1

    def _stands(self, world: int, simulator: Simulator, person: int, month: int, *, last: bool) -> None:
        """How somebody stands in one world; at the end that is kept."""
        block, lane = divmod(person, LANES)
        panel, tables = simulator.panel, simulator.ready.at(month).scheme
        held, right, on = False, False, False
        for turn in range(simulator.ready.schemes):
            at = (turn * simulator.blocks + block) * LANES + lane
            status = int(panel.status[at])
            ended = month >= simulator.ready.closes[turn] and not last
            if status >= 0 and not ended:
                by_it = bool(tables[turn]["sanctions"][status])
                rightly = by_it and bool(tables[turn]["sanctions"][panel.rightful[at]])
                held, right = held or by_it, right or rightly
                on = on or bool((status >> 3) & int(tables[turn]["sanctioning"]))
        word = panel.life[person]
        figures = self.figures[month, world]
        figures[columns.PEOPLE] += 1
        figures[columns.MONEY] += money_of(word)
        figures[columns.STRAIN] += strain_of(word)
        figures[columns.EMPLOYED] += job_of(word) == 1
        figures[columns.INDEBTED] += debt_of(word) > 0
        figures[columns.LATE] += debt_of(word) > 1
        figures[columns.SANCTIONED] += held
        figures[columns.LISTED] += on
        figures[columns.WRONGLY] += held and not right
        if not last:
            self.lives[world, columns.MONTHS_SANCTIONED, person] += held
            return
        status = int(panel.status[person])
        self.stands[world, person] = (
            columns.ON_A_LIST * on + columns.UNDER_SANCTION * held + columns.IS_WRONGLY * (held and not right)
        )
        if status >= 0:
            self.stands[world, person] += columns.IS_SCORED + status % 8
            self.score[world, person] = panel.score[person]
        self.means[world, :, person] = money_of(word), strain_of(word)

    def _count(self, month: int, person: int, kind: int, mine: str, theirs: str) -> None:
        """Count what one occasion came to in both worlds."""
        conduct, cell, lives = self.kinds[kind].conduct, self.outcomes[month, kind], self.lives[:, :, person]
        if conduct is not None:
            alone = columns.LAWFUL_ALONE if conduct.lawful else columns.UNLAWFUL_ALONE
            cell[columns.BOTH] += mine != "" and theirs != ""
            cell[columns.A_ONLY] += theirs == ""
            cell[columns.B_ONLY] += mine == ""
            lives[A, alone] += theirs == ""
            lives[B, alone] += mine == ""
            return
        for world, one, other in ((A, mine, theirs), (B, theirs, mine)):
            lives[world, columns.REFUSALS] += one == "refused"
            lives[world, columns.GIVEN_UP] += one == "given up"
            cell[(columns.GIVEN_UP_A, columns.GIVEN_UP_B)[world]] += one == "given up"
            only = (columns.GIVEN_UP_A_ONLY, columns.GIVEN_UP_B_ONLY)[world]
            cell[only] += one == "given up" and other in ("granted", "favoured")
            lives[world, columns.REFUSED_ALONE] += one == "refused" and other in ("granted", "favoured")
            unasked = other in ("", "given up")
            cell[(columns.ASKED_A_ONLY, columns.ASKED_B_ONLY)[world]] += one not in ("", "given up") and unasked
            cell[(columns.AND_REFUSED_A, columns.AND_REFUSED_B)[world]] += one == "refused" and unasked
            cell[(columns.FAVOURED_A_ONLY, columns.FAVOURED_B_ONLY)[world]] += one == "favoured" != other
        both = {mine, theirs}
        cell[columns.REFUSED_BOTH] += both == {"refused"}
        cell[columns.REFUSED_A_ONLY] += mine == "refused" and theirs in ("granted", "favoured")
        cell[columns.REFUSED_B_ONLY] += theirs == "refused" and mine in ("granted", "favoured")
        cell[columns.GIVEN_UP_OR_REFUSED] += both <= {"refused", "given up"} and "given up" in both
        cell[columns.GRANTED_BOTH] += both <= {"granted", "favoured"}

    def agrees_with(self, pair: Pair) -> None:
        """The compared lives and counts of a pair are these."""
        for name in pair.apart._fields:
            found, mine = getattr(pair.apart, name), getattr(self, name)
            if name == "means":  # of everybody; the tables ask of those who are compared
                found, mine = found[:, :, self.who], mine[:, :, self.who]
            assert np.array_equal(found, mine), name
        for name in pair.contrast.COUNTS:
            assert np.array_equal(getattr(pair.contrast, name), getattr(self, name)), name


def orders_of(simulator: Simulator, block: int) -> list[int]:
    """The places of the events of a neighbourhood, told apart from those of others; each after the one before."""
    begin = block * (len(simulator.trace.order) // simulator.blocks)
    orders = [int(one) for one in simulator.trace.order[begin : begin + simulator.trace.events[block]]]
    assert orders == sorted(orders)
    return [block << 32 | one for one in orders]


def events_of(simulator: Simulator) -> dict[int, dict[tuple[int, int], str]]:
    """What came of every occasion of everybody, by (order, kind)."""
    found: dict[int, dict[tuple[int, int], str]] = {}
    service = simulator.ready.at(0).life[0]["service"]
    for block in range(simulator.blocks):
        begin = block * (len(simulator.trace.order) // simulator.blocks)
        for at in range(begin, begin + int(simulator.trace.events[block])):
            order, what = int(simulator.trace.order[at]), int(simulator.trace.what[at])
            kind, result, answer = int(LIVE.kind_in(what)), LIVE.result_in(what), int(LIVE.answer_in(what))
            came = "happened" if result == REAL else ""
            if service[kind] >= 0:
                came = {1: "granted", 2: "refused", 3: "favoured", 5: "given up"}.get(answer, "")
            if came:
                found.setdefault(block * LANES + order % LANES, {})[order, kind] = came
    return found


def livelihood(simulator: Simulator, person: int) -> tuple[int, ...]:
    """What the month left somebody with."""
    word = simulator.state.life[person]
    return int(money_of(word)), int(strain_of(word)), int(job_of(word)), int(debt_of(word))


def slowly(a: str, b: str, months: int = MONTHS, **more: Any) -> Slow:
    """Both worlds lived one after the other, and compared person by person."""
    with (simulators := simulators_of(a, b, traced=True, **more))[0], simulators[1]:
        slow = Slow(simulators, busy_catalogue(), months)
        for month in range(months + 1):
            for simulator in simulators:
                simulator.simulate(month, last=month == months)
            slow.see(month, last=month == months)
        return slow


@pytest.mark.parametrize(
    ("a", "b", "words", "people"),
    [
        ("busy", "nobody", 1, PEOPLE),
        ("busy", "harsher", 2, PEOPLE),
        ("together", "busy", 2, PEOPLE),
        ("together", "nobody", 1, 3 * LANES - 1),
        ("dated", "nobody by dates", 2, PEOPLE),
        ("some elsewhere", "all elsewhere", 2, PEOPLE),
        ("some places", "other places", 2, 5 * LANES - 300),
    ],
)
def test_what_differs_is_what_a_slow_comparison_finds(a: str, b: str, words: int, people: int):
    slow = slowly(a, b, words=words, people=people)
    slow.agrees_with(lived(a, b, words=words, people=people))
    assert slow.parted.any()
    assert slow.lives.any(axis=(0, 2)).all()


def test_people_and_firms_that_are_linked_are_compared_as_a_slow_comparison_does():
    both = [_linked(reference) for reference in ("rongcheng-2016+court-list+tax-credit+rongcheng-firms", "none")]
    slow = _live_linked(both, slow=True)
    pairs = _live_linked(both, slow=False)
    for one, pair in zip(slow, pairs, strict=True):
        one.agrees_with(pair)
        assert one.parted.any()


class Linked(NamedTuple):
    """People and firms of one world, made ready."""

    cohorts: Any
    schemes: int
    people: int


@cache
def _linked(reference: str) -> Linked:
    parts = parts_of(RunSpec(scheme=reference, world="hamlet", people=6_000))
    nobody = [] if "+" in reference else [*parts_of(RunSpec(scheme="none-firms", world="hamlet")).placed]
    placed = [*parts.placed, *nobody]
    cohorts = company_of(placed, parts.world, parts.catalogue, parts.firms, parts.people, 13, None)
    return Linked(cohorts, len(placed), parts.people)


def _live_linked(both: Sequence[Linked], *, slow: bool, months: int = 13) -> Any:
    """Thirteen months of both companies, compared by the engine or slowly."""
    catalogues = (load_catalogue(), firm_catalogue())
    everybody = [np.arange(-(-one.subjects // LANES)) for one in both[0].cohorts]
    one, other = (Company(made.cohorts, 3, made.people, 2, 1, everybody, traced=slow) for made in both)
    tallies = [[Tallies.for_months(months) for _ in range(made.schemes)] for made in both]
    with one, other:
        for company in (one, other):
            company.begin()
        if not slow:
            twins = Twins((one, other), catalogues, months)
            for month in range(months + 1):
                twins.simulate(month, (tallies[0], tallies[1]), last=month == months)
            return twins.pairs
        found = [
            Slow(simulators, own, months)
            for *simulators, own in zip(one.simulators, other.simulators, catalogues, strict=True)
        ]
        for month in range(months + 1):
            for company, own in zip((one, other), tallies, strict=True):
                company.simulate(month, own, last=month == months)
            for comparison in found:
                comparison.see(month, last=month == months)
        return found


# Both worlds are lived as they are alone


def everything(simulator: Simulator) -> list[Any]:
    """State, followed lives and counts after a month; the counts are emptied."""
    found = [
        *(one.copy() for one in simulator.state),
        *(one.sum(axis=0) for one in simulator.counts),
        *followed(simulator),
    ]
    for rows in simulator.counts:
        rows[:] = 0
    return found


def followed(simulator: Simulator) -> Iterator[Any]:
    """The lives that are followed, of those who are there; and how they stand under the schemes that score them."""
    blocks = np.flatnonzero(simulator.panel.at >= 0)
    there = (blocks[:, None] * LANES + np.arange(LANES)).ravel() < simulator.people
    status = simulator.panel.status.reshape(-1, len(there))[:, there]
    yield status
    for name in pair_module.PARTS:
        rows = getattr(simulator.panel, name).reshape(-1, len(there))[:, there]
        yield rows[status >= 0] if name in ("score", "deserved", "rightful") else rows


def months_alone(name: str, **more: Any) -> Iterator[list[Any]]:
    with _simulator(society(name), PEOPLE, **more) as simulator:
        for month in range(MONTHS + 1):
            simulator.simulate(month, last=month == MONTHS)
            yield everything(simulator)


@pytest.mark.parametrize(("a", "b"), [("together", "nobody"), ("dated", "nobody by dates")])
@pytest.mark.parametrize("followed", [(0, 1), (1,)])
def test_each_world_is_lived_to_the_last_bit_as_it_is_alone(a: str, b: str, followed: tuple[int, ...]):
    who = np.array(followed)
    alone = [months_alone(name, followed=who) for name in (a, b)]
    with (simulators := simulators_of(a, b, followed=who))[0], simulators[1]:
        pair = Pair(simulators, busy_catalogue(), MONTHS)
        for month in range(MONTHS + 1):
            pair.simulate(month, last=month == MONTHS)
            for simulator, months in zip(simulators, alone, strict=True):
                for mine, other in zip(everything(simulator), next(months), strict=True):
                    assert np.array_equal(mine, other)


def alike(one: Pair, other: Pair) -> bool:
    """Whether two comparisons found the same."""
    counts = [(getattr(one.contrast, name), getattr(other.contrast, name)) for name in one.contrast.COUNTS]
    return all(np.array_equal(*both) for both in [*zip(one.apart, other.apart, strict=True), *counts])


@pytest.mark.parametrize(("threads", "most"), [(1, 1), (1, 2), (2, 64), (3, 1)])
def test_threads_and_pieces_change_nothing(threads: int, most: int, monkeypatch: pytest.MonkeyPatch):
    whole = lived("together", "busy", people=5 * LANES - 7, months=6)
    monkeypatch.setattr(pair_module, "MOST_AT_ONCE", most)
    pieces = lived("together", "busy", people=5 * LANES - 7, months=6, threads=threads)
    assert pieces.size <= most
    assert alike(pieces, whole)


def test_a_part_of_the_world_differs_as_it_does_in_the_whole():
    whole = lived("busy", "harsher", people=4 * LANES)
    part = lived("busy", "harsher", people=LANES, first_block=2)
    here = slice(2 * LANES, 3 * LANES)
    for mine, all_lives in zip(part.apart, whole.apart, strict=True):
        assert np.array_equal(mine, all_lives[..., here])


GIVEN_UP_IN_BOTH = [columns.GIVEN_UP_A, columns.GIVEN_UP_B, columns.GIVEN_UP_OR_REFUSED]


def test_a_world_beside_itself_never_parts():
    pair = lived("together", "together")
    assert not pair.apart.parted.any()
    assert np.array_equal(pair.apart.lives[A], pair.apart.lives[B])
    alone = [columns.REFUSED_ALONE, columns.UNLAWFUL_ALONE, columns.LAWFUL_ALONE]
    assert not pair.apart.lives[:, alone].any()
    assert np.array_equal(pair.contrast.figures[:, A], pair.contrast.figures[:, B])
    same = {columns.GRANTED_BOTH, columns.REFUSED_BOTH, *GIVEN_UP_IN_BOTH}
    assert not pair.contrast.outcomes[..., [at for at in range(columns.OUTCOMES) if at not in same]].any()


def test_worlds_that_change_places_change_the_places_of_everything():
    pair, swapped = lived("together", "harsher"), lived("harsher", "together")
    assert np.array_equal(pair.apart.parted, swapped.apart.parted)
    for mine, other in zip(pair.apart[1:], swapped.apart[1:], strict=True):
        assert np.array_equal(mine, other[::-1])
    assert np.array_equal(pair.contrast.figures, swapped.contrast.figures[:, ::-1])
    turned = np.zeros(columns.OUTCOMES, int)
    turned[[columns.GRANTED_BOTH, columns.REFUSED_BOTH]] = columns.GRANTED_BOTH, columns.REFUSED_BOTH
    for name in ("REFUSED", "ASKED", "FAVOURED", "GIVEN_UP"):
        one, other = (getattr(columns, f"{name}_{side}_ONLY") for side in "AB")
        turned[[one, other]] = other, one
    turned[[columns.AND_REFUSED_A, columns.AND_REFUSED_B]] = columns.AND_REFUSED_B, columns.AND_REFUSED_A
    turned[GIVEN_UP_IN_BOTH] = columns.GIVEN_UP_B, columns.GIVEN_UP_A, columns.GIVEN_UP_OR_REFUSED
    services = kinds_of(busy_catalogue())[:KINDS] == columns.SERVICE
    assert np.array_equal(pair.contrast.outcomes[:, services], swapped.contrast.outcomes[:, services][:, :, turned])
    of_conducts = [columns.BOTH, columns.B_ONLY, columns.A_ONLY]
    mine, other = (one.contrast.outcomes[:, ~services] for one in (pair, swapped))
    assert np.array_equal(mine[..., :3], other[..., of_conducts])


def test_twins_meet_the_same_occasions():
    """Whatever comes of an occasion in both worlds, it is the same occasion; only debts grow and shrink by means."""
    shared = 0
    with (simulators := simulators_of("together", "nobody", traced=True))[0], simulators[1]:
        for month in range(6):
            for simulator in simulators:
                simulator.simulate(month)
            mine, theirs = (events_of(simulator) for simulator in simulators)
            for person in set(mine) & set(theirs):
                kinds = [{order: kind for order, kind in one[person] if order >> 17 < 3} for one in (mine, theirs)]
                both = set(kinds[A]) & set(kinds[B])
                assert all(kinds[A][order] == kinds[B][order] for order in both)
                shared += len(both)
    assert shared > 500


def test_nobody_is_compared_where_no_scheme_holds_in_either_world():
    pair = lived("some places", "other places", people=5 * LANES, months=1)
    assert 0 < pair.holds.sum() < 5
    assert pair.contrast.figures[0, A, columns.PEOPLE] == len(
        [person for person in range(5 * LANES) if pair.holds[person // LANES] and _has_a_file(person)]
    )


def _has_a_file(person: int) -> bool:
    made = society("some places")
    block, lane = divmod(person, LANES)
    return bool(made.about[made.society.page[block] * LANES + lane] & 2)


def test_a_scheme_that_ends_sanctions_nobody_in_the_month_in_which_it_judges_once_more():
    one = _ending("2014-08")
    with (simulators := (_simulator(one, PEOPLE), _simulator(society("nobody by dates"), PEOPLE)))[0], simulators[1]:
        pair = Pair(simulators, busy_catalogue(), 6)
        for month in range(7):
            pair.simulate(month, last=month == 6)
    sanctioned = pair.contrast.figures[:, A, columns.SANCTIONED]
    assert sanctioned[3] > 0
    assert sanctioned[4:].tolist() == [0, 0, 0]


def test_a_scheme_that_ends_with_the_run_is_judged_once_more_and_that_is_how_people_stand():
    one = _ending("2014-08", months=4)
    with (simulators := (_simulator(one, PEOPLE), _simulator(society("nobody by dates"), PEOPLE)))[0], simulators[1]:
        pair = Pair(simulators, busy_catalogue(), 4)
        for month in range(5):
            pair.simulate(month, last=month == 4)
    assert (
        pair.contrast.figures[4, A, columns.SANCTIONED] == ((pair.apart.stands[A] & columns.UNDER_SANCTION) > 0).sum()
    )
    assert pair.contrast.figures[4, A, columns.SANCTIONED] > 0


@cache
def _ending(until: str, months: int = 6) -> Ready:
    placed = placements({**SCHEME, "until": until})
    return ready(placed, find_world("hamlet"), busy_catalogue(), PEOPLE, months, BEGINS)


def test_what_a_kind_is_comes_from_the_catalogue():
    kinds = kinds_of(busy_catalogue())
    for kind in busy_catalogue().kinds:
        expected = columns.SERVICE if kind.service else columns.LAWFUL if kind.conduct.lawful else columns.UNLAWFUL
        assert kinds[kind.row] == expected
