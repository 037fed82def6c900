"""A scheme that somebody named, with its changes: whether it fits, and what the changes bring about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.yamlfile import Lines, Where, refusal
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.check.check import problems, warnings
from glasshouse.scheme.check.faults.finding import Finding
from glasshouse.scheme.language.change import path_of
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.reference import shown


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
    sheet: "Sheet | None" = None

    @property
    def changes(self) -> dict[str, object]:
        """What was changed: the new value by path, None where something is left out."""
        return {one.path: one.after for one in self.changed}


@dataclass(frozen=True)
class Sheet:
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
        texts += [str(found.sheet.refusal(by_change(new, said_by(found.scheme), found.changed)))] if new else []
        raise GlasshouseError("\n".join(texts))


def warnings_of(found: Found, catalogue: Catalogue) -> list[Finding]:
    """What somebody who wrote the changes of a scheme should know: what could not be said of it without them."""
    before, after = said_by(found.written), said_by(found.scheme)
    written = found.written.model_copy(update={"tests": ()})  # as the changed one, which carries none
    known = {(path_of(before, one.where), one.text) for one in warnings(written, catalogue)}
    line = None if found.sheet is None else found.sheet.line
    return [
        Finding(one.level, one.where, one.text, line)
        for one in warnings(found.scheme, catalogue)
        if (path_of(after, one.where), one.text) not in known
    ]


def by_change(
    said: Iterable[tuple[Where, str]], values: Any, made: Sequence[Change]
) -> Iterator[tuple[str | None, str]]:
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


def said_by(scheme: Scheme) -> Any:
    return scheme.model_dump(mode="json", by_alias=True, exclude_unset=True)
