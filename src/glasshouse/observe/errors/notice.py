"""Notice: a person learns of a share of a source's records in time to contest them."""

from typing import Annotated

import numpy as np
from pydantic import Field

from glasshouse.base.compiled import scalar
from glasshouse.base.evidence import Share
from glasshouse.observe.errors.declared import SourceError

f32 = np.float32

Notice = Annotated[
    Share,
    Field(description="Chance that a person learns of a record of this source in time to contest it."),
    SourceError(heading="Person learns of it", by_kind=True),
]


@scalar
def of_those_told(chance, notice):
    """A chance that holds for whoever learns of a record, of all who have such a record."""
    return f32(chance * notice)
