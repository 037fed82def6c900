"""What a reference says, word by word: names, variants, changes, and which plus signs join schemes."""

import re

import pytest

from glasshouse.base.errors import GlasshouseError
from glasshouse.scheme.language.reference import Reference, divided, is_file, reference, shown, value_of


def test_a_name_alone_has_no_variant_and_no_changes():
    assert reference("sesame") == Reference("sesame", None, {})
    assert reference("sesame:literature") == Reference("sesame", "literature", {})


def test_changes_follow_the_colon_with_commas_between_them_and_a_variant_before_them():
    assert reference("one:a.b=-5,c=x").changes == {"a.b": -5, "c": "x"}
    assert reference("one: harsh , a.b = 0.5 ") == Reference("one", "harsh", {"a.b": 0.5})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-200", -200), ("+20", 20), ("0.3", 0.3), ("1e+2", 100.0), ("true", True), ("18+", "18+"), ("2y", "2y"),
        ("no", "no"), ("010", "010"), ('"5"', "5"), ("'a, b'", "a, b"), ("[a, b]", ["a", "b"]), ("", None),
        ("null", None), ("~", None), ("'#1'", "#1"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_yaml(text: str, value: object):
    assert value_of(text) == value
    assert type(value_of(text)) is type(value)
    assert reference(f"one:a={text},b=1").changes == {"a": value, "b": 1}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one + two", ["one", "two"]),
        ("one++two", ["one", "", "two"]),
        ("one+", ["one", ""]),
        ("one:a=+20+two", ["one:a=+20", "two"]),
        ("one:a=+two", ["one:a=", "two"]),
        ("one:a=+.5+two", ["one:a=+.5", "two"]),
        ("one:a=1+two:b=2", ["one:a=1", "two:b=2"]),
        ("one:a=1e+5+two", ["one:a=1e+5", "two"]),
        ("one:age=18+", ["one:age=18+"]),
        ("one:age=18+,b=2+two", ["one:age=18+,b=2", "two"]),
        ("one:age=18++two", ["one:age=18+", "two"]),
        ("one:points.60+=5+two", ["one:points.60+=5", "two"]),
        ("one:title='a+b'+two", ["one:title='a+b'", "two"]),
        ("one:a=[x+y, z]+two", ["one:a=[x+y, z]", "two"]),
    ],
)
def test_a_plus_sign_joins_schemes_only_where_a_name_follows_it_outside_of_a_value(text: str, parts: list[str]):
    assert divided(text, "+") == parts


def test_a_path_that_exists_is_a_name_whatever_it_holds(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a:b=c.yaml").write_text("id: x")
    assert reference("a:b=c.yaml") == Reference("a:b=c.yaml", None, {})
    assert reference("a:b=c.yaml:d=1") == Reference("a:b=c.yaml", None, {"d": 1})


def test_a_name_that_no_file_can_have_is_no_file():
    assert not is_file("x" * 5_000)
    assert not is_file("a\x00b")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("one:", "'one:' says nothing after the colon. Write SCHEME:VARIANT or SCHEME:path=value."),
        (":a=1", "':a=1' says nothing before the colon."),
        ("a.b=1", "'a.b=1' names no scheme to change. Write SCHEME:path=value."),
        ("one:=1", "'=1' does not say what is to change."),
        ("one:a=1,", "nothing stands before or after a comma. Leave the comma out."),
        ("one:a=1,a=2", "'a': is changed twice. Say it once."),
        ("one:a=x,y", "'y' is no change, which has the form path=value. "
         'If it belongs to what stands before it, write a="x, y", or a=[x, y] for a list.'),
        ("one:harsh,mild", "'mild' is no change, which has the form path=value. Write one:path=value."),
        ("one:a='b", "'a': a quotation mark is opened and not closed."),
        ("one:a=!!int 5", "'a': the tag '!!int' is not read here. Leave it out."),
        ("one:a=&x 5", "'a': the anchor '&x' is not read here. Leave it out."),
        ("one:a=1e999", "'a': the number '1e999' is too large to be meant."),
        ("one:a=b: c", "'a': 'b: c' is a block; a change gives one value, or a list of values."),
        ("one:a=[[1]]", "'a': '[[1]]' is a block"),
        ("one:a=b # c", "'a': a '#' begins a comment in YAML. Put the value in quotes."),
    ],
)  # fmt: skip
def test_what_is_no_reference_is_told_what_to_write(text: str, told: str):
    with pytest.raises(GlasshouseError, match=re.escape(told)):
        reference(text)


def test_everything_that_is_not_clear_is_told_at_once():
    with pytest.raises(GlasshouseError) as refused:
        reference("one:a=!!int 5,b,=3")
    assert len(str(refused.value).splitlines()) == 4


def test_a_long_value_is_shown_short():
    assert len(shown(["word"] * 100)) == 80
    assert shown(["word"] * 100).endswith("...")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a+b/one.yaml+two", ["a+b/one.yaml", "two"]),
        ("two+a+b/one.yaml", ["two", "a+b/one.yaml"]),
        ("two + a+b/one.yaml + a+b/c+d.yaml", ["two", "a+b/one.yaml", "a+b/c+d.yaml"]),
        ("a+b/c+d.yaml:strict+two", ["a+b/c+d.yaml:strict", "two"]),
        ("a+b/c+d.yaml:strict,points=+20+two:b=1", ["a+b/c+d.yaml:strict,points=+20", "two:b=1"]),
        ("a+b/e:f+g.yaml+two", ["a+b/e:f+g.yaml", "two"]),
        ("a+b/gone.yaml+two", ["a", "b/gone.yaml", "two"]),
    ],
)
def test_a_plus_sign_in_the_path_of_a_file_joins_nothing(tmp_path, monkeypatch, text: str, parts: list[str]):
    folder = tmp_path / "a+b"
    folder.mkdir()
    for name in ("one", "c+d", "e:f+g"):
        (folder / f"{name}.yaml").write_text("id: x")
    assert divided(text, "+", tmp_path) == parts
    monkeypatch.chdir(tmp_path)
    assert divided(text, "+") == parts


def test_a_path_is_looked_for_from_the_folder_that_it_leads_from(tmp_path):
    (tmp_path / "e:f.yaml").write_text("id: x")
    assert reference("e:f.yaml:strict", tmp_path) == Reference("e:f.yaml", "strict", {})
