"""Reading YAML that people wrote: plain values, the line of every part, and kind refusals."""

import math
import re
import stat
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails

from glasshouse.base.errors import GlasshouseError, count_of, either, names_meant, no_such, plain, quoted

Model = TypeVar("Model", bound=BaseModel)
Where = tuple[str | int, ...]
Lines = dict[Where, int]

MOST_BYTES = 2_000_000
MOST_DEPTH = 40  # levels of lists and keys inside each other
MOST_PARTS = 50_000
MOST_BESIDE = 200  # files of a folder that a message looks through for the one that was meant
MOST_TOLD = 40  # problems of one file that a message lists
LONGEST_KEY = 200
NAMELESS = "?"  # begins the name that a key is given which is none
LARGEST_NUMBER = 1e15  # up to here every whole number has a float of its own

# In C where PyYAML was built with it. Neither parser recurses, and both read on only as events are asked for.
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*(_[0-9]+)*)")
_RANGE = re.compile(r"([-+]?[0-9.]+) *(?:-|–|to|\.\.) *([-+]?[0-9.]+)")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING = {"", "~", "null", "Null", "NULL"}


def listed(value: object) -> object:
    """A single word as the list that holds it; anything else as it is.

    >>> listed("D"), listed(["C", "D"])
    (['D'], ['C', 'D'])
    """
    return [value] if isinstance(value, str) else value


Names = Annotated[
    tuple[str, ...],
    BeforeValidator(listed),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]
"""One name, or a list of them, as an author writes it; held as a tuple."""


def read(path: Path | str) -> tuple[Any, Lines]:
    """The plain values of the YAML file ``path`` and the line of every part.

    Only one document of keys, lists, text, whole numbers, decimals, true and false is accepted; anchors,
    tags, repeated keys and keys that are no plain words are refused. An empty file is ``None``.

    Raises
    ------
    GlasshouseError
        If the file cannot be read, is too large or is not such YAML; the text names every place.
    """
    return read_text(text_of(path), str(path))


