"""What the steps of a month are handed: where we are, who lives there, what holds, and the scratch of a thread.

Named tuples of arrays and numbers, flat, since that is what kernels take. A table stands in a record array, of one row
or of one for each scheme or set of schemes; so does the scratch, see ``glasshouse.engine.scratch``.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
I32 = npt.NDArray[np.int32]
U32 = npt.NDArray[np.uint32]
Record = npt.NDArray[Any]


class Size(NamedTuple):
    """How large everything is."""

    first_block: int  # the neighbourhood of the world with which the state begins
    places: int  # in the state, a multiple of 512
    people: int  # subjects who live there
    words: int  # of a file; four records each
    schemes: int
    services: int


class Here(NamedTuple):
    """The neighbourhood in hand, and the month."""

    block: int  # its place in the state
    home: int  # its place in the world
    at: int  # its first lane in the state
    m: int  # how many people live here, at most 512
    first: int  # the number of the first of them in the world
    page: int  # where its people begin in the arrays of the society
    followed: int  # its place in the panel of those that are followed, or -1
    month: int
    calendar: int  # month of the year, 0 to 11
    ages: int  # 1 if records grow a month older, as they do but in the first month


class Town(NamedTuple):
    """Who lives where, whatever the month."""

    page: I32  # [B] of the society
    stratum: npt.NDArray[Any]  # [P*512]
    temper: npt.NDArray[Any]  # [P*512]
    about: U8  # [P*512] adult, has a file << 1, rank of means << 2, by place of a page
    member: U8  # [P*512] the schemes that each place of a page is a subject of, one bit each
    here: U8  # [B] the schemes that hold in each neighbourhood of the world, one bit each
    filing: U8  # [B] which of the tables of files and of ways back each neighbourhood goes by
    elsewhere: U8  # [4096 or 0] as ``here``, of the places where people may spend a year


class Chance(NamedTuple):
    """What draws are made with."""

    low: np.uint32  # the two words of the seed
    high: np.uint32
    moves: np.uint32  # share of people who spend a year elsewhere, 65,536ths
    keys: npt.NDArray[np.uint64]  # [20] round keys of the seed


class Rules(NamedTuple):
    """The tables that hold this month."""

    life: Record
    answers: Record
    livelihood: Record
    observation: Record
    joint: Record
    file: Record  # [F] of each set of schemes that read files together
    remedy: Record  # [F]
    scheme: Record  # [K]


class Ties(NamedTuple):
    """What people hear of others."""

    echo: npt.NDArray[np.int16]  # [F*N] where this month's scores are left for friends to read in the next
    drag: U32  # [N or 0] lists of linked subjects a month ago, four bits a scheme; the last bit: works in a listed firm
    listed: U32  # [N or 0] where this month's are left


class Panel(NamedTuple):
    """The lives that are followed: whole neighbourhoods, as they were on the first of the month."""

    at: I32  # [B] place of each neighbourhood in the panel, or -1
    score: I32  # [K*F*512] under each scheme
    deserved: I32
    status: I32  # grade + 8 * lists, or -1 for who is no subject of the scheme
    rightful: I32  # the same without wrong records
    life: U32  # [F*512]
    files: npt.NDArray[np.uint64]  # [W*F*512]


class Trace(NamedTuple):
    """What happened in the neighbourhoods of a panel in the last month, event by event."""

    events: I32  # [F] how many
    order: U32  # [F*MOST_EVENTS] see ``live.order_of``; ascending
    what: U32  # [F*MOST_EVENTS] see ``live.traced_event``


class Desk(NamedTuple):
    """The scratch of one thread; see ``scratch.new_scratch``."""

    lanes: Record
    occasions: Record
    records: Record
    events: Record
    files: npt.NDArray[np.uint64]  # [W*512]
