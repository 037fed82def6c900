"""Parts of a scheme in a few words each, for its summary and its page."""

from collections.abc import Iterable

from glasshouse.base.evidence import Figure
from glasshouse.base.units import FOREVER, frequency_text, span_text
from glasshouse.consequence.model import Better, Consequence
from glasshouse.observe.catalogue import Catalogue
from glasshouse.population.people import PEOPLE
from glasshouse.scheme.check.faults.dates import Timed
from glasshouse.scheme.forms.grounds.form import Title
from glasshouse.scheme.forms.grounds.other_list import LIST_OF
from glasshouse.scheme.forms.inputs.registry import Input
from glasshouse.scheme.language.account import Account
from glasshouse.scheme.language.model import Grade, ListRule, Rule, Scheme
from glasshouse.scheme.language.points import points_of

ASKED = {"opt-in": "ask to join", "pre-ticked": "leave a ticked box as it is", "opt-out": "do not object"}


def titles(catalogue: Catalogue) -> Title:
    """A function from the id of a conduct, service or source to its title, or to the id itself if there is none."""
    known = catalogue.titles
    return lambda name: known.get(name, name)


def band(scheme: Scheme, at: int) -> str:
    """The grade at place ``at`` and its scores, such as ``B from 850 to 959 (fairly honest)``."""
    grade: Grade = scheme.grades[at]
    above = scheme.grades[at - 1].from_ if at else None
    named = f" ({grade.title})" if grade.title else ""
    if above is None:
        return f"{grade.id} from {grade.from_}{named}" if grade.from_ is not None else f"{grade.id}{named}"
    if grade.from_ == above:
        return f"{grade.id} beside {scheme.grades[at - 1].id}, by rule alone{named}"
    low = f"from {grade.from_} to {above - 1}" if grade.from_ is not None else f"below {above}"
    return f"{grade.id} {low}{named}"


def effect_words(one: Consequence) -> str:
    """What a consequence does to its service, in a word or two."""
    if one.inspected is not None:
        return f"watched {one.inspected:g} times as closely"
    if isinstance(one.effect, Better):
        return f"better by {one.effect.gain.value:g} of a month's outgoings a time"
    return "refused"


def who(scheme: Scheme) -> str:
    """Who is scored, such as ``adults with settlement urban``."""
    if scheme.members:
        return "those whom its schemes are for"
    if scheme.score is None and not scheme.lists:
        return "nobody"
    levels = levels_words({one: level for one, level in scheme.subjects.where.items() if level != PEOPLE.adults_are})
    whom = "firms" if scheme.subjects.kind == "firm" else "adults"
    return f"{whom} with {levels}" if levels else f"all {whom}"


def levels_words(where: dict[str, str]) -> str:
    """Levels of traits, such as ``age 18-29 and sex female``."""
    return " and ".join(f"{trait} {level}" for trait, level in where.items())


def when(one: Timed) -> str:
    """The dates between which something holds, such as ``from 2014-07``; nothing if it always does."""
    if one.from_ is not None and one.until is not None:
        return f"from {one.from_} to {one.until}"
    return f"from {one.from_}" if one.from_ is not None else f"until {one.until}" if one.until is not None else ""


def holder(scheme: Scheme, one: Consequence) -> str:
    """Whom a consequence is for: grades, such as ``C and D``, or the title of a list."""
    lists = {entry.id: entry.title for entry in scheme.lists}
    if one.when.list is not None:
        return lists.get(one.when.list, one.when.list)
    if one.when.off_list is not None:
        return f"Not on: {lists.get(one.when.off_list, one.when.off_list)}"
    return joined(one.when.grade or ())


def ground(rule: Rule, title: Title) -> str:
    """What a rule is about: a conduct, a service granted, or a list of another scheme."""
    if rule.conduct is None:
        return f"while on {rule.list}{LIST_OF[rule.whose]}"
    return f"{title(rule.conduct)} ({title(rule.source)})" if rule.source is not None else title(rule.conduct)


def terms_of(rule: Rule) -> str:
    """What else a rule says of its points: odds, account, cap and dates, each after a comma."""
    said = [f"odds times {rule.odds_times:g}" if rule.odds_times is not None else ""]
    said += [f"in {rule.account}" if rule.account is not None else ""]
    said += [f"{frequency_text(rule.at_most)} at most" if rule.at_most is not None else "", when(rule)]
    said += ["earlier records left out" if rule.earlier_records != "count" else ""]
    return "".join(f", {one}" for one in said if one)


def worth(rule: Rule, scheme: Scheme) -> str:
    """The points of a rule with their sign, and the grade that it allows at best."""
    points = points_of(rule, scheme)
    said = [f"{points:+d}"] if points else []
    said += [f"grade {rule.grade_at_most} at best"] if rule.grade_at_most is not None else []
    return ", ".join(said) + terms_of(rule)


def counts_for(lasts: float | None) -> str:
    """How long something counts, as a clause."""
    if lasts is None:
        return "counts while it lasts"
    return "never lapses" if lasts == FOREVER else f"counts for {span_text(lasts)}"


def account_words(account: Account) -> str:
    """What an account is, such as ``Capacity (capacity): 35% of the score, from 50 of 100``."""
    if account.weight is not None:
        return f"{account.title} ({account.id}): {account.weight.value:.0%} of the score, from {account.start} of 100"
    low, high = account.ends
    top = f" and at most {high}" if high is not None else ""
    return f"{account.title} ({account.id}): from {account.start}, at least {low}{top}"


def input_words(fed: Input) -> str:
    """What feeds an account besides records, such as ``by income: fifth-1 -10, fifth-5 +10``."""
    return fed.form.words(fed.said) + (f", at most {fed.at_most:g}" if fed.at_most is not None else "")


def entered_by(entry: ListRule, title: Title) -> str:
    """What puts one on a list."""
    return joined(entry.enter.words(title), "or")


def joined(names: Iterable[str], word: str = "and") -> str:
    """Names with a word between them."""
    return f" {word} ".join(names)


def source_words(figure: Figure) -> str:
    """Where a number comes from: its evidence, or the range in which it is assumed."""
    return figure.evidence or "" if figure.assumed is None else f"assumed {figure.assumed[0]} to {figure.assumed[1]}"
