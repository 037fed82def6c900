"""How many are under sanction, month by month."""

from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame
from glasshouse.charts.lines import line_of, lines
from glasshouse.charts.numbers import mean_over, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import HOLLOW, HOLLOW_EDGE, SANCTION, Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout, Number, by_month
from glasshouse.charts.words import after, one_in, percent
from glasshouse.results.numbers import COUNT, SHARE


def _words(study: OneWorld) -> Words:
    """How many at the end, and how many of them wrongly; in full, the most at once and all entries."""
    frame = study.table("sanctions")
    if not frame["people"].sum():
        return nothing(f"Nobody comes under sanction in {runs_of(study)}.")
    end = frame.row(-1, named=True)
    people, wrongly = (text_of(study, end, name) for name in ("people", "wrongly"))
    every = "" if has_many_seeds(study) else f" ({one_in(end['share'])})"
    title = (
        f"{after(end['month'])}, {people} people are under sanction{every}; {wrongly} of them by wrong records alone."
    )
    if has_many_seeds(study):
        told = f"In single runs they were {end['people_least']:,.0f} to {end['people_most']:,.0f}."
    else:
        most = frame.sort("people", "month", descending=[True, False]).row(0, named=True)
        entered, entered_wrongly = frame["entered"].sum(), frame["entered_wrongly"].sum()
        told = (
            f"The most at once are {most['people']:,}, in month {most['month']}. Over the whole run people came "
            f"under sanction {entered:,} times, {entered_wrongly:,} times by wrong records."
        )
    return Words(title, f"People under sanction month by month{mean_over(study)}. {title} {told}")


def _draw(study: OneWorld, words: Words) -> Drawing:
    frame = study.table("sanctions")
    people = line_of(
        study, frame, "people", COUNT, lambda row: f"{row['people']:,} ({percent(row['share'])})",
        name="under sanction", colour=SANCTION, fill=(SANCTION, 1.0),
    )  # fmt: skip
    wrongly = line_of(
        study, frame, "wrongly", COUNT,
        name="by wrong records", colour=SANCTION, dash=HOLLOW_EDGE, width=1.5, fill=(HOLLOW, 1.0),
    )  # fmt: skip
    new = line_of(study, frame, "entered", COUNT, _entered, name="new")
    return lines([people, wrongly], words, COUNT, 260, read=[new])


def _entered(row: Row) -> str:
    return f"{row['entered']:,}, of them {row['entered_wrongly']:,} by wrong records"


_TABLE = Layout(
    "People under sanction",
    {"month": "Month"},
    {"entered": "New", "entered_wrongly": "of them by wrong records", "people": "Under sanction",
     "wrongly": "of them by wrong records", "missed": "Missed because of wrong records",
     "share": Number("Share of people", SHARE, "people")},
    lambda study: by_month(frame(study, "sanctions")),
)  # fmt: skip
SANCTIONS_OVER_TIME = Chart(
    "sanctions_over_time", "sanctions", ANY_RUNS, _words, _draw, _TABLE,
    question="How many people are under sanction, month by month, and how many of them by wrong records?",
)  # fmt: skip
