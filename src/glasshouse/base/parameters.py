"""What the functions of Python take: the kind of value of each parameter, and what is told of a wrong one."""

import inspect
import os
from collections.abc import Callable, Mapping
from functools import wraps
from operator import index
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from glasshouse.base.errors import GlasshouseError, quoted

EXACT = 2**53  # up to which every whole number is a float of its own
MOST = 10**30  # more than any parameter may be, and few enough digits for a message

P = ParamSpec("P")
T = TypeVar("T")
Take = Callable[[str, object], Any]
"""Gives the value as it is used, by the name of the parameter and what was handed over."""


def whole(name: str, value: object) -> int:
    """A whole number, be it of Python or NumPy; 1e3 and 3.0 are whole, too.

    >>> whole("people", 1e3)
    1000

    Raises
    ------
    GlasshouseError
        If it is none.
    """
    found = _counted(value)
    if found is None:
        raise GlasshouseError(f"{_is(name, value)}; a whole number belongs there{_number_meant(name, value)}.")
    if abs(found) > MOST:
        raise GlasshouseError(f"{_is(name, value)}; nothing here counts that far.")
    return found


def _counted(value: object) -> int | None:
    """The value as a whole number, if it is one."""
    if _is_yes_or_no(value):
        return None
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError:
        found = _real(value)
    return int(found) if found is not None and found.is_integer() and abs(found) <= EXACT else None


def _is_yes_or_no(value: object) -> bool:
    """Whether it is a truth value of Python, or of NumPy, which need not be loaded for that."""
    return type(value).__name__ in ("bool", "bool_")


def number(name: str, value: object) -> float:
    """A number.

    Raises
    ------
    GlasshouseError
        If it is none, or beyond all that is counted here.
    """
    found = _real(value)
    if found is None or not abs(found) <= MOST:
        raise GlasshouseError(f"{_is(name, value)}; a number belongs there{_number_meant(name, value)}.")
    return found


def yes_or_no(name: str, value: object) -> bool:
    """True or False.

    Raises
    ------
    GlasshouseError
        If it is neither.
    """
    if not _is_yes_or_no(value):
        raise GlasshouseError(f"{_is(name, value)}; True or False belongs there.")
    return bool(value)


def text(name: str, value: object) -> str:
    """A text that is not empty.

    Raises
    ------
    GlasshouseError
        If it is none.
    """
    if not isinstance(value, str) or not value.strip():
        raise GlasshouseError(f"{_is(name, value)}; a text belongs there.")
    return value


def month(name: str, value: object) -> str:
    """The first month; whether it is one, whoever reads it finds out.

    Raises
    ------
    GlasshouseError
        If it is no text.
    """
    if not isinstance(value, str):
        year_of = getattr(value, "year", None), getattr(value, "month", None)
        meant = f"{year_of[0]:04}-{year_of[1]:02}" if all(isinstance(one, int) for one in year_of) else "2013-10"
        raise GlasshouseError(f"{_is(name, value)}; write the month as a text: {name}='{meant}'.")
    return value


def at(name: str, value: object) -> str | int:
    """A month of a run: as the calendar has it, or how many months are over by then.

    Raises
    ------
    GlasshouseError
        If it is neither text nor a whole number.
    """
    return month(name, value) if isinstance(value, str) or hasattr(value, "year") else whole(name, value)


def path(name: str, value: object) -> Path:
    """The path of a file or folder.

    Raises
    ------
    GlasshouseError
        If it is none.
    """
    said = os.fspath(value) if isinstance(value, str | os.PathLike) else None
    if not isinstance(said, str) or not said:
        raise GlasshouseError(f"{_is(name, value)}; the path of a file or folder belongs there, as text or Path.")
    if "\0" in said or any("\ud800" <= letter <= "\udfff" for letter in said):
        raise GlasshouseError(f"{_is(name, value)}, which cannot be written as text in UTF-8. Take another name.")
    return Path(said)


