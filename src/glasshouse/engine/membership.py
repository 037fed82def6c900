"""Who is a subject of which scheme: by traits, by consent, by place."""

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.population.people import Cast, Society
from glasshouse.population.scatter import hashed
from glasshouse.scheme.compile.calendar import joined, judges_in
from glasshouse.scheme.compile.compile import subjects
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import Placement

CONSENT, PLACE = 101, 102  # purposes of the hash
WORDS = float(1 << 64)


def members_of(
    schemes: Sequence[Scheme], stratum: npt.NDArray[np.uint16], cast: Cast, month: int | None
) -> npt.NDArray[np.uint8]:
    """[P*512] The schemes that the subject in each place of a page is a subject of in a month, one bit each.

    Who has joined stays in as the share of those who have joined grows.
    """
    member = np.zeros(len(stratum), np.uint8)
    for turn, scheme in enumerate(schemes):
        if judges_in(scheme, month):
            chosen = subjects(scheme, cast)[stratum]
            share = joined(scheme, month)
            if share < 1:
                willing = hashed(_consent_to(scheme), np.arange(len(stratum))) / WORDS
                chosen = chosen & (willing < share)
            member |= (chosen.astype(np.uint8) << turn).astype(np.uint8)
    return member


def _consent_to(scheme: Scheme) -> int:
    """The purpose of the hash that says who joins: the scheme's own, so that the same people join beside any other."""
    return CONSENT + 1000 * zlib.crc32(scheme.id.encode())


def neighbourhoods_of(placed: Sequence[Placement], regions: Sequence[str], society: Society) -> npt.NDArray[np.uint8]:
    """[B] The schemes that hold in each neighbourhood, one bit each.

    Schemes of one region hold in different neighbourhoods of it, unless one follows the other in time.

    Raises
    ------
    GlasshouseError
        If a scheme holds in a region that the world has not.
    """
    refuse_other_regions(placed, regions)
    everywhere = sum(1 << turn for turn, one in enumerate(placed) if not one.region and one.share == 1)
    here = np.full(len(society.page), everywhere, np.uint8)
    if everywhere == (1 << len(placed)) - 1:
        return here
    region = society.region[society.page]
    lot = hashed(PLACE, np.arange(len(society.page))) / WORDS
    for turn, one in enumerate(placed):
        if everywhere >> turn & 1:
            continue
        begins = _begins_at(placed, turn)
        chosen = (lot >= begins) & (lot < begins + one.share)
        if one.region:
            chosen &= np.isin(region, [regions.index(name) for name in one.region])
        here |= (chosen.astype(np.uint8) << turn).astype(np.uint8)
    return here


def refuse_other_regions(placed: Sequence[Placement], regions: Sequence[str]) -> None:
    """Refuse schemes that hold in a region which the world has not.

    Raises
    ------
    GlasshouseError
        If there are any; the text names each with what was probably meant.
    """
    wrong = [
        f"{one.scheme.id} holds in a region that is not there. {no_such('a region of this world', name, regions)}"
        for one in placed
        for name in one.region
        if name not in regions
    ]
    if wrong:
        raise GlasshouseError("\n".join(wrong))


def _begins_at(placed: Sequence[Placement], turn: int) -> float:
    """The lot from which a scheme takes its share of a region's neighbourhoods."""
    at, mine = 0.0, placed[turn]
    for one in placed[:turn]:
        if one.region != mine.region or (not one.region and one.share == 1):
            continue
        if _follows(one.scheme, mine.scheme) and one.share == mine.share:
            return at
        at += one.share
    return at


def _follows(first: Scheme, second: Scheme) -> bool:
    """Whether the second scheme takes over when the first ends."""
    if first.until is None or second.in_force is None:
        return False
    return month_number(first.until) == month_number(second.in_force)
