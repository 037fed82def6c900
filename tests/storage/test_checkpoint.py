"""A checkpoint comes back as it was, or is known to be torn."""

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import pytest
from small_lived import MONTHS, small_panel, small_tallies

from glasshouse.measure.tally import Tallies
from glasshouse.storage import checkpoint
from glasshouse.storage.checkpoint import Checkpoint, TornError


def held(month: int = 12) -> Checkpoint:
    random = np.random.default_rng(1)
    state = {
        "files": random.integers(0, 2**63, 4096).astype(np.uint64),
        "balance": random.integers(-900, 900, 1024).astype(np.int16),
        "none": np.zeros(0, np.uint32),
        "one": np.array(7, np.int64),
        "strided": np.arange(20, dtype=np.float32)[::2],
    }
    return Checkpoint(month, state, [small_tallies(), Tallies.for_months(MONTHS)], small_panel())


def same(some: Checkpoint, other: Checkpoint) -> bool:
    arrays = [
        (some.state, other.state),
        (some.panel, other.panel),
        *[
            ({name: getattr(one, name)}, {name: getattr(two, name)})
            for one, two in zip(some.tallies, other.tallies, strict=True)
            for name in Tallies.COUNTS
        ],
    ]
    return some.month == other.month and all(
        a.keys() == b.keys() and all(a[name].dtype == b[name].dtype and np.array_equal(a[name], b[name]) for name in a)
        for a, b in arrays
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    checkpoint.write(tmp_path / "month-0012", held())
    return tmp_path / "month-0012"


def test_what_was_kept_comes_back_bit_for_bit(path: Path):
    assert same(checkpoint.read(path), held())


def test_a_few_notes_come_back_with_the_arrays(path: Path):
    assert checkpoint.read(path).notes == {}
    checkpoint.write(path, held()._replace(notes={"seeds": [1, 5], "method": "t"}))
    assert checkpoint.read(path).notes == {"seeds": [1, 5], "method": "t"}
    assert same(checkpoint.read(path), held())


def test_what_comes_back_can_be_gone_on_with(path: Path):
    back = checkpoint.read(path)
    back.state["files"][0] += np.uint64(1)
    back.tallies[0].people[0, 0, 0] += 1


def test_a_checkpoint_takes_little_more_place_than_the_state_of_people(path: Path):
    state = sum(array.nbytes for array in held().state.values())
    counts = sum(getattr(small_tallies(), name).nbytes for name in Tallies.COUNTS)
    assert path.stat().st_size - state < counts / 5


@pytest.mark.parametrize("largest", [0, 1, 255, 256, 70_000, 2**40, -1, -200, -(2**33)])
def test_counts_are_kept_narrow_and_come_back_whole(tmp_path: Path, largest: int):
    tallies = Tallies.for_months(5)
    tallies.moved_points[3] = largest
    tallies.people[4, 7, 1] = abs(largest)
    checkpoint.write(tmp_path / "narrow", Checkpoint(4, {}, [tallies], {}))
    assert same(checkpoint.read(tmp_path / "narrow"), Checkpoint(4, {}, [tallies], {}))


@pytest.mark.parametrize("kept", [0, 1, 20, 300, 5_000, -33, -1])
def test_a_checkpoint_cut_short_is_torn(path: Path, kept: int):
    os.truncate(path, kept if kept >= 0 else path.stat().st_size + kept)
    with pytest.raises(TornError):
        checkpoint.read(path)


@pytest.mark.parametrize("at", [3, 40, 5_000, -40, -1])
def test_a_checkpoint_of_which_one_bit_fell_over_is_torn(path: Path, at: int):
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)
    with pytest.raises(TornError):
        checkpoint.read(path)


def test_a_checkpoint_with_something_behind_it_is_torn(path: Path):
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(TornError, match="not what it announces"):
        checkpoint.read(path)


def test_a_checkpoint_that_is_not_there_is_torn(tmp_path: Path):
    with pytest.raises(TornError):
        checkpoint.read(tmp_path / "nothing")


@pytest.mark.parametrize(
    "header",
    [
        b"not json",
        b"[]",
        b'{"arrays": 3}',
        b'{"month": 1, "arrays": [{"name": "x", "dtype": "<u8", "shape": [-1]}]}',
        b'{"month": 1, "arrays": [{"name": "x", "dtype": "O", "shape": [1]}]}',
        b'{"month": 1, "arrays": [{"name": "x", "dtype": "nonsense", "shape": [1]}]}',
        b'{"month": 1, "arrays": [{"name": "x", "dtype": "<u8", "shape": [99999999999999]}]}',
        b'{"month": 1, "arrays": []}',
        b'{"month": 1, "months": 5, "schemes": "many", "arrays": []}',
        b'{"month": 1, "months": 5, "schemes": 1, "arrays": [{"name": "tallies/7/x", "dtype": "<u8", "shape": [0]}]}',
        b'{"month": 1, "months": 99999999999999, "arrays": []}',
        b'{"month": 1, "months": -5, "arrays": []}',
    ],
)
def test_a_hostile_header_is_torn_and_takes_no_memory(tmp_path: Path, header: bytes):
    path = tmp_path / "month-0001"
    path.write_bytes(b"glasshouse checkpoint 4\n" + header + b"\n" + bytes(32))
    with pytest.raises(TornError):
        checkpoint.read(path)


def test_an_array_that_would_not_fit_in_one_piece_is_whole(tmp_path: Path):
    large = Checkpoint(1, {"files": np.arange(5_000_000, dtype=np.uint64)}, [small_tallies()], {})
    checkpoint.write(tmp_path / "large", large)
    assert same(checkpoint.read(tmp_path / "large"), large)


def test_the_header_can_be_read_without_glasshouse(path: Path):
    magic, header, _ = path.read_bytes().split(b"\n", 2)
    assert magic == b"glasshouse checkpoint 4"
    assert json.loads(header)["month"] == 12
    assert json.loads(header)["arrays"][0] == {"name": "state/files", "dtype": "<u8", "shape": [4096]}


def test_a_checkpoint_of_the_format_before_is_torn(path: Path):
    path.write_bytes(path.read_bytes().replace(b"glasshouse checkpoint 4", b"glasshouse checkpoint 3", 1))
    with pytest.raises(TornError, match="not a checkpoint of this format"):
        checkpoint.read(path)


def test_the_counts_of_each_scheme_come_back_as_its_own(path: Path):
    first, second = checkpoint.read(path).tallies
    assert first.people.any()
    assert not second.people.any()


def test_the_digest_that_ends_a_file_is_that_of_all_before_it(path: Path):
    whole = path.read_bytes()
    assert checkpoint.digest_of(path) == hashlib.sha256(whole[:-32]).hexdigest()
    path.write_bytes(b"short")
    with pytest.raises(OSError, match="Invalid argument"):
        checkpoint.digest_of(path)
