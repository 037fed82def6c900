"""The same bits everywhere: compiled and in plain Python, for any threads, chunks and neighbours, killed or not."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from busy import (
    CREDIT,
    PEOPLE,
    SCHEME,
    YEARLY,
    busy,
    busy_catalogue,
    busy_scheme,
    cut,
    follows,
    gain,
    placements,
    share,
    simulator_of,
    together,
    vast,
    vast_catalogue,
)

from glasshouse.consequence.serve import ANSWERS, FAVOURED, GIVEN_UP, REFUSED
from glasshouse.engine import pair
from glasshouse.engine.company import Company, company_of
from glasshouse.engine.pair import MOST_AT_ONCE
from glasshouse.engine.plain import simulate_month_plainly
from glasshouse.engine.simulator import Simulator
from glasshouse.engine.world import Ready, ready
from glasshouse.life.live import FALSE, REAL
from glasshouse.life.tables import COLUMNS, FALSELY, HAPPENED, LOST, RECORDED, STRUCK, STRUCK_WRONG
from glasshouse.measure.cause import CAUSES, EARLIER, NO_RECORD, OF_LIST, OF_STATE, OF_TRAIT
from glasshouse.measure.count import Counters, counters
from glasshouse.measure.tally import GRADES, LIVING, Tallies
from glasshouse.measure.wrongful import ANY, IN_GRADE, LISTED, MISSED, ON_LIST, RIGHTLY, ROWS, WRONGLY
from glasshouse.observe.record import FILED, NO_PLACE, PUSHED_OUT, UNREAD
from glasshouse.parts.learning.tables import COUNTS
from glasshouse.parts.switches import switched
from glasshouse.population.library import find_world
from glasshouse.population.lives import NOT_JUDGED, Event, Judged, Life
from glasshouse.population.people import LANES, STRATA
from glasshouse.population.state import State, debt_of, job_of, standing_of_life
from glasshouse.population.ties import COMMUNITY
from glasshouse.results.comparison import Comparison
from glasshouse.results.comparison_tables import TABLES as TABLES_OF_COMPARISONS
from glasshouse.results.run_tables import TABLES
from glasshouse.scheme.compile.tables import ALSO, BINS, ENDS, FIRST, HISTOGRAM, WORTH, YEAR_TURNS
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.judge.grades import lists_of_grade
from glasshouse.scheme.judge.standing import as_rules, counted, heard_on, judge
from glasshouse.studies.comparison import compare
from glasshouse.studies.kept import resume, verify
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec, parts_of

i32 = np.int32
MONTHS = 14
COMPARED = 230  # lives of a neighbourhood that are lived in plain Python, too
BEGINS = 3  # calendar month
EVENTS = Counters._fields.index("events")
WRAPS = "ignore:overflow encountered in scalar:RuntimeWarning"  # whole numbers do, in kernels
JUDGED = ("score", "deserved", "status", "rightful")


@cache
def hamlet() -> tuple[Ready, int]:
    """The hamlet under the rules of Rongcheng, made ready, and how many people it has."""
    return hamlet_under("rongcheng-2016")


@cache
def hamlet_under(reference: str, begins: str | None = None) -> tuple[Ready, int]:
    """The hamlet under some schemes, made ready, and how many people it has."""
    parts = parts_of(RunSpec(scheme=reference, world="hamlet", months=MONTHS, begins=begins))
    first = month_number(begins) if begins else None
    return ready(parts.placed, parts.world, parts.catalogue, parts.people, MONTHS, first), parts.people


@cache
def partly_scored() -> tuple[Ready, int]:
    """The busy society under rules for townspeople alone, which have consequences for the best grade too."""
    for_the_best = [
        follows({"grade": "A"}, service="finance.loan", effect="refuse"),
        follows({"grade": "A"}, service="travel.flight", effect=gain(0.4)),
        follows({"grade": "A"}, inspected=2),
    ]
    scheme = busy_scheme(subjects={"where": {"settlement": "urban"}}, consequences=for_the_best, lists=[])
    return ready(scheme, find_world("hamlet"), busy_catalogue(), PEOPLE), PEOPLE


@cache
def some_elsewhere() -> tuple[Ready, int]:
    """Three schemes, two of them in a part of the neighbourhoods each; four in ten people spend each year elsewhere."""
    world = find_world("hamlet").model_copy(update={"moves": share(0.4)})
    credit, city, yearly = placements(CREDIT, SCHEME, YEARLY)
    placed = [replace(credit, share=0.6), city, replace(yearly, share=0.3)]
    return ready(placed, world, busy_catalogue(), PEOPLE, MONTHS), PEOPLE


@cache
def in_places() -> tuple[Ready, int]:
    """Three schemes of which each neighbourhood has two; its files are kept as these need them."""
    credit, city, yearly = placements(CREDIT, SCHEME, YEARLY)
    placed = [replace(credit, share=0.3), city, replace(yearly, share=0.7)]
    return ready(placed, find_world("hamlet"), busy_catalogue(), PEOPLE, MONTHS), PEOPLE


@cache
def dated() -> tuple[Ready, int]:
    """Three schemes that begin and end during fourteen months; the first takes more and more people in."""
    steps = [("2014-10", 0.4), ("2014-12", 1)]
    later = [{"from": month, "share": share(of).model_dump(mode="json")} for month, of in steps]
    consent = {"asked": "opt-in", "share": share(0.2).model_dump(mode="json"), "later": later}
    placed = placements(
        {**CREDIT, "subjects": {"consent": consent}, "in_force": "2014-06", "until": "2015-03"},
        {**SCHEME, "until": "2015-01"}, {**YEARLY, "in_force": "2014-08"},
    )  # fmt: skip
    return ready(placed, find_world("hamlet"), busy_catalogue(), PEOPLE, MONTHS, month_number("2014-04")), PEOPLE


@cache
def learning() -> tuple[Ready, int]:
    """Three schemes over one file, whose subjects learn from their records, and soon forget."""
    placed, parts = placements(CREDIT, SCHEME, YEARLY), switched("learning:learns=2,learning:fades=0.3")
    return ready(placed, find_world("hamlet"), busy_catalogue(), PEOPLE, MONTHS, parts=parts), PEOPLE


SOCIETIES: dict[str, Callable[[], tuple[Ready, int]]] = {
    "busy": lambda: (busy(), PEOPLE),
    "partly scored": partly_scored,
    "hamlet": hamlet,
    "together": lambda: (together(), PEOPLE),
    "some elsewhere": some_elsewhere,
    "in places": in_places,
    "dated": dated,
    "vast": lambda: (vast(), PEOPLE),
    "learning": learning,
    "three systems": lambda: hamlet_under("rongcheng-2016+court-list+sesame"),
    "three systems in time": lambda: hamlet_under("rongcheng-2013+rongcheng-2016+pboc-register", "2015-09"),
}
LINKED = "rongcheng-2016+court-list+tax-credit+rongcheng-firms"
EACH = (
    "people", "held", "held_by", "causes", "flows", "yearly", "entered", "at_risk", "ended", "living", "scores",
    "moved",
)  # fmt: skip


def month_by_month(
    simulator: Simulator, months: int = MONTHS, seen: tuple[str, ...] = JUDGED
) -> Iterator[tuple[Any, ...]]:
    """Everything there is after each month: state, what was judged, counts."""
    for month in range(months + 1):
        for rows in simulator.counts:
            rows[:] = 0
        counts = simulator.simulate(month, last=month == months)
        yield (
            State(*(one.copy() for one in simulator.state)),
            [getattr(simulator.panel, name).copy() for name in seen],
            [rows.sum(axis=0) for rows in counts],
        )


def same(one: Any, other: Any) -> bool:
    """Whether all arrays in two answers agree."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other)
    return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))


