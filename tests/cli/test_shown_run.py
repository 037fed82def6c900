"""What a run came to, on the terminal."""

from dataclasses import replace

import pytest
from small_lived import (
    MONTHS,
    small_catalogue,
    small_info,
    small_lived,
    small_scheme,
)

from glasshouse.cli import shown_run
from glasshouse.measure.tally import Tallies
from glasshouse.population.model import World
from glasshouse.results.run import Run
from glasshouse.results.run_tables import tables
from glasshouse.scheme.library.system import Placement


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def shown(small_run: Run, capsys: pytest.CaptureFixture[str]) -> str:
    shown_run.show(small_run)
    return capsys.readouterr().out


def test_the_first_line_says_that_the_people_are_synthetic(shown: str):
    assert shown.startswith("Synthetic people: a result under stated assumptions")


def test_a_stranger_reads_who_held_which_grade_at_the_start_and_at_the_end(shown: str):
    lines = [line.split() for line in shown.splitlines()]
    assert ["Grade", "at", "the", "start", "share", "at", "the", "end", "share"] in lines
    assert ["GOOD", "1,000", "100.0", "%", "850", "85.0", "%"] in lines
    assert ["POOR", "0", "0", "%", "60", "6.0", "%"] in lines


def test_it_says_who_is_on_a_list_and_how_many_wrongly(shown: str):
    assert ["Blacklist", "30", "3.0", "%", "5"] in [line.split() for line in shown.splitlines()]


def test_it_says_what_was_refused_most_and_leaves_out_what_never_was(shown: str):
    assert ["Travel.Flight", "25", "150", "50", "37.5", "%"] in [line.split() for line in shown.splitlines()]
    assert shown.index("Refused most") < shown.index("Granted with a reward") < shown.index("Work.Job")


def test_it_says_what_was_granted_with_a_reward(shown: str):
    assert ["Work.Job", "4", "10", "40.0", "%"] in [line.split() for line in shown.splitlines()]


def test_it_says_how_many_are_under_sanction_how_many_wrongly_and_how_long_the_way_back_takes(shown: str):
    assert "90 of 1,000 scored (9.0 %)" in shown
    assert "15 of them (16.7 %)" in shown
    assert "Half are free after  2 months" in shown


def test_it_fits_a_narrow_terminal_and_needs_no_colour(shown: str):
    assert max(map(len, shown.splitlines())) <= 60
    assert "\x1b" not in shown


def test_a_run_in_which_nothing_happened_is_told_all_the_same(capsys: pytest.CaptureFixture[str]):
    scheme = small_scheme().model_copy(update={"grades": (), "lists": (), "score": None, "consequences": ()})
    nothing = replace(small_lived(), scheme=scheme, tallies=Tallies.for_months(MONTHS), sanctioned_grades=())
    run = Run(
        small_info(),
        tables(nothing),
        scheme=scheme,
        world=World.model_construct(),
        catalogue=small_catalogue(),
    )
    shown_run.show(run)
    told = capsys.readouterr().out
    assert "nobody came under sanction" in told
    assert "Refused most" not in told


def test_a_median_that_was_not_reached_is_told_as_such(capsys: pytest.CaptureFixture[str]):
    lived = small_lived()
    lived.tallies.ended[:] = 0
    run = Run(
        small_info(),
        tables(lived),
        scheme=lived.scheme,
        world=World.model_construct(),
        catalogue=small_catalogue(),
    )
    shown_run.show(run)
    assert "longer than this run saw" in capsys.readouterr().out


def test_every_scheme_of_a_run_of_several_is_told_in_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "80")
    lived = small_lived()
    world, catalogue = World.model_construct(title="A hamlet"), small_catalogue()
    one, two = small_scheme(), small_scheme().model_copy(update={"id": "other", "title": "The other", "grades": ()})
    info = small_info(placed=[Placement(one, ""), Placement(two, "")])
    lists_alone = replace(lived, scheme=two, sanctioned_grades=())
    runs = {
        scheme.id: Run(
            {**info, "scheme": info["schemes"][at]},
            tables(each),
            scheme=scheme,
            world=world,
            catalogue=catalogue,
            at=at,
        )
        for at, (scheme, each) in enumerate([(one, lived), (two, lists_alone)])
    }
    runs["small"].know(runs)
    shown_run.show(runs["small"])
    told = " ".join(capsys.readouterr().out.split())
    assert "All schemes, over the same files" in told
    assert "other 30 on “Blacklist” 1,000 30 25 50" in told
    assert "A small scheme (made up for tests), in more detail" in told
