"""What shared chances buy, measured: a section of docs/twins.md, and its chart.

`python scripts/twins.py` lives both ensembles of comparisons and writes the section and docs/images/chances.svg, in
about a minute on two cores; `tests/contracts/test_twins_page.py` fails where the page is not of its form.
"""

import math
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

import altair as alt
import polars as pl

from glasshouse.base.errors import lasting
from glasshouse.charts.style import FREE, SANCTION, Drawing
from glasshouse.results.comparison_tables import EVERYBODY
from glasshouse.results.twin_ensemble import WORTH_TELLING, Told, TwinEnsemble, told_chances
from glasshouse.studies.ensembles import compared as ensemble
from glasshouse.studies.spec import RunSpec

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE, CHART = DOCS / "twins.md", DOCS / "images/chances.svg"
BEGIN = "<!-- Made by scripts/twins.py, as far as the next remark. Do not edit by hand. -->"
END = "<!-- End of what scripts/twins.py made. -->"

SCHEME = "rongcheng-2016+court-list"
OTHERS = ("none", "rongcheng-2016:rules.traffic-ticket.points=-20+court-list")
SPEC = RunSpec(scheme=SCHEME, world="rongcheng", people=50_000, months=36, seed=1)
SEEDS = 20

HEADS = ("outcome", "difference", "variance, shared", "variance, independent", "correlation", "independent pairs")


def section(found: Sequence[TwinEnsemble]) -> str:
    """What stands between the two remarks."""
    one = found[0]
    people, months = one.info["world"]["people"], one.info["months"]
    intro = (
        f"World `{one.info['world']['id']}` with {people:,} people, {months} months, the {one.size} seeds from "
        f"{one.info['seed']} on; *a* less *b*. *Independent pairs* is how many pairs of runs with chances of their own "
        f"would give an interval as narrow as these {one.size} pairs gave."
    )
    parts = [textwrap.fill(intro, 120)]
    for each in found:
        parts += [f"**{_named(each)}.** {_parted(each)}", table(told_chances(each))]
    image = f"images/{CHART.name}"
    said = "How many pairs of runs with chances of their own would give the same interval, outcome by outcome"
    return "\n\n".join([BEGIN, *parts, f"![{said}]({image})", END])


def _named(each: TwinEnsemble) -> str:
    one, other = (side["reference"] for side in each.info["sides"])
    return f"`{one}` (a) and `{other}` (b)"


def _parted(each: TwinEnsemble) -> str:
    """How many lives differ, of how many."""
    of = each.numbers.filter(pl.col("table") == "standing", pl.col("trait") == EVERYBODY, column="people")["mean"][0]
    mean, low, high = (f"{round(each.parted[name]):,}" for name in ("mean", "low", "high"))
    return f"Of {round(of):,} lives {mean} ({low} to {high}) parted."


def table(told: Iterable[Told]) -> str:
    """A row for each outcome."""
    rows = [f"| {' | '.join(HEADS)} |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    rows += [
        f"| {one.title} | {one.difference} | {one.shared} | {one.independent} | {one.correlation} | {one.pairs} |"
        for one in told
    ]
    return "\n".join(rows)


def chart(found: Sequence[TwinEnsemble]) -> Drawing:
    """How many independent pairs give the same interval; outcomes that no number of them would do for are left out."""
    rows = []
    for each in found:
        known = each.chances.filter(pl.col("outcome").is_in(WORTH_TELLING), pl.col("independent_pairs").is_finite())
        rows.append(known.with_columns(against=pl.lit(f"b: {each.info['sides'][1]['reference']}")))
    frame = pl.concat(rows)
    names = frame["against"].unique(maintain_order=True).to_list()
    top = 10 ** math.ceil(math.log10(float(frame["independent_pairs_high"].max() or 1)))  # type: ignore[arg-type]
    colour = alt.Color("against:N", title=None, legend=alt.Legend(orient="top", labelLimit=500),
                       scale=alt.Scale(domain=names, range=[SANCTION, FREE]))  # fmt: skip
    scale = alt.Scale(type="log", domain=[10, top])
    ticks = alt.Axis(
        values=[10**power for power in range(1, 1 + round(math.log10(top)))],
        labelExpr="replace(format(datum.value, '~s'), 'G', 'B')",
    )
    base = alt.Chart(alt.Data(values=frame.to_dicts())).encode(
        alt.Y("title:N", title=None, sort=frame["title"].unique(maintain_order=True).to_list()),
        alt.YOffset("against:N", sort=names), color=colour,
    )  # fmt: skip
    said = "pairs of runs with chances of their own for the same interval"
    dots = base.mark_circle(size=60, opacity=1).encode(
        alt.X("independent_pairs:Q", title=said, scale=scale, axis=ticks)
    )
    ends = base.mark_rule(strokeWidth=2).encode(
        alt.X("independent_pairs_low:Q", scale=scale), alt.X2("independent_pairs_high:Q")
    )
    here = alt.Chart(alt.Data(values=[{"pairs": found[0].size}])).mark_rule(strokeDash=[4, 3]).encode(x="pairs:Q")
    return alt.layer(here, ends, dots).properties(width=460, height=alt.Step(15), background="white")


def with_section(page: str, made: str) -> str:
    """The page with another section between the remarks."""
    before, rest = page.split(BEGIN)
    return before + made + rest.split(END)[1]


def main() -> int:
    """Live both ensembles, write the section and draw the chart."""
    found = [ensemble(SPEC, other, SEEDS) for other in OTHERS]
    PAGE.write_text(with_section(PAGE.read_text(encoding="utf-8"), section(found)), encoding="utf-8")
    chart(found).save(CHART)
    print(f"Lived in {lasting(sum(one.info['seconds'] for one in found))}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
