"""How well a result is known: the rules and numbers that it uses, and whether each is published, recalled or assumed.

A result uses all rules of its scheme; of the catalogue the conducts and services of which the scheme reads records, the
sources that write these, and the services that it refuses or makes better; how livelihoods run; the world; and the
parts of the model that are on. What else the catalogue holds changes nothing that the scheme does.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from glasshouse.base.bibliography import key_of, load_bibliography
from glasshouse.base.evidence import Figure, Sourced, walk_sourced
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.errors.delay import assumed_range, evidence_of
from glasshouse.parts.registry import PARTS
from glasshouse.population.model import World
from glasshouse.scheme.compile.compile import row_of
from glasshouse.scheme.language.counts import CLAUSES
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.parts import parts

PUBLISHED, RECALLED, TOLD, ASSUMED = "published", "recalled", "told by the article alone", "assumed"
WAYS = (PUBLISHED, RECALLED, TOLD, ASSUMED)
BY_STATUS = {"found": PUBLISHED, "derived": PUBLISHED, "recalled": RECALLED, "article": TOLD, "assumed": ASSUMED}
"""In which way what has a status is known; what follows from a published text counts as published."""


NAMED_BY = ("service", "conduct", "list", "by", "scheme", "source", "id")
"""What of a rule says best which it is, the first that it has."""


class Used(NamedTuple):
    """A rule or number that a result uses."""

    part: str
    name: str
    value: str
    way: str  # one of WAYS
    source: str = ""  # the title of the text in which it stands, if it stands in any
    where: str = ""  # in that text
    url: str | None = None  # of that text
    low: float | None = None  # the range of what is assumed
    high: float | None = None
    note: str = ""


class Model(Protocol):
    """What was simulated: a run, or many seeds of one."""

    @property
    def scheme(self) -> Scheme:
        """The rules."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """What could happen and who saw it."""
        ...

    @property
    def world(self) -> World:
        """The society."""
        ...

    info: dict[str, Any]


def used(study: Model) -> list[Used]:
    """Every rule and number that the result of a study uses."""
    return used_by(study.scheme, study.catalogue, study.world, study.info.get("parts", {}))


def used_by(scheme: Scheme, catalogue: Catalogue, world: World, on: Iterable[str] = ()) -> list[Used]:
    """Every rule and number that a result uses, of which these were made; ``on``: parts of the model that are on."""
    read = [kind for kind in catalogue.kinds if row_of(scheme, kind).is_read]
    conducts = {kind.conduct.id for kind in read if kind.conduct is not None}
    sources = {kind.source.id for kind in read if kind.source is not None}
    services = {kind.service.id for kind in read if kind.service is not None}
    services |= {one.service for one in scheme.consequences if one.service is not None}
    models: list[tuple[str, object]] = [
        ("Conducts", tuple(one for one in catalogue.conducts if one.id in conducts)),
        ("Sources", tuple(one for one in catalogue.sources if one.id in sources)),
        ("Services", tuple(one for one in catalogue.services if one.id in services)),
        ("Livelihood", catalogue.livelihood),
        ("World", world),
        ("Numbers of the scheme", scheme),
        *((PARTS[name].title, {one.id: one.figure for one in PARTS[name].settings}) for name in on),
    ]
    numbers = [
        _number(part, label, found) for part, model in models for _, label, found in walk_sourced(model)
    ]  # fmt: skip
    delays = [one for source in catalogue.sources if source.id in sources for one in _delay(source)]
    return [*_rules(scheme), *numbers, *delays]


def _rules(scheme: Scheme) -> Iterator[Used]:
    for where, part in parts(scheme):
        if isinstance(part, CLAUSES):
            at = " ".join(str(one + 1) if isinstance(one, int) else str(one) for one in where)
            about = next((name for key in NAMED_BY if (name := getattr(part, key, None))), "")
            text = scheme.bibliography.get(getattr(part, "cite", None) or "")
            name, way = f"{at}: {about}" if about else at, BY_STATUS[part.status]
            source, url = (text.title, text.url) if text else ("", None)
            points, clause = str(getattr(part, "points", "") or ""), getattr(part, "clause", None) or ""
            yield Used("Rules", name, points, way, source, clause, url, note=part.note or "")


def _number(part: str, label: str, found: Sourced) -> Used:
    value = f"{found.value:g}" if isinstance(found, Figure) else "as written"
    return _used(part, label, value, found.evidence, found.assumed, found.note or "")


def _used(
    part: str, label: str, value: str, evidence: str | None, assumed: tuple[float, float] | None, note: str
) -> Used:
    if assumed is not None:
        return Used(part, label, value, ASSUMED, low=float(assumed[0]), high=float(assumed[1]), note=note)
    key = key_of(evidence or "")
    text, where = load_bibliography().get(key), (evidence or "").removeprefix(key).removeprefix(":").strip()
    if text is None:
        return Used(part, label, value, PUBLISHED, key, where, note=note)
    return Used(part, label, value, BY_STATUS[text.known], text.title, where, text.url, note=note)


def _delay(source: Any) -> Iterator[Used]:
    """The delay of a source, which carries its evidence beside it."""
    assumed, evidence = assumed_range(source), evidence_of(source)
    if assumed is not None or evidence is not None:
        yield _used("Sources", f"{source.id}/delay", f"{source.delay:g}", evidence, assumed, "Months.")


def by_way(numbers: Sequence[Used]) -> dict[str, int]:
    """How many are known in which way; ways in which none is are left out."""
    counts = {way: sum(one.way == way for one in numbers) for way in WAYS}
    return {way: count for way, count in counts.items() if count}


def told(numbers: Sequence[Used]) -> str:
    """How many are known in which way, in words.

    >>> one = Used("World", "people", "5", PUBLISHED)
    >>> told([one, one, one._replace(way=ASSUMED)])
    '2 published, 1 assumed'
    """
    return ", ".join(f"{count:,} {way}" for way, count in by_way(numbers).items())


def together(each: Iterable[Sequence[Used]]) -> list[Used]:
    """What several results use, each number once."""
    return list(dict.fromkeys(one for numbers in each for one in numbers))
