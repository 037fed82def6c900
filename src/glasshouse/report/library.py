"""The chart library that a page carries, made once for each version and kept."""

import hashlib
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import vl_convert
from altair import SCHEMA_VERSION

from glasshouse.compiled import CACHE
from glasshouse.runs import disk

SNIPPET = "window.vegaEmbed = vegaEmbed;"
_MARK = "// sha256 "


def chart_library(kept_in: Path | None = None) -> str:
    """Vega, Vega-Lite and Vega-Embed as one script that needs no network; it defines ``vegaEmbed``.

    Making it takes some seconds, so it is kept in ``kept_in``, by default our cache.
    """
    version = ".".join(SCHEMA_VERSION.split(".")[:2])
    made_by = metadata.version("vl-convert-python")
    path = (kept_in or CACHE.parent) / f"charts-{version}-{made_by}.js"
    return _kept(path) or _keep(path, vl_convert.javascript_bundle(SNIPPET, vl_version=version))


def _kept(path: Path) -> str | None:
    """The script as it was kept; None if it is not there or not whole."""
    try:
        mark, _, script = path.read_text(encoding="utf-8").partition("\n")
    except OSError:
        return None
    return script if mark == _MARK + _digest(script) else None


def _keep(path: Path, script: str) -> str:
    with suppress(OSError):  # a cache that cannot be written to costs time, nothing else
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.replace(path, [f"{_MARK}{_digest(script)}\n{script}".encode()])
    return script


def _digest(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()
