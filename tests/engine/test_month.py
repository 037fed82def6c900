"""A month of a neighbourhood: what holds of the counts of every month, and who is never touched."""

from functools import cache

import numpy as np
from busy import PEOPLE, busy, busy_catalogue, busy_scheme, crew_of, follows, gain

from glasshouse.engine.world import Ready, ready
from glasshouse.life.tables import FALSELY, HAPPENED, LOST, RECORDED, STRUCK, STRUCK_WRONG
from glasshouse.measure.count import book
from glasshouse.measure.tally import ASKED, FAVOURED, REFUSED, Tallies
from glasshouse.measure.tally import PEOPLE as LIVING_PEOPLE
from glasshouse.population.library import find_world

MONTHS = 14


def lived(made: Ready, people: int = PEOPLE, months: int = MONTHS):
    """The tallies of some months, and the crew at their end."""
    tallies = Tallies.for_months(months)
    with crew_of(made, people) as crew:
        for month in range(months + 1):
            book(crew.live(month, last=month == months), month, tallies, made.service_kinds)
    return tallies, crew


@cache
def busy_lives():
    return lived(busy())


def scored(made: Ready, people: int = PEOPLE):
    """Which of the people the scheme scores."""
    pages = made.society.page[np.arange(people) // 512]
    return made.about[pages * 512 + np.arange(people) % 512] & 2 != 0


def test_every_subject_is_somewhere_in_every_month():
    tallies, _ = busy_lives()
    assert tallies.people.sum(axis=(1, 2)).tolist() == [scored(busy()).sum()] * (MONTHS + 1)


def test_people_stay_in_their_stratum():
    by_stratum = busy_lives()[0].people.sum(axis=2)
    assert (by_stratum == by_stratum[0]).all()


def grades(tallies):
    return tallies.people.sum(axis=1).reshape(-1, 4, 8).sum(axis=1)


def test_flows_lead_from_the_grades_of_last_month_to_those_of_now():
    tallies, _ = busy_lives()
    assert np.array_equal(tallies.flows[1:].sum(axis=2), grades(tallies)[:-1])
    assert np.array_equal(tallies.flows.sum(axis=1)[1:], grades(tallies)[1:])
    assert not tallies.flows[0].any()


def test_a_year_leads_from_its_first_grades_to_the_next():
    tallies, _ = busy_lives()
    assert np.array_equal(tallies.yearly[0].sum(axis=1), grades(tallies)[0])
    assert np.array_equal(tallies.yearly[0].sum(axis=0), grades(tallies)[12])


def test_those_who_entered_are_those_who_came_free_and_those_who_are_still_there():
    tallies, crew = busy_lives()
    still = tallies.living[:, 1, LIVING_PEOPLE]
    assert np.array_equal(tallies.entered.sum(axis=0)[0] - tallies.ended.sum(axis=0)[0], still[-1])
    assert tallies.at_risk[:, 0].sum() == still[:-1].sum()
    assert (crew.ready.scheme[0]["sanctions"][crew.panel.status[:PEOPLE]]).sum() == still[-1]


def test_wrong_counts_are_parts_of_all_counts():
    tallies, _ = busy_lives()
    for both in (tallies.entered, tallies.at_risk, tallies.ended):
        assert (both[..., 1] <= both[..., 0]).all()
        assert both[..., 1].any()
    assert (tallies.listed[..., 1] <= tallies.listed[..., 0]).all()
    assert (tallies.people.reshape(-1, 2, 16).sum(axis=2)[:, 1] > 0).any()


def test_events_are_parts_of_each_other():
    events = busy_lives()[0].events.sum(axis=0)
    for part, whole in ((FALSELY, RECORDED), (LOST, RECORDED), (STRUCK, RECORDED), (STRUCK_WRONG, STRUCK)):
        assert (events[:, part] <= events[:, whole]).all()
        assert events[:, part].sum() > 0
    assert (events[:, RECORDED] - events[:, FALSELY] <= events[:, HAPPENED]).all()


def test_a_request_is_refused_or_rewarded_at_most():
    asked = busy_lives()[0].asked
    assert (asked[..., REFUSED] + asked[..., FAVOURED] <= asked[..., ASKED]).all()
    assert asked[..., REFUSED].any()
    assert asked[..., FAVOURED].any()


def test_everybody_who_lives_is_either_under_sanction_or_not():
    tallies, _ = busy_lives()
    assert (tallies.living[..., LIVING_PEOPLE].sum(axis=1) == tallies.people[0].sum()).all()
    assert (tallies.living >= 0).all()


def test_minors_have_no_file_and_no_means():
    _, crew = busy_lives()
    minors = np.flatnonzero(~scored(busy()))
    assert len(minors) > 0
    assert not crew.state.files.reshape(2, -1)[:, minors].any()
    assert not crew.state.balance[minors].any()
    assert not (crew.state.life[minors] & 0x3FFF).any()


def test_nobody_lives_in_the_places_behind_the_last_person():
    _, crew = busy_lives()
    assert not crew.state.life[PEOPLE:].any()
    assert not crew.state.balance[PEOPLE:].any()
    assert not crew.state.files.reshape(2, -1)[:, PEOPLE:].any()


def busy_with(**changes):
    return ready(busy_scheme(**changes), find_world("hamlet"), busy_catalogue(), PEOPLE)


def test_who_is_not_scored_is_under_no_sanction_even_if_the_best_grade_is():
    made = busy_with(consequences=[follows({"grade": "A"}, service="finance.loan", effect="refuse")])
    tallies, crew = lived(made, months=2)
    in_grade_a = grades(tallies)[:, 0]
    assert tallies.living[:, 1, LIVING_PEOPLE].tolist() == in_grade_a.tolist()
    minors = np.flatnonzero(~scored(made))
    assert not (crew.state.life[minors] >> np.uint32(25)).any()


def test_a_scheme_does_nothing_to_whom_it_does_not_score():
    urban = {"where": {"settlement": "urban"}}
    in_force = [
        follows({"grade": "A"}, service="travel.flight", effect=gain(0.4)),
        follows({"grade": "A"}, service="finance.loan", effect="refuse"),
    ]
    with_them, without = (busy_with(subjects=urban, consequences=some) for some in (in_force, []))
    unscored = np.flatnonzero(~scored(without))
    means = [lived(made, months=4)[1].state.life[unscored] & 0x7FFFF for made in (with_them, without)]
    assert np.array_equal(*means)


def test_only_what_subjects_do_is_counted():
    everyone, some = busy_with(), busy_with(subjects={"where": {"settlement": "rural"}})
    assert scored(some).sum() < scored(everyone).sum()
    all_events, events = (lived(made, months=2)[0].events for made in (everyone, some))
    assert events[..., RECORDED].sum() < all_events[..., RECORDED].sum()
    share = scored(some).sum() / scored(everyone).sum()
    happened, all_happened = (one[..., HAPPENED].sum() for one in (events, all_events))
    assert happened < all_happened * (share + 1) / 2
