"""The schemes of a run: what a reference means, and in which order its schemes judge."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from glasshouse.base.errors import GlasshouseError
from glasshouse.observe.library import firm_catalogue, load_catalogue
from glasshouse.scheme.language import files
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import MOST, Placement, dated, judging_order, parts_of, placement, system_of

CITED = {"cite": "text", "clause": "1"}
SHARE = {"value": 0.25, "assumed": [0, 1]}
RULE = {"conduct": "traffic.ticket", "points": -10, "lasts": "2y", **CITED}
SMALL: dict[str, Any] = {
    "title": "Small",
    "about": "A scheme to check by hand.",
    "bibliography": {"text": {"title": "The text", "url": "https://example.org"}},
    "known_to": {"value": 0.5, "assumed": [0, 1]},
    "score": {"start": 100, "lowest": 0, "cite": "text"},
    "grades": [{"id": "A", "from": 50, "cite": "text"}, {"id": "B", "below": 50, "cite": "text"}],
    "rules": [RULE],
    "variants": [{"id": "harsh", "title": "Harsher", "changes": {"rules.traffic-ticket.points": -50}}],
}


@pytest.fixture
def schemes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A function that writes schemes into a library of their own: the small one with changes, by id."""
    monkeypatch.setattr(files, "FOLDER", tmp_path)

    def write(**made: dict[str, Any]) -> Path:
        for name, changes in made.items():
            said = {"id": name, **SMALL, **changes}
            text = yaml.safe_dump({key: one for key, one in said.items() if one is not None})
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def placed(reference: str | Path) -> tuple[Placement, ...]:
    return system_of(reference, load_catalogue(), firm_catalogue())


def ids(reference: str | Path) -> list[str]:
    return [one.scheme.id for one in placed(reference)]


def test_schemes_are_joined_by_a_plus_and_keep_their_order(schemes):
    schemes(one={}, two={})
    assert ids("two+one") == ids("two + one") == ["two", "one"]
    assert ids("one") == ["one"]


def test_a_path_that_is_there_is_one_scheme_whatever_it_is_called(schemes):
    folder = schemes(one={})
    odd = folder / "a+b:c.yaml"
    (folder / "one.yaml").rename(odd)
    assert parts_of(odd) == parts_of(str(odd)) == [str(odd)]
    assert ids(odd) == ids(str(odd)) == ["one"]


def test_a_scheme_keeps_the_text_that_it_was_read_from(schemes):
    folder = schemes(one={})
    assert placed("one")[0].text == (folder / "one.yaml").read_text(encoding="utf-8")
    assert (placed("one")[0].region, placed("one")[0].share, placed("one")[0].variant) == ((), 1.0, None)


def test_a_plus_without_a_name_is_refused(schemes):
    schemes(one={})
    with pytest.raises(GlasshouseError, match="names no scheme between two"):
        placed("one++one")


def test_a_scheme_may_stand_only_once(schemes):
    schemes(one={}, two={})
    with pytest.raises(GlasshouseError, match="one stands twice"):
        placed("one+two+one")


def test_no_more_schemes_than_eight_read_one_file(schemes):
    names = [f"s{number}" for number in range(MOST + 1)]
    schemes(**{name: {} for name in names})
    assert len(placed("+".join(names[:MOST]))) == MOST
    with pytest.raises(GlasshouseError, match="9 schemes; at most 8"):
        placed("+".join(names))


def test_a_name_that_is_not_there_is_told_what_was_meant(schemes):
    schemes(one={})
    with pytest.raises(GlasshouseError, match="one"):
        placed("oen")


def test_a_scheme_with_problems_is_refused_with_all_of_them(schemes):
    schemes(one={"rules": [{**RULE, "conduct": "traffic.tickett"}, {**RULE, "account": "none"}]})
    with pytest.raises(GlasshouseError) as refused:
        placed("one")
    assert "traffic.tickett" in str(refused.value)
    assert "none" in str(refused.value)


# variants


def test_a_variant_is_the_scheme_with_its_changes_and_no_variants_of_its_own(schemes):
    schemes(one={})
    (harsh,) = placed("one:harsh")
    assert harsh.variant == "harsh"
    assert harsh.scheme.rules[0].points == -50
    assert harsh.scheme.variants == ()
    assert placed("one")[0].scheme.rules[0].points == -10


def test_a_variant_that_is_not_there_is_told_which_are(schemes):
    schemes(one={})
    with pytest.raises(GlasshouseError, match=r"a variant of one.*harsh"):
        placed("one:harhs")


def test_the_variants_of_two_schemes_may_run_together(schemes):
    schemes(one={}, two={})
    assert [one.scheme.rules[0].points for one in placed("one:harsh+two")] == [-50, -10]


