"""Sentences that a study bears out, ready to be quoted, and sentences that it does not."""

from collections.abc import Iterator

import polars as pl

from glasshouse.base.errors import count_of
from glasshouse.charts import chilled
from glasshouse.charts.frames import everybody, frame, in_all
from glasshouse.charts.groups import gap_words, widest_gap
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import OneWorld, Study, TwoWorlds
from glasshouse.charts.words import MOST_AS_ONE_IN, duration, known, one_in
from glasshouse.report.cards import metric
from glasshouse.report.text import titles, told_apart
from glasshouse.results.comparison import Comparison
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run

OVER_SEEDS = " on average over seeds (95 % interval by Student’s t)"


def may_be_said(study: Study) -> list[str]:
    """Sentences with numbers that a study bears out."""
    return _of_one_world(study) if isinstance(study, Run | Ensemble) else _of_worlds(study)


def _simulations(study: Study) -> tuple[str, str]:
    """How a sentence begins, and how it ends where its numbers are means."""
    if isinstance(study, Run | Comparison):
        return "In a simulation", ""
    return f"In {count_of(study.size, 'simulation')}", OVER_SEEDS if study.size > 1 else ""


def _of_one_world(study: OneWorld) -> list[str]:
    of = frame(study, "behind_metrics").row(by_predicate=pl.col("metric") == "sanctioned_share", named=True)["of"] or 0
    people, wrong, half = (
        metric(study, name) for name in ("sanctioned_people", "wrongful_share", "median_recovery_months")
    )
    begin, mean = _simulations(study)
    time, rules = duration(study.info["months"]), study.scheme.title
    where = f"{begin} of {of:,.0f} synthetic people who spent {time} under {rules},"
    alone = "people under sanction at the end were so by wrong records alone"
    if isinstance(study, Ensemble):
        said = [f"{where} {people.text} ({people.ends}) were under sanction at the end{mean}."]
        return said + [f"{where} {wrong.text} ({wrong.ends}) of the {alone}{mean}."] * known(wrong.value)
    share, found = study.metric("sanctioned_share"), study.metric("wrongful_share")
    one = f" ({one_in(share['value'])})" if people.value else ""
    said = [f"{where} {people.text} were under sanction at the end{one}."]
    if known(wrong.value):
        some = f"{found['people']:,} of the {found['of']:,} {alone}."
        said.append(f"{where} {some.replace(' were so', ' was so') if found['people'] == 1 else some}")
    if known(half.value):
        said.append(f"{where} half of those who came under sanction were free again within {duration(half.value)}.")
    elif gap := widest_gap(study):
        said.append(f"{where} {gap_words(gap, 'were')}.")
    return said + [f"{where} {one}." for one in _turned_away(study)]


def _of_worlds(study: TwoWorlds) -> list[str]:
    a, b = told_apart(study)
    whole, row, who = everybody(study), in_all(study), study.who
    begin, mean = _simulations(study)
    where = (
        f"{begin} of {whole['people']:,.0f} synthetic {who} simulated for {duration(study.info['months'])} twice with "
        "the same chances,"
    )
    same = text_of(study, row, "never_parted")
    said = [
        f"{where} under {a} and under {b}, {text_of(study, whole, 'parted')} lives differed and {same} did "
        f"not, in anything that they did, asked for, were granted, saved, owed or bore{mean}."
    ]
    if row["turned_away_a_only"] or row["turned_away_b_only"]:
        turned_away = [text_of(study, row, f"turned_away_{side}_only") for side in "ab"]
        what = "refused, or not made any more after refusals," if row["given_up_a"] or row["given_up_b"] else "refused"
        said.append(
            f"{where} {turned_away[0]} requests were {what} under {a} that were granted to the same {who} under {b}, "
            f"and {turned_away[1]} the other way round{mean}."
        )
    said += [f"{where} {one}{mean}." for one in _speech(study, {"a": a, "b": b})]
    held = frame(study, "gains").filter(measure="months_sanctioned", trait="everybody").to_dicts()
    if held and (held[0]["better_a"] or held[0]["better_b"]):
        longer, shorter = (text_of(study, held[0], f"better_{side}") for side in "ba")
        said.append(
            f"{where} {longer} were longer under sanction under {a} than under {b}, and {shorter} the other way "
            f"round{mean}."
        )
    return said


def _speech(study: TwoWorlds, called: dict[str, str]) -> Iterator[str]:
    """How much less lawful speech, petition and belief there was under which rules; nothing where it was the same."""
    found = chilled.speech(study)
    if found and (less := found[0]["fewer"]):
        more = "b" if less == "a" else "a"
        acts = [text_of(study, found[0], f"acts_{side}") for side in (less, more)]
        share = chilled.fewer_share(study, found[0])
        yield (
            f"there was {share} less lawful speech, petition and belief under {called[less]} than under "
            f"{called[more]}: {acts[0]} acts against {acts[1]}"
        )


def _turned_away(run: Run) -> Iterator[str]:
    """How many requests were refused, how many were given up, and how many granted with a reward."""
    asked, refused, given_up, favoured = (
        int(run.refusals[name].sum()) for name in ("asked", "refused", "given_up", "favoured")
    )
    if given_up:
        yield (
            f"{refused:,} of {asked:,} requests for a service were refused, and {given_up:,} more were not made, by "
            "people who had been refused for so long"
        )
    if favoured:
        yield f"{favoured:,} of {asked:,} requests for a service were granted with a reward for a high grade or a list"


def may_not_be_said(study: Study) -> list[tuple[str, str]]:
    """Sentences that a study does not bear out, each with the reason."""
    place = study.info["world"]["title"]
    if isinstance(study, Run | Ensemble):
        return _not_of_one_world(study, place)
    differ = f"{everybody(study)['parted'] or 0:,.0f}"
    exactly = (
        ("“The difference is exactly this large.”",
         "This is one seed. Other chances give other numbers, and so do other values of what is assumed.")
        if isinstance(study, Comparison)
        else ("“The difference lies in this interval.”",
              "The interval is about chance. What was assumed may move the difference out of it.")
    )  # fmt: skip
    return [
        (
            f"“In {place}, {titles(study)[0]} changed {differ} lives.”",
            f"The {study.who} are synthetic; none in the place was counted.",
        ),
        exactly,
        (
            "“Those whose lives are the same had nothing to do with the rules.”",
            "How somebody stands in the books is no part of a life: who never asked for what would have been refused "
            "lives the same in both worlds.",
        ),
        (
            "“One of the two is better.”",
            "The comparison counts who gains and who loses what. It does not weigh one against the other.",
        ),
    ]


def _not_of_one_world(study: OneWorld, place: str) -> list[tuple[str, str]]:
    share = metric(study, "sanctioned_share").value
    some = one_in(share) if known(share) else "nobody"
    verb = "are" if known(share) and share > MOST_AS_ONE_IN else "is"
    return [
        (
            f"“Of the people of this place ({place}), {some} {verb} under sanction.”",
            "The people are synthetic; nobody in the place was counted.",
        ),
        (
            f"“Under {study.scheme.title}, this will happen.”",
            "The result follows from stated assumptions; other values in their ranges give other numbers.",
        ),
        (
            "“Sanctions made people poorer by the difference shown.”",
            "People under sanction are other people than the rest. An effect shows in a twin: the same world "
            "and seed under another scheme.",
        ),
    ]
