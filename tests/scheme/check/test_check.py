"""Checking a file: every finding at once with its line; whatever it holds, it is read or refused kindly."""

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glasshouse.base.errors import GlasshouseError
from glasshouse.base.yamlfile import models_in, read, read_text, validated
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.scheme.check.check import checked, fitting, problems, warnings
from glasshouse.scheme.language.files import FOLDER, read_scheme, scheme_ids
from glasshouse.scheme.language.model import Scheme

NAMES = ("rongcheng-2016", "sesame", "tax-credit", "thirty-cities")  # between them they use nearly all forms
PUBLISHED = {name: (FOLDER / f"{name}.yaml").read_text(encoding="utf-8") for name in NAMES}
WHATEVER = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))

BROKEN = """\
id: harbour
title: Harbour
about: A scheme with mistakes.
bibliography: {text: {title: The text}}
score: {start: 1000, lowest: 0}
grades:
  - {id: A, from: 960}
  - {id: B, below: 950}
rules:
  - {conduct: traffic.tiket, points: -5, lasts: 1y, cite: text, clause: "1"}
  - {conduct: debt.sued, lasts: 1y, cite: txt, clause: "2"}
consequences:
  - {when: {grade: C}, service: travel.flight, effect: refuse, cite: text, clause: "3"}
"""


def test_every_mistake_of_a_file_is_told_with_its_line(tmp_path: Path, catalogue: Catalogue):
    path = tmp_path / "harbour.yaml"
    path.write_text(BROKEN)
    with pytest.raises(GlasshouseError) as refused:
        checked(path, catalogue)
    assert str(refused.value).splitlines() == [
        f"{path} has 5 problems:",
        "  line   8  grades[1].below: scores 950 to 959 fall in no grade: grade B ends below 950, "
        "and grade A begins at 960.",
        "  line  10  rules[0].conduct: 'traffic.tiket' is not a conduct. Did you mean 'traffic.ticket'?",
        "  line  11  rules[1].cite: 'txt' is not in this scheme's bibliography. Did you mean 'text'?",
        "  line  11  rules[1]: debt.sued earns and costs nothing. "
        "Give it 'points' or 'grade_at_most', or leave it out.",
        "  line  13  consequences[0].when.grade: 'C' is not a grade of this scheme. Known: A, B.",
    ]


def test_mistakes_of_form_come_first(tmp_path: Path, catalogue: Catalogue):
    path = tmp_path / "harbour.yaml"
    path.write_text(BROKEN + "grade: A\n")
    with pytest.raises(
        GlasshouseError, match=r"has 1 problem:\n  line  14  grade: is not a key here\. Did you mean 'grades'"
    ):
        checked(path, catalogue)


def test_a_scheme_made_in_memory_is_checked_without_lines(small: Callable[..., Scheme], catalogue: Catalogue):
    scheme = small()
    assert checked(scheme, catalogue) is scheme
    with pytest.raises(GlasshouseError) as refused:
        checked(small(subjects={"where": {"ages": "18+"}}), catalogue)
    assert str(refused.value) == (
        "The scheme 'small' has 1 problem:\n  subjects.where.ages: 'ages' is not a trait. Did you mean 'age'?"
    )


def test_findings_know_their_lines(tmp_path: Path, catalogue: Catalogue):
    path = tmp_path / "harbour.yaml"
    path.write_text(BROKEN)
    scheme, lines = read_scheme(path)
    assert [one.line for one in problems(scheme, catalogue, lines)] == [8, 10, 11, 11, 13]
    assert all(one.line for one in warnings(scheme, catalogue, lines))
    assert all(one.line is None for one in problems(scheme, catalogue))


def hard(**changes: object) -> dict[str, Any]:
    return {"id": "hard", "title": "Hard", "changes": changes}


def test_what_is_wrong_with_a_variant_is_told(small: Callable[..., Scheme], catalogue: Catalogue):
    variants = [
        hard(**{"rules.traffic-tiket.points": -20, "score.start": 5}),
        {**hard(**{"rules.traffic-ticket.lasts": "soon"}), "id": "soon"},
        {**hard(**{"rules.traffic-ticket.points": -1}), "id": "soft"},
        {**hard(**{"rules.traffic-ticket.points": -20}), "id": "good"},
    ]
    assert [str(one).strip() for one in problems(small(variants=variants), catalogue)] == [
        "variants[0].changes: 'rules.traffic-tiket.points': 'traffic-tiket' is not a part of rules. "
        "Did you mean 'traffic-ticket'?",
        "variants[1].changes: rules[0].lasts: 'soon' is not a span of time. "
        "Write for example '5y', '24 months', '180 d' or 'forever'.",
        "variants[2]: with this variant, grades[2]: nobody can ever be in grade C (below 50): the lowest score is 76 "
        "(100 - 24 x 1 (traffic.ticket) = 76 with 24 records).",
    ]


def test_what_is_wrong_anyway_is_told_once(small: Callable[..., Scheme], catalogue: Catalogue):
    scheme = small(subjects={"where": {"ages": "18+"}}, variants=[hard(**{"rules.traffic-ticket.points": -20})])
    assert len(problems(scheme, catalogue)) == 1


def test_firms_are_checked_against_what_is_known_of_firms(small: Callable[..., Scheme], catalogue: Catalogue):
    firms = small(subjects={"kind": "firm"})
    assert fitting(small(), catalogue) is catalogue
    assert fitting(firms, catalogue) is firm_catalogue()
    assert fitting(small(), firm_catalogue()) is load_catalogue()
    assert [one.text for one in problems(firms, catalogue)] == [
        one.text for one in problems(firms, firm_catalogue())
    ]  # fmt: skip


