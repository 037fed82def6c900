"""``glasshouse run``: what is asked of the simulation, and what is refused before it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import run_folders
from small_lived import TEXTS, small_info
from stand_ins import stand_in

from glasshouse.base.errors import either
from glasshouse.cli import options
from glasshouse.cli import run as command
from glasshouse.engine.places import Places
from glasshouse.population.state import FILES as SIZES
from glasshouse.results.run import Run
from glasshouse.scheme.compile.filling import Filling
from glasshouse.studies import simulate
from glasshouse.studies import spec as described
from glasshouse.studies.places import Files

FILES = [Files("people", 8, Places(1.25, 9), ("one: nobody can ever be in grade D.",), Filling(36, True))]
PLAN = described.Plan(670_000, 60, 9_380_000, 500_000_000, 25_000_000, 2.5)


@pytest.fixture
def asked(
    monkeypatch: pytest.MonkeyPatch, small_run: Run, pages: list[Path], answered: Callable[[Run], list[Any]]
) -> list[tuple[Any, Path]]:
    """What the simulation was asked for; it answers with a small run at once."""
    monkeypatch.setattr(simulate, "one_run", lambda spec: stand_in((spec,), PLAN))
    monkeypatch.setattr(command, "schemes_of", lambda spec: [("one", "The first"), ("two", "The second")])
    monkeypatch.setattr(command, "files_of", lambda spec: FILES)
    return answered(small_run)


def test_a_run_asks_for_five_years_in_rongcheng_unless_told_otherwise(typed: Any, asked: list[Any]):
    assert typed("run", "rongcheng-2016").exit_code == 0
    (spec, folder), *_ = asked
    assert (spec.scheme, spec.world, spec.people, spec.months, spec.seed) == (
        "rongcheng-2016",
        "rongcheng",
        None,
        60,
        1,
    )
    assert folder == Path("glasshouse-runs/rongcheng-2016-rongcheng-seed1-5y")


def test_months_to_save_are_those_of_the_calendar_or_numbers(typed: Any, asked: list[Any]):
    words = "run s --world hamlet --months 30 --save-at 2017-01 --save-at 5"
    assert typed(*words.split()).exit_code == 0
    assert typed(*words.split(), "--begins", "2016-10").exit_code == 0
    assert [spec.saves for spec, _ in asked] == [(12, 5), (3, 5)]
    assert "lies outside the run" in typed(*words.split(), "--save-at", "2030-01").stderr
    assert "no single run is kept" in typed(*words.split(), "--seeds", 3).stderr


@pytest.mark.parametrize("begins", ["nonsense", "2015", "2015-13", "2015-1", "２０１５-01", "", "2015-01-01"])
@pytest.mark.parametrize("more", [[], ["--save-at", "5"], ["--save-at", "2016-01"], ["--seeds", "3"], ["--plan"]])
def test_a_first_month_that_is_none_is_told_so_whatever_else_is_asked(begins: str, more: list[str], typed: Any):
    answer = typed("run", "none", "--world", "hamlet", "--begins", begins, *more)
    assert answer.exit_code == 2
    assert answer.stderr == (f"Error: {begins!r} is not a month. Write the first month as YYYY-MM, such as 2013-10.\n")


def test_options_reach_the_simulation(typed: Any, asked: list[Any]):
    words = "run s --world w --months 7 --people 99 --seed 3 --threads 2 --follow 5 --records 4 --out here "
    words += "--begins 2013-10"
    assert typed(*words.split()).exit_code == 0
    (spec, folder), *_ = asked
    assert (spec.months, spec.people, spec.seed, spec.threads, spec.follow, spec.records) == (
        7,
        99,
        3,
        2,
        5,
        4,
    )
    assert spec.begins == "2013-10"
    assert folder == Path("here")


def test_without_options_the_simulation_has_its_own_defaults(typed: Any, asked: list[Any]):
    typed("run", "rongcheng-2016")
    default = described.RunSpec()
    (spec, _), *_ = asked
    assert (spec.follow, spec.records, spec.months) == (default.follow, default.records, default.months)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("s --years 2", "s-rongcheng-seed1-2y"),
        ("s --months 18 --seed 4", "s-rongcheng-seed4-18m"),
        ("s --months 24", "s-rongcheng-seed1-2y"),
        ("my/rules.yaml --people 50", "rules-rongcheng-50people-seed1-5y"),
        ("a+b:other --begins 2013-10", "a+b-other-rongcheng-from2013-10-seed1-5y"),
        ("my/rules.yaml+court-list", "rules+court-list-rongcheng-seed1-5y"),
    ],
)
def test_a_run_has_a_folder_whose_name_says_what_it_is(words: str, name: str, typed: Any, asked: list[Any]):
    typed("run", *words.split())
    assert asked[0][1] == Path("glasshouse-runs") / name


def test_the_folder_of_a_run_with_changes_has_a_digest_of_them_in_its_name(typed: Any, asked: list[Any]):
    schemes = ["a:x.y=+2,z=", "a:z=,x.y=2", "a:x.y=3,z=", "a:other,x.y=2+b", "my/rules.yaml:x=/etc/+b"]
    for scheme in schemes:
        typed("run", scheme)
    names = [folder.relative_to("glasshouse-runs").as_posix() for _, folder in asked]
    assert names[0] == names[1] != names[2]
    assert all(re.fullmatch(r"a~[0-9a-f]{6}-rongcheng-seed1-5y", name) for name in names[:3])
    assert re.fullmatch(r"a-other~[0-9a-f]{6}\+b-rongcheng-seed1-5y", names[3])
    assert re.fullmatch(r"rules~[0-9a-f]{6}\+b-rongcheng-seed1-5y", names[4])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--years 2 --months 3", "--years 2 and --months 3 both say how long. Give one of them."),
        ("--years 0", "--years 0: a run lives at least one year"),
        ("--years -1", "--years -1: a run lives at least one year"),
    ],
)
def test_a_length_that_makes_no_sense_is_refused(words: str, says: str, typed: Any, asked: list[Any]):
    answer = typed("run", "s", *words.split())
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert asked == []


@pytest.mark.parametrize("words", ["--months 0", "--people 0", "--seed -1", "--records 5", "--threads 0"])
def test_a_number_that_makes_no_sense_is_refused_before_anything_runs(words: str, typed: Any):
    answer = typed("run", "rongcheng-2016", *words.split())
    assert answer.exit_code == 2
    assert words.split()[0].strip("-") in answer.stderr
    assert not Path("glasshouse-runs").exists()


def test_an_unknown_scheme_or_world_is_refused_with_what_was_meant(typed: Any):
    assert "Did you mean 'court-list'?" in typed("run", "cuort-list").stderr
    assert "Did you mean 'hamlet'?" in typed("run", "rongcheng-2016", "--world", "hamlt").stderr
    assert typed("run", "cuort-list").exit_code == 2


def test_a_plan_says_what_it_would_take_and_runs_nothing(typed: Any, asked: list[Any]):
    answer = typed("run", "s", "--plan")
    assert answer.stdout.splitlines() == [
        "Schemes       The first (one)",
        "              The second (two)",
        "People        670,000",
        "Months        60",
        "State         9.4 MB, 14 bytes a person",
        "Memory        about 500.0 MB",
        "Disk          about 25.0 MB",
        "Time          about 2.5 seconds",
        "Files         8 records; at once 1.2 count on average, and",
        "              of 100 people 99 have 9 or fewer. What finds",
        "              no place is lost. Files of 16 have room.",
        "They fill     for 36 months (--burn-in 36); other records",
        "              count for ever, or until they are settled.",
        "Out of reach  one: nobody can ever be in grade D.",
    ]
    assert asked == []
    assert not Path("glasshouse-runs").exists()


def test_a_plan_as_json_is_made_of_numbers(typed: Any, asked: list[Any]):
    told = json.loads(typed("run", "s", "--plan", "--json").stdout)
    assert told["state_bytes"] == 9_380_000
    assert told["schemes"] == ["one", "two"]
    assert told["files"] == [
        {
            "who": "people",
            "records": 8,
            "needed": {"mean": 1.25, "most": 9, "size": 16},
            "beyond": ["one: nobody can ever be in grade D."],
            "full": {"months": 36, "for_ever": True},
        }
    ]


def test_the_sizes_that_a_file_may_have_are_told():
    assert options.Records.__metadata__[0].help == f"Records that a file holds: {either(map(str, SIZES))}."


def test_a_plan_names_every_scheme_that_a_bundle_holds(typed: Any):
    answer = typed("run", "article-2020", "--world", "hamlet", "--months", "1", "--plan", columns=120)
    assert "(article-2020-people)" in answer.stdout
    assert "(rongcheng-firms)" in answer.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("sesame+", "names no scheme between two '+'"),
        ("sesame+sesame", "sesame stands twice"),
        ("sesame:literatur", "Did you mean 'literature'?"),
        ("sesame --begins 2015", "'2015' is not a month"),
        ("sesame --begins 2015-13", "'2015-13' is not a month"),
        ("thirty-cities", "holds in a region that is not there"),
        ("+".join(["none", *map(str, range(9))]), "is not a scheme of the library"),
    ],
)
def test_schemes_and_dates_that_make_no_sense_are_refused(words: str, says: str, typed: Any):
    answer = typed("run", *words.split(), "--world", "hamlet", "--months", "1", "--people", "512")
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_report_is_written_and_named_unless_it_is_not_wanted(typed: Any, asked: list[Any], pages: list[Path]):
    assert "Report: report.html" in typed("run", "s", "--out", "a").stdout
    assert "Report" not in typed("run", "s", "--out", "b", "--no-report").stdout
    assert len(pages) == 1


def test_a_run_that_is_there_is_only_replaced_if_one_says_so(typed: Any, asked: list[Any], tmp_path: Path):
    run_folders.begin(tmp_path / "there", small_info(), TEXTS).release()
    answer = typed("run", "s", "--out", "there")
    assert answer.exit_code == 2
    assert "replace it with --force" in answer.stderr
    assert asked == []
    assert typed("run", "s", "--out", "there", "--force").exit_code == 0
    assert asked[0][0].force


def test_ctrl_c_ends_with_one_line_that_says_how_to_go_on(
    typed: Any, asked: list[Any], monkeypatch: pytest.MonkeyPatch
):
    def interrupted(study: Any, folder: Path, tell: Any) -> Run:
        run_folders.begin(folder, small_info(), TEXTS).release()
        raise KeyboardInterrupt

    monkeypatch.setattr("glasshouse.studies.study.conduct", interrupted)
    answer = typed("run", "s", "--out", "my run")
    assert answer.exit_code == 130
    assert answer.stderr.splitlines()[-1] == "Stopped; 0 months kept. Go on with: glasshouse resume 'my run'"


def test_json_is_all_that_standard_output_holds(typed: Any, asked: list[Any]):
    assert json.loads(typed("run", "s", "--json").stdout)["info"]["months"] == 24


@pytest.mark.parametrize("is_cached", [True, False])
def test_the_first_run_on_a_machine_says_why_it_waits(
    is_cached: bool, typed: Any, asked: list[Any], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("glasshouse.base.compiled.is_cached", lambda: is_cached)
    assert ("Compiling the month" in typed("run", "s").stderr) != is_cached


@pytest.mark.parametrize("can_keep", [True, False])
def test_where_nothing_is_kept_nobody_is_told_that_it_compiles_once(
    can_keep: bool, typed: Any, asked: list[Any], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("glasshouse.base.compiled.is_cached", lambda: False)
    monkeypatch.setattr("glasshouse.base.compiled.can_keep", lambda: can_keep)
    assert ("once" in typed("run", "s").stderr) == can_keep


@pytest.mark.parametrize("number", ["１００", "many", "1.5", "٣"])
def test_an_option_that_takes_a_number_says_so_in_plain_words(typed: Any, number: str):
    answer = typed("run", "none", "--people", number, columns=200)
    assert answer.exit_code == 2
    assert "Invalid value for '--people': a whole number belongs here, in the digits 0 to 9." in answer.stderr
    assert "Input should" not in answer.stderr


def test_a_month_in_digits_of_another_width_is_refused(typed: Any):
    assert "'２０１６-01' is not a month" in typed("run", "none", "--begins", "２０１６-01", "--plan").stderr
