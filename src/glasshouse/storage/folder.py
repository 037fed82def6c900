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
replaced. Whatever happens in between leaves one that goes on from its last whole checkpoint. What is particular to each
kind stands in ``glasshouse.storage.kinds``.
"""

import io
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl
from pydantic import ValidationError

from glasshouse.base import yamlfile
from glasshouse.base.advice import doing, report
from glasshouse.base.errors import GlasshouseError, count_of, quoted
from glasshouse.base.forked import refuse_a_fork_without_threads
from glasshouse.measure.tally import Tallies
from glasshouse.results.run import Inputs, inputs_of
from glasshouse.storage import about as model
from glasshouse.storage import checkpoint as checkpoints
from glasshouse.storage import disk, lock, made, place, provenance, saved, swap
from glasshouse.storage.checkpoint import Arrays, Checkpoint, TornError
from glasshouse.storage.kinds import COMPARISON, COMPLETE, RUN, RUNNING, Kind
from glasshouse.storage.place import (
    CHECKPOINTS,
    INPUTS,
    NEW_TABLES,
    START,
    TABLES,
    comparison_of,
    none_of,
)

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
    "tables_in",
]

MOST_TOLD = 5  # keys that a message names
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
        with suppress(OSError):  # what cannot be removed now is so by the next command that writes here
            swap.sweep_within(self.kind, self.path)
            if self.path == self._whole:
                swap.sweep_beside(self.path)
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
    start: Path | None = None,
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
    start : Path, optional
        The file of the saved month that it begins with; each run inside keeps it, too.
    force : bool
        Whether what is there may be replaced. Nothing but a folder that Glasshouse wrote ever is, and a complete one
        is kept beside the new one until that is complete.

    Raises
    ------
    GlasshouseError
        If something else is there, somebody else is writing to it, or the disk refuses.
    """
    sides = sides or {}
    if tuple(sides) != kind.sides:
        raise ValueError(f"{kind} has the sides {kind.sides}, but these are {tuple(sides)}.")
    with (
        disk.kindly(f"The {kind.noun}", folder, "Nothing was kept of it."),
        swap.prepared(folder, force=force) as new,
    ):
        held = lock.taken(new)
        for name, (of_side, its_texts) in sides.items():
            (new / name).mkdir()
            _lay_out(RUN, new / name, of_side, its_texts)
        says = _lay_out(kind, new, info, texts)
        for run in [new / name for name in sides] or [new]:
            if start is not None:
                saved.hand_on(start, run / START)
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
    _require_unfinished(kind, folder)
    with disk.kindly(f"The {kind.noun}", folder, "It stays as it is."):
        held = lock.taken(folder)
        try:
            info = _require_unfinished(kind, folder)  # by now: somebody else may have finished it meanwhile
            for half in swap.halves(kind, folder):
                half.unlink()
        except BaseException:
            os.close(held)
            raise
    made.note(folder)
    return Folder(kind, folder, info, held)


def _require_unfinished(kind: Kind, folder: Path) -> dict[str, Any]:
    """What an unfinished folder says, after a look at all that it needs to go on."""
    info = about(kind, folder)
    if (side := _unfinished_side(folder)) is not None:
        raise GlasshouseError(side)
    if info["state"] == COMPLETE:
        swap.sweep(folder)
        raise GlasshouseError(
            f"{folder} is complete; there is nothing left to resume. Its report: {report(folder, _opener(kind, info))}"
        )
    _require_whole(kind, folder, info)
    _require_sides(kind, folder, info)
    for side_of in [folder / name for name in kind.sides]:  # it may be finished already, and is finished again
        _require_whole(RUN, side_of, about(RUN, side_of), inputs_alone=True)
    require_same_engine(info, folder)
    return info


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


def tables_in(folder: Path, info: Mapping[str, Any]) -> Callable[[str], pl.DataFrame]:
    """What reads a table of the complete folder by its name, from the very bytes whose digest its JSON holds.

    It raises a ``GlasshouseError`` if the table is gone or altered by then, or is none.
    """

    def table(name: str) -> pl.DataFrame:
        file = f"{TABLES}/{name}.parquet"
        raw = _as_written(folder, info, file)
        try:
            return pl.read_parquet(io.BytesIO(raw))
        except pl.exceptions.PolarsError as error:
            raise GlasshouseError(f"{folder} is damaged: {file} is no table. {_anew(info)}") from error

    return table


def kind_of(folder: Path) -> Kind:
    """What kind of folder this is; see :func:`glasshouse.storage.place.kind_of`."""
    swap.bring_back(folder)
    return place.kind_of(folder)


def refuse_what_is_there(folder: Path, *, force: bool = False) -> None:
    """Refuse a folder in which something is; see :func:`glasshouse.storage.place.refuse_what_is_there`."""
    swap.bring_back(folder)
    place.refuse_what_is_there(folder, force=force)


