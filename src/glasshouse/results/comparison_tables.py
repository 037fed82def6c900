"""The tables of a comparison: what differs between two worlds, person by person and then summed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from glasshouse.measure import apart as columns
from glasshouse.measure.apart import SIDES, A, Apart, B, Contrast
from glasshouse.measure.registry import METRICS
from glasshouse.observe.catalogue import Catalogue, Kind
from glasshouse.population.people import LANES, Society
from glasshouse.results import acts
from glasshouse.results.run_tables import LIVELIHOOD, MONEY_PARTS, MONTHS_PER_YEAR, STRAIN_PARTS
from glasshouse.results.table import (
    AVERAGE,
    COUNTED,
    DIFFERENCE,
    EACH_TRAIT,
    FLAG,
    KEY,
    NAME,
    NUMBERED,
    PART,
    WORTH,
    YES_OR_NO,
    Column,
    Tables,
    each,
)
from glasshouse.scheme.language.model import Scheme

MOST_LIVES = 5_000_000  # people up to which the lives that differ are kept one by one
EVERYBODY = "everybody"
TURNED_AWAY = "Requests refused or given up"

Columns = dict[str, Any]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Compared:
    """What a finished comparison of one kind of subject hands over, and what is needed to read it."""

    apart: Apart
    contrast: Contrast
    society: Society
    about: npt.NDArray[np.uint8]  # [P*512] bit 1: somebody whose life is compared
    subjects: int
    catalogue: Catalogue
    schemes: tuple[Scheme, Scheme]  # the first of each world
    metrics: tuple[pl.DataFrame, pl.DataFrame]  # of the run in each world
    begins: int = 0  # the month from which on two worlds were lived; before it they have one past
    holds: npt.NDArray[np.uint8] | None = None  # [B] 1 where any scheme of either world may hold; None is everywhere

    @cached_property
    def who(self) -> Ints:
        """The numbers of those whose lives are compared."""
        numbers = np.arange(self.subjects)
        known = (self.about[self._places(numbers)] & 2) != 0
        there = True if self.holds is None else self.holds[numbers // LANES] != 0
        return np.asarray(numbers[known & there])

    @cached_property
    def stratum(self) -> Ints:
        """The stratum of each of them."""
        return np.asarray(self.society.stratum[self._places(self.who)], np.int64)

    def _places(self, numbers: Ints) -> Ints:
        return np.asarray(self.society.page[numbers // LANES], np.int64) * LANES + numbers % LANES

    @property
    def months(self) -> int:
        """Months that were lived."""
        return len(self.contrast.outcomes)

    def life(self, column: int, world: int) -> Ints:
        """A column of the lives that are compared, in one world."""
        return np.asarray(self.apart.lives[world, column, self.who], np.int64)

    @cached_property
    def parted(self) -> Ints:
        """1 + the month in which each of these lives parted; 0 if it did not."""
        return np.asarray(self.apart.parted[self.who], np.int64)

    def stands(self, world: int) -> Ints:
        """How each of them stands at the end."""
        return np.asarray(self.apart.stands[world, self.who], np.int64)

    def grade(self, world: int) -> pl.Series:
        """The grade of each at the end by name; null for who is not scored."""
        names = [grade.id for grade in self.schemes[world].grades]
        stands = self.stands(world)
        known = (stands & columns.IS_SCORED != 0) & (len(names) > 0)
        return pl.Series([*names, None], dtype=pl.String).gather(np.where(known, stands & columns.GRADE, len(names)))

    def has(self, flag: int, world: int) -> npt.NDArray[np.bool_]:
        """Whether a bit of how they stand is set."""
        return np.asarray((self.stands(world) & flag) != 0)

    @property
    def scales_match(self) -> bool:
        """Whether scores of both worlds count the same."""
        one, other = (scheme.score for scheme in self.schemes)
        return one is not None and other is not None and (one.lowest, one.highest) == (other.lowest, other.highest)

    @property
    def grades_match(self) -> bool:
        """Whether both worlds have grades, and the same."""
        one, other = ([grade.id for grade in scheme.grades] for scheme in self.schemes)
        return one == other and len(one) > 0


TABLES = Tables()
"""Every table of a comparison by name."""

STANDINGS = {
    f"{name}_{where}": COUNTED for name in ("listed", "sanctioned") for where in ("both", "a_only", "b_only")
} | {"wrongly_a_only": COUNTED, "wrongly_b_only": COUNTED}
_REQUESTS = ("granted_both", "refused_a_only", "refused_b_only", "refused_both", "asked_a_only", "asked_b_only",
             "asked_a_only_refused", "asked_b_only_refused", "favoured_a_only", "favoured_b_only", "given_up_a",
             "given_up_b")  # fmt: skip
_WHERE = ("a_only", "b_only", "both")
_TURNED_AWAY = {f"turned_away_{where}": COUNTED for where in _WHERE}


def tables(compared: Compared, names: Iterable[str] = TABLES) -> dict[str, pl.DataFrame]:
    """Every table of a comparison, or those that are named, by name."""
    return TABLES.made_of(compared, compared.catalogue.cast.traits, names)


def outcome_in(differences: pl.DataFrame, outcome: str) -> dict[str, Any]:
    """The row of an outcome.

    Raises
    ------
    KeyError
        If there is no such outcome.
    """
    for row in differences.iter_rows(named=True):
        if row["outcome"] == outcome:
            return row
    raise KeyError(outcome)


def _both(*names: str, what: Column = WORTH) -> dict[str, Column]:
    """A column for each world of each name."""
    return {f"{name}_{side}": what for name in names for side in SIDES}


@TABLES.table(
    "An outcome: its value in each world, and the first less the second. Those of requests and conducts are per 1,000 "
    "people a year, those of lives per person.",
    {"outcome": KEY, "title": NAME, "unit": NAME, **each(DIFFERENCE, "a", "b", "difference")},
)
def _differences(compared: Compared) -> Columns:
    rows = [*_outcomes(compared), *_metrics(compared)]
    return {
        "outcome": [row[0] for row in rows],
        "title": [row[1] for row in rows],
        "unit": [row[2] for row in rows],
        "a": [row[3] for row in rows],
        "b": [row[4] for row in rows],
        "difference": [None if row[3] is None or row[4] is None else row[3] - row[4] for row in rows],
    }


Outcome = tuple[str, str, str, float | None, float | None]


def _outcomes(compared: Compared) -> list[Outcome]:
    """What the lives in both worlds came to."""
    people = max(1, len(compared.who))
    years = people * (compared.months - compared.begins) / MONTHS_PER_YEAR / 1000
    end = compared.contrast.figures[-1] / people
    services = _rows(compared, None)
    counts = compared.contrast.outcomes.sum(axis=0)
    refused = [
        (counts[services, columns.REFUSED_BOTH] + counts[services, alone] + counts[services, on_top]).sum() / years
        for alone, on_top in (
            (columns.REFUSED_A_ONLY, columns.AND_REFUSED_A),
            (columns.REFUSED_B_ONLY, columns.AND_REFUSED_B),
        )
    ]
    given_up = [counts[services, column].sum() / years for column in (columns.GIVEN_UP_A, columns.GIVEN_UP_B)]
    held = [compared.life(columns.MONTHS_SANCTIONED, world).sum() / people for world in (A, B)]
    a_year, share = "per 1,000 people a year", "share of people"

    def happened(rows: list[int]) -> tuple[float, float]:
        both = counts[rows, columns.BOTH].sum()
        return (both + counts[rows, columns.A_ONLY].sum()) / years, (both + counts[rows, columns.B_ONLY].sum()) / years

    return [
        ("months_sanctioned", "Months under sanction", "months per person", *held),
        ("refusals", "Requests refused", a_year, *refused),
        ("given_up", "Requests given up", a_year, *given_up),
        ("turned_away", TURNED_AWAY, a_year, *map(sum, zip(refused, given_up, strict=True))),
        *((acts.outcome(kind), title, a_year, *happened(_rows(compared, kind))) for kind, title in acts.TITLES.items()),
        ("money", "Savings at the end", "months of outgoings", *(end[:, columns.MONEY] / MONEY_PARTS)),
        ("strain", "Strain at the end", "of 1", *(end[:, columns.STRAIN] / STRAIN_PARTS)),
        ("employed", "In work at the end", share, *end[:, columns.EMPLOYED]),
        ("indebted", "In debt at the end", share, *end[:, columns.INDEBTED]),
        ("late", "Late with a debt at the end", share, *end[:, columns.LATE]),
    ]


def _metrics(compared: Compared) -> list[Outcome]:
    """The metrics of both runs."""
    one, other = ({row["metric"]: row["value"] for row in frame.to_dicts()} for frame in compared.metrics)
    there = [metric for name, metric in METRICS.items() if name in one or name in other]
    return [(metric.id, metric.title, metric.unit, one.get(metric.id), other.get(metric.id)) for metric in there]


def _rows(compared: Compared, acts_of: str | None) -> list[int]:
    """The rows of a kind of acts, or of services."""
    return [kind.row for kind in compared.catalogue.kinds if _is(kind, acts_of)]


def _is(kind: Kind, acts_of: str | None) -> bool:
    if acts_of is None or kind.conduct is None:
        return acts_of is None and kind.service is not None
    return acts.kind_of(kind.conduct.domain, lawful=kind.conduct.lawful) == acts_of


@TABLES.table(
    "A month: how many lives part in it, have parted by its end, and the share of all.",
    {"month": NUMBERED, "parted": COUNTED, "so_far": COUNTED, "share": PART},
)
def _parting(compared: Compared) -> Columns:
    parted = np.bincount(compared.parted, minlength=compared.months + 1)[1:]
    so_far = np.cumsum(parted)
    return {
        "month": np.arange(compared.begins, compared.months),
        "parted": parted[compared.begins :],
        "so_far": so_far[compared.begins :],
        "share": so_far[compared.begins :] / max(1, len(compared.who)),
    }


@TABLES.table(
    "A group (a level of a trait, or everybody): how many end on a list and under sanction in both worlds, in the "
    "first alone and in the second alone; of those in one alone, how many by wrong records; how many lives parted.",
    {"trait": KEY, "level": KEY, "people": COUNTED, "parted": COUNTED, **STANDINGS},
)
def _standing(compared: Compared) -> Columns:
    held: dict[str, npt.NDArray[np.bool_]] = {"people": np.ones(len(compared.who), bool), "parted": compared.parted > 0}
    for name, flag in (("listed", columns.ON_A_LIST), ("sanctioned", columns.UNDER_SANCTION)):
        one, other = compared.has(flag, A), compared.has(flag, B)
        held |= {f"{name}_both": one & other, f"{name}_a_only": one & ~other, f"{name}_b_only": other & ~one}
    for where, world in (("a_only", A), ("b_only", B)):
        held[f"wrongly_{where}"] = held[f"sanctioned_{where}"] & compared.has(columns.IS_WRONGLY, world)
    return _by_group(compared, held)


def _by_group(compared: Compared, held: Mapping[str, npt.NDArray[Any]], among: Ints | None = None) -> Columns:
    """Sums of each column over everybody and over each level of each trait.

    ``among`` are the places of those whom the columns are about, if not everybody.
    """
    cast, stratum = compared.catalogue.cast, compared.stratum if among is None else compared.stratum[among]
    by_stratum = {name: np.bincount(stratum, column, minlength=cast.size) for name, column in held.items()}
    groups = [(EVERYBODY, EVERYBODY, np.ones(cast.size, bool))]
    groups += [
        (trait, level, cast.has(trait, level)[: cast.size]) for trait, levels in cast.traits.items() for level in levels
    ]
    sums = {name: [float(counts[inside].sum()) for _, _, inside in groups] for name, counts in by_stratum.items()}
    whole = {
        name: [round(one) for one in column] if held[name].dtype == np.bool_ else column
        for name, column in sums.items()
    }
    return {"trait": [one for one, _, _ in groups], "level": [one for _, one, _ in groups], **whole}


class Measure(NamedTuple):
    """Something of a life that is better or worse for who lives it."""

    title: str
    unit: str
    more_is_better: bool
    parts: int  # the number held is so many times the value


MEASURES = {
    "months_sanctioned": Measure("Months under sanction", "months", False, 1),
    "turned_away": Measure(TURNED_AWAY, "requests", False, 1),
    "money": Measure("Savings at the end", "months of outgoings", True, MONEY_PARTS),
    "strain": Measure("Strain at the end", "of 1", False, STRAIN_PARTS),
    "score": Measure("Score at the end", "points", True, 1),
}
"""What somebody gains or loses."""


def _held(compared: Compared, name: str, world: int) -> Ints:
    """The number that is held of a measure in one world."""
    if name in ("money", "strain"):
        return np.asarray(compared.apart.means[world, int(name == "strain"), compared.who], np.int64)
    if name == "score":
        return np.asarray(compared.apart.score[world, compared.who], np.int64)
    if name == "turned_away":
        return compared.life(columns.REFUSALS, world) + compared.life(columns.GIVEN_UP, world)
    return compared.life(columns.MONTHS_SANCTIONED, world)


@TABLES.table(
    "A measure of a life and a group: how many fare better in the first world, in the second, the same in both; the "
    "mean difference (first less second) over all of them, over those better off in the first, and in the second.",
    {
        "measure": KEY,
        "title": NAME,
        "unit": NAME,
        "trait": KEY,
        "level": KEY,
        **each(COUNTED, "people", "better_a", "better_b", "same"),
        **each(DIFFERENCE, "difference", "difference_better_a", "difference_better_b"),
    },
)
def _gains(compared: Compared) -> Columns:
    parts = [_gain(compared, name, one) for name, one in MEASURES.items() if name != "score" or compared.scales_match]
    return {name: [value for part in parts for value in part[name]] for name in TABLES["gains"].columns}


def _gain(compared: Compared, name: str, measure: Measure) -> Columns:
    """The rows of one measure."""
    apart = _held(compared, name, A) - _held(compared, name, B)
    counted = np.ones(len(apart), bool)
    if name == "score":
        counted = compared.has(columns.IS_SCORED, A) & compared.has(columns.IS_SCORED, B)
    among = np.flatnonzero(apart * counted)  # few, of many who are the same in both
    less = apart[among].astype(np.float64)  # whole numbers: added up without rounding
    good = less > 0 if measure.more_is_better else less < 0
    rows = _by_group(compared, {"people": counted})
    rows |= _by_group(
        compared,
        {
            "better_a": good, "better_b": ~good, "difference": less,
            "difference_better_a": np.where(good, less, 0.0), "difference_better_b": np.where(good, 0.0, less),
        },
        among,
    )  # fmt: skip
    others = zip(rows["people"], rows["better_a"], rows["better_b"], strict=True)
    rows["same"] = [people - better - worse for people, better, worse in others]
    for column, of in (
        ("difference", "people"),
        ("difference_better_a", "better_a"),
        ("difference_better_b", "better_b"),
    ):
        both = zip(rows[column], rows[of], strict=True)
        rows[column] = [total / (measure.parts * many) if many else None for total, many in both]
    size = len(rows["trait"])
    return {"measure": [name] * size, "title": [measure.title] * size, "unit": [measure.unit] * size, **rows}


@TABLES.table(
    "How people stand at the end in the first world and in the second: how many.",
    {**_both("grade", what=KEY), **_both("listed", what=YES_OR_NO), "people": COUNTED},
)
def _transitions(compared: Compared) -> Columns:
    frame = pl.DataFrame(
        {f"grade_{side}": compared.grade(world) for world, side in enumerate(SIDES)}
        | {f"listed_{side}": compared.has(columns.ON_A_LIST, world) for world, side in enumerate(SIDES)}
    )
    names = frame.columns
    found = frame.group_by(names).len(name="people").sort(names, nulls_last=True)
    return {name: found[name] for name in (*names, "people")}


@TABLES.table(
    "A service: requests granted in both worlds, refused in one only, refused in both; asked for in one world only, "
    "and of these refused there; granted with a reward in one only; given up, after being refused for so long, in "
    "each; turned away (refused or given up) in one and granted in the other, and turned away in both. Over the whole "
    "time.",
    {"service": KEY, "title": NAME, "domain": NAME, **each(COUNTED, *_REQUESTS), **_TURNED_AWAY},
)
def _requests(compared: Compared) -> Columns:
    services = [kind for kind in compared.catalogue.kinds if kind.service is not None]
    counts = compared.contrast.outcomes.sum(axis=0)[[kind.row for kind in services]]
    return {
        "service": [kind.service.id for kind in services if kind.service],
        "title": [kind.service.title for kind in services if kind.service],
        "domain": [kind.service.domain for kind in services if kind.service],
        **{name: counts[:, at] for at, name in enumerate(_REQUESTS)},
        **{name: _turned_away(counts, where) for name, where in zip(_TURNED_AWAY, _WHERE, strict=True)},
    }


def _turned_away(counts: Ints, where: str) -> Ints:
    """Requests that were refused or given up in one world and granted in the other, or so in both."""
    refused, given_up = _REFUSED_AND_GIVEN_UP[where]
    return np.asarray(counts[..., refused] + counts[..., given_up])


_REFUSED_AND_GIVEN_UP = {
    "a_only": (columns.REFUSED_A_ONLY, columns.GIVEN_UP_A_ONLY),
    "b_only": (columns.REFUSED_B_ONLY, columns.GIVEN_UP_B_ONLY),
    "both": (columns.REFUSED_BOTH, columns.GIVEN_UP_OR_REFUSED),
}


@TABLES.table(
    "A conduct: how often it happened in both worlds, in the first alone and in the second alone. An act in one world "
    "alone was held back by the rules of the other, or drawn out by those of its own.",
    {"conduct": KEY, "title": NAME, "domain": NAME, "lawful": FLAG, **each(COUNTED, "both", "a_only", "b_only")},
)
def _conducts(compared: Compared) -> Columns:
    conducts = compared.catalogue.conducts
    rows = [[kind.row for kind in compared.catalogue.kinds_of(one.id)] for one in conducts]
    counts = compared.contrast.outcomes.sum(axis=0)
    by_conduct = np.stack([counts[own].sum(axis=0) for own in rows])
    return {
        "conduct": [one.id for one in conducts],
        "title": [one.title for one in conducts],
        "domain": [one.domain for one in conducts],
        "lawful": [one.lawful for one in conducts],
        "both": by_conduct[:, columns.BOTH],
        "a_only": by_conduct[:, columns.A_ONLY],
        "b_only": by_conduct[:, columns.B_ONLY],
    }


@TABLES.table(
    "A month: what happened in the first world alone and in the second alone. A request refused, or turned away "
    "(refused or given up), in one was granted in the other.",
    {
        "month": NUMBERED,
        **{f"{what}_{side}_only": COUNTED for what in (*acts.TITLES, "refused", "turned_away") for side in SIDES},
    },
)
def _happenings(compared: Compared) -> Columns:
    counts = compared.contrast.outcomes[compared.begins :]
    found: Columns = {"month": np.arange(compared.begins, compared.months)}
    for what in acts.TITLES:
        rows = _rows(compared, what)
        for side, column in zip(SIDES, (columns.A_ONLY, columns.B_ONLY), strict=True):
            found[f"{what}_{side}_only"] = counts[:, rows, column].sum(axis=1)
    services = _rows(compared, None)
    for side, column in zip(SIDES, (columns.REFUSED_A_ONLY, columns.REFUSED_B_ONLY), strict=True):
        found[f"refused_{side}_only"] = counts[:, services, column].sum(axis=1)
    for side in SIDES:
        found[f"turned_away_{side}_only"] = _turned_away(counts[:, services], f"{side}_only").sum(axis=1)
    return found


@TABLES.table(
    "A month and a world: mean savings (months of outgoings) and strain (0 to 1), the shares in work, in debt and late "
    "with it; people under sanction, on a list, and under sanction by wrong records alone.",
    {
        "month": NUMBERED,
        "world": KEY,
        "people": COUNTED,
        **LIVELIHOOD,
        **each(COUNTED, "sanctioned", "listed", "wrongly"),
    },
)
def _over_time(compared: Compared) -> Columns:
    figures = compared.contrast.figures[compared.begins :].reshape(-1, columns.FIGURES)
    people = np.maximum(1, figures[:, columns.PEOPLE])
    return {
        "month": np.repeat(np.arange(compared.begins, compared.months + 1), 2),
        "world": list(SIDES) * (compared.months + 1 - compared.begins),
        "people": figures[:, columns.PEOPLE],
        "money": figures[:, columns.MONEY] / people / MONEY_PARTS,
        "strain": figures[:, columns.STRAIN] / people / STRAIN_PARTS,
        "employed": figures[:, columns.EMPLOYED] / people,
        "indebted": figures[:, columns.INDEBTED] / people,
        "late": figures[:, columns.LATE] / people,
        "sanctioned": figures[:, columns.SANCTIONED],
        "listed": figures[:, columns.LISTED],
        "wrongly": figures[:, columns.WRONGLY],
    }


_EACH = {"months_sanctioned": columns.MONTHS_SANCTIONED, "refusals": columns.REFUSALS,
         "refused_alone": columns.REFUSED_ALONE, "unlawful_alone": columns.UNLAWFUL_ALONE,
         "lawful_alone": columns.LAWFUL_ALONE, "given_up": columns.GIVEN_UP}  # fmt: skip


@TABLES.table(
    "A synthetic person whose life or standing differs between the worlds: the month in which the life parted (null if "
    "only the standing differs), and what it came to in each. What happened 'alone' did not happen (or was granted) in "
    "the other world. Of worlds with more than 5 million people nobody is listed.",
    {
        "person": NUMBERED,
        **EACH_TRAIT,
        "parted": WORTH,
        **_both(*_EACH),
        **_both("score"),
        **_both("grade", what=NAME),
        **_both("listed", "sanctioned", "wrongly", what=FLAG),
        **_both("money", "strain", what=AVERAGE),
    },
    gathered=False,
)
def _people(compared: Compared) -> Columns:
    differs = _differing(compared)
    cast, stratum = compared.catalogue.cast, compared.stratum[differs]
    names = {
        trait: pl.Series(levels, dtype=pl.String).gather(cast.level_index(trait)[stratum])
        for trait, levels in cast.traits.items()
    }
    parted = pl.Series(compared.parted[differs] - 1)
    found: Columns = {"person": compared.who[differs], **names, "parted": parted.set(parted < 0, None)}
    flags = {"listed": columns.ON_A_LIST, "sanctioned": columns.UNDER_SANCTION, "wrongly": columns.IS_WRONGLY}
    for world, side in enumerate(SIDES):
        found |= {f"{name}_{side}": compared.life(column, world)[differs] for name, column in _EACH.items()}
        score = pl.Series(_held(compared, "score", world)[differs])
        known = compared.has(columns.IS_SCORED, world)[differs] & (compared.schemes[world].score is not None)
        found[f"score_{side}"] = score.set(pl.Series(~known), None)
        found[f"grade_{side}"] = compared.grade(world).filter(pl.Series(differs))
        found |= {f"{name}_{side}": compared.has(flag, world)[differs] for name, flag in flags.items()}
        found[f"money_{side}"] = _held(compared, "money", world)[differs] / MONEY_PARTS
        found[f"strain_{side}"] = _held(compared, "strain", world)[differs] / STRAIN_PARTS
    return found


def _differing(compared: Compared) -> npt.NDArray[np.bool_]:
    """Who lives or stands otherwise in the two worlds; nobody, if people are too many."""
    if compared.subjects > MOST_LIVES:
        return np.zeros(len(compared.who), bool)
    flags = columns.ON_A_LIST | columns.UNDER_SANCTION | columns.IS_WRONGLY
    if compared.grades_match:
        flags |= columns.IS_SCORED | columns.GRADE
    differs = (compared.parted > 0) | (((compared.stands(A) ^ compared.stands(B)) & flags) != 0)
    differs |= (compared.apart.lives[A] != compared.apart.lives[B]).any(axis=0)[compared.who]
    if compared.scales_match:
        differs |= _held(compared, "score", A) != _held(compared, "score", B)
    return np.asarray(differs)
