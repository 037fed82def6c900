"""Damages what the compiler kept, again and again, and demands each time the right answer and a whole cache after it.

``python tests/base/damage_the_cache.py ROUNDS [MONTHS]``: so many rounds with a small function, a second or so for
twenty; then so many with the month of a run, half a minute each.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np

from glasshouse.base import cache
from glasshouse.base.compiled import CACHE, chunk, scalar

RUN = ("from glasshouse.cli import main; main()", "run", "none", "--world", "hamlet", "--months", "2", "--no-report")


@scalar
def three_times(x):
    return np.int64(3 * x)


def tripled(numbers):
    for i in range(len(numbers)):
        numbers[i] = three_times(numbers[i])


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The data cut short, emptied, grown, with bytes changed, or with a piece of itself elsewhere."""
    at, other = sorted(chance.randrange(len(data)) for _ in range(2))
    flips = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 100))):
        flips[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    changed = [
        b"",
        data[:at],
        data[at:] or b"\0",
        data + b"\0",
        data[:at] + bytes(other - at + 1) + data[other + 1 :],
        data[:at] + chance.randbytes(16) + data[at:],
        data[:at] + data[other:] if at < other else data[:-1],
        bytes(flips),
    ]
    found = chance.choice(changed)
    return b"" if found == data else found


def was_kept() -> bool:
    """Whether the function, as a new process would find it, was kept; after a look at what it gives."""
    made, numbers = chunk(tripled), np.arange(4)
    made(numbers)
    assert numbers.tolist() == [0, 3, 6, 9]
    return bool(sum(made.stats.cache_hits.values()))


def damage(base: Path, rounds: int, pattern: str, again: Callable[[], bool]) -> None:
    """Damage a file of the cache in ``base`` and ask ``again``, so many times."""
    chance = random.Random(rounds)
    again()
    for turn in range(rounds):
        file = chance.choice(sorted((base / "glasshouse" / CACHE).glob(pattern)))
        file.write_bytes(damaged(file.read_bytes(), chance))
        assert cache.kept(file) is None, (turn, file)
        assert not again(), turn
        assert cache.kept(file) is not None, (turn, file)
        assert again(), turn


class Months:
    """A command that lives two months, and what its tables came to when nothing was damaged."""

    def __init__(self, base: Path) -> None:
        self.base, self.first = base, ""

    def lived(self) -> bool:
        """Whether nothing had to be compiled; after a look at the tables."""
        folder = self.base / "run"
        words = [sys.executable, "-c", *RUN, "--force", "--out", str(folder)]
        before = self.changed()
        subprocess.run(words, check=True, capture_output=True)
        tables = "".join(sha256(one.read_bytes()).hexdigest() for one in sorted((folder / "tables").iterdir()))
        self.first = self.first or tables
        assert tables == self.first
        return self.changed() == before

    def changed(self) -> list[int]:
        """When each file of the cache was written."""
        return [one.stat().st_mtime_ns for one in sorted((self.base / "glasshouse").glob("*/*"))]


def main(rounds: int, months: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        damage(Path(folder), rounds, "*tripled*", was_kept)
        if months:
            damage(Path(folder), months, "glasshouse.*", Months(Path(folder)).lived)
    print(f"{rounds} small functions and {months} months: all found out, all compiled again, all with the same answer")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
