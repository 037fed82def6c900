"""The tables of a comparison as an ensemble gathers them, with the sums that its report makes of them."""

from collections.abc import Mapping

import polars as pl

from glasshouse.measure.gather import COUNT, EACH, MEAN, SHARE, SIGNED, Layout
from glasshouse.runs.contrast import EVERYBODY
from glasshouse.runs.kinds import SIDES

_STANDING = {
    f"{name}_{where}": COUNT for name in ("listed", "sanctioned") for where in ("both", "a_only", "b_only")
} | {"wrongly_a_only": COUNT, "wrongly_b_only": COUNT}
_ALONE = ("refused_a_only", "refused_b_only")
_WHERE = ("a_only", "b_only", "both")
_LIVING = ("money", "strain", "employed", "indebted", "late", "sanctioned", "listed", "wrongly")
LISTED, UNGRADED = "on a list", "no grade"

LAYOUTS: dict[str, Layout] = {
    EACH[0]: Layout(("metric",), {"value": SIGNED}),
    "differences": Layout(("outcome",), {"a": SIGNED, "b": SIGNED, "difference": SIGNED}, ("title", "unit")),
    "parting": Layout(("month",), {"parted": COUNT, "so_far": COUNT, "share": SHARE}),
    "standing": Layout(("trait", "level"), {"people": COUNT, "parted": COUNT, "share": SHARE, **_STANDING}),
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
    "less": Layout(("month",), dict.fromkeys(_LIVING, SIGNED)),
    "ends": Layout(("in_a", "in_b"), {"people": COUNT}),
    "ends_in": Layout(("world", "state"), {"people": COUNT}),
    "in_all": Layout(
        ("span",),
        dict.fromkeys(
            ("never_parted", "sanctioned_in_one", "listed_in_one", "refused_in_one", "acts_in_one",
             *(f"{what}_{where}" for what in ("refused", "unlawful", "lawful") for where in _WHERE)),
            COUNT,
        ),
    ),
}  # fmt: skip
"""Every table that is gathered; not ``people``, for whoever bears one number is somebody else in each seed."""


def with_each(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables of a comparison, what its report makes of them, and those numbers that are kept of each seed.

    Of each seed are kept the outcomes in a, in b, and a minus b.
    """
    tall = tables["differences"].unpivot(["a", "b", "difference"], index="outcome", variable_name="of")
    each = tall.select(metric=pl.format("{}/{}", "outcome", "of"), value="value")
    ends = _ends(tables["transitions"])
    some = pl.col("people") > 0
    return {
        **tables,
        "standing": tables["standing"].with_columns(share=pl.when(some).then(pl.col("parted") / pl.col("people"))),
        "less": _less(tables["over_time"]),
        "ends": ends,
        "ends_in": pl.concat(
            ends.group_by(state=f"in_{side}", maintain_order=True)
            .agg(pl.col("people").sum())
            .select(pl.lit(side).alias("world"), "state", "people")
            for side in SIDES
        ),
        "in_all": _in_all(tables),
        EACH[0]: each,
    }


def state(side: str) -> pl.Expr:
    """How somebody ends in a world: on a list, whatever the grade; in a grade; or in neither."""
    listed, grade = pl.col(f"listed_{side}"), pl.col(f"grade_{side}").fill_null(UNGRADED)
    return pl.when(listed).then(pl.lit(LISTED)).otherwise(grade)


def _ends(transitions: pl.DataFrame) -> pl.DataFrame:
    ways = transitions.select(*(state(side).alias(f"in_{side}") for side in SIDES), "people")
    return ways.group_by("in_a", "in_b", maintain_order=True).agg(pl.col("people").sum())


def _less(over_time: pl.DataFrame) -> pl.DataFrame:
    """What is in a less what is in b, month by month."""
    a, b = (over_time.filter(world=side) for side in SIDES)
    both = a.join(b, on="month", suffix="_b", maintain_order="left")
    return both.select("month", *(pl.col(name) - pl.col(f"{name}_b") for name in _LIVING))


def _in_all(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """One row: what a report says of the whole comparison in its big numbers."""
    whole = tables["standing"].filter(trait=EVERYBODY).row(0, named=True)
    refused = {f"refused_{where}": int(tables["requests"][f"refused_{where}"].sum()) for where in _WHERE}
    acts = {
        f"{name}_{where}": int(tables["conducts"].filter(lawful=lawful)[where].sum())
        for name, lawful in (("unlawful", False), ("lawful", True))
        for where in _WHERE
    }
    return pl.DataFrame(
        {
            "span": ["the whole time"],
            "never_parted": whole["people"] - whole["parted"],
            **{
                f"{what}_in_one": whole[f"{what}_a_only"] + whole[f"{what}_b_only"] for what in ("sanctioned", "listed")
            },
            "refused_in_one": refused["refused_a_only"] + refused["refused_b_only"],
            "acts_in_one": sum(many for name, many in acts.items() if name.endswith("_only")),
            **refused,
            **acts,
        }
    )
