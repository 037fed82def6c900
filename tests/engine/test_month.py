"""A month of a neighbourhood: what holds of the counts of every month, and who is never touched."""

from functools import cache

import numpy as np
from busy import (
    CREDIT,
    PEOPLE,
    SCHEME,
    YEARLY,
    busy,
    busy_catalogue,
    busy_scheme,
    follows,
    gain,
    placements,
    share,
    simulator_of,
    together,
)

from glasshouse.engine.world import Ready, ready
from glasshouse.life.tables import FALSELY, HAPPENED, LOST, RECORDED, STRUCK, STRUCK_WRONG
from glasshouse.measure.count import book
from glasshouse.measure.registry import listed_cells, wrongly_cells
from glasshouse.measure.tally import ASKED, FAVOURED, REFUSED, Tallies
from glasshouse.measure.tally import PEOPLE as LIVING_PEOPLE
from glasshouse.measure.wrongful import ANY, LISTED, RIGHTLY, WRONGLY
from glasshouse.population.library import find_world
from glasshouse.population.people import PEOPLE as PEOPLE_CAST
from glasshouse.population.state import UNKNOWN

MONTHS = 14


def lived(made: Ready, people: int = PEOPLE, months: int = MONTHS):
    """The tallies of some months under the first scheme, and the simulator at their end."""
    tallies, simulator = all_lived(made, people, months)
    return tallies[0], simulator


def all_lived(made: Ready, people: int = PEOPLE, months: int = MONTHS):
    """The tallies of some months under each scheme, and the simulator at their end."""
    tallies = [Tallies.for_months(months) for _ in range(made.schemes)]
    values = np.stack([one["value"] for one in made.editions[0].scheme]).astype(np.int64)
    with simulator_of(made, people) as simulator:
        for month in range(months + 1):
            book(
                simulator.simulate(month, last=month == months), [month] * made.schemes, tallies, made.service_kinds,
                made.numbers.rows, values,
            )  # fmt: skip
    return tallies, simulator


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
    tallies, simulator = busy_lives()
    still = tallies.living[:, 1, LIVING_PEOPLE]
    assert np.array_equal(tallies.entered.sum(axis=0)[0] - tallies.ended.sum(axis=0)[0], still[-1])
    assert tallies.at_risk[:, 0].sum() == still[:-1].sum()
    status = simulator.panel.status[:PEOPLE]
    assert simulator.ready.editions[0].scheme[0]["sanctions"][status[status >= 0]].sum() == still[-1]


def test_wrong_counts_are_parts_of_all_counts():
    tallies, _ = busy_lives()
    for both in (tallies.entered, tallies.at_risk, tallies.ended):
        assert (both[..., 1] <= both[..., 0]).all()
        assert both[..., 1].any()
    assert (tallies.people.reshape(-1, 2, 16).sum(axis=2)[:, 1] > 0).any()


def test_who_is_under_sanction_by_wrong_records_is_the_same_in_both_counts():
    tallies, _ = busy_lives()
    by_cell = tallies.people.sum(axis=1)
    assert by_cell[:, wrongly_cells()].sum(axis=1).tolist() == tallies.held[:, ANY, WRONGLY].tolist()
    listed = by_cell[:, listed_cells()].sum(axis=1)
    assert listed.tolist() == tallies.held[:, LISTED, [RIGHTLY, WRONGLY]].sum(axis=1).tolist()


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
    _, simulator = busy_lives()
    minors = np.flatnonzero(~scored(busy()))
    assert len(minors) > 0
    assert not simulator.state.files.reshape(2, -1)[:, minors].any()
    assert not simulator.state.balance[minors].any()
    assert not (simulator.state.life[minors] & 0x3FFF).any()


def test_nobody_lives_in_the_places_behind_the_last_person():
    _, simulator = busy_lives()
    assert not simulator.state.life[PEOPLE:].any()
    assert not simulator.state.balance[PEOPLE:].any()
    assert not simulator.state.files.reshape(2, -1)[:, PEOPLE:].any()


def busy_with(**changes):
    return ready(busy_scheme(**changes), find_world("hamlet"), busy_catalogue(), PEOPLE)


def test_who_is_not_scored_is_under_no_sanction_even_if_the_best_grade_is():
    made = busy_with(consequences=[follows({"grade": "A"}, service="finance.loan", effect="refuse")])
    tallies, simulator = lived(made, months=2)
    in_grade_a = grades(tallies)[:, 0]
    assert tallies.living[:, 1, LIVING_PEOPLE].tolist() == in_grade_a.tolist()
    minors = np.flatnonzero(~scored(made))
    assert not (simulator.state.life[minors] >> np.uint32(25)).any()


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


# several schemes over one file


@cache
def lives_together():
    return all_lived(together())


@cache
def lives_alone(which: int):
    """The same society under one of the three schemes alone."""
    return lived(ready(placements((CREDIT, SCHEME, YEARLY)[which]), find_world("hamlet"), busy_catalogue(), PEOPLE))


