"""From an ensemble to its page: the report of many seeds, on which every number has its interval."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glasshouse.charts import draw, names_for, table_of, words_of
from glasshouse.charts.look import FONT, PALETTE
from glasshouse.charts.spread import curve
from glasshouse.charts.words import NONE, duration
from glasshouse.measure.interval import unseen
from glasshouse.report import spread_tables as tables
from glasshouse.report import text
from glasshouse.report.build import FRAMES, pages_of
from glasshouse.report.library import chart_library
from glasshouse.report.paper import (
    Figure,
    columns_of,
    csp_hash,
    embedded,
    environment_for,
    for_page,
    put_down,
    refuse_no_page,
    rows_of,
)
from glasshouse.report.text import Card
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.numbers import COUNT, FEW, FEW_MARK, NO_BREAK, SHARE, form_of, said_of


def write_spread(ensemble: Ensemble, path: Path, scheme: str | None = None) -> Path:
    """Write the page of ``ensemble`` to ``path`` and its numbers as JSON beside it; return the path of the page.

    An ensemble of several schemes has a page for each, named as those of a run are. With ``scheme`` only the page of
    that one is written.

    Raises
    ------
    GlasshouseError
        If there is no such scheme, the path is none of a page, or the disk refuses; the text says where and what to do.
    """
    path = Path(path)
    refuse_no_page(path)
    pages = pages_of(ensemble, path)
    names = {one: page.name for one, page in pages.items()}
    if scheme is not None:
        one = ensemble.under(scheme)
        return put_down(path, page_of(one, names), numbers_of(one))
    for name, at in pages.items():
        put_down(at, page_of(ensemble.under(name), names), numbers_of(ensemble.under(name)))
    return path


def page_of(ensemble: Ensemble, pages: Mapping[str, str] | None = None) -> str:
    """The page of an ensemble as one text of HTML that needs nothing else; ``pages``: that of each scheme."""
    who = ensemble.catalogue.cast.who
    figures = {name: _figure(name, ensemble) for name in names_for(ensemble)}
    specs = {name: figure.spec for name, figure in figures.items() if figure.spec is not None}
    environment = environment_for(who)
    library = chart_library().replace("</script", "<\\/script")
    script = environment.get_template("page.js").render()
    return environment.get_template("spread.html").render(
        ensemble=ensemble,
        info=ensemble.info,
        figures=figures,
        specs=embedded(specs) if specs else None,
        library=library if specs else "",
        script=script,
        hashes=[csp_hash(one) for one in (library, script)] if specs else [],
        palette=PALETTE,
        font=FONT,
        first_line=text.first_line(ensemble).replace("It is a result", "It holds results"),
        opening=opening(ensemble),
        methods=methods(ensemble),
        cards=cards(ensemble),
        tables=tables,
        side_by_side=tables.schemes_of(ensemble, dict(pages or {})) if len(ensemble.schemes) > 1 else None,
    )


def _figure(name: str, ensemble: Ensemble) -> Figure:
    words = words_of(name, ensemble)
    if words.empty:
        return Figure(name, words.title, words.alt, None, None)
    spec = for_page(draw(name, ensemble).to_dict(validate=False))
    return Figure(name, words.title, words.alt, spec, table_of(name, ensemble))


def opening(ensemble: Ensemble) -> str:
    """Who lives where under which rules for how long, and how often."""
    info = ensemble.info
    people = f"{info['world']['people']:,} synthetic people"
    if ensemble.catalogue.cast.who == "firms":
        people = f"{info['firms']:,} synthetic firms of {people}"
    time, last = duration(info["months"]), info["seed"] + ensemble.size - 1
    lived = f"In the world “{info['world']['title']}”, {people} live {time} under these rules"
    if ensemble.size == 1:
        return f"{lived}, once, with seed {last}."
    return f"{lived}, {ensemble.size:,} times over, with seeds {info['seed']} to {last}."


def methods(ensemble: Ensemble) -> list[str]:
    """How to read the numbers: what they are means of, how their intervals are made, and what these do not say."""
    size = ensemble.size
    if size == 1:
        return [
            "One run was lived, and one run says nothing of how far chance moves its numbers: there is no interval."
        ]
    return [
        f"{size:,} runs that differ only in chance: the same world, people and rules, with other occasions. Every "
        "number is the mean over these runs, and in brackets stands its 95 % interval by Student’s t: in about 95 of "
        "100 such ensembles it holds the mean over all seeds there are.",
        "An interval is about the mean. A single run strays further: in charts, pale bands and thin lines reach "
        "from the least to the most of these runs, dark bands and thick lines are the interval. Intervals end where a "
        "number must: a share is never below 0 %.",
        f"A number with {FEW_MARK} counts fewer than {FEW} in all runs together, and its interval is too narrow. What "
        f"is 0 in every one of {size:,} runs may still happen in up to {unseen(size) * 100:.2g}{NO_BREAK}% of runs.",
        "The intervals are about chance alone. Assumed numbers that lie elsewhere in their ranges, and rules that were "
        "left out, may move the results by more than they show.",
    ]


def cards(ensemble: Ensemble) -> list[Card]:
    """The four big numbers, each with its interval."""
    return [_sanctioned(ensemble), _wrongful(ensemble), _recovery(ensemble), _disparity(ensemble)]


def _sanctioned(ensemble: Ensemble) -> Card:
    people = said_of(ensemble.metric("sanctioned_people"), COUNT, ensemble.size)
    share = said_of(ensemble.metric("sanctioned_share"), SHARE, ensemble.size)
    detail = f"{people.ends}; {share.text} of people scored."
    return Card("sanctioned", people.mean, "", "people under sanction at the end", detail, {})


def _wrongful(ensemble: Ensemble) -> Card:
    found = ensemble.metric("wrongful_share")
    label, one = "of them would stand better without wrong records", said_of(found, SHARE, ensemble.size)
    if found["mean"] is None:
        return Card("wrongful", NONE, "", label, "Nobody is under sanction in any run.", {})
    return Card("wrongful", one.mean, "", label, f"{one.ends}.", {"share": found["mean"]})


def _recovery(ensemble: Ensemble) -> Card:
    found, label = ensemble.metric("median_recovery_months"), "until half of those sanctioned are free again"
    one = said_of(found, form_of(found["unit"]), ensemble.size)
    if found["mean"] is not None:
        big, unit = one.mean.split(" ", 1)
        return Card("recovery", big, unit, label, f"{one.ends}.", {})
    rows = curve(ensemble, None).to_dicts()
    if not rows:
        return Card("recovery", NONE, "", label, "Nobody came under sanction in any run.", {})
    still = ensemble.number("recovery", "still", months=rows[-1]["months"], entered_wrongly=None)
    detail = (
        f"{said_of(still, SHARE, ensemble.size).text} are still under sanction after "
        f"{duration(rows[-1]['months'])}, the longest that every run saw."
    )
    return Card("recovery", "not reached", "", label, detail, {})


def _disparity(ensemble: Ensemble) -> Card:
    found, label = (
        ensemble.metric("largest_disparity"),
        "as often under sanction: the largest difference between groups",
    )
    one = said_of(found, form_of(found["unit"]), ensemble.size)
    if found["mean"] is None:
        detail = "In no run do two groups that can be compared differ by two standard errors."
        return Card("disparity", NONE, "", "largest difference between groups", detail, {})
    detail = f"{one.ends}. Which two groups these are may differ from run to run."
    return Card("disparity", one.mean.split(" ")[0], "times", label, detail, {})


def numbers_of(ensemble: Ensemble) -> dict[str, Any]:
    """The numbers of the page as plain values; all others are in the tables of the ensemble."""
    return {
        "about": text.first_line(ensemble),
        "info": ensemble.info,
        "method": methods(ensemble),
        "headline": [card._asdict() for card in cards(ensemble)],
        "metrics": rows_of(ensemble.metrics()),
        "charts": {
            name: {"title": words.title, "text": words.alt}
            for name, words in ((name, words_of(name, ensemble)) for name in names_for(ensemble))
        },
        "frames": {name: columns_of(ensemble.table(name)) for name in (*FRAMES, "conducts_in_all", "in_all")},
    }
