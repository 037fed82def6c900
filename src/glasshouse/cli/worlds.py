"""``glasshouse worlds``: the societies that come with Glasshouse, and who lives in one."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from glasshouse.cli import screen
from glasshouse.cli.options import AsJson

if TYPE_CHECKING:
    import polars as pl

    from glasshouse.population.model import World


def worlds(
    world: Annotated[
        str | None, typer.Argument(metavar="WORLD", help="Show who lives in this one: an id, or a file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the societies that come with Glasshouse, or show who lives in one.

    They are synthetic, made from census tables alone.

    glasshouse worlds rongcheng
    """
    from glasshouse.population.library import find_world, world_ids

    if world is not None:
        show_world(find_world(world), as_json)
    elif as_json:
        screen.print_json([about(find_world(name)) for name in world_ids()])
    else:
        found = [find_world(name) for name in world_ids()]
        rows = [(one.id, one.title, f"{one.people:,}", one.begins) for one in found]
        screen.show_table("", ["World", "Title"], ["people", "begins"], rows)
        screen.say("Live in one: glasshouse run rongcheng-2016 --world ID")


def about(world: "World") -> dict[str, Any]:
    """A world in a few words and numbers."""
    return {
        "id": world.id,
        "title": world.title,
        "about": world.about,
        "people": world.people,
        "begins": world.begins,
        "regions": len(world.regions),
    }


def show_world(world: "World", as_json: bool) -> None:
    """Print who lives in ``world``: people by trait, kind of neighbourhood and region."""
    from glasshouse.population.describe import margins_of, neighbourhoods_of, regions_of
    from glasshouse.population.synthesize import society_of

    society = society_of(world, world.people)
    frames = {
        "margins": margins_of(world, society, world.people),
        "neighbourhoods": neighbourhoods_of(world, society, world.people),
        "regions": regions_of(world, society, world.people),
    }
    if as_json:
        screen.print_json(about(world) | {name: frame.to_dicts() for name, frame in frames.items()})
        return
    screen.say(world.title, style="bold")
    screen.say(f"{world.about}\n")
    _people("Who they are", ["trait", "level"], frames["margins"])
    _people("Kinds of neighbourhood", ["title"], frames["neighbourhoods"])
    if len(world.regions) > 1:
        _people("Regions", ["title"], frames["regions"])


def _people(title: str, names: list[str], frame: "pl.DataFrame") -> None:
    from glasshouse.results.run import percent

    rows = [
        (*(row[name] for name in names), f"{row['people']:,}", percent(row["share"]))
        for row in frame.iter_rows(named=True)
    ]
    screen.show_table(title, [name.capitalize() for name in names], ["people", "share"], rows)
