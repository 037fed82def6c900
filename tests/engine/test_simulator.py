"""Months lived by several threads."""

import threading

import numpy as np
import pytest
from busy import PEOPLE, busy, busy_catalogue, busy_scheme, cut, simulator_of, together

from glasshouse.base.errors import GlasshouseError
from glasshouse.engine import simulator as crew_module
from glasshouse.engine.scratch import MOST_EVENTS
from glasshouse.engine.simulator import Simulator, panel_of, trace_of
from glasshouse.engine.world import ready
from glasshouse.life.live import REAL
from glasshouse.life.tables import COLUMNS, HAPPENED
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES
from glasshouse.population.state import UNKNOWN


def test_a_panel_has_a_place_for_each_neighbourhood_that_is_followed():
    panel = panel_of(5, np.array([1, 4]), words=2, schemes=3)
    assert panel.at.tolist() == [-1, 0, -1, -1, 1]
    assert len(panel.life) == 2 * LANES
    assert len(panel.score) == len(panel.status) == 3 * 2 * LANES
    assert len(panel.files) == 2 * 2 * LANES


def test_the_pieces_of_a_month_are_all_neighbourhoods_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crew_module, "LEAST_TASK", 1)
    with Simulator(busy(), seed=1, people=PEOPLE, words=1, threads=2) as simulator:
        simulator.blocks = 100
        assert list(simulator._pieces(40)) == [(0, 40), (40, 80), (80, 100)]
        assert [at for piece in simulator._pieces(None) for at in range(*piece)] == list(range(100))


@pytest.mark.parametrize("why", ["can't start new thread", "cannot schedule new futures after shutdown"])
def test_where_no_more_threads_start_one_is_told_so(why: str, monkeypatch: pytest.MonkeyPatch):
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError(why)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    expected = (GlasshouseError, "starts no more threads, and 2 were") if "thread" in why else (RuntimeError, why)
    with (
        Simulator(busy(), seed=1, people=PEOPLE, words=1, threads=2) as simulator,
        pytest.raises(expected[0], match=expected[1]),
    ):
        simulator.begin()


def test_everybody_begins_alike_for_any_number_of_threads():
    lives = []
    for threads in (1, 3):
        with simulator_of(busy(), PEOPLE, threads=threads) as simulator:
            lives.append(simulator.state.life.copy())
    assert np.array_equal(*lives)
    assert lives[0][:PEOPLE].any()


def test_a_crew_goes_on_from_a_state_that_was_kept():
    with simulator_of(together(), PEOPLE) as first, simulator_of(together(), PEOPLE) as second:
        for month in range(3):
            first.simulate(month)
        second.replace_state(first.state)
        for simulator in (first, second):
            for rows in simulator.counts:
                rows[:] = 0
            simulator.simulate(3)
        for mine, other in zip((*first.state, *first.counts), (*second.state, *second.counts), strict=True):
            assert np.array_equal(mine, other)


def test_the_last_judgement_changes_no_life():
    with simulator_of(busy(), PEOPLE) as simulator:
        simulator.simulate(0)
        before = [one.copy() for one in simulator.state]
        simulator.simulate(1, last=True)
        assert all(np.array_equal(*both) for both in zip(before, simulator.state, strict=True))


def test_only_the_neighbourhoods_that_are_followed_are_copied():
    with simulator_of(busy(), PEOPLE, followed=np.array([1])) as simulator:
        life = cut(simulator.state, 1).life
        simulator.simulate(0)
        assert np.array_equal(simulator.panel.life[: PEOPLE - LANES], life[: PEOPLE - LANES])
        assert set(simulator.panel.score[: PEOPLE - LANES].tolist()) == {100}
        assert not simulator.panel.score[PEOPLE - LANES :].any()


def test_a_histogram_of_scores_is_made_at_turns_of_years_and_at_the_end():
    made = ready(busy_scheme(), find_world("hamlet"), busy_catalogue(), PEOPLE, months=14)
    with simulator_of(made, PEOPLE) as simulator:
        histograms = []
        for month in range(15):
            before = simulator.counts.scores.sum()
            histograms.append(int(simulator.simulate(month, last=month == 14).scores.sum() - before) > 0)
    assert [month for month, made in enumerate(histograms) if made] == [0, 12, 14]


