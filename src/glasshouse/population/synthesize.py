"""The society of a world: pages of 512 synthetic people, and neighbourhoods that are instances of them."""

import numpy as np
import numpy.typing as npt

from glasshouse.base.errors import GlasshouseError
from glasshouse.population.fit import kinship, whole
from glasshouse.population.households import housed, size_shares
from glasshouse.population.joint import CELLS, Joint, joint_of
from glasshouse.population.margins import household_size_of, moved_alone
from glasshouse.population.model import World
from glasshouse.population.people import LANES, TRAITS, Society, level_index
from glasshouse.population.scatter import bounds, even
from glasshouse.population.temper import tempers_of

_PAGES = 28  # of a world with few regions and kinds of neighbourhood
_FEWEST = 3  # pages of each region and kind
_MANY, _FEWEST_OF_MANY = 512, 2  # where there are more regions and kinds than this, so many pages of each


def society_of(world: World, people: int, joint: Joint | None = None) -> Society:
    """The first ``people`` of ``world``, in ceil(people / 512) neighbourhoods; the last may be half empty.

    Neighbourhood b does not depend on how many there are: more people only add neighbourhoods at the end.
    The same world gives the same society on every machine.

    Parameters
    ----------
    joint : Joint, optional
        Who lives where in this world, if that is known already.

    Raises
    ------
    GlasshouseError
        If there are no people, or if margins or households of the world contradict each other.
    """
    if people < 1:
        raise GlasshouseError(f"A world needs at least 1 person, but {people:,} were asked for.")
    joint = joint or joint_of(world)
    region, kind = (part.astype(np.int64) for part in np.nonzero(joint.weight > 0))
    each = _pages_each(len(region))
    sizes = np.stack([_household_sizes(world, at) for at in range(len(world.regions))])
    stratum, household = housed(_people_of_pages(joint, region, kind, each), sizes[np.repeat(region, each)])
    return Society(
        page=_pages_of(np.repeat(joint.weight[region, kind], each), -(-people // LANES)),
        stratum=stratum,
        temper=tempers_of(stratum, float(world.temper_spread.value)),
        household=household,
        region=np.repeat(region, each).astype(np.uint8),
        kind=np.repeat(kind, each).astype(np.uint8),
    )


def _pages_each(groups: int) -> int:
    """How many pages each region and kind of neighbourhood has."""
    return max(_PAGES // groups, _FEWEST if groups <= _MANY else _FEWEST_OF_MANY)


def _pages_of(weight: npt.NDArray[np.float64], neighbourhoods: int) -> npt.NDArray[np.int32]:
    """[B] The page of each neighbourhood, each page in its share of any stretch of neighbourhoods."""
    return np.searchsorted(bounds(weight), even(np.arange(neighbourhoods)), side="right").astype(np.int32)


def _people_of_pages(
    joint: Joint, region: npt.NDArray[np.int64], kind: npt.NDArray[np.int64], each: int
) -> npt.NDArray[np.uint16]:
    """[P * 512] Strata of the people of each page; those of one region and kind are nearly alike."""
    kin = kinship([level_index(trait)[:CELLS] for trait in list(TRAITS)[1:]])
    counts = whole(joint.shares[region, kind] * (each * LANES), kin)
    cells = np.tile(np.arange(CELLS), len(region))
    people = np.repeat(cells, counts.reshape(-1)).reshape(len(region), -1) + joint.first[kind][:, None]
    dealt = people.reshape(len(region), LANES, each).swapaxes(1, 2)
    return dealt.reshape(-1).astype(np.uint16)


def _household_sizes(world: World, at: int) -> npt.NDArray[np.float64]:
    """[8] Share of households of each size in a region."""
    mean, alone = household_size_of(world.regions[at].code)
    if world.mean_household is not None:
        own = float(world.mean_household.value)
        mean, alone = own, moved_alone(alone, mean, own)
    if world.one_person_households is not None:
        alone = float(world.one_person_households.value)
    return size_shares(mean, alone)
