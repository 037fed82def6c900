"""The schemes that come with Glasshouse: found by name or path, hashed by what they say, true to evidence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from glasshouse.base.bibliography import load_bibliography
from glasshouse.base.errors import GlasshouseError
from glasshouse.base.units import FOREVER
from glasshouse.observe.catalogue import Catalogue
from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.language.files import load_scheme, scheme_ids
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.find import find_checked, find_scheme, scheme_hash
from glasshouse.scheme.library.patch import find

LEAST = "id: harbour\ntitle: Harbour\nabout: Nothing.\n"


@pytest.fixture(scope="module")
def rongcheng() -> Scheme:
    return find_scheme("rongcheng-2016")


@pytest.mark.parametrize("name", scheme_ids())
def test_a_file_is_named_as_its_scheme(name: str):
    assert find_scheme(name).id == name


@pytest.mark.parametrize("name", scheme_ids())
def test_a_scheme_is_written_and_read_again_the_same(name: str):
    scheme = find_scheme(name)
    assert Scheme.model_validate(scheme.model_dump(mode="json", by_alias=True)) == scheme


def test_a_scheme_is_found_by_its_path(tmp_path: Path, catalogue: Catalogue):
    path = tmp_path / "harbour.yaml"
    path.write_text(LEAST)
    assert find_scheme(path).id == find_scheme(str(path)).id == load_scheme(path).id == "harbour"
    assert find_checked(path, catalogue).id == "harbour"


def test_a_file_without_ending_is_found_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("harbour").write_text(LEAST)
    assert find_scheme("harbour").id == "harbour"


@pytest.mark.parametrize("name", ["", ".", "nowhere", "a\x00b", "x" * 5_000])
def test_what_is_neither_name_nor_file_is_refused(name: str):
    with pytest.raises(GlasshouseError, match="is not a scheme of the library"):
        find_scheme(name)


def test_a_path_that_leads_nowhere_is_refused_as_a_file():
    with pytest.raises(GlasshouseError, match=r"nowhere/harbour\.yaml does not exist"):
        find_scheme("nowhere/harbour.yaml")


def test_the_hash_is_of_what_is_said(tmp_path: Path, small: Callable[..., Scheme]):
    path = tmp_path / "harbour.yaml"
    path.write_text(LEAST)
    plain = scheme_hash(load_scheme(path))
    path.write_text("# a remark\nabout: Nothing.\nid: harbour\ntitle: 'Harbour'\nrules: []\n")
    assert scheme_hash(load_scheme(path)) == plain
    path.write_text(LEAST.replace("Nothing", "Something"))
    assert scheme_hash(load_scheme(path)) != plain
    assert scheme_hash(small()) != scheme_hash(small(score={"start": 101, "lowest": 0, "cite": "text"}))


def test_texts_that_our_bibliography_knows_have_the_same_address(rongcheng: Scheme):
    ours = load_bibliography()
    shared = {key: text for key, text in rongcheng.bibliography.items() if key in ours}
    assert len(shared) > 5
    assert {key: text.url for key, text in shared.items()} == {key: ours[key].url for key in shared}


# Rongcheng, line by line of what is published


def test_rongcheng_takes_the_published_points(rongcheng: Scheme):
    points = {rule.conduct: rule.points for rule in rongcheng.rules if rule.points < 0}
    assert points == {
        "contract.breach": -20,
        "contract.judgment_breach": -50,
        "credit.payment_late": -10,
        "credit.card_overdue": -10,
        "credit.private_breach": -20,
        "credit.illegal_lending": -40,
        "credit.guarantee_breach": -20,
        "debt.sued": -30,
        "trade.pyramid": -30,
        "trade.fraud": -30,
        "trade.counterfeit": -30,
        "trade.fault": -25,
        "utility.payment_late": -20,
        "utility.judgment": -50,
        "utility.tampering": -50,
        "utility.theft": -60,
        "utility.destruction": -100,
        "traffic.ticket": -5,
        "traffic.red_light": -5,
        "traffic.speeding": -5,
        "traffic.parking": -5,
        "order.littering": -10,
    }


def test_rongcheng_gives_the_published_points(rongcheng: Scheme):
    assert {rule.conduct: rule.points for rule in rongcheng.rules if rule.points > 0} == {
        "community.honour_city": 30,
        "community.bravery": 30,
        "community.honour_department": 5,
        "community.cleaning": 2,
    }
    assert {one.by: one.gives for one in rongcheng.repair if one.status == "found"} == {"community.volunteering": 1}


def test_rongcheng_has_six_grades(rongcheng: Scheme):
    assert [(one.id, one.from_, one.below) for one in rongcheng.grades] == [
        ("AAA", 1050, None), ("AA", 1030, None), ("A", 960, None), ("B", 850, None), ("C", 600, None),
        ("D", None, 600),
    ]  # fmt: skip


def test_rongcheng_grades_two_acts_directly(rongcheng: Scheme):
    direct = {rule.conduct: (rule.grade_at_most, rule.status) for rule in rongcheng.rules if rule.grade_at_most}
    assert direct == {"traffic.drunk_driving": ("C", "recalled"), "traffic.hit_and_run": ("C", "found")}


def refused_to(scheme: Scheme, **holder: str) -> set[str | None]:
    found = [one for one in scheme.consequences if one.refuses]
    return {
        one.service
        for one in found
        if holder.get("list", "-") == one.when.list or holder.get("grade", "-") in (one.when.grade or ())
    }


def test_rongcheng_refuses_what_is_published(rongcheng: Scheme):
    assert refused_to(rongcheng, grade="C") == {
        "work.village_office", "public.honour", "public.subsidy", "work.public_job",
    }  # fmt: skip
    assert refused_to(rongcheng, grade="C") == refused_to(rongcheng, grade="D")
    assert refused_to(rongcheng, list="city-blacklist") >= {
        "finance.loan", "travel.high_speed_rail", "travel.flight", "travel.car_rental", "housing.rent",
    }  # fmt: skip


def test_rongcheng_leaves_the_national_list_to_the_courts(rongcheng: Scheme):
    assert [one.id for one in rongcheng.lists] == ["city-blacklist"]
    assert not any((rule.conduct or "").startswith("court.") or rule.list for rule in rongcheng.rules)


@pytest.mark.parametrize("name", ["defaulters", "evaders"])
def test_the_courts_list_refused_by_2016_what_was_published(name: str):
    courts = find_scheme("court-list")
    early = [one for one in courts.consequences if (one.from_ or "2013-10") <= "2016-01"]
    assert refused_to(courts.model_copy(update={"consequences": early}), list=name) >= {
        "travel.flight", "travel.high_speed_rail", "travel.star_hotel", "finance.insurance", "work.executive_post",
        "finance.loan", "finance.credit_card", "finance.mortgage", "finance.business_loan", "school.private",
        "housing.purchase", "public.tender", "public.subsidy", "work.public_job", "public.honour",
    }  # fmt: skip


def test_the_courts_list_ends_on_payment_and_for_who_hid_assets_after_two_years():
    able, hid, _ = find_scheme("court-list").lists
    assert (able.stays, hid.stays) == (FOREVER, 24)
    assert {one.leave and one.leave.conduct for one in (able, hid)} == {"debt.settled"}


def test_the_articles_rongcheng_has_three_bands_and_one_way_back():
    told = find("rongcheng-2016:article").scheme
    assert [(one.id, one.from_, one.below) for one in told.grades] == [
        ("exemplary", 1001, None), ("ordinary", 600, None), ("blacklisted", None, 600),
    ]  # fmt: skip
    assert told.score is not None
    assert told.score.start == 1000
    assert [one.by for one in told.repair] == ["debt.settled"]
    assert refused_to(told, list="city-blacklist") == {
        "finance.loan", "finance.mortgage", "finance.business_loan", "travel.high_speed_rail", "travel.flight",
        "travel.car_rental", "housing.rent",
    }  # fmt: skip
    better = {one.service for one in told.consequences if one.when.grade == ("exemplary",)}
    assert better == {"finance.loan", "travel.car_rental", "health.deposit_free"}


def test_what_is_read_in_the_article_is_cited_as_told_by_it():
    told = find("rongcheng-2016:article").scheme
    of_it = [*told.grades, *told.lists, *told.consequences, told.score]
    assert {(one.cite, one.status) for one in of_it if one is not None} == {("article", "article")}


def test_what_rongcheng_assumes_is_said_with_its_range(rongcheng: Scheme):
    for one in (*rongcheng.rules, *rongcheng.repair):
        if "assumed" in (one.status, one.lasts_status):
            assert one.note is not None, one
            assert "1 to 5 years" in one.note


def test_what_rongcheng_leaves_out_has_a_reason(rongcheng: Scheme):
    assert len(rongcheng.not_encoded) >= 25
    assert all(one.why.strip() for one in rongcheng.not_encoded)


def test_no_scheme_scores_nobody():
    scheme = find_checked("none", load_catalogue())
    assert scheme.score is None
    assert not scheme.grades + scheme.rules + scheme.lists + scheme.consequences
