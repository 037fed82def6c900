"""The four big numbers of a page, each in a sentence with its counts or its interval."""

from typing import Any, NamedTuple

import polars as pl

from glasshouse.charts import chilled
from glasshouse.charts.frames import everybody, frame, in_all
from glasshouse.charts.groups import widest_gap
from glasshouse.charts.numbers import mean_of, plain, text_of
from glasshouse.charts.study import OneWorld, Study, TwoWorlds
from glasshouse.charts.words import MOST_AS_ONE_IN, NONE, capital, duration, group_title, known, one_in, percent
from glasshouse.measure.disparity import counted
from glasshouse.results.cautions import cautions
from glasshouse.results.comparison import Comparison
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.numbers import COUNT, SHARE, form_of, said_of, times
from glasshouse.results.run import Run


class Card(NamedTuple):
    """One big number: what it is, in a sentence, with its counts; and what its little picture shows."""

    id: str
    big: str
    unit: str
    label: str
    detail: str
    picture: dict[str, Any]


def cards(study: Study) -> list[Card]:
    """The four big numbers of a study."""
    if isinstance(study, Run | Ensemble):
        disparity = _disparity(study) if isinstance(study, Run) else _mean_disparity(study)
        return [_sanctioned(study), _wrongful(study), _recovery(study), disparity]
    return [_differing(study), _in_one(study), _answers(study), _speech(study) or _acts(study)]


