"""What many comparisons hold: the outcomes that bear on limbs, and the contexts of refusals in either world."""

from collections.abc import Iterator
from pathlib import Path

from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import TwoWorlds
from glasshouse.charts.style import Row
from glasshouse.charts.table import Table, table
from glasshouse.charts.words import NONE
from glasshouse.observe.library import load_catalogue
from glasshouse.report.legal import article
from glasshouse.report.legal.article import Limb
from glasshouse.report.legal.contexts import Refused, Rules, refused
from glasshouse.report.legal.totals import summed
from glasshouse.report.twin_tables import outcomes
from glasshouse.results.run import inputs_in, scheme_again
from glasshouse.results.twin_ensemble import TwinEnsemble
from glasshouse.storage.kinds import SIDES

TOLD: dict[Limb, tuple[str, ...]] = {
    article.SCORING: ("listed_people",),
    article.LINK: ("sanctioned_people", "sanctioned_share"),
    article.TREATMENT: ("months_sanctioned", "refusals"),
    article.PROPORTION: ("median_recovery_months", "p90_recovery_months"),
    article.REWARDS: (),
    article.PROOF: ("wrongful_share",),
    article.GROUPS: ("largest_disparity",),
}
"""The outcomes that bear on each limb; on rewards, requests."""
KIND = {"people": "person", "firms": "firm"}


def limbs(study: TwoWorlds) -> Table:
    """The outcomes that bear on limbs, in a, in b, and the difference."""
    rows = [
        (limb.title, number, limb.reference, *told)
        for limb, names in TOLD.items()
        for number, *told in (_rewards(study) if limb is article.REWARDS else _outcomes(study, names))
    ]
    heads = ["Limb", "Number", "Text"]
    return table("What tests ask, and what was found", heads, ["In a", "In b", "a minus b"], rows)


def _outcomes(study: TwoWorlds, names: tuple[str, ...]) -> Iterator[tuple[str, str, str, str]]:
    """Outcomes of these names: what each is, in a, in b, a minus b."""
    for one in outcomes(study, names):
        yield f"{one.title} ({one.unit})", one.a, one.b, one.less


def _rewards(study: TwoWorlds) -> Iterator[tuple[str, str, str, str]]:
    """Requests that got a reward in one world and not in the other."""
    rows = study.table("requests").to_dicts()
    a, b = (text_of(study, summed(rows, name), name) for name in ("favoured_a_only", "favoured_b_only"))
    yield "Requests with a reward in one world alone", a, b, NONE


def rules_of(study: TwinEnsemble) -> dict[str, Rules]:
    """The rules of each world that are about those whose lives are compared, as far as they were kept."""
    if study.folder is None:
        return {}
    return {side: rules for at, side in enumerate(SIDES) if (rules := _rules(study, study.folder, at)) is not None}


def _rules(study: TwinEnsemble, folder: Path, at: int) -> Rules | None:
    inputs = inputs_in(folder / "inputs" / SIDES[at])
    about = study.info["sides"][at]["about"]["schemes"]
    catalogues = {"person": inputs.catalogue, "firm": inputs.firms}
    all_of_it = {
        one["id"]: (scheme_again(one, inputs.scheme_of(place)), load_catalogue(catalogues[one["kind"]]))
        for place, one in enumerate(about)
    }
    mine = [both for both in all_of_it.values() if both[0].subjects.kind == KIND[study.who]]
    return Rules(*mine[0], all_of_it) if mine else None


def refused_in(study: TwinEnsemble, side: str, rules: Rules) -> list[Refused]:
    """The services of which requests were refused in a world, with the contexts of their grounds."""
    rows = [_in(row, side) for row in study.table("requests").to_dicts()]
    return refused(rules, sorted(rows, key=lambda row: -row["refused"]))


def _in(row: Row, side: str) -> Row:
    """The row of a service, with what was refused of it in one world."""
    parts = ("refused_both", f"refused_{side}_only", f"asked_{side}_only_refused")
    each = [
        {name.replace(part, "refused", 1): value for name, value in row.items() if _is_of(name, part)} for part in parts
    ]
    return {**{name: row[name] for name in ("service", "title", "domain")}, **summed(each, "refused")}


def _is_of(name: str, column: str) -> bool:
    ends = ("", "_low", "_high", "_sd", "_seeds")
    return name in {f"{column}{end}" for end in ends}
