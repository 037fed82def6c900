"""``glasshouse resume``: a run that was stopped goes on, to the same bits."""

from glasshouse.cli import closing, progress
from glasshouse.cli.options import AsJson, NoReport, RunFolder, folder_of
from glasshouse.cli.run import announce_compiling


def resume(
    run: RunFolder,
    no_report: NoReport = False,
    as_json: AsJson = False,
) -> None:
    """Go on with a run that was stopped or killed.

    It goes on from the last month that it kept, and ends with the same bits as if nothing had stopped it.

    glasshouse resume glasshouse-runs/rongcheng-2016-rongcheng-seed1-5y
    """
    from glasshouse import simulate
    from glasshouse.runs import store

    folder = folder_of(run)
    about = store.about(folder)
    announce_compiling()
    people, months = about["world"]["people"], about["months"]
    with closing.resumable(folder), progress.months(people, months, "Living") as tell:
        done = simulate.resume(folder, tell)
    closing.close(done, with_report=not no_report, as_json=as_json)
