"""A folder that was edited by hand is told as such by everything that reads it, and never with a traceback."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

import glasshouse as gh
from glasshouse.cli import app
from glasshouse.storage import about
from glasshouse.studies.kept import kept_in

SIZE = {"world": "hamlet", "people": 600, "months": 3, "threads": 1}
NASTY: tuple[Any, ...] = (
    None, True, -1, 0, 2, 1.5, 1e9, 10**9, 10**30, "", "x", "../../x", "none", "9999-12", "\ud800", "0" * 64, [], [1],
    {}, {"a": 1}, ["people"], 1200,
)  # fmt: skip


class Made(NamedTuple):
    """A folder of one kind, and how it is opened and made ready to be lived again."""

    folder: Path
    about: str
    open: Callable[[Path], Any]
    ready: Callable[[Any], Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """A small folder of each kind."""
    at = tmp_path_factory.mktemp("made")
    two = ["rongcheng-2016", "none"]
    gh.run(scheme="rongcheng-2016+sesame:literature", out=at / "run", **SIZE)
    gh.compare(schemes=two, out=at / "compared", **SIZE)
    gh.ensemble(scheme="rongcheng-2016", seeds=2, out=at / "runs", **SIZE)
    gh.compare(schemes=two, seeds=2, out=at / "comparisons", **SIZE)

    def again(one: Any) -> Any:
        return kept_in(one.folder).again(one.folder, one.info)

    return {
        "run": Made(at / "run", "run.json", gh.open_run, again),
        "comparison": Made(at / "compared", "comparison.json", gh.open_comparison, again),
        "ensemble": Made(at / "runs", "ensemble.json", gh.open_ensemble, again),
        "ensemble of comparisons": Made(at / "comparisons", "ensemble.json", gh.open_twin_ensemble, again),
    }


KINDS = pytest.mark.parametrize("kind", ["run", "comparison", "ensemble", "ensemble of comparisons"])


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a JSON."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in below:
        yield (*at, key)
        yield from places(one, (*at, key))


def edits(said: dict[str, Any], chance: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """A JSON with one edit at each of its places: something gone, something new, or another value."""
    for place in places(said):
        edited = deepcopy(said)
        here: Any = edited
        for key in place[:-1]:
            here = here[key]
        value = chance.choice(NASTY)
        how = chance.random()
        if how < 0.2:
            del here[place[-1]]
        elif how < 0.3 and isinstance(here, dict):
            here[f"{place[-1]}-2"] = value
        elif value == here[place[-1]]:
            here[place[-1]] = [value]
        else:
            here[place[-1]] = value
        yield f"{place}: {value!r}", edited


def told(action: Callable[[], Any]) -> str | None:
    """The refusal of an action; None if it came to something. All else is a mistake of ours."""
    try:
        action()
    except gh.GlasshouseError as error:
        return str(error)
    return None


@KINDS
def test_no_edit_of_a_json_goes_unnoticed(made: dict[str, Made], kind: str, tmp_path: Path):
    one, folder = made[kind], tmp_path / "edited"
    shutil.copytree(one.folder, folder)
    for what, edited in edits(json.loads((folder / one.about).read_text()), random.Random(kind)):
        (folder / one.about).write_text(json.dumps(edited))
        said = told(lambda: one.open(folder))
        assert said is not None, what
        assert str(folder) in said


@KINDS
def test_whoever_forges_the_digests_as_well_is_refused_or_has_another_run(
    made: dict[str, Made], kind: str, tmp_path: Path
):
    """A seed that was forged is a seed; but nothing that no run has passes the model."""
    one, folder = made[kind], tmp_path / "forged"
    shutil.copytree(one.folder, folder)
    said = json.loads((folder / one.about).read_text())
    del said[about.DIGESTS]
    passed = 0
    for _, edited in edits(said, random.Random(f"forged {kind}")):
        if isinstance(edited.get("schemes"), list) and edited["schemes"]:
            edited["scheme"] = edited["schemes"][0]
        (folder / one.about).write_text(json.dumps(about.with_digests(edited)))
        passed += told(lambda: one.ready(one.open(folder))) is None
    assert passed > 0


@KINDS
def test_broken_bytes_of_a_json_are_told(made: dict[str, Made], kind: str, tmp_path: Path):
    one, folder, chance = made[kind], tmp_path / "broken", random.Random(kind)
    shutil.copytree(one.folder, folder)
    whole = (folder / one.about).read_bytes()
    for _ in range(60):
        at = chance.randrange(len(whole) - 1)
        flipped = whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]
        for raw in (whole[:at], flipped):
            (folder / one.about).write_bytes(raw)
            assert told(lambda: one.open(folder)) is not None or raw is flipped


COMMANDS = {
    "run": ("report F", "verify F", "explain F 17", "branch F --at 2", "compare same same --from F --at 2"),
    "comparison": ("report F", "verify F", "explain F 17"),
    "ensemble": ("report F", "verify F"),
    "ensemble of comparisons": ("report F", "verify F"),
}


@KINDS
def test_every_command_names_what_was_edited(made: dict[str, Made], kind: str, tmp_path: Path):
    one, folder = made[kind], tmp_path / "edited"
    shutil.copytree(one.folder, folder)
    said = json.loads((folder / one.about).read_text())
    (folder / one.about).write_text(json.dumps({**said, "seed": 7}))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for command in (*COMMANDS[kind], "resume F"):
        words = [str(folder) if word == "F" else word for word in command.split()]
        answer = CliRunner().invoke(app, words, env={"COLUMNS": "200"})
        assert answer.exit_code == 2, answer.output
        assert f"{one.about} is not what was written: 'seed' (line 1)" in answer.output, command
        assert isinstance(answer.exception, SystemExit), command
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_half_a_run_of_a_thousand_million_months_is_refused_before_anything_runs(
    made: dict[str, Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "half"
    shutil.copytree(made["run"].folder, folder)
    said = json.loads((folder / "run.json").read_text())
    del said[about.DIGESTS]
    for months in (1e9, 10**9):
        forged = about.with_digests({**said, "months": months, "state": "running"})
        (folder / "run.json").write_text(json.dumps(forged, indent=2))
        answer = CliRunner().invoke(app, ["resume", str(folder)], env={"COLUMNS": "200"})
        assert answer.exit_code == 2
        assert "months: is 1000000000" in answer.output
        assert not isinstance(answer.exception, TypeError | ValueError | MemoryError)


def test_a_side_that_was_edited_is_told_by_whoever_opens_the_comparison(made: dict[str, Made], tmp_path: Path):
    folder = tmp_path / "edited"
    shutil.copytree(made["comparison"].folder, folder)
    said = json.loads((folder / "a/run.json").read_text())
    (folder / "a/run.json").write_text(json.dumps({**said, "seed": 7}))
    assert "a/run.json is not the file that was written" in str(told(lambda: gh.open_comparison(folder)))
    assert "'seed'" in str(told(lambda: gh.open_run(folder / "a")))
