"""Schemes, a world and a catalogue made ready to be simulated: the society and every table that kernels read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from glasshouse.base.tables import as_record
from glasshouse.base.units import MONTHS_PER_YEAR
from glasshouse.engine.membership import members_of, neighbourhoods_of
from glasshouse.engine.setting import Setting, setting_of
from glasshouse.life.compile import answer_tables
from glasshouse.life.start import StartTables
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.errors.connection import with_connected_only
from glasshouse.observe.numbers import Numbers
from glasshouse.parts.compile import part_tables
from glasshouse.parts.switches import OFF, Switches
from glasshouse.population.model import World
from glasshouse.population.people import PEOPLE, Cast, Society
from glasshouse.population.record import MOST_NUMBERS
from glasshouse.remedy.compile import remedy_tables
from glasshouse.scheme.compile.calendar import ageing, as_of, connection, counted, span, turns
from glasshouse.scheme.compile.compile import scheme_tables
from glasshouse.scheme.compile.filing import file_tables, numbers_of
from glasshouse.scheme.compile.joint import joint_tables
from glasshouse.scheme.compile.response import classes_of, response
from glasshouse.scheme.compile.score import has_friends
from glasshouse.scheme.compile.tables import (
    ACTS,
    CLEAN_TURNS,
    CLOCK,
    ENDS,
    FIRST,
    HISTOGRAM,
    HOLDS,
    LIVED,
    ORDER,
    YEAR_TURNS,
)
from glasshouse.scheme.forms.placed import month_number
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import Placement, judging_order

Record = npt.NDArray[Any]

NEVER = 1 << 30  # months


@dataclass(frozen=True)
class Edition:
    """What holds from one month to the next change of rules."""

    month: int  # the first in which it holds
    scheme: Record  # [K] SchemeTables of each
    joint: Record
    life: Record
    answers: Record
    livelihood: Record
    observation: Record
    member: npt.NDArray[np.uint8]  # [P*512] the schemes that each place of a page is a subject of, one bit each
    parts: Any  # the tables of the parts of the model that are on


@dataclass(frozen=True)
class Ready:
    """What a month needs besides the state, the seed and the clock."""

    cast: Cast
    society: Society
    about: npt.NDArray[np.uint8]  # [P*512] adult | has a file << 1 | rank of means << 2, by place of a page
    here: npt.NDArray[np.uint8]  # [B] the schemes that hold in a neighbourhood, one bit each
    elsewhere: npt.NDArray[np.uint8]  # [4096] the same of places where a year may be spent; empty if nobody moves
    moves: float  # share of people who spend a year elsewhere
    schemes: int
    echoes: int  # schemes that friends' scores feed
    parts: Switches  # the parts of the model that are on
    editions: tuple[Edition, ...]
    spans: tuple[tuple[int, int], ...]  # the first and the last month in which each scheme judges
    counted: tuple[tuple[int, int], ...]  # the same of the months that are counted, after the burn-in
    closes: tuple[int, ...]  # the month in which each scheme judges as it ends
    order: tuple[int, ...]  # the schemes, each after those whose lists it goes by
    assessed: tuple[int | None, ...]  # the calendar month (0 to 11) of each scheme's yearly assessment
    filing: npt.NDArray[np.uint8]  # [B] which of the tables of files and of ways back each neighbourhood goes by
    file: Record  # [F]
    remedy: Record  # [F]
    start: StartTables
    services: int
    service_kinds: npt.NDArray[np.int64]  # [services] rows of the kinds that are services
    kinds: int  # rows of a table by kind
    numbers: Numbers  # of the kinds of record on file

    @property
    def columns(self) -> int:
        """Bytes of state that the parts of the model that are on keep of each subject."""
        return self.parts.columns(self.cast.kind)

    @property
    def on(self) -> tuple[str, ...]:
        """The parts of the model that are on for these subjects."""
        return tuple(part.id for part, _ in self.parts.parts(self.cast.kind))

    def at(self, month: int) -> Edition:
        """What holds in a month of the run."""
        return [one for one in self.editions if one.month <= month][-1]

    def clocks(self, month: int, calendar: int) -> npt.NDArray[np.int64]:
        """[K, CLOCK] The clock of each scheme; see ``scheme.tables.FIRST`` and those beside it.

        Whether it is new, whether a clean period ends, whether grades stand without an assessment, and its months;
        whether a year of it turns and scores are counted; and whether anything follows from it: not when it judges
        as it ends. Column ORDER is another thing: the schemes in the order in which they judge.
        """
        clocks = np.zeros((self.schemes, CLOCK), np.int64)
        clocks[:, ORDER] = self.order
        for turn, ((begins, ends), (counts, _)) in enumerate(zip(self.spans, self.counted, strict=True)):
            clean = int(self.at(month).scheme[turn]["clean_months"])
            lived = month - begins
            clocks[turn, FIRST], clocks[turn, LIVED] = lived <= 0, max(0, lived)
            clocks[turn, CLEAN_TURNS] = clean > 0 and lived > 0 and lived % clean == 0
            clocks[turn, YEAR_TURNS] = lived >= 0 and (month - counts) % MONTHS_PER_YEAR == 0
            clocks[turn, ENDS] = month == ends
            clocks[turn, HISTOGRAM] = clocks[turn, YEAR_TURNS] or month == ends
            clocks[turn, ACTS] = begins <= month < self.closes[turn]
            clocks[turn, HOLDS] = self.assessed[turn] not in (None, calendar) and lived > 0
        return clocks


def ready(
    schemes: Scheme | Sequence[Placement],
    world: World,
    catalogue: Catalogue,
    people: int,
    months: int = 0,
    begins: int | None = None,
    linked: Sequence[Placement] = (),
    parts: Switches = OFF,
) -> Ready:
    """A world of ``people`` people made ready, they or its firms, as the catalogue has it; see :func:`under`.

    Raises
    ------
    GlasshouseError
        As ``setting_of`` and :func:`under` do.
    """
    placed = [Placement(schemes, "")] if isinstance(schemes, Scheme) else list(schemes)
    return under(setting_of(world, catalogue, people), placed, months, begins, linked, parts)


def under(
    setting: Setting,
    placed: Sequence[Placement],
    months: int = 0,
    begins: int | None = None,
    linked: Sequence[Placement] = (),
    parts: Switches = OFF,
) -> Ready:
    """Everything made ready for the people of a setting under these schemes.

    Parameters
    ----------
    months : int
        How long the run is; only rules with dates ask.
    begins : int, optional
        The first calendar month, counted from the year 0, if rules hold by their dates.
    linked : sequence of Placement
        The schemes of the firms that some of the people lead, or of the people who lead the firms.
    parts : Switches
        The parts of the model that are on.

    Raises
    ------
    GlasshouseError
        If a scheme holds in a region that the world has not, or they look at more kinds of record than a file tells
        apart, or more occasions come in a month than can be counted.
    """
    schemes, cast, society, catalogue = [one.scheme for one in placed], setting.cast, setting.society, setting.catalogue
    here, elsewhere = _where(setting, placed)
    moves = float(setting.world.moves.value) if setting.world.moves is not None and len(elsewhere) else 0.0
    starts = turns(schemes, begins, months)
    calendar = [None if begins is None else begins + month for month in starts]
    members = [members_of(schemes, society.stratum, cast, month) for month in calendar]
    known = np.bitwise_or.reduce(members) != 0
    marks = cast.adults().astype(int) | cast.level_index(cast.means) << 2
    classes, masks = classes_of(_commonest(members, here))
    echoes = [one for one in schemes if has_friends(one)]
    forms = _forms(schemes, setting.world, months, begins)
    numbers = numbers_of([form for own in forms.values() for form in own], catalogue)
    alike = _Common(setting, schemes, [one.scheme for one in linked], echoes, classes, masks, numbers, parts)
    services = [kind.row for kind in catalogue.kinds if kind.service]
    filing, read_by = _readers(schemes, here, moves)
    spans = tuple(span(one.scheme, begins, months or NEVER, one.since) or (NEVER, NEVER) for one in placed)
    return Ready(
        cast=cast,
        society=society,
        about=(marks[society.stratum] | known << 1).astype(np.uint8),
        here=here,
        elsewhere=elsewhere,
        moves=moves,
        schemes=len(schemes),
        echoes=len(echoes),
        parts=parts,
        editions=alike.editions(starts, calendar, members, ageing(schemes, begins, months)),
        spans=spans,
        counted=tuple(counted(own, one.counted_from) or own for own, one in zip(spans, placed, strict=True)),
        closes=tuple(closing_month(one, begins) for one in schemes),
        order=tuple(judging_order(schemes)),
        assessed=tuple(one.score.assessed - 1 if one.score and one.score.assessed else None for one in schemes),
        filing=filing,
        file=as_record(
            *(file_tables([form for each in one for form in forms[each.id]], catalogue, numbers) for one in read_by)
        ),
        remedy=as_record(*(remedy_tables([each.appeal for each in one if each.appeal], cast) for one in read_by)),
        start=setting.start,
        services=len(services),
        service_kinds=np.array(services, np.int64),
        kinds=catalogue.size,
        numbers=numbers,
    )


def _forms(
    schemes: Sequence[Scheme], world: World, months: int = 0, begins: int | None = None
) -> dict[str, list[Scheme]]:
    """Each scheme by its id as it stands from each change of the rules to the next."""
    calendar = [None if begins is None else begins + month for month in turns(schemes, begins, months)]
    return {one.id: [as_of(one, month, month_number(world.begins)) for month in calendar] for one in schemes}


def refuse_too_many_kinds(
    schemes: Sequence[Scheme], world: World, catalogue: Catalogue, months: int = 0, begins: int | None = None
) -> None:
    """Refuse schemes of one kind of subject that look at more kinds of record than a file tells apart.

    Raises
    ------
    GlasshouseError
        If they do.
    """
    if 2 * len(catalogue.kinds) > MOST_NUMBERS:
        numbers_of([form for own in _forms(schemes, world, months, begins).values() for form in own], catalogue)


def _where(setting: Setting, placed: Sequence[Placement]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The schemes that hold in each neighbourhood, and in each of those where a year may be spent, if anybody moves."""
    regions = [one.id for one in setting.world.regions]
    here = neighbourhoods_of(placed, regions, setting.society)
    moves = setting.cast is PEOPLE and setting.world.moves is not None
    if not moves or all(not one.region and one.share == 1 for one in placed):
        return here, np.zeros(0, np.uint8)
    return here, neighbourhoods_of(placed, regions, setting.away)


