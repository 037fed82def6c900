"""What a report makes of the tables of a comparison, and an ensemble gathers with them."""

from collections.abc import Mapping

import polars as pl

from glasshouse.measure.apart import SIDES
from glasshouse.measure.gather import EACH
from glasshouse.results import acts
from glasshouse.results.comparison_tables import EVERYBODY, STANDINGS, TABLES
from glasshouse.results.table import COUNTED, DIFFERENCE, KEY, NAME, NUMBERED, Tables, each, part_of

LISTED, UNGRADED = "on a list", "no grade"
Frames = Mapping[str, pl.DataFrame]

ALL_OF_THEM = "all of them"
_WHERE = ("a_only", "b_only", "both")
_GIVEN_UP = ("given_up_a", "given_up_b")
_LIVING = ("money", "strain", "employed", "indebted", "late", "sanctioned", "listed", "wrongly")

TOTALS = Tables()
"""What is made of the tables of a comparison; one that has the name of a table takes its place."""


@TOTALS.table("An outcome in a, in b, and a minus b: kept of each seed.", {"metric": KEY, "value": DIFFERENCE})
def _metrics(tables: Frames) -> pl.DataFrame:
    tall = tables["differences"].unpivot(["a", "b", "difference"], index="outcome", variable_name="of")
    return tall.select(metric=pl.format("{}/{}", "outcome", "of"), value="value")


@TOTALS.table(
    "A group: how many lives diverge, their share, and how they stand at the end.",
    {
        "trait": KEY,
        "level": KEY,
        "people": COUNTED,
        "parted": COUNTED,
        "share": part_of("parted", "people"),
        **STANDINGS,
    },
)
def _standing(tables: Frames) -> pl.DataFrame:
    some = pl.col("people") > 0
    return tables["standing"].with_columns(share=pl.when(some).then(pl.col("parted") / pl.col("people")))


@TOTALS.table("A month: a minus b.", {"month": NUMBERED, **each(DIFFERENCE, *_LIVING)})
def _less(tables: Frames) -> pl.DataFrame:
    a, b = (tables["over_time"].filter(world=side) for side in SIDES)
    both = a.join(b, on="month", suffix="_b", maintain_order="left")
    return both.select("month", *(pl.col(name) - pl.col(f"{name}_b") for name in _LIVING))


@TOTALS.table("How people end in a and in b: how many.", {"in_a": KEY, "in_b": KEY, "people": COUNTED})
def _ends(tables: Frames) -> pl.DataFrame:
    ways = tables["transitions"].select(*(state(side).alias(f"in_{side}") for side in SIDES), "people")
    return ways.group_by("in_a", "in_b", maintain_order=True).agg(pl.col("people").sum())


@TOTALS.table("How people end in a world: how many.", {"world": KEY, "state": KEY, "people": COUNTED})
def _ends_in(tables: Frames) -> pl.DataFrame:
    return pl.concat(
        tables["ends"]
        .group_by(state=f"in_{side}", maintain_order=True)
        .agg(pl.col("people").sum())
        .select(pl.lit(side).alias("world"), "state", "people")
        for side in SIDES
    )


@TOTALS.table(
    "The whole time: what a report says of it in its big numbers.",
    {
        "span": KEY,
        **each(COUNTED, "never_parted", "sanctioned_in_one", "listed_in_one", "turned_away_in_one"),
        **each(COUNTED, *(f"{what}_{where}" for what in ("refused", "turned_away", *acts.TITLES) for where in _WHERE)),
        **each(COUNTED, *_GIVEN_UP),
    },
)
def _in_all(tables: Frames) -> pl.DataFrame:
    whole = tables["standing"].filter(trait=EVERYBODY).row(0, named=True)
    requests = [*(f"{what}_{where}" for what in ("refused", "turned_away") for where in _WHERE), *_GIVEN_UP]
    asked = {name: int(tables["requests"][name].sum()) for name in requests}
    done = {
        f"{kind}_{where}": int(tables["conducts"].filter(acts.of_kind(kind))[where].sum())
        for kind in acts.TITLES
        for where in _WHERE
    }
    return pl.DataFrame(
        {
            "span": ["the whole time"],
            "never_parted": whole["people"] - whole["parted"],
            **{
                f"{what}_in_one": whole[f"{what}_a_only"] + whole[f"{what}_b_only"] for what in ("sanctioned", "listed")
            },
            "turned_away_in_one": asked["turned_away_a_only"] + asked["turned_away_b_only"],
            **asked,
            **done,
        }
    )


@TOTALS.table(
    "A kind of act that is lawful speech, petition or belief, or all of them together: how often it happens in each "
    "world, and how many fewer in it there are than in the other, as a share of those in the other.",
    {
        "conduct": KEY,
        "title": NAME,
        **each(COUNTED, "acts_a", "acts_b", "a_only", "b_only", "both"),
        **each(DIFFERENCE, "fewer_in_a", "fewer_in_b"),
    },
)
def _speech(tables: Frames) -> pl.DataFrame:
    kinds = tables["conducts"].filter(acts.of_kind(acts.SPEECH)).select("conduct", "title", "a_only", "b_only", "both")
    whole = kinds.select(
        pl.lit(ALL_OF_THEM).alias("conduct"), pl.lit(acts.TITLES[acts.SPEECH]).alias("title"),
        *(pl.col(where).sum() for where in ("a_only", "b_only", "both")),
    )  # fmt: skip
    a, b = (pl.col("both") + pl.col(f"{side}_only") for side in SIDES)
    return pl.concat([whole, kinds]).select(
        "conduct", "title", "a_only", "b_only", "both", acts_a=a, acts_b=b,
        fewer_in_a=pl.when(b > 0).then((b - a) / b), fewer_in_b=pl.when(a > 0).then((a - b) / a),
    )  # fmt: skip


LAYOUTS = {**TABLES.layouts, **TOTALS.layouts}
"""Every table that is gathered; not ``people``, for whoever bears one number is somebody else in each seed."""

FROM_A_COMPARISON = tuple(TABLES.layouts)
"""The tables of a comparison that these are made of."""

ABOUT_ALL = {name: one for name, one in LAYOUTS.items() if name != EACH[0]}
"""The tables that are shown; the one that is kept of each seed is not."""


def with_totals(tables: Frames) -> dict[str, pl.DataFrame]:
    """The tables of a comparison, what its report makes of them, and those numbers that are kept of each seed."""
    whole = dict(tables)
    for name, one in TOTALS.items():
        whole[name] = pl.DataFrame(one.made(whole))
    return whole


def state(side: str) -> pl.Expr:
    """How somebody ends in a world: on a list, whatever the grade; in a grade; or in neither."""
    listed, grade = pl.col(f"listed_{side}"), pl.col(f"grade_{side}").fill_null(UNGRADED)
    return pl.when(listed).then(pl.lit(LISTED)).otherwise(grade)
