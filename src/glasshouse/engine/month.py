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
    trace_events,
)
from glasshouse.life.livelihood import climb_ladder, live_on
from glasshouse.measure.count import (
    count_flows,
    count_lists,
    count_living,
    count_people,
    count_records,
    count_scores,
    count_spells,
    count_years,
    find_cells,
    follow,
    follow_standing,
    forget,
)
from glasshouse.observe.record import (
    age_records,
    deliver,
    land,
    list_conducts,
    list_records,
    misfiled,
    return_records,
)
from glasshouse.population.people import LANES
from glasshouse.population.state import (
    RECORDS_PER_WORD,
    keep_standing,
    load_beside,
    load_files,
    settle_in,
    store_beside,
    store_files,
    take_standing,
    unpack,
)
from glasshouse.population.ties import be_heard, load_drag, meet_friends, publish, spend_year
from glasshouse.remedy.contest import decide, find_contested
from glasshouse.scheme.judge import (
    add_up,
    count_all,
    count_within_limits,
    grade_fairly,
    grade_lanes,
    hear,
    join_up,
    limit_grades,
    list_by_record,
    list_debtors,
    look_closer,
    open_accounts,
    pick_members,
    settle_balance,
    start_joining,
    start_judging,
    sum_accounts,
    weigh_records,
)

i32, u32, u64 = np.int32, np.uint32, np.uint64
OF_MONTH, OCCASION, RECORD = u32(Purpose.MONTH), u32(Purpose.OCCASION), u32(Purpose.RECORD)
CONTEST, DUE = u32(Purpose.CONTEST), u32(Purpose.DUE)

# Entries of the clock: what kind of month it is.
MONTH, AGES, LIVES, CALENDAR = range(4)


