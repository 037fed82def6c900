"""Learning in words and numbers: what it is, what it says of one life, and what its metrics mean."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from glasshouse.measure.registry import Cells, Finding, metric, share
from glasshouse.measure.tally import Tallies
from glasshouse.parts.learning.tables import CARRY, HELD_BACK, LESSON, LESSONS, TEMPTED, WRONG

TITLE = "Learning from one's own records"
QUESTION = "Does being recorded teach people to do less of it, and are they taught by what they did?"
ABOUT = (
    "Whose record begins to cost something learns that the scheme is there, thinks the next record likelier than it "
    "is, does less of what that deters, and forgets it by and by. A wrong record teaches as a true one does."
)
LIMITS = (
    "One learns from one's own records alone, not from those of friends or neighbours, and the same for all conducts; "
    "who does something and is not recorded does not grow bolder. What is learned holds back conduct that the "
    "catalogue says can be deterred, not debts, and not lawful acts."
)
SOURCE = "S. Anwar and T. A. Loughran, Testing a Bayesian learning theory of deterrence, Criminology 49 (2011)"


def told(settings: Mapping[str, float], columns: npt.NDArray[np.uint8]) -> str:
    """What one life has learned, by its byte of state.

    >>> told({"learns": 0.5, "fades": 0.1}, np.array([48], np.uint8))
    'remembers records that cost something as if 1.5 had just come, and thinks the next 75 % likelier than it is'
    """
    records = int(columns[0]) / LESSON
    if not records:
        return "learned nothing from records: none cost anything, or it is forgotten"
    likelier = float(f"{100 * settings['learns'] * records:.2g}")
    return (
        f"remembers records that cost something as if {records:.2g} had just come, and thinks the next "
        f"{likelier:,g} % likelier than it is"
    )


@metric(title="People who learned from a record", unit="people", part="learning", source=SOURCE)
def learned_people(tallies: Tallies, _: Cells) -> Finding:
    """People who remember, in the last month of the run, a record that cost them something, and are warier for it."""
    people = int(tallies.parts[-1, CARRY])
    return Finding(float(people), people, int(tallies.people[-1].sum()))


@metric(title="Lessons taught by wrong records", unit="share of lessons", limits=(0, 1), part="learning", source=SOURCE)
def wrong_lessons_share(tallies: Tallies, _: Cells) -> Finding:
    """Share of records that began to cost somebody something, and so taught them, that were wrong."""
    return share(_in_all(tallies, WRONG), _in_all(tallies, LESSONS), "Records, over the whole run.")


@metric(title="Held back by what was learned", unit="share of conducts", limits=(0, 1), part="learning", source=SOURCE)
def held_back_share(tallies: Tallies, _: Cells) -> Finding:
    """Of what people who had learned from records were about to do, and could be deterred from, the share not done."""
    return share(_in_all(tallies, HELD_BACK), _in_all(tallies, TEMPTED), "Conducts, over the whole run.")


def _in_all(tallies: Tallies, place: int) -> int:
    return int(tallies.parts[:, place].sum())
