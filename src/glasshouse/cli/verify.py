"""``glasshouse verify``: a run is made again, and every table compared."""

import typer

from glasshouse.cli import progress, screen
from glasshouse.cli.options import AsJson, RunFolder, folder_of
from glasshouse.cli.run import announce_compiling


def verify(
    run: RunFolder,
    as_json: AsJson = False,
) -> None:
    """Make a run again, and compare every table.

    It is made from what its folder keeps. The exit status is 0 if all are the same and 1 if one is not.

    glasshouse verify glasshouse-runs/rongcheng-2016+court-list-rongcheng-seed1-5y
    """
    from glasshouse.storage import folder as folders
    from glasshouse.studies import kept

    folder = folder_of(run)
    about = folders.about(folders.kind_of(folder), folder)
    folders.require_same_engine(about, folder)
    announce_compiling()
    with progress.of(about, "Simulating again") as tell:
        found = kept.verify(folder, tell)
    if as_json:
        screen.print_json({"same": found.same, "differences": list(found.differences)})
    elif found.same:
        screen.say("The same: made again, every table came out as it is there, bit for bit.")
    else:
        screen.say("Not the same:")
        for one in found.differences:
            screen.say_as_it_is(f"  {one}")
    if not found.same:
        raise typer.Exit(1)
