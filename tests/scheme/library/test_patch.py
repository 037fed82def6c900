"""Schemes with changes: given with the name of a scheme, or in a patch file."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from glasshouse.base.errors import GlasshouseError
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.language import files
from glasshouse.scheme.language.files import load_scheme, scheme_path
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.library.found import Change, require_fit, warnings_of
from glasshouse.scheme.library.patch import find, find_again, variant_of

CITED = {"cite": "text", "clause": "1"}
SMALL: dict[str, Any] = {
    "id": "small",
    "title": "Small",
    "about": "A scheme to check by hand.",
    "bibliography": {"text": {"title": "The text", "url": "https://example.org"}},
    "known_to": {"value": 0.5, "assumed": [0.4, 0.6]},
    "score": {"start": 100, "lowest": 0, "cite": "text"},
    "grades": [{"id": "A", "from": 50, "cite": "text"}, {"id": "B", "below": 50, "cite": "text"}],
    "rules": [
        {"conduct": "traffic.ticket", "points": -10, "lasts": "2y", **CITED},
        {"conduct": "utility.theft", "points": -20, "lasts": "2y", **CITED},
        {"conduct": "traffic.speeding", "points": -30, "lasts": "2y", **CITED},
    ],
    "variants": [{"id": "harsh", "title": "Harsher", "changes": {"rules.traffic-ticket.points": -50}}],
    "tests": [{"file": ["traffic.ticket"], "score": 90}],
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a library of its own, in which small.yaml is the only scheme; one works in it."""
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "small.yaml").write_text(yaml.safe_dump(SMALL, sort_keys=False))
    monkeypatch.setattr(files, "FOLDER", tmp_path / "library")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def patch(text: str, name: str = "patch.yaml") -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


def points(name: str | Path) -> list[int]:
    return [rule.points for rule in find(name).scheme.rules]


def told(name: str | Path, catalogue: Catalogue | None = None) -> list[str]:
    """What is said of a scheme that is refused, line by line."""
    with pytest.raises(GlasshouseError) as refused:
        require_fit(find(name), catalogue or load_catalogue())
    return str(refused.value).splitlines()


# Changes in a reference


def test_a_change_changes_what_its_path_names_and_nothing_else():
    found = find("small:rules.utility-theft.points=-200")
    assert [rule.points for rule in found.scheme.rules] == [-10, -200, -30]
    assert [rule.points for rule in found.written.rules] == [-10, -20, -30]
    assert found.changes == {"rules.utility-theft.points": -200}
    assert found.changed == (Change("rules.utility-theft.points", -20, -200, ("rules", 1, "points")),)


def test_no_value_leaves_out_what_stands_there_and_the_rest_is_still_found():
    found = find("small:rules.traffic-ticket=,rules.traffic-speeding.points=-31,rules.2.lasts=3y")
    assert [(rule.conduct, rule.points) for rule in found.scheme.rules] == [
        ("utility.theft", -20), ("traffic.speeding", -31),
    ]  # fmt: skip
    assert [(str(one), one.at) for one in found.changed] == [
        ("rules.traffic-ticket left out", ("rules",)),
        ("rules.traffic-speeding.points = -31", ("rules", 1, "points")),
        ("rules.2.lasts = 3y", ("rules", 1, "lasts")),
    ]
    assert found.scheme.rules[1].lasts == 36


def test_the_variant_is_taken_before_the_changes():
    found = find("small:harsh,rules.utility-theft.points=-1")
    assert [rule.points for rule in found.scheme.rules] == [-50, -1, -30]
    assert points("small:harsh,rules.traffic-ticket.points=-2") == [-2, -20, -30]
    assert find("small:harsh,rules.traffic-ticket.points=-2").changed[0].before == -50


def test_a_changed_scheme_keeps_its_id_and_says_in_its_title_that_it_is_changed():
    changed = find("small:rules.utility-theft.points=-200").scheme
    assert (changed.id, changed.title) == ("small", "Small (changed)")
    assert find("small:title=Other").scheme.title == "Other"
    assert find("small:harsh").scheme.title == "Small"


