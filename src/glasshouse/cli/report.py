"""``glasshouse report``: the page of a run, written anew."""

from pathlib import Path
from typing import Annotated

from glasshouse.cli import ending, screen
from glasshouse.cli.options import RunFolder, SchemeOfRun, folder_of, option


def report(
    run: RunFolder,
    out: Annotated[
        Path | None,
        option("Where to write it. Default: report.html in the folder.", metavar="FILE"),
    ] = None,
    scheme: SchemeOfRun = None,
) -> None:
    """Write the report of a run: one page that opens offline.

    Its numbers are written beside it as JSON. A run of several schemes has a page for each, and all are written
    unless one is named.

    glasshouse report glasshouse-runs/rongcheng-2016+court-list-rongcheng-seed1-5y
    """
    from glasshouse.studies import kept

    screen.say_as_it_is(str(ending.write_report(kept.opened(folder_of(run)), out, scheme)))