def test_a_file_that_is_not_there_is_told(tmp_path: Path, catalogue: Catalogue):
    with pytest.raises(GlasshouseError, match="does not exist"):
        checked(tmp_path / "none.yaml", catalogue)


@pytest.mark.parametrize("name", scheme_ids())
def test_every_scheme_of_the_library_may_run(name: str):
    scheme, lines = read_scheme(FOLDER / f"{name}.yaml")
    assert problems(scheme, load_catalogue(), lines) == []


# Whatever a file holds


def kindly(attempt: Callable[[], Any], name: str) -> None:
    """Try it: it works, or it is refused by an error that names the file."""
    try:
        attempt()
    except GlasshouseError as refused:
        assert name in str(refused)  # noqa: PT017 - either way is fine


def looked_at(text: str, catalogue: Catalogue) -> None:
    """Read, check and warn, as the command does with a file."""
    values, lines = read_text(text, "some.yaml")
    scheme = validated(values, lines, Scheme, "some.yaml")
    problems(scheme, catalogue, lines)
    warnings(scheme, catalogue, lines)


@WHATEVER
@given(text=st.text())
def test_any_text_is_a_scheme_or_refused(text: str, catalogue: Catalogue):
    kindly(lambda: looked_at(text, catalogue), "some.yaml")


@WHATEVER
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_scheme_or_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue):
    path = tmp_path_factory.getbasetemp() / "some.yaml"
    path.write_bytes(data)
    kindly(lambda: checked(path, catalogue), "some.yaml")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A published scheme with lines lost, doubled, moved, and words thrown in."""
    lines = draw(st.sampled_from(list(PUBLISHED.values()))).splitlines()
    begin = draw(st.integers(0, len(lines) - 1))
    for _ in range(draw(st.integers(1, 4))):
        at = min(begin + draw(st.integers(0, 60)), len(lines) - 1)
        how = draw(st.sampled_from(["lose", "double", "swap", "throw in", "cut", "indent"]))
        other = draw(st.integers(0, len(lines) - 1))
        if how == "lose":
            del lines[at : at + draw(st.integers(1, 12))]
        elif how == "double":
            lines.insert(at, lines[other])
        elif how == "swap":
            key, mark, _ = lines[at].partition(": ")
            lines[at] = key + mark + lines[other].partition(": ")[2]
        elif how == "throw in":
            place = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:place] + draw(st.text(max_size=8)) + lines[at][place:]
        elif how == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        else:
            lines[at] = " " * draw(st.integers(1, 6)) + lines[at]
        if not lines:
            break
    return "\n".join(lines)


@WHATEVER
@given(text=damaged())
def test_a_damaged_scheme_is_read_or_refused(text: str, catalogue: Catalogue):
    kindly(lambda: looked_at(text, catalogue), "some.yaml")


def places(value: Any, where: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a structure of lists and keys."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [where, *(place for key, below in inside for place in places(below, (*where, key)))]


VALUES = {name: read_text(text, name)[0] for name, text in PUBLISHED.items()}
PLACES = [where for where in places(VALUES) if len(where) > 1]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
)


@WHATEVER
@given(place=st.sampled_from(PLACES), junk=JUNK | st.sampled_from(PLACES).map(lambda where: at(VALUES, where)))
def test_a_scheme_with_something_else_in_some_place_is_read_or_refused(place: Any, junk: Any, catalogue: Catalogue):
    values = deepcopy(VALUES)
    at(values, place[:-1])[place[-1]] = deepcopy(junk)
    kindly(lambda: looked_at(yaml.safe_dump(values[place[0]], allow_unicode=True), catalogue), "some.yaml")


def at(values: Any, where: tuple[Any, ...]) -> Any:
    for key in where:
        values = values[key]
    return values


@WHATEVER
@given(said=st.dictionaries(st.sampled_from(sorted(Scheme.model_fields)), JUNK, max_size=5))
def test_any_structure_with_the_keys_of_a_scheme_is_read_or_refused(said: dict[str, Any], catalogue: Catalogue):
    kindly(lambda: looked_at(yaml.safe_dump(said, allow_unicode=True), catalogue), "some.yaml")


def test_the_published_schemes_are_what_the_damage_begins_from():
    assert {name: read(FOLDER / f"{name}.yaml")[0] for name in NAMES} == VALUES


# The examples of the page on the language

PAGE = (Path(__file__).parents[3] / "docs" / "scheme-language.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(yaml|text)\n(.*?)```", PAGE, re.DOTALL)
EXAMPLES = [text for language, text in BLOCKS if language == "yaml"]


def example(text: str) -> Scheme:
    """An example of the page: the whole scheme there, with the keys of the example replaced."""
    whole = read_text(EXAMPLES[0], "scheme-language.md")[0]
    return validated({**whole, **read_text(text, "scheme-language.md")[0]}, {}, Scheme, "scheme-language.md")


@pytest.mark.parametrize("text", EXAMPLES[:-1], ids=lambda text: text.split("\n")[0])
def test_every_example_of_the_page_may_run(text: str):
    assert problems(example(text), load_catalogue()) == []


def test_the_page_shows_what_check_says_of_mistakes():
    [shown] = [text for language, text in BLOCKS if language == "text"]
    told = [str(one).strip() for one in problems(example(EXAMPLES[-1]), load_catalogue())]
    assert told == shown.strip().splitlines()


def test_the_page_names_every_key_of_the_language():
    waiting, known = [Scheme], {Scheme}
    while waiting:
        model = waiting.pop()
        for name, field in model.model_fields.items():
            assert re.search(rf"`{field.alias or name}`|\b{field.alias or name}:", PAGE), f"{model.__name__}.{name}"
            inside = set(models_in(field.annotation)) - known
            known |= inside
            waiting += inside
