"""What in a catalogue holds given words."""

import pytest

from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.observe.search import entries, matching


def found(*words: str) -> list[str]:
    return [one.says.id for one in matching(load_catalogue(), words)]


@pytest.mark.parametrize("catalogue", [load_catalogue(), firm_catalogue()], ids=["people", "firms"])
def test_without_words_everything_is_found_once(catalogue):
    ids = [one.says.id for one in matching(catalogue, [])]
    parts = (*catalogue.conducts, *catalogue.services, *catalogue.sources)
    assert sorted(ids) == sorted(one.id for one in parts)
    assert [one.what for one in entries(catalogue)] == sorted(
        (one.what for one in entries(catalogue)), key=["conduct", "service", "source"].index
    )


def test_a_word_is_looked_for_in_id_title_domain_and_meaning():
    assert "traffic.red_light" in found("red_light")  # id
    assert "travel.high_speed_rail" in found("train")  # title
    assert set(found("utilities")) >= {"utility.theft", "utility.payment_late"}  # domain
    assert "traffic.red_light" in found("crossing")  # meaning


def test_all_words_must_be_there_and_capitals_make_no_difference():
    assert found("RED", "light") == ["traffic.red_light"]
    assert found("red", "flight") == []


def test_an_id_finds_what_it_names_alone_though_others_hold_it():
    assert found("travel.flight") == ["travel.flight"]
    assert len(found("travel.flight_")) == 1
    assert len(found("flight")) > 1