# compiled and plain


class Before(NamedTuple):
    """How somebody stood under one scheme a month ago."""

    grade: int
    year_grade: int
    spell: int
    wrongly: int


def stood(before: State, turn: int, lane: int) -> Before:
    """How the person in one place of a neighbourhood stood under one scheme."""
    own = standing_of_life(before.life[lane], before.balance[lane])
    word = int(before.beside[(turn - 1) * LANES + lane] if turn else own)
    return Before(word >> 16 & 7, word >> 19 & 7, word >> 22 & 63, word >> 28 & 1)


def recount(made: Ready, lives: tuple[Life, ...], before: State, month: int, calendar: int) -> dict[str, Any]:
    """What is counted of a plain month, from what is told about each life; flows count only who moved."""
    counts = {name: rows[0] for name, rows in counters(1, made.services, made.schemes, made.kinds)._asdict().items()}
    for turn in range(made.schemes):
        clock = made.clocks(month, calendar)[turn]
        rules = made.at(month).scheme[turn]
        for life in lives:
            if life.judged[turn].scored:
                was, earlier = stood(before, turn, life.person.lane), list(made.order[: made.order.index(turn)])
                following = [life.judged[one] if one in earlier else NOT_JUDGED for one in range(made.schemes)]
                count_standing(counts, turn, life, was, before, rules, clock, following, calendar)
    service = made.at(month).life[0]["service"]
    for life in lives:
        for event in life.events:
            if event.answer is not None:
                count_request(counts, life, event, int(service[event.kind]), made.services)
        for record in life.struck:
            at = made.numbers.rows[record >> 8] * COLUMNS
            counts["events"][at + STRUCK] += 1
            counts["events"][at + STRUCK_WRONG] += record & 1
        for event in life.events:
            at, wrong = event.kind * COLUMNS, event.result == FALSE or event.lands_on is not None
            counts["events"][at + HAPPENED] += event.result == REAL and life.person.known and service[event.kind] < 0
            if event.filed is not None:
                counts["events"][at + RECORDED] += 1
                counts["events"][at + FALSELY] += wrong
                counts["events"][at + LOST] += event.filed in (NO_PLACE, PUSHED_OUT)
                assert event.filed in (FILED, UNREAD, NO_PLACE, PUSHED_OUT)
    if "learning" in made.on and any(life.occasions for life in lives):
        counts["parts"][: len(COUNTS)] = lessons_of(lives)
    return counts


