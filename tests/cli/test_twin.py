"""``glasshouse explain --twin``: both lives of one synthetic person beside each other."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from glasshouse.cli.twin import plain, rows, told
from glasshouse.storage.about import with_digests
from glasshouse.studies import comparison
from glasshouse.studies.spec import RunSpec
from glasshouse.studies.twin import Event, Ground, Means, Month, Standing, TwinLives

MEANS = Means(2.0, 0.1, "employed", "no debt")
FLIGHT = Event(5, "travel.flight", "Flight", "refused", None)
LISTED = Standing("City", 940, "D", ("Blacklist",), True, (Ground("Tax fraud", 1, True, "line 1"),))
GOOD = Standing("City", 1_000, "A", (), False, ())


def month(at: int, *standings: Standing, events: tuple[Event, ...] = (), **means: Any) -> Month:
    now = MEANS._replace(**means)
    return Month(at, standings, now, (), events, now)


def lives(a: list[Month], b: list[Month] | None = None, parted: int | None = 2, **more: Any) -> TwinLives:
    """Both lives; the second, if nothing is said, is one that nobody scores and in which nothing happens."""
    b = b or [month(one.month) for one in a]
    who = {"person": 4711, "kind": "person", "traits": {"settlement": "urban", "age": "30-44"}, "begins": "2016-11"}
    why = {"titles": ("City rules", "No scheme"), "causes": ("Flight: refused in a.",), **more}
    return TwinLives(months=(tuple(a), tuple(b)), parted=parted, **who, **why)


LIFE = [month(0, GOOD), month(1, GOOD), month(2, LISTED, events=(FLIGHT,)), *(month(at, LISTED) for at in range(3, 9))]


def test_the_first_lines_say_who_it_is_and_which_worlds_these_are():
    assert list(told(lives(LIFE)))[:3] == [
        "Person 4,711, who is synthetic: urban, 30-44",
        "a: City rules",
        "b: No scheme",
    ]


def test_the_parting_has_its_month_and_its_causes():
    lines = list(told(lives(LIFE)))
    assert "The lives diverge in 2017-01, after 2 months alike." in lines
    assert "  Flight: refused in a." in lines
    assert "The lives diverge in 2016-12, after 1 month alike." in list(told(lives(LIFE, parted=1)))
    assert "The lives diverge in 2016-11, in the first month." in list(told(lives(LIFE, parted=0)))


def test_of_two_branches_the_months_are_told_from_that_in_which_they_begin():
    later = [replace(one, month=one.month + 28) for one in LIFE]
    assert [row[0] for row in rows(lives(later, parted=30))][:3] == ["2019-04", "2019-05", "2019-06"]


def test_lives_that_never_part_are_told_with_how_they_stand():
    lines = list(told(lives([month(at, GOOD) for at in range(9)], parted=None, causes=())))
    assert "The lives never diverge: in 8 months the same happens in both worlds." in lines
    assert lines[-1] == "At the end, in a: 1,000 points, grade A; in b: scored by nobody."
    both = [month(0, GOOD), month(1, GOOD)]
    assert list(told(lives(both, both, None)))[-1] == "At the end, in a: 1,000 points, grade A."


def test_the_months_around_the_parting_and_the_last_are_always_shown():
    assert [row[0] for row in rows(lives(LIFE))] == ["2016-12", "2017-01", "2017-02", "2017-07"]
    assert next(rows(lives(LIFE, parted=0)))[0] == "2016-11"


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (month(5, LISTED), False),
        (month(5, LISTED._replace(score=935)), False),
        (month(5, LISTED._replace(grade="C")), True),
        (month(5, LISTED._replace(lists=())), True),
        (month(5, GOOD), True),
        (month(5, LISTED, events=(FLIGHT,)), True),
        (month(5, LISTED, events=(FLIGHT._replace(what="not asked for"),)), False),
        (month(5, LISTED, money=2.4), False),
        (month(5, LISTED, money=1.4), True),
        (month(5, LISTED, strain=0.25), True),
        (month(5, LISTED, job="unemployed"), True),
        (month(5, LISTED, debt="pays late"), True),
    ],
)
def test_a_later_month_is_shown_if_something_else_happens_or_changes(now: Month, shown: bool):
    assert ("2017-04" in [row[0] for row in rows(lives([*LIFE[:5], now, *LIFE[6:]]))]) == shown


def test_what_happens_alike_in_both_worlds_is_no_reason_to_show_a_month():
    poor = {"money": 0.5, "debt": "pays late"}
    a = [*LIFE[:5], month(5, LISTED, events=(FLIGHT,), **poor), *LIFE[6:]]
    b = [*(month(at) for at in range(5)), month(5, events=(FLIGHT,), **poor), *(month(at) for at in range(6, 9))]
    assert "2017-04" not in [row[0] for row in rows(lives(a, b))]


def test_a_cell_says_how_they_stand_how_they_live_and_what_happens_in_this_world_alone():
    first, parting, *_ = rows(lives(LIFE))
    assert first[1] == "1,000 points, grade A\nsaved 2.0, strain 0.10, employed, no debt"
    assert first[2] == "scored by nobody\nsaved 2.0, strain 0.10, employed, no debt"
    assert parting[1] == (
        "940 points, grade D, on the list Blacklist, under sanction\nsaved 2.0, strain 0.10\nFlight: refused"
    )
    assert parting[2] == "saved 2.0, strain 0.10"


def test_as_names_and_values_everything_is_there():
    found = json.loads(json.dumps(plain(lives(LIFE))))
    assert found["parted"] == 2
    assert found["months"]["a"][2]["standings"][0]["grounds"][0] == {
        "what": "Tax fraud", "month": 1, "wrong": True, "clause": "line 1",
    }  # fmt: skip
    assert found["months"]["a"][2]["events"][0]["what"] == "refused"
    assert found["months"]["b"][8]["means"]["job"] == "employed"


# typed


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("comparisons") / "both"
    comparison.compare(RunSpec(world="hamlet", people=1_200, months=30, seed=1, follow=0), "none", folder)
    return folder


@pytest.fixture
def copy(kept: Path, tmp_path: Path) -> Path:
    shutil.copytree(kept, tmp_path / "copy")
    return tmp_path / "copy"


def somebody(folder: Path) -> int:
    return int(comparison.open_comparison(folder).people.drop_nulls("parted")["person"][0])


def test_of_a_comparison_of_a_side_and_of_a_run_both_lives_are_shown(typed: Any, kept: Path):
    person = somebody(kept)
    answers = [typed("explain", folder, person, "--twin", columns=100) for folder in (kept, kept / "a", kept / "b")]
    assert {answer.exit_code for answer in answers} == {0}
    assert len({answer.stdout for answer in answers}) == 1
    assert f"Person {person:,}, who is synthetic" in answers[0].stdout
    assert "The lives diverge in " in answers[0].stdout
    assert "Both lives" in answers[0].stdout
    assert max(map(len, typed("explain", kept, person, "--twin").stdout.splitlines())) <= 60


def test_as_json_it_is_the_same_for_programs(typed: Any, kept: Path):
    person = somebody(kept)
    found = json.loads(typed("explain", kept, person, "--twin", "--json").stdout)
    assert found["person"] == person
    assert found["parted"] == comparison.twin_lives(kept, person).parted
    assert len(found["months"]["a"]) == 31


def test_without_a_twin_the_first_side_is_explained_and_that_is_said(typed: Any, kept: Path):
    answer = typed("explain", kept, somebody(kept))
    assert answer.exit_code == 0
    assert "How it came" in answer.stdout
    assert "Side a of the comparison" in answer.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["1", "--against", "none"], "Say --twin as well"),
        (["1", "--twin", "--against", "none"], "holds both worlds already"),
        (["1200", "--twin"], "There is no person 1,200: the people here are numbered 0 to 1,199"),
        (["1", "--twin", "--scheme", "rongcheng"], "Did you mean 'rongcheng-2016'"),
    ],
)
def test_what_makes_no_sense_is_told(words: list[str], says: str, typed: Any, kept: Path):
    answer = typed("explain", kept, *words, columns=200)
    assert answer.exit_code == 2
    assert says in " ".join(answer.stderr.split())


def test_a_twin_that_is_gone_is_told_with_how_to_make_it_again(typed: Any, copy: Path):
    shutil.rmtree(copy / "b")
    for folder, says in ((copy, "its side b is gone. Run it anew:"), (copy / "b", "Make both anew:")):
        answer = typed("explain", folder, 1, "--twin", columns=200)
        assert answer.exit_code == 2
        assert says in " ".join(answer.stderr.split())


def test_what_another_engine_made_is_not_lived_again(typed: Any, copy: Path):
    path = copy / "comparison.json"
    info = {**json.loads(path.read_text()), "engine": {"version": "0.0", "sha256": "0" * 64}}
    del info["digests"]
    path.write_text(json.dumps(with_digests(info)))
    answer = typed("explain", copy, 1, "--twin", columns=200)
    assert answer.exit_code == 2
    assert "was made by another engine" in " ".join(answer.stderr.split())


def test_a_firm_is_called_a_firm():
    assert next(told(replace(lives(LIFE), kind="firm"))).startswith("Firm 4,711")
