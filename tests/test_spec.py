"""What a run is described by: what is refused before anything runs, and what it would take."""

from dataclasses import replace

import pytest

from glasshouse.errors import GlasshouseError
from glasshouse.simulate import simulate
from glasshouse.spec import RunSpec, month_at, plan

THREE = RunSpec(scheme="rongcheng-2016+court-list+sesame", world="hamlet", people=1_500, months=26, follow=512)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"months": 0}, "at least one month"),
        ({"months": 100_000}, "at most 1,200"),
        ({"people": 0}, "at least one person"),
        ({"people": 1 << 33}, "at most 4,294,967,296"),
        ({"seed": -1}, "a whole number from 0"),
        ({"records": 5}, "4 or 8 records"),
        ({"follow": -1}, "how many lives"),
        ({"saves": (1, 2)}, "months to save are 1, 2; they lie after the start and before 1"),
        ({"threads": 0}, "at least one must work"),
        ({"scheme": "rongchang-2016"}, "rongcheng-2016"),
        ({"world": "hamlt"}, "hamlet"),
        ({"scheme": "rongcheng-2016+rongcheng-2016"}, "stands twice"),
        ({"scheme": "rongcheng-2016+"}, "names no scheme"),
        ({"scheme": "sesame:litrature"}, "literature"),
        ({"begins": "2016"}, "not a month"),
        ({"begins": "2016-13"}, "not a month"),
        ({"scheme": "rongcheng-2013+rongcheng-2016"}, "begins='2013"),
    ],
)
def test_a_wrong_number_or_name_is_refused_before_anything_runs(wrong, told):
    with pytest.raises(GlasshouseError, match=told):
        simulate(RunSpec(**{"world": "hamlet", "months": 1, **wrong}))


def test_all_wrong_numbers_are_told_at_once():
    with pytest.raises(GlasshouseError) as refused:
        plan(RunSpec(months=0, people=0, seed=-1))
    assert len(str(refused.value).splitlines()) == 3


def test_more_people_than_memory_holds_are_told_how_many_fit():
    with pytest.raises(GlasshouseError, match=r"need .* GB of memory.*people fit"):
        simulate(RunSpec(world="china", people=4_000_000_000, months=1))


def test_a_plan_says_what_a_run_would_take_and_takes_nothing():
    it = plan(RunSpec(world="china", months=1, records=4))
    assert it.people == 1_379_000_000
    assert it.state_bytes == pytest.approx(14 * it.people, rel=1e-6)
    assert it.memory_bytes < 22e9


def test_a_plan_counts_the_months_that_are_saved():
    without, two = (plan(replace(THREE, saves=saves)) for saves in ((), (5, 6)))
    assert two.disk_bytes >= without.disk_bytes + 2 * two.state_bytes


def test_a_plan_counts_every_scheme_and_kind_of_subject():
    one, three = (plan(replace(THREE, scheme=name)) for name in ("rongcheng-2016", THREE.scheme))
    places = -(-1_500 // 512) * 512
    assert one.state_bytes == places * 22
    assert three.state_bytes == places * (22 + 2 * 4 + 4)  # two more schemes; friends feed one
    both = plan(replace(THREE, scheme="rongcheng-2016+tax-credit"))
    assert both.state_bytes > one.state_bytes + 8 * places


@pytest.mark.parametrize(("at", "month"), [("2016-03", 0), ("2018-03", 24), (7, 7), (" 12 ", 12)])
def test_a_month_of_a_run_is_one_of_the_calendar_or_a_number(at, month):
    assert month_at(at, "2016-03", 24) == month


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2016-02", "2016-02 lies outside the run, which goes from 2016-03 to 2018-03 [(]24 months[)]"),
        ("2018-04", "lies outside"),
        (25, "25 lies outside"),
        ("2018-13", "'2018-13' is not a month. Write it as YYYY-MM, such as 2017-03"),
        (-1, "'-1' is not a month"),
    ],
)
def test_what_is_no_month_of_a_run_is_refused(at, told):
    with pytest.raises(GlasshouseError, match=told):
        month_at(at, "2016-03", 24)
