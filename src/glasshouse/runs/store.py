"""The folder of a run: begun, kept month by month, finished; and opened again only if it is whole.

::

    run.json          what the run is: everything to repeat it, its state, a digest of every file
    inputs/           the scheme, world and catalogue that it was made of
    checkpoints/      while it runs: the last two months that were kept
    saved/            months to begin branches from, if any
    tables/           when it is complete: one Parquet file per table
    report.html       when somebody asked for the report; its numbers are in report.json

A folder appears with its inputs and its ``run.json`` at once, and becomes complete at once, when ``run.json``
is replaced. Whatever happens in between leaves a run that goes on from its last whole checkpoint.
"""

import fcntl
import io
import json
import os
import re
import secrets
import shlex
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any, Literal, Self

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from glasshouse.errors import GlasshouseError, count_of
from glasshouse.measure.tally import Tallies
from glasshouse.runs import checkpoint as checkpoints
from glasshouse.runs import disk, provenance
from glasshouse.runs.checkpoint import Arrays, Checkpoint, TornError
from glasshouse.runs.frames import TABLES
from glasshouse.runs.run import Inputs, Run, inputs_of

FORMAT = 2
KEPT = 2  # checkpoints: if the last one is damaged, the one before it will do
REPORT = "report.html"
RUNNING, COMPLETE = "running", "complete"

_KIND = "glasshouse run"
_ABOUT, _LOCK, _TABLES, _NEW_TABLES, _CHECKPOINTS = (
    "run.json",
    ".lock",
    "tables",
    ".tables.new",
    "checkpoints",
)
_NAMES = {_ABOUT, _LOCK, _TABLES, _NEW_TABLES, _CHECKPOINTS, "inputs", "saved", REPORT, "report.json"}
_OURS = _NAMES | {f".{name}.part" for name in _NAMES}
_CHECKPOINT = re.compile(r"month-(\d+)")


_FILE = r"^(inputs|inputs/catalogue(-firms)?|tables|tables/[A-Za-z0-9-]+)/[A-Za-z0-9_-]+\.[a-z]+$"


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class _Scheme(_Part):
    id: str
    title: str
    sha256: str


class _World(_Scheme):
    people: Annotated[int, Field(gt=0)]


class _Engine(_Part):
    version: str
    sha256: str


class _About(_Part):
    """What ``run.json`` must say, so that code behind :func:`about` need not look again."""

    state: Literal["running", "complete"]
    run: str
    scheme: _Scheme
    world: _World
    engine: _Engine
    seed: int
    months: Annotated[int, Field(gt=0)]
    command: str
    schemes: Annotated[list[_Scheme], Field(min_length=1)]
    files: dict[Annotated[str, Field(pattern=_FILE)], str]


