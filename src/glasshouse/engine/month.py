"""One month of a neighbourhood, as a list of calls in the order in which things happen."""

import numpy as np

from glasshouse.compiled import chunk
from glasshouse.consequence.serve import answer_requests, bear_conducts, list_requests
from glasshouse.draws import Purpose, draw
from glasshouse.life.live import (
    DUE_SLOT,
    LADDER_SLOT,
    add_events,
    bundle_up,
    come_to_pass,
    count_occasions,
    fall_due,
    keep_events,
    pair_up,
    second_halves,
)
from glasshouse.life.livelihood import climb_ladder, live_on
from glasshouse.measure.count import (
    count_flows,
    count_lists,
    count_living,
    count_people,
    count_scores,
    count_spells,
    count_years,
    find_cells,
    follow,
)
from glasshouse.observe.record import deliver, land, list_conducts, misfiled
from glasshouse.population.people import LANES
from glasshouse.population.state import RECORDS_PER_WORD, load_files, settle_in, store_files, unpack
from glasshouse.remedy.contest import decide, find_contested
from glasshouse.scheme.judge import (
    add_up,
    grade_fairly,
    grade_lanes,
    list_records,
    settle_balance,
    start_judging,
    weigh_records,
)

i32, u32, u64 = np.int32, np.uint32, np.uint64
OF_MONTH, OCCASION, RECORD = u32(Purpose.MONTH), u32(Purpose.OCCASION), u32(Purpose.RECORD)
CONTEST, DUE = u32(Purpose.CONTEST), u32(Purpose.DUE)

# Entries of the clock: what kind of month it is.
MONTH, AGES, YEAR_TURNS, CLEAN_TURNS, HISTOGRAM, LIVES, CALENDAR = range(7)


