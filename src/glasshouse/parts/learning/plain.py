"""What one person learns in a month, in plain Python: the reference for ``learn.py``."""

from typing import Any

from glasshouse.base import draws as _draws
from glasshouse.base.compiled import as_written
from glasshouse.base.draws import Purpose
from glasshouse.life.live import REAL
from glasshouse.parts.learning import learn as _learn
from glasshouse.population import record as _bits

learn, bits, draws = (as_written(one.__name__) for one in (_learn, _bits, _draws))


def learn_plainly(here: Any, lived: Any) -> None:
    """Let a person learn from the records that begin to cost something, and refrain from some of what they would do.

    Parameters
    ----------
    here : Neighbourhood
        Of ``glasshouse.engine.plain``; ``here.parts.learning`` are the tables.
    lived : Lived
        What the month was so far: its file is read, and conducts that are held back leave its events;
        ``lived.person.columns`` is what one carries. ``lived.told`` then has the records that ``taught``, the conducts
        that somebody who carries a lesson was ``tempted`` to, and of them those that were ``held_back``.
    """
    person, table = lived.person, here.parts.learning
    told: dict[str, list[Any]] = {name: [] for name in ("taught", "tempted", "held_back")}
    lived.told |= told
    own, lesson = here.answers.classes[person.mask], int(person.columns[table.column])
    if lesson > 0:
        noise = draws.dither(here.draw(person.number, Purpose.LEARNING, int(learn.FADE_SLOT))[0])
        lesson = int(learn.faded(lesson, table.kept, noise))
    for record in lived.file:
        if record and learn.is_told(record, table.told[learn.place_of(own, bits.kind_of(record))]):
            lesson = int(learn.taught(lesson))
            told["taught"].append(record)
    person.columns[table.column] = lesson
    for event in [one for one in lived.events if one.result == REAL and lesson > 0]:
        row = learn.place_of(own, event.kind)
        if table.restraint[row] > 0:
            mark = draws.unit(here.draw(person.number, Purpose.LEARNING, event.slot)[0])
            told["tempted"].append(event)
            if learn.refrains(mark, lesson, table.restraint[row], table.most[row]):
                lived.events.remove(event)
                told["held_back"].append(event)
