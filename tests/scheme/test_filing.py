"""What all schemes of a run together make of a file: the loosest limits and the longest terms of any."""

import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))

from busy import CITED, busy_catalogue, busy_scheme, rule

from glasshouse.observe.tables import FileTables
from glasshouse.scheme.filing import file_tables
from glasshouse.scheme.model import Scheme
from glasshouse.scheme.tables import LONGEST

CATALOGUE = busy_catalogue()
ROW = {kind.name: kind.row for kind in CATALOGUE.kinds}


def bare(*rules: dict[str, Any], **more: Any) -> Scheme:
    """A scheme of these rules and nothing else."""
    nothing: dict[str, Any] = dict.fromkeys(("clean", "repair", "appeal", "consequences", "lists"))
    return busy_scheme(**{**nothing, "rules": list(rules), **more})


def filed(*schemes: Scheme) -> FileTables:
    return file_tables(schemes, CATALOGUE)


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
        assert (of(made.cap, name), of(made.kept, name), of(made.logged, name)) == (0, 0, 0)


def test_a_cap_is_so_many_in_so_many_months():
    made = filed(busy_scheme())
    assert (of(made.cap, "tax.late@office"), of(made.cap_months, "tax.late@office")) == (2, 1)
    assert (of(made.cap, "help.given@office"), of(made.cap_months, "help.given@office")) == (3, 12)
    assert of(made.cap, "tax.fraud@office") == LONGEST


def test_of_several_limits_the_loosest_holds():
    tight = bare(rule("tax.late", -6, "2y", at_most="12 per year"))
    loose = bare(rule("tax.late", -6, "2y", at_most="2 per month"))
    free = bare(rule("tax.late", -6, "2y"))
    for schemes in ((tight, loose), (loose, tight)):
        made = filed(*schemes)
        assert (of(made.cap, "tax.late@office"), of(made.cap_months, "tax.late@office")) == (2, 1)
    assert of(filed(tight, free).cap, "tax.late@office") == LONGEST


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
    assert np.flatnonzero(made.logged).tolist() == [ROW["finance.loan"]]
    assert of(made.cap, "finance.loan") == LONGEST


def test_what_settles_what_is_joined_over_all_schemes():
    made = filed(busy_scheme())
    settling = np.flatnonzero(made.settles).tolist()
    assert settling == [ROW["debt.settled@court"]]
    settled = made.settled_by & made.settles[settling[0]] != 0
    assert np.flatnonzero(settled).tolist() == sorted([ROW["court.defied@court"], ROW["court.judgment_defied@court"]])


def test_each_conduct_that_makes_good_settles_its_own():
    def listing(by: str, entered: str) -> Scheme:
        leave = {"conduct": by}
        return bare(lists=[{"id": "x", "title": "X", "enter": entered, "stays": "1y", "leave": leave, **CITED}])

    made = filed(listing("debt.settled", "court.defied"), listing("help.given", "tax.fraud"))

    def settles(by: str, entered: str) -> bool:
        return bool(made.settles[ROW[by]] & made.settled_by[ROW[entered]])

    assert settles("debt.settled@court", "court.defied@court")
    assert settles("help.given@office", "tax.fraud@office")
    assert not settles("help.given@office", "court.defied@court")
    assert not settles("debt.settled@court", "tax.fraud@office")


def test_a_record_is_kept_for_the_longest_of_the_forms_that_a_rule_has_had():
    before = rule("tax.late", points=-5, lasts="20 months", at_most="3 per month", until="2016-01")
    after = rule("tax.late", points=-5, lasts="4 months", at_most="1 per month", **{"from": "2016-01"})
    made = filed(bare(before, after))
    assert of(made.kept, "tax.late@office") == 20
    assert (of(made.cap, "tax.late@office"), of(made.cap_months, "tax.late@office")) == (3, 1)
    assert of(filed(bare(after)).kept, "tax.late@office") == 4
