"""A folder that Glasshouse writes: begun, kept step by step, finished; and opened again only if it is whole.

::

    run.json          what it is (comparison.json, ensemble.json): everything to repeat it, its state, digests
    inputs/           what it was made of
    a/, b/            of a comparison: the two runs that are its sides
    checkpoints/      while it is made: the last two steps that were kept
    saved/            of a run: months to begin branches from, if any
    tables/           when it is complete: one Parquet file per table
    report.html       when somebody asked for the report; its numbers are in report.json

A folder appears with its inputs, its sides and its JSON at once, and becomes complete at once, when that JSON is
replaced. Whatever happens in between leaves one that goes on from its last whole checkpoint. ``glasshouse.runs.kinds``
says what is particular to each kind.
"""

import io
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl
from pydantic import ValidationError

from glasshouse.advice import doing, report
from glasshouse.errors import GlasshouseError, count_of
from glasshouse.measure.tally import Tallies
from glasshouse.runs import checkpoint as checkpoints
from glasshouse.runs import disk, lock, made, provenance
from glasshouse.runs.checkpoint import Arrays, Checkpoint, TornError
from glasshouse.runs.kinds import COMPARISON, COMPLETE, RUN, RUNNING, Kind
from glasshouse.runs.place import (
    CHECKPOINTS,
    INPUTS,
    NEW_TABLES,
    TABLES,
    comparison_of,
    kind_of,
    none_of,
    refuse_what_is_there,
    throw_away,
)
from glasshouse.runs.run import Inputs, inputs_of

__all__ = [
    "Folder",
    "Texts",
    "about",
    "begin",
    "kind_of",
    "months_kept",
    "opened",
    "refuse_what_is_there",
    "reopen",
    "require_same_engine",
    "table_in",
    "throw_away",
]

KEPT = 2  # checkpoints: if the last one is damaged, the one before it will do

_CHECKPOINT = re.compile(r"[a-z]+-(\d+)")

Texts = Mapping[str, str]
"""The files that a folder is made of, by their names under ``inputs``."""


