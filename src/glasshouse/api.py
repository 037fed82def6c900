"""The laboratory from Python: what ``import glasshouse as gh`` offers."""

from pathlib import Path
from typing import Any, TypedDict, Unpack, overload

import polars as pl

from glasshouse.base import parameters
from glasshouse.base.errors import GlasshouseError, quoted
from glasshouse.base.parameters import checked, named, number, path, whole, yes_or_no
from glasshouse.base.units import MONTHS_PER_YEAR
from glasshouse.observe import library as catalogues
from glasshouse.parts.switches import switched
from glasshouse.population import library as known_worlds
from glasshouse.report import write_report as written
from glasshouse.results.comparison import Comparison
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.library import find as known_schemes
from glasshouse.storage import store
from glasshouse.studies import branching, comparison, ensembles, explanation, kept
from glasshouse.studies.explanation import Explanation
from glasshouse.studies.kept import Verification
from glasshouse.studies.simulate import simulate
from glasshouse.studies.spec import RunSpec
from glasshouse.studies.study import Progress


def _a_run(name: str, value: object) -> Any:
    """A run, or the folder of one."""
    return value if isinstance(value, Run | Comparison) else path(name, value)


def _a_folder(name: str, value: object) -> Path:
    """A folder, or that of what is kept there."""
    if not isinstance(value, Run | Ensemble | Comparison | TwinEnsemble):
        return path(name, value)
    if value.folder is None:
        raise GlasshouseError(f"{name} is {quoted(value)}, which is in memory alone. Make it with out='FOLDER'.")
    return value.folder


def _something_to_show(name: str, value: object) -> Any:
    """Whatever has a report."""
    if not isinstance(value, Run | Ensemble | Comparison | TwinEnsemble):
        folder = isinstance(value, str | Path)
        meant = f": gh.open_run({str(value)!r}), for instance" if folder else ""
        raise GlasshouseError(f"{name} is {quoted(value)}; a run, comparison or ensemble itself belongs there{meant}.")
    return value


def _texts(name: str, value: object) -> list[str]:
    """One text, or several."""
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        raise GlasshouseError(f"{name} is {quoted(value)}; a text belongs there, such as {name}='learning'.")
    return list(found)


_lived = checked(
    {"seeds": "Many seeds of a run or of a comparison: glasshouse.ensemble(..., seeds=20)."},
    world=named, scheme=named, schemes=parameters.pair, a=named, b=named, years=number, months=whole, seed=whole,
    seeds=whole, people=whole, out=path, threads=whole, follow=whole, records=whole, begins=parameters.month,
    burn_in=whole, catalogue=path, force=yes_or_no, patient=yes_or_no, run=_a_run, at=parameters.at, parts=_texts,
    parts_a=_texts, parts_b=_texts,
)  # fmt: skip
_kept = checked(folder=_a_folder, progress=parameters.function)

find_scheme = checked(name_or_path=named)(known_schemes.find_scheme)
find_world = checked(name=named)(known_worlds.find_world)
load_catalogue = checked(folder=path)(catalogues.load_catalogue)
open_run = _kept(store.open_run)
open_comparison = _kept(comparison.open_comparison)
open_ensemble = _kept(store.open_ensemble)
open_twin_ensemble = _kept(store.open_twin_ensemble)
explain = checked(run=_a_run, person=whole, scheme=parameters.text)(explanation.explain)


