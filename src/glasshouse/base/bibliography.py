"""The published sources that the numbers rest on, by key."""

import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from glasshouse.base.errors import no_such
from glasshouse.base.evidence import Known, Part
from glasshouse.base.forms import Form
from glasshouse.base.yamlfile import read_text, text_of, validated

HOME = Path(__file__).parents[1] / "data" / "bibliography.yaml"
Key = Annotated[
    str,
    Form(
        "[a-z0-9][a-z0-9-]*",
        "is no key: small letters, digits and '-', at most 60 of them, and no '-' in front",
        60,
        lambda text: re.sub("[^a-z0-9]+", "-", text.lower()).strip("-"),
    ),
]


class Reference(Part):
    """One published source."""

    key: Key
    title: str
    publisher: str
    date: str = Field(description="As precise as known: '2019', '2019-07', '2019-07-24' or a span of years.")
    url: str | None = Field(default=None, description="Where a copy was read.")
    known: Known = Field(description="Whether a copy was found, or the content is derived or recalled.")
    note: str | None = Field(default=None, description="The figures that are used, and what is weak about them.")


class Bibliography(Part):
    """The file bibliography.yaml: references by key."""

    references: dict[Key, Reference] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def each_reference_knows_its_key(cls, values: object) -> object:
        if isinstance(values, dict) and isinstance(values.get("references"), dict):
            named = {
                key: {"key": key, **fields} if isinstance(fields, dict) else fields
                for key, fields in values["references"].items()
            }
            return {**values, "references": named}
        return values


def load_bibliography(path: Path | None = None) -> dict[str, Reference]:
    """The references in ``path`` as it stands now, by default our own; do not change the dictionary, it is shared.

    Raises
    ------
    GlasshouseError
        If the file cannot be read or breaks a rule; the text names file, line and remedy of every problem.
    """
    home = path or HOME
    return references_in(text_of(home), str(home))


@lru_cache(maxsize=8)  # by what is read, not by where: a file may be edited while a process runs
def references_in(text: str, name: str) -> dict[str, Reference]:
    """The references in a text; ``name`` stands for it in messages. Raises what :func:`load_bibliography` raises."""
    return dict(validated(*read_text(text, name), Bibliography, name).references)


def key_of(evidence: str) -> str:
    """The key that an ``evidence`` string begins with.

    >>> key_of("spp-2019: persons prosecuted, by kind"), key_of("nbs-census-2020")
    ('spp-2019', 'nbs-census-2020')
    """
    return evidence.partition(":")[0].strip()


def unknown_key(evidence: str, known: Collection[str]) -> str | None:
    """What is wrong with the key of ``evidence`` ('key' or 'key: where in it'); None if it is ``known``.

    >>> unknown_key("spp-2091: theft", {"spp-2019", "ftc-2012"})
    "'spp-2091' is not a key of the bibliography. Did you mean 'spp-2019'?"
    """
    key = key_of(evidence)
    return None if key in known else no_such("a key of the bibliography", key, known)
