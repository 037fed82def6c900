"""What a reference or a patch file names, before anything is changed."""

from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.evidence import Number, Part
from glasshouse.base.yamlfile import Lines, line_of, parsed, read_text, refusal, text_of, validated
from glasshouse.scheme.language.files import ENDINGS, scheme_ids, scheme_path
from glasshouse.scheme.language.reference import Reference, divided, is_file, reference
from glasshouse.scheme.library.found import Sheet


def _one_value(value: object) -> object:
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value)):
        raise ValueError("is a block. Write a path for each value in it, such as 'rules.utility-theft.points: -5'.")
    return value


Value = Annotated[Number | str | bool | tuple[Number | str | bool, ...] | None, BeforeValidator(_one_value)]


class Patch(Part):
    """A patch file: the scheme that it changes, and how."""

    scheme: str = Field(description="An id, the path of a file from here, or one with a variant and changes.")
    title: str | None = Field(default=None, description="What the changes are about, in a few words.")
    changes: dict[str, Value] = Field(min_length=1, description="What stands elsewhere, by path.")


class Named(NamedTuple):
    """A file of rules, and what is to be changed in it."""

    path: Path
    text: str
    values: Any
    lines: Lines
    variant: str | None
    changes: dict[str, object]
    title: str | None  # of the patch
    sheet: Sheet


def text_of_scheme(name: str) -> tuple[Path, str]:
    """The file of a scheme that is named without a variant or changes, and its text.

    Raises
    ------
    GlasshouseError
        If it is named with one, is a patch, or cannot be read.
    """
    said = reference(name)
    path = scheme_path(said.name)
    text = text_of(path)
    if said.variant is not None or said.changes or _is_patch(parsed(text, str(path)).value):
        raise GlasshouseError(f"{name} is a scheme with changes.")
    return path, text


def named(name: str | Path) -> Named:
    """What a reference, or a patch file, names.

    Raises
    ------
    GlasshouseError
        If it is not there, cannot be read, or has not the form of a patch; the text has its line.
    """
    said = Reference(str(name), None, {}) if isinstance(name, Path) else reference(name)
    path = scheme_path(said.name)
    text = text_of(path)
    values, lines = read_text(text, str(path))
    if not _is_patch(values):
        return Named(
            path, text, values, lines, said.variant, said.changes, None, Sheet(f"{said.name} with these changes")
        )
    patch = validated(values, lines, Patch, str(path))
    line = line_of(lines, ("scheme",))
    try:
        base = _base_of(patch, path.parent)
        inner = scheme_path(base.name)
        text = text_of(inner)
        values, below = read_text(text, str(inner))
        if _is_patch(values):
            raise GlasshouseError(f"{inner} is a patch, too. Name the scheme itself, and copy the changes.")
        if said.variant and base.variant:
            raise GlasshouseError(f"names the variant {base.variant!r} already; {said.variant!r} cannot come on top.")
    except GlasshouseError as error:
        raise refusal(str(path), [(line, f"  line {line:>3}  scheme: {error}")]) from error
    own = {one: list(value) if isinstance(value, tuple) else value for one, value in patch.changes.items()}
    written = dict.fromkeys(base.changes, line) | {one: line_of(lines, ("changes", one)) for one in own}
    sheet = Sheet(str(path), written, line_of(lines, ("changes",)))
    changes = {**base.changes, **own, **said.changes}
    return Named(inner, text, values, below, said.variant or base.variant, changes, patch.title, sheet)


def _is_patch(values: Any) -> bool:
    """Whether a file holds changes of a scheme rather than a scheme."""
    keys = values.keys() & {"scheme", "changes"} if isinstance(values, dict) else set()
    return len(keys) == 2 or (len(keys) == 1 and "id" not in values)


def _base_of(patch: Patch, folder: Path) -> Reference:
    """The scheme that a patch file in ``folder`` changes."""
    if is_file(folder / patch.scheme):
        return Reference(str(folder / patch.scheme), None, {})
    if len(names := divided(patch.scheme, "+", folder)) > 1:
        raise GlasshouseError(f"a patch changes one scheme, and {patch.scheme!r} are {len(names)}.")
    base = reference(patch.scheme, folder)
    path = Path(base.name)
    is_path = path.suffix.lower() in ENDINGS or len(path.parts) > 1 or is_file(folder / path)
    return base._replace(name=str(folder / path)) if is_path and base.name not in scheme_ids() else base
