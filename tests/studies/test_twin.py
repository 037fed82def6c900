"""Both lives of one synthetic person or firm, lived again, and what parted them."""

from functools import cache
from typing import Any

import polars as pl
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.results.comparison import Comparison
from glasshouse.studies import twin
from glasshouse.studies.comparison import compare, sides_of
from glasshouse.studies.explanation import ExplainedRecord
from glasshouse.studies.spec import RunSpec
from glasshouse.studies.twin import Event, Ground, Means, Month, Standing, TwinLives, causes, simulated_again

MONTHS = 30


@cache
def kept(a: str, b: str, people: int = 3_000, begins: str | None = None) -> tuple[Any, Comparison]:
    spec = RunSpec(scheme=a, world="hamlet", people=people, months=MONTHS, seed=3, follow=0, begins=begins)
    return sides_of(spec, b), compare(spec, b)


@cache
def lives(
    a: str, b: str, person: int, who: str = "people", people: int = 3_000, begins: str | None = None
) -> TwinLives:
    return simulated_again(kept(a, b, people, begins)[0], person, who)


CASES = [
    ("rongcheng-2016", "none", "people", 3_000, None),
    ("rongcheng-2016+court-list", "suining-2010", "people", 1_300, None),
    ("sesame", "rongcheng-2016", "people", 1_300, None),
    ("rongcheng-2013+rongcheng-2016", "none", "people", 1_300, "2014-09"),
    ("rongcheng-2016+court-list-firms", "none", "people", 6_000, None),
    ("rongcheng-2016+court-list+tax-credit+rongcheng-firms", "none", "firms", 6_000, None),
]


@pytest.mark.parametrize(("a", "b", "who", "people", "begins"), CASES)
def test_both_lives_part_in_the_month_that_the_comparison_found(
    a: str, b: str, who: str, people: int, begins: str | None
):
    found = kept(a, b, people, begins)[1].of(who)
    parted = found.people.filter(pl.col("parted").is_not_null()).sort("parted", "person")
    assert len(parted) > 1
    some = pl.concat([parted.head(3), parted.tail(3), parted.sample(min(4, len(parted)), seed=1)]).unique("person")
    for row in some.iter_rows(named=True):
        told = lives(a, b, row["person"], who, people, begins)
        assert told.parted == row["parted"]
        assert told.causes
        for side, months in zip("ab", told.months, strict=True):
            assert sum(one.sanctioned for one in months[:-1]) == row[f"months_sanctioned_{side}"]
            assert sum(event.what == "refused" for one in months for event in one.events) == row[f"refusals_{side}"]
            assert months[-1].sanctioned == row[f"sanctioned_{side}"]
            assert months[-1].means.money == pytest.approx(row[f"money_{side}"])
            assert months[-1].means.strain == pytest.approx(row[f"strain_{side}"])
            if row[f"score_{side}"] is not None:
                assert months[-1].standings[0].score == row[f"score_{side}"]


def test_who_lost_work_because_the_firm_was_refused_something_parts_too():
    """Their life depends on firms, though no scheme scores people or goes by a list of firms."""
    spec = RunSpec(scheme="none+court-list-firms", world="hamlet", people=20_000, months=60, seed=1, follow=0)
    found = compare(spec, "none")
    assert found.who == "people"
    parted = found.people.filter(pl.col("parted").is_not_null()).sort("parted")
    assert len(parted) > 3
    both = sides_of(spec, "none")
    told = [simulated_again(both, person, "people") for person in parted["person"].head(3)]
    assert [one.parted for one in told] == parted["parted"].head(3).to_list()
    assert any(cause.startswith("Work: ") for one in told for cause in one.causes)


def test_who_never_parted_has_the_same_life_twice():
    found = kept("rongcheng-2016", "none")[1]
    who = next(person for person in range(3_000) if person not in set(found.people["person"]))
    told = lives("rongcheng-2016", "none", who)
    assert (told.parted, told.causes) == (None, ())
    for one, other in zip(*told.months, strict=True):
        assert (one.means, one.leaves) == (other.means, other.leaves)


