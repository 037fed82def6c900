"""Points by traits: what one was born as, where one lives, what one earns."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import Field

from glasshouse.base.yamlfile import Where
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.people import AMONG, Cast, several, wrong_level, wrong_trait
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.form import Feeding, Gain, InputForm, Scored, levels_told, range_of
from glasshouse.scheme.forms.piece import Piece

NOT_CHOSEN = ("age", "sex", "hukou", "migrant")
Levels = tuple[str, Mapping[str, float]]  # the trait, and points by its level


class ByTrait(InputForm[Levels]):
    """So many points for each level of a trait, or of several."""

    key = "trait"
    context = "characteristics"

    def said(self, fed: Any) -> Levels:
        """The trait, and points by its level."""
        return fed.trait, fed.points or {}

    def name(self, said: Levels) -> str:
        """The trait."""
        return said[0]

    def words(self, said: Levels) -> str:
        """Such as ``by income: fifth-1 -10, fifth-5 +10``."""
        return levels_told(*said)

    def extent(self, said: Levels) -> tuple[float, float]:
        """The least and the most of any level; one that is not named gives nothing."""
        return range_of(said[1])

    def piece(self, said: Levels, most: float, who: Circumstances, catalogue: Catalogue) -> Piece:
        """The points of somebody's own level."""
        trait, points = said
        levels = catalogue.cast.levels_of(who.stratum)
        level = AMONG.join(levels[one] for one in several(trait))
        return Piece(self.key, f"{trait} {level}", 1, float(points.get(level, 0)))

    def unknown(self, said: Levels, where: Where, catalogue: Catalogue) -> Iterator[tuple[Where, str]]:
        """What is not a trait, or not a level of it."""
        trait, points = said
        traits = catalogue.cast.traits
        if wrong := wrong_trait(trait, traits):
            yield (*where, "trait"), wrong
            return
        for level in points:
            if wrong := wrong_level(trait, level, traits):
                yield (*where, "points", level), wrong

    def burden(self, said: Levels, scored: Scored) -> str | None:
        """That one is born with it."""
        born = [one for one in several(said[0]) if one in NOT_CHOSEN]
        return f"{AMONG.join(born)} counts, which nobody chooses." if scored.kind == "person" and born else None

    def by_stratum(self, said: Levels, cast: Cast) -> npt.NDArray[np.float64]:
        """[STRATA] The points of each stratum's level."""
        trait, points = said
        by_level = [float(points.get(level, 0)) for level in cast.levels(trait)]
        return np.array(by_level)[cast.level_index(trait)]


class Trait(Feeding):
    """The fields of it."""

    gives: ClassVar[InputForm[Any]] = ByTrait()
    trait: str | None = Field(
        default=None,
        description="A trait of the world, or several such as 'sex, age'; 'points' then gives them by level "
        "('female, 18-29').",
    )
    points: dict[str, Gain] | None = Field(default=None, description="Points by level; a level not named has 0.")
