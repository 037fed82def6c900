"""One thing of a catalogue in full."""

import json
from typing import Any

import pytest

from glasshouse.base.evidence import walk_sourced
from glasshouse.cli.shown_entry import how_often, page
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.observe.search import entries, matching
from glasshouse.scheme.explain.uses import uses_of

BOTH = {"people": load_catalogue(), "firms": firm_catalogue()}


def told(name: str, catalogue: Any = BOTH["people"]) -> str:
    (entry,) = matching(catalogue, [name])
    return "\n".join(page(entry, catalogue, uses_of(name, catalogue.cast.kind)))


@pytest.mark.parametrize("whose", BOTH)
def test_every_number_of_every_entry_stands_there_with_its_evidence_or_range(whose: str):
    catalogue = BOTH[whose]
    for entry in entries(catalogue):
        text = "\n".join(page(entry, catalogue, []))
        for _, label, one in walk_sourced(entry.says):
            known = one.evidence or f"assumed, {one.assumed[0]:g} to {one.assumed[1]:g}"  # type: ignore[index]
            assert known in text, (entry.says.id, label)
            assert (one.note or "") in text, (entry.says.id, label)


def test_a_conduct_says_who_sees_it_and_which_schemes_punish_it():
    text = told("traffic.red_light")
    assert "85% of it in view of police.cameras (Traffic cameras), which records 85%" in text
    assert "rongcheng-2016, rule: -5; counts for 1 year" in text
    assert "A conduct in the domain 'traffic', unlawful." in text


def test_a_service_says_what_refusing_it_does_and_which_schemes_refuse_it():
    text = told("travel.flight")
    refused = text[text.index("If it is refused") :]
    assert "Change of strain" in refused
    assert "court-list, consequence: refused: Judgment defaulters" in refused
    assert "rongcheng-2016, consequence: refused: Rongcheng's blacklist" in refused


def test_a_source_says_what_it_has_in_view_and_how_it_errs():
    text = told("police.cameras")
    assert "Red light run (traffic.red_light), 85% of it" in text
    assert "Share of the conducts in its view that it records: 0.85" in text
    assert "A record is on file after 14 days." in text


def test_what_follows_from_debt_says_that_it_has_no_rate():
    assert "No rate of its own" in told("court.judgment_defied")


def test_rates_of_firms_are_said_to_be_of_firms():
    text = told("tax.paid_late", BOTH["firms"])
    assert "per 1,000 firms a year" in text
    assert "1,000 adults a year:" not in text


def test_how_often_is_of_a_thousand_a_year_for_what_comes_and_for_what_falls_due():
    def often(name: str, whose: str = "people") -> str:
        return how_often(matching(BOTH[whose], [name])[0], BOTH[whose])

    assert (often("traffic.red_light"), often("travel.high_speed_rail")) == ("35", "1,030")
    assert (often("court.judgment_defied"), often("police.cameras")) == ("by debt", "85%")
    due = next(one for one in BOTH["people"].conducts if one.due is not None)
    assert due.due is not None
    assert float(often(due.id).replace(",", "")) == pytest.approx(
        due.due.chance.value * 12_000 / due.due.every, rel=1e-3
    )


def test_as_json_one_thing_tells_which_schemes_go_by_it(typed: Any):
    said = json.loads(typed("catalogue", "travel.flight", "--json").stdout)
    assert (said["what"], said["id"]) == ("service", "travel.flight")
    assert {"scheme": "yiwu", "what": "consequence", "says": "refused: grade very-poor"} in said["schemes"]


def test_one_thing_fits_a_narrow_terminal(typed: Any):
    assert max(map(len, typed("catalogue", "travel.flight").stdout.splitlines())) <= 60
