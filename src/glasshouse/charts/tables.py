"""The tables beside the charts of one world, each declared once for one seed and for many."""

from collections.abc import Iterator

import polars as pl

from glasshouse.charts.frames import frame
from glasshouse.charts.living import five_lives
from glasshouse.charts.look import Row
from glasshouse.charts.spread import SIDES
from glasshouse.charts.table import GROUPS, Layout, Number, Numbers, Table, by_month, of_groups
from glasshouse.charts.words import capital
from glasshouse.runs.ensemble import Ensemble
from glasshouse.runs.run import Run
from glasshouse.runs.spread import NUMBER, SHARE, TENTHS

OneWorld = Run | Ensemble

sanctions = Layout(
    "People under sanction",
    {"month": "Month"},
    {"entered": "New", "entered_wrongly": "of them by wrong records", "people": "Under sanction",
     "wrongly": "of them by wrong records", "share": Number("Share of people", SHARE, "people")},
    lambda study: by_month(frame(study, "sanctions")),
)  # fmt: skip
grades = Layout(
    "People in each grade, with their share",
    {"month": "Month", "grade": "Grade"},
    {"people": "People", "share": Number("Share", SHARE, "people")},
    lambda study: by_month(frame(study, "grades")),
    across="grade",
)


def _scores(study: OneWorld) -> Iterator[Row]:
    """Scores that somebody has at the start or at the end."""
    ends = pl.col("month").is_in([0, study.info["months"]])
    for row in frame(study, "scores").filter(ends, pl.col("people") > 0).sort("score_from", "month").to_dicts():
        when = "at the end" if row["month"] else "at the start"
        yield {**row, "when": when, "span": f"{row['score_from']:,} to {row['score_to'] - 1:,}"}


scores = Layout("People by score", {"span": "Score", "when": "When"}, {"people": "People"}, _scores, across="when")


def _flows(study: OneWorld) -> list[Row]:
    """Who moved from which grade to which within the last full year; of many seeds only moves that were made."""
    moved = frame(study, "mobility").filter(pl.col("year") == pl.col("year").max(), pl.col("of") > 0)
    if isinstance(study, Run):
        return moved.with_columns(to=pl.format("to {}", "to")).to_dicts()
    return moved.filter(pl.col("people") > 0).to_dicts()


flows = Layout(
    "People by grade at the beginning and the end of the last full year",
    {"from": "From", "to": "To"},
    {"of": Number("People", whole=True), "people": "of them", "share": Number("Share", SHARE, "people")},
    _flows,
    across="to",
)
groups = Layout(
    "People under sanction at the end, by group (* fewer than 2 % of the people: shown, not compared)",
    GROUPS,
    {"people": "People", "sanctioned": "Under sanction", "rate": Number("Share", SHARE, "sanctioned"),
     "wrongly": "by wrong records", "risk_ratio": Number("Times the lowest share", NUMBER),
     "favourable_ratio": Number("Share not under sanction, over the highest", NUMBER),
     "z": Number("Standard errors from the lowest", TENTHS)},
    lambda study: of_groups(frame(study, "disparities"), marked=True),
)  # fmt: skip
ASKED: Numbers = {"asked": "Asked", "refused": "Refused", "refused_share": Number("Share", SHARE, "refused")}
refusals = Layout(
    "Requests over the whole run, by service",
    {"title": "Service", "domain": "Context"},
    {**ASKED, "favoured": "Granted with a reward"},
    lambda study: (
        frame(study, "refusals").sort("refused", "asked", "service", descending=[True, True, False]).to_dicts()
    ),
)


def refused_groups(study: OneWorld) -> Table | None:
    """Requests for the service refused most often, by group; None if nothing was refused."""
    refused = frame(study, "refusals").filter(pl.col("refused") > 0)
    if refused.is_empty():
        return None
    most = refused.sort("refused", "service", descending=[True, False]).row(0, named=True)
    rows = frame(study, "refusals_by").filter(pl.col("service") == most["service"], pl.col("asked") > 0)
    layout = Layout(
        f"{most['title']}: requests over the whole run, by group", GROUPS, ASKED, lambda _: of_groups(rows)
    )  # fmt: skip
    return layout(study)


