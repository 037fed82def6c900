"""Every part of a scheme with its place in the file, for checks and pages that look at all of them."""

from collections.abc import Iterator

from pydantic import BaseModel

from glasshouse.base.yamlfile import Where


def parts(value: object, where: Where = ()) -> Iterator[tuple[Where, BaseModel]]:
    """``value`` and every part in it, with its place as an author writes it."""
    if isinstance(value, BaseModel):
        yield where, value
        for name, field in type(value).model_fields.items():
            yield from parts(getattr(value, name), (*where, field.alias or name))
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from parts(one, (*where, at))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from parts(one, (*where, key))
