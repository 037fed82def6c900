"""The study as a whole: its schemes side by side, all its numbers, and how to repeat it."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from glasshouse.charts.study import MANY_COMPARISONS, MANY_RUNS, ONE_COMPARISON, ONE_RUN, Study
from glasshouse.report import tables, twin_tables
from glasshouse.report.block import Block, Code, Facts, Folded, Inline, Paragraph, folded, shown
from glasshouse.report.page import Page
from glasshouse.report.section import EVERY, ONE_WORLD, Section
from glasshouse.results.comparison import Comparison
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.storage.kinds import SIDES


def _schemes(page: Page) -> Iterator[Block]:
    if len(page.study.schemes) > 1:
        title = page.study.info["scheme"]["title"]
        yield Paragraph(
            "They read the same files of the same lives. A request is refused if any of them refuses it; this page is "
            f"about {title}.",
            as_written=True,
        )
        yield from shown(tables.schemes_of(page.study, page.links.schemes))


SCHEMES = Section("schemes", "All schemes, side by side", ONE_WORLD, more=_schemes, leads=True)


def _all_numbers(page: Page) -> Iterator[Block]:
    study = page.study
    kept = Markup(", and those of every month as Parquet in the folder")
    if not page.is_one:
        kept = Markup(
            "; those of every month are in <code>tables/numbers.parquet</code>, and the {} of every seed in "
            "<code>tables/seeds.parquet</code>"
        ).format("metrics" if page.axes.worlds == 1 else "outcomes")
    yield Paragraph(Markup("The same numbers are in the JSON file beside this page{}.").format(kept))
    if page.axes.worlds == 1:
        yield from folded(tables.all_metrics(study), "All metrics")
        if not page.is_one:
            yield from folded(tables.behind_metrics(study))
        yield from folded(tables.whole_run(study))
        return
    yield from folded(twin_tables.all_outcomes(study), "All numbers of both worlds")
    if not page.is_one:
        yield from folded(twin_tables.single(study), "How far single comparisons stray")
    yield from folded(twin_tables.whole_time(study))


ALL_NUMBERS = Section("all-numbers", "All numbers", EVERY, more=_all_numbers)

NOUNS = {ONE_RUN: "Run", MANY_RUNS: "Ensemble", ONE_COMPARISON: "Comparison", MANY_COMPARISONS: "Ensemble"}
SINGLE = {
    MANY_RUNS: "Single lives are in the report of a single run alone",
    MANY_COMPARISONS: "Where the rules differ, what was assumed and a few people with both their lives are in the "
    "report of a single comparison",
}


def _repeat(page: Page) -> Iterator[Block]:
    info = page.study.info
    yield Code(info["command"])
    if page.axes in SINGLE:
        yield Paragraph(
            Markup(
                "{}: the same command without <code>--seeds</code>. Whoever bears one number is somebody else with "
                "each seed, and a mean over them would be about nobody."
            ).format(SINGLE[page.axes])
        )
    yield Facts(list(_facts(page, info)))
    again = "simulates it again and compares every table" if page.is_one else "simulates them again and compares"
    seeds = "seed gives" if page.is_one else "seeds give"
    yield Paragraph(
        Markup("The same {} the same bits on every machine; <code>glasshouse verify</code> {}.").format(seeds, again)
    )
    if files := info.get("files"):
        kept = [(name, _code(digest)) for name, digest in files.items()]
        yield Folded(f"Files of the {NOUNS[page.axes].lower()}, with their SHA-256", Facts(kept))


REPEAT = Section("repeat", "How to repeat this", EVERY, more=_repeat)


def _code(text: str) -> Markup:
    return Markup("<code>{}</code>").format(text)


def _facts(page: Page, info: Mapping[str, Any]) -> Iterator[tuple[str, Inline]]:
    """What a study was made of, term by term; what it does not say of itself is left out."""
    made = f", made {info['created']}" if "created" in info else ""
    took = f" in {info['seconds']:.1f} seconds" if "seconds" in info else ""
    yield NOUNS[page.axes], f"{info['run']}, {info['state']}{made}{took}"
    same = ", the same in both worlds" if page.axes.worlds == 2 else ""
    if page.is_one:
        yield "Seed", f"{info['seed']}{same}"
    else:
        yield "Seeds", f"{page.study.size:,}, from {info['seed']}{same and '; each' + same[1:]}"
        yield "Intervals", f"{info['method']}, level {info['level']}"
    yield "Months", _months(info)
    if "branch" in info:
        yield "Past", _past(info["branch"])
    yield from _schemes_of(page.study)
    world, firms = info["world"], f", {info['firms']:,} firms" if info.get("firms") else ""
    yield "World", Markup("{}, {:,} people{} {}").format(world["id"], world["people"], firms, _code(world["sha256"]))
    if "catalogue" in info:
        yield "Catalogue", _code(info["catalogue"]["sha256"])
    engine = info["engine"]
    yield "Engine", Markup("Glasshouse {} {}").format(engine["version"], _code(engine["sha256"]))
    if "versions" in info:
        yield "Libraries", ", ".join(f"{name} {version}" for name, version in info["versions"].items())
    if "machine" in info:
        machine = info["machine"]
        system = f", {machine['system']}" if "system" in machine else ""
        yield "Machine", f"{machine['processor']}, {machine['cores']} cores{system}, Python {machine['python']}"


def _months(info: Mapping[str, Any]) -> str:
    whole = info.get("whole", info)
    begins = f", from {whole['begins']}" if "begins" in whole else ""
    dated = "; rules hold by their dates" if info.get("dated") else ""
    own = f"; the first {info['burn_in']} are not counted" if info.get("burn_in") else ""
    if dated and any(whole[name] != info[name] for name in ("months", "begins")):
        own += f", and this scheme holds for {info['months']} months from {info['begins']}"
    return f"{whole['months']}{begins}{dated}{own}"


def _past(branch: Mapping[str, Any]) -> Inline:
    told = (
        f"run {branch['run']}, {branch['at']} months under {', '.join(branch['schemes'])}, until {branch['begins']}"
    )  # fmt: skip
    if "start" not in branch:
        return told
    return Markup("{}; the month is kept in the folder, SHA-256 {}").format(told, _code(branch["start"]))


def _schemes_of(study: Study) -> Iterator[tuple[str, Inline]]:
    """The schemes of a study: those of one world, or of each side."""
    if isinstance(study, Comparison):
        sides = dict(zip(SIDES, (study.a.info["schemes"], study.b.info["schemes"]), strict=True))
    elif isinstance(study, TwinEnsemble):
        sides = {side["name"]: side.get("about", {}).get("schemes", ()) for side in study.info["sides"]}
    else:
        yield from (("Scheme", _scheme(one)) for one in study.info["schemes"])
        return
    yield from ((f"Scheme of {side}", _scheme(one)) for side, schemes in sides.items() for one in schemes)


def _scheme(one: Mapping[str, Any]) -> Inline:
    variant = f", variant {one['variant']}" if one.get("variant") else ""
    region = f", in {', '.join(one['region'])}" if one.get("region") else ""
    return Markup("{}{}{} {}").format(one["id"], variant, region, _code(one["sha256"]))
