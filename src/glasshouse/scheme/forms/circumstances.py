"""What a score may go by besides the file."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Circumstances(NamedTuple):
    """What besides the file a score may go by."""

    stratum: int
    money: np.float32  # tenths of a month's outgoings
    job: int
    debt: int
    months: int  # since the scheme began
    friends: np.float32 | None = None  # where their mean score lies on the scale, in hundredths
    statuses: Sequence[int] = ()  # under each scheme of the same files, as far as they have judged
    drag: int = 0  # lists of a linked subject, four bits a scheme
    calendar: int = 0  # the month of the calendar, 0 for January, on whose first day it is
    rightful: Sequence[int] | None = None  # as ``statuses``, without wrong records; if left out, they are the same