@_lived
def run(
    *,
    world: str | Path = "rongcheng",
    scheme: str | Path = "rongcheng-2016",
    years: float | None = None,
    months: int | None = None,
    seed: int = 1,
    people: int | None = None,
    out: str | Path | None = None,
    threads: int | None = None,
    follow: int = 2048,
    records: int = 8,
    begins: str | None = None,
    burn_in: int = 0,
    catalogue: str | Path | None = None,
    force: bool = False,
    parts: str | list[str] | None = None,
) -> Run:
    """A run: ``world`` under ``scheme`` for some time; five years unless said otherwise.

    Parameters
    ----------
    world, scheme : str or Path
        An id (see :func:`worlds` and :func:`schemes`), or the path of a YAML file. Several schemes over the same
        files are joined by ``+``, a variant is named after a colon: ``"rongcheng-2016+court-list+sesame:literature"``;
        so are changes: ``"rongcheng-2016:rules.utility-theft.points=-200"``. A patch file is a scheme, too.
    years, months : number
        How long; one of the two.
    seed : int
        From 0 to 2**64 - 1; the same seed gives the same bits, whatever the number of threads.
    people : int, optional
        How many live there; default: as many as the world has.
    out : str or Path, optional
        A folder to keep the run in; without one it is in memory alone.
    threads : int, optional
        Default: every core.
    follow : int
        How many lives are kept month by month.
    records : int
        Places in a file: 4 (14 bytes a person), 8 (22), 16 (38) or 24 (54).
    begins : str, optional
        The first month as ``YYYY-MM``; schemes and rules then hold by their dates. Without it they hold all through,
        as they stood in the world's first month, or when they came into force if that was later.
    burn_in : int
        How many months are simulated first, from the first month on, and not counted: files, lists, savings and debts
        then are not those of a first day. In a comparison each world has them under its own rules.
    catalogue : str or Path, optional
        A folder with a catalogue of your own.
    force : bool
        Whether a run that ``out`` holds may be replaced.
    parts : str or list of str, optional
        Parts of the model that are switched on: ``"learning"``, ``"learning:learns=0.2"``; several with commas between
        them, or as a list.

    Returns
    -------
    Run
        Its tables are Polars frames: ``run.grades``, ``run.lists``, ``run.refusals``, ``run.flows``, ...
        Those of the first scheme; ``run.under("sesame")`` has those of another.

    Raises
    ------
    GlasshouseError
        If anything named is wrong; the text says what was probably meant.

    Examples
    --------
    >>> import glasshouse as gh
    >>> gh.run(world="hamlet", scheme="none", months=1, people=600).info["world"]["people"]
    600
    """
    spec = RunSpec(
        scheme=scheme, world=world, people=people, months=_span(years, months) + burn_in, seed=seed, threads=threads,
        follow=follow, records=records, begins=begins, burn_in=burn_in, force=force,
        catalogue=None if catalogue is None else Path(catalogue), parts=switched(parts),
    )  # fmt: skip
    return simulate(spec, None if out is None else Path(out))


class _Compared(TypedDict, total=False):
    """What :func:`compare` takes besides ``seeds``."""

    world: str | Path
    schemes: list[str | Path] | list[str] | tuple[str | Path, ...]
    years: float | None
    months: int | None
    seed: int
    people: int | None
    out: str | Path | None
    threads: int | None
    follow: int
    records: int
    begins: str | None
    burn_in: int
    catalogue: str | Path | None
    force: bool
    patient: bool
    parts: str | list[str] | None
    parts_a: str | list[str] | None
    parts_b: str | list[str] | None


@overload
def compare(
    a: str | Path | None = None, b: str | Path | None = None, *, seeds: None = None, **asked: Unpack[_Compared]
) -> Comparison: ...


@overload
def compare(
    a: str | Path | None = None, b: str | Path | None = None, *, seeds: int, **asked: Unpack[_Compared]
) -> TwinEnsemble: ...