def _sentences(*parts: str) -> str:
    """The parts that are not empty, each as a sentence."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


class Metric(NamedTuple):
    """A metric of one world: its value, how it is written, and its interval, if it has many seeds."""

    value: float | None
    text: str
    ends: str = ""


def metric(study: OneWorld, name: str) -> Metric:
    """A metric by its id."""
    found = study.metric(name)
    if isinstance(study, Run):
        text = percent(found["value"]) if found["unit"].startswith("share") else plain(found["value"])
        return Metric(found["value"], text)
    one = said_of(found, form_of(found["unit"]), study.size)
    return Metric(found["mean"], one.mean, one.ends)


# One world


def _sanctioned(study: OneWorld) -> Card:
    label = "people under sanction at the end"
    people, share = (metric(study, name) for name in ("sanctioned_people", "sanctioned_share"))
    if isinstance(study, Ensemble):
        detail = _sentences(f"{people.ends}; {share.text} ({share.ends}) of people scored", *cautions(study))
        return Card("sanctioned", people.text, "", label, detail, {})
    of = study.metric("sanctioned_share")["of"] or 0
    if not people.value or not share.value:
        return Card("sanctioned", "0", "", label, _sentences(f"Nobody of {of:,} people scored", *cautions(study)), {})
    every = round(1 / share.value) if share.value <= MOST_AS_ONE_IN else 0
    detail = _sentences(f"{capital(one_in(share.value))}: {share.text} of {of:,} people scored", *cautions(study))
    return Card("sanctioned", people.text, "", label, detail, {"dots": every if every <= 240 else 0})


def _wrongful(study: OneWorld) -> Card:
    label, share = "of them by wrong records alone", metric(study, "wrongful_share")
    if not known(share.value):
        rest = " in any run" if isinstance(study, Ensemble) else ", so no share can be formed"
        return Card("wrongful", NONE, "", label, f"Nobody is under sanction{rest}.", {})
    detail = share.ends
    if isinstance(study, Run):
        found = study.metric("wrongful_share")
        detail = f"{found['people']:,} of {found['of']:,} people under sanction at the end"
    return Card("wrongful", share.text, "", label, f"{detail}.", {"share": share.value})


def _recovery(study: OneWorld) -> Card:
    label = "until half of those sanctioned are free again"
    half, most = (metric(study, name) for name in ("median_recovery_months", "p90_recovery_months"))
    curve = frame(study, "recovery").filter(pl.col("entered_wrongly").is_null()).sort("months")
    each = "the run"
    if isinstance(study, Ensemble):  # of months that some runs did not see, a mean would be one of the others
        curve, each = curve.filter(pl.col("still_seeds") == pl.col("still_seeds").max()), "every run"
    rows = curve.to_dicts()
    if not rows:
        rest = " in any run" if isinstance(study, Ensemble) else ", so nobody had to recover"
        return Card("recovery", NONE, "", label, f"Nobody came under sanction{rest}.", {})
    seen = f"{max(row['at_risk'] for row in rows):,.0f} people were followed" if isinstance(study, Run) else ""
    if not known(half.value):
        still, months = text_of(study, rows[-1], "still", SHARE), duration(rows[-1]["months"])
        detail = f"{still} are still under sanction after {months}, the longest that {each} saw"
        return Card("recovery", "not reached", "", label, _sentences("; ".join(filter(None, (detail, seen)))), {})
    if isinstance(study, Ensemble):
        big, unit = half.text.split(" ", 1)
        return Card("recovery", big, unit, label, f"{half.ends}.", {})
    rest = duration(most.value) if known(most.value) else "not reached in this run"
    big, unit = duration(half.value).split(" ")
    picture = {"half": half.value, "most": most.value if known(most.value) else None}
    return Card("recovery", big, unit, label, _sentences(f"Nine in ten: {rest}", seen), picture)


DISPARITY = "largest difference between groups"


def _disparity(run: Run) -> Card:
    gap = widest_gap(run)
    if gap is None:
        detail = "No two groups that can be compared differ by two standard errors."
        return Card("disparity", NONE, "", DISPARITY, detail, {})
    more, less = (group_title(one.trait, one.level) for one in (gap.more, gap.less))
    detail = f"{percent(gap.more.rate)} ({counted(gap.more)}) against {percent(gap.less.rate)} ({counted(gap.less)})."
    bars = {"more": 1.0, "less": gap.less.rate / gap.more.rate}
    if gap.ratio is None:
        label = f"of {more} under sanction, and none of {less}"
        return Card("disparity", percent(gap.more.rate), "", label, detail, bars)
    label = f"as often under sanction: {more}, against {less}"
    return Card("disparity", times(gap.ratio), "times", label, detail, bars)


def _mean_disparity(ensemble: Ensemble) -> Card:
    gap = widest_gap(ensemble)
    if gap is None:
        detail = "No two groups that can be compared differ by two standard errors, over all runs together."
        return Card("disparity", NONE, "", DISPARITY, detail, {})
    more, less = (group_title(one.trait, one.level) for one in (gap.more, gap.less))
    shares = f"{percent(gap.more.rate)} against {percent(gap.less.rate)}, over all runs together"
    if gap.ratio is None:
        label = f"of {more} under sanction, and none of {less}"
        return Card("disparity", percent(gap.more.rate), "", label, f"{shares}.", {})
    found = metric(ensemble, "largest_disparity")
    label = f"as often under sanction: {more}, against {less}"
    detail = _sentences(found.ends, shares)
    return Card("disparity", found.text.split(" ")[0], "times", label, detail, {})


# Two worlds


def _big(study: TwoWorlds, row: dict[str, Any], key: str) -> tuple[str, str]:
    """A count of a row; and of many comparisons its interval."""
    if isinstance(study, Comparison):
        return plain(row[key]), ""
    ends = {end: row[f"{key}_{end}"] for end in ("low", "high", "sd", "seeds")}
    one = said_of({"mean": row[key], **ends}, COUNT, study.size)
    return one.mean, one.ends


def _pair(row: dict[str, Any], *keys: str) -> dict[str, float]:
    """Two bars of what there is in a alone and in b alone, if there is anything to draw."""
    a, b = (sum(row[f"{key}_{side}_only"] for key in keys) for side in "ab")
    most = max(a, b)
    return {"a": a / most, "b": b / most} if most else {}


def _differing(study: TwoWorlds) -> Card:
    whole, same = everybody(study), text_of(study, in_all(study), "never_parted")
    big, ends = _big(study, whole, "parted")
    of = f"{ends}; of {whole['people']:,.0f}" if ends else f"of {whole['people']:,} ({percent(whole['share'])})"
    detail = _sentences(of, f"{same} are the same in both worlds")
    return Card("parted", big, "", "lives diverge", detail, {"share": whole["share"] or 0.0})


def _in_one(study: TwoWorlds) -> Card:
    whole = everybody(study)
    big, ends = _big(study, in_all(study), "sanctioned_in_one")
    a, b, both = (text_of(study, whole, f"sanctioned_{where}") for where in ("a_only", "b_only", "both"))
    wrongly = whole["wrongly_a_only"] + whole["wrongly_b_only"] if isinstance(study, Comparison) else 0
    mistaken = f"{wrongly:,} of those in one of them by wrong records" if wrongly else ""
    detail = _sentences(ends, f"{a} in a, not in b; {b} in b, not in a; {both} in both", mistaken, *_cautions(study))
    label = "people end under sanction in one world, not in the other"
    return Card("sanctioned", big, "", label, detail, _pair(whole, "sanctioned"))


def _cautions(study: TwoWorlds) -> list[str]:
    """With how much care the number is to be read; of many comparisons nothing is kept that could tell."""
    return cautions(study) if isinstance(study, Comparison) else []


def _answers(study: TwoWorlds) -> Card:
    row = in_all(study)
    big, ends = _big(study, row, "turned_away_in_one")
    a, b = (text_of(study, row, f"turned_away_{side}_only") for side in "ab")
    what = "refused or given up" if row["given_up_a"] or row["given_up_b"] else "refused"
    detail = _sentences(ends, f"{a} {what} in a and granted in b, {b} the other way round")
    return Card(
        "refused", big, "", f"requests {what} in one world, granted in the other", detail, _pair(row, "turned_away")
    )


def _speech(study: TwoWorlds) -> Card | None:
    """How much less lawful speech, petition and belief there is in which world; None if there is none in either."""
    found = chilled.speech(study)
    if found is None:
        return None
    whole, _ = found
    label, acts = chilled.WHAT.lower(), {side: text_of(study, whole, f"acts_{side}") for side in "ab"}
    less, more = ("b", "a") if whole["fewer"] == "b" else ("a", "b")
    detail = _sentences(f"{acts[less]} acts in {less}, {acts[more]} in {more}", *chilled.by_kind(study, sure=True))
    if not whole["fewer"]:
        none, unit = ("no", "sure difference") if whole["a_only"] or whole["b_only"] else ("no", "difference")
        return Card("speech", none, unit, label, detail, {})
    share = mean_of(study, whole, f"fewer_in_{less}", SHARE)
    picture = {less: whole[f"acts_{less}"] / whole[f"acts_{more}"], more: 1.0}
    return Card("speech", share, "fewer", f"{label} in {less} than there would be in {more}", detail, picture)


def _acts(study: TwoWorlds) -> Card:
    """Unlawful acts, where nobody speaks up."""
    row = in_all(study)
    a, b, both = (text_of(study, row, f"unlawful_{where}") for where in ("a_only", "b_only", "both"))
    detail = _sentences(f"{b} in b, not in a; {both} in both")
    return Card("conduct", a, "", "unlawful acts in a, not in b", detail, _pair(row, "unlawful"))
