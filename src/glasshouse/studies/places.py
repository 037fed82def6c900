"""What can be said beforehand about the files of a run: the places that its rules need, and what is out of reach."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from glasshouse.engine.places import Places, places_needed
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.library import find_world
from glasshouse.population.state import FILES
from glasshouse.scheme.check.faults.reach import ANY_LIFE, out_of_reach
from glasshouse.scheme.compile.calendar import forms_of
from glasshouse.scheme.compile.filling import Filling, filling
from glasshouse.scheme.language.model import Scheme, Score
from glasshouse.scheme.library.system import Placement
from glasshouse.studies.spec import Parts, RunSpec


class Files(NamedTuple):
    """The files of one kind of subject in a run."""

    who: str  # people or firms
    records: int  # that each holds
    needed: Places  # where most is needed, if schemes hold in different places
    beyond: tuple[str, ...]  # what nobody can reach with so many records, and could with more
    full: Filling  # how long those fill that begin empty

    @property
    def has_room(self) -> bool:
        """Whether they hold what nearly everybody needs at a time."""
        return self.needed.most <= self.records

    @property
    def told(self) -> str:
        """What they hold and what is needed, in a sentence or two."""
        mean, most = f"{self.needed.mean:.2g}", self.needed.most
        said = (
            f"{self.records} records; at once {mean} count on average, and of 100 {self.who} 99 have {most} or fewer."
        )
        if self.has_room:
            return said
        more = self.needed.size
        enough = f"Files of {more} have room." if more >= most else f"Files of {more}, the largest, lose fewer."
        return f"{said} What finds no place is lost. {enough}" if more > self.records else f"{said} The rest is lost."


def files_of(spec: RunSpec, parts: Parts) -> list[Files]:
    """The files of each kind of subject that a run has, people first."""
    found = []
    for kind in sorted(parts.kinds, reverse=True):
        placed = [one for one in parts.placed if one.scheme.subjects.kind == kind]
        catalogue = parts.catalogue_of(placed[0])
        needed = [places_needed(schemes, parts.world, catalogue, spec.months) for schemes in _over_one_file(placed)]
        beyond = tuple(text for one in placed for text in _beyond(one.scheme, spec.records))
        most = max(needed, key=lambda one: (one.most, one.mean))
        full = filling([one.scheme for one in placed], catalogue)
        found.append(Files(catalogue.cast.who, spec.records, most, beyond, full))
    return found


def usual_files(scheme: Scheme, catalogue: Catalogue) -> Files:
    """The files of a scheme alone in a run of which nothing else is said: its world, length and files are usual."""
    usual = RunSpec()
    needed = places_needed([scheme], find_world(usual.world), catalogue, usual.months)
    beyond = tuple(_beyond(scheme, usual.records))
    return Files(catalogue.cast.who, usual.records, needed, beyond, filling([scheme], catalogue))


def _over_one_file(placed: Sequence[Placement]) -> Iterator[list[Scheme]]:
    """The schemes that hold everywhere, with each of those that hold in some places."""
    everywhere = [one.scheme for one in placed if not one.region and one.share == 1]
    local = [one.scheme for one in placed if one.region or one.share < 1]
    yield from ([*everywhere, one] for one in local)
    if everywhere and not local:
        yield everywhere


def _beyond(scheme: Scheme, records: int) -> Iterator[str]:
    """The grades that take more records than a file has, and the lists that those enter."""
    told: dict[str, str] = {}
    for form in forms_of(scheme):
        if form.score is None:
            continue
        hopeless = out_of_reach(form, form.score, ANY_LIFE)
        for at, text in out_of_reach(form, form.score, records).items():
            if at not in hopeless:
                grade, more = form.grades[at].id, _reaching(form, form.score, at)
                lists = [one.title for one in form.lists if one.enter.grade == grade]
                also = f" Nor can anybody be on the list {' or '.join(lists)} by that grade." if lists else ""
                told[grade] = f"{scheme.id}: {text} {f'Files of {more} reach it.' if more else 'No file does.'}{also}"
    yield from told.values()


def _reaching(scheme: Scheme, score: Score, grade: int) -> int | None:
    """The smallest file with which one can be in a grade, if there is any."""
    return next((records for records in FILES if grade not in out_of_reach(scheme, score, records)), None)
