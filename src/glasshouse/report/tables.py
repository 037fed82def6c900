"""The tables of one world that stand beside no chart, each declared once for one seed and for many."""

from collections.abc import Iterator, Mapping

import polars as pl

from glasshouse.charts.frames import frame, in_all
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import OneWorld
from glasshouse.charts.style import Row
from glasshouse.charts.table import GROUPS, Layout, Link, Number, Numbers, Table, count, of_groups, table
from glasshouse.charts.words import NO_BREAK, NONE, capital
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.numbers import SHARE, TENTHS, Form, form_of, said_of
from glasshouse.results.run import Run, shown
from glasshouse.results.sanction_tables import EVERYBODY
from glasshouse.results.sides import sides

_MATRIX: Numbers = {
    "rightly": "Held rightly", "wrongly": "Held wrongly", "missed": "Missed", "neither": "Neither",
    "wrongful_share": Number("Wrongful, of those held", SHARE),
    "wrongful_risk": Number("Held wrongly, of those it should not hold", SHARE),
}  # fmt: skip


def _matrix(study: OneWorld) -> Iterator[Row]:
    yield from frame(study, "confusion").filter(trait=EVERYBODY).to_dicts()


def _matrix_by_group(study: OneWorld) -> Iterator[Row]:
    groups = frame(study, "confusion").filter(
        (pl.col("trait") != EVERYBODY) & pl.col("refuses") & (pl.col("people") > 0)
    )
    yield from of_groups(groups, marked=False)


confusion = Layout(
    "Whom each list and grade holds at the end, rightly and wrongly", {"title": "List or grade"}, _MATRIX, _matrix
)
confusion_by_group = Layout("The same by group", {"title": "List or grade", **GROUPS}, _MATRIX, _matrix_by_group)
lists_at_the_end = Layout(
    "People on each list at the end of the run",
    {"title": "List"},
    {
        "people": "People",
        "share": Number("Share of people", SHARE, "people"),
        "wrongly": "of them by wrong records",
        "missed": "Missed because of wrong records",
    },
    lambda study: frame(study, "lists").filter(month=study.info["months"]).to_dicts(),
)


def _conducts(study: OneWorld) -> Iterator[Row]:
    for row in frame(study, "conducts_in_all").sort("happened", "conduct", descending=[True, False]).to_dicts():
        yield {**row, "lawful": "yes" if row["lawful"] else "no"}


conducts = Layout(
    "What happened and what was written down, over the whole run",
    {"title": "Conduct", "domain": "Context", "lawful": "Lawful"},
    {"happened": "Happened", "recorded": "Records", "falsely": "of them false"},
    _conducts,
)
IN_ALL = {
    "most_at_once": "Most people under sanction at once",
    "asked": "Services asked for",
    "refused": "of them refused by this scheme",
    "refused_by_any": "of them refused by any scheme of the run",
    "favoured": "of them granted with a reward",
    "given_up": "Services not asked for any more, since this scheme refused them for so long",
    "given_up_by_any": "since any scheme of the run did",
    "points_lost": "Points lost",
    "points_lost_lawfully": "of them for lawful conduct",
    "points_lost_wrongly": "of them by wrong records",
    "wrong": "Wrong records",
    "struck_wrong": "of them struck",
}
SCORES = {
    "score_of_a_tenth": "Score below which a tenth of the people are at the end",
    "score_of_half": "Score below which half are",
    "score_of_nine_tenths": "Score below which nine tenths are",
}


def whole_run(study: OneWorld) -> Table:
    """What a report says of the whole run in its sentences."""
    row = in_all(study)
    rows = [(title, text_of(study, row, key)) for key, title in IN_ALL.items()]
    rows += [(title, text_of(study, row, key, TENTHS)) for key, title in SCORES.items() if row[key] is not None]
    return table("Over the whole run", ["What"], ["Number" if isinstance(study, Run) else "Mean over runs"], rows)


def all_metrics(study: OneWorld) -> Table:
    """Every metric: of one seed with the counts behind it; of many with its interval and how far single runs stray."""
    if isinstance(study, Run):
        rows = [
            (row["title"], row["unit"], row["note"], shown(row), count(row["people"]), count(row["of"]))
            for row in study.metrics().to_dicts()
        ]
        heads = ["Metric", "Unit", "Note"]
        return table("Every number that this run was measured by", heads, ["Value", "Count", "out of"], rows)
    many = [
        (row["title"], row["unit"], one.mean, one.ends, one.sd, _range(row, form), str(row["seeds"]))
        for row in study.metrics().to_dicts()
        for form in [form_of(row["unit"])]
        for one in [said_of(row, form, study.size)]
    ]
    heads = ["Mean", "Interval of the mean", "Standard deviation of one run", "Single runs", "Defined in"]
    return table("Every number that these runs were measured by", ["Metric", "Unit"], heads, many)


def _range(row: Row, form: Form) -> str:
    if row["least"] is None:
        return NONE
    return f"{row['least'] * form.scale:,.4g} to {row['most'] * form.scale:,.4g}{form.unit}"


behind_metrics = Layout(
    "The counts behind the metrics",
    {"title": "Metric"},
    {"people": "Count", "of": "out of"},
    lambda study: (row for row in frame(study, "behind_metrics").to_dicts() if row["people"] is not None),
)


def schemes_of(study: OneWorld, pages: Mapping[str, str]) -> Table | None:
    """Every scheme of a study in a row, each leading to its page; ``pages`` are addresses by the id of a scheme."""
    current = study.info["scheme"]["id"]
    layout = Layout(
        "All schemes, over the same files",
        {"title": "Scheme", "standing": "At the end", "who": "Scored are"},
        {"scored": "Scored", "sanctioned": "Under sanction", "share": Number("Share", SHARE, "sanctioned"),
         "wrongly": "of them by wrong records", "refused": "Refused by it", "given_up": "Given up",
         "refused_by_any": "Refused by any"},
        lambda _: (
            row if row["scheme"] == current else {**row, "title": Link(row["title"], pages.get(row["scheme"]))}
            for row in (_of_run(study) if isinstance(study, Run) else map(_of_many, map(study.under, study.schemes)))
        ),
    )  # fmt: skip
    return layout(study)


def _of_run(run: Run) -> Iterator[Row]:
    for one in sides(run):
        share = one.sanctioned / one.scored if one.scored else None
        yield {**one._asdict(), "standing": one.standing.replace(" %", f"{NO_BREAK}%"), "share": share}


def _of_many(one: Ensemble) -> Row:
    numbers = {
        "scored": one.number("behind_metrics", "of", metric="sanctioned_share"),
        "sanctioned": one.number("metrics", "value", metric="sanctioned_people"),
        "share": one.number("metrics", "value", metric="sanctioned_share"),
        "wrongly": one.number("behind_metrics", "people", metric="wrongful_share"),
        "refused": one.number("in_all", "refused"),
        "given_up": one.number("in_all", "given_up"),
        "refused_by_any": one.number("in_all", "refused_by_any"),
    }
    about = one.info["scheme"]
    row: Row = {"scheme": about["id"], "title": capital(about["title"]), "who": one.catalogue.cast.who}
    for key, number in numbers.items():
        row |= {key if end == "mean" else f"{key}_{end}": value for end, value in number.items()}
    return row
