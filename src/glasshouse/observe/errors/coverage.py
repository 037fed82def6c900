"""Coverage: a source records a share of the conduct in its view, and more of whom it inspects more closely."""

from typing import Annotated

import numpy as np
from pydantic import Field

from glasshouse.base.compiled import scalar
from glasshouse.base.evidence import Share
from glasshouse.observe.errors.declared import SourceError

f32, i32 = np.float32, np.int32

Coverage = Annotated[
    Share,
    Field(description="Share of the conducts in its view that it records."),
    SourceError(heading="Sees", by_kind=True),
]


@scalar
def is_recorded(mark, coverage, inspection):
    """Whether conduct is recorded, by a mark in [0, 1); ``inspection``: times as much as usual, never above all."""
    return i32(mark < f32(min(f32(coverage * inspection), f32(1))))
