"""The catalogues that come with Glasshouse, and those in folders of others, read and checked."""

from pathlib import Path

from glasshouse.observe import check_catalogue
from glasshouse.observe.catalogue import Catalogue


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue in ``folder`` (conducts.yaml, services.yaml, sources.yaml, livelihood.yaml); by default our own.

    It is of people, or of firms if livelihood.yaml says ``kind: firm``. The files are read each time; as long as
    they say the same, the catalogue is the same object.

    Raises
    ------
    GlasshouseError
        If a file is missing or breaks a rule; the text names file, line and remedy of every problem.
    """
    return check_catalogue.load(folder)


def firm_catalogue() -> Catalogue:
    """Our own catalogue of firms; raises what :func:`load_catalogue` raises."""
    return load_catalogue(check_catalogue.HOME_OF_FIRMS)
