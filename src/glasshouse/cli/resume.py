"""``glasshouse resume``: a run that was stopped goes on, to the same bits."""

from glasshouse.cli import ending, progress
from glasshouse.cli.options import AsJson, NoReport, RunFolder, folder_of
from glasshouse.cli.run import announce_compiling


def resume(
    run: RunFolder,
    no_report: NoReport = False,
    as_json: AsJson = False,
) -> None:
    """Go on with a run that was stopped or killed.

    It goes on from the last month that it kept, and ends with the same bits as if nothing had stopped it.

    glasshouse resume glasshouse-runs/rongcheng-2016+court-list-rongcheng-seed1-5y
    """
    from glasshouse.storage import folder as folders
    from glasshouse.studies import kept

    folder = folder_of(run)
    about = folders.about(folders.kind_of(folder), folder)
    announce_compiling()
    with ending.resumable(folder), progress.of(about) as tell:
        done = kept.resume(folder, tell)
    ending.close(done, with_report=not no_report, as_json=as_json)
