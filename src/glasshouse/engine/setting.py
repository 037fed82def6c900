"""A world made ready before any rules: who lives there, and whatever of their lives no scheme changes.

It is kept, so that the same people under other rules are made ready in a fraction of the time: the two worlds of a
comparison, a changed number, the next point of a sweep.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from glasshouse.engine.scratch import as_record
from glasshouse.life.compile import MOST_TEMPER, life_tables, livelihood_tables
from glasshouse.life.start import StartTables, start_tables
from glasshouse.life.tables import LifeTables, LivelihoodTables
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.compile import observe_tables
from glasshouse.observe.errors.connection import Columns
from glasshouse.population.firms import firm_shares, firms_of
from glasshouse.population.joint import Joint, joint_of
from glasshouse.population.model import World
from glasshouse.population.people import LANES, PEOPLE, Cast, Society
from glasshouse.population.synthesize import society_of
from glasshouse.scheme.compile.response import most_response

Record = npt.NDArray[Any]

PLACES_AWAY = 4096  # neighbourhoods that stand for the places where a year may be spent
PER_WORLD = 1e9  # shares of strata are counted in billionths
KEPT = 4  # settings; of a nation one takes some tens of MB


@dataclass(frozen=True)
class Setting:
    """One kind of subject of a world, and their lives as far as no scheme changes them."""

    world: World
    catalogue: Catalogue
    society: Society
    by_stratum: npt.NDArray[np.int64]  # [S] people or firms of the world, in billionths

    @property
    def cast(self) -> Cast:
        """Who the subjects are."""
        return self.catalogue.cast

    @cached_property
    def away(self) -> Society:
        """Those whose places stand for all where people may spend a year."""
        return society_of(self.world, PLACES_AWAY * LANES)

    @cached_property
    def most(self) -> npt.NDArray[np.float64]:
        """[K] The highest factor on each conduct that any scheme could give."""
        return most_response(self.catalogue)

    @cached_property
    def life(self) -> LifeTables:
        """What happens, whatever the schemes."""
        return life_tables(self.catalogue, self.by_stratum, self.most)

    @cached_property
    def livelihood(self) -> LivelihoodTables:
        """Work, debt, savings and strain."""
        return livelihood_tables(self.catalogue)

    @cached_property
    def observation(self) -> Columns:
        """What sources see, and how they err."""
        return observe_tables(self.catalogue, self.most)

    @cached_property
    def records(self) -> tuple[Record, Record, Record]:
        """Observation, life and livelihood as kernels take them; the same memory for all who live by them."""
        return as_record(self.observation), as_record(self.life), as_record(self.livelihood)

    @cached_property
    def start(self) -> StartTables:
        """How everybody begins."""
        return start_tables(self.catalogue.livelihood, self.cast)


def setting_of(world: World, catalogue: Catalogue, people: int) -> Setting:
    """The people of a world of ``people`` people or, if that is whom the catalogue is about, its firms.

    The last few are kept and handed out again.

    Raises
    ------
    GlasshouseError
        If there are no people, or if margins or households of the world contradict each other.
    """
    return _setting(_Question(world, catalogue, people))


class _Question:
    """What a setting is made of; the same if the world says the same, of as many people, by the very same catalogue."""

    def __init__(self, world: World, catalogue: Catalogue, people: int) -> None:
        self.world, self.catalogue, self.people = world, catalogue, people
        self._key = (world.model_dump_json(), id(catalogue), people)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Question) and self._key == other._key


@lru_cache(maxsize=KEPT)
def _setting(of: _Question) -> Setting:
    joint = joint_of(of.world) if of.catalogue.cast is PEOPLE else None
    if joint is None:
        society = firms_of(of.world, of.people)
    else:
        society = society_of(of.world, of.people, joint)
        society = society._replace(temper=np.minimum(society.temper, MOST_TEMPER).astype(np.uint8))
    return Setting(of.world, of.catalogue, society, strata_of(of.world, of.catalogue, joint))


def strata_of(world: World, catalogue: Catalogue, joint: Joint | None = None) -> npt.NDArray[np.int64]:
    """[S] People or firms of each stratum in a world, as the catalogue has it, in billionths.

    Rates are scaled by the shares of the world, not of those who happen to live in it: one more person changes none.

    Parameters
    ----------
    joint : Joint, optional
        How the traits of the people of this world go together, if that is at hand.
    """
    shares = firm_shares() if catalogue.cast is not PEOPLE else (joint or joint_of(world)).strata()
    return np.round(shares * PER_WORLD).astype(np.int64)
