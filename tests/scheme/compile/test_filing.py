"""What all schemes of a run together make of a file: the loosest limits and the longest terms of any."""

from typing import Any

import numpy as np
from busy import CITED, busy_catalogue, busy_scheme, by_row, rule

from glasshouse.observe.tables import FileTables
from glasshouse.scheme.compile.calendar import forms_of
from glasshouse.scheme.compile.filing import file_tables, numbers_of
from glasshouse.scheme.compile.tables import LONGEST
from glasshouse.scheme.language.model import Scheme

CATALOGUE = busy_catalogue()
ROW = {kind.name: kind.row for kind in CATALOGUE.kinds}


def bare(*rules: dict[str, Any], **more: Any) -> Scheme:
    """A scheme of these rules and nothing else."""
    nothing: dict[str, Any] = dict.fromkeys(("clean", "repair", "appeal", "consequences", "lists"))
    return busy_scheme(**{**nothing, "rules": list(rules), **more})


def filed(*schemes: Scheme) -> FileTables:
    return file_tables(schemes, CATALOGUE, by_row(CATALOGUE))


def of(table: Any, name: str) -> int:
    return int(table[ROW[name]])


def test_a_record_is_kept_as_long_as_a_scheme_has_a_use_for_it():
    made = filed(busy_scheme())
    assert of(made.kept, "tax.late@office") == 8
    assert of(made.kept, "tax.late@camera") == 9  # a month of delay
    assert of(made.kept, "court.defied@court") == 14
    assert of(made.kept, "tax.fraud@office") == 3  # a month after its points were decided on, they leave


def test_of_several_schemes_the_longest_term_counts():
    short, long = bare(rule("tax.late", -6, "3 months")), bare(rule("tax.late", -1, "20 months"))
    assert of(filed(short).kept, "tax.late@office") == 3
    assert of(filed(short, long).kept, "tax.late@office") == of(filed(long, short).kept, "tax.late@office") == 20


def test_what_no_scheme_looks_at_is_never_filed():
    made = filed(busy_scheme())
    for name in ("order.unruled@office", "travel.flight"):
        assert (of(made.most, name), of(made.kept, name), of(made.numbers, name)) == (0, 0, 0)


def limit(made: FileTables, name: str) -> tuple[int, int, int]:
    """How many records count, in how many months, and how late their source reports them."""
    return of(made.most, name) & 127, of(made.most, name) >> 7 & 15, of(made.most, name) >> 11


def test_a_limit_is_so_many_in_so_many_months():
    made = filed(busy_scheme())
    assert limit(made, "tax.late@office") == (2, 1, 0)
    assert limit(made, "tax.late@camera") == (2, 1, 1)
    assert limit(made, "help.given@office") == (3, 12, 0)
    assert limit(made, "tax.fraud@office") == (LONGEST, 1, 0)


def test_beyond_a_limit_is_what_no_scheme_counts():
    tight = bare(rule("tax.late", -6, "2y", at_most="4 per year"))
    loose = bare(rule("tax.late", -6, "2y", at_most="2 per month"))
    free = bare(rule("tax.late", -6, "2y"))
    for schemes in ((tight, loose), (loose, tight)):
        assert limit(filed(*schemes), "tax.late@office") == (4, 1, 0)
    assert limit(filed(tight, free), "tax.late@office") == (LONGEST, 1, 0)


def test_a_record_is_kept_while_it_shows_that_later_ones_are_beyond_the_limit():
    yearly, monthly = (bare(rule("tax.late", -6, "8 months", at_most=f"1 per {often}")) for often in ("year", "month"))
    assert of(filed(yearly).kept, "tax.late@office") == 8 + 11
    assert of(filed(monthly).kept, "tax.late@office") == 8
    for_ever = bare(rule("tax.fraud", -15, "forever", at_most="1 per year"))
    assert of(filed(for_ever).kept, "tax.fraud@office") == 2 + 11


def test_a_record_that_takes_points_away_is_kept_while_it_stands_in_the_way_of_clean_time():
    clean = {"months": 12, "points": 5, **CITED}
    scheme = bare(rule("tax.late", -6, "3 months"), rule("help.given", 2, "3 months"), clean=clean)
    assert of(filed(scheme).kept, "tax.late@office") == 12
    assert of(filed(scheme).kept, "tax.late@camera") == 13
    assert of(filed(scheme).kept, "help.given@office") == 3