class Folder:
    """One that is being made; nobody else may write to it meanwhile. Use it in a ``with`` block."""

    def __init__(
        self, kind: Kind, path: Path, info: dict[str, Any], held: int | None, whole: Path | None = None
    ) -> None:
        self.kind = kind
        self.path = path
        self.info = info
        self._lock = held
        self._whole = whole or path  # what is resumed: of a side, the comparison

    @property
    def inputs(self) -> Inputs:
        """Where the scheme, world and catalogue of a run are."""
        return inputs_of(self.path)

    def side(self, name: str) -> "Folder":
        """One of the runs that a comparison holds; its lock is that of the comparison.

        Raises
        ------
        GlasshouseError
            If the side is gone or damaged.
        """
        if name not in self.kind.sides:
            raise ValueError(f"{self.kind} has no side {name!r}.")
        _require_sides(self.kind, self.path, self.info)
        return Folder(RUN, self.path / name, about(RUN, self.path / name), None, self.path)

    def checkpoint(
        self,
        month: int,
        state: Arrays,
        tallies: list[Tallies],
        panel: Arrays,
        notes: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep what there is after ``month`` months (of an ensemble: seeds); the two last such are kept.

        Parameters
        ----------
        notes : mapping, optional
            A few values that JSON can hold.

        Raises
        ------
        GlasshouseError
            If the disk refuses, for example because it is full; what was kept before stays as it is.
        """
        held = Checkpoint(month, state, tallies, panel, dict(notes or {}))
        folder = self.path / CHECKPOINTS
        with self._kindly(f"{self.kind.step.capitalize()} {month}"):
            folder.mkdir(exist_ok=True)
            checkpoints.write(folder / f"{self.kind.step}-{month:04}", held)
            for _, old in _checkpoints(self.path)[KEPT:]:
                old.unlink()

    def last_checkpoint(self) -> Checkpoint | None:
        """The last checkpoint that is whole; ``None`` if none was kept."""
        for _, path in _checkpoints(self.path):
            try:
                return checkpoints.read(path)
            except TornError:
                continue
        return None

    def finish(self, tables: Mapping[str, pl.DataFrame], info: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the tables, make the folder complete, and let go of its checkpoints.

        The sides of a comparison are finished before it; if a kill comes between, they are finished again.

        Parameters
        ----------
        tables : mapping of str to DataFrame
            Every table: of a run those of ``frames.TABLES`` of the first scheme, and those of others as
            ``scheme/table``; of another kind those that its JSON lists under ``tables``.
        info : mapping
            What to add to the JSON, such as ``seconds``.

        Returns
        -------
        dict
            What the JSON says now.

        Raises
        ------
        GlasshouseError
            If the disk refuses; the folder then stays one that can be resumed.
        """
        says = {**self.info, **info}
        if set(tables) != set(self.kind.tables(says)):
            expected = sorted(self.kind.tables(says))
            raise ValueError(f"The {self.kind.noun} has the tables {expected}, but these are {sorted(tables)}.")
        with self._kindly(f"The tables of the {self.kind.noun}"):
            digests = self._of_sides() | self._keep_tables(tables)
            self.info = {**says, "state": COMPLETE, "files": {**self.info["files"], **digests}}
            _write_about(self.kind, self.path, self.info)
        shutil.rmtree(self.path / CHECKPOINTS, ignore_errors=True)
        return self.info

    def _of_sides(self) -> dict[str, str]:
        """A digest of what each side says of itself, and so of all that it holds."""
        unfinished = [name for name in self.kind.sides if self.side(name).info["state"] != COMPLETE]
        if unfinished:
            raise ValueError(f"The sides {unfinished} are not finished.")
        names = [f"{name}/{RUN.about}" for name in self.kind.sides]
        return {name: provenance.sha256((self.path / name).read_bytes()) for name in names}

    def _keep_tables(self, tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
        new, final, digests = self.path / NEW_TABLES, self.path / TABLES, {}
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        for name, table in tables.items():
            parquet = io.BytesIO()
            (new / name).parent.mkdir(exist_ok=True)
            table.write_parquet(parquet, compression="zstd")
            disk.write(new / f"{name}.parquet", [parquet.getbuffer()])
            digests[f"{TABLES}/{name}.parquet"] = sha256(parquet.getbuffer()).hexdigest()
        disk.settle(new)
        if final.exists():  # killed after its tables and before its JSON, or a side that is finished again
            shutil.rmtree(final)
        new.rename(final)
        disk.settle(self.path)
        return digests

    @contextmanager
    def _kindly(self, what: str) -> Iterator[None]:
        with disk.kindly(what, self.path, f"Then go on with: {doing('resume', self._whole)}"):
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
    kind: Kind,
    folder: Path,
    info: Mapping[str, Any],
    texts: Texts,
    *,
    sides: Mapping[str, tuple[Mapping[str, Any], Texts]] | None = None,
    force: bool = False,
) -> Folder:
    """A new folder of this kind, which appears with all that is needed to repeat what it holds, or not at all.

    Parameters
    ----------
    folder : Path
        Where it shall be; it may not exist yet, unless it is empty or ``force`` is given.
    info : mapping
        What its JSON says; for a run as made by ``provenance.describe``.
    texts : mapping of str to str
        The files that it is made of, by their names under ``inputs``.
    sides : mapping of str to (info, texts), optional
        The same for each run inside; the sides of a comparison.
    force : bool
        Whether what is there may be thrown away. Nothing but a folder that Glasshouse wrote ever is.

    Raises
    ------
    GlasshouseError
        If something else is there, somebody else is writing to it, or the disk refuses.
    """
    sides = sides or {}
    if tuple(sides) != kind.sides:
        raise ValueError(f"{kind} has the sides {kind.sides}, but these are {tuple(sides)}.")
    refuse_what_is_there(folder, force=force)
    with disk.kindly(f"The {kind.noun}", folder, "Nothing was kept of it."):
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        new = folder.parent / f"{_new_prefix(folder)}{secrets.token_hex(4)}"
        new.mkdir()
        try:
            held = lock.taken(new)
            for name, (of_side, its_texts) in sides.items():
                (new / name).mkdir()
                _lay_out(RUN, new / name, of_side, its_texts)
            says = _lay_out(kind, new, info, texts)
            if force:
                throw_away(folder)
            new.rename(folder)
            disk.settle(folder.parent)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
    made.note(folder)
    return Folder(kind, folder, says, held)


def _lay_out(kind: Kind, folder: Path, info: Mapping[str, Any], texts: Texts) -> dict[str, Any]:
    """Write what a folder begins with; return what its JSON says."""
    named = {f"{INPUTS}/{name}": text for name, text in texts.items()}
    for name, text in named.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        disk.write(folder / name, [text.encode()])
    digests = {name: provenance.sha256(text) for name, text in named.items()}
    says = {"kind": kind.says, "format": kind.format, **info, "state": RUNNING, "files": digests}
    _write_about(kind, folder, says)
    return says


def reopen(kind: Kind, folder: Path) -> Folder:
    """The unfinished one in ``folder``, to go on with.

    Raises
    ------
    GlasshouseError
        If it is of no or another kind, is complete or a side, is being written, or was begun by another state of the
        engine.
    """
    info = about(kind, folder)
    if (side := _unfinished_side(folder)) is not None:
        raise GlasshouseError(side)
    if info["state"] == COMPLETE:
        raise GlasshouseError(
            f"{folder} is complete; there is nothing left to resume. Its report: {report(folder, _opener(kind, info))}"
        )
    _require_whole(kind, folder, info)
    _require_sides(kind, folder, info)
    inside = [folder / name for name in kind.sides]
    for side_of in inside:  # it may be finished already, and is finished again
        _require_whole(RUN, side_of, about(RUN, side_of), inputs_alone=True)
    require_same_engine(info, folder)
    with disk.kindly(f"The {kind.noun}", folder, "It stays as it is."):
        held = lock.taken(folder)
        for where in [folder, folder / CHECKPOINTS, *inside]:
            for part in where.glob(".*.part"):
                part.unlink()
    made.note(folder)
    return Folder(kind, folder, info, held)


def _opener(kind: Kind, info: Mapping[str, Any]) -> str:
    """The function that opens a folder of this kind."""
    return "open_twin_ensemble" if info.get("of") == COMPARISON.noun else f"open_{kind.noun}"


def opened(kind: Kind, folder: Path) -> dict[str, Any]:
    """What the complete folder says of itself, after a look at every file that it names.

    The sides of a comparison are there; whether each is whole is seen when it is opened itself.

    Raises
    ------
    GlasshouseError
        If it is of no or another kind, half made, a damaged one, or one of another version of the format.
    """
    info = about(kind, folder)
    if (side := _unfinished_side(folder)) is not None:
        raise GlasshouseError(side)
    if info["state"] != COMPLETE:
        raise GlasshouseError(f"{folder} {_half(kind, folder, info)}")
    _require_sides(kind, folder, info)
    _require_whole(kind, folder, info)
    return info


def table_in(folder: Path, name: str) -> pl.DataFrame:
    """A table of the complete folder by its name."""
    return pl.read_parquet(folder / TABLES / f"{name}.parquet")


def about(kind: Kind, folder: Path) -> dict[str, Any]:
    """What the JSON in ``folder`` says, be it complete or not.

    Raises
    ------
    GlasshouseError
        If the folder is of no or another kind, or the JSON is damaged or of another version of the format.
    """
    path = folder / kind.about
    if not folder.is_dir():
        raise GlasshouseError(f"There is no folder {folder}.")
    try:
        info = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise GlasshouseError(none_of(kind, folder)) from error
    except OSError as error:
        raise GlasshouseError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise GlasshouseError(
            f"{path} is damaged: it is not JSON. The {kind.noun} cannot be trusted; run it anew."
        ) from error
    if not isinstance(info, dict) or info.get("kind") != kind.says:
        raise GlasshouseError(f"{folder} is not {kind}: its {kind.about} was written by another program.")
    if info.get("format") != kind.format:
        raise GlasshouseError(
            f"{folder} is {kind} of format {info.get('format')}, and Glasshouse {provenance.version()} reads "
            f"format {kind.format}. Open it with the Glasshouse that made it{_version_of(info)}."
        )
    try:
        kind.model.model_validate(info)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in found["loc"])
        raise GlasshouseError(f"{path} is damaged: {where}: {found['msg']}. Run it anew.") from error
    return info


