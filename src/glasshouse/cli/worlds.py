"""``glasshouse worlds``: the societies that come with Glasshouse."""

from glasshouse.cli import screen
from glasshouse.cli.options import AsJson


def worlds(
    as_json: AsJson = False,
) -> None:
    """List the societies that come with Glasshouse.

    They are synthetic, made from census tables alone.
    """
    from glasshouse.population.library import find_world, world_ids

    found = [find_world(name) for name in world_ids()]
    if as_json:
        screen.print_json(
            [
                {
                    "id": one.id,
                    "title": one.title,
                    "about": one.about,
                    "people": one.people,
                    "begins": one.begins,
                    "regions": len(one.regions),
                }
                for one in found
            ]
        )
        return
    rows = [(one.id, one.title, f"{one.people:,}", one.begins) for one in found]
    screen.show_table("", ["World", "Title"], ["people", "begins"], rows)
    screen.say("Live in one: glasshouse run rongcheng-2016 --world ID")
