"""Reading YAML that people wrote: plain values, the line of every part, and kind refusals."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from glasshouse.errors import GlasshouseError, count_of

Model = TypeVar("Model", bound=BaseModel)
Where = tuple[str | int, ...]

MOST_BYTES = 2_000_000
MOST_DEPTH = 40
MOST_PARTS = 200_000


class _Lines:
    """The line on which each part of a document begins, by its path."""

    def __init__(self) -> None:
        self.at: dict[Where, int] = {}
        self.parts = 0
        self.problems: list[str] = []


def read(path: Path | str) -> tuple[Any, dict[Where, int]]:
    """The plain values of the YAML file ``path`` and the line of every part.

    Only one document of mappings, lists, text, whole numbers, decimals, true and false is
    accepted: anchors, tags, duplicate keys and non-text keys are refused.

    Raises
    ------
    GlasshouseError
        If the file cannot be read, is too large or is not such YAML; the text names every place.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise GlasshouseError(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(raw) > MOST_BYTES:
        raise GlasshouseError(f"{path} is {len(raw):,} bytes; a file of rules has at most {MOST_BYTES:,}.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GlasshouseError(f"{path} is not UTF-8 text (byte {error.start:,}). Save it as UTF-8.") from error
    return read_text(text, str(path))


def read_text(text: str, name: str) -> tuple[Any, dict[Where, int]]:
    """As :func:`read`, for text that is already in memory; ``name`` stands for the file in messages."""
    _refuse_deep_nesting(text, name)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise GlasshouseError(f"{name} is not YAML:\n{_yaml_problem(error)}") from error
    except (RecursionError, ValueError) as error:
        raise GlasshouseError(f"{name} is not YAML that can be read: {error}.") from error
    lines = _Lines()
    value = None if node is None else _plain(node, (), lines, 0)
    if lines.problems:
        raise GlasshouseError("\n".join([f"{name} has {count_of(len(lines.problems), 'problem')}:", *lines.problems]))
    return value, lines.at


def load(path: Path | str, model: type[Model], *, context: Any = None) -> Model:
    """The ``model`` written in the YAML file ``path``.

    Raises
    ------
    GlasshouseError
        If the file is not YAML or breaks a rule of the model. The text names the file, the
        line and the remedy of every problem at once.
    """
    values, lines = read(path)
    return validated(values, lines, model, str(path), context=context)


def validated(values: Any, lines: dict[Where, int], model: type[Model], name: str, *, context: Any = None) -> Model:
    """``values`` as a ``model``; see :func:`load` for what is raised."""
    try:
        return model.model_validate(values, context=context)
    except ValidationError as error:
        problems = [problem(lines, found["loc"], found["msg"]) for found in error.errors(include_url=False)]
        unique = sorted(set(problems), key=lambda text: (int(text.split()[1]), text))
        raise GlasshouseError("\n".join([f"{name} has {count_of(len(unique), 'problem')}:", *unique])) from error


def problem(lines: dict[Where, int], where: Where, text: str) -> str:
    """One line of a refusal: the line in the file, the part, what is wrong."""
    known = [part for part in where if not (isinstance(part, str) and part.startswith(("function-", "tagged-")))]
    near = tuple(known)
    while near and near not in lines:  # a missing key has no line: point at what should hold it
        near = near[:-1]
    dotted = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in known).lstrip(".")
    plain = text.removeprefix("Value error, ").replace("Extra inputs are not permitted", "is not a key here")
    plain = plain.replace("Field required", "is missing")
    return f"  line {lines.get(near, 1):>3}  {dotted or 'whole file'}: {plain}"


def _refuse_deep_nesting(text: str, name: str) -> None:
    depth = deepest = 0
    for mark in text:
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    if deepest > MOST_DEPTH:
        raise GlasshouseError(f"{name} nests {deepest:,} brackets; at most {MOST_DEPTH} make sense here.")
    indents = max((len(line) - len(line.lstrip(" ")) for line in text.splitlines() if line.strip()), default=0)
    dashes = max((len(line.split("- ")) for line in text.splitlines()), default=0)
    if indents > 40 * MOST_DEPTH or dashes > 10 * MOST_DEPTH:
        raise GlasshouseError(f"{name} is indented too deeply to be a file of rules.")


def _yaml_problem(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark is not None else 1
    what = getattr(error, "problem", None) or str(error)
    if "'\\t'" in what:
        what = "a tab stands where YAML wants spaces. Indent with spaces"
    return f"  line {line:>3}  {what}."


def _plain(node: yaml.Node, where: Where, lines: _Lines, depth: int) -> Any:
    line = node.start_mark.line + 1
    if where in lines.at:  # an alias was followed: the same node stands at two places
        line = lines.at[where]
    lines.at[where] = line
    lines.parts += 1
    if depth > MOST_DEPTH or lines.parts > MOST_PARTS:
        raise GlasshouseError(f"line {line}: the file is too large or too deep, or its anchors expand without end.")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, where, lines, depth)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(part, (*where, place), lines, depth + 1) for place, part in enumerate(node.value)]
    return _scalar(node, where, lines, line)


def _mapping(node: yaml.MappingNode, where: Where, lines: _Lines, depth: int) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, part in node.value:
        name, line = key.value, key.start_mark.line + 1
        if not isinstance(name, str) or key.tag == "tag:yaml.org,2002:merge":
            lines.problems.append(problem({where: line}, where, "keys are plain words here."))
        elif name in values:
            lines.problems.append(problem({(*where, name): line}, (*where, name), "is written twice. Keep one."))
        else:
            values[name] = _plain(part, (*where, name), lines, depth + 1)
            lines.at[(*where, name)] = line
    return values


def _scalar(node: yaml.Node, where: Where, lines: _Lines, line: int) -> Any:
    kind = node.tag.removeprefix("tag:yaml.org,2002:")
    if kind == "bool" and node.value.lower() not in {"true", "false"}:
        return node.value  # YAML 1.1 reads yes, no, on and off as truth; people mean the word
    if kind in {"str", "timestamp"}:
        return node.value
    if kind not in {"int", "float", "bool", "null"}:
        lines.problems.append(problem({where: line}, where, f"the tag {node.tag!r} is not read here."))
        return None
    try:
        return yaml.SafeLoader("").construct_object(node)
    except (ValueError, OverflowError):
        lines.problems.append(problem({where: line}, where, f"{node.value[:40]!r} cannot be read as a number."))
        return None
