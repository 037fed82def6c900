"""Every table of a run's report as many seeds have it: each number a mean, with its interval in brackets."""

import polars as pl

from glasshouse.charts.look import Row
from glasshouse.charts.spread import refused
from glasshouse.charts.table import REQUESTS, Link, Shown, Table, spread, table, titled
from glasshouse.charts.words import capital
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.numbers import COUNT, SHARE, TENTHS, Form, form_of, said, said_of


def scores(ensemble: Ensemble) -> Table:
    """People by score at the start and at the end."""
    last = ensemble.info["months"]
    frame = ensemble.table("scores").filter(pl.col("month").is_in([0, last]), pl.col("people_most") > 0)
    rows = [{**row, "when": "the end" if row["month"] else "the start", "span": _span(row)} for row in frame.to_dicts()]
    texts = [("At", "when"), ("Score", "span")]
    return spread(ensemble, "People by score", rows, texts, [Shown("People", "people")])


def _span(row: Row) -> str:
    return f"{row['score_from']:,} to {row['score_to'] - 1:,}"


def flows(ensemble: Ensemble) -> Table:
    """Who moved from which grade to which within the last full year."""
    frame = ensemble.table("mobility")
    rows = frame.filter(pl.col("year") == pl.col("year").max(), pl.col("people_most") > 0).to_dicts()
    numbers = [Shown("People", "people"), Shown("Share of those who held the first", "share", SHARE, "people")]
    caption = "People by grade at the beginning and the end of the last full year"
    return spread(ensemble, caption, rows, [("From", "from"), ("To", "to")], numbers)


def refused_groups(ensemble: Ensemble) -> Table | None:
    """Requests for the service refused most often, by group; None if nothing was refused."""
    services = refused(ensemble)
    if not services:
        return None
    frame = ensemble.table("refusals_by").filter(pl.col("service") == services[0]["service"], pl.col("asked") > 0)
    caption = f"{services[0]['title']}: requests over the whole run, by group"
    return spread(ensemble, caption, titled(frame.to_dicts()), [("Trait", "trait"), ("Group", "level")], REQUESTS)


def reasons(ensemble: Ensemble) -> Table:
    """Points that records moved, by rule and source."""
    titles = {source.id: source.title for source in ensemble.catalogue.sources}
    frame = ensemble.table("reasons").sort(
        pl.max_horizontal("points_lost", "points_gained"), "conduct", descending=[True, False]
    )
    rows = [
        {**row, "source": titles[row["source"]], "each": f"{row['points']:+,}".replace("-", "−")}
        for row in frame.to_dicts()
    ]
    numbers = [
        Shown("Records", "records"),
        Shown("of them wrong", "wrong"),
        Shown("Points lost", "points_lost"),
        Shown("by wrong records", "points_lost_wrongly"),
        Shown("Points gained", "points_gained"),
    ]
    texts = [("Conduct", "title"), ("Clause", "clause"), ("Source", "source"), ("Points each", "each")]
    return spread(ensemble, "Points that records moved over the whole run, by rule and source", rows, texts, numbers)


def lists_at_the_end(ensemble: Ensemble) -> Table:
    """Every list: how many are on it at the end, and how many by wrong records."""
    rows = ensemble.table("lists").filter(month=ensemble.info["months"]).to_dicts()
    numbers = [
        Shown("People", "people"),
        Shown("Share of people", "share", SHARE, "people"),
        Shown("of them by wrong records", "wrongly"),
    ]
    return spread(ensemble, "People on each list at the end of the run", rows, [("List", "title")], numbers)


def conducts(ensemble: Ensemble) -> Table:
    """Every conduct: how often it happened, how often it was recorded, and how often falsely."""
    frame = ensemble.table("conducts_in_all").sort("happened", "conduct", descending=[True, False])
    rows = [{**row, "lawful": "yes" if row["lawful"] else "no"} for row in frame.to_dicts()]
    numbers = [Shown("Happened", "happened"), Shown("Records", "recorded"), Shown("of them false", "falsely")]
    texts = [("Conduct", "title"), ("Context", "domain"), ("Lawful", "lawful")]
    return spread(ensemble, "What happened and what was written down, over the whole run", rows, texts, numbers)


def whole_run(ensemble: Ensemble) -> Table:
    """What a report says of the whole run in its sentences."""
    row = ensemble.table("in_all").to_dicts()[0]
    named = {
        "most_at_once": "Most people under sanction at once",
        "asked": "Services asked for",
        "refused": "of them refused by this scheme",
        "refused_by_any": "of them refused by any scheme of the run",
        "points_lost": "Points lost",
        "points_lost_lawfully": "of them for lawful conduct",
        "points_lost_wrongly": "of them by wrong records",
        "wrong": "Wrong records",
        "struck_wrong": "of them struck",
        "score_of_a_tenth": "Score below which a tenth of the people are at the end",
        "score_of_half": "Score below which half are",
        "score_of_nine_tenths": "Score below which nine tenths are",
    }
    cells = [
        (title, said(row, name, TENTHS if name.startswith("score") else COUNT, ensemble.size).text)
        for name, title in named.items()
        if row[name] is not None
    ]
    return table("Over the whole run", ["What"], ["Mean over runs"], cells)


def all_metrics(ensemble: Ensemble) -> Table:
    """Every metric: mean, interval, the spread of single runs, and in how many it is defined."""
    rows = []
    for row in ensemble.metrics().to_dicts():
        form = form_of(row["unit"])
        one = said_of(row, form, ensemble.size)
        rows.append((row["title"], row["unit"], one.mean, one.ends, one.sd, _range(row, form), str(row["seeds"])))
    heads = ["Mean", "Interval of the mean", "Standard deviation of one run", "Single runs", "Defined in"]
    return table("Every number that these runs were measured by", ["Metric", "Unit"], heads, rows)


def behind_metrics(ensemble: Ensemble) -> Table:
    """The counts behind every metric."""
    rows = [row for row in ensemble.table("behind_metrics").to_dicts() if row["people"] is not None]
    numbers = [Shown("Count", "people"), Shown("out of", "of")]
    return spread(ensemble, "The counts behind the metrics", rows, [("Metric", "title")], numbers)


def _range(row: Row, form: Form) -> str:
    if row["least"] is None:
        return "–"
    return f"{row['least'] * form.scale:,.4g} to {row['most'] * form.scale:,.4g}{form.unit}"


def schemes_of(ensemble: Ensemble, pages: dict[str, str]) -> Table:
    """Every scheme of these runs in a row, each leading to its page."""
    rows = []
    for name in ensemble.schemes:
        one = ensemble.under(name)
        scored = one.number("behind_metrics", "of", metric="sanctioned_share")
        numbers = [said_of(scored, COUNT, one.size).text]
        for table_name, column, keys in (
            ("metrics", "value", {"metric": "sanctioned_people"}),
            ("behind_metrics", "people", {"metric": "wrongful_share"}),
            ("in_all", "refused", {}),
            ("in_all", "refused_by_any", {}),
        ):
            numbers.append(said_of(one.number(table_name, column, **keys), COUNT, one.size).text)
        title = capital(one.info["scheme"]["title"])
        rows.append(
            (title if one.info["scheme"] == ensemble.info["scheme"] else Link(title, pages.get(name)), *numbers)
        )
    heads = ["Scored", "Under sanction", "of them by wrong records", "Refused by it", "Refused by any"]
    return table("All schemes of these runs, over the same files", ["Scheme"], heads, rows)
