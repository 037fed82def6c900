"""A scheme made ready for kernels: rules become rows by kind, grades and lists become statuses."""

import numpy as np
import numpy.typing as npt

from glasshouse.consequence.model import Better, Consequence
from glasshouse.life.model import Conduct
from glasshouse.life.tables import KINDS, STATUSES, TENTHS
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.population.people import TRAITS, adults, level_index
from glasshouse.remedy.model import Appeal
from glasshouse.scheme.model import Rule, Scheme
from glasshouse.scheme.tables import LONGEST, SchemeTables
from glasshouse.units import FOREVER, whole_months

LEVELS = 128  # statuses: grade (8) and lists (4 bits)
OUT_OF_REACH = -(1 << 30)
WIDEST = 20_000  # points between start and the end of the scale; the balance has 16 bits
_WORK, _TRIPS = "work.", {"travel.flight", "travel.high_speed_rail"}


def scheme_tables(scheme: Scheme, catalogue: Catalogue) -> SchemeTables:
    """The tables of a scheme that has passed its checks."""
    rows = [_row(scheme, kind) for kind in catalogue.kinds]
    points, bonds = np.zeros(KINDS, np.int32), np.zeros(KINDS, np.int32)
    value, cap, cap_months = np.zeros(KINDS, np.int32), np.zeros(KINDS, np.int32), np.ones(KINDS, np.int32)
    weight, leaves = np.zeros(KINDS, np.int32), np.zeros(KINDS, np.uint8)
    for kind, row in zip(catalogue.kinds, rows, strict=True):
        points[kind.row], bonds[kind.row], value[kind.row] = row.points_word(), row.bonds_word(), row.points
        cap[kind.row], cap_months[kind.row] = row.cap
        weight[kind.row] = row.weight()
        leaves[kind.row] = _leaves(scheme, kind)
    effect, reward = _effects(scheme, catalogue)
    return SchemeTables(
        points=points,
        bonds=bonds,
        value=value,
        cap=cap,
        cap_months=cap_months,
        weight=weight,
        leaves=leaves,
        floors=_floors(scheme),
        scale=_scale(scheme),
        sanctions=np.array([_refuses(scheme, status) for status in range(LEVELS)], np.int32),
        bears=np.array([_bears(scheme, status) for status in range(LEVELS)], np.int32),
        effect=effect,
        reward=reward,
        watched=np.array([_watched(scheme, status) for status in range(LEVELS)], np.float32),
    )


def subjects(scheme: Scheme) -> npt.NDArray[np.bool_]:
    """[S] Which strata the scheme scores; only adults, as the catalogue's conducts are theirs."""
    chosen = adults()
    for trait, level in scheme.subjects.where.items():
        if (trait, level) != ("age", "18+"):
            chosen = chosen & (level_index(trait) == TRAITS[trait].index(level))
    return chosen


def sanctioned_grades(scheme: Scheme) -> tuple[bool, ...]:
    """Which grades refuse something, best grade first, lists left aside."""
    graded = [grade for part in scheme.consequences if part.refuses for grade in part.when.grade or ()]
    return tuple(grade.id in graded for grade in scheme.grades)


def response(scheme: Scheme, catalogue: Catalogue) -> npt.NDArray[np.float64]:
    """[16, 128] How conduct of each kind answers to the scheme, by status (grade + 8 * under sanction).

    What is known to few deters few: the felt sanction is the share that knows the scheme, times the chance of being
    recorded, times the points at stake (a list or a grade set directly counts as severe). Rewards likewise, and they
    draw those under sanction more. Lawful conduct that a scheme takes points for is chilled.
    """
    lives, table = catalogue.livelihood, np.ones((STATUSES, KINDS))
    aware = float(scheme.known_to.value) if scheme.known_to else 1.0
    for kind in catalogue.kinds:
        if kind.conduct is None or kind.source is None:
            continue
        row, seen = _row(scheme, kind), float(kind.source.coverage.value)
        severe = min(1.0, -row.points / float(lives.points_that_deter.value)) if row.points < 0 else 0.0
        felt = aware * seen * (1.0 if row.lists or row.best else severe)
        generous = min(1.0, row.points / float(lives.points_that_reward.value)) if row.points > 0 else 0.0
        drawn = aware * seen * generous
        table[:, kind.row] *= 1 - _value(kind.conduct, "deterred") * felt
        table[:, kind.row] *= 1 - _value(kind.conduct, "chilled") * aware * seen * (row.points < 0)
        encouraged = _value(kind.conduct, "encouraged")
        table[:8, kind.row] *= 1 + encouraged * drawn
        table[8:, kind.row] *= 1 + encouraged * drawn * float(lives.eager_to_repair.value)
    return table


