"""The worlds that come with Glasshouse, and worlds in files of one's own."""

from pathlib import Path

from glasshouse.base import yamlfile
from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.base.forked import refuse_a_fork_without_threads
from glasshouse.population.model import World

FOLDER = Path(__file__).parents[1] / "data" / "worlds"
_SUFFIXES = (".yaml", ".yml")


def world_ids() -> list[str]:
    """The ids of the worlds that come with Glasshouse, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def find_world(name: str | Path) -> World:
    """The world with this id, or the world in the YAML file of this path.

    Raises
    ------
    GlasshouseError
        If there is no such world or file, or if the file breaks a rule.
    """
    return load_world(world_path(name))


def world_path(name: str | Path) -> Path:
    """The file of a world that comes with Glasshouse, or the path itself.

    Raises
    ------
    GlasshouseError
        If there is no such world and the name is not that of a YAML file.
    """
    if str(name) in world_ids():
        return FOLDER / f"{name}.yaml"
    if Path(name).suffix in _SUFFIXES:
        return Path(name)
    raise GlasshouseError(
        no_such("a world", str(name), world_ids()) + " For a world of your own, give the path of its .yaml file."
    )


def load_world(path: Path | str) -> World:
    """The world written in the YAML file ``path``.

    Raises
    ------
    GlasshouseError
        If the file cannot be read or breaks a rule (an unknown region code, trait or level, shares that do
        not add up); the text names the line and the remedy of every problem at once.
    """
    return read_world(path)[0]


def read_world(path: Path | str) -> tuple[World, str]:
    """The world written in a file, and the text that was read; raises what :func:`load_world` raises."""
    refuse_a_fork_without_threads()
    text = yamlfile.text_of(path)
    return yamlfile.validated(*yamlfile.read_text(text, str(path)), World, str(path)), text
