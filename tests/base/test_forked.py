"""What was forked too late is refused, and does not wait for ever."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from glasshouse.base import forked

SCRIPT = """
    import multiprocessing as processes
    import sys

    import glasshouse as gh


    def live(seed):
        return gh.run(world="hamlet", scheme="none", months=1, people=600, seed=seed, threads=1).info["seed"]


    def look(folder):
        return gh.open_run(folder).info["seed"]


    def show(run):
        return run._repr_html_()[:3]


    def seen(work, *given):
        try:
            return work(*given)
        except gh.GlasshouseError as error:
            return str(error)


    if __name__ == "__main__":
        way, before, folder = sys.argv[1:]
        if before == "run":
            run = gh.run(world="hamlet", scheme="none", months=1, people=600, threads=1, out=folder)
        with processes.get_context(way).Pool(2) as pool:
            asked = [(live, 2), (look, folder), (show, run)] if before == "run" else [(live, 2), (live, 3)]
            found = pool.starmap_async(seen, asked)
            print(*found.get(60), sep="\\n")
"""


def told(tmp_path: Path, way: str, before: str) -> list[str]:
    """What two workers say that were started in some way, before or after a first run."""
    (tmp_path / "script.py").write_text(textwrap.dedent(SCRIPT))
    words = [sys.executable, tmp_path / "script.py", way, before, tmp_path / "kept"]
    return subprocess.run(words, capture_output=True, text=True, timeout=120, check=True).stdout.splitlines()


def test_workers_that_are_forked_before_any_run_give_results(tmp_path: Path):
    assert told(tmp_path, "fork", "nothing") == ["2", "3"]


def test_workers_that_are_forked_after_a_run_are_refused(tmp_path: Path):
    living, looking, showing = told(tmp_path, "fork", "run")
    assert living == looking == showing
    assert "get_context('spawn')" in living


def test_workers_that_are_started_afresh_after_a_run_give_results(tmp_path: Path):
    assert told(tmp_path, "spawn", "run")[:2] == ["2", "1"]


def test_a_process_that_was_not_forked_may_work_with_tables():
    assert not forked._FORKS.without_its_threads
    forked.refuse_a_fork_without_threads()


def test_what_is_forked_from_such_a_worker_is_refused_too(monkeypatch: pytest.MonkeyPatch):
    forks = forked._Forks()
    for works, wrong in ((False, False), (True, True), (False, True)):
        monkeypatch.setattr(forked, "_polars_works", lambda works=works: works)
        forks.look()
        forks.mark()
        assert forks.without_its_threads == wrong


def test_where_threads_cannot_be_seen_polars_counts_as_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(forked, "_THREADS", tmp_path / "none")
    monkeypatch.setitem(sys.modules, "polars", forked)
    assert forked._polars_works()
    monkeypatch.delitem(sys.modules, "polars")
    assert not forked._polars_works()
