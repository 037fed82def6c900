"""A study: a question asked along its axes; and how every study is begun, kept, gone on with and made again.

A question is a world, its schemes, a seed and a length (``glasshouse.studies.spec``). Asked as it is, it is a run; of
two worlds at once, a comparison; with many seeds, an ensemble of either. Each of these says what it would take, what
its folder begins with, and how it is carried out; what is done with any of them is said here, once.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

import polars as pl

from glasshouse.storage import folder as folders
from glasshouse.storage.folder import Folder, Texts
from glasshouse.storage.kinds import Kind
from glasshouse.studies.spec import Plan, RunSpec, refuse_too_many

Progress = Callable[[int, int], None]
"""Called with (months done, months), after every month or now and then."""


class Contents(NamedTuple):
    """What the folder of a study begins with: all that is needed to carry it out again."""

    info: dict[str, Any]  # what its JSON says
    texts: Texts  # the files it is made of
    sides: Mapping[str, tuple[Mapping[str, Any], Texts]] = {}  # the same of each run inside
    start: Path | None = None  # the file of the saved month that it begins with


class Result(Protocol):
    """What a study comes to."""

    info: dict[str, Any]  # what its JSON says

    def all_tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Every table by name, of all schemes and sides."""
        ...


Outcome = TypeVar("Outcome", bound=Result, covariant=True)


class Study(Protocol[Outcome]):
    """A question asked along its axes."""

    @property
    def kind(self) -> Kind:
        """Of the folder that keeps it."""
        ...

    @property
    def spec(self) -> RunSpec:
        """The question, as its first run asks it."""
        ...

    def plan(self) -> Plan:
        """What it would take, before anything runs."""
        ...

    @property
    def contents(self) -> Contents:
        """What its folder begins with, if it begins now; always the same."""
        ...

    def carry_out(self, kept: Folder | None, progress: Progress | None) -> Outcome:
        """Simulate what is left, keep what is to be kept, and hand over the result.

        Parameters
        ----------
        kept : Folder, optional
            Where it is kept; from the last step that was kept it goes on.
        """
        ...


def conduct(study: Study[Outcome], folder: Path | None = None, progress: Progress | None = None) -> Outcome:
    """What a study comes to, kept in ``folder`` if there is one.

    Raises
    ------
    GlasshouseError
        If something is in that folder, the study is too large for this machine, or the disk refuses.
    """
    force = study.spec.force
    if folder is not None:
        folders.refuse_what_is_there(folder, force=force)
    refuse_too_many(study.plan(), study.spec)
    if folder is None:
        return study.carry_out(None, progress)
    info, texts, sides, start = study.contents
    with folders.begin(study.kind, folder, info, texts, sides=sides, start=start, force=force) as kept:
        return study.carry_out(kept, progress)
