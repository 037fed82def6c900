"""Evidence for legal tests, as far as a run and its rules hold it; to apply a test is for others."""

from collections.abc import Iterable

from glasshouse.base.units import FOREVER, span_text
from glasshouse.charts.frames import frame, in_all
from glasshouse.charts.groups import times_of, widest_gap
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import OneWorld
from glasshouse.charts.table import Table, table
from glasshouse.charts.words import NONE, capital, duration, group_title, hundredths, known, percent
from glasshouse.measure.disparity import Gap, counted
from glasshouse.report.cards import metric
from glasshouse.results.run import Run
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.language.points import points_of

ART_5 = "EU AI Act, Article 5(1)(c)"
GDPR_22 = "EU GDPR, Article 22(3)"
FOUR_FIFTHS = "0.80 (29 CFR 1607.4(D), four-fifths mark)"
CAVEAT = "Whether a treatment is prohibited is for an authority or a court."


def evidence(study: OneWorld) -> Table:
    """What legal tests ask, and what this run and its rules hold; what cannot be computed is left out."""
    found = (_period(study), _lawful(study), _length(study), _review(study), _groups(study))
    return table(
        "What tests ask, and what was found",
        ["Asked", "Found", "Reference"],
        [],
        [row for row in found if row is not None],
    )


Row = tuple[str, str, str]


def _period(study: OneWorld) -> Row | None:
    rules = study.scheme.rules
    if not rules:
        return None
    terms = [rule.lasts for rule in rules if rule.lasts is not None]
    ends = [lasts for lasts in terms if lasts != FOREVER]
    shortest = span_text(min(ends)) if ends else "for ever"
    longest = span_text(max(ends)) if ends and len(ends) == len(terms) else "for ever"
    kept = shortest if shortest == longest else f"{shortest} to {longest}"
    sources = frame(study, "sources")
    writing = sources.filter(sources["records"] > 0).height
    kinds = len({rule.conduct for rule in rules if rule.conduct})
    found = (
        f"Records count for {kept}. Those of {kinds} kinds of conduct are "
        f"read together; {writing} sources wrote records{_in_this_run(study)}."
    )
    return "Are people evaluated over a period, from several occasions?", found, ART_5


def _in_this_run(study: OneWorld) -> str:
    return " in this run" if isinstance(study, Run) else ""


def _lawful(study: OneWorld) -> Row | None:
    row = in_all(study)
    if not row["points_lost"]:
        return None
    part, whole = (text_of(study, row, name) for name in ("points_lost_lawfully", "points_lost"))
    share = percent(row["points_lost_lawfully"] / row["points_lost"])
    found = f"{part} of {whole} points lost ({share}) were lost for lawful conduct."
    return "Is lawful conduct counted against people?", found, ART_5


def _length(study: OneWorld) -> Row | None:
    half = metric(study, "median_recovery_months")
    if not known(half.value):
        return None
    time = f"{half.text} ({half.ends})" if half.ends else duration(half.value)
    said = f"Half of those who come under sanction are free again within {time}."
    return "How long does the treatment last?", said, f"{ART_5}: proportion to the conduct"


def _review(study: OneWorld) -> Row:
    appeal = study.scheme.appeal
    asked = "Can a record be contested?"
    if appeal is None:
        return asked, "The encoded rules name no way to contest a record.", GDPR_22
    row = in_all(study)
    share = percent(row["struck_wrong"] / row["wrong"]) if row["wrong"] else NONE
    struck, wrong = (text_of(study, row, name) for name in ("struck_wrong", "wrong"))
    found = (
        f"Yes, within {span_text(appeal.window)} of notice; decided in {span_text(appeal.decided_in)}. "
        f"{'In this run' if isinstance(study, Run) else 'On average'} {struck} of {wrong} wrong records ({share}) were "
        "struck."
    )
    return asked, found, GDPR_22


def _groups(study: OneWorld) -> Row | None:
    gap = widest_gap(study)
    if gap is None:
        return None
    more, less = (group_title(one.trait, one.level) for one in (gap.more, gap.less))
    spared = (1 - gap.more.rate) / (1 - gap.less.rate)
    over = "" if isinstance(study, Run) else " over all runs together"
    found = (
        f"{capital(more)} against {less}. Under sanction{over}: {counted(gap.more)} against {counted(gap.less)}; "
        f"{_ratio(gap)}, {gap.z:.1f} standard errors. Not under sanction: {percent(1 - gap.more.rate)} against "
        f"{percent(1 - gap.less.rate)}; the first share is {hundredths(spared)} of the second."
    )
    return "Do groups bear it differently?", found, FOUR_FIFTHS


def _ratio(gap: Gap) -> str:
    if gap.ratio is None:
        return "no ratio, as the other share is zero"
    return f"the first share is {times_of(gap) if gap.ends else f'{hundredths(gap.ratio)} times'} the second"


def contexts(study: OneWorld) -> Table:
    """Where the grounds of each refusal arise, beside where the refusals fall."""
    scheme = study.scheme
    conducts = {one.id: one.domain for one in study.catalogue.conducts}
    services = {one.id: one.domain for one in study.catalogue.services}
    refused: dict[str, set[str]] = {}
    for one in scheme.consequences:
        if one.refuses and one.service is not None:
            listed = one.when.list or one.when.off_list
            for name in [listed] if listed else one.when.grade or ():
                refused.setdefault(str(name), set()).add(services.get(one.service, one.service))
    titles = {one.id: f"On the list {one.title}" for one in scheme.lists}
    rows = [
        (titles.get(name, f"Graded {name}"), _listed(_arises(scheme, name, conducts)), _listed(falls))
        for name, falls in refused.items()
    ]
    heads = ["Ground", "Contexts in which it arises", "Contexts of what is refused"]
    return table("Contexts of conduct and of consequence", heads, [], rows)


def _arises(scheme: Scheme, ground: str, conducts: dict[str, str]) -> set[str]:
    """The contexts of the conducts that lead to a list, or that take points or cap the grade."""
    for one in scheme.lists:
        if one.id == ground and one.enter.conduct is not None:
            return {conducts.get(conduct, conduct) for conduct in one.enter.conduct}
    return {
        conducts.get(rule.conduct, rule.conduct)
        for rule in scheme.rules
        if rule.conduct is not None and (points_of(rule, scheme) < 0 or rule.grade_at_most is not None)
    }


def _listed(contexts: Iterable[str]) -> str:
    return ", ".join(sorted(contexts)) or NONE
