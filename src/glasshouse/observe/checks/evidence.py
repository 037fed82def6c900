"""Evidence: what numbers rest on stands in a bibliography."""

from collections.abc import Iterator

from glasshouse.base.bibliography import unknown_key
from glasshouse.base.evidence import Part, walk_sourced
from glasshouse.base.yamlfile import Where
from glasshouse.observe.catalogue import SourcesFile
from glasshouse.observe.errors.delay import evidence_of
from glasshouse.observe.files import Files


def evidence_is_in_the_bibliography(files: Files) -> None:
    """Every key that a number names as its evidence stands in a bibliography."""
    for file, part in files.parts.items():
        for where, evidence in _claims(part):
            text = unknown_key(evidence, files.cited)
            if text is not None:
                files.wrong(file, where, text)


def _claims(part: Part) -> Iterator[tuple[Where, str]]:
    """Every text in the file ``part`` that names a key of the bibliography, with its path."""
    for where, _, sourced in walk_sourced(part):
        if sourced.evidence is not None:
            yield (*where, "evidence"), sourced.evidence
    if isinstance(part, SourcesFile):
        for at, source in enumerate(part.sources):
            evidence = evidence_of(source)
            if evidence is not None:
                yield ("sources", at, "delay_evidence"), evidence
