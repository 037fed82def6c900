"""What people are refused and why: services, reasons, sources."""

import polars as pl

from glasshouse.charts.caption import picture
from glasshouse.charts.look import FREE_HOLLOW, HOLLOW, LINE, SANCTION, Chart, Row, Words, finish, nothing, sentence
from glasshouse.charts.pieces import BAR_STEP, dots, split_bars
from glasshouse.charts.words import capital, group_title, known, percent, short
from glasshouse.measure.disparity import LEAST_SHARE
from glasshouse.results.run import Run

MOST_BARS = 12
_NONE_REFUSED = "Nobody was refused a service in this run."


def refused(run: Run) -> list[Row]:
    """The services that were refused at all, most often first."""
    rows = run.refusals.filter(pl.col("refused") > 0).sort("refused", "service", descending=[True, False])
    return rows.to_dicts()


def say_refusals(run: Run) -> Words:
    """The service refused most often; in full, the first dozen."""
    rows = refused(run)
    if not rows:
        return nothing(_NONE_REFUSED)
    first, whole = rows[0], sum(row["refused"] for row in rows)
    title = (
        f"{first['title']}: refused most often, {first['refused']:,} of {first['asked']:,} times "
        f"({percent(first['refused_share'])})."
    )
    told = "; ".join(f"{row['title']} {row['refused']:,} of {row['asked']:,}" for row in rows[:MOST_BARS])
    return Words(title, f"Requests refused over the whole run, {whole:,} in all, by service: {told}.")


@picture
def refusals(run: Run) -> Chart:
    """Requests refused over the whole run, by service, with how many were asked for."""
    words = say_refusals(run)
    if words.empty:
        return sentence(words)
    rows = [
        {
            "title": row["title"],
            "lengths": [row["refused"]],
            "label": f"{row['refused']:,} of {row['asked']:,} refused · {percent(row['refused_share'])}",
            "brief": f"{short(row['refused'])} of {short(row['asked'])} · {percent(row['refused_share'])}",
        }
        for row in refused(run)[:MOST_BARS]
    ]
    bars = split_bars(rows, {"refused": SANCTION}, {"title": "service", "label": "requests"})
    return finish(bars, words, BAR_STEP * len(rows))


def refused_groups(run: Run) -> tuple[Row, list[Row]] | None:
    """The service refused most often, and its requests by group; None if nothing was refused.

    A group that made fewer than 2 % of the requests is marked, and no title names it.
    """
    services = refused(run)
    if not services:
        return None
    mine = run.refusals_by.filter((pl.col("service") == services[0]["service"]) & (pl.col("asked") > 0))
    few = LEAST_SHARE * services[0]["asked"]
    return services[0], [{**row, "few": row["asked"] < few} for row in mine.to_dicts()]


def say_refused_groups(run: Run) -> Words:
    """The group refused most often the service that is refused most often; in full, every group."""
    found = refused_groups(run)
    if found is None:
        return nothing(_NONE_REFUSED)
    service, rows = found
    compared = [row for row in rows if not row["few"] and known(row["refused_share"])]
    title = f"{service['title']}: {percent(service['refused_share'])} of all requests are refused."
    if compared:
        most = max(compared, key=lambda row: row["refused_share"])
        title = (
            f"{service['title']}: {percent(most['refused_share'])} of the requests of "
            f"{group_title(most['trait'], most['level'])} are refused, {percent(service['refused_share'])} of all."
        )
    told = "; ".join(
        f"{group_title(row['trait'], row['level'])} {percent(row['refused_share'])} "
        f"({row['refused']:,} of {row['asked']:,})"
        for row in rows
    )
    return Words(title, f"Share of requests refused over the whole run, by group. {title} {capital(told)}.")


@picture
def who_is_refused(run: Run) -> Chart:
    """Share of requests refused in every group, for the service that is refused most often."""
    words, found = say_refused_groups(run), refused_groups(run)
    if words.empty or found is None:
        return sentence(words)
    service, groups = found
    rows = [
        {
            "trait": row["trait"],
            "level": row["level"],
            "rate": row["refused_share"],
            "number": row["refused"],
            "of": row["asked"],
            "few": row["few"],
        }
        for row in groups
    ]
    chart, height = dots(rows, service["refused_share"] or 0.0, "refused")
    return finish(chart, words, height)


def points_lost(run: Run) -> list[Row]:
    """One row for each rule that took points, over all its sources, most points first."""
    rules = run.reasons.group_by("conduct", "title", "clause", "points", maintain_order=True).agg(
        pl.col("records", "wrong", "points_lost", "points_lost_wrongly").sum()
    )
    taking = rules.filter(pl.col("points_lost") > 0)
    return taking.sort("points_lost", "conduct", descending=[True, False]).to_dicts()