def lessons_of(lives: tuple[Life, ...]) -> list[int]:
    """What is counted of learning in a month: who carries a lesson, what taught one, and what it held back."""
    told = [record for life in lives for record in life.told["taught"]]
    carry = sum(life.person.columns[0] > 0 for life in lives)
    tempted, held_back = (sum(len(life.told[name]) for life in lives) for name in ("tempted", "held_back"))
    return [carry, len(told), sum(record & 1 for record in told), tempted, held_back]


def count_standing(
    counts: dict[str, Any], turn: int, life: Life, was: Before, before: State, rules: Any, clock: Any,
    following: list[Judged], calendar: int,
) -> None:  # fmt: skip
    """Count how somebody stands under one scheme on the first of the month."""
    person, judged, word = life.person, life.judged[turn], before.life[life.person.lane]
    mine = {name: counts[name][turn] for name in EACH}
    on = judged.lists & int(rules["sanctioning"]) != 0
    mine["people"][person.stratum * 32 + judged.grade + 8 * on + 16 * judged.wrongly] += 1
    for record in judged.began:
        mine["moved"][2 * (record >> 8) + (record & 1)] += 1
    for row in range(ROWS):
        how = held_how(row, judged, rules)
        if how is not None:
            mine["held"][3 * row + how] += 1
        if clock[ENDS] and how is not None:
            mine["held_by"][(person.stratum * ROWS + row) * 3 + how] += 1
        if clock[ENDS] and how in (RIGHTLY, WRONGLY) and row >= ON_LIST:
            at = (row * CAUSES + cause_of(row, judged, life, rules, following, calendar)) * 2
            mine["causes"][at : at + 2] += 1, how == WRONGLY
    if not clock[FIRST] and judged.grade != was.grade:
        mine["flows"][was.grade * GRADES + judged.grade] += 1
    if not clock[FIRST] and clock[YEAR_TURNS]:
        mine["yearly"][was.year_grade * GRADES + judged.grade] += 1
    if was.spell > 0:
        mine["at_risk"][2 * was.spell : 2 * was.spell + 2] += 1, was.wrongly
        mine["ended"][2 * was.spell : 2 * was.spell + 2] += np.array((1, was.wrongly)) * (not judged.sanctioned)
    elif judged.sanctioned:
        mine["entered"] += 1, judged.wrongly
    job, debt = job_of(word), debt_of(word)
    means = 1, int(word & 255), int(word >> 8 & 63), job == 1, debt > 0, debt > 1
    mine["living"][:LIVING] += means
    mine["living"][LIVING:] += np.array(means) * judged.sanctioned
    if clock[HISTOGRAM]:
        at = (judged.score - int(rules["bin_begins"])) // int(rules["bin_width"])
        mine["scores"][min(max(at, 0), BINS - 1)] += 1


