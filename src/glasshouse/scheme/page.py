"""The generated page of a scheme: every clause, how it is known, and what is left out and why."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from glasshouse.consequence.model import Better
from glasshouse.evidence import Figure
from glasshouse.observe.catalogue import Catalogue, load_catalogue
from glasshouse.scheme.cautions import STATUSES, status_counts, term_counts
from glasshouse.scheme.describe import band, effect_words, titles, who
from glasshouse.scheme.library import find_scheme, scheme_ids
from glasshouse.scheme.model import Rule, Scheme
from glasshouse.units import FOREVER, frequency_text, span_text

GENERATED = "<!-- Generated from the scheme's file by `python -m glasshouse.scheme.page FOLDER`; do not edit. -->"
SYNTHETIC = (
    "*Rules for a laboratory with synthetic people, encoded from published texts. "
    "They decide about nobody, and what they do in a run is no forecast.*"
)
LEGEND = (
    "*Found*: read in the source. *Recalled*: known from memory, no page was found. *Article*: told by an "
    "article alone. *Assumed*: published nowhere, chosen here; the note gives the range."
)
Title = Callable[[str], str]
Rows = Iterator[list[str]]


def scheme_page(scheme: Scheme, catalogue: Catalogue) -> str:
    """The page of one scheme as Markdown."""
    title = titles(catalogue)
    known = ["clause", "known", "note"]
    sections = [
        _head(scheme),
        _counts(scheme),
        _section("Grades", ["grade", *known], _grades(scheme)),
        _section("Points", ["conduct", "points", "counts for", *known], _rules(scheme, title)),
        _section("Ways back", ["way", "terms", "counts for", *known], _ways_back(scheme, title)),
        _section("Lists", ["list", "entered by", "left", *known], _lists(scheme, title)),
        _section("What follows", ["for", "what", "effect", *known], _follows(scheme, title)),
        _section("Numbers in them", ["what", "value", "source or range", "note"], _numbers(scheme, title)),
        _section("Not encoded", ["clause", "why", "known"], _left_out(scheme)),
        _section("Texts", ["key", "title", "publisher", "date", "known"], _texts(scheme)),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def index_page(schemes: Iterable[Scheme]) -> str:
    """The page that lists the schemes of the library, as Markdown."""
    found = list(schemes)
    rows = [[f"[`{one.id}`]({one.id}.md)", one.title, _encoded(one), f"{len(one.not_encoded)}"] for one in found]
    table = _table(["id", "title", "clauses encoded", "not encoded"], rows)
    tree = "\n".join(["```{toctree}", ":hidden:", "", *(one.id for one in found), "```"])
    return "\n\n".join(["# Schemes", GENERATED, SYNTHETIC, table, tree]) + "\n"


def write_pages(folder: Path, catalogue: Catalogue) -> list[Path]:
    """Write the page of every scheme of the library and their index into ``folder``; what was written."""
    schemes = [find_scheme(name) for name in scheme_ids()]
    pages = {one.id: scheme_page(one, catalogue) for one in schemes} | {"index": index_page(schemes)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return [folder / f"{name}.md" for name in pages]


def _head(scheme: Scheme) -> str:
    facts = [
        ["id", f"`{scheme.id}`"],
        ["scored", _placed(who(scheme), scheme.subjects.cite, scheme.subjects.clause)],
    ]
    if scheme.in_force is not None:
        facts.append(["in force since", scheme.in_force])
    if scheme.score is not None:
        facts.append(["start", _placed(str(scheme.score.start), scheme.score.cite, scheme.score.clause)])
        facts.append(["lowest score", _placed(str(scheme.score.lowest), None, scheme.score.note)])
    if scheme.known_to is not None:
        facts.append(
            [
                "known to",
                _placed(f"{scheme.known_to.value:.0%}", scheme.known_to.evidence, scheme.known_to.note),
            ]
        )
    return "\n\n".join([f"# {scheme.title}", GENERATED, SYNTHETIC, scheme.about.strip(), _table(["", ""], facts)])


def _placed(text: str, cite: str | None, clause: str | None) -> str:
    said = [text, clause.rstrip(".") if clause else None, f"`{cite}`" if cite else None]
    return ". ".join(part for part in said if part)


def _counts(scheme: Scheme) -> str:
    clauses, terms = status_counts(scheme), term_counts(scheme)
    if not clauses:
        return ""
    rows = [[one, str(clauses.get(one, 0)), str(terms.get(one, 0))] for one in STATUSES if one in clauses | terms]
    rows += [["**encoded**", _encoded(scheme), str(sum(terms.values()))]]
    rows += [["**not encoded**", str(len(scheme.not_encoded)), ""]]
    table = _table(["", "clauses", "how long they count"], rows)
    return "\n\n".join(["## How it is known", LEGEND, table])


def _encoded(scheme: Scheme) -> str:
    return str(sum(status_counts(scheme).values()))


def _grades(scheme: Scheme) -> Rows:
    for at, one in enumerate(scheme.grades):
        yield [band(scheme, at), one.clause or "", _known(one.status, one.cite), one.note or ""]


def _rules(scheme: Scheme, title: Title) -> Rows:
    for one in scheme.rules:
        counts = _term(one.lasts, one.lasts_status)
        yield [
            title(one.conduct),
            _worth(one),
            counts,
            one.clause,
            _known(one.status, one.cite),
            one.note or "",
        ]


def _worth(rule: Rule) -> str:
    points = [f"{rule.points:+d}"] if rule.points else []
    cap = [f"at most {frequency_text(rule.at_most)}"] if rule.at_most is not None else []
    grade = [f"grade {rule.grade_at_most} at best"] if rule.grade_at_most is not None else []
    return ", ".join([*points, *cap, *grade])


def _ways_back(scheme: Scheme, title: Title) -> Rows:
    for one in scheme.repair:
        cap = f", at most {frequency_text(one.at_most)}" if one.at_most is not None else ""
        way, counts = [title(one.by), f"+{one.gives}{cap}"], _term(one.lasts, one.lasts_status)
        yield [*way, counts, one.clause, _known(one.status, one.cite), one.note or ""]
    if (clean := scheme.clean) is not None:
        way = [
            "clean time",
            f"+{clean.points} for every {clean.months} months without a record that costs points",
        ]
        yield [*way, "ever", clean.clause, _known(clean.status, clean.cite), clean.note or ""]
    if (appeal := scheme.appeal) is not None:
        terms = f"contested within {span_text(appeal.window)}, decided in {span_text(appeal.decided_in)}"
        way = ["appeal", terms]
        yield [*way, "", appeal.clause, _known(appeal.status, appeal.cite), appeal.note or ""]


def _lists(scheme: Scheme, title: Title) -> Rows:
    for one in scheme.lists:
        enter = f"grade {one.enter.grade}" if one.enter.grade else ", ".join(map(title, one.enter.conduct or ()))
        left = "with the grade" if one.stays is None else f"after {_term(one.stays, one.stays_status)}"
        early = f", or on: {title(one.leave.conduct)}" if one.leave is not None else ""
        yield [one.title, enter, left + early, one.clause, _known(one.status, one.cite), one.note or ""]


def _follows(scheme: Scheme, title: Title) -> Rows:
    names = {entry.id: entry.title for entry in scheme.lists}
    for one in scheme.consequences:
        holder = names.get(one.when.list or "", " and ".join(one.when.grade or ()))
        what = title(one.service) if one.service else "every conduct"
        yield [holder, what, effect_words(one), one.clause, _known(one.status, one.cite), one.note or ""]


def _numbers(scheme: Scheme, title: Title) -> Rows:
    """Every number that carries its own evidence or range."""
    found: list[tuple[str, Figure]] = []
    for one in scheme.consequences:
        if isinstance(one.effect, Better):
            found.append((f"{title(one.service or '')}, {' and '.join(one.when.grade or ())}", one.effect.gain))
    if scheme.appeal is not None:
        names = ("contested", "contested_if_right", "struck_if_wrong", "struck_if_right", "offline")
        found += [(f"appeal: {name.replace('_', ' ')}", getattr(scheme.appeal, name)) for name in names]
    for name, figure in found:
        source = figure.evidence if figure.assumed is None else f"assumed {figure.assumed[0]} to {figure.assumed[1]}"
        yield [name, str(figure.value), source or "", figure.note or ""]


def _left_out(scheme: Scheme) -> Rows:
    for one in scheme.not_encoded:
        yield [one.clause, one.why, _known(one.status, one.cite)]


def _texts(scheme: Scheme) -> Rows:
    for key, text in scheme.bibliography.items():
        name = f"[{text.title}]({text.url})" if text.url else text.title
        yield [f"`{key}`", name, text.publisher or "", text.date or "", f"*{text.known}*"]


def _section(title: str, head: list[str], rows: Iterable[list[str]]) -> str:
    filled = list(rows)
    return "\n\n".join([f"## {title}", _table(head, filled)]) if filled else ""


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(text) for text in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _known(status: str, cite: str | None) -> str:
    return f"*{status}*, `{cite}`" if cite else f"*{status}*"


def _term(months: float, status: str | None) -> str:
    words = "ever" if months == FOREVER else span_text(months)
    return words if status is None else f"{words} (*{status}*)"


if __name__ == "__main__":
    for written in write_pages(Path(sys.argv[1]), load_catalogue()):
        print(written)