class RunFolder:
    """A run that is being made; nobody else may write to it meanwhile. Use it in a ``with`` block."""

    def __init__(self, path: Path, info: dict[str, Any], lock: int) -> None:
        self.path = path
        self.info = info
        self._lock: int | None = lock

    @property
    def inputs(self) -> Inputs:
        """Where its scheme, world and catalogue are."""
        return inputs_of(self.path)

    def checkpoint(self, month: int, state: Arrays, tallies: list[Tallies], panel: Arrays) -> None:
        """Keep what the run holds after ``month`` months; the two last such are kept.

        Raises
        ------
        GlasshouseError
            If the disk refuses, for example because it is full; the months kept before stay as they are.
        """
        held = Checkpoint(month, state, tallies, panel)
        folder = self.path / _CHECKPOINTS
        with self._kindly(f"Month {month}"):
            folder.mkdir(exist_ok=True)
            checkpoints.write(folder / f"month-{month:04}", held)
            for _, old in _checkpoints(self.path)[KEPT:]:
                old.unlink()

    def last_checkpoint(self) -> Checkpoint | None:
        """The last month that is whole: (month, state, tallies, panel); ``None`` if none was kept."""
        for _, path in _checkpoints(self.path):
            try:
                return checkpoints.read(path)
            except TornError:
                continue
        return None

    def finish(self, tables: Mapping[str, pl.DataFrame], info: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the tables, make the run complete, and let go of its checkpoints.

        Parameters
        ----------
        tables : mapping of str to DataFrame
            Every table of ``frames.TABLES`` of the first scheme, and those of others as ``scheme/table``.
        info : mapping
            What to add to ``run.json``, such as ``seconds``.

        Returns
        -------
        dict
            What ``run.json`` says now.

        Raises
        ------
        GlasshouseError
            If the disk refuses; the run then stays one that can be resumed.
        """
        if set(tables) != set(tables_of(self.info)):
            raise ValueError(f"The run has the tables {sorted(tables_of(self.info))}, but these are {sorted(tables)}.")
        with self._kindly("The tables of the run"):
            digests = self._keep_tables(tables)
            self.info = {
                **self.info,
                **info,
                "state": COMPLETE,
                "files": {**self.info["files"], **digests},
            }
            _write_about(self.path, self.info)
        shutil.rmtree(self.path / _CHECKPOINTS, ignore_errors=True)
        return self.info

    def _keep_tables(self, tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
        new, final, digests = self.path / _NEW_TABLES, self.path / _TABLES, {}
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        for name, table in tables.items():
            parquet = io.BytesIO()
            (new / name).parent.mkdir(exist_ok=True)
            table.write_parquet(parquet, compression="zstd")
            disk.write(new / f"{name}.parquet", [parquet.getbuffer()])
            digests[f"{_TABLES}/{name}.parquet"] = sha256(parquet.getbuffer()).hexdigest()
        disk.settle(new)
        if final.exists():  # a run that was killed after its tables and before its run.json
            shutil.rmtree(final)
        new.rename(final)
        disk.settle(self.path)
        return digests

    @contextmanager
    def _kindly(self, what: str) -> Iterator[None]:
        with disk.kindly(what, self.path, f"Then go on with: {command('resume', self.path)}"):
            yield

    def release(self) -> None:
        """Let others write to the folder; a second time does nothing."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def begin(
    folder: Path,
    info: Mapping[str, Any],
    texts: Mapping[str, str],
    *,
    force: bool = False,
) -> RunFolder:
    """A new run in ``folder``, which appears with all that is needed to repeat the run, or not at all.

    Parameters
    ----------
    folder : Path
        Where the run shall be; it may not exist yet, unless it is empty or ``force`` is given.
    info : mapping
        What ``run.json`` says, as made by ``provenance.describe``.
    texts : mapping of str to str
        The files of rules, of the society and of the catalogue by their names under ``inputs``.
    force : bool
        Whether a run that is there may be thrown away. Nothing but a run ever is.

    Raises
    ------
    GlasshouseError
        If something else is there, somebody else is writing to it, or the disk refuses.
    """
    texts = {f"inputs/{name}": text for name, text in texts.items()}
    digests = {name: provenance.sha256(text) for name, text in texts.items()}
    says = {"kind": _KIND, "format": FORMAT, **info, "state": RUNNING, "files": digests}
    refuse_what_is_there(folder, force=force)
    with disk.kindly("The run", folder, "Nothing was kept of it."):
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        new = folder.parent / f"{_new_prefix(folder)}{secrets.token_hex(4)}"
        new.mkdir()
        try:
            lock = _locked(new)
            for name, text in texts.items():
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                disk.write(new / name, [text.encode()])
            _write_about(new, says)
            if force:
                throw_away(folder)
            new.rename(folder)
            disk.settle(folder.parent)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
    return RunFolder(folder, says, lock)


def reopen(folder: Path) -> RunFolder:
    """The unfinished run in ``folder``, to go on with.

    Raises
    ------
    GlasshouseError
        If it is no run, is complete, is being written, or was begun by another state of the engine.
    """
    info = about(folder)
    if info["state"] == COMPLETE:
        raise GlasshouseError(
            f"{folder} is complete; there is nothing left to resume. Its report: {command('report', folder)}"
        )
    _require_whole(folder, info)
    require_same_engine(info, folder)
    with disk.kindly("The run", folder, "It stays as it is."):
        lock = _locked(folder)
        for part in [*folder.glob(".*.part"), *(folder / _CHECKPOINTS).glob(".*.part")]:
            part.unlink()
    return RunFolder(folder, info, lock)


