"""What a scheme, a list or a rule says holds for itself alone, and a score is the sum of what is documented."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest
from busy import CITED, SCHEME, by_row, conduct, rule, simulator_of, source
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glasshouse.base.compiled import as_written
from glasshouse.base.units import FOREVER, MONTHS_PER_YEAR, months_of
from glasshouse.engine.world import ready
from glasshouse.life.model import InView
from glasshouse.observe import record as _record
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.observe.record import FILED
from glasshouse.population import state as _state
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES
from glasshouse.scheme.check.check import problems
from glasshouse.scheme.compile.compile import scheme_tables
from glasshouse.scheme.compile.filing import file_tables, numbers_of
from glasshouse.scheme.explain.breakdown import breakdown
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.judge.standing import as_rules, standing
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import Placement

MONTHS, SLOTS, WIDE = 26, 8, 10_000
NOBODY_ACTS_ON_IT: dict[str, Any] = {"consequences": None, "clean": None, "repair": None, "appeal": None}
RECORD, STATE = as_written(_record.__name__), as_written(_state.__name__)

# A catalogue in which little happens, so that files have room, and in which no conduct answers to schemes.

BOTH = (InView(source="office", share=0.5), InView(source="camera", share=0.5))
CONDUCTS = (
    conduct(1, "tax.late", 600, seen_by=BOTH),
    conduct(2, "tax.fraud", 300),
    conduct(3, "court.defied", 300, seen_by=(InView(source="court"),)),
    conduct(4, "help.given", 300, lawful=True),
    conduct(5, "debt.settled", 300, lawful=True, seen_by=(InView(source="court"),)),
    *(
        conduct(at, name)
        for at, name in enumerate(("credit.payment_late", "credit.default", "debt.sued", "court.judgment_defied"), 11)
    ),
)
SOURCES = (
    source("office", 0.9, 0.1, 0.1, "0 d"),
    source("camera", 0.9, 0.3, 0.3, "1 month"),
    source("court", 1.0, 0.05, 0.05, "2 months"),
)
CATALOGUE = Catalogue(CONDUCTS, (), SOURCES, load_catalogue().livelihood, Path("quiet"))
ACTS = ("tax.late", "tax.fraud", "court.defied", "help.given")
GRADES = [{"id": "A", "from": 960}, {"id": "B", "from": 900}, {"id": "C", "below": 900}]


def scheme_of(name: str, **said: Any) -> Scheme:
    """A scheme that scores everybody between 0 and 10,000 points from 1,000 on, if not said otherwise."""
    parts = {
        **SCHEME, **NOBODY_ACTS_ON_IT, "id": name, "lists": [], "rules": [], "grades": GRADES,
        "score": {"start": 1000, "lowest": -WIDE, "highest": WIDE}, **said,
    }  # fmt: skip
    return Scheme.model_validate({key: one for key, one in parts.items() if one is not None})


OFTEN = st.sampled_from([None, "1 per month", "2 per month", "1 per year", "2 per year"])


@st.composite
def rules(draw: st.DrawFn, grades: bool = True) -> list[dict[str, Any]]:
    """Rules of some of the acts; two of one act may be for one source each."""
    found = []
    for name in draw(st.lists(st.sampled_from(ACTS), unique=True, max_size=4)):
        sources = draw(st.sampled_from([[None], ["office"], ["office", "camera"]])) if name == "tax.late" else [None]
        for one in sources:
            lasts = draw(st.sampled_from(["2 months", "7 months", "18 months", "forever"]))
            said = {"at_most": draw(OFTEN), "source": one}
            if grades and lasts != "forever":
                said["grade_at_most"] = draw(st.sampled_from([None, None, "B", "C"]))
            points = draw(st.sampled_from([-45, -20, -7, 15, 40]))
            found.append({key: value for key, value in rule(name, points, lasts, **said).items() if value is not None})
    return found


@st.composite
def lists(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to four lists that records enter."""
    found = []
    for at in range(draw(st.integers(0, 4))):
        said = {
            "id": f"list-{at}", "title": f"List {at}", "stays": draw(st.sampled_from(["5 months", "1y", "forever"])),
            "enter": draw(st.lists(st.sampled_from(ACTS), min_size=1, max_size=2, unique=True)),
            "notice": draw(st.sampled_from([None, "1 month", "3 months"])),
            "leave": draw(st.sampled_from([None, {"conduct": "debt.settled"}])), **CITED,
        }  # fmt: skip
        found.append({key: value for key, value in said.items() if value is not None})
    return found