def test_an_error_in_one_thread_is_raised():
    with simulator_of(busy(), PEOPLE, threads=2) as simulator:

        def fail(*_: object) -> None:
            raise RuntimeError("this went wrong")

        simulator.month = fail
        with pytest.raises(RuntimeError, match="went wrong"):
            simulator.simulate(0)


def test_a_crew_that_is_left_leaves_no_thread():
    before = threading.active_count()
    with simulator_of(busy(), PEOPLE, threads=3):
        pass
    assert threading.active_count() == before


def test_friends_read_the_scores_of_last_month():
    with simulator_of(together(), PEOPLE) as simulator:
        scores = []
        for month in range(3):
            heard = simulator.state.echo[:PEOPLE].copy()
            simulator.simulate(month)
            scores.append((heard, simulator.panel.score[:PEOPLE].copy(), simulator.panel.status[:PEOPLE] >= 0))
    (first, _, _), *later = scores
    assert (first == UNKNOWN).all()
    for (heard, _, _), (_, score, scored) in zip(later, scores, strict=False):
        assert np.array_equal(heard[scored], score[scored])
        assert (heard[~scored] == UNKNOWN).all()


def test_lists_are_left_for_linked_subjects_only_where_there_are_any():
    with simulator_of(together(), PEOPLE, linked=True) as simulator, simulator_of(together(), PEOPLE) as alone:
        for month in range(5):
            simulator.simulate(month)
        lists = [np.maximum(one, 0) >> 3 for one in simulator.panel.status.reshape(3, -1)]
        assert np.array_equal(simulator.listed, (lists[0] | lists[1] << 4 | lists[2] << 8).astype(np.uint32))
        assert simulator.listed.any()
        assert alone.listed.size == alone.drag.size == 0


def test_a_trace_has_room_for_all_events_of_each_neighbourhood():
    trace = trace_of(3)
    assert trace.events.tolist() == [0, 0, 0]
    assert len(trace.order) == len(trace.what) == 3 * MOST_EVENTS


def test_the_trace_of_a_month_holds_every_conduct_and_request_that_is_counted():
    known = busy().about[busy().society.page[np.arange(PEOPLE) // LANES] * LANES + np.arange(PEOPLE) % LANES] & 2 != 0
    service = busy().at(0).life[0]["service"]
    happened_at_all, answered_at_all = 0, np.zeros(4, int)
    with simulator_of(busy(), PEOPLE, traced=True) as simulator:
        for month in range(6):
            for rows in simulator.counts:
                rows[:] = 0
            counts = simulator.simulate(month)
            happened, answers = np.zeros(128, int), np.zeros((len(service), 4), int)
            for block in range(simulator.blocks):
                here = slice(block * MOST_EVENTS, block * MOST_EVENTS + simulator.trace.events[block])
                order, what = (one[here].astype(np.int64) for one in (simulator.trace.order, simulator.trace.what))
                assert (np.diff(order) > 0).all()
                kind, answer, result = what >> 5, what >> 2 & 7, what & 3  # see live.traced_event
                mine = known[block * LANES + order % LANES]
                happened += np.bincount(kind[mine & (result == REAL)], minlength=128)
                asked = mine & (service[kind] >= 0) & (answer != 4)
                for number, reply in zip(service[kind[asked]], answer[asked], strict=True):
                    answers[number] += reply < 4, reply == 2, reply == 3, reply == 5
            counted = counts.events.sum(axis=0).reshape(-1, COLUMNS)[:, HAPPENED]
            assert np.array_equal(happened[service < 0], counted[service < 0])
            assert np.array_equal(answers[: busy().services].ravel(), counts.answered.sum(axis=0))
            happened_at_all, answered_at_all = happened_at_all + happened.sum(), answered_at_all + answers.sum(axis=0)
    assert happened_at_all > 100
    assert answered_at_all.all()


def test_without_being_asked_for_no_trace_is_left():
    with simulator_of(busy(), PEOPLE) as simulator:
        simulator.simulate(0)
        assert len(simulator.trace.order) == 0
