"""Changing what a scheme says in named places: for its variants, and for changes given when a run is started."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from glasshouse.base.errors import GlasshouseError, no_such, quoted
from glasshouse.base.yamlfile import Where, dotted
from glasshouse.remedy.model import Repair
from glasshouse.scheme.forms.inputs.registry import INPUTS, Input
from glasshouse.scheme.language.model import Connection, Member, Rule, Scheme

NAMED_BY: dict[Any, tuple[str, ...]] = {
    Rule: ("conduct", "list"),
    Repair: ("by",),
    Connection: ("source",),
    Member: ("scheme",),
    Input: ("trait",),
}


def changed(values: Any, changes: Mapping[str, object]) -> Any:
    """A copy of ``values``, a scheme as read from YAML, with something else in the places that ``changes`` names.

    A path names keys; in a list it names a part by its id (``accounts.behaviour.weight.value``), by what it is about
    with ``-`` for ``.`` and ``_`` (``rules.utility-theft.points``; ``rules.order-littering@village-committee.points``
    is that of one source), or by its number from 0 (``consequences.2.service``). None leaves out what stands there.
    What comes out has still to be read as a scheme, and checked.

    Raises
    ------
    GlasshouseError
        If a path names nothing, or a whole block is to be replaced; every such path is told, with what was meant.
    """
    plain = spelt_out(values)
    found, wrong = places(plain, changes)
    if wrong:
        raise GlasshouseError("\n".join(wrong.values()))
    return with_changes(plain, found, changes)


def places(plain: Any, changes: Mapping[str, object]) -> tuple[dict[str, Where], dict[str, str]]:
    """Where each path leads in values that are :func:`spelt_out`, and what is wrong with each that may not be changed.

    Both are by path. A path that leads where another one does is wrong, too.
    """
    found: dict[str, Where] = {}
    wrong: dict[str, str] = {}
    for path, value in changes.items():
        try:
            where = _place(plain, path, value)
        except GlasshouseError as error:
            wrong[path] = str(error)
            continue
        if where in found.values():
            other = next(one for one, there in found.items() if there == where)
            wrong[path] = f"{path!r}: {other!r} names the same place. Say it once."
        found[path] = where
    return found, wrong


def with_changes(plain: Any, found: Mapping[str, Where], changes: Mapping[str, object]) -> Any:
    """A copy of ``plain`` with every change in the place that was ``found`` for it; see :func:`places`."""
    values = copy.deepcopy(plain)
    for path, where in found.items():
        if changes[path] is not None:
            _put(values, where, changes[path])
    for where in sorted((found[path] for path in found if changes[path] is None), key=_order, reverse=True):
        _leave_out(values, where)
    return values


def there_now(plain: Any, where: Where) -> Any:
    """What stands in a place; None if nothing does."""
    for part in where:
        plain = plain.get(part) if isinstance(plain, dict) else plain[part]
        if plain is None:
            break
    return plain


def place_after(where: Where, left_out: Iterable[Where]) -> Where:
    """Where a place is once the parts of lists at ``left_out`` are gone; what held it, if it is one of them itself.

    >>> place_after(("rules", 3, "points"), [("rules", 0), ("rules", 5), ("lists", 0)])
    ('rules', 2, 'points')
    >>> place_after(("rules", 3), [("rules", 3)])
    ('rules',)
    """
    now = list(where)
    for gone in left_out:
        *above, last = gone
        at = len(above)
        if not isinstance(last, int) or list(where[:at]) != above or len(where) <= at:
            continue
        here = where[at]
        if here == last:
            return tuple(now[:at])
        if isinstance(here, int) and here > last:
            now[at] -= 1  # type: ignore[operator]
    return tuple(now)


def path_of(values: Any, where: Where) -> str:
    """The path that names a place, by names rather than numbers as far as there are any.

    >>> path_of({"rules": [{"conduct": "utility.theft", "points": -60}]}, ("rules", 0, "points"))
    'rules.utility-theft.points'
    """
    here, forms, path = spelt_out(values), [Scheme], []
    for part in where:
        name, inside = str(part), None
        if isinstance(here, list) and isinstance(part, int) and part < len(here):
            known = [one for other in here for one in _names_of(other, forms)]
            name = next((one for one in _names_of(here[part], forms) if known.count(one) == 1), name)
            inside = here[part]
        elif isinstance(here, dict):
            inside = here.get(part)
        path.append(name)
        here, forms = inside, [below for form in forms for below in _below(form, part)]
    return ".".join(path)


def spelt_out(values: Any) -> Any:
    """A copy in which every list says ``enter: {conduct: ...}`` in full, so that paths lead the same way everywhere."""
    plain = copy.deepcopy(values)
    lists = plain.get("lists") if isinstance(plain, dict) else None
    for entry in lists if isinstance(lists, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("enter"), str | list):
            entry["enter"] = {"conduct": entry["enter"]}
    return plain


def _place(values: Any, path: str, value: object) -> Where:
    """The place that a path names, if ``value`` may stand there."""
    where: Where = ()
    here, forms = values, [Scheme]
    for name in path.split("."):
        part: str | int
        if isinstance(here, list):
            part = _part_of_list(here, forms, name, where, path)
            here = here[part]
        else:
            part = _key(here, forms, name, where, path)
            here = here.get(part, {})
        where, forms = (*where, part), [below for form in forms for below in _below(form, part)]
    if value is not None and isinstance(here, dict) and here:
        keys = ", ".join(f"{path}.{key}" for key in here)
        raise GlasshouseError(f"{path!r} is a whole block. Name one of its keys: {keys}.")
    if value is not None and isinstance(here, list) and any(isinstance(one, dict) for one in here):
        raise GlasshouseError(f"{path!r} is a whole list. Name one of its parts: {_shown(here, forms)}.")
    return where


def _key(here: Any, forms: list[Any], name: str, where: Where, path: str) -> str:
    """``name`` as a key of ``here``: one that is written there, or that may be."""
    if not isinstance(here, dict):
        raise GlasshouseError(f"{path!r}: {dotted(where)} is {quoted(here)}, with nothing below it.")
    known = {*here, *(key for form in forms for key in _keys(form))}
    free = any(get_origin(form) is dict for form in forms)  # keys that the author chooses
    if name in known or free:
        return name
    told = no_such(f"a key of {dotted(where) if where else 'a scheme'}", name, known)
    raise GlasshouseError(f"{path!r}: {told}")


def _part_of_list(here: list[Any], forms: list[Any], name: str, where: Where, path: str) -> int:
    """The number of the part of a list that ``name`` names."""
    found = [at for at, one in enumerate(here) if name in _names_of(one, forms)]
    if len(found) > 1:
        ways = " or ".join(
            f"{name}@{_hyphened(here[at]['source'])}" if _has_source(here[at]) else str(at) for at in found
        )
        raise GlasshouseError(f"{path!r}: {len(found)} parts of {dotted(where)} are named {name!r}. Write {ways}.")
    if found:
        return found[0]
    if _is_number(name) and int(name) < len(here):
        return int(name)
    raise GlasshouseError(f"{path!r}: {_no_part(here, forms, name, where)}")


def _no_part(here: list[Any], forms: list[Any], name: str, where: Where) -> str:
    names = {one for part in here for one in _names_of(part, forms)}
    if names and not _is_number(name):
        return no_such(f"a part of {dotted(where)}", name, names)
    if not here:
        return f"{dotted(where)} has no parts."
    return f"{name!r} is not a part of {dotted(where)}, which are numbered from 0 to {len(here) - 1}."


def _shown(here: list[Any], forms: list[Any]) -> str:
    """How the parts of a list may be named."""
    return ", ".join(sorted(next(iter(_names_of(one, forms)), str(at)) for at, one in enumerate(here)))


def _names_of(part: Any, forms: list[Any]) -> list[str]:
    """The names by which a path may name a part of a list, the plainest first."""
    if not isinstance(part, dict):
        return []
    inside = [below for form in forms for below in _below(form, 0)]
    keys = next((NAMED_BY[form] for form in inside if form in NAMED_BY), ("id",))
    names = [_hyphened(part[key]) for key in keys if isinstance(part.get(key), str)]
    if Input in inside and not names:
        names = [one.key for one in INPUTS if one.key in part]
    of = part.get("source" if "conduct" in part else "whose")
    if Rule in inside and isinstance(of, str):
        names += [f"{name}@{_hyphened(of)}" for name in names]
    return names


def _has_source(part: Any) -> bool:
    return isinstance(part.get("source"), str) and "conduct" in part


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal()


def _hyphened(name: str) -> str:
    return re.sub(r"[._ ]", "-", name)


def _below(form: Any, part: str | int) -> Iterator[Any]:
    """The models, mappings and lists that may stand at ``part`` of a form."""
    if get_origin(form) is dict:
        yield from _forms(get_args(form)[1])
    elif get_origin(form) is tuple:
        yield from _forms(get_args(form)[0])
    elif isinstance(form, type) and issubclass(form, BaseModel):
        for name, field in form.model_fields.items():
            if part == (field.alias or name):
                yield from _forms(field.annotation)


def _forms(annotation: Any) -> Iterator[Any]:
    """The models, mappings and lists among the alternatives of an annotation."""
    if get_origin(annotation) in (dict, tuple) or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        yield annotation
        return
    for part in get_args(annotation):
        yield from _forms(part)


def _keys(form: Any) -> Iterator[str]:
    if isinstance(form, type) and issubclass(form, BaseModel):
        yield from (field.alias or name for name, field in form.model_fields.items())


def _put(values: Any, where: Where, value: object) -> None:
    for part in where[:-1]:
        values = values.setdefault(part, {}) if isinstance(values, dict) else values[part]
    values[where[-1]] = value


def _leave_out(values: Any, where: Where) -> None:
    for part in where[:-1]:
        values = values.get(part, {}) if isinstance(values, dict) else values[part]
    if isinstance(values, dict):
        values.pop(where[-1], None)
    else:
        del values[where[-1]]


def _order(where: Where) -> list[str]:
    """A key that sorts places in the order of the file, what stands inside a part after the part."""
    return [f"{part:09}" if isinstance(part, int) else part for part in where]