def test_examples_and_variants_are_of_the_scheme_as_written():
    changed = find("small:rules.utility-theft.points=-200").scheme
    assert (changed.tests, changed.variants) == ((), ())
    assert len(find("small").scheme.tests) == 1


def test_a_change_to_what_stands_there_already_is_no_mistake():
    assert points("small:rules.utility-theft.points=-20") == points("small")


def test_a_scheme_is_found_with_its_changes_wherever_one_is_named():
    assert find_scheme("small:rules.utility-theft.points=-200").rules[1].points == -200
    assert find_scheme(patch("scheme: small\nchanges: {score.start: 90}\n")).score.start == 90


# Refusals


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("small:rules.utility-thef.points=1",
         "  'rules.utility-thef.points': 'utility-thef' is not a part of rules. Did you mean 'utility-theft'?"),
        ("small:rules.utility-theft.points=abc",
         "  'rules.utility-theft.points': is 'abc', but a whole number belongs here."),
        ("small:rules.utility-theft.points=-20.5",
         "  'rules.utility-theft.points': is -20.5, but a whole number belongs here."),
        ("small:rules.utility-theft.points=20000",
         "  'rules.utility-theft.points': is 20000; it must be at most 10000."),
        ("small:rules.utility-theft.lasts=",
         "  'rules.utility-theft.lasts': needs 'lasts': how long a record counts, such as '2y' or 'forever'."),
        ("small:title=2016", "  'title': is 2016, but text belongs here. Put it in quotes."),
        ("small:known_to.value=0.9", "  'known_to.value': value 0.9 lies outside its own assumed range [0.4, 0.6]. "
         "Change known_to.assumed, too."),
        ("small:rules.utility-theft.conduct=traffic.ticke",
         "  'rules.utility-theft.conduct': 'traffic.ticke' is not a conduct. Did you mean 'traffic.ticket'?"),
        ("small:id=other", "  'id': a changed scheme keeps its id. Copy the file to make another scheme."),
        ("small:tests.0.score=3", "  'tests': examples are of the scheme as it is written."),
        ("small:variants.harsh.title=3", "  'variants.harsh.title': variants are of the scheme as it is written."),
        ("small:rules=1", "  'rules' is a whole list. Name one of its parts: "),
        ("small:score=1", "  'score' is a whole block. Name one of its keys: score.start, "),
        ("small:hrash,score.start=90", "  'hrash' is not a variant of small. Did you mean 'harsh'?"),
        ("small:score.start=90,rules.1.points=3,rules.utility-theft.points=4",
         "  'rules.utility-theft.points': 'rules.1.points' names the same place. Say it once."),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_told_with_what_was_probably_meant(name: str, line: str, catalogue: Catalogue):
    head, *lines = told(name, catalogue)
    assert head == "small with these changes has 1 problem:"
    assert lines[0].startswith(line.replace("'tests'", "'tests.0.score'"))


def test_everything_that_is_wrong_with_changes_is_told_at_once(catalogue: Catalogue):
    name = "small:hrash,id=x,rules.utility-thef.points=1,rules.traffic-ticket.points=abc,score.start=99999"
    assert len(told(name, catalogue)) == 1 + 5


def test_a_part_that_a_change_spoils_is_named_rather_than_a_line_of_the_file(catalogue: Catalogue):
    lines = told("small:rules.traffic-ticket=,bibliography.text=", catalogue)[1:]
    names = [line.strip().split(": ")[0] for line in lines]
    assert names == [
        "grades.A.cite",
        "grades.B.cite",
        "rules.traffic-speeding.cite",
        "rules.utility-theft.cite",
        "score.cite",
    ]
    (line,) = told("small:rules.traffic-ticket=,grades.B.below=40", catalogue)[1:]
    assert line.startswith("  'grades.B.below': scores 40 to 49 fall in no grade")


