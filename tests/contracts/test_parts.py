"""What every part of the model that can be switched on keeps to: off it is not there, and on it is like all else."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pages import ROOT

import glasshouse as gh
from glasshouse.base.draws import Purpose
from glasshouse.measure.registry import METRICS
from glasshouse.measure.tally import PARTS as PLACES
from glasshouse.parts.model import Part
from glasshouse.parts.registry import PARTS
from glasshouse.parts.switches import Switches
from glasshouse.results.run import Run
from glasshouse.results.run_tables import TABLES
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec, plan

SMALL: dict[str, Any] = {"world": "hamlet", "people": 1_500, "months": 14, "seed": 7}
SCHEME = "rongcheng-2016+court-list"
EACH = pytest.mark.parametrize("part", PARTS.values(), ids=lambda part: part.id)


def strong(part: Part) -> str:
    """A part at the upper end of each setting that changes something, as one types it."""
    return ",".join(f"{part.id}:{name}={_of(part, name).limits[1]}" for name in part.without_effect)


def weak(part: Part) -> str:
    """A part that is on and changes nothing."""
    return ",".join(f"{part.id}:{name}={value}" for name, value in part.without_effect.items())


def _of(part: Part, name: str) -> Any:
    return next(one for one in part.settings if one.id == name)


@cache
def lived(parts: str | None) -> Run:
    return gh.run(scheme=SCHEME, parts=parts, threads=1, **SMALL)


def differing(one: Run, other: Run) -> set[str]:
    """The tables that two runs differ in; metrics that only one of them has are left aside."""
    found = set()
    for name in TABLES:
        mine, theirs = (
            run.table(name).filter(run.table(name)["metric"].is_in(_common())) if name == "metrics" else run.table(name)
            for run in (one, other)
        )
        if not mine.equals(theirs, null_equal=True):
            found.add(name)
    return found


def _common() -> list[str]:
    return [name for name, metric in METRICS.items() if metric.part is None]


def test_where_no_part_is_on_no_run_says_a_word_of_parts():
    run = lived(None)
    assert "parts" not in run.info
    assert run.metrics()["metric"].to_list() == _common()


@EACH
def test_a_part_without_effect_changes_no_number(part: Part):
    assert differing(lived(None), lived(weak(part))) == set()
    assert lived(weak(part)).info["run"] != lived(None).info["run"]


@EACH
def test_a_part_with_effect_changes_some(part: Part):
    assert differing(lived(None), lived(strong(part)))


@EACH
def test_two_threads_give_the_bits_of_one(part: Part):
    two = gh.run(scheme=SCHEME, parts=strong(part), threads=2, **SMALL)
    assert all(two.table(name).equals(lived(strong(part)).table(name), null_equal=True) for name in TABLES)


@EACH
def test_a_part_without_effect_parts_no_life_and_one_with_effect_parts_some(part: Part):
    asked = {"a": SCHEME, "b": SCHEME, **SMALL}
    assert gh.compare(parts_a=weak(part), **asked).parted == 0
    assert gh.compare(parts=strong(part), **asked).parted == 0
    apart = gh.compare(parts_b=strong(part), **asked)
    assert apart.parted > 0
    assert apart.a.parts == Switches()
    assert strong(part).split(",")[0].split("=")[0] in apart.info["sides"][1]["title"]


@EACH
def test_a_run_with_a_part_is_kept_verified_and_branched_to_the_same_bits(part: Part, tmp_path: Path):
    kept = gh.run(scheme=SCHEME, parts=strong(part), out=tmp_path / "run", **SMALL)
    assert gh.open_run(tmp_path / "run").parts == kept.parts
    assert gh.verify(tmp_path / "run").same
    branch = gh.branch(tmp_path / "run", 8, out=tmp_path / "branch")
    assert branch.parts == kept.parts
    assert all(branch.table(name).equals(kept.table(name), null_equal=True) for name in TABLES)
    assert gh.verify(tmp_path / "branch").same
    one, other = (gh.explain(tmp_path / name, 3) for name in ("run", "branch"))
    assert one.parts == other.parts != ()


@EACH
def test_a_run_with_a_part_that_was_stopped_goes_on_to_the_same_bits(part: Part, tmp_path: Path):
    def stop(done: int, months: int) -> None:
        if done == 13:
            raise KeyboardInterrupt

    spec = RunSpec(scheme=SCHEME, parts=lived(strong(part)).parts, **SMALL)
    with pytest.raises(KeyboardInterrupt):
        simulate(spec, tmp_path / "stopped", stop)
    resumed = gh.resume(tmp_path / "stopped")
    assert isinstance(resumed, Run)
    assert all(resumed.table(name).equals(lived(strong(part)).table(name), null_equal=True) for name in TABLES)


@EACH
def test_each_seed_of_an_ensemble_has_the_part(part: Part):
    many = gh.ensemble(scheme=SCHEME, parts=strong(part), seeds=2, **SMALL)
    own = [name for name, metric in METRICS.items() if metric.part == part.id]
    assert own
    assert set(own) <= set(many.metrics()["metric"])
    pairs = gh.compare(SCHEME, SCHEME, parts_b=strong(part), seeds=2, **SMALL)
    assert pairs.parted["mean"] > 0


@EACH
def test_what_a_part_keeps_is_reckoned_with(part: Part):
    off, on = (plan(RunSpec(parts=parts)) for parts in (Switches(), lived(weak(part)).parts))
    assert on.state_bytes - off.state_bytes == part.columns * -(-off.people // 512) * 512


def test_no_two_parts_count_in_the_same_places_or_draw_for_the_same_purpose():
    places = [place for part in PARTS.values() for place in part.counts]
    assert len(set(places)) == len(places)
    assert set(places) <= set(range(PLACES))
    purposes = [part.purpose for part in PARTS.values()]
    assert len(set(purposes)) == len(purposes)
    engine = {Purpose.MONTH, Purpose.OCCASION, Purpose.RECORD, Purpose.CONTEST, Purpose.DUE, Purpose.START}
    assert not engine & set(purposes)


@EACH
def test_a_part_is_a_folder_of_the_same_files_and_asks_a_question(part: Part):
    folder = ROOT / "src/glasshouse/parts" / part.id
    assert {"model.py", "tables.py", "compile.py", "plain.py", "words.py"} < {one.name for one in folder.iterdir()}
    assert part.question.endswith("?")
    assert part.about.endswith(".")
    assert part.limits.endswith(".")


@EACH
def test_each_setting_lies_within_its_limits_and_says_where_it_comes_from(part: Part):
    for one in part.settings:
        assert one.limits[0] <= one.value <= one.limits[1]
        assert one.figure.note
        low, high = one.figure.assumed or one.limits
        assert one.limits[0] <= low <= high <= one.limits[1]


@EACH
def test_a_part_about_people_is_refused_where_only_firms_are_scored(part: Part):
    if part.kinds == ("person",):
        spec = RunSpec(scheme="tax-credit", parts=lived(weak(part)).parts, **SMALL)
        with pytest.raises(gh.GlasshouseError, match=f"The part {part.id} is about persons"):
            plan(replace(spec))


@EACH
def test_every_page_that_tells_of_parts_tells_of_each(part: Part):
    for page in ("docs/parts.md", "docs/model.md"):
        assert f"`{part.id}`" in (ROOT / page).read_text(encoding="utf-8")
