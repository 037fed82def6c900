"""The tables of a comparison as an ensemble gathers them."""

from collections.abc import Mapping

import polars as pl

from glasshouse.measure.gather import COUNT, EACH, MEAN, SHARE, SIGNED, Layout

_STANDING = {
    f"{name}_{where}": COUNT for name in ("listed", "sanctioned") for where in ("both", "a_only", "b_only")
} | {"wrongly_a_only": COUNT, "wrongly_b_only": COUNT}
_ALONE = ("refused_a_only", "refused_b_only")

LAYOUTS: dict[str, Layout] = {
    EACH[0]: Layout(("metric",), {"value": SIGNED}),
    "differences": Layout(("outcome",), {"a": SIGNED, "b": SIGNED, "difference": SIGNED}, ("title", "unit")),
    "parting": Layout(("month",), {"parted": COUNT, "so_far": COUNT, "share": SHARE}),
    "standing": Layout(("trait", "level"), {"people": COUNT, "parted": COUNT, **_STANDING}),
    "gains": Layout(
        ("measure", "trait", "level"),
        {
            "people": COUNT, "better_a": COUNT, "better_b": COUNT, "same": COUNT, "difference": SIGNED,
            "difference_better_a": SIGNED, "difference_better_b": SIGNED,
        },
        ("title", "unit"),
    ),
    "transitions": Layout(("grade_a", "listed_a", "grade_b", "listed_b"), {"people": COUNT}),
    "requests": Layout(
        ("service",),
        dict.fromkeys(
            ("granted_both", *_ALONE, "refused_both", "asked_a_only", "asked_b_only", "asked_a_only_refused",
             "asked_b_only_refused", "favoured_a_only", "favoured_b_only"),
            COUNT,
        ),
        ("title", "domain"),
    ),
    "conducts": Layout(
        ("conduct",), {"both": COUNT, "a_only": COUNT, "b_only": COUNT}, ("title", "domain", "lawful")
    ),
    "happenings": Layout(
        ("month",),
        dict.fromkeys(("unlawful_a_only", "unlawful_b_only", "lawful_a_only", "lawful_b_only", *_ALONE), COUNT),
    ),
    "over_time": Layout(
        ("month", "world"),
        {
            "people": COUNT, "money": MEAN, "strain": SHARE, "employed": SHARE, "indebted": SHARE, "late": SHARE,
            "sanctioned": COUNT, "listed": COUNT, "wrongly": COUNT,
        },
    ),
}  # fmt: skip
"""Every table that is gathered; not ``people``, for whoever bears one number is somebody else in each seed."""


def with_each(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables of a comparison, and those numbers that are kept of each seed: outcomes in a, in b, and a less b."""
    tall = tables["differences"].unpivot(["a", "b", "difference"], index="outcome", variable_name="of")
    each = tall.select(metric=pl.format("{}/{}", "outcome", "of"), value="value")
    return {**tables, EACH[0]: each}
