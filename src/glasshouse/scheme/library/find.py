"""The schemes that come with Glasshouse, and how a name or a path becomes one."""

import hashlib
import json
from pathlib import Path

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.found import require_fit
from glasshouse.scheme.library.patch import find


def find_scheme(name_or_path: str | Path) -> Scheme:
    """The scheme of the library with this id, or the one in the file at this path, as it is written.

    With a variant or changes named (``sesame:literature``, ``ID:path=value``), or in a patch file, it is that.

    Raises
    ------
    GlasshouseError
        If there is neither, or the file has not the form of a scheme; the text says what was probably meant.
    """
    return find(name_or_path).scheme


def find_checked(name_or_path: str | Path, catalogue: Catalogue) -> Scheme:
    """As :func:`find_scheme`, but only a scheme that may run; see :mod:`glasshouse.scheme.library.patch`."""
    found = find(name_or_path)
    require_fit(found, catalogue)
    return found.scheme


def scheme_hash(scheme: Scheme) -> str:
    """SHA-256 of what a scheme says: comments, order of keys and defaults written out make no difference."""
    said = scheme.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
