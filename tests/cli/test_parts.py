"""``glasshouse parts``, and parts on the command line."""

import json
from typing import Any

from glasshouse.parts.registry import PARTS


def test_every_part_is_listed_with_its_question_and_settings(typed: Any):
    answer = typed("parts", columns=100)
    assert answer.exit_code == 0
    for part in PARTS.values():
        assert f"{part.id}: {part.title}" in answer.stdout
        assert all(one.id in answer.stdout for one in part.settings)
    assert "assumed, plausible from 0 to 0.25" in answer.stdout


def test_as_json_each_setting_has_its_limits_and_its_range(typed: Any):
    (told,) = json.loads(typed("parts", "--json").stdout)
    fades = next(one for one in told["settings"] if one["id"] == "fades")
    assert (fades["value"], fades["lowest"], fades["highest"], fades["assumed"]) == (0.11, 0, 1, [0.04, 0.25])
    assert told["about_whom"] == ["person"]
    assert told["columns"] == 1


def test_a_run_with_a_part_says_so_and_answers_its_question(typed: Any):
    run = ("run", "rongcheng-2016", "--world", "hamlet", "--people", 600, "--months", 3)
    answer = typed(*run, "--with", "learning:learns=0.2", columns=100)
    assert answer.exit_code == 0
    assert "learning:learns=0.2" in answer.stdout
    assert "Lessons taught by wrong records" in answer.stdout
    assert "rongcheng-2016~learning-learns-0.2-hamlet-600people" in answer.stdout.replace("\n", "")


def test_both_options_may_name_parts_and_all_problems_are_told_at_once(typed: Any):
    answer = typed("run", "none", "--with", "lerning", "--with", "learning:fades=7,learning:lerns=1")
    assert answer.exit_code == 2
    told = " ".join(answer.stderr.split())
    assert "Did you mean 'learning'?" in told
    assert "between 0 and 1" in told
    assert "Did you mean 'learns'?" in told


def test_a_comparison_may_have_a_part_in_one_world_alone(typed: Any):
    sides = ("compare", "none", "none", "--world", "hamlet", "--people", 600, "--months", 1, "--no-report")
    answer = typed(*sides, "--with-b", "learning", columns=100)
    assert answer.exit_code == 0
    assert "No scheme, with learning (none)" in answer.stdout
    assert "none-vs-none~learning-hamlet-600people" in answer.stdout.replace("\n", "")


def test_a_setting_that_both_worlds_and_one_of_them_have_is_refused(typed: Any):
    answer = typed("compare", "none", "none", "--with", "learning:fades=0.1", "--with-b", "learning:fades=0.2")
    assert answer.exit_code == 2
    assert "learning:fades is given twice" in " ".join(answer.stderr.split())


def test_with_a_common_past_the_run_says_which_parts_are_on(typed: Any):
    answer = typed("compare", "same", "none", "--from", "x", "--at", "3", "--with", "learning")
    assert answer.exit_code == 2
    assert "--with: with --from, the run says that already" in " ".join(answer.stderr.split())
