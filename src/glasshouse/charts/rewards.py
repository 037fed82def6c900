"""Who gets what from a high grade or a list: requests granted with a reward, by service and by group."""

import polars as pl

from glasshouse.charts.answers import Answered, groups_of, share_of, told_by_group
from glasshouse.charts.bars import MOST_BARS, split_bars
from glasshouse.charts.chart import Chart
from glasshouse.charts.dots import FEW_REWARDED, REWARDED
from glasshouse.charts.frames import frame
from glasshouse.charts.groups import Shares, dots_of_shares
from glasshouse.charts.numbers import marks_of, mean_of, text_of
from glasshouse.charts.study import ANY_RUNS, OneWorld, has_many_seeds, runs_of
from glasshouse.charts.style import FREE, Drawing, Row, Words, nothing
from glasshouse.charts.table import GROUPS, Layout, Number, Numbers, Table, of_groups
from glasshouse.charts.words import percent, short
from glasshouse.results.numbers import SHARE

GRANTED_WITH_A_REWARD = Answered("favoured", "favoured_share", "asked", "are granted with a reward")


def rewarded(study: OneWorld) -> list[Row]:
    """The services that were granted with a reward at all, most often first."""
    rows = study.table("refusals").filter(pl.col("favoured") > 0)
    return rows.sort("favoured", "service", descending=[True, False]).to_dicts()


def statuses(study: OneWorld) -> list[Row]:
    """The grades and lists with a reward, and how many people hold each at the end."""
    return frame(study, "rewards").to_dicts()


def _none(study: OneWorld) -> Words:
    """Why nothing is shown; of a scheme without rewards that is not worth a word."""
    if not statuses(study):
        return nothing("This scheme gives no rewards.", aside=True)
    return nothing(f"Nobody was granted a service with a reward in {runs_of(study)}.")


def _words(study: OneWorld) -> Words:
    """The service made better most often, and who holds a status with a reward; in full, the first dozen services."""
    rows = rewarded(study)
    if not rows:
        return _none(study)
    first = rows[0]
    share = share_of(study, first, GRANTED_WITH_A_REWARD)
    title = (
        f"{first['title']}: made better most often, {text_of(study, first, 'favoured')} of "
        f"{text_of(study, first, 'asked')} times{f', which is {share}' if has_many_seeds(study) else f' ({share})'}."
    )
    held = "; ".join(f"{row['title']} {text_of(study, row, 'people')}" for row in statuses(study))
    told = "; ".join(
        f"{row['title']} {text_of(study, row, 'favoured')} of {text_of(study, row, 'asked')}"
        for row in rows[:MOST_BARS]
    )
    whole = f"Requests granted with a reward over the whole run, by service: {told}."
    return Words(title, f"{whole} People at the end who hold what is rewarded: {held}.", note=f"{_held(study)}")


def _held(study: OneWorld) -> str:
    """How many people hold a status with a reward at the end."""
    said = [f"{row['title']} ({text_of(study, row, 'people')})" for row in statuses(study)]
    return f"With a reward, and people who have it at the end: {', '.join(said)}."


def _draw(study: OneWorld, words: Words) -> Drawing:
    rows = [
        {
            "title": row["title"], "lengths": [row["favoured"]], **marks_of(row, "favoured"),
            "label": _label(study, row),
            "brief": f"{mean_of(study, row, 'favoured')} of {short(row['asked'])} · "
                     f"{mean_of(study, row, 'favoured_share', SHARE)}",
        }
        for row in rewarded(study)[:MOST_BARS]
    ]  # fmt: skip
    return split_bars(rows, words, {"granted with a reward": FREE}, {"title": "service", "label": "requests"})


def _label(study: OneWorld, row: Row) -> str:
    if has_many_seeds(study):
        return f"{text_of(study, row, 'favoured')} with a reward · {mean_of(study, row, 'favoured_share', SHARE)}"
    return f"{row['favoured']:,} of {row['asked']:,} with a reward · {percent(row['favoured_share'])}"


def rewarded_groups(study: OneWorld) -> tuple[Row, list[Row]] | None:
    """The service made better most often, and its requests by group; None if none was."""
    services = rewarded(study)
    if not services:
        return None
    return services[0], groups_of(study.table("refusals_by"), services[0], GRANTED_WITH_A_REWARD)


def _words_by_group(study: OneWorld) -> Words:
    """The two groups furthest apart of the service that is made better most often; in full, every group."""
    found = rewarded_groups(study)
    if found is None:
        return nothing(_none(study).title, aside=True)
    title, told = told_by_group(study, *found, GRANTED_WITH_A_REWARD)
    return Words(title, f"Share of requests granted with a reward over the whole run, by group. {title} {told}.")


def _draw_by_group(study: OneWorld, words: Words) -> Drawing:
    found = rewarded_groups(study)
    assert found is not None  # or the words say that there is nothing to draw
    service, groups = found
    overall = (service["favoured_share"] or 0.0, mean_of(study, service, "favoured_share", SHARE))
    shares = Shares("favoured_share", "favoured", "asked", "with a reward", (REWARDED, FEW_REWARDED))
    return dots_of_shares(study, groups, words, overall, shares)


_FAVOURED: Numbers = {
    "asked": "Asked", "favoured": "Granted with a reward", "favoured_share": Number("Share", SHARE, "favoured"),
}  # fmt: skip
_BY_SERVICE = Layout(
    "Requests granted with a reward over the whole run, by service",
    {"title": "Service", "domain": "Context"},
    _FAVOURED,
    rewarded,
)


def _by_group(study: OneWorld) -> Table | None:
    """Requests for the service made better most often, by group; None if none was."""
    found = rewarded_groups(study)
    if found is None:
        return None
    service, rows = found
    caption = f"{service['title']}: requests granted with a reward over the whole run, by group"
    return Layout(caption, GROUPS, _FAVOURED, lambda _: of_groups(rows))(study)


HOLDERS = Layout(
    "Grades and lists with a reward, and people who hold them at the end",
    {"title": "Grade or list", "services": "Services made better"},
    {"people": "People", "share": Number("Share of people", SHARE, "people")},
    statuses,
)
"""The table of what is rewarded."""
REWARDS = Chart(
    "granted_with_a_reward", "rewarded", ANY_RUNS, _words, _draw, _BY_SERVICE,
    question="Which services does a high grade or a list make better, and how often?",
)  # fmt: skip
WHO_IS_REWARDED = Chart(
    "who_is_rewarded", "rewarded", ANY_RUNS, _words_by_group, _draw_by_group, _by_group,
    question="Whose requests are granted with a reward most often?",
)  # fmt: skip
