"""A scheme, a world and a catalogue made ready to be lived: the society and every table that kernels read."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from glasshouse.engine.scratch import as_record
from glasshouse.life.compile import MOST_TEMPER, life_tables, livelihood_tables
from glasshouse.life.start import StartTables, start_tables
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.compile import observe_tables
from glasshouse.population.joint import joint_of
from glasshouse.population.model import World
from glasshouse.population.people import Society, adults, level_index
from glasshouse.population.synthesize import society_of
from glasshouse.remedy.compile import remedy_tables
from glasshouse.scheme.compile import response, scheme_tables, subjects
from glasshouse.scheme.model import Scheme

Record = npt.NDArray[Any]

PER_WORLD = 1e9  # shares of strata are counted in billionths


@dataclass(frozen=True)
class Ready:
    """What a month needs besides the state, the seed and the clock."""

    society: Society
    about: npt.NDArray[np.uint8]  # [P*512] adult | scored << 1 | income fifth << 2, by place of a page
    life: Record
    livelihood: Record
    observation: Record
    scheme: Record
    remedy: Record
    start: StartTables
    services: int
    service_kinds: npt.NDArray[np.int64]  # [services] rows of the kinds that are services


def ready(scheme: Scheme, world: World, catalogue: Catalogue, people: int) -> Ready:
    """Everything made ready for ``people`` people; see the compile modules for what is raised."""
    society = society_of(world, people)
    society = society._replace(temper=np.minimum(society.temper, MOST_TEMPER).astype(np.uint8))
    # Rates are scaled by the shares of the world, not of those who happen to live in it: one more person changes none.
    by_stratum = np.round(joint_of(world).strata() * PER_WORLD).astype(np.int64)
    marks = adults().astype(int) | subjects(scheme).astype(int) << 1 | level_index("income") << 2
    services = [kind.row for kind in catalogue.kinds if kind.service]
    return Ready(
        society=society,
        about=marks.astype(np.uint8)[society.stratum],
        life=as_record(life_tables(catalogue, by_stratum, response(scheme, catalogue))),
        livelihood=as_record(livelihood_tables(catalogue)),
        observation=as_record(observe_tables(catalogue)),
        scheme=as_record(scheme_tables(scheme, catalogue)),
        remedy=as_record(remedy_tables(scheme.appeal, catalogue)),
        start=start_tables(catalogue.livelihood),
        services=len(services),
        service_kinds=np.array(services, np.int64),
    )
