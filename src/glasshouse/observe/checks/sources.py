"""Sources: each errs in ways that can be."""

from glasshouse.observe.files import Files
from glasshouse.observe.model import ERRORS


def sources_err_in_ways_that_can_be(files: Files) -> None:
    """What each source says of its errors can be, as the file of each error has it."""
    for at, source in enumerate(files.sources):
        for error in ERRORS.values():
            for key, text in error.problems(source) if error.problems else ():
                files.wrong("sources.yaml", ("sources", at, key), text)
