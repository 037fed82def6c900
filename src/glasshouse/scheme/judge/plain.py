"""One scheme judges one person, in plain Python: score, grade and lists, with and without wrong records."""

from glasshouse.population.lives import NOT_JUDGED, Held, Here, Judged, Life
from glasshouse.population.plain import average_friends, publish_scores
from glasshouse.population.state import SPELL_TOP
from glasshouse.scheme.compile.tables import ACTS, CLEAN_TURNS, HOLDS, LIVED, YEAR_TURNS
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.judge.standing import Standing, begun, standing


def reset_joint(here: Here, life: Life) -> None:
    """Nobody is judged, and nothing follows, until a scheme says otherwise."""
    life.judged, life.acts = [NOT_JUDGED] * here.ready.schemes, [False] * here.ready.schemes


def is_judged(here: Here, life: Life, turn: int) -> bool:
    """Whether the person is a subject of the scheme; if not, friends hear of them no more."""
    if not life.person.mask >> turn & 1:
        publish_scores(here, life, turn)
        return False
    return True


def load_standing(life: Life, turn: int) -> Held:
    """How the person stood under the scheme a month ago."""
    return life.person.held[turn]


def score_files(here: Here, life: Life, turn: int, held: Held) -> Standing:
    """What the scheme makes of the file and of how the person lives; the balance beside the file moves on."""
    rules, clock, person = here.rules.scheme[turn], here.clocks[turn], life.person
    statuses, rightful = ([getattr(one, which) for one in life.following] for which in ("status", "rightful"))
    who = Circumstances(
        person.stratum, person.money, person.job, person.debt, int(clock[LIVED]), average_friends(here, person, turn),
        statuses, person.drag, here.calendar, rightful,
    )  # fmt: skip
    found = standing(
        rules, life.file, who, held.balance, ages=here.month > 0, clean_turns=bool(clock[CLEAN_TURNS]),
        held_grade=held.grade if clock[HOLDS] else None,
    )  # fmt: skip
    held.balance = found.balance
    return found


def grade_subjects(here: Here, life: Life, turn: int, found: Standing) -> None:
    """The grade and the lists of the person, and what they would be without wrong records."""
    rules = here.rules.scheme[turn]
    sanctioned = bool(rules.sanctions[found.status])
    life.judged[turn] = Judged(
        scored=True, score=found.score, deserved=found.deserved, status=found.status, sanctioned=sanctioned,
        rightful=found.rightful, wrongly=sanctioned and not rules.sanctions[found.rightful],
        began=tuple(begun(rules, life.file, here.calendar)),
    )  # fmt: skip


def store_standing(here: Here, life: Life, turn: int, held: Held) -> None:
    """What is kept only to be counted: the grade, the grade at the turn of a year, the months under sanction."""
    judged = life.judged[turn]
    held.grade = judged.grade
    if here.clocks[turn, YEAR_TURNS]:
        held.year_grade = judged.grade
    if not judged.sanctioned:
        held.spell, held.entered_wrongly = 0, False
        return
    if held.spell == 0:
        held.entered_wrongly = judged.wrongly
    held.spell = min(held.spell + 1, SPELL_TOP)


def join(here: Here, life: Life, turn: int) -> None:
    """What the scheme found follows, together with what follows from others, if anything does from this one."""
    life.acts[turn] = bool(here.clocks[turn, ACTS])