def open_run(folder: Path | str) -> Run:
    """The complete run in ``folder``; its tables are read when they are asked for.

    Raises
    ------
    GlasshouseError
        If the folder is no run, half a run, a damaged one, or one of another version of the format.
    """
    folder = Path(folder)
    info = about(folder)
    if info["state"] != COMPLETE:
        raise GlasshouseError(_half(folder, info))
    _require_whole(folder, info)
    return Run(info, lambda name: pl.read_parquet(folder / _TABLES / f"{name}.parquet"), folder=folder)


def about(folder: Path) -> dict[str, Any]:
    """What the ``run.json`` in ``folder`` says, be the run complete or not.

    Raises
    ------
    GlasshouseError
        If the folder is no run, or ``run.json`` is damaged or of another version of the format.
    """
    path = folder / _ABOUT
    if not folder.is_dir():
        raise GlasshouseError(f"There is no folder {folder}.")
    try:
        info = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise GlasshouseError(
            f"{folder} is not a run: it holds no run.json. Name the folder that 'glasshouse run' made."
        ) from error
    except OSError as error:
        raise GlasshouseError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise GlasshouseError(f"{path} is damaged: it is not JSON. The run cannot be trusted; run it anew.") from error
    if not isinstance(info, dict) or info.get("kind") != _KIND:
        raise GlasshouseError(f"{folder} is not a run: its run.json was written by another program.")
    if info.get("format") != FORMAT:
        raise GlasshouseError(
            f"{folder} is a run of format {info.get('format')}, and Glasshouse {provenance.version()} reads "
            f"format {FORMAT}. Open it with the Glasshouse that made it{_version_of(info)}."
        )
    try:
        _About.model_validate(info)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in found["loc"])
        raise GlasshouseError(f"{path} is damaged: {where}: {found['msg']}. Run it anew.") from error
    return info


def tables_of(info: Mapping[str, Any]) -> list[str]:
    """The tables of a run by name: those of its first scheme, and of others as ``scheme/table``."""
    others = [one["id"] for one in info["schemes"][1:]]
    return [*TABLES, *(f"{other}/{name}" for other in others for name in TABLES)]


def months_kept(folder: Path) -> int:
    """The last month of which the run in ``folder`` keeps a checkpoint; 0 if it keeps none."""
    return next((month for month, _ in _checkpoints(folder)), 0)


def require_same_engine(info: Mapping[str, Any], folder: Path) -> None:
    """Refuse to go on with a run, or to verify it, that another state of the engine made.

    Raises
    ------
    GlasshouseError
        If it did; only the same engine promises the same bits.
    """
    made, mine = info["engine"], {"version": provenance.version(), "sha256": provenance.engine_sha256()}
    if made["sha256"] != mine["sha256"]:
        raise GlasshouseError(
            f"{folder} was made by another engine (Glasshouse {made['version']}, {made['sha256'][:12]}) than "
            f"this one (Glasshouse {mine['version']}, {mine['sha256'][:12]}), and only the same engine gives "
            "the same bits. "
            f"Use the Glasshouse that made it, or run it anew: {info['command']}"
        )


def refuse_what_is_there(folder: Path, *, force: bool = False) -> None:
    """Refuse a folder in which something is already; with ``force``, only what is not a run and nothing else.

    Raises
    ------
    GlasshouseError
        If so; the text says what is there and what to do.
    """
    if _is_free(folder):
        return
    if not _is_run(folder):
        kept = ", so --force does not touch it" if force else ""
        raise GlasshouseError(
            f"{folder} is there already, and it is not a run{kept}. Choose another folder with --out."
        )
    if not force:
        raise GlasshouseError(
            f"{folder} holds a run already. Choose another folder with --out, or replace it with --force."
        )
    foreign = sorted(entry.name for entry in folder.iterdir() if entry.name not in _OURS)
    if foreign:
        raise GlasshouseError(
            f"{folder} also holds {foreign[0]}, which no run wrote, so --force does not touch it. "
            "Move that away, or choose another folder with --out."
        )


