"""What is wrong with a score of several accounts: weights, sums, points that go nowhere."""

import math
from collections.abc import Iterator

from glasshouse.base.errors import no_such
from glasshouse.base.yamlfile import Where
from glasshouse.scheme.check.faults.bands import ADD_SCORE
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.check.faults.reach import start_of, unit_of
from glasshouse.scheme.language.account import Account
from glasshouse.scheme.language.model import Scheme, Score
from glasshouse.scheme.language.points import points_of


def wrong_sums(scheme: Scheme) -> Iterator[Said]:
    """Everything that is wrong with the accounts of a scheme, and with points that should go to one."""
    yield from _addressed(scheme)
    yield from _scaled(scheme)
    if not scheme.accounts:
        return
    if scheme.score is None:
        yield ("accounts",), f"accounts are parts of a score, and there is none. {ADD_SCORE}"
        return
    wrong = [*_weights(scheme, scheme.score), *_fed(scheme, scheme.score)]
    yield from wrong
    if not wrong:
        yield from _start(scheme, scheme.score)


def _addressed(scheme: Scheme) -> Iterator[Said]:
    """Points for an account that does not exist, or for none where there are accounts."""
    accounts = [one.id for one in scheme.accounts]
    found: list[tuple[Where, str | None, bool]] = [
        (("rules", at), rule.account, bool(points_of(rule, scheme))) for at, rule in enumerate(scheme.rules)
    ]
    found += [(("repair", at), repair.account, True) for at, repair in enumerate(scheme.repair)]
    for where, name, has_points in found:
        if name is not None and name not in accounts:
            yield (*where, "account"), no_such("an account of this scheme", name, accounts)
        elif name is None and accounts and has_points:
            yield where, f"its points go to no account. Add 'account' with one of: {', '.join(accounts)}."
        elif name is not None and not has_points:
            yield (*where, "account"), "it has no points that could go to an account. Leave 'account' out."


def _scaled(scheme: Scheme) -> Iterator[Said]:
    """Rules that multiply odds where points do not stand for odds, or that say both."""
    for at, rule in enumerate(scheme.rules):
        if rule.odds_times is None:
            continue
        if rule.points:
            yield ("rules", at, "odds_times"), "stands in place of 'points'. Keep one of the two."
        elif rule.list is not None:
            yield ("rules", at, "odds_times"), "is for records. For a list write 'points'."
        elif scheme.score is None or scheme.score.scaled is None:
            remedy = "Add 'scaled: {at: ..., odds: ..., doubles_every: ...}' to the score"
            yield (
                ("rules", at, "odds_times"),
                f"the points of this score do not stand for odds. {remedy}, or give points.",
            )
        elif not points_of(rule, scheme):
            yield ("rules", at, "odds_times"), f"{rule.odds_times:g} times the odds comes to 0 points."


def _weights(scheme: Scheme, score: Score) -> Iterator[Said]:
    weighted = [one for one in scheme.accounts if one.weight is not None]
    if not weighted:
        return
    if score.highest is None:
        yield ("score",), "factors are parts of a whole scale. Add 'highest'."
    total = sum(float(one.weight.value) for one in weighted if one.weight is not None)
    if abs(total - 1) > 1e-6:
        terms = " + ".join(f"{one.weight.value:g} ({one.id})" for one in weighted if one.weight is not None)
        yield ("accounts",), f"the weights add up to {total:g}, not to 1: {terms}."


def _fed(scheme: Scheme, score: Score) -> Iterator[Said]:
    """Inputs that are given twice, or that need a scale with a top."""
    for at, account in enumerate(scheme.accounts):
        names = [fed.name for fed in account.inputs]
        for place, (fed, name) in enumerate(zip(account.inputs, names, strict=True)):
            where = ("accounts", at, "inputs", place)
            if name in names[:place]:
                yield where, f"{account.id} is fed by {name} twice. Join the two into one."
            if score.highest is None and (wrong := fed.form.without_top()) is not None:
                yield where, wrong


def _start(scheme: Scheme, score: Score) -> Iterator[Said]:
    """A start that is not the sum of where the accounts start."""
    start = math.floor(start_of(scheme, score) + 0.5)
    if abs(start_of(scheme, score) - score.start) >= 1:
        terms = " + ".join([str(score.lowest), *(_term(one, score) for one in scheme.accounts)])
        yield ("score", "start"), f"is {score.start}, but the accounts start at {start}: {terms}. Write {start}."


def _term(account: Account, score: Score) -> str:
    if account.weight is None:
        return f"{account.start} ({account.id})"
    return f"{account.start} x {unit_of(account, score):g} ({account.id})"
