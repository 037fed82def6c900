"""The files of schemes: where those of the library lie, and how one is read."""

from pathlib import Path

from glasshouse.base.errors import GlasshouseError, either, no_such, quoted
from glasshouse.base.yamlfile import Lines, read, validated
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.reference import is_file

FOLDER = Path(__file__).parents[2] / "data" / "schemes"
ENDINGS = {".yaml", ".yml"}


def scheme_ids() -> list[str]:
    """The ids of the schemes in the library, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


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
    if own := [f"{name}{ending}" for ending in sorted(ENDINGS) if is_file(Path(f"{name}{ending}"))]:
        raise GlasshouseError(f"{quoted(name)} is not a scheme of the library. Did you mean your {either(own)}?")
    told = no_such("a scheme of the library", name, scheme_ids())
    raise GlasshouseError(f"{told} For a scheme of your own give the path of its YAML file.")


def load_scheme(path: str | Path) -> Scheme:
    """The scheme written in the file ``path``.

    Raises
    ------
    GlasshouseError
        If the file is no YAML, or not of the form of a scheme.
    """
    return read_scheme(path)[0]


def read_scheme(path: Path | str) -> tuple[Scheme, Lines]:
    """The scheme written in a file, whether it may run or not, and the line of each of its parts.

    Raises
    ------
    GlasshouseError
        If the file is no YAML, or not of the form of a scheme.
    """
    values, lines = read(path)
    return validated(values, lines, Scheme, str(path)), lines
