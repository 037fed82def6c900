"""What our own catalogue holds, and that it agrees with what was published."""

import re
from pathlib import Path

import pytest
from spoilt import refusal, spoil

from glasshouse.base.bibliography import load_bibliography
from glasshouse.base.evidence import walk_sourced
from glasshouse.observe.catalogue import MOST_KINDS
from glasshouse.observe.files import HOME, HOME_OF_FIRMS
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.population.firms import FIRMS
from glasshouse.population.people import PEOPLE, TRAITS

ADULTS = 1112.8e6  # inhabitants of 18 and over, census 2020
INHABITANTS_PER_ADULT = 1409.8e6 / ADULTS
NUMBERS = Path(__file__).parent / "numbers.txt"
NUMBERS_OF_FIRMS = Path(__file__).parent / "numbers_of_firms.txt"

DOMAINS = {
    "finance", "utilities", "court", "traffic", "order", "crime", "family", "work", "tax", "trade", "speech",
    "travel", "community",
}  # fmt: skip
ASKED_FOR = {
    "finance.loan", "finance.credit_card", "finance.mortgage", "finance.business_loan", "finance.insurance",
    "travel.flight", "travel.high_speed_rail", "travel.ordinary_rail", "travel.abroad", "travel.hotel",
    "travel.star_hotel", "travel.car_rental", "travel.bike_rental", "housing.rent", "housing.purchase",
    "housing.social", "school.private", "school.public_choice", "school.university", "health.hospital",
    "health.deposit_free", "work.job", "work.public_job", "work.party_post", "work.village_office",
    "work.executive_post", "public.subsidy", "public.tender", "public.permit", "public.honour",
    "public.fast_lane", "tax.relief", "utility.heating", "internet.fast", "online.dating", "online.luxury",
}  # fmt: skip
LADDER = {
    "credit.payment_late", "credit.default", "debt.sued", "court.judgment_defied", "debt.settled",
}  # fmt: skip


@pytest.fixture(scope="module")
def ours():
    return load_catalogue()


def recorded(catalogue, *conducts):
    """Records per 1,000 adults and year of these conducts, wrong ones left out."""
    coverage = {source.id: source.coverage.value for source in catalogue.sources}
    return sum(
        conduct.per_1000_a_year.value * view.share * coverage[view.source]
        for conduct in catalogue.conducts
        if conduct.id in conducts
        for view in conduct.seen_by
    )


def per_1000(count):
    return count / ADULTS * 1000


def test_there_are_at_least_sixty_conducts_twenty_five_services_and_twenty_five_sources(ours):
    assert len(ours.conducts) >= 60
    assert len(ours.services) >= 25
    assert len(ours.sources) >= 25


def test_every_domain_of_conduct_is_present(ours):
    assert {conduct.domain for conduct in ours.conducts} == DOMAINS


def test_every_service_that_schemes_refuse_or_favour_is_present(ours):
    assert ours.service_ids >= ASKED_FOR


def test_lawful_criticism_is_among_the_conducts_and_can_be_chilled(ours):
    criticism = next(conduct for conduct in ours.conducts if conduct.id == "speech.criticism")
    assert criticism.lawful
    assert criticism.chilled is not None


def test_every_figure_has_a_source_or_a_range(ours):
    figures = [part for _, _, part in walk_sourced([ours.conducts, ours.services, ours.sources, ours.livelihood])]
    assert len(figures) > 500
    assert all((part.evidence is None) != (part.assumed is None) for part in figures)


def test_every_figure_of_conducts_services_and_sources_says_how_it_follows(ours):
    silent = [label for _, label, part in walk_sourced([ours.conducts, ours.services, ours.sources]) if not part.note]
    assert silent == []


def test_notes_name_only_references_that_exist(ours):
    known = load_bibliography()
    notes = [part.note or "" for _, _, part in walk_sourced([ours.conducts, ours.services, ours.sources])]
    named = {key for note in notes for key in re.findall(r"\b[a-z][a-z-]*-(?:19|20)\d\d(?:-[a-z0-9]+)?\b", note)}
    assert len(named) > 30
    assert named <= set(known)


def test_every_trait_and_level_is_one_of_the_worlds(ours):
    for part in (*ours.conducts, *ours.services):
        for varies in part.varies:
            assert set(varies.times) <= set(TRAITS[varies.trait]), part.id


