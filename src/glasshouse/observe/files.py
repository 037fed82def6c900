"""The files of a catalogue: what they say, what is wrong with them, and how that is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from glasshouse.base.bibliography import HOME as BIBLIOGRAPHY
from glasshouse.base.bibliography import references_in
from glasshouse.base.errors import GlasshouseError
from glasshouse.base.evidence import Part
from glasshouse.base.yamlfile import Lines, Where, line_of, problem, read_text, refusal, text_of, validated
from glasshouse.life.model import Conduct, Livelihood, Service
from glasshouse.observe.catalogue import ConductsFile, ServicesFile, SourcesFile
from glasshouse.observe.model import Source
from glasshouse.population.firms import CASTS
from glasshouse.population.people import PEOPLE, Cast

HOME = Path(__file__).parents[1] / "data" / "catalogue"
HOME_OF_FIRMS = HOME.parent / "catalogue-firms"
FILES: dict[str, type[Part]] = {
    "conducts.yaml": ConductsFile,
    "services.yaml": ServicesFile,
    "sources.yaml": SourcesFile,
    "livelihood.yaml": Livelihood,
}
REFERENCES = "bibliography.yaml"
File = TypeVar("File", bound=Part)


class Texts(NamedTuple):
    """What the files of a folder say now."""

    folder: Path
    files: tuple[tuple[str, str], ...]  # (file, text)
    broken: tuple[tuple[str, str], ...]  # (file, why it cannot be read)
    own: str | None  # bibliography of the folder
    ours: str  # bibliography of the package


def refuse_incomplete(folder: Path) -> None:
    """Raise a GlasshouseError if a folder is none, or lacks a file of a catalogue."""
    if not folder.is_dir():
        raise GlasshouseError(f"{folder} is not a folder. A catalogue is a folder with {', '.join(FILES)}.")
    missing = [file for file in FILES if not (folder / file).is_file()]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise GlasshouseError(
            f"{folder} is not a whole catalogue: {', '.join(missing)} {verb} missing. It needs {', '.join(FILES)}."
        )


def texts_in(folder: Path) -> Texts:
    """What the files of a folder say; one that cannot be read is told of when all are checked."""
    texts, broken = {}, {}
    for file in FILES:
        try:
            texts[file] = text_of(folder / file)
        except GlasshouseError as error:
            broken[file] = str(error)
    own = folder / REFERENCES
    has_own = folder != HOME and own.is_file()
    return Texts(
        folder, tuple(texts.items()), tuple(broken.items()), text_of(own) if has_own else None, text_of(BIBLIOGRAPHY)
    )


@dataclass
class Files:
    """What was read of a folder, and what is wrong with it."""

    folder: Path
    cast: Cast = PEOPLE  # whose catalogue it is
    parts: dict[str, Part] = field(default_factory=dict)  # files that hold to their own model
    lines: dict[str, Lines] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)  # file -> why it does not hold to its model
    cited: set[str] = field(default_factory=set)  # keys of the bibliographies that evidence may name
    problems: dict[str, list[tuple[Where, str]]] = field(default_factory=dict)

    def one(self, model: type[File]) -> tuple[File, ...]:
        """The file of ``model``, or nothing if it is broken."""
        return tuple(part for part in self.parts.values() if isinstance(part, model))

    @property
    def conducts(self) -> tuple[Conduct, ...]:
        return tuple(conduct for file in self.one(ConductsFile) for conduct in file.conducts)

    @property
    def services(self) -> tuple[Service, ...]:
        return tuple(service for file in self.one(ServicesFile) for service in file.services)

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(source for file in self.one(SourcesFile) for source in file.sources)

    def wrong(self, file: str, where: Where, text: str) -> None:
        """Note a problem of ``file`` at ``where``."""
        self.problems.setdefault(file, []).append((where, text))

    def refuse_if_wrong(self) -> None:
        """Raise a GlasshouseError that tells every problem of every file."""
        texts = []
        for file in FILES:
            if file in self.broken:
                texts.append(self.broken[file])
            elif file in self.problems:
                lines = self.lines[file]
                told = [(line_of(lines, where), problem(lines, where, text)) for where, text in self.problems[file]]
                texts.append(str(refusal(str(self.folder / file), told)))
        if texts:
            raise GlasshouseError("\n".join(texts))


def read_files(texts: Texts) -> Files:
    """The files, each by its own model, and what breaks it."""
    folder = texts.folder
    files = Files(folder, broken=dict(texts.broken), cited=set(references_in(texts.ours, str(BIBLIOGRAPHY))))
    if texts.own is not None:
        files.cited |= set(references_in(texts.own, str(folder / REFERENCES)))
    for file, text in texts.files:
        model = FILES[file]
        try:
            values, files.lines[file] = read_text(text, str(folder / file))
            if model is Livelihood:  # a livelihood that breaks its model still says whose it is
                files.cast = CASTS.get(str(values.get("kind")), PEOPLE) if isinstance(values, dict) else PEOPLE
            files.parts[file] = validated(values, files.lines[file], model, str(folder / file))
        except GlasshouseError as error:
            files.broken[file] = str(error)
    return files


def entries(files: Files) -> Iterator[tuple[str, Sequence[Part]]]:
    """Each file that holds a list, and the entries of it that could be read."""
    yield "conducts.yaml", files.conducts
    yield "services.yaml", files.services
    yield "sources.yaml", files.sources


def list_name(file: str) -> str:
    """The key under which ``file`` holds its list."""
    return file.removesuffix(".yaml")
