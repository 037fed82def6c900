"""A scheme as a reference or a patch file names it: the rules as written, in a variant, with changes made."""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field, ValidationError

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.base.evidence import Number, Part
from glasshouse.base.yamlfile import Lines, Where, line_of, parsed, read_text, refusal, sentences, text_of, validated
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.check.check import problems, warnings
from glasshouse.scheme.check.faults.finding import Finding
from glasshouse.scheme.check.faults.others import OF_THE_WRITTEN
from glasshouse.scheme.language.change import changed, path_of, place_after, places, spelt_out, there_now, with_changes
from glasshouse.scheme.language.files import ENDINGS, scheme_ids, scheme_path
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.reference import Reference, divided, is_file, reference, shown

STAYS = {
    "id": "a changed scheme keeps its id. Copy the file to make another scheme.",
    "variants": "variants are of the scheme as it is written. Change what they change.",
    "tests": "examples are of the scheme as it is written. Change them there.",
}
"""What no patch changes, and why."""


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


class Change(NamedTuple):
    """One change of a scheme that was made."""

    path: str
    before: object  # None if nothing stood there
    after: object  # None if it is left out
    at: Where  # where it lies in the changed scheme; what held it, if it was a part of a list that is left out

    def __str__(self) -> str:
        return f"{self.path} left out" if self.after is None else f"{self.path} = {shown(self.after)}"


@dataclass(frozen=True)
class Found:
    """A scheme that somebody named: of the right form, but not yet checked against a catalogue."""

    scheme: Scheme  # in its variant, with its changes
    written: Scheme
    path: Path  # of the file that it is written in
    text: str  # of that file, as it was read
    lines: Lines
    variant: str | None = None
    changed: tuple[Change, ...] = ()
    sheet: "_Sheet | None" = None

    @property
    def changes(self) -> dict[str, object]:
        """What was changed: the new value by path, None where something is left out."""
        return {one.path: one.after for one in self.changed}


@dataclass(frozen=True)
class _Sheet:
    """Where changes are written, so that what is wrong with them can be told."""

    name: str  # of the patch file, or of the scheme
    lines: Mapping[str, int] = field(default_factory=dict)  # by path; of a patch file
    line: int | None = None  # of the changes as a whole, in a patch file

    def refusal(self, wrong: Iterable[tuple[str | None, str]]) -> GlasshouseError:
        """The error that lists what is wrong with a path, or with all changes together."""
        told = []
        for path, text in wrong:
            line = self.line if path is None else self.lines.get(path)  # None for one of the command line
            whole = "with these changes, " if line is not None and path is None else ""
            told.append((line or 0, f"  {text}" if line is None else f"  line {line:>3}  {whole}{text}"))
        return refusal(self.name, told)


class _Named(NamedTuple):
    """What is named, before anything is changed."""

    path: Path
    text: str
    values: Any
    lines: Lines
    variant: str | None
    changes: dict[str, object]
    title: str | None  # of the patch
    sheet: _Sheet


def find(name: str | Path) -> Found:
    """The scheme that a reference names, in its variant and with its changes; see :func:`reference`.

    Raises
    ------
    GlasshouseError
        If something named is not there, a change leads nowhere, or what comes out has not the form of a scheme.
    """
    return _found(_named(name))


def find_again(path: Path, variant: str | None, changes: Mapping[str, object], title: str | None = None) -> Found:
    """The scheme in a file, in a variant and with changes that were once made; ``title`` is that of what came out.

    Raises
    ------
    GlasshouseError
        If they do not fit the file.
    """
    text = text_of(path)
    values, lines = read_text(text, str(path))
    one = _found(_Named(path, text, values, lines, variant, dict(changes), None, _Sheet(str(path))))
    if title is None or not changes:
        return one
    return replace(one, scheme=one.scheme.model_copy(update={"title": title}))


def require_fit(found: Found, catalogue: Catalogue) -> None:
    """Refuse a scheme that may not run, as written or because of what was changed.

    Raises
    ------
    GlasshouseError
        If so; the text lists every problem, with its line in the file of rules or in the patch file.
    """
    wrong = problems(found.scheme, catalogue, found.lines)
    if wrong and not found.changed:
        raise refusal(str(found.path), [(one.line or 1, str(one)) for one in wrong])
    if wrong:
        as_written = problems(found.written, catalogue, found.lines)
        texts = [str(refusal(str(found.path), [(one.line or 1, str(one)) for one in as_written]))] if as_written else []
        known = {one.text for one in as_written}
        new = [(one.where, one.text) for one in wrong if one.text not in known]
        assert found.sheet is not None
        texts += [str(found.sheet.refusal(_told(new, _said_by(found.scheme), found.changed)))] if new else []
        raise GlasshouseError("\n".join(texts))


