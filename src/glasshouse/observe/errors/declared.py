"""How the errors of sources are declared: what the field that an author writes carries besides its meaning."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from glasshouse.base.evidence import Part

Problems = Callable[[Any], Iterator[tuple[str, str]]]
"""What is wrong with a source: the field that should hold something else, and what to do."""


@dataclass(frozen=True)
class SourceError:
    """One way in which a source errs: it stands in the annotation of a field of ``Source``."""

    heading: str  # of its column where reports tell of sources
    by_kind: bool = False  # whether kernels read the figure, by kind of conduct, as a column of its own name
    problems: Problems | None = None


def declared_in(model: type[Part]) -> dict[str, SourceError]:
    """The errors that the fields of a model declare, by field, in their order."""
    fields = model.model_fields.items()
    return {name: one for name, field in fields for one in field.metadata if isinstance(one, SourceError)}
