"""Counting while people live: each thread adds to rows of its own, and the rows are added up at the end."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.compiled import lanes
from glasshouse.life.tables import COLUMNS, KINDS
from glasshouse.measure.tally import GRADES, LISTS, LIVING, SPELL, Tallies
from glasshouse.population.people import LANES, STRATA
from glasshouse.scheme.tables import BINS

I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]

i32, u32, u64 = np.int32, np.uint32, np.uint64
CELLS = 32


class Counters(NamedTuple):
    """One month's counts, a row a thread."""

    people: I64  # [threads, S*32]
    listed: I64  # [threads, LISTS*2]
    flows: I64  # [threads, 64]
    yearly: I64  # [threads, 64]
    entered: I64  # [threads, 2]
    at_risk: I64  # [threads, SPELL*2]
    ended: I64  # [threads, SPELL*2]
    events: I64  # [threads, KINDS*COLUMNS]
    asked: I32  # [threads, 3*S*services]
    living: I64  # [threads, 2*LIVING]
    scores: I64  # [threads, BINS]
    moved_points: I64  # [threads, KINDS*2]


def counters(threads: int, services: int) -> Counters:
    """Empty counters for ``threads`` threads and ``services`` services."""

    def zeros(size: int) -> I64:
        return np.zeros((threads, size), np.int64)

    return Counters(
        zeros(STRATA * CELLS), zeros(LISTS * 2), zeros(GRADES * GRADES), zeros(GRADES * GRADES), zeros(2),
        zeros(SPELL * 2), zeros(SPELL * 2), zeros(KINDS * COLUMNS),
        np.zeros((threads, 3 * STRATA * services), np.int32), zeros(2 * LIVING),
        zeros(BINS), zeros(KINDS * 2),
    )  # fmt: skip


def book(counts: Counters, month: int, tallies: Tallies, service_kinds: I64) -> None:
    """Add one month's counts to the tallies and empty them; ``month`` counts from 0, the last judgement is T."""
    sums = Counters(*(rows.sum(axis=0, dtype=np.int64) for rows in counts))
    tallies.people[month] += sums.people.reshape(STRATA, CELLS)
    tallies.listed[month] += sums.listed.reshape(LISTS, 2)
    flows = sums.flows.reshape(GRADES, GRADES)
    if month > 0:
        by_grade = sums.people.reshape(-1, CELLS // GRADES, GRADES).sum(axis=(0, 1))
        np.fill_diagonal(flows, by_grade - flows.sum(axis=0))
    tallies.flows[month] += flows
    tallies.entered[month] += sums.entered
    tallies.at_risk += sums.at_risk.reshape(SPELL, 2)
    tallies.ended += sums.ended.reshape(SPELL, 2)
    everybody, held = sums.living.reshape(2, LIVING)
    tallies.living[month] += np.stack([everybody - held, held])
    if month % 12 == 0 and month > 0:
        tallies.yearly[month // 12 - 1] += sums.yearly.reshape(GRADES, GRADES)
    months = len(tallies.events)
    if month % 12 == 0 or month == months:
        tallies.scores[-(-month // 12)] += sums.scores
    if month < months:
        tallies.events[month] += sums.events.reshape(KINDS, COLUMNS)
        tallies.asked[:, service_kinds] += np.moveaxis(sums.asked.reshape(3, STRATA, len(service_kinds)), 0, 2)
        tallies.moved_points += sums.moved_points.reshape(KINDS, 2)
    for rows in counts:
        rows[:] = 0


@lanes
def find_cells(m, stratum, about, status, sanctioning, wrongly, cell):
    """The cell of the table of people that each lane falls into, or -1 for who is not scored."""
    for i in range(m):
        grade = i32(status[i] & 7)
        on = i32(((status[i] >> 3) & sanctioning) != 0)
        here = i32(i32(stratum[i] << 5) + grade + i32(on << 3) + i32(wrongly[i] << 4))
        scored = i32((about[i] >> 1) & 1)
        cell[i] = i32(here * scored - i32(1 - scored))


@lanes
def count_people(m, cell, people):
    """One more in the cell of every lane."""
    for i in range(m):
        if cell[i] >= 0:
            people[u32(cell[i])] += 1


@lanes
def count_lists(m, who, status, spared, cell, listed):
    """People on each list, and of them those whom wrong records alone keep under sanction."""
    n = u64(0)
    for i in range(m):
        who[n] = i32(i)
        n += u64(i32(status[i] >= 8) & i32(cell[i] >= 0))
    for z in range(n):
        i = u32(who[z])
        for which in range(LISTS):
            on = (status[i] >> (3 + which)) & 1
            listed[2 * which] += on
            listed[2 * which + 1] += on & spared[i]


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
def count_spells(m, who, sanctioned, spared, spell, wrongly_in, entered, at_risk, ended):
    """Months under sanction: who is at risk of coming free, who does, who enters and how; spells are renewed."""
    n = u64(0)
    for i in range(m):
        who[n] = i32(i)
        n += u64((spell[i] | sanctioned[i]) != 0)
    for z in range(n):
        i = u32(who[z])
        months, held, how = spell[i], sanctioned[i], wrongly_in[i]
        if months > 0:
            at_risk[2 * months] += 1
            at_risk[2 * months + 1] += how
            ended[2 * months] += 1 - held
            ended[2 * months + 1] += how * (1 - held)
        else:
            how = spared[i]
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


def row_of(counts: Counters, thread: int) -> Counters:
    """The counters of one thread, as plain arrays."""
    return Counters(
        counts.people[thread], counts.listed[thread], counts.flows[thread], counts.yearly[thread],
        counts.entered[thread], counts.at_risk[thread], counts.ended[thread], counts.events[thread],
        counts.asked[thread], counts.living[thread], counts.scores[thread], counts.moved_points[thread],
    )  # fmt: skip


@lanes
def follow(
    m, place, at, words, score, deserved, status, wrongly, lives, files,
    panel_score, panel_deserved, panel_status, panel_wrongly, panel_life, panel_files,
):  # fmt: skip
    """Copy a neighbourhood that is followed, as it was judged."""
    size = len(panel_life)
    for i in range(m):
        panel_score[place + i] = score[i]
        panel_deserved[place + i] = deserved[i]
        panel_status[place + i] = status[i]
        panel_wrongly[place + i] = wrongly[i]
        panel_life[place + i] = lives[at + i]
    for word in range(words):
        for i in range(m):
            panel_files[word * size + place + i] = files[word * LANES + i]
