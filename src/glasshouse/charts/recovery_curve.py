"""How long people stay under sanction (Kaplan-Meier)."""

from collections.abc import Sequence

import altair as alt
import polars as pl

from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame
from glasshouse.charts.lines import line_of, lines
from glasshouse.charts.numbers import metric_of, size_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import HOLLOW_EDGE, SANCTION, SOLID_EDGE, Drawing, Row, Words, nothing, values
from glasshouse.charts.table import Layout, Number, by_month
from glasshouse.charts.words import capital, duration, known, percent
from glasshouse.results.numbers import MONTHS, SHARE

CURVES: dict[str, bool | None] = {"all": None, "by wrong records": True, "by true records": False}
"""The curves: name, and value of the column ``entered_wrongly``."""
_DASHES = {"all": SOLID_EDGE, "by wrong records": HOLLOW_EDGE, "by true records": [9, 3]}


def curve(study: OneWorld, wrongly: bool | None) -> pl.DataFrame:
    """The way back of those who came under sanction by wrong records (True), by true ones (False), or all.

    Of many seeds only months that were seen in every run: in the others a mean would be one of some runs.
    """
    column = pl.col("entered_wrongly")
    mine = study.table("recovery").filter(column.is_null() if wrongly is None else column == wrongly)
    if has_many_seeds(study):
        mine = mine.filter(pl.col("still_seeds") == pl.col("still_seeds").max())
    return mine.sort("months")


def _words(study: OneWorld) -> Words:
    """After how many months half are free again; in full, the curves year by year."""
    everyone = curve(study, None).to_dicts()
    if not everyone:
        return nothing(f"Nobody comes under sanction in {runs_of(study)}. So nobody has to find a way back.")
    half, most = (_months(study, name) for name in ("median_recovery_months", "p90_recovery_months"))
    if half:
        nine = f"nine in ten within {most}" if most else "but not nine in ten"
        title = f"Half of those who come under sanction are free again within {half}, {nine}."
    else:
        end = everyone[-1]
        still = text_of(study, end, "still", SHARE)
        title = f"After {duration(end['months'])}, {still} of those who came under sanction still are."
    told = " ".join(_told(study, name, rows) for name, rows in _rows(study).items())
    return Words(title, f"Share of people still under sanction by months since they came under it. {told}")


def _months(study: OneWorld, name: str) -> str:
    """A number of months, where every run saw it."""
    row = study.metric(name)
    seen = row["seeds"] == size_of(study) if has_many_seeds(study) else known(row["value"])
    return metric_of(study, row, MONTHS) if seen else ""


def _rows(study: OneWorld) -> dict[str, list[Row]]:
    """The curves that there are; of many seeds the first two alone, whose bands can be told apart."""
    names = list(CURVES)[:2] if has_many_seeds(study) else list(CURVES)
    return {name: rows for name in names if (rows := curve(study, CURVES[name]).to_dicts())}


def _told(study: OneWorld, name: str, rows: Sequence[Row]) -> str:
    years = [row for row in rows if row["months"] % 12 == 0 and row["months"]] or rows[-1:]
    points = ", ".join(f"{text_of(study, row, 'still', SHARE)} after {duration(row['months'])}" for row in years)
    seen = max(row["at_risk"] for row in rows)
    return f"{capital(name)}, at most {seen:,.{0 if seen >= 1 else 1}f} people seen: {points}."


def _draw(study: OneWorld, words: Words) -> Drawing:
    shown = [
        line_of(
            study, curve(study, CURVES[name]).rename({"months": "month"}), "still", SHARE,
            lambda row: f"{percent(row['still'])} still; {row['at_risk']:,} seen",
            name=name, colour=SANCTION, dash=_DASHES[name], width=3 if name == "all" else 1.8,
        )
        for name in _rows(study)
    ]  # fmt: skip
    last = shown[0].rows[-1]["month"]
    return lines(shown, words, SHARE, 280, 1.0, step=True, month="months", marks=lambda x: _half(study, x, last))


def _half(study: OneWorld, x: alt.X, last: int) -> list[alt.Chart]:
    """A mark where half are free again, if that is seen; of one run."""
    months = None if has_many_seeds(study) else study.metric("median_recovery_months")["value"]
    if not known(months):
        return []
    late = 2 * months > last
    base = alt.Chart(values([{"month": months, "mean": 0.5, "text": f"half: {duration(months)}"}]))
    at = base.encode(x=x, y=alt.Y("mean:Q"))
    text = at.mark_text(align="right" if late else "left", dx=-9 if late else 9, dy=-9, fontWeight=600)
    return [
        at.mark_point(filled=True, size=70, color=SANCTION, opacity=1),
        text.encode(text=alt.Text("text:N")),
    ]


def _table_rows(study: OneWorld) -> list[Row]:
    names = {wrongly: name for name, wrongly in CURVES.items()}
    told = [{**row, "who": names[row["entered_wrongly"]]} for row in by_month(frame(study, "recovery"), "months")]
    return sorted(told, key=lambda row: (row["months"], list(CURVES).index(row["who"])))


_TABLE = Layout(
    "Still under sanction after so many months (Kaplan-Meier)",
    {"months": "Months", "who": "Who"},
    {"still": Number("Still under sanction", SHARE), "at_risk": "Seen", "ended": "Came free"},
    _table_rows,
    across="who",
)
RECOVERY = Chart(
    "recovery", "recovery", ANY_RUNS, _words, _draw, _TABLE,
    question="How long do people who come under sanction stay under it?",
)  # fmt: skip
