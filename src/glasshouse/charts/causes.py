"""What people are refused and why: services, reasons, sources."""

import polars as pl

from glasshouse.charts.look import HOLLOW, SANCTION, SOFT, Chart, Row, Words, finish, nothing, sentence
from glasshouse.charts.pieces import BAR_STEP, dots, split_bars
from glasshouse.charts.words import capital, group_title, known, percent, short
from glasshouse.runs.run import Run

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
    """The service refused most often, and its requests by group; None if nothing was refused."""
    services = refused(run)
    if not services:
        return None
    mine = run.refusals_by.filter((pl.col("service") == services[0]["service"]) & (pl.col("asked") > 0))
    return services[0], mine.to_dicts()


def say_refused_groups(run: Run) -> Words:
    """The group refused most often the service that is refused most often; in full, every group."""
    found = refused_groups(run)
    if found is None:
        return nothing(_NONE_REFUSED)
    service, rows = found
    most = max((row for row in rows if known(row["refused_share"])), key=lambda row: row["refused_share"])
    title = (
        f"{service['title']}: {percent(most['refused_share'])} of the requests of "
        f"{group_title(most['trait'], most['level'])} are refused, "
        f"{percent(service['refused_share'])} of all."
    )
    told = "; ".join(
        f"{group_title(row['trait'], row['level'])} {percent(row['refused_share'])} "
        f"({row['refused']:,} of {row['asked']:,})"
        for row in rows
    )
    return Words(title, f"Share of requests refused over the whole run, by group. {title} {capital(told)}.")


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
            "few": False,
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
    """The sources that wrote wrong records, most first."""
    rows = run.sources.filter(pl.col("wrong") > 0).sort("wrong", "source", descending=[True, False])
    return rows.to_dicts()


def say_sources(run: Run) -> Words:
    """The source of most wrong records, and how many are struck; in full, every source."""
    rows = wrong_sources(run)
    if not rows:
        return nothing("No source wrote a wrong record in this run.")
    whole, struck = (sum(row[name] for row in rows) for name in ("wrong", "struck_wrong"))
    title = (
        f"{rows[0]['title']}: most wrong records, {rows[0]['wrong']:,} of {rows[0]['records']:,}. "
        f"Of the wrong records of all sources {percent(struck / whole)} are struck."
    )
    told = "; ".join(
        f"{row['title']} {row['wrong']:,} wrong of {row['records']:,}, {row['struck_wrong']:,} struck" for row in rows
    )
    return Words(title, f"Wrong records by source, {whole:,} in all, and how many were struck: {told}.")


def wrongful_by_source(run: Run) -> Chart:
    """Wrong records by source: those left standing (hollow) and those struck on appeal (grey)."""
    words = say_sources(run)
    if words.empty:
        return sentence(words)
    rows = [
        {
            "title": row["title"],
            "lengths": [row["wrong"] - row["struck_wrong"], row["struck_wrong"]],
            "label": f"{row['wrong']:,} of {row['records']:,} wrong · {row['struck_wrong']:,} struck",
            "brief": f"{short(row['wrong'])} · {short(row['struck_wrong'])} struck",
            "points": f"{row['points_lost_wrongly']:,}",
        }
        for row in wrong_sources(run)[:MOST_BARS]
    ]
    tooltip = {"title": "source", "label": "records", "points": "points lost by them"}
    bars = split_bars(rows, {"left standing": HOLLOW, "struck": SOFT}, tooltip)
    return finish(bars, words, BAR_STEP * len(rows) + 30)
