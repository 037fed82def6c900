"""How functions are compiled and cached, in one place."""

import hashlib
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType, SimpleNamespace
from typing import Any, TypeVar, cast

import numba
import numba.core.cpu
import numba.core.options
from numba.core import event

from glasshouse.base import cache as kept
from glasshouse.base.machine_code import SUFFIX, MachineCode

F = TypeVar("F", bound=Callable[..., Any])


ABOVE_THE_ENGINE = {"api.py", "__main__.py", "charts", "cli", "report", "results", "storage", "studies"}
WORDS_ALONE = {"base/advice.py", "base/markdown.py", "base/parameters.py"}
"""Parts of the package that no compiled function calls: the folders above the engine, and what words messages."""


def source_digest() -> str:
    """A digest of the package's Python source, as far as compiled functions can depend on it."""
    package, digest = Path(__file__).parents[1], hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        if inside.parts[0] not in ABOVE_THE_ENGINE and inside.as_posix() not in WORDS_ALONE:
            digest.update(f"{inside.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


SOURCE = source_digest()  # as this process has read it
CACHE = f"numba-{numba.__version__}-{SOURCE[:16]}"
"""The folder of our cache for this state of the source: a change in any function is a change in all that call it."""

# Lane loops write to some arrays and read others; LLVM vectorises only what it knows to be apart. Numba has the
# flag for that but no name for it among the options of the CPU target.
numba.core.cpu.CPUTargetOptions.noalias = numba.core.options.TargetOptions.Mapping("noalias")


def scalar(function: F) -> F:
    """Compile a function of one subject for whoever calls it: a lane loop, the reference, or Python itself."""
    return cast(F, _compiled(function, forceinline=True, no_cfunc_wrapper=True))


def lanes(function: F) -> F:
    """Compile a loop over the lanes of one neighbourhood. No two array arguments may overlap."""
    return cast(F, _compiled(function, noalias=True, no_cfunc_wrapper=True))


def room(function: F) -> F:
    """Compile one step of the month: it names what a few lane loops are handed, and is inlined where it is called."""
    return cast(F, _compiled(function, no_cfunc_wrapper=True, inline="always"))


def chunk(function: F) -> F:
    """Compile a loop over neighbourhoods, and keep it on disk; threads of Python run it side by side."""
    made = _compiled(function, nogil=True)
    if hasattr(made, "enable_caching"):  # it is compiled, where NUMBA_DISABLE_JIT does not forbid it
        made._cache = MachineCode(function, CACHE, is_current, lambda: _call_inner(made))
    return cast(F, made)


def _call_inner(made: Any) -> None:
    """Have a function that is about to be compiled call such makes of others as only compiled code can call.

    Each of these would otherwise be made callable from Python too, which takes a quarter of all the time to compile.
    """
    function = made.py_func
    names = _remade(function.__globals__, function.__module__, _inner)
    made._compiler.py_func = FunctionType(function.__code__, names, function.__name__, None, function.__closure__)


def is_cached() -> bool:
    """Whether this state of the source has been compiled on this machine before."""
    return kept.holds(CACHE, f"*{SUFFIX}")


def can_keep() -> bool:
    """Whether what is compiled is kept for the next command; why not, is said."""
    return kept.folder(CACHE) is not None


def is_current() -> bool:
    """Whether the source on disk is what this process has read."""
    return source_digest() == SOURCE


class _Compiler(event.Listener):  # type: ignore[misc]
    """Counts what the compiler has begun and not finished."""

    busy = 0

    def on_start(self, event: object) -> None:
        self.busy += 1

    def on_end(self, event: object) -> None:
        self.busy -= 1


_COMPILER = _Compiler()
event.register("numba:compile", _COMPILER)


def is_compiling() -> bool:
    """Whether the compiler is at work in this process."""
    return _COMPILER.busy > 0


OPTIONS: dict[str, Any] = {"error_model": "numpy", "_nrt": False}
"""What all that is compiled has in common: division as NumPy's; no counting of references, for nothing allocates."""


def _compiled(function: Callable[..., Any], **options: bool | str) -> Any:
    return numba.njit(**OPTIONS, **options)(function)


def as_written(name: str) -> SimpleNamespace:
    """The names of a module with every compiled function as the Python it was written in, down to those it calls."""
    return SimpleNamespace(**_names(name, _python))


@cache
def _names(name: str, make: Callable[[FunctionType, Any], Any]) -> dict[str, Any]:
    """The names of a module with another make of every compiled function; see ``_remade``."""
    return _remade(vars(sys.modules[name]), name, make)


def _remade(names: dict[str, Any], module: str, make: Callable[[FunctionType, Any], Any]) -> dict[str, Any]:
    """The names of a module with another make of every compiled function, down to those it calls.

    Parameters
    ----------
    make : function of a function of Python and what it was compiled to
        What is to stand in its place.
    """
    names = dict(names)
    for own, one in list(names.items()):
        function = getattr(one, "py_func", None)
        if function is not None and function.__module__ == module:
            names[own] = make(FunctionType(function.__code__, names, own), one)
        elif function is not None:
            names[own] = _names(function.__module__, make)[function.__name__]
    return names


def _python(function: FunctionType, _: Any) -> FunctionType:
    return function


def _inner(function: FunctionType, compiled: Any) -> Any:
    """A make of a compiled function that only others compiled can call."""
    return numba.jit(**{**compiled.targetoptions, "no_cpython_wrapper": True})(function)
