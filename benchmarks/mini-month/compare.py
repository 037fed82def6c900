"""Every program in turn, each in an environment that this script sets up, and a table of what they took.

python benchmarks/mini-month/compare.py FOLDER [--rounds 3] [--only numba laser ...]
"""

import argparse
import json
import statistics
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Peer(NamedTuple):
    """A program, what it needs besides NumPy, and how many people it simulates for some seconds."""

    needs: tuple[str, ...]
    people: int


PEERS = {
    "numba": Peer(("numba==0.68.1",), 1_024_000),
    "numpy": Peer((), 1_024_000),
    "laser": Peer(("laser-core==1.0.5",), 1_024_000),
    "glasshouse": Peer((str(HERE.parents[1]),), 1_024_000),
    "starsim": Peer(("starsim==3.7.2",), 204_800),
    "polars": Peer(("polars==2.1.0",), 204_800),
    "mesa": Peer(("mesa==3.3.1",), 51_200),
}


def python_of(folder: Path, name: str) -> Path:
    """The interpreter of a peer's environment, made if it is not there."""
    home = folder / name
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "numpy", *PEERS[name].needs], check=True)
    return python


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the environments are, or are made")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=PEERS, default=list(PEERS))
    given = parser.parse_args()
    pythons = {name: python_of(given.folder, name) for name in given.only}
    took: dict[str, list[float]] = {name: [] for name in given.only}
    for seed in range(1, given.rounds + 1):
        for name, python in pythons.items():
            command = [python, HERE / f"{name}_month.py", "--people", str(PEERS[name].people), "--seed", str(seed)]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            found = json.loads(said.splitlines()[-1])
            took[name].append(found["cpu_ns"])
            print(f"{name:12}{found['cpu_ns']:8.1f}  {found['standard_errors']}", flush=True)
    for name, each in sorted(took.items(), key=lambda one: statistics.median(one[1])):
        print(f"{name:12}{statistics.median(each):8.1f} ns a person-month ({min(each):.1f} to {max(each):.1f})")


if __name__ == "__main__":
    main()
