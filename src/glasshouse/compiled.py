"""How functions are compiled and cached, in one place."""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType, SimpleNamespace
from typing import Any, TypeVar, cast

import numba
import numba.core.cpu
import numba.core.options

F = TypeVar("F", bound=Callable[..., Any])


ABOVE_THE_ENGINE = {
    "api.py", "beside.py", "bookkeeping.py", "branching.py", "carry.py", "charts", "cli", "comparison.py",
    "ensembles.py", "explanation.py", "pairing.py", "report", "runs", "simulate.py", "spec.py", "twin.py",
    "twin_ensembles.py",
}  # fmt: skip
"""Parts of the package that no compiled function calls: the layers above the engine."""


def source_digest() -> str:
    """A digest of the package's Python source, as far as compiled functions can depend on it."""
    package, digest = Path(__file__).parent, hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] not in ABOVE_THE_ENGINE:
            digest.update(path.read_bytes())
    return digest.hexdigest()


# Numba's cache does not notice a change in an imported function (numba issue 9483), so
# each state of our source has a cache folder of its own.
_ROOT = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
CACHE = _ROOT / "glasshouse" / f"numba-{numba.__version__}-{source_digest()[:16]}"

# Lane loops write to some arrays and read others; LLVM vectorises only what it knows to be apart. Numba has the
# flag for that but no name for it among the options of the CPU target.
numba.core.cpu.CPUTargetOptions.noalias = numba.core.options.TargetOptions.Mapping("noalias")


def scalar(function: F) -> F:
    """Compile a function of one subject for whoever calls it: a lane loop, the reference, or Python itself."""
    return _compiled(function, cache=False, forceinline=True, no_cfunc_wrapper=True)


def lanes(function: F) -> F:
    """Compile a loop over the lanes of one neighbourhood. No two array arguments may overlap."""
    return _compiled(function, cache=False, noalias=True, no_cfunc_wrapper=True)


def room(function: F) -> F:
    """Compile one step of the month: it names what a few lane loops are handed, and is inlined where it is called."""
    return _compiled(function, cache=False, no_cfunc_wrapper=True, inline="always")


def chunk(function: F) -> F:
    """Compile a loop over neighbourhoods, and keep it on disk; threads of Python run it side by side."""
    return _compiled(function, cache=True, nogil=True)


def is_cached() -> bool:
    """Whether this state of the source has been compiled on this machine before."""
    return CACHE.is_dir() and any(CACHE.rglob("*.nbc"))


OPTIONS: dict[str, Any] = {"error_model": "numpy", "_nrt": False}
"""What all that is compiled has in common: division as NumPy's; no counting of references, for nothing allocates."""


def _compiled(function: F, **options: bool | str) -> F:
    others, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(CACHE)
    try:  # Numba picks the folder here; other packages keep theirs
        return cast(F, numba.njit(**OPTIONS, **options)(function))
    finally:
        numba.config.CACHE_DIR = others


@cache
def as_written(name: str) -> SimpleNamespace:
    """The names of a module with every compiled function as the Python it was written in, down to those it calls."""
    names = dict(vars(sys.modules[name]))
    for own, one in list(names.items()):
        function = getattr(one, "py_func", None)
        if function is not None and function.__module__ == name:
            names[own] = FunctionType(function.__code__, names, own)
        elif function is not None:
            names[own] = getattr(as_written(function.__module__), function.__name__)
    return SimpleNamespace(**names)
