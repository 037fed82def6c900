"""The catalogues that come with Glasshouse, and those in folders of others, read and checked."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from glasshouse.life.model import Livelihood
from glasshouse.observe.catalogue import Catalogue, ConductsFile
from glasshouse.observe.checks.evidence import evidence_is_in_the_bibliography
from glasshouse.observe.checks.livelihood import (
    debt_stages_exist,
    livelihood_names_every_level,
    the_debt_ladder_fits_its_conducts,
)
from glasshouse.observe.checks.names import ids_and_numbers_are_unique, no_source_is_named_twice, sources_are_known
from glasshouse.observe.checks.room import kinds_and_due_conducts_fit_the_tables
from glasshouse.observe.checks.sources import sources_err_in_ways_that_can_be
from glasshouse.observe.checks.traits import traits_and_levels_are_known, traits_vary_once
from glasshouse.observe.files import (
    HOME,
    HOME_OF_FIRMS,
    REFERENCES,
    Files,
    Texts,
    read_files,
    refuse_incomplete,
    texts_in,
)

CHECKS: tuple[Callable[[Files], None], ...] = (
    ids_and_numbers_are_unique,
    sources_are_known,
    no_source_is_named_twice,
    traits_and_levels_are_known,
    traits_vary_once,
    livelihood_names_every_level,
    debt_stages_exist,
    the_debt_ladder_fits_its_conducts,
    kinds_and_due_conducts_fit_the_tables,
    evidence_is_in_the_bibliography,
    sources_err_in_ways_that_can_be,
)
"""What must hold between the parts of a catalogue; each check tells every place where it does not."""


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue in ``folder`` (conducts.yaml, services.yaml, sources.yaml, livelihood.yaml); by default our own.

    It is of people, or of firms if livelihood.yaml says ``kind: firm``. Evidence is looked up in our bibliography and,
    if the folder has one, in its own ``bibliography.yaml``. The files are read each time; as long as they say the same,
    the catalogue is the same object.

    Raises
    ------
    GlasshouseError
        If a file is missing or breaks a rule, or files do not fit together; the text names file, line and remedy of
        every problem in all files.
    """
    home = HOME if folder is None else Path(folder)
    refuse_incomplete(home)
    return _made(texts_in(home))


def firm_catalogue() -> Catalogue:
    """Our own catalogue of firms; raises what :func:`load_catalogue` raises."""
    return load_catalogue(HOME_OF_FIRMS)


@lru_cache(maxsize=8)  # by what the files say, not by where they lie: they may be edited while a process runs
def _made(texts: Texts) -> Catalogue:
    files = read_files(texts)
    for check in CHECKS:
        check(files)
    files.refuse_if_wrong()
    occasions = files.one(ConductsFile)[0].occasions
    read = {REFERENCES: texts.ours if texts.own is None else texts.own, **dict(texts.files)}
    return Catalogue(
        files.conducts, files.services, files.sources, files.one(Livelihood)[0], texts.folder, files.cast, occasions,
        read,
    )  # fmt: skip
