"""Counting while people live: each thread adds to rows of its own, and the rows are added up at the end."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.base.compiled import lanes
from glasshouse.consequence.serve import ANSWERS
from glasshouse.life.tables import COLUMNS, KINDS
from glasshouse.measure.cause import CAUSES, by_kind
from glasshouse.measure.tally import GRADES, LIVING, PARTS, SPELL, Tallies
from glasshouse.measure.wrongful import COLUMNS as HOW
from glasshouse.measure.wrongful import ROWS
from glasshouse.population.people import LANES, STRATA
from glasshouse.population.record import NUMBERS, is_wrong, number_of
from glasshouse.scheme.compile.tables import BINS

I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]

i32, u32, u64 = np.int32, np.uint32, np.uint64
CELLS = 32
AT_THE_END = ("held_by", "causes")
"""Counters that are written to as a scheme ends alone; they are large, and left as they are in other months."""


class Counters(NamedTuple):
    """One month's counts, a row a thread; K schemes."""

    people: I64  # [threads, K, S*32]
    held: I64  # [threads, K, ROWS*3]
    held_by: I64  # [threads, K, S*ROWS*3] at the end
    causes: I64  # [threads, K, ROWS*CAUSES*2] at the end
    flows: I64  # [threads, K, 64]
    yearly: I64  # [threads, K, 64]
    entered: I64  # [threads, K, 2]
    at_risk: I64  # [threads, K, SPELL*2]
    ended: I64  # [threads, K, SPELL*2]
    living: I64  # [threads, K, 2*LIVING]
    scores: I64  # [threads, K, BINS]
    moved: I64  # [threads, K, NUMBERS*2] true and wrong records that began to count, by their number
    asked: I32  # [threads, K*ANSWERS*S*services]
    answered: I64  # [threads, services*ANSWERS] by all schemes together
    events: I64  # [threads, kinds*COLUMNS]
    parts: I64  # [threads, PARTS] by parts of the model, see ``Tallies.parts``


def counters(threads: int, services: int, schemes: int = 1, kinds: int = KINDS) -> Counters:
    """Empty counters for ``threads`` threads, ``services`` services and ``schemes`` schemes.

    ``kinds``: rows of a table by kind.
    """

    def zeros(*size: int) -> I64:
        return np.zeros((threads, *size), np.int64)

    def each(size: int) -> I64:
        return zeros(schemes, size)

    return Counters(
        people=each(STRATA * CELLS), held=each(ROWS * HOW), held_by=each(STRATA * ROWS * HOW),
        causes=each(ROWS * CAUSES * 2), flows=each(GRADES * GRADES),
        yearly=each(GRADES * GRADES), entered=each(2), at_risk=each(SPELL * 2), ended=each(SPELL * 2),
        living=each(2 * LIVING), scores=each(BINS), moved=each(NUMBERS * 2),
        asked=np.zeros((threads, schemes * ANSWERS * STRATA * services), np.int32),
        answered=zeros(services * ANSWERS), events=zeros(kinds * COLUMNS), parts=zeros(PARTS),
    )  # fmt: skip


def book(
    counts: Counters, months: Sequence[int], tallies: Sequence[Tallies], service_kinds: I64, rows: I32, values: I64
) -> None:
    """Add one month's counts to the tallies of each scheme and empty them.

    Parameters
    ----------
    months : sequence of int
        The month of each scheme, from 0 where it begins to T where it judges last; before and after nothing is booked.
    service_kinds : int64 array [services]
        The rows of the kinds that are services.
    rows : int32 array [256]
        The row of the kind that each number on file stands for.
    values : int64 array [K, 256]
        Points of the score that a record of each number moves under each scheme.
    """
    ends = any(month == len(tally.events) for month, tally in zip(months, tallies, strict=True))
    own = {name: counted for name, counted in counts._asdict().items() if ends or name not in AT_THE_END}
    sums = SimpleNamespace(**{name: counted.sum(axis=0, dtype=np.int64) for name, counted in own.items()})
    for turn, tally in enumerate(tallies):
        month = months[turn]
        if 0 <= month <= len(tally.events):
            _book_standing(sums, turn, month, tally)
            if month == len(tally.events):
                tally.held_by += sums.held_by[turn].reshape(STRATA, ROWS, HOW)
                tally.causes += by_kind(sums.causes[turn].reshape(ROWS, CAUSES, 2), rows, len(tally.moved_points))
            np.add.at(tally.moved_points, rows, sums.moved[turn].reshape(NUMBERS, 2) * values[turn][:, None])
        if 0 <= month < len(tally.events):
            _book_events(sums, turn, month, tally, service_kinds)
    for counted in own.values():
        counted[:] = 0