CLEAN = st.sampled_from([None, {"months": 3, "points": 4, **CITED}, {"months": 12, "points": 15, **CITED}])
SCALE = st.sampled_from([(940, 1030), (-WIDE, WIDE)])


@st.composite
def schemes(draw: st.DrawFn, name: str, appeal: dict[str, Any] | None) -> Scheme:
    """A scheme from which nothing follows, so that it has no effect on another one."""
    lowest, highest = draw(SCALE)
    return scheme_of(
        name, score={"start": 1000, "lowest": lowest, "highest": highest}, rules=draw(rules()), lists=draw(lists()),
        clean=draw(CLEAN), appeal=appeal,
    )  # fmt: skip


APPEAL = st.sampled_from([None, SCHEME["appeal"]])  # one for both: what is struck is struck for all
PAIRS = APPEAL.flatmap(lambda appeal: st.tuples(schemes("one", appeal), schemes("other", appeal)))


class Judged(NamedTuple):
    """What each scheme made of each person in each month: [month, scheme, person]; and whose file still had room."""

    score: np.ndarray
    deserved: np.ndarray
    status: np.ndarray
    rightful: np.ndarray
    room: np.ndarray


def judged(*of: Scheme, months: int = MONTHS) -> Judged:
    """The months of a neighbourhood under some schemes; whose file was full once may have lost a record to it."""
    made = ready([Placement(one, "") for one in of], find_world("hamlet"), CATALOGUE, LANES)
    found: list[list[np.ndarray]] = [[], [], [], [], []]
    room = np.ones(LANES, bool)
    with simulator_of(made, LANES, words=SLOTS // 4) as simulator:
        for month in range(months + 1):
            found[4].append(room.copy())
            simulator.simulate(month, last=month == months)
            for kept, name in zip(found, Judged._fields[:4], strict=False):
                kept.append(getattr(simulator.panel, name).reshape(len(of), -1)[:, :LANES].copy())
            places = simulator.state.files.view(np.uint16).reshape(-1, LANES, 4)
            room &= (places == 0).any(axis=(0, 2))
    return Judged(*map(np.array, found))


MONTH_BY_MONTH = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@MONTH_BY_MONTH
@given(PAIRS)
def test_two_schemes_judge_together_as_each_does_alone(pair: tuple[Scheme, Scheme]):
    for one in pair:
        assert [found for found in problems(one, CATALOGUE) if found.where[0] != "grades"] == []  # reached or not
    together = judged(*pair)
    for turn, one in enumerate(pair):
        alone = judged(one)
        had_room = together.room & alone.room
        assert had_room[-1].mean() > 0.8
        for name in Judged._fields[:4]:
            mine, theirs = getattr(alone, name)[:, 0], getattr(together, name)[:, turn]
            assert np.array_equal(mine[had_room], theirs[had_room]), name


@MONTH_BY_MONTH
@given(rules(grades=False), lists(), APPEAL)
def test_a_scheme_is_what_its_lists_and_rules_are_alone(said: list[Any], entries: list[Any], appeal: Any):
    whole = scheme_of("whole", rules=said, lists=entries, appeal=appeal)
    by_rule = [scheme_of(f"rule-{at}", rules=[one], appeal=appeal) for at, one in enumerate(said)]
    by_list = [scheme_of(f"by-list-{at}", lists=[one], appeal=appeal) for at, one in enumerate(entries)]
    told = judged(whole)
    for place, one in enumerate(by_list):
        alone = judged(one)
        both = told.room & alone.room
        mine, theirs = (told.status[:, 0] >> 3 + place) & 1, (alone.status[:, 0] >> 3) & 1
        assert np.array_equal(mine[both], theirs[both])
    singles = [judged(one) for one in by_rule]
    both = np.logical_and.reduce([told.room, *(one.room for one in singles)])
    for name in ("score", "deserved"):
        of_each = sum(getattr(one, name)[:, 0] - 1000 for one in singles)
        assert np.array_equal((getattr(told, name)[:, 0] - 1000)[both], np.broadcast_to(of_each, both.shape)[both])


# One file, month after month, beside what the rules say of the acts that were put on it.


class Act(NamedTuple):
    """A record that comes in a month."""

    month: int
    name: str  # of its kind
    wrong: bool


KIND = {kind.name: kind for kind in CATALOGUE.kinds}
VIEWS = [kind.name for kind in CATALOGUE.kinds if kind.conduct is not None and kind.conduct.id in ACTS]
HISTORIES = st.lists(
    st.builds(Act, st.integers(0, MONTHS - 1), st.sampled_from(VIEWS), st.booleans()), max_size=SLOTS
).map(sorted)


def documented(scheme: Scheme, acts: list[Act], now: int, calendar: int) -> int:
    """The score by the words of the scheme: of each window the first that are reported count, as long as they last.

    Points for ever, and for clean time, go to a balance that never leaves the scale.
    """
    scale = scheme.score
    assert scale is not None
    balance, start, top = 0, scale.start, scale.highest or WIDE

    def held(score: int) -> int:
        return min(max(score, scale.lowest), top)

    given = _given(scheme, acts, calendar)
    for month in range(now + 1):
        balance = held(start + balance + sum(one.points for one in given if one.leaves == month)) - start
        if scheme.clean is not None and month and month % scheme.clean.months == 0:
            dirty = any(one.points < 0 and 0 < month - one.reported <= scheme.clean.months for one in given)
            balance = balance if dirty else held(start + balance + scheme.clean.points) - start
    return held(start + balance + sum(one.points for one in given if one.reported < now <= one.last))


class Given(NamedTuple):
    """Points of an act that counts."""

    points: int
    reported: int  # in which month
    last: int  # the month in which they last count by their record
    leaves: int | None  # the month in which they go to the balance; None if they do not


def _given(scheme: Scheme, acts: list[Act], calendar: int) -> list[Given]:
    found = []
    for one in scheme.rules:
        about = [act for act in acts if KIND[act.name].conduct.id == one.conduct]  # type: ignore[union-attr]
        about = [act for act in about if one.source in (None, KIND[act.name].source.id)]  # type: ignore[union-attr]
        if one.source is None:
            others = {other.source for other in scheme.rules if other.conduct == one.conduct}
            about = [act for act in about if KIND[act.name].source.id not in others]  # type: ignore[union-attr]
        used: dict[int, int] = {}
        for reported in sorted(act.month + _delay(act) for act in about):
            most, months = one.at_most or (99, 1)
            window = (calendar + reported) // months
            used[window] = used.get(window, 0) + 1
            if used[window] <= most:
                ever, lasts = one.lasts == FOREVER, int(one.lasts or 0)
                last = reported + 1 if ever else reported + lasts
                found.append(Given(one.points, reported, last, last + 1 if ever else None))
    return found


def _delay(act: Act) -> int:
    return round(KIND[act.name].source.delay)  # type: ignore[union-attr]


def scores(scheme: Scheme, beside: list[Scheme], acts: list[Act], calendar: int) -> list[int]:
    """The score on the first of each month of somebody whose file these schemes keep together."""
    numbers = numbers_of([scheme, *beside], CATALOGUE)
    made = as_rules(scheme_tables(scheme, CATALOGUE, numbers))
    filing = as_rules(file_tables([scheme, *beside], CATALOGUE, numbers))
    files, balance, found = np.zeros(2 * LANES, np.uint64), 0, []
    with np.errstate(over="ignore"):
        for month in range(MONTHS + 1):
            file = _aged(files, filing) if month else [0] * SLOTS
            turns = scheme.clean is not None and month > 0 and month % scheme.clean.months == 0
            who = Circumstances(0, np.float32(0), 0, 0, month, calendar=(calendar + month) % MONTHS_PER_YEAR)
            stands = standing(made, file, who, balance, ages=month > 0, clean_turns=turns)
            balance = stands.balance
            _adds_up(scheme, made, file, who, balance, stands.score)
            found.append(stands.score)
            for act in acts:
                if act.month == month:
                    new = np.int32(KIND[act.name].row), np.int32(act.wrong)
                    then = np.int32((calendar + month) % MONTHS_PER_YEAR)
                    assert RECORD.take_in(files, np.int32(0), SLOTS, *new, then, filing) <= FILED + 1
    return found


def _aged(files: np.ndarray, filing: SimpleNamespace) -> list[int]:
    file = []
    for slot in range(SLOTS):
        held = STATE.place_of(files, np.int32(0), np.int32(slot))
        now = RECORD.aged(held, filing.kept[int(held >> 8)])
        STATE.put(files, np.int32(0), np.int32(slot), np.int32(now))
        file.append(int(now))
    return file


def _adds_up(
    scheme: Scheme, made: SimpleNamespace, file: list[int], who: Circumstances, balance: int, score: int
) -> None:
    """What an explanation lists comes to the score, held on its scale once."""
    assert scheme.score is not None
    told = breakdown(scheme, CATALOGUE, made, [one for one in file if one], who, balance)
    whole = [piece.points for part in told.parts for piece in part.pieces]
    if not scheme.accounts:
        assert told.foot + sum(whole) + told.balance == told.total
    assert score == min(max(int(np.floor(told.total + 0.5)), scheme.score.lowest), scheme.score.highest or WIDE)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(PAIRS, HISTORIES, st.integers(0, 11))
def test_a_score_is_the_sum_of_what_is_documented_beside_any_other_scheme(
    pair: tuple[Scheme, Scheme], acts: list[Act], calendar: int
):
    one, other = (scheme.model_copy(update={"appeal": None}) for scheme in pair)
    expected = [documented(one, acts, month, calendar) for month in range(MONTHS + 1)]
    assert scores(one, [], acts, calendar) == expected
    assert scores(one, [other], acts, calendar) == expected


FILES = st.lists(
    st.tuples(st.sampled_from(VIEWS), st.integers(1, 30), st.booleans()).map(
        lambda held: KIND[held[0]].row << 8 | held[1] << 1 | held[2]
    ),
    max_size=SLOTS,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(schemes("one", None), FILES, st.integers(0, 11), st.randoms(use_true_random=False))
def test_deserved_is_what_the_file_without_its_wrong_records_gives_in_any_order(
    scheme: Scheme, file: list[int], calendar: int, chance: Any
):
    made = as_rules(scheme_tables(scheme, CATALOGUE, by_row(CATALOGUE)))
    who = Circumstances(0, np.float32(0), 0, 0, 0, calendar=calendar)
    stands = standing(made, file, who, ages=False)
    right = standing(made, [one for one in file if not one & 1], who, ages=False)
    assert (stands.deserved, stands.fair) == (right.score, right.status)
    mixed = list(file)
    chance.shuffle(mixed)
    assert standing(made, mixed, who, ages=False) == stands


# By hand.


def test_two_acts_seen_by_two_sources_count_once_where_a_rule_counts_one_a_year():
    once = scheme_of(
        "once", score={"start": 640, "lowest": 0, "highest": 1000}, grades=[{"id": "A", "from": 0}],
        rules=[rule("tax.late", -10, "2y", at_most="1 per year")],
    )  # fmt: skip
    acts = [Act(0, "tax.late@office", False), Act(0, "tax.late@camera", False)]
    assert set(scores(once, [], acts, 0)[1:25]) == {630}


def test_points_for_ever_are_counted_so_often_a_year_though_their_records_have_left():
    yearly = scheme_of("yearly", rules=[rule("tax.fraud", -10, "forever", at_most="1 per year")])
    acts = [Act(month, "tax.fraud@office", False) for month in (0, 5, 11, 12, 20)]
    told = scores(yearly, [], acts, 0)
    assert [told[month] for month in (1, 6, 12, 13, MONTHS)] == [990, 990, 990, 980, 980]


@pytest.mark.parametrize("beside", [[], ["2 per year"], ["1 per month"], [None]])
def test_a_strict_limit_holds_beside_a_loose_one(beside: list[str | None]):
    strict = scheme_of("strict", rules=[rule("tax.fraud", -10, "2y", at_most="1 per year")])
    limits = [{"at_most": one} if one else {} for one in beside]
    others = [scheme_of("loose", rules=[rule("tax.fraud", -1, "2y", **limit)]) for limit in limits]
    acts = [Act(month, "tax.fraud@office", False) for month in (0, 1, 1, 13)]
    assert scores(strict, others, acts, 0)[14:16] == [980, 980]


def test_a_burst_counts_beside_a_scheme_that_counts_one_a_month():
    yearly = scheme_of("yearly", rules=[rule("tax.fraud", -10, "2y", at_most="4 per year")])
    monthly = scheme_of("monthly", rules=[rule("tax.fraud", -1, "2y", at_most="1 per month")])
    acts = [Act(3, "tax.fraud@office", False)] * 4
    assert scores(yearly, [monthly], acts, 0)[4] == 960


def test_a_rule_that_ended_kept_its_records_as_long_as_it_counted_them():
    """Records are kept for each form that a rule has in the run, not for the last alone."""
    forms = [rule("tax.fraud", -10, "2y", until="2015-01"), rule("tax.fraud", -10, "1 month", **{"from": "2015-01"})]
    scheme = scheme_of("forms", in_force="2014-01", rules=forms)
    made = ready([Placement(scheme, "")], find_world("hamlet"), CATALOGUE, LANES, 20, 2014 * MONTHS_PER_YEAR)
    assert int(made.file[0]["kept"][made.numbers.of(KIND["tax.fraud@office"].row)]) == months_of("2y")