# changes


POINTS = "rules.traffic-ticket.points"


def test_each_scheme_of_a_run_may_have_changes_of_its_own(schemes):
    schemes(one={}, two={})
    changed = placed(f"one:{POINTS}=-20,score.highest=+120+two:harsh,score.start=90,{POINTS}=-51")
    assert [one.scheme.rules[0].points for one in changed] == [-20, -51]
    assert [one.changes for one in changed] == [{POINTS: -20, "score.highest": 120}, {"score.start": 90, POINTS: -51}]
    assert [one.label for one in changed] == [
        f"one: {POINTS} = -20, score.highest = 120", f"two:harsh: score.start = 90, {POINTS} = -51"
    ]  # fmt: skip
    assert [one.label for one in placed("one+two:harsh")] == ["one", "two:harsh"]


def test_what_is_wrong_with_several_schemes_is_told_at_once(schemes):
    schemes(one={}, two={})
    with pytest.raises(GlasshouseError) as refused:
        placed("one:rules.traffic-tiket.points=1+two:score.start=abc+tree")
    assert "Did you mean 'traffic-ticket'?" in str(refused.value)
    assert "'score.start': is 'abc', but a whole number belongs here." in str(refused.value)
    assert "'tree' is not a scheme of the library" in str(refused.value)


def test_a_changed_scheme_keeps_the_text_as_written_so_that_the_changes_can_be_made_again(schemes):
    folder = schemes(one={})
    (once,) = placed(f"one:harsh,{POINTS}=-51")
    assert once.text == (folder / "one.yaml").read_text(encoding="utf-8")
    again = placement(
        folder / "one.yaml", load_catalogue(), firm_catalogue(), once.variant, once.changes, once.scheme.title
    )
    assert again == once


def test_a_patch_file_is_a_scheme_of_a_run_like_others(schemes, tmp_path: Path):
    folder = schemes(one={}, two={})
    (folder / "patch.yml").write_text(f"scheme: one\nchanges: {{{POINTS}: -3}}\n")
    first, second = placed(f"{folder / 'patch.yml'}+two")
    assert (first.scheme.id, first.changes, second.changes) == ("one", {POINTS: -3}, {})


# one list, once


COURTS: dict[str, Any] = {
    "id": "named", "title": "The courts' list", "official": "the-courts",
    "enter": {"conduct": ["court.judgment_defied"]}, "stays": "2y", "leave": {"conduct": "debt.settled"}, **CITED,
}  # fmt: skip
MINE = {**COURTS, "id": "mine", "title": "The list that holds here, too"}


def test_one_official_list_is_held_once_in_a_run(schemes):
    schemes(one={"lists": [COURTS]}, two={"lists": [MINE]})
    with pytest.raises(GlasshouseError) as refused:
        placed("one+two")
    said = str(refused.value)
    assert "one/named and two/mine are one official list (the-courts)" in said
    assert "Take it out of one or of two" in said
    assert "by 'list: two/mine' or 'list: one/named'" in said


def test_an_official_list_on_several_grounds_is_one_list(schemes):
    hidden = {**COURTS, "id": "hidden", "enter": {"conduct": ["court.asset_report_false"]}, "leave": None}
    schemes(one={"lists": [COURTS, hidden]}, two={"lists": [MINE]})
    assert ids("one") == ["one"]
    with pytest.raises(GlasshouseError, match="one/named, one/hidden and two/mine are one official list") as refused:
        placed("one+two")
    assert str(refused.value).count("are one official list") == 1


def test_lists_that_are_not_the_same_official_one_may_be_entered_alike(schemes):
    schemes(one={"lists": [COURTS]}, two={"lists": [{**MINE, "official": "another"}]}, three={"lists": [
        {key: value for key, value in MINE.items() if key != "official"}]})  # fmt: skip
    assert ids("one+two+three") == ["one", "two", "three"]


def test_who_hears_an_official_list_may_stand_beside_who_holds_it(schemes):
    heard = {"id": "heard", "title": "Those named", "enter": {"list": "one/named"}, **CITED}
    schemes(one={"lists": [COURTS]}, two={"lists": [heard]})
    assert ids("one+two") == ["one", "two"]


@pytest.mark.parametrize(
    "apart",
    [
        ({"until": "2015-01"}, {"in_force": "2015-01"}),
        (
            {},
            {"subjects": {"kind": "firm"}, "known_to": None, "rules": [], "score": None, "grades": [], "variants": []},
        ),
    ],
    ids=["one after the other", "firms and people"],
)
def test_an_official_list_may_be_held_by_schemes_that_never_judge_the_same_lives_at_once(schemes, apart):
    one, two = apart
    schemes(one={"lists": [COURTS], **one}, two={"lists": [MINE], **two})
    assert ids("one+two") == ["one", "two"]


