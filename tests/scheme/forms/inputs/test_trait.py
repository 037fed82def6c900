"""Points by traits."""

import pytest

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.inputs.form import Scored
from glasshouse.scheme.forms.inputs.trait import ByTrait

CATALOGUE = load_catalogue()
WHERE = ("accounts", 0, "inputs", 0)


def test_a_stratum_has_the_points_of_its_level():
    by_stratum = ByTrait().by_stratum(("sex", {"female": 3}), CATALOGUE.cast)
    women, men = (CATALOGUE.cast.chosen({"sex": sex}) for sex in ("female", "male"))
    assert (set(by_stratum[women]), set(by_stratum[men])) == ({3}, {0})


@pytest.mark.parametrize(
    ("said", "where"),
    [(("height", {"tall": 1}), "trait"), (("sex", {"feline": 1}), "feline")],
)
def test_unknown_traits_and_levels_are_told(said: tuple[str, dict[str, float]], where: str):
    assert [place[-1] for place, _ in ByTrait().unknown(said, WHERE, CATALOGUE)] == [where]


@pytest.mark.parametrize(
    ("kind", "trait", "weighs"), [("person", "sex", True), ("person", "income", False), ("firm", "age", False)]
)
def test_what_nobody_chooses_is_told(kind: str, trait: str, weighs: bool):
    assert (ByTrait().burden((trait, {}), Scored(kind, ())) is not None) == weighs
