"""The pages people read (README, CONTRIBUTING, docs): what they mention, what they show, and if it is so.

`python scripts/pages.py` runs every example of the pages and writes today's numbers into what they print. The
contract test `tests/contracts/test_docs.py` runs the same examples and fails where a page says otherwise.
"""

import contextlib
import doctest
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typer.main
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
WIDTH = "100"  # columns that the pages show

NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
PIECES = re.compile(rf"(\.\.\.|\s+|{NUMBER.pattern})")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    language: str
    text: str
    line: int  # of its first line, from 0


@dataclass(frozen=True)
class Page:
    """One page: its blocks, and the pieces of code and links in its prose."""

    path: Path
    blocks: tuple[Block, ...]
    codes: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A command that a page shows, and what the page says that it prints."""

    command: str
    output: str
    line: int  # of the first line of the output, from 0
    lines: int


def paths() -> list[Path]:
    """The path of every page, in order."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return [path for path in sorted(found) if "_build" not in path.parts]


def pages() -> list[Page]:
    """Every page, in the order of its path."""
    return [read(path) for path in paths()]


@cache
def read(path: Path) -> Page:
    """The page in the Markdown file ``path``."""
    blocks, codes, links = [], [], []
    for token in _every(MarkdownIt("commonmark").enable("table").parse(path.read_text())):
        if token.type == "fence" and token.map:
            blocks.append(Block(token.info.strip(), token.content, token.map[0] + 1))
        elif token.type == "code_inline":
            codes.append(token.content)
        elif token.type in {"link_open", "image"}:
            links.append(str(token.attrGet("href") or token.attrGet("src")))
    return Page(path, tuple(blocks), tuple(codes), tuple(links))


def _every(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _every(token.children or [])


def shown(block: Block) -> list[Shown]:
    """The commands after a ``$`` in a console block, each with the output below it."""
    found: list[Shown] = []
    lines = block.text.splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        first = start + 1
        while lines[first - 1].endswith("\\"):
            first += 1
        command = " ".join(line.rstrip("\\").strip() for line in lines[start:first]).removeprefix("$ ")
        found.append(Shown(command, "\n".join(lines[first:end]).rstrip(), block.line + first, end - first))
    return found


def commands(app: typer.Typer) -> dict[str, Any]:
    """The commands of a Typer application by name, each with its ``params``."""
    return dict(getattr(typer.main.get_command(app), "commands"))  # noqa: B009 - a group has them, its type does not say


def glasshouse(command: str) -> tuple[int, str]:
    """Exit code of a ``glasshouse`` command, run in this process, and its output or what it refuses."""
    from glasshouse.cli import main

    code, output, told = 0, io.StringIO(), io.StringIO()
    given, sys.argv = sys.argv, words_of(command)
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(told):
            main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.argv = given
    return code, (told if code == 2 else output).getvalue()


def words_of(command: str) -> list[str]:
    """The words of a command line, without its comment."""
    return command.split("  #")[0].split()


def pattern(text: str, *, numbers: bool = False) -> re.Pattern[str]:
    """What output has to look like: ``...`` stands for anything, a space for any space.

    With ``numbers`` a number stands for any number. Every number and every space is a group then.

    >>> bool(pattern("3 people ... AAA").fullmatch("3  people of grade AAA"))
    True
    >>> [bool(pattern("3 people", numbers=free).fullmatch("4 people")) for free in (False, True)]
    [False, True]
    """
    parts = []
    for piece in PIECES.split(text.strip("\n").rstrip()):
        if piece == "...":
            parts.append(r"(?:.*?)")
        elif piece.isspace():
            parts.append(r"(\s+)")
        elif numbers and NUMBER.fullmatch(piece):
            parts.append(f"({NUMBER.pattern})")
        else:
            parts.append(re.escape(piece))
    return re.compile(r"\s*" + "".join(parts) + r"\s*", re.DOTALL)


def renewed(said: str, printed: str) -> str | None:
    """``said`` brought up to date with ``printed``; None if it leaves lines out and more than numbers differ.

    >>> renewed("people   5 ... at the end", "people  12 in grade A at the end")
    'people  12 ... at the end'
    """
    found = pattern(said, numbers=True).fullmatch(printed)
    if found is not None:
        now = iter(found.groups())
        pieces = ["...", *PIECES.split(said.strip("\n").rstrip()), "..."]
        for at, piece in enumerate(pieces):
            if piece.isspace() or NUMBER.fullmatch(piece):
                value = next(now)
                beside = {one for one in pieces[max(at - 2, 0) : at + 3] if one} & {"..."}
                pieces[at] = piece if piece.isspace() and beside else value
        return "".join(pieces[1:-1])
    rows = said.splitlines()
    if any(row.strip() == "..." for row in rows):
        return None
    elastic = [row for row in rows if "..." in row]
    return "\n".join(
        next((row for row in elastic if pattern(row).fullmatch(line)), line)
        for line in printed.strip("\n").splitlines()
    )


@contextlib.contextmanager
def elsewhere() -> Iterator[Path]:
    """An empty folder to run a page's examples in, and a terminal of known width."""
    here, environment = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ.update(COLUMNS=WIDTH, NO_COLOR="1", TERM="dumb")
        try:
            yield Path(folder)
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(environment)


def run(page: Page) -> Iterator[tuple[Shown, int, str]]:
    """Run what a page shows, in its order; yields each ``glasshouse`` command with its exit code and output.

    Python blocks share one namespace. A YAML block whose first line is a comment with a file name becomes
    that file.

    Raises
    ------
    AssertionError
        If a Python block prints something else than the page says.
    """
    names: dict[str, Any] = {}
    for block in page.blocks:
        if block.language == "console":
            for one in shown(block):
                if one.command.startswith("glasshouse "):
                    yield one, *glasshouse(one.command)
        elif block.language == "python":
            _run_python(block, page, names)
        elif block.language == "yaml" and (name := re.match(r"# ([\w-]+\.yaml)\n", block.text)):
            Path(name[1]).write_text(block.text)


def _run_python(block: Block, page: Page, names: dict[str, Any]) -> None:
    where = f"{page.path.name}, line {block.line}"
    if not block.text.startswith(">>>"):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(block.text, where, "exec"), names)
        return
    example = doctest.DocTestParser().get_doctest(block.text, names, where, str(page.path), block.line)
    report = io.StringIO()
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    failed = doctest.DocTestRunner(optionflags=flags).run(example, out=report.write, clear_globs=False).failed
    names.update(example.globs)
    assert not failed, report.getvalue()


def main() -> int:
    """Write today's numbers into every page."""
    left = 0
    for page in pages():
        lines = page.path.read_text().splitlines()
        with elsewhere():
            changes = [(one, renewed(one.output, text)) for one, _, text in run(page) if one.output]
        for one, text in reversed(changes):
            place = f"{page.path.relative_to(ROOT)}:{one.line}: '{one.command}'"
            if text is None:
                left += 1
                print(f"{place} prints something else. Write it anew.")
            elif text != one.output:
                lines[one.line : one.line + one.lines] = [row.rstrip() for row in text.splitlines()]
                print(f"{place} has new numbers.")
        page.path.write_text("\n".join(lines) + "\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
