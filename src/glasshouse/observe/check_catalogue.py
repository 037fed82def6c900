"""Reading a catalogue, and the checks that its four files fit together."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from glasshouse.base.bibliography import HOME as BIBLIOGRAPHY
from glasshouse.base.bibliography import references_in, unknown_key
from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.base.evidence import Part, Sourced, Varies, walk_sourced
from glasshouse.base.units import months_of
from glasshouse.base.yamlfile import Lines, Where, line_of, problem, read_text, refusal, text_of, validated
from glasshouse.life.model import Conduct, Effect, Livelihood, Service
from glasshouse.observe.catalogue import MOST_KINDS, Catalogue, ConductsFile, ServicesFile, SourcesFile
from glasshouse.observe.model import Source
from glasshouse.population.firms import CASTS
from glasshouse.population.people import PEOPLE, Cast, wrong_level, wrong_trait

HOME = Path(__file__).parents[1] / "data" / "catalogue"
HOME_OF_FIRMS = HOME.parent / "catalogue-firms"
MOST_DUE = 3  # scheduled conducts have slots of their own in a month
FILES: dict[str, type[Part]] = {
    "conducts.yaml": ConductsFile,
    "services.yaml": ServicesFile,
    "sources.yaml": SourcesFile,
    "livelihood.yaml": Livelihood,
}
REFERENCES = "bibliography.yaml"
File = TypeVar("File", bound=Part)
_DELAY_RANGE = re.compile(r"^assumed: (?P<low>.+) to (?P<high>.+)$")


class Assumption(NamedTuple):
    """A number that no source gives, and the range in which sensitivity analysis may move it."""

    file: str  # such as conducts.yaml
    where: str  # such as conducts/traffic.ticket/hardship
    value: float  # for factors between levels of a trait: 1, the power they are raised to
    low: float
    high: float
    note: str


class Citation(NamedTuple):
    """A number that a source gives."""

    file: str
    where: str
    value: float | None  # None where it is a set of factors between levels of a trait
    evidence: str  # 'key' or 'key: where in it'
    note: str


def load(folder: Path | None = None) -> Catalogue:
    """The catalogue in ``folder``, a folder with the four ``FILES``; by default our own.

    Evidence is looked up in our bibliography and, if the folder has one, in its own ``bibliography.yaml``.

    Raises
    ------
    GlasshouseError
        If a file is missing or breaks a rule, or files do not fit together; the text names file, line
        and remedy of every problem in all files.
    """
    home = HOME if folder is None else Path(folder)
    _refuse_incomplete(home)
    return _made(_texts_in(home))


class _Texts(NamedTuple):
    """What the files of a folder say now."""

    folder: Path
    files: tuple[tuple[str, str], ...]  # (file, text)
    broken: tuple[tuple[str, str], ...]  # (file, why it cannot be read)
    own: str | None  # bibliography of the folder
    ours: str  # bibliography of the package


def _texts_in(folder: Path) -> _Texts:
    texts, broken = {}, {}
    for file in FILES:
        try:
            texts[file] = text_of(folder / file)
        except GlasshouseError as error:
            broken[file] = str(error)
    own = folder / REFERENCES
    has_own = folder != HOME and own.is_file()
    return _Texts(
        folder, tuple(texts.items()), tuple(broken.items()), text_of(own) if has_own else None, text_of(BIBLIOGRAPHY)
    )


@lru_cache(maxsize=8)  # by what the files say, not by where they lie: they may be edited while a process runs
def _made(texts: _Texts) -> Catalogue:
    files = _read_files(texts)
    for check in CHECKS:
        check(files)
    files.refuse_if_wrong()
    occasions = files.one(ConductsFile)[0].occasions
    read = {REFERENCES: texts.ours if texts.own is None else texts.own, **dict(texts.files)}
    return Catalogue(
        files.conducts, files.services, files.sources, files.one(Livelihood)[0], texts.folder, files.cast, occasions,
        read,
    )  # fmt: skip


def assumptions(catalogue: Catalogue) -> list[Assumption]:
    """Every assumed number of the catalogue with its range, in the order of the files."""
    found = []
    for file, where, part in _sourced(catalogue):
        if part.assumed is not None:
            low, high = part.assumed
            value = float(getattr(part, "value", 1))
            found.append(Assumption(file, where, value, float(low), float(high), part.note or ""))
    for source in catalogue.sources:
        spans = _DELAY_RANGE.match(source.delay_evidence or "")
        if spans:
            where = f"sources/{source.id}/delay"
            low, high = months_of(spans["low"]), months_of(spans["high"])
            found.append(Assumption("sources.yaml", where, source.delay, low, high, "Months."))
    return found


def evidence_used(catalogue: Catalogue) -> list[Citation]:
    """Every number of the catalogue that a source gives, in the order of the files."""
    found = []
    for file, where, part in _sourced(catalogue):
        if part.evidence is not None:
            value = getattr(part, "value", None)
            known = None if value is None else float(value)
            found.append(Citation(file, where, known, part.evidence, part.note or ""))
    for source in catalogue.sources:
        if source.delay_evidence and not _DELAY_RANGE.match(source.delay_evidence):
            where = f"sources/{source.id}/delay"
            found.append(Citation("sources.yaml", where, source.delay, source.delay_evidence, "Months."))
    return found


@dataclass
class _Files:
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


def _refuse_incomplete(folder: Path) -> None:
    if not folder.is_dir():
        raise GlasshouseError(f"{folder} is not a folder. A catalogue is a folder with {', '.join(FILES)}.")
    missing = [file for file in FILES if not (folder / file).is_file()]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise GlasshouseError(
            f"{folder} is not a whole catalogue: {', '.join(missing)} {verb} missing. It needs {', '.join(FILES)}."
        )


def _read_files(texts: _Texts) -> _Files:
    folder = texts.folder
    files = _Files(folder, broken=dict(texts.broken), cited=set(references_in(texts.ours, str(BIBLIOGRAPHY))))
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


def _sourced(catalogue: Catalogue) -> Iterator[tuple[str, str, Sourced]]:
    """(file, label, part) of everything in the catalogue that carries its evidence."""
    lists: dict[str, Sequence[Part]] = {
        "conducts": catalogue.conducts,
        "services": catalogue.services,
        "sources": catalogue.sources,
    }
    for name, parts in lists.items():
        for _, label, part in walk_sourced(parts, label=name):
            yield f"{name}.yaml", label, part
    for _, label, part in walk_sourced(catalogue.livelihood, label="livelihood"):
        yield "livelihood.yaml", label, part


def _ids_and_numbers_are_unique(files: _Files) -> None:
    for file, parts in _lists(files):
        for key in ("id", "number"):
            seen: dict[object, int] = {}
            for at, part in enumerate(parts):
                value = getattr(part, key, None)
                if value is not None and value in seen:
                    first = line_of(files.lines[file], (_key(file), seen[value], key))
                    text = f"{value!r} is taken by another entry (line {first}). Give each its own."
                    files.wrong(file, (_key(file), at, key), text)
                elif value is not None:
                    seen[value] = at


def _sources_are_known(files: _Files) -> None:
    known = [source.id for source in files.sources]
    for at, conduct in enumerate(files.conducts if known else ()):
        for place, view in enumerate(conduct.seen_by):
            if view.source not in known:
                where = ("conducts", at, "seen_by", place, "source")
                files.wrong("conducts.yaml", where, no_such("a source", view.source, known))


def _no_source_is_named_twice(files: _Files) -> None:
    for at, conduct in enumerate(files.conducts):
        named = [view.source for view in conduct.seen_by]
        for place, source in enumerate(named):
            if source in named[:place]:
                where = ("conducts", at, "seen_by", place, "source")
                files.wrong("conducts.yaml", where, f"{source!r} stands twice in seen_by. Join the two shares.")


def _traits_and_levels_are_known(files: _Files) -> None:
    for file, parts in _lists(files):
        for at, part in enumerate(parts):
            for place, varies in enumerate(getattr(part, "varies", ())):
                for key, text in _strange(varies, files.cast):
                    files.wrong(file, (_key(file), at, "varies", place, *key), text)


def _strange(varies: Varies, cast: Cast) -> Iterator[tuple[Where, str]]:
    """What is not a trait of ``cast`` or not a level of it in ``varies``, with the path of the word below it."""
    wrong = wrong_trait(varies.trait, cast.traits)
    if wrong is not None:
        yield ("trait",), wrong
        return
    for level in varies.times:
        wrong = wrong_level(varies.trait, level, cast.traits)
        if wrong is not None:
            yield ("times", level), wrong
    if not any(varies.times.get(level, 1) for level in cast.levels(varies.trait)):
        yield ("times",), "all factors are 0, so nobody would do it."


def _traits_vary_once(files: _Files) -> None:
    for file, parts in _lists(files):
        for at, part in enumerate(parts):
            traits = [varies.trait for varies in getattr(part, "varies", ())]
            for place, trait in enumerate(traits):
                if trait in traits[:place]:
                    where = (_key(file), at, "varies", place, "trait")
                    files.wrong(file, where, f"{trait!r} has two sets of factors here. Keep one.")


def _livelihood_names_every_level(files: _Files) -> None:
    cast = files.cast
    needed = {
        "starting_savings": cast.means,
        "saving_rate": cast.means,
        "in_debt_at_start": cast.means,
        "active": "age",
    }
    for livelihood in files.one(Livelihood):
        for name, trait in needed.items():
            given = getattr(livelihood, name)
            for level in given:
                if level not in cast.traits[trait]:
                    text = no_such(f"a level of {trait}", level, cast.traits[trait])
                    files.wrong("livelihood.yaml", (name, level), text)
            for level in cast.adult_ages() if trait == "age" else cast.traits[trait]:
                if level not in given:
                    files.wrong("livelihood.yaml", (name,), f"{level!r} is missing.")


def _debt_stages_exist(files: _Files) -> None:
    for livelihood in files.one(Livelihood):
        known = [stage.id for stage in livelihood.stages]
        for at, stage in enumerate(livelihood.stages):
            if stage.id in known[:at]:
                files.wrong("livelihood.yaml", ("stages", at, "id"), f"{stage.id!r} is written twice. Keep one.")
            for key in ("falls_into", "cures_into"):
                target = getattr(stage, key)
                if target is not None and target not in known:
                    text = no_such("a debt stage", target, known)
                    files.wrong("livelihood.yaml", ("stages", at, key), text)
        for file, parts in _lists(files):
            for at, part in enumerate(parts):
                for key, effect in _effects(part):
                    if effect.debt is not None and effect.debt not in known:
                        text = no_such("a debt stage of livelihood.yaml", effect.debt, known)
                        files.wrong(file, (_key(file), at, key, "debt"), text)


def _the_debt_ladder_fits_its_conducts(files: _Files) -> None:
    conducts = {conduct.id: conduct for conduct in files.conducts}
    for livelihood in files.one(Livelihood) if conducts else ():
        made = set()
        for at, stage in enumerate(livelihood.stages):
            for key in ("conduct", "cure_conduct"):
                name = getattr(stage, key)
                made.add(name)
                if name is not None and name not in conducts:
                    files.wrong("livelihood.yaml", ("stages", at, key), no_such("a conduct", name, conducts))
        for at, conduct in enumerate(files.conducts):
            occurs = conduct.per_1000_a_year is not None or conduct.due is not None
            if occurs and conduct.id in made:
                text = "has a rate of its own, but the debt ladder makes it. Take out per_1000_a_year and due."
                files.wrong("conducts.yaml", ("conducts", at), text)
            if not occurs and conduct.id not in made:
                text = "can never occur: give it per_1000_a_year or due, or a stage of livelihood.yaml."
                files.wrong("conducts.yaml", ("conducts", at), text)


def _kinds_and_due_conducts_fit_the_tables(files: _Files) -> None:
    rows = sum(len(conduct.seen_by) for conduct in files.conducts) + len(files.services)
    if rows > MOST_KINDS:
        text = (
            f"conducts by source and services make {rows:,} rows, but the engine's tables hold {MOST_KINDS:,}. "
            "Let fewer conducts be seen by several sources, or leave some out."
        )
        files.wrong("conducts.yaml" if files.conducts else "services.yaml", (), text)
    due = [at for at, conduct in enumerate(files.conducts) if conduct.due is not None]
    for at in due[MOST_DUE:]:
        text = f"{len(due)} conducts are scheduled, but at most {MOST_DUE} have room. Give this a rate instead."
        files.wrong("conducts.yaml", ("conducts", at, "due"), text)


def _evidence_is_in_the_bibliography(files: _Files) -> None:
    for file, part in files.parts.items():
        for where, evidence in _claims(part):
            text = unknown_key(evidence, files.cited)
            if text is not None:
                files.wrong(file, where, text)


def _delays_say_where_they_come_from(files: _Files) -> None:
    for at, source in enumerate(files.sources):
        where = ("sources", at, "delay_evidence")
        if source.delay and source.delay_evidence is None:
            files.wrong(
                "sources.yaml",
                where,
                "is missing: write a key of the bibliography, or 'assumed: 3 d to 30 d'.",
            )
        spans = _DELAY_RANGE.match(source.delay_evidence or "")
        if spans:
            try:
                low, high = months_of(spans["low"]), months_of(spans["high"])
            except ValueError as error:
                files.wrong("sources.yaml", where, str(error))
                continue
            if not low <= source.delay <= high:
                files.wrong("sources.yaml", where, "the delay lies outside its own assumed range.")


CHECKS: tuple[Callable[[_Files], None], ...] = (
    _ids_and_numbers_are_unique,
    _sources_are_known,
    _no_source_is_named_twice,
    _traits_and_levels_are_known,
    _traits_vary_once,
    _livelihood_names_every_level,
    _debt_stages_exist,
    _the_debt_ladder_fits_its_conducts,
    _kinds_and_due_conducts_fit_the_tables,
    _evidence_is_in_the_bibliography,
    _delays_say_where_they_come_from,
)
"""What must hold between the parts of a catalogue; each check tells every place where it does not."""


def _lists(files: _Files) -> Iterator[tuple[str, Sequence[Part]]]:
    yield "conducts.yaml", files.conducts
    yield "services.yaml", files.services
    yield "sources.yaml", files.sources


def _key(file: str) -> str:
    """The key under which ``file`` holds its list."""
    return file.removesuffix(".yaml")


def _effects(part: Part) -> Iterable[tuple[str, Effect]]:
    for key in ("then", "if_granted", "if_refused"):
        effect = getattr(part, key, None)
        if effect is not None:
            yield key, effect


def _claims(part: Part) -> Iterator[tuple[Where, str]]:
    """Every text in the file ``part`` that names a key of the bibliography, with its path."""
    for where, _, sourced in walk_sourced(part):
        if sourced.evidence is not None:
            yield (*where, "evidence"), sourced.evidence
    if isinstance(part, SourcesFile):
        for at, source in enumerate(part.sources):
            if source.delay_evidence and not _DELAY_RANGE.match(source.delay_evidence):
                yield ("sources", at, "delay_evidence"), source.delay_evidence
