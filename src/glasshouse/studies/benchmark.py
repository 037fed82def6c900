"""How fast the month is: beside the floor that drawing its random words sets, and against memory."""

import os
import platform
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.base.compiled import chunk
from glasshouse.base.draws import Purpose, draw, round_keys
from glasshouse.engine.rooms import nanoseconds
from glasshouse.engine.scratch import new_scratch
from glasshouse.engine.simulator import Simulator
from glasshouse.engine.world import Ready, ready
from glasshouse.life.compile import count_aliases, headroom, occasion_rates
from glasshouse.life.tables import COLUMNS, FALSELY, HAPPENED
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.parts.switches import OFF, Switches
from glasshouse.population.describe import people_by_stratum
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES, STRATA
from glasshouse.population.state import bytes_per_person
from glasshouse.scheme.compile.response import most_response
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.library.system import system_of

i64, u32, u64 = np.int64, np.uint32, np.uint64
OF_MONTH = u32(Purpose.MONTH)
PEOPLE, MONTHS, OCCASIONS = 512_000, 8, 2.0
CHANGED = "rongcheng-2016:rules.utility-theft.points=-200"
COLD_CACHE = "XDG_CACHE_HOME"


@chunk
def draw_alone(blocks, keys, sizes, people_room, occasion_room, event_room):
    """Draw as many words for each neighbourhood as a month does (``sizes``: people, pairs, events), and no more."""
    p, o, e = people_room[0], occasion_room[0], event_room[0]
    for block in range(blocks):
        first = u32(block * LANES)
        draw(
            i64(sizes[0]), first, u32(block), OF_MONTH, keys, p.own.view(u64), p.zero.view(u64), p.a.view(u64),
            p.b.view(u64), p.c.view(u64), p.d.view(u64),
        )  # fmt: skip
        draw(
            i64(sizes[1]), first, u32(block), OF_MONTH, keys, o.pair_lane.view(u64), o.pair_number.view(u64),
            o.a.view(u64), o.b.view(u64), o.c.view(u64), o.d.view(u64),
        )  # fmt: skip
        draw(
            i64(sizes[2]), first, u32(block), OF_MONTH, keys, e.lane.view(u64), e.slot.view(u64), e.a.view(u64),
            e.b.view(u64), e.c.view(u64), e.d.view(u64),
        )  # fmt: skip


def bench(nation: bool = False, seeds: int = 0) -> dict[str, Any]:
    """Every benchmark by name; nanoseconds are of wall time on all cores, and the best of several months.

    Parameters
    ----------
    nation : bool
        Whether to live a month of all of China as well: some minutes and 22 GB.
    seeds : int
        How many seeds of a comparison on ``rongcheng`` to live for five years as well; 20 take a minute or two.
    """
    scheme, catalogue, world = find_scheme("rongcheng-2016"), load_catalogue(), find_world("rongcheng")
    made = ready(scheme, world, catalogue, PEOPLE)
    threads = os.cpu_count() or 1
    found: dict[str, Any] = {"processor": _processor(), "threads": threads}
    found |= _at_two_occasions(made, threads, _usual_occasions(catalogue, made))
    found["busy_ns_per_person_month"] = _at_two_occasions(made, threads, OCCASIONS)["ns_per_person_month"]
    found |= _as_it_is(threads)
    found |= _several(threads)
    found |= _after_a_change(threads)
    found |= _both_worlds(threads)
    found["bytes_per_person"] = bytes_per_person(1)
    found |= _time_to_first_month()
    if nation:
        found |= _nation()
    if seeds:
        found |= _seeds_of_a_comparison(seeds, threads)
    return found


def rooms(parts: Switches = OFF) -> dict[str, float]:
    """Nanoseconds a person-month of each room of the month on one core, files of eight records; and of all.

    Compiles the month anew, with a clock between its rooms: half a minute or more.
    """
    made = ready(find_scheme("rongcheng-2016"), find_world("rongcheng"), load_catalogue(), PEOPLE, parts=parts)
    found = nanoseconds(lambda month: Simulator(made, 1, PEOPLE, 2, threads=1, month=month), MONTHS)
    return {**found, "all": sum(found.values())}


