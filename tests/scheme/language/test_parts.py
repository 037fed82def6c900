"""Every part of a scheme, with its place as an author writes it."""

from collections.abc import Callable
from typing import Any

from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.parts import parts


def test_every_part_is_found_at_the_place_where_it_is_written(
    small: Callable[..., Scheme], follows: Callable[..., dict[str, Any]]
):
    gain = {"gain": {"value": 1, "assumed": [0, 2]}}
    places = {where for where, _ in parts(small(consequences=[follows({"grade": "A"}, effect=gain)]))}
    assert {
        (),
        ("score",),
        ("grades", 2),
        ("rules", 0),
        ("bibliography", "text"),
        ("consequences", 0, "when"),
        ("consequences", 0, "effect", "gain"),
    } <= places
