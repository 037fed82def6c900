"""Room: the engine's tables hold the kinds of a catalogue, and the conducts that fall due by the calendar."""

from glasshouse.observe.catalogue import MOST_KINDS
from glasshouse.observe.files import Files

MOST_DUE = 3  # scheduled conducts have slots of their own in a month


def kinds_and_due_conducts_fit_the_tables(files: Files) -> None:
    """The kinds, and the conducts that fall due, are no more than the engine's tables hold."""
    rows = sum(len(conduct.seen_by) for conduct in files.conducts) + len(files.services)
    if rows > MOST_KINDS:
        text = (
            f"conducts by source and services make {rows:,} rows, but the engine's tables hold {MOST_KINDS:,}. "
            "Let fewer conducts be seen by several sources, or leave some out."
        )
        files.wrong("conducts.yaml" if files.conducts else "services.yaml", (), text)
    due = [at for at, conduct in enumerate(files.conducts) if conduct.due is not None]
    for at in due[MOST_DUE:]:
        text = f"{len(due)} conducts are scheduled, but at most {MOST_DUE} have room. Give this a rate instead."
        files.wrong("conducts.yaml", ("conducts", at, "due"), text)