def _usual_occasions(catalogue: Catalogue, made: Ready) -> float:
    """Occasions a person-month as the catalogue has them."""
    people = people_by_stratum(made.society, PEOPLE)
    rates = occasion_rates(catalogue, people, headroom(catalogue, most_response(catalogue))).sum(axis=1)
    return float((rates * people).sum() / people.sum())


def _at_two_occasions(made: Ready, threads: int, come_to_something: float) -> dict[str, Any]:
    """The month with two occasions a person, four records a file; and the floor, measured in turn with it.

    Of the two, as many come to something as of ``come_to_something`` occasions of the catalogue; the rest is room.
    """
    life = made.editions[0].life.copy()
    life[0]["counts"][:] = count_aliases(np.full(STRATA, OCCASIONS)).ravel()
    answers = made.editions[0].answers.copy()
    answers[0]["likely"] *= np.float32(come_to_something / OCCASIONS)
    made = replace(made, editions=(replace(made.editions[0], life=life, answers=answers),))
    with Simulator(made, 1, PEOPLE, 1, threads) as simulator:
        simulator.warm_up()
        simulator.begin()
        simulator.simulate(0)
        per_person = _draws(simulator, made)
        floor = _Floor(threads, per_person)
        floor.seconds()
        times = [
            (_timed(lambda month=month: simulator.simulate(month)), floor.seconds()) for month in range(1, MONTHS + 1)
        ]
    month, words = min(one for one, _ in times), min(one for _, one in times)
    return {
        "occasions_per_month": OCCASIONS,
        "ns_per_person_month": month / PEOPLE * 1e9,
        "floor_ns_per_person_month": words / PEOPLE * 1e9,
        "times_the_floor": month / words,
        "draws_per_person_month": per_person,
    }


