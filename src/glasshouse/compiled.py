"""How functions are compiled and cached, in one place."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numba.core.cpu
import numba.core.options

F = TypeVar("F", bound=Callable[..., Any])


def source_digest() -> str:
    """A digest of the package's Python source: the state of the engine that made a result."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
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


def chunk(function: F) -> F:
    """Compile a loop over neighbourhoods, and keep it on disk; threads of Python run it side by side."""
    return _compiled(function, cache=True, nogil=True)


def is_cached() -> bool:
    """Whether this state of the source has been compiled on this machine before."""
    return CACHE.is_dir() and any(CACHE.rglob("*.nbc"))


def _compiled(function: F, **options: bool) -> F:
    others, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(CACHE)
    try:  # Numba picks the folder here; other packages keep theirs
        return cast(F, numba.njit(error_model="numpy", **options)(function))
    finally:
        numba.config.CACHE_DIR = others
