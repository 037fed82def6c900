"""What one person learns in a month, in plain Python, from a life that is written out."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from glasshouse.life.live import FALSE, REAL
from glasshouse.parts.learning.plain import learn_from_records
from glasshouse.parts.learning.tables import LESSON, NEVER
from glasshouse.population.lives import Event

KINDS = 10  # of the catalogue
THEFT, HELP = 3, 4  # kinds, and the numbers of their records


def here(*words: int) -> Any:
    """A neighbourhood in which a theft is told after a month and held back for sure by one lesson."""
    told, restraint = np.full(8 * 256, NEVER, np.uint8), np.zeros(8 * KINDS, np.float32)
    told[THEFT], restraint[THEFT] = 1, 1 / LESSON
    tables = SimpleNamespace(
        told=told, restraint=restraint, most=np.ones(8 * KINDS, np.float32), kept=np.float32(0.5), kinds=KINDS, column=0
    )
    drawn = iter(words)
    return SimpleNamespace(
        parts=SimpleNamespace(learning=tables),
        rules=SimpleNamespace(answers=SimpleNamespace(classes=np.zeros(256, np.uint8))),
        draw=lambda *_: (np.uint32(next(drawn)), 0, 0, 0),
    )


def lived(carries: int, file: tuple[int, ...] = (), *kinds: int, result: int = REAL) -> Any:
    events = [Event(0, kind, result, slot, (0, slot)) for slot, kind in enumerate(kinds)]
    person = SimpleNamespace(number=0, mask=0, columns=[carries])
    return SimpleNamespace(person=person, file=file, events=events, told={})


def record(kind: int, age: int, wrong: int = 0) -> int:
    return kind << 8 | age << 1 | wrong


def test_who_was_never_recorded_draws_nothing_and_does_as_ever():
    life = lived(0, (), THEFT)
    learn_from_records(here(), life)
    assert life.person.columns == [0]
    assert [one.kind for one in life.events] == [THEFT]


def test_a_record_teaches_and_holds_back_in_the_same_month():
    life = lived(0, (record(THEFT, 1),), THEFT, HELP)
    learn_from_records(here(0), life)
    assert life.person.columns == [LESSON]
    assert [one.kind for one in life.events] == [HELP]
    assert [one.kind for one in life.told["held_back"]] == [THEFT]


def test_a_wrong_record_teaches_as_a_true_one_does():
    life = lived(0, (record(THEFT, 1, wrong=1), record(THEFT, 2), record(HELP, 1)))
    learn_from_records(here(), life)
    assert life.told["taught"] == [record(THEFT, 1, wrong=1)]
    assert life.person.columns == [LESSON]


def test_what_was_learned_fades_before_more_is_learned():
    life = lived(LESSON, (record(THEFT, 1),))
    learn_from_records(here(0), life)
    assert life.person.columns == [LESSON // 2 + LESSON]


def test_what_nobody_did_is_not_held_back():
    life = lived(0, (record(THEFT, 1),), THEFT, result=FALSE)
    learn_from_records(here(), life)
    assert [one.kind for one in life.events] == [THEFT]
    assert life.told["tempted"] == []