def test_a_record_is_as_weighty_as_it_is_to_the_scheme_that_minds_it_most():
    mild, harsh = bare(rule("tax.late", -1, "2y")), bare(rule("tax.late", -90, "2y"))
    assert of(filed(mild, harsh).weight, "tax.late@office") == 90


def test_a_contest_is_decided_by_the_first_appeal_that_is_heard():
    made = filed(busy_scheme())
    assert of(made.decided, "tax.late@office") == 2
    assert of(made.decided, "court.defied@court") == 4  # two months later, as its source is
    slow = {**busy_scheme().appeal.model_dump(mode="json"), "window": "6 months"}
    assert of(filed(busy_scheme(appeal=slow)).decided, "tax.late@office") == 7
    assert of(filed(busy_scheme(appeal=slow), busy_scheme()).decided, "tax.late@office") == 2


def test_without_an_appeal_nothing_is_decided_on():
    assert not filed(bare(rule("tax.late", -6, "2y"))).decided.any()
    assert filed(busy_scheme()).decided[ROW["travel.flight"]] == 0


def test_a_granted_service_is_put_on_record_if_a_rule_looks_at_it():
    made = filed(bare(rule("finance.loan", 5, "2y")))
    assert np.flatnonzero(made.numbers).tolist() == [ROW["finance.loan"]]
    assert limit(made, "finance.loan")[0] == LONGEST


def test_what_settles_what_is_joined_over_all_schemes():
    made = filed(busy_scheme())
    settling = np.flatnonzero(made.settles).tolist()
    assert settling == [ROW["debt.settled@court"]]
    settled = made.settled_by == made.settles[settling[0]]
    assert np.flatnonzero(settled).tolist() == sorted([ROW["court.defied@court"], ROW["court.judgment_defied@court"]])


def test_the_kinds_that_any_scheme_reads_are_numbered_and_those_that_it_lets_be_settled_twice():
    court = [ROW[name] for name in ("court.defied@court", "court.judgment_defied@court")]
    both = numbers_of([bare(rule("finance.loan", 5, "2y")), busy_scheme()], CATALOGUE)
    assert set(both.read) >= {*court, ROW["finance.loan"], ROW["tax.late@office"]}
    assert ROW["order.unruled@office"] not in both.read
    assert both.settled == set(court)
    assert numbers_of([], CATALOGUE, {3, 1}).read == (1, 3)


def test_what_a_file_keeps_of_a_record_is_the_same_once_it_is_settled():
    numbers = numbers_of([busy_scheme()], CATALOGUE)
    made = file_tables([busy_scheme()], CATALOGUE, numbers)
    first, second = numbers.all_of(ROW["court.defied@court"])
    for table in (made.kept, made.decided, made.most, made.weight, made.settled_by, made.rows):
        assert table[first] == table[second] != 0
    assert made.numbers[ROW["court.defied@court"]] == first
    assert made.after[first] == second


def test_each_conduct_that_makes_good_settles_its_own():
    def listing(by: str, entered: str) -> Scheme:
        leave = {"conduct": by}
        return bare(lists=[{"id": "x", "title": "X", "enter": entered, "stays": "1y", "leave": leave, **CITED}])

    made = filed(listing("debt.settled", "court.defied"), listing("help.given", "tax.fraud"))

    def settles(by: str, entered: str) -> bool:
        return bool(made.settles[ROW[by]] == made.settled_by[ROW[entered]] != 0)

    assert settles("debt.settled@court", "court.defied@court")
    assert settles("help.given@office", "tax.fraud@office")
    assert not settles("help.given@office", "court.defied@court")
    assert not settles("debt.settled@court", "tax.fraud@office")


def test_a_record_is_kept_for_the_longest_of_the_forms_that_a_rule_has_had():
    before = rule("tax.late", points=-5, lasts="20 months", at_most="3 per month", until="2016-01")
    after = rule("tax.late", points=-5, lasts="4 months", at_most="1 per month", **{"from": "2016-01"})
    made = filed(*forms_of(bare(before, after)))
    assert of(made.kept, "tax.late@office") == 20
    assert (of(made.most, "tax.late@office") & 127, of(made.most, "tax.late@office") >> 7 & 15) == (3, 1)
    assert of(filed(bare(after)).kept, "tax.late@office") == 4
