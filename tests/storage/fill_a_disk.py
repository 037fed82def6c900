"""Writes a run to a disk that is too small for it, and prints what is said and what is left.

``mount``: a disk of memory of its own, one megabyte large (needs the right to mount). ``limit``: no file may
grow beyond 60 kB, which the system refuses in the same place and almost the same words.
"""

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import run_folders
from small_lived import SCHEME, WORLD, small_info

from glasshouse.base.errors import GlasshouseError
from glasshouse.measure.tally import Tallies


def main(folder: Path, how: str) -> None:
    if how == "mount":
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=True)
    else:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
    state = {"files": np.zeros(1_000_000, np.uint64)}
    with run_folders.begin(folder / "run", small_info(), {"scheme.yaml": SCHEME, "world.yaml": WORLD}) as run:
        try:
            run.checkpoint(1, state, [Tallies.for_months(1)], {})
        except GlasshouseError as error:
            print(error)
        assert not list((run.path / "checkpoints").iterdir())
    print(json.loads((folder / "run" / "run.json").read_text())["state"])
    print(sorted(path.name for path in folder.iterdir()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