def warnings_of(found: Found, catalogue: Catalogue) -> list[Finding]:
    """What somebody who wrote the changes of a scheme should know: what could not be said of it without them."""
    before, after = _said_by(found.written), _said_by(found.scheme)
    written = found.written.model_copy(update={"tests": ()})  # as the changed one, which carries none
    known = {(path_of(before, one.where), one.text) for one in warnings(written, catalogue)}
    line = None if found.sheet is None else found.sheet.line
    return [
        Finding(one.level, one.where, one.text, line)
        for one in warnings(found.scheme, catalogue)
        if (path_of(after, one.where), one.text) not in known
    ]


def variant_of(scheme: Scheme, name: str) -> dict[str, object]:
    """The changes of a variant.

    Raises
    ------
    GlasshouseError
        If the scheme has no such variant; the text says which it has.
    """
    for one in scheme.variants:
        if one.id == name:
            return dict(one.changes)
    raise GlasshouseError(no_such(f"a variant of {scheme.id}", name, [one.id for one in scheme.variants]))


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


# From a name to a file of rules


def _named(name: str | Path) -> _Named:
    said = Reference(str(name), None, {}) if isinstance(name, Path) else reference(name)
    path = scheme_path(said.name)
    text = text_of(path)
    values, lines = read_text(text, str(path))
    if not _is_patch(values):
        return _Named(
            path, text, values, lines, said.variant, said.changes, None, _Sheet(f"{said.name} with these changes")
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
    sheet = _Sheet(str(path), written, line_of(lines, ("changes",)))
    changes = {**base.changes, **own, **said.changes}
    return _Named(inner, text, values, below, said.variant or base.variant, changes, patch.title, sheet)


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


# From a file of rules to a scheme


def _found(one: _Named) -> Found:
    written = validated(one.values, one.lines, Scheme, str(one.path))
    if one.variant is None and not one.changes:
        return Found(written, written, one.path, one.text, one.lines)
    if not one.changes:
        values = _without_own(changed(one.values, variant_of(written, one.variant or "")))
        scheme = validated(values, one.lines, Scheme, f"{one.path}:{one.variant}")
        return Found(scheme, written, one.path, one.text, one.lines, one.variant)
    scheme, made = _changed(one, written)
    if "title" not in one.changes:
        scheme = scheme.model_copy(update={"title": f"{scheme.title} ({one.title or 'changed'})"})
    return Found(scheme, written, one.path, one.text, one.lines, one.variant, made, one.sheet)


def _changed(one: _Named, written: Scheme) -> tuple[Scheme, tuple[Change, ...]]:
    """A scheme in its variant and with its changes; and the changes that were made."""
    if written.members:
        other = f"Name one of its schemes: {written.members[0].scheme}:path=value."
        raise one.sheet.refusal([(None, f"{written.id} is a bundle, and a change is of one scheme. {other}")])
    wrong: list[tuple[str | None, str]] = []
    values = spelt_out(one.values)
    if one.variant is not None:
        try:
            values = changed(values, variant_of(written, one.variant))
        except GlasshouseError as error:
            wrong.append((None, str(error)))
    wrong += [(path, f"{path!r}: {STAYS[_first(path)]}") for path in one.changes if _first(path) in STAYS]
    free = {path: value for path, value in one.changes.items() if _first(path) not in STAYS}
    found, not_found = places(values, free)
    wrong += not_found.items()
    found = {path: where for path, where in found.items() if path not in not_found}
    gone = [where for path, where in found.items() if free[path] is None]
    made = tuple(
        Change(path, copy.deepcopy(there_now(values, where)), free[path], place_after(where, gone))
        for path, where in found.items()
    )
    after = _without_own(with_changes(values, found, free))
    try:
        scheme = Scheme.model_validate(after)
    except ValidationError as error:
        wrong += _told(sentences(error, after, Scheme), after, made)
    if wrong:
        raise one.sheet.refusal(wrong)
    return scheme, made


def _first(path: str) -> str:
    return path.partition(".")[0]


def _without_own(values: dict[str, Any]) -> dict[str, Any]:
    """Values without what belongs to the scheme as it is written."""
    return {key: value for key, value in values.items() if key not in OF_THE_WRITTEN}


def _told(said: Iterable[tuple[Where, str]], values: Any, made: Sequence[Change]) -> Iterator[tuple[str | None, str]]:
    """What is wrong in a changed scheme, with the change that it is about, or with the place if there is none."""
    for where, text in said:
        of = [one.path for one in made if _is_about(where, one)]
        if of:
            more = f" Change {of[0][: -len('value')]}assumed, too." if "its own assumed range" in text else ""
            yield of[0], f"{', '.join(map(repr, of))}: {text}{more}"
        else:
            yield None, f"{path_of(values, where) or 'the whole'}: {text}"


def _is_about(where: Where, one: Change) -> bool:
    """Whether a place is that of a change, or holds it, or lies in what it brought."""
    inside = one.after is not None and where[: len(one.at)] == one.at
    return inside or (where != () and one.at[: len(where)] == where)


def _said_by(scheme: Scheme) -> Any:
    return scheme.model_dump(mode="json", by_alias=True, exclude_unset=True)
