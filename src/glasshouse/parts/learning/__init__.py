"""Perceived risk, learned from one's own records and forgotten: whom a record cost something is warier for a time."""

from glasshouse.base.draws import Purpose
from glasshouse.parts.learning import words
from glasshouse.parts.learning.compile import learning_tables
from glasshouse.parts.learning.model import SETTINGS
from glasshouse.parts.learning.tables import COUNTS
from glasshouse.parts.model import Part

LEARNING = Part(
    id="learning",
    title=words.TITLE,
    question=words.QUESTION,
    about=words.ABOUT,
    limits=words.LIMITS,
    settings=SETTINGS,
    kinds=("person",),
    columns=1,
    purpose=Purpose.LEARNING,
    counts=COUNTS,
    tables=learning_tables,
    without_effect={"notices": 0.0, "learns": 0.0},
    told=words.told,
)