def _book_standing(sums: SimpleNamespace, turn: int, month: int, tally: Tallies) -> None:
    """Enter how people stand under one scheme on the first of a month."""
    tally.people[month] += sums.people[turn].reshape(STRATA, CELLS)
    tally.held[month] += sums.held[turn].reshape(ROWS, HOW)
    flows = sums.flows[turn].reshape(GRADES, GRADES)
    if month > 0:
        by_grade = sums.people[turn].reshape(-1, CELLS // GRADES, GRADES).sum(axis=(0, 1))
        np.fill_diagonal(flows, by_grade - flows.sum(axis=0))
        tally.flows[month] += flows
    tally.entered[month] += sums.entered[turn]
    tally.at_risk += sums.at_risk[turn].reshape(SPELL, 2)
    tally.ended += sums.ended[turn].reshape(SPELL, 2)
    everybody, held = sums.living[turn].reshape(2, LIVING)
    tally.living[month] += np.stack([everybody - held, held])
    if month % 12 == 0 and month > 0:
        tally.yearly[month // 12 - 1] += sums.yearly[turn].reshape(GRADES, GRADES)
    if month % 12 == 0 or month == len(tally.events):
        tally.scores[-(-month // 12)] += sums.scores[turn]


def _book_events(sums: SimpleNamespace, turn: int, month: int, tally: Tallies, service_kinds: I64) -> None:
    """Enter what happened in a month, and what one scheme made of it."""
    services = len(service_kinds)
    asked = np.moveaxis(sums.asked.reshape(len(sums.people), ANSWERS, STRATA, services)[turn], 0, 2)
    tally.events[month] += sums.events.reshape(-1, COLUMNS)
    tally.parts[month] += sums.parts
    tally.asked[:, service_kinds] += asked
    tally.answers[month, service_kinds] += asked.sum(axis=0)
    tally.together[month, service_kinds] += sums.answered.reshape(services, ANSWERS)


@lanes
def find_cells(m, stratum, scored, status, sanctioning, wrongly, cell):
    """The cell of the table of people that each lane falls into, or -1 for who is not scored."""
    for i in range(m):
        grade = i32(status[i] & 7)
        on = i32(((status[i] >> 3) & sanctioning) != 0)
        here = i32(i32(stratum[i] << 5) + grade + i32(on << 3) + i32(wrongly[i] << 4))
        cell[i] = i32(here * scored[i] - i32(1 - scored[i]))


@lanes
def count_people(m, cell, people):
    """One more in the cell of every lane."""
    for i in range(m):
        if cell[i] >= 0:
            people[u32(cell[i])] += 1


@lanes
def count_flows(m, who, first, status, cell, grade, flows):
    """Grade a month ago by grade now, of those who moved; the grade is renewed. Who stayed follows by subtraction."""
    moved = u64(0)
    for i in range(m):
        who[moved] = i32(i)
        moved += u64(i32(i32(status[i] & 7) != grade[i]) & i32(cell[i] >= 0))
    for z in range(moved):
        i = u32(who[z])
        flows[grade[i] * GRADES + (status[i] & 7)] += 1 - first
    for i in range(m):
        grade[i] = i32(status[i] & 7)


@lanes
def count_years(m, first, grade, cell, year_grade, yearly):
    """Grade a year ago by grade now, at the turn of a year of the run; the year's grade is renewed."""
    for i in range(m):
        if cell[i] >= 0:
            yearly[year_grade[i] * GRADES + grade[i]] += 1 - first
        year_grade[i] = grade[i]


@lanes
def count_spells(m, who, sanctioned, wrongly, cell, spell, wrongly_in, entered, at_risk, ended):
    """Months under sanction: who is at risk of coming free, who does, who enters and how; spells are renewed."""
    n = u64(0)
    for i in range(m):
        who[n] = i32(i)
        n += u64(i32(i32(spell[i] | sanctioned[i]) != 0) & i32(cell[i] >= 0))
    for z in range(n):
        i = u32(who[z])
        months, held, how = spell[i], sanctioned[i], wrongly_in[i]
        if months > 0:
            at_risk[2 * months] += 1
            at_risk[2 * months + 1] += how
            ended[2 * months] += 1 - held
            ended[2 * months + 1] += how * (1 - held)
        else:
            how = wrongly[i]
            entered[0] += 1
            entered[1] += how
        spell[i] = i32(min(i32(months + 1), i32(SPELL - 1)) * held)
        wrongly_in[i] = i32(how * held)


@lanes
def count_living(m, cell, sanctioned, who, money, strain, job, debt, living):
    """Sums of means and strain: first over all, then over those under sanction."""
    people, tenths, worry, work, owing, late = i32(0), i32(0), i32(0), i32(0), i32(0), i32(0)
    for i in range(m):
        one = i32(cell[i] >= 0)
        people += one
        tenths += one * i32(money[i])
        worry += one * i32(strain[i])
        work += one & i32(job[i] == 1)
        owing += one & i32(debt[i] > 0)
        late += one & i32(debt[i] > 1)
    living[0] += people
    living[1] += tenths
    living[2] += worry
    living[3] += work
    living[4] += owing
    living[5] += late
    n = u64(0)
    for i in range(m):
        who[n] = i32(i)
        n += u64(sanctioned[i])
    for z in range(n):
        i = u32(who[z])
        living[LIVING] += 1
        living[LIVING + 1] += i32(money[i])
        living[LIVING + 2] += i32(strain[i])
        living[LIVING + 3] += job[i] == 1
        living[LIVING + 4] += debt[i] > 0
        living[LIVING + 5] += debt[i] > 1


@lanes
def count_scores(m, cell, score, begin, width, scores):
    """People by score."""
    for i in range(m):
        if cell[i] >= 0:
            place = (score[i] - begin) // width
            scores[min(max(place, 0), BINS - 1)] += 1


@lanes
def count_records(n, lane, record, begins, scored, moved):
    """Records that begin to count, of subjects of a scheme; they are few."""
    for z in range(n):
        if begins[z] != 0 and scored[u32(lane[z])] != 0:
            moved[u32(2 * number_of(record[z]) + is_wrong(record[z]))] += 1


def row_of(counts: Counters, thread: int) -> Counters:
    """The counters of one thread, as plain arrays."""
    return Counters(
        counts.people[thread], counts.held[thread], counts.held_by[thread], counts.causes[thread],
        counts.flows[thread], counts.yearly[thread], counts.entered[thread], counts.at_risk[thread],
        counts.ended[thread], counts.living[thread], counts.scores[thread], counts.moved[thread],
        counts.asked[thread], counts.answered[thread], counts.events[thread], counts.parts[thread],
    )  # fmt: skip


@lanes
def follow_standing(
    m, place, score, deserved, status, rightful, scored, panel_score, panel_deserved, panel_status, panel_rightful
):  # fmt: skip
    """Copy how a neighbourhood that is followed stands under one scheme; who is no subject of it has status -1.

    A panel without places for scores is copied none.
    """
    if len(panel_score) > 0:
        for i in range(m):
            panel_score[u64(place) + u64(i)] = score[i]
            panel_deserved[u64(place) + u64(i)] = deserved[i]
    for i in range(m):
        panel_status[u64(place) + u64(i)] = i32(status[i] * scored[i] - i32(1 - scored[i]))
        panel_rightful[u64(place) + u64(i)] = i32(rightful[i] * scored[i] - i32(1 - scored[i]))


@lanes
def forget(m, place, size, schemes, panel_status):
    """Say of a neighbourhood that is followed that nobody is a subject, until a scheme says otherwise."""
    for turn in range(schemes):
        for i in range(m):
            panel_status[u64(turn * size + place) + u64(i)] = i32(-1)


@lanes
def follow(m, place, at, words, lives, files, panel_life, panel_files):
    """Copy the lives of a neighbourhood that is followed, as judged, and its files, if the panel has places."""
    size = len(panel_life)
    for i in range(m):
        panel_life[u64(place) + u64(i)] = lives[u64(at) + u64(i)]
    for word in range(words if len(panel_files) > 0 else 0):
        for i in range(m):
            panel_files[u64(word * size + place) + u64(i)] = files[u64(word * LANES) + u64(i)]