def test_no_unlawful_conduct_is_made_likelier_by_hukou_or_migration(ours):
    traits = {varies.trait for conduct in ours.conducts for varies in conduct.varies}
    assert not traits & {"hukou", "migrant"}


def test_every_source_sees_something(ours):
    seen = {view.source for conduct in ours.conducts for view in conduct.seen_by}
    assert seen == {source.id for source in ours.sources}


def test_the_rows_fit_the_engine_and_are_numbered_without_gaps(ours):
    assert len(ours.kinds) <= MOST_KINDS
    assert [kind.row for kind in ours.kinds] == list(range(1, len(ours.kinds) + 1))


def test_numbers_and_ids_are_never_given_to_something_else(ours):
    now = {part.id: part.number for part in (*ours.conducts, *ours.services)}
    then = dict(line.split() for line in NUMBERS.read_text().splitlines())
    assert {name: now.get(name) for name in then} == {name: int(number) for name, number in then.items()}


def test_conducts_and_services_share_no_number(ours):
    numbers = [part.number for part in (*ours.conducts, *ours.services)]
    assert len(numbers) == len(set(numbers))


def test_only_the_debt_ladder_and_the_calendar_work_without_a_rate(ours):
    without = {conduct.id for conduct in ours.conducts if conduct.per_1000_a_year is None and conduct.due is None}
    due = {conduct.id for conduct in ours.conducts if conduct.due is not None}
    assert without == LADDER
    assert due == {"utility.payment_late", "tax.return_late"}


def test_an_adult_meets_at_most_six_occasions_a_year(ours):
    rates = [part.per_1000_a_year for part in (*ours.conducts, *ours.services)]
    assert sum(rate.value for rate in rates if rate is not None) < 6_000


def test_a_refusal_never_makes_anybody_richer_or_calmer(ours):
    for service in ours.services:
        if service.if_refused is not None:
            assert service.if_refused.money is None or service.if_refused.money.value <= 0, service.id
            assert service.if_refused.strain is None or service.if_refused.strain.value >= 0, service.id


def test_losing_loans_journeys_and_work_costs_something(ours):
    refused = {service.id: service.if_refused for service in ours.services}
    assert refused["finance.loan"].strain.value > 0
    assert refused["travel.flight"].money.value < 0
    assert refused["work.job"].strain.value > 0


def test_a_loan_leads_into_debt_and_a_job_into_work(ours):
    granted = {service.id: service.if_granted for service in ours.services}
    assert granted["finance.loan"].debt == "current"
    assert granted["work.job"].job == "employed"


PUBLISHED = {
    "violations on the road, Anhui, August 2017": (
        per_1000(1.45e6 * 12 / 61e6 * INHABITANTS_PER_ADULT * ADULTS),
        [
            "traffic.ticket",
            "traffic.red_light",
            "traffic.speeding",
            "traffic.parking",
            "traffic.drink_driving",
        ],
    ),
    "drink-driving, first half of 2019": (
        per_1000(2 * 901_000),
        ["traffic.drink_driving", "traffic.drunk_driving"],
    ),
    "persons prosecuted in 2019, dangerous driving and traffic crime left out": (
        per_1000(1_818_808 - 322_041 - 71_133),
        ["crime.theft", "crime.fraud", "crime.injury", "crime.other"],
    ),
    "drug users detected in 2019": (per_1000(617_000), ["order.drugs"]),
    "cases of wage arrears in 2018": (per_1000(86_000), ["work.wages_withheld"]),
    "blood donations in 2018": (per_1000(14.99e6), ["community.blood_donation"]),
    "registered volunteer hours in 2013, in shifts of four": (
        0.83e9 / 4 / 1.09e9 * 1000,
        ["community.volunteering"],
    ),
    "smokers fined in Shenzhen": (41_000 / 35 * 12 / 12e6 * 1000, ["order.smoking_banned"]),
    "crossings on red in Shenzhen in 2016": (123_200 / 12e6 * 1000, ["traffic.jaywalking"]),
}


@pytest.mark.parametrize("what", PUBLISHED)
def test_what_agencies_record_in_a_year_is_what_was_published(ours, what):
    published, conducts = PUBLISHED[what]
    assert recorded(ours, *conducts) == pytest.approx(published, rel=0.05)


@pytest.fixture(scope="module")
def of_firms():
    return firm_catalogue()


def test_firms_have_conducts_services_and_sources_of_their_own(of_firms):
    assert len(of_firms.conducts) >= 30
    assert len(of_firms.services) >= 12
    assert len(of_firms.sources) >= 15
    assert len(of_firms.kinds) <= MOST_KINDS