def _moved(study: OneWorld, name: str) -> Iterator[Row]:
    """What records moved, by rule, or by rule and source: most points first."""
    titles = {source.id: source.title for source in study.catalogue.sources}
    most = pl.max_horizontal("points_lost", "points_gained")
    for row in frame(study, name).sort(most, "conduct", descending=[True, False]).to_dicts():
        of_source = {"source": titles[row["source"]]} if "source" in row else {}
        yield {**row, "each": f"{row['points']:+,}".replace("-", "−"), **of_source}


RULES = {"title": "Conduct", "clause": "Clause", "source": "Source", "each": "Points each"}
MOVED = {
    "records": "Records", "wrong": "of them wrong", "points_lost": "Points lost",
    "points_lost_wrongly": "by wrong records", "points_gained": "Points gained",
}  # fmt: skip
reasons = Layout(
    "Points that records moved over the whole run, by rule", RULES, MOVED, lambda study: _moved(study, "rules")
)  # fmt: skip
reasons_by_source = Layout(
    "Points that records moved over the whole run, by rule and source",
    RULES,
    MOVED,
    lambda study: _moved(study, "reasons"),
)
WHO_ENTERED = {None: "all", True: "by wrong records", False: "by true records"}


def _recovery(study: OneWorld) -> list[Row]:
    rows = by_month(frame(study, "recovery"), "months")
    order = [*WHO_ENTERED.values()]
    told = [{**row, "who": WHO_ENTERED[row["entered_wrongly"]]} for row in rows]
    return sorted(told, key=lambda row: (row["months"], order.index(row["who"])))


recovery = Layout(
    "Still under sanction after so many months (Kaplan-Meier)",
    {"months": "Months", "who": "Who"},
    {"still": Number("Still under sanction", SHARE), "at_risk": "Seen", "ended": "Came free"},
    _recovery,
    across="who",
)


def _sources(study: OneWorld) -> list[Row]:
    """Records by source, most wrong ones first; of one seed also what the wrong ones did."""
    rows = frame(study, "sources").sort("wrong", "source", descending=[True, False])
    if isinstance(study, Run):
        wrong, takes = pl.col("wrong"), pl.col("points") <= 0
        read = study.reasons.group_by("source").agg(
            against=wrong.filter(takes).sum(), favour=wrong.filter(~takes).sum()
        )
        rows = rows.join(read, on="source", how="left", maintain_order="left")
        rows = rows.with_columns(pl.col("against", "favour").fill_null(0))
        rows = rows.with_columns(unread=(wrong - pl.col("against") - pl.col("favour")).clip(0))
    return rows.to_dicts()


sources = Layout(
    "Records over the whole run, by source",
    {"title": "Source"},
    {"records": "Records", "wrong": "Wrong", "wrong_share": Number("Share", SHARE, "wrong"), "struck": "Struck",
     "against": "Wrong, against people", "favour": "Wrong, in people's favour", "unread": "Wrong, read by no rule",
     "struck_wrong": "Wrong and struck", "points_lost_wrongly": "Points lost by wrong records"},
    _sources,
)  # fmt: skip


def _living(study: OneWorld) -> Iterator[Row]:
    rows = by_month(frame(study, "living"))
    for row in sorted(rows, key=lambda row: (row["month"], not row["sanctioned"])):
        yield {**row, "who": "under sanction" if row["sanctioned"] else "all others"}


def living(study: OneWorld, side: str) -> Table | None:
    """Means of livelihood, month by month, of people under sanction and of all others."""
    how = SIDES[side]
    numbers: Numbers = {side: Number("Mean", how.form), "people": "People"}
    heads = {"month": "Month", "who": "Who"}
    return Layout(f"{how.title}, {how.unit}: mean", heads, numbers, _living, across="who")(study)


def _lives(run: Run) -> Iterator[Row]:
    """The lives shown, on the first month of every year and at the end."""
    yearly = {*range(0, run.info["months"] + 1, 12), run.info["months"]}
    for life in five_lives(run):
        for row in life.months:
            if row["month"] in yearly:
                listed = ("by wrong records" if row["wrongly"] else "yes") if row["listed"] else "no"
                yield {**row, "why": capital(life.why), "on_list": listed}


lives = Layout(
    "The lives shown, on the first month of every year and at the end",
    {"person": "Person", "why": "Why", "month": "Month", "grade": "Grade", "job": "Work", "debt": "Debt",
     "on_list": "On a list"},
    {"score": "Score", "deserved": "without wrong records", "money": Number("Savings", TENTHS), "records": "Records"},
    _lives,
)  # fmt: skip
