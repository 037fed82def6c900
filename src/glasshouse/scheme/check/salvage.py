"""What is wrong in a file that has not the form of a scheme: that, and all else that what can be read of it tells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from glasshouse.base.errors import names_meant
from glasshouse.base.yamlfile import NAMELESS, Where, parsed, sentences
from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.check.check import fitting
from glasshouse.scheme.check.faults.examples import wrong_examples
from glasshouse.scheme.check.faults.faults import WITHIN, citations
from glasshouse.scheme.check.faults.finding import Finding, Said, findings
from glasshouse.scheme.check.faults.named import wrong_names
from glasshouse.scheme.check.faults.others import wrong_others
from glasshouse.scheme.language.model import Scheme

MOST_ROUNDS = 12  # of leaving something out and reading the rest
STANDS_FOR = "unread"  # a key that a scheme cannot do without
NEEDED_BY_EXAMPLES = {"on": {"rules", "lists"}, "lists": {"lists"}, "score": {"score"}, "friends": {"accounts"}}
"""What must be whole for what an example says in a key to be wrong."""


def all_problems(text: str, name: str, catalogue: Catalogue) -> list[Finding]:
    """Everything that keeps what is written in a file from running, as far as the rest of it can be read.

    Parameters
    ----------
    text : str
        What is written there.
    name : str
        What the file is called in messages.

    Raises
    ------
    GlasshouseError
        If it is no YAML at all.
    """
    read = parsed(text, name)
    if not isinstance(read.value, dict):
        return []
    said = [(where, told) for where, told in read.problems]
    gentle = _Rest(read.value, {where for where, _ in said if where})
    said += gentle.salvage()
    strict = _Rest(read.value, {_part_of(where) for where in gentle.lost})
    strict.salvage()
    if gentle.scheme is not None:
        said += _said_of_parts(gentle, fitting(gentle.scheme, catalogue))
    if strict.scheme is not None:
        said += _said_between_parts(strict, gentle)
    return findings("error", said, read.lines)


def _said_of_parts(rest: "_Rest", catalogue: Catalogue) -> Iterator[Said]:
    """What is wrong with a part whatever stands in the others; of half a part, what the other half says."""
    assert rest.scheme is not None
    found: list[Said] = []
    if rest.knows_its_kind:
        found += [*wrong_names(rest.scheme, catalogue), *wrong_examples(rest.scheme, catalogue)]
    if "bibliography" not in rest.lost_sections:
        found += citations(rest.scheme)
    for place, text in found:
        where = rest.origin_of(place)
        needed = NEEDED_BY_EXAMPLES.get(str(where[2]), set()) if where[:1] == ("tests",) and len(where) > 2 else set()
        if not rest.touches(where) and not needed & rest.lost_sections:
            yield where, text


def _said_between_parts(rest: "_Rest", gentle: "_Rest") -> Iterator[Said]:
    """What contradicts each other among the parts that are whole."""
    assert rest.scheme is not None
    lost = gentle.lost_sections
    for check, needs in WITHIN:
        if check is not citations and not needs & lost:
            yield from ((rest.origin_of(where), text) for where, text in check(rest.scheme))
    if gentle.knows_its_kind:
        yield from ((rest.origin_of(where), text) for where, text in wrong_others(rest.scheme))


def _part_of(where: Where) -> Where:
    """The whole part of a list that a place lies in; the section, if it is no list."""
    return where[:2] if len(where) > 1 and isinstance(where[1], int) else where[:1]


@dataclass
class _Rest:
    """What is left of the values of a file without what cannot be read."""

    values: dict[str, Any]
    lost: set[Where] = field(default_factory=set)
    scheme: Scheme | None = None  # None if nothing can be made of it
    origins: dict[Where, Where] = field(default_factory=dict)  # of lists' parts: where they stand in the file

    def salvage(self) -> list[Said]:
        """Leave out what is out of form until the rest is read; returns what was."""
        said: list[Said] = []
        for _ in range(MOST_ROUNDS):
            self.origins = {}
            left = self.without(self.values, (), ())
            left |= {key: STANDS_FOR for key, about in Scheme.model_fields.items() if self.is_lacking(key, about, left)}
            try:
                self.scheme = Scheme.model_validate(left)
            except ValidationError as refused:
                told = [(self.origin_of(where), text) for where, text in sentences(refused, left, Scheme)]
                new = {self.to_leave_out(where) for where, _ in told} - self.lost
                said += [one for one in told if not self.touches(one[0])]
                if not new or () in new:
                    return said
                self.lost |= new
            else:
                return said + self.lacking()
        return said

    def without(self, value: Any, where: Where, now: Where) -> Any:
        """A copy without what is lost; ``now`` is where it stands in the copy."""
        self.origins[now] = where
        if isinstance(value, dict):
            kept = {key: one for key, one in value.items() if not key.startswith(NAMELESS)}
            return {
                key: self.without(one, (*where, key), (*now, key))
                for key, one in kept.items()
                if (*where, key) not in self.lost
            }
        if isinstance(value, list):
            left = [(at, one) for at, one in enumerate(value) if (*where, at) not in self.lost]
            return [self.without(one, (*where, at), (*now, place)) for place, (at, one) in enumerate(left)]
        return value

    def is_lacking(self, key: str, about: Any, left: dict[str, Any]) -> bool:
        return about.is_required() and key not in left

    def lacking(self) -> list[Said]:
        """The keys that every scheme has, and this one has not."""
        needed = (key for key, about in Scheme.model_fields.items() if about.is_required())
        return [((key,), "is missing.") for key in needed if key not in self.values]

    def origin_of(self, now: Where) -> Where:
        """Where in the file a place of the copy stands."""
        known = next(length for length in range(len(now), -1, -1) if now[:length] in self.origins)
        return (*self.origins[now[:known]], *now[known:])

    def to_leave_out(self, where: Where) -> Where:
        """What cannot be read because of something wrong at a place: it, or what lacks it."""
        here: Any = self.values
        for part in where:
            known = here if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ()
            if part not in known:
                return where[:-1]
            here = here[part]
        return where if where not in self.lost else where[:-1]

    def touches(self, where: Where) -> bool:
        """Whether something in a place was left out, or it lies in such a thing."""
        return any(one[: len(where)] == where or where[: len(one)] == one for one in self.lost)

    @property
    def knows_its_kind(self) -> bool:
        """Whether it is read whom the scheme scores, persons or firms: names are those of one catalogue."""
        return not self.touches(("subjects", "kind")) and (
            "subjects" in self.values or "subjects" not in self.lost_sections
        )

    @property
    def lost_sections(self) -> set[str]:
        """The keys of a scheme of which not all is read; for a key that there is not, those that may be meant."""
        lost = {str(where[0]) for where in self.lost if where}
        for key in self.values.keys() - Scheme.model_fields.keys():
            lost.update(names_meant(key, Scheme.model_fields, {}) or Scheme.model_fields.keys() - self.values.keys())
        return lost


def as_problems(found: Iterable[Finding]) -> list[tuple[int, str]]:
    """Findings as :func:`glasshouse.base.yamlfile.refusal` takes them."""
    return [(one.line or 1, str(one)) for one in found]
