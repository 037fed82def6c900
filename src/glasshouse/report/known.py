"""How well a result is known: under its big numbers in a line, and every rule and number that it uses in lists."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from glasshouse.base.markdown import web
from glasshouse.base.yamlfile import load
from glasshouse.charts.study import MANY_COMPARISONS, OneWorld, Study
from glasshouse.charts.table import Cell, Link, Table, count, table
from glasshouse.charts.words import NONE
from glasshouse.population.model import World
from glasshouse.report.block import Block, Paragraph, folded
from glasshouse.report.legal.twins import rules_of
from glasshouse.report.page import Page
from glasshouse.results.comparison import Comparison
from glasshouse.results.known import ASSUMED, PUBLISHED, RECALLED, TOLD, WAYS, Used, by_way, together, used, used_by
from glasshouse.results.run import inputs_in
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.storage.kinds import SIDES

PLACES = {way: f"known-{way.split()[0]}" for way in WAYS}
"""Where on the page the list of each way begins."""
HOW_COUNTED = (
    "Counted are all rules of the scheme; of the catalogue the conducts and services of which it reads records, the "
    "sources that write them, and the services that it refuses or makes better; how livelihoods run; and the world, "
    "without the tables of the census that people are drawn from, which are published."
)


def of_study(study: Study) -> list[Used]:
    """What the result of a study uses; of two worlds what either uses. Of many comparisons in memory alone nothing."""
    if isinstance(study, TwinEnsemble):
        each = rules_of(study)
        world = load(inputs_in(study.folder / "inputs" / SIDES[0]).world, World) if study.folder and each else None
        return [] if world is None else together(used_by(one.scheme, one.catalogue, world) for one in each.values())
    return together(map(used, study.runs)) if isinstance(study, Comparison) else used(study)


def how_well(page: Page) -> Iterator[Block]:
    """The line under the big numbers, each count leading to its list; and the same part by part."""
    numbers = of_study(page.study)
    if not numbers:
        return
    counts = [
        _leading(page, way, Markup("{:,}{} {}").format(number, "" if at else " are", way))
        for at, (way, number) in enumerate(by_way(numbers).items())
    ]
    said = Markup("<strong>How well it is known.</strong> Of {:,} rules and numbers that this result uses, {}.").format(
        len(numbers), _listed(counts)
    )
    yield Paragraph(said, "known", as_written=True)
    yield from folded(by_part(numbers), "How well it is known, part by part, and what is counted")


def _leading(page: Page, way: str, text: Markup) -> Markup:
    """A count as a link to its list; of many comparisons, whose page has no list, as it is."""
    if page.axes == MANY_COMPARISONS:
        return text
    return Markup('<a href="#{}">{}</a>').format(PLACES[way] if page.axes.worlds == 1 else "assumptions", text)


def _listed(counts: Sequence[str]) -> Markup:
    """The counts with commas between them, and an 'and' before the last; HTML where it is Markup."""
    first = Markup(", ").join(counts[:-1])
    return Markup("{} and {}").format(first, counts[-1]) if first else Markup("{}").format(counts[-1])


def counted(study: OneWorld) -> str:
    """How many are known in which way, in a sentence."""
    numbers = used(study)
    counts = by_way(numbers).items()
    parts = _listed([f"{number:,}{'' if at else ' are'} {way}" for at, (way, number) in enumerate(counts)])
    return f"Of {len(numbers):,} rules and numbers that the result uses, {parts}."


def by_part(numbers: Sequence[Used]) -> Table:
    """How many of each part of the model are known in which way."""
    rows = []
    for part in dict.fromkeys(one.part for one in numbers):
        counts = by_way([one for one in numbers if one.part == part])
        rows.append((part, *(count(counts.get(way, 0)) for way in WAYS)))
    return table(HOW_COUNTED, ["Part"], [way.capitalize() for way in WAYS], rows)


def lists(study: OneWorld) -> Iterator[Block]:
    """Every rule and number that the result uses, a list for each way of being known, and the texts behind them."""
    numbers = used(study)
    for way in (ASSUMED, TOLD, RECALLED, PUBLISHED):
        mine = [one for one in numbers if one.way == way]
        made = _assumed(mine) if way == ASSUMED else _told(mine, way)
        yield from folded(made, id=PLACES[way])
    yield from folded(_texts(numbers))


def _assumed(numbers: Sequence[Used]) -> Table:
    rows = [(one.part, one.name, one.note or NONE, one.value, _end(one.low), _end(one.high)) for one in numbers]
    heads = ["Part", "Name", "Why this value"]
    return table(f"{len(rows):,} assumed; numbers within a range", heads, ["Value", "Lowest", "Highest"], rows)


def _end(of_range: float | None) -> str:
    return NONE if of_range is None else f"{of_range:g}"


def _told(numbers: Sequence[Used], way: str) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (one.part, one.name, _source(one), one.where or NONE, one.value or NONE) for one in numbers
    ]
    return table(f"{len(rows):,} {way}", ["Part", "Name", "Text", "Where in it"], ["Value"], rows)


def _source(one: Used) -> Cell:
    return Link(one.source, web(one.url)) if one.source else NONE


def _texts(numbers: Sequence[Used]) -> Table:
    """The texts that numbers and rules stand in, and how many each carries."""
    behind = [one for one in numbers if one.source]
    carried: dict[tuple[str, str | None], int] = {}
    for one in behind:
        carried[one.source, one.url] = carried.get((one.source, one.url), 0) + 1
    by_title = sorted(carried.items(), key=lambda one: one[0][0])
    rows: list[tuple[Cell, ...]] = [(Link(title, web(url)), count(number)) for (title, url), number in by_title]
    return table("The texts behind them", ["Text"], ["Rules and numbers that rest on it"], rows)
