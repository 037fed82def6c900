"""What a reference says, word by word: ``sesame:literature,rules.x.points=-5+court-list``."""

import re
from pathlib import Path
from typing import NamedTuple

from glasshouse.base.errors import LONGEST_NAME, GlasshouseError, quoted
from glasshouse.base.yamlfile import read_text

_QUOTED = r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'"""
_WHOLE_VALUE = re.compile(rf"(?<==)\s*(?:{_QUOTED}|\[(?:[^\]\"']|{_QUOTED})*\]|\+(?=[\d.])|[-+]?[\d.]+[eE]\+(?=\d))")
"""What follows a '=' and holds marks that divide nothing: quotes, a list, the sign of a number or of its exponent."""
_NOTHING_NAMED = re.compile(r"\+\s*(?:$|[,+=])")  # as in age=18+, after which no scheme is named
_COMMENT = re.compile(r"(?:^|\s)#")
_LINE = re.compile(r"^ *line +[\d,]+ +(?:whole file: )?")
LONGEST_SHOWN = 80  # letters of a value that a message or a page repeats


class Reference(NamedTuple):
    """One scheme as somebody names it."""

    name: str  # an id or a path
    variant: str | None
    changes: dict[str, object]  # by path; None leaves out what stands there


def reference(text: str, folder: Path = Path()) -> Reference:
    """What ``NAME``, ``NAME:VARIANT``, ``NAME:path=value,path=value`` or ``NAME:VARIANT,path=value`` says.

    A path that exists, from ``folder``, is a name, whatever it holds. Values are read as YAML; one with a comma stands
    in quotes or, if it is a list, in brackets. No value leaves out what stands there.

    >>> reference("sesame:literature,known_to.value=0.3").changes
    {'known_to.value': 0.3}

    Raises
    ------
    GlasshouseError
        If a part of it is no change, or its value no YAML; every such part is told.
    """
    name, tail = _name_and_tail(text, folder)
    if tail is None:
        return Reference(name, None, {})
    variant, wrong = None, []
    changes: dict[str, object] = {}
    for at, said in enumerate(divided(tail, ",")):
        path, equals, value = (one.strip() for one in said.partition("="))
        try:
            if equals:
                _refuse_path(path, said, changes)
                changes[path] = value_of(value)
            elif path and at == 0:
                variant = path
            else:
                raise GlasshouseError(_no_change(name, path, changes))
        except GlasshouseError as error:
            wrong.append(f"  {path!r}: {error}" if equals and path else f"  {error}")
    if wrong:
        raise GlasshouseError("\n".join([f"What is to change in {name} is not all clear:", *wrong]))
    return Reference(name, variant, changes)


def divided(text: str, mark: str, folder: Path = Path()) -> list[str]:
    """The parts of a text between the marks that divide it: those outside of values in quotes or brackets.

    A plus sign divides only where a name follows it, and not in the path of a file that exists; paths lead from
    ``folder``.

    >>> divided("a:points=+20,where.age=18+ + b", "+")
    ['a:points=+20,where.age=18+', 'b']
    """
    parts, begin, at = [], 0, _past_a_file(text, 0, folder) if mark == "+" else 0
    while at < len(text):
        if kept := _WHOLE_VALUE.match(text, at):
            at = kept.end()
        else:
            of_a_value = mark == "+" and _NOTHING_NAMED.match(text, at) and "=" in text[begin : at + 2]
            if text[at] == mark and not of_a_value:
                parts.append(text[begin:at].strip())
                begin = at + 1
                at = _past_a_file(text, begin, folder) if mark == "+" else begin
            else:
                at += 1
    return [*parts, text[begin:].strip()]


def value_of(text: str) -> object:
    """A value as one types it: a YAML number, word, truth, quoted text or list of these; None if it is empty.

    >>> value_of("-200"), value_of("null"), value_of("[self, 'a, b']"), value_of("010")
    (-200, None, ['self', 'a, b'], '010')

    Raises
    ------
    GlasshouseError
        If it is none.
    """
    if text[:1] not in ("'", '"', "[") and _COMMENT.search(text):
        raise GlasshouseError("a '#' begins a comment in YAML. Put the value in quotes.")
    try:
        value, _ = read_text(text, "the value")
    except GlasshouseError as error:
        told = [_LINE.sub("", line) for line in str(error).splitlines() if _LINE.match(line)]
        raise GlasshouseError("; ".join(told) or str(error)) from error
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value)):
        raise GlasshouseError(f"{quoted(text)} is a block; a change gives one value, or a list of values.")
    return value


def shown(value: object) -> str:
    """A value as one would type it, shortened if it is long.

    >>> shown(-200), shown(True), shown(["self", 3]), shown({"value": 0.5}), shown("18+"), shown(None)
    ('-200', 'true', '[self, 3]', '{value: 0.5}', '18+', 'nothing')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        text = f"[{', '.join(map(shown, value))}]"
    elif isinstance(value, dict):
        text = f"{{{', '.join(f'{key}: {shown(one)}' for key, one in value.items())}}}"
    else:
        text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 3]}..."


def is_file(path: str | Path) -> bool:
    """Whether a plain file stands there; no, if no file can have such a name."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def _past_a_file(text: str, begin: int, folder: Path) -> int:
    """Where the path of a file that begins at ``begin`` ends: before a '+', a ':' or the end; else ``begin``."""
    ends = [len(text), *(found.start() for found in re.finditer(r"[+:]", text) if found.start() > begin)]
    paths = [end for end in ends if (path := text[begin:end].strip()) and is_file(folder / path)]
    return max(paths, default=begin)


def _name_and_tail(text: str, folder: Path) -> tuple[str, str | None]:
    """What stands before and after the colon that ends the name; None if there is no such colon."""
    colons = [] if is_file(folder / text) else [found.start() for found in re.finditer(":", text)]
    if not colons:
        if "=" in text and not is_file(folder / text):
            raise GlasshouseError(f"{quoted(text)} names no scheme to change. Write SCHEME:path=value.")
        return text, None
    at = next((at for at in colons if is_file(folder / text[:at].strip())), colons[0])
    name, tail = text[:at].strip(), text[at + 1 :]
    if not name or not tail.strip():
        missing = "before" if not name else "after"
        raise GlasshouseError(
            f"{quoted(text)} says nothing {missing} the colon. Write SCHEME:VARIANT or SCHEME:path=value."
        )
    return name, tail


def _refuse_path(path: str, said: str, changes: dict[str, object]) -> None:
    if not path:
        raise GlasshouseError(f"{quoted(said.strip())} does not say what is to change. Write path=value.")
    if path in changes:
        raise GlasshouseError("is changed twice. Say it once.")


def _no_change(name: str, said: str, changes: dict[str, object]) -> str:
    if not said:
        return "nothing stands before or after a comma. Leave the comma out."
    remedy = "Put a value with a comma in quotes, and a list in brackets."
    if changes and len(said) <= LONGEST_NAME:
        last, value = list(changes.items())[-1]
        whole = f"{'' if value is None else shown(value)}, {said}"
        remedy = f'If it belongs to what stands before it, write {last}="{whole}", or {last}=[{whole}] for a list.'
    elif not changes:
        remedy = f"Write {name}:path=value."
    return f"{quoted(said)} is no change, which has the form path=value. {remedy}"
