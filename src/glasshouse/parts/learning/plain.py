"""What one person learns in a month, in plain Python: the reference for ``learn.py``."""

from typing import Any

from glasshouse.base import draws as _draws
from glasshouse.base.compiled import as_written
from glasshouse.base.draws import Purpose
from glasshouse.life.live import REAL
from glasshouse.parts.learning import learn as _learn
from glasshouse.population import record as _bits
from glasshouse.population.lives import Here, Life

learn, bits, draws = (as_written(one.__name__) for one in (_learn, _bits, _draws))


def learn_from_records(here: Here, life: Life) -> None:
    """Let a person learn from the records that begin to cost something, and refrain from some of what they would do.

    Parameters
    ----------
    here : Here
        ``here.parts.learning`` are the tables, if the part is on.
    life : Life
        What the month was so far: its file is read, and conducts that are held back leave its events;
        ``life.person.columns`` is what one carries. ``life.told`` then has the records that ``taught``, the conducts
        that somebody who carries a lesson was ``tempted`` to, and of them those that were ``held_back``.
    """
    if not hasattr(here.parts, "learning"):
        return
    person, table = life.person, here.parts.learning
    told: dict[str, list[Any]] = {name: [] for name in ("taught", "tempted", "held_back")}
    life.told |= told
    own, lesson = here.rules.answers.classes[person.mask], int(person.columns[table.column])
    if lesson > 0:
        noise = draws.dither(here.draw(person.number, Purpose.LEARNING, int(learn.FADE_SLOT))[0])
        lesson = int(learn.faded(lesson, table.kept, noise))
    for record in life.file:
        if record and learn.is_told(record, table.told[learn.place_of_record(own, bits.number_of(record))]):
            lesson = int(learn.taught(lesson))
            told["taught"].append(record)
    person.columns[table.column] = lesson
    for event in [one for one in life.events if one.result == REAL and lesson > 0]:
        row = learn.place_of(own, table.kinds, event.kind)
        if table.restraint[row] > 0:
            mark = draws.unit(here.draw(person.number, Purpose.LEARNING, event.slot)[0])
            told["tempted"].append(event)
            if learn.refrains(mark, lesson, table.restraint[row], table.most[row]):
                life.events.remove(event)
                told["held_back"].append(event)
