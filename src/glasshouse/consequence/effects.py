"""What the events of a month lead to: conduct is recorded and has its effects, services are granted or refused."""

from glasshouse.base.compiled import room
from glasshouse.consequence.serve import answer_requests, apply_conducts, list_requests
from glasshouse.observe.errors.wrong_person import deliver
from glasshouse.observe.recording import draw_marks, land_records
from glasshouse.population.state import RECORDS_PER_WORD


@room
def record_conducts(here, size, desk, rules, file, chance, events, tallies):
    """Sources record conduct, and err; what was done has its effects."""
    p, e, li, slots = desk.lanes[0], desk.events[0], rules.life[0], size.words * RECORDS_PER_WORD
    conducts = draw_marks(here, desk, rules, chance, events)
    sent = land_records(desk, rules, conducts)
    apply_conducts(
        conducts, slots, desk.files, e.which, e.kind, e.result, e.where, e.own_lane, p.about, p.money, p.strain, p.job,
        p.debt, li.then_money, li.then_strain, li.then_job, li.then_debt, file, here.calendar,
        tallies.events,
    )  # fmt: skip
    deliver(here.m, sent, slots, desk.files, e.sent_to, e.sent, p.about, here.calendar, file, tallies.events)


@room
def answer_all(here, size, desk, rules, file, events, tallies):
    """Services are asked for, and granted, granted with a reward, or refused."""
    p, e, li, jo, slots = (
        desk.lanes[0], desk.events[0], rules.life[0], rules.joint[0], size.words * RECORDS_PER_WORD
    )  # fmt: skip
    requests = list_requests(events, e.lane, e.kind, li.service, e.own_lane, e.own_slot)
    answer_requests(
        requests, size.services, size.schemes, slots, li.bits, desk.files, e.own_lane, e.own_slot, p.stratum, p.about,
        p.statuses, p.spells, p.money, p.strain, p.job, p.debt, li.service, li.asked_by, li.then_money, li.then_strain,
        li.then_job, li.then_debt, jo.effect, jo.reward, jo.patience, file, here.calendar, tallies.events,
        tallies.answered, tallies.asked, e.sent,
    )  # fmt: skip
