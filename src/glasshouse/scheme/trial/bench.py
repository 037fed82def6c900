"""A scheme made ready to be tried, and what it makes of an example."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from glasshouse.base.compiled import as_written
from glasshouse.base.units import MONTHS_PER_YEAR
from glasshouse.base.yamlfile import Where
from glasshouse.life.tables import TENTHS
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.population import record as _bits
from glasshouse.scheme.check.faults.examples import Held, held
from glasshouse.scheme.compile.calendar import as_of, forms_of
from glasshouse.scheme.compile.compile import row_of, rules_of, scheme_tables, subjects
from glasshouse.scheme.compile.filing import file_tables, numbers_of
from glasshouse.scheme.compile.statuses import holds, refused
from glasshouse.scheme.compile.tables import LONGEST
from glasshouse.scheme.explain.breakdown import Breakdown, breakdown, friends_at
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.work import STANDINGS
from glasshouse.scheme.judge.standing import Standing, as_rules, standing
from glasshouse.scheme.language.example import Example
from glasshouse.scheme.language.model import Scheme

bits = as_written(_bits.__name__)


class Wrong(NamedTuple):
    """Something that came out otherwise than an example expects."""

    key: str  # 'score', 'grade', 'lists' or 'refused'; 'traits' if nobody with them is a subject
    expected: object
    got: object


@dataclass(frozen=True)
class Trial:
    """One example, and what the rules make of it."""

    at: int  # its place among the examples
    score: int | None
    grade: str | None
    lists: tuple[str, ...]
    refused: tuple[str, ...]
    sum_of: Breakdown | None
    wrong: tuple[Wrong, ...]
    covers: frozenset[Where]  # the rules, lists and consequences that it shows at work


def is_of(part: object, now: Scheme) -> bool:
    return any(part is one for one in (*now.rules, *now.repair, *now.lists, *now.consequences))


class Bench:
    """A scheme made ready to be tried, with the rules of a month or with those that it began with."""

    def __init__(self, scheme: Scheme, catalogue: Catalogue, others: Sequence[Scheme], month: int | None) -> None:
        self.scheme, self.catalogue = as_of(scheme, month), catalogue
        self.written = scheme
        kind = scheme.subjects.kind
        self.others = [self.scheme, *(one for one in others if one.subjects.kind == kind)]
        self.linked = [one for one in others if one.subjects.kind != kind]
        forms = forms_of(scheme)
        numbers = numbers_of(forms, catalogue, {self.kind(held(one)).row for each in scheme.tests for one in each.file})
        self.rules: SimpleNamespace = as_rules(scheme_tables(self.scheme, catalogue, numbers, self.others, self.linked))
        self.filing = file_tables(forms, catalogue, numbers)
        self.numbers = numbers

    def trial(self, at: int, example: Example) -> Trial:
        """What becomes of one example."""
        stratum = self.stratum(example)
        if stratum is None:
            traits = ", ".join(f"{trait} {level}" for trait, level in example.traits.items())
            return Trial(at, None, None, (), (), None, (Wrong("traits", None, traits),), frozenset())
        who = self.circumstances(example, stratum)
        file = self.file(example)
        stands, balance = self.judged(file, who, example.months)
        grades = self.scheme.grades
        grade = grades[stands.status & 7].id if grades else None
        lists = tuple(one.id for place, one in enumerate(self.scheme.lists) if stands.status >> (3 + place) & 1)
        score = stands.score if self.scheme.score is not None else None
        services = tuple(sorted(refused(self.scheme, stands.status)))
        parts = None
        if score is not None:
            parts = breakdown(self.scheme, self.catalogue, self.rules, file, who, balance, self.others, self.linked)
        return Trial(
            at, score, grade, lists, services, parts, tuple(_compared(example, score, grade, lists, services)),
            frozenset(self.covered(example, file, who, stands)),
        )  # fmt: skip

    def stratum(self, example: Example) -> int | None:
        """The first stratum of subjects with these traits; none if there is none."""
        cast = self.catalogue.cast
        chosen = subjects(self.scheme, cast) & cast.chosen(example.traits)
        places = np.flatnonzero(chosen)
        return int(places[0]) if len(places) else None

    def circumstances(self, example: Example, stratum: int) -> Circumstances:
        """What besides the file the example says."""
        stages = [one.id for one in self.catalogue.livelihood.stages]
        lowest, highest = int(self.rules.lowest), int(self.rules.highest)
        return Circumstances(
            stratum=stratum,
            money=np.float32(round(TENTHS * float(example.savings))),
            job=STANDINGS.index(example.work),
            debt=stages.index(example.debt),
            months=example.months,
            friends=None if example.friends is None else friends_at(example.friends, lowest, highest),
            statuses=[0, *(_listed(one, example.on) << 3 for one in self.others[1:])],
            drag=sum(_listed(one, example.on) << 4 * at for at, one in enumerate(self.linked)),
        )

    def file(self, example: Example) -> list[int]:
        """The records, the oldest first."""
        entries = [held(one) for one in example.file]
        settled = self.settled_at(entries)
        found: list[int] = []
        for entry in sorted(entries, key=lambda one: -one.months):
            kind = self.kind(entry)
            age = 0 if entry.mark == "new" else min(LONGEST, kind.delay + 1 + entry.months)
            number = self.numbers.of(kind.row)
            made_good = self.filing.settled_by[number] and entry.months >= settled.get(kind.row, LONGEST)
            now = int(self.filing.after[number]) if made_good else number
            found += [int(bits.at_age(bits.new_record(now, entry.mark == "wrong"), age))] * entry.times
        return found

    def settled_at(self, entries: Sequence[Held]) -> dict[int, int]:
        """For each kind that an entry settles: how many months ago."""
        found: dict[int, int] = {}
        for entry in entries:
            conduct = int(self.filing.settles[self.kind(entry).row])
            for kind in self.catalogue.kinds:
                if conduct and conduct == int(self.filing.settled_by[self.numbers.of(kind.row)]):
                    found[kind.row] = min(entry.months, found.get(kind.row, LONGEST))
        return found

    def kind(self, entry: Held) -> Kind:
        """The kind of an entry's records: of its source, or of the first source that a rule looks at."""
        views = [
            kind
            for kind in self.catalogue.kinds
            if _about(kind) == entry.name and entry.source in (None, kind.source.id if kind.source else None)
        ]
        read = [kind for kind in views if row_of(self.scheme, kind).is_read]
        return (read or views)[0]

    def judged(self, file: Sequence[int], who: Circumstances, months: int) -> tuple[Standing, int]:
        """How one stands, month after month since the oldest record; and the points beside the file."""
        longest = max([0, *(int(bits.age_of(one)) for one in file)])
        clean = int(self.rules.clean_months)
        balance = 0
        for ago in range(max(longest, months if clean else 0), -1, -1):
            then = [int(bits.at_age(one, bits.age_of(one) - ago)) for one in file if bits.age_of(one) >= ago]
            lived = months - ago
            turns = clean > 0 and lived > 0 and lived % clean == 0
            if ago == 0 or turns or self.lapses(then):
                now = who._replace(calendar=-ago % MONTHS_PER_YEAR)  # an example is judged on 1 January
                found = standing(self.rules, then, now, balance, clean_turns=turns)
                balance = found.balance
        return found, balance

    def lapses(self, file: Sequence[int]) -> bool:
        """Whether points for ever leave the file this month."""
        return any(
            int(self.rules.bonds[int(bits.number_of(one))]) >> 10 & 1
            and int(bits.age_of(one)) == (int(self.rules.points[int(bits.number_of(one))]) >> 16 & 127) + 1
            for one in file
        )

    def covered(self, example: Example, file: Sequence[int], who: Circumstances, stands: Standing) -> Iterator[Where]:
        """What of the scheme the example shows at work."""
        kinds = {kind.row: kind for kind in self.catalogue.kinds}
        seen = [kinds[int(self.rules.rows[int(bits.number_of(one))])] for one in file]
        names = {_about(one) for one in seen}
        used = [
            rule for one in seen for rule in rules_of(self.scheme, _about(one), one.source.id if one.source else None)
        ]
        for at, rule in enumerate(self.written.rules):
            if any(rule is one for one in used) or (is_of(rule, self.scheme) and rule.list in example.on):
                yield "rules", at
        yield from (("repair", at) for at, one in enumerate(self.written.repair) if one.by in names)
        on = stands.status >> 3
        for at, entry in enumerate(self.written.lists):
            if on >> at & 1 or entry.enter.list in example.on or names & set(entry.enter.conduct or ()):
                yield "lists", at
        for at, part in enumerate(self.written.consequences):
            if example.refused is not None and is_of(part, self.scheme) and holds(self.written, part, stands.status):
                yield "consequences", at


def _about(kind: Kind) -> str:
    """The conduct or service that a kind's records are about."""
    return kind.conduct.id if kind.conduct else kind.service.id if kind.service else ""


def _listed(scheme: Scheme, names: Sequence[str]) -> int:
    """The lists of a scheme that are named, 4 bits."""
    return sum(1 << at for at, one in enumerate(scheme.lists) if f"{scheme.id}/{one.id}" in names)


def _compared(
    example: Example, score: int | None, grade: str | None, lists: tuple[str, ...], services: tuple[str, ...]
) -> Iterator[Wrong]:
    """What came out otherwise than expected; the order of lists and services does not matter."""
    if example.score is not None and example.score != score:
        yield Wrong("score", example.score, score)
    if example.grade is not None and example.grade != grade:
        yield Wrong("grade", example.grade, grade)
    if example.lists is not None and set(example.lists) != set(lists):
        yield Wrong("lists", example.lists, lists)
    if example.refused is not None and set(example.refused) != set(services):
        yield Wrong("refused", tuple(sorted(example.refused)), services)