def test_a_frame_has_a_row_for_each_month_and_world():
    found = kept("rongcheng-2016", "none")[1]
    person = int(found.people["person"][0])
    frame = found.lives(person)
    assert frame.height == 2 * (MONTHS + 1)
    assert frame.equals(lives("rongcheng-2016", "none", person).frame())
    assert frame.filter(world="b")["score"].null_count() == MONTHS + 1
    assert frame["money"].null_count() == 0


@pytest.mark.parametrize(("who", "noun", "last"), [("people", "person", 2_999), ("firms", "firm", None)])
def test_who_is_not_there_is_told_kindly(who: str, noun: str, last: int | None):
    both = kept("court-list+court-list-firms", "none")[0]
    with pytest.raises(GlasshouseError, match=f"There is no {noun} 9,999: the {who} here are numbered 0 to"):
        simulated_again(both, 9_999, who)
    with pytest.raises(GlasshouseError, match=f"There is no {noun} -1"):
        simulated_again(both, -1, who)
    assert last is None or simulated_again(both, last, who).person == last


def test_too_many_to_be_lived_again_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(twin, "MOST_LINKED", 1_000)
    with pytest.raises(GlasshouseError, match="all 3,000 people would have to be simulated again"):
        simulated_again(kept("court-list+court-list-firms", "none")[0], 0, "people")


# what parted them, in words

PLAIN = Means(2.0, 0.1, "employed", "no debt")
ROW = Ground("Unpaid judgment", 3, False, "Art. 1")


def month(at: int, *events: Event, leaves: Means = PLAIN, standings: tuple[Standing, ...] = ()) -> Month:
    return Month(at, standings, PLAIN, (), events, leaves)


def request(answer: str, order: int = 5) -> Event:
    return Event(order, "travel.flight", "Flight", answer, None)


def conduct(what: str = "happened", order: int = 9) -> Event:
    return Event(order, "tax.late", "Late tax return", what, False)


def held(*grounds: Ground, scheme: str = "Court list", lists: tuple[str, ...] = ("Defaulters",)) -> tuple[Standing]:
    return (Standing(scheme, None, None, lists, True, grounds),)


FREE = (Standing("Court list", None, None, (), False, ()),)


def told(a: Month, b: Month, *earlier: Month) -> list[str]:
    """The causes of a parting in the month after those that were before, in 2016."""
    return list(causes((*earlier, a), (*earlier, b), len(earlier), "2016-01"))


def test_a_refusal_is_named_with_both_answers():
    assert told(month(0, request("refused")), month(0, request("granted"))) == ["Flight: refused in a, granted in b."]
    assert told(month(0), month(0, request("refused"))) == ["Flight: not asked for in a, refused in b."]


def test_a_request_that_was_given_up_is_called_so():
    assert told(month(0, request("given up")), month(0, request("granted"))) == ["Flight: given up in a, granted in b."]


def test_a_conduct_is_named_with_the_world_in_which_it_happened():
    assert told(month(0, conduct()), month(0)) == ["Late tax return: happened in a, not in b."]
    assert told(month(0), month(0, conduct())) == ["Late tax return: happened in b, not in a."]


def test_what_came_to_the_same_and_what_was_only_said_to_have_happened_part_nobody():
    made_up = conduct("recorded, though it did not happen", 11)
    a, b = month(0, conduct(), made_up, request("refused")), month(0, conduct(), request("granted"))
    assert told(a, b) == ["Flight: refused in a, granted in b."]


def test_a_sanction_that_weighs_is_told_by_the_strain_of_both():
    a = month(0, leaves=PLAIN._replace(strain=0.21), standings=held(ROW))
    assert told(a, month(0, leaves=PLAIN._replace(strain=0.19)))[0] == (
        "Being under sanction in a weighs on them: strain 0.21 in a, 0.19 in b."
    )


def test_work_debt_and_savings_that_differ_are_each_told():
    a = month(0, leaves=Means(6.8, 0.1, "employed", "no debt"))
    b = month(0, leaves=Means(6.9, 0.1, "unemployed", "pays late"))
    assert told(a, b) == [
        "Work: employed in a, unemployed in b.",
        "Debt: no debt in a, pays late in b.",
        "Savings: 6.8 months of outgoings in a, 6.9 in b.",
    ]


