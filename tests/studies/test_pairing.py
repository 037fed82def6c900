"""The two worlds of a comparison: the same subjects, and the same past if they have one."""

from dataclasses import replace
from pathlib import Path

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.results.run import Run
from glasshouse.results.run_tables import TABLES
from glasshouse.studies import branching, simulate
from glasshouse.studies.comparison import fork, twin_lives
from glasshouse.studies.kept import resume, verify
from glasshouse.studies.pairing import beside, forked, named, plan_from, plan_of_both, sides_of
from glasshouse.studies.simulate import again
from glasshouse.studies.spec import RunSpec
from glasshouse.studies.spec import plan as plan_of_run

SPEC = RunSpec(scheme="rongcheng-2016", world="hamlet", people=2_000, months=16, seed=3, follow=600)
AT = 6


class KilledError(Exception):
    """Stands for whatever ends a process."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "kept"
    simulate.simulate(SPEC, folder)
    return folder


def same(one: Run, other: Run) -> bool:
    return all(one.table(name).equals(other.table(name), null_equal=True) for name in TABLES)


def test_both_worlds_have_the_subjects_that_either_scores():
    one, other = sides_of(replace(SPEC, scheme="rongcheng-2016+tax-credit"), "none")
    assert one.parts.kinds == other.parts.kinds == {"person", "firm"}
    assert [placed.scheme.id for placed in other.parts.placed] == ["none", "none-firms"]


def test_a_world_is_called_by_what_it_was_asked_for_and_not_by_what_stands_for_subjects_of_the_other():
    one, other = sides_of(replace(SPEC, scheme="rongcheng-2016+tax-credit"), "none")
    assert [placed.scheme.id for placed in named(one)] == ["rongcheng-2016", "tax-credit"]
    assert [placed.scheme.id for placed in named(other)] == ["none"]
    firms = sides_of(replace(SPEC, scheme="tax-credit"), "none")[1]
    assert [placed.scheme.id for placed in named(firms)] == ["none-firms"]


def test_two_futures_take_the_time_of_what_is_left(kept: Path):
    left, whole = (plan_from(forked(kept, at, None, "none")) for at in (AT, 0))
    assert (left.months, whole.months) == (SPEC.months - AT, SPEC.months)
    assert left.seconds < whole.seconds
    assert left.state_bytes == whole.state_bytes


def test_schemes_for_firms_are_compared_with_firms_that_nobody_scores():
    one, other = sides_of(replace(SPEC, scheme="tax-credit"), "none")
    assert one.parts.kinds == other.parts.kinds == {"firm"}


def test_two_futures_from_one_month_are_the_branches_they_are_alone(kept: Path):
    found = fork(kept, AT, None, "none")
    assert same(found.a, branching.branch(kept, AT))
    assert same(found.b, branching.branch(kept, AT, "none"))
    assert found.parted > 0


def test_nothing_differs_before_the_month_in_which_two_futures_begin(kept: Path):
    found = fork(kept, AT, None, "none")
    assert found.parting["month"].to_list() == list(range(AT, SPEC.months))
    assert found.over_time["month"].min() == AT
    assert found.people["parted"].min() >= AT  # type: ignore[operator]
    begun = found.over_time.filter(month=AT)
    assert begun["money"].n_unique() == 1


def test_two_futures_without_a_change_never_part(kept: Path):
    assert fork(kept, AT, None, "rongcheng-2016").parted == 0


def test_futures_that_were_stopped_go_on_without_the_run_that_they_began_with(kept: Path, tmp_path: Path):
    def killed(done: int, months: int) -> None:
        if done == 15:
            raise KilledError

    with pytest.raises(KilledError):
        fork(kept, AT, None, "none", tmp_path / "two", killed)
    resumed, whole = resume(tmp_path / "two"), fork(kept, AT, None, "none")
    assert resumed.people.equals(whole.people, null_equal=True)
    assert same(resumed.b, whole.b)
    assert verify(tmp_path / "two") == (True, [])


def test_lives_that_part_after_a_common_past_are_lived_again_from_there(kept: Path, tmp_path: Path):
    found = fork(kept, AT, None, "none", tmp_path / "two")
    parted = found.people.filter(found.people["parted"].is_not_null())
    for row in parted.head(3).iter_rows(named=True):
        lives = twin_lives(tmp_path / "two", row["person"])
        assert lives.parted == row["parted"]
        assert lives.months[0][0].month == AT
        assert lives.causes


def test_the_twin_of_a_branch_begins_with_the_same_month(kept: Path, tmp_path: Path):
    branching.branch(kept, AT, None, tmp_path / "branch")
    mine = again(tmp_path / "branch", branching.branch(kept, AT).info)
    other = beside(mine, "none")
    assert mine.start is not None
    assert other.start is not None
    assert mine.start.month == other.start.month == AT


def test_futures_of_different_subjects_are_not_compared(tmp_path: Path):
    both = replace(SPEC, scheme="rongcheng-2016+tax-credit", months=4)
    simulate.simulate(both, tmp_path / "both")
    with pytest.raises(GlasshouseError, match="for the same subjects"):
        forked(tmp_path / "both", 2, None, "rongcheng-2016")


def test_a_month_outside_the_run_is_told(kept: Path):
    with pytest.raises(GlasshouseError, match="16"):
        forked(kept, 40, None, "none")


def test_both_worlds_take_more_than_one():
    assert plan_of_both(sides_of(SPEC, "none")).state_bytes > 2 * plan_of_run(SPEC).state_bytes
