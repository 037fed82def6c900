"""Why one synthetic person stands where they stand."""

from pathlib import Path

import polars as pl
import pytest

from glasshouse.errors import GlasshouseError
from glasshouse.explanation import Explanation, explain
from glasshouse.runs.run import Run
from glasshouse.simulate import RunSpec, simulate


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    folder = tmp_path_factory.mktemp("runs") / "hamlet"
    return folder, simulate(RunSpec(world="hamlet", months=48, follow=5_000), folder)


def at_the_end(run: Run) -> pl.DataFrame:
    return run.lives.filter(pl.col("month") == 48)


def explained(kept: tuple[Path, Run], who: pl.DataFrame) -> Explanation:
    return explain(kept[0], int(who["person"][0]))


def test_the_life_that_is_explained_is_the_life_of_the_run(kept):
    life = at_the_end(kept[1]).filter(pl.col("records") > 2).row(0, named=True)
    told = explain(kept[0], life["person"])
    assert (told.score, told.grade, len(told.records)) == (life["score"], life["grade"], life["records"])
    assert told.history[-1].money == pytest.approx(life["money"])
    assert len(told.history) == 49


def test_points_of_the_records_and_the_balance_make_the_score(kept):
    told = explained(kept, at_the_end(kept[1]).filter(pl.col("score") < 960))
    assert told.start + told.balance + sum(one.points for one in told.records) == told.score
    assert all(one.clause and one.source for one in told.records)


def test_who_is_on_the_court_list_is_told_how_one_leaves_it(kept):
    told = explained(kept, at_the_end(kept[1]).filter("listed"))
    assert told.lists
    assert any("off the list" in lift.what for lift in told.lifts)
    assert [lift.months for lift in told.lifts] == sorted(lift.months for lift in told.lifts)


def test_every_lift_betters_the_grade_or_ends_a_listing(kept):
    order = [grade.id for grade in kept[1].scheme.grades]
    told = explained(kept, at_the_end(kept[1]).filter((pl.col("grade") == "B") & ~pl.col("listed")))
    assert told.lifts
    assert all(order.index(lift.grade) < order.index(told.grade) for lift in told.lifts)


def test_an_honour_that_a_rule_rewards_lifts_who_has_an_empty_file(kept):
    told = explained(kept, at_the_end(kept[1]).filter((pl.col("records") == 0) & (pl.col("score") == 1000)))
    assert any("once" in lift.what and lift.grade == "AA" and lift.score == 1030 for lift in told.lifts)


def test_who_is_not_there_or_not_scored_is_told_so(kept):
    scored = set(at_the_end(kept[1]).filter(pl.col("score").is_not_null())["person"].to_list())
    with pytest.raises(GlasshouseError, match="0 to 4,999"):
        explain(kept[0], 5_000)
    assert scored
    minor = next(person for person in range(5_000) if _is_minor(kept[0], person))
    with pytest.raises(GlasshouseError, match="is not scored by rongcheng-2016"):
        explain(kept[0], minor)


def _is_minor(folder: Path, person: int) -> bool:
    from glasshouse.population.library import find_world
    from glasshouse.population.people import LANES, levels_of
    from glasshouse.population.synthesize import society_of

    society = society_of(find_world("hamlet"), 5_000)
    block, lane = divmod(person, LANES)
    return levels_of(int(society.stratum[society.page[block] * LANES + lane]))["age"] == "0-17"
