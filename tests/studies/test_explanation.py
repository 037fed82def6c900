"""Why one synthetic person, or firm, stands where they stand."""

from pathlib import Path

import polars as pl
import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.results.run import Run
from glasshouse.studies import explanation
from glasshouse.studies.explanation import Explanation, explain
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    folder = tmp_path_factory.mktemp("runs") / "hamlet"
    return folder, simulate(RunSpec("rongcheng-2016+court-list", "hamlet", months=48, follow=5_000), folder)


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
    assert told.sum_of is not None
    assert told.sum_of.total == told.score
    assert all(one.source for one in told.records)
    assert all(one.clause for one in told.records if one.points)


def test_who_is_on_the_court_list_is_told_how_one_leaves_it(kept):
    listed = at_the_end(kept[1].under("court-list")).filter("listed")
    told = explain(kept[0], int(listed["person"][0]), "court-list")
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
    with pytest.raises(GlasshouseError, match=r"is not scored by rongcheng-2016\. The next who is: \d+\."):
        explain(kept[0], minor)
    with pytest.raises(GlasshouseError, match="Did you mean 'rongcheng-2016'"):
        explain(kept[0], 0, "rongcheng-2061")


def _is_minor(folder: Path, person: int) -> bool:
    from glasshouse.population.library import find_world
    from glasshouse.population.people import LANES, levels_of
    from glasshouse.population.synthesize import society_of

    society = society_of(find_world("hamlet"), 5_000)
    block, lane = divmod(person, LANES)
    return levels_of(int(society.stratum[society.page[block] * LANES + lane]))["age"] == "0-17"


# Several schemes over one file, friends, firms and those who lead them


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """People of three neighbourhoods under three schemes, one of which is fed by friends."""
    folder = tmp_path_factory.mktemp("runs") / "joined"
    spec = RunSpec(scheme="sesame+rongcheng-2016+court-list", world="hamlet", people=1_300, months=14, follow=5_000)
    return folder, simulate(spec, folder)


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """Firms and people whose lists reach each other, by their dates."""
    folder = tmp_path_factory.mktemp("runs") / "linked"
    schemes = "rongcheng-firms+court-list+tax-credit"
    spec = RunSpec(scheme=schemes, world="hamlet", people=9_000, months=30, follow=9_000, begins="2018-01")
    return folder, simulate(spec, folder)


def same(folder: Path, run: Run, scheme: str, among: int) -> None:
    """Under a scheme of the run, the lives that are explained are those of the run."""
    own = run.under(scheme)
    last = own.lives.filter((pl.col("month") == own.info["months"]) & pl.col("scored"))
    most = last.sort("records", "person", descending=[True, False]).head(among)
    for row in pl.concat([most, last.filter("listed").head(2), last.sample(among, seed=1)]).iter_rows(named=True):
        told = explain(folder, row["person"], scheme)
        assert (told.score, told.grade, len(told.records)) == (row["score"], row["grade"], row["records"])
        if told.sum_of is not None and own.scheme.score is not None and told.score is not None:
            top = own.scheme.score.highest or 10_000
            on_scale = min(max(told.sum_of.total, own.scheme.score.lowest), top)
            assert abs(on_scale - told.score) <= 0.5


@pytest.mark.parametrize("scheme", ["sesame", "rongcheng-2016", "court-list"])
def test_each_scheme_of_a_run_explains_its_own_standing(scheme: str, joined):
    same(*joined, scheme, 3)


def test_a_score_is_explained_by_its_parts_friends_among_them(joined):
    folder, run = joined
    last = run.lives.filter((pl.col("month") == 14) & pl.col("scored"))
    told = explain(folder, int(last["person"][0]))
    assert told.sum_of is not None
    assert [part.account for part in told.sum_of.parts] == [
        "history", "capacity", "behaviour", "identity", "network",
    ]  # fmt: skip
    assert {piece.source for part in told.sum_of.parts for piece in part.pieces} >= {"start", "trait", "months"}
    assert {one.scheme for one in told.elsewhere} == {
        run.under(name).scheme.title for name in ("rongcheng-2016", "court-list")
    }


def test_a_scheme_of_lists_alone_has_no_score_and_no_grade(joined):
    folder, run = joined
    person = int(run.under("court-list").lives.filter("scored")["person"][0])
    told = explain(folder, person, "court-list")
    assert (told.score, told.grade, told.sum_of) == (None, None, None)


def test_a_record_that_another_scheme_looks_at_has_no_clause_here(joined):
    folder, run = joined
    last = run.lives.filter((pl.col("month") == 14) & pl.col("scored")).sort("records", descending=True)
    told = [explain(folder, person) for person in last["person"].head(5).to_list()]
    unseen = [one for each in told for one in each.records if one.clause is None]
    assert unseen
    assert all(one.points == 0 for one in unseen)


@pytest.mark.parametrize("scheme", ["rongcheng-firms", "tax-credit", "court-list"])
def test_firms_and_people_who_are_linked_are_lived_again_together(scheme: str, linked):
    same(*linked, scheme, 2)


def test_who_lost_work_because_the_firm_was_refused_something_is_explained_without_it(tmp_path: Path):
    spec = RunSpec(scheme="none+court-list-firms", world="hamlet", people=20_000, months=60, follow=20_000)
    run = simulate(spec, tmp_path / "run")
    other = simulate(RunSpec(scheme="none", world="hamlet", people=20_000, months=60, follow=20_000))
    both = run.lives.join(other.lives, on=["person", "month"], suffix="_unlinked")
    lost = both.filter(pl.col("job") != pl.col("job_unlinked"))["person"].unique().sort()
    assert len(lost) > 1
    for person in lost.head(2):
        told = explain(tmp_path / "run", person).history
        mine = run.lives.filter(person=person).sort("month")
        assert [one.job for one in told] == mine["job"].to_list()
        assert [one.money for one in told] == pytest.approx(mine["money"].to_list())


def test_a_firm_has_the_traits_of_firms(linked):
    folder, run = linked
    firm = int(run.under("tax-credit").lives.filter("scored")["person"][0])
    told = explain(folder, firm, "tax-credit")
    assert told.kind == "firm"
    assert set(told.traits) == {"form", "size", "sector", "age", "ownership"}


def test_what_is_told_begins_with_the_scheme(linked):
    folder, run = linked
    firm = int(run.under("tax-credit").lives.filter("scored")["person"][0])
    told = explain(folder, firm, "tax-credit")
    assert (told.begins, told.month, told.history[0].month) == ("2018-04", 27, 0)


def test_a_scheme_that_ended_during_the_run_is_explained_as_it_ended(tmp_path: Path):
    schemes = "rongcheng-2016+rongcheng-2021"
    run = simulate(RunSpec(scheme=schemes, world="hamlet", people=1_024, months=9, begins="2020-12"), tmp_path / "run")
    same(tmp_path / "run", run, "rongcheng-2016", 2)
    same(tmp_path / "run", run, "rongcheng-2021", 2)
    assert run.info["months"] == 6


def test_a_run_too_large_to_be_lived_again_whole_is_refused_kindly(linked, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(explanation, "MOST_LINKED", 1_000)
    with pytest.raises(GlasshouseError, match=r"explain a run with fewer \(people=1000\)"):
        explain(linked[0], 0, "rongcheng-firms")
