"""``glasshouse compare``: what is asked of the comparison, and what is refused before it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_up_comparison import made_up_comparison
from stand_ins import stand_in

from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import ending
from glasshouse.cli.forking import other_of
from glasshouse.results.comparison import Comparison
from glasshouse.studies import comparison
from glasshouse.studies.spec import Plan

PLAN = Plan(670_000, 60, 18_760_000, 800_000_000, 50_000_000, 5.0)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, answered: Callable[[Comparison], list[Any]]) -> list[tuple[Any, str, Path]]:
    """What was to be compared; a made-up comparison is there at once, and no page is written."""
    monkeypatch.setattr(comparison, "two_worlds", lambda spec, other: stand_in((spec, other), PLAN))
    monkeypatch.setattr(ending, "write_report", lambda made: Path("compared/report.html"))
    monkeypatch.setattr("glasshouse.base.compiled.is_cached", lambda: True)
    return answered(made_up_comparison())


def test_five_years_in_rongcheng_are_compared_unless_told_otherwise(typed: Any, asked: list[Any]):
    assert typed("compare", "rongcheng-2016", "none").exit_code == 0
    (spec, other, folder), *_ = asked
    assert (spec.scheme, other, spec.world, spec.months, spec.seed) == ("rongcheng-2016", "none", "rongcheng", 60, 1)
    assert folder == Path("glasshouse-runs/rongcheng-2016-vs-none-rongcheng-seed1-5y")


def test_options_reach_the_comparison(typed: Any, asked: list[Any]):
    words = "compare s t --world w --months 7 --people 99 --seed 3 --threads 2 --follow 5 --records 4 --out here "
    assert typed(*(words + "--begins 2013-10 --force").split()).exit_code == 0
    (spec, other, folder), *_ = asked
    assert (spec.months, spec.people, spec.seed, spec.threads, spec.follow, spec.records) == (7, 99, 3, 2, 5, 4)
    assert (spec.begins, spec.force, other, folder) == ("2013-10", True, "t", Path("here"))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("s t --years 2", "s-vs-t-rongcheng-seed1-2y"),
        ("one/before.yaml two/after.yaml --world hamlet", "before-vs-after-hamlet-seed1-5y"),
        ("a+b c --months 18 --people 50 --world hamlet", "a+b-vs-c-hamlet-50people-seed1-18m"),
        ("sesame :literature", "sesame-vs-sesame-literature-rongcheng-seed1-5y"),
    ],
)
def test_a_comparison_has_a_folder_whose_name_says_what_it_is(words: str, name: str, typed: Any, asked: list[Any]):
    typed("compare", *words.split())
    assert asked[0][2] == Path("glasshouse-runs") / name


def test_a_change_alone_is_the_first_scheme_with_that_change():
    assert other_of("sesame", ":literature") == "sesame:literature"
    assert other_of("sesame:literature", ":x=1") == "sesame:literature,x=1"
    assert other_of("my/rules.yaml", "other.yaml") == "other.yaml"


def test_a_change_of_several_schemes_at_once_says_nothing_of_which():
    with pytest.raises(GlasshouseError, match="does not say which scheme of a\\+b"):
        other_of("a+b", ":literature")


def test_a_plan_says_what_both_worlds_would_take_and_compares_nothing(typed: Any, asked: list[Any]):
    answer = typed("compare", "rongcheng-2016", "none", "--plan", columns=80)
    assert "(a: rongcheng-2016)" in answer.stdout
    assert "No scheme (b: none)" in answer.stdout
    assert asked == []
    told = json.loads(typed("compare", "rongcheng-2016", "none", "--plan", "--json").stdout)
    assert told["schemes"] == ["a: rongcheng-2016", "b: none"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("cuort-list none", "Did you mean 'court-list'?"),
        ("none cuort-list", "Did you mean 'court-list'?"),
        ("court-list court-list-firms", "they have no subjects in common"),
        ("none none --years 2 --months 3", "Give one of them."),
        ("none none --seed -1", "seed"),
        ("sesame+none :literature", "does not say which scheme"),
        ("none none --seeds 0", "at least one seed"),
        ("none none --seeds 2 --follow 9", "with --seeds none is kept"),
        ("none none --yes", "--yes is for --seeds"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_anything_is_written(words: str, says: str, typed: Any):
    answer = typed("compare", *words.split(), "--world", "hamlet")
    assert answer.exit_code == 2
    assert says in " ".join(answer.stderr.split())
    assert "Traceback" not in answer.stderr
    assert not Path("glasshouse-runs").exists()


def test_the_report_is_named_unless_it_is_not_wanted(typed: Any, asked: list[Any]):
    assert "Report:     compared/report.html" in typed("compare", "s", "t", "--out", "x").stdout
    assert "Report:" not in typed("compare", "s", "t", "--out", "y", "--no-report").stdout


def test_json_is_all_that_standard_output_holds(typed: Any, asked: list[Any]):
    assert json.loads(typed("compare", "s", "t", "--json").stdout)["parted"] == 21_000


def test_ctrl_c_before_anything_is_kept_says_so(typed: Any, asked: list[Any], monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: Any) -> Comparison:
        raise KeyboardInterrupt

    monkeypatch.setattr("glasshouse.studies.study.conduct", interrupted)
    answer = typed("compare", "s", "t")
    assert answer.exit_code == 130
    assert answer.stderr.splitlines()[-1] == "Stopped before anything was kept."
