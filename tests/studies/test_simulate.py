"""The main path over time: what is refused before anything runs, what a run hands over, how it goes on."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.results.run import Run
from glasshouse.results.run_tables import TABLES
from glasshouse.storage.store import open_run
from glasshouse.studies.kept import resume, verify
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec

SMALL = RunSpec(world="hamlet", people=1_500, months=26, follow=512)


class KilledError(Exception):
    """Stands for whatever ends a process."""


def killed_after(month: int):
    """A progress function that does not survive ``month``."""

    def progress(done: int, months: int) -> None:
        if done == month:
            raise KilledError

    return progress


def test_a_run_has_every_table_and_everybody_in_it_every_month():
    run = simulate(SMALL)
    assert set(TABLES) == {name for name in TABLES if run.table(name) is not None}
    by_month = run.grades.group_by("month").agg(pl.col("people").sum())
    assert len(by_month) == SMALL.months + 1
    assert by_month["people"].n_unique() == 1


def test_a_killed_run_goes_on_to_the_same_tables(tmp_path: Path):
    whole = simulate(SMALL)
    with pytest.raises(KilledError):
        simulate(SMALL, tmp_path / "run", killed_after(25))
    with pytest.raises(GlasshouseError, match="24 months of 26"):
        open_run(tmp_path / "run")
    resumed = resume(tmp_path / "run")
    assert all(resumed.table(name).equals(whole.table(name), null_equal=True) for name in TABLES)


def test_a_run_killed_before_its_first_checkpoint_goes_on_from_the_start(tmp_path: Path):
    with pytest.raises(KilledError):
        simulate(SMALL, tmp_path / "run", killed_after(3))
    assert resume(tmp_path / "run").grades.equals(simulate(SMALL).grades)


def test_a_verified_run_is_the_same_bit_for_bit(tmp_path: Path):
    simulate(SMALL, tmp_path / "run")
    assert verify(tmp_path / "run") == (True, [])


THREE = RunSpec(scheme="rongcheng-2016+court-list+sesame", world="hamlet", people=1_500, months=26, follow=512)


def same_under_each(one: Run, other: Run) -> bool:
    """Whether two runs have the same tables under each of their schemes."""
    return one.schemes == other.schemes and all(
        one.under(name).table(table).equals(other.under(name).table(table), null_equal=True)
        for name in one.schemes
        for table in TABLES
    )


def test_a_run_of_several_schemes_has_every_table_under_each():
    run = simulate(THREE)
    assert run.schemes == ("rongcheng-2016", "court-list", "sesame")
    for name in run.schemes:
        assert run.under(name).info["scheme"]["id"] == name
        assert all(run.under(name).table(table) is not None for table in TABLES)
    assert run.under("court-list").lives["score"].null_count() == len(run.lives)
    assert 0 < run.under("sesame").lives["scored"].mean() < run.lives["scored"].mean() <= 1
    assert run.lives["money"].equals(run.under("sesame").lives["money"])  # they are the same lives


def test_a_killed_run_of_several_schemes_goes_on_to_the_same_tables_and_verifies(tmp_path: Path):
    with pytest.raises(KilledError):
        simulate(THREE, tmp_path / "run", killed_after(25))
    resumed = resume(tmp_path / "run")
    assert same_under_each(resumed, simulate(THREE))
    assert same_under_each(open_run(tmp_path / "run"), resumed)
    assert verify(tmp_path / "run") == (True, [])


CHANGED = "rongcheng-2016:rules.traffic-ticket.points=-200,rules.order-littering=+court-list"


def test_a_run_under_a_changed_scheme_differs_goes_on_after_a_kill_and_verifies(tmp_path: Path):
    spec = replace(SMALL, scheme=CHANGED)
    with pytest.raises(KilledError):
        simulate(spec, tmp_path / "run", killed_after(25))
    resumed, whole = resume(tmp_path / "run"), simulate(spec)
    assert same_under_each(resumed, whole)
    assert verify(tmp_path / "run") == (True, [])
    kept = open_run(tmp_path / "run")
    assert kept.scheme == resumed.scheme == whole.scheme
    assert kept.scheme.title == "Rongcheng, points for natural persons (changed)"
    assert kept.info["schemes"][0]["changes"] == {"rules.traffic-ticket.points": -200, "rules.order-littering": None}
    assert kept.info["schemes"][1]["changes"] == {}
    plain = simulate(replace(SMALL, scheme="rongcheng-2016+court-list"))
    assert not kept.grades.equals(plain.grades)


def test_a_change_to_what_stands_there_already_changes_no_bit():
    same = simulate(replace(SMALL, scheme="rongcheng-2016:rules.utility-theft.points=-60"))
    assert same_under_each(same, simulate(SMALL))


def test_people_and_firms_killed_in_the_middle_go_on_to_the_same_tables(tmp_path: Path):
    spec = RunSpec(scheme="court-list+tax-credit+rongcheng-firms", world="hamlet", people=9_000, months=14, follow=512)
    with pytest.raises(KilledError):
        simulate(spec, tmp_path / "run", killed_after(13))
    resumed = resume(tmp_path / "run")
    assert same_under_each(resumed, simulate(spec))
    assert same_under_each(open_run(tmp_path / "run"), resumed)
    assert resumed.under("tax-credit").catalogue.cast.kind == "firm"
    assert set(resumed.under("tax-credit").lives["person"]) <= set(range(resumed.info["firms"]))


def test_with_a_calendar_each_scheme_has_tables_of_its_own_time():
    spec = RunSpec(scheme="rongcheng-2013+rongcheng-2016", world="hamlet", people=1_500, months=6, begins="2015-11")
    run = simulate(spec)
    before, after = (run.under(name) for name in run.schemes)
    assert [(one.info["begins"], one.info["months"]) for one in (before, after)] == [("2015-11", 2), ("2016-01", 4)]
    for one in (before, after):
        assert one.grades["month"].unique().sort().to_list() == list(range(one.info["months"] + 1))
        assert one.grades.group_by("month").agg(pl.col("people").sum())["people"].n_unique() == 1
        assert one.grades["people"].sum() > 0


def test_another_seed_is_another_chance():
    other = simulate(RunSpec(world="hamlet", people=1_500, months=26, follow=512, seed=2))
    assert not np.array_equal(other.lives["money"], simulate(SMALL).lives["money"])


def test_one_more_person_changes_nobody_else():
    fewer, more = (
        simulate(RunSpec(world="hamlet", people=people, months=14, follow=2_000)) for people in (1_500, 1_501)
    )
    others = more.lives.filter(pl.col("person") < 1_500)
    assert others.equals(fewer.lives, null_equal=True)


def test_a_rule_may_leave_records_from_before_it_out(tmp_path: Path):
    def sunk(earlier: str) -> list[int]:
        """People below the best grade on the first of each month, from the first of January on."""
        path = tmp_path / f"{earlier.replace(' ', '-')}.yaml"
        path.write_text(
            "id: small\ntitle: Small\nabout: A scheme.\nbibliography: {text: {title: T}}\n"
            "score: {start: 100, lowest: 0}\ngrades: [{id: A, from: 50}, {id: B, below: 50}]\n"
            "rules: [{conduct: traffic.ticket, points: -60, lasts: 1y, cite: text, clause: a, from: '2016-05',"
            f" earlier_records: {earlier}}}]\n"
        )
        run = simulate(RunSpec(scheme=path, world="hamlet", people=2_000, months=7, seed=3, begins="2016-01"))
        return run.grades.filter(pl.col("grade") == "B").sort("month")["people"].to_list()

    counting, leaving = sunk("count"), sunk("do not count")
    assert counting[:4] == leaving[:4] == [0] * 4
    assert counting[4] > 0 == leaving[4]
    assert 0 < leaving[5] < counting[5]
