"""The schemes that come with Glasshouse, and how a name or a path becomes one."""

import hashlib
import json
from pathlib import Path

from glasshouse.errors import GlasshouseError, no_such
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.check import read_scheme
from glasshouse.scheme.model import Scheme
from glasshouse.scheme.reference import is_file

FOLDER = Path(__file__).parents[1] / "data" / "schemes"
ENDINGS = {".yaml", ".yml"}


def scheme_ids() -> list[str]:
    """The ids of the schemes in the library, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def find_scheme(name_or_path: str | Path) -> Scheme:
    """The scheme of the library with this id, or the one in the file at this path, as it is written.

    With a variant or changes named (``sesame:literature``, ``ID:path=value``), or in a patch file, it is that.

    Raises
    ------
    GlasshouseError
        If there is neither, or the file has not the form of a scheme; the text says what was probably meant.
    """
    from glasshouse.scheme.patch import find  # which reads what stands here

    return find(name_or_path).scheme


def find_checked(name_or_path: str | Path, catalogue: Catalogue) -> Scheme:
    """As :func:`find_scheme`, but only a scheme that may run; see :func:`glasshouse.scheme.patch.require_fit`."""
    from glasshouse.scheme.patch import find, require_fit

    found = find(name_or_path)
    require_fit(found, catalogue)
    return found.scheme


def load_scheme(path: str | Path) -> Scheme:
    """The scheme written in the file ``path``.

    Raises
    ------
    GlasshouseError
        If the file is no YAML, or not of the form of a scheme.
    """
    return read_scheme(path)[0]


def scheme_path(name_or_path: str | Path) -> Path:
    """The file of a scheme of the library, or the path itself.

    Raises
    ------
    GlasshouseError
        If there is neither such a scheme nor such a file.
    """
    name, path = str(name_or_path), Path(name_or_path)
    if name in scheme_ids():
        return FOLDER / f"{name}.yaml"
    if path.suffix.lower() in ENDINGS or len(path.parts) > 1 or is_file(path):
        return path
    told = no_such("a scheme of the library", name, scheme_ids())
    raise GlasshouseError(f"{told} For a scheme of your own give the path of its YAML file.")


def scheme_hash(scheme: Scheme) -> str:
    """SHA-256 of what a scheme says: comments, order of keys and defaults written out make no difference."""
    said = scheme.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
