"""A scheme as a reference or a patch file names it: the rules as written, in a variant, with changes made."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.base.yamlfile import read_text, sentences, text_of, validated
from glasshouse.scheme.check.faults.others import OF_THE_WRITTEN
from glasshouse.scheme.language.change import changed, place_after, places, spelt_out, there_now, with_changes
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.found import Change, Found, Sheet, by_change
from glasshouse.scheme.library.naming import Named, named

STAYS = {
    "id": "a changed scheme keeps its id. Copy the file to make another scheme.",
    "variants": "variants are of the scheme as it is written. Change what they change.",
    "tests": "examples are of the scheme as it is written. Change them there.",
}
"""What no patch changes, and why."""


def find(name: str | Path) -> Found:
    """The scheme that a reference names, in its variant and with its changes; see :func:`reference`.

    Raises
    ------
    GlasshouseError
        If something named is not there, a change leads nowhere, or what comes out has not the form of a scheme.
    """
    return _found(named(name))


def find_again(path: Path, variant: str | None, changes: Mapping[str, object], title: str | None = None) -> Found:
    """The scheme in a file, in a variant and with changes that were once made; ``title`` is that of what came out.

    Raises
    ------
    GlasshouseError
        If they do not fit the file.
    """
    text = text_of(path)
    values, lines = read_text(text, str(path))
    one = _found(Named(path, text, values, lines, variant, dict(changes), None, Sheet(str(path))))
    if title is None or not changes:
        return one
    return replace(one, scheme=one.scheme.model_copy(update={"title": title}))


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


def _found(one: Named) -> Found:
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


def _changed(one: Named, written: Scheme) -> tuple[Scheme, tuple[Change, ...]]:
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
        wrong += by_change(sentences(error, after, Scheme), after, made)
    if wrong:
        raise one.sheet.refusal(wrong)
    return scheme, made


def _first(path: str) -> str:
    return path.partition(".")[0]


def _without_own(values: dict[str, Any]) -> dict[str, Any]:
    """Values without what belongs to the scheme as it is written."""
    return {key: value for key, value in values.items() if key not in OF_THE_WRITTEN}
