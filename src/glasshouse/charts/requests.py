"""Requests that are turned away, because they are refused or not made any more: by service, and by group."""

import polars as pl

from glasshouse.charts.answers import Answered, groups_of, share_of, told_by_group
from glasshouse.charts.bars import MOST_BARS, split_bars
from glasshouse.charts.chart import Chart
from glasshouse.charts.dots import FEW, SOLID
from glasshouse.charts.frames import frame
from glasshouse.charts.groups import Shares, dots_of_shares
from glasshouse.charts.numbers import marks_of, mean_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import LINE, SANCTION, Drawing, Row, Words, nothing
from glasshouse.charts.table import GROUPS, Layout, Number, Numbers, Table, of_groups
from glasshouse.charts.words import percent, short
from glasshouse.results.numbers import SHARE

TURNED_AWAY = Answered("turned_away", "turned_away_share", "would_be", "are turned away")
REFUSED = Answered("turned_away", "turned_away_share", "would_be", "are refused")
GAVE_UP_NOTE = "Given up: not asked for any more, by people who had been refused for so long."


def refused(study: OneWorld) -> list[Row]:
    """The services that were refused or given up at all, those turned away most often first."""
    rows = study.table("refusals").filter(pl.col("turned_away") > 0)
    return rows.sort("turned_away", "service", descending=[True, False]).to_dicts()


def gave_up(rows: list[Row]) -> bool:
    """Whether anything was given up."""
    return any(row["given_up"] for row in rows)


def _words(study: OneWorld) -> Words:
    """The service turned away most often; in full, the first dozen."""
    rows = refused(study)
    if not rows:
        return nothing(f"Nobody was refused a service in {runs_of(study)}.")
    first, many = rows[0], has_many_seeds(study)
    share = share_of(study, first, TURNED_AWAY)
    title = (
        f"{first['title']}: refused most often, {text_of(study, first, 'refused')} of {text_of(study, first, 'asked')} "
        f"times{f', which is {share}' if many else f' ({share})'}."
    )
    if first["given_up"]:
        title = (
            f"{first['title']}: refused {text_of(study, first, 'refused')} of {text_of(study, first, 'asked')} times, "
            f"and {text_of(study, first, 'given_up')} times not asked for any more; {share} turned away."
        )
    told = "; ".join(f"{row['title']} {_told(study, row)}" for row in rows[:MOST_BARS])
    whole = "" if many else f", {sum(row['turned_away'] for row in rows):,} in all"
    what = "refused or given up" if gave_up(rows) else "refused"
    note = GAVE_UP_NOTE if gave_up(rows) else ""
    return Words(title, f"Requests {what} over the whole run{whole}, by service: {told}.", note=note)


def _told(study: OneWorld, row: Row) -> str:
    given_up = f", {text_of(study, row, 'given_up')} given up" if row["given_up"] else ""
    return f"{text_of(study, row, 'refused')} of {text_of(study, row, 'asked')}{given_up}"


def _draw(study: OneWorld, words: Words) -> Drawing:
    shown = refused(study)[:MOST_BARS]
    rows = [
        {
            "title": row["title"], "lengths": [row["refused"], row["given_up"]], **marks_of(row, "turned_away"),
            "label": _label(study, row),
            "brief": f"{mean_of(study, row, 'turned_away')} of {short(row['would_be'])} · "
                     f"{mean_of(study, row, 'turned_away_share', SHARE)}",
        }
        for row in shown
    ]  # fmt: skip
    parts = {"refused": SANCTION, "given up": LINE} if gave_up(shown) else {"refused": SANCTION}
    return split_bars(rows, words, parts, {"title": "service", "label": "requests"})


def _label(study: OneWorld, row: Row) -> str:
    if has_many_seeds(study):
        share = mean_of(study, row, "turned_away_share", SHARE)
        return f"{text_of(study, row, 'turned_away')} {'turned away' if row['given_up'] else 'refused'} · {share}"
    share = percent(row["turned_away_share"])
    if not row["given_up"]:
        return f"{row['refused']:,} of {row['asked']:,} refused · {share}"
    return f"{row['refused']:,} refused + {row['given_up']:,} given up, of {row['would_be']:,} · {share}"


def refused_groups(study: OneWorld) -> tuple[Row, list[Row]] | None:
    """The service turned away most often, and its requests by group; None if nothing was turned away.

    A group that made fewer than 2 % of the requests is marked, and no title names it.
    """
    services = refused(study)
    if not services:
        return None
    return services[0], groups_of(study.table("refusals_by"), services[0], TURNED_AWAY)


def _words_by_group(study: OneWorld) -> Words:
    """The two groups furthest apart of the service that is turned away most often; in full, every group."""
    found = refused_groups(study)
    if found is None:
        return nothing(f"Nobody was refused a service in {runs_of(study)}.")
    service, rows = found
    what = TURNED_AWAY if service["given_up"] else REFUSED
    title, told = told_by_group(study, service, rows, what)
    given_up = " or given up" if service["given_up"] else ""
    return Words(title, f"Share of requests refused{given_up} over the whole run, by group. {title} {told}.")


def _draw_by_group(study: OneWorld, words: Words) -> Drawing:
    found = refused_groups(study)
    assert found is not None  # or the words say that there is nothing to draw
    service, groups = found
    overall = (service["turned_away_share"] or 0.0, mean_of(study, service, "turned_away_share", SHARE))
    what = "refused or given up" if service["given_up"] else "refused"
    shares = Shares("turned_away_share", "turned_away", "would_be", what, (SOLID, FEW))
    return dots_of_shares(study, groups, words, overall, shares)


_ASKED: Numbers = {
    "asked": "Asked", "refused": "Refused", "refused_share": Number("Share", SHARE, "refused"), "given_up": "Given up",
    "turned_away": "Refused or given up",
    "turned_away_share": Number("Share of what would be asked", SHARE, "turned_away"),
}  # fmt: skip
_BY_SERVICE = Layout(
    "Requests over the whole run, by service",
    {"title": "Service", "domain": "Context"},
    _ASKED,
    lambda study: (
        frame(study, "refusals").sort("turned_away", "asked", "service", descending=[True, True, False]).to_dicts()
    ),
)


def _by_group(study: OneWorld) -> Table | None:
    """Requests for the service turned away most often, by group; None if nothing was."""
    found = refused_groups(study)
    if found is None:
        return None
    service, rows = found
    caption = f"{service['title']}: requests over the whole run, by group"
    return Layout(caption, GROUPS, _ASKED, lambda _: of_groups(rows))(study)


REFUSALS = Chart(
    "refusals", "refused", ANY_RUNS, _words, _draw, _BY_SERVICE,
    question="Which services are refused or given up, and how often?",
)  # fmt: skip
WHO_IS_REFUSED = Chart(
    "who_is_refused", "refused", ANY_RUNS, _words_by_group, _draw_by_group, _by_group,
    question="Whose requests are refused or given up most often?",
)  # fmt: skip