def test_how_they_stood_is_told_for_each_scheme_that_scores_them():
    many = (Standing("City", 945, "B", (), False, ()), *FREE)
    a = month(0, request("refused"), standings=many)
    assert told(a, month(0, request("granted")))[1] == (
        "Standing in a: City (945 points, grade B); in b: scored by nobody."
    )


def test_the_record_that_put_them_there_first_is_told_and_not_a_long_list():
    older, later = Ground("Jaywalking", 0, False, "Art. 9"), Ground("Late bill", 4, False, "Art. 2")
    before = month(0, standings=(FREE[0]._replace(grounds=()),))
    began = month(1, standings=held(older, ROW))
    now = month(2, request("refused"), standings=held(later, older, ROW))
    free = month(2, request("granted"), standings=FREE)
    assert list(causes((before, began, now), (before, before, free), 2, "2016-01"))[2:] == [
        "Under sanction in a since 2016-02 for: Jaywalking, recorded in 2016-01 (Art. 9)."
    ]


def test_of_the_records_of_that_month_the_one_that_is_new_is_told():
    older = Ground("Jaywalking", 0, False, "Art. 9")
    before = month(0, standings=(Standing("Court list", None, None, (), False, (older,)),))
    now = month(1, request("refused"), standings=held(older, ROW._replace(month=1, wrong=True)))
    assert list(causes((before, now), (before, month(1, request("granted"), standings=FREE)), 1, "2016-01"))[2:] == [
        "Under sanction in a for: Unpaid judgment, recorded in 2016-02, which is wrong (Art. 1)."
    ]


def test_a_debt_or_another_list_is_told_without_a_month():
    debt = Ground("a debt (late)", None, False, "Art. 4")
    a = month(0, request("refused"), standings=(*held(debt), *FREE[:0], Standing("City", 900, "A", (), False, ())))
    assert told(a, month(0, request("granted")))[-1] == "Under sanction in a (Court list) for: a debt (late) (Art. 4)."


def test_who_is_under_sanction_in_both_worlds_is_not_told_why():
    a, b = (month(0, request(answer), standings=held(ROW)) for answer in ("refused", "granted"))
    assert told(a, b) == ["Flight: refused in a, granted in b."]


def test_the_causes_of_real_partings_name_a_refusal_a_conduct_or_what_the_month_left():
    found = kept("rongcheng-2016", "none")[1].people.filter(pl.col("parted").is_not_null())
    texts = [lives("rongcheng-2016", "none", person).causes for person in found["person"].head(15)]
    begins = ("Being under sanction", "Work: ", "Debt: ", "Savings: ", "Strain: ")
    for each in texts:
        assert " in a, " in each[0] or "happened in" in each[0] or each[0].startswith(begins)
    assert any(line.startswith("Under sanction in a ") and "recorded in" in line for each in texts for line in each)


def test_of_several_lists_those_that_refuse_something_are_told_by_what_they_go_by():
    """The record that is told put them on a list of the scheme that it is told of."""
    spec = RunSpec(scheme="rongcheng-2016+court-list", world="hamlet", months=48, seed=1, follow=0)
    both, found = sides_of(spec, "none"), compare(spec, "none")
    held = found.people.filter(pl.col("months_sanctioned_a") > 3, pl.col("parted").is_not_null())["person"].head(6)
    for person in held:
        months = simulated_again(both, person, "people").months[0]
        for standing in (one for each in months for one in each.standings if one.sanctioned and one.lists):
            scheme = next(one.scheme for one in both[0].parts.placed if one.scheme.title == standing.scheme)
            titles = {one.id: one.title for one in both[0].parts.catalogue.conducts}
            lists = [one for one in scheme.lists if one.title in standing.lists]
            entered = {titles[name] for one in lists for name in one.enter.conduct or ()}
            assert {ground.what for ground in standing.grounds if ground.month is not None} <= entered
            assert standing.grounds


def test_a_record_of_the_file_is_one_that_explain_would_show():
    found = kept("rongcheng-2016", "none")[1].people.filter("sanctioned_a")
    told = lives("rongcheng-2016", "none", int(found["person"][0]))
    assert all(isinstance(one, ExplainedRecord) for one in told.months[0][-1].records)
    assert told.months[0][-1].records
