"""Glasshouse: a laboratory for social scoring on synthetic societies.

>>> import glasshouse as gh
>>> sorted(gh.worlds()["world"])
['china', 'dresden', 'hamlet', 'rongcheng', 'suining']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from glasshouse.base.memory import refuse_a_tight_limit

if TYPE_CHECKING:
    from glasshouse import charts
    from glasshouse.api import (
        Comparison,
        Ensemble,
        Explanation,
        GlasshouseError,
        Run,
        TwinEnsemble,
        Verification,
        branch,
        compare,
        ensemble,
        explain,
        find_scheme,
        find_world,
        load_catalogue,
        open_comparison,
        open_ensemble,
        open_run,
        open_twin_ensemble,
        resume,
        run,
        schemes,
        verify,
        worlds,
        write_report,
    )

__all__ = [
    "Comparison",
    "Ensemble",
    "Explanation",
    "GlasshouseError",
    "Run",
    "TwinEnsemble",
    "Verification",
    "branch",
    "charts",
    "compare",
    "ensemble",
    "explain",
    "find_scheme",
    "find_world",
    "load_catalogue",
    "open_comparison",
    "open_ensemble",
    "open_run",
    "open_twin_ensemble",
    "resume",
    "run",
    "schemes",
    "verify",
    "worlds",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """A public name, loaded when it is first used: the command line starts in a fraction of a second."""
    if name not in __all__:
        raise AttributeError(f"module 'glasshouse' has no attribute {name!r}")
    refuse_a_tight_limit()
    if name == "charts":
        return import_module("glasshouse.charts")
    return getattr(import_module("glasshouse.api"), name)


def __dir__() -> list[str]:
    return __all__
