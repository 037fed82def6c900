"""Whether a scheme can run, and what its author should know: all findings at once, with their lines."""

import re
from collections.abc import Iterator
from pathlib import Path

from glasshouse.base.errors import GlasshouseError, count_of
from glasshouse.base.yamlfile import Lines, dotted, refusal
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.scheme.check.advice.cautions import noted, warned
from glasshouse.scheme.check.faults.faults import faults
from glasshouse.scheme.check.faults.finding import Finding, Said, findings
from glasshouse.scheme.check.faults.others import varied
from glasshouse.scheme.language.files import read_scheme
from glasshouse.scheme.language.model import Scheme

_LINE = re.compile(r"^ *line +\d+ +")  # of a variant, which stands in no file


def problems(scheme: Scheme, catalogue: Catalogue, lines: Lines | None = None) -> list[Finding]:
    """Everything that keeps ``scheme``, or a variant of it, from running; nothing if they may run.

    ``catalogue`` is that of what the scheme scores; for one of another cast ours takes its place, see :func:`fitting`.
    ``lines`` is the map that :func:`glasshouse.base.yamlfile.read` gives with the values of a file.
    """
    catalogue = fitting(scheme, catalogue)
    said = [*faults(scheme, catalogue)]
    return findings("error", [*said, *_of_variants(scheme, catalogue, {text for _, text in said})], lines)


def _of_variants(scheme: Scheme, catalogue: Catalogue, known: set[str]) -> Iterator[Said]:
    """What keeps the variants from running, besides what is ``known`` of the scheme itself."""
    for at, variant in enumerate(scheme.variants):
        try:
            other = varied(scheme, variant.changes, variant.id)
        except GlasshouseError as error:
            for line in str(error).splitlines():
                if not line.endswith(("problem:", "problems:")):  # a heading
                    yield ("variants", at, "changes"), _LINE.sub("", line)
            continue
        for where, text in faults(other, catalogue):
            if text not in known:
                yield ("variants", at), f"with this variant, {dotted(where)}: {text}"


def warnings(scheme: Scheme, catalogue: Catalogue, lines: Lines | None = None) -> list[Finding]:
    """What the author of a scheme without problems should know: warnings first, then notes."""
    return findings("warning", warned(scheme, fitting(scheme, catalogue)), lines) + findings(
        "note", noted(scheme), lines
    )


def fitting(scheme: Scheme, catalogue: Catalogue) -> Catalogue:
    """``catalogue``, if it is about what the scheme scores, persons or firms; else our own that is."""
    if scheme.subjects.kind == catalogue.cast.kind:
        return catalogue
    return firm_catalogue() if scheme.subjects.kind == "firm" else load_catalogue()


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
