"""``glasshouse schemes``: the rule books that come with Glasshouse."""

from glasshouse.cli import screen
from glasshouse.cli.options import AsJson


def schemes(
    as_json: AsJson = False,
) -> None:
    """List the rule books that come with Glasshouse.

    What one of them says: glasshouse check ID
    """
    from glasshouse.scheme.library import find_scheme, scheme_ids

    found = [find_scheme(name) for name in scheme_ids()]
    if as_json:
        screen.print_json(
            [
                {
                    "id": one.id,
                    "title": one.title,
                    "about": one.about,
                    "in_force": one.in_force,
                    "rules": len(one.rules),
                    "grades": [grade.id for grade in one.grades],
                    "lists": [entry.id for entry in one.lists],
                }
                for one in found
            ]
        )
        return
    rows = [(one.id, one.title, f"{len(one.rules)}", f"{len(one.grades)}", f"{len(one.lists)}") for one in found]
    screen.show_table("", ["Scheme", "Title"], ["rules", "grades", "lists"], rows)
    screen.say("Run one:  glasshouse run ID --world hamlet")
    screen.say("Read one: glasshouse check ID")