def months_kept(folder: Path) -> int:
    """The last month (of an ensemble: seed) of which ``folder`` keeps a checkpoint; 0 if it keeps none."""
    return next((month for month, _ in _checkpoints(folder)), 0)


def require_same_engine(info: Mapping[str, Any], folder: Path) -> None:
    """Refuse to go on with what another state of the engine made, or to verify it.

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


def _version_of(info: Mapping[str, Any]) -> str:
    engine = info.get("engine")
    version = engine.get("version") if isinstance(engine, dict) else None
    return f", {version}" if isinstance(version, str) else ""


def _unfinished_side(folder: Path) -> str | None:
    """What to tell of a run that is a side of an unfinished comparison; ``None`` if it is none."""
    found = comparison_of(folder)
    if found is None or found[1].get("state") == COMPLETE:
        return None
    whole = found[0]
    return f"{folder} is a side of {whole}, which {_half(COMPARISON, whole, about(COMPARISON, whole))}"


def _half(kind: Kind, folder: Path, info: Mapping[str, Any]) -> str:
    month, step = months_kept(folder), kind.step
    reached = f"it holds {count_of(month, step)} of {info[f'{step}s']}" if month else f"it has not kept a {step} yet"
    if lock.is_taken(folder):
        return f"is still being made ({reached}). Wait until that is done."
    return f"is not finished: {reached}. Go on with: {doing('resume', folder)}"


def _require_sides(kind: Kind, folder: Path, info: Mapping[str, Any]) -> None:
    for name in kind.sides:
        if not (folder / name / RUN.about).exists():
            raise GlasshouseError(f"{folder} is damaged: its side {name} is gone. Run it anew: {info['command']}")


def _require_whole(kind: Kind, folder: Path, info: Mapping[str, Any], *, inputs_alone: bool = False) -> None:
    """Refuse a folder of which a file is gone or altered."""
    again, is_complete = f"Run it anew: {info['command']}", info["state"] == COMPLETE
    files = {name: one for name, one in info["files"].items() if not inputs_alone or name.startswith(f"{INPUTS}/")}
    expected = {f"{TABLES}/{name}.parquet" for name in kind.tables(info)} | {f"{one}/{RUN.about}" for one in kind.sides}
    for name in sorted(expected - set(files)) if is_complete and not inputs_alone else ():
        raise GlasshouseError(f"{folder} is damaged: its {kind.about} knows nothing of {name}. {again}")
    for name, digest in files.items():
        try:
            found = provenance.sha256((folder / name).read_bytes())
        except OSError as error:
            why = error.strerror or error
            raise GlasshouseError(f"{folder} is damaged: {name} cannot be read ({why}). {again}") from error
        if found != digest:
            raise GlasshouseError(f"{folder} is damaged: {name} is not the file that was written. {again}")


def _write_about(kind: Kind, folder: Path, info: Mapping[str, Any]) -> None:
    disk.replace(folder / kind.about, [json.dumps(info, indent=2, ensure_ascii=False).encode(), b"\n"])


def _checkpoints(folder: Path) -> list[tuple[int, Path]]:
    """(month or seed, file) of every checkpoint, the last first."""
    there = folder / CHECKPOINTS
    found = [(_CHECKPOINT.fullmatch(path.name), path) for path in (there.iterdir() if there.is_dir() else ())]
    return sorted(((int(name[1]), path) for name, path in found if name), reverse=True)


def _new_prefix(folder: Path) -> str:
    return f".{folder.name}.new-"


def _sweep(folder: Path) -> None:
    """Remove what a killed :func:`begin` may have left beside ``folder``."""
    for left in folder.parent.iterdir():
        is_left = left.name.startswith(_new_prefix(folder)) and (left / lock.LOCK).exists()
        if is_left and not lock.is_taken(left):
            shutil.rmtree(left, ignore_errors=True)