@_lived
def compare(
    a: str | Path | None = None,
    b: str | Path | None = None,
    *,
    world: str | Path = "rongcheng",
    schemes: list[str | Path] | list[str] | tuple[str | Path, ...] | None = None,
    years: float | None = None,
    months: int | None = None,
    seed: int = 1,
    seeds: int | None = None,
    people: int | None = None,
    out: str | Path | None = None,
    threads: int | None = None,
    follow: int = 2048,
    records: int = 8,
    begins: str | None = None,
    burn_in: int = 0,
    catalogue: str | Path | None = None,
    force: bool = False,
    patient: bool = False,
    parts: str | list[str] | None = None,
    parts_a: str | list[str] | None = None,
    parts_b: str | list[str] | None = None,
) -> Comparison | TwinEnsemble:
    """A comparison: the same world simulated under two schemes with every chance shared, and what differs.

    Parameters
    ----------
    a, b : str or Path
        The two schemes: each an id or the path of a YAML file, or several schemes joined by ``+``, as in :func:`run`.
        Default: ``"rongcheng-2016"`` and ``"none"``.
    schemes : list of str or Path, optional
        The same two as a list.
    seeds : int, optional
        How many comparisons, with seeds from ``seed`` on: every difference is then a mean with its interval. Single
        lives are not kept.
    patient : bool
        Whether many seeds may take more than an hour.
    parts, parts_a, parts_b : str or list of str, optional
        Parts of the model that are switched on in both, in the first alone, in the second alone; as in :func:`run`.
    world, years, months, seed, people, out, threads, follow, records, begins, burn_in, catalogue, force
        As in :func:`run`; the same for both.

    Returns
    -------
    Comparison
        ``.parted`` is the number of lives that differ, ``.differences`` and ``.transitions`` are frames, ``.lives(17)``
        is both lives of one person, ``.a`` and ``.b`` are the runs.
    TwinEnsemble
        With ``seeds``: ``.differences`` and ``.transitions`` have an interval for every number, ``.chances`` says what
        shared chances buy.

    Raises
    ------
    GlasshouseError
        If these are not two schemes, have no subjects in common, anything named is wrong, or many seeds would take more
        than an hour.

    Examples
    --------
    >>> import glasshouse as gh
    >>> gh.compare("none", "none", world="hamlet", months=1, people=600).parted
    0
    >>> gh.compare("none", "none", world="hamlet", months=1, people=600, seeds=2).parted["high"]
    0.0
    """
    one, other = _two(a, b, schemes)
    spec = RunSpec(
        scheme=one, world=world, people=people, months=_span(years, months) + burn_in, seed=seed, threads=threads,
        follow=follow, records=records, begins=begins, burn_in=burn_in, force=force,
        catalogue=None if catalogue is None else Path(catalogue), parts=switched([*(parts or ()), *(parts_a or ())]),
        parts_beside=switched([*(parts or ()), *(parts_b or ())]),
    )  # fmt: skip
    folder = None if out is None else Path(out)
    if seeds is None:
        return comparison.compare(spec, other, folder)
    return ensembles.compared(spec, other, seeds, folder, patient=patient)


def _two(a: str | Path | None, b: str | Path | None, schemes: Any) -> tuple[str | Path, str | Path]:
    """The two schemes that are compared, which may be named in two ways."""
    if a is not None and b is not None and schemes is None:
        return a, b
    if a is None and b is None:
        return schemes or ("rongcheng-2016", "none")
    raise GlasshouseError(
        "A comparison is of two: gh.compare('rongcheng-2016', 'none'), or the same two as schemes=[...], not both."
    )


@_lived
def branch(
    run: str | Path | Run,
    at: str | int,
    scheme: str | Path | None = None,
    *,
    years: float | None = None,
    months: int | None = None,
    out: str | Path | None = None,
    threads: int | None = None,
    force: bool = False,
) -> Run:
    """A future of a run that is kept in a folder: its past until a month, and from then on other schemes.

    The past is simulated again once, and the month is saved in the folder of the run for the next branch.

    Parameters
    ----------
    run : str, Path or Run
        The folder of the run, or the run as :func:`run` or :func:`open_run` gave it.
    at : str or int
        The month with which the branch begins as ``YYYY-MM``, or how many months of the run are over by then.
    scheme : str or Path, optional
        All schemes from then on, as for :func:`run`; after a leading ``+``, schemes that are added to those of the run.
        Without it nothing changes, and the tables are those of the run to the last bit.
    years, months : number, optional
        How long to live from then on; default: to the end of the run.
    out : str or Path, optional
        A folder to keep the branch in, which is a run of its own; without one it is in memory alone.
    threads : int, optional
        Default: every core.
    force : bool
        Whether a run that ``out`` holds may be replaced.

    Raises
    ------
    GlasshouseError
        If anything named is wrong, or the run is unfinished, gone, in memory alone, or made by another engine.
    """
    length = None if years is None and months is None else _span(years, months)
    folder = None if out is None else Path(out)
    return branching.branch(run, at, scheme, folder, months=length, threads=threads, force=force)