def text_of(path: Path | str) -> str:
    """The text of the file ``path``. Whoever keeps what was read keeps this, and reads the file once.

    Raises
    ------
    GlasshouseError
        If the file cannot be read, is too large or is no text.
    """
    path = Path(path)
    raw = _bytes_of(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlasshouseError(f"{path} is not UTF-8 text (byte {error.start:,}). Save it as UTF-8.") from error


def read_text(text: str, name: str) -> tuple[Any, Lines]:
    """As :func:`read`, for text that is already in memory; ``name`` stands for the file in messages.

    Raises
    ------
    GlasshouseError
        If it is not such YAML.
    """
    found = parsed(text, name)
    if found.problems:
        lines = found.lines_of_problems
        raise refusal(
            name,
            [
                (line, problem({where: line}, where, told))
                for line, (where, told) in zip(lines, found.problems, strict=True)
            ],
        )
    return found.value, found.lines


def parsed(text: str, name: str) -> "Parsed":
    """What a YAML text holds, and what in it is not read here; see :func:`read`.

    Raises
    ------
    GlasshouseError
        If it is no YAML at all, or more than a file of rules can be.
    """
    if len(text) > MOST_BYTES:
        raise GlasshouseError(f"{name} has {len(text):,} letters; a file of rules has at most {MOST_BYTES:,}.")
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        code = f"U+{ord(found[0]):04X}"
        raise GlasshouseError(f"{name} is no text: line {line:,} holds the character {code}. Is it the right file?")
    reader = _Reader(text, name)
    value = reader.document()
    return Parsed(value, reader.lines, tuple(reader.problems), tuple(reader.lines_of_problems))


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


def validated(values: Any, lines: Lines, model: type[Model], name: str, *, context: Any = None) -> Model:
    """``values``, which stand at ``lines`` of the file ``name``, as a ``model``.

    Raises
    ------
    GlasshouseError
        If they break a rule of the model; see :func:`load`.
    """
    if values is None:
        raise GlasshouseError(f"{name} is empty.")
    if not isinstance(values, dict):
        held = "a list" if isinstance(values, list) else "a single value"
        raise GlasshouseError(f"{name} holds {held}; it should hold keys and values, such as 'id: harbour'.")
    try:
        return model.model_validate(values, context=context)
    except ValidationError as error:
        told = sentences(error, values, model)
        problems = [(line_of(lines, where), problem(lines, where, text)) for where, text in told]
        raise refusal(name, problems) from error


def refusal(name: str, problems: Iterable[tuple[int, str]]) -> GlasshouseError:
    """The error that lists all ``problems`` (line, text of :func:`problem`) of the file ``name``, by line."""
    unique = [text for _, text in sorted(set(problems))]
    more = len(unique) - MOST_TOLD
    told = unique[:MOST_TOLD] + ([f"  and {more:,} more."] if more > 0 else [])
    return GlasshouseError("\n".join([f"{name} has {count_of(len(unique), 'problem')}:", *told]))


def problem(lines: Lines, where: Where, text: str) -> str:
    """One line of a refusal: the line in the file, the part, what is wrong."""
    return f"  line {line_of(lines, where):>3}  {dotted(where)}: {text}"


def line_of(lines: Lines, where: Where) -> int:
    """The line of ``where``, or of what should hold it if it is missing; 1 if nothing is known."""
    near = where
    while near and near not in lines:
        near = near[:-1]
    return lines.get(near, 1)


def dotted(where: Where) -> str:
    """A place as messages name it.

    >>> dotted(("rules", 0, "conduct")), dotted(())
    ('rules[0].conduct', 'whole file')
    """
    parts = [f"[{part}]" if isinstance(part, int) else f".{part[:LONGEST_KEY]}" for part in where]
    return "".join(parts).removeprefix(".") or "whole file"


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The models that a field's annotation allows, in lists, mappings and alternatives alike.

    >>> models_in(dict[str, int] | None)
    []
    """
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def _bytes_of(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            held = "a folder" if path.is_dir() else "no plain file"
            raise GlasshouseError(f"{path} is {held}; name a YAML file.")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
            size = path.stat().st_size
    except FileNotFoundError:
        raise GlasshouseError(f"{path} does not exist.{_meant(path)}") from None
    except OSError as error:
        raise GlasshouseError(f"{path} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:  # a zero byte in the name
        raise GlasshouseError(f"{quoted(str(path))} is no name of a file.") from error
    if len(raw) > MOST_BYTES:
        raise GlasshouseError(f"{path} is {size:,} bytes; a file of rules has at most {MOST_BYTES:,}.")
    return raw


def _meant(path: Path) -> str:
    """A sentence about the YAML files of the same folder that may have been meant, if there are any."""
    beside = {one.stem: one for one in islice(path.parent.glob("*.y*ml"), MOST_BESIDE)}
    meant = [str(beside[name]) for name in names_meant(path.stem, beside, {})]
    return f" Did you mean {either(meant)}?" if meant else ""


class Parsed(NamedTuple):
    """What was read of a YAML text."""

    value: Any
    lines: Lines
    problems: tuple[tuple[Where, str], ...]
    lines_of_problems: tuple[int, ...]


class _Reader:
    """Plain values from the events of a YAML text, each counted, so that no text takes long or nests deep."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.events: Iterator[Any] = yaml.parse(text, Loader=_PARSER)
        self.lines: Lines = {}
        self.problems: list[tuple[Where, str]] = []
        self.lines_of_problems: list[int] = []
        self.parts = 0

    def document(self) -> Any:
        """The value of the only document; ``None`` if there is none."""
        value = None
        documents = 0
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.fatal(f"holds a second document (line {_line(event):,}, '---'). Keep one.")
                value = self.value(self.next(), (), 0)
        return value

    def next(self) -> Any:
        try:
            return next(self.events)
        except yaml.YAMLError as error:
            raise self.fatal(f"is not YAML:\n{_yaml_problem(error, self.text)}") from error

    def value(self, event: Any, where: Where, depth: int) -> Any:
        self.lines.setdefault(where, _line(event))
        self.parts += 1
        if depth > MOST_DEPTH:
            raise self.fatal(f"nests more than {MOST_DEPTH} levels deep (line {_line(event):,}).")
        if self.parts > MOST_PARTS:
            raise self.fatal(f"has more than {MOST_PARTS:,} parts; no file of rules needs as many.")
        if isinstance(event, yaml.AliasEvent):
            return self.refuse(where, f"the alias '*{event.anchor}' is not read here. Write the value out.")
        if event.anchor is not None:
            self.refuse(where, f"the anchor '&{event.anchor}' is not read here. Leave it out.")
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(where, f"the tag {quoted(tag)} is not read here. Leave it out.")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(where, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(where, depth)
        return self.scalar(event, where)

    def sequence(self, where: Where, depth: int) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            values.append(self.value(event, (*where, len(values)), depth + 1))
        return values

    def mapping(self, where: Where, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self.key(event, where, depth)
            self.lines[(*where, key)] = _line(event)
            if key in values:
                self.refuse((*where, key), "is written twice. Keep one.")
            values[key] = self.value(self.next(), (*where, key), depth + 1)
        return values

    def key(self, event: Any, where: Where, depth: int) -> str:
        """The key that ``event`` begins; an unusable one is refused and given a name that no other has."""
        what = None
        if not isinstance(event, yaml.ScalarEvent):
            what = "a key is a plain word here, no list or block."
            self.value(event, (*where, f"{NAMELESS}{self.parts}"), depth + 1)
        elif event.anchor is not None or event.tag is not None:
            what = "anchors and tags are not read here. Write the key alone."
        elif event.implicit[0] and event.value == "<<":
            what = "the merge key '<<' is not read here. Write the values out."
        elif not event.value:
            what = "a key is empty."
        elif len(event.value) > LONGEST_KEY:
            what = f"a key has {len(event.value):,} letters. Is a ': ' in the wrong place?"
        if what is None:
            return str(event.value)
        self.refuse(where, what, _line(event))
        return f"{NAMELESS}{self.parts}"

    def scalar(self, event: Any, where: Where) -> Any:
        """Text, number, truth or nothing. Unlike YAML 1.1, 'no' is a word, 010 is text and 1:30 no number."""
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text in _NOTHING:
            return None
        if text in _TRUTH:
            return _TRUTH[text]
        if _NOT_FINITE.fullmatch(text):
            return self.refuse(where, f"{text} is not a number that can be used here.")
        whole = _WHOLE.fullmatch(text)
        if not whole and not _DECIMAL.fullmatch(text):
            return text
        if len(text) > LONGEST_KEY or not math.isfinite(float(text)) or abs(float(text)) > LARGEST_NUMBER:
            return self.refuse(where, f"the number {quoted(text)} is too large to be meant.")
        return int(text) if whole else float(text)

    def refuse(self, where: Where, text: str, line: int | None = None) -> None:
        self.lines_of_problems.append(line_of(self.lines, where) if line is None else line)
        self.problems.append((where, text))

    def fatal(self, text: str) -> GlasshouseError:
        return GlasshouseError(f"{self.name} {text}")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


_SAID_BY_YAML = {
    "mapping values are not": "a ': ' stands where none fits. Mend the indentation or quote the text.",
    "cannot start any token": "no value can begin with this character. Put the text in quotes.",
    "end of stream": "a quotation mark is opened and not closed.",
    "expected ':'": "a ': ' is missing after a key.",
    "',' or ']'": "a list in [ ] is not closed, or lacks a comma.",
    "',' or '}'": "a block in { } is not closed, or lacks a comma.",
    "expected key": "the indentation does not fit the lines above, or a quotation mark is missing.",
    "<block end>": "the indentation does not fit the lines above, or a quotation mark is missing.",
    "'-' indicator": "the indentation does not fit the list above.",
}


def _yaml_problem(error: yaml.YAMLError, text: str) -> str:
    mark = getattr(error, "problem_mark", None)
    at = mark.line if mark is not None else 0
    what = str(getattr(error, "problem", None) or error)
    near = text.split("\n")[max(0, at - 1) : at + 1]
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in near):
        plain = "a tab stands where YAML wants spaces. Indent with spaces."
    else:
        plain = next((ours for theirs, ours in _SAID_BY_YAML.items() if theirs in what), f"{what}.")
    return f"  line {at + 1:>3}  {plain}"


def sentences(refused: ValidationError, values: Any, model: type[BaseModel]) -> list[tuple[Where, str]]:
    """What is wrong with ``values`` where they should be a ``model``: every place once, with a plain sentence."""
    places: dict[Where, list[ErrorDetails]] = {}
    for error in refused.errors(include_url=False):
        places.setdefault(_place(error, values), []).append(error)
    told = []
    for where, found in places.items():
        inside = any(other[: len(where)] == where and len(other) > len(where) for other in places)
        if inside and all(_is_about_type(error) for error in found):
            continue  # one form of several did not fit, and another one says more precisely what is wrong
        told.append((where, _sentence(where, found, model)))
    return told


def _place(error: ErrorDetails, values: Any) -> Where:
    """Where the error lies in the file: pydantic's place without the names of alternatives it tried."""
    where: list[str | int] = []
    here = values
    for at, part in enumerate(error["loc"]):
        in_keys = isinstance(here, dict) and part in here
        in_list = isinstance(here, list) and isinstance(part, int) and part < len(here)
        if in_keys or in_list:
            here = here[part]
            where.append(part)
        elif error["type"] == "missing" and at == len(error["loc"]) - 1:
            where.append(part)
    return tuple(where)


def _is_about_type(error: ErrorDetails) -> bool:
    return error["type"] == "literal_error" or error["type"].endswith("_type")


_BELONGS = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a block of keys and values",
    "model_type": "a block of keys and values",
    "model_attributes_type": "a block of keys and values",
}
_BOUND = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def _sentence(where: Where, found: list[ErrorDetails], model: type[BaseModel]) -> str:
    """What is wrong at ``where``, given all that pydantic says about it."""
    kinds = {error["type"] for error in found}
    kind, value, facts = found[0]["type"], found[0]["input"], found[0].get("ctx", {})
    if kind == "missing":
        return "is missing."
    if kind == "extra_forbidden":
        return _not_a_key(where, model)
    if "literal_error" in kinds:
        fitting = " ".join(str(error.get("ctx", {}).get("expected")) for error in found)
        return no_such("a word that fits here", value, re.findall("'([^']*)'", fitting))
    if kinds <= set(_BELONGS):
        wanted = "a number" if kinds & {"float_type", "float_parsing"} else _BELONGS[kind]
        remedy = _remedy(value, wanted) or _as_figure(value, _keys_at(model, where))
        return f"{_held(value)}, but {wanted} belongs here.{remedy}"
    if kind in _BOUND:
        bound, relation = _BOUND[kind]
        return f"is {quoted(value)}; it must be {relation} {facts[bound]}."
    if kind in {"too_long", "too_short"}:
        limit = f"most {facts['max_length']}" if kind == "too_long" else f"least {facts['min_length']}"
        return f"has {count_of(facts['actual_length'], 'part')}; at {limit} belong here."
    if kind in {"string_too_long", "string_too_short"}:
        limit = f"most {facts['max_length']}" if kind == "string_too_long" else f"least {facts['min_length']}"
        return f"has {count_of(len(str(value)), 'letter')}; at {limit} belong here."
    if kind in {"value_error", "assertion_error"}:
        return found[0]["msg"].partition(" error, ")[2]
    return f"{_held(value)}, which does not fit here."  # and not the words of a library, or a pattern


def _held(value: Any) -> str:
    if value is None:
        return "is empty"
    if isinstance(value, dict):
        return "is a block of keys and values"
    return "is a list" if isinstance(value, list) else f"is {quoted(value)}"


def _remedy(value: Any, wanted: str) -> str:
    if wanted == "text" and isinstance(value, int | float):
        return " Put it in quotes."
    if wanted in ("a whole number", "a number") and isinstance(value, str):
        meant = plain(value).strip()
        fits = _WHOLE.fullmatch(meant) or (wanted == "a number" and _DECIMAL.fullmatch(meant))
        return f" Write {meant} without quotes." if fits and len(meant) <= LONGEST_KEY else ""
    if wanted == "a list" and isinstance(value, str) and len(value) <= LONGEST_KEY:
        ends = _RANGE.fullmatch(plain(value).strip())
        return f" Write [{ends[1]}, {ends[2]}]." if ends else f" Write [{value}]."
    return ""


def _as_figure(value: Any, keys: Iterable[str]) -> str:
    """How a bare number is written where one with its evidence belongs."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not {"value", "assumed"} <= set(keys):
        return ""
    return f" Write {{value: {value}, assumed: [LEAST, MOST]}}, or with its source in place of a range."


def _not_a_key(where: Where, model: type[BaseModel]) -> str:
    known = _keys_at(model, where[:-1])
    return no_such("a key here", where[-1], known).replace(f"{quoted(where[-1])} is", "is", 1)


def _keys_at(model: type[BaseModel], where: Where) -> list[str]:
    """The keys that a model knows at a place; those of every alternative where there are several."""
    models: list[type[BaseModel]] = [model]
    for part in where:
        inside = [
            below
            for one in models
            for name, field in one.model_fields.items()
            if part in (name, field.alias)
            for below in models_in(field.annotation)
        ]
        models = inside or models  # a place in a list, or a key that the author chose
    return sorted({field.alias or name for one in models for name, field in one.model_fields.items()})
