"""Reading YAML that people wrote, and refusing what is broken or hostile: one clear error, quickly."""

import os
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, model_validator

from glasshouse.base import yamlfile
from glasshouse.base.errors import GlasshouseError
from glasshouse.base.yamlfile import Names, dotted, line_of, load, read, read_text, validated

PARSERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__, autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs with the parser in C and with the one in Python, which stands in without it."""
    monkeypatch.setattr(yamlfile, "_PARSER", request.param)


def refusal_of(text: str) -> str:
    with pytest.raises(GlasshouseError) as refused:
        read_text(text, "rules.yaml")
    return str(refused.value)


# What is read


def test_values_are_plain_and_every_part_has_its_line():
    values, lines = read_text("a: 1\nb:\n  - x\n  - {c: true}\n", "rules.yaml")
    assert values == {"a": 1, "b": ["x", {"c": True}]}
    assert lines[("a",)] == 1
    assert lines[("b", 0)] == 3
    assert lines[("b", 1, "c")] == 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1), ("-7", -7), ("+30", 30), ("1_000", 1000), ("0", 0), ("0.25", 0.25), (".5", 0.5),
        ("2.", 2.0), ("1e3", 1000.0), ("true", True), ("False", False), ("null", None), ("~", None),
        ("", None),
    ],
)  # fmt: skip
def test_numbers_truth_and_nothing_are_read(text: str, value: object):
    read_value = read_text(f"a: {text}", "rules.yaml")[0]["a"]
    assert read_value == value
    assert type(read_value) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "off",
        "2016-01-05",
        "1:30",
        "010",
        "0x1F",
        "0b1",
        "1.2.3",
        "5y",
        "18+",
        "1_",
        "=",
        "<<",
    ],
)
def test_what_older_yaml_takes_for_something_else_stays_a_word(text: str):
    assert read_text(f"a: {text}", "rules.yaml")[0] == {"a": text}


@pytest.mark.parametrize("key", ["on", "yes", "600", "1.5", "null", "2016-01-05", "a b"])
def test_a_key_is_always_text(key: str):
    assert read_text(f"{key}: 1", "rules.yaml")[0] == {key: 1}


def test_quoted_numbers_are_text():
    assert read_text("a: '1'\nb: \"true\"", "rules.yaml")[0] == {"a": "1", "b": "true"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n", "---\n...\n"])
def test_an_empty_file_is_nothing(text: str):
    assert read_text(text, "rules.yaml")[0] is None


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path: Path):
    file = tmp_path / "rules.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read(file)[0] == {"a": 1, "b": 2}


def test_chinese_is_read(tmp_path: Path):
    file = tmp_path / "rules.yaml"
    file.write_text("title: 荣成市\n", encoding="utf-8")
    assert read(file)[0] == {"title": "荣成市"}


# What is refused with its line


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\na: 2\n", 2, "a: is written twice"),
        ("b:\n  a: 1\n  c: 1\n  a: 2\n", 4, "b.a: is written twice"),
        ("a: 1\nb:\n\tc: 2\n", 3, "a tab stands where YAML wants spaces"),
        ("a: &x 1\n", 1, "a: the anchor '&x' is not read here"),
        ("a: 1\nb: *x\n", 2, "b: the alias '*x' is not read here"),
        ("a: 1\n<<: {b: 1}\n", 2, "the merge key '<<' is not read here"),
        ("a: !!python/object:os.system ls\n", 1, "a: the tag '!!python/object:os.system' is not read here"),
        ("a: !secret 1\n", 1, "a: the tag '!secret' is not read here"),
        ("? [a, b]\n: 1\n", 1, "a key is a plain word here"),
        ("a: 1\n? {b: 1}\n: 1\n", 2, "a key is a plain word here"),
        ("&k a: 1\n", 1, "anchors and tags are not read here"),
        ("a: 1\n'': 1\n", 2, "a key is empty"),
        ("a: .inf\n", 1, "a: .inf is not a number"),
        ("a: -.INF\n", 1, "a: -.INF is not a number"),
        ("a: .nan\n", 1, "a: .nan is not a number"),
        ("a: 1e999\n", 1, "a: the number '1e999' is too large"),
        ("a: -1e300\n", 1, "a: the number '-1e300' is too large"),
        (f"a: {10**400}\n", 1, "is too large to be meant"),
        ("a: " + "9" * 100_000, 1, "is too large to be meant"),
        ("a: 'b\n", None, "a quotation mark is opened and not closed"),
        ("a: b: c\n", 1, "a ': ' stands where none fits"),
        ("a: %b\n", 1, "Put the text in quotes"),
        ("a: @b\n", 1, "Put the text in quotes"),
        ("a: [1, 2\n", None, "a list in [ ] is not closed"),
        ("a: {b: 1\n", None, "a block in { } is not closed"),
        ("a: 1\n b: 2\n", 2, ""),
        ("a:\n  b: 1\n c: 2\n", 3, "the indentation does not fit"),
        ("%YAML 3.0\n---\na: 1\n", None, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, line: int | None, told: str):
    refusal = refusal_of(text)
    assert refusal.startswith("rules.yaml ")
    assert told in refusal
    if line is not None:
        assert f"line {line:>3}  " in refusal
    assert len(refusal) < 500


def test_all_places_are_told_at_once_in_the_order_of_the_file():
    refusal = refusal_of("a: 1\na: 2\nb: !x 1\nc: .nan\n")
    assert refusal.startswith("rules.yaml has 3 problems:")
    assert [line.split()[1] for line in refusal.splitlines()[1:]] == ["2", "3", "4"]


def test_of_very_many_problems_the_first_are_told():
    refusal = refusal_of("a: 1\n" * 500)
    assert refusal.startswith("rules.yaml has 499 problems:")
    assert refusal.endswith("and 459 more.")


def test_a_second_document_is_refused():
    assert refusal_of("a: 1\n---\nb: 2\n") == "rules.yaml holds a second document (line 2, '---'). Keep one."


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\ud800", "\ufffe"])
def test_what_is_no_text_is_refused(letter: str):
    assert "is no text: line 2 holds the character U+" in refusal_of(f"a: 1\nb: {letter}")


LAUGHS = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise("abcdefghijk"))

# What is hostile: each within a second, whichever parser there is


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 1_900_000, "nests more than 40 levels deep"),
        ("{" * 1_900_000, "nests more than 40 levels deep"),
        ("[[]," * 400_000, "nests more than 40 levels deep"),
        ("{a: " * 400_000, "nests more than 40 levels deep"),
        ("- " * 900_000, "nests more than 40 levels deep"),
        ("? " * 900_000, "nests more than 40 levels deep"),
        ("\n".join(" " * depth + "a:" for depth in range(1_900)), "nests more than 40 levels deep"),
        ("\n".join(" " * depth + "-" for depth in range(1_900)), "nests more than 40 levels deep"),
        ("a: &a [*a]", "is not read here"),
        ("&a [*a, *a]", "is not read here"),
        (LAUGHS, "is not read here"),
        ("a: 1\n" * 400_001, "at most 2,000,000"),
        ("a" * 1_000 + ": 1", "a key has 1,000 letters"),
        ("'" * 1_500_001, "is not YAML"),
        ("!" * 500_000, "is not read here"),
        ("&" * 500_000, "is not YAML"),
        (": " * 500_000, "is not YAML"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)  # fmt: skip
def test_what_is_hostile_is_refused_within_a_second_or_two(text: str, told: str):
    begun = time.perf_counter()
    refusal = refusal_of(text)
    assert told in refusal
    assert len(refusal) < 3_000
    assert time.perf_counter() - begun < 3


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(yamlfile, "MOST_PARTS", 100)
    assert "has more than 100 parts" in refusal_of("- a\n" * 101)


def test_forty_levels_are_read():
    assert read_text("[" * 40 + "]" * 40, "rules.yaml")[0]


# Files


def test_ten_megabytes_are_refused_unread(tmp_path: Path):
    file = tmp_path / "rules.yaml"
    file.write_bytes(b"[" * 10_000_000)
    with pytest.raises(GlasshouseError, match=r"is 10,000,000 bytes; a file of rules has at most 2,000,000\."):
        read(file)


def test_a_binary_file_is_refused(tmp_path: Path):
    file = tmp_path / "rules.yaml"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(GlasshouseError, match=r"rules\.yaml is not UTF-8 text \(byte 0\)\. Save it as UTF-8\."):
        read(file)


def test_text_in_another_encoding_is_refused(tmp_path: Path):
    file = tmp_path / "rules.yaml"
    file.write_text("a: 1\n", encoding="utf-16")
    with pytest.raises(GlasshouseError, match="is not UTF-8 text"):
        read(file)


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(GlasshouseError, match="is a folder; name a YAML file"):
        read(tmp_path)


def test_a_file_that_does_not_exist_is_refused(tmp_path: Path):
    with pytest.raises(GlasshouseError, match=r"rules\.yaml does not exist\."):
        read(tmp_path / "rules.yaml")


@pytest.mark.parametrize("slip", ["rules.yml", "rule.yaml"])
def test_a_slip_in_the_name_of_a_file_is_told_which_lies_there(tmp_path: Path, slip: str):
    (tmp_path / "rules.yaml").write_text("a: 1")
    with pytest.raises(GlasshouseError, match=r"does not exist\. Did you mean .*/rules\.yaml\?"):
        read(tmp_path / slip)


def test_a_path_through_a_file_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GlasshouseError, match=r"cannot be read: "):
        read(tmp_path / "file" / "rules.yaml")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "rules.yaml"
    file.write_text("a: 1")

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)  # who runs as root may read everything
    with pytest.raises(GlasshouseError, match=r"cannot be read: Permission denied\."):
        read(file)


def test_a_pipe_that_nobody_writes_to_is_refused_rather_than_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(GlasshouseError, match="is no plain file; name a YAML file"):
        read(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5_000])
def test_a_name_that_no_file_can_have_is_refused(name: str):
    with pytest.raises(GlasshouseError):
        read(name)


# What a model makes of it


class Plate(BaseModel):
    model_config = ConfigDict(extra="forbid")
    colour: str


class Dish(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(pattern="^[a-z]+$", max_length=10)]
    price: StrictInt | StrictFloat | None = None
    spice: Annotated[StrictInt, Field(ge=0, le=5)] = 0
    kind: Literal["starter", "main"] | Literal["dessert"] = "main"
    hot: bool = True
    with_: Names = Field(default=(), alias="with")
    parts: tuple[str, ...] = Field(default=(), max_length=2)
    served: Plate | Literal["in hand"] = "in hand"

    @model_validator(mode="after")
    def ice_is_cold(self) -> "Dish":
        if self.name == "ice" and self.hot:
            raise ValueError("ice is served cold.")
        return self


class Menu(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str
    dishes: tuple[Dish, ...] = ()
    cooks: dict[str, Plate] = {}


def told_of(text: str, model: type[BaseModel] = Menu) -> list[str]:
    with pytest.raises(GlasshouseError) as refused:
        validated(*read_text(text, "menu.yaml"), model, "menu.yaml")
    return str(refused.value).splitlines()


def test_a_good_file_becomes_the_model(tmp_path: Path):
    file = tmp_path / "menu.yaml"
    file.write_text("title: Lunch\ndishes:\n  - {name: soup, price: 2.5, with: bread, served: {colour: red}}\n")
    menu = load(file, Menu)
    assert menu.dishes[0].with_ == ("bread",)
    assert menu.dishes[0].served == Plate(colour="red")


def dish(text: str) -> list[str]:
    return [line.split("dishes[0]")[-1] for line in told_of(f"title: x\ndishes: [{{name: soup, {text}}}]")[1:]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("price: abc", [".price: is 'abc', but a number belongs here."]),
        ("price: true", [".price: is True, but a number belongs here."]),
        ("spice: 2.5", [".spice: is 2.5, but a whole number belongs here."]),
        ("spice: 7", [".spice: is 7; it must be at most 5."]),
        ("spice: -1", [".spice: is -1; it must be at least 0."]),
        ("spice: [1]", [".spice: is a list, but a whole number belongs here."]),
        ("kind: desert", [".kind: 'desert' is not a word that fits here. Did you mean 'dessert'?"]),
        ("hot: maybe", [".hot: is 'maybe', but true or false belongs here."]),
        ("with: 5", [".with: is 5, but a list belongs here."]),
        ("with: [a, 5]", [".with[1]: is 5, but text belongs here. Put it in quotes."]),
        ("parts: ab", [".parts: is 'ab', but a list belongs here. Write [ab]."]),
        ("parts: 0.5-0.9", [".parts: is '0.5-0.9', but a list belongs here. Write [0.5, 0.9]."]),
        ("parts: -1 to 3", [".parts: is '-1 to 3', but a list belongs here. Write [-1, 3]."]),
        ("parts: [a, b, c]", [".parts: has 3 parts; at most 2 belong here."]),
        ("parts: ", [".parts: is empty, but a list belongs here."]),
        ("parts: {a: 1}", [".parts: is a block of keys and values, but a list belongs here."]),
        ("served: {}", [".served.colour: is missing."]),
        (
            "served: {color: red}",
            [".served.color: is not a key here. Did you mean 'colour'?", ".served.colour: is missing."],
        ),
        ("served: {colour: 3}", [".served.colour: is 3, but text belongs here. Put it in quotes."]),
        ("served: hand", [".served: 'hand' is not a word that fits here. Did you mean 'in hand'?"]),
        ("spise: 3", [".spise: is not a key here. Did you mean 'spice'?"]),
        ("zzzz: 3", [".zzzz: is not a key here. Known: hot, kind, name, parts, price, served, spice, with."]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_plain_words(text: str, told: list[str]):
    assert dish(text) == told


def test_a_missing_key_points_at_what_should_hold_it():
    assert told_of("title: x\ndishes:\n  - {price: 1}\n")[1] == "  line   3  dishes[0].name: is missing."


def test_a_form_that_does_not_fit_is_told_without_its_pattern():
    assert told_of("title: x\ndishes: [{name: So up}]")[1].endswith("name: is 'So up', which does not fit here.")


def test_a_rule_of_the_model_speaks_for_itself():
    assert told_of("title: x\ndishes:\n  - {name: ice}")[1] == "  line   3  dishes[0]: ice is served cold."


def test_a_key_that_the_author_chose_is_passed_over_when_keys_are_suggested():
    assert (
        "cooks.ann.colur: is not a key here. Did you mean 'colour'?"
        in told_of("title: x\ncooks: {ann: {colur: red, colour: red}}")[1]
    )


def test_every_mistake_of_a_file_is_told_at_once():
    told = told_of("titel: x\ndishes:\n  - {name: soup, spice: 9}\n  - {name: 3}\n")
    assert told[0] == "menu.yaml has 4 problems:"
    assert len(told) == 5


def test_an_empty_file_is_told_so():
    assert told_of("") == ["menu.yaml is empty."]


@pytest.mark.parametrize(("text", "held"), [("- a", "a list"), ("a", "a single value"), ("5", "a single value")])
def test_a_file_that_holds_no_keys_is_told_so(text: str, held: str):
    assert told_of(text) == [f"menu.yaml holds {held}; it should hold keys and values, such as 'id: harbour'."]


def test_a_place_is_named_by_its_path():
    assert dotted(("rules", 0, "conduct")) == "rules[0].conduct"
    assert dotted(()) == "whole file"


def test_what_has_no_line_takes_that_of_what_holds_it():
    assert line_of({("rules",): 7, (): 1}, ("rules", 0, "points")) == 7
    assert line_of({}, ("rules",)) == 1


# Whatever is written


def kindly(attempt: Callable[[], Any]) -> None:
    """Try it: it works, or it is refused by an error that names the file."""
    try:
        attempt()
    except GlasshouseError as refused:
        assert str(refused).startswith("menu.yaml ")  # noqa: PT017 - either way is fine


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_or_refused(text: str):
    kindly(lambda: read_text(text, "menu.yaml"))


@settings(deadline=None)
@given(st.text(alphabet="ab:-? ,[]{}&*!|>'\"%@`#\n\t~0.<=", max_size=60))
def test_any_heap_of_yaml_signs_is_read_or_refused(text: str):
    kindly(lambda: read_text(text, "menu.yaml"))


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["title", "dishes", "cooks", "x"]),
        values
        | st.lists(st.dictionaries(st.sampled_from(["name", "price", "served", "with", "parts", "kind"]), values)),
        max_size=4,
    )
)
def test_any_structure_is_a_model_or_refused(structure: dict[str, Any]):
    text = yaml.safe_dump(structure, allow_unicode=True)
    kindly(lambda: validated(*read_text(text, "menu.yaml"), Menu, "menu.yaml"))