def subjects(made: Ready, turn: int, people: int = PEOPLE):
    """Who of the people is a subject of a scheme."""
    pages = made.society.page[np.arange(people) // 512]
    return made.editions[0].member[pages * 512 + np.arange(people) % 512] >> turn & 1 == 1


def test_each_scheme_has_its_own_subjects_in_every_month():
    tallies, _ = lives_together()
    counts = [int(subjects(together(), turn).sum()) for turn in range(3)]
    assert len(set(counts)) == 3
    for one, count in zip(tallies, counts, strict=True):
        assert one.people.sum(axis=(1, 2)).tolist() == [count] * (MONTHS + 1)


def test_whatever_holds_of_the_counts_of_one_scheme_holds_under_each():
    for tallies in lives_together()[0]:
        assert np.array_equal(tallies.flows[1:].sum(axis=2), grades(tallies)[:-1])
        assert np.array_equal(tallies.flows.sum(axis=1)[1:], grades(tallies)[1:])
        assert np.array_equal(tallies.yearly[0].sum(axis=1), grades(tallies)[0])
        still = tallies.living[:, 1, LIVING_PEOPLE]
        assert np.array_equal(tallies.entered.sum(axis=0)[0] - tallies.ended.sum(axis=0)[0], still[-1])
        assert tallies.at_risk[:, 0].sum() == still[:-1].sum()
        assert (tallies.asked[..., REFUSED] + tallies.asked[..., FAVOURED] <= tallies.asked[..., ASKED]).all()
        assert np.array_equal(tallies.answers.sum(axis=0), tallies.asked.sum(axis=0))


def test_all_schemes_see_the_same_events():
    first, *others = lives_together()[0]
    for other in others:
        assert np.array_equal(first.events, other.events)
        assert np.array_equal(first.together, other.together)


def test_a_service_is_refused_as_often_as_any_scheme_refuses_it():
    tallies, _ = lives_together()
    together_, each = tallies[0].together[..., REFUSED], np.stack([one.answers[..., REFUSED] for one in tallies])
    assert (each.max(axis=0) <= together_).all()
    assert (together_ <= each.sum(axis=0)).all()
    assert (together_ > each.max(axis=0)).any()


def test_in_the_first_month_each_scheme_judges_as_it_would_alone():
    tallies, _ = lives_together()
    for which in range(3):
        assert np.array_equal(tallies[which].people[0], lives_alone(which)[0].people[0])
        assert np.array_equal(tallies[which].held[0], lives_alone(which)[0].held[0])


HARMLESS = {"consequences": [], "known_to": {"value": 0.0, "assumed": [0, 1]}}


def test_schemes_that_refuse_and_deter_nothing_judge_one_file_as_each_would_alone():
    """Nobody is sanctioned, struck, deterred or pushed out of a file by another scheme."""
    unmoved = {**HARMLESS, "appeal": None, "clean": None}
    said = [{key: one for key, one in {**scheme, **unmoved}.items() if one is not None} for scheme in (SCHEME, YEARLY)]
    rules = [one for one in said[0]["rules"] if "at_most" not in one], said[1]["rules"][1:]
    said = [{**scheme, "rules": own} for scheme, own in zip(said, rules, strict=True)]
    world, catalogue = find_world("hamlet"), busy_catalogue(coverage=share(0.05))
    both, _ = all_lived(ready(placements(*said), world, catalogue, PEOPLE))
    for which in range(2):
        alone, _ = lived(ready(placements(said[which]), world, catalogue, PEOPLE))
        for name in ("people", "held", "flows", "yearly", "scores"):
            assert np.array_equal(getattr(both[which], name), getattr(alone, name)), name
        assert (both[which].people[-1].sum(axis=0) > 0).sum() > 1


def test_a_list_of_one_scheme_counts_in_another_in_the_same_month():
    _, simulator = lives_together()
    credit, city, _ = simulator.panel.status.reshape(3, -1)[:, :PEOPLE]
    black, copied = city >> 3 & 1, credit >> 3 & 2
    scored = credit >= 0
    assert np.array_equal(copied[scored] > 0, (np.maximum(city, 0)[scored] >> 3 & 1) > 0)
    assert black[scored].any()


def test_an_assessed_grade_moves_only_in_its_month():
    tallies = lives_together()[0][2]
    moved = [int(flows.sum() - np.trace(flows)) for flows in tallies.flows]
    calendar = [(3 + month) % 12 for month in range(MONTHS + 1)]
    assert [month for month, count in enumerate(moved) if count] == [
        month for month, of_year in enumerate(calendar) if of_year == 5
    ]


def test_nobody_is_above_the_best_grade_of_their_stratum():
    tallies = lives_together()[0][2]
    young = PEOPLE_CAST.has("age", "18-29")
    by_grade = tallies.people.reshape(MONTHS + 1, -1, 4, 8).sum(axis=2)
    assert not by_grade[:, young, 0].any()
    assert by_grade[:, young, 1].any()
    assert by_grade[:, ~young, 0].any()


def test_granted_loans_are_on_record_and_refused_ones_are_not():
    tallies, _ = lives_together()
    loan = next(kind.row for kind in busy_catalogue().kinds if kind.name == "finance.loan")
    filed = tallies[0].events[:, loan, RECORDED]
    granted = tallies[0].together[:, loan, ASKED] - tallies[0].together[:, loan, REFUSED]
    assert np.array_equal(filed, granted)
    assert filed.any()


def test_who_is_a_subject_of_no_scheme_is_not_touched_by_any():
    _, simulator = lives_together()
    nobody = np.flatnonzero(~np.any([subjects(together(), turn) for turn in range(3)], axis=0))
    assert len(nobody)
    assert not simulator.state.files.reshape(2, -1)[:, nobody].any()
    assert not simulator.state.beside.reshape(2, -1)[:, nobody].any()
    assert (simulator.state.echo[nobody] == UNKNOWN).all()


def test_under_a_scheme_that_one_is_no_subject_of_nothing_is_kept():
    _, simulator = lives_together()
    size = len(simulator.state.life)
    for turn in (1, 2):
        outside = np.flatnonzero(~subjects(together(), turn))
        assert not simulator.state.beside[(turn - 1) * size + outside].any()
    outside = np.flatnonzero(~subjects(together(), 0))
    assert not simulator.state.balance[outside].any()
