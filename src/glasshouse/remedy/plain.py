"""The appeals of a month in plain Python: records whose time has come are decided on, and some are struck."""

from glasshouse.base.compiled import as_written
from glasshouse.base.draws import Purpose
from glasshouse.observe import record as _record
from glasshouse.population import record as _bits
from glasshouse.population import state as _state
from glasshouse.population.lives import Here, Life
from glasshouse.remedy import contest as _contest

contest, record = as_written(_contest.__name__), as_written(_record.__name__)
bits, state_of = as_written(_bits.__name__), as_written(_state.__name__)


def decide_appeals(here: Here, life: Life) -> None:
    """Wrong or settled records are contested; those struck leave the file."""
    ways_back, notice = here.rules.remedy, here.rules.observation.notice
    for slot, held in enumerate(life.file):
        number = int(bits.number_of(held))
        if held == 0 or not record.is_decided(held, here.rules.file.decided[number]):
            continue
        rows = here.rules.file.rows
        before = sum(int(contest.is_like(one, at, held, slot, rows)) for at, one in enumerate(life.file))
        kind = int(rows[number])
        mark = here.draw(life.person.number, Purpose.CONTEST, int(contest.slot_of(kind, before)))[0]
        chance = ways_back.struck[int(bits.is_wrong(held))]
        if contest.is_struck(mark, chance, notice[kind], ways_back.reach[life.person.stratum]):
            state_of.put(here.files, life.person.lane, slot, 0)
            life.struck.append(held)
