"""What schemes say of a conduct, a service or a source."""

from glasshouse.scheme.explain.uses import Use, uses_in, uses_of
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.find import find_scheme

CITED = {"cite": "text", "clause": "1"}
SMALL = Scheme.model_validate(
    {
        "id": "small",
        "title": "Small",
        "about": "To check by hand.",
        "score": {"start": 100, "lowest": 0},
        "grades": [{"id": "A", "from": 50}, {"id": "B", "below": 50}],
        "rules": [
            {"conduct": "traffic.ticket", "points": -10, "lasts": "2y", **CITED},
            {"conduct": "order.littering", "source": "village.committee", "points": -2, "lasts": "1y", **CITED},
        ],
        "repair": [{"by": "debt.settled", "gives": 3, "at_most": "1 per year", "lasts": "1y", **CITED}],
        "lists": [
            {"id": "named", "title": "The named", "enter": ["court.judgment_defied"], "stays": "2y",
             "leave": {"conduct": "debt.settled"}, **CITED},
        ],
        "consequences": [
            {"when": {"grade": "B"}, "service": "travel.flight", "effect": "refuse", "from": "2017-05", **CITED},
            {"when": {"list": "named"}, "service": "travel.flight", "effect": "refuse", **CITED},
        ],
    }
)  # fmt: skip


def said(name: str) -> list[tuple[str, str]]:
    return [(one.what, one.says) for one in uses_in(SMALL, name)]


def test_a_rule_says_what_it_gives_and_for_how_long():
    assert said("traffic.ticket") == [("rule", "-10; counts for 2 years")]


def test_a_rule_for_one_source_stands_with_the_conduct_and_with_the_source():
    assert said("order.littering") == [("rule", "-2; counts for 1 year, if by village.committee")]
    assert said("village.committee") == [("rule", "order.littering: -2; counts for 1 year")]


def test_a_conduct_may_enter_a_list_end_it_and_make_good():
    assert said("court.judgment_defied") == [("list", "enters the list The named")]
    assert said("debt.settled") == [
        ("way back", "+3, 1 per year at most; counts for 1 year"), ("list", "ends the list The named"),
    ]  # fmt: skip


def test_a_service_is_refused_to_a_grade_or_a_list_from_a_date_on():
    assert said("travel.flight") == [
        ("consequence", "refused, from 2017-05: grade B"), ("consequence", "refused: The named"),
    ]  # fmt: skip


def test_what_no_scheme_goes_by_has_no_uses():
    assert said("traffic.speeding") == []


def test_all_schemes_of_the_library_that_score_such_subjects_are_asked():
    of_people = {one.scheme for one in uses_of("court.judgment_defied", "person")}
    assert "court-list" in of_people
    assert "rongcheng-2016" not in of_people
    assert {one.scheme for one in uses_of("court.judgment_defied", "firm")} >= {"court-list-firms", "rongcheng-firms"}
    assert Use("court-list", "list", "enters the list Judgment defaulters: able to pay, and refusing") in uses_of(
        "court.judgment_defied", "person"
    )
    connected = [one for one in uses_of("court.enforcement", "person") if one.scheme == "court-list"]
    assert len(connected) == len(find_scheme("court-list").connected)