def held_how(row: int, judged: Judged, rules: Any) -> int | None:
    """Whether a list or grade holds somebody rightly or wrongly, or misses them; None if it is not about them."""

    def holds(status: int) -> bool:
        if row == ANY:
            return bool(rules["sanctions"][status])
        if row == LISTED:
            return status >> 3 & int(rules["sanctioning"]) != 0
        if row < IN_GRADE:
            return bool(status >> 3 >> (row - ON_LIST) & 1)
        return status & 7 == row - IN_GRADE and bool(rules["sanctions"][status & 7])

    now, then = holds(judged.status), holds(judged.rightful)
    would_be_worse = judged.rightful & 7 > judged.status & 7
    if now:
        return RIGHTLY if then or (row >= IN_GRADE and would_be_worse) else WRONGLY
    return MISSED if then and (row < IN_GRADE or would_be_worse) else None


def cause_of(row: int, judged: Judged, life: Life, rules: Any, following: list[Judged], calendar: int) -> int:
    """What brought a list or grade to somebody, in ordinary Python; only where the file is as it was judged."""
    own = as_rules(rules)
    file = [one for one in life.file if one]
    counts = [one & 1 for one in counted(own, file, calendar)]
    statuses = [one.status for one in following]
    heard = list(heard_on(own, Circumstances(0, np.float32(0), 0, 0, 0, None, statuses, life.person.drag)))
    if row < IN_GRADE:
        which = row - ON_LIST
        listing = [one for one in file if judge.is_listing(i32(one), i32(own.stays[which * 256 + (one >> 8)]))]
        if listing:
            return max(listing, key=lambda one: one >> 1 & 127) >> 8
        if lists_of_grade(own.by_state[0], life.person.debt) >> which & 1:
            return OF_STATE
        if any(int(one[ALSO]) >> which & 1 for one in heard):
            return OF_LIST
    words = [(own.points[one >> 8], own.bonds[one >> 8]) for one in file]
    limits = [int(judge.best_allowed(i32(one), *word)) * on for one, word, on in zip(file, words, counts, strict=True)]
    heard_limits = [int(one[ALSO]) >> 4 for one in heard]
    by_points = sum(judged.score < floor for floor in own.floors[:7])
    if max([by_points, *limits, *heard_limits, int(own.best[life.person.stratum])]) < judged.grade:
        return EARLIER
    if by_points < judged.grade:
        if judged.grade in limits:
            return file[limits.index(judged.grade)] >> 8
        if judged.grade in heard_limits:
            return OF_LIST
        return OF_TRAIT if own.best[life.person.stratum] >= judged.grade else NO_RECORD
    costs: dict[int, int] = {}
    for one, (points, _), on in zip(file, words, counts, strict=True):
        weight = int(own.accounts[4 * int(judge.account_of(points)) + 2]) if own.parts else 1
        kind = int(own.rows[one >> 8])
        costs[kind] = costs.get(kind, 0) - int(judge.worth(i32(one), points)) * on * weight
    taking = [
        one
        for one, (points, _), on in zip(file, words, counts, strict=True)
        if on and judge.worth(i32(one), points) < 0
    ]
    if taking and max(costs[int(own.rows[one >> 8])] for one in taking) > 0:
        return max(taking, key=lambda one: costs[int(own.rows[one >> 8])]) >> 8
    return OF_LIST if any(int(one[WORTH]) < 0 for one in heard) else NO_RECORD