@chunk
def live_a_month(
    begin, end, first_block, people, real, seed, keys, clock, clocks, services, words, schemes, about_of, member_of,
    here, filing, elsewhere, so, life, livelihood, observation, file, scheme, joint, remedy, st, echo, drag, listed, t,
    panel_at, panel_score, panel_deserved, panel_status, panel_wrongly, panel_life, panel_files, most_traced, traced,
    trace_order, trace_what, people_room, occasion_room, record_room, event_room, files,
):  # fmt: skip
    """One month of the neighbourhoods ``begin`` to ``end`` of the state, counted in ``t``.

    Parameters
    ----------
    first_block : int
        The neighbourhood of the world with which the state begins.
    people, real : int
        Places in the state (a multiple of 512) and subjects who live there.
    seed, keys : uint32 array [3], uint64 array [20]
        The words of the seed and the share of people who spend a year elsewhere (65,536ths); and its round keys.
    clock, clocks : int64 arrays [4], [K, 8]
        What kind of month it is, see the constants above; and for each scheme, see ``world.Ready.clocks``.
    services, words, schemes : int
        Number of services; words of a file; number of schemes that read it.
    about_of, member_of : uint8 arrays [P*512]
        What matters about each place of a page: adult, has a file << 1, rank of means << 2; and the schemes that it is
        a subject of, one bit each.
    here : uint8 array [B]
        The schemes that hold in each neighbourhood of the world.
    elsewhere : uint8 array [4096 or 0]
        The same of neighbourhoods that stand for the places where people may spend a year.
    so : Society
    filing : uint8 array [B]
        Which of ``file`` and ``remedy`` each neighbourhood of the world goes by.
    life, livelihood, observation, joint : record arrays of one
        The tables of the same names; see ``scratch.as_record``.
    file, remedy : record arrays [F]
        Likewise, for each set of schemes that read files together.
    scheme : record array [K]
        SchemeTables of each scheme.
    st, t : State, Counters
        Read and written. Different calls on disjoint neighbourhoods with their own ``t`` and scratch may run at once.
    echo : int16 array [F*N]
        Where this month's scores are left for friends to read in the next; ``st.echo`` is last month's.
    drag, listed : uint32 arrays [N or 0]
        Lists of linked subjects a month ago, and where this month's are left; four bits a scheme. The last bit of
        ``drag`` is 1 for who works in a listed firm.
    panel_at, ... : arrays
        Where the neighbourhoods that are followed are copied to, as judged; see ``crew.Panel``.
    most_traced, traced, trace_order, trace_what : int, arrays [F], [F*most_traced] twice
        Where the events of the neighbourhoods that are followed are left, if that is asked for; see ``crew.Trace``.
    people_room, occasion_room, record_room, event_room, files : arrays
        Scratch of this thread; see ``scratch.new_scratch``.
    """
    month, calendar = u32(clock[MONTH]), i32(clock[CALENDAR])
    p, o, r, e = people_room[0], occasion_room[0], record_room[0], event_room[0]
    li, lv, ob, jo = life[0], livelihood[0], observation[0], joint[0]
    slots, size = words * RECORDS_PER_WORD, len(panel_life)
    for block in range(begin, end):
        at = block * LANES
        m = min(LANES, real - at)
        first = u32((first_block + block) * LANES)
        fi, re = file[filing[first_block + block]], remedy[filing[first_block + block]]

        # who lives here, and how
        settle_in(
            m, so.page[first_block + block] * LANES, so.stratum, so.temper, about_of, member_of,
            here[first_block + block], p.stratum, p.temper, p.about, p.mask,
        )  # fmt: skip
        if len(elsewhere) > 0:
            spend_year(
                m, first, u32(month // u32(12)), seed[0], seed[1], seed[2], so.page[first_block + block] * LANES,
                member_of, elsewhere, p.about, about_of, p.mask,
            )  # fmt: skip
        unpack(m, at, st.life, st.balance, p.money, p.strain, p.job, p.debt, p.standing)
        load_beside(m, at, people, schemes, st.beside, p.standing)
        load_drag(m, at, drag, p.drag)
        load_files(m, at, people, words, st.files, files)
        if panel_at[block] >= 0 and clock[AGES] == 0:
            follow(m, panel_at[block] * LANES, at, words, st.life, files, panel_life, panel_files)

        # the first of the month: the file grows older
        held = list_records(m, words, files, p.who, r.lane, r.place, r.record)
        age_records(held, i32(clock[AGES]), fi.kept, fi.decided, r.record, r.due)
        return_records(held, r.lane, r.place, r.record, files)
        if panel_at[block] >= 0 and clock[AGES] != 0:
            follow(m, panel_at[block] * LANES, at, words, st.life, files, panel_life, panel_files)

        # and is judged, by one scheme after the other
        if panel_at[block] >= 0:
            forget(m, panel_at[block] * LANES, size, schemes, panel_status)
        count_all(held, r.record, r.counts)
        start_joining(m, schemes, p.drag, p.held, p.bars, p.watch, p.statuses, p.spells)
        for step in range(schemes):
            turn = clocks[step, 4]
            sc, is_new = scheme[turn], i32(clocks[turn, 0])
            if pick_members(m, turn, p.mask, p.scored) == 0:
                if sc.scale[13] > 0:  # who is no subject any more is no longer heard by friends
                    be_heard(m, sc.scale[13] - 1, people, at, p.score, p.scored, echo)
                continue
            take_standing(m, turn, p.standing, p.balance, p.grade, p.year_grade, p.spell, p.wrongly_in)
            if sc.scale[17] != 0:
                count_within_limits(
                    m, held, slots, calendar, r.lane, r.place, r.record, files, sc.points, sc.bonds, p.young, r.which,
                    r.counts,
                )  # fmt: skip
            start_judging(m, sc.scale[0], p.balance, p.score, p.taint, p.marks, p.young, p.gone)
            if sc.scale[10] > 0:
                open_accounts(m, sc.scale[10], p.stratum, sc.accounts, sc.opens, p.score, p.taint)
            weigh_records(
                held, i32(clock[AGES]), r.record, r.counts, sc.points, sc.bonds, r.value, r.tainted, r.into, r.marks,
                r.bad, r.left, r.begins,
            )  # fmt: skip
            if sc.scale[17] != 0:
                count_all(held, r.record, r.counts)
            for which in range(4):
                if (sc.scale[16] >> which) & 1:
                    list_by_record(held, i32(which), r.record, sc.stays, r.marks)
            add_up(
                held, r.lane, r.value, r.tainted, r.into, r.marks, r.bad, r.left, p.score, p.taint, p.marks, p.young,
                p.gone,
            )  # fmt: skip
            for heard in range(sc.scale[12]):
                hears = 6 * heard
                hear(
                    m, sc.heard[hears], sc.heard[hears + 1], sc.heard[hears + 2], sc.heard[hears + 3],
                    sc.heard[hears + 4], sc.heard[hears + 5], p.statuses, p.drag, p.score, p.marks,
                )  # fmt: skip
            if sc.scale[13] > 0:
                meet_friends(
                    m, sc.scale[13] - 1, people, first_block, block, real, seed[0], seed[1], st.echo, sc.scale[1],
                    sc.scale[2] - sc.scale[1], p.whole, p.friends, p.knows,
                )  # fmt: skip
            if sc.scale[10] > 0:
                sum_accounts(
                    m, sc.scale[10], sc.scale[9], clocks[turn, 3], sc.accounts, sc.feeds, p.money, p.job, p.debt,
                    p.friends, p.knows, p.balance, p.score, p.taint, p.whole, p.fair, p.lives,
                )  # fmt: skip
            if sc.scale[14] != 0:
                limit_grades(m, p.stratum, sc.best, p.marks)
            if sc.scale[11] != 0:
                list_debtors(m, p.debt, sc.scale[11], p.marks)
            settle_balance(
                m, i32(clocks[turn, 1]), sc.scale, p.scored, p.balance, p.score, p.taint, p.young, p.gone, p.deserved
            )
            grade_lanes(
                m, i32(clocks[turn, 2]), sc.floors, sc.scale, sc.sanctions, p.scored, p.grade, p.score, p.marks,
                p.fresh, p.status, p.sanctioned, p.wrongly, p.spared,
            )  # fmt: skip
            grade_fairly(
                m, sc.floors, sc.scale, sc.sanctions, p.scored, p.who, p.marks, p.deserved, p.fresh, p.status,
                p.sanctioned, p.wrongly, p.spared,
            )  # fmt: skip
            if panel_at[block] >= 0:
                follow_standing(
                    m, panel_at[block] * LANES + turn * size, p.score, p.deserved, p.status, p.wrongly, p.scored,
                    panel_score, panel_deserved, panel_status, panel_wrongly,
                )  # fmt: skip
            if sc.scale[13] > 0:
                be_heard(m, sc.scale[13] - 1, people, at, p.score, p.scored, echo)

            # tally
            find_cells(m, p.stratum, p.scored, p.status, sc.scale[5], p.wrongly, p.cell)
            count_people(m, p.cell, t.people[turn])
            count_records(held, r.lane, r.record, r.begins, p.scored, t.moved[turn])
            count_lists(m, p.who, p.status, p.spared, p.cell, t.listed[turn])
            count_flows(m, p.who, is_new, p.status, p.cell, p.grade, t.flows[turn])
            if clocks[turn, 5]:
                count_years(m, is_new, p.grade, p.cell, p.year_grade, t.yearly[turn])
            count_spells(
                m, p.who, p.sanctioned, p.spared, p.cell, p.spell, p.wrongly_in, t.entered[turn], t.at_risk[turn],
                t.ended[turn],
            )  # fmt: skip
            count_living(m, p.cell, p.sanctioned, p.who, p.money, p.strain, p.job, p.debt, t.living[turn])
            if clocks[turn, 6]:
                count_scores(m, p.cell, p.score, sc.scale[7], sc.scale[6], t.scores[turn])
            keep_standing(m, turn, p.scored, p.balance, p.grade, p.year_grade, p.spell, p.wrongly_in, p.standing)
            if clocks[turn, 7] == 0:
                continue
            join_up(m, turn, p.status, p.sanctioned, p.spell, p.scored, sc.bears, p.statuses, p.spells, p.held, p.bars)
            if sc.scale[15] != 0:
                look_closer(m, p.status, p.scored, sc.watched, p.watch)
        publish(m, at, schemes, p.statuses, listed)
        if not clock[LIVES]:
            continue

        # wrong or settled records are contested
        contested = find_contested(
            held, slots, r.lane, r.place, r.record, r.due, files, r.which, e.own_lane, e.own_slot
        )
        draw(
            contested, first, month, CONTEST, keys, e.own_lane.view(u64), e.own_slot.view(u64), e.a.view(u64),
            e.b.view(u64), e.c.view(u64), e.d.view(u64),
        )  # fmt: skip
        decide(contested, r.which, r.place, r.record, files, e.own_lane, p.stratum, e.a, re.struck, re.reach, t.events)

        # occasions come, and some become conduct or a request
        draw(
            m, first, month, OF_MONTH, keys, p.own.view(u64), p.zero.view(u64), p.a.view(u64), p.b.view(u64),
            p.c.view(u64), p.d.view(u64),
        )  # fmt: skip
        bundle_up(m, p.stratum, p.mask, li.classes, p.held, p.temper, p.strain, p.bundle)
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
            conducts, e.which, e.own_lane, e.kind, e.result, p.watch, e.a, e.b, ob.coverage, ob.wrong_person, e.where
        )  # fmt: skip
        sent = misfiled(conducts, e.which, e.where, e.kind, e.c, e.sent_to, e.sent)
        bear_conducts(
            conducts, slots, files, e.which, e.kind, e.result, e.where, e.own_lane, p.about, p.money, p.strain, p.job,
            p.debt, li.then_money, li.then_strain, li.then_job, li.then_debt, fi.settles, fi.settled_by, calendar,
            fi.most, fi.weight, t.events,
        )  # fmt: skip
        deliver(m, sent, slots, files, e.sent_to, e.sent, p.about, calendar, fi.most, fi.weight, t.events)

        # services are asked for: granted, refused
        requests = list_requests(events, e.lane, e.kind, li.service, e.own_lane, e.own_slot)
        answer_requests(
            requests, services, schemes, slots, files, e.own_lane, e.own_slot, p.stratum, p.about, p.statuses, p.spells,
            p.money, p.strain, p.job, p.debt, li.service, li.asked_by, li.then_money, li.then_strain, li.then_job,
            li.then_debt, jo.effect, jo.reward, jo.patience, fi.logged, calendar, fi.most, fi.weight, t.events,
            t.answered, t.asked, e.sent,
        )  # fmt: skip

        if panel_at[block] >= 0 and len(traced) > 0:
            trace_events(
                events, panel_at[block], most_traced, e.lane, e.kind, e.result, e.slot, li.service, e.sent, traced,
                trace_order, trace_what,
            )  # fmt: skip

        # livelihood follows; all is stored
        take_standing(m, 0, p.standing, p.balance, p.grade, p.year_grade, p.spell, p.wrongly_in)
        live_on(
            m, at, p.b, p.c, p.about, p.bars, p.held, lv.job_changes, lv.income, lv.usual, lv.pays,
            lv.strain_of_job, lv.constants, p.money, p.strain, p.job, p.debt, p.grade, p.year_grade, p.spell,
            p.wrongly_in, st.life,
        )  # fmt: skip
        store_beside(m, at, people, schemes, st.beside, p.standing)
        store_files(m, at, people, words, st.files, files, st.balance, p.balance)