def about(kind: Kind, folder: Path) -> dict[str, Any]:
    """What the JSON in ``folder`` says, be it complete or not.

    Raises
    ------
    GlasshouseError
        If the folder is of no or another kind, or the JSON is damaged or of another version of the format.
    """
    refuse_a_fork_without_threads()
    swap.bring_back(folder)
    path = folder / kind.about
    if not folder.is_dir():
        raise GlasshouseError(f"There is no folder {folder}.")
    try:
        raw = disk.read(path)
        info = json.loads(raw, parse_constant=_no_number)
    except FileNotFoundError as error:
        raise GlasshouseError(none_of(kind, folder)) from error
    except OSError as error:
        raise GlasshouseError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise GlasshouseError(
            f"{path} is damaged: it is not JSON. The {kind.noun} cannot be trusted; make it anew."
        ) from error
    if not isinstance(info, dict) or info.get("kind") != kind.says:
        raise GlasshouseError(f"{folder} is not {kind}: its {kind.about} was written by another program.")
    _require_format(kind, folder, info)
    digests = info.pop(model.DIGESTS, None)
    edited = model.edited(info, digests)
    again = _anew({} if "command" in edited else info)
    try:
        kind.model(info).model_validate(info)
    except ValidationError as error:
        wrong = [
            (line, f"  line {line:>3}  {yamlfile.dotted(where)}: {text}")
            for where, text in yamlfile.sentences(error, info, kind.model(info))
            for line in [_line_in(raw, where)]
        ]
        told = yamlfile.refusal(str(path), wrong)
        raise GlasshouseError(
            f"{told}\nIt was not written like that, so the {kind.noun} is damaged. {again}"
        ) from error
    if edited:
        what = _told(edited, raw) if isinstance(digests, dict) else f"its {model.DIGESTS} are gone"
        raise GlasshouseError(f"{path} is not what was written: {what}. So the {kind.noun} cannot be trusted. {again}")
    return info


def _require_format(kind: Kind, folder: Path, info: Mapping[str, Any]) -> None:
    """Refuse a folder whose JSON says other things than this Glasshouse knows."""
    found = info.get("format")
    if isinstance(found, int) and found == kind.format:
        return
    if not isinstance(found, int):
        raise GlasshouseError(f"{folder / kind.about} is damaged: it does not say of which format it is. {_anew(info)}")
    when, engine = "an earlier" if found < kind.format else "a later", info.get("engine")
    version = engine.get("version") if isinstance(engine, dict) else None
    by, again = f" ({version})" if isinstance(version, str) else "", _anew(info)
    raise GlasshouseError(
        f"{folder} is {kind} of format {found}, which {when} Glasshouse wrote{by}; this one "
        f"({provenance.version()}) reads format {kind.format}. "
        f"Open it with the Glasshouse that made it, or {again[0].lower()}{again[1:]}"
    )


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number")


def _line_in(raw: bytes, where: yamlfile.Where) -> int:
    """The line of a part of a JSON; JSON is YAML, and what is not is told without lines."""
    try:
        return yamlfile.line_of(yamlfile.read_text(raw.decode(), "")[1], where)
    except (GlasshouseError, UnicodeDecodeError):
        return 1


def _told(keys: Sequence[str], raw: bytes) -> str:
    """Keys of a JSON as a message names them, with their lines."""
    shown = [f"{quoted(key)} (line {_line_in(raw, (key,))})" for key in keys[:MOST_TOLD]]
    return ", ".join(shown) + (f" and {len(keys) - MOST_TOLD} more" if len(keys) > MOST_TOLD else "")


def _anew(info: Mapping[str, Any]) -> str:
    """What to do if a folder cannot be trusted, with the command that made it, if that is known."""
    said = info.get("command")
    return f"Run it anew: {said}" if isinstance(said, str) and said else "Make it anew."


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
    old = swap.kept_beside(folder)
    kept = f" What it replaces is kept in {old} until it is." if old else ""
    return f"is not finished: {reached}.{kept} Go on with: {doing('resume', folder)}"


def _require_sides(kind: Kind, folder: Path, info: Mapping[str, Any]) -> None:
    for name in kind.sides:
        if not (folder / name / RUN.about).exists():
            raise GlasshouseError(f"{folder} is damaged: its side {name} is gone. Run it anew: {info['command']}")


def _require_whole(kind: Kind, folder: Path, info: Mapping[str, Any], *, inputs_alone: bool = False) -> None:
    """Refuse a folder of which a file is gone or altered."""
    again, is_complete = _anew(info), info["state"] == COMPLETE
    files = [name for name in info["files"] if not inputs_alone or name.startswith(f"{INPUTS}/")]
    expected = {f"{TABLES}/{name}.parquet" for name in kind.tables(info)} | {f"{one}/{RUN.about}" for one in kind.sides}
    for name in sorted(expected - set(files)) if is_complete and not inputs_alone else ():
        raise GlasshouseError(f"{folder} is damaged: its {kind.about} knows nothing of {name}. {again}")
    for name in files:
        _as_written(folder, info, name)


def _as_written(folder: Path, info: Mapping[str, Any], name: str) -> bytes:
    """A file of the folder, if it is the one that was written."""
    try:
        raw = disk.read(folder / name)
    except OSError as error:
        why = error.strerror or error
        raise GlasshouseError(f"{folder} is damaged: {name} cannot be read ({why}). {_anew(info)}") from error
    if provenance.sha256(raw) != info["files"].get(name):
        raise GlasshouseError(f"{folder} is damaged: {name} is not the file that was written. {_anew(info)}")
    return raw


def _write_about(kind: Kind, folder: Path, info: Mapping[str, Any]) -> None:
    """Write the JSON of a folder, if it is what its model knows, with a digest of each key."""
    said = json.loads(json.dumps(info))
    kind.model(said).model_validate(said)
    text = json.dumps(model.with_digests(said), indent=2, ensure_ascii=False)
    disk.replace(folder / kind.about, [text.encode(errors="backslashreplace"), b"\n"])  # names that are no UTF-8


def _checkpoints(folder: Path) -> list[tuple[int, Path]]:
    """(month or seed, file) of every checkpoint, the last first."""
    there = folder / CHECKPOINTS
    found = [(_CHECKPOINT.fullmatch(path.name), path) for path in (there.iterdir() if there.is_dir() else ())]
    return sorted(((int(name[1]), path) for name, path in found if name), reverse=True)