@_lived
def ensemble(
    *,
    world: str | Path = "rongcheng",
    scheme: str | Path = "rongcheng-2016",
    years: float | None = None,
    months: int | None = None,
    seed: int = 1,
    seeds: int = 20,
    people: int | None = None,
    out: str | Path | None = None,
    threads: int | None = None,
    records: int = 8,
    begins: str | None = None,
    burn_in: int = 0,
    catalogue: str | Path | None = None,
    force: bool = False,
    patient: bool = False,
    parts: str | list[str] | None = None,
) -> Ensemble:
    """Many runs that differ in their seed alone; every number of them as a mean with its interval.

    Parameters
    ----------
    seed, seeds : int
        The first seed, and how many from there on.
    patient : bool
        Whether it may take more than an hour.
    world, scheme, years, months, people, out, threads, records, begins, burn_in, catalogue, force, parts
        As in :func:`run`. Single lives are not kept.

    Returns
    -------
    Ensemble
        ``ensemble.metrics()``, ``ensemble.table("grades")``, ``ensemble.number("sanctions", "people", month=60)``.

    Raises
    ------
    GlasshouseError
        If anything named is wrong, or it would take more than an hour; the text says what to do.

    Examples
    --------
    >>> import glasshouse as gh
    >>> gh.ensemble(world="hamlet", scheme="none", months=1, people=600, seeds=2).size
    2
    """
    spec = RunSpec(
        scheme=scheme, world=world, people=people, months=_span(years, months) + burn_in, seed=seed, threads=threads,
        records=records, begins=begins, burn_in=burn_in, force=force, parts=switched(parts),
        catalogue=None if catalogue is None else Path(catalogue),
    )  # fmt: skip
    return ensembles.ensemble(spec, seeds, None if out is None else Path(out), patient=patient)


def _span(years: float | None, months: int | None) -> int:
    """How many months to live; five years unless said otherwise."""
    if years is not None and months is not None:
        raise GlasshouseError("Say either years or months, not both.")
    if months is not None:
        return months
    found = round((5 if years is None else years) * MONTHS_PER_YEAR)
    if found < 1:
        raise GlasshouseError(f"years is {years:g}; at least one month must be simulated: months=1.")
    return found


@_kept
def resume(folder: str | Path, progress: Progress | None = None) -> Run | Comparison | Ensemble | TwinEnsemble:
    """Go on with an unfinished run, comparison or ensemble from the last that it kept, to the same bits.

    Parameters
    ----------
    progress : function of (months done, months), optional
        Called after every month.

    Raises
    ------
    GlasshouseError
        If the folder holds none that is unfinished, is being written, or was begun by another engine.
    """
    done: Run | Comparison | Ensemble | TwinEnsemble = kept.resume(Path(folder), progress)
    return done


@_kept
def verify(folder: str | Path, progress: Progress | None = None) -> Verification:
    """Live a complete run, comparison or ensemble again and compare every table.

    Parameters
    ----------
    progress : function of (months done, months), optional
        Called after every month.

    Raises
    ------
    GlasshouseError
        If the folder holds none that is complete, is damaged, or was made by another engine.
    """
    return kept.verify(Path(folder), progress)


def schemes() -> pl.DataFrame:
    """The schemes of the library: id, title, since when in force."""
    found = [find_scheme(name) for name in scheme_ids()]
    return pl.DataFrame(
        {
            "scheme": [one.id for one in found],
            "title": [one.title for one in found],
            "in_force": [one.in_force for one in found],
        }
    )


def worlds() -> pl.DataFrame:
    """The worlds that come with Glasshouse: id, title, people."""
    found = [find_world(name) for name in known_worlds.world_ids()]
    return pl.DataFrame(
        {
            "world": [one.id for one in found],
            "title": [one.title for one in found],
            "people": [one.people for one in found],
        }
    )


@checked(run=_something_to_show, path=path, scheme=parameters.text)
def write_report(run: Run | Ensemble | Comparison | TwinEnsemble, path: str | Path, scheme: str | None = None) -> Path:
    """Write the report of a run, of a comparison, or of an ensemble of either, as one HTML file; returns its path.

    A run of several schemes has a page for each, beside the first; with ``scheme`` only that one is written.

    Raises
    ------
    GlasshouseError
        If the run has no such scheme, or the disk refuses.
    """
    return written(run, Path(path), scheme)


__all__ = [
    "Comparison", "Ensemble", "Explanation", "GlasshouseError", "Run", "TwinEnsemble", "Verification", "branch",
    "compare", "ensemble", "explain", "find_scheme", "find_world", "load_catalogue", "open_comparison", "open_ensemble",
    "open_run", "open_twin_ensemble", "resume", "run", "schemes", "verify", "worlds", "write_report",
]  # fmt: skip
