"""``glasshouse resume``: a run that was stopped goes on, to the same bits."""

from glasshouse.cli import closing, progress
from glasshouse.cli.options import AsJson, NoReport, RunFolder
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

    people = store.about(run)["world"]["people"]
    announce_compiling()
    with closing.resumable(run), progress.months(people, "Living") as tell:
        done = simulate.resume(run, tell)
    closing.close(done, with_report=not no_report, as_json=as_json)