def say_reasons(run: Run) -> Words:
    """The reason that costs most, and what wrong records cost; in full, the first dozen."""
    rows = points_lost(run)
    if not rows:
        return nothing("No record took points in this run.")
    whole, wrongly = (sum(row[name] for row in rows) for name in ("points_lost", "points_lost_wrongly"))
    title = (
        f"{rows[0]['title']}: the costliest reason, {percent(rows[0]['points_lost'] / whole)} of all points "
        f"lost. Wrong records cost {percent(wrongly / whole)} of all."
    )
    told = "; ".join(
        f"{row['title']} {row['points_lost']:,} points, {row['points_lost_wrongly']:,} of them by wrong records"
        for row in rows[:MOST_BARS]
    )
    return Words(title, f"Points lost over the whole run by reason, {whole:,} in all: {told}.")


@picture
def reasons(run: Run) -> Chart:
    """Points lost over the whole run by rule: by true records (solid) and by wrong ones (hollow)."""
    words = say_reasons(run)
    if words.empty:
        return sentence(words)
    rows = [
        {
            "title": row["title"],
            "lengths": [row["points_lost"] - row["points_lost_wrongly"], row["points_lost_wrongly"]],
            "label": f"{row['points_lost']:,} points · {row['wrong']:,} of {row['records']:,} records wrong",
            "brief": f"{short(row['points_lost'])} · {percent(row['wrong'] / row['records'])} wrong",
            "clause": row["clause"],
            "each": f"{row['points']:+,} a record".replace("-", "−"),
        }
        for row in points_lost(run)[:MOST_BARS]
    ]
    tooltip = {"title": "reason", "clause": "clause", "each": "points", "label": "lost"}
    bars = split_bars(rows, {"by true records": SANCTION, "by wrong records": HOLLOW}, tooltip)
    return finish(bars, words, BAR_STEP * len(rows) + 30)


def wrong_sources(run: Run) -> list[Row]:
    """The sources that wrote wrong records, most first.

    ``against``, ``favour`` and ``unread``: how many of them a rule takes points or worse for, how many it gives points
    for, and how many no rule reads.
    """
    against, favour = (
        pl.col("wrong").filter(pl.col("points") <= 0).sum().alias("against"),
        pl.col("wrong").filter(pl.col("points") > 0).sum().alias("favour"),
    )
    read = run.reasons.group_by("source").agg(against, favour)
    rows = (
        run.sources.filter(pl.col("wrong") > 0)
        .join(read, on="source", how="left", maintain_order="left")
        .with_columns(pl.col("against", "favour").fill_null(0))
        .with_columns(unread=(pl.col("wrong") - pl.col("against") - pl.col("favour")).clip(0))
    )
    return rows.sort("wrong", "source", descending=[True, False]).to_dicts()


def say_sources(run: Run) -> Words:
    """The source of most wrong records, and how many are struck; in full, every source."""
    rows = wrong_sources(run)
    if not rows:
        return nothing("No source wrote a wrong record in this run.")
    whole, struck = (sum(row[name] for row in rows) for name in ("wrong", "struck_wrong"))
    title = (
        f"{rows[0]['title']}: most wrong records, {rows[0]['wrong']:,} of {rows[0]['records']:,}, "
        f"{_kinds(rows[0])}. Of the wrong records of all sources {percent(struck / whole)} are struck."
    )
    told = "; ".join(
        f"{row['title']} {row['wrong']:,} wrong of {row['records']:,}, {_kinds(row)}, {row['struck_wrong']:,} struck"
        for row in rows
    )
    return Words(title, f"Wrong records by source, {whole:,} in all, and how many were struck: {told}.")


def _kinds(row: Row) -> str:
    """What the wrong records of a source do to whom they name.

    >>> _kinds({"wrong": 9, "against": 9, "favour": 0, "unread": 0})
    'all against people'
    >>> _kinds({"wrong": 9, "against": 2, "favour": 7, "unread": 0})
    "2 against people and 7 in people's favour"
    """
    titles = {"against": "against people", "favour": "in people's favour", "unread": "read by no rule"}
    parts = [f"{row[name]:,} {title}" for name, title in titles.items() if row[name]]
    if len(parts) == 1:
        return f"all {parts[0].partition(' ')[2]}"
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


@picture
def wrongful_by_source(run: Run) -> Chart:
    """Wrong records by source: against people (hollow, dashed), in their favour (pale), read by no rule (grey)."""
    words = say_sources(run)
    if words.empty:
        return sentence(words)
    rows = [
        {
            "title": row["title"],
            "lengths": [row["against"], row["favour"], row["unread"]],
            "label": f"{row['wrong']:,} of {row['records']:,} wrong · {row['struck_wrong']:,} struck",
            "brief": f"{short(row['wrong'])} · {short(row['struck_wrong'])} struck",
            "kinds": _kinds(row),
            "points": f"{row['points_lost_wrongly']:,}",
        }
        for row in wrong_sources(run)[:MOST_BARS]
    ]
    tooltip = {"title": "source", "label": "records", "kinds": "wrong ones", "points": "points lost by them"}
    parts = {"against people": HOLLOW, "in people's favour": FREE_HOLLOW, "read by no rule": LINE}
    bars = split_bars(rows, parts, tooltip)
    return finish(bars, words, BAR_STEP * len(rows) + 30)