def _draws(simulator: Simulator, made: Ready) -> float:
    """Philox calls of a person-month: one for the month, one for each pair of occasions, one for each event."""
    counts = simulator.counts
    events = counts.events.sum(axis=0).reshape(-1, COLUMNS)
    before = float(events[:, HAPPENED].sum() + events[:, FALSELY].sum())
    chances = np.exp(-OCCASIONS) * np.cumprod([1.0, *(OCCASIONS / k for k in range(1, 32))])
    pairs = float((chances * ((np.arange(32) + 1) // 2)).sum())
    return 1 + pairs + before / PEOPLE


class _Floor:
    """The same words drawn alone, on all threads."""

    def __init__(self, threads: int, draws: float) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self.threads, self.blocks = threads, PEOPLE // LANES // threads
        pairs = 1.25
        self.sizes = np.array([LANES, round(pairs * LANES), round((draws - 1 - pairs) * LANES)], np.int64)
        self.scratch = [new_scratch(1) for _ in range(threads)]
        self.keys, self.pool = round_keys(1), ThreadPoolExecutor(threads)

    def seconds(self) -> float:
        """Seconds that drawing takes for everybody."""
        return _timed(lambda: list(self.pool.map(self._work, range(self.threads))))

    def _work(self, thread: int) -> None:
        lanes, occasions, _, events, _ = self.scratch[thread]
        draw_alone(self.blocks, self.keys, self.sizes, lanes, occasions, events)


def _as_it_is(threads: int) -> dict[str, Any]:
    """The default run: Rongcheng's 670,000, five years, files of eight records."""
    from glasshouse.studies.simulate import simulate
    from glasshouse.studies.spec import RunSpec

    seconds = min(simulate(RunSpec(threads=threads, follow=0)).info["seconds_living"] for _ in range(2))
    return {
        "default_run_seconds": seconds,
        "default_run_ns_per_person_month": seconds / 670_000 / 60 * 1e9,
    }


def _after_a_change(threads: int) -> dict[str, float]:
    """Seconds from a changed number to the first month simulated by it, where the world was made ready before."""
    from glasshouse.studies.simulate import company_for
    from glasshouse.studies.spec import RunSpec, parts_of

    def first_month(points: int) -> None:
        changed = f"rongcheng-2016:rules.utility-theft.points={points}"
        spec = RunSpec(scheme=changed, threads=threads, follow=0)
        parts = parts_of(spec)
        with company_for(spec, parts) as company:
            company.begin()
            company.simulate(0, [Tallies.for_months(spec.months, kinds=company.cohorts[0].ready.kinds)])

    first_month(-100)
    return {
        "changed_rule_to_first_month_seconds": min(_timed(lambda at=at: first_month(-at)) for at in range(101, 106))
    }


def _both_worlds(threads: int) -> dict[str, float]:
    """What a comparison costs, in runs: the default run and two comparisons of it, one after the other, twice."""
    from glasshouse.studies.comparison import compare
    from glasshouse.studies.simulate import simulate
    from glasshouse.studies.spec import RunSpec

    spec = RunSpec(threads=threads, follow=0)
    works = (lambda: simulate(spec), lambda: compare(spec, CHANGED), lambda: compare(spec, "none"))
    one, changed, none = np.min([[_timed(work) for work in works] for _ in range(2)], axis=0)
    return {"times_a_run_for_a_change": float(changed / one), "times_a_run_for_none": float(none / one)}


def _seeds_of_a_comparison(seeds: int, threads: int) -> dict[str, float]:
    """Seconds that so many seeds of a comparison take: Rongcheng's 670,000 under its rules and under none."""
    from glasshouse.studies.ensembles import compared
    from glasshouse.studies.spec import RunSpec

    took = _timed(lambda: compared(RunSpec(threads=threads), "none", seeds))
    return {"seeds_of_a_comparison": seeds, "seeds_of_a_comparison_seconds": took}


def _several(threads: int) -> dict[str, float]:
    """What more schemes over the same files cost, and friends' scores: ratios of months in turn, files of 8."""
    world, catalogue, firms = find_world("rongcheng"), load_catalogue(), firm_catalogue()
    three = system_of("rongcheng-2016+court-list+sesame", catalogue, firms)
    alone = replace(three[2], scheme=without_friends(three[2].scheme))
    made = [ready(placed, world, catalogue, PEOPLE) for placed in (three[:1], three, three[2:], (alone,))]
    with ExitStack() as stack:
        simulators = [stack.enter_context(Simulator(one, 1, PEOPLE, 2, threads)) for one in made]
        for simulator in simulators:
            simulator.begin()
            simulator.simulate(0)
        times = [
            [_timed(lambda simulator=simulator, month=month: simulator.simulate(month)) for simulator in simulators]
            for month in range(1, MONTHS + 1)
        ]
    one, all_three, with_friends, without = (float(least) for least in np.min(times, axis=0))
    return {"times_one_scheme_for_three": all_three / one, "times_without_friends": with_friends / without}


def without_friends(scheme: Scheme) -> Scheme:
    """The scheme with no account that friends feed."""
    accounts = tuple(
        part.model_copy(update={"inputs": tuple(fed for fed in part.inputs if fed.friends is None)})
        for part in scheme.accounts
    )
    return scheme.model_copy(update={"accounts": accounts})


def _time_to_first_month() -> dict[str, float]:
    """Seconds from the command to the first month, with the compiled engine on disk and without."""
    with tempfile.TemporaryDirectory() as folder:
        cold = _command_seconds({COLD_CACHE: folder})
        return {
            "first_month_cold_seconds": cold,
            "first_month_warm_seconds": _command_seconds({COLD_CACHE: folder}),
        }


def _command_seconds(environment: dict[str, str]) -> float:
    names = "from glasshouse.studies.simulate import simulate; from glasshouse.studies.spec import RunSpec"
    code = f"{names}; simulate(RunSpec(months=1, follow=0))"
    return _timed(lambda: subprocess.run([sys.executable, "-c", code], env={**os.environ, **environment}, check=True))


def _nation() -> dict[str, Any]:
    """A month of all of China in a process of its own, and the most memory that it took."""
    code = (
        "import resource, json; from glasshouse.studies.simulate import simulate;"
        "from glasshouse.studies.spec import RunSpec;"
        "run = simulate(RunSpec(world='china', months=1, records=4, follow=0));"
        "print(json.dumps([run.info['seconds_living'], run.info['seconds'],"
        "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024]))"
    )
    import json

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    living, whole, memory = json.loads(said.strip().splitlines()[-1])
    return {"china_month_seconds": living, "china_whole_seconds": whole, "china_peak_bytes": int(memory)}


def _timed(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor()