def test_a_fault_of_the_file_itself_keeps_its_line_there(catalogue: Catalogue):
    text = yaml.safe_dump({**SMALL, "id": "own", "variants": [], "tests": []})
    text = text.replace("utility.theft", "utility.thefd")
    Path("own.yaml").write_text(text)
    (line,) = (at for at, row in enumerate(text.splitlines(), 1) if "utility.thefd" in row)
    lines = told("own.yaml:score.start=90,grades.B.below=40", catalogue)
    assert lines[0] == "own.yaml has 1 problem:"
    assert lines[1].startswith(f"  line {line:>3}  rules[1].conduct: 'utility.thefd' is not a conduct.")
    assert lines[2] == "own.yaml with these changes has 1 problem:"
    assert lines[3].startswith("  'grades.B.below': ")


def test_a_bundle_is_not_changed_but_one_of_its_schemes():
    members = [{"scheme": "small", **CITED}]
    text = {key: SMALL[key] for key in ("title", "about", "bibliography")} | {"id": "all", "members": members}
    Path("all.yaml").write_text(yaml.safe_dump(text))
    with pytest.raises(GlasshouseError, match="all is a bundle, and a change is of one scheme"):
        find("all.yaml:title=x")
    with pytest.raises(GlasshouseError, match=re.escape("Name one of its schemes: small:path=value.")):
        find(patch("scheme: all.yaml\nchanges: {title: x}\n"))


def test_a_variant_that_is_not_there_is_told_which_are():
    with pytest.raises(GlasshouseError, match=r"'mild' is not a variant of small.*harsh"):
        find("small:mild")
    assert variant_of(load_scheme(scheme_path("small")), "harsh") == {"rules.traffic-ticket.points": -50}


# Patch files


def test_a_patch_file_stands_for_the_scheme_that_it_changes():
    name = patch("scheme: small\ntitle: theft costs 200\nchanges:\n  rules.utility-theft.points: -200\n")
    found = find(name)
    assert [rule.points for rule in found.scheme.rules] == [-10, -200, -30]
    assert found.scheme.title == "Small (theft costs 200)"
    assert (found.scheme.id, found.path) == ("small", scheme_path("small"))
    assert find(Path(name)) == found


def test_a_patch_file_may_take_a_variant_leave_out_and_give_lists():
    name = patch("scheme: small:harsh\nchanges: {rules.utility-theft: , visible.score: [self, partners]}\n")
    assert points(name) == [-50, -30]
    assert find(name).scheme.visible.score == ("self", "partners")
    assert find(name).variant == "harsh"


