"""From a firm to its leader and back: exactly, and as much as it amounts to under the schemes of the library."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
import yaml

from glasshouse.base.yamlfile import read
from glasshouse.results.run import Run
from glasshouse.scheme.language.files import scheme_path
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec

EXPECTED, _ = read(Path(__file__).parent / "expected.yaml")
EXACT = 0.0  # a tolerance
REFUSED = ["C", "D"]  # grades of rongcheng-firms


def histories(run: Run) -> np.ndarray:
    """[subjects, months] Who is on the scheme's only list, by the order of subjects."""
    lives = run.lives.sort("person", "month")
    return lives["listed"].to_numpy().reshape(lives["person"].n_unique(), -1)


@pytest.fixture(scope="module")
def plain() -> Run:
    here, said = Path(__file__).parent, EXPECTED["plain"]
    return simulate(
        RunSpec(
            scheme="+".join(str(here / f"{name}.yaml") for name in ("leaders", "firms", "drawn")),
            world=here.parent / "common/world.yaml",
            catalogue=here / "catalogue",
            follow=said["people"],
            **said,
        )
    )


def test_each_leader_is_listed_a_month_after_the_firm_and_nobody_else_is(plain, compare):
    firms, people = histories(plain.under("court-list-firms")), histories(plain)
    leaders = np.floor(np.arange(len(firms)) * EXPECTED["people_to_a_firm"]).astype(int)
    expected = np.zeros_like(people)
    expected[leaders, 1:] = firms[:, :-1]
    ever = int(firms[:, :-1].any(axis=1).sum())
    assert ever > 300
    compare("people ever listed, for firms ever listed", ever, int(people.any(axis=1).sum()), EXACT, [plain])
    wrong = int((people != expected).sum())
    compare("months of all lives in which somebody stands otherwise than the rule says", 0, wrong, EXACT, [plain])


def test_the_firm_is_drawn_in_two_months_after_its_own_listing(plain, compare):
    firms, drawn = histories(plain.under("court-list-firms")), histories(plain.under("drawn"))
    expected = np.zeros_like(drawn)
    expected[:, 2:] = firms[:, :-2]
    assert drawn.any()
    wrong = int((drawn != expected).sum())
    compare("months in which a firm stands otherwise than it did itself two months before", 0, wrong, EXACT, [plain])


@pytest.fixture(scope="module")
def ours() -> Run:
    return simulate(RunSpec(**EXPECTED["run"], follow=0))


@pytest.fixture(scope="module")
def unlinked(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same lives under the same schemes without the rules that reach over a link."""
    folder = tmp_path_factory.mktemp("unlinked")
    paths = [written_without_links(name, folder) for name in EXPECTED["run"]["scheme"].split("+")]
    return simulate(RunSpec(**EXPECTED["run"] | {"scheme": "+".join(map(str, paths))}, follow=0))


def written_without_links(name: str, folder: Path) -> Path:
    """A copy of a scheme without rules and lists that go by a list of somebody else, and what follows from them."""
    said = yaml.safe_load(scheme_path(name).read_text(encoding="utf-8"))
    gone = {one["id"] for one in said.get("lists", []) if "whose" in one["enter"]}
    said["rules"] = [one for one in said.get("rules", []) if "whose" not in one]
    said["lists"] = [one for one in said.get("lists", []) if one["id"] not in gone]
    said["consequences"] = [one for one in said["consequences"] if one["when"].get("list") not in gone]
    for part in ("tests", "variants"):
        said.pop(part, None)
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def on(run: Run, name: str, month: int) -> int:
    """How many are on a list in a month."""
    return int(run.lists.filter((pl.col("list") == name) & (pl.col("month") == month))["people"].sum())


def low(run: Run) -> int:
    """Firms with a grade that refuses something, at the end."""
    now = run.grades.filter(pl.col("month") == run.info["months"])
    return int(now.filter(pl.col("grade").is_in(REFUSED))["people"].sum())


def test_leaders_under_the_librarys_schemes(ours, unlinked, compare, beside):
    people, firms, city = (ours.under(name) for name in ("court-list", "court-list-firms", "rongcheng-firms"))
    months = ours.info["months"]
    listed = [on(firms, "defaulters", month) for month in range(months)]
    led = [on(people, "led-firms", month + 1) for month in range(months)]
    assert sum(listed) > 100
    compare(
        "months of a firm on the court's list, and of its leader on led-firms a month later",
        sum(listed), sum(led), EXACT, [ours],
    )  # fmt: skip
    before, after = (one.under("court-list") for one in (unlinked, ours))
    more = [int(one.sanctions["people"][-1]) for one in (before, after)]
    beside("people under the court's sanctions, without and with links", more[0], more[1], EXACT, [ours, unlinked])
    own = [sum(on(one, name, months) for name in ("defaulters", "evaders")) for one in (before, after)]
    beside(
        "entries on the court's own two lists that stand, without and with links",
        own[0],
        own[1],
        EXACT,
        [ours, unlinked],
    )
    again = [on(one.under("court-list-firms"), "defaulters", months) for one in (unlinked, ours)]
    beside("firms on the court's list, without and with links", again[0], again[1], EXACT, [ours, unlinked])
    firms_low = low(unlinked.under("rongcheng-firms")), low(city)
    beside("firms of grade C or D, without and with links", *firms_low, EXACT, [ours, unlinked])
    assert more[1] > more[0]
    assert firms_low[1] > firms_low[0]
