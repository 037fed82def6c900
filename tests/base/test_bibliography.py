"""The bibliography: every reference says what it is and how it is known."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from glasshouse.base.bibliography import HOME, Reference, key_of, load_bibliography, unknown_key
from glasshouse.base.errors import GlasshouseError

REFERENCE = "    title: A report\n    publisher: An office\n    date: '2019'\n    known: found\n"


def written(folder: Path, text: str) -> Path:
    file = folder / "bibliography.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_our_references_carry_the_key_they_stand_under():
    references = load_bibliography()
    assert len(references) >= 100
    assert all(reference.key == key for key, reference in references.items())


def test_a_reference_that_was_found_says_where_or_in_what_kind_of_copy():
    found = [reference for reference in load_bibliography().values() if reference.known == "found"]
    without_address = [reference for reference in found if reference.url is None]
    assert all("read in" in (reference.note or "").lower() for reference in without_address)


def test_addresses_of_references_are_web_addresses():
    addresses = [reference.url for reference in load_bibliography().values() if reference.url]
    assert all(re.fullmatch(r"https?://[^\s]+", address) for address in addresses)


def test_dates_begin_with_a_year():
    assert all(re.match(r"(19|20)\d\d", reference.date) for reference in load_bibliography().values())


@pytest.mark.parametrize(
    "key",
    [
        "nbs-census-2020",
        "nbs-income-2023",
        "cnnic-53",
        "nbs-hukou-2010",
        "spp-2019",
        "spc-2023",
        "pboc-2019-12",
    ],
)
def test_keys_that_worlds_and_schemes_may_cite_exist(key):
    assert key in load_bibliography()


def test_a_reference_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        load_bibliography()["ftc-2012"].title = "another"  # type: ignore[misc]


def test_the_key_of_evidence_ends_at_the_colon():
    assert key_of("ftc-2012: 26 % of 1,001 consumers") == key_of("ftc-2012") == "ftc-2012"


def test_a_known_key_is_no_problem():
    assert unknown_key("ftc-2012: share with an error", load_bibliography()) is None


def test_an_unknown_key_is_told_with_the_one_that_was_probably_meant():
    assert unknown_key("ftc-2021", {"ftc-2012", "spc-2023"}) == (
        "'ftc-2021' is not a key of the bibliography. Did you mean 'ftc-2012'?"
    )


def test_a_bibliography_of_ones_own_is_read_like_ours(tmp_path):
    file = written(tmp_path, f"references:\n  own-2020:\n{REFERENCE}")
    assert load_bibliography(file) == {
        "own-2020": Reference(key="own-2020", title="A report", publisher="An office", date="2019", known="found")
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"references:\n  own-2020:\n{REFERENCE}    isbn: '1'\n", "line   7"),
        (f"references:\n  own-2020:\n{REFERENCE}  own-2020:\n{REFERENCE}", "is written twice"),
        (f"references:\n  Own 2020:\n{REFERENCE}", "line   2"),
        ("references:\n  own-2020: a report\n", "line   2"),
        ("references: {}\n", "line   1"),
        ("", "is empty"),
    ],
)
def test_a_faulty_bibliography_is_refused_with_file_and_line(tmp_path, text, told):
    file = written(tmp_path, text)
    with pytest.raises(GlasshouseError) as error:
        load_bibliography(file)
    assert told in str(error.value)
    assert str(file) in str(error.value)


def test_our_file_is_part_of_the_package():
    assert HOME.is_file()
