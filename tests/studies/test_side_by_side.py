"""What is kept while two worlds are lived side by side: enough to go on to the same bits."""

from pathlib import Path

import numpy as np

from glasshouse.engine.pair import Twins
from glasshouse.storage.checkpoint import Checkpoint, read, write
from glasshouse.studies.bookkeeping import BookKeeper
from glasshouse.studies.pairing import sides_of
from glasshouse.studies.side_by_side import TwinKeeper, catalogue_of
from glasshouse.studies.simulate import company_for
from glasshouse.studies.spec import RunSpec

SPEC = RunSpec(scheme="rongcheng-2016", world="hamlet", people=1_100, months=16, threads=2, follow=512)
BOTH = sides_of(SPEC, "none")


class Shelf:
    """Keeps one month in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def last_checkpoint(self) -> Checkpoint | None:
        return read(self.path) if self.path.exists() else None

    def checkpoint(self, month, state, tallies, panel) -> None:
        write(self.path, Checkpoint(month, state, tallies, panel))


def lived(shelf: Shelf | None, months: int) -> dict[str, np.ndarray]:
    """The state of both worlds after some months, of which some may have been lived before."""
    a, b = BOTH
    with company_for(a.spec, a.parts) as one, company_for(b.spec, b.parts) as two:
        keepers = BookKeeper(one, SPEC.months, 1, None), BookKeeper(two, SPEC.months, 1, None)
        twins = Twins((one, two), [catalogue_of(a.parts, one.cohorts[0])], SPEC.months)
        keeper = TwinKeeper(twins, keepers, shelf)
        for month in range(keeper.begin(BOTH), months):
            keeper.book(month)
            keeper.keep(month + 1)
        return {name: array.copy() for name, array in keeper.state().items()}


def test_what_was_kept_is_gone_on_with_to_the_same_bits(tmp_path: Path):
    shelf = Shelf(tmp_path / "month")
    lived(shelf, 13)  # a year is kept
    assert shelf.last_checkpoint().month == 12
    resumed, whole = lived(shelf, 15), lived(None, 15)
    assert resumed.keys() == whole.keys()
    assert all(np.array_equal(resumed[name], whole[name]) for name in whole)
    assert any(name.startswith("apart/0/") and array.any() for name, array in whole.items())


def test_subjects_live_by_the_catalogue_of_their_kind():
    one, _ = sides_of(RunSpec(scheme="rongcheng-2016+tax-credit", world="hamlet", people=600), "none")
    with company_for(one.spec, one.parts) as company:
        kinds = [catalogue_of(one.parts, cohort).cast.kind for cohort in company.cohorts]
    assert kinds == ["person", "firm"]
