"""Several worlds, each compared with the last: a folder of comparisons, of which each is kept like any other."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from glasshouse.base.advice import option
from glasshouse.base.errors import GlasshouseError
from glasshouse.results.comparison import Comparison
from glasshouse.storage import folder as folders
from glasshouse.storage.kinds import COMPARISON, COMPLETE
from glasshouse.storage.place import there
from glasshouse.studies.comparison import TwoWorlds, open_comparison, two_worlds
from glasshouse.studies.kept import resume
from glasshouse.studies.spec import RunSpec
from glasshouse.studies.study import Progress, conduct

INDEX = ("index.html", "index.json")
LONGEST = 60  # letters of what names a world, that its folder takes over


@dataclass(frozen=True)
class Several:
    """The world of one question under several systems of schemes, each to be compared with the same last one."""

    parts: dict[str, TwoWorlds]  # by the name of the folder of each

    @property
    def force(self) -> bool:
        """Whether comparisons that are there are replaced."""
        return next(iter(self.parts.values())).spec.force


def several(spec: RunSpec, schemes: Sequence[str]) -> Several:
    """The world of ``spec`` under each of ``schemes``, to be compared with the same under the last of them.

    Raises
    ------
    GlasshouseError
        If anything named is wrong, or one is named twice.
    """
    twice = sorted({one for one in schemes if schemes.count(one) > 1})
    if twice:
        raise GlasshouseError(f"{' and '.join(twice)} stands twice among what is to be compared. Name it once.")
    *first, last = schemes
    names = [folder_name(one) for one in first]
    if len(set(names)) < len(names):
        raise GlasshouseError("Two of these would be kept in folders of one name. Rename a file of rules.")
    parts = {name: two_worlds(replace(spec, scheme=one), last) for name, one in zip(names, first, strict=True)}
    _refuse_different_subjects(parts.values())
    return Several(parts)


def _refuse_different_subjects(parts: Collection[TwoWorlds]) -> None:
    """Refuse worlds of which one is about people and another about firms, or about both."""
    about = {
        str(one.spec.scheme): " and ".join(sorted(f"{kind}s" for kind in one.both[0].parts.kinds)) for one in parts
    }
    if len(set(about.values())) > 1:
        told = "; ".join(f"{scheme} about {whom}" for scheme, whom in about.items())
        raise GlasshouseError(f"These have no subjects in common, or not all: {told}. Compare those about the same.")


def folder_name(scheme: str) -> str:
    """The name of the folder in which the comparison of a world under ``scheme`` is kept.

    >>> folder_name("rongcheng-2016+court-list"), folder_name("my/rules.yaml")
    ('rongcheng-2016+court-list', 'my-rules.yaml')
    """
    return re.sub(r"[^\w.+~-]", "-", scheme)[:LONGEST]


def refuse_others(study: Several, folder: Path) -> None:
    """Refuse a folder that holds anything else than comparisons of this study.

    Raises
    ------
    GlasshouseError
        If it does.
    """
    if not folder.exists():
        return
    inside = [one.name for one in folder.iterdir()] if folder.is_dir() else [folder.name]
    others = sorted(one for one in inside if one not in (*study.parts, *INDEX) and not one.startswith("."))
    if others:
        raise GlasshouseError(f"{folder} holds something else: {', '.join(others[:5])}. Choose another folder.")
    for name, part in study.parts.items():
        if not study.force and there(folder / name) is not None and not _is_the_same(part, folder / name):
            raise GlasshouseError(
                f"{folder / name} holds a comparison of something else. Choose another folder, or replace what is "
                f"there: {option('force', True)}"
            )


def _is_the_same(part: TwoWorlds, folder: Path) -> bool:
    """Whether a folder keeps the comparison that a study would put there, complete or not."""
    if folders.kind_of(folder) is not COMPARISON:
        return False
    info = folders.about(COMPARISON, folder)
    folders.require_same_engine(info, folder)
    return bool(info["run"] == part.contents.info["run"])


def carried_out(part: TwoWorlds, folder: Path, progress: Progress | None = None) -> Comparison:
    """A comparison of the study: as it is kept, gone on with where it was stopped, or simulated if it is not there.

    Raises
    ------
    GlasshouseError
        As ``conduct`` and ``resume`` do.
    """
    if part.spec.force or there(folder) is None:
        return conduct(part, folder, progress)
    if folders.about(COMPARISON, folder)["state"] == COMPLETE:
        return open_comparison(folder)
    gone_on: Comparison = resume(folder, progress)
    return gone_on