def throw_away(folder: Path) -> None:
    """Remove the run in ``folder``, if there is one; nothing but a run is ever removed.

    Raises
    ------
    GlasshouseError
        If what is there is not a run, holds something that no run wrote, or is being written.
    """
    refuse_what_is_there(folder, force=True)
    if _is_free(folder):
        return
    with disk.kindly("That the run is gone", folder, "It stays as it is."):
        lock = _locked(folder)
        try:
            (folder / _ABOUT).unlink()
            shutil.rmtree(folder)
        finally:
            os.close(lock)


def command(verb: str, folder: Path) -> str:
    """The command that does ``verb`` to the run in ``folder``, as one would type it."""
    return f"glasshouse {verb} {shlex.quote(str(folder))}"


def _is_free(folder: Path) -> bool:
    """Whether nothing is there, or an empty folder."""
    try:
        is_there = folder.is_symlink() or folder.exists()
        return not is_there or not any(folder.iterdir())
    except OSError:
        return False


def _is_run(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / _ABOUT).read_bytes())["kind"] == _KIND)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _version_of(info: Mapping[str, Any]) -> str:
    engine = info.get("engine")
    version = engine.get("version") if isinstance(engine, dict) else None
    return f", {version}" if isinstance(version, str) else ""


def _half(folder: Path, info: Mapping[str, Any]) -> str:
    month = months_kept(folder)
    reached = f"it holds {count_of(month, 'month')} of {info['months']}" if month else "it has not kept a month yet"
    if _is_being_written(folder):
        return f"{folder} is still being made ({reached}). Wait until that is done."
    return f"{folder} is not finished: {reached}. Go on with: {command('resume', folder)}"


def _require_whole(folder: Path, info: Mapping[str, Any]) -> None:
    """Refuse a run of which a file is gone or altered."""
    files, again = info["files"], f"Run it anew: {info['command']}"
    tables = {f"{_TABLES}/{name}.parquet" for name in tables_of(info)} if info["state"] == COMPLETE else set()
    for name in sorted(tables - set(files)):
        raise GlasshouseError(f"{folder} is damaged: its run.json knows nothing of {name}. {again}")
    for name, digest in files.items():
        try:
            found = provenance.sha256((folder / name).read_bytes())
        except OSError as error:
            why = error.strerror or error
            raise GlasshouseError(f"{folder} is damaged: {name} cannot be read ({why}). {again}") from error
        if found != digest:
            raise GlasshouseError(f"{folder} is damaged: {name} is not the file that was written. {again}")


def _write_about(folder: Path, info: Mapping[str, Any]) -> None:
    disk.replace(folder / _ABOUT, [json.dumps(info, indent=2, ensure_ascii=False).encode(), b"\n"])


def _checkpoints(folder: Path) -> list[tuple[int, Path]]:
    """(month, file) of every checkpoint, the last month first."""
    there = folder / _CHECKPOINTS
    found = [(_CHECKPOINT.fullmatch(path.name), path) for path in (there.iterdir() if there.is_dir() else ())]
    return sorted(((int(name[1]), path) for name, path in found if name), reverse=True)


def _locked(folder: Path) -> int:
    """A handle that keeps all others from writing to ``folder`` until it is closed, or its process dies."""
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise GlasshouseError(f"{folder} is being written by another Glasshouse. Wait until that is done.") from error
    return handle


def _is_being_written(folder: Path) -> bool:
    try:
        handle = os.open(folder / _LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _new_prefix(folder: Path) -> str:
    return f".{folder.name}.new-"


def _sweep(folder: Path) -> None:
    """Remove what a killed :func:`begin` may have left beside ``folder``."""
    for left in folder.parent.iterdir():
        is_left = left.name.startswith(_new_prefix(folder)) and (left / _LOCK).exists()
        if is_left and not _is_being_written(left):
            shutil.rmtree(left, ignore_errors=True)