# bundles


BUNDLE = {
    **dict.fromkeys(("score", "grades", "rules", "variants", "known_to")),
    "members": [
        {"scheme": "one", "region": ["shandong"], "share": SHARE, "from": "2014-01", "until": "2016-01", **CITED},
        {"scheme": "two", **CITED},
    ],
}


def test_a_bundle_stands_for_its_members_each_in_its_place_and_time(schemes):
    schemes(one={"in_force": "2013-05"}, two={"in_force": "2012"}, all=BUNDLE)
    one, two = placed("all")
    assert (one.scheme.id, one.region, one.share) == ("one", ("shandong",), 0.25)
    assert (one.scheme.in_force, one.scheme.until) == ("2014-01", "2016-01")
    assert (two.scheme.id, two.region, two.share, two.scheme.in_force) == ("two", (), 1.0, "2012")


def test_a_bundle_may_be_joined_with_other_schemes(schemes):
    schemes(one={}, two={}, three={}, all=BUNDLE)
    assert ids("three+all") == ["three", "one", "two"]


def test_dates_that_are_not_given_stay():
    scheme = Scheme(id="x", title="X", about="X", in_force="2013", until="2015")
    assert dated(scheme, None, None) == scheme
    assert (dated(scheme, "2014", None).in_force, dated(scheme, "2014", None).until) == ("2014", "2015")


# the order of judging


def going_by(name: str, *lists: str, whose: str = "own") -> Scheme:
    rules = [{"list": one, "whose": whose, "points": -1, **CITED} for one in lists]
    return Scheme.model_validate({"id": name, "title": name, "about": name, "rules": rules})


def test_a_scheme_judges_after_those_whose_lists_it_goes_by():
    schemes = [going_by("a", "b/x"), going_by("b", "c/x"), going_by("c"), going_by("d")]
    assert judging_order(schemes) == [2, 3, 1, 0]


def test_schemes_that_are_not_in_the_run_are_not_waited_for():
    assert judging_order([going_by("a", "z/x"), going_by("b")]) == [0, 1]


def test_lists_of_linked_subjects_are_a_month_old_and_not_waited_for():
    assert judging_order([going_by("a", "b/x", whose="leader"), going_by("b", "a/x", whose="led firm")]) == [0, 1]


def test_schemes_that_go_by_each_other_in_a_circle_are_refused(schemes):
    with pytest.raises(GlasshouseError, match=r"a, b go by each other's lists in a circle"):
        judging_order([going_by("a", "b/x"), going_by("b", "a/x")])


def test_a_folder_with_a_plus_in_its_name_holds_schemes_like_any_other(schemes, tmp_path: Path):
    folder = schemes(one={}, two={})
    (tmp_path / "a+b").mkdir()
    own = tmp_path / "a+b" / "own.yaml"
    own.write_text((folder / "one.yaml").read_text().replace("id: one", "id: own"))
    assert ids(f"{own}+two") == ["own", "two"]
    (found, _) = placed(f"two+{own}:harsh")[::-1]
    assert (found.scheme.id, found.variant) == ("own", "harsh")
    (tmp_path / "a+b" / "patch.yaml").write_text("scheme: own.yaml:harsh\nchanges: {rules.traffic-ticket.lasts: 3y}\n")
    assert placed(tmp_path / "a+b" / "patch.yaml")[0].variant == "harsh"


def test_schemes_of_a_run_have_ids_that_differ_in_more_than_capitals(schemes):
    schemes(one={}, ONE={})
    with pytest.raises(GlasshouseError, match="The ids one and ONE differ in capitals alone"):
        placed("one+ONE")


def test_schemes_whose_lists_one_record_enters_and_two_conducts_end_are_refused(schemes):
    def black(leave: str) -> list[dict[str, Any]]:
        entry = {"id": "black", "title": "B", "enter": "court.judgment_defied", "stays": "2y", **CITED}
        return [{**entry, "leave": {"conduct": leave}}]

    schemes(
        one={"lists": black("debt.settled")}, two={"lists": black("community.volunteering")},
        three={"lists": black("debt.settled")},
    )  # fmt: skip
    assert ids("one+three") == ["one", "three"]
    with pytest.raises(GlasshouseError) as told:
        placed("one+two")
    assert str(told.value) == (
        "one and two cannot read one file:\n"
        "  court.judgment_defied enters one/black, which debt.settled ends, and two/black, which "
        "community.volunteering ends; a record tells only that it was settled, not by what. Let one conduct end both, "
        "or let them be entered by different conducts."
    )
