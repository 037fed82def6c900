"""Machine code of one function, kept in our cache: what Numba asks when it is about to compile.

Numba's own cache believes every file that it finds, fails for ever on a damaged one, and looks beside the source where
its folder cannot be written, with no regard to changes in imported functions (numba issue 9483).
"""

import hashlib
import inspect
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numba
import numpy as np
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

from glasshouse.base import cache

SUFFIX = ".nbc"
BLAS = "scipy.linalg.cython_blas"
_MADE_BY = (sys.implementation.cache_tag, numba.__version__, np.__version__)
_OPTIONS = ("OPT", "BOUNDSCHECK", "DEBUGINFO_DEFAULT", "LOOP_VECTORIZE", "SLP_VECTORIZE")  # what one may ask Numba for


class MachineCode:
    """What a dispatcher of Numba takes for its cache.

    Parameters
    ----------
    function : function
        As it was written.
    folder : str
        A folder of our cache.
    is_current : function
        Whether the source on disk is still what this process has read; what was compiled of another is not kept.
    prepare : function
        Called before anything is compiled because it was not kept.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        folder: str,
        is_current: Callable[[], bool],
        prepare: Callable[[], None],
    ) -> None:
        self._function, self._folder, self._is_current, self._prepare = function, folder, is_current, prepare

    @property
    def cache_path(self) -> str:
        """Where it is kept."""
        return self._folder

    def load_overload(self, signature: Any, context: Any) -> Any:
        """The function as it was compiled for these types; None if it is to be compiled."""
        _refresh(context)
        found = self._load(signature, context)
        if found is None:
            self._prepare()
        return found

    def _load(self, signature: Any, context: Any) -> Any:
        key = self._key(signature, context.codegen())
        path = self._path(key)
        data = None if path is None else cache.kept(path)
        if data is None:
            return None
        try:
            known, parts = pickle.loads(data)
            return CompileResult._rebuild(context, *parts) if known == key else None
        except Exception:  # whole, ours, and yet of no use, as after a change of a library: it is compiled again
            return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep what was compiled for these types."""
        key = self._key(signature, compiled.library.codegen)
        path = self._path(key)
        if path is None or compiled.library.has_dynamic_globals or compiled.lifted or not self._is_current():
            return
        cache.keep(path, dumps((key, compiled._reduce())))

    def enable(self) -> None:
        """Numba asks for it; ours is always on."""

    def disable(self) -> None:
        """Numba asks for it; ours is always on."""

    def flush(self) -> None:
        """Numba asks for it before it compiles everything anew; what it keeps then replaces what is there."""

    def _path(self, key: tuple[Any, ...]) -> Path | None:
        where = cache.folder(self._folder)
        name = f"{self._function.__module__}.{self._function.__qualname__}".replace("<", "").replace(">", "")
        digest = hashlib.sha256(repr(key).encode()).hexdigest()[:16]
        return None if where is None else where / f"{name}-{digest}{SUFFIX}"

    def _key(self, signature: Any, codegen: Any) -> tuple[Any, ...]:
        """Everything that the machine code depends on besides the source of the package."""
        own = Path(inspect.getfile(self._function))
        return (
            str(signature),
            codegen.magic_tuple(),
            _MADE_BY,
            tuple(str(getattr(numba.config, name, None)) for name in _OPTIONS),
            hashlib.sha256(own.read_bytes() if own.is_file() else os.fsencode(own)).hexdigest(),
            hashlib.sha256(self._function.__code__.co_code).hexdigest(),
        )


def _refresh(context: Any) -> None:
    """Have Numba load what it knows of NumPy, without SciPy's linear algebra.

    Numba imports that only to see whether it is there, which it is, since we require it; it takes a quarter of a
    second. Whoever uses it in a function of their own still gets it: it is then imported in earnest.
    """
    if BLAS in sys.modules:
        context.refresh()
        return
    sys.modules[BLAS] = ModuleType(BLAS)
    try:
        context.refresh()
    finally:
        del sys.modules[BLAS]
