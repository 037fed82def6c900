"""Whether a scheme can run, and what its author should know: all findings at once, with their lines."""

from pathlib import Path

from glasshouse.errors import GlasshouseError, count_of
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.cautions import noted, warned
from glasshouse.scheme.faults import against, within
from glasshouse.scheme.finding import Finding, findings
from glasshouse.scheme.model import Scheme
from glasshouse.yamlfile import Lines, read, refusal, validated


def problems(scheme: Scheme, catalogue: Catalogue, lines: Lines | None = None) -> list[Finding]:
    """Everything that keeps ``scheme`` from running; nothing if it may run.

    ``lines`` is the map that :func:`glasshouse.yamlfile.read` gives with the values of a file.
    """
    return findings("error", [*within(scheme), *against(scheme, catalogue)], lines)


def warnings(scheme: Scheme, catalogue: Catalogue, lines: Lines | None = None) -> list[Finding]:
    """What the author of a scheme without problems should know: warnings first, then notes."""
    return findings("warning", warned(scheme, catalogue), lines) + findings("note", noted(scheme), lines)


def read_scheme(path: Path | str) -> tuple[Scheme, Lines]:
    """The scheme written in a file, whether it may run or not, and the line of each of its parts.

    Raises
    ------
    GlasshouseError
        If the file is no YAML, or not of the form of a scheme.
    """
    values, lines = read(path)
    return validated(values, lines, Scheme, str(path)), lines


def checked(path_or_scheme: Path | str | Scheme, catalogue: Catalogue) -> Scheme:
    """The scheme, if it may run.

    Raises
    ------
    GlasshouseError
        If it may not; the text lists every problem, with its line where the scheme comes from a file.
    """
    if isinstance(path_or_scheme, Scheme):
        found = problems(path_or_scheme, catalogue)
        if found:
            title = f"The scheme {path_or_scheme.id!r} has {count_of(len(found), 'problem')}:"
            raise GlasshouseError("\n".join([title, *map(str, found)]))
        return path_or_scheme
    scheme, lines = read_scheme(path_or_scheme)
    found = problems(scheme, catalogue, lines)
    if found:
        raise refusal(str(path_or_scheme), [(one.line or 1, str(one)) for one in found])
    return scheme