@chunk
def live_a_month(
    begin, end, first_block, people, real, keys, clock, services, words, about_of, so, life, livelihood, observation,
    scheme, remedy, st, t, panel_at, panel_score, panel_deserved, panel_status, panel_wrongly, panel_life,
    panel_files, people_room, occasion_room, record_room, event_room, files,
):  # fmt: skip
    """One month of the neighbourhoods ``begin`` to ``end`` of the state, counted in ``t``.

    Parameters
    ----------
    first_block : int
        The neighbourhood of the world with which the state begins.
    people, real : int
        Places in the state (a multiple of 512) and people who live there.
    keys : uint64 array [20]
        The round keys of the seed.
    clock : int64 array [7]
        What kind of month it is; see the constants above.
    services, words : int
        Number of services; words of a file.
    about_of : uint8 array [P*512]
        What matters about each place of a page: adult, scored << 1, income fifth << 2.
    so : Society
    life, livelihood, observation, scheme, remedy : record arrays of one
        The tables of the same names; see ``scratch.as_record``.
    st, t : State, Counters
        Read and written. Different calls on disjoint neighbourhoods with their own ``t`` and scratch may run at once.
    panel_at, ... : arrays
        Where the neighbourhoods that are followed are copied to, as judged; see ``crew.Panel``.
    people_room, occasion_room, record_room, event_room, files : arrays
        Scratch of this thread; see ``scratch.new_scratch``.
    """
    month, is_first = u32(clock[MONTH]), i32(clock[MONTH] == 0)
    p, o, r, e = people_room[0], occasion_room[0], record_room[0], event_room[0]
    li, lv, ob, sc, re = life[0], livelihood[0], observation[0], scheme[0], remedy[0]
    start, slots = sc.scale[0], words * RECORDS_PER_WORD
    for block in range(begin, end):
        at = block * LANES
        m = min(LANES, real - at)
        first = u32((first_block + block) * LANES)

        # who lives here, and how
        settle_in(
            m,
            so.page[first_block + block] * LANES,
            so.stratum,
            so.temper,
            about_of,
            p.stratum,
            p.temper,
            p.about,
        )
        unpack(
            m, at, st.life, st.balance, p.balance, p.money, p.strain, p.job, p.debt, p.grade, p.year_grade, p.spell,
            p.wrongly_in,
        )  # fmt: skip
        load_files(m, at, people, words, st.files, files)

        # the first of the month: age the file, judge it
        start_judging(m, start, p.balance, p.score, p.taint, p.marks, p.young, p.gone)
        held = list_records(m, words, files, p.who, r.lane, r.place, r.record)
        weigh_records(held, i32(clock[AGES]), r.record, sc.points, sc.bonds, r.renewed, r.value, r.marks, r.bad, r.left)
        add_up(
            held, r.lane, r.place, r.renewed, r.value, r.marks, r.bad, r.left, files, p.score, p.taint, p.marks,
            p.young, p.gone,
        )  # fmt: skip
        settle_balance(
            m,
            i32(clock[CLEAN_TURNS]),
            sc.scale,
            p.about,
            p.balance,
            p.score,
            p.taint,
            p.young,
            p.gone,
            p.deserved,
        )
        grade_lanes(
            m, sc.floors, sc.scale, sc.sanctions, p.about, p.score, p.marks, p.status, p.sanctioned, p.wrongly,
            p.spared,
        )  # fmt: skip
        grade_fairly(
            m, sc.floors, sc.scale, sc.sanctions, p.about, p.who, p.marks, p.deserved, p.status, p.sanctioned,
            p.wrongly, p.spared,
        )  # fmt: skip

        if panel_at[block] >= 0:
            follow(
                m, panel_at[block] * LANES, at, words, p.score, p.deserved, p.status, p.wrongly, st.life, files,
                panel_score, panel_deserved, panel_status, panel_wrongly, panel_life, panel_files,
            )  # fmt: skip

        # tally
        find_cells(m, p.stratum, p.about, p.status, sc.scale[5], p.wrongly, p.cell)
        count_people(m, p.cell, t.people)
        count_lists(m, p.who, p.status, p.spared, p.cell, t.listed)
        count_flows(m, p.who, is_first, p.status, p.cell, p.grade, t.flows)
        if clock[YEAR_TURNS]:
            count_years(m, is_first, p.grade, p.cell, p.year_grade, t.yearly)
        count_spells(m, p.who, p.sanctioned, p.spared, p.spell, p.wrongly_in, t.entered, t.at_risk, t.ended)
        count_living(m, p.cell, p.sanctioned, p.who, p.money, p.strain, p.job, p.debt, t.living)
        if clock[HISTOGRAM]:
            count_scores(m, p.cell, p.score, sc.scale[7], sc.scale[6], t.scores)
        if not clock[LIVES]:
            continue

        # wrong or settled records are contested
        contested = find_contested(m, p.marks, p.who)
        for word in range(words):
            p.kind[:] = word
            draw(
                contested, first, month, CONTEST, keys, p.who.view(u64), p.kind.view(u64), e.a.view(u64),
                e.b.view(u64), e.c.view(u64), e.d.view(u64),
            )  # fmt: skip
            decide(
                contested,
                word,
                files,
                p.who,
                p.stratum,
                e.a,
                e.b,
                e.c,
                e.d,
                sc.points,
                re.struck,
                re.reach,
                t.events,
            )

        # occasions come, and some become conduct or a request
        draw(
            m, first, month, OF_MONTH, keys, p.own.view(u64), p.zero.view(u64), p.a.view(u64), p.b.view(u64),
            p.c.view(u64), p.d.view(u64),
        )  # fmt: skip
        bundle_up(m, p.stratum, p.status, p.sanctioned, p.temper, p.strain, p.bundle)
        count_occasions(m, p.stratum, p.a, li.counts, p.count)
        pairs = pair_up(m, p.count, p.who, o.pair_lane, o.pair_number)
        draw(
            pairs, first, month, OCCASION, keys, o.pair_lane.view(u64), o.pair_number.view(u64), o.a.view(u64),
            o.b.view(u64), o.c.view(u64), o.d.view(u64),
        )  # fmt: skip
        come_to_pass(
            pairs,
            o.pair_lane,
            o.a,
            o.b,
            p.bundle,
            li.alias,
            li.likely,
            li.sways,
            li.false_from,
            o.kind,
            o.result,
        )
        events = keep_events(
            pairs,
            0,
            o.pair_lane,
            o.pair_number,
            o.kind,
            o.result,
            o.which,
            0,
            e.lane,
            e.kind,
            e.result,
            e.slot,
        )
        second = second_halves(
            pairs, p.count, o.pair_lane, o.pair_number, o.c, o.d, o.which, o.lane, o.number, o.pick, o.mark
        )
        come_to_pass(
            second,
            o.lane,
            o.pick,
            o.mark,
            p.bundle,
            li.alias,
            li.likely,
            li.sways,
            li.false_from,
            o.kind,
            o.result,
        )
        events = keep_events(
            second, 1, o.lane, o.number, o.kind, o.result, o.which, events, e.lane, e.kind, e.result, e.slot
        )

        # scheduled conducts fall due; the debt ladder moves
        for which in range(3):
            kind = li.due_kind[which]
            if kind > 0 and (clock[CALENDAR] - li.due_month[which]) % li.due_every[which] == 0:
                if which > 0:
                    p.kind[:] = which
                    draw(
                        m, first, month, DUE, keys, p.own.view(u64), p.kind.view(u64), p.d.view(u64),
                        o.b.view(u64), o.c.view(u64), o.d.view(u64),
                    )  # fmt: skip
                fall_due(
                    m,
                    which,
                    kind,
                    p.d,
                    li.due_likely,
                    li.sways,
                    li.due_false_from,
                    p.about,
                    p.bundle,
                    p.result,
                )
                events = add_events(
                    m,
                    kind,
                    DUE_SLOT + which,
                    p.kind,
                    p.result,
                    p.who,
                    events,
                    e.lane,
                    e.kind,
                    e.result,
                    e.slot,
                )
        climb_ladder(
            m, p.b, p.about, p.debt, p.money, p.strain, lv.falls, lv.falls_hardship, lv.falls_into, lv.falls_kind,
            lv.slips, lv.cures, lv.burden, lv.cures_into, lv.cures_kind, lv.needs, p.kind, p.result,
        )  # fmt: skip
        events = add_events(m, i32(0), LADDER_SLOT, p.kind, p.result, p.who, events, e.lane, e.kind, e.result, e.slot)

        # sources record, and err; what was done has its effects
        conducts = list_conducts(events, e.lane, e.kind, e.slot, li.service, e.which, e.own_lane, e.own_slot)
        draw(
            conducts, first, month, RECORD, keys, e.own_lane.view(u64), e.own_slot.view(u64), e.a.view(u64),
            e.b.view(u64), e.c.view(u64), e.d.view(u64),
        )  # fmt: skip
        land(
            conducts, e.which, e.own_lane, e.kind, e.result, p.status, p.about, e.a, e.b, ob.coverage, sc.watched,
            ob.wrong_person, e.where,
        )  # fmt: skip
        sent = misfiled(conducts, e.which, e.where, e.kind, e.c, e.sent_to, e.sent)
        bear_conducts(
            conducts, slots, files, e.which, e.kind, e.result, e.where, e.own_lane, p.about, p.money, p.strain, p.job,
            p.debt, li.then_money, li.then_strain, li.then_job, li.then_debt, sc.leaves, sc.value, sc.bonds, sc.cap,
            sc.cap_months, sc.weight, t.events, t.moved_points,
        )  # fmt: skip
        deliver(
            m, sent, slots, files, e.sent_to, e.sent, p.about, sc.value, sc.cap, sc.cap_months, sc.weight, t.events,
            t.moved_points,
        )  # fmt: skip

        # services are asked for: granted, refused
        requests = list_requests(events, e.lane, e.kind, li.service, e.own_lane, e.own_slot)
        answer_requests(
            requests, services, e.own_lane, e.own_slot, p.stratum, p.about, p.status, p.money, p.strain, p.job, p.debt,
            li.service, li.asked_by, li.then_money, li.then_strain, li.then_job, li.then_debt, sc.effect, sc.reward,
            t.asked,
        )  # fmt: skip

        # livelihood follows; all is stored
        live_on(
            m, at, p.b, p.c, p.about, p.status, p.sanctioned, sc.bears, lv.job_changes, lv.income, lv.usual, lv.pays,
            lv.strain_of_job, lv.constants, p.money, p.strain, p.job, p.debt, p.grade, p.year_grade, p.spell,
            p.wrongly_in, st.life,
        )  # fmt: skip
        store_files(m, at, people, words, st.files, files, st.balance, p.balance)