def _readers(
    schemes: list[Scheme], here: npt.NDArray[np.uint8], moves: float
) -> tuple[npt.NDArray[np.uint8], list[list[Scheme]]]:
    """Which schemes read the files of a neighbourhood: [B] the place of its set among the sets, and these.

    Where some spend a year elsewhere, every scheme may read any file; where none holds, nobody has one.
    """
    everything = np.uint8((1 << len(schemes)) - 1)
    masks = np.full_like(here, everything) if moves > 0 else np.where(here == 0, everything, here)
    found, filing = np.unique(masks, return_inverse=True)
    return filing.astype(np.uint8), [[one for at, one in enumerate(schemes) if mask >> at & 1] for mask in found]


def closing_month(scheme: Scheme, begins: int | None) -> int:
    """The month of the run in which a scheme ends, if it does by the calendar."""
    return NEVER if begins is None or scheme.until is None else month_number(scheme.until) - begins


def _commonest(members: list[npt.NDArray[np.uint8]], here: npt.NDArray[np.uint8]) -> list[int]:
    """The sets of schemes that anybody is a subject of, the commonest first."""
    places = {int(one): int(count) for one, count in zip(*np.unique(here, return_counts=True), strict=True)}
    counts: dict[int, int] = {}
    for member in members:
        for one, count in zip(*np.unique(member, return_counts=True), strict=True):
            for place, many in places.items():
                counts[int(one) & place] = counts.get(int(one) & place, 0) + int(count) * many
    return sorted(counts, key=lambda mask: (-counts[mask], mask))