class Row:
    """What the scheme makes of records of one kind."""

    def __init__(self) -> None:
        self.points, self.term, self.best, self.best_term = 0, 0, 0, 0
        self.lists, self.list_term, self.to_balance = 0, 0, False
        self.delay, self.decided_at, self.cap = 0, 0, (0, 1)

    def points_word(self) -> int:
        """The row of SchemeTables.points."""
        word = (self.points & 0xFFFF) | self.term << 16 | self.delay << 23 | self.decided_at << 27
        return word - (1 << 32) if word >= 1 << 31 else word

    def bonds_word(self) -> int:
        """Lists 4 bits; their term 7 at 4; best grade 3 at 11, its term 7 at 14; kept 7 at 21; to balance 1 at 28."""
        kept = max(self.term, self.list_term, self.best_term)
        return (
            self.lists | self.list_term << 4 | self.best << 11 | self.best_term << 14 | kept << 21
            | int(self.to_balance) << 28
        )  # fmt: skip

    def weight(self) -> int:
        """How weighty a record is: its points, and more than any points if it lists or sets a grade."""
        return min(abs(self.points) + 20_000 * bool(self.lists) + 10_000 * bool(self.best), 60_000)


def _row(scheme: Scheme, kind: Kind) -> Row:
    row = Row()
    if kind.conduct is None or kind.source is None:
        return row
    row.delay = min(15, round(kind.source.delay))
    row.decided_at = min(31, row.delay + decided_after(scheme.appeal)) if scheme.appeal else 0
    for rule in scheme.rules:
        if rule.conduct == kind.conduct.id:
            _add_rule(row, rule, scheme)
    for repair in scheme.repair:
        if repair.by == kind.conduct.id:
            row.points, row.term = repair.gives, _term(repair.lasts, row)
            row.cap = repair.at_most or (LONGEST, 1)
    for at, one in enumerate(scheme.lists):
        if one.enter.conduct and kind.conduct.id in one.enter.conduct and one.stays is not None:
            row.lists |= 1 << at
            row.list_term = max(row.list_term, LONGEST if one.stays == FOREVER else _months(one.stays, row))
            row.cap = (LONGEST, 1)
    return row


def _add_rule(row: Row, rule: Rule, scheme: Scheme) -> None:
    row.cap = rule.at_most or (LONGEST, 1)
    if rule.points:
        row.points, row.term = rule.points, _term(rule.lasts, row)
    if rule.grade_at_most:
        row.best = [grade.id for grade in scheme.grades].index(rule.grade_at_most)
        row.best_term = LONGEST if rule.lasts == FOREVER else _months(rule.lasts, row)


def _term(lasts: float, row: Row) -> int:
    """Last age that counts. Points for ever stay on file until they can no longer be contested, then in the balance."""
    if lasts == FOREVER:
        row.to_balance = True
        return max(1, row.decided_at, row.delay + 1)
    return _months(lasts, row)


def _months(span: float, row: Row) -> int:
    """A span in months after the record became visible; ages are counted from the conduct."""
    return min(LONGEST - 1, whole_months(span) + row.delay)


def decided_after(appeal: Appeal) -> int:
    """Months from a record's being visible to the decision on it, at least one."""
    return max(1, round(appeal.window + appeal.decided_in))


def _leaves(scheme: Scheme, kind: Kind) -> int:
    return sum(
        1 << at
        for at, one in enumerate(scheme.lists)
        if kind.conduct is not None and one.leave is not None and one.leave.conduct == kind.conduct.id
    )


