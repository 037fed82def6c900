"""The chart library that a page carries, made once for each version and kept."""

from importlib import metadata

import vl_convert
from altair import SCHEMA_VERSION

from glasshouse.base import cache

SNIPPET = "window.vegaEmbed = vegaEmbed;"


def chart_library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script that needs no network; it defines ``vegaEmbed``.

    Making it takes some seconds, so it is kept in our cache.
    """
    version = ".".join(SCHEMA_VERSION.split(".")[:2])
    made_by = metadata.version("vl-convert-python")
    where = cache.folder()
    path = None if where is None else where / f"charts-{version}-{made_by}.js"
    if path is not None and (kept := cache.kept(path)) is not None:
        return kept.decode()
    script = str(vl_convert.javascript_bundle(SNIPPET, vl_version=version))
    if path is not None:
        cache.keep(path, script.encode())
    return script
