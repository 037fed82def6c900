"""A month from which a run can go on: every array that changes, in one file that knows whether it is whole.

The file is a line that names the format, a line of JSON that lists the arrays, their bytes one after another,
and the SHA-256 of all that as the last 32 bytes. Arrays are written from where they lie and read to where
they shall lie, so that the state of a nation needs no second copy in memory. Counts, which are many and
small, are kept as narrow as they allow and without the months that are yet to come.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

from glasshouse.measure.tally import Tallies
from glasshouse.storage import disk

Arrays = dict[str, npt.NDArray[Any]]

_MAGIC = b"glasshouse checkpoint 4\n"
_DIGEST = 32
_PIECE = 1 << 24
_LONGEST_HEADER = 1 << 20


class TornError(Exception):
    """A file that is not a whole checkpoint: cut short, altered, or something else."""


class Checkpoint(NamedTuple):
    """What a run holds on the first of a month: months lived so far, and all that the next month reads."""

    month: int  # of an ensemble: seeds
    state: Arrays
    tallies: list[Tallies]  # of each scheme
    panel: Arrays
    notes: Mapping[str, Any] = MappingProxyType({})  # a few values that JSON can hold


def below(prefix: str, arrays: Arrays) -> Arrays:
    """The arrays whose names begin with ``prefix``, by the rest of their names."""
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def write(path: Path, held: Checkpoint) -> None:
    """Keep ``held`` in the file ``path``, whole or not at all.

    Raises
    ------
    OSError
        If the disk refuses; then ``path`` is as it was before.
    """
    disk.replace(path, _pieces(held))


def read(path: Path) -> Checkpoint:
    """The checkpoint in the file ``path``.

    Raises
    ------
    TornError
        If the file is not whole; also if it cannot be read at all.
    """
    try:
        with path.open("rb") as file:
            return _checkpoint(*_read(file, path.stat().st_size))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, MemoryError) as error:
        raise TornError(f"{path.name}: {error}") from error


def digest_of(path: Path) -> str:
    """The SHA-256 that ends the checkpoint in the file ``path``, in hexadecimal; :func:`read` says if it is true.

    Raises
    ------
    OSError
        If there is no such file, or it is too short for one.
    """
    with path.open("rb") as file:
        file.seek(-_DIGEST, 2)
        return file.read(_DIGEST).hex()


def narrowed(counts: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    """The rows of ``counts`` up to the last that holds anything, in the narrowest type that holds them.

    >>> narrowed(np.array([[0, 7], [300, 0], [0, 0]]))
    array([[  0,   7],
           [300,   0]], dtype=uint16)
    """
    filled = np.flatnonzero(counts.any(axis=tuple(range(1, counts.ndim))))
    rows = counts[: filled[-1] + 1 if filled.size else 0]
    low, high = (int(rows.min()), int(rows.max())) if rows.size else (0, 0)
    return rows.astype(np.result_type(np.min_scalar_type(low), np.min_scalar_type(high)))


def _named(held: Checkpoint) -> Arrays:
    tallies = {
        f"tallies/{turn}/{name}": narrowed(getattr(tally, name))
        for turn, tally in enumerate(held.tallies)
        for name in Tallies.COUNTS
    }
    state = {f"state/{name}": array for name, array in held.state.items()}
    return state | tallies | {f"panel/{name}": array for name, array in held.panel.items()}


def _checkpoint(header: Mapping[str, Any], arrays: Arrays) -> Checkpoint:
    def under(prefix: str) -> Arrays:
        return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}

    sizes = zip(header["months"], header["kinds"], strict=True)
    tallies = [Tallies.for_months(int(months), kinds=int(kinds)) for months, kinds in sizes]
    for name, counts in under("tallies/").items():
        turn, _, field = name.partition("/")
        getattr(tallies[int(turn)], field)[: len(counts)] = counts
    return Checkpoint(int(header["month"]), under("state/"), tallies, under("panel/"), header.get("notes", {}))


def _pieces(held: Checkpoint) -> Iterator[disk.Piece]:
    arrays = _named(held)
    listed = [{"name": name, "dtype": one.dtype.str, "shape": one.shape} for name, one in arrays.items()]
    months = [len(tally.events) for tally in held.tallies]
    kinds = [len(tally.moved_points) for tally in held.tallies]
    about: dict[str, Any] = {"month": held.month, "months": months, "kinds": kinds, "arrays": listed}
    if held.notes:
        about["notes"] = dict(held.notes)
    header = json.dumps(about).encode() + b"\n"
    digest = hashlib.sha256(_MAGIC + header)
    yield _MAGIC + header
    for array in arrays.values():
        for piece in _in_pieces(np.ascontiguousarray(array)):
            digest.update(piece)
            yield piece
    yield digest.digest()


def _in_pieces(array: npt.NDArray[Any]) -> Iterator[memoryview]:
    flat = array.reshape(-1).view(np.uint8).data
    for start in range(0, array.nbytes, _PIECE):
        yield flat[start : start + _PIECE]


def _read(file: BinaryIO, size: int) -> tuple[dict[str, Any], Arrays]:
    magic, header = file.readline(len(_MAGIC)), file.readline(_LONGEST_HEADER)
    if magic != _MAGIC:
        raise ValueError("is not a checkpoint of this format")
    about = json.loads(header)
    shapes = [(one["name"], np.dtype(one["dtype"]), tuple(one["shape"])) for one in about["arrays"]]
    expected = sum(dtype.itemsize * int(np.prod(shape, dtype=object)) for _, dtype, shape in shapes)
    if size != len(magic) + len(header) + expected + _DIGEST:
        raise ValueError(f"has {size:,} bytes, which is not what it announces")
    digest = hashlib.sha256(magic + header)
    arrays = {name: _filled(np.empty(shape, dtype), file, digest) for name, dtype, shape in shapes}
    if file.read(_DIGEST) != digest.digest():
        raise ValueError("has another digest than it announces")
    return about, arrays


def _filled(array: npt.NDArray[Any], file: BinaryIO, digest: Any) -> npt.NDArray[Any]:
    for piece in _in_pieces(array):
        if file.readinto(piece) != len(piece):  # type: ignore[attr-defined]
            raise ValueError("ends early")
        digest.update(piece)
    return array