def count_request(counts: dict[str, Any], life: Life, event: Event, number: int, services: int) -> None:
    """Count a request that was made or given up: what each scheme said to it, and all together."""
    answers = event.answer != GIVEN_UP, event.answer == REFUSED, event.answer == FAVOURED, event.answer == GIVEN_UP
    counts["answered"][ANSWERS * number : ANSWERS * (number + 1)] += np.array(answers) * life.person.known
    for turn, tired in enumerate(event.tired):
        counts["asked"][((turn * ANSWERS + 3) * STRATA + life.person.stratum) * services + number] += tired
    for turn, said in enumerate(event.said):
        at = (turn * ANSWERS * STRATA + life.person.stratum) * services + number
        counts["asked"][at] += life.following[turn].scored
        counts["asked"][at + STRATA * services] += said == 1
        counts["asked"][at + 2 * STRATA * services] += said > 1 and event.answer != REFUSED


def agrees(
    made: Ready, simulator: Simulator, month: int, before: State, seed: int, drag: Any = None, *, last: bool = False
) -> list[Life]:
    """Everybody's month, lived plainly; the state after it is that of the simulator, and so is all that was judged."""
    everybody = []
    for block in range(simulator.blocks):
        moved = simulate_month_plainly(
            made, seed, month, simulator.first_block, block, before, simulator.people, simulator.begins, last=last,
            drag=drag,
        )  # fmt: skip
        everybody += moved.lives
        for name, mine, theirs in zip(State._fields, cut(simulator.state, block), moved.state, strict=True):
            assert np.array_equal(mine, theirs), (month, block, name)
        for turn in range(made.schemes):
            begins = turn * simulator.blocks * LANES + block * LANES
            judged = [life.judged[turn] for life in moved.lives]
            status = simulator.panel.status[begins : begins + len(judged)]
            assert (status >= 0).tolist() == [one.scored for one in judged], (month, block, turn)
            for name in JUDGED:
                column = getattr(simulator.panel, name)[begins : begins + len(judged)]
                told = [getattr(one, name) for one in judged if one.scored]
                assert column[status >= 0].tolist() == told, (month, block, turn, name)
    return everybody


@pytest.mark.parametrize(
    ("society", "block", "seed", "words"),
    [
        ("busy", 0, 1, 1),
        ("busy", 1, (1 << 40) + 5, 2),
        ("partly scored", 0, 3, 2),
        ("hamlet", 3, 1, 2),
        ("hamlet", 9, 7, 1),
        ("together", 0, 1, 2),
        ("together", 1, (1 << 40) + 5, 1),
        ("some elsewhere", 0, 1, 2),
        ("some elsewhere", 1, 2, 1),
        ("learning", 0, 1, 2),
        ("learning", 1, (1 << 40) + 5, 1),
        ("in places", 0, 1, 2),
        ("in places", 1, 2, 1),
        ("dated", 0, 1, 2),
        ("vast", 0, 1, 2),
        ("vast", 1, 2, 1),
        ("busy", 0, 2, 4),
        ("together", 1, 3, 6),
        ("three systems", 4, 1, 2),
        ("three systems in time", 9, 7, 2),
    ],
)
def test_plain_lives_are_the_compiled_ones(society: str, block: int, seed: int, words: int):
    made, people = SOCIETIES[society]()
    real = min(COMPARED, people - block * LANES)
    with simulator_of(made, real, first_block=block, words=words, seed=seed, begins=BEGINS) as simulator:
        for month in range(MONTHS + 1):
            for rows in simulator.counts:
                rows[:] = 0
            before, last = State(*(one.copy() for one in simulator.state)), month == MONTHS
            counts = simulator.simulate(month, last=last)
            lives = agrees(made, simulator, month, before, seed, last=last)
            told = recount(made, tuple(lives), before, month, (BEGINS + month) % 12)
            for (name, mine), found in zip(told.items(), counts, strict=True):
                if name != "causes" or last:  # the plain files of other months are those after the month
                    assert np.array_equal(mine, found.sum(axis=0)), (month, name)


