"""What happens, as kernels read it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
U32 = npt.NDArray[np.uint32]
U8 = npt.NDArray[np.uint8]

KINDS = 128  # least rows of a table by kind, see ``Catalogue.size``; row 0 is no kind
COUNTS = 32  # an occasion count is below this
STATUSES = 16  # class (8) of the schemes one is a subject of + 8 * under sanction, as conduct responds to it
HAPPENED, RECORDED, FALSELY, STRUCK, STRUCK_WRONG, LOST = range(6)  # what is counted of each kind of event
COLUMNS = 6
TENTHS, PARTS = 10.0, 63.0  # money is kept in tenths of a month's outgoings, strain in 63rds
NOTHING = 255  # "leads to no other state" in then_job and then_debt


class LifeTables(NamedTuple):
    """Occasions, conduct and services, whatever the schemes. S strata, K rows by kind; shares are float32, 0 to 1."""

    bits: np.int32  # of the number of a row by kind: K is 2**bits
    counts: U32  # [S*32] alias table of the number of occasions a month: bound 24 bits, other 8
    alias: U32  # [S*K] alias table of the kind of an occasion, see ``life.compile.alias_tables``
    sways: I32  # [K] weight of temper (low 16 bits) and hardship (high 16), in 256ths
    asked_by: U8  # [K] states that may ask: 1 not seeking, 2 employed, 4 unemployed, 8 owing, 16 not
    then_money: F32  # [2*K] tenths of a month's outgoings, by 2 * kind + refused
    then_strain: F32  # [2*K] in 63rds
    then_job: U8  # [2*K] the job state it leads to, or NOTHING
    then_debt: U8  # [2*K] the debt stage it leads to, or NOTHING
    due_kind: I32  # [3] kind of each scheduled conduct; 0 where there is none
    due_every: I32  # [3] months between two occasions
    due_month: I32  # [3] month (0..11) of a yearly one
    service: I32  # [K] number of the service (0..) or -1 for conducts


class AnswerTables(NamedTuple):
    """How conduct answers to schemes; chances are float32 between 0 and 1."""

    likely: F32  # [16*K] chance that an occasion of kind k happens to an average person
    due_likely: F32  # [3*16] chance by scheduled conduct and status
    classes: U8  # [256] class by the schemes one is a subject of, one bit each


class LivelihoodTables(NamedTuple):
    """Work, debt, savings and strain. Money in tenths of a month's outgoings, strain in 63rds."""

    job_changes: F32  # [4*2] chance a month by 2 * job + work refused
    income: F32  # [5*4*2] change of money a month by 8 * income fifth + 2 * job + travel refused
    usual: F32  # [5] savings that spending reverts to, by income fifth
    falls: F32  # [8] chance a month of falling from a debt stage
    falls_hardship: F32  # [8] (1 + this) times as likely at full strain
    falls_into: I32  # [8]
    falls_kind: I32  # [8] kind of the conduct that falling is; 0 for none
    cures: F32  # [8] chance a month of curing, with savings
    burden: F32  # [8] curing is (1 - this) times as likely at full strain
    cures_into: I32  # [8]
    cures_kind: I32  # [8]
    needs: F32  # [8] savings that curing takes
    pays: F32  # [8] monthly payment in a stage
    strain_of_job: F32  # [4] added a month by job state
    constants: F32  # [5] strain of poverty, of sanction; share kept; share of savings that reverts; poverty line