def named(name: str, value: object) -> str | Path:
    """The id of something that comes with Glasshouse, or the path of a file.

    Raises
    ------
    GlasshouseError
        If it is neither.
    """
    if isinstance(value, list | tuple) and name.startswith("scheme") and all(isinstance(one, str) for one in value):
        together = f": {name}='{'+'.join(value)}'" if value else ""
        raise GlasshouseError(f"{_is(name, value)}; several schemes are one text, joined by '+'{together}.")
    if not isinstance(value, str | os.PathLike):
        raise GlasshouseError(f"{_is(name, value)}; an id or the path of a file belongs there, as text or Path.")
    found = path(name, value)
    return value if isinstance(value, str) else found


def pair(name: str, value: object) -> tuple[str | Path, str | Path]:
    """Two schemes.

    Raises
    ------
    GlasshouseError
        If these are not two.
    """
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise GlasshouseError(
            f"{_is(name, value)}. A comparison is of two: gh.compare('rongcheng-2016', 'none'). Each may be several "
            "schemes joined by '+'."
        )
    one, other = (named(f"{name}[{turn}]", each) for turn, each in enumerate(value))
    return one, other


def function(name: str, value: object) -> Any:
    """Something that can be called.

    Raises
    ------
    GlasshouseError
        If it cannot.
    """
    if not callable(value):
        raise GlasshouseError(f"{_is(name, value)}; a function of (months done, months) belongs there.")
    return value


NONE_ELSEWHERE: Mapping[str, str] = {}


def checked(
    elsewhere: Mapping[str, str] = NONE_ELSEWHERE, /, **takes: Take
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A function that takes each parameter as it is named here, and tells all wrong ones at once.

    None is left alone where it is the default. ``elsewhere`` says which function has what this one lacks.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        signature = inspect.signature(function)

        @wraps(function)
        def taken(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                given = signature.bind(*args, **kwargs)
            except TypeError:
                for name in kwargs.keys() & elsewhere.keys() - signature.parameters.keys():
                    raise TypeError(f"{function.__name__}() has no parameter {name!r}. {elsewhere[name]}") from None
                return function(*args, **kwargs)  # Python says which parameter is not there, and names the function
            _take(given.arguments, takes, signature.parameters)
            return function(*given.args, **given.kwargs)

        return taken

    return decorate


def _take(
    given: dict[str, Any], takes: Mapping[str, Take], parameters: Mapping[str, inspect.Parameter]
) -> None:  # fmt: skip
    """Put every value that was given in the form in which it is used; refuse all that have none."""
    wrong = []
    for name, value in given.items():
        if name in takes and not (value is None and parameters[name].default is None):
            try:
                given[name] = takes[name](name, value)
            except GlasshouseError as error:
                wrong.append(str(error))
    if wrong:
        raise GlasshouseError("\n".join(wrong))


def _real(value: object) -> float | None:
    """The value as a float, if it is a number that counts or measures."""
    if _is_yes_or_no(value) or isinstance(value, str | bytes | bytearray):
        return None
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return None if found != found else found


def _is(name: str, value: object) -> str:
    """What was handed over, with its type where its text alone would not tell."""
    try:
        said = quoted(value)
    except Exception:  # somebody else's class may say anything when it is asked what it is
        said = "something"
    tells = isinstance(value, str | bool | int | float | list | tuple | dict | None.__class__)
    return f"{name} is {said}" if tells else f"{name} is {said} ({type(value).__name__})"


def _number_meant(name: str, value: object) -> str:
    """What was probably meant where a number belongs: the one that a text says, or the whole ones around it."""
    try:
        found = float(value) if isinstance(value, str) else _real(value)
    except ValueError:
        return ""
    if found is None or not abs(found) <= EXACT:
        return ""
    if isinstance(value, str):
        return f": {name}={int(found) if found.is_integer() else found}"
    return f", such as {max(int(found // 1), 0)} or {max(int(found // 1), 0) + 1}"
