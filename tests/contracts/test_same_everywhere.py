"""The same bits everywhere: compiled and in plain Python, for any threads, chunks and neighbours, killed or not."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))

from busy import PEOPLE, busy, busy_catalogue, busy_scheme, crew_of, cut, follows, gain

from glasshouse.engine.crew import Crew
from glasshouse.engine.plain import Lived, live_a_month_plainly
from glasshouse.engine.world import Ready, ready
from glasshouse.life.live import FALSE, REAL
from glasshouse.life.tables import COLUMNS, FALSELY, HAPPENED, LOST, RECORDED, STRUCK, STRUCK_WRONG
from glasshouse.measure.count import Counters, counters
from glasshouse.measure.tally import ASKED, GRADES, LISTS, LIVING
from glasshouse.observe.record import CAPPED, FILED, NO_PLACE, PUSHED_OUT
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES, STRATA
from glasshouse.population.state import State, debt_of, entered_wrongly, grade_of_life, job_of, spell_of, year_grade_of
from glasshouse.runs.frames import TABLES
from glasshouse.scheme.tables import BIN_BEGINS, BIN_WIDTH, BINS, SANCTIONING
from glasshouse.simulate import RunSpec, parts_of, resume, simulate, verify

MONTHS = 14
BEGINS = 3  # calendar month
EVENTS = Counters._fields.index("events")
WRAPS = "ignore:overflow encountered in scalar:RuntimeWarning"  # whole numbers do, in kernels
JUDGED = ("score", "deserved", "status", "wrongly")


@cache
def hamlet() -> tuple[Ready, int]:
    """The hamlet under the rules of Rongcheng, made ready, and how many people it has."""
    parts = parts_of(RunSpec(scheme="rongcheng-2016", world="hamlet"))
    return ready(parts.scheme, parts.world, parts.catalogue, parts.people), parts.people


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


def month_by_month(crew: Crew, months: int = MONTHS, seen: tuple[str, ...] = JUDGED) -> Iterator[tuple[Any, ...]]:
    """Everything there is after each month: state, what was judged, counts."""
    for month in range(months + 1):
        for rows in crew.counts:
            rows[:] = 0
        counts = crew.live(month, last=month == months)
        yield (
            State(*(one.copy() for one in crew.state)),
            [getattr(crew.panel, name).copy() for name in seen],
            [rows.sum(axis=0) for rows in counts],
        )


def same(one: Any, other: Any) -> bool:
    """Whether all arrays in two answers agree."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other)
    return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))


# compiled and plain


def recount(made: Ready, lives: tuple[Lived, ...], before: State, month: int) -> dict[str, Any]:
    """What is counted of a plain month, from what is told about each life; flows count only who moved."""
    counts = {name: rows[0] for name, rows in counters(1, made.services)._asdict().items()}
    rules, service = made.scheme[0], made.life[0]["service"]
    for life in lives:
        person, judged = life.person, life.judged
        if not person.scored:
            continue
        stratum, word = person.stratum, before.life[person.lane]
        on = judged.lists & int(rules["scale"][SANCTIONING]) != 0
        counts["people"][stratum * 32 + judged.grade + 8 * on + 16 * judged.wrongly] += 1
        for which in range(LISTS):
            held = judged.lists >> which & 1
            counts["listed"][2 * which : 2 * which + 2] += held, held & judged.spared
        if month > 0 and judged.grade != grade_of_life(word):
            counts["flows"][grade_of_life(word) * GRADES + judged.grade] += 1
        if month > 0 and month % 12 == 0:
            counts["yearly"][year_grade_of(word) * GRADES + judged.grade] += 1
        spell, how = spell_of(word), entered_wrongly(word)
        if spell > 0:
            counts["at_risk"][2 * spell : 2 * spell + 2] += 1, how
            counts["ended"][2 * spell : 2 * spell + 2] += np.array((1, how)) * (not judged.sanctioned)
        elif judged.sanctioned:
            counts["entered"] += 1, judged.spared
        job, debt = job_of(word), debt_of(word)
        means = 1, int(word & 255), int(word >> 8 & 63), job == 1, debt > 0, debt > 1
        counts["living"][:LIVING] += means
        counts["living"][LIVING:] += np.array(means) * judged.sanctioned
        if month % 12 == 0:
            at = (judged.score - int(rules["scale"][BIN_BEGINS])) // int(rules["scale"][BIN_WIDTH])
            counts["scores"][min(max(at, 0), BINS - 1)] += 1
        for event in life.events:
            if event.answer is not None:
                for answer in {ASKED, event.answer}:
                    counts["asked"][
                        answer * STRATA * made.services + stratum * made.services + service[event.kind]
                    ] += 1
    for life in lives:
        for record in life.struck:
            counts["events"][(record >> 8) * COLUMNS + STRUCK] += 1
            counts["events"][(record >> 8) * COLUMNS + STRUCK_WRONG] += record & 1
        for event in life.events:
            at, wrong = event.kind * COLUMNS, event.result == FALSE or event.lands_on is not None
            counts["events"][at + HAPPENED] += event.result == REAL and life.person.scored and service[event.kind] < 0
            if event.filed is not None:
                counts["events"][at + RECORDED] += 1
                counts["events"][at + FALSELY] += wrong
                counts["events"][at + LOST] += event.filed in (NO_PLACE, PUSHED_OUT)
                moves = event.filed in (FILED, PUSHED_OUT)
                counts["moved_points"][2 * event.kind + wrong] += int(rules["value"][event.kind]) * moves
                assert event.filed in (FILED, CAPPED, NO_PLACE, PUSHED_OUT)
    return counts


