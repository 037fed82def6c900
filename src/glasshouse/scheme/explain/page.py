"""The generated page of a scheme: every clause, how it is known, and what is left out and why."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from glasshouse.base.errors import count_of
from glasshouse.base.evidence import Figure
from glasshouse.base.markdown import Marked, code, emphasis, joined, link, mixed, paragraphs, table, words
from glasshouse.base.units import FOREVER, frequency_text, span_text
from glasshouse.consequence.model import Better, Consequence
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.remedy.model import Appeal, Repair
from glasshouse.scheme.check.check import fitting
from glasshouse.scheme.explain.words import (
    account_words,
    band,
    effect_words,
    entered_by,
    ground,
    holder,
    input_words,
    levels_words,
    source_words,
    titles,
    when,
    who,
    worth,
)
from glasshouse.scheme.forms.grounds.form import Title
from glasshouse.scheme.forms.placed import ID, Cited, Placed
from glasshouse.scheme.language.counts import STATUSES, status_counts, term_counts
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.language.model import NotEncoded, Scheme
from glasshouse.scheme.library.find import find_scheme

GENERATED = (
    "<!-- Generated from the scheme's file by `python -m glasshouse.scheme.explain.page FOLDER`; do not edit. -->"
)
SYNTHETIC = (
    "*Rules for a laboratory with synthetic people, encoded from published texts. "
    "They decide about nobody, and what they do in a run is no forecast.*"
)
LEGEND = (
    "*Found*: read in the source. *Recalled*: known from memory, no page was found. *Article*: told by an "
    "article alone. *Assumed*: published nowhere, chosen here; the range stands beside it or in the note."
)
Rows = Iterator[list[str]]


def scheme_page(scheme: Scheme, catalogue: Catalogue) -> str:
    """The page of one scheme as Markdown."""
    title = titles(catalogue)
    known = ["clause", "known", "note"]
    sections = [
        _head(scheme),
        _counts(scheme),
        _section("Schemes in it", ["scheme", "where", "when", *known], _members(scheme)),
        _section("What the score is made of", ["part", *known], _accounts(scheme)),
        _section("Grades", ["grade", *known], _grades(scheme)),
        _section("Points", ["conduct", "points", "counts for", *known], _rules(scheme, title)),
        _section("Ways back", ["way", "terms", "counts for", *known], _ways_back(scheme, title)),
        _section("Lists", ["list", "entered by", "left", *known], _lists(scheme, title)),
        _section(
            "What reaches the files", ["source", "share of its records", "when", *known], _connected(scheme, title)
        ),
        _section("What follows", ["for", "what", "effect", *known], _follows(scheme, title)),
        _section("Numbers in them", ["what", "value", "source or range", "note"], _numbers(scheme, title)),
        _section("Other readings", ["name", "what it reads otherwise", "changes"], _variants(scheme)),
        _section("Examples", ["what", "file", "outcome"], _examples(scheme)),
        _section("Not encoded", ["clause", "why", "known"], _left_out(scheme)),
        _section("Texts", ["key", "title", "publisher", "date", "known"], _texts(scheme)),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def index_page(schemes: Iterable[Scheme]) -> str:
    """The page that lists the schemes of the library, as Markdown."""
    found = list(schemes)
    rows = [[_page_of(one.id), one.title, _encoded(one), _assumed(one), str(len(one.not_encoded))] for one in found]
    listed = table(["id", "title", "clauses encoded", "of these not published", "not encodable"], rows)
    tree = "\n".join(["```{toctree}", ":hidden:", "", *(one.id for one in found), "```"])
    return "\n\n".join(["# Schemes", GENERATED, SYNTHETIC, listed, tree]) + "\n"


def _page_of(scheme: str) -> Marked:
    """A link to the page of a scheme; one whose id is checked."""
    return Marked(f"[{code(scheme)}]({ID.checked(scheme)}.md)")


def write_pages(folder: Path, catalogue: Catalogue) -> list[Path]:
    """Write the page of every scheme of the library and their index into ``folder``; what was written."""
    schemes = [find_scheme(name) for name in scheme_ids()]
    pages = {one.id: scheme_page(one, fitting(one, catalogue)) for one in schemes} | {"index": index_page(schemes)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return [folder / f"{name}.md" for name in pages]


def _head(scheme: Scheme) -> str:
    facts = [
        ["id", code(scheme.id)],
        ["scored", _placed(who(scheme), scheme.subjects.cite, scheme.subjects.clause)],
    ]
    if (consent := scheme.subjects.consent) is not None:
        facts.append(["consent", _placed(f"{consent.asked}: {consent.share.value:.0%}", consent.cite, consent.clause)])
    if scheme.in_force is not None:
        facts.append(["in force since", scheme.in_force])
    if scheme.until is not None:
        facts.append(["until", scheme.until])
    if (score := scheme.score) is not None:
        facts.append(["start", _placed(str(score.start), score.cite, score.clause)])
        facts.append(["lowest score", _placed(str(score.lowest), None, score.note)])
        facts += [["highest score", str(score.highest)]] if score.highest is not None else []
        facts += [["graded", f"once a year, in month {score.assessed}"]] if score.assessed is not None else []
        if (scaled := score.scaled) is not None:
            odds = f"{scaled.at} is {scaled.odds:g} good to 1 bad, {scaled.doubles_every:g} points double it"
            facts.append(["odds", odds])
    facts.append(["who may look a score up", ", ".join(scheme.visible.score) or "nobody"])
    if scheme.known_to is not None:
        facts.append(
            [
                "known to",
                _placed(f"{scheme.known_to.value:.0%}", scheme.known_to.evidence, scheme.known_to.note),
            ]
        )
    title = words(" ".join(scheme.title.split()))
    return "\n\n".join([f"# {title}", GENERATED, SYNTHETIC, paragraphs(scheme.about), table(["", ""], facts)])


def _placed(text: str, cite: str | None, clause: str | None) -> str:
    said = [text, clause.rstrip(".") if clause else None, code(cite) if cite else None]
    return joined((part for part in said if part), ". ")


def _counts(scheme: Scheme) -> str:
    clauses, terms = status_counts(scheme), term_counts(scheme)
    if not clauses:
        return ""
    rows = [[one, str(clauses.get(one, 0)), str(terms.get(one, 0))] for one in STATUSES if one in clauses | terms]
    rows += [[Marked("**encoded**"), _encoded(scheme), str(sum(terms.values()))]]
    rows += [[Marked("**not encoded**"), str(len(scheme.not_encoded)), ""]]
    counts = table(["", "clauses", "how long they count"], rows)
    return "\n\n".join(["## How it is known", _summary(scheme), LEGEND, counts])


def _summary(scheme: Scheme) -> str:
    """The counts in a sentence or two."""
    encoded, left_out = int(_encoded(scheme)), len(scheme.not_encoded)
    clauses = f"{count_of(encoded, 'clause')} encoded, {_assumed(scheme)} of them published nowhere and assumed"
    parts = (("account", scheme.accounts), ("variant", scheme.variants), ("example", scheme.tests))
    carried = ", ".join(count_of(len(some), noun) for noun, some in parts)
    return f"{clauses}; {left_out} published but not encodable. {carried}."


def _encoded(scheme: Scheme) -> str:
    return str(sum(status_counts(scheme).values()))


def _assumed(scheme: Scheme) -> str:
    return str(status_counts(scheme).get("assumed", 0))


def _members(scheme: Scheme) -> Rows:
    for one in scheme.members:
        where = ", ".join(one.region) if one.region is not None else "everywhere"
        share = f", {one.share.value:.2%} of the neighbourhoods" if one.share is not None else ""
        name = [_page_of(one.scheme), where + share, when(one)]
        yield [*name, one.clause, _known(one), one.note or ""]


def _accounts(scheme: Scheme) -> Rows:
    for account in scheme.accounts:
        known = _known(account)
        yield [account_words(account), account.clause or "", known, account.note or ""]
        for fed in account.inputs:
            yield [f"... {input_words(fed)}", fed.clause or "", _known(fed), fed.note or ""]


def _grades(scheme: Scheme) -> Rows:
    for at, one in enumerate(scheme.grades):
        yield [band(scheme, at), one.clause or "", _known(one), one.note or ""]
    for limit in scheme.limits:
        what = f"{levels_words(limit.where)}: {limit.grade_at_most} at best"
        yield [what, limit.clause, _known(limit), limit.note or ""]


def _rules(scheme: Scheme, title: Title) -> Rows:
    for one in scheme.rules:
        counts = "as long as listed" if one.lasts is None else _term(one.lasts, one.lasts_status)
        known = _known(one)
        yield [ground(one, title), worth(one, scheme), counts, one.clause, known, one.note or ""]


def _ways_back(scheme: Scheme, title: Title) -> Rows:
    for one in scheme.repair:
        cap = f", at most {frequency_text(one.at_most)}" if one.at_most is not None else ""
        account = f" in {one.account}" if one.account is not None else ""
        way, counts = [title(one.by), f"+{one.gives}{account}{cap}"], _term(one.lasts, one.lasts_status)
        yield [*way, counts, one.clause, _known(one), one.note or ""]
    if (clean := scheme.clean) is not None:
        way = [
            "clean time",
            f"+{clean.points} for every {clean.months} months without a record that costs points",
        ]
        yield [*way, "ever", clean.clause, _known(clean), clean.note or ""]
    if (appeal := scheme.appeal) is not None:
        terms = f"contested within {span_text(appeal.window)}, decided in {span_text(appeal.decided_in)}"
        way = ["appeal", terms]
        yield [*way, "", appeal.clause, _known(appeal), appeal.note or ""]


def _lists(scheme: Scheme, title: Title) -> Rows:
    for one in scheme.lists:
        left = (
            f"with the {one.enter.forms[0].key}"
            if one.stays is None
            else mixed("after ", _term(one.stays, one.stays_status))
        )
        early = f", or on: {title(one.leave.conduct)}" if one.leave is not None else ""
        notice = f", {span_text(one.notice)} after notice" if one.notice is not None else ""
        dates = f", {when(one)}" if when(one) else ""
        name = [f"{one.title}{dates}", entered_by(one, title) + notice, mixed(left, early)]
        yield [*name, one.clause, _known(one), one.note or ""]


def _connected(scheme: Scheme, title: Title) -> Rows:
    for one in scheme.connected:
        step = [title(one.source), f"{one.share.value:.0%}", when(one)]
        yield [*step, one.clause, _known(one), one.note or ""]


def _follows(scheme: Scheme, title: Title) -> Rows:
    for one in scheme.consequences:
        what = title(one.service) if one.service else "every conduct"
        said = [effect_words(one), *([f"by {one.by}"] if one.by else []), *([when(one)] if when(one) else [])]
        whom = [holder(scheme, one), what, ", ".join(said)]
        yield [*whom, one.clause, _known(one), one.note or ""]


def _numbers(scheme: Scheme, title: Title) -> Rows:
    """Every number that carries its own evidence or range."""
    for name, figure in _figures(scheme, title):
        yield [name, str(figure.value), source_words(figure), figure.note or ""]


def _figures(scheme: Scheme, title: Title) -> Iterator[tuple[str, Figure]]:
    if (consent := scheme.subjects.consent) is not None:
        yield "share that is in", consent.share
        yield from ((f"share that is in, {when(step)}", step.share) for step in consent.later)
    for account in scheme.accounts:
        if account.weight is not None:
            yield f"weight of {account.id}", account.weight
    for step in scheme.connected:
        yield f"share of the records of {title(step.source)}, {when(step) or 'always'}", step.share
    for member in scheme.members:
        if member.share is not None:
            yield f"share of the neighbourhoods with {member.scheme}", member.share
    for one in scheme.consequences:
        what = f"{title(one.service or '')}, {holder(scheme, one)}"
        if isinstance(one.effect, Better):
            yield what, one.effect.gain
        if one.gives_up_after is not None:
            yield f"{what}: months until nobody asks any more", one.gives_up_after
    if scheme.appeal is not None:
        for name in ("contested", "contested_if_right", "struck_if_wrong", "struck_if_right", "offline"):
            yield f"appeal: {name.replace('_', ' ')}", getattr(scheme.appeal, name)


def _variants(scheme: Scheme) -> Rows:
    for one in scheme.variants:
        changes = joined((mixed(code(path), ": ", _value(value)) for path, value in one.changes.items()), ", ")
        yield [code(f"{scheme.id}:{one.id}"), one.title, changes]


def _value(value: object) -> str:
    return "left out" if value is None else str(value)


def _examples(scheme: Scheme) -> Rows:
    for at, one in enumerate(scheme.tests, start=1):
        outcome = [f"score {one.score}"] if one.score is not None else []
        outcome += [f"grade {one.grade}"] if one.grade is not None else []
        outcome += [f"lists: {', '.join(one.lists) or 'none'}"] if one.lists is not None else []
        outcome += [f"refused: {', '.join(one.refused) or 'nothing'}"] if one.refused is not None else []
        file = joined([*map(code, one.file), *(mixed("on ", code(name)) for name in one.on)], ", ")
        yield [one.about or f"example {at}", file or "empty", "; ".join(outcome)]


def _left_out(scheme: Scheme) -> Rows:
    for one in scheme.not_encoded:
        yield [one.clause, one.why, _known(one)]


def _texts(scheme: Scheme) -> Rows:
    for key, text in scheme.bibliography.items():
        yield [code(key), link(text.title, text.url), text.publisher or "", text.date or "", emphasis(text.known)]


def _section(title: str, head: list[str], rows: Iterable[list[str]]) -> str:
    filled = list(rows)
    return "\n\n".join([f"## {title}", table(head, filled)]) if filled else ""


def _known(part: Placed | Cited | Consequence | Repair | Appeal | NotEncoded) -> str:
    """How a clause is known, the range of what is assumed, and where it is published."""
    assumed = getattr(part, "assumed", None)
    span = f" ({assumed[0]:g} to {assumed[1]:g})" if assumed is not None else ""
    return mixed(emphasis(part.status), span, *([", ", code(part.cite)] if part.cite else []))


def _term(months: float, status: str | None) -> str:
    how_long = "ever" if months == FOREVER else span_text(months)
    return how_long if status is None else mixed(how_long, " (", emphasis(status), ")")


if __name__ == "__main__":
    for written in write_pages(Path(sys.argv[1]), load_catalogue()):
        print(written)