def _floors(scheme: Scheme) -> npt.NDArray[np.int32]:
    floors = np.full(8, OUT_OF_REACH, np.int32)
    for at, grade in enumerate(scheme.grades[:-1]):
        floors[at] = OUT_OF_REACH if grade.from_ is None else grade.from_
    return floors


def _scale(scheme: Scheme) -> npt.NDArray[np.int32]:
    start = scheme.score.start if scheme.score else 0
    lowest = scheme.score.lowest if scheme.score else 0
    top = scheme.score.highest if scheme.score and scheme.score.highest is not None else start + WIDEST
    clean = (scheme.clean.months, scheme.clean.points) if scheme.clean else (0, 0)
    sanctioning = sum(1 << at for at, one in enumerate(scheme.lists) if _list_refuses(scheme, one.id))
    begins, width = bins_of(scheme)
    by_grade = 0
    for at, grade in enumerate(scheme.grades):
        for which, one in enumerate(scheme.lists):
            by_grade |= (one.enter.grade == grade.id) << (4 * at + which)
    packed = np.array([by_grade], np.uint32).view(np.int32)[0]
    return np.array([start, lowest, min(top, start + WIDEST), *clean, sanctioning, width, begins, packed], np.int32)


def bins_of(scheme: Scheme) -> tuple[int, int]:
    """Where the first of 64 bins of scores begins, and how wide each is: the grades fill the middle three quarters."""
    start = scheme.score.start if scheme.score else 0
    floors = [grade.from_ for grade in scheme.grades if grade.from_ is not None] or [start]
    low, high = min([*floors, start]), max([*floors, start])
    width = max(1, -(-(high - low) // 48))
    return low - 8 * width, width


def _holds(scheme: Scheme, part: Consequence, status: int) -> bool:
    """Whether a consequence is for people of a status."""
    if part.when.grade is not None:
        at = status & 7
        return at < len(scheme.grades) and scheme.grades[at].id in part.when.grade
    lists = [one.id for one in scheme.lists]
    return bool(status >> (3 + lists.index(str(part.when.list))) & 1)


def _list_refuses(scheme: Scheme, name: str) -> bool:
    return any(part.refuses and part.when.list == name for part in scheme.consequences)


def _refused(scheme: Scheme, status: int) -> set[str]:
    return {str(part.service) for part in scheme.consequences if part.refuses and _holds(scheme, part, status)}


def _refuses(scheme: Scheme, status: int) -> int:
    return int(bool(_refused(scheme, status)))


def _bears(scheme: Scheme, status: int) -> int:
    """Bit 0: employers look (a public list bars from posts, or work is refused); bit 1: trips are refused."""
    refused = _refused(scheme, status)
    named = any(
        one.public and any(p.when.list == one.id and str(p.service).startswith(_WORK) for p in scheme.consequences)
        for at, one in enumerate(scheme.lists)
        if status >> (3 + at) & 1
    )
    return int(named or "work.job" in refused) | 2 * int(bool(refused & _TRIPS))


def _watched(scheme: Scheme, status: int) -> float:
    return max([1.0, *(p.inspected for p in scheme.consequences if p.inspected and _holds(scheme, p, status))])


def _effects(scheme: Scheme, catalogue: Catalogue) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    """SchemeTables.effect and reward: a refusal beats a reward, the larger of two rewards counts."""
    row = {kind.service.id: kind.row for kind in catalogue.kinds if kind.service}
    effect, reward = np.zeros((LEVELS, KINDS), np.uint8), np.zeros(256, np.float32)
    gains = [part for part in scheme.consequences if isinstance(part.effect, Better)]
    gains.sort(key=lambda part: float(part.effect.gain.value) if isinstance(part.effect, Better) else 0.0)
    for number, part in enumerate(gains, start=2):
        assert isinstance(part.effect, Better)
        reward[number] = float(part.effect.gain.value) * TENTHS
    for status in range(LEVELS):
        for number, part in enumerate(gains, start=2):
            if _holds(scheme, part, status):
                effect[status, row[str(part.service)]] = number
        for service in _refused(scheme, status):
            effect[status, row[service]] = 1
    return effect.ravel(), reward


def _value(conduct: Conduct, name: str) -> float:
    figure = getattr(conduct, name)
    return float(figure.value) if figure is not None else 0.0