def test_every_source_of_firms_sees_something(of_firms):
    seen = {view.source for conduct in of_firms.conducts for view in conduct.seen_by}
    assert seen == {source.id for source in of_firms.sources}


def test_every_figure_of_firms_says_how_it_follows(of_firms):
    parts = [of_firms.conducts, of_firms.services, of_firms.sources, of_firms.livelihood]
    assert [label for _, label, part in walk_sourced(parts) if not part.note] == []


def test_notes_on_firms_name_only_references_that_exist(of_firms):
    parts = [of_firms.conducts, of_firms.services, of_firms.sources, of_firms.livelihood]
    notes = [part.note or "" for _, _, part in walk_sourced(parts)]
    named = {key for note in notes for key in re.findall(r"\b[a-z][a-z-]*-(?:19|20)\d\d(?:-[a-z0-9]+)?\b", note)}
    assert len(named) > 15
    assert named <= set(load_bibliography())


def test_numbers_of_firms_are_never_given_to_something_else(of_firms):
    now = {part.id: part.number for part in (*of_firms.conducts, *of_firms.services)}
    then = dict(line.split() for line in NUMBERS_OF_FIRMS.read_text().splitlines())
    assert {name: now.get(name) for name in then} == {name: int(number) for name, number in then.items()}
    assert len(set(now.values())) == len(now)


def test_a_firm_meets_at_most_four_occasions_a_year_and_a_refusal_never_helps_it(of_firms):
    rates = [part.per_1000_a_year for part in (*of_firms.conducts, *of_firms.services)]
    assert sum(rate.value for rate in rates if rate is not None) < 4_000
    for service in of_firms.services:
        if service.if_refused is not None:
            assert service.if_refused.money is None or service.if_refused.money.value <= 0, service.id
            assert service.if_refused.strain is None or service.if_refused.strain.value >= 0, service.id


FIRMS_COUNTED = 81.529e6  # legal persons and sole traders, economic census 2018
PUBLISHED_OF_FIRMS = {
    "firms with false invoices, August 2018 to April 2021": (
        378_300 / 33 * 12 / FIRMS_COUNTED * 1000,
        "invoices.false",
    ),
    "environmental penalties in 2018": (186_000 / FIRMS_COUNTED * 1000, "environment.discharge"),
    "cases of wage arrears in 2018": (86_000 / FIRMS_COUNTED * 1000, "wages.withheld"),
    "failed food samples in 2021": (0.0269 * 6_954_438 / 115e6 * 1000, "food.unsafe"),
    "half of the complaints of customers in 2018": (3_725_600 / 2 / FIRMS_COUNTED * 1000, "customer.complaint"),
}


@pytest.mark.parametrize("what", PUBLISHED_OF_FIRMS)
def test_what_agencies_record_of_firms_in_a_year_is_what_was_published(of_firms, what):
    published, conduct = PUBLISHED_OF_FIRMS[what]
    assert recorded(of_firms, conduct) == pytest.approx(published, rel=0.05)


# read and checked


def test_our_own_catalogue_is_read_by_default():
    assert load_catalogue().folder == HOME
    assert load_catalogue() is load_catalogue()


def test_a_copy_of_our_catalogue_reads_the_same(copy):
    ours, theirs = load_catalogue(), load_catalogue(copy)
    assert (theirs.conducts, theirs.services, theirs.sources) == (ours.conducts, ours.services, ours.sources)
    assert theirs.folder == copy


def test_a_catalogue_is_of_people_unless_its_livelihood_says_that_it_is_of_firms(copy):
    assert load_catalogue().cast == load_catalogue(copy).cast == PEOPLE
    assert firm_catalogue().cast == FIRMS
    assert firm_catalogue().folder == HOME_OF_FIRMS
    assert firm_catalogue() is firm_catalogue()


def test_a_catalogue_may_bring_its_occasions_evenly(copy):
    assert load_catalogue().occasions == "at random"
    spoil(copy, "conducts.yaml", "conducts:\n", "occasions: evenly\nconducts:\n")
    assert load_catalogue(copy).occasions == "evenly"


def test_how_occasions_come_is_one_of_two(copy):
    spoil(copy, "conducts.yaml", "conducts:\n", "occasions: even\nconducts:\n")
    assert "occasions: 'even'" in refusal(copy)
