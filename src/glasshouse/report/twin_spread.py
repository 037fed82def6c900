"""From many comparisons to their page: the difference first, and an interval on every number."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glasshouse.base.errors import count_of
from glasshouse.charts import draw, names_for, table_of, words_of
from glasshouse.charts.look import FONT, PALETTE
from glasshouse.charts.table import ALONE, WHERE
from glasshouse.charts.twin_spread import REFUSED, counted, everybody, gains_of, in_all
from glasshouse.charts.words import duration
from glasshouse.measure.gather import EACH
from glasshouse.measure.interval import unseen
from glasshouse.report import text
from glasshouse.report import twin_spread_tables as tables
from glasshouse.report.library import chart_library
from glasshouse.report.paper import (
    Figure,
    columns_of,
    csp_hash,
    embedded,
    environment_for,
    for_page,
    put_down,
    rows_of,
)
from glasshouse.report.text import Card
from glasshouse.report.twin_text import GLOSSARY, past
from glasshouse.results.comparison_totals import LAYOUTS
from glasshouse.results.numbers import COUNT, FEW, FEW_MARK, NO_BREAK, said_of
from glasshouse.results.twin_ensemble import TwinEnsemble, told_chances

MEANT = {
    **GLOSSARY,
    "a and b": "The two worlds: the same synthetic people and occasions under two systems of rules, for each seed.",
    "Variance, chances shared": "Of the difference between two worlds with the same seed: the square of its standard "
    "deviation.",
    "Variance, chances independent": "The same if each world had a seed of its own: the sum of both worlds’ variances.",
}


def write_twin_spread(ensemble: TwinEnsemble, path: Path) -> Path:
    """Write the page of ``ensemble`` to ``path`` and its numbers as JSON beside it; return the path of the page.

    Where people and firms are compared, each has a page: that of the first at ``path``, the other beside it
    (``report-firms.html``).

    Raises
    ------
    GlasshouseError
        If the disk refuses; the text says where and what to do. A file that was there is left as it was.
    """
    path = Path(path)
    first, *others = ensemble.info["who"]
    pages = {first: path} | {who: path.with_name(f"{path.stem}-{who}{path.suffix}") for who in others}
    names = {who: at.name for who, at in pages.items()}
    for who, at in pages.items():
        put_down(at, page_of(ensemble.of(who), names), numbers_of(ensemble.of(who)))
    return path


def page_of(ensemble: TwinEnsemble, pages: Mapping[str, str] | None = None) -> str:
    """The page of many comparisons as one text of HTML that needs nothing else.

    Parameters
    ----------
    pages : mapping, optional
        The address of the page about people and of that about firms.
    """
    who = ensemble.who
    figures = {name: _figure(name, ensemble) for name in names_for(ensemble)}
    specs = {name: figure.spec for name, figure in figures.items() if figure.spec is not None}
    environment = environment_for(who)
    library = chart_library().replace("</script", "<\\/script")
    script = environment.get_template("page.js").render()
    return environment.get_template("twin_spread.html").render(
        ensemble=ensemble,
        info=ensemble.info,
        sides={side["name"]: side for side in ensemble.info["sides"]},
        titles_of=dict(zip("ab", ensemble.titles, strict=True)),
        others={one: at for one, at in (pages or {}).items() if one != who},
        figures=figures,
        specs=embedded(specs) if specs else None,
        library=library if specs else "",
        script=script,
        hashes=[csp_hash(one) for one in (library, script)] if specs else [],
        palette=PALETTE,
        font=FONT,
        first_line=text.first_line_of(who).replace("It is a result", "It holds results"),
        opening=opening(ensemble),
        past=past(ensemble.info),
        methods=methods(ensemble),
        cards=cards(ensemble),
        chances=tables.chances(ensemble),
        bought=bought(ensemble),
        said=may_be_said(ensemble),
        unsaid=may_not_be_said(ensemble),
        glossary=MEANT,
        tables=tables,
    )


def _figure(name: str, ensemble: TwinEnsemble) -> Figure:
    words = words_of(name, ensemble)
    if words.empty:
        return Figure(name, words.title, words.alt, None, None)
    spec = for_page(draw(name, ensemble).to_dict(validate=False))
    return Figure(name, words.title, words.alt, spec, table_of(name, ensemble))


def opening(ensemble: TwinEnsemble) -> str:
    """Who lives twice, where, for how long, and how often."""
    info, place = ensemble.info, ensemble.info["world"]["title"]
    people = f"{info['world']['people']:,} synthetic people"
    if ensemble.who == "firms":
        people = f"{info['firms']:,} synthetic firms of {people}"
    lived = f"In the world “{place}”, the same {people} live {duration(info['months'])} twice, with the same chances"
    seeds = f"once, with seed {info['seed']}"
    if ensemble.size > 1:
        seeds = f"{ensemble.size:,} times over, with seeds {info['seed']} to {info['seed'] + ensemble.size - 1}"
    return f"{lived}: once under a, once under b. All this {seeds}. What differs is the doing of the rules."


def methods(ensemble: TwinEnsemble) -> list[str]:
    """How to read the numbers: what they are means of, how their intervals are made, and what these do not say."""
    size = ensemble.size
    if size == 1:
        return [
            "One comparison was lived, and one says nothing of how far chance moves its numbers: there is no interval."
        ]
    return [
        f"{size:,} comparisons that differ only in chance: the same world and the same two systems of rules, other "
        "occasions. Within each, both worlds share every chance. Every number is the mean over these comparisons, and "
        "in brackets stands its 95 % interval by Student’s t: in about 95 of 100 such ensembles it holds the mean over "
        "all seeds there are. That of a difference is made of the differences, one from each seed.",
        "An interval is about the mean. A single comparison strays further: in charts, pale bands and thin lines reach "
        "from the least to the most of these comparisons, dark bands and thick lines are the interval.",
        f"A number with {FEW_MARK} counts fewer than {FEW} in all comparisons together; its interval is too narrow. "
        f"What is 0 in every one of {size:,} comparisons may still happen in up to {unseen(size) * 100:.2g}{NO_BREAK}% "
        "of them.",
        "The intervals are about chance alone. Assumed numbers that lie elsewhere in their ranges, and rules that were "
        "left out, may move the results by more than they show.",
    ]


def cards(ensemble: TwinEnsemble) -> list[Card]:
    """The four big numbers, each with its interval."""
    return [_parted(ensemble), _sanctioned(ensemble), _refused(ensemble), _conduct(ensemble)]


def _parted(ensemble: TwinEnsemble) -> Card:
    one, whole = said_of(ensemble.parted, COUNT, ensemble.size), everybody(ensemble)
    share = whole["share"] or 0.0
    detail = f"{one.ends}; of {whole['people']:,.0f}. {counted(ensemble, in_all(ensemble), 'never_parted')} never do."
    return Card("parted", one.mean, "", "lives parted", detail, {"share": share})


def _pair(a: float, b: float) -> dict[str, float]:
    """Two bars, if there is anything to draw."""
    most = max(a, b)
    return {"a": a / most, "b": b / most} if most else {}


def _one(ensemble: TwinEnsemble, name: str) -> tuple[str, str]:
    """A number of the whole comparison, and its interval."""
    row = in_all(ensemble)
    found = said_of({end: row[f"{name}_{end}"] for end in ("low", "high", "sd", "seeds")} | {"mean": row[name]}, COUNT,
                    ensemble.size)  # fmt: skip
    return found.mean, found.ends


def _sanctioned(ensemble: TwinEnsemble) -> Card:
    whole = everybody(ensemble)
    mean, ends = _one(ensemble, "sanctioned_in_one")
    a, b, both = (counted(ensemble, whole, f"sanctioned_{where}") for where in WHERE)
    detail = f"{ends}. {a} in a alone, {b} in b alone; {both} in both."
    bars = _pair(whole["sanctioned_a_only"], whole["sanctioned_b_only"])
    return Card("sanctioned", mean, "", "people end under sanction in one world alone", detail, bars)


def _refused(ensemble: TwinEnsemble) -> Card:
    row = in_all(ensemble)
    mean, ends = _one(ensemble, "refused_in_one")
    a, b = (counted(ensemble, row, column) for column in REFUSED)
    detail = f"{ends}. {a} refused in a and granted in b, {b} the other way round."
    return Card("refused", mean, "", "requests with another answer", detail, _pair(*(row[one] for one in REFUSED)))


def _conduct(ensemble: TwinEnsemble) -> Card:
    row = in_all(ensemble)
    mean, ends = _one(ensemble, "acts_in_one")
    told = [
        f"{kind.capitalize()}: {counted(ensemble, row, f'{kind}_a_only')} in a alone, "
        f"{counted(ensemble, row, f'{kind}_b_only')} in b alone."
        for kind in ("unlawful", "lawful")
    ]
    bars = _pair(*(row[f"unlawful_{one}"] + row[f"lawful_{one}"] for one in ALONE))
    return Card("conduct", mean, "", "acts in one world alone", " ".join([f"{ends}.", *told]), bars)


def bought(ensemble: TwinEnsemble) -> str:
    """What shared chances buy, in a sentence; of one comparison nothing is known of that."""
    if ensemble.size == 1:
        return "One comparison says nothing of how far its numbers vary."
    told = told_chances(ensemble)
    if not told:
        return "No outcome varies in these comparisons, so that shared chances have nothing to buy."
    return (
        f"Were each world lived with chances of its own, the luck of both would be in all differences. {ensemble.size} "
        "pairs of runs that share every chance give the intervals on this page; the last column says how many pairs "
        "without would give the same."
    )


def may_be_said(ensemble: TwinEnsemble) -> list[str]:
    """Sentences with numbers that these comparisons bear out."""
    one, other = ensemble.titles
    a, b = (one, other) if one != other else (f"{one} (a)", f"{other} (b)")
    who, whole = ensemble.who, everybody(ensemble)
    where = (
        f"In {count_of(ensemble.size, 'simulation')} of {whole['people']:,.0f} synthetic {who} that lived "
        f"{duration(ensemble.info['months'])} twice with the same chances,"
    )
    mean = " on average over seeds (95 % interval by Student’s t)" if ensemble.size > 1 else ""
    said = [f"{where} under {a} and under {b}, {counted(ensemble, whole, 'parted')} lives differed{mean}."]
    refused = [counted(ensemble, in_all(ensemble), column) for column in REFUSED]
    if any(in_all(ensemble)[column] for column in REFUSED):
        said.append(
            f"{where} {refused[0]} requests were refused under {a} that were granted to the same {who} under {b}, and "
            f"{refused[1]} the other way round{mean}."
        )
    found = gains_of(ensemble, "months_sanctioned")
    if found and (found[0]["better_a"] or found[0]["better_b"]):
        longer, shorter = (counted(ensemble, found[0], f"better_{side}") for side in ("b", "a"))
        said.append(
            f"{where} {longer} were longer under sanction under {a} than under {b}, and {shorter} the other way "
            f"round{mean}."
        )
    return said


def may_not_be_said(ensemble: TwinEnsemble) -> list[tuple[str, str]]:
    """Sentences that these comparisons do not bear out, each with the reason."""
    one, place = ensemble.titles[0], ensemble.info["world"]["title"]
    return [
        (
            f"“In {place}, {one} changed {ensemble.parted['mean'] or 0:,.0f} lives.”",
            f"The {ensemble.who} are synthetic; none in the place was counted.",
        ),
        (
            "“The difference lies in this interval.”",
            "The interval is about chance. What was assumed may move the difference out of it.",
        ),
        (
            "“One of the two is better.”",
            "The comparison counts who gains and who loses what. It does not weigh one against the other.",
        ),
    ]


def numbers_of(ensemble: TwinEnsemble) -> dict[str, Any]:
    """The numbers of the page as plain values: every table that was gathered, with means and intervals."""
    return {
        "about": text.first_line_of(ensemble.who),
        "info": ensemble.info,
        "method": methods(ensemble),
        "headline": [card._asdict() for card in cards(ensemble)],
        "chances": [one._asdict() for one in told_chances(ensemble)],
        "variances": rows_of(ensemble.chances),
        "charts": {
            name: {"title": words.title, "text": words.alt}
            for name, words in ((name, words_of(name, ensemble)) for name in names_for(ensemble))
        },
        "frames": {name: columns_of(ensemble.table(name)) for name in LAYOUTS if name != EACH[0]},
    }