@pytest.mark.parametrize(
    ("society", "block", "seed", "words"),
    [
        ("busy", 0, 1, 1),
        ("busy", 1, (1 << 40) + 5, 2),
        ("partly scored", 0, 3, 2),
        ("hamlet", 3, 1, 2),
        ("hamlet", 9, 7, 1),
    ],
)
def test_plain_lives_are_the_compiled_ones(society: str, block: int, seed: int, words: int):
    made, people = {"busy": lambda: (busy(), PEOPLE), "partly scored": partly_scored, "hamlet": hamlet}[society]()
    real = min(LANES, people - block * LANES)
    with crew_of(made, real, first_block=block, words=words, seed=seed, begins=BEGINS) as crew:
        state = cut(crew.state, 0, words)
        for month, (lived, judged, counts) in enumerate(month_by_month(crew)):
            last = month == MONTHS
            moved = live_a_month_plainly(made, seed, month, block, 0, state, real, words, BEGINS, last=last)
            for name, column in zip(JUDGED, judged, strict=True):
                assert column[:real].tolist() == [getattr(life.judged, name) for life in moved.lives], (month, name)
            for name, mine, theirs in zip(State._fields, lived, moved.state, strict=True):
                assert np.array_equal(mine, theirs), (month, name)
            for (name, told), counted in zip(recount(made, moved.lives, state, month).items(), counts, strict=True):
                assert np.array_equal(told, counted), (month, name)
            state = moved.state


def test_without_the_compiler_the_same_code_lives_the_same_lives():
    """The very lanes of the engine, as Python runs them: what a compiler may change is nothing."""
    answers = []
    for disabled in ("0", "1"):
        environment = {**os.environ, "NUMBA_DISABLE_JIT": disabled}
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
    for name, made in (("rongcheng", ready(parts.scheme, parts.world, parts.catalogue, 40)), ("busy", busy(40))):
        with crew_of(made, 40, words=1, begins=BEGINS) as crew:
            found[name] = [_digest(one) for one in month_by_month(crew, months=4, seen=(*JUDGED, "life", "files"))]
    return found


def _digest(answer: Any) -> str:
    if isinstance(answer, np.ndarray):
        return hashlib.sha256(np.ascontiguousarray(answer).tobytes()).hexdigest()
    return hashlib.sha256("".join(map(_digest, answer)).encode()).hexdigest()


# threads, chunks, neighbours


class Pieces(Crew):
    """A crew that takes the neighbourhoods in pieces of one size, in an order of its own."""

    size, order = 1, staticmethod(list)

    def _pieces(self) -> Iterator[tuple[int, int]]:
        pieces = [(at, min(at + self.size, self.blocks)) for at in range(0, self.blocks, self.size)]
        yield from self.order(pieces)


def hamlet_in_pieces(size: int, order: Any = list, threads: int = 1, months: int = 3) -> list[Any]:
    """Some months of the hamlet, in such pieces."""
    made, people = hamlet()
    kind = type("Some", (Pieces,), {"size": size, "order": staticmethod(order)})
    everybody = np.arange(-(-people // LANES))
    with kind(made, seed=1, people=people, words=2, threads=threads, followed=everybody, begins=0) as crew:
        crew.begin()
        return list(month_by_month(crew, months))


@cache
def hamlet_at_once() -> list[Any]:
    return hamlet_in_pieces(size=1 << 20)


@pytest.mark.parametrize("size", [1, 7])
def test_chunks_change_nothing(size: int):
    assert same(hamlet_in_pieces(size), hamlet_at_once())


def test_the_order_of_chunks_changes_nothing():
    assert same(hamlet_in_pieces(1, order=lambda pieces: pieces[::-1]), hamlet_at_once())
    assert same(hamlet_in_pieces(1, order=lambda pieces: pieces[5:] + pieces[:5]), hamlet_at_once())


@pytest.mark.parametrize("threads", [2, 5])
def test_threads_change_nothing(threads: int):
    assert same(hamlet_in_pieces(1, threads=threads), hamlet_at_once())


@pytest.mark.parametrize(("first", "blocks"), [(0, 1), (3, 4), (9, 1)])
def test_a_part_of_the_world_lives_as_it_does_in_the_whole(first: int, blocks: int):
    made, people = hamlet()
    there = min(blocks * LANES, people - first * LANES)
    with crew_of(made, there, first_block=first, begins=0) as crew:
        for (state, judged, _), (whole, all_judged, _) in zip(month_by_month(crew, 3), hamlet_at_once(), strict=True):
            for at in range(blocks):
                assert same(cut(state, at, 2), cut(whole, first + at, 2))
            here = slice(first * LANES, first * LANES + there)
            assert same([one[:there] for one in judged], [one[here] for one in all_judged])


def one_more(made: Ready, people: int = 600, words: int = 2) -> list[tuple[State, State]]:
    """The state after each month of so many people, and with one more of them."""
    with crew_of(made, people, words=words) as crew, crew_of(made, people + 1, words=words) as larger:
        both = zip(month_by_month(crew), month_by_month(larger), strict=True)
        return [(one[0], other[0]) for one, other in both]


def test_one_more_person_changes_no_other_neighbourhood():
    for one, other in one_more(busy()):
        assert same(cut(one, 0, 2), cut(other, 0, 2))


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
        small, large = (crew_of(made, LANES, first_block=block, words=words) for words in (1, 2))
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


def test_another_seed_is_another_run(undisturbed: Any):
    other = simulate(replace(SPEC, seed=4))
    assert not other.people.equals(undisturbed[1].people)


if __name__ == "__main__":
    print(json.dumps(digest_of_a_tiny_world()))
