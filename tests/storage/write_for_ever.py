"""Writes one checkpoint after the other until it is killed; each holds its own month in every number."""

import sys
from itertools import count
from pathlib import Path

import numpy as np
import run_folders
from small_lived import SCHEME, WORLD, small_info

from glasshouse.measure.tally import Tallies


def main(folder: Path) -> None:
    with run_folders.begin(folder, small_info(), {"scheme.yaml": SCHEME, "world.yaml": WORLD}) as run:
        for month in count(1):
            tallies = Tallies.for_months(12)
            tallies.entered[:] = month
            run.checkpoint(month, {"files": np.full(500_000, month, np.uint64)}, [tallies], {})
            if month == 1:
                print("kept", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
