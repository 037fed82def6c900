"""Requests that are refused: by service, and by group."""

import polars as pl

from glasshouse.charts.bars import MOST_BARS, split_bars
from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame
from glasshouse.charts.groups import Shares, dots_of_shares
from glasshouse.charts.named import extreme, stands_out
from glasshouse.charts.numbers import marks_of, mean_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import SANCTION, Drawing, Row, Words, nothing
from glasshouse.charts.table import GROUPS, Layout, Number, Numbers, Table, of_groups
from glasshouse.charts.words import capital, group_title, percent, short
from glasshouse.measure.disparity import LEAST_SHARE
from glasshouse.results.numbers import SHARE


def refused(study: OneWorld) -> list[Row]:
    """The services that were refused at all, most often first."""
    rows = study.table("refusals").filter(pl.col("refused") > 0)
    return rows.sort("refused", "service", descending=[True, False]).to_dicts()


def _words(study: OneWorld) -> Words:
    """The service refused most often; in full, the first dozen."""
    rows = refused(study)
    if not rows:
        return nothing(f"Nobody was refused a service in {runs_of(study)}.")
    first = rows[0]
    share = _share(study, first)
    title = (
        f"{first['title']}: refused most often, {text_of(study, first, 'refused')} of {text_of(study, first, 'asked')} "
        f"times{f', which is {share}' if has_many_seeds(study) else f' ({share})'}."
    )
    told = "; ".join(
        f"{row['title']} {text_of(study, row, 'refused')} of {text_of(study, row, 'asked')}" for row in rows[:MOST_BARS]
    )
    whole = "" if has_many_seeds(study) else f", {sum(row['refused'] for row in rows):,} in all"
    return Words(title, f"Requests refused over the whole run{whole}, by service: {told}.")


def _draw(study: OneWorld, words: Words) -> Drawing:
    rows = [
        {
            "title": row["title"], "lengths": [row["refused"]], **marks_of(row, "refused"),
            "label": _label(study, row),
            "brief": f"{mean_of(study, row, 'refused')} of {short(row['asked'])} · "
                     f"{mean_of(study, row, 'refused_share', SHARE)}",
        }
        for row in refused(study)[:MOST_BARS]
    ]  # fmt: skip
    return split_bars(rows, words, {"refused": SANCTION}, {"title": "service", "label": "requests"})


def _label(study: OneWorld, row: Row) -> str:
    if has_many_seeds(study):
        return f"{text_of(study, row, 'refused')} refused · {mean_of(study, row, 'refused_share', SHARE)}"
    return f"{row['refused']:,} of {row['asked']:,} refused · {percent(row['refused_share'])}"


def refused_groups(study: OneWorld) -> tuple[Row, list[Row]] | None:
    """The service refused most often, and its requests by group; None if nothing was refused.

    A group that made fewer than 2 % of the requests is marked, and no title names it.
    """
    services = refused(study)
    if not services:
        return None
    frame = study.table("refusals_by")
    mine = frame.filter((pl.col("service") == services[0]["service"]) & (pl.col("asked") > 0))
    few = LEAST_SHARE * services[0]["asked"]
    return services[0], [{**row, "few": row["asked"] < few} for row in mine.to_dicts()]


def _words_by_group(study: OneWorld) -> Words:
    """The group refused most often the service that is refused most often; in full, every group."""
    found = refused_groups(study)
    if found is None:
        return nothing(f"Nobody was refused a service in {runs_of(study)}.")
    service, rows = found
    most = extreme(rows, lambda row: row["refused_share"], stands_out(study, service, "refused", "asked"))
    title = f"{service['title']}: {_share(study, service)} of all requests are refused."
    if most is not None:
        title = (
            f"{service['title']}: {_share(study, most)} of the requests of "
            f"{group_title(most['trait'], most['level'])} are refused, {_share(study, service)} of all."
        )
    told = "; ".join(
        f"{group_title(row['trait'], row['level'])} {_share(study, row)}"
        + ("" if has_many_seeds(study) else f" ({row['refused']:,} of {row['asked']:,})")
        for row in rows
    )
    return Words(title, f"Share of requests refused over the whole run, by group. {title} {capital(told)}.")


def _share(study: OneWorld, row: Row) -> str:
    return text_of(study, row, "refused_share", SHARE, "refused")


def _draw_by_group(study: OneWorld, words: Words) -> Drawing:
    found = refused_groups(study)
    assert found is not None  # or the words say that there is nothing to draw
    service, groups = found
    overall = (service["refused_share"] or 0.0, mean_of(study, service, "refused_share", SHARE))
    return dots_of_shares(study, groups, words, overall, Shares("refused_share", "refused", "asked", "refused"))


_ASKED: Numbers = {"asked": "Asked", "refused": "Refused", "refused_share": Number("Share", SHARE, "refused")}
_BY_SERVICE = Layout(
    "Requests over the whole run, by service",
    {"title": "Service", "domain": "Context"},
    {**_ASKED, "favoured": "Granted with a reward"},
    lambda study: (
        frame(study, "refusals").sort("refused", "asked", "service", descending=[True, True, False]).to_dicts()
    ),
)


def _by_group(study: OneWorld) -> Table | None:
    """Requests for the service refused most often, by group; None if nothing was refused."""
    found = refused_groups(study)
    if found is None:
        return None
    service, rows = found
    caption = f"{service['title']}: requests over the whole run, by group"
    return Layout(caption, GROUPS, _ASKED, lambda _: of_groups(rows))(study)


REFUSALS = Chart(
    "refusals", "refused", ANY_RUNS, _words, _draw, _BY_SERVICE,
    question="Which services are refused, and how often?",
)  # fmt: skip
WHO_IS_REFUSED = Chart(
    "who_is_refused", "refused", ANY_RUNS, _words_by_group, _draw_by_group, _by_group,
    question="Whose requests are refused most often?",
)  # fmt: skip
