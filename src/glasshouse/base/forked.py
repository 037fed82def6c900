"""Whether this process was forked from one in which Polars had begun to work, and would wait for its threads for ever.

Polars starts its threads when it first has something to do, and a fork takes only the thread that asked for it. What
was forked before that works; what is started afresh ("spawn", "forkserver") always does.
"""

import os
import sys
from pathlib import Path

from glasshouse.base.errors import GlasshouseError

_THREADS = Path("/proc/self/task")


class _Forks:
    """What was seen when this process, or one that it comes from, was forked."""

    polars_works = False  # seen just before a fork
    without_its_threads = False

    def look(self) -> None:
        self.polars_works = _polars_works()

    def mark(self) -> None:
        self.without_its_threads |= self.polars_works


_FORKS = _Forks()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_FORKS.look, after_in_child=_FORKS.mark)


def _polars_works() -> bool:
    """Whether Polars has threads in this process; where that cannot be seen, whether it is there at all."""
    if "polars" not in sys.modules:
        return False
    try:
        names = [(one / "comm").read_text() for one in _THREADS.iterdir()]
    except OSError:
        return not _THREADS.is_dir()
    return any(name.startswith("polars-") and name.strip()[len("polars-") :].isdigit() for name in names)


def refuse_a_fork_without_threads() -> None:
    """Refuse what would never come to an end.

    Raises
    ------
    GlasshouseError
        If this process was forked from one in which Polars had begun to work.
    """
    if _FORKS.without_its_threads:
        raise GlasshouseError(
            "This process was forked from one that had already worked with tables, and would wait for threads that it "
            "does not have. Start workers afresh, with multiprocessing.get_context('spawn'), or have many seeds "
            "simulated on all cores by glasshouse.ensemble(seeds=...)."
        )