@dataclass(frozen=True)
class _Common:
    """What all editions of a run have in common."""

    setting: Setting
    schemes: list[Scheme]
    linked: list[Scheme]
    echoes: list[Scheme]
    classes: npt.NDArray[np.uint8]
    masks: list[int]
    numbers: Numbers
    parts: Switches

    def editions(
        self,
        starts: list[int],
        calendar: Sequence[int | None],
        members: Sequence[npt.NDArray[np.uint8]],
        ageing: set[int],
    ) -> tuple[Edition, ...]:
        """What holds from each start on; in the months of ``ageing`` only how old a record may be that counts."""
        made = [self.edition(*one) for one in zip(starts, calendar, members, strict=True)]
        for month in sorted(ageing - set(starts)):
            before = max((one for one in made if one.month < month), key=lambda one: one.month)
            now = self.now((calendar[0] or 0) + month)
            made.append(replace(before, month=month, scheme=self.tables(now)))
        return tuple(sorted(made, key=lambda one: one.month))

    def now(self, month: int | None) -> list[Scheme]:
        """The schemes as they stand in a month."""
        return [as_of(one, month, month_number(self.setting.world.begins)) for one in self.schemes]

    def tables(self, now: Sequence[Scheme]) -> Record:
        """[K] SchemeTables of each."""
        friends = {one.id: 1 + at for at, one in enumerate(self.echoes)}
        made = (
            scheme_tables(one, self.setting.catalogue, self.numbers, now, self.linked, friends.get(one.id, 0))
            for one in now
        )
        return as_record(*made)

    def edition(self, start: int, month: int | None, member: npt.NDArray[np.uint8]) -> Edition:
        """The tables from one month of the run on; ``month`` is that of the calendar, if rules have dates."""
        setting, catalogue, now = self.setting, self.setting.catalogue, self.now(month)
        answers = answer_tables(catalogue, setting.most, response(now, catalogue, self.masks), self.classes)
        _, life, means = setting.records
        return Edition(
            month=start,
            scheme=self.tables(now),
            joint=as_record(joint_tables(now, catalogue)),
            life=life,
            answers=as_record(answers),
            livelihood=means,
            observation=self._observation(month),
            member=member,
            parts=part_tables(self.parts, now, catalogue, self.masks, self.numbers),
        )

    def _observation(self, month: int | None) -> Record:
        """How sources err, with only what those that are connected by then record."""
        setting = self.setting
        share = np.ones(setting.catalogue.size, np.float32)
        for kind in setting.catalogue.kinds:
            if kind.source is not None:
                share[kind.row] = connection(self.schemes, kind.source.id, month)
        if (share == 1).all():
            return setting.records[0]
        kinds = setting.life.due_kind, setting.livelihood.falls_kind
        return as_record(with_connected_only(setting.observation, share, *kinds))
