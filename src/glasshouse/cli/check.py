"""``glasshouse check``: whether a file of rules may run, whether its examples come out, and what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from glasshouse.base.advice import command
from glasshouse.base.errors import GlasshouseError, count_of
from glasshouse.cli import screen
from glasshouse.cli.options import AsJson, Form, Format

if TYPE_CHECKING:
    from glasshouse.observe.catalogue import Catalogue
    from glasshouse.scheme.check.faults.finding import Finding
    from glasshouse.scheme.language.model import Scheme
    from glasshouse.scheme.library.found import Change, Found
    from glasshouse.scheme.trial.bench import Trial

WHOLE = "whole file"
LATER = {"variants": "variants are checked", "tests": "examples are tried"}
"""What is looked at only in a scheme that can be read, by its key."""
_PLACED = re.compile(r"^ +line +(?P<line>[\d,]+) +(?P<where>[\w.\[\]?-]+|whole file): (?P<message>.*)$")
_LINED = re.compile(r"^ +line +(?P<line>[\d,]+) +(?P<message>.*)$")


class Told(NamedTuple):
    """One finding as an editor reads it; lines and columns count from 1."""

    file: str
    line: int | None
    column: int | None
    level: str
    where: str
    message: str


@dataclass(frozen=True)
class Checked:
    """What checking a file came to."""

    file: str
    scheme: "Scheme | None" = None  # None if there is none that can be read
    catalogue: "Catalogue | None" = None
    findings: tuple[Told, ...] = ()
    trials: "tuple[Trial, ...]" = ()
    refusal: str = field(default="", repr=False)  # all errors as one text
    lines: tuple[str, ...] = ()  # warnings and notes as lines of text, with their level before them
    changed: "tuple[Change, ...]" = ()  # where the file, or what stands in its place, changes a scheme

    @property
    def runs(self) -> bool:
        """Whether nothing keeps it from running."""
        return not any(one.level == "error" for one in self.findings)


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file of rules, a patch file, or the id of a scheme.")],
    form: Form = Format.text,
    as_json: AsJson = False,
) -> None:
    """Check a file of rules, try its examples, and say in words what it does.

    Every problem is told at once, each with its line, as far as the rest can be read; examples are tried once the
    scheme may run. The exit status is 2 if it cannot, or if an example comes out otherwise than it says.

    glasshouse check my-rules.yaml

    glasshouse check my-rules.yaml --format json
    """
    found = examined(file)
    if as_json or form is Format.json:
        screen.print_json(plain(found))
        if not found.runs:
            raise typer.Exit(2)
        return
    if not found.runs or found.scheme is None or found.catalogue is None:
        screen.refuse(found.refusal)
        raise typer.Exit(2)
    _tell(found, found.scheme, found.catalogue)


def plain(found: Checked) -> dict[str, Any]:
    """What an editor is told."""
    failed = [one.at for one in found.trials if one.wrong]
    return {
        "file": found.file,
        "scheme": found.scheme.id if found.scheme else None,
        "changes": {one.path: one.after for one in found.changed},
        "runs": found.runs,
        "findings": [one._asdict() for one in found.findings],
        "examples": {"tried": len(found.trials), "failed": failed},
    }


def _tell(found: Checked, scheme: "Scheme", catalogue: "Catalogue") -> None:
    from glasshouse.scheme.explain.describe import described
    from glasshouse.scheme.language.reference import shown
    from glasshouse.studies.places import usual_files

    screen.say(described(scheme, catalogue))
    if found.changed:
        screen.say("\nChanged", style="bold")
        screen.say("\n".join(f"  {one}; as written: {shown(one.before)}" for one in found.changed))
    for level, heading in (("warning", "Worth a second look"), ("note", "To know")):
        lines = [line.removeprefix(level) for line in found.lines if line.startswith(level)]
        if lines:
            screen.say(f"\n{heading}", style="bold")
            screen.say("\n".join(lines))
    if found.trials:
        screen.say(f"\n{count_of(len(found.trials), 'example')} tried: each comes out as it says.")
    files = usual_files(scheme, catalogue)
    screen.say(f"\nFiles of a usual run hold {files.told} They fill {files.full.told}")
    screen.say_as_it_is(f"\nIt may run: {command('run', found.file)}")


def examined(file: str) -> Checked:
    """The file checked and its examples tried; what cannot be read is a finding, too."""
    from glasshouse.base.yamlfile import refusal
    from glasshouse.observe.library import load_catalogue
    from glasshouse.scheme.check.check import fitting, problems, warnings
    from glasshouse.scheme.library.patch import find
    from glasshouse.scheme.trial.trial import found_by, triable, tried

    try:
        named = find(file)
    except GlasshouseError as error:
        return _unread(file, error)
    scheme, path, lines = named.scheme, named.path, named.lines
    catalogue = fitting(scheme, load_catalogue())
    if named.changed:
        return _changed(file, named, catalogue)
    text = named.text.splitlines()
    found = problems(scheme, catalogue, lines)
    trials = tried(scheme, catalogue, among=triable(scheme, found))
    found += found_by(scheme, trials, lines)
    if not any(one.level == "error" for one in found):
        found = warnings(scheme, catalogue, lines) + found
    wrong = [(one.line or 1, str(one)) for one in found if one.level == "error"]
    told = _refusal(str(refusal(str(path), wrong)), scheme, trials) if wrong else ""
    return Checked(
        file, scheme, catalogue, tuple(_told(one, file, text) for one in found), tuple(trials),
        told, tuple(f"{one.level}{one}" for one in found),
    )  # fmt: skip


def _refusal(told: str, scheme: "Scheme", trials: "list[Trial]") -> str:
    """All errors, and whether there may be more once they are mended."""
    left = len(scheme.tests) - len(trials)
    return f"{told}\nIts {count_of(left, 'example')} will be tried once this is mended." if left else told


def _unread(file: str, error: GlasshouseError) -> Checked:
    """A file that is no scheme: all that is wrong with it, as far as it can be read, or what the error says."""
    from glasshouse.base.yamlfile import refusal
    from glasshouse.observe.library import load_catalogue
    from glasshouse.scheme.check.salvage import all_problems, as_problems
    from glasshouse.scheme.library.naming import text_of_scheme

    try:
        path, text = text_of_scheme(file)
        found = all_problems(text, str(path), load_catalogue())
    except GlasshouseError:
        found = []
    if not found:
        return Checked(file, findings=tuple(_from_text(str(error), file)), refusal=str(error))
    lines = text.splitlines()
    left = [said for key, said in LATER.items() if re.search(rf"(?m)^{key}:", text)]
    more = f"\nOnce it can be read, its {' and '.join(left)}." if left else ""
    told = f"{refusal(str(path), as_problems(found))}{more}"
    return Checked(file, findings=tuple(_told(one, file, lines) for one in found), refusal=told)


def _changed(file: str, named: "Found", catalogue: "Catalogue") -> Checked:
    """A scheme with changes checked: what they bring about, and no examples, which are of the scheme as written."""
    from glasshouse.scheme.library.found import require_fit, warnings_of

    try:
        require_fit(named, catalogue)
    except GlasshouseError as error:
        return Checked(file, named.scheme, catalogue, tuple(_from_text(str(error), file)), refusal=str(error))
    found = warnings_of(named, catalogue)
    return Checked(
        file, named.scheme, catalogue, tuple(_told(one, file, _text_of(Path(file))) for one in found),
        lines=tuple(f"{one.level}{one}" for one in found), changed=named.changed,
    )  # fmt: skip


def _told(found: "Finding", file: str, text: list[str]) -> Told:
    from glasshouse.base.yamlfile import dotted

    key = next((part for part in reversed(found.where) if isinstance(part, str)), None)
    column = _column(text, found.line, key)
    return Told(file, found.line, column, found.level, dotted(found.where), found.text)


def _from_text(refusal: str, file: str) -> Iterator[Told]:
    """The findings in the text of a refusal: its lines with a place, or the whole of it where it has none."""
    text, placed = _text_of(Path(file)), False
    for line in refusal.splitlines():
        found = _PLACED.match(line) or _LINED.match(line)
        if found is not None:
            placed, number = True, int(found["line"].replace(",", ""))
            where = found.groupdict().get("where") or WHOLE
            key = re.split(r"[.\[\]]+", where.rstrip("]"))[-1]
            yield Told(file, number, _column(text, number, key), "error", where, found["message"])
    if not placed:
        yield Told(file, None, None, "error", WHOLE, refusal)


def _text_of(path: Path) -> list[str]:
    """The lines of a file of rules; none if it is no such file."""
    from glasshouse.base.yamlfile import MOST_BYTES

    try:
        fits = path.is_file() and path.stat().st_size <= MOST_BYTES
        return path.read_text(encoding="utf-8-sig", errors="replace").splitlines() if fits else []
    except (OSError, ValueError):
        return []


def _column(text: list[str], line: int | None, key: str | None) -> int | None:
    """Where a key stands in its line; where the line's text begins, if it does not stand there."""
    if line is None or not 0 < line <= len(text):
        return None
    row = text[line - 1]
    found = re.search(rf"(?<![\w-]){re.escape(key)}\s*:", row) if key else None
    return (found.start() if found else len(row) - len(row.lstrip())) + 1