def test_the_scheme_of_a_patch_file_is_looked_for_beside_it(tmp_path: Path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.yaml").write_text(yaml.safe_dump({**SMALL, "id": "own"}))
    for at in ("own.yaml", "../rules/own.yaml", str(tmp_path / "rules" / "own.yaml")):
        name = patch(f"scheme: {at}\nchanges: {{score.start: 90}}\n", "rules/patch.yaml")
        assert find(name).scheme.id == "own"
        assert find(name).scheme.score.start == 90


def test_changes_on_the_command_line_come_on_top_of_those_of_a_patch_file(catalogue: Catalogue):
    name = patch("scheme: small\nchanges: {rules.utility-theft.points: -200}\n")
    assert points(f"{name}:rules.traffic-ticket.points=-1") == [-1, -200, -30]
    assert points(f"{name}:harsh,rules.utility-theft.points=-1") == [-50, -1, -30]
    assert told(f"{name}:score.begin=3", catalogue)[1].startswith("  'score.begin': 'begin' is not a key of score.")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("scheme: small\nchanges:\n  rules.utility-theft.points: abc\n  score.begin: 3\n",
         ["  line   3  'rules.utility-theft.points': is 'abc', but a whole number belongs here.",
          "  line   4  'score.begin': 'begin' is not a key of score. "]),
        ("scheme: small\nchanges:\n  score.start: 90\n  grades.B.below: 40\n",
         ["  line   4  'grades.B.below': scores 40 to 49 fall in no grade"]),
        ("scheme: small\nchanges:\n  bibliography.text: \n",
         ["  line   2  with these changes, grades.A.cite: 'text' is not in this scheme's bibliography"]),
        ("scheme: smal\nchanges: {score.start: 90}\n",
         ["  line   1  scheme: 'smal' is not a scheme of the library. Did you mean 'small'?"]),
        ("scheme: nowhere.yaml\nchanges: {score.start: 90}\n", ["  line   1  scheme: nowhere.yaml does not exist."]),
        ("scheme: small+small\nchanges: {score.start: 90}\n",
         ["  line   1  scheme: a patch changes one scheme, and 'small+small' are 2."]),
        ("title: x\nscheme: patch.yaml\nchanges: {score.start: 90}\n",
         ["  line   2  scheme: patch.yaml is a patch, too. Name the scheme itself, and copy the changes."]),
        ("scheme: small\n", ["  line   1  changes: is missing."]),
        ("changes: {score.start: 90}\n", ["  line   1  scheme: is missing."]),
        ("scheme: small\nchanges: {}\n", ["  line   2  changes: "]),
        ("scheme: small\nchanges:\n  rules: {utility-theft: 4}\n",
         ["  line   3  changes.rules: is a block. Write a path for each value in it, "]),
        ("scheme: small\nchanges:\n  rules: [{conduct: x}]\n", ["  line   3  changes.rules: is a block. "]),
        ("scheme: small\nid: other\nchanges: {score.start: 90}\n", ["  line   2  id: is not a key here."]),
        ("scheme: small\npeople: [a, b]\nchanges: {score.start: 90}\n", ["  line   2  people: is not a key here."]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_patch_file_is_told_with_its_line_there(text: str, lines: list[str], catalogue: Catalogue):
    head, *rest = told(patch(text), catalogue)
    assert head.startswith("patch.yaml has ")
    assert [line.startswith(begin) for line, begin in zip(rest, lines, strict=False)] == [True] * len(lines), rest


def test_a_patch_of_a_variant_takes_no_other_variant_on_top():
    name = patch("scheme: small:harsh\nchanges: {score.start: 90}\n")
    with pytest.raises(GlasshouseError, match="names the variant 'harsh' already"):
        find(f"{name}:harsh")


def test_a_scheme_with_a_stray_key_is_still_read_as_a_scheme():
    Path("own.yaml").write_text(yaml.safe_dump({**SMALL, "changes": {"score.start": 3}}))
    with pytest.raises(GlasshouseError, match="changes: is not a key here"):
        find("own.yaml")


@pytest.mark.parametrize("value", ["{name: somebody}", "[{name: somebody}]", "[[1]]", "!!python/object:os.system x"])
def test_a_patch_file_holds_values_of_a_scheme_and_nothing_else(value: str):
    with pytest.raises(GlasshouseError):
        find(patch(f"scheme: small\nchanges: {{subjects.where: {value}}}\n"))


# Made again, and looked at


def test_what_was_changed_once_is_made_again_from_the_file_as_written(tmp_path: Path):
    once = find(patch("scheme: small:harsh\ntitle: softer\nchanges: {rules.utility-theft: , score.start: 90}\n"))
    again = find_again(scheme_path("small"), once.variant, once.changes, once.scheme.title)
    assert (again.scheme, again.changed) == (once.scheme, once.changed)
    assert find_again(scheme_path("small"), None, {}, "Any").scheme == find("small").scheme


def test_only_what_the_changes_bring_about_is_worth_a_second_look(catalogue: Catalogue):
    assert warnings_of(find("small:rules.utility-theft.points=-20"), catalogue) == []
    found = warnings_of(find(patch("scheme: small\nchanges:\n  bibliography.text.url: \n")), catalogue)
    assert [(one.line, one.text) for one in found] == [
        (2, "has no address, so that a reader cannot look it up. Add 'url'.")
    ]