def test_plain_lives_of_a_whole_community_are_the_compiled_ones():
    """Friends live in other neighbourhoods."""
    made, people = hamlet_under("sesame+court-list")
    with simulator_of(made, people, begins=0) as simulator:
        for month in range(4):
            before = State(*(one.copy() for one in simulator.state))
            simulator.simulate(month)
            agrees(made, simulator, month, before, 1)


def test_plain_lives_of_people_and_firms_are_the_compiled_ones():
    """What each side of a link is listed for reaches the other a month later."""
    parts = parts_of(RunSpec(scheme=LINKED, world="hamlet", people=10_000))
    cohorts = company_of(parts.placed, parts.world, parts.catalogue, parts.firms, parts.people, 6, None)
    everybody = [np.arange(-(-one.subjects // LANES))[:2] for one in cohorts]
    tallies = [Tallies.for_months(6) for _ in parts.placed]
    with Company(cohorts, 3, parts.people, 2, 1, everybody) as company:
        company.begin()
        for month in range(6):
            before = [
                (State(*(one.copy() for one in simulator.state)), simulator.drag.copy())
                for simulator in company.simulators
            ]
            company.simulate(month, tallies)
            for cohort, simulator, (state, drag) in zip(cohorts, company.simulators, before, strict=True):
                moved = simulate_month_plainly(cohort.ready, 3, month, 0, 0, state, simulator.people, 0, drag=drag)
                for name, mine, theirs in zip(State._fields, cut(simulator.state, 0), moved.state, strict=True):
                    assert np.array_equal(mine, theirs), (month, cohort.ready.cast.kind, name)
        assert any(drag.any() for _, drag in before)


def test_without_the_compiler_the_same_code_lives_the_same_lives():
    """The very lanes of the engine, as Python runs them: what a compiler may change is nothing."""
    answers = []
    for disabled in ("0", "1"):
        environment = {**os.environ, "NUMBA_DISABLE_JIT": disabled, "PYTHONPATH": os.pathsep.join(sys.path)}
        told = subprocess.run(
            [sys.executable, "-W", "error", "-W", WRAPS, __file__], capture_output=True, text=True, env=environment
        )
        assert told.returncode == 0, told.stderr
        answers.append(json.loads(told.stdout))
    assert answers[0] == answers[1]


def digest_of_a_tiny_world() -> dict[str, list[str]]:
    """A digest of everything after each month of 40 people; more often than not everything happens to them."""
    parts = parts_of(RunSpec(world="hamlet", people=40))
    found = {}
    rongcheng = ready(parts.placed, parts.world, parts.catalogue, 40)
    for name, made in (("rongcheng", rongcheng), ("busy", busy(40)), ("together", together(40))):
        with simulator_of(made, 40, words=1, begins=BEGINS) as simulator:
            found[name] = [_digest(one) for one in month_by_month(simulator, months=4, seen=(*JUDGED, "life", "files"))]
    return found


def _digest(answer: Any) -> str:
    if isinstance(answer, np.ndarray):
        return hashlib.sha256(np.ascontiguousarray(answer).tobytes()).hexdigest()
    return hashlib.sha256("".join(map(_digest, answer)).encode()).hexdigest()


# threads, chunks, neighbours


class Pieces(Simulator):
    """A simulator that takes the neighbourhoods in pieces of one size, in an order of its own."""

    size, order = 1, staticmethod(list)

    def _pieces(self, size: int | None) -> Iterator[tuple[int, int]]:
        pieces = [(at, min(at + self.size, self.blocks)) for at in range(0, self.blocks, self.size)]
        yield from self.order(pieces)


def hamlet_in_pieces(
    size: int, order: Any = list, threads: int = 1, months: int = 3, under: str = "rongcheng-2016"
) -> list[Any]:
    """Some months of the hamlet, in such pieces."""
    made, people = hamlet_under(under)
    kind = type("Some", (Pieces,), {"size": size, "order": staticmethod(order)})
    everybody = np.arange(-(-people // LANES))
    with kind(made, seed=1, people=people, words=2, threads=threads, followed=everybody, begins=0) as simulator:
        simulator.begin()
        return list(month_by_month(simulator, months))


@cache
def hamlet_at_once(under: str = "rongcheng-2016") -> list[Any]:
    return hamlet_in_pieces(size=1 << 20, under=under)


@pytest.mark.parametrize("size", [1, 7])
def test_chunks_change_nothing(size: int):
    assert same(hamlet_in_pieces(size), hamlet_at_once())


def test_the_order_of_chunks_changes_nothing():
    assert same(hamlet_in_pieces(1, order=lambda pieces: pieces[::-1]), hamlet_at_once())
    assert same(hamlet_in_pieces(1, order=lambda pieces: pieces[5:] + pieces[:5]), hamlet_at_once())


@pytest.mark.parametrize("threads", [2, 5])
def test_threads_change_nothing(threads: int):
    assert same(hamlet_in_pieces(1, threads=threads), hamlet_at_once())


@pytest.mark.parametrize(("size", "threads"), [(1, 1), (3, 1), (1, 3)])
def test_chunks_and_threads_change_nothing_where_friends_and_several_schemes_pass_through_each_other(
    size: int, threads: int
):
    under = "sesame+court-list+rongcheng-2016"
    assert same(hamlet_in_pieces(size, threads=threads, under=under), hamlet_at_once(under))


def test_threads_change_nothing_where_a_file_tells_250_of_a_thousand_kinds_apart():
    made = vast(2_000)
    assert (made.kinds, len(vast_catalogue().kinds) >= 1_000, len(made.numbers.read) >= 250) == (1_024, True, True)
    found = []
    for threads in (1, 2):
        with simulator_of(made, 2_000, threads=threads) as simulator:
            found.append(list(month_by_month(simulator, months=6)))
    assert same(*found)
    events = sum(counts[EVENTS] for _, _, counts in found[0]).reshape(made.kinds, COLUMNS)
    assert (events[list(made.numbers.read), RECORDED] > 0).mean() > 0.9
    on_file = {int(one) >> 8 for one in found[0][-1][0].files.view(np.uint16) if one}
    assert max(on_file) > 240


@pytest.mark.parametrize("threads", [2, 5])
def test_threads_change_nothing_between_people_and_firms(threads: int):
    tables = [
        simulate(RunSpec(scheme=LINKED, world="hamlet", people=9_000, months=6, follow=512, threads=some))
        for some in (1, threads)
    ]
    for name in tables[0].schemes:
        for table in TABLES:
            one, other = (run.under(name).table(table) for run in tables)
            assert one.equals(other, null_equal=True), (name, table)


@pytest.mark.parametrize(("first", "blocks"), [(0, 1), (3, 4), (9, 1)])
def test_a_part_of_the_world_lives_as_it_does_in_the_whole(first: int, blocks: int):
    made, people = hamlet()
    there = min(blocks * LANES, people - first * LANES)
    with simulator_of(made, there, first_block=first, begins=0) as simulator:
        for (state, judged, _), (whole, all_judged, _) in zip(
            month_by_month(simulator, 3), hamlet_at_once(), strict=True
        ):
            for at in range(blocks):
                assert same(cut(state, at), cut(whole, first + at))
            here = slice(first * LANES, first * LANES + there)
            assert same([one[:there] for one in judged], [one[here] for one in all_judged])


def one_more(made: Ready, people: int = 600, words: int = 2) -> list[tuple[State, State]]:
    """The state after each month of so many people, and with one more of them."""
    with simulator_of(made, people, words=words) as simulator, simulator_of(made, people + 1, words=words) as larger:
        both = zip(month_by_month(simulator), month_by_month(larger), strict=True)
        return [(one[0], other[0]) for one, other in both]


def test_one_more_person_changes_no_other_neighbourhood():
    for one, other in one_more(busy()):
        assert same(cut(one, 0), cut(other, 0))


def test_one_more_person_changes_nobody_outside_the_community_of_their_friends():
    whole = COMMUNITY * LANES
    for one, other in one_more(together(whole + 301), people=whole + 300):
        for block in range(COMMUNITY):
            assert same(cut(one, block), cut(other, block))


def test_one_more_person_changes_no_neighbour_but_by_records_that_land_on_the_wrong_file():
    none = busy_catalogue(wrong_person=busy_catalogue().sources[0].wrong_person.model_copy(update={"value": 0}))
    made = ready(busy_scheme(), find_world("hamlet"), none, 601)
    for one, other in one_more(made):
        assert same([part[:600] for part in one[1:]], [part[:600] for part in other[1:]])
        assert same(*(state.files.reshape(2, -1)[:, :600] for state in (one, other)))


def test_a_larger_file_changes_nothing_until_a_smaller_one_overflows():
    made, people = hamlet()
    months = []
    for block in range(people // LANES):
        small, large = (simulator_of(made, LANES, first_block=block, words=words) for words in (1, 2))
        with small, large:
            for month, (one, other) in enumerate(zip(month_by_month(small), month_by_month(large), strict=True)):
                months.append(month)
                if one[2][EVENTS][LOST::COLUMNS].any():
                    break
                assert same(one[1:], other[1:])
                assert same(one[0][1:], other[0][1:])
                assert np.array_equal(one[0].files, other[0].files[:LANES])
                assert not other[0].files[LANES:].any()
    assert MONTHS in months


# killed, resumed, repeated


SPEC = RunSpec(scheme="rongcheng-2016", world="hamlet", people=1_500, months=26, seed=3, follow=600)


class StopHereError(Exception):
    """What stops a run in these tests."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    folder = tmp_path_factory.mktemp("runs") / "undisturbed"
    return folder, simulate(SPEC, folder)


@pytest.mark.parametrize("month", [1, 15, 26])
def test_a_run_that_was_stopped_and_resumed_gives_the_same_tables(month: int, undisturbed: Any, tmp_path: Path):
    def stop(done: int, months: int) -> None:
        if done == month:
            raise StopHereError

    with pytest.raises(StopHereError):
        simulate(SPEC, tmp_path / "stopped", stop)
    resumed = resume(tmp_path / "stopped")
    for name in TABLES:
        assert resumed.table(name).equals(undisturbed[1].table(name), null_equal=True), name


def test_a_run_verifies(undisturbed: Any):
    assert verify(undisturbed[0]) == (True, [])


# compared


@cache
def compared(threads: int, most: int = MOST_AT_ONCE) -> Comparison:
    """People and firms of a hamlet under four schemes and under none, compared in pieces of so many neighbourhoods."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair, "MOST_AT_ONCE", most)
        return compare(
            RunSpec(scheme=LINKED, world="hamlet", people=9_000, months=14, follow=700, threads=threads), "none"
        )


@pytest.mark.parametrize(("threads", "most"), [(1, 1), (1, 5), (2, MOST_AT_ONCE), (5, 1)])
def test_threads_and_chunks_change_nothing_in_a_comparison(threads: int, most: int):
    one, other = compared(1), compared(threads, most)
    for who in ("people", "firms"):
        assert one.of(who).parted > 0
        for name in TABLES_OF_COMPARISONS:
            mine, theirs = (found.of(who).table(name) for found in (one, other))
            assert mine.equals(theirs, null_equal=True), (who, name)
    for mine, theirs in ((one.a, other.a), (one.b, other.b)):
        for scheme in mine.schemes:
            for table in TABLES:
                assert mine.under(scheme).table(table).equals(theirs.under(scheme).table(table), null_equal=True)


def test_another_seed_is_another_run(undisturbed: Any):
    other = simulate(replace(SPEC, seed=4))
    assert not other.people.equals(undisturbed[1].people)


if __name__ == "__main__":
    print(json.dumps(digest_of_a_tiny_world()))
