"""A scheme, a world and a catalogue made ready to be lived."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from busy import (
    CREDIT,
    PEOPLE,
    SCHEME,
    YEARLY,
    busy,
    busy_catalogue,
    busy_scheme,
    placements,
    rule,
    share,
    together,
    vast_catalogue,
    vast_scheme,
)

from glasshouse.base.errors import GlasshouseError
from glasshouse.engine.world import (
    ACTS,
    CLEAN_TURNS,
    FIRST,
    HISTOGRAM,
    HOLDS,
    LIVED,
    ORDER,
    YEAR_TURNS,
    Ready,
    ready,
    refuse_too_many_kinds,
)
from glasshouse.life.compile import MOST_TEMPER
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.population.firms import FIRMS, firm_count
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES, TRAITS, adults, level_index
from glasshouse.scheme.compile.filing import file_tables
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.library.system import Placement, system_of


def test_everybody_of_a_page_has_their_marks():
    made = busy()
    stratum = made.society.stratum
    assert len(made.about) == len(stratum)
    assert len(made.about) % LANES == 0
    assert np.array_equal(made.about & 1, adults()[stratum])
    assert np.array_equal(made.about >> 2, level_index("income")[stratum])


def test_whom_the_scheme_leaves_out_is_not_scored():
    scheme = busy_scheme(subjects={"where": {"settlement": "urban"}})
    made = ready(scheme, find_world("hamlet"), busy_catalogue(), PEOPLE)
    urban = level_index("settlement")[made.society.stratum] == TRAITS["settlement"].index("urban")
    assert np.array_equal(made.about >> 1 & 1 == 1, urban & (made.about & 1 == 1))


def test_no_temper_is_beyond_what_occasions_are_made_for():
    assert int(busy().society.temper.max()) <= MOST_TEMPER


def test_services_are_known_by_their_rows():
    made, catalogue = busy(), busy_catalogue()
    assert made.services == len(catalogue.services)
    rows = {kind.row: kind for kind in catalogue.kinds}
    assert [rows[row].service.id for row in made.service_kinds.tolist()] == [one.id for one in catalogue.services]


# several schemes


def made(*placed: Placement, **more: Any) -> Ready:
    return ready(placed, find_world("hamlet"), busy_catalogue(), PEOPLE, **more)


def test_the_schemes_of_a_run_stand_one_after_the_other_and_judge_after_those_they_go_by():
    it = together()
    assert (it.schemes, len(it.editions[0].scheme), it.order) == (3, 3, (1, 2, 0))
    assert [int(one["hearings"]) for one in it.editions[0].scheme] == [3, 0, 0]
    assert it.clocks(0, 0)[:, ORDER].tolist() == [1, 2, 0]


def test_who_is_a_subject_of_any_scheme_has_a_file():
    it = together()
    assert np.array_equal(it.about & 2 != 0, it.editions[0].member != 0)


def test_files_are_kept_as_the_schemes_of_their_neighbourhood_need_them():
    credit, city, yearly = placements(CREDIT, SCHEME, YEARLY)
    it = made(replace(credit, share=0.3), city, replace(yearly, share=0.7))
    assert it.here.tolist() == [3, 6]
    assert it.filing.tolist() == [0, 1]
    for filing, schemes in zip(it.file, ([credit, city], [city, yearly]), strict=True):
        expected = file_tables([one.scheme for one in schemes], busy_catalogue(), it.numbers)
        assert all(np.array_equal(filing[name], array) for name, array in expected._asdict().items())
    assert not np.array_equal(it.file[0]["kept"], it.file[1]["kept"])


def test_where_some_spend_a_year_elsewhere_files_are_kept_as_any_scheme_needs_them():
    world = find_world("hamlet").model_copy(update={"moves": share(0.4)})
    city, yearly = placements(SCHEME, YEARLY)
    it = ready([replace(city, share=0.3), replace(yearly, share=0.7)], world, busy_catalogue(), PEOPLE)
    assert it.here.tolist() == [1, 2]
    assert it.filing.tolist() == [0, 0]
    assert len(it.file) == len(it.remedy) == 1


def test_scores_that_friends_feed_have_a_place_each():
    it = together()
    assert it.echoes == 1
    assert [int(one["friends"]) for one in it.editions[0].scheme] == [1, 0, 0]


def test_without_a_calendar_nothing_ever_changes():
    it = made(*placements({**SCHEME, "in_force": "2014-05", "until": "2015"}), months=60)
    assert [one.month for one in it.editions] == [0]
    assert it.spans == ((0, 60),)
    assert [bool(it.clocks(month, 0)[0, ACTS]) for month in (0, 59, 60)] == [True] * 3
    assert it.at(0) is it.at(59)


def test_clean_periods_assessments_and_months_are_those_of_each_scheme():
    clocks = [together().clocks(month, (3 + month) % 12) for month in range(13)]
    assert [int(one[0, LIVED]) for one in clocks] == list(range(13))
    assert [month for month, one in enumerate(clocks) if one[1, CLEAN_TURNS]] == [3, 6, 9, 12]
    assert [month for month, one in enumerate(clocks) if one[2, CLEAN_TURNS]] == [6, 12]
    assert not any(one[:2, HOLDS].any() for one in clocks)
    assert [month for month, one in enumerate(clocks) if not one[2, HOLDS]] == [0, 2]  # its first month, and June


# dates


def dated(**said: Any) -> dict[str, Any]:
    return {**SCHEME, **said}


BEGINS = month_number("2014-01")


def test_a_scheme_that_begins_during_the_run_has_no_subjects_before_and_is_new_when_it_begins():
    it = made(*placements(SCHEME, dated(id="late", in_force="2014-04")), months=24, begins=BEGINS)
    assert [one.month for one in it.editions] == [0, 3]
    assert [int(it.at(month).member.max()) for month in (0, 2, 3, 23)] == [1, 1, 3, 3]
    assert it.spans == ((0, 24), (3, 24))
    assert [it.clocks(month, month % 12)[1, [FIRST, LIVED]].tolist() for month in (0, 3, 4)] == [[1, 0], [1, 0], [0, 1]]


def test_a_scheme_that_ends_during_the_run_has_no_subjects_after():
    it = made(*placements(SCHEME, dated(id="brief", until="2014-04")), months=24, begins=BEGINS)
    assert [int(it.at(month).member.max()) for month in (0, 2, 3, 4)] == [3, 3, 3, 1]
    assert it.spans == ((0, 24), (0, 3))


def test_as_it_ends_a_scheme_judges_once_more_and_nothing_follows_from_it():
    it = made(*placements(SCHEME, dated(id="brief", until="2014-04")), months=24, begins=BEGINS)
    acts = [it.clocks(month, month % 12)[:, ACTS].tolist() for month in (0, 2, 3, 4)]
    assert acts == [[1, 1], [1, 1], [1, 0], [1, 0]]
    assert [bool(it.clocks(month, month % 12)[1, HISTOGRAM]) for month in range(4)] == [True, False, False, True]


def test_the_years_of_a_scheme_are_counted_from_its_own_beginning():
    it = made(*placements(SCHEME, dated(id="late", in_force="2014-04")), months=24, begins=BEGINS)
    turning = [month for month in range(25) if it.clocks(month, month % 12)[1, YEAR_TURNS]]
    assert turning == [3, 15]


def test_rules_change_where_their_dates_say():
    rules = [{**one, "until": "2015-01"} if one["conduct"] == "tax.late" else one for one in SCHEME["rules"]]
    it = made(*placements(dated(rules=rules)), months=24, begins=BEGINS)
    late = next(kind.row for kind in busy_catalogue().kinds if kind.name == "tax.late@office")
    worth = [int(it.at(month).scheme[0]["value"][it.numbers.of(late)]) for month in (0, 11, 12)]
    assert worth == [-6, -6, 0]
    before, after = (it.at(month).answers[0]["likely"].reshape(16, -1)[1, late] for month in (11, 12))
    assert before < after  # nothing deters any more


def test_files_are_kept_for_all_the_rules_that_ever_hold():
    rules = [{**one, "from": "2015-01"} if one["conduct"] == "tax.late" else one for one in SCHEME["rules"]]
    it = made(*placements(dated(rules=rules)), months=24, begins=BEGINS)
    late = next(kind.row for kind in busy_catalogue().kinds if kind.name == "tax.late@office")
    assert it.file[0]["most"][it.numbers.of(late)] & 127 == 2


def test_a_source_that_is_connected_later_records_nothing_before_neither_rightly_nor_falsely():
    steps = [
        {"source": "office", "from": day, "share": share(of).model_dump(mode="json"), "cite": "text", "clause": "1"}
        for day, of in (("2014-03", 0.5),)
    ]
    it = made(*placements(dated(connected=steps)), months=24, begins=BEGINS)
    plain = made(*placements(SCHEME), months=24, begins=BEGINS)
    row = {kind.name: kind.row for kind in busy_catalogue().kinds}
    office, camera = row["tax.late@office"], row["tax.late@camera"]

    def shares(month: int, kind: int) -> tuple[float, float]:
        now, whole = it.at(month), plain.at(month)
        made_up = (1 - now.observation[0]["false_from"][kind]) / (1 - whole.observation[0]["false_from"][kind])
        return float(now.observation[0]["coverage"][kind] / whole.observation[0]["coverage"][kind]), float(made_up)

    assert shares(0, office) == (0, 0)
    assert np.allclose(shares(2, office), (0.5, 0.5), atol=1e-5)
    assert np.allclose(shares(0, camera), (1, 1), atol=1e-5)
    slips, whole = (one.at(2).observation[0]["slips"] for one in (it, plain))
    stages = [one.id for one in busy_catalogue().livelihood.stages]
    office, court = stages.index("current"), stages.index("sued")  # who would record a fall from there
    assert np.allclose(slips[[office, court]], whole[[office, court]] * [0.5, 1])


# places


def test_where_no_scheme_holds_nobody_has_one():
    one, other = placements(SCHEME, YEARLY)
    it = made(Placement(one.scheme, "", ("hamlet",), 0.5), other)
    assert set(it.here.tolist()) <= {2, 3}


# firms


def test_firms_are_made_ready_by_their_own_traits_and_catalogue():
    people, firms = load_catalogue(), firm_catalogue()
    it = ready(system_of("tax-credit", people, firms), find_world("hamlet"), firms, 20_000)
    assert it.cast is FIRMS
    assert len(it.society.page) == -(-firm_count(20_000) // LANES)
    assert np.array_equal(it.about >> 2, FIRMS.level_index("size")[it.society.stratum])
    assert np.array_equal(it.editions[0].member == 1, FIRMS.has("form", "legal person")[it.society.stratum])


def test_where_earlier_records_do_not_count_their_age_moves_month_by_month():
    plain = {"conduct": "tax.late", "points": -5, "lasts": "4 months", "cite": "text", "clause": "1", "from": "2016-03"}
    scheme = busy_scheme(rules=[{**plain, "earlier_records": "do not count"}])
    made = ready(scheme, find_world("hamlet"), busy_catalogue(), PEOPLE, 12, month_number("2016-01"))
    row = next(kind.row for kind in busy_catalogue().kinds if kind.name == "tax.late@office")
    terms = {one.month: int(one.scheme[0]["points"][made.numbers.of(row)]) >> 16 & 127 for one in made.editions}
    assert terms == {0: 0, 2: 0, 3: 1, 4: 2, 5: 3, **dict.fromkeys(range(6, 13), 4)}
    assert [made.at(month).month for month in (1, 4, 12)] == [0, 4, 12]
    usual = ready(
        busy_scheme(rules=[plain]), find_world("hamlet"), busy_catalogue(), PEOPLE, 12, month_number("2016-01")
    )
    assert [one.month for one in usual.editions] == [0, 2]


# how many kinds


def test_more_kinds_of_record_than_files_tell_apart_are_refused_with_their_count():
    scheme = busy_scheme(rules=[rule(f"more.c{at}", -1, "5 months") for at in range(200)])
    with pytest.raises(
        GlasshouseError, match=r"look at 30[0-9] kinds of record, 2 of which count twice .* at most 255"
    ):
        refuse_too_many_kinds([scheme], find_world("hamlet"), vast_catalogue())
    refuse_too_many_kinds([vast_scheme()], find_world("hamlet"), vast_catalogue())


def test_tables_are_as_large_as_the_catalogue_and_small_ones_stay_small():
    assert (busy_catalogue().size, busy_catalogue().bits) == (128, 7)
    assert (vast_catalogue().size, vast_catalogue().bits) == (1_024, 10)
    assert len(load_catalogue().kinds) < load_catalogue().size == 128
